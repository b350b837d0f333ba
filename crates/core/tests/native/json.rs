//! JSON is read as `serde_json` reads it, and written values are read back.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};
use tiebreak_core::model::json::{decimal, read, write};

/// Whether two values are equal except for the rounding of numbers.
fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            let [a, b] = [a, b].map(|number| number.as_f64().unwrap());
            (a - b).abs() <= a.abs() * 1e-14
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let pairs = || a.iter().zip(b);
            a.len() == b.len() && pairs().all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        _ => one == two,
    }
}

/// Fails if our reader and `serde_json` disagree on a text.
#[track_caller]
fn both_read(text: &str) {
    match (read(text), serde_json::from_str::<Value>(text)) {
        (Some(ours), Ok(theirs)) => {
            assert!(same(&ours, &theirs), "{text}: {ours} for {theirs}");
        }
        (None, Err(_)) => {}
        (ours, theirs) => panic!("{text}: {ours:?} for {theirs:?}"),
    }
}

#[test]
fn valid_and_invalid_json() {
    let texts = [
        "",
        " ",
        "null",
        "nul",
        "nulls",
        " true ",
        "[]",
        "[ ]",
        "[,]",
        "[1,]",
        "[1 2]",
        "{}",
        "{,}",
        r#"{"a":1}"#,
        r#"{"a":1,}"#,
        r#"{"a" : {"b":[]} , "a":2}"#,
        r#"{a:1}"#,
        r#"{"a"1}"#,
        "[1]]",
        "0",
        "-0",
        "00",
        "01",
        "-",
        "-1",
        "1.",
        ".5",
        "1.5",
        "1e",
        "1e+",
        "1E-2",
        "1e999",
        "1e-999",
        "0e999",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "184467440737095516160000000000",
        "0.35",
        "1.7976931348623157e308",
        "12345678901234567890.12345",
        "0.000000000000000000000000000001",
        "+1",
        "1e2147483648",
        r#""""#,
        r#"""#,
        r#""\""#,
        r#""\""#,
        r#""\x""#,
        r#""\u00e9\ud83d\ude00""#,
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\u+123""#,
        r#""\u12""#,
        "\"\n\"",
        "\"é😀\"",
        "\u{feff}1",
    ];
    for text in texts {
        both_read(text);
    }
    for depth in 120..135 {
        both_read(&["[".repeat(depth), "]".repeat(depth)].concat());
    }
}

/// A sequence of JSON tokens, which is valid or nearly valid JSON.
fn nearly_json() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[\\[\\]{},: ]",
        "-?[0-9]{1,25}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{0,3})?",
        "\"([a-zé\\\\\"u0-9/]|\\\\u[0-9a-fD]{4})*\"",
        Just("true".to_owned()),
        Just("null".to_owned()),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn texts_are_read_as_serde_json_reads_them(text in nearly_json()) {
        both_read(&text);
        both_read(&["[", &text, "]"].concat());
        both_read(&["{\"a\":", &text, "}"].concat());
    }

    #[test]
    fn numbers_of_up_to_15_digits_are_written_exactly(
        digits in 0..1_000_000_000_000_000_u64,
        exponent in -21..=0,
    ) {
        let number: f64 = format!("{digits}e{exponent}").parse().unwrap();
        let text = decimal(number);
        prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), number.to_bits(), "{}", text);
        prop_assert!(text.len() <= number.to_string().len(), "{} is longer than needed", text);
    }

    #[test]
    fn numbers_are_read_back_up_to_rounding(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        let Ok(read) = decimal(number).parse::<f64>() else {
            prop_assert!(!number.is_finite());
            return Ok(());
        };
        prop_assert!((read - number).abs() <= number.abs() * 1e-12, "{} for {}", read, number);
    }

    #[test]
    fn texts_and_whole_numbers_are_read_back_exactly(key in ".*", text in any::<String>(), whole in any::<i64>()) {
        let value = json!({ key: [text, whole, null, false], "empty": [{}, []] });
        prop_assert_eq!(serde_json::from_str::<Value>(&write(&value)).unwrap(), value);
    }
}
