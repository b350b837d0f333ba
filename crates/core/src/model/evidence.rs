//! Evidence: the second file of a decision, with statements, corrections, a table and advice.
//!
//! A verdict does not need the evidence. The widget fetches the file when a reader asks for a
//! reason for the first time, and [`load_evidence`](super::load::load_evidence) reads it. Statements are
//! identified by id, as in the ratings of the model. All other references are indices into the
//! model.

pub use super::schema::{Mark, Section, VerdictKind};

use super::answers::OptionSet;

/// The contents of an evidence file, checked against its model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Statements of the sources.
    pub statements: Vec<Statement>,
    /// Corrections of the statements by the public record.
    pub corrections: Vec<Correction>,
    /// The rows of the table that compares the alternatives side by side.
    pub table: Vec<TableRow>,
    /// Advice, next steps, and answers to common questions.
    pub advice: Vec<Advice>,
    /// Notes about sources.
    pub source_notes: Vec<SourceNote>,
    /// Statements that nothing uses, with the reason.
    pub unused: Vec<Unused>,
}

impl Evidence {
    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }

    /// The corrections of the statement with this id.
    pub fn corrections_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Correction> {
        let concerns =
            move |correction: &&Correction| correction.statements.iter().any(|s| s == id);
        self.corrections.iter().filter(concerns)
    }
}

/// One statement of a source, in the words of the model's author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Stable name.
    pub id: String,
    /// Index of its source.
    pub source: usize,
    /// The place in the source, for example a heading.
    pub place: String,
    /// The statement.
    pub text: String,
    /// Links of the source for the statement.
    pub links: Vec<String>,
}

/// A correction of statements by the public record, such as documentation or release notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Stable name.
    pub id: String,
    /// Ids of the statements that the correction is about.
    pub statements: Vec<String>,
    /// The result of the check.
    pub mark: Mark,
    /// The public record, in the words of the model's author.
    pub text: String,
    /// Links to the public record: https, http or mailto.
    pub links: Vec<String>,
}

/// A row of the side-by-side table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Stable name.
    pub id: String,
    /// The name of the row: what is compared.
    pub name: String,
    /// Indices of the questions whose answers make the row relevant.
    pub questions: Vec<usize>,
    /// The statements of the sources about the alternatives.
    pub cells: Vec<Cell>,
}

/// The statement of one source about one alternative, in one row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Index of the alternative.
    pub alternative: usize,
    /// Index of the source.
    pub source: usize,
    /// The statement, in a few words.
    pub text: String,
    /// The statement as a range of requests per second, smaller number first, if it is one.
    pub requests_per_second: Option<(i64, i64)>,
    /// Ids of the statements that support the cell.
    pub statements: Vec<String>,
}

/// A piece of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Stable name.
    pub id: String,
    /// The panel that shows the advice.
    pub section: Section,
    /// The heading, or the common question.
    pub title: String,
    /// The advice, or the answer to the question.
    pub text: String,
    /// The conditions under which the advice is shown.
    pub when: When,
    /// Ids of the statements that support the text.
    pub statements: Vec<String>,
    /// Links to further reading.
    pub links: Vec<Link>,
}

/// The conditions under which a piece of advice is shown. All fields must hold.
///
/// An empty list or `None` always holds. Another list holds if one of its items does, except for
/// `answers`, of which all items must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Index of a question, and options of which one must be chosen.
    pub answers: Vec<(usize, OptionSet)>,
    /// Indices of alternatives, of which one must be the winner.
    pub winner: Vec<usize>,
    /// Kinds of verdict, of which one must be the kind of this verdict.
    pub kinds: Vec<VerdictKind>,
    /// Whether the verdict must be final (`true`) or not final (`false`).
    pub is_final: Option<bool>,
}

/// A link to further reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text of the link.
    pub text: String,
    /// Address: https, http or mailto.
    pub url: String,
}

/// A note about a source, for example about its interests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    /// Index of the source.
    pub source: usize,
    /// The text of the note.
    pub text: String,
    /// Ids of the statements that support the text.
    pub statements: Vec<String>,
}

/// A statement that nothing uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Id of the statement.
    pub statement: String,
    /// The reason why nothing uses the statement.
    pub reason: String,
}
