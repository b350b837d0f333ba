//! Reads the two files of a decision, or reports everything that is wrong with them.
//!
//! [`load`] turns the text of a model file into a [`Model`], and [`load_evidence`] the text of its
//! evidence file into [`Evidence`]. Loading never panics, whatever the text. It does not stop at
//! the first error: a report has every problem of the file, each with a
//! [code](super::problem::Code), the place as a JSON pointer and, where possible, a hint.
//!
//! Loading has three stages:
//!
//! ```text
//! text --parse--> JSON --shape--> JSON of the right types --model, evidence--> Model, Evidence
//! ```
//!
//! 1. `parse` reads JSON, and checks all texts for characters that could mislead.
//! 2. `shape` compares the JSON with the tables in [`schema`]. It clears the parts with the wrong
//!    type, so that the next stage has no errors of types to handle.
//! 3. `model` and `evidence` check values, ranges and references, and build the result in the same
//!    pass. `model` reads the header, alternatives and sources; `question` reads questions with
//!    their options and requirements; `row` reads weights and ratings. Each of them leaves out the
//!    faulty parts and goes on. A file with errors yields no model, however much could be read.
//!
//! The checks report to a `Diagnostics`, which collects the problems for [`load`] and only notices
//! them for [`load_fail_fast`]. Faults that do not prevent the use of a model are warnings, which
//! belong to [`lint`](super::lint). Fetching files and comparing their SHA-256 digests is up to the
//! caller.

mod evidence;
mod ids;
mod model;
mod node;
mod parse;
mod question;
mod row;
mod shape;
mod syntax_error;

use self::node::Node;
use super::Model;
use super::diagnostics::{Diagnostics, FailFast, Report};
use super::digest::digest;
use super::evidence::Evidence;
use super::place::Place;
use super::problem::{Code, File, Problem};
use super::schema::{self, Form};

pub use self::parse::{MAX_BYTES, MAX_DEPTH};
pub(crate) use self::syntax_error::{FieldTwice, fields_twice};
pub use self::syntax_error::{SyntaxError, syntax_error};
pub use super::syntax::is_refused;

/// The result of loading a model file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The model; `None` if there are problems.
    pub model: Option<Model>,
    /// All errors of the file.
    pub problems: Vec<Problem>,
}

/// The result of loading an evidence file.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedEvidence {
    /// The evidence; `None` if there are problems.
    pub evidence: Option<Evidence>,
    /// All errors of the file, and of the references from the model to its statements.
    pub problems: Vec<Problem>,
}

/// Loads a model file, `<id>.json`.
///
/// ```
/// use tiebreak_core::model::load::load;
/// let loaded = load("{}");
/// assert_eq!(loaded.model, None);
/// assert_eq!(loaded.problems[0].message, "missing field `format`");
/// assert_eq!(loaded.problems[0].hint.as_deref(), Some("add `\"format\": 1`"));
/// ```
pub fn load(text: &str) -> Loaded {
    let mut report = Report::new(File::Model);
    Loaded { model: load_model(&mut report, text), problems: report.problems }
}

/// Loads a model file without a report. Returns the same model as [`load`].
///
/// The first load in a browser calls this, because the code for messages is fetched only if they
/// are needed.
pub fn load_fail_fast(text: &str) -> Option<Model> {
    load_model(&mut FailFast::new(), text)
}

fn load_model(diagnostics: &mut impl Diagnostics, text: &str) -> Option<Model> {
    let form = Form::Fields(&schema::MODEL);
    let model = read(diagnostics, text, &form, |diagnostics, file| model::read(diagnostics, file));
    model.map(|model| Model { digest: digest(text), ..model })
}

/// Loads an evidence file, `<id>.evidence.json`, and compares it with its model.
pub fn load_evidence(model: &Model, text: &str) -> LoadedEvidence {
    let mut report = Report::new(File::Evidence);
    let form = Form::Fields(&schema::EVIDENCE);
    let evidence =
        read(&mut report, text, &form, |report, file| evidence::read(report, model, file));
    LoadedEvidence { evidence, problems: report.problems }
}

/// Loads an evidence file without a report. Returns the same evidence as [`load_evidence`].
pub fn load_evidence_fail_fast(model: &Model, text: &str) -> Option<Evidence> {
    let form = Form::Fields(&schema::EVIDENCE);
    let build =
        |diagnostics: &mut FailFast, file: Node<'_>| evidence::read(diagnostics, model, file);
    read(&mut FailFast::new(), text, &form, build)
}

/// Runs the three stages; `build` is the third.
fn read<D: Diagnostics, T>(
    diagnostics: &mut D,
    text: &str,
    form: &Form,
    build: impl FnOnce(&mut D, Node<'_>) -> Option<T>,
) -> Option<T> {
    let mut json = parse::parse(diagnostics, text)?;
    shape::check(diagnostics, &mut json, form, &Place::FILE);
    let file = Node::new(&json)?;
    check_format(diagnostics, file);
    build(diagnostics, file)
}

/// Checks that this version reads the format of the file.
fn check_format(diagnostics: &mut impl Diagnostics, file: Node<'_>) {
    if let Some(format) = file.integer("format").filter(|&format| format != schema::FORMAT) {
        let (of, at) = (diagnostics.file(), &Place::FILE.key("format"));
        diagnostics.push(|| {
            let message = format!("the file has format {format}; this version reads format 1");
            let hint = "write `1`; your own version of the decision belongs into `version`";
            Problem::new(of, Code::Format, at.pointer(), message).hint(hint)
        });
    }
}
