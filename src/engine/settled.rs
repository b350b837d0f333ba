//! Can any remaining answer change the winner? Exact interval bounds, in one pass.
//!
//! Questions are independent and scores are sums, so the smallest lead over all completions is the
//! sum of the smallest contributions (necessary preference: Greco, Mousseau & Slowinski 2008).
//! A completion may leave any open question open.

use crate::model::answers::Answers;
use crate::model::schema::VerdictKind;

use super::sheet::Sheet;
use super::verdict::{Brief, Verdict, verdict};

/// Further answers that change the winner.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The answers given and the further ones.
    pub answers: Answers,
    /// The verdict they lead to.
    pub then: Brief,
}

/// Whether `a` wins uniquely whatever else is answered, in every run.
pub fn settled(sheet: &Sheet, a: usize) -> bool {
    let excludable = sheet.open().any(|q| sheet.could_exclude(q) & (1 << a) != 0);
    !excludable && sheet.eligible().all(|b| b == a || lower_bound(sheet, a, b) > 0)
}

/// LB(a, b): the smallest lead of `a` over `b` beyond the band, over the completions in which no
/// agreed requirement excludes `b`.
pub fn lower_bound(sheet: &Sheet, a: usize, b: usize) -> i64 {
    (sheet.open()).fold(sheet.beyond_total(a, b), |lead, q| {
        let smallest = sheet.smallest(q, b, true, |row| sheet.beyond(a, b, row));
        lead - sheet.beyond(a, b, &sheet.rows[q]) + smallest.map_or(0, |it| it.value)
    })
}

/// The largest lead of `a` over `b` beyond the band, over all completions; for alternatives that
/// no open reply excludes.
pub fn upper_bound(sheet: &Sheet, a: usize, b: usize) -> i64 {
    (sheet.open()).fold(sheet.beyond_total(a, b), |lead, q| {
        let largest = sheet.largest(q, a, true, |row| sheet.beyond(a, b, row));
        lead - sheet.beyond(a, b, &sheet.rows[q]) + largest.map_or(0, |it| it.value)
    })
}

/// A completion in which the winner no longer wins alone, while there is one.
pub fn witness(sheet: &Sheet, before: &Verdict) -> Option<Witness> {
    let a = before.winner?;
    if before.kind == VerdictKind::Settled || before.is_final {
        return None;
    }
    let mut answers = sheet.answers.clone();
    let excluding = sheet.open().find_map(|q| {
        let options = &sheet.table.questions[q].options;
        let o = options.iter().position(|it| (it.agreed | it.disputed) & (1 << a) != 0)?;
        Some((q, sheet.model.questions[q].reply(1 << o)))
    });
    if let Some((q, reply)) = excluding {
        answers.replies[q] = Some(reply);
    } else {
        let rivals = sheet.eligible().filter(|&b| b != a);
        let b = rivals.min_by_key(|&b| lower_bound(sheet, a, b))?;
        for q in sheet.open() {
            let smallest = sheet.smallest(q, b, true, |row| sheet.beyond(a, b, row));
            answers.replies[q] = smallest.and_then(|it| it.reply);
        }
    }
    let then = verdict(&Sheet::new(sheet.model, sheet.table, &answers)).into();
    Some(Witness { answers, then })
}
