//! The part of the chores that the browser tests use too: the static server, how it packs, and the
//! list of what is kept offline.

pub mod offline;
pub mod pack;
pub mod serve;
