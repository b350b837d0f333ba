//! The `<tie-break>` element as any page uses it: attributes, properties and events.

use js_sys::JSON;
use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use tiebreak_core::model::json;

#[wasm_bindgen]
extern "C" {
    /// The element.
    #[wasm_bindgen(extends = HtmlElement)]
    #[derive(Clone, Debug, PartialEq)]
    pub type TieBreak;

    #[wasm_bindgen(method, getter, js_name = value)]
    fn js_value(this: &TieBreak) -> JsValue;

    #[wasm_bindgen(method, setter, js_name = value)]
    fn set_js_value(this: &TieBreak, answers: &JsValue);

    /// The text of a model that has no address.
    #[wasm_bindgen(method, setter)]
    fn set_model(this: &TieBreak, model: &str);

    /// The text of its evidence.
    #[wasm_bindgen(method, setter)]
    fn set_evidence(this: &TieBreak, evidence: Option<&str>);
}

/// The decision that an element shows.
#[derive(Clone, Debug)]
pub enum ElementModel {
    /// The name of a shipped decision.
    Shipped(String),
    /// The text of a model, and the text of its evidence.
    Texts(String, Option<String>),
}

impl TieBreak {
    /// A new element, not yet in the page.
    pub fn new(model: &ElementModel) -> Option<Self> {
        let element = document().create_element("tie-break").ok()?.unchecked_into::<Self>();
        // Setting an attribute fails only for invalid names.
        let _ = element.set_attribute("loading", "eager");
        match model {
            ElementModel::Shipped(name) => drop(element.set_attribute("model", name)),
            ElementModel::Texts(model, evidence) => {
                element.set_texts(model, evidence.as_deref());
            }
        }
        Some(element)
    }

    /// Sets the text of a model, and the text of its evidence. The element forgets its answers.
    pub fn set_texts(&self, model: &str, evidence: Option<&str>) {
        self.set_evidence(evidence);
        self.set_model(model);
    }

    /// The answers by id.
    pub fn value(&self) -> Map<String, Value> {
        let text = JSON::stringify(&self.js_value()).map(String::from);
        match serde_json::from_str(&text.unwrap_or_default()) {
            Ok(Value::Object(answers)) => answers,
            _ => Map::new(),
        }
    }

    /// Sets the answers by id.
    pub fn set_value(&self, answers: &Map<String, Value>) {
        if let Ok(value) = JSON::parse(&json::write(&answers.clone().into())) {
            self.set_js_value(&value);
        }
    }
}
