//! From files to what the engine takes: a [`Model`] and its [`Evidence`], or why not.
//!
//! Loading never panics, whatever the text. It reports every error at once, each with a code, a
//! JSON pointer and, where one is known, what to do. What could merely mislead is left to
//! [`super::lint`].
//!
//! ```text
//! text --text--> JSON --shape, by the tables of schema--> fits --model, question, row--> Model
//! ```
//!
//! It does not fetch, nor compare digests: that is for whoever has the bytes.

mod evidence;
mod model;
mod node;
pub(crate) mod place;
mod question;
pub(crate) mod report;
mod row;
mod shape;
mod text;

use self::node::Node;
use self::report::{Diagnostics, FailFast, Report};
use super::Model;
use super::digest::digest;
use super::evidence::Evidence;
use super::problem::{File, Problem};
use super::schema::{self, Form};

pub use self::text::{MAX_BYTES, MAX_DEPTH, is_refused};

/// What came of a model file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The model, when there are no problems.
    pub model: Option<Model>,
    /// Everything that stands in its way.
    pub problems: Vec<Problem>,
}

/// What came of an evidence file.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedEvidence {
    /// The evidence, when there are no problems.
    pub evidence: Option<Evidence>,
    /// Everything that stands in its way, or in how the model refers to it.
    pub problems: Vec<Problem>,
}

/// Reads `<id>.json`.
///
/// ```
/// use tiebreak_core::model::load::load;
/// let loaded = load("{}");
/// assert_eq!(loaded.model, None);
/// assert_eq!(loaded.problems[0].to_string(), "error[shape]: missing field `format`");
/// ```
pub fn load(text: &str) -> Loaded {
    let mut report = Report::new(File::Model);
    Loaded { model: model(&mut report, text), problems: report.problems }
}

/// The same model, without a word on why there is none. That is what a browser reads with: what
/// words the problems is [`load`]'s, and fetched when there is one.
pub fn load_fail_fast(text: &str) -> Option<Model> {
    model(&mut FailFast::new(), text)
}

fn model(report: &mut impl Diagnostics, text: &str) -> Option<Model> {
    let form = Form::Fields(&schema::MODEL);
    let model = read(report, text, &form, |report, file| model::model(report, file));
    model.map(|it| Model { digest: digest(text), ..it })
}

/// Reads `<id>.evidence.json` for its model.
pub fn load_evidence(model: &Model, text: &str) -> LoadedEvidence {
    let mut report = Report::new(File::Evidence);
    let form = Form::Fields(&schema::EVIDENCE);
    let evidence =
        read(&mut report, text, &form, |report, file| evidence::evidence(report, model, file));
    LoadedEvidence { evidence, problems: report.problems }
}

/// Reads what a text of this form says.
fn read<F: Diagnostics, T>(
    report: &mut F,
    text: &str,
    form: &Form,
    says: impl FnOnce(&mut F, Node<'_>) -> Option<T>,
) -> Option<T> {
    let mut json = text::parse(report, text)?;
    shape::fits(report, &mut json, form, &place::Place::FILE);
    says(report, Node::new(&json)?)
}
