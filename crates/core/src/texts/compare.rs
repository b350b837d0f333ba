//! Two people's answers, or one person's answers for two situations, side by side in sentences.
//!
//! Only the standalone page compares answers. These texts are not in [`Strings`], because readers of
//! an article would download them without using them.

use crate::engine::compare::{Comparison, Difference};
use crate::engine::verdict::VerdictSummary;
use crate::model::Model;
use crate::model::answers::Answers;

use super::phrases::{answer_or_open, brief_with_certainty, whole_points};
use super::sentence::{Sentence, fill, model_text, name, ui_text};
use super::strings::Strings;

const AGREE: &str = "{0} and {1} give the same answers.";
const DIFFER_ONE: &str = "{0} and {1} answer one of {2} questions differently.";
const DIFFER: &str = "{0} and {1} answer {3} of {2} questions differently.";
const LEADS: &str = "{0} or {1}, in points of 100: {2}; {3}.";
const LEAD: &str = "{1} ({0})";
const EQUAL: &str = "equal ({0})";
const ANSWER: &str = "{0}: {1}";
const WITH_OVERRIDES: &str = "{0} (with own ratings)";
const EFFECT: &str = "Answering as {1} rather than as {2} is worth {0}.";
const NO_EFFECT: &str = "This makes no difference between {0} and {1}.";
const TAKEN: &str = "If {0} answered this as {1}: {2}.";
const TAKEN_SAME: &str = "If {0} answered this as {1}, {0} would keep the same verdict.";
const KEPT: &str = "If {0} agreed with {1} on all but this: {2}.";
const KEPT_SAME: &str =
    "If {0} agreed with {1} on all but this, they would share the verdict of {1}.";

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
    let template = match comparison.differences.len() {
        0 => return vec![fill(AGREE, &[&first, &second])],
        1 => DIFFER_ONE,
        _ => DIFFER,
    };
    let [a, b] = comparison.lead.map(|a| name(&model.alternatives[a]));
    let lead = |i: usize, side: &Sentence| {
        let points = comparison.points[i];
        if points == 0 {
            return fill(EQUAL, &[side]);
        }
        let ahead = if points < 0 { &b } else { &a };
        let points = points_of_100(points, comparison.unit);
        fill(LEAD, &[side, &whole_points(strings, points, ahead)])
    };
    vec![
        fill(template, &[&first, &second, &asked, &count]),
        fill(LEADS, &[&a, &b, &lead(0, &first), &lead(1, &second)]),
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
    let names = sides.map(|side| model_text(side.name));
    let [a, b] = comparison.lead.map(|a| name(&model.alternatives[a]));
    let answer = |i: usize| {
        let answers = sides[i].answers;
        let reply = answer_or_open(strings, &model.questions[q], answers.replies[q]);
        let overridden = answers.overrides.iter().any(|row| row.question == q);
        let reply = if overridden { fill(WITH_OVERRIDES, &[&reply]) } else { reply };
        fill(ANSWER, &[&names[i], &reply])
    };
    let effect = match difference.points {
        0 => fill(NO_EFFECT, &[&a, &b]),
        points => {
            let ahead = if points < 0 { &b } else { &a };
            let worth = whole_points(strings, points_of_100(points, comparison.unit), ahead);
            fill(EFFECT, &[&worth, &names[0], &names[1]])
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
            outcome(&difference.taken, sides[0].verdict, TAKEN_SAME, TAKEN),
            outcome(&difference.kept, sides[1].verdict, KEPT_SAME, KEPT),
        ],
    }
}

/// Points as points of 100, rounded half away from zero.
fn points_of_100(points: i64, unit: i64) -> i64 {
    points.signum() * ((points.abs() * 2 + unit) / (unit * 2))
}
