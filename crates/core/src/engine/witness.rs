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
    let excluding = evaluation.open().find_map(|q| {
        let mut options = evaluation.table.questions[q].options.iter();
        let o = options.position(|row| (row.agreed | row.disputed) & (1 << winner) != 0)?;
        Some((q, evaluation.model.questions[q].reply(1 << o)))
    });
    if let Some((q, reply)) = excluding {
        answers.replies[q] = Some(reply);
    } else {
        let rivals = evaluation.eligible().filter(|&b| b != winner);
        let closest = rivals.min_by_key(|&b| lower_bound(evaluation, winner, b))?;
        for q in evaluation.open() {
            let amount = |row: &_| evaluation.beyond_band(winner, closest, row);
            let smallest = evaluation.smallest(q, closest, true, &amount);
            answers.replies[q] = smallest.and_then(|extreme| extreme.reply);
        }
    }
    let verdict = verdict(&Evaluation::new(evaluation.model, evaluation.table, &answers)).into();
    Some(Witness { answers, verdict })
}
