//! What stands behind a verdict: statements, corrections, the side-by-side table, advice.
//!
//! Read by [`super::load::load_evidence`] from the second file of a decision, when a reader first
//! asks for it; a verdict never needs it. Statements go by id, as in the model's ratings;
//! everything else is an index into the model.

pub use super::schema::{Mark, Section, VerdictKind};

use super::answers::OptionSet;

/// Everything in the second file, checked against its model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// What the sources say, in our words.
    pub statements: Vec<Statement>,
    /// What the public record says of them.
    pub corrections: Vec<Correction>,
    /// The alternatives side by side.
    pub table: Vec<TableRow>,
    /// Advice, next steps and questions people ask.
    pub advice: Vec<Advice>,
    /// What a reader should know of a source.
    pub source_notes: Vec<SourceNote>,
    /// Statements that nothing uses, and why.
    pub unused: Vec<Unused>,
}

impl Evidence {
    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|it| it.id == id)
    }

    /// The corrections that concern a statement.
    pub fn corrections_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Correction> {
        self.corrections.iter().filter(move |it| it.statements.iter().any(|it| it == id))
    }
}

/// One statement of a source, in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Stable name.
    pub id: String,
    /// Index of its source.
    pub source: usize,
    /// Where in the source it stands.
    pub place: String,
    /// What it says.
    pub text: String,
}

/// What the public record says of statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Stable name.
    pub id: String,
    /// Ids of the statements that it concerns.
    pub statements: Vec<String>,
    /// How they stand up.
    pub mark: Mark,
    /// What the record says, in our words.
    pub text: String,
    /// Where it says so: https, http or mailto.
    pub links: Vec<String>,
}

/// A row of the side-by-side table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Stable name.
    pub id: String,
    /// What is compared.
    pub name: String,
    /// Indices of the questions whose answers make the row matter.
    pub questions: Vec<usize>,
    /// What each source says of each alternative.
    pub cells: Vec<Cell>,
}

/// What one source says of one alternative in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Index of the alternative.
    pub alternative: usize,
    /// Index of the source.
    pub source: usize,
    /// What it says, in a few words of ours.
    pub text: String,
    /// The same as a range of requests a second, where it is one.
    pub requests_per_second: Option<(i64, i64)>,
    /// Ids of the statements.
    pub statements: Vec<String>,
}

/// A piece of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Stable name.
    pub id: String,
    /// Which panel shows it.
    pub section: Section,
    /// Its heading, or the question people ask.
    pub title: String,
    /// The advice, or the answer.
    pub text: String,
    /// When it applies.
    pub when: When,
    /// Ids of the statements that it rests on.
    pub statements: Vec<String>,
    /// Where to read on.
    pub links: Vec<Link>,
}

/// When a piece of advice applies: all fields must hold. An empty list, or `None`, always does;
/// of any other list one member must.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Per question, options of which one is given; all the questions must agree.
    pub answers: Vec<(usize, OptionSet)>,
    /// Indices of the alternatives of which one wins.
    pub winner: Vec<usize>,
    /// Kinds of verdict.
    pub kinds: Vec<VerdictKind>,
    /// Whether asking has stopped.
    pub is_final: Option<bool>,
}

/// A link to read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it leads to.
    pub text: String,
    /// Address: https, http or mailto.
    pub url: String,
}

/// What a reader should know of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    /// Index of the source.
    pub source: usize,
    /// The note.
    pub text: String,
    /// Ids of the statements that it rests on.
    pub statements: Vec<String>,
}

/// A statement that nothing uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Id of the statement.
    pub statement: String,
    /// Why nothing uses it.
    pub reason: String,
}
