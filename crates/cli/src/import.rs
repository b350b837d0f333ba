//! `tiebreak import`: adds the statements of a table or of JSON lines to an evidence file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};
use tiebreak_core::model::format::format;
use tiebreak_core::model::problem::File;
use tiebreak_core::model::schema::FORMAT;

use super::arguments::Arguments;
use super::table::separator;
use super::{CommandError, read_file};

/// The fields of a statement that every row must have.
const REQUIRED: [&str; 4] = ["id", "source", "place", "text"];
/// The field with addresses, which are separated by spaces.
const LINKS: &str = "links";
/// Other names of columns, each with the field that it stands for.
const SYNONYMS: [(&str, &str); 4] =
    [("section", "place"), ("heading", "place"), ("statement", "text"), ("url", LINKS)];
/// End of the names of evidence files.
const EVIDENCE: &str = ".evidence.json";

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("import", parser, &[], &["evidence"])?;
    let path = arguments.only_path("a .csv, .tsv or .jsonl file")?;
    let evidence = arguments.required_text("evidence")?;
    let evidence = Path::new(&evidence);
    let mut file = read_evidence(evidence)?;
    let Rows { statements: rows, ignored } = read_rows(path)?;
    let Some(statements) = file["statements"].as_array_mut() else {
        let message = format!("{}: `statements` is not a list", evidence.display());
        return Err(CommandError::model(message));
    };
    let ids = |statements: &[Value]| -> BTreeSet<String> {
        statements.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
    };
    let mut known = ids(statements);
    let count = rows.len();
    for (place, row) in rows {
        let id = row["id"].as_str().unwrap_or_default().to_owned();
        if !known.insert(id.clone()) {
            let hint = "an import adds statements; remove the row, or give it another id";
            let message = format!(
                "{}: {place}: there is already a statement `{id}`\n  hint: {hint}",
                path.display()
            );
            return Err(CommandError::input(message));
        }
        statements.push(row);
    }
    std::fs::write(evidence, format(&file, File::Evidence)).map_err(|error| {
        CommandError::input(format!("cannot write {}: {error}", evidence.display()))
    })?;
    let _ = writeln!(out, "added {count} statements to {}", evidence.display());
    if !ignored.is_empty() {
        let names: Vec<&str> = ignored.iter().map(String::as_str).collect();
        let _ = writeln!(out, "columns without a field: {}", names.join(", "));
    }
    Ok(0)
}

/// The evidence file; a new one for the model that its name tells if it does not exist.
fn read_evidence(path: &Path) -> Result<Value, CommandError> {
    if path.exists() {
        return serde_json::from_str(&read_file(path)?)
            .map_err(|error| CommandError::model(format!("{}: {error}", path.display())));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(model) = name.strip_suffix(EVIDENCE) else {
        let hint =
            format!("the name of a new evidence file is the id of its model and `{EVIDENCE}`");
        let message = format!("{} does not exist\n  hint: {hint}", path.display());
        return Err(CommandError::input(message));
    };
    Ok(json!({ "format": FORMAT, "model": model, "statements": [] }))
}

/// The statements of a file.
#[derive(Default)]
struct Rows {
    /// The statements, each with its place in the file.
    statements: Vec<(String, Value)>,
    /// Names of the columns that are not read.
    ignored: BTreeSet<String>,
}

fn read_rows(path: &Path) -> Result<Rows, CommandError> {
    let file_error =
        |message: String| CommandError::input(format!("{}: {message}", path.display()));
    let text = read_file(path)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let extension = path.extension().and_then(|extension| extension.to_str());
    let mut found: Vec<(String, Vec<(String, String)>)> = Vec::new();
    match extension {
        Some("jsonl") => {
            for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let place = format!("line {}", i + 1);
                let object: Map<String, Value> = serde_json::from_str(line)
                    .map_err(|error| file_error(format!("{place}: {error}")))?;
                let field = |(name, value): (String, Value)| match value {
                    Value::String(text) => (name, text),
                    Value::Array(items) => {
                        let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                        (name, texts.join(" "))
                    }
                    other => (name, other.to_string()),
                };
                found.push((place, object.into_iter().map(field).collect()));
            }
        }
        Some("csv" | "tsv") => {
            let delimiter = if extension == Some("tsv") { b'\t' } else { separator(text) };
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .flexible(true)
                .from_reader(text.as_bytes());
            let heads = reader.headers().map_err(|error| file_error(error.to_string()))?.clone();
            for record in reader.records() {
                let record = record.map_err(|error| file_error(error.to_string()))?;
                let line = record.position().map_or(0, csv::Position::line);
                let cells = heads.iter().zip(&record);
                let cells =
                    cells.map(|(head, cell)| (head.trim().to_lowercase(), cell.trim().to_owned()));
                found.push((format!("line {line}"), cells.collect()));
            }
        }
        _ => return Err(file_error("expected a .csv, .tsv or .jsonl file".to_owned())),
    }
    let mut rows = Rows::default();
    for (place, cells) in found {
        let row = statement(cells, &mut rows.ignored).map_err(|missing| {
            let message = format!(
                "{place}: the column `{missing}` is missing or empty\n  hint: a statement has the \
                 columns `id`, `source`, `place` and `text`, and can have `links`"
            );
            file_error(message)
        })?;
        rows.statements.push((place, row));
    }
    Ok(rows)
}

/// A statement from the cells of a row, each with the name of its column. Returns the name of a
/// required field that is missing.
fn statement(
    cells: Vec<(String, String)>,
    ignored: &mut BTreeSet<String>,
) -> Result<Value, &'static str> {
    let mut row = Map::new();
    for (name, text) in cells {
        let synonym = SYNONYMS.iter().find(|(synonym, _)| *synonym == name);
        let field = synonym.map_or(name.as_str(), |(_, field)| field);
        if field == LINKS {
            let links: Vec<&str> = text.split_whitespace().collect();
            if !links.is_empty() {
                row.insert(LINKS.to_owned(), links.into());
            }
        } else if REQUIRED.contains(&field) {
            row.insert(field.to_owned(), text.into());
        } else {
            ignored.insert(name);
        }
    }
    let is_missing =
        |field: &&str| row.get(*field).and_then(Value::as_str).is_none_or(str::is_empty);
    match REQUIRED.into_iter().find(|field| is_missing(field)) {
        Some(missing) => Err(missing),
        None => Ok(row.into()),
    }
}
