//! Checks the decisions that the build has not sealed: those in a page, and those of other sites. Only
//! pages with such a decision download this code: the build moves it into a file of its own.

use js_sys::Function;
use tiebreak_core::model::load::load_fail_fast;
use tiebreak_core::model::sealed::seal;
use wasm_bindgen::prelude::*;

use crate::part::{call_with, part};

part!(check: fn(&str) -> String = checked);

/// Checks the text of a model file, and calls `done` with the sealed form of the model, which is empty if
/// the model has errors. Calls `done` without a value if the code cannot be fetched.
#[wasm_bindgen]
pub fn seal_model(text: String, done: Function) {
    let sealed = async move { check::fetch().await.ok().map(|check| check(&text)) };
    call_with(sealed, done);
}

fn checked(text: &str) -> String {
    load_fail_fast(text).as_ref().map(seal).unwrap_or_default()
}
