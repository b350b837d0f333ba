//! What is kept on this device: read, written, and written again where the storage refused.

use leptos::prelude::*;

use crate::browser::store::{self, Put, StorageError, Store};
use crate::browser::{self, place};
use crate::route::Route;
use crate::saved::entry::{read_draft, read_one, write_draft, write_one};
use crate::saved::pending::Change;
use crate::saved::{self, Draft, Saved};
use tiebreak_core::model::json;

use super::own::{self, Own};
use super::page_state::{App, Said};
use super::texts;

/// The setting for keys without modifiers, and its value where they do nothing.
pub const KEYS: &str = "keys";
/// See [`KEYS`].
pub const OFF: &str = "off";

/// What came of keeping something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteResult {
    /// It is in storage.
    Stored,
    /// Another window has changed what it was to replace: it is in storage under this id.
    Conflict(String),
    /// The storage refused it, which was told; it stays on screen.
    Refused,
}

type Rows = Vec<(String, String)>;

impl App {
    /// Reads what is kept on this device, and tries again to keep what was refused. What cannot be
    /// read stays where it is, unseen.
    pub async fn read(self) {
        let rows = loop {
            let writes = self.unstored(|it| it.added());
            match rows().await {
                Err(trouble) => return self.trouble.set(Some(trouble)),
                Ok(rows) if self.unstored(|it| it.added()) == writes => break rows,
                // Something was written while it was read.
                Ok(_) => {}
            }
        };
        self.show(rows);
        self.retry().await;
    }

    /// Shows what storage has, with what it should have.
    fn show(self, [decisions, drafts, models, settings]: [Rows; 4]) {
        let over = |store, rows| self.unstored(|it| it.over(store, rows));
        let decisions = over(Store::Decisions, decisions);
        let mut decisions: Vec<Saved> =
            decisions.iter().filter_map(|(_, it)| read_one(it)).collect();
        saved::sort(&mut decisions);
        if self.saved.get_untracked() != decisions {
            self.saved.set(decisions);
        }
        let drafts = over(Store::Drafts, drafts);
        self.drafts.set(drafts.iter().filter_map(|(_, it)| read_draft(it)).collect());
        let models = over(Store::Models, models);
        let own: Vec<Own> = models.iter().filter_map(|(_, it)| own::read(it)).collect();
        if self.own.get_untracked() != own {
            self.forget_own_models();
            self.own.set(own);
        }
        let settings = over(Store::Settings, settings);
        self.keys.set(!settings.iter().any(|it| it.0 == KEYS && it.1 == OFF));
    }

    /// Puts in one text, and takes nothing out.
    pub fn store(self, store: Store, id: &str, text: String) {
        let put = vec![Put { id: id.to_owned(), text, before: Vec::new() }];
        leptos::task::spawn_local(async move { drop(self.write(store, put, Vec::new()).await) });
    }

    /// Takes out one text.
    pub fn remove(self, store: Store, id: &str) {
        let removed = vec![id.to_owned()];
        leptos::task::spawn_local(
            async move { drop(self.write(store, Vec::new(), removed).await) },
        );
    }

    /// Writes to the storage. What it refuses is told, stays on screen, and is tried again with
    /// whatever comes next.
    pub async fn write(self, store: Store, put: Vec<Put>, removed: Vec<String>) -> WriteResult {
        match self.put_in(store, put, removed).await {
            Ok(written) => {
                self.retry().await;
                written
            }
            Err(trouble) => {
                self.trouble.set(Some(trouble));
                WriteResult::Refused
            }
        }
    }

    async fn put_in(
        self,
        store: Store,
        mut put: Vec<Put>,
        removed: Vec<String>,
    ) -> Result<WriteResult, StorageError> {
        let mut written = WriteResult::Stored;
        // What was refused before, or is on its way, was to replace a text, too.
        for it in put.iter_mut().filter(|it| !it.before.is_empty()) {
            let more = self.unstored(|known| known.before(store, &it.id).to_vec());
            it.before.extend(more);
        }
        loop {
            let changes = changes(store, &put, &removed);
            self.unstored(|it| changes.iter().for_each(|one| it.add(one.clone())));
            let others = store.change(&put, &removed).await?;
            self.unstored(|it| changes.iter().for_each(|one| it.stored(one)));
            if others.is_empty() {
                return Ok(written);
            }
            for it in put.iter_mut().filter(|it| others.contains(&it.id)) {
                *it = apart(it);
                written = WriteResult::Conflict(it.id.clone());
            }
        }
    }

    /// Tries again what was refused, until something is refused again.
    async fn retry(self) {
        if self.trouble.read_untracked().is_none() {
            return;
        }
        let mut is_apart = false;
        for it in self.unstored(|it| it.all().to_vec()) {
            let Change { store, id, text, before } = it;
            let (put, removed) = match text {
                Some(text) => (vec![Put { id, text, before }], Vec::new()),
                None => (Vec::new(), vec![id]),
            };
            match self.put_in(store, put, removed).await {
                Ok(written) => is_apart |= matches!(written, WriteResult::Conflict(_)),
                Err(trouble) => return self.trouble.set(Some(trouble)),
            }
        }
        if is_apart && let Ok(rows) = rows().await {
            self.show(rows);
            self.say(texts::BOTH_STAY);
        }
        if self.unstored(|it| it.is_empty()) {
            self.trouble.set(None);
        }
    }

    // ---- saved decisions ----

    /// The saved decision with this id.
    pub fn find(self, id: &str) -> Option<Saved> {
        self.saved.read_untracked().iter().find(|it| it.id == id).cloned()
    }

    /// Keeps decisions, see [`App::keep_in_place`].
    pub fn keep(self, them: Vec<Saved>, before: Option<Saved>, said: String) {
        leptos::task::spawn_local(async move {
            drop(self.keep_in_place(them, before.as_ref(), said).await);
        });
    }

    /// Keeps decisions, in the place of those with the same ids, and says so once they are stored.
    /// The list on screen has them whatever the storage says. Where one was to replace `before`,
    /// and another window has changed that, both stay.
    pub async fn keep_in_place(
        self,
        them: Vec<Saved>,
        before: Option<&Saved>,
        said: String,
    ) -> WriteResult {
        let text = |it: &Saved| json::write(&write_one(it));
        let put = them.iter().map(|it| Put {
            id: it.id.clone(),
            text: text(it),
            before: before.filter(|before| before.id == it.id).map(text).into_iter().collect(),
        });
        let put = put.collect();
        self.saved.update(|list| {
            list.retain(|it| them.iter().all(|new| new.id != it.id));
            list.extend(them);
            saved::sort(list);
        });
        let written = self.write(Store::Decisions, put, Vec::new()).await;
        match &written {
            WriteResult::Refused => return written,
            WriteResult::Stored => self.say(said),
            WriteResult::Conflict(_) => {
                self.read().await;
                self.say([&said, " ", texts::BOTH_STAY].concat());
            }
        }
        ask_to_persist();
        written
    }

    /// Deletes a saved decision, with what was changed of it and not saved; can be undone.
    pub fn delete(self, it: Saved) {
        let view = Route::Saved(it.id.clone()).fragment();
        let draft = self.draft(&view);
        self.forget_draft(&view);
        self.saved.update(|list| list.retain(|other| other.id != it.id));
        self.remove(Store::Decisions, &it.id);
        self.say_with_undo(texts::deleted(&it.name), move || {
            if let Some(draft) = &draft {
                self.keep_draft(draft.clone());
            }
            self.keep(vec![it.clone()], None, texts::is_back(&it.name));
            place::focus_later(["a[href='", &view, "']"].concat());
        });
    }

    // ---- answers in progress ----

    /// The answers in progress of a view.
    pub fn draft(self, view: &str) -> Option<Draft> {
        self.drafts.read_untracked().iter().find(|it| it.view == view).cloned()
    }

    /// Keeps answers in progress in the place of those of the same view; forgets them when there are
    /// neither answers nor notes.
    pub fn keep_draft(self, it: Draft) {
        if it.answers.is_empty() && it.notes.is_empty() {
            return self.forget_draft(&it.view);
        }
        self.store(Store::Drafts, &it.view, write_draft(&it));
        self.drafts.update(|list| {
            list.retain(|other| other.view != it.view);
            list.push(it);
        });
    }

    /// Forgets the answers in progress of a view.
    pub fn forget_draft(self, view: &str) {
        if self.draft(view).is_some() {
            self.drafts.update(|list| list.retain(|it| it.view != view));
            self.remove(Store::Drafts, view);
        }
    }

    // ---- the reader's own models ----

    /// Keeps models of the reader's, in the place of those with the same ids, and says so once they
    /// are stored.
    pub fn keep_own(self, them: Vec<Own>, said: Said) {
        let put =
            them.iter().map(|it| Put { id: it.id.clone(), text: it.write(), before: Vec::new() });
        let put = put.collect();
        self.own.update(|list| {
            list.retain(|it| them.iter().all(|new| new.id != it.id));
            list.extend(them);
        });
        self.forget_own_models();
        leptos::task::spawn_local(async move {
            if self.write(Store::Models, put, Vec::new()).await == WriteResult::Stored {
                self.said.set(said);
                ask_to_persist();
            }
        });
    }

    /// Removes one; can be undone. What was saved with it stays.
    pub fn remove_own(self, it: Own) {
        self.own.update(|list| list.retain(|other| other.id != it.id));
        self.remove(Store::Models, &it.id);
        self.say_with_undo(texts::removed(&it.title), move || {
            let said = Said { text: texts::is_back(&it.title), undo: None };
            self.keep_own(vec![it.clone()], said);
        });
    }
}

/// Some browsers ask the reader, who may take any time to answer.
fn ask_to_persist() {
    leptos::task::spawn_local(store::persist());
}

/// Everything in each of the stores.
async fn rows() -> Result<[Rows; 4], StorageError> {
    Ok([
        Store::Decisions.all().await?,
        Store::Drafts.all().await?,
        Store::Models.all().await?,
        Store::Settings.all().await?,
    ])
}

fn changes(store: Store, put: &[Put], removed: &[String]) -> Vec<Change<Store>> {
    let put = put.iter().cloned();
    let put = put.map(|Put { id, text, before }| Change { store, id, text: Some(text), before });
    let removed = removed.iter().cloned();
    let removed = removed.map(|id| Change { store, id, text: None, before: Vec::new() });
    put.chain(removed).collect()
}

/// The same decision under an id of its own.
fn apart(put: &Put) -> Put {
    let id = browser::fresh_id();
    let text = match read_one(&put.text) {
        Some(it) => json::write(&write_one(&Saved { id: id.clone(), ..it })),
        None => put.text.clone(),
    };
    Put { id, text, before: Vec::new() }
}
