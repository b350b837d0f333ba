//! Which open questions can still matter, and which has the largest swing
//! (docs/method.md#next-question).
//!
//! The swing is quick to compute. [`super::gain`] finds the question that tells most, and uses the
//! swing where gains are equal.

use crate::model::schema::VerdictKind;

use super::contenders::Contest;
use super::evaluation::Evaluation;
use super::verdict::Verdict;

/// The effect that an open question can have on the alternatives that can still win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    /// Index of the question.
    pub question: usize,
    /// Largest range of the lead between two alternatives over the replies, in points.
    pub points: i64,
    /// The two alternatives of that lead, the leader first; `None` if the question moves no lead.
    pub between: Option<(usize, usize)>,
    /// Alternatives that can still win and that an option excludes.
    pub excludes: Vec<usize>,
    /// Order in which to ask, largest first, in points. Equal to `points`, except that a question
    /// that can exclude the leader comes before all others, and that one that can exclude a
    /// contender counts at least as much as the lead over the contender.
    pub priority: i64,
}

fn contest(evaluation: &Evaluation, verdict: &Verdict) -> Contest {
    let leads_alone = verdict.close.len() == 1 && verdict.kind != VerdictKind::Disputed;
    Contest::new(evaluation, verdict.close.first().copied().filter(|_| leads_alone))
}

/// The open questions that can still matter, in author order.
pub fn open(evaluation: &Evaluation, verdict: &Verdict) -> Vec<usize> {
    contest(evaluation, verdict).questions(evaluation)
}

/// The effect of each of these open questions.
pub fn swings(evaluation: &Evaluation, verdict: &Verdict, open: &[usize]) -> Vec<Swing> {
    let contest = contest(evaluation, verdict);
    let best = verdict.close.first().or(contest.contenders.first());
    let lead = |b: &usize| best.map_or(0, |&best| evaluation.lead(best, *b));
    let swing = |&question: &usize| {
        let swing = contest.swing(evaluation, question);
        let points = swing.map_or(0, |(points, _)| points);
        let excludable = evaluation.excludable_by(question);
        let excludes: Vec<usize> =
            contest.members().filter(|a| excludable & (1 << a) != 0).collect();
        let priority = excludes.iter().map(lead).fold(points, i64::max);
        Swing { question, points, between: swing.map(|(_, pair)| pair), excludes, priority }
    };
    let mut swings: Vec<Swing> = open.iter().map(swing).collect();
    let above_all = swings.iter().map(|swing| swing.priority).max().unwrap_or(0) + 1;
    for swing in &mut swings {
        if contest.leader.is_some_and(|a| swing.excludes.contains(&a)) {
            swing.priority = above_all;
        }
    }
    swings
}

/// The open question with the highest priority; of equals, the first in author order.
pub fn next(evaluation: &Evaluation, verdict: &Verdict, open: &[usize]) -> Option<usize> {
    first(&swings(evaluation, verdict, open))
}

/// The question with the highest priority, the first of equals.
pub(super) fn first<'a>(
    swings: impl IntoIterator<Item = &'a Swing, IntoIter: DoubleEndedIterator>,
) -> Option<usize> {
    // `rev` because `max_by_key` keeps the last of equals.
    swings.into_iter().rev().max_by_key(|swing| swing.priority).map(|swing| swing.question)
}
