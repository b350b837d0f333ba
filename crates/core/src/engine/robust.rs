//! The robustness analysis: how often each alternative is first if open questions, weights and
//! sources vary (docs/method.md#robustness).
//!
//! The method is SMAA-2 (Lahdelma & Salminen 2001): samples of the decision are drawn, and the
//! alternatives are ranked in each by points, without a tie band. The result is the share of
//! samples in which each alternative takes each rank, with further indices. Three [`Layers`] vary,
//! apart or together.
//!
//! This module builds the distributions and turns counts into shares; the loops are in the crate
//! `sampling`. Where only weights vary, [`pairwise`] replaces sampled indices by exact ones.
//!
//! ```
//! use tiebreak_core::{engine::robust::{Setup, robustness}, model::{answers::Answers, load::load}};
//! # let text = include_str!("../../../../tests/cases/sample.json");
//! let model = load(text).model.expect("the sample has no errors");
//! let robustness = robustness(&model, &Answers::none(&model), Setup::default());
//! let first: f64 = robustness.acceptability.iter().map(|ranks| ranks[0]).sum();
//! assert!((first + robustness.none_eligible - 1.0).abs() < 1e-12);
//! ```

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts and points are whole, not negative, and far below 2^53"
)]

mod mixture;

use sampling::random::{Generator, LANES, log2};
use sampling::sampler::{Component, DisputedExclusion, Mixture, Sampler};
use sampling::tally::CREDIT;

use crate::model::answers::Answers;
use crate::model::rows::DisputedRequirement;
use crate::model::{Citation, MAX_ALTERNATIVES, MAX_QUESTIONS, Model, Rater, Requirement};

use super::completions::STAYS_OPEN;
use super::order::sort_by_key;
use super::pairwise::pairwise;
use super::seed::seed;
use mixture::mixture;

const _: () = assert!(MAX_ALTERNATIVES == sampling::MAX_ALTERNATIVES);
const _: () = assert!(MAX_QUESTIONS == sampling::MAX_QUESTIONS);

/// The assumptions that vary from sample to sample (docs/method.md#layers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    /// Open questions get a reply at random.
    pub questions: bool,
    /// Each weight is multiplied by a random factor.
    pub weights: bool,
    /// Each row has the values of one of its sources, and each disputed requirement is in force or
    /// not.
    pub sources: bool,
}

impl Layers {
    /// All three.
    pub const ALL: Self = Self { questions: true, weights: true, sources: true };
    /// Each layer alone: questions, weights, sources.
    pub const APART: [Self; 3] = [
        Self { questions: true, weights: false, sources: false },
        Self { questions: false, weights: true, sources: false },
        Self { questions: false, weights: false, sources: true },
    ];
}

/// The parameters of an analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    /// The layers that vary.
    pub layers: Layers,
    /// Number of samples, at least 1, rounded up to a multiple of eight. With 10,000, the 95 %
    /// half-width of a share is below 0.01.
    pub samples: usize,
    /// Shape c of the weight factors, at least 1: the standard deviation is 1/√c, for 4 it is 50 %.
    pub shape: u32,
    /// rho: probability that an open question stays open, 0 to 1.
    pub unanswered: f64,
}

impl Default for Setup {
    fn default() -> Self {
        Self { layers: Layers::ALL, samples: 10_000, shape: 4, unanswered: STAYS_OPEN }
    }
}

impl Setup {
    /// The same with the number of samples that are drawn, a multiple of eight.
    fn rounded(self) -> Self {
        Self { samples: self.samples.next_multiple_of(LANES), ..self }
    }
}

/// The result of an analysis (docs/method.md#smaa-indices). Shares are from 0 to 1; lists are in
/// model order.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Rank acceptability: per alternative, the share of samples in which it has rank 1, 2, ….
    /// Tied alternatives share the ranks that they occupy; excluded ones have no rank.
    pub acceptability: Vec<Vec<f64>>,
    /// Share of samples in which every alternative is excluded.
    pub none_eligible: f64,
    /// Pairwise winning index: `pairwise[a][b]` is the share of samples in which `a` has more
    /// points than `b`, eligible or not.
    pub pairwise: Vec<Vec<f64>>,
    /// Whether `pairwise` is exact instead of sampled, because only weights vary.
    pub exact: bool,
    /// Entropy of the first rank, in bits: 0 if one alternative is always first, 1 if two are first
    /// equally often.
    pub entropy: f64,
    /// Per alternative, the shown values, 0 to 100, between which the middle 90 of 100 samples lie;
    /// `None` if no row has weight.
    pub intervals: Vec<Option<(i64, i64)>>,
    /// Central weights: per alternative, the mean share of each question in the total weight over
    /// the samples in which the alternative is first; `None` if there are no such samples.
    pub central_weights: Vec<Option<Vec<f64>>>,
    /// Seed of the random numbers.
    pub seed: u64,
    /// The parameters, with the number of samples drawn.
    pub setup: Setup,
}

impl Robustness {
    /// Of 100 samples, the number in which each alternative is first; the last number is for
    /// samples in which every alternative is excluded. The numbers add up to 100. Each share above
    /// 0 gives at least 1, so a number is 100 only if it is so in all samples.
    pub fn first_of_100(&self) -> Vec<usize> {
        let first = self.acceptability.iter().map(|ranks| ranks[0] * 100.0);
        let shares: Vec<f64> = first.chain([self.none_eligible * 100.0]).collect();
        let round_down = |&share: &f64| if share > 0.0 { (share as usize).max(1) } else { 0 };
        let mut whole: Vec<usize> = shares.iter().map(round_down).collect();
        // The sum is corrected where rounding took most away, or at the largest numbers.
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

/// Draws samples and ranks the alternatives in them.
pub fn robustness(model: &Model, answers: &Answers, setup: Setup) -> Robustness {
    let model = &*model.with(&answers.overrides);
    let m = model.alternatives.len();
    let setup = setup.rounded();
    let mut sampler = sampler(model, answers, &setup);
    let tally = sampler.tally(setup.samples);
    let all = setup.samples as f64;
    let share = |count: u64| count as f64 / all;
    let rank_share = |credit: &u64| *credit as f64 / (all * CREDIT as f64);
    let mut robustness = Robustness {
        acceptability: (tally.ranks.chunks_exact(m))
            .map(|ranks| ranks.iter().map(rank_share).collect())
            .collect(),
        none_eligible: share(tally.none_eligible),
        pairwise: (tally.wins.chunks_exact(m))
            .map(|row| row.iter().map(|lanes| share(lanes.iter().sum())).collect())
            .collect(),
        exact: false,
        entropy: 0.0,
        intervals: (0..m).map(|a| tally.interval(a)).collect(),
        central_weights: (0..m).map(|a| tally.central_weights(a)).collect(),
        seed: seed(model, setup.samples),
        setup,
    };
    make_exact(&mut robustness, &sampler.mixtures);
    robustness.entropy = entropy(robustness.acceptability.iter().map(|ranks| ranks[0]));
    robustness
}

/// Confidence factor of each alternative, 0 to 1: the share of samples in which it is first if every
/// question has its central weight for this alternative. Open questions and sources vary as in
/// `setup`. `None` for an alternative without central weights.
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
        set_weights(&mut sampler.mixtures, weights.as_ref()?);
        Some(sampler.first_rank_share(a, setup.samples))
    };
    central_weights.iter().enumerate().map(confidence).collect()
}

/// Entropy of a distribution, in bits.
fn entropy(shares: impl Iterator<Item = f64>) -> f64 {
    shares.filter(|&share| share > 0.0).fold(0.0, |sum, share| sum - share * log2(share))
}

/// The sampler at the beginning of its random numbers.
fn sampler(model: &Model, answers: &Answers, setup: &Setup) -> Sampler {
    let Layers { questions, weights, sources } = setup.layers;
    let applicable = model.applicable(&answers.replies);
    let mixture = |q| mixture(model, answers, setup, applicable & (1_u64 << q) != 0, q);
    Sampler {
        generator: Generator::new(seed(model, setup.samples)),
        alternatives: model.alternatives.len(),
        mixtures: (0..model.questions.len()).map(mixture).collect(),
        weight_shape: weights.then_some(setup.shape),
        selects_rows: questions || sources,
        disputed: if sources { disputed_exclusions(model) } else { Vec::new() },
    }
}

/// Gives every row of a question the same weight, except rows of weight 0.
fn set_weights(mixtures: &mut [Mixture], weights: &[f64]) {
    for (mixture, &weight) in mixtures.iter_mut().zip(weights) {
        for component in mixture.components.iter_mut().filter(|component| component.weight > 0.0) {
            let Component { points, weight: current, .. } = component;
            *points = points.map(|points| points / *current * weight);
            *current = weight;
        }
    }
}

/// Replaces sampled pairwise indices by exact ones if only weights vary
/// (docs/method.md#exact-pairwise-index). With two alternatives and no exclusions, the
/// acceptabilities become exact as well.
fn make_exact(robustness: &mut Robustness, mixtures: &[Mixture]) {
    /// Largest number of steps for one pair, which take about a millisecond.
    const MOST_STEPS: usize = 400_000;
    let Setup { layers, shape, .. } = robustness.setup;
    let rows: Option<Vec<&Component>> = mixtures.iter().map(Mixture::single).collect();
    let terms = mixtures.len() * shape as usize;
    let is_feasible = terms * terms / 4 <= MOST_STEPS;
    let Some(rows) = rows.filter(|_| layers.weights && is_feasible) else { return };
    let index = |a: usize, b: usize| {
        let contribution = |row: &&Component| (row.points[a] - row.points[b]) as i64;
        pairwise(&rows.iter().map(contribution).collect::<Vec<_>>(), shape)
    };
    robustness.exact = true;
    let m = robustness.pairwise.len();
    for b in 1..m {
        for a in 0..b {
            let ahead = index(a, b);
            robustness.pairwise[a][b] = ahead.unwrap_or(0.0);
            robustness.pairwise[b][a] = ahead.map_or(0.0, |ahead| 1.0 - ahead);
        }
    }
    let excludes_nothing = rows.iter().all(|row| row.agreed == 0 && row.disputed == 0);
    let [p, q] = [robustness.pairwise[0][1], robustness.pairwise[1][0]];
    if m == 2 && excludes_nothing && p + q > 0.0 {
        robustness.acceptability = vec![vec![p, q], vec![q, p]];
    }
}

/// The disputed requirements, each with the probability that it is in force: the share of clusters
/// that state it among those that state or contradict it.
fn disputed_exclusions(model: &Model) -> Vec<DisputedExclusion> {
    let clusters = |citations: &[Citation]| {
        let is_in = |c: usize| {
            let is_of = |citation: &Citation| match citation.source {
                Rater::Source(source) => model.sources[source].cluster == c,
                Rater::Editor => false,
            };
            citations.iter().any(is_of)
        };
        (0..model.clusters).filter(|&c| is_in(c)).count() as f64
    };
    let probability = |requirement: &Requirement| {
        let stating = clusters(&requirement.said_by);
        stating / (stating + clusters(&requirement.contradicted_by))
    };
    let exclusion = |disputed: &DisputedRequirement| {
        let option = &model.questions[disputed.question].options[disputed.option];
        let alternative = disputed.excludes;
        let requirement = option.requirements.iter().find(|found| found.excludes == alternative);
        DisputedExclusion { alternative, probability: requirement.map_or(0.0, probability) }
    };
    model.tables.pooled.disputed.iter().map(exclusion).collect()
}
