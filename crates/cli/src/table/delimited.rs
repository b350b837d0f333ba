//! Reads a comparison table of values separated by commas, semicolons or tabs, as spreadsheets save
//! them.

use csv::{ReaderBuilder, StringRecord};
use tiebreak_core::table::{Cell, Table};

use super::tidy;

/// The separator of a text that has commas or semicolons: the more frequent one of the first line,
/// outside of quotation marks.
pub(crate) fn separator(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut is_quoted) = (0, 0, false);
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => break,
            ',' if !is_quoted => commas += 1,
            ';' if !is_quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

/// Reads the table; `None` if there is no row. Empty lines do not count, and the cells of the first
/// row are header cells.
pub(super) fn read(text: &str, separator: u8) -> Option<Table> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    // A text in UTF-8 has no errors if rows can have different lengths.
    let records = reader.records().map_while(Result::ok);
    let is_filled = |record: &StringRecord| record.iter().any(|text| !tidy(text).is_empty());
    let rows: Vec<Vec<Cell>> = records
        .filter(is_filled)
        .enumerate()
        .map(|(i, record)| {
            let cell = |text| Cell { text: tidy(text), is_header: i == 0, ..Cell::default() };
            record.iter().map(cell).collect()
        })
        .collect();
    (!rows.is_empty()).then(|| Table { rows, ..Table::default() })
}
