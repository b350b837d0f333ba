//! Compares the reader with the cases in `tests/cases/table_reading.json`.
//!
//! Each case has a document, and the table that `public/table.js` returns for it, as JSON; `null` if
//! there is no table. The document has no address. The host is its first `<tie-break>` element.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use serde_json::{Map, Value, json};

use super::*;

const CASES: &str = include_str!("../../../../../tests/cases/table_reading.json");

/// An object without the fields that `public/table.js` leaves out.
fn object(fields: Vec<(&str, Value)>) -> Value {
    let is_absent = |value: &Value| value.is_null() || *value == Value::Bool(false);
    let kept = fields.into_iter().filter(|(_, value)| !is_absent(value));
    kept.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

/// A text; empty ones are left out.
fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn cell_json(cell: &Cell) -> Value {
    object(vec![
        ("text", json!(cell.text)),
        ("header", json!(cell.is_header)),
        ("covers", if cell.covers == (0, 0) { Value::Null } else { json!(cell.covers) }),
        ("id", json!(filled(&cell.id))),
        ("links", if cell.links.is_empty() { Value::Null } else { json!(cell.links) }),
        ("value", json!(cell.value)),
        ("weight", json!(cell.weight)),
        ("better", json!(cell.better)),
        ("scale", json!(cell.scale)),
        ("must", json!(cell.must)),
        ("note", json!(cell.note)),
    ])
}

fn table_json(table: &Table) -> Value {
    let row = |row: &Vec<Cell>| row.iter().map(cell_json).collect::<Value>();
    object(vec![
        ("id", json!(filled(&table.id))),
        ("caption", json!(filled(&table.caption))),
        ("lang", json!(filled(&table.lang))),
        ("url", json!(filled(&table.url))),
        ("alternativesAreRows", json!(table.alternatives_are_rows)),
        ("rows", table.rows.iter().map(row).collect()),
    ])
}

#[test]
fn tables_are_read_by_the_rules() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    for case in cases.as_array().unwrap() {
        let rule = case["rule"].as_str().unwrap();
        let table = read(case["html"].as_str().unwrap());
        assert_eq!(table.as_ref().map_or(Value::Null, table_json), case["table"], "{rule}");
        // The JSON is that which the core reads.
        assert_eq!(table, case["table"].is_object().then(|| Table::read(&case["table"])), "{rule}");
    }
}

#[test]
fn a_document_without_an_element_has_its_first_table_read() {
    let texts = |document| {
        let rows = read(document).unwrap().rows;
        rows.into_iter().map(|row| row[0].text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts("<p><table><tr><td>a</table><table><tr><td>b</table>"), ["a"]);
    assert_eq!(texts("<table><tr><td>a</table><p data-tie-break><table><tr><td>b</table>"), ["b"]);
}

#[test]
fn deeply_nested_documents_are_read() {
    let document = ["<table><tr><td>", &"<b>".repeat(20_000), "x"].concat();
    assert_eq!(read(&document).unwrap().rows[0][0].text, "x");
}
