//! The panels that explain the verdict, one tab for each. Shown below question and verdict after
//! the first answer.

use tiebreak_core::model::evidence::Section;
use tiebreak_dom::prelude::*;

use super::explained::explained;
use super::{advice, controls, evidence, flips, sources, table, traffic, why};
use crate::first::session::Session;

/// Index of the panel "Your load", if the model has one.
const LOAD: usize = 4;

/// The name of a panel, and its view.
type Panel = (&'static str, fn(Session) -> View);

/// The tabs and the selected panel.
pub fn panels(session: Session) -> impl IntoView {
    // The evidence of the page says which tabs there are.
    let is_being_read = evidence::is_being_read(session);
    move || {
        if is_being_read.get() {
            return p().class("small").child(session.strings.loading).into_view();
        }
        tabs(session).into_view()
    }
}

fn tabs(session: Session) -> impl IntoView {
    let strings = session.strings.details();
    let mut panels: Vec<Panel> = vec![
        (strings.why, |session| why::panel(session).into_view()),
        (strings.flips, |session| flips::panel(session).into_view()),
        (strings.sources, |session| sources::panel(session).into_view()),
        (session.strings.side_by_side, |session| table::panel(session).into_view()),
        (strings.watch_out, |session| advice::panel(session, Section::WatchOut).into_view()),
        (strings.next_steps, |session| advice::panel(session, Section::NextStep).into_view()),
        (strings.people_ask, |session| advice::panel(session, Section::Question).into_view()),
    ];
    // The last panels are those of the sections, in this order.
    let sections = [Section::WatchOut, Section::NextStep, Section::Question];
    let first = panels.len() - sections.len();
    for (i, section) in sections.into_iter().enumerate().rev() {
        if !advice::may_have(session, section) {
            panels.remove(first + i);
        }
    }
    let has_load = traffic::question(&session.model()).is_some();
    if has_load {
        panels.insert(LOAD, (strings.your_load, |session| traffic::panel(session).into_view()));
    }
    let names = panels.iter().map(|(name, _)| *name).collect();
    let explained = explained(session);
    // The load is not about the verdict, so it does not wait for it.
    let panel =
        move |i: usize| panels[i].1(if has_load && i == LOAD { session } else { explained });
    (
        h3().class("visually-hidden").child(strings.panels),
        controls::tabs(strings.panels, names, session.panel, panel),
    )
}
