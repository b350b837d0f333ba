//! Everything that is tested natively, in one binary.

mod boundaries;
mod problems;
