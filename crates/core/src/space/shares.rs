//! Shares of the answer space: by enumeration, by convolution, or by sampling
//! (docs/method.md#shares).

use super::replies::{Effect, Kind, Outcome, Space, members};

/// Largest number of complete sheets that are enumerated.
pub(super) const MOST_ENUMERATED: u64 = 1 << 20;
/// Largest number of additions of a convolution.
const MOST_ADDITIONS: u64 = 1 << 27;

/// How shares were computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Every complete answer sheet was tried.
    Enumerated,
    /// The distribution of the lead was added up question by question.
    Convolved,
    /// Complete answer sheets were drawn at random.
    Sampled,
}

/// A share of the answer space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// From 0 to 1.
    pub share: f64,
    /// Standard error; 0 if the share is exact.
    pub standard_error: f64,
}

/// The verdicts of all complete answer sheets, in shares of the answer space. All but `excluded`
/// add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Per alternative: it wins alone.
    pub wins: Vec<Share>,
    /// Two or more alternatives are within the tie band.
    pub too_close: Share,
    /// The verdict depends on a disputed requirement.
    pub disputed: Share,
    /// Every alternative is excluded.
    pub none_eligible: Share,
    /// Per alternative: an agreed requirement excludes it.
    pub excluded: Vec<Share>,
    /// How they were computed.
    pub method: Method,
    /// Number of answer sheets drawn; 0 if the shares are exact.
    pub samples: usize,
    /// Seed of the random numbers; 0 if the shares are exact.
    pub seed: u64,
}

/// Probabilities added up by verdict.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    wins: Vec<f64>,
    too_close: f64,
    disputed: f64,
    none_eligible: f64,
    excluded: Vec<f64>,
}

impl Tally {
    pub(super) fn new(alternatives: usize) -> Self {
        let zeros = vec![0.0; alternatives];
        Self {
            wins: zeros.clone(),
            too_close: 0.0,
            disputed: 0.0,
            none_eligible: 0.0,
            excluded: zeros,
        }
    }

    pub(super) fn add(&mut self, sum: &Effect, outcome: Outcome, probability: f64) {
        match outcome.kind() {
            Kind::Wins(a) => self.wins[a] += probability,
            Kind::TooClose => self.too_close += probability,
            Kind::Disputed => self.disputed += probability,
            Kind::NoneEligible => self.none_eligible += probability,
        }
        for a in members(sum.agreed) {
            self.excluded[a] += probability;
        }
    }

    pub(super) fn shares(&self, method: Method, samples: usize, seed: u64) -> Shares {
        let share = |&share: &f64| Share::new(share, samples);
        Shares {
            wins: self.wins.iter().map(share).collect(),
            too_close: share(&self.too_close),
            disputed: share(&self.disputed),
            none_eligible: share(&self.none_eligible),
            excluded: self.excluded.iter().map(share).collect(),
            method,
            samples,
            seed,
        }
    }
}

impl Share {
    /// A share with its standard error: the square root of p (1 - p) / n. `samples` is 0 for an
    /// exact share.
    pub(super) fn new(share: f64, samples: usize) -> Self {
        let share = share.clamp(0.0, 1.0);
        let variance = if samples == 0 { 0.0 } else { share * (1.0 - share) / samples as f64 };
        Self { share, standard_error: variance.sqrt() }
    }
}

/// The shares of a space with two alternatives and no requirements, from the distribution of the
/// lead of each over the other beyond the tie band. `None` if the space is another one, or if the
/// computation would take too long.
pub(super) fn convolved(space: &Space) -> Option<Tally> {
    if space.alternatives != 2 || space.has_exclusions() || space.is_reduced() {
        return None;
    }
    let first = probability_ahead(space, 0, 1)?;
    let second = probability_ahead(space, 1, 0)?;
    let mut tally = Tally::new(2);
    tally.wins = vec![first, second];
    tally.too_close = (1.0 - first - second).max(0.0);
    Some(tally)
}

/// A distribution of a lead: the probability of `low + i` units at place `i`.
#[derive(Clone)]
struct Distribution {
    low: i64,
    probabilities: Vec<f64>,
}

impl Distribution {
    const CERTAIN: Self = Self { low: 0, probabilities: Vec::new() };

    fn certain() -> Self {
        Self { probabilities: vec![1.0], ..Self::CERTAIN }
    }

    fn high(&self) -> i64 {
        self.low + self.probabilities.len() as i64 - 1
    }

    /// The mixture of distributions, each with a shift and a probability.
    fn mixture(parts: &[(i64, f64, Distribution)]) -> Self {
        let low = parts.iter().map(|(shift, _, part)| shift + part.low).min().unwrap_or(0);
        let high = parts.iter().map(|(shift, _, part)| shift + part.high()).max().unwrap_or(0);
        let mut probabilities = vec![0.0; (high - low + 1) as usize];
        for (shift, probability, part) in parts {
            let start = (shift + part.low - low) as usize;
            for (sum, p) in probabilities[start..].iter_mut().zip(&part.probabilities) {
                *sum += probability * p;
            }
        }
        Self { low, probabilities }
    }

    /// The distribution of the sum of two independent leads.
    fn sum(&self, other: &Self) -> Self {
        let (long, short) = if self.probabilities.len() < other.probabilities.len() {
            (other, self)
        } else {
            (self, other)
        };
        let mut probabilities = vec![0.0; long.probabilities.len() + short.probabilities.len() - 1];
        for (start, &p) in short.probabilities.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            for (sum, q) in probabilities[start..].iter_mut().zip(&long.probabilities) {
                *sum += p * q;
            }
        }
        Self { low: self.low + other.low, probabilities }
    }
}

/// The probability that `a` is ahead of `b` beyond the tie band. `None` if it would take too long.
fn probability_ahead(space: &Space, a: usize, b: usize) -> Option<f64> {
    let lead = |effect: &Effect| space.beyond_band(a, b, &effect.row);
    let mut unit = 0;
    // The additions are at most the width of the sum so far times the number of replies.
    let (mut width, mut additions) = (1_u64, 0_u64);
    for question in &space.questions {
        let leads = || question.replies.iter().map(|reply| lead(&reply.effect));
        unit = leads().fold(unit, greatest_common_divisor);
    }
    let unit = unit.max(1);
    let counts = space.counts();
    for (question, count) in space.questions.iter().zip(counts) {
        let leads = || question.replies.iter().map(|reply| lead(&reply.effect) / unit);
        let range = leads().max()?.max(0) - leads().min()?.min(0);
        width += range.unsigned_abs();
        additions = additions.saturating_add(width.saturating_mul(count.saturating_add(1)));
        if additions > MOST_ADDITIONS {
            return None;
        }
    }
    let mut of_question: Vec<Distribution> = vec![Distribution::certain(); space.questions.len()];
    let mut all = Distribution::certain();
    for (q, question) in space.questions.iter().enumerate().rev() {
        let parts = question.replies.iter().map(|reply| {
            let enabled = question.children.iter().filter(|&&child| space.enables(reply, child));
            let children =
                enabled.fold(Distribution::certain(), |sum, &child| sum.sum(&of_question[child]));
            (lead(&reply.effect) / unit, reply.probability, children)
        });
        let own = Distribution::mixture(&parts.collect::<Vec<_>>());
        if question.parent.is_none() {
            all = all.sum(&own);
        }
        of_question[q] = own;
    }
    let ahead = all.probabilities.iter().zip(all.low..).filter(|(_, lead)| *lead > 0);
    Some(ahead.map(|(p, _)| p).sum())
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    let (mut x, mut y) = (a.abs(), b.abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x
}
