//! The outside contract: what `element.js` calls, and what it is told.
//!
//! | From the element | To the element, by `page(name, json)` |
//! |---|---|
//! | [`style`], [`mount`] and the methods of [`Handle`] | `tb-change`: the answers by id |
//! | answers by id and options as JSON | `tb-result`: that [`Handle::result`] is another; `tb-error`: what went wrong, or is wrong in what the page gave |
//! | | `keep`: something to copy, save or print; stays within the element |
//!
//! A model never crosses the border twice and answers cross it as ids.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::browser::Page;
use crate::link;
use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::json::{self, object};
use crate::model::load::load;
use crate::model::problem::Problem;
use crate::prose::strings::strings;
use crate::ui;
use crate::ui::later::{self, Later};
use crate::ui::session::{Options, Session};

/// The style sheet for the element's shadow root.
#[wasm_bindgen]
pub fn style() -> String {
    ui::STYLE.to_owned()
}

/// One mounted widget.
#[wasm_bindgen]
pub struct Handle {
    /// `None` when the model could not be read: then its problems are shown.
    session: Option<Session>,
    /// Whether it took its answers from a link.
    opened: bool,
    /// Unmounts the view when dropped.
    mounted: Option<Box<dyn std::any::Any>>,
}

/// Shows a decision in `root`.
///
/// `answers` are answers by id. `options` is JSON: `preset` (answers that the page gave in
/// advance, as text), `questions` (ids of those to ask), `readonly`, `reveal` (`live` or `end`),
/// `lang`, `evidence` (its text, of a model that has no address), `foreignHost` (of a model that is
/// not ours), `link` (the fragment of the page's address).
#[wasm_bindgen]
pub fn mount(
    root: HtmlElement,
    model: &str,
    model_url: &str,
    answers: &str,
    options: &str,
    page: js_sys::Function,
) -> Handle {
    let options: Value = serde_json::from_str(options).unwrap_or_default();
    let option = |name: &str| options.get(name).and_then(Value::as_str).map(str::to_owned);
    let loaded = load(model);
    let words = strings(&option("lang").unwrap_or_default());
    let started = Rc::new(Cell::new(None));
    let start = Rc::clone(&started);
    let Some(model) = loaded.model else {
        let problems = loaded.problems;
        let mounted = mount_to(root, move || {
            let error = object(vec![("code", "model".into()), ("message", words.bad_model.into())]);
            Page::new(page).tell("tb-error", &error);
            ui::problems(words, &problems)
        });
        return Handle { session: None, opened: false, mounted: Some(Box::new(mounted)) };
    };
    let opened = link::read(&model, &option("link").unwrap_or_default());
    let is_opened = opened.is_some();
    let (preset, mut problems) = read(&model, &option("preset").unwrap_or_default());
    let mut given = match &opened {
        Some(it) => it.answers.clone(),
        None => read(&model, answers).0,
    };
    if let Some(named) = options.get("questions").and_then(Value::as_array) {
        let (asked, unknown) = asked(&model, named);
        given.asked = asked;
        problems.extend(unknown);
    }
    let model = Arc::new(model);
    let options = Options {
        readonly: options.get("readonly") == Some(&Value::Bool(true)),
        evidence: option("evidence"),
        reveal_at_end: option("reveal").as_deref() == Some("end"),
        model_url: model_url.to_owned(),
        foreign_host: option("foreignHost"),
    };
    let mounted = mount_to(root, move || {
        let page = Page::new(page);
        let session = Session::new(model, given, options, words, page);
        start.set(Some(session));
        session.mark_preset(&preset);
        wrong(page, &problems);
        session.opened.set(opened);
        Effect::new(move |before: Option<()>| {
            let value = value(session);
            if before.is_some() {
                page.tell("tb-change", &value);
            }
        });
        // How sure a verdict is follows it. Whoever listens then asks for the result, which takes
        // longer than most pages need.
        Effect::new(move |before: Option<()>| {
            let is_there = matches!(session.later.get(), Later::Ready(_));
            if session.outlook.read().is_some() && is_there && before.is_some() {
                page.tell("tb-result", &Value::Null);
            }
        });
        ui::widget(session)
    });
    Handle { session: started.get(), opened: is_opened, mounted: Some(Box::new(mounted)) }
}

#[wasm_bindgen]
impl Handle {
    /// The answers by id, as JSON.
    pub fn value(&self) -> String {
        self.session.map_or_else(|| "{}".to_owned(), |it| json::write(&untrack(|| value(it))))
    }

    /// Whether it took its answers from a link, which may then leave the address.
    pub fn opened(&self) -> bool {
        self.opened
    }

    /// Answers by id, as JSON, and those among them that count as preset. What the model does not
    /// know is left out, and told.
    pub fn set_value(&self, answers: &str, preset: &str) {
        if let Some(session) = self.session {
            let (given, problems) = read(&session.model(), answers);
            let now = session.answers.get_untracked();
            if given.replies != now.replies || given.overrides != now.overrides {
                session.replace(given);
            }
            session.mark_preset(&read(&session.model(), preset).0);
            wrong(session.page, &problems);
        }
    }

    /// The decision as JSON, as the command line prints it; `null` until what writes it is there,
    /// which asking for it fetches.
    pub fn result(&self) -> String {
        let result = |it: Session| {
            later::want(it);
            match it.later.get_untracked() {
                Later::Ready(more) => Some(untrack(|| (more.result)(it))),
                _ => None,
            }
        };
        json::write(&self.session.and_then(result).unwrap_or_default())
    }

    /// Takes the widget out of the page.
    pub fn unmount(&mut self) {
        self.session = None;
        self.mounted = None;
    }
}

fn read(model: &Model, answers: &str) -> (Answers, Vec<Problem>) {
    let fields: Map<String, Value> = serde_json::from_str(answers).unwrap_or_default();
    Answers::read(&model.alternatives, &model.questions, &fields)
}

/// Which questions are asked: those that the page names, or all where it names none that is there.
fn asked(model: &Model, named: &[Value]) -> (Vec<bool>, Vec<Problem>) {
    let mut asked: Vec<bool> =
        model.questions.iter().map(|it| named.iter().any(|id| *id == *it.id)).collect();
    if !asked.contains(&true) {
        asked.fill(true);
    }
    // A name that nothing has is the same mistake as among answers.
    let ids = named.iter().filter_map(Value::as_str).map(|it| (it.to_owned(), Value::Null));
    (asked, Answers::read(&model.alternatives, &model.questions, &ids.collect()).1)
}

/// Tells the page what it got wrong; the widget does without it.
fn wrong(page: Page, problems: &[Problem]) {
    for it in problems {
        let hint = it.hint.clone().unwrap_or_default();
        page.tell(
            "tb-error",
            &object(vec![
                ("code", "answers".into()),
                ("message", [&it.at, ": ", &it.message].concat().into()),
                ("help", hint.into()),
            ]),
        );
    }
}

fn value(session: Session) -> Value {
    Value::Object(session.answers.read().write(&session.model()))
}
