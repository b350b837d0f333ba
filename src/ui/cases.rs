//! The typical cases, each with the verdict that the engine computes for it.

use crate::engine::sheet::Sheet;
use crate::engine::verdict::{Verdict, verdict};
use crate::model::Model;
use crate::prose::line::{fill, theirs};
use crate::prose::words;

use super::controls::along;
use super::el::{Piece, View, el, group};
use super::inline::{bdi, live, show, tag};
use super::session::Session;
use super::slot::Slot;

/// A row of buttons, one per typical case, and one Tab stop for all.
pub fn cases(session: Session) -> Option<View> {
    let model = session.model();
    let stop = Slot::new(0);
    let chips = (0..model.cases.len()).map(|case| chip(session, &model, case, stop));
    let note = move || {
        let name = session.model().cases[session.case.get()?].name.clone();
        let line = fill(session.words.preset_by, &[&theirs(&name)]);
        Some(el("p").class("small preset").child(show(line)).view())
    };
    (!model.cases.is_empty() && !session.is_readonly()).then(|| {
        group()
            .child(
                el("p")
                    .class("small preset")
                    .attr("aria-hidden", "true")
                    .child(session.words.cases),
            )
            .child(
                el("div")
                    .class("chips")
                    .attr("role", "toolbar")
                    // It scrolls, and would be a stop of its own.
                    .attr("tabindex", "-1")
                    .attr("aria-label", session.words.cases)
                    .on("keydown", |event| along(&event))
                    .child(chips.collect::<Vec<_>>()),
            )
            .child(live(note))
            .view()
    })
}

fn chip(session: Session, model: &Model, case: usize, stop: Slot<usize>) -> View {
    let it = &model.cases[case];
    let verdict = verdict(&Sheet::new(model, &model.tables.pooled, &it.answers));
    let pressed = move || (session.case.get() == Some(case)).to_string();
    el("button")
        .attr("type", "button")
        .part("button")
        .class("chip")
        .live_attr("aria-pressed", pressed)
        .live_attr("tabindex", move || if stop.get() == case { "0" } else { "-1" })
        .on("focus", move |_| stop.set(case))
        .on("click", move |_| session.start_from(case))
        .child(el("b").child(bdi(it.name.as_str())))
        .child(outcome(session, model, verdict))
        .child(el("small").child(bdi(it.note.as_str())))
        .view()
}

/// Shape, colour and name of each that is in the outcome; the kind where that is not one.
fn outcome(session: Session, model: &Model, verdict: Verdict) -> View {
    match verdict.winner {
        Some(a) => tag(&model.alternatives[a]),
        None => show(words::brief(session.words, model, &verdict.into())),
    }
}
