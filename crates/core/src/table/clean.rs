//! Texts of cells without what is not meant for readers of a model.

use crate::model::load::is_refused;

/// A text without the characters that a model refuses, and with single spaces.
pub(super) fn clean(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let spaced: String = spaced.filter(|&c| !is_refused(c)).collect();
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A text without footnote marks at the end: `*`, `†`, `[1]`, and superscript digits except those
/// of a unit, as in `m²`.
pub(super) fn without_footnotes(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest;
        let shorter = rest.trim_end_matches(['*', '†', '‡', '§']).trim_end();
        if !shorter.is_empty() {
            rest = shorter;
        }
        let shorter = rest.trim_end_matches(is_superscript);
        let letters = shorter.chars().rev().take_while(|c| c.is_alphabetic()).count();
        if !shorter.is_empty() && !(1..=2).contains(&letters) {
            rest = shorter.trim_end();
        }
        // `[1]` and `[^1]`, but not `[x]` alone.
        if let Some(start) = rest.strip_suffix(']').and_then(|text| text.rfind('['))
            && start > 0
            && rest[start + 1..rest.len() - 1]
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '^')
        {
            rest = rest[..start].trim_end();
        }
        if rest == before {
            return rest;
        }
    }
}

fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}
