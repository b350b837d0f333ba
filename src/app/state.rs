//! All state of the page: what it shows, what is kept on this device, what it said last.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::place;
use crate::browser::store::{self, Store, Trouble};
use crate::browser::{self, element::Shown};
use crate::model::Model;
use crate::model::load::load;
use crate::route::{Key, Route};
use crate::saved::file::{read_draft, read_one, write_draft, write_one};
use crate::saved::{self, Draft, Saved};

use super::own::section::Wrong;
use super::own::{self, Own};
use super::shipped::{self, Shipped};
use super::texts;

/// What is on its way, here, or not to be had; then with the reason.
pub type Coming<T> = Option<Result<T, String>>;

/// What was said last, and how to take back what it is about.
#[derive(Clone, Default)]
pub struct Said {
    /// The words.
    pub text: String,
    /// What "undo" does. It outlives the view that it was offered in.
    pub undo: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// All state of the page; views pass it on.
#[derive(Clone, Copy)]
pub struct App {
    /// The view that is shown.
    pub route: RwSignal<Route>,
    /// The decisions that are ours.
    pub shipped: RwSignal<Coming<Vec<Shipped>>>,
    /// The decisions that the reader saved, newest first.
    pub saved: RwSignal<Vec<Saved>>,
    /// Answers in progress.
    pub drafts: RwSignal<Vec<Draft>>,
    /// The reader's own models.
    pub own: RwSignal<Vec<Own>>,
    /// Whether what is kept on this device has been read.
    pub ready: RwSignal<bool>,
    /// Why nothing can be kept at present.
    pub trouble: RwSignal<Option<Trouble>>,
    /// What is wrong with the files of saved decisions that were brought last.
    pub wrong_saved: RwSignal<Vec<Wrong>>,
    /// What is wrong with the model files that were brought last.
    pub wrong_own: RwSignal<Vec<Wrong>>,
    /// What was said last.
    pub said: RwSignal<Said>,
    /// Whether keys without modifiers do something.
    pub keys: RwSignal<bool>,
    /// Whether a view was shown before: then the focus follows.
    moved: StoredValue<bool>,
    models: StoredValue<Vec<(Key, Arc<Model>)>>,
}

impl App {
    /// The state of a page that has just been opened.
    pub fn new() -> Self {
        Self {
            route: RwSignal::new(Route::read(&place::fragment())),
            shipped: RwSignal::new(None),
            saved: RwSignal::new(Vec::new()),
            drafts: RwSignal::new(Vec::new()),
            own: RwSignal::new(Vec::new()),
            ready: RwSignal::new(false),
            trouble: RwSignal::new(None),
            wrong_saved: RwSignal::new(Vec::new()),
            wrong_own: RwSignal::new(Vec::new()),
            said: RwSignal::new(Said::default()),
            keys: RwSignal::new(true),
            moved: StoredValue::new(false),
            models: StoredValue::new(Vec::new()),
        }
    }

    /// Follows the address, and asks for what there is to show.
    pub fn begin(self) {
        let listening = window_event_listener(ev::hashchange, move |_| {
            let route = Route::read(&place::fragment());
            self.moved.set_value(true);
            if self.route.get_untracked() != route {
                self.said.set(Said::default());
                self.route.set(route);
            }
        });
        on_cleanup(move || listening.remove());
        // Another tab may have saved something meanwhile.
        let returning = window_event_listener(ev::visibilitychange, move |_| {
            if !document().hidden() {
                leptos::task::spawn_local(self.read());
            }
        });
        on_cleanup(move || returning.remove());
        self.list();
        leptos::task::spawn_local(async move {
            self.read().await;
            self.ready.set(true);
        });
    }

    /// Asks for the list of decisions, again too.
    pub fn list(self) {
        self.shipped.set(None);
        leptos::task::spawn_local(async move {
            let list = shipped::list().await;
            self.shipped.set(Some(list));
        });
    }

    /// Reads what is kept on this device. What cannot be read stays where it is, unseen.
    async fn read(self) {
        let read = async {
            let decisions = Store::Decisions.all().await?;
            let mut decisions: Vec<Saved> =
                decisions.iter().filter_map(|(_, it)| read_one(it)).collect();
            saved::sort(&mut decisions);
            let drafts = Store::Drafts.all().await?;
            let models = Store::Models.all().await?;
            let settings = Store::Settings.all().await?;
            if self.saved.get_untracked() != decisions {
                self.saved.set(decisions);
            }
            self.drafts.set(drafts.iter().filter_map(|(_, it)| read_draft(it)).collect());
            let own: Vec<Own> = models.iter().filter_map(|(_, it)| own::read(it)).collect();
            if self.own.get_untracked() != own {
                self.own.set(own);
            }
            self.keys.set(!settings.iter().any(|it| it.0 == KEYS && it.1 == OFF));
            Ok(())
        };
        if let Err(trouble) = read.await {
            self.trouble.set(Some(trouble));
        }
    }

    /// Says something to whoever listens, and shows it.
    pub fn say(self, text: impl Into<String>) {
        self.said.set(Said { text: text.into(), undo: None });
    }

    /// Says what was done, and offers to take it back.
    pub fn say_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.said.set(Said { text: text.into(), undo: Some(Arc::new(undo)) });
    }

    /// Whether the reader came to this view from another.
    pub fn has_moved(self) -> bool {
        self.moved.get_value()
    }

    // ---- saved decisions ----

    /// The saved decision with this id.
    pub fn find(self, id: &str) -> Option<Saved> {
        self.saved.read_untracked().iter().find(|it| it.id == id).cloned()
    }

    /// Keeps decisions, in the place of those with the same ids, and says so once they are stored.
    /// The list on screen has them whatever the storage says.
    pub fn keep(self, them: Vec<Saved>, said: impl Into<String>) {
        let put: Vec<(String, String)> = them
            .iter()
            .map(|it| (it.id.clone(), crate::model::json::write(&write_one(it))))
            .collect();
        self.saved.update(|list| {
            list.retain(|it| them.iter().all(|new| new.id != it.id));
            list.extend(them);
            saved::sort(list);
        });
        let said = Said { text: said.into(), undo: None };
        self.store(Store::Decisions, put, Vec::new(), Some(said));
    }

    /// Deletes a saved decision; can be undone.
    pub fn delete(self, it: Saved) {
        self.saved.update(|list| list.retain(|other| other.id != it.id));
        self.store(Store::Decisions, Vec::new(), vec![it.id.clone()], None);
        self.say_with_undo(texts::deleted(&it.name), move || {
            self.keep(vec![it.clone()], texts::is_back(&it.name));
        });
    }

    /// Writes to the storage, and then says what the reader has done by that. What the storage
    /// refuses is told, and stays on screen.
    pub fn store(
        self,
        store: Store,
        put: Vec<(String, String)>,
        removed: Vec<String>,
        said: Option<Said>,
    ) {
        leptos::task::spawn_local(async move {
            let done = store.change(&put, &removed).await;
            let is_stored = done.is_ok();
            // That something could be taken out does not mean that there is room.
            if !is_stored || !put.is_empty() {
                self.trouble.set(done.err());
            }
            if let Some(said) = said.filter(|_| is_stored) {
                self.said.set(said);
                store::persist().await;
            }
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
        let put = vec![(it.view.clone(), write_draft(&it))];
        self.drafts.update(|list| {
            list.retain(|other| other.view != it.view);
            list.push(it);
        });
        self.store(Store::Drafts, put, Vec::new(), None);
    }

    /// Forgets the answers in progress of a view.
    pub fn forget_draft(self, view: &str) {
        if self.draft(view).is_some() {
            self.drafts.update(|list| list.retain(|it| it.view != view));
            self.store(Store::Drafts, Vec::new(), vec![view.to_owned()], None);
        }
    }

    // ---- models ----

    /// What the element shows for a decision; `None` when it is not here.
    pub fn shown(self, key: &Key) -> Option<Shown> {
        if !key.own {
            return Some(Shown::Shipped(key.model.clone()));
        }
        let own = self.own.read_untracked();
        let it = own.iter().find(|it| it.id == key.model)?;
        Some(Shown::Texts(it.model.clone(), it.evidence.clone()))
    }

    /// A decision's model, fetched and read once.
    ///
    /// # Errors
    ///
    /// Why it cannot be had.
    pub async fn model(self, key: &Key) -> Result<Arc<Model>, String> {
        let known = |it: &Vec<(Key, Arc<Model>)>| it.iter().find(|it| it.0 == *key).cloned();
        if let Some((_, model)) = self.models.with_value(known) {
            return Ok(model);
        }
        let text = match self.shown(key) {
            None => return Err(texts::UNKNOWN.to_owned()),
            Some(Shown::Texts(model, _)) => model,
            Some(Shown::Shipped(id)) => {
                let file = ["models/", &id, ".json"].concat();
                browser::fetch_beside(&browser::address(), &file, None).await?
            }
        };
        let model = load(&text).model.ok_or(texts::BAD_MODEL)?;
        let model = Arc::new(model);
        self.models.update_value(|it| it.push((key.clone(), Arc::clone(&model))));
        Ok(model)
    }

    /// Forgets the model of a decision, because its file is another now.
    pub fn forget_model(self, key: &Key) {
        self.models.update_value(|it| it.retain(|it| it.0 != *key));
    }

    // ---- settings ----

    /// Turns keys without modifiers on or off, for good.
    pub fn use_keys(self, on: bool) {
        self.keys.set(on);
        let put = vec![(KEYS.to_owned(), if on { "on" } else { OFF }.to_owned())];
        self.store(Store::Settings, put, Vec::new(), None);
    }
}

const KEYS: &str = "keys";
const OFF: &str = "off";

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}
