//! The part of the chores that the browser tests use too: the static server.

pub mod serve;
