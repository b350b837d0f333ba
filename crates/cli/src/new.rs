//! `tiebreak new`: writes a small model to start from.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use tiebreak_core::model::format::format;
use tiebreak_core::model::load::load;
use tiebreak_core::model::problem::File;

use super::CommandError;
use super::arguments::Arguments;

/// Id of the alternative that joins the first two.
const BOTH: &str = "both";

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("new", parser, &[], &["alternatives", "title"])?;
    let id = arguments.only_path("an id")?.to_string_lossy().into_owned();
    let given = arguments.required_text("alternatives")?;
    let alternatives: Vec<&str> = given.split(',').map(str::trim).collect();
    let title = arguments.text("title")?;
    let text = format(&model(&id, &alternatives, title), File::Model);
    // The loader knows what is allowed: ids, duplicates, the number of alternatives.
    if let Some(problem) = load(&text).problems.first() {
        return Err(CommandError::input(problem.to_string()));
    }
    let path = format!("{id}.json");
    if Path::new(&path).exists() {
        return Err(CommandError::input(format!("{path} exists; choose another id, or remove it")));
    }
    std::fs::write(&path, text)
        .map_err(|error| CommandError::input(format!("cannot write {path}: {error}")))?;
    let _ = writeln!(
        out,
        "wrote {path}\n\
         Next: replace its questions by your own, then check and try it:\n  \
         tiebreak lint --watch {path}\n  \
         tiebreak decide {path} --answers '{{\"situation\": \"{}\"}}'",
        alternatives[0]
    );
    Ok(0)
}

/// A model of two questions, in which each alternative can win.
fn model(id: &str, alternatives: &[&str], title: Option<String>) -> Value {
    let has_both = alternatives.len() > 2 && alternatives.contains(&BOTH);
    let is_base = |alternative: &&str| !(has_both && *alternative == BOTH);
    let bases: Vec<&str> = alternatives.iter().copied().filter(is_base).collect();
    let alternative = |id: &&str| {
        if is_base(id) {
            json!({ "id": id, "name": name(id) })
        } else {
            json!({ "id": id, "name": name(id), "derived": { "of": bases } })
        }
    };
    let names: Vec<String> = bases.iter().map(|base| name(base)).collect();
    let default_title = if has_both {
        format!("{} or both?", names.join(", "))
    } else {
        format!("{}?", names.join(" or "))
    };
    let values = |best: &str, high: i64, low: i64| -> Value {
        let value = |base: &&str| ((*base).to_owned(), if *base == best { high } else { low });
        bases.iter().map(value).map(|(id, value)| (id, Value::from(value))).collect()
    };
    let mut fits: Vec<Value> = bases
        .iter()
        .map(|base| {
            json!({
                "id": base, "text": format!("I need what {} is made for", name(base)),
                "weight": 100, "values": values(base, 900, 300),
            })
        })
        .collect();
    if has_both {
        fits.push(json!({
            "id": BOTH, "text": "I need each of them for a part of the work",
            "weight": 100, "rule": { BOTH: "own" },
            "values": with_both(values("", 0, 300)),
        }));
    }
    fits.push(json!({ "id": "neither", "text": "None of these" }));
    let mut knows: Vec<Value> = bases
        .iter()
        .map(|base| {
            json!({
                "id": base, "text": name(base),
                "weight": 60, "values": values(base, 750, 400),
            })
        })
        .collect();
    knows.push(json!({ "id": "other", "text": "All of them, or none" }));
    json!({
        "format": 1,
        "id": id,
        "title": title.unwrap_or(default_title),
        "alternatives": alternatives.iter().map(alternative).collect::<Vec<_>>(),
        "questions": [
            { "id": "situation", "text": "Which of these is closest to your situation?", "options": fits },
            { "id": "experience", "text": "What do the people who do the work know already?", "options": knows },
        ],
    })
}

/// The values, with a high one for the alternative that joins the others.
fn with_both(mut values: Value) -> Value {
    values[BOTH] = 900.into();
    values
}

/// A name for an id: `react-native` becomes "React native".
fn name(id: &str) -> String {
    let spaced = id.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
