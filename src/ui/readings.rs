//! How sure: in how many of 100 plausible readings of the answers each alternative is first.
//!
//! Drawn after the verdict is painted, so that a click never waits for it.

use std::sync::Arc;

use serde_json::Value;

use crate::engine::robust::{Setup, robustness};
use crate::engine::study::study;
use crate::model::Alternative;
use crate::model::schema::VerdictKind;
use crate::prose::line::text;
use crate::prose::readings;
use crate::report::{add_study, report};

use super::el::{Piece, View, el};
use super::inline::{color_class, live, shape_class, show, tag};
use super::outlook;
use super::session::{Outlook, Session};

/// What is to be known beyond the verdict, readings included, for the answers in force.
pub fn outlook(session: Session) -> Arc<Outlook> {
    let known = outlook::without_readings(session);
    if known.robustness.is_some() {
        return known;
    }
    let robustness = robustness(&session.model(), &known.answers, Setup::default());
    Arc::new(Outlook { robustness: Some(robustness), ..Outlook::clone(&known) })
}

/// The whole result as JSON, for the page: the same as the command line prints.
pub fn result(session: Session) -> Value {
    let (model, outlook) = (session.model(), outlook(session));
    let mut report = report(&model, &session.decision.read_untracked(), &outlook.gain);
    if let Some(robustness) = outlook.robustness.clone() {
        add_study(&mut report, &model, &study(&model, &outlook.answers, robustness));
    }
    report
}

/// The sentence, the picture of 100 dots, and what a reading is.
pub fn readings(session: Session) -> View {
    live(move || {
        let outlook = session.outlook.read();
        let decision = session.decision.read();
        // For a moment after a change these are still the readings of the answers before.
        let stale = outlook.answers != *session.in_force.read();
        let (model, words) = (session.model(), session.words);
        let sampled = outlook.robustness.as_ref();
        let first =
            sampled.filter(|_| decision.verdict.kind != VerdictKind::Unasked)?.first_of_100();
        let line = readings::sentence(words, &model, &decision, &first);
        let spoken = text(&readings::shares(words, &model, &first));
        let order = outlook::order(&model, &decision);
        let dots = order.iter().flat_map(|&a| {
            let class = dot(&model.alternatives[a]);
            (0..first[a]).map(move |_| el("i").class(class.clone()).view())
        });
        let dots: Vec<View> = dots.collect();
        let key = order.iter().filter(|&&a| first[a] > 0).map(|&a| {
            let name = tag(&model.alternatives[a]);
            el("li").child(name).child(" ").child(first[a].to_string()).view()
        });
        let key = key.collect::<Vec<_>>();
        Some(
            el("div")
                .class(if stale { "readings stale" } else { "readings" })
                .attr("aria-busy", stale.to_string())
                .child(el("p").child(show(line)))
                .child(
                    el("div")
                        .class("picture")
                        .child(
                            el("div")
                                .class("dots")
                                .attr("role", "img")
                                .attr("aria-label", spoken)
                                .child(dots),
                        )
                        .child(el("ul").class("plain small").child(key)),
                )
                .child(
                    el("details")
                        .class("fold")
                        .child(el("summary").child(words.behind().what_reading))
                        .child(el("p").child(words.behind().reading))
                        .child(el("p").child(words.behind().reading_leaves_out)),
                )
                .view(),
        )
    })
}

/// One reading in the colour and shape of the alternative that is first in it.
fn dot(it: &Alternative) -> String {
    ["mark ", color_class(it.color), " ", shape_class(it.shape)].concat()
}

/// Between what values an alternative lies in the middle 90 of 100 readings.
fn between(session: Session, a: usize) -> Option<(i64, i64)> {
    let outlook = session.outlook.read();
    let sampled = outlook.robustness.as_ref();
    sampled.filter(|_| outlook.answers == *session.in_force.read())?.intervals[a]
}

/// The same as a bracket on its bar.
pub fn bracket(session: Session, a: usize) -> View {
    live(move || {
        let (low, high) = between(session, a)?;
        let [start, width] = [low, high - low].map(|it| [&it.to_string(), "%"].concat());
        Some(
            el("i")
                .class("interval")
                .style("inset-inline-start", start)
                .style("inline-size", width)
                .view(),
        )
    })
}

/// The same for the ear.
pub fn range(session: Session, a: usize) -> View {
    live(move || {
        between(session, a).map(|(low, high)| (session.words.behind().interval)(low, high))
    })
}
