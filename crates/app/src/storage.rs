//! Reads and writes the storage of this device. Refused writes are tried again with the next one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::storage::{self, Put, Row, StorageError, Store};
use crate::browser::{self, location};
use crate::own_models::OwnModel;
use crate::route::Route;
use crate::saved::entry::{
    is_newer, read_decision, read_draft, stored_texts, write_decision, write_draft,
};
use crate::saved::pending::Change;
use crate::saved::{self, Draft, SavedDecision};
use crate::state::{AppState, Status};
use crate::texts::{filled, texts};
use tiebreak_core::model::json;

/// Id of the setting for single-key shortcuts.
const SHORTCUTS: &str = "keys";
/// Its value if they are off.
const OFF: &str = "off";

/// Result of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteResult {
    /// Storage has the texts.
    Stored,
    /// Another window has changed the text to replace. Storage has the new text under this id.
    Conflict(String),
    /// Storage refused the write, and the page shows the reason. The page keeps the texts.
    Refused,
}

impl AppState {
    /// Reads the storage and retries refused writes. Texts that cannot be read stay in storage and are
    /// not shown.
    pub async fn read_storage(self) {
        let rows = loop {
            let revision = self.with_pending(|pending| pending.revision());
            match all_rows().await {
                Err(error) => return self.storage_error.set(Some(error)),
                Ok(rows) if self.with_pending(|pending| pending.revision()) == revision => {
                    break rows;
                }
                // Something was written while the rows were read.
                Ok(_) => {}
            }
        };
        self.show_rows(rows);
        self.retry().await;
        self.storage_read.notify();
    }

    /// Shows the rows of storage with the pending changes applied.
    fn show_rows(self, [decisions, drafts, models, settings]: [Vec<Row>; 4]) {
        let apply = |store, rows| self.with_pending(|pending| pending.apply(store, rows));
        let decisions = apply(Store::Decisions, decisions);
        let newer = decisions.iter().filter(|(_, text)| is_newer(text));
        self.newer_saved.set(newer.map(|(id, _)| id.clone()).collect());
        let mut decisions: Vec<SavedDecision> =
            decisions.iter().filter_map(|(_, text)| read_decision(text)).collect();
        saved::sort(&mut decisions);
        if self.saved.get_untracked() != decisions {
            self.saved.set(decisions);
        }
        let drafts = apply(Store::Drafts, drafts);
        self.drafts.set(drafts.iter().filter_map(|(_, text)| read_draft(text)).collect());
        let models = apply(Store::Models, models);
        let models: Vec<OwnModel> =
            models.iter().filter_map(|(_, text)| OwnModel::read(text)).collect();
        if self.own_models.get_untracked() != models {
            self.forget_own_models();
            self.own_models.set(models);
        }
        let settings = apply(Store::Settings, settings);
        self.has_shortcuts.set(!settings.iter().any(|(id, text)| id == SHORTCUTS && text == OFF));
    }

    /// Writes one text.
    fn put(self, store: Store, id: &str, text: String) {
        let puts = vec![Put { id: id.to_owned(), text, expected: Vec::new() }];
        spawn_local(async move { drop(self.write(store, puts, Vec::new()).await) });
    }

    /// Removes one text.
    fn remove(self, store: Store, id: &str) {
        let removals = vec![id.to_owned()];
        spawn_local(async move { drop(self.write(store, Vec::new(), removals).await) });
    }

    /// Writes to storage. If storage refuses, the page shows the reason and tries again with the
    /// next write.
    pub async fn write(self, store: Store, puts: Vec<Put>, removals: Vec<String>) -> WriteResult {
        match self.try_write(store, puts, removals).await {
            Ok(result) => {
                self.retry().await;
                result
            }
            Err(error) => {
                self.storage_error.set(Some(error));
                WriteResult::Refused
            }
        }
    }

    async fn try_write(
        self,
        store: Store,
        mut puts: Vec<Put>,
        removals: Vec<String>,
    ) -> Result<WriteResult, StorageError> {
        let mut result = WriteResult::Stored;
        // Storage may still have the text that a pending change was to replace.
        for put in puts.iter_mut().filter(|put| !put.expected.is_empty()) {
            let older = self.with_pending(|pending| pending.expected(store, &put.id).to_vec());
            put.expected.extend(older);
        }
        loop {
            let changes = changes(store, &puts, &removals);
            for change in &changes {
                self.with_pending(|pending| pending.add(change.clone()));
            }
            let conflicts = store.write(&puts, &removals).await?;
            for change in &changes {
                self.with_pending(|pending| pending.remove(change));
            }
            if conflicts.is_empty() {
                return Ok(result);
            }
            for put in puts.iter_mut().filter(|put| conflicts.contains(&put.id)) {
                *put = with_fresh_id(put);
                result = WriteResult::Conflict(put.id.clone());
            }
        }
    }

    /// Writes the pending changes until one is refused.
    async fn retry(self) {
        if self.storage_error.read_untracked().is_none() {
            return;
        }
        let mut has_conflict = false;
        for change in self.with_pending(|pending| pending.all().to_vec()) {
            let Change { store, id, text, expected } = change;
            let (puts, removals) = match text {
                Some(text) => (vec![Put { id, text, expected }], Vec::new()),
                None => (Vec::new(), vec![id]),
            };
            match self.try_write(store, puts, removals).await {
                Ok(result) => has_conflict |= matches!(result, WriteResult::Conflict(_)),
                Err(error) => return self.storage_error.set(Some(error)),
            }
        }
        if has_conflict && let Ok(rows) = all_rows().await {
            self.show_rows(rows);
            self.announce(texts().both_stay);
        }
        if self.with_pending(|pending| pending.is_empty()) {
            self.storage_error.set(None);
        }
    }

    // ---- saved decisions ----

    /// The saved decision with this id.
    pub fn saved_decision(self, id: &str) -> Option<SavedDecision> {
        self.saved.read_untracked().iter().find(|decision| decision.id == id).cloned()
    }

    /// Saves decisions in the background, see [`AppState::save_and_wait`].
    pub fn save(
        self,
        decisions: Vec<SavedDecision>,
        replaced: Option<SavedDecision>,
        message: String,
    ) {
        spawn_local(async move {
            drop(self.save_and_wait(decisions, replaced.as_ref(), message).await);
        });
    }

    /// Saves decisions in place of those with the same ids, and shows the message once they are
    /// stored. The page shows them even if storage refuses. If another window has changed the
    /// `replaced` decision, both stay.
    pub async fn save_and_wait(
        self,
        decisions: Vec<SavedDecision>,
        replaced: Option<&SavedDecision>,
        message: String,
    ) -> WriteResult {
        let puts = decisions.iter().map(|decision| {
            let replaced = replaced.filter(|replaced| replaced.id == decision.id);
            Put {
                id: decision.id.clone(),
                text: json::write(&write_decision(decision)),
                expected: replaced.map(stored_texts).unwrap_or_default(),
            }
        });
        let puts = puts.collect();
        self.saved.update(|list| {
            list.retain(|old| decisions.iter().all(|new| new.id != old.id));
            list.extend(decisions);
            saved::sort(list);
        });
        let result = self.write(Store::Decisions, puts, Vec::new()).await;
        match &result {
            WriteResult::Refused => return result,
            WriteResult::Stored => self.announce(message),
            WriteResult::Conflict(_) => {
                self.read_storage().await;
                self.announce([&message, " ", texts().both_stay].concat());
            }
        }
        request_persistence();
        result
    }

    /// Deletes a saved decision and its draft, with a button to undo.
    pub fn delete(self, decision: SavedDecision) {
        let view = Route::Saved(decision.id.clone()).fragment();
        let draft = self.draft(&view);
        self.delete_draft(&view);
        self.saved.update(|list| list.retain(|other| other.id != decision.id));
        self.remove(Store::Decisions, &decision.id);
        self.announce_with_undo(filled(texts().deleted, &[&decision.name]), move || {
            if let Some(draft) = &draft {
                self.save_draft(draft.clone());
            }
            self.save(vec![decision.clone()], None, filled(texts().is_back, &[&decision.name]));
            location::focus_later(["a[href='", &view, "']"].concat());
        });
    }

    // ---- drafts ----

    /// The draft of a view.
    pub fn draft(self, view: &str) -> Option<Draft> {
        self.drafts.read_untracked().iter().find(|draft| draft.view == view).cloned()
    }

    /// Saves a draft in place of the one of the same view; deletes that one if the draft is empty.
    pub fn save_draft(self, draft: Draft) {
        if draft.answers.is_empty() && draft.notes.is_empty() {
            return self.delete_draft(&draft.view);
        }
        self.put(Store::Drafts, &draft.view, write_draft(&draft));
        self.drafts.update(|list| {
            list.retain(|other| other.view != draft.view);
            list.push(draft);
        });
    }

    /// Deletes the draft of a view.
    pub fn delete_draft(self, view: &str) {
        if self.draft(view).is_some() {
            self.drafts.update(|list| list.retain(|draft| draft.view != view));
            self.remove(Store::Drafts, view);
        }
    }

    // ---- the reader's own models ----

    /// Saves models in place of those with the same ids, and shows the message once they are stored.
    pub fn save_own_models(self, models: Vec<OwnModel>, status: Status) {
        let put = |model: &OwnModel| Put {
            id: model.id.clone(),
            text: model.write(),
            expected: Vec::new(),
        };
        let puts = models.iter().map(put).collect();
        self.own_models.update(|list| {
            list.retain(|old| models.iter().all(|new| new.id != old.id));
            list.extend(models);
        });
        self.forget_own_models();
        spawn_local(async move {
            if self.write(Store::Models, puts, Vec::new()).await == WriteResult::Stored {
                self.status.set(status);
                request_persistence();
            }
        });
    }

    /// Removes a model, with a button to undo. Decisions saved with it stay.
    pub fn remove_own_model(self, model: OwnModel) {
        self.own_models.update(|list| list.retain(|other| other.id != model.id));
        self.remove(Store::Models, &model.id);
        self.announce_with_undo(filled(texts().removed, &[&model.title]), move || {
            let status = Status { text: filled(texts().is_back, &[&model.title]), undo: None };
            self.save_own_models(vec![model.clone()], status);
        });
    }

    // ---- settings ----

    /// Turns single-key shortcuts on or off.
    pub fn set_shortcuts(self, on: bool) {
        self.has_shortcuts.set(on);
        self.put(Store::Settings, SHORTCUTS, if on { "on" } else { OFF }.to_owned());
    }
}

/// Does not wait: some browsers ask the reader, who may take any time.
fn request_persistence() {
    spawn_local(storage::persist());
}

/// The rows of all stores.
async fn all_rows() -> Result<[Vec<Row>; 4], StorageError> {
    Ok([
        Store::Decisions.all().await?,
        Store::Drafts.all().await?,
        Store::Models.all().await?,
        Store::Settings.all().await?,
    ])
}

fn changes(store: Store, puts: &[Put], removals: &[String]) -> Vec<Change<Store>> {
    let puts = puts.iter().cloned().map(|Put { id, text, expected }| Change {
        store,
        id,
        text: Some(text),
        expected,
    });
    let removals = removals.iter().cloned();
    let removals = removals.map(|id| Change { store, id, text: None, expected: Vec::new() });
    puts.chain(removals).collect()
}

/// The same decision under a new id.
fn with_fresh_id(put: &Put) -> Put {
    let id = browser::fresh_id();
    let text = match read_decision(&put.text) {
        Some(decision) => {
            json::write(&write_decision(&SavedDecision { id: id.clone(), ..decision }))
        }
        None => put.text.clone(),
    };
    Put { id, text, expected: Vec::new() }
}
