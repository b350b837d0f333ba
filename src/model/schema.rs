//! The file format: serde types for both files of a decision and for a file of test cases.
//!
//! These types say what may stand in a file, no more: ranges, references and everything between
//! two fields is checked in [`super::load`]. The JSON Schemas beside the models are generated
//! from here and held equal by a test.

use std::collections::BTreeMap;

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::load::item::Item;

/// The format that this version reads.
pub const FORMAT: i64 = 1;

/// `public/models/<id>.json`: what a verdict needs.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Address of the JSON Schema, for editors.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Version of this format: 1.
    pub format: i64,
    /// Stable name of the decision: letters, digits, `-` and `_`.
    pub id: String,
    /// Version of the decision, as its author counts.
    pub version: String,
    /// BCP 47 language tag of the texts.
    pub lang: String,
    /// The decision in one line.
    pub title: String,
    /// When the sources were read, as `2026-03`.
    pub evidence_read: String,
    /// When the public record was searched for corrections, as `2026-06`.
    #[serde(default)]
    pub corrections_read: Option<String>,
    /// When and why the model changes.
    pub update_policy: String,
    /// Who paid for the work, and what they sell.
    pub paid_by: String,
    /// Tie band in thousandths of the scale, 0 to 100; default 10, that is 1 point of 100.
    #[serde(default = "default_band")]
    pub band: i64,
    /// The second file.
    #[serde(default)]
    pub evidence: Option<EvidenceLinkFile>,
    /// What one can choose: 2 to 12.
    pub alternatives: Vec<Item<AlternativeFile>>,
    /// Whose statements are evidence.
    pub sources: Vec<Item<SourceFile>>,
    /// What is asked: 1 to 64.
    pub questions: Vec<Item<QuestionFile>>,
    /// Situations that many readers share.
    #[serde(default)]
    pub cases: Vec<Item<CaseFile>>,
}

fn default_band() -> i64 {
    10
}

/// Name and digest of the evidence file.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceLinkFile {
    /// Bare file name, in the same folder.
    pub file: String,
    /// `sha256-…` of its bytes; `tiebreak lint --seal` writes it.
    #[serde(default)]
    pub integrity: Option<String>,
}

/// What one can choose.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AlternativeFile {
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
    /// What speaks against it, in equal detail.
    pub bad: Vec<String>,
    /// Present on an alternative that joins others.
    #[serde(default)]
    pub derived: Option<DerivedFile>,
}

/// How an alternative joins others.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DerivedFile {
    /// Ids of the base alternatives that it joins: two or more.
    pub of: Vec<String>,
    /// Taken off the better half on a `need`: 0 to 200 of 1000.
    pub seam: i64,
    /// Taken off the mean of the halves on a `property`: 0 to 200 of 1000.
    pub cost: i64,
}

/// Colours that a model may give to its alternatives; the style sheet knows them in both themes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Color {
    Blue,
    Orange,
    Purple,
    Teal,
    Pink,
    Olive,
    Indigo,
    Brown,
    Cyan,
    Plum,
    Slate,
    Gold,
}

/// Shapes that a model may give to its alternatives.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
    Ring,
    Bar,
}

/// Somebody whose statements are evidence.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Stable name.
    pub id: String,
    /// Name that fits beside a bar.
    pub short: String,
    /// Title of the article.
    pub title: String,
    /// Author, where known.
    #[serde(default)]
    pub author: Option<String>,
    /// Date, where known.
    #[serde(default)]
    pub date: Option<String>,
    /// Address: https, http or mailto.
    #[serde(default)]
    pub url: Option<String>,
    /// What the author or publisher sells.
    pub sells: String,
    /// How that bears on the verdict.
    pub interest: Interest,
    /// Name of the cluster: sources of one vendor or author, or that cite each other, share one.
    #[serde(default)]
    pub cluster: Option<String>,
}

/// What a source stands to gain.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Interest {
    /// It sells something that the choice bears on.
    Vendor,
    /// It uses what it writes about.
    User,
    /// It has no known stake.
    Independent,
}

/// One question, which is one criterion.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    /// Stable name.
    pub id: String,
    /// What its answers do to derived alternatives.
    pub kind: Kind,
    /// Heading that it stands under in the list of all questions.
    pub theme: String,
    /// Asked of everybody (`core`), or to refine.
    pub tier: Tier,
    /// Whether "does not matter to me" is offered; default true, and always false for `cost`.
    #[serde(default)]
    pub may_not_matter: Option<bool>,
    /// How it is answered.
    #[serde(default)]
    pub choose: Choose,
    /// The question itself.
    pub text: String,
    /// Why it is asked, in one sentence.
    pub why: String,
    /// Both ends of its scale, in words.
    pub scale: ScaleFile,
    /// What leaving it open contributes; default nothing.
    #[serde(default)]
    pub unanswered: Option<RowFile>,
    /// The possible answers: 1 to 32.
    pub options: Vec<Item<OptionFile>>,
    /// Whether the reader could change the answer at will; an option may say otherwise.
    #[serde(default)]
    pub in_control: bool,
}

/// What the answers of a question do to derived alternatives.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Somebody must be served: a derived alternative serves as well as its better half, less the seam.
    Need,
    /// Pervades everything: a derived alternative is the mean of its halves, less the cost.
    Property,
    /// Only ever takes away from a derived alternative.
    Cost,
}

/// Asked of everybody, or on request.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Asked of everybody.
    Core,
    /// Asked to refine.
    Refine,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Choose {
    /// One option.
    #[default]
    One,
    /// Any set of options, one of which counts in each group.
    Many,
    /// A load in requests per second, which cut points turn into an option.
    Number,
}

/// Both ends of a scale, in words.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScaleFile {
    /// What it is like at the lower end.
    pub low: String,
    /// What it is like at the upper end.
    pub high: String,
}

/// What leaving a question open contributes.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RowFile {
    /// Swing weight, 0 to 200.
    pub weight: i64,
    /// Per derived alternative, how it gets its value; default by the question's kind.
    #[serde(default)]
    pub rule: BTreeMap<String, Rule>,
    /// What the sources say.
    #[serde(default)]
    pub ratings: Vec<Item<RatingFile>>,
}

/// One possible answer.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Stable name.
    pub id: String,
    /// The answer, as the reader says it.
    pub text: String,
    /// What it means, in small print.
    #[serde(default)]
    pub note: Option<String>,
    /// `many`: name of the underlying need that it expresses.
    #[serde(default)]
    pub group: Option<String>,
    /// `number`: peak requests per second from which this option holds; the first says 0.
    #[serde(default)]
    pub from: Option<f64>,
    /// Swing weight, 0 to 200.
    pub weight: i64,
    /// How often projects give this answer, relative to the other options; default 1.
    #[serde(default)]
    pub prior: Option<f64>,
    /// Whether the reader could make this true; default as the question says.
    #[serde(default)]
    pub in_control: Option<bool>,
    /// Per derived alternative, how it gets its value; default by the question's kind.
    #[serde(default)]
    pub rule: BTreeMap<String, Rule>,
    /// What the sources say, or the editor where none does.
    #[serde(default)]
    pub ratings: Vec<Item<RatingFile>>,
    /// What this answer rules out.
    #[serde(default)]
    pub requirements: Vec<Item<RequirementFile>>,
}

/// How a derived alternative gets its value on a row.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The better half less the seam (`need` only).
    Best,
    /// The mean of the halves less the cost (`property` only).
    Mean,
    /// Rated by every speaking source.
    Own,
}

/// One source's values on a row.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatingFile {
    /// Id of the source, or `editor` on a row where no source speaks.
    pub source: String,
    /// Value 0 to 1000 for every base alternative, and for derived ones whose rule is `own`.
    pub values: BTreeMap<String, i64>,
    /// Ids of the statements that it rests on.
    #[serde(default)]
    pub statements: Vec<String>,
    /// Alternatives whose value the text implies without stating it.
    #[serde(default)]
    pub inferred: Vec<String>,
}

/// An answer rules an alternative out.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequirementFile {
    /// Id of the alternative.
    pub excludes: String,
    /// Who says so.
    pub said_by: Vec<VoiceFile>,
    /// Who says the contrary of this very situation; then the requirement is disputed.
    #[serde(default)]
    pub contradicted_by: Vec<VoiceFile>,
}

/// A source and the statements in which it speaks.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VoiceFile {
    /// Id of the source.
    pub source: String,
    /// Ids of its statements.
    pub statements: Vec<String>,
}

/// A situation that many readers share.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// Stable name.
    pub id: String,
    /// Name on its button.
    pub name: String,
    /// One line of reason.
    pub note: String,
    /// What it answers, as everywhere: option ids by question id.
    pub answers: serde_json::Map<String, serde_json::Value>,
    /// Id of the alternative that a source names for it.
    pub winner: String,
    /// Ids of the statements that name it.
    pub statements: Vec<String>,
}

/// `public/models/<id>.evidence.json`: what stands behind a verdict.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    /// Address of the JSON Schema, for editors.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Version of this format: 1.
    pub format: i64,
    /// Id of the model that it belongs to.
    pub model: String,
    /// What the sources say, in our words: up to 2,000.
    pub statements: Vec<Item<StatementFile>>,
    /// What the public record says of them.
    #[serde(default)]
    pub corrections: Vec<Item<CorrectionFile>>,
    /// The alternatives side by side.
    #[serde(default)]
    pub table: Vec<Item<TableRowFile>>,
    /// Advice, next steps and questions people ask.
    #[serde(default)]
    pub advice: Vec<Item<AdviceFile>>,
    /// What a reader should know of a source.
    #[serde(default)]
    pub source_notes: Vec<Item<SourceNoteFile>>,
    /// Statements that nothing uses, and why.
    #[serde(default)]
    pub unused: Vec<Item<UnusedFile>>,
}

/// One statement of a source, in our words.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatementFile {
    /// Stable name.
    pub id: String,
    /// Id of its source.
    pub source: String,
    /// Where in the source it stands.
    pub place: String,
    /// What it says, in our words.
    pub text: String,
}

/// What the public record says of statements.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionFile {
    /// Stable name.
    pub id: String,
    /// Ids of the statements that it concerns.
    pub statements: Vec<String>,
    /// How the statements stand up.
    pub mark: Mark,
    /// What the record says, in our words.
    pub text: String,
    /// Where it says so.
    #[serde(default)]
    pub links: Vec<String>,
}

/// How a statement stands up to the public record.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The record agrees.
    Ok,
    /// Was right, is no longer.
    Stale,
    /// The record contradicts it.
    Wrong,
    /// Partly right, or imprecise.
    Loose,
    /// Could not be checked.
    Open,
}

/// A row of the side-by-side table.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TableRowFile {
    /// Stable name.
    pub id: String,
    /// What is compared.
    pub name: String,
    /// Questions whose answers make this row matter.
    #[serde(default)]
    pub questions: Vec<String>,
    /// What each source says of each alternative.
    pub cells: Vec<CellFile>,
}

/// What one source says of one alternative in a row.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CellFile {
    /// Id of the alternative.
    pub alternative: String,
    /// Id of the source.
    pub source: String,
    /// What it says, in a few words of ours.
    pub text: String,
    /// Ids of the statements.
    pub statements: Vec<String>,
}

/// A piece of advice.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AdviceFile {
    /// Stable name.
    pub id: String,
    /// Which panel shows it.
    pub section: Section,
    /// Its heading, or the question people ask.
    pub title: String,
    /// The advice, or the answer.
    pub text: String,
    /// When it applies; default always.
    #[serde(default)]
    pub when: WhenFile,
    /// Ids of the statements that it rests on.
    #[serde(default)]
    pub statements: Vec<String>,
    /// Where to read on.
    #[serde(default)]
    pub links: Vec<LinkFile>,
}

/// Which panel shows a piece of advice.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Common mistakes and costs.
    WatchOut,
    /// What to do with this verdict.
    NextStep,
    /// A question people ask.
    Question,
}

/// When a piece of advice applies: all keys must hold, and of each list one member.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhenFile {
    /// Option ids by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<String>>,
    /// Ids of winners.
    #[serde(default)]
    pub winner: Vec<String>,
    /// Kinds of verdict.
    #[serde(default)]
    pub kind: Vec<VerdictKind>,
    /// Whether asking has stopped.
    #[serde(default, rename = "final")]
    pub is_final: Option<bool>,
}

/// The kinds of verdict, in the order in which they are tried.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// Nothing is answered.
    Unasked,
    /// Every alternative is ruled out.
    NoneEligible,
    /// The verdict hangs on a requirement that the sources dispute.
    Disputed,
    /// One alternative is left.
    ByElimination,
    /// Two or more are within the tie band of the best.
    TooClose,
    /// No further answer changes the winner.
    Settled,
    /// There is a leader, but little is answered.
    Early,
    /// There is a leader.
    Leaning,
}

/// A link to read on.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkFile {
    /// What it leads to.
    pub text: String,
    /// Address: https, http or mailto.
    pub url: String,
}

/// What a reader should know of a source.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceNoteFile {
    /// Id of the source.
    pub source: String,
    /// The note.
    pub text: String,
    /// Ids of the statements that it rests on.
    #[serde(default)]
    pub statements: Vec<String>,
}

/// A statement that nothing uses.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnusedFile {
    /// Id of the statement.
    pub statement: String,
    /// Why nothing uses it.
    pub reason: String,
}

/// A file of test cases: situations with the verdicts that are expected of a model.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    /// Id of the model that they test.
    pub model: String,
    /// The situations.
    pub cases: Vec<TestCaseFile>,
}

/// A situation and the verdict that is expected for it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestCaseFile {
    /// Stable name.
    pub id: String,
    /// The situation in words.
    #[serde(default)]
    pub situation: String,
    /// Answer sheets; a situation that lists alternatives has one for each combination, and is
    /// met only if each is.
    pub sheets: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Ids of the winners that are right.
    pub expected: Vec<String>,
    /// Whether the evidence leaves room: then an honest "too close" or "disputed" may count.
    #[serde(default)]
    pub hard: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schemas beside the models are what the types generate; `UPDATE_EXPECT=1` rewrites them.
    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        let schemas = [
            ("model", schemars::schema_for!(ModelFile)),
            ("evidence", schemars::schema_for!(EvidenceFile)),
            ("cases", schemars::schema_for!(CasesFile)),
        ];
        for (name, schema) in schemas {
            let path = [env!("CARGO_MANIFEST_DIR"), "/public/models/", name, ".schema.json"];
            let committed = expect_test::ExpectFile { path: path.concat().into(), position: "" };
            let mut generated = serde_json::to_string_pretty(&schema).unwrap();
            generated.push('\n');
            committed.assert_eq(&generated);
        }
    }
}
