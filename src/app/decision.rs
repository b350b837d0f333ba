//! One decision: the element, and what the page adds around it. The element is used as any page
//! uses it: by its properties and events.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::browser::element::{self, TieBreak};
use crate::browser::{self, place};
use crate::engine::decide;
use crate::model::Model;
use crate::prose::line::{Line, ours};
use crate::prose::strings::strings;
use crate::prose::then::then_and_now;
use crate::route::{Key, Route};
use crate::saved::{self, Draft, MAX_NAME, Saved, clean};

use super::notes;
use super::parts::{
    Field, back, bdi, field, form, heading, li, link, live, para, press, show, small, submit,
    text_of, titled, ul,
};
use super::state::App;
use super::texts;

/// What a view of a decision shows and keeps.
#[derive(Clone, Copy)]
pub struct Desk {
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
    pub notes: RwSignal<std::collections::BTreeMap<String, String>>,
    /// The element.
    element: StoredValue<Option<TieBreak>, LocalStorage>,
    /// Whether answers in progress of this view may be replaced: they are on screen, or set aside.
    settled: StoredValue<bool>,
}

/// A decision, by its key, or by a link that the element reads.
pub fn decision(app: App, key: Key, linked: bool) -> AnyView {
    waiting(app, move || match title(app, &key) {
        Some(title) => desk(app, &key, None, linked, &title),
        None => unknown(app),
    })
}

/// A saved decision, by its id.
pub fn saved(app: App, id: String) -> AnyView {
    waiting(app, move || {
        let Some(it) = app.find(&id) else { return unknown(app) };
        // Its model may be gone; what was saved is shown all the same.
        if title(app, &it.model).is_none() {
            return without_model(app, &it);
        }
        let (key, name) = (it.model.clone(), it.name.clone());
        desk(app, &key, Some(it), false, &name)
    })
}

/// Shows a view once it is known what there is.
fn waiting(app: App, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let ready = Memo::new(move |_| app.ready.get() && app.shipped.read().is_some());
    live(move || {
        if ready.get() {
            return untrack(&view);
        }
        small(texts::LOADING)
    })
}

/// The title of a decision that is here.
fn title(app: App, key: &Key) -> Option<String> {
    if key.own {
        let own = app.own.read_untracked();
        return own.iter().find(|it| it.id == key.model).map(|it| it.title.clone());
    }
    match &*app.shipped.read_untracked() {
        Some(Ok(list)) => list.iter().find(|it| it.id == key.model).map(|it| it.title.clone()),
        // Without the list the element finds out what there is.
        _ => Some(key.model.clone()),
    }
}

fn desk(app: App, key: &Key, open: Option<Saved>, linked: bool, name: &str) -> AnyView {
    let view = view_of(key, open.as_ref());
    let draft = if linked { None } else { app.draft(&view) };
    let has_draft = draft.is_some();
    let kept = open.as_ref().map(|it| (it.answers.clone(), it.notes.clone()));
    let (answers, notes) = draft.map(|it| (it.answers, it.notes)).or(kept).unwrap_or_default();
    let desk = Desk {
        app,
        key: StoredValue::new(key.clone()),
        open: RwSignal::new(open),
        model: RwSignal::new(None),
        answers: RwSignal::new(answers),
        notes: RwSignal::new(notes),
        element: StoredValue::new_local(None),
        settled: StoredValue::new(!linked),
    };
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some((place, element)) = place.get().zip(desk.make()) else { return };
        // It has no child yet, so nothing can stand in the way.
        let _ = place.append_child(&element);
        desk.element.set_value(Some(element));
    });
    desk.follow();
    if has_draft {
        app.say(if desk.open.read_untracked().is_some() {
            texts::RESTORED_CHANGES
        } else {
            texts::RESTORED
        });
    }
    let links = vec![
        link("#/", texts::ALL_DECISIONS),
        link(&Route::How(key.clone()).fragment(), texts::HOW),
        press(texts::TO_SAVE, move || place::focus_later("#name")),
    ];
    if app.has_moved() {
        place::focus_later("h1");
    }
    // The widget shows the decision's own title; a name of the reader's stands above it.
    let title = name.to_owned();
    let named = move || match &*desk.open.read() {
        Some(open) => titled(&open.name, ""),
        None => titled(&title, "ear"),
    };
    view! { class="tb",
        {back(links)}
        {live(named)}
        {key.own.then(|| small(texts::NOT_OURS))}
        {live(move || since(desk))}
        <div node_ref=place></div>
        {keeping(desk)}
        {notes::notes(desk)}
    }
    .into_any()
}

/// The fragment that names what is open.
fn view_of(key: &Key, open: Option<&Saved>) -> String {
    let route = open.map_or_else(|| Route::Decision(key.clone()), |it| Route::Saved(it.id.clone()));
    route.fragment()
}

impl Desk {
    fn view(self) -> String {
        self.key.with_value(|key| view_of(key, self.open.read_untracked().as_ref()))
    }

    /// The element with the answers at hand.
    fn make(self) -> Option<TieBreak> {
        let element = TieBreak::new(&self.app.shown(&self.key.get_value())?)?;
        let answers = self.answers.read_untracked();
        if !answers.is_empty() {
            element.set_value(&answers);
        }
        Some(element)
    }

    /// Whether an event comes from the element of this view.
    fn is_mine(self, event: &Event) -> bool {
        let Some(target) = event.target() else { return false };
        let is = |it: &TieBreak| AsRef::<JsValue>::as_ref(it) == AsRef::<JsValue>::as_ref(&target);
        self.element.with_value(|it| it.as_ref().is_some_and(is))
    }

    /// Follows what the element tells, and fetches the model for what the page says itself.
    fn follow(self) {
        element::on("tb-ready", move |event| {
            if !self.is_mine(event) {
                return;
            }
            self.take();
            // The element takes a link out of the address; a reload is to come back here.
            if place::fragment().is_empty() {
                place::replace(&self.view());
            }
            leptos::task::spawn_local(async move {
                if let Ok(model) = self.app.model(&self.key.get_value()).await {
                    // The view may be gone by now; then there is nothing to show.
                    let _ = self.model.try_set(Some(model));
                }
            });
        });
        element::on("tb-change", move |event| {
            if self.is_mine(event) {
                self.take();
                self.keep_draft();
            }
        });
    }

    /// Takes over the answers of the element.
    fn take(self) {
        if let Some(answers) = self.element.with_value(|it| it.as_ref().map(TieBreak::value)) {
            self.answers.set(answers);
        }
    }

    /// Keeps what is on screen, unless it is what was saved.
    pub fn keep_draft(self) {
        let (answers, notes) = (self.answers.get_untracked(), self.notes.get_untracked());
        let view = self.view();
        if let Some(it) = &*self.open.read_untracked()
            && it.answers == answers
            && it.notes == notes
        {
            return self.app.forget_draft(&view);
        }
        if !self.settled.get_value() {
            self.settled.set_value(true);
            self.set_aside(&view);
        }
        self.app.keep_draft(Draft { view, answers, notes, date: browser::now() });
    }

    /// Answers in progress that a link would replace are saved instead.
    fn set_aside(self, view: &str) {
        let Some(draft) = self.app.draft(view) else { return };
        let app = self.app;
        leptos::task::spawn_local(async move {
            let key = self.key.get_value();
            let Ok(model) = app.model(&key).await else { return };
            let name = texts::set_aside(&model.title);
            let saved = record(&model, key, &name, draft.answers, draft.notes, draft.date);
            app.keep(vec![saved], texts::SET_ASIDE);
        });
    }

    /// Saves what is on screen: in place of what is open, or as a decision of its own.
    fn save(self, name: &str, anew: bool) {
        let Some(model) = self.model.get_untracked() else {
            return self.app.say(texts::NOT_YET);
        };
        let answers = self.answers.get_untracked();
        if answers.is_empty() {
            return self.app.say(texts::NOTHING_TO_SAVE);
        }
        let name = clean(name, MAX_NAME, false);
        let name = if name.is_empty() { model.title.clone() } else { name };
        let before = self.view();
        let (key, notes) = (self.key.get_value(), self.notes.get_untracked());
        let mut it = record(&model, key, &name, answers, notes, browser::now());
        if let Some(open) = self.open.get_untracked().filter(|_| !anew) {
            it.id = open.id;
        }
        self.app.forget_draft(&before);
        self.app.keep(vec![it.clone()], texts::saved(&it.name));
        place::replace(&Route::Saved(it.id.clone()).fragment());
        self.open.set(Some(it));
    }
}

/// What is kept of a decision.
fn record(
    model: &Model,
    key: Key,
    name: &str,
    answers: Map<String, Value>,
    notes: std::collections::BTreeMap<String, String>,
    date: String,
) -> Saved {
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

/// What has changed since an older version of the model, and what of the answers it still knows.
fn since(desk: Desk) -> Option<AnyView> {
    let (model, open) = (desk.model.get()?, desk.open.get()?);
    if open.then.digest == model.digest {
        return None;
    }
    let (answers, problems) =
        crate::model::answers::Answers::read(&model.alternatives, &model.questions, &open.answers);
    let words = strings(&model.lang);
    let mut lines: Vec<Line> = then_and_now(words, &model, &open.then, &decide(&model, &answers));
    lines.extend(problems.iter().map(|it| ours([texts::IGNORED, it.message.as_str()].concat())));
    let lines = lines.into_iter().map(|it| li(show(it)));
    Some(
        view! { class="tb",
            <div class="box" role="status">
                <p><b>{texts::OLDER}</b></p>
                {ul("", lines.collect())}
            </div>
        }
        .into_any(),
    )
}

/// The name, and the buttons that save.
fn keeping(desk: Desk) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let is_open = Memo::new(move |_| desk.open.read().is_some());
    // Made anew when something is saved: then the name is another.
    let fields = move || {
        let open = desk.open.get();
        let label = if open.is_some() { texts::SAVE_CHANGES } else { texts::SAVE };
        let value = open.map(|it| it.name).unwrap_or_default();
        let it =
            Field { kind: "text", id: "name", label: texts::SAVE_AS, value, ..Field::default() };
        let mut parts = vec![field(input, it, || {}), submit(label)];
        if is_open.get_untracked() {
            parts.push(press(texts::SAVE_ANEW, move || desk.save(&text_of(input), true)));
        }
        form(move || desk.save(&text_of(input), false), parts)
    };
    let when = move || Some(small(texts::saved_on(texts::day(&desk.open.read().as_ref()?.date))));
    view! { class="tb",
        <div class="keep">
            <p class="title" aria-hidden="true">{texts::SAVE_AS}</p>
            {live(fields)}
            {live(when)}
        </div>
    }
    .into_any()
}

fn unknown(app: App) -> AnyView {
    let home = para(link("#/", texts::ALL_DECISIONS));
    vec![heading(app, texts::UNKNOWN, ""), para(texts::UNKNOWN_HINT), home].into_any()
}

/// A saved decision whose model the reader has removed, or never brought here.
fn without_model(app: App, it: &Saved) -> AnyView {
    let line = texts::model_missing(&it.title, &it.then.version);
    let home = para(link("#/", texts::ALL_DECISIONS));
    vec![heading(app, &it.name, ""), para(bdi(line)), home].into_any()
}
