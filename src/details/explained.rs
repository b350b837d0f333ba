//! The session as the panels explain it. It follows the answers together with the deferred analysis,
//! which is computed after the verdict is painted, so that no verdict waits for a panel.

use tiebreak_dom::prelude::*;

use crate::first::session::Session;

/// A follower of `session`, from which panels read, so that all of a panel is about the same answers.
///
/// Replies are followed once the deferred analysis is about them. Overrides and trials, which the
/// controls of panels change, are followed at once.
pub fn explained(session: Session) -> Session {
    let answers = RwSignal::new(session.answers.get_untracked());
    let trial = RwSignal::new(session.trial.get_untracked());
    effect(move |_| {
        let (new, new_trial) = (session.answers.read(), session.trial.read());
        let is_analysed = session.deferred.read().answers == *session.effective_answers.read();
        let (before, before_trial) = (answers.read_untracked(), trial.read_untracked());
        let is_tried = *new_trial != *before_trial;
        if *new != *before && (is_analysed || is_tried || new.overrides != before.overrides) {
            answers.set(new.clone());
        }
        if is_tried {
            trial.set(new_trial.clone());
        }
    });
    session.follower(answers, trial)
}
