//! Drafts from pasted tables and from files.

use js_sys::JSON;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::files::document;
use super::texts;
use crate::browser;
use crate::import::NamedText;
use tiebreak_core::table::{Table, convert};

#[wasm_bindgen]
extern "C" {
    /// The script `pasted.js`, which reads tables.
    pub type TableReader;

    #[wasm_bindgen(method)]
    fn pasted(this: &TableReader, text: &str) -> JsValue;

    #[wasm_bindgen(method)]
    fn rich(this: &TableReader, html: &str) -> JsValue;
}

/// Fetches the script that reads pasted tables.
///
/// # Errors
///
/// The browser's message if the script cannot be fetched.
pub async fn table_reader() -> Result<TableReader, String> {
    let module = browser::modules::load("pasted.js").await.map_err(browser::error_message)?;
    Ok(module.unchecked_into())
}

/// A document made from a pasted text or from HTML of the clipboard.
///
/// # Errors
///
/// A message if the text has no table, or a table that cannot be converted.
pub fn document_of_table(reader: &TableReader, text: &str, is_html: bool) -> Result<Value, String> {
    let found = if is_html { reader.rich(text) } else { reader.pasted(text) };
    if found.is_undefined() {
        return Err(texts::NO_TABLE.to_owned());
    }
    let found = JSON::stringify(&found).map(String::from).unwrap_or_default();
    let found: Value = serde_json::from_str(&found).unwrap_or_default();
    let table = found.get("table").unwrap_or(&found);
    let converted = convert(&Table::read(table));
    let Some(files) = converted.files else {
        let problem = converted.problems.into_iter().find(|problem| problem.is_error);
        return Err(
            problem.map_or(texts::NO_TABLE.to_owned(), |problem| texts::sentence(&problem.message))
        );
    };
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    Ok(document(read(&files.model), Some(read(&files.evidence)), None))
}

/// A document made from the texts of files: a model, its evidence, its test cases.
///
/// # Errors
///
/// A message if no file is a model, or a file is not JSON.
pub fn document_of_files(files: Vec<NamedText>) -> Result<Value, String> {
    let (mut model, mut evidence, mut cases) = (None, None, None);
    for NamedText { name, text } in files {
        let Some(text) = text else {
            return Err([&name, ": ", crate::own_models::TOO_LARGE, "."].concat());
        };
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| [&name, ": ", &texts::json_wrong(&error.to_string())].concat())?;
        let has = |key: &str| value.get(key).is_some();
        if has("alternatives") || has("questions") {
            model = Some(value);
        } else if has("statements") && has("model") {
            evidence = Some(value);
        } else if has("cases") && has("model") {
            cases = Some(value);
        } else {
            return Err([&name, ": ", texts::UNKNOWN_FILE].concat());
        }
    }
    match model {
        Some(model) => Ok(document(model, evidence, cases)),
        None => Err(texts::NO_MODEL_FILE.to_owned()),
    }
}

/// A blank document with a title and names of alternatives.
pub fn blank(title: &str, names: &[String]) -> Value {
    let id = super::part::id_of(title, &[]);
    let mut alternatives: Vec<Value> = Vec::new();
    for name in names {
        let taken = super::part::ids(&alternatives);
        let id = super::part::id_of(name, &taken);
        alternatives.push(json!({ "id": id, "name": name }));
    }
    json!({
        "model": {
            "format": 1, "id": id, "title": title, "alternatives": alternatives,
            "questions": [{
                "id": "question-1", "text": "",
                "options": [{ "id": "yes", "text": "Yes" }, { "id": "no", "text": "No" }],
            }],
        },
    })
}
