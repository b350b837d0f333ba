//! Which open questions can still matter, and which of them to ask next.

use crate::model::schema::VerdictKind;

use super::settled::lower_bound;
use super::sheet::Sheet;
use super::verdict::Verdict;

/// Who the open questions could still put ahead or behind.
struct Contest {
    /// The one who leads alone, if anybody does.
    leader: Option<usize>,
    /// Who could still take the lead; without a leader, everybody eligible.
    contenders: Vec<usize>,
}

impl Contest {
    fn new(sheet: &Sheet, verdict: &Verdict) -> Self {
        let alone = verdict.close.len() == 1 && verdict.kind != VerdictKind::Disputed;
        let leader = verdict.close.first().copied().filter(|_| alone);
        let excludable = |a: usize| sheet.open().any(|q| sheet.could_exclude(q) & (1 << a) != 0);
        let contends = |b: &usize| match leader {
            Some(a) => *b != a && (excludable(a) || lower_bound(sheet, a, *b) <= 0),
            None => true,
        };
        Self { leader, contenders: sheet.eligible().filter(contends).collect() }
    }

    /// The pairs whose order is in question.
    fn pairs(&self) -> Vec<(usize, usize)> {
        match self.leader {
            Some(a) => self.contenders.iter().map(|&b| (a, b)).collect(),
            None => (self.contenders.iter())
                .flat_map(|&a| self.contenders.iter().map(move |&b| (a, b)))
                .filter(|(a, b)| a < b)
                .collect(),
        }
    }

    /// How far question `q` can move the most sensitive pair, in points.
    fn swing(&self, sheet: &Sheet, q: usize) -> i64 {
        let range = |(a, b): (usize, usize)| {
            let of = |row: &_| sheet.beyond(a, b, row);
            let all = [(a, b), (b, a)].into_iter();
            // A reply that excludes one of the pair may be kept for the other.
            let largest = all.clone().filter_map(|(keep, _)| sheet.largest(q, keep, true, of));
            let smallest = all.filter_map(|(keep, _)| sheet.smallest(q, keep, true, of));
            let high = largest.map(|it| it.value).max().unwrap_or(0);
            high - smallest.map(|it| it.value).min().unwrap_or(0)
        };
        self.pairs().into_iter().map(range).max().unwrap_or(0)
    }

    fn can_matter(&self, sheet: &Sheet, q: usize) -> bool {
        let could = sheet.could_exclude(q);
        let excluded = |a: &usize| could & (1 << a) != 0;
        self.leader.iter().chain(&self.contenders).any(excluded) || self.swing(sheet, q) > 0
    }
}

/// The open questions that can still matter, in author order.
pub fn open(sheet: &Sheet, verdict: &Verdict) -> Vec<usize> {
    let contest = Contest::new(sheet, verdict);
    sheet.open().filter(|&q| contest.can_matter(sheet, q)).collect()
}

/// The open question with the largest swing; ties in author order.
///
/// A question that can exclude the leader comes first of all; one that can exclude a contender
/// counts at least as much as the leader's lead over it.
pub fn next(sheet: &Sheet, verdict: &Verdict, open: &[usize]) -> Option<usize> {
    let contest = Contest::new(sheet, verdict);
    let swings: Vec<i64> = open.iter().map(|&q| contest.swing(sheet, q)).collect();
    let top = swings.iter().copied().max()? + 1;
    let best = *verdict.close.first().or(contest.contenders.first())?;
    let weight = |&(q, swing): &(usize, i64)| {
        let excluded = |a: usize| sheet.could_exclude(q) & (1 << a) != 0;
        if contest.leader.is_some_and(excluded) {
            return top;
        }
        let contenders = contest.contenders.iter().copied().filter(|&b| b != best && excluded(b));
        contenders.map(|b| sheet.lead(best, b)).fold(swing, i64::max)
    };
    let candidates = open.iter().copied().zip(swings);
    // `rev` because `max_by_key` keeps the last of equals.
    candidates.rev().max_by_key(weight).map(|it| it.0)
}
