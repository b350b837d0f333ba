//! The outside contract: what `embed.js` calls, and what it is told.
//!
//! | From the element | To the element, by `page(name, json)` |
//! |---|---|
//! | [`style`], [`mount`] and the methods of [`Handle`] | `tb-change`: the answers by id |
//! | answers by id and options as JSON | `tb-result`: that [`Handle::result`] is another; `tb-error`: what went wrong |
//! | | `keep`: something to copy, save or print; stays within the element |
//!
//! A model never crosses the border twice and answers cross it as ids.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::browser::Page;
use crate::link;
use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::json::{self, object};
use crate::model::load::load_strictly;
use crate::prose::strings::strings;
use crate::ui;
use crate::ui::later::{self, Later};
use crate::ui::session::{Options, Session};
use crate::ui::slot::follow;

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
/// `answers` are answers by id. `options` is JSON: `reveal` (`live` or `end`), `lang`,
/// `foreignHost` (of a model that is not ours), `link` (the fragment of the page's address).
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
    let words = strings(&option("lang").unwrap_or_default());
    let started = Rc::new(Cell::new(None));
    let start = Rc::clone(&started);
    let Some(model) = load_strictly(model) else {
        let model = model.to_owned();
        let mounted = mount_to(root, move || {
            let error = object(vec![("code", "model".into()), ("message", words.bad_model.into())]);
            Page::new(page).tell("tb-error", &error);
            ui::faulty(words, model)
        });
        return Handle { session: None, opened: false, mounted: Some(Box::new(mounted)) };
    };
    let link = option("link").unwrap_or_default();
    let opened = link::answers(&model, &link);
    let is_opened = opened.is_some();
    let given = opened.unwrap_or_else(|| read(&model, answers));
    let model = Arc::new(model);
    let options = Options {
        reveal_at_end: option("reveal").as_deref() == Some("end"),
        model_url: model_url.to_owned(),
        foreign_host: option("foreignHost"),
    };
    let mounted = mount_to(root, move || {
        let page = Page::new(page);
        let session = Session::new(model, given, options, words, page);
        start.set(Some(session));
        session.link.set(is_opened.then_some(link));
        follow(move |again| {
            let value = value(session);
            if again {
                page.tell("tb-change", &value);
            }
        });
        // How sure a verdict is follows it. Whoever listens then asks for the result, which takes
        // longer than most pages need.
        follow(move |again| {
            let outlook = session.outlook.read();
            let is_whole = outlook.as_ref().is_some_and(|it| it.robustness.is_some());
            if is_whole && again {
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

    /// Answers by id, as JSON; what the model does not know is left out.
    pub fn set_value(&self, answers: &str) {
        if let Some(session) = self.session {
            let given = read(&session.model(), answers);
            if given != session.answers.get_untracked() {
                session.replace(given);
            }
        }
    }

    /// The decision as JSON, as the command line prints it; `null` until what writes it is there,
    /// which asking for it fetches.
    pub fn result(&self) -> String {
        let result = |it: Session| {
            later::want(it.later);
            match it.later.get_untracked() {
                Later::Ready(more) => Some(untrack(|| (more.result)(it))),
                _ => None,
            }
        };
        json::write(&self.session.and_then(result).unwrap_or_default())
    }

    /// Takes every answer back.
    pub fn reset(&self) {
        if let Some(session) = self.session {
            session.start_over();
        }
    }

    /// Takes the widget out of the page.
    pub fn unmount(&mut self) {
        self.session = None;
        self.mounted = None;
    }
}

fn read(model: &Model, answers: &str) -> Answers {
    let fields: Value = serde_json::from_str(answers).unwrap_or_default();
    let Value::Object(fields) = fields else { return Answers::none(model) };
    Answers::understood(model, &fields)
}

fn value(session: Session) -> Value {
    Value::Object(session.answers.read().write(&session.model()))
}
