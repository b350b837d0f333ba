//! Report over all answers that readers can give: shares of verdicts, proofs and examples
//! (docs/method.md#report-over-the-answer-space).
//!
//! The *answer space* of a model is the set of its answer sheets. The report says how often each
//! verdict occurs in it, which alternatives never win, which questions and options never change a
//! verdict, and how few answers decide. Every statement is a proof, or has answers as an example
//! that the engine confirms.
//!
//! An [`Analysis`] works in steps, so that a page can show its progress and stop it:
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::load::load;
//! use tiebreak_core::space::Analysis;
//!
//! let model = load(TEXT).model.expect("the file has no errors");
//! let mut analysis = Analysis::new(&model);
//! while !analysis.step(1).is_finished() {}
//! let report = analysis.report();
//!
//! // Every complete answer sheet was tried.
//! assert_eq!(report.shares.samples, 0);
//! let train = model.alternative("train").unwrap();
//! // One answer is enough for the train to win.
//! let fewest = report.alternatives[train].win.found().expect("answers");
//! assert_eq!(fewest.verdict.winner, Some(train));
//! assert_eq!(fewest.replies(), 1);
//! ```
//!
//! [`json`] writes a report as JSON.

#![forbid(unsafe_code)]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers of replies and samples are small, and widths are not negative"
)]

mod analysis;
mod balance;
mod carriers;
pub mod diff;
mod effects;
pub mod json;
mod replies;
mod search;
mod shares;
mod wins;

use crate::engine::verdict::VerdictSummary;
use crate::model::answers::{Answers, Reply};

pub use self::analysis::Analysis;
pub use self::balance::{Balance, Pull, STRONG, WEAK};
pub use self::carriers::Carrier;
pub use self::effects::Effects;
pub use self::replies::Kind;
pub use self::shares::{Method, Share, Shares};
pub use self::wins::Fewest;

/// Number of complete answer sheets that are drawn where not all can be tried.
pub const SAMPLES: usize = 16_384;

/// Answers with the verdict of the engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The answers.
    pub answers: Answers,
    /// The verdict for them.
    pub verdict: VerdictSummary,
}

/// Two answer sheets that differ in the reply to one question only, with different verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Index of the question.
    pub question: usize,
    /// The two replies; `None` is leaving the question open.
    pub replies: [Option<Reply>; 2],
    /// The sheet with each reply.
    pub examples: [Example; 2],
}

/// The results for one alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct AlternativeReport {
    /// The fewest replies with which it wins alone.
    pub win: Fewest<Example>,
    /// The fewest replies after which it wins whatever the further replies are.
    pub stop: Fewest<Example>,
    /// The answers that are the most favourable for it.
    pub corner: Example,
}

/// The results for one question.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionReport {
    /// Whether two replies, or a reply and leaving the question open, can lead to different
    /// verdicts.
    pub effects: Effects<Contrast>,
    /// The results for each option.
    pub options: Vec<OptionReport>,
    /// How the options pull to the alternatives.
    pub balance: Balance<Example>,
}

/// The results for one option.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionReport {
    /// Whether the option and leaving the question open can lead to different verdicts; for a
    /// `many` question, whether adding the option to other options can change the verdict.
    pub effects: Effects<Contrast>,
    /// The alternative that the option pulls to, and the pull in points.
    pub pull: Option<(usize, i64)>,
    /// Whether the option has weight or excludes an alternative. An option without either is often
    /// meant to have no effect.
    pub has_effect: bool,
}

/// The verdicts that change without a statement or source.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The statement or source.
    pub carrier: Carrier,
    /// Share of the answer space whose verdict changes.
    pub share: Share,
    /// One of these answer sheets.
    pub example: Example,
    /// Its verdict without the statement or source.
    pub without: VerdictSummary,
}

/// The report over the answer space of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Number of complete answer sheets, each set of options of a `many` question counted.
    pub sheets: f64,
    /// Number of complete answer sheets with different effects; `None` above 2^64.
    pub distinct: Option<u64>,
    /// Shares of the verdicts.
    pub shares: Shares,
    /// The alternatives, in model order.
    pub alternatives: Vec<AlternativeReport>,
    /// The questions, in model order.
    pub questions: Vec<QuestionReport>,
    /// The statements and sources without which a verdict changes, the largest shares first.
    pub carriers: Vec<Carried>,
    /// Number of sheets drawn for the shares of `carriers`; 0 if they are exact.
    pub carriers_samples: usize,
    /// Whether a question has too many sets of options with different effects, so that only sets
    /// with one option per group were tried.
    pub is_reduced: bool,
}

impl Report {
    /// Per alternative, the options of all questions that pull to it.
    pub fn pulls(&self) -> Vec<Pull> {
        let total = |a: usize| {
            let pulls = self.questions.iter().map(|question| &question.balance.pulls[a]);
            pulls.fold(Pull::default(), |sum, pull| sum.plus(pull))
        };
        (0..self.alternatives.len()).map(total).collect()
    }

    /// The index of the alternative whose win can be final after the fewest replies.
    pub fn earliest_stop(&self) -> Option<usize> {
        let replies = |a: &usize| {
            let found = self.alternatives[*a].stop.found();
            found.map(Example::replies)
        };
        let decided = (0..self.alternatives.len()).filter(|a| replies(a).is_some());
        decided.min_by_key(replies)
    }
}

impl Example {
    /// Number of replies.
    pub fn replies(&self) -> usize {
        self.answers.replies.iter().flatten().count()
    }
}

/// The state of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Parts that are done.
    pub done: usize,
    /// All parts.
    pub of: usize,
}

impl Progress {
    /// Whether all parts are done.
    pub fn is_finished(self) -> bool {
        self.done == self.of
    }
}
