//! State of the page. Views find it in the context: `expect_context::<AppState>()`.
//!
//! [`crate::storage`] adds the methods that read and write the storage of this device.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::element::ElementModel;
use crate::browser::storage::{StorageError, Store};
use crate::browser::{self, location};
use crate::import::FileProblem;
use crate::own_models::OwnModel;
use crate::route::{Key, Route};
use crate::saved::pending::PendingWrites;
use crate::saved::{Draft, SavedDecision};
use crate::shipped::{self, ShippedDecision};
use crate::texts::texts;
use tiebreak_core::model::Model;
use tiebreak_core::model::load::load_fail_fast;

/// `None` while it loads, then the value or the reason of the failure.
pub type Loadable<T> = Option<Result<T, String>>;

/// The last status message.
#[derive(Clone, Default)]
pub struct Status {
    /// The message; empty if there is none.
    pub text: String,
    /// Action of the "undo" button. It may run after the view that set it is removed.
    pub undo: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// Answers in a link that the reader pasted to compare them.
#[derive(Clone, Debug, PartialEq)]
pub struct PastedLink {
    /// Name of the link on the page.
    pub name: String,
    /// Key of the model.
    pub key: Key,
    /// The fragment of the link.
    pub fragment: String,
}

/// State of the page.
#[derive(Clone, Copy)]
pub struct AppState {
    /// The current view.
    pub route: RwSignal<Route>,
    /// The shipped decisions.
    pub shipped: RwSignal<Loadable<Vec<ShippedDecision>>>,
    /// The saved decisions, newest first.
    pub saved: RwSignal<Vec<SavedDecision>>,
    /// Ids of the stored decisions of a newer format. The page does not show or change them.
    pub newer_saved: RwSignal<Vec<String>>,
    /// Answers in progress.
    pub drafts: RwSignal<Vec<Draft>>,
    /// The reader's own models.
    pub own_models: RwSignal<Vec<OwnModel>>,
    /// Notified after each reading of the storage: other windows may have changed it.
    pub storage_read: Trigger,
    /// Whether the storage of this device has been read.
    pub is_storage_read: RwSignal<bool>,
    /// The reason why the last write failed; `None` if storage has everything.
    pub storage_error: RwSignal<Option<StorageError>>,
    /// Problems in the last import of saved decisions.
    pub saved_problems: RwSignal<Vec<FileProblem>>,
    /// Problems in the last import of model files.
    pub model_problems: RwSignal<Vec<FileProblem>>,
    /// The last status message.
    pub status: RwSignal<Status>,
    /// Whether single-key shortcuts are on.
    pub has_shortcuts: RwSignal<bool>,
    /// The links that are compared with saved decisions.
    pub pasted_links: RwSignal<Vec<PastedLink>>,
    untracked: StoredValue<Untracked>,
}

/// State that no view depends on.
struct Untracked {
    /// The route of the address. [`AppState::replace_address`] changes it and keeps the view.
    address: Route,
    /// Whether the reader has come to this view from another.
    has_navigated: bool,
    /// Loaded models.
    models: Vec<(Key, Arc<Model>)>,
    pending: PendingWrites<Store>,
}

impl AppState {
    /// State of a newly opened page. `shipped_list` is the text of [`shipped::FILE`] if it was
    /// fetched already.
    pub fn new(shipped_list: Option<String>) -> Self {
        let route = Route::read(&location::fragment());
        Self {
            route: RwSignal::new(route.clone()),
            shipped: RwSignal::new(shipped_list.map(|text| shipped::read(&text))),
            saved: RwSignal::new(Vec::new()),
            newer_saved: RwSignal::new(Vec::new()),
            drafts: RwSignal::new(Vec::new()),
            own_models: RwSignal::new(Vec::new()),
            storage_read: Trigger::new(),
            is_storage_read: RwSignal::new(false),
            storage_error: RwSignal::new(None),
            saved_problems: RwSignal::new(Vec::new()),
            model_problems: RwSignal::new(Vec::new()),
            status: RwSignal::new(Status::default()),
            has_shortcuts: RwSignal::new(true),
            pasted_links: RwSignal::new(Vec::new()),
            untracked: StoredValue::new(Untracked {
                address: route,
                has_navigated: false,
                models: Vec::new(),
                pending: PendingWrites::default(),
            }),
        }
    }

    // ---- navigation ----

    /// Shows the view of the address after the address has changed.
    pub fn follow_address(self) {
        let route = Route::read(&location::fragment());
        let previous = self.untracked.try_update_value(|state| {
            state.has_navigated = true;
            std::mem::replace(&mut state.address, route.clone())
        });
        if previous.as_ref() != Some(&route) {
            self.status.set(Status::default());
            self.route.set(route);
        }
    }

    /// Replaces the address in the current entry of the history. The view stays.
    pub fn replace_address(self, route: &Route) {
        location::replace(&route.fragment());
        self.untracked.update_value(|state| state.address = route.clone());
    }

    /// Whether the reader has come to this view from another.
    pub fn has_navigated(self) -> bool {
        self.untracked.with_value(|state| state.has_navigated)
    }

    // ---- status ----

    /// Shows a status message.
    pub fn announce(self, text: impl Into<String>) {
        self.status.set(Status { text: text.into(), undo: None });
    }

    /// Shows a status message with an "undo" button.
    pub fn announce_with_undo(
        self,
        text: impl Into<String>,
        undo: impl Fn() + Send + Sync + 'static,
    ) {
        self.status.set(Status { text: text.into(), undo: Some(Arc::new(undo)) });
    }

    /// Removes the status message unless it has an "undo" button.
    pub fn clear_status(self) {
        let is_clearable = |status: &Status| status.undo.is_none() && !status.text.is_empty();
        if is_clearable(&self.status.read_untracked()) {
            self.status.set(Status::default());
        }
    }

    // ---- models ----

    /// Fetches the list of shipped decisions.
    pub fn load_shipped(self) {
        self.shipped.set(None);
        spawn_local(async move {
            let list = shipped::fetch().await;
            self.shipped.set(Some(list));
        });
    }

    /// The key of the model that a link names by its id: the reader's own model only if no shipped
    /// one has the id.
    pub fn key_of_link(self, model: &str) -> Key {
        let shipped = self.shipped.read_untracked();
        let is_shipped = shipped.iter().flatten().flatten().any(|decision| decision.id == model);
        let is_own = self.own_models.read_untracked().iter().any(|own| own.id == model);
        Key { model: model.to_owned(), own: is_own && !is_shipped }
    }

    /// The title of a model that the page has.
    pub fn title(self, key: &Key) -> Option<String> {
        if key.own {
            return self.own_model(key).map(|own| own.title);
        }
        match &*self.shipped.read_untracked() {
            Some(Ok(list)) => {
                let decision = list.iter().find(|decision| decision.id == key.model);
                decision.map(|decision| decision.title.clone())
            }
            // Without the list, the element reports whether the model exists.
            _ => Some(key.model.clone()),
        }
    }

    /// A model of the reader's own.
    pub fn own_model(self, key: &Key) -> Option<OwnModel> {
        let models = self.own_models.read_untracked();
        models.iter().find(|own| key.own && own.id == key.model).cloned()
    }

    /// The model for the element; `None` if the page does not have it.
    pub fn element_model(self, key: &Key) -> Option<ElementModel> {
        if !key.own {
            return Some(ElementModel::Shipped(key.model.clone()));
        }
        self.own_model(key).map(|own| ElementModel::Texts(own.model, own.evidence))
    }

    /// Loads a model, once.
    ///
    /// # Errors
    ///
    /// A message if the page does not have the model, cannot fetch it or it is not valid.
    pub async fn load_model(self, key: Key) -> Result<Arc<Model>, String> {
        let loaded = |state: &Untracked| state.models.iter().find(|(k, _)| *k == key).cloned();
        if let Some((_, model)) = self.untracked.with_value(loaded) {
            return Ok(model);
        }
        let text = match self.element_model(&key) {
            None => return Err(texts().unknown.to_owned()),
            Some(ElementModel::Texts(model, _)) => model,
            Some(ElementModel::Shipped(id)) => {
                let file = ["models/", &id, ".json"].concat();
                browser::fetch_beside(&browser::address(), &file, None).await?
            }
        };
        let model = Arc::new(load_fail_fast(&text).ok_or(texts().bad_model)?);
        self.untracked.update_value(|state| state.models.push((key, Arc::clone(&model))));
        Ok(model)
    }

    /// Forgets the loaded models of the reader's own, whose files have changed.
    pub fn forget_own_models(self) {
        self.untracked.update_value(|state| state.models.retain(|(key, _)| !key.own));
    }

    // ---- storage ----

    /// Reads or changes the writes that storage does not have.
    pub fn with_pending<T>(self, work: impl FnOnce(&mut PendingWrites<Store>) -> T) -> T {
        work(&mut self.untracked.write_value().pending)
    }
}
