//! The page's address, title and focus.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The fragment of the page's address with its `#`; empty if there is none.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Navigates to a fragment, as a link to it does.
pub fn navigate(fragment: &str) {
    // It fails only for whole addresses.
    let _ = window().location().set_hash(fragment);
}

/// Replaces the fragment in the current entry of the history.
pub fn replace(fragment: &str) {
    if let Ok(history) = window().history() {
        // It fails in pages with an opaque origin, which keep their address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the focus to the first match in the page before the next paint.
pub fn focus_later(selector: impl AsRef<str> + 'static) {
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector.as_ref()) {
            super::focus(&element);
        }
    });
}
