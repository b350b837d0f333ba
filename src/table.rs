//! Turns the table of an article into a decision. Only pages with a table download this code: the
//! build moves it into a file of its own.

use js_sys::Function;
use serde_json::Value;
use tiebreak_core::model::json::{self, each, object};
use tiebreak_core::table::{Table, TableProblem, convert};
use wasm_bindgen::prelude::*;

use crate::part::{call_with, part};

part!(table: fn(&str) -> String = converted);

/// Converts a table, as `public/table.js` reads it, and calls `done` with the JSON of the result:
/// `model` and `evidence` (the texts of both files, absent if the table has errors), and `problems`,
/// each with `message` and `help`. Calls `done` with an empty text if the code cannot be fetched.
#[wasm_bindgen]
pub fn convert_table(table: String, done: Function) {
    let result = async move {
        table::fetch().await.map_or_else(|_| String::new(), |convert| convert(&table))
    };
    call_with(result, done);
}

fn converted(table: &str) -> String {
    let table = Table::read(&json::read(table).unwrap_or_default());
    let converted = convert(&table);
    let mut fields = vec![("problems", each(&converted.problems, |_, problem| write(problem)))];
    if let Some(files) = converted.files {
        fields.extend([("model", files.model.into()), ("evidence", files.evidence.into())]);
    }
    json::write(&object(fields))
}

fn write(problem: &TableProblem) -> Value {
    let place = problem.place();
    let at = if place.is_empty() { "" } else { ": " };
    let message = sentence(&[&place, at, &problem.message]);
    object(vec![
        ("message", message.into()),
        ("help", sentence(&[problem.hint]).into()),
        ("isError", problem.is_error.into()),
    ])
}

/// A sentence of these parts: with a capital letter and a full stop.
fn sentence(parts: &[&str]) -> String {
    let mut sentence = parts.concat() + ".";
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}
