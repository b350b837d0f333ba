//! The web APIs that the widget and the standalone page use, apart from rendering.
//!
//! Elements and events are cast without checks: a check compares with the classes of one document, and
//! fails if the page has moved the widget into another document.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use tiebreak_core::model::json;

/// The `<tie-break>` element around a widget.
#[derive(Clone, Copy)]
pub struct HostElement(StoredValue<Function, LocalStorage>);

impl HostElement {
    /// Wraps the function `(name, json)` by which the element receives messages.
    pub fn new(receive: Function) -> Self {
        Self(StoredValue::new_local(receive))
    }

    fn send(self, name: &str, detail: &Value) -> Result<JsValue, JsValue> {
        let (name, detail) = (name.into(), json::write(detail).into());
        self.0.with_value(|receive| receive.call2(&JsValue::NULL, &name, &detail))
    }

    /// Dispatches an event at the element. Errors in listeners are ignored.
    pub fn dispatch(self, event: &str, detail: &Value) {
        let _ = self.send(event, detail);
    }

    /// Copies, saves or prints a text.
    ///
    /// # Errors
    ///
    /// The browser's message if the browser or the page does not allow the action.
    pub async fn export(self, action: &Value) -> Result<(), String> {
        let promise = self.send("keep", action).map(|result| Promise::resolve(&result));
        JsFuture::from(promise.map_err(error_message)?).await.map(|_| ()).map_err(error_message)
    }
}

/// The address of the page, without its fragment.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The current date in UTC, as `2026-03-31`.
pub fn today() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    text.chars().take(10).collect()
}

/// A property of an error as text; empty if there is none. JavaScript can throw values of any type.
pub fn error_property(error: &JsValue, name: &str) -> String {
    let value = js_sys::Reflect::get(error, &name.into());
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// Moves the focus to the first match of `selector` in the widget that the event came from, once
/// the view is updated. The element that the reader has pressed may be gone by then.
pub fn focus_after_update(event: &Event, selector: &'static str) {
    after_update(event, selector, focus);
}

/// The same as [`focus_after_update`], and scrolls the match to the upper edge of the page.
pub fn scroll_to(event: &Event, selector: &'static str) {
    after_update(event, selector, |found| {
        found.scroll_into_view();
        focus(found);
    });
}

/// Calls `act` with the first match of `selector` in the widget that the event came from, once the
/// view is updated.
fn after_update(event: &Event, selector: &'static str, act: fn(&Element)) {
    let target = event.current_target().map(JsCast::unchecked_into::<Element>);
    let widget = target.and_then(|element| element.closest(".widget").ok().flatten());
    let Some(widget) = widget else { return };
    request_animation_frame(move || {
        if let Ok(Some(found)) = widget.query_selector(selector) {
            act(&found);
        }
    });
}

/// Runs `work` after the next paint.
pub fn after_paint(work: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(work, std::time::Duration::ZERO));
}

/// Moves the focus, and scrolls so that all of the element is in view.
pub fn focus(element: &Element) {
    let element: &HtmlElement = element.unchecked_ref();
    // Firefox does not focus an element without a layout box, and elements in a size container have
    // none before layout. Reading a size forces layout.
    let _ = element.offset_width();
    let _ = element.focus();
}

/// The number in the input field that the event comes from; `None` if the field is empty or the
/// number is not a valid load.
pub fn number(event: &Event) -> Option<f64> {
    let value = input(event)?.value_as_number();
    (0.0..=tiebreak_core::model::answers::MAX_LOAD).contains(&value).then_some(value)
}

/// The position of the slider that the event comes from.
pub fn slider(event: &Event) -> Option<i64> {
    Some(input(event)?.value_as_number() as i64)
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    Some(event.target()?.unchecked_into())
}

#[wasm_bindgen(module = "/src/fetched.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetched)]
    async fn fetch(address: &str, integrity: Option<&str>) -> Result<JsValue, JsValue>;
}

/// Fetches the text at an address, by the rules of `public/element/fetched.js`.
///
/// # Errors
///
/// A message of Tiebreak or of the browser.
pub async fn fetched(address: &str, integrity: Option<&str>) -> Result<String, String> {
    let text = fetch(address, integrity).await.map_err(error_message)?;
    Ok(text.as_string().unwrap_or_default())
}

/// Fetches the text of a file in the same folder as `base`.
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
    let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
    fetched(&[folder, "/", file].concat(), integrity).await
}

/// The message of an error.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes the error by value")]
pub fn error_message(error: JsValue) -> String {
    error_property(&error, "message")
}
