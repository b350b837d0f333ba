//! Compares two answer sheets to one model: the questions with different answers, their effect on a
//! lead, and the verdict if one side took over an answer of the other
//! (docs/method.md#comparing-two-answer-sheets).
//!
//! The comparison takes one lead: of the alternative that is ahead on the first sheet, over the one
//! that is ahead on the second sheet; or over the first sheet's runner-up, if it is the same
//! alternative. Points add up over questions, so the difference between the two leads is the sum of
//! the differences of single questions.

use crate::model::answers::Answers;
use crate::model::overrides::Override;
use crate::model::{MAX_ALTERNATIVES, Model};

use super::evaluation::Evaluation;
use super::explain::runner_up;
use super::order::sort_by_key;
use super::verdict::{VerdictSummary, leader, verdict};

/// The comparison of a first and a second answer sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The alternatives of the lead: of the first over the second.
    pub lead: [usize; 2],
    /// The lead on the first and on the second sheet, in points.
    pub points: [i64; 2],
    /// Number of points in one shown value on the sheet with more weight; at least 1.
    pub unit: i64,
    /// The questions with different replies or overrides, the one with the largest effect first.
    pub differences: Vec<Difference>,
}

/// A question with different replies or overrides.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Index of the question.
    pub question: usize,
    /// Contribution to the lead on the first sheet minus that on the second, in points.
    pub points: i64,
    /// The verdict of the first sheet with the second sheet's answer to this question.
    pub taken: VerdictSummary,
    /// The verdict of the second sheet with the first sheet's answer to this question.
    pub kept: VerdictSummary,
}

/// Compares two answer sheets.
pub fn compare(model: &Model, first: &Answers, second: &Answers) -> Comparison {
    let tables = [first, second].map(|answers| model.pooled_with(&answers.overrides));
    let evaluations =
        [Evaluation::new(model, &tables[0], first), Evaluation::new(model, &tables[1], second)];
    let [a, b] = [0, 1].map(|i| ahead(&evaluations[i]));
    let other = if a == b { runner_up(&evaluations[0], a).unwrap_or(b) } else { b };
    let contribution = |q: usize, i: usize| {
        let row = &evaluations[i].rows[q];
        row.points[a] - row.points[other]
    };
    let differs = |q: &usize| {
        evaluations[0].reply(*q) != evaluations[1].reply(*q)
            || overrides(first, *q) != overrides(second, *q)
    };
    let difference = |question: usize| Difference {
        question,
        points: contribution(question, 0) - contribution(question, 1),
        taken: brief(model, &with_answer_of(first, second, question)),
        kept: brief(model, &with_answer_of(second, first, question)),
    };
    let mut differences: Vec<Difference> =
        (0..model.questions.len()).filter(differs).map(difference).collect();
    sort_by_key(&mut differences, |difference| -difference.points.abs());
    Comparison {
        lead: [a, other],
        points: [0, 1].map(|i| evaluations[i].lead(a, other)),
        unit: 10 * evaluations[0].total.max(evaluations[1].total).max(1),
        differences,
    }
}

/// Kind, winner and outcome of the verdict for these answers.
pub fn brief(model: &Model, answers: &Answers) -> VerdictSummary {
    let table = model.pooled_with(&answers.overrides);
    verdict(&Evaluation::new(model, &table, answers)).into()
}

/// `answers`, with the reply and the overrides of `others` for one question.
pub fn with_answer_of(answers: &Answers, others: &Answers, question: usize) -> Answers {
    let mut taken = answers.clone();
    taken.replies[question] = others.replies[question];
    taken.overrides.retain(|own| own.question != question);
    taken.overrides.extend(overrides(others, question).into_iter().cloned());
    taken
}

fn overrides(answers: &Answers, question: usize) -> Vec<&Override> {
    answers.overrides.iter().filter(|own| own.question == question).collect()
}

/// The leader of the verdict. Without a leader, the alternative with the most points.
fn ahead(evaluation: &Evaluation) -> usize {
    let alternatives = evaluation.alternatives().end.min(MAX_ALTERNATIVES);
    let by_points = || (0..alternatives).min_by_key(|&a| -evaluation.points[a]);
    leader(evaluation, &verdict(evaluation)).or_else(by_points).unwrap_or(0)
}
