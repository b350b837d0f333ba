//! Decision models: alternatives, sources, questions, and the ratings that connect them.
//!
//! A [`Model`] defines one decision. It has [alternatives](Alternative) of which one is to be
//! chosen, [sources](Source) whose statements are evidence, and [questions](Question) to the
//! reader. Each option of a question has a [row](ScoreRow): a swing weight, and for each source
//! that rates the row a value of each alternative. `docs/method.md#data-model` defines these terms.
//!
//! # From a file to a model
//!
//! A decision consists of two JSON files. The model file has everything that a verdict needs; the
//! evidence file has the statements that the ratings refer to, and other texts that are fetched
//! later.
//!
//! - [`schema`] defines the fields of both files, as tables.
//! - [`load`] turns a file into a [`Model`] or [`Evidence`](evidence::Evidence), or into a list of
//!   [problems](problem).
//! - [`lint`] warns the author of a valid model about faults that could mislead readers.
//! - [`format`](mod@format) writes a file in its usual form.
//! - [`json`] reads and writes JSON values.
//!
//! Only [`load::load`] makes a `Model`, and it refuses every file with which the engine could
//! fail. Therefore the functions of the engine return no errors.
//!
//! Files identify items by id. A `Model` uses indices instead: `usize` numbers into its vectors,
//! which keep the order of the file.
//!
//! ```
//! # const SAMPLE: &str = include_str!("../../../tests/cases/sample.json");
//! use tiebreak_core::model::load::load;
//!
//! let model = load(SAMPLE).model.expect("a valid model");
//! let timber = model.alternative("timber").expect("an alternative");
//! let mixed = model.alternative("brick-timber").expect("an alternative");
//! let derived = model.alternatives[mixed].derived.as_ref().expect("a derived alternative");
//! assert!(derived.of.contains(&timber));
//! ```
//!
//! # From ratings to points
//!
//! [`rows`] pools the values of all sources, derives the values of derived alternatives, and
//! multiplies them by the weights. The resulting points are stored in [`Model::tables`], once for
//! each source view, so that the engine only has to add.
//!
//! # Answers
//!
//! [`answers`] has the replies of a reader, and [`overrides`] the weights and values that the
//! reader replaces. Both have a JSON form that files, links and events share.

#![forbid(unsafe_code)]

pub mod answers;
pub(crate) mod diagnostics;
pub mod digest;
pub mod evidence;
pub mod format;
mod hints;
pub mod json;
pub mod lint;
pub mod load;
pub mod overrides;
pub(crate) mod place;
pub mod problem;
pub mod rows;
pub mod schema;
pub mod sealed;
pub(crate) mod syntax;

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
/// Largest number of requests per second in the table of an evidence file.
pub const MAX_REQUESTS: i64 = 1_000_000_000;
/// Largest swing weight of a row.
pub const MAX_WEIGHT: i64 = 200;
/// Largest value. On the scale, 0 works against the reader, 500 neither helps nor hurts, and 1000
/// is made for this.
pub const MAX_VALUE: i64 = 1_000;
/// Largest seam and largest cost of a derived alternative, in thousandths of the value scale.
pub const MAX_SEAM: i64 = 200;
/// Largest tie band, in thousandths of the value scale.
pub const MAX_BAND: i64 = 100;
/// Largest number of disputed requirements in a model.
pub const MAX_DISPUTED: usize = 4;
/// Largest number of groups in a `many` question.
pub const MAX_GROUPS: usize = 4;
/// Largest number of rows that combinations of options of a `many` question can have.
pub const MAX_ROWS: usize = 256;

/// One decision, valid by construction.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Stable name of the decision: letters, digits, `-` and `_`.
    pub id: String,
    /// Version of the decision, in the form that the author uses.
    pub version: String,
    /// [Digest](digest::digest) of the model file, which distinguishes files of the same version.
    pub digest: u64,
    /// BCP 47 language tag of the texts; empty for the language of the page.
    pub lang: String,
    /// Title of the decision, in one line.
    pub title: String,
    /// Date when the sources were read, for example `2026-03`; `None` if it is not known.
    pub evidence_read: Option<String>,
    /// Date when the public record was searched for corrections.
    pub corrections_read: Option<String>,
    /// When and why the author changes the model; empty if the author does not say.
    pub update_policy: String,
    /// The party that paid for the work, and its commercial interest; empty if the author does not
    /// say.
    pub paid_by: String,
    /// Tie band in thousandths of the value scale, 0 to 100: 10 is 1 point of 100.
    pub band: i64,
    /// Whether the verdict of the rows of unanswered questions is shown before the first answer.
    pub default_verdict: bool,
    /// Name and digest of the evidence file, if there is one.
    pub evidence: Option<EvidenceLink>,
    /// The alternatives: 2 to 12.
    pub alternatives: Vec<Alternative>,
    /// The sources: at most 64. Without sources, the decision is the author's own opinion.
    pub sources: Vec<Source>,
    /// Number of clusters of sources.
    pub clusters: usize,
    /// The questions: 1 to 64.
    pub questions: Vec<Question>,
    /// Typical cases, each with the winner that a source states: at most 64.
    pub cases: Vec<TypicalCase>,
    /// The points of all rows, for each source view.
    pub tables: rows::Tables,
}

impl Model {
    /// Index of the alternative with this id.
    pub fn alternative(&self, id: &str) -> Option<usize> {
        self.alternatives.iter().position(|alternative| alternative.id == id)
    }

    /// Index of the source with this id.
    pub fn source(&self, id: &str) -> Option<usize> {
        self.sources.iter().position(|source| source.id == id)
    }

    /// Index of the question with this id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }
}

/// Name and digest of the evidence file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLink {
    /// File name without a folder. The file is in the folder of the model file.
    pub file: String,
    /// SHA-256 digest of the file as a subresource-integrity value, `sha256-…`.
    pub integrity: Option<String>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Stable name.
    pub id: String,
    /// Name that is shown to readers.
    pub name: String,
    /// Colour of the alternative in the interface.
    pub color: Color,
    /// Shape of the alternative in charts, for readers who cannot tell the colours apart.
    pub shape: Shape,
    /// Experience of using the alternative, in one sentence; empty if the author gives none.
    pub living: String,
    /// Advantages in general.
    pub good: Vec<String>,
    /// Disadvantages in general.
    pub bad: Vec<String>,
    /// How the alternative is derived; `None` for a base alternative.
    pub derived: Option<Derived>,
}

/// How an alternative is derived from base alternatives, as "both" is derived from two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Indices of its parts: two or more base alternatives.
    pub of: Vec<usize>,
    /// Subtracted from the largest value of the parts by [`Rule::Best`]: 0 to 200 of 1000.
    pub seam: i64,
    /// Subtracted from the mean value of the parts by [`Rule::Mean`]: 0 to 200 of 1000.
    pub cost: i64,
}

/// An author or publisher whose statements are evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Stable name.
    pub id: String,
    /// Short name, for charts.
    pub short: String,
    /// Title of the article.
    pub title: String,
    /// Author, if known.
    pub author: Option<String>,
    /// Date of the article, if known.
    pub date: Option<String>,
    /// Address of the article, if known.
    pub url: Option<String>,
    /// The products that the author or publisher sells; empty if the author of the model does not
    /// say.
    pub sells: String,
    /// Interest of the source in the outcome.
    pub interest: Interest,
    /// Index of the cluster. Sources of one vendor or author, or that cite each other, have the
    /// same cluster and count as one voice.
    pub cluster: usize,
}

/// A question to the reader. Each question is one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Stable name.
    pub id: String,
    /// How derived alternatives get their values on the rows of the question.
    pub kind: Kind,
    /// Heading in the list of all questions; empty if the question has none.
    pub theme: String,
    /// Whether the question is asked of every reader.
    pub tier: Tier,
    /// Whether the reply "does not matter" is offered.
    pub may_not_matter: bool,
    /// Form of the reply.
    pub choose: Choose,
    /// Text of the question.
    pub text: String,
    /// Why the question is asked, in one sentence; empty if the author gives no reason.
    pub why: String,
    /// The two ends of the value scale, in words.
    pub scale: Option<Scale>,
    /// When the question applies; `None` if the question always applies.
    pub when: Option<Condition>,
    /// Indices of the questions whose condition names this question.
    pub dependents: Vec<usize>,
    /// Facts that are shown beside the options, each with the index of its alternative.
    pub facts: Vec<(usize, String)>,
    /// Row of the question while it is not answered.
    pub unanswered: ScoreRow,
    /// The options: 1 to 32.
    pub options: Vec<QuestionOption>,
    /// Number of groups of a `many` question; 0 otherwise.
    pub groups: usize,
}

impl Question {
    /// Index of the option with this id.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }

    /// The prior of "none of these", and the sum of all priors.
    ///
    /// A prior divided by the sum is the probability that a reader who answers gives this answer.
    /// The prior of "none of these" is 1 for a `many` question, the default of an option, and 0 for
    /// other questions.
    pub fn priors(&self) -> (f64, f64) {
        let none = if self.choose == Choose::Many { 1.0 } else { 0.0 };
        (none, self.options.iter().fold(none, |sum, option| sum + option.prior))
    }
}

/// When a question applies: only if an earlier question applies and has one of these options as its
/// reply.
///
/// A question that does not apply is not asked and contributes nothing; a reply to it is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Index of the earlier question. Its reply is one option.
    pub question: usize,
    /// The options of which one must be chosen.
    pub options: answers::OptionSet,
}

/// The two ends of the value scale of a question, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Meaning of the value 0.
    pub low: String,
    /// Meaning of the value 1000.
    pub high: String,
}

/// An option of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionOption {
    /// Stable name.
    pub id: String,
    /// Text of the answer, from the view of the reader.
    pub text: String,
    /// Explanation, in small print.
    pub note: Option<String>,
    /// Whether the reader can make this answer true.
    pub in_control: bool,
    /// Index of the group, in a `many` question; 0 in other questions.
    pub group: usize,
    /// Cut point in peak requests per second, in a `number` question: the option counts from this
    /// load on. 0 in other questions.
    pub from: f64,
    /// How often readers give this answer, relative to the other options: 0.001 to 1000.
    pub prior: f64,
    /// Weight and ratings of the option.
    pub row: ScoreRow,
    /// Alternatives that the option excludes.
    pub requirements: Vec<Requirement>,
}

/// The weight and the ratings of an option or of an unanswered question, before pooling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreRow {
    /// Swing weight, 0 to 200: how much the row may move the choice.
    pub weight: i64,
    /// Rule for the value of each alternative; [`Rule::Own`] for base alternatives.
    pub rules: Vec<Rule>,
    /// The ratings, one for each source that rates the row.
    pub ratings: Vec<Rating>,
}

/// The values that one source gives for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The author of the rating.
    pub rater: Rater,
    /// Value of each alternative, 0 to 1000; `None` where a rule derives it.
    pub values: Vec<Option<i64>>,
    /// Ids of the statements that support the values.
    pub statements: Vec<String>,
    /// Indices of the alternatives whose value the text implies but does not state.
    pub inferred: Vec<usize>,
}

/// The author of a rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rater {
    /// The source with this index.
    Source(usize),
    /// The author of the model, on a row that no source rates. Shown as an assumption.
    Editor,
}

/// A requirement: an option excludes an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Index of the excluded alternative.
    pub excludes: usize,
    /// The sources that state the requirement.
    pub said_by: Vec<Citation>,
    /// The sources that state the opposite about the same situation.
    pub contradicted_by: Vec<Citation>,
}

impl Requirement {
    /// Whether no source contradicts the requirement.
    pub fn agreed(&self) -> bool {
        self.contradicted_by.is_empty()
    }

    /// The sources that state or contradict the requirement.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.said_by.iter().chain(&self.contradicted_by)
    }
}

/// A source, or the author of the model, that states or contradicts a requirement, with its
/// statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source; [`Rater::Editor`] if the requirement holds by definition.
    pub source: Rater,
    /// Ids of the statements.
    pub statements: Vec<String>,
}

/// A situation that many readers share, with the winner that a source states.
#[derive(Clone, Debug, PartialEq)]
pub struct TypicalCase {
    /// Stable name.
    pub id: String,
    /// Name on its button.
    pub name: String,
    /// Reason for the winner, in one line; empty if the author gives none.
    pub note: String,
    /// The replies that make up the situation.
    pub answers: answers::Answers,
    /// Index of the winner that a source states.
    pub winner: usize,
    /// Ids of the statements that state the winner.
    pub statements: Vec<String>,
}
