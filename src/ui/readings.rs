//! How sure: in how many of 100 plausible readings of the answers each alternative is first.
//!
//! Drawn after the verdict is painted, so that a click never waits for it.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use crate::browser;
use crate::engine::Decision;
use crate::engine::gain::gain;
use crate::engine::order::sort_by_key;
use crate::engine::robust::{Setup, robustness};
use crate::engine::study::study;
use crate::model::schema::VerdictKind;
use crate::model::{Alternative, Model};
use crate::prose::line::{fill, name, ours, text};
use crate::prose::readings;
use crate::report::{add_study, report};

use super::inline::{color_class, live, shape_class, show, tag};
use super::session::{Outlook, Session};

/// Draws readings anew, after the next paint, whenever the answers change.
pub fn follow(session: Session) {
    Effect::new(move |_| {
        let answers = session.in_force.get();
        browser::after_paint(move || {
            // By now the widget may be gone, or the answers may have changed again.
            let current = session.in_force.try_with_untracked(|now| *now == answers);
            if current == Some(true) {
                session.outlook.set(Some(outlook(session)));
            }
        });
    });
}

/// What is to be known beyond the verdict, for the answers in force.
pub fn outlook(session: Session) -> Arc<Outlook> {
    let answers = session.in_force.get_untracked();
    let known = session.outlook.get_untracked().filter(|it| it.answers == answers);
    known.unwrap_or_else(|| {
        let model = session.model();
        let robustness = robustness(&model, &answers, Setup::default());
        let gain = gain(&model, &answers);
        Arc::new(Outlook { answers, robustness, gain })
    })
}

/// The whole result as JSON, for the page: the same as the command line prints.
pub fn result(session: Session) -> Value {
    let (model, outlook) = (session.model(), outlook(session));
    let mut report = report(&model, &session.decision.read_untracked(), &outlook.gain);
    add_study(&mut report, &model, &study(&model, &outlook.answers, outlook.robustness.clone()));
    report
}

/// The sentence, the picture of 100 dots, and what a reading is.
pub fn readings(session: Session) -> AnyView {
    live(move || {
        let outlook = session.outlook.read();
        let decision = session.decision.read();
        let it = outlook.as_ref().filter(|_| decision.verdict.kind != VerdictKind::Unasked)?;
        // For a moment after a change these are still the readings of the answers before.
        let stale = it.answers != *session.in_force.read();
        let (model, words) = (session.model(), session.words);
        let first = it.robustness.first_of_100();
        let line = readings::sentence(words, &model, &decision, &first);
        let spoken = text(&readings::shares(words, &model, &first));
        let order = order(&model, &decision);
        let dots = order.iter().flat_map(|&a| {
            let class = dot(&model.alternatives[a]);
            (0..first[a]).map(move |_| view! { class="tb", <i class=class.clone()></i> }.into_any())
        });
        let dots: Vec<AnyView> = dots.collect();
        let key = order.iter().filter(|&&a| first[a] > 0).map(|&a| {
            let name = tag(&model.alternatives[a]);
            view! { class="tb", <li>{name} " " {first[a]}</li> }.into_any()
        });
        let key = key.collect_view();
        Some(
            view! { class="tb",
                <div class="readings" class:stale=stale aria-busy=stale.to_string()>
                    <p>{show(line)}</p>
                    <div class="picture">
                        <div class="dots" role="img" aria-label=spoken>{dots}</div>
                        <ul class="plain small">{key}</ul>
                    </div>
                    <details class="fold">
                        <summary>{words.what_reading}</summary>
                        <p>{words.reading}</p>
                        <p>{words.reading_leaves_out}</p>
                    </details>
                </div>
            }
            .into_any(),
        )
    })
}

/// Everybody, best first.
pub fn order(model: &Model, decision: &Decision) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| -decision.alternatives[a].points);
    order
}

/// One reading in the colour and shape of the alternative that is first in it.
fn dot(it: &Alternative) -> String {
    ["mark ", color_class(it.color), " ", shape_class(it.shape)].concat()
}

/// Between what values an alternative lies in the middle 90 of 100 readings.
fn between(session: Session, a: usize) -> Option<(i64, i64)> {
    let outlook = session.outlook.read();
    let current = outlook.as_ref().filter(|it| it.answers == *session.in_force.read());
    current?.robustness.intervals[a]
}

/// The same as a bracket on its bar.
pub fn bracket(session: Session, a: usize) -> AnyView {
    live(move || {
        let (low, high) = between(session, a)?;
        let [start, width] = [low, high - low].map(|it| [&it.to_string(), "%"].concat());
        Some(
            view! { class="tb",
                <i class="interval" style:inset-inline-start=start style:inline-size=width></i>
            }
            .into_any(),
        )
    })
}

/// The same for the ear.
pub fn range(session: Session, a: usize) -> AnyView {
    live(move || between(session, a).map(|(low, high)| (session.words.interval)(low, high)))
}

/// The soft stop: worded apart from what is settled, because it is not.
pub fn unlikely_to_change(session: Session, winner: usize) -> AnyView {
    live(move || {
        let outlook = session.outlook.read();
        let gain = &outlook.as_ref()?.gain;
        let share = gain.stays.filter(|_| gain.is_soft_stop())?;
        let model = session.model();
        // Rounded down: it claims no more than was counted.
        let of_hundred = ours(((share * 100.0) as i64).to_string());
        let winner = name(&model.alternatives[winner]);
        Some(show(fill(session.words.unlikely_to_change, &[&of_hundred, &winner])))
    })
}

/// Why this question is asked before the others, on request.
pub fn why_next(session: Session, q: usize) -> AnyView {
    live(move || {
        let outlook = session.outlook.read();
        let gain = outlook.as_ref().map(|it| &it.gain).filter(|it| it.next == Some(q))?;
        let words = session.words;
        let line = match gain.parts_of_hundred(q) {
            0 => ours(words.why_next_swing),
            parts => fill(words.why_next_gain, &[&ours(parts.to_string())]),
        };
        Some(
            view! { class="tb",
                <details class="fold"><summary>{words.why_next}</summary><p>{show(line)}</p></details>
            }
            .into_any(),
        )
    })
}
