//! Scripts and style sheets that belong to parts of the page.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/modules.js")]
extern "C" {
    /// Imports a script of the site by its path.
    #[wasm_bindgen(catch)]
    pub async fn load(path: &str) -> Result<JsValue, JsValue>;

    /// The address of a script of the site.
    #[wasm_bindgen(js_name = addressOf)]
    pub fn address_of(path: &str) -> String;

    /// Adds a style sheet to the page, once.
    #[wasm_bindgen(js_name = addStyle)]
    pub fn add_style(text: &str);
}
