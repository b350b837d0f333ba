//! The fewest changed answers after which the winner no longer wins alone.
//!
//! One question costs one change, so taking the largest gains first is optimal. Open questions
//! stay open and answered ones stay answered: a flip changes answers, it does not add or take back.

use crate::model::answers::{Answers, Reply};

use super::evaluation::{Evaluation, excludes};
use super::order::sort_by_key;
use super::verdict::{Brief, Verdict, verdict};

/// Changed answers that end the winner's lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// Against whom the lead ends; `None` when the winner is ruled out.
    pub rival: Option<usize>,
    /// The changes, in author order.
    pub changes: Vec<Change>,
    /// The verdict they lead to.
    pub then: Brief,
}

/// One changed answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Index of the question.
    pub question: usize,
    /// The answer given.
    pub from: Reply,
    /// The answer instead.
    pub to: Reply,
}

/// Every rival's fewest changes, as far as nobody needs fewer; a change that rules the winner out
/// stands first. Empty when no changes suffice, or when there is no winner.
pub fn flips(sheet: &Evaluation, before: &Verdict) -> Vec<Flip> {
    let Some(winner) = before.winner else { return Vec::new() };
    let rivals = (0..sheet.m()).filter(|&b| b != winner);
    let sets: Vec<(Option<usize>, Vec<Change>)> = (ruling_out(sheet, winner).into_iter())
        .map(|change| (None, vec![change]))
        .chain(rivals.filter_map(|b| Some((Some(b), fewest(sheet, winner, b)?))))
        .collect();
    let least = sets.iter().map(|it| it.1.len()).min().unwrap_or(0);
    (sets.into_iter().filter(|it| it.1.len() == least))
        .map(|(rival, changes)| Flip { rival, then: apply(sheet, &changes), changes })
        .collect()
}

/// The verdict after some changes.
pub(super) fn apply(sheet: &Evaluation, changes: &[Change]) -> Brief {
    let mut answers: Answers = sheet.answers.clone();
    for change in changes {
        answers.replies[change.question] = Some(change.to);
    }
    verdict(&Evaluation::new(sheet.model, sheet.table, &answers)).into()
}

/// The first change, in author order, to an option that excludes `a` by any requirement.
fn ruling_out(sheet: &Evaluation, a: usize) -> Option<Change> {
    sheet.answered().find_map(|question| {
        let options = &sheet.table.questions[question].options;
        let excluding =
            |it: &crate::model::rows::OptionRow| (it.agreed | it.disputed) & (1 << a) != 0;
        let from = sheet.answers.replies[question]?;
        let chosen = sheet.model.questions[question].chosen(from);
        let fresh = |&o: &usize| excluding(&options[o]) && chosen & (1 << o) == 0;
        let o = (0..options.len()).find(fresh)?;
        Some(Change { question, from, to: sheet.model.questions[question].reply(1 << o) })
    })
}

/// The fewest changes after which `a` is no longer ahead of `b` beyond the band, with `b` in play.
fn fewest(sheet: &Evaluation, a: usize, b: usize) -> Option<Vec<Change>> {
    let mut lead = sheet.beyond_total(a, b);
    let mut changes = Vec::new();
    let mut gains: Vec<(i64, Change)> = Vec::new();
    for question in sheet.answered() {
        let Some(from) = sheet.answers.replies[question] else { continue };
        let now = sheet.beyond(a, b, &sheet.rows[question]);
        let chosen = sheet.model.questions[question].chosen(from);
        let excluded = excludes(&sheet.table.questions[question], chosen).0 & (1 << b) != 0;
        let best = sheet.smallest(question, b, false, &|row| sheet.beyond(a, b, row));
        let change =
            best.and_then(|it| Some((now - it.value, Change { question, from, to: it.reply? })));
        if excluded {
            // This answer keeps `b` out of play, so it must change, whatever that gains.
            let (gain, change) = change?;
            lead -= gain;
            changes.push(change);
        } else if let Some(change) = change.filter(|it| it.0 > 0) {
            gains.push(change);
        }
    }
    // Stable, so equal gains stay in author order.
    sort_by_key(&mut gains, |it| -it.0);
    for (gain, change) in gains {
        if lead <= 0 {
            break;
        }
        lead -= gain;
        changes.push(change);
    }
    sort_by_key(&mut changes, |it| it.question);
    (lead <= 0).then_some(changes)
}
