//! Can any remaining answer change the winner? Exact interval bounds, in one pass.
//!
//! Questions are independent and scores are sums, so the smallest lead over all completions is the
//! sum of the smallest contributions (necessary preference: Greco, Mousseau & Slowinski 2008).
//! A completion may leave any open question open.

use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::rows::{PointsRow, Table, Voice, points_at};
use crate::model::schema::VerdictKind;

use super::evaluation::Evaluation;
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
pub fn settled(sheet: &Evaluation, a: usize) -> bool {
    let excludable = sheet.open().any(|q| sheet.could_exclude(q) & (1 << a) != 0);
    !excludable && sheet.eligible().all(|b| b == a || lower_bound(sheet, a, b) > 0)
}

/// How firmly `a` is settled: 0 not at all; 1 settled; 2 also when the weight of each question may
/// be anything from half to twice itself; 3 also whichever source is right on each row. This is
/// the highest that holds: 3 does not imply 2.
pub fn settled_level(sheet: &Evaluation, a: usize) -> u8 {
    let rivals = || sheet.eligible().filter(|&b| b != a);
    let ahead_by_any_source = |b: usize| {
        let table = worst_sources(sheet, a, b);
        lower_bound(&Evaluation::new(sheet.model, &table, sheet.answers), a, b) > 0
    };
    match settled(sheet, a) {
        false => 0,
        true if rivals().all(ahead_by_any_source) => 3,
        true if rivals().all(|b| lower_bound_of_weights(sheet, a, b) > 0) => 2,
        true => 1,
    }
}

/// Twice the smallest lead of `a` over `b` beyond the band when each question, answered or not,
/// has its own factor from 1/2 to 2.
fn lower_bound_of_weights(sheet: &Evaluation, a: usize, b: usize) -> i64 {
    let open: Vec<usize> = sheet.open().collect();
    let smallest = |q: usize| {
        let of = |row: &PointsRow| sheet.beyond(a, b, row);
        let open = open.contains(&q).then(|| sheet.smallest(q, b, true, &of));
        open.map_or(of(&sheet.rows[q]), |it| it.map_or(0, |it| it.value))
    };
    (0..sheet.rows.len()).map(smallest).map(|lead| if lead < 0 { 4 * lead } else { lead }).sum()
}

/// The rows in force, but each as the source rates it that is worst for `a` against `b`, where
/// that is worse than all of them pooled.
fn worst_sources(sheet: &Evaluation, a: usize, b: usize) -> Table {
    let mut table = sheet.table.clone();
    let Model { alternatives, questions, .. } = sheet.model;
    for (q, (question, rows)) in questions.iter().zip(&mut table.questions).enumerate() {
        let worst = |option: Option<usize>, in_force: &mut PointsRow| {
            let row = question.row(option);
            let weight = sheet.model.weight_with(&sheet.answers.overrides, q, option);
            // What the reader overrules is theirs, whoever is right.
            let ratings = if in_force.voice == Voice::Reader { &[][..] } else { &row.ratings };
            for rating in ratings {
                let values = &rating.values;
                let alone = points_at(alternatives, question, row, weight, values, Voice::Sources);
                if sheet.beyond(a, b, &alone) < sheet.beyond(a, b, in_force) {
                    *in_force = alone;
                }
            }
        };
        worst(None, &mut rows.unanswered);
        for (option, rows) in rows.options.iter_mut().enumerate() {
            worst(Some(option), &mut rows.row);
        }
    }
    table
}

/// LB(a, b): the smallest lead of `a` over `b` beyond the band, over the completions in which no
/// agreed requirement excludes `b`.
pub fn lower_bound(sheet: &Evaluation, a: usize, b: usize) -> i64 {
    (sheet.open()).fold(sheet.beyond_total(a, b), |lead, q| {
        let smallest = sheet.smallest(q, b, true, &|row| sheet.beyond(a, b, row));
        lead - sheet.beyond(a, b, &sheet.rows[q]) + smallest.map_or(0, |it| it.value)
    })
}

/// The largest lead of `a` over `b` beyond the band, over all completions; for alternatives that
/// no open reply excludes.
pub fn upper_bound(sheet: &Evaluation, a: usize, b: usize) -> i64 {
    (sheet.open()).fold(sheet.beyond_total(a, b), |lead, q| {
        let largest = sheet.largest(q, a, true, &|row| sheet.beyond(a, b, row));
        lead - sheet.beyond(a, b, &sheet.rows[q]) + largest.map_or(0, |it| it.value)
    })
}

/// A completion in which the winner no longer wins alone, while there is one.
pub fn witness(sheet: &Evaluation, before: &Verdict) -> Option<Witness> {
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
            let smallest = sheet.smallest(q, b, true, &|row| sheet.beyond(a, b, row));
            answers.replies[q] = smallest.and_then(|it| it.reply);
        }
    }
    let then = verdict(&Evaluation::new(sheet.model, sheet.table, &answers)).into();
    Some(Witness { answers, then })
}
