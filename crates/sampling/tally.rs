//! Counts, over eight samples at a time, who is ranked where.

use crate::random::{LANES, Lanes};
use crate::sheets::Prospect;
use crate::{AlternativeSet, MAX_ALTERNATIVES, MAX_QUESTIONS};

/// What one rank of one sample counts: the least common multiple of 1..=12, so that any number of
/// alternatives that share ranks share the credit exactly.
pub const CREDIT: u64 = 27_720;
const _: () = assert!(MAX_ALTERNATIVES == 12);

/// The highest shown value.
const MAX_SHOWN: usize = 100;

/// Eight samples of the whole sheet.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    /// S(a).
    pub(crate) points: [Lanes; MAX_ALTERNATIVES],
    /// R'.
    pub(crate) total: Lanes,
    /// The weight of each question.
    pub(crate) weights: [Lanes; MAX_QUESTIONS],
    /// Alternatives that a requirement in force rules out.
    pub(crate) excluded: [AlternativeSet; LANES],
    /// The disputed requirements of what was drawn.
    pub(crate) disputed: [u16; LANES],
}

impl Batch {
    /// Nothing added up yet.
    pub(crate) const EMPTY: Self = Self {
        points: [[0.0; LANES]; MAX_ALTERNATIVES],
        total: [0.0; LANES],
        weights: [[0.0; LANES]; MAX_QUESTIONS],
        excluded: [0; LANES],
        disputed: [0; LANES],
    };

    /// Starts eight new samples.
    pub(crate) fn clear(&mut self) {
        self.points = Self::EMPTY.points;
        self.total = Self::EMPTY.total;
        self.excluded = [0; LANES];
        self.disputed = [0; LANES];
    }

    /// Adds the one thing that question `q` may contribute to `m` alternatives, times a factor per
    /// sample.
    pub(crate) fn add_sole(&mut self, m: usize, q: usize, factor: &Lanes, it: &Prospect) {
        self.add(m, q, factor, |a| [it.points[a]; LANES], [it.weight; LANES]);
        for lane in 0..LANES {
            self.excluded[lane] |= it.agreed;
            self.disputed[lane] |= it.disputed;
        }
    }

    /// Adds what was drawn for question `q`.
    pub(crate) fn add_drawn(
        &mut self,
        m: usize,
        q: usize,
        factor: &Lanes,
        them: [&Prospect; LANES],
    ) {
        self.add(m, q, factor, |a| them.map(|it| it.points[a]), them.map(|it| it.weight));
        for lane in 0..LANES {
            self.excluded[lane] |= them[lane].agreed;
            self.disputed[lane] |= them[lane].disputed;
        }
    }

    #[inline]
    fn add(
        &mut self,
        m: usize,
        q: usize,
        factor: &Lanes,
        points: impl Fn(usize) -> Lanes,
        weight: Lanes,
    ) {
        for (a, sum) in self.points.iter_mut().enumerate().take(m) {
            let points = points(a);
            for lane in 0..LANES {
                sum[lane] += factor[lane] * points[lane];
            }
        }
        for lane in 0..LANES {
            self.weights[q][lane] = factor[lane] * weight[lane];
            self.total[lane] += self.weights[q][lane];
        }
    }

    /// 1 where an alternative is eligible, else 0.
    pub(crate) fn eligible(&self) -> [[u64; LANES]; MAX_ALTERNATIVES] {
        let of = |a: usize| self.excluded.map(|it| u64::from(it >> a & 1 == 0));
        std::array::from_fn(of)
    }
}

/// Where each of `m` alternatives stands among the eligible ones, per sample.
pub(crate) struct Standing {
    /// How many are ahead of it.
    pub(crate) ahead: [[u64; LANES]; MAX_ALTERNATIVES],
    /// How many share its place, itself included.
    pub(crate) level: [[u64; LANES]; MAX_ALTERNATIVES],
}

impl Standing {
    /// Compares every pair; tells `wins` of each, as `(a, b, 1 where a has more points than b)`.
    #[inline]
    pub(crate) fn new(
        points: &[Lanes],
        eligible: &[[u64; LANES]],
        mut wins: impl FnMut(usize, usize, [u64; LANES]),
    ) -> Self {
        let mut it =
            Self { ahead: [[0; LANES]; MAX_ALTERNATIVES], level: [[1; LANES]; MAX_ALTERNATIVES] };
        for b in 1..points.len() {
            for a in 0..b {
                let (mut above, mut below) = ([0; LANES], [0; LANES]);
                for lane in 0..LANES {
                    above[lane] = u64::from(points[a][lane] > points[b][lane]);
                    below[lane] = u64::from(points[a][lane] < points[b][lane]);
                    let tied = 1 - above[lane] - below[lane];
                    it.ahead[b][lane] += above[lane] & eligible[a][lane];
                    it.ahead[a][lane] += below[lane] & eligible[b][lane];
                    it.level[b][lane] += tied & eligible[a][lane];
                    it.level[a][lane] += tied & eligible[b][lane];
                }
                wins(a, b, above);
                wins(b, a, below);
            }
        }
        it
    }
}

/// Counts over all samples.
pub struct Tally {
    m: usize,
    n: usize,
    /// Per alternative and rank, in parts of [`CREDIT`].
    pub ranks: Vec<u64>,
    /// Per pair (a, b): samples in which a has more points than b.
    pub wins: Vec<[u64; LANES]>,
    /// Samples in which nobody is eligible.
    pub none_eligible: u64,
    /// Per alternative: how often each shown value 0..=100 came up.
    shown: Vec<[u32; MAX_SHOWN + 1]>,
    /// Per alternative and question: sum of the shares of weight where the alternative is first.
    shares: Vec<f64>,
    /// Per alternative: how often it is first, where anything has weight.
    first: Vec<f64>,
}

impl Tally {
    /// No samples of `m` alternatives and `n` questions yet.
    pub(crate) fn new(m: usize, n: usize) -> Self {
        Self {
            m,
            n,
            ranks: vec![0; m * m],
            wins: vec![[0; LANES]; m * m],
            none_eligible: 0,
            shown: vec![[0; MAX_SHOWN + 1]; m],
            shares: vec![0.0; m * n],
            first: vec![0.0; m],
        }
    }

    /// Counts eight more samples.
    pub(crate) fn add(&mut self, batch: &Batch) {
        let m = self.m;
        let eligible = batch.eligible();
        let standing = Standing::new(&batch.points[..m], &eligible, |a, b, wins| {
            let sum = &mut self.wins[a * m + b];
            for lane in 0..LANES {
                sum[lane] += wins[lane];
            }
        });
        for a in 0..m {
            // V(a) = 100 S(a) / (1000 R'), rounded half up; nothing is shown while R' = 0.
            let mut shown = [0.0; LANES];
            for lane in 0..LANES {
                shown[lane] = batch.points[a][lane] / (10.0 * batch.total[lane]) + 0.5;
            }
            for (shown, total) in shown.into_iter().zip(batch.total) {
                if total > 0.0 {
                    self.shown[a][MAX_SHOWN.min(shown as usize)] += 1;
                }
            }
        }
        for lane in 0..LANES {
            if eligible[..m].iter().all(|it| it[lane] == 0) {
                self.none_eligible += 1;
            }
            for a in (0..m).filter(|&a| eligible[a][lane] == 1) {
                let (ahead, level) = (standing.ahead[a][lane], standing.level[a][lane]);
                let credit = if level == 1 { CREDIT } else { CREDIT / level };
                for rank in ahead..ahead + level {
                    self.ranks[a * m + rank as usize] += credit;
                }
                if ahead == 0 {
                    self.add_weights(a, batch, lane, 1.0 / level as f64);
                }
            }
        }
    }

    fn add_weights(&mut self, a: usize, batch: &Batch, lane: usize, credit: f64) {
        if batch.total[lane] > 0.0 {
            let share = credit / batch.total[lane];
            self.first[a] += credit;
            let sums = &mut self.shares[a * self.n..][..self.n];
            for (sum, weight) in sums.iter_mut().zip(&batch.weights) {
                *sum += share * weight[lane];
            }
        }
    }

    /// The mean share of each question's weight where `a` is first; `None` where it never is.
    pub fn central_weights(&self, a: usize) -> Option<Vec<f64>> {
        let mean = |sum: &f64| sum / self.first[a];
        let sums = &self.shares[a * self.n..][..self.n];
        (self.first[a] > 0.0).then(|| sums.iter().map(mean).collect())
    }

    /// The shown values of `a` between which the middle 90 of 100 samples lie.
    pub fn interval(&self, a: usize) -> Option<(i64, i64)> {
        let all: u32 = self.shown[a].iter().sum();
        let reaches = |hundredths: u32| {
            let mut below = 0;
            self.shown[a].iter().position(|it| {
                below += it;
                u64::from(below) * 100 >= u64::from(all) * u64::from(hundredths)
            })
        };
        let (low, high) = (reaches(5)?, reaches(95)?);
        (all > 0).then_some((low as i64, high as i64))
    }
}
