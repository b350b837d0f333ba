//! Sentences that carry names and model text: one value for the eye and for the ear.
//!
//! A [`Sentence`] is data, so that the visible panel, the spoken line and the written record say the same.

use crate::model::{Alternative, Color, Model, Shape};

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Our own words.
    Ui(String),
    /// Text from the model.
    Model(String),
    /// Name, colour and shape of an alternative.
    Name(String, Color, Shape),
}

/// A sentence.
pub type Sentence = Vec<Part>;

/// Our own words.
pub fn ui_text(text: impl Into<String>) -> Sentence {
    vec![Part::Ui(text.into())]
}

/// Text from the model.
pub fn model_text(text: &str) -> Sentence {
    vec![Part::Model(text.to_owned())]
}

/// The name of an alternative.
pub fn name(it: &Alternative) -> Sentence {
    vec![Part::Name(it.name.clone(), it.color, it.shape)]
}

/// "Django, FastAPI and Both".
pub fn names(model: &Model, alternatives: &[usize], last: &str) -> Sentence {
    list(alternatives.iter().map(|&a| name(&model.alternatives[a])).collect(), last)
}

/// "one, two and three".
pub fn list(lines: Vec<Sentence>, last: &str) -> Sentence {
    let count = lines.len();
    let mut all = Sentence::new();
    for (i, line) in lines.into_iter().enumerate() {
        if i > 0 {
            all.push(Part::Ui(if i + 1 == count { last } else { ", " }.to_owned()));
        }
        all.extend(line);
    }
    all
}

/// Puts lines into the places `{0}`, `{1}` … of a template.
pub fn fill(template: &str, lines: &[&Sentence]) -> Sentence {
    let mut all = Sentence::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            all.push(Part::Ui(before.to_owned()));
        }
        let place = usize::from(after.as_bytes().first().copied().unwrap_or(b'0') - b'0');
        all.extend(lines.get(place).into_iter().flat_map(|it| it.iter().cloned()));
        rest = after.get(2..).unwrap_or("");
    }
    if !rest.is_empty() {
        all.push(Part::Ui(rest.to_owned()));
    }
    all
}

/// The sentence as plain text.
pub fn text(line: &Sentence) -> String {
    let mut all = String::new();
    for part in line {
        let (Part::Ui(text) | Part::Model(text) | Part::Name(text, ..)) = part;
        all.push_str(text);
    }
    all
}

/// The same where there is no markup to keep directions apart: names and model text that run from
/// right to left stand between U+2068 and U+2069.
pub fn isolated(line: &Sentence) -> String {
    let part = |it: &Part| match it {
        Part::Model(text) | Part::Name(text, ..) if text.chars().any(is_right_to_left) => {
            ["\u{2068}", text, "\u{2069}"].concat()
        }
        Part::Ui(text) | Part::Model(text) | Part::Name(text, ..) => text.clone(),
    };
    line.iter().map(part).collect()
}

/// Whether a character is of a script that runs from right to left (the blocks of Unicode 16 with
/// bidirectional class R or AL).
pub fn is_right_to_left(it: char) -> bool {
    matches!(it, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        || matches!(it, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
