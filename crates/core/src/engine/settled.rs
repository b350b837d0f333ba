//! Whether further replies can change the winner, and how far that can be relied on
//! (docs/method.md#settled).
//!
//! An alternative is settled if its [`lower_bound`] over every rival is above 0 and no reply to an
//! open question can exclude the alternative. Levels 2 and 3 repeat the test with other weights
//! and with other sources (docs/method.md#levels-of-settled).

use crate::model::Model;
use crate::model::rows::{PointsRow, RowOrigin, Table, points_at};

use super::bounds::lower_bound;
use super::evaluation::Evaluation;

/// Whether `a` is the only winner in every completion and under every combination of the disputed
/// requirements.
pub fn settled(evaluation: &Evaluation, a: usize) -> bool {
    let mut rivals = evaluation.eligible().filter(|&b| b != a);
    !evaluation.can_be_excluded(a) && rivals.all(|b| lower_bound(evaluation, a, b) > 0)
}

/// The highest level of settled that holds for `a`, 0 to 3:
///
/// - 0: not settled;
/// - 1: settled;
/// - 2: settled with any weight of each question from half to twice its own;
/// - 3: settled with the values of whichever source is worst for `a` in each row.
///
/// Level 3 does not imply level 2.
pub fn settled_level(evaluation: &Evaluation, a: usize) -> u8 {
    let rivals = || evaluation.eligible().filter(|&b| b != a);
    let is_ahead_by_any_source = |b: usize| {
        let table = worst_sources(evaluation, a, b);
        lower_bound(&Evaluation::new(evaluation.model, &table, evaluation.answers), a, b) > 0
    };
    match settled(evaluation, a) {
        false => 0,
        true if rivals().all(is_ahead_by_any_source) => 3,
        true if rivals().all(|b| lower_bound_over_weights(evaluation, a, b) > 0) => 2,
        true => 1,
    }
}

/// Twice the smallest lead of `a` over `b` beyond the tie band, when the weight of each question,
/// answered or not, has its own factor from 1/2 to 2.
fn lower_bound_over_weights(evaluation: &Evaluation, a: usize, b: usize) -> i64 {
    let open: Vec<usize> = evaluation.open().collect();
    // Half of a positive lead and twice a negative one, both doubled.
    let amount = |row: &PointsRow| {
        let lead = evaluation.beyond_band(a, b, row);
        if lead < 0 { 4 * lead } else { lead }
    };
    let smallest = |q: usize| {
        if open.contains(&q) {
            // The rows of a `many` question are added up after this, which is the same: of each
            // group, only a lead that is not above 0 counts.
            evaluation.smallest(q, b, true, &amount).map_or(0, |extreme| extreme.value)
        } else {
            amount(&evaluation.rows[q])
        }
    };
    (0..evaluation.rows.len()).map(smallest).sum()
}

/// The table in which each row has the values of the source that is worst for `a` against `b`, if
/// they are worse than the pooled ones. Rows with values from the reader stay.
fn worst_sources(evaluation: &Evaluation, a: usize, b: usize) -> Table {
    let mut table = evaluation.table.clone();
    let Model { alternatives, questions, .. } = evaluation.model;
    for (q, (question, rows)) in questions.iter().zip(&mut table.questions).enumerate() {
        let put_worst = |option: Option<usize>, worst: &mut PointsRow| {
            if worst.origin == RowOrigin::Reader {
                return;
            }
            let row = question.row(option);
            let weight = evaluation.model.weight_with(&evaluation.answers.overrides, q, option);
            for rating in &row.ratings {
                let values = &rating.values;
                let rated =
                    points_at(alternatives, question, row, weight, values, RowOrigin::Sources);
                if evaluation.beyond_band(a, b, &rated) < evaluation.beyond_band(a, b, worst) {
                    *worst = rated;
                }
            }
        };
        put_worst(None, &mut rows.unanswered);
        for (option, rows) in rows.options.iter_mut().enumerate() {
            put_worst(Some(option), &mut rows.row);
        }
    }
    table
}
