//! Computes the verdict for an answer sheet, with its whole explanation.
//!
//! The method is additive multi-attribute value on fixed scales (Keeney & Raiffa 1976; Edwards &
//! Barron 1994), after screening on hard requirements, in exact integers; docs/method.md defines
//! all of it. [`decide`] cannot fail and gives the same bits natively and in WebAssembly.
//!
//! ```
//! use tiebreak_core::{engine::decide, model::{answers::Answers, load::load, schema::VerdictKind}};
//! # let text = include_str!("../../../tests/cases/sample.json");
//! let model = load(text).model.expect("the sample has no errors");
//! let decision = decide(&model, &Answers::none(&model));
//! assert_eq!(decision.verdict.kind, VerdictKind::Unasked);
//! ```
//!
//! The engine does not fetch, store, write sentences or read a clock, and its random numbers have a
//! fixed seed. A module uses only modules of its own row and of the rows above:
//!
//! | Part | Modules |
//! |---|---|
//! | The verdict | [`evaluation`] adds up; [`bounds`], [`settled`] and [`contenders`] look at all further replies; [`verdict`] names the result |
//! | The explanation, computed by [`decide`] | [`explain`], [`flips`], [`sources`], [`witness`], [`next`], [`warnings`] |
//! | On demand, by exact computation | [`what_if`], [`thresholds`], [`compare`], [`advice`] |
//! | On demand, over probable replies | [`seed`], [`completions`], [`gain`] |
//! | On demand, by sampling | [`pairwise`], [`robust`], [`study`] |
//!
//! [`order`] sorts short lists.

#![forbid(unsafe_code)]

pub mod advice;
pub mod bounds;
pub mod compare;
pub mod completions;
pub mod contenders;
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
pub mod witness;

use crate::model::{Model, answers::Answers};

use evaluation::Evaluation;
use explain::{Contribution, Margin, Standing};
use flips::Flip;
use sources::{SourceDifference, SourceView};
use verdict::Verdict;
use warnings::Warning;
use witness::Witness;

/// A verdict with its explanation. Alternatives, questions and sources are indices into the lists of
/// the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The kind of the result, and the winner.
    pub verdict: Verdict,
    /// The result of each alternative, in model order.
    pub alternatives: Vec<Standing>,
    /// The alternative that is compared with the others; `None` if nothing is answered or every
    /// alternative is excluded.
    pub leader: Option<usize>,
    /// The alternative that the leader is compared with: the next eligible one, or the best excluded
    /// one if no other is eligible.
    pub runner_up: Option<usize>,
    /// The lead over the runner-up.
    pub margin: Option<Margin>,
    /// The contributions of each question to the leader's lead over each other alternative.
    pub contributions: Vec<Contribution>,
    /// The smallest sets of changed answers that end the winner's lead, at most one per rival.
    pub flips: Vec<Flip>,
    /// The verdict of each source alone and without it, in model order.
    pub sources: Vec<SourceView>,
    /// The contribution of each answered question to the lead over the runner-up, by source.
    pub by_source: Vec<SourceDifference>,
    /// The open question with the largest swing. The question with the largest information gain
    /// takes longer to find; see [`gain`].
    pub next: Option<usize>,
    /// The open questions that can still matter, in author order.
    pub open: Vec<usize>,
    /// Further replies that change the winner, if there are any.
    pub witness: Option<Witness>,
    /// Warnings about the verdict.
    pub warnings: Vec<Warning>,
    /// The weight of the replies given.
    pub evidence_floor: EvidenceFloor,
    /// R': sum of the weights of all rows, unanswered ones included.
    pub total_weight: i64,
}

/// The weight of the replies given, compared with the largest possible weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceFloor {
    /// R: sum of the weights of the replies given.
    pub answered: i64,
    /// Rmax: sum over the questions that are asked of the largest weight that a reply can have.
    pub largest: i64,
}

/// Computes the verdict for an answer sheet, and its explanation.
pub fn decide(model: &Model, answers: &Answers) -> Decision {
    let model = &*model.with(&answers.overrides);
    let evaluation = Evaluation::new(model, &model.tables.pooled, answers);
    let mut decision = outlined(&evaluation);
    let pair = decision.leader.zip(decision.runner_up);
    decision.margin = pair.map(|(a, b)| explain::margin(&evaluation, a, b));
    decision.contributions = explain::contributions(&evaluation, decision.leader);
    decision.flips = flips::flips(&evaluation, &decision.verdict);
    decision.sources = sources::sources(&evaluation);
    if let Some((a, b)) = pair {
        decision.by_source = sources::differences(&evaluation, a, b);
    }
    decision.witness = witness::witness(&evaluation, &decision.verdict);
    decision.next = next::next(&evaluation, &decision.verdict, &decision.open);
    decision.warnings = warnings::warnings(&evaluation, &decision);
    decision.evidence_floor = evaluation.evidence_floor();
    decision
}

/// Computes the part of [`decide`] that the interface shows first: `verdict`, `alternatives`,
/// `leader`, `runner_up`, `open` and `total_weight`. The other fields are empty.
///
/// The code of this function is in the first download, the rest of [`decide`] in the second.
pub fn outline(model: &Model, answers: &Answers) -> Decision {
    let table = model.pooled_with(&answers.overrides);
    outlined(&Evaluation::new(model, &table, answers))
}

fn outlined(evaluation: &Evaluation) -> Decision {
    let verdict = verdict::verdict(evaluation);
    let leader = verdict::leader(evaluation, &verdict);
    let open = if verdict.is_final { Vec::new() } else { next::open(evaluation, &verdict) };
    Decision {
        alternatives: explain::standings(evaluation, &verdict),
        leader,
        runner_up: leader.and_then(|leader| explain::runner_up(evaluation, leader)),
        margin: None,
        contributions: Vec::new(),
        flips: Vec::new(),
        sources: Vec::new(),
        by_source: Vec::new(),
        next: None,
        witness: None,
        warnings: Vec::new(),
        evidence_floor: EvidenceFloor::default(),
        total_weight: evaluation.total,
        verdict,
        open,
    }
}
