//! What is written is what is read back.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};
use tiebreak::model::json::{decimal, write};

proptest! {
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
    fn any_number_is_written_nearly(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        let Ok(read) = decimal(number).parse::<f64>() else {
            prop_assert!(!number.is_finite());
            return Ok(());
        };
        prop_assert!((read - number).abs() <= number.abs() * 1e-12, "{} for {}", read, number);
    }

    #[test]
    fn texts_are_written_exactly(key in ".*", text in any::<String>(), whole in any::<i64>()) {
        let value = json!({ key: [text, whole, null, false], "empty": [{}, []] });
        prop_assert_eq!(serde_json::from_str::<Value>(&write(&value)).unwrap(), value);
    }
}
