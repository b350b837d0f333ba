//! How certain the verdict is: the number of samples out of 100 in which each alternative is first.
//! The interface calls a sample a "scenario".
//!
//! Samples are drawn after the verdict is painted, so that no click waits for them.

use std::sync::Arc;

use serde_json::Value;
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::report::{add_study, report};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, fill_text, text, ui_text};
use tiebreak_dom::prelude::*;

use crate::first::deferred;
use crate::first::session::{DeferredAnalysis, Session};
use crate::first::text::{color_class, shape_class, show, tag};

/// The deferred analysis of the effective answers, samples included.
pub fn deferred(session: Session) -> Arc<DeferredAnalysis> {
    let present = deferred::without_samples(session);
    if present.robustness.is_some() {
        return present;
    }
    let robustness = robustness(&session.model(), &present.answers, Setup::default());
    Arc::new(DeferredAnalysis { robustness: Some(robustness), ..DeferredAnalysis::clone(&present) })
}

/// The whole result as JSON, in the format of `tiebreak decide`.
pub fn result(session: Session) -> Value {
    let (model, deferred) = (session.model(), deferred(session));
    let mut report = report(&model, &session.decision.read_untracked(), &deferred.gain);
    if let Some(robustness) = deferred.robustness.clone() {
        add_study(&mut report, &model, &study(&model, &deferred.answers, robustness));
    }
    report
}

/// A sentence, a picture of 100 dots with its key, and an explanation of samples. All of them stay as
/// they are until there are samples of the present answers.
pub fn scenarios(session: Session) -> impl IntoView {
    // For a moment after a change, the samples are those of the answers before.
    let is_stale = move || session.deferred.read().answers != *session.effective_answers.read();
    move || {
        let deferred = session.deferred.read();
        let decision = session.decision.read_untracked();
        let (model, strings) = (session.model(), session.strings);
        let robustness = deferred.robustness.as_ref();
        let first_of_100 =
            robustness.filter(|_| decision.verdict.kind != VerdictKind::Unasked)?.first_of_100();
        let order = deferred::order(&model, &decision);
        let dots = order.iter().flat_map(|&a| {
            let alternative = &model.alternatives[a];
            let [color, shape] = [color_class(alternative.color), shape_class(alternative.shape)];
            let class = ["mark ", color, " ", shape].concat();
            (0..first_of_100[a]).map(move |_| i().class(class.clone()))
        });
        let key = order
            .iter()
            .filter(|&&a| first_of_100[a] > 0)
            .map(|&a| li().child((tag(&model.alternatives[a]), " ", first_of_100[a])));
        let none_left = first_of_100[model.alternatives.len()];
        let none_left = (none_left > 0).then(|| {
            let count = ui_text(none_left.to_string());
            li().child(show(fill(strings.details().none_left_share, &[&count])))
        });
        let sentence = phrases::shares_sentence(strings, &model, &decision, &first_of_100);
        let dots = div()
            .class("dots")
            .attr("role", "img")
            .attr("aria-label", text(&phrases::shares(strings, &model, &first_of_100)))
            .child(dots.collect_view());
        let explanation = details().class("fold").child((
            summary().child(strings.details().what_is_scenario),
            p().child(strings.details().scenario),
            p().child(strings.details().scenario_limits),
        ));
        Some(div().class("scenarios").attr("aria-busy", move || is_stale().to_string()).child(
            (
                p().child(show(sentence)),
                div().class("picture").child((
                    dots,
                    ul().class("plain small").child((key.collect_view(), none_left)),
                )),
                explanation,
            ),
        ))
    }
}

/// The values between which an alternative lies in the middle 90 of 100 samples.
fn interval(session: Session, a: usize) -> Option<(i64, i64)> {
    let deferred = session.deferred.read();
    let robustness = deferred.robustness.as_ref();
    robustness.filter(|_| deferred.answers == *session.effective_answers.read())?.intervals[a]
}

/// The interval of an alternative, as a mark on its bar.
pub fn interval_mark(session: Session, a: usize) -> impl IntoView {
    move || {
        let (low, high) = interval(session, a)?;
        let [start, size] = [low, high - low].map(|value| [&value.to_string(), "%"].concat());
        Some(i().class("interval").style("inset-inline-start", start).style("inline-size", size))
    }
}

/// The interval of an alternative, as text for screen readers.
pub fn interval_text(session: Session, a: usize) -> impl IntoView {
    move || {
        let (low, high) = interval(session, a)?;
        let template = session.strings.details().interval;
        Some(fill_text(template, &[&low.to_string(), &high.to_string()]))
    }
}
