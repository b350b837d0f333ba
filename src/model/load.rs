//! From files to what the engine takes: a [`Model`] and its [`Evidence`], or why not.
//!
//! Loading never panics, whatever the text. It reports every problem at once, each with a code, a
//! JSON pointer and, where one is known, what to do. Errors mean that there is no model; warnings,
//! which are looked for only where there are no errors, that it could mislead.
//!
//! ```text
//! text --text--> JSON --item--> schema types --check, question--> --build--> Model --lint-->
//! ```
//!
//! It does not fetch, nor compare digests: that is for whoever has the bytes.

mod build;
mod check;
mod evidence;
pub mod item;
mod lint;
mod node;
mod question;
mod report;
mod text;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::report::Report;
use super::Model;
use super::digest::digest;
use super::evidence::Evidence;
use super::problem::{File, Problem};

pub use self::evidence::load_evidence;
pub use self::text::{MAX_BYTES, MAX_DEPTH};

/// How many faults outside of lists are mended to look further.
const MAX_MENDED: usize = 32;

/// What came of a model file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The model, when no problem is an error.
    pub model: Option<Model>,
    /// Everything that is wrong with it.
    pub problems: Vec<Problem>,
}

/// What came of an evidence file.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedEvidence {
    /// The evidence, when no problem is an error.
    pub evidence: Option<Evidence>,
    /// Everything that is wrong with it, or with how the model refers to it.
    pub problems: Vec<Problem>,
}

/// Reads `<id>.json`.
///
/// ```
/// use tiebreak::model::load::load;
/// let loaded = load("{}");
/// assert_eq!(loaded.model, None);
/// assert_eq!(loaded.problems[0].to_string(), "error[shape]: missing field `format`");
/// ```
pub fn load(text: &str) -> Loaded {
    let mut report = Report::new(File::Model);
    let blank = json!({
        "format": 1, "id": "x", "version": "x", "lang": "en", "title": "x",
        "evidence_read": "2000-01", "update_policy": "x", "paid_by": "x",
        "alternatives": [], "sources": [], "questions": [],
    });
    let file = text::parse(&mut report, text).and_then(|it| header(&mut report, it, &blank));
    let mut model = None;
    if let Some(file) = file {
        check::model(&mut report, &file);
        if !report.has_errors() {
            let built = build::model(file);
            lint::lint(&mut report, &built);
            model = Some(Model { digest: digest(text), ..built });
        }
    }
    Loaded { model, problems: report.into_problems() }
}

/// The file as its type. A fault outside of lists of items is reported, then mended from `blank`
/// to look further; without one of the lists there is nothing to look at.
fn header<T: DeserializeOwned>(report: &mut Report, mut json: Value, blank: &Value) -> Option<T> {
    for _ in 0..MAX_MENDED {
        let fault = match item::fit(&json) {
            Ok(file) => return Some(file),
            Err(fault) => fault,
        };
        report.push(fault.problem(report.file(), ""));
        let field = fault.field()?;
        let fields = json.as_object_mut()?;
        match blank.get(field) {
            Some(Value::Array(_)) => return None,
            // What is already as in `blank` would never be mended.
            Some(it) if fields.get(field) != Some(it) => {
                fields.insert(field.to_owned(), it.clone());
            }
            Some(_) => return None,
            None => {
                fields.remove(field)?;
            }
        }
    }
    None
}
