//! Tables as publishing systems write them: each case of `tests/cases/tables` becomes the model that
//! its author expects. `tests/cases/tables/README.md` describes the cases.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/tables");

/// The inputs of all cases.
fn inputs() -> Vec<PathBuf> {
    let files = fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().path());
    let is_input = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension != "expected")
            && !path.ends_with("README.md")
    };
    let mut inputs: Vec<PathBuf> = files.filter(is_input).collect();
    inputs.sort();
    inputs
}

/// Standard output and standard error of `tiebreak table`.
fn table(path: &Path, flags: &[&str]) -> (String, String) {
    let tiebreak = env!("CARGO_BIN_EXE_tiebreak");
    let output = Command::new(tiebreak).arg("table").arg(path).args(flags).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (out, err)
}

/// The model of a table in the form of an expected file, without sections and rows that are not
/// rated.
fn actual(path: &Path) -> String {
    let (model, problems) = table(path, &[]);
    let (evidence, _) = table(path, &["--evidence"]);
    let [model, evidence]: [Value; 2] =
        [model, evidence].map(|text| serde_json::from_str(&text).unwrap_or_default());
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let alternatives = list(&model["alternatives"]);
    let names: Vec<String> =
        alternatives.iter().map(|alternative| text(&alternative["name"])).collect();
    let mut lines =
        format!("title: {}\nalternatives: {}\n", text(&model["title"]), names.join(" | "));
    let rows = list(&evidence["table"]);
    for question in list(&model["questions"]) {
        let row = rows.iter().find(|row| row["id"] == question["id"]).unwrap();
        let weight = question["unanswered"]["weight"].as_i64().unwrap();
        let rating = &question["unanswered"]["ratings"][0];
        let values = alternatives.iter().map(|alternative| {
            let is_inferred = list(&rating["inferred"]).contains(&alternative["id"]);
            let value = &rating["values"][text(&alternative["id"])];
            if is_inferred { " | -".to_owned() } else { format!(" | {value}") }
        });
        let values: String = values.collect();
        let weight = if weight == 60 { String::new() } else { format!(" {{weight {weight}}}") };
        let _ = writeln!(lines, "row: {}{weight}{values}", text(&row["name"]));
    }
    lines + &places(&problems)
}

/// The criteria and alternatives that messages name, each once.
fn places(problems: &str) -> String {
    let mut places: Vec<String> = Vec::new();
    for line in problems.lines() {
        let Some((_, rest)) = line.split_once(" at ").or_else(|| line.split_once("problem: "))
        else {
            continue;
        };
        let Some((number, rest)) = rest.split_once(" \"") else { continue };
        let number = number.rsplit(' ').next().unwrap_or_default();
        let end = ["\", row ", "\", column ", "\": "].iter().filter_map(|end| rest.find(end)).min();
        let place = format!("problem: {number} {}\n", &rest[..end.unwrap_or(rest.len())]);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.sort();
    places.concat()
}

/// An expected file in the same form.
fn expected(path: &Path, actual: &str) -> String {
    let text = fs::read_to_string(path.with_extension("expected")).unwrap();
    let mut lines = String::new();
    for line in text.lines() {
        if line.trim() == "title:" {
            // Without a caption, the alternatives are the title.
            lines.push_str(actual.lines().next().unwrap());
            lines.push('\n');
        } else if let Some(row) = line.strip_prefix("row: ") {
            let is_rated = row.split(" | ").skip(1).any(|value| value != "-");
            if is_rated {
                let _ = writeln!(lines, "row: {}", with_weight_alone(row));
            }
        } else if !line.starts_with("section: ") && !line.starts_with("problem: ") {
            let _ = writeln!(lines, "{line}");
        }
    }
    lines + &places(&text)
}

/// A row with the attribute `weight` alone.
fn with_weight_alone(row: &str) -> String {
    let Some((name, rest)) = row.split_once(" {") else { return row.to_owned() };
    let (attributes, values) = rest.split_once('}').unwrap();
    let weight = attributes.split(", ").find(|attribute| attribute.starts_with("weight "));
    match weight {
        Some(weight) => format!("{name} {{{weight}}}{values}"),
        None => format!("{name}{values}"),
    }
}

#[test]
fn tables_of_publishing_systems_become_the_expected_models() {
    let mut failures = String::new();
    let inputs = inputs();
    assert!(inputs.len() >= 40, "{} cases", inputs.len());
    for path in inputs {
        let actual = actual(&path);
        let expected = expected(&path, &actual);
        if actual != expected {
            let name = path.file_name().unwrap().to_string_lossy();
            let _ = writeln!(failures, "== {name}\n-- expected\n{expected}-- actual\n{actual}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
