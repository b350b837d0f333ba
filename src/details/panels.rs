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
        (words.details().why, why::panel),
        (words.details().flips, flips::panel),
        (words.details().sources, sources::panel),
        (words.side_by_side, table::panel),
        (words.details().watch_out, |session| advice::panel(session, Section::WatchOut)),
        (words.details().next_steps, |session| advice::panel(session, Section::NextStep)),
        (words.details().people_ask, |session| advice::panel(session, Section::Question)),
    ];
    if traffic::question(&session.model()).is_some() {
        panels.insert(4, (words.details().your_load, traffic::panel));
    }
    let names = panels.iter().map(|it| it.0).collect();
    let panel = move |i: usize| panels[i].1(session);
    let tabs = controls::tabs(words.details().panels, names, session.panel, panel);
    fragment().child(h3().class("ear").child(words.details().panels)).child(tabs).into_view()
}
