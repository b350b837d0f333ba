//! Draws samples of a decision, eight at a time.
//!
//! The rows that a question may contribute form a [`Mixture`] distribution. A sample takes one
//! random number per question to select a row, and one random factor for its weight.

use crate::random::{Generator, LANES, Lanes};
use crate::tally::{Batch, Ranking, Tally};
use crate::{AlternativeSet, MAX_ALTERNATIVES};

const ONES: Lanes = [1.0; LANES];

/// A row that a question may contribute. Points and weight are whole numbers, stored as floats.
#[derive(Clone, Copy, Debug, Default)]
pub struct Component {
    /// Weight times value per alternative, in points.
    pub points: [f64; MAX_ALTERNATIVES],
    /// Swing weight.
    pub weight: f64,
    /// Alternatives that an agreed requirement excludes.
    pub agreed: AlternativeSet,
    /// The disputed requirements of the reply: bit `i` stands for [`Sampler::disputed`]`[i]`.
    pub disputed: u16,
}

/// The distribution of the row that a question contributes.
#[derive(Clone, Debug)]
pub struct Mixture {
    /// Cumulative probabilities without the last one, which is 1. Component `i` is selected by the
    /// numbers above threshold `i - 1` and up to threshold `i`.
    thresholds: Vec<f64>,
    /// The rows to select from.
    pub components: Vec<Component>,
}

impl Mixture {
    /// A mixture of at least one component, each with its probability. The probabilities add up to
    /// 1.
    pub fn new(parts: Vec<(f64, Component)>) -> Self {
        let mut mixture = Self { thresholds: Vec::new(), components: Vec::new() };
        let mut cumulative = 0.0;
        for (probability, component) in parts {
            cumulative += probability;
            mixture.thresholds.push(cumulative);
            mixture.components.push(component);
        }
        // The last component has all numbers above the threshold before it.
        mixture.thresholds.pop();
        mixture
    }

    /// The component, if there is only one.
    pub fn single(&self) -> Option<&Component> {
        if let [component] = &self.components[..] { Some(component) } else { None }
    }

    /// Selects a component per lane by a uniform random number, above 0 and up to 1.
    #[inline]
    fn select(&self, unit: &Lanes) -> [&Component; LANES] {
        let mut selected = [0_u64; LANES];
        for &threshold in &self.thresholds {
            for lane in 0..LANES {
                selected[lane] += u64::from(threshold < unit[lane]);
            }
        }
        selected.map(|i| &self.components[i as usize])
    }
}

/// A disputed requirement, which is in force in a part of the samples.
#[derive(Clone, Copy, Debug)]
pub struct DisputedExclusion {
    /// Index of the alternative that it excludes.
    pub alternative: usize,
    /// Probability that it is in force, 0 to 1.
    pub probability: f64,
}

/// Draws samples of a decision.
#[derive(Clone, Debug)]
pub struct Sampler {
    /// Source of the random numbers.
    pub generator: Generator,
    /// Number of alternatives.
    pub alternatives: usize,
    /// The rows that each question may contribute.
    pub mixtures: Vec<Mixture>,
    /// Shape `c` of the weight factors, which are Gamma(c, 1/c); `None` if weights do not vary.
    pub weight_shape: Option<u32>,
    /// Whether open questions or sources vary, so that rows are selected at random.
    pub selects_rows: bool,
    /// The disputed requirements, in the order of the bits of [`Component::disputed`]; empty if
    /// sources do not vary.
    pub disputed: Vec<DisputedExclusion>,
}

impl Sampler {
    /// Draws `samples` samples, a multiple of eight, and counts ranks, values and weights.
    pub fn tally(&mut self, samples: usize) -> Tally {
        let mut tally = Tally::new(self.alternatives, self.mixtures.len());
        let mut batch = Batch::EMPTY;
        for _ in 0..samples / LANES {
            self.draw(&mut batch);
            tally.add(&batch);
        }
        tally
    }

    /// Share of `samples` samples in which alternative `a` has rank 1, from 0 to 1. Alternatives
    /// that tie for rank 1 share the sample.
    pub fn first_rank_share(&mut self, a: usize, samples: usize) -> f64 {
        let mut batch = Batch::EMPTY;
        let mut first = 0.0;
        for _ in 0..samples / LANES {
            self.draw(&mut batch);
            let eligible = batch.eligible();
            let points = &batch.points[..self.alternatives];
            let ranking = Ranking::new(points, &eligible, |_, _, _| {});
            for lane in 0..LANES {
                if eligible[a][lane] == 1 && ranking.ahead[a][lane] == 0 {
                    first += 1.0 / ranking.tied[a][lane] as f64;
                }
            }
        }
        first / samples as f64
    }

    /// Draws eight samples. The number of random numbers drawn does not depend on the mixtures, so
    /// that two answer sheets are compared on common random numbers.
    fn draw(&mut self, batch: &mut Batch) {
        batch.clear();
        let m = self.alternatives;
        for (q, mixture) in self.mixtures.iter().enumerate() {
            let factor = self.weight_shape.map_or(ONES, |shape| self.generator.gamma(shape));
            let unit = if self.selects_rows { self.generator.unit() } else { ONES };
            if let Some(component) = mixture.single() {
                batch.add_single(m, q, &factor, component);
            } else {
                batch.add_selected(m, q, &factor, mixture.select(&unit));
            }
        }
        for (i, requirement) in self.disputed.iter().enumerate() {
            let unit = self.generator.unit();
            for lane in 0..LANES {
                if batch.disputed[lane] >> i & 1 == 1 && unit[lane] <= requirement.probability {
                    batch.excluded[lane] |= 1 << requirement.alternative;
                }
            }
        }
    }
}
