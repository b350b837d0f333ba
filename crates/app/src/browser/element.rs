//! The `<tie-break>` element, as a page knows it: by its attributes, properties and events alone.

use js_sys::JSON;
use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement};

use tiebreak_core::model::json;

#[wasm_bindgen]
extern "C" {
    /// The element.
    #[wasm_bindgen(extends = HtmlElement)]
    #[derive(Clone, Debug, PartialEq)]
    pub type TieBreak;

    #[wasm_bindgen(method, getter, js_name = value)]
    fn read_value(this: &TieBreak) -> JsValue;

    #[wasm_bindgen(method, setter, js_name = value)]
    fn write_value(this: &TieBreak, answers: &JsValue);

    /// The text of a model that has no address.
    #[wasm_bindgen(method, setter, js_name = model)]
    fn write_model(this: &TieBreak, model: &str);

    /// The text of its evidence.
    #[wasm_bindgen(method, setter, js_name = evidence)]
    fn write_evidence(this: &TieBreak, evidence: &str);
}

/// What the element shows.
#[derive(Clone, Debug)]
pub enum Shown {
    /// A shipped decision, by its name.
    Shipped(String),
    /// The text of a model, and of its evidence.
    Texts(String, Option<String>),
}

impl TieBreak {
    /// A new element, which is not in the page yet.
    pub fn new(shown: &Shown) -> Option<Self> {
        let it = document().create_element("tie-break").ok()?.unchecked_into::<Self>();
        // These names are valid, and no other fault is possible.
        let _ = it.set_attribute("loading", "eager");
        match shown {
            Shown::Shipped(name) => drop(it.set_attribute("model", name)),
            Shown::Texts(model, evidence) => {
                if let Some(evidence) = evidence {
                    it.write_evidence(evidence);
                }
                it.write_model(model);
            }
        }
        Some(it)
    }

    /// The answers by id.
    pub fn value(&self) -> Map<String, Value> {
        let text = JSON::stringify(&self.read_value()).map(String::from);
        serde_json::from_str(&text.unwrap_or_default()).unwrap_or_default()
    }

    /// Gives answers by id.
    pub fn set_value(&self, answers: &Map<String, Value>) {
        if let Ok(value) = JSON::parse(&json::write(&answers.clone().into())) {
            self.write_value(&value);
        }
    }
}

/// Calls `hear` whenever an element of the page tells of this, until the view that asked is gone.
pub fn on(event: &str, hear: impl Fn(&Event) + 'static) {
    let listening = window_event_listener_untyped(event, move |event| hear(&event));
    on_cleanup(move || listening.remove());
}
