//! What the standalone page keeps on this device, in `IndexedDB`: texts by id, in four stores.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::error_property;

#[wasm_bindgen(module = "/src/browser/store.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = all)]
    async fn read_all(store: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = change)]
    async fn write(store: &str, put: &Array, removed: &Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = watch)]
    fn call_on_change(call: &Function);

    #[wasm_bindgen(catch, js_name = persist)]
    async fn ask_to_persist() -> Result<JsValue, JsValue>;
}

/// One kind of thing that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
pub enum StorageError {
    /// There is no room left.
    Full,
    /// The browser does not allow it; why, in its words.
    Denied(String),
}

/// A text to be put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Where it is to stand.
    pub id: String,
    /// The text.
    pub text: String,
    /// The texts that it may replace; none when it may replace any.
    pub before: Vec<String>,
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
    pub async fn all(self) -> Result<Vec<(String, String)>, StorageError> {
        let rows = read_all(self.name()).await.map_err(|it| trouble(&it))?;
        let text = |row: &Array, i| row.get(i).as_string().unwrap_or_default();
        let pair = |row: Array| (text(&row, 0), text(&row, 1));
        Ok(Array::from(&rows).iter().map(|it| pair(Array::from(&it))).collect())
    }

    /// Puts texts in and takes others out: all of it, or nothing. Where another text stands than
    /// one that may be replaced, nothing is written, and the ids of those come back.
    ///
    /// # Errors
    ///
    /// When there is no room, or the browser does not allow it.
    pub async fn change(
        self,
        put: &[Put],
        removed: &[String],
    ) -> Result<Vec<String>, StorageError> {
        let text = |it: &String| JsValue::from_str(it);
        let before = |it: &Put| it.before.iter().map(text).collect::<Array>();
        let put = put.iter().map(|it| Array::of3(&text(&it.id), &text(&it.text), &before(it)));
        let put: Array = put.collect();
        let removed: Array = removed.iter().map(text).collect();
        let changed = write(self.name(), &put, &removed).await.map_err(|it| trouble(&it))?;
        Ok(Array::from(&changed).iter().filter_map(|it| it.as_string()).collect())
    }
}

/// Calls, for as long as the page is there, whenever another window has changed what is kept.
pub fn watch(call: impl Fn() + 'static) {
    let call = Closure::<dyn Fn()>::new(call).into_js_value();
    call_on_change(call.unchecked_ref());
}

/// Asks the browser not to clear away what is kept; for when the reader saves something.
pub async fn persist() {
    // Whatever it answers, what is saved is saved.
    let _ = ask_to_persist().await;
}

fn trouble(error: &JsValue) -> StorageError {
    if error_property(error, "name").contains("Quota") {
        return StorageError::Full;
    }
    StorageError::Denied(error_property(error, "message"))
}
