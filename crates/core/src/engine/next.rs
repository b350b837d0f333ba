//! Which open questions can still matter, and which of them to ask next.

use crate::model::schema::VerdictKind;

use super::evaluation::Evaluation;
use super::settled::lower_bound;
use super::verdict::Verdict;

/// Who the open questions could still put ahead or behind.
struct Contest {
    /// The one who leads alone, if anybody does.
    leader: Option<usize>,
    /// Who could still take the lead; without a leader, everybody eligible.
    contenders: Vec<usize>,
}

impl Contest {
    fn new(sheet: &Evaluation, verdict: &Verdict) -> Self {
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

    /// The pair that question `q` can move most, and how far, in points; the first of equals.
    fn swing(&self, sheet: &Evaluation, q: usize) -> Option<(i64, (usize, usize))> {
        let range = |(a, b): (usize, usize)| {
            let of = |row: &_| sheet.beyond(a, b, row);
            let all = [(a, b), (b, a)].into_iter();
            // A reply that excludes one of the pair may be kept for the other.
            let largest = all.clone().filter_map(|(keep, _)| sheet.largest(q, keep, true, &of));
            let smallest = all.filter_map(|(keep, _)| sheet.smallest(q, keep, true, &of));
            let high = largest.map(|it| it.value).max().unwrap_or(0);
            high - smallest.map(|it| it.value).min().unwrap_or(0)
        };
        let ranges = self.pairs().into_iter().map(|pair| (range(pair), pair));
        // `rev` because `max_by_key` keeps the last of equals.
        ranges.rev().max_by_key(|it| it.0).filter(|it| it.0 > 0)
    }

    fn can_matter(&self, sheet: &Evaluation, q: usize) -> bool {
        let could = sheet.could_exclude(q);
        let excluded = |a: &usize| could & (1 << a) != 0;
        self.leader.iter().chain(&self.contenders).any(excluded) || self.swing(sheet, q).is_some()
    }
}

/// The open questions that can still matter, in author order.
pub fn open(sheet: &Evaluation, verdict: &Verdict) -> Vec<usize> {
    let contest = Contest::new(sheet, verdict);
    sheet.open().filter(|&q| contest.can_matter(sheet, q)).collect()
}

/// What an open question can do to the order of those who could win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    /// Index of the question.
    pub question: usize,
    /// How far its answers can move the pair that they move most, in points.
    pub points: i64,
    /// That pair, the leader first; `None` when no pair moves.
    pub between: Option<(usize, usize)>,
    /// Which of those who could win some option rules out.
    pub excludes: Vec<usize>,
    /// What it is asked by: `points`, but a question that can exclude the leader comes first of
    /// all, and one that can exclude a contender counts at least as much as the lead over it.
    pub priority: i64,
}

/// What each open question can do.
pub fn swings(sheet: &Evaluation, verdict: &Verdict, open: &[usize]) -> Vec<Swing> {
    let contest = Contest::new(sheet, verdict);
    let best = verdict.close.first().or(contest.contenders.first());
    let swing = |&question: &usize| {
        let moved = contest.swing(sheet, question);
        let points = moved.map_or(0, |it| it.0);
        let could = sheet.could_exclude(question);
        let who = contest.leader.iter().chain(&contest.contenders).copied();
        let excludes: Vec<usize> = who.filter(|a| could & (1 << a) != 0).collect();
        let lead = |b: &usize| best.map_or(0, |&best| sheet.lead(best, *b));
        let priority = excludes.iter().map(lead).fold(points, i64::max);
        Swing { question, points, between: moved.map(|it| it.1), excludes, priority }
    };
    let mut swings: Vec<Swing> = open.iter().map(swing).collect();
    let top = swings.iter().map(|it| it.priority).max().unwrap_or(0) + 1;
    for it in &mut swings {
        if contest.leader.is_some_and(|a| it.excludes.contains(&a)) {
            it.priority = top;
        }
    }
    swings
}

/// The open question with the largest swing; ties in author order. Quick, and what
/// [`super::gain`] falls back to where answers tell equally much.
pub fn next(sheet: &Evaluation, verdict: &Verdict, open: &[usize]) -> Option<usize> {
    first(&swings(sheet, verdict, open))
}

/// The one with the highest priority, the first of equals.
pub(super) fn first<'a>(
    swings: impl IntoIterator<Item = &'a Swing, IntoIter: DoubleEndedIterator>,
) -> Option<usize> {
    swings.into_iter().rev().max_by_key(|it| it.priority).map(|it| it.question)
}
