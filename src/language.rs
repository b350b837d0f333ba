//! Registers the texts of a language other than English. Only pages in such a language download this
//! code: the build moves it into a file of its own.

use js_sys::Function;
use tiebreak_core::texts::strings;
use wasm_bindgen::prelude::*;

use crate::part::{call_with, part};

part!(language: fn(&str) -> bool = strings::add);

/// Registers the texts of a language, as the build writes them, and calls `done` with whether that was
/// possible: the code can be fetched, and the texts are well-formed.
#[wasm_bindgen]
pub fn add_language(texts: String, done: Function) {
    let is_added = async move { language::fetch().await.is_ok_and(|add| add(&texts)) };
    call_with(is_added, done);
}
