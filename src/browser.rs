//! Every web API that `ui`, `embed` and `app` need, apart from the elements themselves.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use tiebreak_core::model::json;

/// The element around a widget: what it tells its page, and what it does for the widget.
#[derive(Clone, Copy)]
pub struct Page(StoredValue<Function, LocalStorage>);

impl Page {
    /// By a function `(name, json)`; for `keep` it returns a promise.
    pub fn new(call: Function) -> Self {
        Self(StoredValue::new_local(call))
    }

    fn call(self, name: &str, detail: &Value) -> Result<JsValue, JsValue> {
        let (name, detail) = (name.into(), json::write(detail).into());
        self.0.with_value(|it| it.call2(&JsValue::NULL, &name, &detail))
    }

    /// Tells the page; a listener that throws is the page's affair.
    pub fn tell(self, event: &str, detail: &Value) {
        let _ = self.call(event, detail);
    }

    /// Takes something out of the page: copies, saves or prints it.
    ///
    /// # Errors
    ///
    /// Why the browser or the page does not allow it, in the browser's words.
    pub async fn keep(self, action: &Value) -> Result<(), String> {
        let done = self.call("keep", action).map(|it| Promise::resolve(&it));
        JsFuture::from(done.map_err(error_message)?).await.map(|_| ()).map_err(error_message)
    }
}

/// The address of the page, without its fragment.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Today, as `2026-03-31`.
pub fn today() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    text.chars().take(10).collect()
}

/// A text that an error has; empty when it has none, or when it is no error: anything can be thrown.
pub fn error_property(error: &JsValue, name: &str) -> String {
    let value = js_sys::Reflect::get(error, &name.into());
    value.ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// Moves the focus, after the next paint, to the first match inside the widget that `event` came
/// from: what a reader pressed may be gone by then.
pub fn focus_after_paint(event: &Event, selector: &'static str) {
    let widget = (event.current_target())
        .and_then(|it| it.dyn_into::<Element>().ok())
        .and_then(|it| it.closest(".w").ok().flatten());
    let Some(widget) = widget else { return };
    request_animation_frame(move || {
        if let Ok(Some(found)) = widget.query_selector(selector) {
            focus(&found);
        }
    });
}

/// Runs something once what is on its way to the screen has been painted.
pub fn after_paint(work: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(work, std::time::Duration::ZERO));
}

/// Moves the focus.
pub fn focus(element: &Element) {
    if let Some(it) = element.dyn_ref::<HtmlElement>() {
        // Firefox refuses it to what has no box yet, and in a size container boxes come with layout;
        // reading a size asks for that.
        let _ = it.offset_width();
        // It cannot fail on an element that is in the page, and elsewhere it does not matter.
        let _ = it.focus();
    }
}

/// The number in the input that an event comes from; `None` when it is empty, no number or out of
/// range.
pub fn number(event: &Event) -> Option<f64> {
    let value = input(event)?.value_as_number();
    (0.0..=tiebreak_core::model::answers::MAX_LOAD).contains(&value).then_some(value)
}

/// The whole number of the slider that an event comes from.
pub fn slider(event: &Event) -> Option<i64> {
    Some(input(event)?.value_as_number() as i64)
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

#[wasm_bindgen(module = "/src/fetched.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetched)]
    async fn fetch(address: &str, integrity: Option<&str>) -> Result<JsValue, JsValue>;
}

/// The text at an address, by the rules of `public/element/fetched.js`, which hold for all.
///
/// # Errors
///
/// What went wrong, in a sentence of ours or in the browser's words.
pub async fn fetched(address: &str, integrity: Option<&str>) -> Result<String, String> {
    let text = fetch(address, integrity).await.map_err(error_message)?;
    Ok(text.as_string().unwrap_or_default())
}

/// The text of a file in the folder of another.
///
/// # Errors
///
/// As for [`fetched`].
pub async fn fetch_beside(
    base: &str,
    file: &str,
    integrity: Option<&str>,
) -> Result<String, String> {
    let folder = base.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or("", |it| it.0);
    fetched(&[folder, "/", file].concat(), integrity).await
}

/// What went wrong, in a sentence of ours or in the browser's words.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` has it")]
pub fn error_message(error: JsValue) -> String {
    error_property(&error, "message")
}
