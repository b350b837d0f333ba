//! The decisions of the site: minified, with the digests of their evidence, listed, and copied into
//! the folder of their version.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tiebreak_core::model::load::load;
use tiebreak_core::model::sealed;

use crate::{Result, cargo};

/// Checks the decisions, and writes their sealed form and their evidence into the folder of their version.
pub(crate) fn freeze(models: &Path, folder: &Path) -> Result {
    fs::create_dir_all(folder)?;
    for path in texts(models)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let target = folder.join(&*name);
        if name.ends_with(".evidence.json") {
            fs::copy(&path, target)?;
        } else if !name.ends_with(".schema.json") && name != "index.json" {
            let loaded = load(&fs::read_to_string(&path)?);
            let faults = || loaded.problems.iter().map(|problem| problem.message.as_str());
            let model = loaded.model.as_ref().ok_or_else(|| {
                format!("{}: {}", path.display(), faults().collect::<Vec<_>>().join("; "))
            })?;
            fs::write(target, sealed::seal(model))?;
        }
    }
    Ok(())
}

/// Writes the digest of its evidence into each model.
pub(crate) fn add_digests(models: &Path) -> Result {
    for model in evidence(models)? {
        // Without its evidence, a model can be tried out, but `check` fails.
        let Some(digest) = &model.digest else { continue };
        let with_digest = with_digest(&model.text, &model.file, model.integrity.as_deref(), digest)
            .ok_or_else(|| format!("{}: more than one `integrity`", model.path.display()))?;
        fs::write(&model.path, with_digest)?;
    }
    Ok(())
}

/// Lists the decisions for the standalone page, each with its typical cases and their verdicts: those
/// with the most cases first, then by title.
pub(crate) fn index(models: &Path) -> Result<Vec<Value>> {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(models.join("model.schema.json"))?)?;
    // An alternative without a colour or shape has that of its position.
    let word = |place: usize, alternative: &Value, field: &str, name: &str| {
        let words = schema["$defs"][name]["enum"].as_array();
        let default = words.and_then(|words| words.get(place % words.len())).cloned();
        Some(alternative[field].clone()).filter(|given| !given.is_null()).or(default)
    };
    let mut list = Vec::new();
    for path in texts(models)? {
        let model: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        // Schemas and evidence have no alternatives.
        let Some(alternatives) = model["alternatives"].as_array() else { continue };
        let count = |name: &str| model[name].as_array().map_or(0, Vec::len);
        let shown = |(i, alternative): (usize, &Value)| json!({"id": alternative["id"], "name": alternative["name"], "color": word(i, alternative, "color", "Color"), "shape": word(i, alternative, "shape", "Shape")});
        let text = |name: &str| model[name].as_str().unwrap_or_default();
        list.push(json!({
            "id": model["id"],
            "title": model["title"],
            "lang": text("lang"),
            "evidence_read": text("evidence_read"),
            "alternatives": alternatives.iter().enumerate().map(shown).collect::<Vec<_>>(),
            "sources": count("sources"),
            "questions": count("questions"),
            "cases": cases(&path, &model)?,
        }));
    }
    let order = |model: &Value| {
        (Reverse(model["cases"].as_array().map_or(0, Vec::len)), model["title"].to_string())
    };
    list.sort_by_key(order);
    fs::write(models.join("index.json"), serde_json::to_string(&list)?)?;
    Ok(list)
}

/// The name of each typical case, and the ids of the alternatives that `tiebreak decide` finds
/// close.
fn cases(path: &Path, model: &Value) -> Result<Vec<Value>> {
    let case = |case: &Value| {
        let output = cargo(&["run", "--quiet", "--package", "tiebreak-cli", "--", "decide"])
            .arg(path)
            .args(["--json", "--answers", &case["answers"].to_string()])
            .output()?;
        let decision: Value = serde_json::from_slice(&output.stdout).map_err(|_| {
            let error = String::from_utf8_lossy(&output.stderr);
            format!("no verdict for {} of {}: {error}", case["name"], path.display())
        })?;
        Ok(json!({ "name": case["name"], "close": decision["verdict"]["close"] }))
    };
    model["cases"].as_array().into_iter().flatten().map(case).collect()
}

/// A model that names evidence.
pub(crate) struct Model {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// Name of the evidence file, and the digest in the model.
    pub(crate) file: String,
    pub(crate) integrity: Option<String>,
    /// The digest of the evidence file; `None` if there is no such file.
    pub(crate) digest: Option<String>,
}

/// The models in a folder that name evidence; schemas and evidence do not.
pub(crate) fn evidence(models: &Path) -> Result<Vec<Model>> {
    let mut found = Vec::new();
    for path in texts(models)? {
        let text = fs::read_to_string(&path)?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| format!("{} is not JSON: {error}", path.display()))?;
        let link = &value["evidence"];
        let Some(file) = link["file"].as_str().map(str::to_owned) else { continue };
        let integrity = link["integrity"].as_str().map(str::to_owned);
        let digest = fs::read(models.join(&file)).ok().as_deref().map(xtask::integrity);
        found.push(Model { path, text, file, integrity, digest });
    }
    Ok(found)
}

/// The JSON files of a folder, without compressed copies.
fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths: std::io::Result<Vec<PathBuf>> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    Ok(paths?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect())
}

/// A minified model with another digest; `None` if the place of the digest is ambiguous.
fn with_digest(model: &str, file: &str, old: Option<&str>, new: &str) -> Option<String> {
    let (from, to) = if let Some(old) = old {
        (format!(r#""integrity":"{old}""#), format!(r#""integrity":"{new}""#))
    } else {
        let file = format!(r#""evidence":{{"file":"{file}""#);
        (file.clone(), format!(r#"{file},"integrity":"{new}""#))
    };
    (model.matches(&from).count() == 1).then(|| model.replace(&from, &to))
}

/// JSON without white space between tokens.
pub(crate) fn compact(json: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    json.chars()
        .filter(|&c| {
            let keep = in_text || !c.is_ascii_whitespace();
            if c == '"' && !escaped {
                in_text = !in_text;
            }
            escaped = c == '\\' && !escaped;
            keep
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_keeps_text() {
        let json = "{ \"a b\" : [ 1.50, \"c \\\" d\\\\\" ,\n\ttrue ] }\n";
        assert_eq!(compact(json), r#"{"a b":[1.50,"c \" d\\",true]}"#);
    }

    #[test]
    fn a_digest_is_replaced_or_added_in_one_place() {
        let model = r#"{"evidence":{"file":"e.json","integrity":"sha256-old"}}"#;
        let expect = r#"{"evidence":{"file":"e.json","integrity":"sha256-new"}}"#;
        assert_eq!(with_digest(model, "e.json", Some("sha256-old"), "sha256-new").unwrap(), expect);
        let model = r#"{"evidence":{"file":"e.json"}}"#;
        assert_eq!(with_digest(model, "e.json", None, "sha256-new").unwrap(), expect);
        assert!(with_digest(&model.repeat(2), "e.json", None, "sha256-new").is_none());
    }
}
