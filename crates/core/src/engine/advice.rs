//! Which advice fits the answers and the verdict. It stands apart from [`super::decide`], because
//! the evidence file is fetched when first opened and a verdict never waits for it.

use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::evidence::{Advice, Evidence, When};

use super::Decision;

/// The advice that applies, in the author's order.
pub fn advice<'a>(
    evidence: &'a Evidence,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
) -> Vec<&'a Advice> {
    evidence.advice.iter().filter(|it| applies(&it.when, model, answers, decision)).collect()
}

/// All keys must hold; of each list, one member. An empty list asks nothing.
fn applies(when: &When, model: &Model, answers: &Answers, decision: &Decision) -> bool {
    let verdict = &decision.verdict;
    let said = |&(question, options): &(usize, u32)| {
        let reply = answers.replies[question];
        reply.is_some_and(|it| model.questions[question].chosen(it) & options != 0)
    };
    when.answers.iter().all(said)
        && (when.winner.is_empty() || verdict.winner.is_some_and(|it| when.winner.contains(&it)))
        && (when.kinds.is_empty() || when.kinds.contains(&verdict.kind))
        && when.is_final.is_none_or(|it| it == verdict.is_final)
}
