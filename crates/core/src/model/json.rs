//! Makes JSON, writes it, and reads it.
//!
//! What `serde_json` writes with, for every kind of number and writer, would be 7 kB more for a
//! reader to download; this is what answers, decisions and messages need.

mod read;

use serde_json::{Map, Value};

pub use self::read::read;

/// From here on whole numbers have more digits than are exact.
const MANY_DIGITS: f64 = 1e15;

/// An object with these fields.
pub fn object(fields: Vec<(&'static str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        object.insert(name.to_owned(), value);
    }
    object.into()
}

/// A list of what is made of each item and its index.
pub fn each<T>(items: &[T], of: impl Fn(usize, &T) -> Value) -> Value {
    let mut list = Vec::new();
    for (i, item) in items.iter().enumerate() {
        list.push(of(i, item));
    }
    list.into()
}

/// A value as JSON, without white space.
///
/// ```
/// use serde_json::json;
/// use tiebreak_core::model::json::write;
/// let value = json!({ "users": 0.5, "say": ["\"no\"\n", -3, true, null] });
/// assert_eq!(write(&value), value.to_string());
/// ```
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    push(&mut text, value);
    text
}

fn push(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(it) => text.push_str(if *it { "true" } else { "false" }),
        Value::Number(it) => match it.as_i64() {
            Some(whole) => text.push_str(&whole.to_string()),
            None => text.push_str(&decimal(it.as_f64().unwrap_or_default())),
        },
        Value::String(it) => quote(text, it),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                text.push(if i == 0 { '[' } else { ',' });
                push(text, item);
            }
            text.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(fields) => {
            let mut before = '{';
            for (key, value) in fields {
                text.push(before);
                quote(text, key);
                text.push(':');
                push(text, value);
                before = ',';
            }
            text.push_str(if fields.is_empty() { "{}" } else { "}" });
        }
    }
}

fn quote(text: &mut String, given: &str) {
    text.push('"');
    for letter in given.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\u{0}'..='\u{1f}' => {
                text.push_str("\\u00");
                for digit in [u32::from(letter) / 16, u32::from(letter) % 16] {
                    text.extend(char::from_digit(digit, 16));
                }
            }
            _ => text.push(letter),
        }
    }
    text.push('"');
}

/// A number in the fewest digits that stand for it, of which 15 are exact: more than anybody types.
///
/// ```
/// use tiebreak_core::model::json::decimal;
/// assert_eq!([0.0, 40.0, 0.35, -1.5].map(decimal), ["0", "40", "0.35", "-1.5"]);
/// assert_eq!([1e12, 2.5e-9, 1e300].map(decimal), ["1000000000000", "2.5e-9", "1e300"]);
/// ```
#[expect(clippy::cast_sign_loss, reason = "negative numbers are turned round first")]
#[expect(clippy::cast_precision_loss, reason = "whole numbers are below 2^53 here")]
#[expect(clippy::float_cmp, reason = "a number is found when it is the same")]
pub fn decimal(number: f64) -> String {
    if number < 0.0 {
        return ["-", &decimal(-number)].concat();
    }
    if !number.is_finite() {
        return "null".to_owned();
    }
    if number >= MANY_DIGITS || (number > 0.0 && number < 1e-6) {
        let (mut digits, mut exponent) = (number, 0);
        while digits >= 10.0 {
            (digits, exponent) = (digits / 10.0, exponent + 1);
        }
        while digits < 1.0 {
            (digits, exponent) = (digits * 10.0, exponent - 1);
        }
        return [&decimal(digits), "e", &exponent.to_string()].concat();
    }
    // Both are whole and below 2^53, so that their quotient is the number nearest to what they say.
    let (mut scale, mut places) = (1.0, 0);
    let digits = |scale: f64| (number * scale + 0.5) as u64;
    while digits(scale) as f64 / scale != number && number * scale * 10.0 < MANY_DIGITS {
        (scale, places) = (scale * 10.0, places + 1);
    }
    let mut text = digits(scale).to_string();
    while text.len() <= places {
        text.insert(0, '0');
    }
    if places > 0 {
        text.insert(text.len() - places, '.');
        // Where 15 digits do not reach, the last of them may be zeros.
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}
