//! How far the verdict holds when answers, weights and ratings are not quite what they seem.
//!
//! SMAA-2 (Lahdelma & Salminen 2001, Oper. Res. 49:444): many plausible readings of the same
//! answers are drawn and ranked. Out: the share of readings in which each alternative takes each
//! rank, and what goes with it. Three things vary, apart or together:
//!
//! - open questions: the unanswered row with probability rho, else one option by its prior (of a
//!   `many` question one option or none of these);
//! - weights: each question's weight times an independent Gamma(c, 1/c) factor;
//! - sources: per row one of the clusters that speak on it, then one of its sources, whose whole
//!   row is used and derived from; a disputed requirement is in force with the share of clusters
//!   that state it among those that state or contradict it.
//!
//! A hidden question keeps its unanswered row. There is no tie band: ranks go by points alone.
//!
//! ```
//! use tiebreak::{engine::robust::{Setup, robustness}, model::{answers::Answers, load::load}};
//! # let text = include_str!("../../tests/cases/sample.json");
//! let model = load(text).model.expect("the sample has no errors");
//! let it = robustness(&model, &Answers::none(&model), Setup::default());
//! let first: f64 = it.acceptability.iter().map(|ranks| ranks[0]).sum();
//! assert!((first + it.none_eligible - 1.0).abs() < 1e-12);
//! ```

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts and points are whole, not negative, and far below 2^53"
)]
#![expect(clippy::needless_range_loop, reason = "the lanes of several arrays run side by side")]

mod mixture;
mod tally;

use crate::model::answers::Answers;
use crate::model::{Model, Requirement, Voice};

use super::order::sort_by_key;
use super::pairwise::pairwise;
use super::sample::{Generator, LANES, Lanes, log2, seed};
use mixture::{Mixture, Prospect};
use tally::{Batch, CREDIT, Standing, Tally};

const ONES: Lanes = [1.0; LANES];

/// What varies from sample to sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    /// Open questions take an answer.
    pub questions: bool,
    /// Weights are larger or smaller.
    pub weights: bool,
    /// One source is right.
    pub sources: bool,
}

impl Layers {
    /// All three: what "N of 100 plausible readings" means.
    pub const ALL: Self = Self { questions: true, weights: true, sources: true };
    /// Each by itself.
    pub const APART: [Self; 3] = [
        Self { questions: true, weights: false, sources: false },
        Self { questions: false, weights: true, sources: false },
        Self { questions: false, weights: false, sources: true },
    ];
}

/// How to sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    /// What varies.
    pub layers: Layers,
    /// Number of samples, positive, rounded up to a multiple of eight. With 10,000 the 95 % half-width of a
    /// share is below 0.01.
    pub samples: usize,
    /// c: weights vary by 1/sqrt(c); 4 is 50 %. Positive.
    pub shape: u32,
    /// rho: how likely an open question is as if left open; most projects lack most special needs.
    pub unanswered: f64,
}

impl Default for Setup {
    fn default() -> Self {
        Self { layers: Layers::ALL, samples: 10_000, shape: 4, unanswered: 0.75 }
    }
}

/// What the samples say. Shares are 0..=1; lists are in the model's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Per alternative the share of samples in which it takes rank 1, 2, …; those that tie share
    /// the ranks they take up. An excluded alternative takes none.
    pub acceptability: Vec<Vec<f64>>,
    /// Share of samples in which nobody is eligible.
    pub none_eligible: f64,
    /// `pairwise[a][b]`: share of samples in which a has more points than b, eligible or not.
    pub pairwise: Vec<Vec<f64>>,
    /// Whether `pairwise` is exact, because nothing but weights varies.
    pub exact: bool,
    /// How undecided the samples are on who is first: 0 bits if they agree, 1 if two share alike.
    pub entropy: f64,
    /// Per alternative the shown values, 0..=100, between which 90 of 100 samples lie; `None`
    /// where nothing has weight.
    pub intervals: Vec<Option<(i64, i64)>>,
    /// Per alternative the mean share of each question's weight where it is first; `None` where it
    /// never is.
    pub central_weights: Vec<Option<Vec<f64>>>,
    /// The seed, from the model's id and version and the number of samples.
    pub seed: u64,
    /// What was asked for, with the number of samples drawn.
    pub setup: Setup,
}

impl Robustness {
    /// In how many of 100 samples each alternative is first, and last in how many nobody is
    /// eligible. They add up to 100; what happens at all is at least 1, so that 100 is said of all
    /// samples only.
    pub fn first_of_100(&self) -> Vec<usize> {
        let first = self.acceptability.iter().map(|ranks| ranks[0] * 100.0);
        let shares: Vec<f64> = first.chain([self.none_eligible * 100.0]).collect();
        let least = |&share: &f64| if share > 0.0 { (share as usize).max(1) } else { 0 };
        let mut whole: Vec<usize> = shares.iter().map(least).collect();
        // Up where most was cut off, or down where most was added.
        let mut order: Vec<usize> = (0..shares.len()).collect();
        sort_by_key(&mut order, |&i| whole[i] as f64 - shares[i]);
        while whole.iter().sum::<usize>() > 100 {
            let largest = (0..whole.len()).max_by_key(|&i| whole[i]).unwrap_or(0);
            whole[largest] -= 1;
        }
        for &i in order.iter().take(100 - whole.iter().sum::<usize>()) {
            whole[i] += 1;
        }
        whole
    }
}

/// Draws samples and ranks them.
pub fn robustness(model: &Model, answers: &Answers, setup: Setup) -> Robustness {
    let model = &*model.with(&answers.overrides);
    let (m, n) = (model.alternatives.len(), model.questions.len());
    let mut sampler = Sampler::new(model, answers, setup);
    let setup = sampler.setup;
    let mut tally = Tally::new(m, n);
    let mut batch = Batch::EMPTY;
    for _ in 0..setup.samples / LANES {
        sampler.draw(&mut batch);
        tally.add(&batch);
    }
    let all = setup.samples as f64;
    let share = |count: u64| count as f64 / all;
    let credit = |credit: &u64| *credit as f64 / (all * CREDIT as f64);
    let mut it = Robustness {
        acceptability: (tally.ranks.chunks_exact(m))
            .map(|it| it.iter().map(credit).collect())
            .collect(),
        none_eligible: share(tally.none_eligible),
        pairwise: (tally.wins.chunks_exact(m))
            .map(|it| it.iter().map(|it| share(it.iter().sum())).collect())
            .collect(),
        exact: false,
        entropy: 0.0,
        intervals: (0..m).map(|a| tally.interval(a)).collect(),
        central_weights: (0..m).map(|a| tally.central_weights(a)).collect(),
        seed: sampler.seed,
        setup,
    };
    sampler.make_exact(&mut it);
    it.entropy = entropy(it.acceptability.iter().map(|it| it[0]));
    it
}

/// Per alternative the confidence factor: the share of samples of answers and ratings in which it
/// is first when every question has its central weight for that alternative; `None` where it has
/// no central weights.
pub fn confidence(
    model: &Model,
    answers: &Answers,
    setup: Setup,
    central_weights: &[Option<Vec<f64>>],
) -> Vec<Option<f64>> {
    let model = &*model.with(&answers.overrides);
    let layers = Layers { weights: false, ..setup.layers };
    let confidence = |(a, weights): (usize, &Option<Vec<f64>>)| {
        let weights = weights.as_ref()?;
        let mut sampler = Sampler::new(model, answers, Setup { layers, ..setup });
        sampler.weigh(weights);
        let mut batch = Batch::EMPTY;
        let mut first = 0.0;
        for _ in 0..sampler.setup.samples / LANES {
            sampler.draw(&mut batch);
            let eligible = batch.eligible();
            let standing = Standing::new(&batch.points[..sampler.m], &eligible, |_, _, _| {});
            for lane in 0..LANES {
                if eligible[a][lane] == 1 && standing.ahead[a][lane] == 0 {
                    first += 1.0 / standing.level[a][lane] as f64;
                }
            }
        }
        Some(first / sampler.setup.samples as f64)
    };
    central_weights.iter().enumerate().map(confidence).collect()
}

/// Choice entropy in bits: -sum of b log2 b.
fn entropy(shares: impl Iterator<Item = f64>) -> f64 {
    shares.filter(|&it| it > 0.0).fold(0.0, |sum, it| sum - it * log2(it))
}

/// Draws sheets.
struct Sampler<'a> {
    model: &'a Model,
    setup: Setup,
    seed: u64,
    generator: Generator,
    m: usize,
    mixtures: Vec<Mixture>,
    /// How likely each disputed requirement is in force.
    in_force: Vec<f64>,
}

impl<'a> Sampler<'a> {
    fn new(model: &'a Model, answers: &Answers, mut setup: Setup) -> Self {
        setup.samples = setup.samples.next_multiple_of(LANES);
        let seed = seed(model, setup.samples);
        let mixture = |q| Mixture::new(model, answers, &setup, q);
        Self {
            model,
            setup,
            seed,
            generator: Generator::new(seed),
            m: model.alternatives.len(),
            mixtures: (0..model.questions.len()).map(mixture).collect(),
            in_force: in_force(model),
        }
    }

    /// Draws eight sheets. How many random numbers that takes depends on the model and the layers
    /// alone, so that two sheets of answers are compared under common random numbers.
    fn draw(&mut self, batch: &mut Batch) {
        let Layers { questions, weights, sources } = self.setup.layers;
        batch.clear();
        for (q, mixture) in self.mixtures.iter().enumerate() {
            let factor = if weights { self.generator.gamma(self.setup.shape) } else { ONES };
            let unit = if questions || sources { self.generator.unit() } else { ONES };
            if let Some(sole) = mixture.sole() {
                batch.add_sole(self.m, q, &factor, sole);
            } else {
                batch.add_drawn(self.m, q, &factor, mixture.choose(&unit));
            }
        }
        if sources {
            self.decide_disputes(batch);
        }
    }

    /// Excludes by the disputed requirements that are in force.
    fn decide_disputes(&mut self, batch: &mut Batch) {
        let requirements = &self.model.tables.pooled.disputed;
        for (i, (requirement, share)) in requirements.iter().zip(&self.in_force).enumerate() {
            let unit = self.generator.unit();
            for lane in 0..LANES {
                if batch.disputed[lane] >> i & 1 == 1 && unit[lane] <= *share {
                    batch.excluded[lane] |= 1 << requirement.excludes;
                }
            }
        }
    }

    /// Gives every question a fixed weight, whatever its row.
    fn weigh(&mut self, weights: &[f64]) {
        for (mixture, &weight) in self.mixtures.iter_mut().zip(weights) {
            for it in mixture.prospects.iter_mut().filter(|it| it.weight > 0.0) {
                let Prospect { points, weight: old, .. } = it;
                *points = points.map(|it| it / *old * weight);
                *old = weight;
            }
        }
    }

    /// Where nothing but the weights varies, puts exact indices in the place of sampled ones; with
    /// two alternatives, exact shares too.
    fn make_exact(&self, it: &mut Robustness) {
        /// Steps of the recursion for one pair, about a millisecond.
        const MOST_STEPS: usize = 400_000;
        let soles: Option<Vec<&Prospect>> = self.mixtures.iter().map(Mixture::sole).collect();
        let terms = self.mixtures.len() * self.setup.shape as usize;
        let few = terms * terms / 4 <= MOST_STEPS;
        let Some(soles) = soles.filter(|_| self.setup.layers.weights && few) else { return };
        let index = |a: usize, b: usize| {
            let lead = |it: &&Prospect| (it.points[a] - it.points[b]) as i64;
            pairwise(&soles.iter().map(lead).collect::<Vec<_>>(), self.setup.shape)
        };
        it.exact = true;
        for b in 1..self.m {
            for a in 0..b {
                let ahead = index(a, b);
                it.pairwise[a][b] = ahead.unwrap_or(0.0);
                it.pairwise[b][a] = ahead.map_or(0.0, |ahead| 1.0 - ahead);
            }
        }
        let nobody_excluded = soles.iter().all(|it| it.agreed == 0 && it.disputed == 0);
        let [p, q] = [it.pairwise[0][1], it.pairwise[1][0]];
        if self.m == 2 && nobody_excluded && p + q > 0.0 {
            it.acceptability = vec![vec![p, q], vec![q, p]];
        }
    }
}

/// Of each disputed requirement, the share of clusters that state it among those that state or
/// contradict it.
fn in_force(model: &Model) -> Vec<f64> {
    let clusters = |voices: &[Voice]| {
        let says = |c: &usize| voices.iter().any(|it| model.sources[it.source].cluster == *c);
        (0..model.clusters).filter(says).count() as f64
    };
    let share = |it: &Requirement| {
        let (said, denied) = (clusters(&it.said_by), clusters(&it.contradicted_by));
        said / (said + denied)
    };
    (model.tables.pooled.disputed.iter())
        .map(|it| {
            let requirements = &model.questions[it.question].options[it.option].requirements;
            let this = requirements.iter().find(|found| found.excludes == it.excludes);
            this.map_or(0.0, share)
        })
        .collect()
}
