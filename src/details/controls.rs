//! Controls that know no decision words: rows of buttons, tabs, checkboxes and bars.

use crate::first::arrow_keys::move_focus;
use tiebreak_dom::prelude::*;

/// A row of tabs over one panel: whichever has the focus is chosen.
pub fn tabs(
    label: &'static str,
    names: Vec<&'static str>,
    chosen: RwSignal<usize>,
    panel: impl Fn(usize) -> View + 'static,
) -> View {
    let tabs = names.into_iter().enumerate().map(|(i, name)| {
        let on = move || chosen.get() == i;
        button()
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", ["t", &i.to_string()].concat())
            .attr("aria-controls", "panel")
            .attr("aria-selected", move || on().to_string())
            .attr("tabindex", move || if on() { "0" } else { "-1" })
            .on("click", move |_| choose(chosen, i))
            .on("focus", move |_| choose(chosen, i))
            .child(name)
            .into_view()
    });
    fragment()
        .child(
            div()
                .class("tabs")
                .attr("role", "tablist")
                .attr("tabindex", "-1")
                .attr("aria-label", label)
                .on("keydown", |event| move_focus(&event))
                .child(tabs.collect::<Vec<_>>()),
        )
        .child(
            div()
                .class("panel")
                .attr("role", "tabpanel")
                .attr("id", "panel")
                .attr("tabindex", "0")
                .attr("aria-labelledby", move || ["t", &chosen.get().to_string()].concat())
                .child(move || panel(chosen.get())),
        )
        .into_view()
}

/// Opens a panel; one that is open stays as it is.
fn choose(chosen: RwSignal<usize>, panel: usize) {
    if chosen.get_untracked() != panel {
        chosen.set(panel);
    }
}

/// A checkbox with its label.
pub fn check(text: &'static str, on: RwSignal<bool>) -> View {
    label()
        .class("check")
        .child(
            input()
                .attr("type", "checkbox")
                .checked(move || on.get())
                .on("change", move |_| on.update(|it| *it = !*it)),
        )
        .child(" ")
        .child(text)
        .into_view()
}

/// A bar to one side of a centre line: `share` in hundredths of half the width, negative to the
/// end side.
pub fn signed_bar(share: i64, class: &'static str) -> View {
    let width = [&(share.abs().min(100) / 2).to_string(), "%"].concat();
    let class = [if share < 0 { "to-end " } else { "to-start " }, class].concat();
    span()
        .class("signed")
        .attr("aria-hidden", "true")
        .child(i().class(class).style("width", width))
        .into_view()
}
