//! What a decision is made of: alternatives, sources, questions and their rows.
//!
//! A [`Model`] is valid by construction: only [`load::load`] makes one, and it refuses whatever
//! the engine could trip over. Files name things by id; inside, everything is an index into the
//! vectors below, in the author's order.
//!
//! This ring takes data and returns data. It has no clock, no storage, no DOM, no randomness.

#![forbid(unsafe_code)]

pub mod answers;
pub mod digest;
pub mod evidence;
pub mod json;
pub mod lint;
pub mod load;
pub mod overrides;
pub mod problem;
pub mod rows;
pub mod schema;

pub use schema::{Choose, Color, Interest, Kind, Rule, Shape, Tier};

/// Largest number of alternatives in a model.
pub const MAX_ALTERNATIVES: usize = 12;
/// Largest number of sources in a model.
pub const MAX_SOURCES: usize = 64;
/// Largest number of typical cases in a model.
pub const MAX_CASES: usize = 64;
/// Largest number of questions in a model.
pub const MAX_QUESTIONS: usize = 64;
/// Largest number of options of a question.
pub const MAX_OPTIONS: usize = 32;
/// Largest number of statements, and of items of any other list, in an evidence file.
pub const MAX_STATEMENTS: usize = 2_000;
/// Largest number of requests a second that a source may speak of.
pub const MAX_REQUESTS: i64 = 1_000_000_000;
/// Largest swing weight of a row.
pub const MAX_WEIGHT: i64 = 200;
/// Upper end of the value scale: 0 works against you, 500 is neutral, 1000 is made for this.
pub const MAX_VALUE: i64 = 1_000;
/// Largest seam or cost of a derived alternative.
pub const MAX_SEAM: i64 = 200;
/// Largest tie band.
pub const MAX_BAND: i64 = 100;
/// Largest number of disputed requirements in a model.
pub const MAX_DISPUTED: usize = 4;
/// Largest number of groups in a `many` question.
pub const MAX_GROUPS: usize = 4;
/// Largest number of reachable rows of a `many` question.
pub const MAX_ROWS: usize = 256;

/// One decision, checked and indexed.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Stable name of the decision.
    pub id: String,
    /// Version of the decision, as its author counts.
    pub version: String,
    /// [`digest::digest`] of the file, to tell two files of one version apart.
    pub digest: u64,
    /// BCP 47 language tag of the texts.
    pub lang: String,
    /// The decision in one line.
    pub title: String,
    /// When the sources were read (`2026-03`).
    pub evidence_read: String,
    /// When the public record was searched for corrections.
    pub corrections_read: Option<String>,
    /// When and why the author would change the model.
    pub update_policy: String,
    /// Who paid for the work, and what they sell.
    pub paid_by: String,
    /// Tie band in thousandths of the scale: 10 is 1 point of 100.
    pub band: i64,
    /// The second file, when there is one.
    pub evidence: Option<EvidenceLink>,
    /// What one can choose.
    pub alternatives: Vec<Alternative>,
    /// Whose evidence is weighed.
    pub sources: Vec<Source>,
    /// How many clusters the sources form.
    pub clusters: usize,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Typical cases with the verdict that a source states for them.
    pub cases: Vec<TypicalCase>,
    /// The rows as the engine adds them up: all sources pooled, each alone, each left out.
    pub tables: rows::Tables,
}

impl Model {
    /// Index of the alternative with this id.
    pub fn alternative(&self, id: &str) -> Option<usize> {
        self.alternatives.iter().position(|it| it.id == id)
    }

    /// Index of the source with this id.
    pub fn source(&self, id: &str) -> Option<usize> {
        self.sources.iter().position(|it| it.id == id)
    }

    /// Index of the question with this id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|it| it.id == id)
    }
}

/// Name and digest of the evidence file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLink {
    /// Bare file name, in the folder of the model file.
    pub file: String,
    /// Subresource-integrity value of its bytes, `sha256-…`.
    pub integrity: Option<String>,
}

/// What one can choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Stable name.
    pub id: String,
    /// Name that readers see.
    pub name: String,
    /// Colour that stands for it everywhere.
    pub color: Color,
    /// Shape that stands for it where colour does not reach.
    pub shape: Shape,
    /// What living with it is like.
    pub living: String,
    /// What speaks for it, in general.
    pub good: Vec<String>,
    /// What speaks against it, in general.
    pub bad: Vec<String>,
    /// How it is made of others, when it is not a base alternative.
    pub derived: Option<Derived>,
}

/// An alternative that joins others, as "both" joins two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The base alternatives that it joins.
    pub of: Vec<usize>,
    /// What the seam between them costs where a need is met by the better half (0..200 of 1000).
    pub seam: i64,
    /// What holding both costs where a property pervades everything (0..200 of 1000).
    pub cost: i64,
}

/// Somebody whose statements are evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Stable name.
    pub id: String,
    /// Name that fits beside a bar.
    pub short: String,
    /// Title of the article.
    pub title: String,
    /// Author, where known.
    pub author: Option<String>,
    /// Date, where known.
    pub date: Option<String>,
    /// Address, where known.
    pub url: Option<String>,
    /// What the author or publisher sells.
    pub sells: String,
    /// How that bears on the verdict.
    pub interest: Interest,
    /// Index of the cluster: sources of one vendor or author, or that cite each other, share it.
    pub cluster: usize,
}

/// One question is one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Stable name.
    pub id: String,
    /// What its answers do to derived alternatives.
    pub kind: Kind,
    /// Heading that it stands under in the list of all questions.
    pub theme: String,
    /// Asked of everybody, or to refine.
    pub tier: Tier,
    /// Whether "does not matter to me" is offered.
    pub may_not_matter: bool,
    /// How it is answered.
    pub choose: Choose,
    /// The question itself.
    pub text: String,
    /// Why it is asked, in one sentence.
    pub why: String,
    /// The two ends of its scale, in words.
    pub scale: Scale,
    /// What leaving it open contributes.
    pub unanswered: ScoreRow,
    /// The possible answers.
    pub options: Vec<Choice>,
    /// Number of groups of a `many` question; 0 otherwise.
    pub groups: usize,
}

impl Question {
    /// Index of the option with this id.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|it| it.id == id)
    }
}

/// Prior of "none of these" beside the options', which are 1 unless the author says.
const PRIOR_OF_NONE: f64 = 1.0;

impl Question {
    /// The prior of "none of these", which is 0 but of a `many` question, and the sum of all priors:
    /// a reader who answers gives one option, or none of these, with the share of its prior.
    pub fn priors(&self) -> (f64, f64) {
        let none = if self.choose == Choose::Many { PRIOR_OF_NONE } else { 0.0 };
        (none, self.options.iter().fold(none, |sum, it| sum + it.prior))
    }
}

/// Both ends of a question's scale, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What it is like at the lower end.
    pub low: String,
    /// What it is like at the upper end.
    pub high: String,
}

/// One possible answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Stable name.
    pub id: String,
    /// The answer, as the reader says it.
    pub text: String,
    /// What it means, in small print.
    pub note: Option<String>,
    /// Whether the reader could make this true.
    pub in_control: bool,
    /// `many`: index of the underlying need that it expresses.
    pub group: usize,
    /// `number`: peak requests per second from which this option holds.
    pub from: f64,
    /// How often projects give this answer, relative to the question's other options.
    pub prior: f64,
    /// What it contributes.
    pub row: ScoreRow,
    /// What it rules out.
    pub requirements: Vec<Requirement>,
}

/// A weight and what each source says, before pooling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreRow {
    /// Swing weight, 0..=200: how much this may move the choice.
    pub weight: i64,
    /// Per alternative, how a derived one gets its value (base alternatives: `Own`).
    pub rules: Vec<Rule>,
    /// What the sources say; silent ones are absent.
    pub ratings: Vec<Rating>,
}

/// One source's view of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Who says so.
    pub rater: Rater,
    /// Value 0..=1000 per alternative; `None` where a rule derives it.
    pub values: Vec<Option<i64>>,
    /// Ids of the statements that it rests on.
    pub statements: Vec<String>,
    /// Alternatives whose value the text implies without stating it.
    pub inferred: Vec<usize>,
}

/// Who rates a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rater {
    /// The source with this index.
    Source(usize),
    /// The model's author, on a row where no source speaks: shown as an assumption.
    Editor,
}

/// An answer that rules an alternative out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The alternative that it rules out.
    pub excludes: usize,
    /// Who says so.
    pub said_by: Vec<Voice>,
    /// Who says the contrary of this very situation.
    pub contradicted_by: Vec<Voice>,
}

impl Requirement {
    /// Whether nobody contradicts it.
    pub fn agreed(&self) -> bool {
        self.contradicted_by.is_empty()
    }

    /// Everybody who speaks on it.
    pub fn voices(&self) -> impl Iterator<Item = &Voice> {
        self.said_by.iter().chain(&self.contradicted_by)
    }
}

/// A source and the statements in which it speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Index of the source.
    pub source: usize,
    /// Ids of its statements.
    pub statements: Vec<String>,
}

/// A situation that many readers share.
#[derive(Clone, Debug, PartialEq)]
pub struct TypicalCase {
    /// Stable name.
    pub id: String,
    /// Name on its button.
    pub name: String,
    /// One line of reason.
    pub note: String,
    /// What it answers.
    pub answers: answers::Answers,
    /// Index of the alternative that a source names for it.
    pub winner: usize,
    /// Ids of the statements that name it.
    pub statements: Vec<String>,
}
