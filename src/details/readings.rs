//! How sure: in how many of 100 plausible readings of the answers each alternative is first.
//!
//! Drawn after the verdict is painted, so that a click never waits for it.

use std::sync::Arc;

use serde_json::Value;

use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::model::Alternative;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::report::{add_study, report};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::text;

use crate::first::deferred;
use crate::first::session::{DeferredAnalysis, Session};
use crate::first::text::{color_class, shape_class, show, tag};
use tiebreak_dom::prelude::*;

/// What is to be known beyond the verdict, readings included, for the answers in force.
pub fn deferred(session: Session) -> Arc<DeferredAnalysis> {
    let known = deferred::without_samples(session);
    if known.robustness.is_some() {
        return known;
    }
    let robustness = robustness(&session.model(), &known.answers, Setup::default());
    Arc::new(DeferredAnalysis { robustness: Some(robustness), ..DeferredAnalysis::clone(&known) })
}

/// The whole result as JSON, for the page: the same as the command line prints.
pub fn result(session: Session) -> Value {
    let (model, deferred) = (session.model(), deferred(session));
    let mut report = report(&model, &session.decision.read_untracked(), &deferred.gain);
    if let Some(robustness) = deferred.robustness.clone() {
        add_study(&mut report, &model, &study(&model, &deferred.answers, robustness));
    }
    report
}

/// The sentence, the picture of 100 dots, and what a reading is.
pub fn readings(session: Session) -> View {
    dynamic(move || {
        let deferred = session.deferred.read();
        let decision = session.decision.read();
        // For a moment after a change these are still the readings of the answers before.
        let stale = deferred.answers != *session.in_force.read();
        let (model, words) = (session.model(), session.words);
        let sampled = deferred.robustness.as_ref();
        let first =
            sampled.filter(|_| decision.verdict.kind != VerdictKind::Unasked)?.first_of_100();
        let line = phrases::shares_sentence(words, &model, &decision, &first);
        let spoken = text(&phrases::shares(words, &model, &first));
        let order = deferred::order(&model, &decision);
        let dots = order.iter().flat_map(|&a| {
            let class = dot(&model.alternatives[a]);
            (0..first[a]).map(move |_| i().class(class.clone()).into_view())
        });
        let dots: Vec<View> = dots.collect();
        let key = order.iter().filter(|&&a| first[a] > 0).map(|&a| {
            let name = tag(&model.alternatives[a]);
            li().child(name).child(" ").child(first[a].to_string()).into_view()
        });
        let key = key.collect::<Vec<_>>();
        Some(
            div()
                .class(if stale { "readings stale" } else { "readings" })
                .attr("aria-busy", stale.to_string())
                .child(p().child(show(line)))
                .child(
                    div()
                        .class("picture")
                        .child(
                            div()
                                .class("dots")
                                .attr("role", "img")
                                .attr("aria-label", spoken)
                                .child(dots),
                        )
                        .child(ul().class("plain small").child(key)),
                )
                .child(
                    details()
                        .class("fold")
                        .child(summary().child(words.details().what_is_scenario))
                        .child(p().child(words.details().scenario))
                        .child(p().child(words.details().scenario_limits)),
                )
                .into_view(),
        )
    })
}

/// One reading in the colour and shape of the alternative that is first in it.
fn dot(it: &Alternative) -> String {
    ["mark ", color_class(it.color), " ", shape_class(it.shape)].concat()
}

/// Between what values an alternative lies in the middle 90 of 100 readings.
fn between(session: Session, a: usize) -> Option<(i64, i64)> {
    let deferred = session.deferred.read();
    let sampled = deferred.robustness.as_ref();
    sampled.filter(|_| deferred.answers == *session.in_force.read())?.intervals[a]
}

/// The same as a bracket on its bar.
pub fn bracket(session: Session, a: usize) -> View {
    dynamic(move || {
        let (low, high) = between(session, a)?;
        let [start, width] = [low, high - low].map(|it| [&it.to_string(), "%"].concat());
        Some(
            i().class("interval")
                .style("inset-inline-start", start)
                .style("inline-size", width)
                .into_view(),
        )
    })
}

/// The same for the ear.
pub fn range(session: Session, a: usize) -> View {
    dynamic(move || {
        between(session, a).map(|(low, high)| (session.words.details().interval)(low, high))
    })
}
