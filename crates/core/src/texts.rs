//! Decisions in words: the texts of the interface, and sentences made from a decision.
//!
//! The engine returns its reasons as data. The functions here turn them into sentences in the
//! reader's language. A [`sentence::Sentence`] is data too: the widget shows it, and a record, a
//! picture or the command line writes it.

#![forbid(unsafe_code)]

pub mod changes;
pub mod compare;
pub mod fallback;
pub mod phrases;
pub mod picture;
pub mod record;
pub mod sentence;
pub mod strings;
pub mod summary;
pub mod thresholds;
