//! Decisions in words: sentences as data, the same on the page, for the ear and on paper.
//!
//! The engine gives reasons as data; this ring makes sentences of them, in the reader's language.
//! It knows no page: the interface shows a [`line::Line`], a record writes it down.

#![forbid(unsafe_code)]

pub mod compare;
pub mod fallback;
pub mod line;
pub mod minutes;
pub mod picture;
pub mod readings;
pub mod record;
pub mod strings;
pub mod then;
pub mod thresholds;
pub mod words;
