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
use crate::prose::line::{fill, name, ours};

use super::el::{Piece, View, el};
use super::inline::{live, show};
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
                session.outlook.set(Some(outlook));
            }
        });
    });
}

/// What is known for the answers in force, or what can be known of them here.
pub fn without_readings(session: Session) -> Arc<Outlook> {
    let answers = session.in_force.get_untracked();
    let known = session.outlook.get_untracked().filter(|it| it.answers == answers);
    known.unwrap_or_else(|| {
        let gain = gain(&session.model(), &answers);
        Arc::new(Outlook { answers, gain, robustness: None })
    })
}

/// Everybody, best first.
pub fn order(model: &Model, decision: &Decision) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| -decision.alternatives[a].points);
    order
}

/// Between what values an alternative lies in the middle 90 of 100 readings.
fn between(session: Session, a: usize) -> Option<(i64, i64)> {
    let outlook = session.outlook.read();
    let current = outlook.as_ref().filter(|it| it.answers == *session.in_force.read());
    current?.robustness.as_ref()?.intervals[a]
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
    live(move || between(session, a).map(|(low, high)| (session.words.interval)(low, high)))
}

/// The soft stop: worded apart from what is settled, because it is not.
pub fn unlikely_to_change(session: Session, winner: usize) -> View {
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
pub fn why_next(session: Session, q: usize) -> View {
    live(move || {
        let outlook = session.outlook.read();
        let gain = outlook.as_ref().map(|it| &it.gain).filter(|it| it.next == Some(q))?;
        let words = session.words;
        let line = match gain.parts_of_hundred(q) {
            0 => ours(words.why_next_swing),
            parts => fill(words.why_next_gain, &[&ours(parts.to_string())]),
        };
        Some(
            el("details")
                .class("fold")
                .child(el("summary").child(words.why_next))
                .child(el("p").child(show(line)))
                .view(),
        )
    })
}
