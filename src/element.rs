//! The outside contract: what `element.js` calls, and what it is told.
//!
//! | From the element | To the element, by `page(name, json)` |
//! |---|---|
//! | [`style`], [`mount`] and the methods of [`Handle`] | `tb-change`: the answers by id |
//! | answers by id and options as JSON | `tb-result`: that [`Handle::result`] is another; `tb-error`: what went wrong, or is wrong in what the page gave |
//! | | `keep`: something to copy, save or print; `style`: the style sheet of what came later. These stay within the element |
//!
//! A model never crosses the border twice and answers cross it as ids.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::untrack;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::browser::HostElement;
use tiebreak_core::link;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json::{self, object};
use tiebreak_core::model::load::load_fail_fast;
use tiebreak_core::texts::strings::strings;
use tiebreak_dom::{Mounted, RwSignal, effect, mount as mount_view};

use crate::first;
use crate::first::lazy::{self, DetailsState, PageInput};
use crate::first::session::{Options, Session};

/// The style sheet for the element's shadow root.
#[wasm_bindgen]
pub fn style() -> String {
    first::STYLE.to_owned()
}

/// One mounted widget.
#[wasm_bindgen]
pub struct Handle {
    /// `None` when the model could not be read: then its problems are shown.
    session: Option<Session>,
    /// What the page gave last that has anything wrong.
    wrong: Option<RwSignal<Option<PageInput>>>,
    /// Whether it took its answers from a link.
    opened: bool,
    /// Unmounts the view when dropped.
    mounted: Option<Mounted>,
}

/// Shows a decision in `root`.
///
/// `answers` are answers by id. `options` is JSON: `preset` (answers that the page gave in
/// advance, as text), `questions` (ids of those to ask), `readonly`, `reveal` (`live` or `end`),
/// `lang`, `evidence` (its text, of a model that has no address), `foreignHost` (of a model that is
/// not ours; empty where it has no address), `link` (the fragment of the page's address).
#[wasm_bindgen]
pub fn mount(
    root: &HtmlElement,
    model: &str,
    model_url: &str,
    answers: &str,
    options: &str,
    page: js_sys::Function,
) -> Handle {
    let options = json::read(options).unwrap_or_default();
    let option = |name: &str| options.get(name).and_then(Value::as_str).map(str::to_owned);
    let words = strings(&option("lang").unwrap_or_default());
    let started = Rc::new(Cell::new(None));
    let start = Rc::clone(&started);
    let Some(model) = load_fail_fast(model) else {
        let model = model.to_owned();
        let mounted = mount_view(root, move || {
            let error = object(vec![("code", "model".into()), ("message", words.bad_model.into())]);
            HostElement::new(page).dispatch("tb-error", &error);
            first::faulty(words, model)
        });
        return Handle { session: None, wrong: None, opened: false, mounted: Some(mounted) };
    };
    let link = option("link").unwrap_or_default();
    let opened = link::answers(&model, &link);
    let is_opened = opened.is_some();
    let (preset, is_clear) = read(&model, &option("preset").unwrap_or_default());
    let mut given = opened.unwrap_or_else(|| read(&model, answers).0);
    let named = options.get("questions").and_then(Value::as_array);
    let is_known = named.is_none_or(|it| ask(&model, it, &mut given));
    let wrong = (!is_clear || !is_known).then(|| PageInput {
        answers: option("preset").unwrap_or_default(),
        questions: named
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
    });
    let model = Arc::new(model);
    let options = Options {
        readonly: options.get("readonly") == Some(&Value::Bool(true)),
        evidence: option("evidence"),
        reveal_at_end: option("reveal").as_deref() == Some("end"),
        model_url: model_url.to_owned(),
        foreign_host: option("foreignHost"),
    };
    let mounted = mount_view(root, move || {
        let host = HostElement::new(page);
        let session = Session::new(model, given, options, words, host);
        let wrong = RwSignal::new(wrong);
        start.set(Some((session, wrong)));
        session.link.set(is_opened.then_some(link));
        session.mark_preset(&preset);
        tell_wrong(session, wrong);
        effect(move |_| {
            if let DetailsState::Ready(details) = session.details.get() {
                host.dispatch("style", &details.style.into());
            }
        });
        effect(move |again| {
            let value = value(session);
            if again {
                host.dispatch("tb-change", &value);
            }
        });
        // How sure a verdict is follows it. Whoever listens then asks for the result, which takes
        // longer than most pages need.
        effect(move |again| {
            let is_whole = session.deferred.read().robustness.is_some();
            if is_whole && again {
                host.dispatch("tb-result", &Value::Null);
            }
        });
        first::widget(session)
    });
    let (session, wrong) = started.get().unzip();
    Handle { session, wrong, opened: is_opened, mounted: Some(mounted) }
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

    /// Whether what explains the verdict is on its way.
    pub fn waits(&self) -> bool {
        self.session.is_some_and(|it| matches!(*it.details.read_untracked(), DetailsState::Loading))
    }

    /// Answers by id, as JSON, and those among them that count as preset. What the model does not
    /// know is left out, and told.
    pub fn set_value(&self, answers: &str, preset: &str) {
        if let (Some(session), Some(wrong)) = (self.session, self.wrong) {
            let (given, is_clear) = read(&session.model(), answers);
            let now = session.answers.get_untracked();
            if given.replies != now.replies || given.overrides != now.overrides {
                session.replace(given);
            }
            session.mark_preset(&read(&session.model(), preset).0);
            // What was wrong before and is not told yet stays to be told.
            if !is_clear {
                wrong.set(Some(PageInput { answers: answers.to_owned(), questions: Vec::new() }));
            }
        }
    }

    /// The decision as JSON, as the command line prints it; `null` until what writes it is there,
    /// which asking for it fetches.
    pub fn result(&self) -> String {
        let result = |it: Session| {
            lazy::request(it.details);
            match it.details.get_untracked() {
                DetailsState::Ready(details) => Some(untrack(|| (details.result)(it))),
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

/// The answers, and whether all of them are clear.
fn read(model: &Model, answers: &str) -> (Answers, bool) {
    match json::read(answers) {
        Some(Value::Object(fields)) => Answers::understood(model, &fields),
        _ => (Answers::none(model), true),
    }
}

/// Asks only what the page names, or all where it names nothing that is there. Whether it is.
fn ask(model: &Model, named: &[Value], answers: &mut Answers) -> bool {
    let is_named = |id: &str| named.iter().any(|it| *it == *id);
    let asked: Vec<bool> = model.questions.iter().map(|it| is_named(&it.id)).collect();
    let known = asked.iter().filter(|&&it| it).count();
    if known > 0 {
        answers.asked = asked;
    }
    known == named.len()
}

/// Tells the page what it gets wrong, once that can be put into words; the widget does without it.
fn tell_wrong(session: Session, wrong: RwSignal<Option<PageInput>>) {
    effect(move |_| {
        let Some(given) = &*wrong.read() else { return };
        lazy::request(session.details);
        if let DetailsState::Ready(details) = session.details.get() {
            (details.report_input)(session, given);
        }
    });
}

fn value(session: Session) -> Value {
    Value::Object(session.answers.read().write(&session.model()))
}
