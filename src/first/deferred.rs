//! What is to be known beyond the verdict: it takes longer than a click may, and follows it.
//!
//! Which question tells most is worked out here. Readings are drawn by the second file; until it is
//! there, or if it cannot be had, the verdict stands without them.

use std::sync::Arc;

use crate::browser;
use tiebreak_core::engine::Decision;
use tiebreak_core::engine::gain::gain;
use tiebreak_core::engine::order::sort_by_key;
use tiebreak_core::model::Model;

use super::lazy::DetailsState;
use tiebreak_dom::prelude::*;

use super::session::{DeferredAnalysis, Session};

/// Works it out anew, after the next paint, whenever the answers change or the second file comes.
pub fn start(session: Session) {
    effect(move |_| {
        let (answers, details) = (session.in_force.get(), session.details.get());
        browser::after_paint(move || {
            // By now the widget may be gone, or the answers may have changed again.
            let now = session.in_force.try_read_untracked();
            if now.is_some_and(|it| *it == answers) {
                let deferred = match details {
                    DetailsState::Ready(details) => (details.deferred)(session),
                    _ => without_samples(session),
                };
                session.deferred.set(deferred);
            }
        });
    });
}

/// What is known for the answers in force, or what can be known of them here.
pub fn without_samples(session: Session) -> Arc<DeferredAnalysis> {
    let answers = session.in_force.get_untracked();
    let known = session.deferred.get_untracked();
    if known.answers == answers {
        return known;
    }
    let gain = gain(&session.model(), &answers);
    Arc::new(DeferredAnalysis { answers, gain, robustness: None })
}

/// Everybody, best first.
pub fn order(model: &Model, decision: &Decision) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| -decision.alternatives[a].points);
    order
}
