//! Controls without texts about decisions: tabs, checkboxes and bars with two sides.

use tiebreak_dom::prelude::*;

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
            .on("click", move |_| select(selected, i))
            .on("focus", move |_| select(selected, i))
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

/// Selects a tab. The panel of a tab that is selected already is not rendered again.
fn select(selected: RwSignal<usize>, tab: usize) {
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

/// A bar on one side of a centre line. `share` is in hundredths of half the width; positive bars
/// are on the start side.
pub fn signed_bar(share: i64, class: &'static str) -> ElementBuilder {
    let width = [&(share.abs().min(100) / 2).to_string(), "%"].concat();
    let class = [if share < 0 { "to-end " } else { "to-start " }, class].concat();
    span().class("signed").attr("aria-hidden", "true").child(i().class(class).style("width", width))
}
