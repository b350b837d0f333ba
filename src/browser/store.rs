//! What the standalone page keeps on this device, in `IndexedDB`: texts by id, in four stores.

use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/store.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = all)]
    async fn read_all(store: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = change)]
    async fn write(store: &str, put: &Array, removed: &Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = persist)]
    async fn ask_to_persist() -> Result<JsValue, JsValue>;
}

/// One kind of thing that is kept.
#[derive(Clone, Copy, Debug)]
pub enum Store {
    /// Saved decisions.
    Decisions,
    /// Half-finished answers.
    Drafts,
    /// The reader's own model files.
    Models,
    /// How the reader wants the page.
    Settings,
}

/// Why something is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room left.
    Full,
    /// The browser does not allow it; why, in its words.
    Denied(String),
}

impl Store {
    fn name(self) -> &'static str {
        match self {
            Self::Decisions => "decisions",
            Self::Drafts => "drafts",
            Self::Models => "models",
            Self::Settings => "settings",
        }
    }

    /// Everything in it, as pairs of id and text.
    ///
    /// # Errors
    ///
    /// When the browser does not allow it.
    pub async fn all(self) -> Result<Vec<(String, String)>, Trouble> {
        let rows = read_all(self.name()).await.map_err(trouble)?;
        let text = |row: &Array, i| row.get(i).as_string().unwrap_or_default();
        let pair = |row: Array| (text(&row, 0), text(&row, 1));
        Ok(Array::from(&rows).iter().map(|it| pair(Array::from(&it))).collect())
    }

    /// Puts texts in and takes others out: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// When there is no room, or the browser does not allow it.
    pub async fn change(self, put: &[(String, String)], removed: &[String]) -> Result<(), Trouble> {
        let text = |it: &String| JsValue::from_str(it);
        let put = put.iter().map(|(id, it)| Array::of2(&text(id), &text(it)));
        let put: Array = put.collect();
        let removed: Array = removed.iter().map(text).collect();
        write(self.name(), &put, &removed).await.map(drop).map_err(trouble)
    }
}

/// Asks the browser not to clear away what is kept; for when the reader saves something.
pub async fn persist() {
    // Whatever it answers, what is saved is saved.
    let _ = ask_to_persist().await;
}

fn trouble(error: JsValue) -> Trouble {
    let error = js_sys::Error::from(error);
    if String::from(error.name()).contains("Quota") {
        return Trouble::Full;
    }
    Trouble::Denied(error.message().into())
}
