//! What a view of a decision shows and keeps: it hears the element, keeps answers in progress, and
//! saves them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::browser::element::{self, TieBreak};
use crate::browser::{self, place};
use crate::page_state::App;
use crate::route::{Key, Route};
use crate::saved::entry::write_draft;
use crate::saved::{self, Draft, MAX_NAME, Saved, clean};
use crate::storage::WriteResult;
use crate::texts;
use tiebreak_core::engine::decide;
use tiebreak_core::model::Model;
use tiebreak_core::model::digest::{digest, written};

/// How long typing pauses before what was typed is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// What a view of a decision shows and keeps.
#[derive(Clone, Copy)]
pub struct DecisionState {
    /// The page.
    pub app: App,
    /// Which decision.
    key: StoredValue<Key>,
    /// The saved decision that is open.
    pub open: RwSignal<Option<Saved>>,
    /// Its model, once it is there.
    pub model: RwSignal<Option<Arc<Model>>>,
    /// The answers, by id.
    pub answers: RwSignal<Map<String, Value>>,
    /// What the reader wrote down, by question.
    pub notes: RwSignal<BTreeMap<String, String>>,
    /// The element.
    element: StoredValue<Option<TieBreak>, LocalStorage>,
    /// Whether answers in progress of this view may be replaced: they are on screen, or set aside.
    settled: StoredValue<bool>,
    /// Runs while the reader types.
    typing: StoredValue<Option<TimeoutHandle>>,
}

impl DecisionState {
    /// With what is kept of this view, and whether these are answers in progress. Those of a link
    /// come by the element.
    pub fn new(app: App, key: &Key, open: Option<Saved>, linked: bool) -> (Self, bool) {
        let draft = if linked { None } else { app.draft(&route(key, open.as_ref()).fragment()) };
        let has_draft = draft.is_some();
        let kept = open.as_ref().map(|it| (it.answers.clone(), it.notes.clone()));
        let (answers, notes) = draft.map(|it| (it.answers, it.notes)).or(kept).unwrap_or_default();
        let desk = Self {
            app,
            key: StoredValue::new(key.clone()),
            open: RwSignal::new(open),
            model: RwSignal::new(None),
            answers: RwSignal::new(answers),
            notes: RwSignal::new(notes),
            element: StoredValue::new_local(None),
            settled: StoredValue::new(!linked),
            typing: StoredValue::new(None),
        };
        (desk, has_draft)
    }

    /// Where the element stands.
    pub fn place(self) -> AnyView {
        let place = NodeRef::<html::Div>::new();
        Effect::new(move |_| {
            let Some((place, element)) = place.get().zip(self.make()) else { return };
            // It has no child yet, so nothing can stand in the way.
            let _ = place.append_child(&element);
            self.element.set_value(Some(element));
        });
        view! { class="tb", <div class="place" node_ref=place></div> }.into_any()
    }

    fn route(self) -> Route {
        self.key.with_value(|key| route(key, self.open.read_untracked().as_ref()))
    }

    /// What is on screen.
    fn draft(self) -> Draft {
        Draft {
            view: self.route().fragment(),
            answers: self.answers.get_untracked(),
            notes: self.notes.get_untracked(),
            date: browser::now(),
        }
    }

    /// The element with the answers at hand.
    fn make(self) -> Option<TieBreak> {
        let element = TieBreak::new(&self.app.shown(&self.key.get_value())?)?;
        // None, too: an element takes over what another left that stood in its place.
        element.set_value(&self.answers.read_untracked());
        Some(element)
    }

    /// Whether an event comes from the element of this view.
    pub fn is_mine(self, event: &Event) -> bool {
        let Some(target) = event.target() else { return false };
        let is = |it: &TieBreak| AsRef::<JsValue>::as_ref(it) == AsRef::<JsValue>::as_ref(&target);
        self.element.with_value(|it| it.as_ref().is_some_and(is))
    }

    /// Follows what the element tells, and keeps what was typed before the reader leaves.
    pub fn follow(self) {
        element::on("tb-ready", move |event| {
            if self.is_mine(event) {
                self.arrived();
            }
        });
        element::on("tb-change", move |event| {
            if self.is_mine(event) {
                self.take();
                self.keep_draft();
                self.app.hush();
            }
        });
        Effect::new(move |seen: Option<Option<String>>| {
            let drafts = self.app.drafts.read();
            let view = untrack(|| self.route().fragment());
            let draft = drafts.iter().find(|it| it.view == view)?;
            if seen.is_some_and(|it| it.as_ref() != Some(&draft.date)) {
                untrack(|| self.go_on_with(draft));
            }
            Some(draft.date.clone())
        });
        for leaving in ["pagehide", "visibilitychange"] {
            element::on(leaving, move |_| self.stop_typing());
        }
        on_cleanup(move || self.stop_typing());
    }

    /// The element shows the decision.
    fn arrived(self) {
        self.take();
        // The element takes a link out of the address; a reload is to come back here, and to find
        // what the link answers.
        if place::fragment().is_empty() {
            self.app.replace(&self.route());
        }
        if !self.settled.get_value() && !self.answers.read_untracked().is_empty() {
            self.keep_draft();
        }
        let (app, key) = (self.app, self.key.get_value());
        leptos::task::spawn_local(async move {
            // Where it does not come, saving asks again. The view may be gone by now.
            if let Ok(model) = app.model(&key).await {
                let _ = self.model.try_set(Some(model));
            }
        });
    }

    /// Shows the answers in progress that another window has changed, and offers to bring back what
    /// was on screen.
    fn go_on_with(self, draft: &Draft) {
        let before = self.draft();
        let mut now = draft.clone();
        if self.typing.with_value(Option::is_some) {
            // What is being typed is kept a moment later.
            now.notes.clone_from(&before.notes);
        }
        if now.is_same_as(&before) || !self.settled.get_value() {
            return;
        }
        self.put(now);
        self.say_with_way_back(texts::ELSEWHERE, before);
    }

    /// Whether what is on screen is not what was saved.
    pub fn is_changed(self) -> bool {
        let saved = self.open.read();
        let differs =
            |it: &Saved| it.answers != *self.answers.read() || it.notes != *self.notes.read();
        saved.as_ref().is_some_and(differs)
    }

    /// Shows what was saved, and offers to bring back what was on screen.
    pub fn back_to_saved(self) {
        let (before, Some(open)) = (self.draft(), self.open.get_untracked()) else { return };
        self.put(Draft { answers: open.answers, notes: open.notes, ..before.clone() });
        self.keep_draft();
        self.say_with_way_back(texts::AS_SAVED, before);
    }

    fn say_with_way_back(self, text: &str, before: Draft) {
        self.app.say_with_undo(text, move || {
            if self.put(before.clone()) {
                self.keep_draft();
            }
        });
    }

    /// Shows these answers and notes; false when the view is gone.
    fn put(self, draft: Draft) -> bool {
        if self.answers.try_set(draft.answers.clone()).is_some() {
            return false;
        }
        self.notes.set(draft.notes);
        // The fields for notes are made along with it.
        self.model.notify();
        self.element.with_value(|it| it.iter().for_each(|it| it.set_value(&draft.answers)));
        true
    }

    /// Takes over the answers of the element.
    fn take(self) {
        if let Some(answers) = self.element.with_value(|it| it.as_ref().map(TieBreak::value)) {
            self.answers.set(answers);
        }
    }

    /// Keeps what is on screen once the reader stops typing.
    pub fn keep_later(self) {
        let keep = set_timeout_with_handle(move || self.stop_typing(), PAUSE);
        let before = self.typing.try_update_value(|it| std::mem::replace(it, keep.ok()));
        if let Some(before) = before.flatten() {
            before.clear();
        }
    }

    /// Keeps what was typed, if it is not kept yet.
    fn stop_typing(self) {
        // The view may be gone when its time comes.
        if let Some(Some(timer)) = self.typing.try_update_value(Option::take) {
            timer.clear();
            self.keep_draft();
        }
    }

    /// Keeps what is on screen, unless it is what was saved.
    pub fn keep_draft(self) {
        if !self.settled.get_value() {
            return self.set_aside();
        }
        let draft = self.draft();
        let is_saved = |it: &Saved| it.answers == draft.answers && it.notes == draft.notes;
        if self.open.read_untracked().as_ref().is_some_and(is_saved) {
            self.app.forget_draft(&draft.view);
        } else if self.app.draft(&draft.view).is_none_or(|it| !it.is_same_as(&draft)) {
            self.app.keep_draft(draft);
        }
    }

    /// Answers in progress that a link would replace are saved first. Where that fails they stay
    /// where they are, and the link's are not kept.
    fn set_aside(self) {
        let (app, key, now) = (self.app, self.key.get_value(), self.draft());
        let Some(draft) = app.draft(&now.view).filter(|it| !it.is_same_as(&now)) else {
            self.settled.set_value(true);
            return self.keep_draft();
        };
        leptos::task::spawn_local(async move {
            let model = match app.model(&key).await {
                Ok(model) => model,
                Err(why) => return app.say(texts::not_saved(&why)),
            };
            // However often this is tried, it is one decision.
            let id = written(digest(&write_draft(&draft)));
            let it = Saved { id, ..record(&model, key, &texts::set_aside(&model.title), draft) };
            let written = app.keep_in_place(vec![it], None, texts::SET_ASIDE.to_owned()).await;
            // The view may be gone by now.
            if written != WriteResult::Refused && self.settled.try_set_value(true).is_none() {
                self.keep_draft();
            }
        });
    }

    /// Saves what is on screen: in place of what is open, or as a decision of its own.
    pub fn save(self, name: &str, anew: bool) {
        let draft = self.draft();
        if draft.answers.is_empty() {
            return self.app.say(texts::NOTHING_TO_SAVE);
        }
        let (app, key, name) = (self.app, self.key.get_value(), clean(name, MAX_NAME, false));
        let before = self.open.get_untracked().filter(|_| !anew);
        let (view, is_mine) = (draft.view.clone(), self.settled.get_value());
        leptos::task::spawn_local(async move {
            let model = match app.model(&key).await {
                Ok(model) => model,
                Err(why) => return app.say(texts::not_saved(&why)),
            };
            let name = if name.is_empty() { &model.title } else { &name };
            let mut it = record(&model, key, name, draft);
            if let Some(before) = &before {
                it.id.clone_from(&before.id);
            }
            self.opens(&it);
            let said = texts::saved(&it.name);
            match app.keep_in_place(vec![it.clone()], before.as_ref(), said).await {
                // After a reload the answers in progress are what there is.
                WriteResult::Refused => return,
                WriteResult::Conflict(id) => it.id = id,
                WriteResult::Stored => {}
            }
            // Those of another view, or not yet set aside, stay.
            if is_mine {
                app.forget_draft(&view);
            }
            if self.opens(&it) {
                app.replace(&Route::Saved(it.id));
                // What was answered meanwhile.
                self.keep_draft();
            }
        });
    }

    /// Shows a saved decision as the one that is open; false when the view is gone.
    fn opens(self, it: &Saved) -> bool {
        let _ = self.settled.try_set_value(true);
        self.open.try_set(Some(it.clone())).is_none()
    }
}

/// Where this is found again.
fn route(key: &Key, open: Option<&Saved>) -> Route {
    open.map_or_else(|| Route::Decision(key.clone()), |it| Route::Saved(it.id.clone()))
}

/// What is kept of a decision, once it has a name.
fn record(model: &Model, key: Key, name: &str, draft: Draft) -> Saved {
    let Draft { answers, notes, date, .. } = draft;
    let decision = decide(model, &saved::answers(model, &answers));
    Saved {
        id: browser::fresh_id(),
        name: clean(name, MAX_NAME, false),
        model: key,
        title: clean(&model.title, MAX_NAME, false),
        answers,
        notes,
        then: saved::then(model, &decision),
        date,
    }
}
