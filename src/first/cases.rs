//! The typical cases, each with the verdict that the engine computes for it.

use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::verdict::{Verdict, verdict};
use tiebreak_core::model::Model;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, model_text};

use super::arrow_keys::move_focus;
use super::session::Session;
use super::text::{isolate, show, tag};
use tiebreak_dom::prelude::*;

/// A row of buttons, one per typical case, and one Tab stop for all.
pub fn cases(session: Session) -> Option<View> {
    let model = session.model();
    let stop = RwSignal::new(0);
    let chips = (0..model.cases.len()).map(|case| chip(session, &model, case, stop));
    let note = move || {
        let name = session.model().cases[session.case.get()?].name.clone();
        let line = fill(session.words.preset_hint, &[&model_text(&name)]);
        Some(p().class("small preset").child(show(line)).into_view())
    };
    (!model.cases.is_empty() && !session.is_readonly()).then(|| {
        fragment()
            .child(p().class("small preset").attr("aria-hidden", "true").child(session.words.cases))
            .child(
                div()
                    .class("chips")
                    .attr("role", "toolbar")
                    // It scrolls, and would be a stop of its own.
                    .attr("tabindex", "-1")
                    .attr("aria-label", session.words.cases)
                    .on("keydown", |event| move_focus(&event))
                    .child(chips.collect::<Vec<_>>()),
            )
            .child(note)
            .into_view()
    })
}

fn chip(session: Session, model: &Model, case: usize, stop: RwSignal<usize>) -> View {
    let it = &model.cases[case];
    let verdict = verdict(&Evaluation::new(model, &model.tables.pooled, &it.answers));
    let pressed = move || (session.case.get() == Some(case)).to_string();
    button()
        .attr("type", "button")
        .part("button")
        .class("chip")
        .attr("aria-pressed", pressed)
        .attr("tabindex", move || if stop.get() == case { "0" } else { "-1" })
        .on("focus", move |_| stop.set(case))
        .on("click", move |_| session.start_from(case))
        .child(b().child(isolate(it.name.as_str())))
        .child(outcome(session, model, verdict))
        .child(small().child(isolate(it.note.as_str())))
        .into_view()
}

/// Shape, colour and name of each that is in the outcome; the kind where that is not one.
fn outcome(session: Session, model: &Model, verdict: Verdict) -> View {
    match verdict.winner {
        Some(a) => tag(&model.alternatives[a]),
        None => show(phrases::brief(session.words, model, &verdict.into())),
    }
}
