//! Numbers with units, in the notation of the table's language.

/// A number of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// The number; of a range, its middle.
    pub(super) amount: f64,
    /// Everything else in the cell, without spaces, in lower case: `$`, `ms`, `€/month`.
    pub(super) unit: String,
}

impl Number {
    /// Whether two numbers have the same unit. A zero needs no unit.
    pub(super) fn has_unit_of(&self, other: &Self) -> bool {
        self.amount == 0.0 || singular(&self.unit) == singular(&other.unit)
    }
}

/// A unit without the `s` of an English plural.
fn singular(unit: &str) -> &str {
    let last = unit.rsplit('/').next().unwrap_or_default();
    match unit.strip_suffix('s') {
        Some(singular) if last.chars().count() > 2 => singular,
        _ => unit,
    }
}

/// Languages that write a comma before decimals, by their codes.
const DECIMAL_COMMA: &str = " af az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl \
     pt ro ru sk sl sq sr sv tr uk vi ";

/// The character before decimals in a language.
pub(super) fn decimal_mark(lang: &str) -> char {
    let code = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    // Switzerland and Mexico write a point.
    let has_point = code.is_empty() || lang.ends_with("-CH") || lang.ends_with("-MX");
    let has_comma = !has_point && DECIMAL_COMMA.contains(&[" ", &code, " "].concat());
    if has_comma { ',' } else { '.' }
}

/// The character before decimals in a row of numbers, as far as the numbers show it: the last one
/// of two separators, a separator that does not stand before three digits, or the other one of a
/// separator that stands twice. `None` if no number or more than one notation shows it.
pub(super) fn decimal_mark_of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<char> {
    let mut marks = texts.flat_map(numerals).filter_map(|numeral| {
        let last = numeral.rfind(['.', ','])?;
        let mark = char::from(numeral.as_bytes()[last]);
        let other = if mark == '.' { ',' } else { '.' };
        if numeral.matches(mark).count() > 1 {
            return Some(other);
        }
        let is_decimal = numeral.contains(other) || numeral.len() - last - 1 != 3;
        is_decimal.then_some(mark)
    });
    let first = marks.next()?;
    marks.all(|mark| mark == first).then_some(first)
}

/// The parts of a text that consist of digits, points and commas, and begin and end with a digit.
fn numerals(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    parts.map(|part| part.trim_matches(['.', ','])).filter(|part| !part.is_empty())
}

/// Reads a cell that is one number or one range of numbers, with an optional unit before or after.
pub(super) fn read(text: &str, decimal: char) -> Option<Number> {
    // A remark in brackets is not part of the number.
    let text = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((number, _)) => number,
        None => text,
    };
    let text = text.trim_start_matches(['~', '≈', '<', '>', '≤', '≥', ' ']);
    let (prefix, rest) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let (first, rest) = leading(rest, decimal)?;
    let after = rest.trim_start();
    let range = after.strip_prefix(['–', '—', '-', '−']).map(|rest| {
        // A currency can stand before both numbers.
        let rest = rest.trim_start();
        rest.strip_prefix(prefix.trim()).unwrap_or(rest).trim_start()
    });
    let (amount, rest) = match range.and_then(|rest| leading(rest, decimal)) {
        Some((last, rest)) => (f64::midpoint(first.in_range_to(&last), last.value()), rest),
        None => (first.value(), rest),
    };
    let (sign, prefix) = match prefix.trim().strip_prefix(['-', '−']) {
        Some(unit) => (-1.0, unit),
        None => (1.0, prefix.trim()),
    };
    let unit = [prefix, rest.trim().trim_end_matches('+')].concat();
    let unit: String =
        unit.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    // A second number, a sentence or code is not a unit. Before the number is at most a currency.
    let is_of_unit = |c: char| c.is_alphabetic() || !c.is_ascii() || "$/%'.^*&#-".contains(c);
    let is_unit = unit.chars().count() <= 24
        && unit.chars().all(is_of_unit)
        && rest.split_whitespace().count() <= 3
        && prefix.chars().count() <= 3;
    is_unit.then_some(Number { amount: sign * amount, unit })
}

/// A text that is one number without a unit.
pub(super) fn amount(text: &str, decimal: char) -> Option<f64> {
    let (amount, rest) = leading(text, decimal)?;
    rest.is_empty().then_some(amount.value())
}

/// A number as it is written: digits, and the value of `k`, `M` or `B` after them.
struct Written {
    digits: f64,
    factor: Option<f64>,
}

impl Written {
    fn value(&self) -> f64 {
        self.digits * self.factor.unwrap_or(1.0)
    }

    /// The value at the start of a range: in `8–12k`, the letter belongs to both numbers.
    fn in_range_to(&self, last: &Self) -> f64 {
        match (self.factor, last.factor) {
            (None, Some(factor)) if self.digits < last.digits => self.digits * factor,
            _ => self.value(),
        }
    }
}

/// The number at the start of a text, and the text after it.
fn leading(text: &str, decimal: char) -> Option<(Written, &str)> {
    let is_separator = |c: char| matches!(c, '.' | ',' | '\'' | '’') || is_space(c);
    let mut end = 0;
    for (i, c) in text.char_indices() {
        let next_is_digit =
            || text[i + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        if c.is_ascii_digit() || end > 0 && is_separator(c) && next_is_digit() {
            end = i + c.len_utf8();
        } else {
            break;
        }
    }
    let (digits, rest) = text.split_at(end);
    let digits = grouped(digits, decimal)?;
    let mut letters = rest.chars();
    // `1.5k`, but not `5 kB`.
    let factor = match letters.next() {
        Some('k' | 'K') => Some(1e3),
        Some('M') => Some(1e6),
        Some('B') => Some(1e9),
        _ => None,
    };
    let factor = factor.filter(|_| !letters.next().is_some_and(char::is_alphanumeric));
    let rest = if factor.is_some() { &rest[1..] } else { rest };
    Some((Written { digits, factor }, rest))
}

/// Whether a space groups digits.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The value of digits with separators. `None` if the separators fit no notation.
///
/// Of two kinds of separators, the last one is the decimal mark. One separator of a single kind is
/// the decimal mark unless three digits follow; then the language decides.
fn grouped(text: &str, decimal: char) -> Option<f64> {
    let is_mark = |c: char| matches!(c, '.' | ',');
    let last = text.rfind(is_mark);
    let point = last.filter(|&at| {
        let mark = text[at..].chars().next().unwrap_or_default();
        let is_only = text.matches(mark).count() == 1;
        let other_before = text[..at].contains(|c: char| !c.is_ascii_digit() && c != mark);
        is_only && (other_before || text.len() - at - 1 != 3 || mark == decimal)
    });
    let (whole, decimals) = match point {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    if !decimals.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let is_grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if groups.len() > 1 && !is_grouped || text.len() > 24 {
        return None;
    }
    let digits = whole.chars().chain(decimals.chars()).filter_map(|c| c.to_digit(10));
    let amount = digits.fold(0.0, |amount, digit| amount * 10.0 + f64::from(digit));
    Some(decimals.chars().fold(amount, |amount, _| amount / 10.0))
}

/// The nearest whole number; halves are rounded up.
#[expect(clippy::cast_possible_truncation, reason = "the numbers are thousandths of a value")]
pub(super) fn rounded(number: f64) -> i64 {
    (number + 0.5).floor() as i64
}
