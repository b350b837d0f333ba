//! Computes the deferred analysis after each change: results that take longer than a click may.
//!
//! This file computes which question is the most informative. The details draw the samples; the
//! verdict is shown without them while the details are not ready.

use std::sync::Arc;

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::gain::gain;
use tiebreak_core::engine::order::sort_by_key;
use tiebreak_core::model::Model;
use tiebreak_dom::prelude::*;

use super::lazy::DetailsState;
use super::session::{DeferredAnalysis, Session};
use crate::browser;

/// Computes the analysis after the next paint whenever the answers change or the details become
/// ready.
pub fn start(session: Session) {
    effect(move |_| {
        let (answers, details) = (session.effective_answers.get(), session.details.get());
        browser::after_paint(move || {
            // By now the widget may be unmounted, or the answers may have changed again.
            let current = session.effective_answers.try_read_untracked();
            if current.is_some_and(|current| *current == answers) {
                let deferred = match details {
                    DetailsState::Ready(details) => (details.deferred)(session),
                    _ => without_samples(session),
                };
                session.deferred.set(deferred);
            }
        });
    });
}

/// The analysis of the effective answers: the present one if it is of the same answers, else a new
/// one without samples.
pub fn without_samples(session: Session) -> Arc<DeferredAnalysis> {
    let answers = session.effective_answers.get_untracked();
    let present = session.deferred.get_untracked();
    if present.answers == answers {
        return present;
    }
    let gain = gain(&session.model(), &answers);
    Arc::new(DeferredAnalysis { answers, gain, robustness: None })
}

/// The indices of all alternatives, the highest score first.
pub fn order(model: &Model, decision: &Decision) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| -decision.alternatives[a].points);
    order
}
