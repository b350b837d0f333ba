//! What is wrong with a file, where, and how to mend it.

use std::fmt;

/// One fault in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which file.
    pub file: File,
    /// Stable name of the fault, as documentation and tests use it.
    pub code: Code,
    /// Whether the file can be used all the same.
    pub severity: Severity,
    /// JSON pointer to the place: `/questions/2/options/0/weight`; empty for the whole file.
    pub at: String,
    /// What is wrong: lower case, no final dot, the file's own text in backticks.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// The files that can have problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `<id>.json`.
    Model,
    /// `<id>.evidence.json`.
    Evidence,
    /// What a person said: a file, a link, or a typical case's `answers`.
    Answers,
    /// Decisions that a reader saved.
    Saved,
}

/// Whether a file with the problem can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot: there is no model.
    Error,
    /// It can, but a reader may be misled.
    Warning,
}

macro_rules! codes {
    ($($name:ident = $text:literal, $severity:ident, $doc:literal;)*) => {
        /// The faults that a file can have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $doc] $name,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// Its stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// Whether a file with this fault can be used.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// What it means, in one sentence.
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
    Format = "format", Error, "The file is of a format that this version does not read.";
    TooMany = "too-many", Error, "There are more items than the format allows.";
    TooFew = "too-few", Error, "There are fewer items than a decision needs.";
    BadId = "bad-id", Error, "An id has characters other than letters, digits, `-` and `_`, or is too long.";
    DuplicateId = "duplicate-id", Error, "Two items of a kind have the same id.";
    UnknownId = "unknown-id", Error, "An id refers to nothing.";
    Empty = "empty", Error, "A text or list that readers see is empty.";
    BadCharacter = "bad-character", Error, "A text has control or bidirectional-override characters.";
    BadLink = "bad-link", Error, "A link is not https, http or mailto.";
    BadFileName = "bad-file-name", Error, "The evidence file is not a bare file name.";
    BadIntegrity = "bad-integrity", Error, "The digest is not of the form `sha256-…`.";
    BadDate = "bad-date", Error, "A date is not of the form `2026-03`.";
    OutOfRange = "out-of-range", Error, "A number is outside its range.";
    RowIncomplete = "row-incomplete", Error, "A rating does not value every alternative that it must.";
    RowSurplus = "row-surplus", Error, "A rating values an alternative that a rule derives.";
    RowUnrated = "row-unrated", Error, "A row has weight but nobody rates it.";
    EditorBesideSource = "editor-beside-source", Error, "The editor rates a row on which a source speaks.";
    SourceTwice = "source-twice", Error, "A source rates a row twice.";
    RuleNotAllowed = "rule-not-allowed", Error, "A derived alternative has a rule that the kind of question does not allow.";
    CostAboveParts = "cost-above-parts", Error, "On a cost question a derived alternative is valued above its better part.";
    DerivedOfDerived = "derived-of-derived", Error, "A derived alternative is made of something that is not a base alternative.";
    GroupMissing = "group-missing", Error, "An option of a `many` question names no group, or one of another question does.";
    CutPoints = "cut-points", Error, "The cut points of a `number` question do not rise from 0.";
    MayNotMatterOnCost = "may-not-matter-on-cost", Error, "A cost question offers \"does not matter to me\".";
    TooManyDisputed = "too-many-disputed", Error, "More than four requirements are disputed.";
    UnknownStatement = "unknown-statement", Error, "A statement id is not in the evidence file.";
    StatementOfOther = "statement-of-other", Error, "A rating or requirement names a statement of another source.";
    WrongModel = "wrong-model", Error, "The evidence file belongs to another model.";
    UnknownQuestion = "unknown-question", Error, "An answer names a question that the model does not have.";
    UnknownOption = "unknown-option", Error, "An answer names an option that the question does not have.";
    BadAnswer = "bad-answer", Error, "An answer is of a form that its question does not take.";
    LinkFormat = "link-format", Error, "A link is of a form that this version does not read.";
    LinkPart = "link-part", Error, "A part of a link cannot be read.";
    LinkChanged = "link-changed", Error, "A link is not whole: it was cut off or changed on its way.";
    NeverWins = "never-wins", Warning, "No answers make the alternative win.";
    NeverMatters = "never-matters", Warning, "No answer to the question changes any difference between alternatives.";
    SourceUnused = "source-unused", Warning, "No rating or requirement names the source.";
    RatingWithoutStatement = "rating-without-statement", Warning, "A source's rating names no statement.";
    StatementTwice = "statement-twice", Warning, "One statement feeds ratings of two questions.";
    Dominated = "dominated", Warning, "An alternative is nowhere better than another.";
    Identical = "identical", Warning, "Two alternatives have the same values everywhere.";
    LeansUnanswered = "leans-unanswered", Warning, "The model leans with nothing answered.";
    GroupLeaders = "group-leaders", Warning, "Options of one group favour different base alternatives.";
    GroupWeights = "group-weights", Warning, "Options of one group have the same weight.";
    ExcludesBaseOnly = "excludes-base-only", Warning, "An option excludes a base alternative but not one derived from it.";
    EvidenceMissing = "evidence-missing", Warning, "The evidence file cannot be checked.";
    IntegrityStale = "integrity-stale", Warning, "The digest in the model is not that of the evidence file.";
    StatementUnused = "statement-unused", Warning, "A statement is neither used nor listed as unused.";
}

impl Problem {
    /// A problem of this code at this place of this file.
    pub fn new(file: File, code: Code, at: impl Into<String>, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self { file, code, severity, at: at.into(), message: message.into(), hint: None }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The same with "did you mean" when one of `known` is near `given`, else with all of them
    /// when they are few. What is longer than any name gets no hint.
    #[must_use]
    pub fn did_you_mean<'a>(self, given: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.nearest(given, &known.into_iter().collect::<Vec<_>>())
    }

    fn nearest(self, given: &str, known: &[&str]) -> Self {
        if given.len() > 100 {
            return self;
        }
        let near = known.iter().map(|it| (distance(given, it), it)).min();
        match near {
            Some((distance, it)) if distance <= 1 + given.chars().count() / 4 => {
                self.hint(["did you mean `", it, "`?"].concat())
            }
            Some(_) if known.len() <= 8 => {
                self.hint(["known are `", &known.join("`, `"), "`"].concat())
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

/// Edit distance where swapping neighbours counts once (optimal string alignment), whatever the case of ASCII.
fn distance(a: &str, b: &str) -> usize {
    let letters =
        |it: &str| -> Vec<char> { it.chars().map(|it| it.to_ascii_lowercase()).collect() };
    let (a, b) = (letters(a), letters(b));
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let mut cost =
                (last[j] + usize::from(a[i] != b[j])).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_proposed_and_a_far_one_is_not() {
        let hint = |given| {
            let known = ["team", "load", "what-is-shipped", "a", "b", "c", "d", "e", "f"];
            Problem::new(File::Model, Code::UnknownId, "", "").did_you_mean(given, known).hint
        };
        assert_eq!(hint("taem"), Some("did you mean `team`?".into()));
        assert_eq!(hint("Load"), Some("did you mean `load`?".into()));
        assert_eq!(hint("what-is-shiped"), Some("did you mean `what-is-shipped`?".into()));
        assert_eq!(hint("hiring"), None);
    }
}
