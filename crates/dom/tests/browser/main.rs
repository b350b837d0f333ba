//! The renderer in a browser.
//!
//! `cargo xtask apps` compiles these tests for browsers, and the browser tests run each of them in a
//! fresh page: `cargo test -p browser-tests -- renderer`, see `tests/browser/rows/renderer.rs`.
//! Natively there is nothing to run.

#[cfg(target_family = "wasm")]
mod suite;

fn main() {}
