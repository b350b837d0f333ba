//! The first stage of loading: from the text of a file to JSON.
//!
//! This stage also checks every text and key of the file, whatever field it belongs to.

use serde_json::Value;

use super::syntax_error::{SyntaxError, syntax_error};
use crate::model::diagnostics::Diagnostics;
use crate::model::json;
use crate::model::place::Place;
use crate::model::problem::{Code, File, Problem};
use crate::model::syntax::{code_point, is_refused};

/// Largest size of a file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// Deepest nesting of lists and objects in a file.
pub const MAX_DEPTH: usize = 32;

/// Parses a file.
///
/// `None` if the text is too large, nested too deeply, or not JSON. Faulty texts inside the JSON
/// are reported but stay.
pub(super) fn parse(diagnostics: &mut impl Diagnostics, text: &str) -> Option<Value> {
    if text.len() > MAX_BYTES {
        diagnostics.add(Code::TooLarge, &Place::FILE, &["the file is larger than 1 MiB"]);
        return None;
    }
    if depth(text) > MAX_DEPTH {
        let message = ["the file is nested deeper than 32 levels"];
        diagnostics.add(Code::TooDeep, &Place::FILE, &message);
        return None;
    }
    let Some(json) = json::read(text) else {
        let file = diagnostics.file();
        diagnostics.push(|| describe_syntax_error(file, text));
        return None;
    };
    check_texts(diagnostics, &json, &Place::FILE);
    Some(json)
}

/// The first syntax error of a file, with its position.
fn describe_syntax_error(file: File, text: &str) -> Problem {
    let problem = |message: String| Problem::new(file, Code::NotJson, "", message);
    let Some(SyntaxError { line, column, message, hint }) = syntax_error(text) else {
        return problem("not JSON".to_owned());
    };
    let (line, column) = (line.to_string(), column.to_string());
    let message = ["not JSON at line ", &line, ", column ", &column, ": ", &message].concat();
    Problem { hint, ..problem(message) }
}

/// The deepest nesting of brackets outside of string literals, also in a text that is not JSON.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Checks that no text is blank, and that no text or key has a refused character.
fn check_texts(diagnostics: &mut impl Diagnostics, json: &Value, at: &Place<'_>) {
    match json {
        Value::String(text) => {
            check_characters(diagnostics, text, at);
            if text.chars().all(|c| c.is_whitespace() && !is_refused(c)) {
                let hint = "write a text, or remove the field";
                diagnostics.add_with_hint(Code::Empty, at, &["the text is empty"], hint);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                check_texts(diagnostics, item, &at.item(i));
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let at = at.key(key);
                check_characters(diagnostics, key, &at);
                check_texts(diagnostics, value, &at);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn check_characters(diagnostics: &mut impl Diagnostics, text: &str, at: &Place<'_>) {
    if let Some(character) = text.chars().find(|&c| is_refused(c)) {
        let file = diagnostics.file();
        diagnostics.push(|| {
            let message = ["the text contains the character ", &code_point(character)].concat();
            let hint = "remove this character: control characters, line breaks and characters that \
                        change the direction of text are not allowed";
            Problem::new(file, Code::BadCharacter, at.pointer(), message).hint(hint)
        });
    }
}
