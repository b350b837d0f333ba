//! Everything that is tested natively, in one binary.

mod problems;
