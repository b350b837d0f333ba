//! Reasons, samples, sources, evidence, exports: everything that explains a verdict. Downloaded
//! after the first answer.

pub mod advice;
pub mod controls;
pub mod evidence;
pub mod explained;
pub mod export;
pub mod flips;
pub mod link_notice;
pub mod number;
pub mod overrule;
pub mod panels;
pub mod problems;
pub mod questions;
pub mod reasons;
pub mod scenarios;
pub mod sources;
pub mod table;
pub mod traffic;
pub mod verdict_line;
pub mod why;
