//! Tiebreak: a decision aid inside an article.
pub mod model;
