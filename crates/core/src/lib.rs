//! Decision models, the engine that weighs answers, and the texts that explain a verdict.
//!
//! The crate takes data and returns data. No module has a clock, storage, network access, logging or a
//! browser, so that the same answers lead to the same bytes on every platform.
//!
//! 1. [`model`]: what a decision consists of; [`model::load`] reads a file or reports what is wrong.
//! 2. [`engine`]: [`engine::decide`] weighs answers; the result carries the whole explanation.
//! 3. [`report`]: a decision as JSON; [`link`]: answers as the fragment of an address.
//! 4. [`texts`]: a decision in sentences, as a record and as a picture.
//! 5. [`acceptance`]: tests of a model against situations with known verdicts.

pub mod acceptance;
pub mod engine;
pub mod link;
pub mod model;
pub mod report;
pub mod texts;

pub use sampling;
