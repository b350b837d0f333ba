//! Tables as publishing systems write them, in `tests/cases/tables/`: the element reads each as its
//! author expects.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::put;
use crate::session::Session;
use crate::site::TABLE;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Converts the table of the first element by the code that the element uses, and gives the title,
/// the alternatives, and the name, the weight and the values of each rated row.
const CONVERT: &str = "(async () => {
    const [core] = await Promise.all(Object.values(globalThis[Symbol.for('tie-break')].cores));
    const { read } = await import(words[0]);
    const text = await new Promise((done) => core.convert_table(JSON.stringify(read(document.querySelector('tie-break'))), done));
    const { model, evidence } = JSON.parse(text);
    const { title, alternatives, questions } = JSON.parse(model), { table } = JSON.parse(evidence);
    const rows = questions.map(({ id, unanswered: { weight, ratings: [rating] } }) => ({
      name: table.find((row) => row.id == id)?.name,
      weight,
      values: alternatives.map(({ id }) => rating.inferred?.includes(id) ? '-' : String(rating.values[id])),
    }));
    return { title, alternatives: alternatives.map(({ name }) => name), rows };
  })()";

/// The inputs in HTML, with the names of their files.
fn inputs() -> Result<Vec<PathBuf>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../cases/tables");
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            inputs.push(path);
        }
    }
    inputs.sort();
    Ok(inputs)
}

/// An expected file without sections, problems and rows that are not rated. A row has its weight
/// alone of all attributes. `README.md` beside the files describes the format.
fn expected(text: &str) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        if let Some(row) = line.strip_prefix("row: ") {
            let mut parts = row.split(" | ");
            let name = parts.next().unwrap_or_default();
            let values: Vec<&str> = parts.collect();
            if values.iter().all(|value| *value == "-") {
                continue;
            }
            let (name, attributes) = match name.rsplit_once(" {") {
                Some((before, attributes)) if attributes.ends_with('}') => (before, attributes),
                _ => (name, ""),
            };
            let mut weight = attributes.trim_end_matches('}').split(", ");
            let weight = weight.find_map(|attribute| attribute.strip_prefix("weight "));
            let _ = writeln!(lines, "{name}, {}: {}", weight.unwrap_or("60"), values.join(" "));
        } else if line.starts_with("title: ") || line.starts_with("alternatives: ") {
            let _ = writeln!(lines, "{line}");
        }
    }
    lines
}

/// The same of what the element has read.
fn actual(read: &Value, has_title: bool) -> String {
    let texts = |list: &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    };
    let mut lines = String::new();
    if has_title {
        let _ = writeln!(lines, "title: {}", read["title"].as_str().unwrap_or_default());
    }
    let _ = writeln!(lines, "alternatives: {}", texts(&read["alternatives"]).join(" | "));
    for row in read["rows"].as_array().into_iter().flatten() {
        let name = row["name"].as_str().unwrap_or_default();
        let _ = writeln!(lines, "{name}, {}: {}", row["weight"], texts(&row["values"]).join(" "));
    }
    lines
}

/// Each table becomes a widget with its title, its alternatives and its values.
pub(in crate::cases) async fn published(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    // The content of one case calls this.
    session
        .run("window.hits = []; window.alert = (text) => { hits.push(text); }", Vec::new())
        .await?;
    let script = format!("/tiebreak/v/{}/table.js", crate::cases::element::version());
    let (mut failures, inputs) = (String::new(), inputs()?);
    assert!(inputs.len() >= 40, "{} cases", inputs.len());
    for path in &inputs {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        put(session, &json!({}), &std::fs::read_to_string(path)?).await?;
        widget.ready().await.map_err(|error| format!("{name}: {error}"))?;
        let read = widget.get(CONVERT, &[&script]).await?;
        let expect = expected(&std::fs::read_to_string(path.with_extension("expected"))?);
        let actual = actual(&read, expect.starts_with("title: "));
        if actual != expect {
            let _ = writeln!(failures, "== {name}\n-- expected\n{expect}-- actual\n{actual}");
        }
        // The reader sees the same title and alternatives.
        let title = read["title"].as_str().unwrap_or_default();
        widget.sees("heading", title).await.map_err(|error| format!("{name}: {error}"))?;
        let headings = widget.names("heading").await?;
        for alternative in read["alternatives"].as_array().into_iter().flatten() {
            let alternative = alternative.as_str().unwrap_or_default();
            assert!(
                headings.iter().any(|heading| heading == alternative),
                "{name}: no `{alternative}` in {headings:?}"
            );
        }
    }
    assert!(failures.is_empty(), "{failures}");
    // Problems of cells that are not rated, and pictures that do not exist.
    session.heard().await?;
    Ok(Outcome::Passed(Some(format!("{} tables", inputs.len()))))
}
