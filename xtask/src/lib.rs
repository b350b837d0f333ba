//! The part of the chores that the browser tests use too: the static server, and how it packs.

pub mod pack;
pub mod serve;
