//! Controls that know no decision words: tabs, checkboxes and bars.

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::browser;

use super::el::{Piece, View, el, group};
use super::inline::live;
use super::slot::Slot;

/// A row of tabs over one panel: arrow keys, Home and End move and choose; one Tab stop.
pub fn tabs(
    label: &'static str,
    names: Vec<&'static str>,
    chosen: Slot<usize>,
    panel: impl Fn(usize) -> View + 'static,
) -> View {
    let count = names.len();
    let key = move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let now = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(to);
        let list = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        if let Some(it) = list.and_then(|it| it.children().item(to as u32)) {
            browser::focus(&it);
        }
    };
    let tabs = names.into_iter().enumerate().map(|(i, name)| {
        let on = move || chosen.get() == i;
        el("button")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", ["t", &i.to_string()].concat())
            .attr("aria-controls", "panel")
            .live_attr("aria-selected", move || on().to_string())
            .live_attr("tabindex", move || if on() { "0" } else { "-1" })
            .on("click", move |_| chosen.set(i))
            .child(name)
            .view()
    });
    group()
        .child(
            el("div")
                .class("tabs")
                .attr("role", "tablist")
                .attr("aria-label", label)
                .on("keydown", key)
                .child(tabs.collect::<Vec<_>>()),
        )
        .child(
            el("div")
                .class("panel")
                .attr("role", "tabpanel")
                .attr("id", "panel")
                .attr("tabindex", "0")
                .live_attr("aria-labelledby", move || ["t", &chosen.get().to_string()].concat())
                .child(live(move || panel(chosen.get()))),
        )
        .view()
}

/// A checkbox with its label.
pub fn check(label: &'static str, on: Slot<bool>) -> View {
    el("label")
        .class("check")
        .child(
            el("input")
                .attr("type", "checkbox")
                .checked(move || on.get())
                .on("change", move |_| on.update(|it| *it = !*it)),
        )
        .child(" ")
        .child(label)
        .view()
}

/// A bar to one side of a centre line: `share` in hundredths of half the width, negative to the
/// end side.
pub fn signed_bar(share: i64, class: &'static str) -> View {
    let width = [&(share.abs().min(100) / 2).to_string(), "%"].concat();
    let class = [if share < 0 { "to-end " } else { "to-start " }, class].concat();
    el("span")
        .class("signed")
        .attr("aria-hidden", "true")
        .child(el("i").class(class).style("width", width))
        .view()
}
