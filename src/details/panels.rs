//! The panels that explain the verdict, one tab for each. Shown below question and verdict after
//! the first answer.

use tiebreak_core::model::evidence::Section;
use tiebreak_dom::prelude::*;

use super::explained::explained;
use super::{advice, controls, evidence, flips, sources, table, traffic, why};
use crate::first::session::Session;

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
    let model = session.model();
    let mut panels: Vec<Panel> = vec![
        (strings.why, |session| why::panel(session).into_view()),
        (strings.flips, |session| flips::panel(session).into_view()),
    ];
    if !model.sources.is_empty() {
        panels.push((strings.sources, |session| sources::panel(session).into_view()));
    }
    panels.push((session.strings.side_by_side, |session| table::panel(session).into_view()));
    let load = traffic::question(&model).map(|_| panels.len());
    if load.is_some() {
        panels.push((strings.your_load, |session| traffic::panel(session).into_view()));
    }
    let sections: [(Section, Panel); 3] = [
        (
            Section::WatchOut,
            (strings.watch_out, |session| advice::panel(session, Section::WatchOut).into_view()),
        ),
        (
            Section::NextStep,
            (strings.next_steps, |session| advice::panel(session, Section::NextStep).into_view()),
        ),
        (
            Section::Question,
            (strings.people_ask, |session| advice::panel(session, Section::Question).into_view()),
        ),
    ];
    let sections = sections.into_iter().filter(|(section, _)| advice::may_have(session, *section));
    panels.extend(sections.map(|(_, panel)| panel));
    let names = panels.iter().map(|(name, _)| *name).collect();
    let explained = explained(session);
    // The load is not about the verdict, so it does not wait for it.
    let panel = move |i: usize| panels[i].1(if load == Some(i) { session } else { explained });
    (
        h3().class("visually-hidden").child(strings.panels),
        controls::tabs(strings.panels, names, session.panel, panel),
    )
}
