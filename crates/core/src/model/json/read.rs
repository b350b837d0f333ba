//! A JSON parser without error messages.
//!
//! The parser accepts the same texts as `serde_json` and returns the same values; a test compares
//! the two. For the position and reason of a syntax error, parse the text again with `serde_json`.

use serde_json::{Map, Number, Value};

/// Deepest nesting of lists and objects, as in `serde_json`.
const MAX_DEPTH: usize = 127;
/// Exponent of the largest power of ten that an `f64` represents exactly.
const EXACT: i32 = 22;

/// Parses a text. `None` if the text is not JSON.
///
/// ```
/// use serde_json::json;
/// use tiebreak_core::model::json::read;
/// assert_eq!(read(r#" {"users": [0.5, -3, 1e3, "\u00e9\n"]} "#), Some(json!({"users": [0.5, -3, 1e3, "é\n"]})));
/// assert_eq!(read("[1, 2,]"), None);
/// ```
pub fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(MAX_DEPTH)?;
    reader.peek().is_none().then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    /// Number of bytes that are read.
    at: usize,
}

impl Reader<'_> {
    /// The next byte.
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Skips `expected` if it comes next. Returns whether it does.
    fn takes(&mut self, expected: &str) -> bool {
        let is_next = self.text.as_bytes()[self.at..].starts_with(expected.as_bytes());
        if is_next {
            self.at += expected.len();
        }
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.peek()? {
            b'"' => Some(Value::String(self.string()?)),
            b'[' => {
                let (depth, mut items) = (depth.checked_sub(1)?, Vec::new());
                self.list("]", &mut |reader| {
                    items.push(reader.value(depth)?);
                    Some(())
                })?;
                Some(Value::Array(items))
            }
            b'{' => {
                let (depth, mut fields) = (depth.checked_sub(1)?, Map::new());
                self.list("}", &mut |reader| {
                    let key = reader.string()?;
                    reader.peek();
                    let value = reader.takes(":").then(|| reader.value(depth))??;
                    // Of two fields with the same name, the last one counts.
                    fields.insert(key, value);
                    Some(())
                })?;
                Some(Value::Object(fields))
            }
            b't' => self.takes("true").then_some(Value::Bool(true)),
            b'f' => self.takes("false").then_some(Value::Bool(false)),
            b'n' => self.takes("null").then_some(Value::Null),
            _ => self.number(),
        }
    }

    /// Reads a list or an object from its opening bracket on; `item` reads one item or field.
    fn list(&mut self, close: &str, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.peek()?;
        if self.takes(close) {
            return Some(());
        }
        loop {
            self.peek()?;
            item(self)?;
            self.peek()?;
            if self.takes(close) {
                return Some(());
            }
            self.takes(",").then_some(())?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.takes("\"").then_some(())?;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))?;
            string.push_str(&rest[..end]);
            self.at += end;
            if self.takes("\"") {
                return Some(string);
            }
            string.push(self.escape()?);
        }
    }

    /// Reads an escape sequence, from its backslash on.
    fn escape(&mut self) -> Option<char> {
        self.takes("\\").then_some(())?;
        let byte = self.byte()?;
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' => Some(char::from(byte)),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => {
                let first = self.four_digits()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                // A character above U+FFFF is a surrogate pair.
                let second = self.takes("\\u").then(|| self.four_digits())??;
                let low = second.checked_sub(0xdc00).filter(|&low| low < 0x400)?;
                char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
            }
            _ => None,
        }
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number * 16 + char::from(self.byte()?).to_digit(16)?;
            self.at += 1;
        }
        Some(number)
    }

    fn number(&mut self) -> Option<Value> {
        let is_negative = self.takes("-");
        let mut decimal = Decimal::default();
        let starts_with_zero = self.byte() == Some(b'0');
        let count = self.digits(|digit| decimal.push(digit, 0))?;
        if starts_with_zero && count > 1 {
            return None;
        }
        let mut is_integer = decimal.exponent == 0;
        if self.takes(".") {
            is_integer = false;
            self.digits(|digit| decimal.push(digit, 1))?;
        }
        if self.takes("e") || self.takes("E") {
            is_integer = false;
            let sign = if self.takes("-") { -1 } else { 1 };
            if sign == 1 {
                self.takes("+");
            }
            let mut exponent = 0_i32;
            self.digits(|digit| {
                exponent = exponent.saturating_mul(10).saturating_add(digit as i32);
            })?;
            decimal.exponent = decimal.exponent.saturating_add(sign * exponent);
        }
        let integer = if is_negative {
            let integer = 0_i64.checked_sub_unsigned(decimal.digits);
            // `serde_json` reads -0 as a floating-point number.
            integer.filter(|&integer| integer < 0).map(Value::from)
        } else {
            Some(Value::from(decimal.digits))
        };
        let number = if is_negative { -decimal.number() } else { decimal.number() };
        integer.filter(|_| is_integer).or_else(|| Number::from_f64(number).map(Value::Number))
    }

    /// Reads at least one digit, and returns the number of digits.
    fn digits(&mut self, mut push: impl FnMut(u64)) -> Option<usize> {
        let start = self.at;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            push(u64::from(byte - b'0'));
            self.at += 1;
        }
        (self.at > start).then_some(self.at - start)
    }
}

/// A number in decimal form: `digits * 10^exponent`.
#[derive(Default)]
struct Decimal {
    digits: u64,
    exponent: i32,
    /// Whether `digits` has no room for another digit.
    is_full: bool,
}

impl Decimal {
    /// Appends a digit; `places` is 1 for a digit after the decimal point, and 0 for one before it.
    /// A digit without room changes only the exponent.
    fn push(&mut self, digit: u64, places: i32) {
        let more = self.digits.checked_mul(10).and_then(|digits| digits.checked_add(digit));
        if let Some(digits) = more.filter(|_| !self.is_full) {
            (self.digits, self.exponent) = (digits, self.exponent - places);
        } else {
            (self.is_full, self.exponent) = (true, self.exponent + 1 - places);
        }
    }

    /// The number, correctly rounded if it has at most 15 digits and an exponent of -22 to 22, and
    /// otherwise close to the number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "digits beyond the precision of `f64` are rounded"
    )]
    fn number(&self) -> f64 {
        let (mut number, mut rest) = (self.digits as f64, self.exponent);
        while rest != 0 && number != 0.0 && number.is_finite() {
            let step = rest.clamp(-EXACT, EXACT);
            let power = (0..step.abs()).fold(1.0, |power, _| power * 10.0);
            number = if step > 0 { number * power } else { number / power };
            rest -= step;
        }
        number
    }
}
