//! Where the standalone page is: its fragment, its title, its focus.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The fragment of the page's address, with its `#`; empty when there is none.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to a fragment, as a link to it does.
pub fn go(fragment: &str) {
    // It fails only for whole addresses, and this is a fragment.
    let _ = window().location().set_hash(fragment);
}

/// Puts a fragment in the place of the present one; "back" does not come by the old one.
pub fn replace(fragment: &str) {
    if let Ok(history) = window().history() {
        // It fails in pages without an origin, which then keep their address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Names the page.
pub fn entitle(title: &str) {
    document().set_title(title);
}

/// Moves the focus, after the next paint, to the first match in the page.
pub fn focus_later(selector: impl AsRef<str> + 'static) {
    request_animation_frame(move || {
        if let Ok(Some(found)) = document().query_selector(selector.as_ref()) {
            super::focus(&found);
        }
    });
}
