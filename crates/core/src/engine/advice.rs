//! The advice of the evidence file that applies to an answer sheet and its verdict.
//!
//! Advice is not part of [`super::decide`], because the evidence file loads later than the verdict.

use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::evidence::{Advice, Evidence, When};

use super::Decision;

/// The advice whose conditions hold, in author order.
pub fn advice<'a>(
    evidence: &'a Evidence,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
) -> Vec<&'a Advice> {
    let applies = |advice: &&Advice| applies(&advice.when, model, answers, decision);
    evidence.advice.iter().filter(applies).collect()
}

/// Whether all conditions hold: each reply listed, one of the winners listed, one of the kinds
/// listed. An empty list is no condition.
fn applies(when: &When, model: &Model, answers: &Answers, decision: &Decision) -> bool {
    let verdict = &decision.verdict;
    let applicable = model.applicable(&answers.replies);
    let is_given = |&(question, options): &(usize, u32)| {
        let chosen = answers.replies[question].map(|reply| model.questions[question].chosen(reply));
        applicable & (1 << question) != 0 && chosen.is_some_and(|chosen| chosen & options != 0)
    };
    when.answers.iter().all(is_given)
        && (when.winner.is_empty()
            || verdict.winner.is_some_and(|winner| when.winner.contains(&winner)))
        && (when.kinds.is_empty() || when.kinds.contains(&verdict.kind))
        && when.is_final.is_none_or(|is_final| is_final == verdict.is_final)
}
