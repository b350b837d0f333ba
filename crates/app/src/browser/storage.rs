//! The page's storage on this device, in `IndexedDB`: texts by id, in several stores.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::error_property;

#[wasm_bindgen(module = "/src/browser/storage.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = all)]
    async fn read_all(store: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = write)]
    async fn write_all(store: &str, puts: &Array, removals: &Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = onOtherWindowWrite)]
    fn set_write_listener(listener: &Function);

    #[wasm_bindgen(catch, js_name = persist)]
    async fn request_persistence() -> Result<JsValue, JsValue>;
}

/// A store of texts by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Saved decisions.
    Decisions,
    /// Answers in progress.
    Drafts,
    /// The reader's own models.
    Models,
    /// Settings of the page.
    Settings,
    /// Drafts of the studio.
    Studio,
}

/// A text and its id.
pub type Row = (String, String);

/// The reason why storage was not read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The quota is used up.
    Full,
    /// The browser does not allow it; its message.
    Denied(String),
}

/// A text to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Its id.
    pub id: String,
    /// The text.
    pub text: String,
    /// The texts that it may replace; empty if it may replace any text.
    pub expected: Vec<String>,
}

impl Store {
    fn name(self) -> &'static str {
        match self {
            Self::Decisions => "decisions",
            Self::Drafts => "drafts",
            Self::Models => "models",
            Self::Settings => "settings",
            Self::Studio => "studio",
        }
    }

    /// All rows of the store.
    ///
    /// # Errors
    ///
    /// [`StorageError::Denied`] if the browser does not allow it.
    pub async fn all(self) -> Result<Vec<Row>, StorageError> {
        let rows = read_all(self.name()).await.map_err(|error| storage_error(&error))?;
        let text = |row: &Array, i| row.get(i).as_string().unwrap_or_default();
        let pair = |row: Array| (text(&row, 0), text(&row, 1));
        Ok(Array::from(&rows).iter().map(|row| pair(Array::from(&row))).collect())
    }

    /// Writes and removes texts in one transaction. If an id holds another text than the expected
    /// ones, nothing is written and the result has those ids.
    ///
    /// # Errors
    ///
    /// If the quota is used up, or the browser does not allow it.
    pub async fn write(
        self,
        puts: &[Put],
        removals: &[String],
    ) -> Result<Vec<String>, StorageError> {
        let text = |text: &String| JsValue::from_str(text);
        let expected = |put: &Put| put.expected.iter().map(text).collect::<Array>();
        let puts = puts.iter();
        let puts = puts.map(|put| Array::of3(&text(&put.id), &text(&put.text), &expected(put)));
        let puts: Array = puts.collect();
        let removals: Array = removals.iter().map(text).collect();
        let conflicts = write_all(self.name(), &puts, &removals)
            .await
            .map_err(|error| storage_error(&error))?;
        Ok(Array::from(&conflicts).iter().filter_map(|id| id.as_string()).collect())
    }
}

/// Calls the listener whenever another window has written to the storage.
pub fn on_other_window_write(listener: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(listener).into_js_value();
    set_write_listener(listener.unchecked_ref());
}

/// Asks the browser not to clear the storage by itself.
pub async fn persist() {
    // Saved texts stay saved if the browser refuses.
    let _ = request_persistence().await;
}

fn storage_error(error: &JsValue) -> StorageError {
    if error_property(error, "name").contains("Quota") {
        return StorageError::Full;
    }
    StorageError::Denied(error_property(error, "message"))
}
