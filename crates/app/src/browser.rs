//! Web APIs that only the page uses; those that the widget uses too are in [`tiebreak::browser`].

pub use tiebreak::browser::{
    address, error_message, error_property, fetch_beside, fetched, focus, today,
};

pub mod element;
pub mod files;
pub mod location;
pub mod modules;
pub mod storage;

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use web_sys::Event;

/// The current time, as `2026-03-31T12:00:00.000Z`.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// 64 random bits as 16 hexadecimal digits, for the id of a new decision.
#[expect(clippy::cast_sign_loss, reason = "random numbers are from 0 to 1")]
pub fn fresh_id() -> String {
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    tiebreak_core::model::digest::to_hex((half() << 32) | half())
}

/// Listens to an event of the window until the current reactive owner is disposed.
pub fn listen(event: &'static str, listener: impl FnMut(&Event) + 'static) {
    // The owner drops the stored value, and dropping it removes the listener.
    let _ = StoredValue::new_local(EventListener::new(&window(), event, listener));
}

/// The same for a listener that may call `preventDefault`.
pub fn listen_cancelable(event: &'static str, listener: impl FnMut(&Event) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window(), event, options, listener);
    let _ = StoredValue::new_local(listener);
}
