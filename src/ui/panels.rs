//! What stands behind the verdict, a tab for each.

use crate::model::evidence::Section;

use super::el::{Piece, View, el, group};
use super::session::Session;
use super::{advice, controls, flips, load, sources, table, why};

/// A panel, with its name.
type Panel = (&'static str, fn(Session) -> View);

/// The tabs and the open panel.
pub fn panels(session: Session) -> View {
    let words = session.words;
    let mut panels: Vec<Panel> = vec![
        (words.behind().why, why::why),
        (words.behind().flips, flips::flips),
        (words.behind().sources, sources::sources),
        (words.side_by_side, table::table),
        (words.behind().watch_out, |session| advice::advice(session, Section::WatchOut)),
        (words.behind().next_steps, |session| advice::advice(session, Section::NextStep)),
        (words.behind().people_ask, |session| advice::advice(session, Section::Question)),
    ];
    if load::question(&session.model()).is_some() {
        panels.insert(4, (words.behind().your_load, load::load));
    }
    let names = panels.iter().map(|it| it.0).collect();
    let panel = move |i: usize| panels[i].1(session);
    let tabs = controls::tabs(words.behind().panels, names, session.panel, panel);
    group().child(el("h3").class("ear").child(words.behind().panels)).child(tabs).view()
}
