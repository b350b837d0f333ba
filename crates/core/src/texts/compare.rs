//! Two people's answers, or one person's two situations, side by side in sentences.
//!
//! Only the standalone page compares, so these sentences are not among the widget's own
//! [`Strings`]: the article's reader would download them for nothing.

use crate::engine::compare::{Comparison, Difference};
use crate::engine::verdict::Brief;
use crate::model::Model;
use crate::model::answers::Answers;

use super::changes::verdict;
use super::sentence::{Sentence, fill, model_text, name, names, ui_text};
use super::strings::Strings;
use super::words::{reply, whole_points};

const AGREE: &str = "{0} and {1} give the same answers.";
const DIFFER_ONE: &str = "{0} and {1} answer one of {2} questions differently.";
const DIFFER: &str = "{0} and {1} answer {3} of {2} questions differently.";
const LEADS: &str = "Of {0} and {1}, in points of 100: {2}; {3}.";
const LEAD: &str = "for {0} {1}";
const LEVEL: &str = "for {0} level";
const SAYS: &str = "{0}: {1}";
const OVERRULED: &str = "{0} (with own ratings)";
const MOVES: &str = "The answer of {1} rather than of {2} is worth {0}.";
const MOVES_NOTHING: &str = "It moves nothing between {0} and {1}.";
const TAKEN: &str = "If {0} answered this as {1}: {2}.";
const TAKEN_SAME: &str = "If {0} answered this as {1}, {0} would keep the same verdict.";
const KEPT: &str = "If {0} agreed with {1} on all but this: {2}.";
const KEPT_SAME: &str =
    "If {0} agreed with {1} on all but this, they would share the verdict of {1}.";

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What the reader calls it.
    pub name: &'a str,
    /// Its answers.
    pub answers: &'a Answers,
    /// The verdict on them.
    pub verdict: &'a Brief,
}

/// A difference in sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Index of the question.
    pub question: usize,
    /// What either side says.
    pub says: [Sentence; 2],
    /// How much it matters.
    pub moves: Sentence,
    /// What agreement would do.
    pub agreement: [Sentence; 2],
}

/// How far two sides are apart, in a sentence or two.
pub fn summary(words: &Strings, model: &Model, sides: [Side; 2], it: &Comparison) -> Vec<Sentence> {
    let [first, second] = sides.map(|it| model_text(it.name));
    let asked = ui_text(model.questions.len().to_string());
    let count = ui_text(it.differences.len().to_string());
    let template = match it.differences.len() {
        0 => return vec![fill(AGREE, &[&first, &second])],
        1 => DIFFER_ONE,
        _ => DIFFER,
    };
    let [a, b] = it.lead.map(|a| name(&model.alternatives[a]));
    let lead = |i: usize, side: &Sentence| {
        let whom = if it.points[i] < 0 { &b } else { &a };
        match it.points[i] {
            0 => fill(LEVEL, &[side]),
            points => fill(LEAD, &[side, &whole_points(words, of_100(points, it.unit), whom)]),
        }
    };
    vec![
        fill(template, &[&first, &second, &asked, &count]),
        fill(LEADS, &[&a, &b, &lead(0, &first), &lead(1, &second)]),
    ]
}

/// One difference in sentences.
pub fn told(
    words: &Strings,
    model: &Model,
    sides: [Side; 2],
    it: &Comparison,
    difference: &Difference,
) -> Told {
    let q = difference.question;
    let names = sides.map(|it| model_text(it.name));
    let [a, b] = it.lead.map(|a| name(&model.alternatives[a]));
    let says = |i: usize| {
        let said = reply(words, &model.questions[q], sides[i].answers.replies[q]);
        let own = sides[i].answers.overrides.iter().any(|it| it.question == q);
        fill(SAYS, &[&names[i], &if own { fill(OVERRULED, &[&said]) } else { said }])
    };
    let moves = match difference.points {
        0 => fill(MOVES_NOTHING, &[&a, &b]),
        points => {
            let whom = if points < 0 { &b } else { &a };
            let worth = whole_points(words, of_100(points, it.unit), whom);
            fill(MOVES, &[&worth, &names[0], &names[1]])
        }
    };
    // Whose verdict stays, or comes: that needs no names of alternatives.
    let outcome = |brief: &Brief, like: &Brief, stays: &str, other: &str| {
        if brief == like {
            fill(stays, &[&names[0], &names[1]])
        } else {
            fill(other, &[&names[0], &names[1], &said(words, model, brief)])
        }
    };
    Told {
        question: q,
        says: [says(0), says(1)],
        moves,
        agreement: [
            outcome(&difference.taken, sides[0].verdict, TAKEN_SAME, TAKEN),
            outcome(&difference.kept, sides[1].verdict, KEPT_SAME, KEPT),
        ],
    }
}

/// A verdict in a few words.
pub fn said(words: &Strings, model: &Model, it: &Brief) -> Sentence {
    verdict(words, it.kind, names(model, &it.close, words.and))
}

/// Points as points of 100, rounded half away from nothing.
fn of_100(points: i64, unit: i64) -> i64 {
    points.signum() * ((points.abs() * 2 + unit) / (unit * 2))
}
