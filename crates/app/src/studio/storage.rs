//! Drafts in the storage of this device. Texts in storage are of the form
//! `{"changed":"2026-03-31T12:00:00.000Z","document":{…}}`.

use leptos::prelude::window;
use leptos::task::spawn_local;
use serde_json::Value;

use super::texts;
use crate::browser;
use crate::browser::storage::{Put, StorageError, Store};
use crate::state::AppState;
use crate::storage::WriteResult;
use crate::texts::{filled, texts as page_texts};
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
    /// Whether the document has changes that storage does not have.
    pub has_unsaved: bool,
}

impl StoredDraft {
    /// A draft that storage does not have yet.
    pub fn new(document: Value) -> Self {
        let text = write(&document);
        Self {
            id: browser::fresh_id(),
            changed: browser::now(),
            document,
            text,
            has_unsaved: false,
        }
    }

    /// Reads a text from storage; `None` if it is not a draft.
    pub fn read(id: String, text: String) -> Option<Self> {
        let value = json::read(&text)?;
        let changed = value["changed"].as_str()?.to_owned();
        let document = value.get("document").filter(|document| document["model"].is_object())?;
        Some(Self { id, changed, document: document.clone(), text, has_unsaved: false })
    }

    /// Title of the decision; empty if it has none yet.
    pub fn title(&self) -> &str {
        self.document["model"]["title"].as_str().unwrap_or_default()
    }
}

/// Key of the copy of a draft for the next opening of the page.
fn backup_key(id: &str) -> String {
    ["tiebreak studio ", id].concat()
}

/// The synchronous storage of the browser; `None` if it is not allowed.
fn synchronous_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a draft that is not in storage yet while the page is left: browsers do not wait until
/// `IndexedDB` has written.
pub fn keep_backup(id: &str, text: &str) {
    if let Some(storage) = synchronous_storage() {
        // Without room, the last moment of typing is lost.
        let _ = storage.set_item(&backup_key(id), text);
    }
}

/// Removes the copy of a draft that storage has now.
pub fn remove_backup(id: &str) {
    if let Some(storage) = synchronous_storage() {
        // Removing does not fail.
        let _ = storage.remove_item(&backup_key(id));
    }
}

/// The draft with the changes of its copy, if that is newer.
pub fn with_backup(stored: StoredDraft) -> StoredDraft {
    let read = |storage: web_sys::Storage| storage.get_item(&backup_key(&stored.id)).ok().flatten();
    let backup = synchronous_storage().and_then(read);
    let backup = backup.and_then(|text| StoredDraft::read(stored.id.clone(), text));
    match backup {
        // The text stays that of storage, which the next write replaces.
        Some(backup) if backup.changed > stored.changed => {
            StoredDraft { document: backup.document, has_unsaved: true, ..stored }
        }
        _ => stored,
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
            self.announce_with_undo(filled(page_texts().deleted, &[&title]), move || {
                let (id, text) = (draft.id.clone(), draft.text.clone());
                spawn_local(async move {
                    drop(self.save_studio_draft(id, text, Vec::new()).await);
                    changed();
                });
            });
        });
    }
}
