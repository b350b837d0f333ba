//! The page's address, title and focus.

use leptos::prelude::*;
use tiebreak_core::texts::strings::is_right_to_left;
use wasm_bindgen::JsValue;

/// The key of the chosen language in the local storage.
const LANGUAGE: &str = "tiebreak language";

/// The fragment of the page's address with its `#`; empty if there is none.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Navigates to a fragment, as a link to it does.
pub fn navigate(fragment: &str) {
    // `set_hash` fails only for whole addresses.
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

/// Sets the language of the page and the direction in which the language is written.
pub fn set_language(lang: &str) {
    let Some(root) = document().document_element() else { return };
    let direction = if is_right_to_left(lang) { "rtl" } else { "ltr" };
    for (name, value) in [("lang", lang), ("dir", direction)] {
        // `set_attribute` fails only for invalid names.
        let _ = root.set_attribute(name, value);
    }
}

/// Stores the language that the reader has chosen, where `public/app.js` finds it; false if the browser
/// stores nothing for this page.
pub fn store_language(lang: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(LANGUAGE, lang).is_ok())
}

/// Loads the page again.
pub fn reload() {
    // `reload` fails only in documents that are not shown.
    let _ = window().location().reload();
}

/// Moves the focus to the first match in the page before the next paint.
pub fn focus_later(selector: impl AsRef<str> + 'static) {
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector.as_ref()) {
            super::focus(&element);
        }
    });
}
