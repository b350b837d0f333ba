//! All state of the page: what it shows, what is kept on this device, what it said last. How it is
//! kept stands in [`super::keep`].

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::place;
use crate::browser::store::{self, StorageError, Store};
use crate::browser::{self, element::Shown};
use crate::route::{Key, Route};
use crate::saved::pending::PendingWrites;
use crate::saved::{Draft, Saved};
use tiebreak_core::model::Model;
use tiebreak_core::model::load::load;

use super::compare::Linked;
use super::own::Own;
use super::own::section::Wrong;
use super::shipped::{self, Shipped};
use super::storage::{KEYS, OFF};
use super::texts;

/// What is on its way, here, or not to be had; then with the reason.
pub type Loadable<T> = Option<Result<T, String>>;

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
    pub shipped: RwSignal<Loadable<Vec<Shipped>>>,
    /// The decisions that the reader saved, newest first.
    pub saved: RwSignal<Vec<Saved>>,
    /// Answers in progress.
    pub drafts: RwSignal<Vec<Draft>>,
    /// The reader's own models.
    pub own: RwSignal<Vec<Own>>,
    /// Whether what is kept on this device has been read.
    pub ready: RwSignal<bool>,
    /// Why nothing can be kept at present.
    pub trouble: RwSignal<Option<StorageError>>,
    /// What is wrong with the files of saved decisions that were brought last.
    pub wrong_saved: RwSignal<Vec<Wrong>>,
    /// What is wrong with the model files that were brought last.
    pub wrong_own: RwSignal<Vec<Wrong>>,
    /// What was said last.
    pub said: RwSignal<Said>,
    /// Whether keys without modifiers do something.
    pub keys: RwSignal<bool>,
    /// The links that are compared with what was saved.
    pub links: RwSignal<Vec<Linked>>,
    behind: StoredValue<Behind>,
}

/// What no view follows.
struct Behind {
    /// The view that the address names, which may be another name of the one that is shown.
    at: Route,
    /// Whether a view was shown before: then the focus follows.
    moved: bool,
    models: Vec<(Key, Arc<Model>)>,
    unstored: PendingWrites<Store>,
}

impl App {
    /// The state of a page that has just been opened, with the list of our decisions where it is
    /// there.
    pub fn new(list: Option<String>) -> Self {
        let route = Route::read(&place::fragment());
        Self {
            route: RwSignal::new(route.clone()),
            shipped: RwSignal::new(list.map(|it| shipped::read(&it))),
            saved: RwSignal::new(Vec::new()),
            drafts: RwSignal::new(Vec::new()),
            own: RwSignal::new(Vec::new()),
            ready: RwSignal::new(false),
            trouble: RwSignal::new(None),
            wrong_saved: RwSignal::new(Vec::new()),
            wrong_own: RwSignal::new(Vec::new()),
            said: RwSignal::new(Said::default()),
            keys: RwSignal::new(true),
            links: RwSignal::new(Vec::new()),
            behind: StoredValue::new(Behind {
                at: route,
                moved: false,
                models: Vec::new(),
                unstored: PendingWrites::default(),
            }),
        }
    }

    /// Follows the address, and asks for what there is to show.
    pub fn begin(self) {
        // These listen for as long as there is a page.
        window_event_listener(ev::hashchange, move |_| {
            let route = Route::read(&place::fragment());
            let before = self.behind.try_update_value(|it| {
                it.moved = true;
                std::mem::replace(&mut it.at, route.clone())
            });
            if before.as_ref() != Some(&route) {
                self.said.set(Said::default());
                self.route.set(route);
            }
        });
        // Another window may have saved something meanwhile; some browsers tell of it.
        let read = move || leptos::task::spawn_local(self.read());
        store::watch(read);
        window_event_listener(ev::visibilitychange, move |_| {
            if !document().hidden() {
                read();
            }
        });
        if self.shipped.read_untracked().is_none() {
            self.list();
        }
    }

    /// Asks for the list of decisions, again too.
    pub fn list(self) {
        self.shipped.set(None);
        leptos::task::spawn_local(async move {
            let list = shipped::list().await;
            self.shipped.set(Some(list));
        });
    }

    /// Gives the view at hand another address; "back" does not come by the old one.
    pub fn replace(self, route: &Route) {
        place::replace(&route.fragment());
        self.behind.update_value(|it| it.at = route.clone());
    }

    /// What storage does not have, read or changed.
    pub fn unstored<T>(self, work: impl FnOnce(&mut PendingWrites<Store>) -> T) -> T {
        work(&mut self.behind.write_value().unstored)
    }

    /// Says something to whoever listens, and shows it.
    pub fn say(self, text: impl Into<String>) {
        self.said.set(Said { text: text.into(), undo: None });
    }

    /// Takes away what was said, unless it offers to take something back.
    pub fn hush(self) {
        let is_over = |it: &Said| it.undo.is_none() && !it.text.is_empty();
        if is_over(&self.said.read_untracked()) {
            self.said.set(Said::default());
        }
    }

    /// Says what was done, and offers to take it back.
    pub fn say_with_undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.said.set(Said { text: text.into(), undo: Some(Arc::new(undo)) });
    }

    /// Whether the reader came to this view from another.
    pub fn has_moved(self) -> bool {
        self.behind.with_value(|it| it.moved)
    }

    /// Which decision a link means, which has only its id: one of ours, unless only the reader has
    /// one of that name.
    pub fn linked(self, model: &str) -> Key {
        let ui_text = self.shipped.read_untracked();
        let is_ours = ui_text.iter().flatten().flatten().any(|it| it.id == model);
        let is_own = self.own.read_untracked().iter().any(|it| it.id == model);
        Key { model: model.to_owned(), own: is_own && !is_ours }
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
        let known = |it: &Behind| it.models.iter().find(|it| it.0 == *key).cloned();
        if let Some((_, model)) = self.behind.with_value(known) {
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
        self.behind.update_value(|it| it.models.push((key.clone(), Arc::clone(&model))));
        Ok(model)
    }

    /// Forgets the models of the reader's own decisions, because their files are others now.
    pub fn forget_own_models(self) {
        self.behind.update_value(|it| it.models.retain(|it| !it.0.own));
    }

    // ---- settings ----

    /// Turns keys without modifiers on or off, for good.
    pub fn use_keys(self, on: bool) {
        self.keys.set(on);
        self.store(Store::Settings, KEYS, if on { "on" } else { OFF }.to_owned());
    }
}
