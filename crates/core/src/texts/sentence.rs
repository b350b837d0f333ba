//! Sentences that contain names and texts of a model.
//!
//! A [`Sentence`] is data. The page shows it, a screen reader speaks it, and a record writes it, all
//! from the same value.

use crate::model::{Alternative, Color, Model, Shape};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text of the interface.
    Ui(String),
    /// Text of the model.
    Model(String),
    /// Name, colour and shape of an alternative.
    Name(String, Color, Shape),
}

/// A sentence.
pub type Sentence = Vec<Part>;

/// A sentence of interface text.
pub fn ui_text(text: impl Into<String>) -> Sentence {
    vec![Part::Ui(text.into())]
}

/// A sentence of model text.
pub fn model_text(text: &str) -> Sentence {
    vec![Part::Model(text.to_owned())]
}

/// The name of an alternative.
pub fn name(alternative: &Alternative) -> Sentence {
    vec![Part::Name(alternative.name.clone(), alternative.color, alternative.shape)]
}

/// Separators of a list: between its items, between its only two items, and before the last of more.
pub type Separators = [&'static str; 3];

/// "Django, FastAPI and Both".
pub fn names(model: &Model, alternatives: &[usize], separators: Separators) -> Sentence {
    list(alternatives.iter().map(|&a| name(&model.alternatives[a])).collect(), separators)
}

/// "one, two and three".
pub fn list(items: Vec<Sentence>, [between, pair, last]: Separators) -> Sentence {
    let count = items.len();
    let mut sentence = Sentence::new();
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            let separator = match count {
                2 => pair,
                _ if i + 1 == count => last,
                _ => between,
            };
            sentence.push(Part::Ui(separator.to_owned()));
        }
        sentence.extend(item);
    }
    sentence
}

/// Replaces `{0}`, `{1}` … in a template with sentences.
pub fn fill(template: &str, sentences: &[&Sentence]) -> Sentence {
    let mut filled = Sentence::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            filled.push(Part::Ui(before.to_owned()));
        }
        let index = usize::from(after.as_bytes().first().copied().unwrap_or(b'0') - b'0');
        filled.extend(sentences.get(index).into_iter().flat_map(|parts| parts.iter().cloned()));
        rest = after.get(2..).unwrap_or("");
    }
    if !rest.is_empty() {
        filled.push(Part::Ui(rest.to_owned()));
    }
    filled
}

/// Replaces `{0}`, `{1}` … in a template with texts of the interface.
pub fn fill_text(template: &str, texts: &[&str]) -> String {
    let sentences: Vec<Sentence> = texts.iter().map(|&text| ui_text(text)).collect();
    text(&fill(template, &sentences.iter().collect::<Vec<_>>()))
}

/// The sentence as plain text.
pub fn text(sentence: &Sentence) -> String {
    let mut plain = String::new();
    for part in sentence {
        let (Part::Ui(text) | Part::Model(text) | Part::Name(text, ..)) = part;
        plain.push_str(text);
    }
    plain
}

/// The sentence as plain text. In a sentence with a right-to-left part, the marks U+2068 and U+2069
/// are around names and model texts. For output without markup that separates the directions.
pub fn isolated(sentence: &Sentence) -> String {
    let has_right_to_left = |part: &Part| {
        let (Part::Ui(text) | Part::Model(text) | Part::Name(text, ..)) = part;
        text.chars().any(is_right_to_left)
    };
    let is_mixed = sentence.iter().any(has_right_to_left);
    let part = |part: &Part| match part {
        Part::Model(text) | Part::Name(text, ..) if is_mixed => {
            ["\u{2068}", text, "\u{2069}"].concat()
        }
        Part::Ui(text) | Part::Model(text) | Part::Name(text, ..) => text.clone(),
    };
    sentence.iter().map(part).collect()
}

/// Whether a character belongs to a right-to-left script (the blocks of Unicode 16 with
/// bidirectional class R or AL).
pub fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        || matches!(character, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
