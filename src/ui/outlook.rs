//! What is to be known beyond the verdict: it takes longer than a click may, and follows it.
//!
//! Which question tells most is worked out here. Readings are drawn by the second file; until it is
//! there, or if it cannot be had, the verdict stands without them.

use std::sync::Arc;

use crate::browser;
use crate::engine::Decision;
use crate::engine::gain::gain;
use crate::engine::order::sort_by_key;
use crate::model::Model;

use super::later::Later;
use super::session::{Outlook, Session};
use super::slot;

/// Works it out anew, after the next paint, whenever the answers change or the second file comes.
pub fn follow(session: Session) {
    slot::follow(move |_| {
        let (answers, later) = (session.in_force.get(), session.later.get());
        browser::after_paint(move || {
            // By now the widget may be gone, or the answers may have changed again.
            let now = session.in_force.read_if_there();
            if now.is_some_and(|it| *it == answers) {
                let outlook = match later {
                    Later::Ready(more) => (more.outlook)(session),
                    _ => without_readings(session),
                };
                session.outlook.set(outlook);
            }
        });
    });
}

/// What is known for the answers in force, or what can be known of them here.
pub fn without_readings(session: Session) -> Arc<Outlook> {
    let answers = session.in_force.get_untracked();
    let known = session.outlook.get_untracked();
    if known.answers == answers {
        return known;
    }
    let gain = gain(&session.model(), &answers);
    Arc::new(Outlook { answers, gain, robustness: None })
}

/// Everybody, best first.
pub fn order(model: &Model, decision: &Decision) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| -decision.alternatives[a].points);
    order
}
