//! State of the studio while a draft is open.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};

use super::check::{self, Checked, DraftProblem};
use super::checker::{Checker, Message};
use super::draft::{Changed, Draft, Edit, item, member};
use super::files::Files;
use super::part::{List, Part, copy_of, id_and_name, id_of, ids, is_provisional};
use super::references::{Named, removal, rename};
use super::storage::{self, StoredDraft};
use super::texts::texts;
use crate::browser::{self, element::TieBreak, location};
use crate::route::Route;
use crate::state::AppState;
use crate::storage::WriteResult;
use tiebreak_core::model::json;

/// Time without changes until the draft is saved, in milliseconds.
const SAVE_PAUSE: u32 = 400;
/// Time without changes until the draft is checked, in milliseconds.
const CHECK_PAUSE: u32 = 250;
/// Number of values from which the preview does not follow each change.
const LARGE: usize = 4_000;

/// The panes of the studio; a narrow window shows one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of all parts.
    #[default]
    Outline,
    /// The form of the selected part.
    Form,
    /// The decision as readers see it.
    Preview,
    /// The problems.
    Problems,
}

/// State of the studio while a draft is open.
#[derive(Clone, Copy)]
pub struct StudioState {
    /// State of the page.
    pub app: AppState,
    /// Id of the draft in storage.
    pub id: RwSignal<String>,
    /// The draft.
    pub draft: RwSignal<Draft>,
    /// The part in the form.
    pub part: RwSignal<Part>,
    /// The pane that a narrow window shows.
    pub pane: RwSignal<Pane>,
    /// Changes whenever indices of items change. Forms are made again then.
    pub structure: RwSignal<u32>,
    /// Result of the last check.
    pub checked: RwSignal<Arc<Checked>>,
    /// The last files without errors.
    pub shown: RwSignal<Option<Files>>,
    /// Whether the preview shows an earlier version of a large draft.
    pub is_preview_old: RwSignal<bool>,
    /// The place whose field gets the focus; disclosures around it open.
    pub target: RwSignal<String>,
    /// Whether storage does not have the last change yet.
    pub is_unsaved: RwSignal<bool>,
    untracked: StoredValue<Untracked, LocalStorage>,
}

/// State that no view depends on.
struct Untracked {
    /// Texts of the draft that storage may have: the one that it has, and those on the way.
    known: Vec<String>,
    /// Runs until the draft is saved.
    saving: Option<Timeout>,
    /// Runs until the draft is checked.
    checking: Option<Timeout>,
    /// The worker that checks drafts; `None` if there is none.
    worker: Option<Checker>,
    /// Number of the last check.
    turn: u32,
    /// Whether the draft is large.
    is_large: bool,
    /// The element of the preview.
    element: Option<TieBreak>,
}

impl StudioState {
    /// State of an open draft.
    pub fn new(app: AppState, stored: StoredDraft) -> Self {
        let StoredDraft { id, document, text, has_unsaved, .. } = storage::with_backup(stored);
        let state = Self {
            app,
            id: RwSignal::new(id),
            draft: RwSignal::new(Draft::new(document)),
            part: RwSignal::new(Part::Decision),
            pane: RwSignal::new(Pane::Outline),
            structure: RwSignal::new(0),
            checked: RwSignal::new(Arc::default()),
            shown: RwSignal::new(None),
            is_preview_old: RwSignal::new(false),
            target: RwSignal::new(String::new()),
            is_unsaved: RwSignal::new(has_unsaved),
            untracked: StoredValue::new_local(Untracked {
                known: vec![text],
                saving: None,
                checking: None,
                worker: None,
                turn: 0,
                is_large: false,
                element: None,
            }),
        };
        let worker = Checker::start(move |message| state.hear(&message));
        state.untracked.update_value(|untracked| untracked.worker = worker);
        state.check();
        state.follow_storage();
        state.save();
        for event in ["pagehide", "visibilitychange"] {
            browser::listen(event, move |_| {
                state.keep_backup();
                state.save();
            });
        }
        on_cleanup(move || state.save());
        state
    }

    // ---- edits ----

    /// Applies edits as one step.
    pub fn edit(self, edits: Vec<Edit>) {
        self.change(|draft| draft.edit(edits));
    }

    /// Applies edits as one step at a place.
    pub fn edit_at(self, place: String, edits: Vec<Edit>) {
        self.change(|draft| draft.edit_at(place, edits));
    }

    /// Applies what the author types into the field of a place.
    pub fn type_into(self, at: &str, edits: Vec<Edit>) {
        self.change(|draft| draft.type_into(at, edits));
    }

    /// Sets a text; an empty optional text is removed.
    pub fn type_text(self, at: &str, text: &str, is_optional: bool) {
        let edit = if text.is_empty() && is_optional {
            self.draft.with_untracked(|draft| draft.clearing(at))
        } else {
            Edit::set(at, text.into())
        };
        self.type_into(at, vec![edit]);
    }

    /// Sets a list whose items no form shows one by one, so that forms stay.
    pub fn type_list(self, at: &str, edit: Edit) {
        self.change(|draft| {
            draft.type_into(at, vec![edit]);
            false
        });
    }

    /// Removes a value, and the objects around it that are empty then.
    pub fn clear(self, at: &str) {
        let edit = self.draft.with_untracked(|draft| draft.clearing(at));
        self.edit(vec![edit]);
    }

    fn change(self, change: impl FnOnce(&mut Draft) -> bool) {
        let mut is_structural = false;
        self.draft.update(|draft| is_structural = change(draft));
        self.changed(is_structural);
    }

    fn changed(self, is_structural: bool) {
        // Its button would undo another step now.
        if self.app.status.with_untracked(|status| status.undo.is_some()) {
            self.app.status.set(crate::state::Status::default());
        }
        if is_structural {
            if !self.draft.with_untracked(|draft| self.part.get_untracked().exists(draft)) {
                self.part.set(Part::Decision);
            }
            self.structure.update(|structure| *structure += 1);
        }
        self.is_unsaved.set(true);
        let save = Timeout::new(SAVE_PAUSE, move || self.save());
        let check = Timeout::new(CHECK_PAUSE, move || self.check());
        self.untracked.update_value(|untracked| {
            // Dropping the earlier timeouts cancels them.
            untracked.saving = Some(save);
            untracked.checking = Some(check);
            // A result that is still on its way is about an earlier draft.
            untracked.turn += 1;
        });
    }

    /// Ends a step of typing. A new item gets an id made from its text then.
    pub fn end_typing(self, at: &str) {
        let edits = self.draft.with_untracked(|draft| id_from_text(draft, at));
        if let Some(edits) = edits {
            self.change(|draft| draft.type_into(at, edits));
        }
        self.draft.update_untracked(Draft::end_typing);
    }

    /// Undoes the last step.
    pub fn undo(self) {
        self.step(Draft::undo);
    }

    /// Redoes the step that was undone last.
    pub fn redo(self) {
        self.step(Draft::redo);
    }

    fn step(self, step: impl FnOnce(&mut Draft) -> Option<Changed>) {
        let mut changed = None;
        self.draft.update(|draft| changed = step(draft));
        let Some(Changed { place, is_structural }) = changed else { return };
        let part = self.draft.with_untracked(|draft| Part::showing(draft, &place));
        if self.part.get_untracked() != part
            && self.draft.with_untracked(|draft| part.exists(draft))
        {
            self.part.set(part);
        }
        self.changed(is_structural);
    }

    // ---- items ----

    /// Adds an item to a list and opens it.
    pub fn add(self, list: List) {
        let (item, index) = self
            .draft
            .with_untracked(|draft| (list.new_item(draft), draft.list(list.place()).len()));
        self.add_item(list, index, item);
    }

    /// Inserts an item into a list and opens it.
    pub fn add_item(self, list: List, index: usize, value: Value) {
        self.edit(vec![Edit::insert(list.place(), index, value)]);
        let part = Part::Item(list, index);
        self.open(part);
        self.focus(&member(&part.place(), list.name_field()));
    }

    /// Adds a copy of an item below it.
    pub fn duplicate(self, list: List, index: usize) {
        let copy = self.draft.with_untracked(|draft| copy_of(draft.list(list.place()), index));
        if let Some(copy) = copy {
            self.add_item(list, index + 1, copy);
        }
    }

    /// Removes an item and the references to it.
    pub fn remove(self, list: List, index: usize) {
        let edits = self
            .draft
            .with_untracked(|draft| removal(draft, list.named().as_ref(), list.place(), index));
        self.edit_at(item(list.place(), index), edits);
        let left = self.draft.with_untracked(|draft| draft.list(list.place()).len());
        let part = if left == 0 { Part::Decision } else { Part::Item(list, index.min(left - 1)) };
        self.open(part);
        location::focus_later("#studio-part");
        let undo = move || self.undo();
        self.app.announce_with_undo(texts().removed, undo);
    }

    /// Moves an item of a list up or down. `button` has the focus afterwards.
    pub fn move_item(self, list: List, index: usize, to: usize, button: &'static str) {
        self.edit(vec![Edit::Move { list: list.place().to_owned(), from: index, to }]);
        self.open(Part::Item(list, to));
        location::focus_later(button);
    }

    /// Gives an item another id, and changes the references to it.
    pub fn rename(self, named: Option<&Named>, at: &str, id: &str) {
        let edits = self.draft.with_untracked(|draft| match named {
            Some(named) => rename(draft, named, at, id),
            None => vec![Edit::set(member(at, "id"), id.into())],
        });
        self.edit(edits);
    }

    /// The alternatives that authors rate, as id and name.
    pub fn base_alternatives(self) -> Vec<(String, String)> {
        self.draft.with_untracked(|draft| {
            let list = draft.list(List::Alternatives.place()).iter();
            let base = list.filter(|alternative| alternative.get("derived").is_none());
            base.filter_map(id_and_name).collect()
        })
    }

    // ---- navigation ----

    /// Opens a part.
    pub fn open(self, part: Part) {
        if self.part.get_untracked() != part {
            self.part.set(part);
        }
        self.pane.set(Pane::Form);
    }

    /// Opens the field of a problem and focuses it.
    pub fn open_problem(self, problem: &DraftProblem) {
        self.open(self.draft.with_untracked(|draft| Part::showing(draft, &problem.at)));
        self.focus(&problem.at);
    }

    /// Focuses the field of a place before the next paint.
    pub fn focus(self, place: &str) {
        self.target.set(place.to_owned());
        focus_place(place);
    }

    // ---- check ----

    /// Checks the draft in a worker, or here if there is none.
    fn check(self) {
        let (text, is_large) = self
            .draft
            .with_untracked(|draft| (json::write(draft.document()), values(draft) >= LARGE));
        let is_sent = self.untracked.try_update_value(|untracked| {
            untracked.turn += 1;
            untracked.is_large = is_large;
            let turn = untracked.turn;
            untracked.worker.as_ref().map(|worker| worker.post(turn, &text))
        });
        if is_sent.flatten().is_none() {
            let checked = self.draft.with_untracked(|draft| check::check(draft.document()));
            self.show_checked(checked);
        }
    }

    /// Shows the result of the worker, unless the draft has changed since. Without a result, the
    /// worker has failed, and the page checks the draft itself.
    fn hear(self, message: &Message) {
        let Some(current) = self.untracked.try_with_value(|untracked| untracked.turn) else {
            return;
        };
        let checked = match message {
            Message::Result(turn, result) if *turn == current => serde_json::from_str(result).ok(),
            Message::Result(..) | Message::Progress(..) => return,
            Message::Failed => None,
        };
        if let Some(checked) = checked {
            return self.show_checked(checked);
        }
        self.untracked.update_value(|untracked| untracked.worker = None);
        self.check();
    }

    fn show_checked(self, checked: Checked) {
        let is_valid = checked.is_valid;
        self.checked.set(Arc::new(checked));
        // The element takes long to show a large decision, so its author asks for that.
        let is_large = self.untracked.with_value(|untracked| untracked.is_large);
        if is_valid && (!is_large || self.shown.read_untracked().is_none()) {
            self.update_preview();
        } else if is_valid {
            self.is_preview_old.set(true);
        }
    }

    /// Shows the files of the draft in the preview.
    pub fn update_preview(self) {
        self.is_preview_old.set(false);
        // The preview has no test cases.
        let files = self
            .draft
            .with_untracked(|draft| Files { cases: None, ..Files::compact(draft.document()) });
        if self.checked.read_untracked().is_valid
            && self.shown.get_untracked().as_ref() != Some(&files)
        {
            self.shown.set(Some(files));
        }
    }

    /// The problems at a place.
    pub fn problems_at(self, at: &str, is_deep: bool) -> Vec<DraftProblem> {
        let checked = self.checked.read();
        let is_here = |problem: &&DraftProblem| {
            if is_deep { problem.is_in(at) } else { problem.at == at }
        };
        checked.problems.iter().filter(is_here).cloned().collect()
    }

    // ---- preview ----

    /// Shows the last valid files in the element of the preview.
    pub fn show_in(self, parent: &web_sys::Element) {
        let Some(files) = self.shown.get() else { return };
        let element = self.untracked.with_value(|untracked| untracked.element.clone());
        if let Some(element) = element {
            let answers = element.value();
            element.set_texts(&files.model, files.evidence.as_deref());
            return element.set_value(&answers);
        }
        let model = crate::browser::element::ElementModel::Texts(files.model, files.evidence);
        let Some(element) = TieBreak::new(&model) else { return };
        let _ = parent.append_child(&element);
        self.untracked.update_value(|untracked| untracked.element = Some(element));
    }

    /// The answers in the preview.
    pub fn answers(self) -> Map<String, Value> {
        let answers = |untracked: &Untracked| untracked.element.as_ref().map(TieBreak::value);
        self.untracked.with_value(answers).unwrap_or_default()
    }

    /// Answers the questions of the preview.
    pub fn set_answers(self, answers: &Map<String, Value>) {
        self.untracked.with_value(|untracked| {
            if let Some(element) = &untracked.element {
                element.set_value(answers);
            }
        });
        self.pane.set(Pane::Preview);
    }

    /// Adds a test case with the answers in the preview, which expects their winner.
    pub fn add_test(self) {
        let answers = self.answers();
        if answers.is_empty() {
            return self.app.announce(texts().no_answers);
        }
        let winner = self.draft.with_untracked(|draft| check::winner(draft.document(), &answers));
        let (mut test, index) = self.draft.with_untracked(|draft| {
            (List::Tests.new_item(draft), draft.list(List::Tests.place()).len())
        });
        test["sheets"] = Value::Array(vec![answers.into()]);
        test["expected"] = winner.into_iter().collect();
        self.add_item(List::Tests, index, test);
    }

    // ---- storage ----

    /// Keeps a copy of the draft for the next opening of the page, unless storage has the draft.
    fn keep_backup(self) {
        let is_stored = self.untracked.with_value(|untracked| untracked.known.len() < 2);
        if is_stored && !self.is_unsaved.get_untracked() {
            return;
        }
        let text = self.draft.with_untracked(|draft| storage::write(draft.document()));
        self.id.with_untracked(|id| storage::keep_backup(id, &text));
    }

    /// Saves the draft, unless storage has it.
    pub fn save(self) {
        // The view may be removed by now; then it has saved the draft before.
        if !self.is_unsaved.try_get_untracked().unwrap_or_default() {
            return;
        }
        let text = self.draft.with_untracked(|draft| storage::write(draft.document()));
        let known = self.untracked.try_update_value(|untracked| {
            untracked.saving = None;
            untracked.known.push(text.clone());
            untracked.known.clone()
        });
        let (app, id) = (self.app, self.id.get_untracked());
        self.is_unsaved.set(false);
        spawn_local(async move {
            let expected = known.unwrap_or_default();
            let result = app.save_studio_draft(id.clone(), text.clone(), expected).await;
            if result == WriteResult::Refused {
                let _ = self.is_unsaved.try_set(true);
                return;
            }
            storage::remove_backup(&id);
            let _ = self.untracked.try_update_value(|untracked| {
                let place = untracked.known.iter().position(|known| *known == text);
                untracked.known.drain(..place.unwrap_or_default());
            });
            if let WriteResult::Conflict(id) = result {
                // The view may be removed by now.
                if self.id.try_set(id.clone()).is_none() {
                    app.replace_address(&Route::Studio(Some(id)));
                }
                app.announce(texts().both_versions_kept);
            }
        });
    }

    /// Shows the draft when another window has changed it.
    fn follow_storage(self) {
        Effect::new(move |previous: Option<()>| {
            self.app.storage_read.track();
            if previous.is_some() {
                spawn_local(self.read_again());
            }
        });
    }

    async fn read_again(self) {
        let Ok(drafts) = self.app.studio_drafts().await else { return };
        let Some(id) = self.id.try_get_untracked() else { return };
        let Some(stored) = drafts.into_iter().find(|stored| stored.id == id) else { return };
        let is_known = self.untracked.try_update_value(|untracked| {
            // With unsaved changes, the next save keeps both.
            untracked.saving.is_some() || untracked.known.contains(&stored.text)
        });
        if is_known != Some(false) {
            return;
        }
        self.untracked.update_value(|untracked| untracked.known = vec![stored.text]);
        let edits = vec![Edit::set("", stored.document)];
        self.change(|draft| draft.edit_at("/model".to_owned(), edits));
        // Storage has this text.
        self.untracked.update_value(|untracked| untracked.saving = None);
        self.is_unsaved.set(false);
        self.app.announce_with_undo(texts().changed_elsewhere, move || self.undo());
    }
}

/// Number of values that the options of a draft can have.
fn values(draft: &Draft) -> usize {
    let questions = draft.list(List::Questions.place()).iter();
    let options = questions.filter_map(|question| question["options"].as_array());
    options.map(Vec::len).sum::<usize>() * draft.list(List::Alternatives.place()).len()
}

/// The edits that give a new item an id made from its text; `None` unless `at` is the text that names
/// an item with a provisional id.
fn id_from_text(draft: &Draft, at: &str) -> Option<Vec<Edit>> {
    let (place, field) = at.rsplit_once('/')?;
    let id = draft.text(&member(place, "id"));
    let text = draft.text(at);
    if !is_provisional(id) || text.is_empty() {
        return None;
    }
    let (list, _) = place.rsplit_once('/')?;
    let others = draft.list(list);
    let known = List::ALL.into_iter().find(|known| known.place() == list);
    let named = if let Some(known) = known {
        // A number is shorter than a sentence, and nobody sees it.
        let is_short = !matches!(known, List::Statements | List::Tests | List::Corrections);
        (is_short && known.name_field() == field).then(|| known.named())?
    } else {
        let question = list.strip_suffix("/options").filter(|_| field == "text")?;
        Some(Named::Option(draft.text(&member(question, "id")).to_owned()))
    };
    let id = id_of(text, &ids(others));
    Some(match named {
        Some(named) => rename(draft, &named, place, &id),
        None => vec![Edit::set(member(place, "id"), id.into())],
    })
}

/// Focuses the field of a place, or of the nearest place around it, before the next paint.
fn focus_place(at: &str) {
    let at = at.to_owned();
    request_animation_frame(move || {
        let mut at = at.as_str();
        loop {
            if let Some(field) = document().get_element_by_id(&field_id(at)) {
                return browser::focus(&field);
            }
            match at.rsplit_once('/') {
                Some((parent, _)) if !parent.is_empty() => at = parent,
                _ => return location::focus_later("#studio-part"),
            }
        }
    });
}

/// The id of the field of a place.
pub fn field_id(at: &str) -> String {
    ["at", at].concat()
}
