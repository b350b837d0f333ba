//! Drafts in the storage of this device. Texts in storage are of the form
//! `{"changed":"2026-03-31T12:00:00.000Z","document":{…}}`.

use leptos::task::spawn_local;
use serde_json::Value;

use super::texts;
use crate::browser;
use crate::browser::storage::{Put, StorageError, Store};
use crate::state::AppState;
use crate::storage::WriteResult;
use tiebreak_core::model::json;

/// A draft as storage has it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDraft {
    /// Id of the draft.
    pub id: String,
    /// Time of the last change.
    pub changed: String,
    /// The document.
    pub document: Value,
    /// The text in storage.
    pub text: String,
}

impl StoredDraft {
    /// A draft that storage does not have yet.
    pub fn new(document: Value) -> Self {
        let text = write(&document);
        Self { id: browser::fresh_id(), changed: browser::now(), document, text }
    }

    /// Reads a text from storage; `None` if it is not a draft.
    pub fn read(id: String, text: String) -> Option<Self> {
        let value = json::read(&text)?;
        let changed = value["changed"].as_str()?.to_owned();
        let document = value.get("document").filter(|document| document["model"].is_object())?;
        Some(Self { id, changed, document: document.clone(), text })
    }

    /// Title of the decision; empty if it has none yet.
    pub fn title(&self) -> &str {
        self.document["model"]["title"].as_str().unwrap_or_default()
    }
}

/// The text for storage of a document that was changed now.
pub fn write(document: &Value) -> String {
    let changed = json::write(&browser::now().into());
    // Without a copy of the document, which may be large.
    ["{\"changed\":", &changed, ",\"document\":", &json::write(document), "}"].concat()
}

impl AppState {
    /// The drafts in storage, newest first, with changes that storage refused.
    ///
    /// # Errors
    ///
    /// If the browser does not allow it.
    pub async fn studio_drafts(self) -> Result<Vec<StoredDraft>, StorageError> {
        let rows = Store::Studio.all().await;
        // Refused drafts are there as long as the page is open.
        let (rows, error) = match rows {
            Ok(rows) => (rows, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let rows = self.with_pending(|pending| pending.apply(Store::Studio, rows));
        if let Some(error) = error.filter(|_| rows.is_empty()) {
            return Err(error);
        }
        let read = |(id, text)| StoredDraft::read(id, text);
        let mut drafts: Vec<_> = rows.into_iter().filter_map(read).collect();
        drafts.sort_by(|a, b| (&b.changed, &a.id).cmp(&(&a.changed, &b.id)));
        Ok(drafts)
    }

    /// Writes the text of a draft. If storage has a text that is not in `expected`, both stay.
    pub async fn save_studio_draft(
        self,
        id: String,
        text: String,
        expected: Vec<String>,
    ) -> WriteResult {
        self.write(Store::Studio, vec![Put { id, text, expected }], Vec::new()).await
    }

    /// Removes a draft, with a button to undo. `changed` is called after each change of storage.
    pub fn remove_studio_draft(
        self,
        draft: StoredDraft,
        changed: impl Fn() + Copy + Send + Sync + 'static,
    ) {
        let title = texts::title(draft.title()).to_owned();
        let id = draft.id.clone();
        spawn_local(async move {
            drop(self.write(Store::Studio, Vec::new(), vec![id]).await);
            changed();
            self.announce_with_undo(crate::texts::deleted(&title), move || {
                let (id, text) = (draft.id.clone(), draft.text.clone());
                spawn_local(async move {
                    drop(self.save_studio_draft(id, text, Vec::new()).await);
                    changed();
                });
            });
        });
    }
}
