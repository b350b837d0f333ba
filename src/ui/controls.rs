//! Controls that know no decision words: rows of buttons, tabs, checkboxes and bars.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use crate::browser;

use super::el::{Piece, View, el, group};
use super::inline::live;
use super::slot::Slot;

/// Moves the focus along a row of buttons that is one Tab stop, by arrow keys, Home and End.
pub fn along(event: &Event) {
    if let Some(next) = next_along(event) {
        event.prevent_default();
        browser::focus(&next);
    }
}

/// Which button of the row a key leads to.
fn next_along(event: &Event) -> Option<Element> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    // With these the browser goes back, or to the ends of the page.
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let key = event.key();
    let row = event.current_target()?.dyn_into::<Element>().ok()?;
    let button = event.target()?.dyn_into::<Element>().ok()?;
    if button == row {
        return None;
    }
    let is_mirrored = row.closest("[dir=rtl]").is_ok_and(|it| it.is_some());
    match key.as_str() {
        "ArrowRight" | "ArrowLeft" if (key == "ArrowLeft") == is_mirrored => {
            button.next_element_sibling().or_else(|| row.first_element_child())
        }
        "ArrowRight" | "ArrowLeft" => {
            button.previous_element_sibling().or_else(|| row.last_element_child())
        }
        "Home" => row.first_element_child(),
        "End" => row.last_element_child(),
        _ => None,
    }
}

/// A row of tabs over one panel: whichever has the focus is chosen.
pub fn tabs(
    label: &'static str,
    names: Vec<&'static str>,
    chosen: Slot<usize>,
    panel: impl Fn(usize) -> View + 'static,
) -> View {
    let tabs = names.into_iter().enumerate().map(|(i, name)| {
        let on = move || chosen.get() == i;
        el("button")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", ["t", &i.to_string()].concat())
            .attr("aria-controls", "panel")
            .live_attr("aria-selected", move || on().to_string())
            .live_attr("tabindex", move || if on() { "0" } else { "-1" })
            .on("click", move |_| choose(chosen, i))
            .on("focus", move |_| choose(chosen, i))
            .child(name)
            .view()
    });
    group()
        .child(
            el("div")
                .class("tabs")
                .attr("role", "tablist")
                .attr("tabindex", "-1")
                .attr("aria-label", label)
                .on("keydown", |event| along(&event))
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

/// Opens a panel; one that is open stays as it is.
fn choose(chosen: Slot<usize>, panel: usize) {
    if chosen.get_untracked() != panel {
        chosen.set(panel);
    }
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
