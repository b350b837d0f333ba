//! State of a view that shows one decision: the `<tie-break>` element, the answers, the notes, and
//! how they are saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use web_sys::Element;

use crate::browser::element::TieBreak;
use crate::browser::{self, location};
use crate::route::{Key, Route};
use crate::saved::entry::write_draft;
use crate::saved::{self, Draft, MAX_NAME, SavedDecision, clean};
use crate::state::AppState;
use crate::storage::WriteResult;
use crate::texts::{filled, texts};
use tiebreak_core::engine::decide;
use tiebreak_core::model::Model;
use tiebreak_core::model::digest::{digest, to_hex};

/// How long after the last key press the notes are saved, in milliseconds.
const TYPING_PAUSE: u32 = 400;

/// How long the parts below the element wait for it, in milliseconds.
const ELEMENT_TIMEOUT: u32 = 5_000;

/// State of a view that shows one decision.
#[derive(Clone, Copy)]
pub struct DecisionState {
    /// State of the page.
    pub app: AppState,
    key: StoredValue<Key>,
    /// The saved decision that is open.
    pub open: RwSignal<Option<SavedDecision>>,
    /// The model, once it is loaded.
    pub model: RwSignal<Option<Arc<Model>>>,
    /// Whether the element shows something, or `ELEMENT_TIMEOUT` is over.
    pub is_element_shown: RwSignal<bool>,
    /// The answers by id.
    pub answers: RwSignal<Map<String, Value>>,
    /// The reader's notes by question.
    pub notes: RwSignal<BTreeMap<String, String>>,
    /// Notified when other notes replace those in the fields.
    pub notes_replaced: Trigger,
    element: StoredValue<Option<MountedElement>, LocalStorage>,
    /// Whether the draft of this view may be overwritten: its answers are on screen, or it was saved
    /// as a decision of its own.
    owns_draft: StoredValue<bool>,
    /// Runs while the reader types.
    typing: StoredValue<Option<Timeout>, LocalStorage>,
}

/// The element with what ends when the view is removed.
struct MountedElement {
    element: TieBreak,
    _listeners: [EventListener; 3],
    _timeout: Timeout,
}

impl DecisionState {
    /// State with the answers and notes of the draft, or else of the open decision. The answers of a
    /// link come from the element. The second value is whether there is a draft.
    pub fn new(
        app: AppState,
        key: &Key,
        open: Option<SavedDecision>,
        is_linked: bool,
    ) -> (Self, bool) {
        let view = route(key, open.as_ref()).fragment();
        let draft = if is_linked { None } else { app.draft(&view) };
        let has_draft = draft.is_some();
        let content = draft.map(|draft| (draft.answers, draft.notes));
        let saved = open.as_ref().map(|open| (open.answers.clone(), open.notes.clone()));
        let (answers, notes) = content.or(saved).unwrap_or_default();
        let state = Self {
            app,
            key: StoredValue::new(key.clone()),
            open: RwSignal::new(open),
            model: RwSignal::new(None),
            is_element_shown: RwSignal::new(false),
            answers: RwSignal::new(answers),
            notes: RwSignal::new(notes),
            notes_replaced: Trigger::new(),
            element: StoredValue::new_local(None),
            owns_draft: StoredValue::new(!is_linked),
            typing: StoredValue::new_local(None),
        };
        state.follow_drafts();
        state.save_notes_on_leave();
        (state, has_draft)
    }

    fn route(self) -> Route {
        self.key.with_value(|key| route(key, self.open.read_untracked().as_ref()))
    }

    /// The answers and notes on screen.
    fn current(self) -> Draft {
        Draft {
            view: self.route().fragment(),
            answers: self.answers.get_untracked(),
            notes: self.notes.get_untracked(),
            date: browser::now(),
        }
    }

    // ---- the element ----

    /// Appends the element with the current answers.
    pub fn mount_element(self, parent: &Element) {
        let model = self.app.element_model(&self.key.get_value());
        let Some(element) = model.as_ref().and_then(TieBreak::new) else { return };
        // Also if there are none: an element takes over the answers of the one in its place before.
        element.set_value(&self.answers.read_untracked());
        let show = move || {
            // The fields below keep what the reader types, so they are made once.
            if !self.is_element_shown.get_untracked() {
                self.is_element_shown.set(true);
            }
        };
        let listeners = [
            EventListener::new(&element, "tb-ready", move |_| {
                self.element_is_ready();
                show();
            }),
            EventListener::new(&element, "tb-error", move |_| show()),
            EventListener::new(&element, "tb-change", move |_| {
                self.read_answers();
                self.save_draft();
                self.app.clear_status();
            }),
        ];
        // The new element has no child, so appending it cannot fail.
        let _ = parent.append_child(&element);
        self.element.set_value(Some(MountedElement {
            element,
            _listeners: listeners,
            _timeout: Timeout::new(ELEMENT_TIMEOUT, show),
        }));
    }

    fn element_is_ready(self) {
        self.read_answers();
        // The element removes a link from the address. A reload must find this view again.
        if location::fragment().is_empty() {
            self.app.replace_address(&self.route());
        }
        if !self.owns_draft.get_value() && !self.answers.read_untracked().is_empty() {
            self.save_draft();
        }
        let (app, key) = (self.app, self.key.get_value());
        spawn_local(async move {
            // Saving loads the model again if this fails. The view may be removed by now.
            if let Ok(model) = app.load_model(key).await {
                let _ = self.model.try_set(Some(model));
            }
        });
    }

    /// Takes over the answers of the element.
    fn read_answers(self) {
        let value = |mounted: &MountedElement| mounted.element.value();
        if let Some(answers) = self.element.with_value(|mounted| mounted.as_ref().map(value)) {
            self.answers.set(answers);
        }
    }

    // ---- drafts ----

    /// Shows the draft when another window has changed it.
    fn follow_drafts(self) {
        Effect::new(move |previous_date: Option<Option<String>>| {
            let drafts = self.app.drafts.read();
            let view = untrack(|| self.route().fragment());
            let draft = drafts.iter().find(|draft| draft.view == view)?;
            if previous_date.is_some_and(|date| date.as_ref() != Some(&draft.date)) {
                untrack(|| self.show_other_draft(draft));
            }
            Some(draft.date.clone())
        });
    }

    /// Shows a draft from another window, with a button to bring back the answers on screen.
    fn show_other_draft(self, draft: &Draft) {
        let previous = self.current();
        let mut draft = draft.clone();
        if self.typing.with_value(Option::is_some) {
            // The notes that the reader is typing are saved a moment later.
            draft.notes.clone_from(&previous.notes);
        }
        if draft.has_same_content(&previous) || !self.owns_draft.get_value() {
            return;
        }
        self.show(draft);
        self.announce_with_undo(texts().elsewhere, previous);
    }

    /// Whether the answers or notes differ from the open decision.
    pub fn is_changed(self) -> bool {
        let differs = |open: &SavedDecision| {
            open.answers != *self.answers.read() || open.notes != *self.notes.read()
        };
        self.open.read().as_ref().is_some_and(differs)
    }

    /// Shows the answers and notes of the open decision, with a button to undo.
    pub fn revert(self) {
        let (previous, Some(open)) = (self.current(), self.open.get_untracked()) else { return };
        self.show(Draft { answers: open.answers, notes: open.notes, ..previous.clone() });
        self.save_draft();
        self.announce_with_undo(texts().as_saved, previous);
    }

    fn announce_with_undo(self, text: &str, previous: Draft) {
        self.app.announce_with_undo(text, move || {
            if self.show(previous.clone()) {
                self.save_draft();
            }
        });
    }

    /// Shows other answers and notes; false if the view is removed.
    fn show(self, draft: Draft) -> bool {
        if self.answers.try_set(draft.answers.clone()).is_some() {
            return false;
        }
        self.notes.set(draft.notes);
        self.notes_replaced.notify();
        self.element.with_value(|mounted| {
            if let Some(mounted) = mounted {
                mounted.element.set_value(&draft.answers);
            }
        });
        true
    }

    /// Changes the note of a question, and saves it once the reader stops typing.
    pub fn set_note(self, question: &str, note: String) {
        self.notes.update(|notes| {
            if note.is_empty() {
                notes.remove(question);
            } else {
                notes.insert(question.to_owned(), note);
            }
        });
        let save = Timeout::new(TYPING_PAUSE, move || self.save_typed_notes());
        // Dropping the previous timeout cancels it.
        self.typing.set_value(Some(save));
    }

    /// Saves the notes that the reader was typing.
    fn save_typed_notes(self) {
        if self.typing.try_update_value(Option::take).flatten().is_some() {
            self.save_draft();
        }
    }

    fn save_notes_on_leave(self) {
        for event in ["pagehide", "visibilitychange"] {
            browser::listen(event, move |_| self.save_typed_notes());
        }
        on_cleanup(move || self.save_typed_notes());
    }

    /// Saves the answers and notes on screen as a draft, unless the open decision has them.
    fn save_draft(self) {
        if !self.owns_draft.get_value() {
            return self.save_other_draft();
        }
        let draft = self.current();
        let is_open =
            |open: &SavedDecision| open.answers == draft.answers && open.notes == draft.notes;
        if self.open.read_untracked().as_ref().is_some_and(is_open) {
            self.app.delete_draft(&draft.view);
        } else if self.app.draft(&draft.view).is_none_or(|old| !old.has_same_content(&draft)) {
            self.app.save_draft(draft);
        }
    }

    /// Saves the draft that the answers of a link would replace as a decision of its own. If that
    /// fails, the draft stays, and the answers of the link are not saved.
    fn save_other_draft(self) {
        let (app, key, current) = (self.app, self.key.get_value(), self.current());
        let other = app.draft(&current.view).filter(|draft| !draft.has_same_content(&current));
        let Some(draft) = other else {
            self.owns_draft.set_value(true);
            return self.save_draft();
        };
        spawn_local(async move {
            let model = match app.load_model(key.clone()).await {
                Ok(model) => model,
                Err(reason) => return app.announce(filled(texts().not_saved, &[&reason])),
            };
            // An id of the content: a second attempt does not make a second decision.
            let id = to_hex(digest(&write_draft(&draft)));
            let decision =
                new_decision(&model, key, &filled(texts().unfinished, &[&model.title]), draft);
            let decision = SavedDecision { id, ..decision };
            let message = texts().set_aside.to_owned();
            let result = app.save_and_wait(vec![decision], None, message).await;
            // The view may be removed by now.
            if result != WriteResult::Refused && self.owns_draft.try_set_value(true).is_none() {
                self.save_draft();
            }
        });
    }

    // ---- saving ----

    /// Saves the answers and notes on screen: in place of the open decision, or as another one.
    pub fn save(self, name: &str, as_another: bool) {
        let draft = self.current();
        if draft.answers.is_empty() {
            return self.app.announce(texts().nothing_to_save);
        }
        let (app, key, name) = (self.app, self.key.get_value(), clean(name, MAX_NAME, false));
        let replaced = self.open.get_untracked().filter(|_| !as_another);
        let (view, owns_draft) = (draft.view.clone(), self.owns_draft.get_value());
        spawn_local(async move {
            let model = match app.load_model(key.clone()).await {
                Ok(model) => model,
                Err(reason) => return app.announce(filled(texts().not_saved, &[&reason])),
            };
            let name = if name.is_empty() { &model.title } else { &name };
            let mut decision = new_decision(&model, key, name, draft);
            if let Some(replaced) = &replaced {
                decision.id.clone_from(&replaced.id);
            }
            self.set_open(&decision);
            let message = filled(texts().saved, &[&decision.name]);
            match app.save_and_wait(vec![decision.clone()], replaced.as_ref(), message).await {
                // After a reload, only the draft is there.
                WriteResult::Refused => return,
                WriteResult::Conflict(id) => decision.id = id,
                WriteResult::Stored => {}
            }
            // A draft of other answers stays.
            if owns_draft {
                app.delete_draft(&view);
            }
            if self.set_open(&decision) {
                app.replace_address(&Route::Saved(decision.id));
                // The reader may have answered more meanwhile.
                self.save_draft();
            }
        });
    }

    /// Makes a saved decision the open one; false if the view is removed.
    fn set_open(self, decision: &SavedDecision) -> bool {
        let _ = self.owns_draft.try_set_value(true);
        self.open.try_set(Some(decision.clone())).is_none()
    }
}

/// The route of a view with this decision.
fn route(key: &Key, open: Option<&SavedDecision>) -> Route {
    open.map_or_else(|| Route::Decision(key.clone()), |open| Route::Saved(open.id.clone()))
}

/// A decision with a fresh id.
fn new_decision(model: &Model, key: Key, name: &str, draft: Draft) -> SavedDecision {
    let Draft { answers, notes, date, .. } = draft;
    let decision = decide(model, &saved::answers(model, &answers));
    SavedDecision {
        id: browser::fresh_id(),
        name: clean(name, MAX_NAME, false),
        key,
        title: clean(&model.title, MAX_NAME, false),
        answers,
        notes,
        verdict: saved::saved_verdict(model, &decision),
        date,
    }
}
