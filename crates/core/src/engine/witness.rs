//! Further replies that change the winner, as a proof that the verdict is not settled
//! (docs/method.md#settled).

use crate::model::answers::Answers;
use crate::model::schema::VerdictKind;

use super::bounds::lower_bound;
use super::evaluation::Evaluation;
use super::verdict::{Verdict, VerdictSummary, verdict};

/// Further replies that change the winner.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The replies given, and the further ones.
    pub answers: Answers,
    /// The verdict for these answers.
    pub verdict: VerdictSummary,
}

/// A completion in which the winner no longer wins alone. `None` if there is no winner or the
/// verdict is settled or final.
///
/// If a reply to an open question can exclude the winner, the witness is the first such reply.
/// Otherwise the witness attains the [`lower_bound`] over the closest rival.
pub fn witness(evaluation: &Evaluation, current: &Verdict) -> Option<Witness> {
    let winner = current.winner?;
    if current.kind == VerdictKind::Settled || current.is_final {
        return None;
    }
    let mut answers = evaluation.answers.clone();
    let Evaluation { model, table, .. } = *evaluation;
    if !evaluation.open().any(|q| exclude(evaluation, q, winner, &mut answers)) {
        let rivals = evaluation.eligible().filter(|&b| b != winner);
        let closest = rivals.min_by_key(|&b| lower_bound(evaluation, winner, b))?;
        let mut visited = 0_u64;
        // Replies can make further questions apply, which are then replied to in turn.
        loop {
            let before = answers.clone();
            let current = Evaluation::new(model, table, &before);
            let open = current.open().filter(|&q| visited & (1 << q) == 0);
            let open: Vec<usize> = open.collect();
            if open.is_empty() {
                break;
            }
            for q in open {
                let amount = |row: &_| current.beyond_band(winner, closest, row);
                let smallest = current.smallest(q, closest, true, &amount);
                answers.replies[q] = smallest.and_then(|extreme| extreme.reply);
                visited |= 1 << q;
            }
        }
    }
    let verdict = verdict(&Evaluation::new(model, table, &answers)).into();
    Some(Witness { answers, verdict })
}

/// Gives the open question `q` the first option that excludes `a`, or that makes a question apply
/// which can exclude `a`. Returns whether there is such an option.
fn exclude(evaluation: &Evaluation, q: usize, a: usize, answers: &mut Answers) -> bool {
    let question = &evaluation.model.questions[q];
    (0..question.options.len()).any(|o| {
        let reply = question.reply(1 << o);
        let effect = evaluation.effect(q, Some(reply));
        let excludes = (effect.agreed | effect.disputed) & (1 << a) != 0
            || evaluation.model.dependents(q, 1 << o).any(|dependent| {
                let may_be_answered =
                    answers.replies[dependent].is_none() && evaluation.answers.asked[dependent];
                may_be_answered && exclude(evaluation, dependent, a, answers)
            });
        if excludes {
            answers.replies[q] = Some(reply);
        }
        excludes
    })
}
