//! Answers in, verdict and its whole explanation out.
//!
//! Additive multi-attribute value on fixed anchored scales (Keeney & Raiffa 1976; Edwards & Barron
//! 1994), after screening on hard requirements, in exact integers. [`decide`] cannot fail and gives
//! the same bits natively and in wasm.
//!
//! ```
//! use tiebreak_core::{engine::decide, model::{answers::Answers, load::load, schema::VerdictKind}};
//! # let text = include_str!("../../../tests/cases/sample.json");
//! let model = load(text).model.expect("the sample has no errors");
//! let decision = decide(&model, &Answers::none(&model));
//! assert_eq!(decision.verdict.kind, VerdictKind::Unasked);
//! ```
//!
//! What this ring does not do: fetch, store, format prose, read a clock, draw without a seed.

#![forbid(unsafe_code)]

pub mod advice;
pub mod compare;
pub mod completions;
pub mod evaluation;
pub mod explain;
pub mod flips;
pub mod gain;
pub mod next;
pub mod order;
pub mod pairwise;
pub mod robust;
pub mod seed;
pub mod settled;
pub mod sources;
pub mod study;
pub mod thresholds;
pub mod verdict;
pub mod warnings;
pub mod what_if;

use crate::model::{Model, answers::Answers};

use evaluation::Evaluation;
use explain::{Contribution, Margin, Standing};
use flips::Flip;
use settled::Witness;
use sources::{SourceDifference, SourceView};
use verdict::Verdict;
use warnings::Warning;

/// A verdict and everything that explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Who wins, and in which sense.
    pub verdict: Verdict,
    /// How each alternative stands, in the model's order.
    pub alternatives: Vec<Standing>,
    /// The leader, when there is one to compare with.
    pub leader: Option<usize>,
    /// Against whom the leader is explained: the next eligible one, or the best excluded one.
    pub runner_up: Option<usize>,
    /// The lead over the runner-up.
    pub margin: Option<Margin>,
    /// What each question contributes to the leader's lead over each other alternative.
    pub contributions: Vec<Contribution>,
    /// The fewest changed answers that end the winner's lead, one set per rival.
    pub flips: Vec<Flip>,
    /// What each source says by itself, and what is said without it.
    pub sources: Vec<SourceView>,
    /// What each source by itself says of the leader and the runner-up, by answered question.
    pub by_source: Vec<SourceDifference>,
    /// The open question with the largest swing. Which one tells most takes longer to find: see
    /// [`gain`].
    pub next: Option<usize>,
    /// The open questions that can still matter.
    pub open: Vec<usize>,
    /// Further answers that would change the winner, while there are any.
    pub witness: Option<Witness>,
    /// What a careful reader should know of this verdict.
    pub warnings: Vec<Warning>,
    /// How much is answered.
    pub evidence_floor: EvidenceFloor,
    /// Sum of all weights in force, unanswered rows included: the R' of the shown values.
    pub total_weight: i64,
}

/// How much is answered, in weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceFloor {
    /// Sum of the weights of the replies given.
    pub answered: i64,
    /// Sum of the heaviest reachable reply of every question that is asked.
    pub largest: i64,
}

/// Weighs what was said against what the sources say.
pub fn decide(model: &Model, answers: &Answers) -> Decision {
    let model = &*model.with(&answers.overrides);
    let sheet = Evaluation::new(model, &model.tables.pooled, answers);
    let mut decision = outlined(&sheet);
    let pair = decision.leader.zip(decision.runner_up);
    decision.margin = pair.map(|(a, b)| explain::margin(&sheet, a, b));
    decision.contributions = explain::contributions(&sheet, decision.leader);
    decision.flips = flips::flips(&sheet, &decision.verdict);
    decision.sources = sources::sources(&sheet);
    if let Some((a, b)) = pair {
        decision.by_source = sources::differences(&sheet, a, b);
    }
    decision.witness = settled::witness(&sheet, &decision.verdict);
    decision.next = next::next(&sheet, &decision.verdict, &decision.open);
    decision.warnings = warnings::warnings(&sheet, &decision);
    decision.evidence_floor = sheet.evidence_floor();
    decision
}

/// The same without what explains it: who wins, where everybody stands and what is still open. A
/// browser begins with it, and goes on to [`decide`] when the code is there.
pub fn outline(model: &Model, answers: &Answers) -> Decision {
    let table = model.pooled_with(&answers.overrides);
    outlined(&Evaluation::new(model, &table, answers))
}

fn outlined(sheet: &Evaluation) -> Decision {
    let verdict = verdict::verdict(sheet);
    let leader = verdict::leader(sheet, &verdict);
    let open = if verdict.is_final { Vec::new() } else { next::open(sheet, &verdict) };
    Decision {
        alternatives: explain::standings(sheet, &verdict),
        leader,
        runner_up: leader.and_then(|leader| explain::runner_up(sheet, leader)),
        margin: None,
        contributions: Vec::new(),
        flips: Vec::new(),
        sources: Vec::new(),
        by_source: Vec::new(),
        next: None,
        witness: None,
        warnings: Vec::new(),
        evidence_floor: EvidenceFloor::default(),
        total_weight: sheet.total,
        verdict,
        open,
    }
}
