//! Samples of a whole sheet of answers, eight at a time.

use crate::random::{Generator, LANES, Lanes};
use crate::tally::{Batch, Standing, Tally};
use crate::{AlternativeSet, MAX_ALTERNATIVES};

const ONES: Lanes = [1.0; LANES];

/// One thing that a question may contribute. Points and weight are whole numbers in floats.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prospect {
    /// Weight times value, per alternative.
    pub points: [f64; MAX_ALTERNATIVES],
    /// Swing weight.
    pub weight: f64,
    /// Alternatives that an agreed requirement rules out.
    pub agreed: AlternativeSet,
    /// Which of the model's disputed requirements stand on it.
    pub disputed: u16,
}

/// All that a question may contribute, so that a sample is one random number and one look-up.
#[derive(Clone, Debug)]
pub struct Mixture {
    /// Cut points between the prospects: prospect i has the numbers from above cut i - 1 to cut i.
    cuts: Vec<f64>,
    /// What may come.
    pub prospects: Vec<Prospect>,
}

impl Mixture {
    /// At least one prospect, each with its share; the shares add up to 1.
    pub fn new(parts: Vec<(f64, Prospect)>) -> Self {
        let mut it = Self { cuts: Vec::new(), prospects: Vec::new() };
        let mut cut = 0.0;
        for (share, prospect) in parts {
            cut += share;
            it.cuts.push(cut);
            it.prospects.push(prospect);
        }
        // The last prospect has all numbers above the last cut.
        it.cuts.pop();
        it
    }

    /// The one prospect, when there is no other.
    pub fn sole(&self) -> Option<&Prospect> {
        if let [sole] = &self.prospects[..] { Some(sole) } else { None }
    }

    /// The prospects that these random numbers above 0 and up to 1 choose.
    #[inline]
    fn choose(&self, unit: &Lanes) -> [&Prospect; LANES] {
        let mut chosen = [0_u64; LANES];
        for &cut in &self.cuts {
            for lane in 0..LANES {
                chosen[lane] += u64::from(cut < unit[lane]);
            }
        }
        chosen.map(|it| &self.prospects[it as usize])
    }
}

/// A disputed requirement.
#[derive(Clone, Copy, Debug)]
pub struct Dispute {
    /// The alternative that it rules out.
    pub excludes: usize,
    /// How likely it is in force.
    pub share: f64,
}

/// Draws samples.
#[derive(Clone, Debug)]
pub struct Sampler {
    /// The streams of its seed.
    pub generator: Generator,
    /// How many alternatives there are.
    pub m: usize,
    /// What each question may contribute.
    pub mixtures: Vec<Mixture>,
    /// c, where weights vary by Gamma(c, 1/c).
    pub shape: Option<u32>,
    /// Whether anything but the weights varies.
    pub draws: bool,
    /// In the order of the bits of [`Prospect::disputed`]; empty where none is drawn.
    pub disputes: Vec<Dispute>,
}

impl Sampler {
    /// Draws and counts; `samples` is a multiple of eight.
    pub fn tally(&mut self, samples: usize) -> Tally {
        let mut tally = Tally::new(self.m, self.mixtures.len());
        let mut batch = Batch::EMPTY;
        for _ in 0..samples / LANES {
            self.draw(&mut batch);
            tally.add(&batch);
        }
        tally
    }

    /// Share of samples in which `a` is first; those that tie share a sample.
    pub fn first(&mut self, a: usize, samples: usize) -> f64 {
        let mut batch = Batch::EMPTY;
        let mut first = 0.0;
        for _ in 0..samples / LANES {
            self.draw(&mut batch);
            let eligible = batch.eligible();
            let standing = Standing::new(&batch.points[..self.m], &eligible, |_, _, _| {});
            for lane in 0..LANES {
                if eligible[a][lane] == 1 && standing.ahead[a][lane] == 0 {
                    first += 1.0 / standing.level[a][lane] as f64;
                }
            }
        }
        first / samples as f64
    }

    /// Draws eight sheets. How many random numbers that takes does not depend on the mixtures, so
    /// that two sheets of answers are compared under common random numbers.
    fn draw(&mut self, batch: &mut Batch) {
        batch.clear();
        for (q, mixture) in self.mixtures.iter().enumerate() {
            let factor = self.shape.map_or(ONES, |shape| self.generator.gamma(shape));
            let unit = if self.draws { self.generator.unit() } else { ONES };
            if let Some(sole) = mixture.sole() {
                batch.add_sole(self.m, q, &factor, sole);
            } else {
                batch.add_drawn(self.m, q, &factor, mixture.choose(&unit));
            }
        }
        for (i, dispute) in self.disputes.iter().enumerate() {
            let unit = self.generator.unit();
            for lane in 0..LANES {
                if batch.disputed[lane] >> i & 1 == 1 && unit[lane] <= dispute.share {
                    batch.excluded[lane] |= 1 << dispute.excludes;
                }
            }
        }
    }
}
