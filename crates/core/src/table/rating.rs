//! Values of the cells of a criterion.

use super::clean::without_footnotes;
use super::grid::{Criterion, Grid};
use super::number::{self, Number};
use super::{DEFAULT_MUST, DEFAULT_WEIGHT, TableProblem, marks, text};
use crate::model::MAX_WEIGHT;

/// A criterion with the values of its cells.
#[derive(Debug)]
pub(super) struct Rated {
    /// The weight while the reader has not answered, 0 to 200.
    pub(super) weight: i64,
    /// The value of each alternative, 0 to 1000; `None` if its cell is not rated.
    pub(super) values: Vec<Option<i64>>,
    /// The alternatives that "Must have" excludes.
    pub(super) excluded: Vec<usize>,
    /// Texts of the worst and the best end of the scale, if they are known.
    pub(super) ends: Option<[String; 2]>,
}

/// The end of a row of numbers that is better.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Better {
    Higher,
    Lower,
}

/// A cell before the row as a whole is known.
enum Reading {
    Empty,
    Value(i64),
    /// A share of the whole, in thousandths.
    Share(i64),
    Number(Number),
    /// Marks of different values.
    Conflict,
    /// A value of `data-value` that is not valid.
    BadValue,
    Text,
}

/// Rates the cells of a criterion, and reports those without a value.
pub(super) fn rate(
    grid: &Grid,
    criterion: &Criterion,
    lang: &str,
    problems: &mut Vec<TableProblem>,
) -> Rated {
    let texts = criterion.cells.iter().map(|cell| cell.text.as_str());
    let decimal = number::decimal_mark_of(texts).unwrap_or(number::decimal_mark(lang));
    let mut row = Row { grid, criterion, problems };
    let weight = row.weight();
    let mut rated = Rated {
        weight: weight.unwrap_or(DEFAULT_WEIGHT),
        values: vec![None; criterion.cells.len()],
        excluded: Vec::new(),
        ends: None,
    };
    let (better, scale, must) = (row.better(), row.scale(), row.must());
    if criterion.is_merged {
        row.report(None, text::MERGED, text::SPLIT_CELL);
        return rated;
    }
    let readings = readings(criterion, decimal);
    for (value, reading) in rated.values.iter_mut().zip(&readings) {
        *value = match reading {
            Reading::Value(value) => Some(*value),
            Reading::Share(share) if better == Some(Better::Lower) => Some(1000 - share),
            Reading::Share(share) => Some(*share),
            _ => None,
        };
    }
    let of_number = |(a, reading): (usize, &Reading)| match reading {
        Reading::Number(number) => Some((a, number.clone())),
        _ => None,
    };
    let numbers: Vec<(usize, Number)> = readings.iter().enumerate().filter_map(of_number).collect();
    let first = numbers.iter().find(|(_, number)| number.amount != 0.0).or(numbers.first());
    let is_left_out = weight == Some(0);
    if let Some((_, first)) = first
        && (better.is_some() || !is_left_out)
    {
        if numbers.iter().any(|(_, number)| !number.has_unit_of(first)) {
            row.report(None, text::UNITS_DIFFER, text::SAME_UNIT);
        } else if let Some(better) = better {
            rate_numbers(&mut rated, criterion, &numbers, better, scale);
        } else {
            row.report(None, text::NO_DIRECTION, text::GIVE_DIRECTION);
        }
    }
    let is_faulty = |reading: &Reading| matches!(reading, Reading::Conflict | Reading::BadValue);
    if rated.values.iter().any(Option::is_some) || readings.iter().any(is_faulty) {
        row.report_unrated(&readings);
    } else if numbers.is_empty() && !is_left_out {
        row.report(None, text::ROW_NOT_RATED, text::HOW_TO_RATE);
    }
    // The worst number of a row has the value 0 however small the difference is. Without `data-must`,
    // a number excludes nothing.
    let is_number = |a: usize| matches!(readings[a], Reading::Number(_));
    let is_excluded = |&a: &usize| match must {
        Some(must) => rated.values[a].is_some_and(|value| value < must),
        None => rated.values[a] == Some(0) && !is_number(a),
    };
    rated.excluded = (0..rated.values.len()).filter(is_excluded).collect();
    rated
}

/// A criterion whose attributes are read, and the problems so far.
struct Row<'a> {
    grid: &'a Grid,
    criterion: &'a Criterion,
    problems: &'a mut Vec<TableProblem>,
}

impl Row<'_> {
    fn report(&mut self, alternative: Option<usize>, message: &str, hint: &'static str) {
        self.problems.push(self.grid.problem_at(self.criterion, alternative, message, hint));
    }

    /// The value of an attribute; reports a value that is not valid, and returns `None`.
    fn attribute<T>(
        &mut self,
        given: Option<&str>,
        read: impl FnOnce(&str) -> Option<T>,
        message: &str,
        hint: &'static str,
    ) -> Option<T> {
        let value = read(given?.trim());
        if value.is_none() {
            self.report(None, message, hint);
        }
        value
    }

    fn weight(&mut self) -> Option<i64> {
        let read = |text: &str| {
            let weight = number::amount(text, '.').map(number::rounded);
            weight.filter(|weight| *weight <= MAX_WEIGHT && weight.to_string() == text)
        };
        let given = self.criterion.header.weight.as_deref();
        self.attribute(given, read, text::BAD_WEIGHT, text::FIX_WEIGHT)
    }

    fn better(&mut self) -> Option<Better> {
        let read = |text: &str| match text {
            "higher" => Some(Better::Higher),
            "lower" => Some(Better::Lower),
            _ => None,
        };
        let given = self.criterion.header.better.as_deref();
        self.attribute(given, read, text::BAD_BETTER, text::FIX_BETTER)
    }

    fn scale(&mut self) -> Option<[f64; 2]> {
        let given = self.criterion.header.scale.as_deref();
        self.attribute(given, read_scale, text::BAD_SCALE, text::FIX_SCALE)
    }

    /// The value below which "Must have" excludes an alternative.
    fn must(&mut self) -> Option<i64> {
        // Some platforms write `true` where the author wrote the name alone.
        let is_alone = |text: &str| matches!(text, "" | "true" | "data-must");
        let read = |text: &str| if is_alone(text) { Some(DEFAULT_MUST) } else { thousandths(text) };
        let given = self.criterion.header.must.as_deref();
        self.attribute(given, read, text::BAD_MUST, text::FIX_MUST)
    }

    /// Reports the cells without a value in a row that has values.
    fn report_unrated(&mut self, readings: &[Reading]) {
        for (a, reading) in readings.iter().enumerate() {
            match reading {
                Reading::Value(_) | Reading::Share(_) | Reading::Number(_) => {}
                Reading::Empty => self.report(Some(a), text::CELL_EMPTY, text::RATE_CELL),
                Reading::Conflict => self.report(Some(a), text::MARKS_DIFFER, text::ONE_MARK),
                Reading::BadValue => self.report(Some(a), text::BAD_VALUE, text::FIX_VALUE),
                Reading::Text => {
                    let text = shortened(&self.criterion.cells[a].text);
                    let message = ["\"", &text, "\" has no value"].concat();
                    self.report(Some(a), &message, text::RATE_CELL);
                }
            }
        }
    }
}

/// A number from 0 to 100, in thousandths of the whole.
fn thousandths(text: &str) -> Option<i64> {
    let amount = number::amount(text.trim(), '.').filter(|amount| *amount <= 100.0);
    amount.map(|amount| number::rounded(10.0 * amount))
}

fn readings(criterion: &Criterion, decimal: char) -> Vec<Reading> {
    let texts: Vec<String> = criterion.cells.iter().map(|cell| bare(&cell.text)).collect();
    // A sign such as `-` is a value only among other signs.
    let written = || texts.iter().filter(|text| !text.is_empty());
    let are_signs = || written().all(|text| marks::sign(text, true).is_some());
    let among_signs = criterion.header.better.is_none()
        && (written().any(|text| marks::sign(text, false).is_some())
            || are_signs() && written().any(|text| text != "0"));
    let cells = criterion.cells.iter().zip(&texts);
    let reading = cells.map(|(cell, text)| {
        if let Some(given) = &cell.value {
            return thousandths(given).map_or(Reading::BadValue, Reading::Value);
        }
        if text.is_empty() {
            return Reading::Empty;
        }
        if let Some(value) = marks::sign(text, among_signs) {
            return Reading::Value(value);
        }
        match marks::mark(text) {
            Some(Ok(value)) => return Reading::Value(value),
            Some(Err(())) => return Reading::Conflict,
            None => {}
        }
        if let Some(share) = marks::share(text, decimal) {
            return Reading::Share(share);
        }
        if let Some(number) = number::read(text, decimal) {
            return Reading::Number(number);
        }
        marks::word(text).map_or(Reading::Text, Reading::Value)
    });
    reading.collect()
}

/// A text without variation selectors, and without footnote marks at the end.
fn bare(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '\u{fe0e}' | '\u{fe0f}')).collect();
    without_footnotes(&text).to_owned()
}

/// The two ends of `data-scale`, the lower one first.
fn read_scale(text: &str) -> Option<[f64; 2]> {
    let mut ends = text.split_whitespace().map(|end| match end.strip_prefix('-') {
        Some(end) => number::amount(end, '.').map(|amount| -amount),
        None => number::amount(end, '.'),
    });
    let (one, other) = (ends.next()??, ends.next()??);
    let is_scale = ends.next().is_none() && (one < other || other < one);
    is_scale.then(|| [one.min(other), one.max(other)])
}

/// Rates numbers between the worst and the best of the row, or between the ends of `data-scale`.
fn rate_numbers(
    rated: &mut Rated,
    criterion: &Criterion,
    numbers: &[(usize, Number)],
    better: Better,
    scale: Option<[f64; 2]>,
) {
    let amounts = || numbers.iter().map(|(_, number)| number.amount);
    let low = amounts().fold(f64::INFINITY, f64::min);
    let high = amounts().fold(f64::NEG_INFINITY, f64::max);
    let [from, to] = scale.unwrap_or([low, high]);
    for (a, number) in numbers {
        let share =
            if from < to { (number.amount.clamp(from, to) - from) / (to - from) } else { 0.5 };
        let share = if better == Better::Lower { 1.0 - share } else { share };
        rated.values[*a] = Some(number::rounded(1000.0 * share));
    }
    if scale.is_none() && from < to {
        let text_of = |value: i64| {
            let cell = numbers.iter().find(|(a, _)| rated.values[*a] == Some(value));
            cell.map(|(a, _)| criterion.cells[*a].text.clone()).unwrap_or_default()
        };
        rated.ends = Some([text_of(0), text_of(1000)]);
    }
}

/// The first characters of a long text.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}
