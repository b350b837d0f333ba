//! Moves the focus along a row or column of buttons by keyboard (the "roving tabindex" pattern of the ARIA
//! Authoring Practices Guide).

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use crate::browser;

/// Handles a `keydown` event of a row or column of buttons that is one Tab stop: arrow keys, Home and End
/// move the focus.
pub fn move_focus(event: &Event) {
    if let Some(button) = target_of(event) {
        event.prevent_default();
        browser::focus(&button);
    }
}

/// The button that the key moves to.
fn target_of(event: &Event) -> Option<Element> {
    // Without type checks, because the checks fail for events of another document.
    let event: &KeyboardEvent = event.unchecked_ref();
    // Browsers use these combinations to navigate and to scroll.
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let key = event.key();
    let row: Element = event.current_target()?.unchecked_into();
    let button: Element = event.target()?.unchecked_into();
    if button == row {
        return None;
    }
    let is_in = |selector| row.closest(selector).is_ok_and(|found| found.is_some());
    let forward = if is_in("[dir=rtl]") { "ArrowLeft" } else { "ArrowRight" };
    let is_vertical = is_in("[aria-orientation=vertical]");
    match key.as_str() {
        "ArrowUp" | "ArrowDown" if !is_vertical => None,
        "ArrowRight" | "ArrowLeft" | "ArrowUp" | "ArrowDown" => {
            if key == forward || key == "ArrowDown" {
                button.next_element_sibling().or_else(|| row.first_element_child())
            } else {
                button.previous_element_sibling().or_else(|| row.last_element_child())
            }
        }
        "Home" => row.first_element_child(),
        "End" => row.last_element_child(),
        _ => None,
    }
}
