//! Builds, writes and reads JSON values.
//!
//! The values are those of `serde_json`. Its writer and its parser are not used in the browser,
//! because they support more than is needed here: the writer would add 7 kB to the download, and
//! the parser, with its error messages, 6 kB. Tests compare both directions with `serde_json`.

mod read;

use serde_json::{Map, Value};

pub use self::read::read;

/// Whole numbers from here on are written with an exponent; they have more than 15 digits.
const MANY_DIGITS: f64 = 1e15;

/// An object with these fields. Of two fields with the same name, the last one counts.
pub fn object(fields: Vec<(&'static str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        object.insert(name.to_owned(), value);
    }
    object.into()
}

/// A list with the result of `convert` for each item; the first argument is the index of the item.
pub fn each<T>(items: &[T], convert: impl Fn(usize, &T) -> Value) -> Value {
    let mut list = Vec::new();
    for (i, item) in items.iter().enumerate() {
        list.push(convert(i, item));
    }
    list.into()
}

/// Writes a value as JSON without white space.
///
/// ```
/// use serde_json::json;
/// use tiebreak_core::model::json::write;
/// let value = json!({ "users": 0.5, "list": ["\"no\"\n", -3, true, null] });
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
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => text.push_str(&integer.to_string()),
            None => text.push_str(&decimal(number.as_f64().unwrap_or_default())),
        },
        Value::String(string) => push_string(text, string),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                text.push(if i == 0 { '[' } else { ',' });
                push(text, item);
            }
            text.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(fields) => {
            let mut separator = '{';
            for (key, value) in fields {
                text.push(separator);
                push_string(text, key);
                text.push(':');
                push(text, value);
                separator = ',';
            }
            text.push_str(if fields.is_empty() { "{}" } else { "}" });
        }
    }
}

/// Appends a string literal.
pub(crate) fn push_string(text: &mut String, string: &str) {
    text.push('"');
    let mut rest = string;
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    while let Some(at) = rest.bytes().position(is_escaped) {
        text.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            byte => {
                text.push_str("\\u00");
                for digit in [byte / 16, byte % 16] {
                    text.extend(char::from_digit(digit.into(), 16));
                }
            }
        }
        rest = &rest[at + 1..];
    }
    text.push_str(rest);
    text.push('"');
}

/// Writes a number with the fewest digits from which it can be read back, up to 15 significant
/// digits. Infinite numbers and NaN are written as `null`.
///
/// ```
/// use tiebreak_core::model::json::decimal;
/// assert_eq!([0.0, 40.0, 0.35, -1.5].map(decimal), ["0", "40", "0.35", "-1.5"]);
/// assert_eq!([1e12, 2.5e-9, 1e300].map(decimal), ["1000000000000", "2.5e-9", "1e300"]);
/// ```
#[expect(clippy::cast_sign_loss, reason = "the number is not negative here")]
#[expect(clippy::cast_precision_loss, reason = "the numbers are below 2^53 here")]
#[expect(clippy::float_cmp, reason = "the loop looks for exactly the same number")]
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
    // `digits` and `scale` are whole numbers below 2^53, so their quotient is correctly rounded.
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
        // If 15 digits are not enough, the last of them can be zeros.
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}
