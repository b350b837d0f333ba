//! The typical cases: a button for each, with the verdict that the engine computes for the case.
//! Shown unless the widget is read-only or the model has no cases.

use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::verdict::{Verdict, verdict};
use tiebreak_core::model::Model;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, model_text};
use tiebreak_dom::prelude::*;

use super::arrow_keys::move_focus;
use super::question::text_button_to;
use super::session::Session;
use super::text::{isolate, show, tag};

/// Selector of the button that shows and hides the list.
const TOGGLE: &str = ".cases [aria-expanded]";

/// The list of typical cases below a button that shows and hides the list.
pub fn cases(session: Session) -> Option<ElementBuilder> {
    if session.model().cases.is_empty() || session.is_readonly() {
        return None;
    }
    let shown = session.shows_cases;
    let toggle = button()
        .attr("type", "button")
        .part("button")
        .attr("aria-expanded", move || shown.get().to_string())
        .on("click", move |_| shown.update(|shown| *shown = !*shown))
        .child(session.strings.cases);
    let list =
        move || shown.get().then(|| (p().class("small").child(note(session)), list(session)));
    Some(div().class("cases").child((h3().child(toggle), list)))
}

/// A hint, or after the choice of a case its name, with a button that restores the answers before.
fn note(session: Session) -> impl IntoView {
    let strings = session.strings;
    move || match session.case.get() {
        Some(case) => {
            let name = model_text(&session.model().cases[case].name);
            let can_undo = session.undo_answers.read().is_some();
            let undo =
                can_undo.then(|| text_button_to(strings.undo, TOGGLE, move || session.undo()));
            (show(fill(strings.preset_hint, &[&name])), " ", undo).into_view()
        }
        None if session.is_blank() => strings.cases_hint.into_view(),
        None => strings.cases_replace.into_view(),
    }
}

/// A toolbar with a button for each case. The toolbar is one Tab stop.
fn list(session: Session) -> ElementBuilder {
    let model = session.model();
    let tab_stop = RwSignal::new(0);
    let buttons = (0..model.cases.len()).map(|case| case_button(session, &model, case, tab_stop));
    div()
        .class("case-list")
        .attr("role", "toolbar")
        .attr("aria-orientation", "vertical")
        .attr("aria-label", session.strings.cases)
        .on("keydown", |event| move_focus(&event))
        .child(buttons.collect_view())
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
        .class("case")
        .attr("aria-pressed", move || (session.case.get() == Some(index)).to_string())
        .attr("tabindex", move || if tab_stop.get() == index { "0" } else { "-1" })
        .on("focus", move |_| tab_stop.set(index))
        .on("click", move |_| session.apply_case(index))
        .child((
            b().child(isolate(case.name.as_str())),
            " ",
            outcome(session, model, verdict),
            " ",
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
