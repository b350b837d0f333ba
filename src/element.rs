//! The functions that the scripts of the `<tie-break>` element call.
//!
//! `public/element/core.js` instantiates the code and `public/element.js` mounts widgets. The model
//! is passed in its [sealed form](tiebreak_core::model::sealed) once; answers are passed as ids.
//! [`Widget::start`] documents the calls in the other direction.

use std::sync::Arc;

use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use tiebreak_core::model::json;
use tiebreak_core::model::sealed::open;

use crate::first;
use crate::first::session::Options;
use crate::widget::{Widget, WidgetInput};

/// The style sheet for the element's shadow root.
#[wasm_bindgen]
pub fn style() -> String {
    first::STYLE.to_owned()
}

/// One mounted widget; `None` after `unmount`.
#[wasm_bindgen]
pub struct Handle(Option<Widget>);

/// Shows a decision in `root`. `model` is the sealed form of a model, see
/// [`seal_model`](crate::check::seal_model). If `model` is empty, the widget lists the errors of the model
/// file with the text `faulty`.
///
/// `answers` are answers by id. `options` is JSON: `preset` (answers that the page gave in
/// advance, as text), `questions` (ids of those to ask), `readonly`, `reveal` (`live` or `end`),
/// `lang`, `evidence` (text of the evidence file, for a model without an address), `foreignHost`
/// (host of a model that is not shipped; empty for a model without an address), `link` (the fragment
/// of the page's address).
#[wasm_bindgen]
pub fn mount(
    root: &HtmlElement,
    model: &str,
    faulty: String,
    model_url: &str,
    answers: &str,
    options: &str,
    page: js_sys::Function,
) -> Handle {
    let options = json::read(options).unwrap_or_default();
    let text = |name: &str| options.get(name).and_then(Value::as_str).map(str::to_owned);
    let questions = options.get("questions").and_then(Value::as_array).into_iter().flatten();
    let input = WidgetInput {
        answers: answers.to_owned(),
        preset: text("preset").unwrap_or_default(),
        questions: questions.filter_map(Value::as_str).map(str::to_owned).collect(),
        lang: text("lang").unwrap_or_default(),
        link: text("link").unwrap_or_default(),
        options: Options {
            readonly: options.get("readonly") == Some(&Value::Bool(true)),
            evidence: text("evidence"),
            reveal_at_end: text("reveal").as_deref() == Some("end"),
            model_url: model_url.to_owned(),
            foreign_host: text("foreignHost"),
        },
    };
    let model = open(model).map(Arc::new).ok_or(faulty);
    Handle(Some(Widget::start(root, model, input, page)))
}

#[wasm_bindgen]
impl Handle {
    /// The answers by id, as JSON.
    pub fn value(&self) -> String {
        self.0.as_ref().map_or_else(|| "{}".to_owned(), |widget| json::write(&widget.answers()))
    }

    /// Whether the answers came from the link, which the script then removes from the address.
    pub fn opened(&self) -> bool {
        self.0.as_ref().is_some_and(Widget::has_opened_link)
    }

    /// Whether the details are being fetched.
    pub fn waits(&self) -> bool {
        self.0.as_ref().is_some_and(Widget::is_loading)
    }

    /// Replaces the answers, and marks those in `preset` as preset; both are answers by id as JSON.
    pub fn set_value(&self, answers: &str, preset: &str) {
        if let Some(widget) = &self.0 {
            widget.set_answers(answers, preset);
        }
    }

    /// The result as JSON; `null` until the details are there, which this call fetches.
    pub fn result(&self) -> String {
        json::write(&self.0.as_ref().and_then(Widget::result).unwrap_or_default())
    }

    /// Removes the widget from the page.
    pub fn unmount(&mut self) {
        self.0 = None;
    }
}
