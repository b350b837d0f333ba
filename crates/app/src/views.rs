//! The views of the page, and what happens in all of them.

pub mod compare;
pub mod decision;
pub mod dropped_files;
pub mod home;
pub mod how;
pub mod notes;
pub mod own_models;
pub mod saved_list;
pub mod shortcuts;
