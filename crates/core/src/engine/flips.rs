//! The smallest sets of changed answers after which the winner no longer wins alone
//! (docs/method.md#flips).
//!
//! Each question costs one change, so taking the largest gains first is optimal. Open questions
//! stay open and answered questions stay answered.

use crate::model::answers::{Answers, Reply};
use crate::model::rows::OptionRow;

use super::evaluation::{Evaluation, excluded_by};
use super::order::sort_by_key;
use super::verdict::{Verdict, VerdictSummary, verdict};

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
        let options = &evaluation.table.questions[question].options;
        let asked = &evaluation.model.questions[question];
        let from = evaluation.answers.replies[question]?;
        let chosen = asked.chosen(from);
        let excludes = |row: &OptionRow| (row.agreed | row.disputed) & (1 << a) != 0;
        let is_new = |&o: &usize| excludes(&options[o]) && chosen & (1 << o) == 0;
        let o = (0..options.len()).find(is_new)?;
        Some(Change { question, from, to: asked.reply(1 << o) })
    })
}

/// The fewest changes after which `a` is not ahead of `b` beyond the tie band and no agreed
/// requirement excludes `b`. `None` if no changes suffice.
fn fewest_changes(evaluation: &Evaluation, a: usize, b: usize) -> Option<Vec<Change>> {
    let mut lead = evaluation.total_beyond_band(a, b);
    let mut changes = Vec::new();
    let mut gains: Vec<(i64, Change)> = Vec::new();
    for question in evaluation.answered() {
        let Some(from) = evaluation.answers.replies[question] else { continue };
        let current = evaluation.beyond_band(a, b, &evaluation.rows[question]);
        let chosen = evaluation.model.questions[question].chosen(from);
        let excluded = excluded_by(&evaluation.table.questions[question], chosen).0;
        let amount = |row: &_| evaluation.beyond_band(a, b, row);
        let best = evaluation.smallest(question, b, false, &amount);
        let change = best.and_then(|best| {
            Some((current - best.value, Change { question, from, to: best.reply? }))
        });
        if excluded & (1 << b) != 0 {
            // This reply excludes `b`: it must change, whatever the gain is.
            let (gain, change) = change?;
            lead -= gain;
            changes.push(change);
        } else if let Some(change) = change.filter(|(gain, _)| *gain > 0) {
            gains.push(change);
        }
    }
    // The sort is stable: equal gains stay in author order.
    sort_by_key(&mut gains, |(gain, _)| -gain);
    for (gain, change) in gains {
        if lead <= 0 {
            break;
        }
        lead -= gain;
        changes.push(change);
    }
    sort_by_key(&mut changes, |change| change.question);
    (lead <= 0).then_some(changes)
}
