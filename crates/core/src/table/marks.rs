//! Marks and words that stand for a value, in thousandths.

/// Largest number of points of a share such as `7/10`. A text such as `3/2026` is a date.
const MAX_WHOLE: f64 = 100.0;

/// The value of a mark of one character. Variation selectors are removed before.
fn mark_value(mark: char) -> Option<i64> {
    Some(match mark {
        '✅' | '✔' | '✓' | '☑' | '🟢' => 1000,
        '➖' | '🟡' | '🟠' | '◐' | '⚠' => 500,
        '❌' | '✘' | '✗' | '✖' | '✕' | '☐' | '🔴' | '🚫' => 0,
        _ => return None,
    })
}

/// Marks as publishing systems write them in ASCII characters.
const SHORTCODES: [(&str, i64); 19] = [
    (":white_check_mark:", 1000),
    (":heavy_check_mark:", 1000),
    (":ballot_box_with_check:", 1000),
    (":check_mark_button:", 1000),
    (":green_circle:", 1000),
    (":material-check:", 1000),
    (":octicons-check-16:", 1000),
    (":heavy_minus_sign:", 500),
    (":yellow_circle:", 500),
    (":warning:", 500),
    (":minus:", 500),
    (":x:", 0),
    (":cross_mark:", 0),
    (":heavy_multiplication_x:", 0),
    (":negative_squared_cross_mark:", 0),
    (":no_entry_sign:", 0),
    (":red_circle:", 0),
    (":material-close:", 0),
    (":octicons-x-16:", 0),
];

/// Signs that count if they are the whole cell.
const SIGNS: [(&str, i64); 4] = [("++", 1000), ("+", 750), ("±", 500), ("~", 500)];

/// Signs that also have other meanings: an empty cell, a number. They count among other signs.
///
/// Typographers of publishing systems turn `--` into an en dash.
const AMBIGUOUS_SIGNS: [(&str, i64); 7] =
    [("0", 500), ("o", 500), ("O", 500), ("-", 250), ("−", 250), ("--", 0), ("–", 0)];

/// Characters that can follow a word.
const END_OF_WORD: [char; 6] = [',', '.', ':', ';', '!', '('];

/// Words that stand for a value, in lower case. The list is short on purpose: other words are not
/// rated.
const WORDS: [(&str, i64); 27] = [
    ("[x]", 1000),
    ("[ ]", 0),
    ("yes", 1000),
    ("true", 1000),
    ("built-in", 1000),
    ("built in", 1000),
    ("included", 1000),
    ("native", 1000),
    ("supported", 1000),
    ("full", 1000),
    ("partial", 500),
    ("partially", 500),
    ("partly", 500),
    ("limited", 500),
    ("via plugin", 500),
    ("via plugins", 500),
    ("plugin", 500),
    ("with plugin", 500),
    ("with setup", 500),
    ("no", 0),
    ("false", 0),
    ("none", 0),
    ("not available", 0),
    ("not included", 0),
    ("not supported", 0),
    ("unsupported", 0),
    ("missing", 0),
];

/// The value of a mark at the start or the end of a text; `Err` if the text has marks of different
/// values, `None` if neither end has a mark.
pub(super) fn mark(text: &str) -> Option<Result<i64, ()>> {
    if let Some(after) = text.strip_prefix("~ ") {
        // Before a number, the sign means "about".
        return (!after.starts_with(|c: char| c.is_ascii_digit())).then_some(Ok(500));
    }
    let of = |c: Option<char>| c.and_then(mark_value);
    let mut at_end = of(text.chars().next()).or_else(|| of(text.chars().next_back()));
    let mut all: Vec<i64> = text.chars().filter_map(mark_value).collect();
    if text.contains(':') {
        for (shortcode, value) in SHORTCODES.iter().filter(|(mark, _)| text.contains(mark)) {
            all.push(*value);
            if text.starts_with(shortcode) || text.ends_with(shortcode) {
                at_end = Some(*value);
            }
        }
    }
    let value = at_end.or(all.first().copied())?;
    if all.iter().any(|other| *other != value) {
        return Some(Err(()));
    }
    at_end.map(Ok)
}

/// The value of a text that is a sign. `among_signs` is whether other cells of the row are signs.
pub(super) fn sign(text: &str, among_signs: bool) -> Option<i64> {
    let ambiguous = || look_up(&AMBIGUOUS_SIGNS, text).filter(|_| among_signs);
    look_up(&SIGNS, text).or_else(ambiguous)
}

/// The value of a text that is a word of the list, or begins with one and a punctuation mark.
pub(super) fn word(text: &str) -> Option<i64> {
    let end = text.find(END_OF_WORD).unwrap_or(text.len());
    let dash = [" – ", " — ", " - "].iter().filter_map(|dash| text.find(dash)).min();
    let start = &text[..dash.map_or(end, |dash| dash.min(end))];
    look_up(&WORDS, &start.trim_end().to_ascii_lowercase())
}

fn look_up(list: &[(&str, i64)], text: &str) -> Option<i64> {
    list.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

/// The share of a text of stars, `4/5` or `80 %`, in thousandths.
pub(super) fn share(text: &str, decimal: char) -> Option<i64> {
    stars(text).or_else(|| fraction(text, decimal)).or_else(|| percentage(text, decimal))
}

/// Stars: the share of filled ones. Without empty stars, five are full.
fn stars(text: &str) -> Option<i64> {
    let (mut full, mut all) = (0, 0);
    for star in text.chars().filter(|c| *c != ' ') {
        all += 2;
        full += match star {
            '★' | '⭐' | '🌟' => 2,
            '⯪' | '½' => 1,
            '☆' => 0,
            _ => return None,
        };
    }
    let all = if text.contains('☆') || all > 10 { all } else { 10 };
    (full > 0 || text.contains('☆')).then(|| (2000 * full / all + 1) / 2)
}

/// `4/5`, `7 of 10` or `Rated 4 out of 5 stars`.
fn fraction(text: &str, decimal: char) -> Option<i64> {
    let text = text.strip_prefix("Rated ").unwrap_or(text);
    let text = text.strip_suffix(" stars").unwrap_or(text);
    let (part, whole) = ["/", " out of ", " of "].iter().find_map(|of| text.split_once(of))?;
    let [part, whole] = [part, whole].map(|number| super::number::amount(number.trim(), decimal));
    let (part, whole) = (part?, whole?);
    (whole > 0.0 && whole <= MAX_WHOLE && part <= whole)
        .then(|| super::number::rounded(1000.0 * part / whole))
}

fn percentage(text: &str, decimal: char) -> Option<i64> {
    let amount = super::number::amount(text.strip_suffix('%')?.trim_end(), decimal)?;
    (amount <= 100.0).then(|| super::number::rounded(10.0 * amount))
}
