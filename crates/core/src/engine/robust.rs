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
//! use tiebreak_core::{engine::robust::{Setup, robustness}, model::{answers::Answers, load::load}};
//! # let text = include_str!("../../../../tests/cases/sample.json");
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

mod mixture;

use sampling::random::{Generator, LANES, log2};
use sampling::sheets::{Dispute, Mixture, Prospect, Sampler};
use sampling::tally::CREDIT;

use crate::model::answers::Answers;
use crate::model::{MAX_ALTERNATIVES, MAX_QUESTIONS, Model, Requirement, Voice};

use super::completions::STAYS_OPEN;
use super::order::sort_by_key;
use super::pairwise::pairwise;
use super::seed::seed;
use mixture::mixture;

const _: () = assert!(MAX_ALTERNATIVES == sampling::MAX_ALTERNATIVES);
const _: () = assert!(MAX_QUESTIONS == sampling::MAX_QUESTIONS);

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
        Self { layers: Layers::ALL, samples: 10_000, shape: 4, unanswered: STAYS_OPEN }
    }
}

impl Setup {
    /// With the number of samples that are drawn, eight at a time.
    fn rounded(self) -> Self {
        Self { samples: self.samples.next_multiple_of(LANES), ..self }
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
    let m = model.alternatives.len();
    let setup = setup.rounded();
    let mut sampler = sampler(model, answers, &setup);
    let tally = sampler.tally(setup.samples);
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
        seed: seed(model, setup.samples),
        setup,
    };
    make_exact(&mut it, &sampler.mixtures);
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
    let setup = Setup { layers, ..setup.rounded() };
    let confidence = |(a, weights): (usize, &Option<Vec<f64>>)| {
        let mut sampler = sampler(model, answers, &setup);
        weigh(&mut sampler.mixtures, weights.as_ref()?);
        Some(sampler.first(a, setup.samples))
    };
    central_weights.iter().enumerate().map(confidence).collect()
}

/// Choice entropy in bits: -sum of b log2 b.
fn entropy(shares: impl Iterator<Item = f64>) -> f64 {
    shares.filter(|&it| it > 0.0).fold(0.0, |sum, it| sum - it * log2(it))
}

/// What draws the samples, from the beginning of its seed.
fn sampler(model: &Model, answers: &Answers, setup: &Setup) -> Sampler {
    let Layers { questions, weights, sources } = setup.layers;
    let mixture = |q| mixture(model, answers, setup, q);
    Sampler {
        generator: Generator::new(seed(model, setup.samples)),
        m: model.alternatives.len(),
        mixtures: (0..model.questions.len()).map(mixture).collect(),
        shape: weights.then_some(setup.shape),
        draws: questions || sources,
        disputes: if sources { disputes(model) } else { Vec::new() },
    }
}

/// Gives every question a fixed weight, whatever its row.
fn weigh(mixtures: &mut [Mixture], weights: &[f64]) {
    for (mixture, &weight) in mixtures.iter_mut().zip(weights) {
        for it in mixture.prospects.iter_mut().filter(|it| it.weight > 0.0) {
            let Prospect { points, weight: old, .. } = it;
            *points = points.map(|it| it / *old * weight);
            *old = weight;
        }
    }
}

/// Where nothing but the weights varies, puts exact indices in the place of sampled ones; with two
/// alternatives, exact shares too.
fn make_exact(it: &mut Robustness, mixtures: &[Mixture]) {
    /// Steps of the recursion for one pair, about a millisecond.
    const MOST_STEPS: usize = 400_000;
    let Setup { layers, shape, .. } = it.setup;
    let soles: Option<Vec<&Prospect>> = mixtures.iter().map(Mixture::sole).collect();
    let terms = mixtures.len() * shape as usize;
    let few = terms * terms / 4 <= MOST_STEPS;
    let Some(soles) = soles.filter(|_| layers.weights && few) else { return };
    let index = |a: usize, b: usize| {
        let lead = |it: &&Prospect| (it.points[a] - it.points[b]) as i64;
        pairwise(&soles.iter().map(lead).collect::<Vec<_>>(), shape)
    };
    it.exact = true;
    let m = it.pairwise.len();
    for b in 1..m {
        for a in 0..b {
            let ahead = index(a, b);
            it.pairwise[a][b] = ahead.unwrap_or(0.0);
            it.pairwise[b][a] = ahead.map_or(0.0, |ahead| 1.0 - ahead);
        }
    }
    let nobody_excluded = soles.iter().all(|it| it.agreed == 0 && it.disputed == 0);
    let [p, q] = [it.pairwise[0][1], it.pairwise[1][0]];
    if m == 2 && nobody_excluded && p + q > 0.0 {
        it.acceptability = vec![vec![p, q], vec![q, p]];
    }
}

/// Each disputed requirement is in force with the share of clusters that state it among those that
/// state or contradict it.
fn disputes(model: &Model) -> Vec<Dispute> {
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
            Dispute { excludes: it.excludes, share: this.map_or(0.0, share) }
        })
        .collect()
}
