//! Files that the reader opens: their texts, and the problems found in them.

use tiebreak_core::model::problem::Problem;

/// A file by its name.
#[derive(Clone, Debug)]
pub struct NamedText {
    /// Name of the file, or the address that it was fetched from.
    pub name: String,
    /// The text; `None` if the file is too large.
    pub text: Option<String>,
}

/// A problem in one file of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// Name of the file.
    pub file: String,
    /// The problem.
    pub problem: Problem,
}
