//! Web APIs that only the standalone page uses; those that the widget uses too are in
//! [`tiebreak::browser`].

pub use tiebreak::browser::{
    address, error_message, error_property, fetch_beside, fetched, focus, today,
};

pub mod element;
pub mod files;
pub mod place;
pub mod store;

/// Now, as `2026-03-31T12:00:00.000Z`.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// 64 random bits as 16 hexadecimal digits, for the id of something new.
#[expect(clippy::cast_sign_loss, reason = "random numbers are from 0 to 1")]
pub fn fresh_id() -> String {
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    tiebreak_core::model::digest::written((half() << 32) | half())
}
