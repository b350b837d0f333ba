//! Ranks the alternatives in eight samples at a time, and counts ranks, values and weights.
//!
//! The counts are those of the SMAA indices in docs/method.md#smaa-indices.

use crate::random::{LANES, Lanes};
use crate::sampler::Component;
use crate::{AlternativeSet, MAX_ALTERNATIVES, MAX_QUESTIONS};

/// The count of one rank in one sample: the least common multiple of 1 to 12, so that tied
/// alternatives, however many, share a rank in whole numbers.
pub const CREDIT: u64 = 27_720;
const _: () = assert!(MAX_ALTERNATIVES == 12);

/// The largest shown value.
const MAX_SHOWN: usize = 100;

/// Eight samples of a decision.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    /// Score of each alternative, in points.
    pub(crate) points: [Lanes; MAX_ALTERNATIVES],
    /// Sum of the weights of all questions.
    pub(crate) total: Lanes,
    /// Weight of each question.
    pub(crate) weights: [Lanes; MAX_QUESTIONS],
    /// Alternatives that a requirement in force excludes.
    pub(crate) excluded: [AlternativeSet; LANES],
    /// The disputed requirements of the selected rows.
    pub(crate) disputed: [u16; LANES],
}

impl Batch {
    /// A batch without questions.
    pub(crate) const EMPTY: Self = Self {
        points: [[0.0; LANES]; MAX_ALTERNATIVES],
        total: [0.0; LANES],
        weights: [[0.0; LANES]; MAX_QUESTIONS],
        excluded: [0; LANES],
        disputed: [0; LANES],
    };

    /// Empties the batch. The weights stay, because each question overwrites its own.
    pub(crate) fn clear(&mut self) {
        self.points = Self::EMPTY.points;
        self.total = Self::EMPTY.total;
        self.excluded = [0; LANES];
        self.disputed = [0; LANES];
    }

    /// Adds the only row of question `q` for `m` alternatives, times a factor per sample.
    pub(crate) fn add_single(&mut self, m: usize, q: usize, factor: &Lanes, component: &Component) {
        self.add(m, q, factor, |a| [component.points[a]; LANES], [component.weight; LANES]);
        for lane in 0..LANES {
            self.excluded[lane] |= component.agreed;
            self.disputed[lane] |= component.disputed;
        }
    }

    /// Adds the row of question `q` that each sample selected, times a factor per sample.
    pub(crate) fn add_selected(
        &mut self,
        m: usize,
        q: usize,
        factor: &Lanes,
        selected: [&Component; LANES],
    ) {
        let weight = selected.map(|component| component.weight);
        self.add(m, q, factor, |a| selected.map(|component| component.points[a]), weight);
        for lane in 0..LANES {
            self.excluded[lane] |= selected[lane].agreed;
            self.disputed[lane] |= selected[lane].disputed;
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

    /// Per alternative and sample: 1 if the alternative is eligible, else 0.
    pub(crate) fn eligible(&self) -> [[u64; LANES]; MAX_ALTERNATIVES] {
        let is_eligible = |a: usize| self.excluded.map(|set| u64::from(set >> a & 1 == 0));
        std::array::from_fn(is_eligible)
    }
}

/// The rank of each alternative among the eligible ones, per sample.
pub(crate) struct Ranking {
    /// Number of eligible alternatives with more points.
    pub(crate) ahead: [[u64; LANES]; MAX_ALTERNATIVES],
    /// Number of eligible alternatives with the same points, itself included.
    pub(crate) tied: [[u64; LANES]; MAX_ALTERNATIVES],
}

impl Ranking {
    /// Compares every pair. Calls `wins` with `(a, b, wins of a over b)` for each ordered pair: 1
    /// in the samples where `a` has more points than `b`, else 0.
    #[inline]
    pub(crate) fn new(
        points: &[Lanes],
        eligible: &[[u64; LANES]],
        mut wins: impl FnMut(usize, usize, [u64; LANES]),
    ) -> Self {
        let mut ranking =
            Self { ahead: [[0; LANES]; MAX_ALTERNATIVES], tied: [[1; LANES]; MAX_ALTERNATIVES] };
        for b in 1..points.len() {
            for a in 0..b {
                let (mut above, mut below) = ([0; LANES], [0; LANES]);
                for lane in 0..LANES {
                    above[lane] = u64::from(points[a][lane] > points[b][lane]);
                    below[lane] = u64::from(points[a][lane] < points[b][lane]);
                    let tied = 1 - above[lane] - below[lane];
                    ranking.ahead[b][lane] += above[lane] & eligible[a][lane];
                    ranking.ahead[a][lane] += below[lane] & eligible[b][lane];
                    ranking.tied[b][lane] += tied & eligible[a][lane];
                    ranking.tied[a][lane] += tied & eligible[b][lane];
                }
                wins(a, b, above);
                wins(b, a, below);
            }
        }
        ranking
    }
}

/// Counts over all samples. Lists of pairs are row by row: the pair `(a, b)` of `m` alternatives
/// has the index `a * m + b`.
pub struct Tally {
    /// Number of alternatives.
    m: usize,
    /// Number of questions.
    n: usize,
    /// Per alternative and rank: number of samples, in units of 1 / [`CREDIT`].
    pub ranks: Vec<u64>,
    /// Per pair of alternatives: number of samples in which the first has more points, per lane.
    pub wins: Vec<[u64; LANES]>,
    /// Number of samples in which every alternative is excluded.
    pub none_eligible: u64,
    /// Per alternative: number of samples for each shown value from 0 to 100.
    shown: Vec<[u32; MAX_SHOWN + 1]>,
    /// Per alternative and question: sum of the question's share in the total weight, over the
    /// samples in which the alternative is first.
    weight_shares: Vec<f64>,
    /// Per alternative: number of samples in which it is first and the total weight is above 0.
    first: Vec<f64>,
}

impl Tally {
    /// An empty tally for `m` alternatives and `n` questions.
    pub(crate) fn new(m: usize, n: usize) -> Self {
        Self {
            m,
            n,
            ranks: vec![0; m * m],
            wins: vec![[0; LANES]; m * m],
            none_eligible: 0,
            shown: vec![[0; MAX_SHOWN + 1]; m],
            weight_shares: vec![0.0; m * n],
            first: vec![0.0; m],
        }
    }

    /// Counts eight samples.
    pub(crate) fn add(&mut self, batch: &Batch) {
        let m = self.m;
        let eligible = batch.eligible();
        let ranking = Ranking::new(&batch.points[..m], &eligible, |a, b, wins| {
            let sum = &mut self.wins[a * m + b];
            for lane in 0..LANES {
                sum[lane] += wins[lane];
            }
        });
        for a in 0..m {
            // V(a) = 100 S(a) / (1000 R'), rounded half up; there is no value if R' = 0.
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
            if eligible[..m].iter().all(|lanes| lanes[lane] == 0) {
                self.none_eligible += 1;
            }
            for a in (0..m).filter(|&a| eligible[a][lane] == 1) {
                let (ahead, tied) = (ranking.ahead[a][lane], ranking.tied[a][lane]);
                let credit = if tied == 1 { CREDIT } else { CREDIT / tied };
                for rank in ahead..ahead + tied {
                    self.ranks[a * m + rank as usize] += credit;
                }
                if ahead == 0 {
                    self.add_weights(a, batch, lane, 1.0 / tied as f64);
                }
            }
        }
    }

    /// Adds the weights of a sample in which `a` is first, or tied for it with others.
    fn add_weights(&mut self, a: usize, batch: &Batch, lane: usize, credit: f64) {
        if batch.total[lane] > 0.0 {
            let share = credit / batch.total[lane];
            self.first[a] += credit;
            let sums = &mut self.weight_shares[a * self.n..][..self.n];
            for (sum, weight) in sums.iter_mut().zip(&batch.weights) {
                *sum += share * weight[lane];
            }
        }
    }

    /// Central weights of `a`: the mean share of each question in the total weight, over the
    /// samples in which `a` is first. `None` if there are no such samples.
    pub fn central_weights(&self, a: usize) -> Option<Vec<f64>> {
        let mean = |sum: &f64| sum / self.first[a];
        let sums = &self.weight_shares[a * self.n..][..self.n];
        (self.first[a] > 0.0).then(|| sums.iter().map(mean).collect())
    }

    /// The shown values, 0 to 100, between which the middle 90 of 100 samples of `a` lie. `None` if
    /// no sample has weight.
    pub fn interval(&self, a: usize) -> Option<(i64, i64)> {
        let all: u32 = self.shown[a].iter().sum();
        let quantile = |hundredths: u32| {
            let mut below = 0;
            self.shown[a].iter().position(|count| {
                below += count;
                u64::from(below) * 100 >= u64::from(all) * u64::from(hundredths)
            })
        };
        let (low, high) = (quantile(5)?, quantile(95)?);
        (all > 0).then_some((low as i64, high as i64))
    }
}
