//! Problems: what is wrong with a file, where, and how to fix it.
//!
//! A [`Problem`] has a [`Code`], which is stable and documented in `docs/problems.md`, the place as
//! a JSON pointer, a message and sometimes a hint. Its [`Display`](fmt::Display) form is what the
//! command line prints:
//!
//! ```
//! use tiebreak_core::model::problem::{Code, File, Problem};
//! let problem = Problem::new(File::Model, Code::UnknownId, "/cases/0/winner", "no alternative `birck`")
//!     .did_you_mean("birck", ["brick", "timber"]);
//! let text = "error[unknown-id] at /cases/0/winner: no alternative `birck`\n  hint: did you mean `brick`?";
//! assert_eq!(problem.to_string(), text);
//! ```

use std::fmt;

/// Largest number of names in a hint.
const MAX_NAMES: usize = 20;

/// One problem of a file, of answers, or of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file that has the problem.
    pub file: File,
    /// Stable name of the kind of problem.
    pub code: Code,
    /// Whether the file can still be used.
    pub severity: Severity,
    /// JSON pointer to the place, for example `/questions/2/options/0/weight`; empty for the whole
    /// file.
    pub at: String,
    /// The problem in words: lower case, without a final dot, text from the file in backticks.
    pub message: String,
    /// How to fix the problem.
    pub hint: Option<String>,
}

/// The files that can have problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `<id>.json`.
    Model,
    /// `<id>.evidence.json`.
    Evidence,
    /// An answer sheet, from a file or a link.
    Answers,
    /// A file of saved decisions.
    Saved,
}

/// Whether a file with a problem can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but it may mislead a reader.
    Warning,
}

macro_rules! codes {
    ($($name:ident = $text:literal, $severity:ident, $doc:literal;)*) => {
        /// The kinds of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $doc] $name,)* }

        impl Code {
            /// All codes, in the order of `docs/problems.md`.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The stable name of the code, for example `unknown-id`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// Whether a file with this problem can be used.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// The meaning of the code, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $doc,)* }
            }
        }
    };
}

codes! {
    TooLarge = "too-large", Error, "The file is larger than 1 MiB.";
    TooDeep = "too-deep", Error, "The file is nested deeper than 32 levels.";
    NotJson = "not-json", Error, "The file is not JSON.";
    Shape = "shape", Error, "A field is missing, unknown, or of the wrong type.";
    Format = "format", Error, "This version does not read the format of the file.";
    TooMany = "too-many", Error, "A list has more items than the format allows.";
    TooFew = "too-few", Error, "A list has fewer items than a decision needs.";
    BadId = "bad-id", Error, "An id has characters other than letters, digits, `-` and `_`, is too long, or is reserved; or a language tag is not valid.";
    DuplicateId = "duplicate-id", Error, "Two items of a kind have the same id.";
    UnknownId = "unknown-id", Error, "An id refers to an item that does not exist.";
    Empty = "empty", Error, "A text or a list is empty.";
    BadCharacter = "bad-character", Error, "A text has control characters, or characters that change the direction of text.";
    BadLink = "bad-link", Error, "A link does not start with https://, http:// or mailto:, or is malformed.";
    BadFileName = "bad-file-name", Error, "The name of the evidence file has a folder, or characters that are not allowed.";
    BadIntegrity = "bad-integrity", Error, "The digest does not have the form `sha256-…`.";
    BadDate = "bad-date", Error, "A date does not have the form `2026`, `2026-03` or `2026-03-31`.";
    OutOfRange = "out-of-range", Error, "A number is outside its range.";
    RowIncomplete = "row-incomplete", Error, "A rating has no value for an alternative that needs one.";
    RowSurplus = "row-surplus", Error, "A rating has a value for an alternative whose value a rule derives.";
    RowUnrated = "row-unrated", Error, "A row has a weight but no values.";
    EditorBesideSource = "editor-beside-source", Error, "The editor rates a row that a source rates, or states a requirement beside a source.";
    SourceTwice = "source-twice", Error, "A source rates a row twice, or appears twice in a requirement.";
    RuleNotAllowed = "rule-not-allowed", Error, "A base alternative has a rule, or the kind of question does not allow the rule.";
    CostAboveParts = "cost-above-parts", Error, "On a cost question, a derived alternative has a larger value than its best part.";
    DerivedOfDerived = "derived-of-derived", Error, "A derived alternative joins another derived alternative.";
    GroupMissing = "group-missing", Error, "An option of a `many` question has no group, or an option of another question has one.";
    CutPoints = "cut-points", Error, "The cut points of a `number` question do not start at 0 and rise, or another question has cut points.";
    BadCondition = "bad-condition", Error, "The condition of a question does not name one earlier question with one answer.";
    MayNotMatterOnCost = "may-not-matter-on-cost", Error, "A cost question offers \"does not matter to me\".";
    TooManyDisputed = "too-many-disputed", Error, "More than four requirements are disputed.";
    UnknownStatement = "unknown-statement", Error, "A statement id is not in the evidence file.";
    StatementOfOther = "statement-of-other", Error, "A rating, requirement or table cell names a statement of another source.";
    WrongModel = "wrong-model", Error, "The evidence file or the cases file belongs to another model.";
    UnknownQuestion = "unknown-question", Error, "An answer names a question that the model does not have.";
    UnknownOption = "unknown-option", Error, "An answer names an option that the question does not have.";
    BadAnswer = "bad-answer", Error, "An answer or an override does not have the form that is needed.";
    LinkFormat = "link-format", Error, "This version does not read the form of the link.";
    LinkPart = "link-part", Error, "A part of a link cannot be read.";
    LinkChanged = "link-changed", Error, "A link is incomplete or was changed.";
    FieldTwice = "field-twice", Warning, "An object has the same field twice; only the last one counts.";
    SmallValues = "small-values", Warning, "All values are at most 100 of 1000.";
    NeverWins = "never-wins", Warning, "No answers make an alternative win.";
    NeverMatters = "never-matters", Warning, "No answer to a question changes the lead of one alternative over another.";
    SourceUnused = "source-unused", Warning, "No rating or requirement names a source.";
    RatingWithoutStatement = "rating-without-statement", Warning, "A rating or a requirement of a source names no statement.";
    StatementTwice = "statement-twice", Warning, "A statement supports ratings of two questions.";
    Dominated = "dominated", Warning, "An alternative is not better than another on any row.";
    Identical = "identical", Warning, "Two alternatives have the same values on all rows.";
    LeansUnanswered = "leans-unanswered", Warning, "Unanswered questions favour an alternative, and the model has no `default_verdict`.";
    GroupLeaders = "group-leaders", Warning, "Options of the same group favour different base alternatives.";
    GroupWeights = "group-weights", Warning, "Options of the same group have the same weight.";
    ExcludesBaseOnly = "excludes-base-only", Warning, "An option excludes a base alternative, but not an alternative derived from it.";
    ReplyIgnored = "reply-ignored", Warning, "A typical case has a reply to a question that does not apply to the case.";
    IntendedUnused = "intended-unused", Warning, "`intended` names a warning that does not occur.";
    EvidenceMissing = "evidence-missing", Warning, "The evidence file cannot be read.";
    IntegrityStale = "integrity-stale", Warning, "The digest in the model does not match the evidence file.";
    StatementUnused = "statement-unused", Warning, "A statement is neither used nor listed as unused.";
}

impl Problem {
    /// A problem without a hint. The code determines the severity.
    pub fn new(file: File, code: Code, at: impl Into<String>, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self { file, code, severity, at: at.into(), message: message.into(), hint: None }
    }

    /// The same problem with this hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The same problem with a hint about the names that are known instead of `given`.
    ///
    /// The hint is "did you mean" with the most similar name if one is similar enough, or else a
    /// list of all names if there are at most twenty. If `given` is longer than 100 bytes, there is
    /// no hint.
    #[must_use]
    pub fn did_you_mean<'a>(self, given: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = Vec::new();
        for name in known {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        self.nearest(given, &names)
    }

    fn nearest(self, given: &str, known: &[&str]) -> Self {
        if given.len() > 100 {
            return self;
        }
        let nearest = known.iter().map(|name| (distance(given, name), name)).min();
        match nearest {
            Some((distance, name))
                if !given.is_empty() && distance <= 1 + given.chars().count() / 4 =>
            {
                self.hint(["did you mean `", name, "`?"].concat())
            }
            Some(_) if known.len() <= MAX_NAMES => {
                self.hint(["expected one of `", &known.join("`, `"), "`"].concat())
            }
            _ => self,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]", self.code.as_str())?;
        if !self.at.is_empty() {
            write!(f, " at {}", self.at)?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// Edit distance of two texts, in characters, ignoring ASCII case. Swapping two neighbouring
/// characters counts as one edit (optimal string alignment distance).
fn distance(a: &str, b: &str) -> usize {
    let letters =
        |text: &str| -> Vec<char> { text.chars().map(|c| c.to_ascii_lowercase()).collect() };
    let (a, b) = (letters(a), letters(b));
    let mut second_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let mut cost =
                (last[j] + usize::from(a[i] != b[j])).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(second_last[j - 1] + 1);
            }
            row.push(cost);
        }
        second_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_similar_name_is_suggested_and_else_all_names_are_listed() {
        let hint = |given| {
            let known = ["team", "load", "what-is-shipped", "a", "b", "c", "d", "e", "f"];
            Problem::new(File::Model, Code::UnknownId, "", "").did_you_mean(given, known).hint
        };
        assert_eq!(hint("taem"), Some("did you mean `team`?".into()));
        assert_eq!(hint("Load"), Some("did you mean `load`?".into()));
        assert_eq!(hint("what-is-shiped"), Some("did you mean `what-is-shipped`?".into()));
        let all = "expected one of `team`, `load`, `what-is-shipped`, `a`, `b`, `c`, `d`, `e`, `f`";
        assert_eq!(hint("hiring").as_deref(), Some(all));
    }
}
