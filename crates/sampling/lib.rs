//! The loops that draw readings of answers and count them: numbers in, numbers out.
//!
//! A package of its own because a compiler is told per package what to aim for: the rest of what a
//! reader downloads is made small, this is made fast. It depends on nothing, and knows neither
//! files nor words.
//!
//! 1. [`random`]: numbers and logarithms that are the same bytes everywhere;
//! 2. [`sheets`]: what each question may contribute, and eight samples of it at a time;
//! 3. [`tally`]: who is ranked where in them.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "counts and points are whole, not negative, and far below 2^53"
)]
#![expect(clippy::needless_range_loop, reason = "the lanes of several arrays run side by side")]

pub mod random;
pub mod sheets;
pub mod tally;

/// A set of alternatives; bit a stands for alternative a.
pub type AlternativeSet = u16;

/// How many alternatives there may be.
pub const MAX_ALTERNATIVES: usize = 12;
/// How many questions there may be.
pub const MAX_QUESTIONS: usize = 64;
