//! The typical cases above the question: a button for each, with the verdict that the engine
//! computes for the case. Shown unless the widget is read-only or the model has no cases.

use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::verdict::{Verdict, verdict};
use tiebreak_core::model::Model;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, model_text};
use tiebreak_dom::prelude::*;

use super::arrow_keys::move_focus;
use super::session::Session;
use super::text::{isolate, show, tag};

/// A toolbar with a button for each typical case, and the name of the chosen one below. The toolbar
/// is one Tab stop.
pub fn cases(session: Session) -> impl IntoView {
    let model = session.model();
    if model.cases.is_empty() || session.is_readonly() {
        return None;
    }
    let label = session.strings.cases;
    let tab_stop = RwSignal::new(0);
    let buttons = (0..model.cases.len()).map(|case| case_button(session, &model, case, tab_stop));
    let chosen = move || {
        let name = session.model().cases[session.case.get()?].name.clone();
        let note = fill(session.strings.preset_hint, &[&model_text(&name)]);
        Some(p().class("small preset").child(show(note)))
    };
    Some((
        p().class("small preset").attr("aria-hidden", "true").child(label),
        div()
            .class("chips")
            .attr("role", "toolbar")
            // Browsers make a scrollable element a Tab stop unless it has a tabindex.
            .attr("tabindex", "-1")
            .attr("aria-label", label)
            .on("keydown", |event| move_focus(&event))
            .child(buttons.collect_view()),
        chosen,
    ))
}

fn case_button(
    session: Session,
    model: &Model,
    index: usize,
    tab_stop: RwSignal<usize>,
) -> ElementBuilder {
    let case = &model.cases[index];
    let verdict = verdict(&Evaluation::new(model, &model.tables.pooled, &case.answers));
    button()
        .attr("type", "button")
        .part("button")
        .class("chip")
        .attr("aria-pressed", move || (session.case.get() == Some(index)).to_string())
        .attr("tabindex", move || if tab_stop.get() == index { "0" } else { "-1" })
        .on("focus", move |_| tab_stop.set(index))
        .on("click", move |_| session.apply_case(index))
        .child((
            b().child(isolate(case.name.as_str())),
            outcome(session, model, verdict),
            small().child(isolate(case.note.as_str())),
        ))
}

/// The winner with shape and colour; the kind of verdict if there is no single winner.
fn outcome(session: Session, model: &Model, verdict: Verdict) -> View {
    match verdict.winner {
        Some(a) => tag(&model.alternatives[a]).into_view(),
        None => show(phrases::brief(session.strings, model, &verdict.into())),
    }
}
