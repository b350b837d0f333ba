//! Decisions in words: sentences as data, the same on the page, for the ear and on paper.
//!
//! The engine gives reasons as data; this ring makes sentences of them, in the reader's language.
//! It knows no page: the interface shows a [`sentence::Sentence`], a record writes it down.

#![forbid(unsafe_code)]

pub mod changes;
pub mod compare;
pub mod fallback;
pub mod picture;
pub mod readings;
pub mod record;
pub mod sentence;
pub mod strings;
pub mod summary;
pub mod thresholds;
pub mod words;
