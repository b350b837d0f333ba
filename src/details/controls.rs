//! Controls without texts about decisions: tabs, checkboxes and bars with two sides.

use tiebreak_dom::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Event;

use crate::browser;
use crate::first::arrow_keys::move_focus;

/// A row of tabs above one panel. A tab is selected by a click or when it takes the focus.
pub fn tabs(
    label: &'static str,
    names: Vec<&'static str>,
    selected: RwSignal<usize>,
    panel: impl Fn(usize) -> View + 'static,
) -> impl IntoView {
    let tabs = names.into_iter().enumerate().map(|(i, name)| {
        let is_selected = move || selected.get() == i;
        button()
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", ["t", &i.to_string()].concat())
            .attr("aria-controls", "panel")
            .attr("aria-selected", move || is_selected().to_string())
            .attr("tabindex", move || if is_selected() { "0" } else { "-1" })
            .on("click", move |event| select(&event, selected, i))
            .on("focus", move |event| select(&event, selected, i))
            .child(name)
    });
    (
        div()
            .class("tabs")
            .attr("role", "tablist")
            .attr("tabindex", "-1")
            .attr("aria-label", label)
            .on("keydown", |event| move_focus(&event))
            .child(tabs.collect_view()),
        div()
            .class("panel")
            .attr("role", "tabpanel")
            .attr("id", "panel")
            .attr("tabindex", "0")
            .attr("aria-labelledby", move || ["t", &selected.get().to_string()].concat())
            .child(move || panel(selected.get())),
    )
}

/// Selects a tab, and scrolls the row so that all of the tab is in view. The panel of a tab that is
/// selected already is not rendered again.
fn select(event: &Event, selected: RwSignal<usize>, tab: usize) {
    if let Some(tab) = event.current_target() {
        browser::focus(tab.unchecked_ref());
    }
    if selected.get_untracked() != tab {
        selected.set(tab);
    }
}

/// A checkbox with its label.
pub fn checkbox(text: &'static str, is_checked: RwSignal<bool>) -> ElementBuilder {
    let toggle = move |_| is_checked.update(|is_checked| *is_checked = !*is_checked);
    label().class("check").child((
        input().attr("type", "checkbox").checked(move || is_checked.get()).on("change", toggle),
        " ",
        text,
    ))
}

/// A bar on one side of a centre line, and its label at the outer end. `share` is in hundredths of the
/// longest bar; positive bars are on the start side.
pub fn signed_bar(share: i64, class: &'static str, label: impl IntoView) -> ElementBuilder {
    let width =
        ["calc((100% - var(--label)) * ", &share.abs().min(100).to_string(), " / 100)"].concat();
    let side = if share < 0 { "signed to-end" } else { "signed to-start" };
    span().class(side).child((
        span().class("number").child(label),
        i().class(class).attr("aria-hidden", "true").style("inline-size", width),
    ))
}
