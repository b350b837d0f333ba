//! Tiebreak turns "X or Y?" articles into a decision aid inside the article.
//!
//! Rings, arrows only inward: `embed` → `ui` → `prose` → `engine` → `model`, and `browser` for every
//! web API that `ui` and `embed` need. The first three rings to read are free of any browser: they
//! take data and return data, and are all that the command line needs.
//!
//! 1. [`model`]: what a decision is made of; [`model::load`] reads a file or says what is wrong.
//! 2. [`engine`]: [`engine::decide`] weighs answers; its result carries the whole explanation.
//! 3. [`report`]: a decision as JSON; [`link`]: answers as an address that keeps its meaning.
//! 4. [`prose`]: a decision in sentences, and as a record to keep.
//! 5. [`acceptance`]: does a model say what its sources say?
//! 6. [`saved`]: what a reader keeps of a decision; [`route`]: the views of the standalone page.

pub mod model;

pub mod engine;

pub mod report;

pub mod link;

pub mod prose;

pub mod acceptance;

pub mod saved;

pub mod route;

#[cfg(feature = "ui")]
pub mod browser;

#[cfg(feature = "ui")]
pub mod ui;

#[cfg(feature = "ui")]
pub mod embed;

#[cfg(feature = "app")]
pub mod app;
