//! Two sets of answers side by side: where they differ, which difference matters most, and what
//! agreement would do.
//!
//! Points add up over questions, so a difference between two people is exactly the sum of what
//! their differing answers contribute to one lead: of the alternative that is ahead for the first
//! over the one that is ahead for the second, or over the runner-up where both have the same. Taking
//! the other's answer to one question moves that lead by exactly its part.
//!
//! What it does not do: say who is right.

use crate::model::answers::Answers;
use crate::model::{MAX_ALTERNATIVES, Model};

use super::evaluation::Evaluation;
use super::explain::runner_up;
use super::order::sort_by_key;
use super::verdict::{Brief, leader, verdict};

/// How the second answers differ from the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The lead that is compared: of the first of these alternatives over the second.
    pub lead: [usize; 2],
    /// That lead under the first and under the second answers, in points.
    pub points: [i64; 2],
    /// As many points as make 1 of 100 on the heavier of the two sheets; never 0.
    pub unit: i64,
    /// The questions that are answered differently, the one that matters most first.
    pub differences: Vec<Difference>,
}

/// One question that is answered differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Index of the question.
    pub question: usize,
    /// What the first answer adds to the lead beyond what the second does, in points.
    pub points: i64,
    /// The verdict on the first answers with the second's answer to this question.
    pub taken: Brief,
    /// The verdict on the second answers with the first's answer to this question: on what both
    /// would say if they agreed with the second on all but this.
    pub kept: Brief,
}

/// Compares two sets of answers to one model.
pub fn compare(model: &Model, first: &Answers, second: &Answers) -> Comparison {
    let tables = [first, second].map(|it| model.pooled_with(&it.overrides));
    let sheets =
        [Evaluation::new(model, &tables[0], first), Evaluation::new(model, &tables[1], second)];
    let [a, b] = [0, 1].map(|i| ahead(&sheets[i]));
    let other = if a == b { runner_up(&sheets[0], a).unwrap_or(b) } else { b };
    let lead = |q: usize, i: usize| sheets[i].rows[q].points[a] - sheets[i].rows[q].points[other];
    let differs = |q: &usize| {
        first.replies[*q] != second.replies[*q] || overrides(first, *q) != overrides(second, *q)
    };
    let difference = |question: usize| Difference {
        question,
        points: lead(question, 0) - lead(question, 1),
        taken: brief(model, &with(first, second, question)),
        kept: brief(model, &with(second, first, question)),
    };
    let mut differences: Vec<Difference> =
        (0..model.questions.len()).filter(differs).map(difference).collect();
    sort_by_key(&mut differences, |it| -it.points.abs());
    Comparison {
        lead: [a, other],
        points: [0, 1].map(|i| sheets[i].lead(a, other)),
        unit: 10 * sheets[0].total.max(sheets[1].total).max(1),
        differences,
    }
}

/// The verdict on these answers, as far as a comparison needs it.
pub fn brief(model: &Model, answers: &Answers) -> Brief {
    let table = model.pooled_with(&answers.overrides);
    verdict(&Evaluation::new(model, &table, answers)).into()
}

/// Answers with what others say of one question, overrides included.
pub fn with(answers: &Answers, others: &Answers, question: usize) -> Answers {
    let mut taken = answers.clone();
    taken.replies[question] = others.replies[question];
    taken.overrides.retain(|it| it.question != question);
    taken.overrides.extend(overrides(others, question).into_iter().cloned());
    taken
}

fn overrides(answers: &Answers, question: usize) -> Vec<&crate::model::overrides::Override> {
    answers.overrides.iter().filter(|it| it.question == question).collect()
}

/// Who leads, or would by points alone where nothing is asked or nobody is left.
fn ahead(sheet: &Evaluation) -> usize {
    let by_points = || (0..sheet.m().min(MAX_ALTERNATIVES)).min_by_key(|&a| -sheet.points[a]);
    leader(sheet, &verdict(sheet)).or_else(by_points).unwrap_or(0)
}
