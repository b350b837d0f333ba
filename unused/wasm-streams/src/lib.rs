//! In place of the crate `wasm-streams`, which exports classes to scripts: they cannot be left out
//! of what is linked, and a reader would download them. Leptos' server functions name the little
//! below; nothing here calls a server.

#![forbid(unsafe_code)]

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser; there is none.
#[derive(Clone, Copy, Debug)]
pub enum ReadableStream {}

impl ReadableStream {
    /// Reads what the browser streams.
    ///
    /// # Panics
    ///
    /// Always.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unimplemented!("nothing here calls a server")
    }

    /// Lets the browser read a stream.
    ///
    /// # Panics
    ///
    /// Always.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>>) -> Self {
        unimplemented!("nothing here calls a server")
    }

    /// As a stream of Rust.
    #[must_use]
    pub fn into_stream(self) -> Self {
        self
    }

    /// As the browser's own.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }
}

impl Stream for ReadableStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}
