//! What stands behind the verdict, a tab for each.

use tiebreak_core::model::evidence::Section;

use super::{advice, controls, flips, sources, table, traffic, why};
use crate::first::session::Session;
use tiebreak_dom::prelude::*;

/// A panel, with its name.
type Panel = (&'static str, fn(Session) -> View);

/// The tabs and the open panel.
pub fn panels(session: Session) -> View {
    let words = session.words;
    let mut panels: Vec<Panel> = vec![
        (words.behind().why, why::panel),
        (words.behind().flips, flips::panel),
        (words.behind().sources, sources::panel),
        (words.side_by_side, table::panel),
        (words.behind().watch_out, |session| advice::panel(session, Section::WatchOut)),
        (words.behind().next_steps, |session| advice::panel(session, Section::NextStep)),
        (words.behind().people_ask, |session| advice::panel(session, Section::Question)),
    ];
    if traffic::question(&session.model()).is_some() {
        panels.insert(4, (words.behind().your_load, traffic::panel));
    }
    let names = panels.iter().map(|it| it.0).collect();
    let panel = move |i: usize| panels[i].1(session);
    let tabs = controls::tabs(words.behind().panels, names, session.panel, panel);
    fragment().child(h3().class("ear").child(words.behind().panels)).child(tabs).into_view()
}
