//! Two people's answers, or one person's answers for two situations, side by side in sentences.
//!
//! Only the standalone page compares answers.

use crate::engine::compare::{Comparison, Difference};
use crate::engine::verdict::VerdictSummary;
use crate::model::Model;
use crate::model::answers::Answers;

use super::phrases::{answer_or_open, brief_with_certainty, whole_points};
use super::sentence::{Sentence, fill, model_text, name, ui_text};
use super::strings::Strings;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The name that the reader gave it.
    pub name: &'a str,
    /// Its answers.
    pub answers: &'a Answers,
    /// The verdict on them.
    pub verdict: &'a VerdictSummary,
}

/// A difference in sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceText {
    /// Index of the question.
    pub question: usize,
    /// The answer of each side.
    pub answers: [Sentence; 2],
    /// How many points the difference is worth.
    pub effect: Sentence,
    /// The verdict if the first side agreed on this question, and if it agreed on all others.
    pub agreement: [Sentence; 2],
}

/// How many questions the two sides answer differently, and the lead that results for each.
pub fn summary(
    strings: &Strings,
    model: &Model,
    sides: [Side; 2],
    comparison: &Comparison,
) -> Vec<Sentence> {
    let [first, second] = sides.map(|side| model_text(side.name));
    let asked = ui_text(model.questions.len().to_string());
    let count = ui_text(comparison.differences.len().to_string());
    let texts = strings.compare();
    if comparison.differences.is_empty() {
        return vec![fill(texts.agree, &[&first, &second])];
    }
    let template = texts.differ.of(comparison.differences.len());
    let [a, b] = comparison.lead.map(|a| name(&model.alternatives[a]));
    let lead = |i: usize, side: &Sentence| {
        let points = comparison.points[i];
        if points == 0 {
            return fill(texts.equal, &[side]);
        }
        let ahead = if points < 0 { &b } else { &a };
        let points = points_of_100(points, comparison.unit);
        fill(texts.lead, &[side, &whole_points(strings, points, ahead)])
    };
    vec![
        fill(template, &[&first, &second, &asked, &count]),
        fill(texts.leads, &[&a, &b, &lead(0, &first), &lead(1, &second)]),
    ]
}

/// One difference in sentences.
pub fn difference_text(
    strings: &Strings,
    model: &Model,
    sides: [Side; 2],
    comparison: &Comparison,
    difference: &Difference,
) -> DifferenceText {
    let q = difference.question;
    let texts = strings.compare();
    let names = sides.map(|side| model_text(side.name));
    let [a, b] = comparison.lead.map(|a| name(&model.alternatives[a]));
    let answer = |i: usize| {
        let answers = sides[i].answers;
        let reply = answer_or_open(strings, &model.questions[q], answers.replies[q]);
        let overridden = answers.overrides.iter().any(|row| row.question == q);
        let reply = if overridden { fill(texts.with_overrides, &[&reply]) } else { reply };
        fill(texts.answer, &[&names[i], &reply])
    };
    let effect = match difference.points {
        0 => fill(texts.no_effect, &[&a, &b]),
        points => {
            let ahead = if points < 0 { &b } else { &a };
            let worth = whole_points(strings, points_of_100(points, comparison.unit), ahead);
            fill(texts.effect, &[&worth, &names[0], &names[1]])
        }
    };
    // "The same verdict" is shorter than the names of the alternatives in it.
    let outcome = |verdict: &VerdictSummary, known: &VerdictSummary, same: &str, other: &str| {
        if verdict == known {
            fill(same, &[&names[0], &names[1]])
        } else {
            let verdict = brief_with_certainty(strings, model, verdict);
            fill(other, &[&names[0], &names[1], &verdict])
        }
    };
    DifferenceText {
        question: q,
        answers: [answer(0), answer(1)],
        effect,
        agreement: [
            outcome(&difference.taken, sides[0].verdict, texts.taken_same, texts.taken),
            outcome(&difference.kept, sides[1].verdict, texts.kept_same, texts.kept),
        ],
    }
}

/// Points as points of 100, rounded half away from zero.
fn points_of_100(points: i64, unit: i64) -> i64 {
    points.signum() * ((points.abs() * 2 + unit) / (unit * 2))
}
