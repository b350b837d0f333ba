//! Files that come and go, and texts for the clipboard.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::error_message;

#[wasm_bindgen(module = "/src/browser/files.js")]
extern "C" {
    /// Gives the reader a file.
    pub fn save(name: &str, text: &str);

    #[wasm_bindgen(catch, js_name = copy)]
    async fn to_clipboard(text: &str) -> Result<JsValue, JsValue>;

    /// The files that were chosen in an input, which is emptied, or dropped by an event.
    pub fn held(source: &JsValue) -> Array;

    #[wasm_bindgen(catch, js_name = read)]
    async fn read_held(files: &Array, most: usize) -> Result<JsValue, JsValue>;
}

/// Puts a text on the clipboard.
///
/// # Errors
///
/// When the browser does not allow it, in its words.
pub async fn copy(text: &str) -> Result<(), String> {
    to_clipboard(text).await.map(drop).map_err(error_message)
}

/// A file by its name, and its text; no text where it is too large.
pub type Named = (String, Option<String>);

/// Files that were [`held`], with no text where one has more than `most` bytes.
///
/// # Errors
///
/// When a file cannot be read, in the browser's words.
pub async fn read(files: &Array, most: usize) -> Result<Vec<Named>, String> {
    let files = read_held(files, most).await.map_err(error_message)?;
    let file = |it: Array| (it.get(0).as_string().unwrap_or_default(), it.get(1).as_string());
    Ok(Array::from(&files).iter().map(|it| file(Array::from(&it))).collect())
}
