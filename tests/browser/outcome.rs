//! Outcome of a test case in one engine, the second try after a failure, and the counts of a run.
//!
//! This module has no browser in it: `outcome_tests.rs` tests it.

/// More flaky cases than this fail the run.
pub(crate) const FLAKY_LIMIT: usize = 2;

/// How a test case ended in one engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Passed; with a note where the engine lacks a part of the behaviour.
    Passed(Option<String>),
    /// Failed, and then passed in a fresh session.
    Flaky {
        /// Message of the failure.
        first: String,
        /// The note of the second try.
        second: Option<String>,
    },
    /// Failed in both sessions; the messages.
    Failed(String),
    /// Not run in this engine; the reason.
    LeftOut(String),
}

impl Outcome {
    /// The outcome of two tries: the first failed with this message.
    pub(crate) fn after_retry(first: String, second: Self) -> Self {
        match second {
            Self::Passed(second) | Self::Flaky { second, .. } => Self::Flaky { first, second },
            Self::Failed(second) => {
                Self::Failed(format!("first: {first}\nin a fresh session: {second}"))
            }
            left_out @ Self::LeftOut(_) => left_out,
        }
    }

    /// The word in the table; `None` stands for the time.
    pub(crate) fn word(&self) -> Option<&'static str> {
        match self {
            Self::Passed(_) => None,
            Self::Flaky { .. } => Some("flaky"),
            Self::Failed(_) => Some("FAILED"),
            Self::LeftOut(_) => Some("skipped"),
        }
    }

    /// Place of the note among all notes. Failures come last, because logs are often cut in the middle.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Passed(_) | Self::LeftOut(_) => 0,
            Self::Flaky { .. } => 1,
            Self::Failed(_) => 2,
        }
    }

    /// The text below the table.
    pub(crate) fn note(&self) -> Option<String> {
        match self {
            Self::Passed(note) => note.clone(),
            Self::Flaky { first, second } => {
                let second = second.as_deref().unwrap_or("passed");
                Some(format!("first: {first}\nin a fresh session: {second}"))
            }
            Self::Failed(message) | Self::LeftOut(message) => Some(message.clone()),
        }
    }
}

/// The counts of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Cases that passed, flaky ones included.
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
    pub(crate) flaky: usize,
}

impl Counts {
    pub(crate) fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Self {
        let mut counts = Self::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Passed(_) => counts.passed += 1,
                Outcome::Flaky { .. } => {
                    counts.passed += 1;
                    counts.flaky += 1;
                }
                Outcome::Failed(_) => counts.failed += 1,
                Outcome::LeftOut(_) => counts.skipped += 1,
            }
        }
        counts
    }

    /// Whether the run succeeds.
    pub(crate) fn is_success(&self) -> bool {
        self.failed == 0 && self.flaky <= FLAKY_LIMIT
    }

    /// The line with the counts, in the form of the standard test harness.
    pub(crate) fn summary(&self, filtered_out: usize) -> String {
        let Self { passed, failed, skipped, flaky } = self;
        let word = if self.is_success() { "ok" } else { "FAILED" };
        let flaky = match *flaky {
            0 => String::new(),
            flaky if flaky > FLAKY_LIMIT => {
                format!("{flaky} flaky, more than {FLAKY_LIMIT}: the run fails\n")
            }
            flaky => format!("{flaky} flaky, counted as passed\n"),
        };
        format!(
            "{flaky}test result: {word}. {passed} passed; {failed} failed; {skipped} ignored; \
             0 measured; {filtered_out} filtered out"
        )
    }
}
