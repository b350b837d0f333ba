//! What stands behind the verdict, a tab for each.

use leptos::prelude::*;

use crate::model::evidence::Section;

use super::session::Session;
use super::{advice, controls, flips, load, sources, table, why};

/// A panel, with its name.
type Panel = (&'static str, fn(Session) -> AnyView);

/// The tabs and the open panel.
pub fn panels(session: Session) -> AnyView {
    let words = session.words;
    let mut panels: Vec<Panel> = vec![
        (words.why, why::why),
        (words.flips, flips::flips),
        (words.sources, sources::sources),
        (words.side_by_side, table::table),
        (words.watch_out, |session| advice::advice(session, Section::WatchOut)),
        (words.next_steps, |session| advice::advice(session, Section::NextStep)),
        (words.people_ask, |session| advice::advice(session, Section::Question)),
    ];
    if load::question(&session.model()).is_some() {
        panels.insert(4, (words.your_load, load::load));
    }
    let names = panels.iter().map(|it| it.0).collect();
    let panel = move |i: usize| panels[i].1(session);
    let tabs = controls::tabs(words.panels, names, session.panel, panel);
    view! { class="tb", <h3 class="ear">{words.panels}</h3> {tabs} }.into_any()
}
