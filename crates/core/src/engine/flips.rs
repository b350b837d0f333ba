//! The smallest sets of changed answers after which the winner no longer wins alone
//! (docs/method.md#flips).
//!
//! Each question costs one change, and the gains of independent questions add up. A change can make
//! other questions apply or not, so the best set of each size is found by dynamic programming: first
//! for each question with those that depend on it, then over all of them. Open questions stay open
//! and answered questions stay answered.

use super::evaluation::{Effect, Evaluation, excluded_by, reply_row};
use super::order::sort_by_key;
use super::verdict::{Verdict, VerdictSummary, verdict};
use crate::model::answers::{Answers, Reply};
use crate::model::rows::PointsRow;

/// A smallest set of changed answers that ends the winner's lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// Index of the rival that the winner no longer leads; `None` if the change excludes the
    /// winner.
    pub rival: Option<usize>,
    /// The changes, in author order.
    pub changes: Vec<Change>,
    /// The verdict after the changes.
    pub verdict: VerdictSummary,
}

/// A changed answer to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Index of the question.
    pub question: usize,
    /// The reply given.
    pub from: Reply,
    /// The reply to give instead.
    pub to: Reply,
}

/// The smallest flips: a change that excludes the winner, then one set per rival in model order, as
/// far as they are of the smallest size. Empty if there is no winner or no changes suffice.
pub fn flips(evaluation: &Evaluation, current: &Verdict) -> Vec<Flip> {
    let Some(winner) = current.winner else { return Vec::new() };
    let rivals = evaluation.alternatives().filter(|&b| b != winner);
    let sets: Vec<(Option<usize>, Vec<Change>)> = (change_that_excludes(evaluation, winner)
        .into_iter())
    .map(|change| (None, vec![change]))
    .chain(rivals.filter_map(|b| Some((Some(b), fewest_changes(evaluation, winner, b)?))))
    .collect();
    let least = sets.iter().map(|(_, changes)| changes.len()).min().unwrap_or(0);
    (sets.into_iter().filter(|(_, changes)| changes.len() == least))
        .map(|(rival, changes)| Flip { rival, verdict: apply(evaluation, &changes), changes })
        .collect()
}

/// The verdict after these changes.
pub(super) fn apply(evaluation: &Evaluation, changes: &[Change]) -> VerdictSummary {
    let mut answers: Answers = evaluation.answers.clone();
    for change in changes {
        answers.replies[change.question] = Some(change.to);
    }
    verdict(&Evaluation::new(evaluation.model, evaluation.table, &answers)).into()
}

/// The first change, in author order, to an option that excludes `a` by an agreed or disputed
/// requirement.
fn change_that_excludes(evaluation: &Evaluation, a: usize) -> Option<Change> {
    evaluation.answered().find_map(|question| {
        let asked = &evaluation.model.questions[question];
        let from = evaluation.reply(question)?;
        let chosen = asked.chosen(from);
        let excludes = |Effect { agreed, disputed, .. }| (agreed | disputed) & (1 << a) != 0;
        let is_new = |&o: &usize| {
            chosen & (1 << o) == 0
                && excludes(evaluation.effect(question, Some(asked.reply(1 << o))))
        };
        let o = (0..asked.options.len()).find(is_new)?;
        Some(Change { question, from, to: asked.reply(1 << o) })
    })
}

/// The smallest sets of changes to a question and the questions that depend on it. Per largest number
/// of changes: the largest amount that they take from the lead, in points, with the changes. `None`
/// if a reply that excludes the rival would stay.
type Gains = Vec<Option<(i64, Vec<Change>)>>;

/// The largest of two gains; of equal ones, the first.
fn larger(
    first: Option<(i64, Vec<Change>)>,
    second: Option<(i64, Vec<Change>)>,
) -> Option<(i64, Vec<Change>)> {
    let is_larger = match (&first, &second) {
        (Some((first, _)), Some((second, _))) => second > first,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    if is_larger { second } else { first }
}

/// The gains of changes to two groups of questions together.
fn combined(first: &Gains, second: &Gains) -> Gains {
    let mut gains: Gains = vec![None; first.len() + second.len() - 1];
    for (i, first) in first.iter().enumerate() {
        for (j, second) in second.iter().enumerate() {
            if let (Some((gain, changes)), Some((other, more))) = (first, second) {
                let both = (gain + other, [&changes[..], more].concat());
                gains[i + j] = larger(gains[i + j].take(), Some(both));
            }
        }
    }
    gains
}

/// Finds the [`Gains`] of changes that take the lead of `a` over `b`.
struct Search<'a> {
    evaluation: &'a Evaluation<'a>,
    a: usize,
    b: usize,
}

impl Search<'_> {
    fn amount(&self, row: &PointsRow) -> i64 {
        self.evaluation.beyond_band(self.a, self.b, row)
    }

    /// The gains of changes to an answered question that applies.
    fn gains(&self, q: usize, from: Reply) -> Gains {
        let (evaluation, b) = (self.evaluation, self.b);
        let question = &evaluation.model.questions[q];
        let current = self.amount(&evaluation.effect(q, Some(from)).row);
        let kept = self.with(q, from, current);
        let change = |to| Change { question: q, from, to };
        if question.dependents.is_empty() {
            let best = evaluation.smallest(q, b, false, &|row| self.amount(row));
            let best =
                best.and_then(|best| Some((current - best.value, vec![change(best.reply?)])));
            let kept = kept[0].clone();
            return vec![kept.clone(), larger(kept, best)];
        }
        let mut gains = kept;
        gains.push(None);
        let options = (0..question.options.len()).map(|o| question.reply(1 << o));
        let does_not_matter = question.may_not_matter.then_some(Reply::DoesNotMatter);
        for to in options.chain(does_not_matter) {
            for (k, gain) in self.with(q, to, current).into_iter().enumerate() {
                let changed = gain.map(|(gain, more)| (gain, [&[change(to)], &more[..]].concat()));
                if gains.len() == k + 1 {
                    gains.push(None);
                }
                gains[k + 1] = larger(gains[k + 1].take(), changed);
            }
        }
        // At most as many changes include fewer changes.
        for k in 1..gains.len() {
            gains[k] = larger(gains[k - 1].clone(), gains[k].take());
        }
        gains
    }

    /// The gains with this reply to question `q`, and with changes to the questions that depend on
    /// the reply and are answered now. `current` is the amount now.
    fn with(&self, q: usize, reply: Reply, current: i64) -> Gains {
        let (evaluation, b) = (self.evaluation, self.b);
        let (question, rows) = (&evaluation.model.questions[q], &evaluation.table.questions[q]);
        let chosen = question.chosen(reply);
        let amount = self.amount(&reply_row(question, rows, chosen));
        let is_kept = excluded_by(rows, chosen).0 & (1 << b) == 0;
        let mut gains: Gains = vec![is_kept.then(|| (current - amount, Vec::new()))];
        for dependent in evaluation.model.dependents(q, chosen) {
            let effect = evaluation.effect(dependent, evaluation.answers.replies[dependent]);
            let amount = self.amount(&effect.row);
            let mut of_dependent = match evaluation.reply(dependent) {
                Some(reply) => self.gains(dependent, reply),
                None => vec![(effect.agreed & (1 << b) == 0).then(|| (0, Vec::new()))],
            };
            for (gain, _) in of_dependent.iter_mut().flatten() {
                *gain -= amount;
            }
            gains = combined(&gains, &of_dependent);
        }
        gains
    }
}

/// The fewest changes after which `a` is not ahead of `b` beyond the tie band and no agreed
/// requirement excludes `b`. `None` if no changes suffice.
fn fewest_changes(evaluation: &Evaluation, a: usize, b: usize) -> Option<Vec<Change>> {
    let search = Search { evaluation, a, b };
    let questions = evaluation.model.questions.iter().enumerate();
    let roots = questions.filter(|(_, question)| question.when.is_none());
    let families: Vec<Gains> =
        roots.filter_map(|(q, _)| Some(search.gains(q, evaluation.reply(q)?))).collect();
    let most = families.iter().map(|gains| gains.len() - 1).sum();
    // Per family and largest number of changes: the largest gain from this family on, and the
    // number of changes to this family; of equal gains, the most changes to the first family.
    let mut largest: Vec<Vec<Option<(i64, usize)>>> = vec![vec![Some((0, 0)); most + 1]];
    for gains in families.iter().rev() {
        let rest = &largest[largest.len() - 1];
        let best = |k: usize| {
            let with = |j: usize| Some((gains[j].as_ref()?.0 + rest[k - j]?.0, j));
            (0..gains.len().min(k + 1)).filter_map(with).max()
        };
        let row = (0..=most).map(best).collect();
        largest.push(row);
    }
    let lead = evaluation.total_beyond_band(a, b);
    let is_enough = |k: &usize| largest[families.len()][*k].is_some_and(|(gain, _)| gain >= lead);
    let mut left = (0..=most).find(is_enough)?;
    let mut changes = Vec::new();
    for (gains, largest) in families.iter().zip(largest.iter().rev()) {
        let (_, count) = largest[left]?;
        changes.extend_from_slice(&gains[count].as_ref()?.1);
        left -= count;
    }
    sort_by_key(&mut changes, |change| change.question);
    Some(changes)
}
