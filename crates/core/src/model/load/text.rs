//! From text to JSON, and what single texts, names and links must look like.

use serde_json::Value;

use super::place::Place;
use super::report::Diagnostics;
use crate::model::json;
use crate::model::problem::{Code, Problem};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// Deepest nesting of lists and objects.
pub const MAX_DEPTH: usize = 32;
/// Longest id, in characters.
const MAX_ID: usize = 64;
/// Length of the digest of SHA-256 in base 64, with its `=`.
const DIGEST: usize = 44;

/// The JSON of a file, unless it is too large, too deep, or none.
pub(super) fn parse(report: &mut impl Diagnostics, text: &str) -> Option<Value> {
    if text.len() > MAX_BYTES {
        report.add(Code::TooLarge, &Place::FILE, &["the file is larger than 1 MiB"]);
        return None;
    }
    if depth(text) > MAX_DEPTH {
        report.add(Code::TooDeep, &Place::FILE, &["the file is nested deeper than 32 levels"]);
        return None;
    }
    let Some(json) = json::read(text) else {
        report.say(Code::NotJson, &Place::FILE, || why_none(text));
        return None;
    };
    texts(report, &json, &Place::FILE);
    Some(json)
}

/// Where a text stops being JSON, and why.
fn why_none(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Err(error) => ["not JSON: ", &error.to_string()].concat(),
        Ok(_) => "not JSON".to_owned(),
    }
}

/// Deepest nesting of brackets outside texts, whether or not the rest is JSON.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Looks at every text and key of a file.
fn texts(report: &mut impl Diagnostics, json: &Value, at: &Place<'_>) {
    match json {
        Value::String(it) => {
            characters(report, it, at);
            if it.chars().all(|it| it.is_whitespace() && !is_refused(it)) {
                report.add(Code::Empty, at, &["the text is empty"]);
            }
        }
        Value::Array(them) => {
            for (i, it) in them.iter().enumerate() {
                texts(report, it, &at.item(i));
            }
        }
        Value::Object(fields) => {
            for (key, it) in fields {
                let here = at.key(key);
                characters(report, key, &here);
                texts(report, it, &here);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn characters(report: &mut impl Diagnostics, text: &str, at: &Place<'_>) {
    if let Some(it) = text.chars().find(|&it| is_refused(it)) {
        let hint = "control and bidirectional-override characters are refused; \
                    one text is one paragraph";
        let file = report.file();
        report.push(|| {
            let message = ["the text has the character ", &written(it)].concat();
            Problem::new(file, Code::BadCharacter, at.pointer(), message).hint(hint)
        });
    }
}

/// Whether a character could change how other text is shown.
pub fn is_refused(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A character by its number: `U+202E`.
pub(super) fn written(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Whether this can be an id.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID
        && text.starts_with(|it: char| it.is_ascii_alphanumeric())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
}

/// Whether this looks like a language tag: `en`, `zh-Hant-TW`.
pub(super) fn is_language(text: &str) -> bool {
    let part =
        |it: &str| (1..=8).contains(&it.len()) && it.chars().all(|it| it.is_ascii_alphanumeric());
    let language = text.split('-').next().unwrap_or_default();
    text.split('-').all(part)
        && language.len() >= 2
        && language.chars().all(|it| it.is_ascii_alphabetic())
}

/// Whether this is a month or a day: `2026-03`, `2026-03-31`.
pub(super) fn is_date(text: &str) -> bool {
    // Digits and largest value of year, month and day.
    const PARTS: [(usize, u32); 3] = [(4, 9999), (2, 12), (2, 31)];
    let parts: Vec<&str> = text.split('-').collect();
    let holds = |(it, (n, last)): (&&str, (usize, u32))| {
        it.len() == n
            && it.bytes().all(|it| it.is_ascii_digit())
            && it.parse().is_ok_and(|it: u32| (1..=last).contains(&it))
    };
    parts.len() <= PARTS.len() && parts.iter().zip(PARTS).all(holds)
}

/// Whether a link leads where links may: https, http, mailto.
pub(super) fn is_link(text: &str) -> bool {
    let rest = ["https://", "http://", "mailto:"].iter().find_map(|it| text.strip_prefix(it));
    let starts = |it: char| it.is_ascii_alphanumeric() || it == '[' || !it.is_ascii();
    rest.is_some_and(|it| it.starts_with(starts))
        && !text.contains(|it: char| it.is_whitespace() || matches!(it, '\\' | '"' | '<' | '>'))
}

/// Whether this is a file's name without a folder.
pub(super) fn is_file_name(text: &str) -> bool {
    text.len() <= 2 * MAX_ID
        && text.starts_with(|it: char| it.is_ascii_alphanumeric())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'))
}

/// Whether this is a digest that a browser takes: `sha256-` and 44 characters of base 64.
pub(super) fn is_integrity(text: &str) -> bool {
    let base64 = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/');
    text.strip_prefix("sha256-").is_some_and(|it| {
        it.len() == DIGEST && it.strip_suffix('=').is_some_and(|it| it.bytes().all(base64))
    })
}
