//! Which alternatives can still win, and which open questions can still matter
//! (docs/method.md#questions-that-can-still-matter).

use super::bounds::lower_bound;
use super::evaluation::Evaluation;

/// A pair of alternatives whose order an open question can change.
pub type Pair = (usize, usize);

/// The alternatives that can still win.
pub struct Contest {
    /// The alternative that leads alone, if there is one.
    pub leader: Option<usize>,
    /// The alternatives that can still overtake the leader; without a leader, all eligible ones.
    pub contenders: Vec<usize>,
}

impl Contest {
    /// Finds the contenders. `leader` is the only member of the outcome, if the verdict does not
    /// depend on a disputed requirement.
    pub fn new(evaluation: &Evaluation, leader: Option<usize>) -> Self {
        let is_contender = |b: &usize| match leader {
            Some(a) => {
                *b != a && (evaluation.can_be_excluded(a) || lower_bound(evaluation, a, *b) <= 0)
            }
            None => true,
        };
        Self { leader, contenders: evaluation.eligible().filter(is_contender).collect() }
    }

    /// The leader, then the contenders.
    pub fn members(&self) -> impl Iterator<Item = usize> {
        self.leader.iter().chain(&self.contenders).copied()
    }

    /// The pairs whose order is open: the leader with each contender; without a leader, any two
    /// contenders.
    fn pairs(&self) -> Vec<Pair> {
        match self.leader {
            Some(a) => self.contenders.iter().map(|&b| (a, b)).collect(),
            None => (self.contenders.iter())
                .flat_map(|&a| self.contenders.iter().map(move |&b| (a, b)))
                .filter(|(a, b)| a < b)
                .collect(),
        }
    }

    /// The swing of question `q` in points, and the pair with that swing, the first of equals
    /// (docs/method.md#swing). `None` if the question moves no pair.
    pub fn swing(&self, evaluation: &Evaluation, q: usize) -> Option<(i64, Pair)> {
        let range = |(a, b): Pair| {
            let amount = |row: &_| evaluation.beyond_band(a, b, row);
            let both = [a, b].into_iter();
            // A reply that excludes one of the two counts as far as it keeps the other.
            let largest = (both.clone()).filter_map(|c| evaluation.largest(q, c, true, &amount));
            let smallest = both.filter_map(|c| evaluation.smallest(q, c, true, &amount));
            let high = largest.map(|extreme| extreme.value).max().unwrap_or(0);
            high - smallest.map(|extreme| extreme.value).min().unwrap_or(0)
        };
        let ranges = self.pairs().into_iter().map(|pair| (range(pair), pair));
        // `rev` because `max_by_key` keeps the last of equals.
        ranges.rev().max_by_key(|(points, _)| *points).filter(|(points, _)| *points > 0)
    }

    fn can_matter(&self, evaluation: &Evaluation, q: usize) -> bool {
        let excludable = evaluation.excludable_by(q);
        self.members().any(|a| excludable & (1 << a) != 0) || self.swing(evaluation, q).is_some()
    }

    /// The open questions that can still matter, in author order.
    pub fn questions(&self, evaluation: &Evaluation) -> Vec<usize> {
        evaluation.open().filter(|&q| self.can_matter(evaluation, q)).collect()
    }
}
