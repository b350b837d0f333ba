//! The sampling loops of the robustness analysis (docs/method.md#robustness), a stochastic
//! multicriteria acceptability analysis (SMAA-2).
//!
//! The loops are a crate of their own because Cargo sets the optimization level per crate: the rest
//! of the download is optimized for size, this crate for speed. It has no dependencies.
//! Alternatives and questions are plain indices here; `tiebreak-core` builds the input from a
//! decision and turns the counts into shares.
//!
//! 1. [`random`]: random numbers and logarithms with the same bits on every platform.
//! 2. [`sampler`]: the rows that each question may contribute, and the loop that draws eight
//!    samples at a time.
//! 3. [`tally`]: ranks the alternatives in each sample and counts.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "counts and points are whole, not negative, and far below 2^53"
)]
#![expect(clippy::needless_range_loop, reason = "the lanes of several arrays run side by side")]

pub mod random;
pub mod sampler;
pub mod tally;

/// A set of alternatives: bit `a` stands for the alternative with index `a`.
pub type AlternativeSet = u16;

/// Largest number of alternatives.
pub const MAX_ALTERNATIVES: usize = 12;
/// Largest number of questions.
pub const MAX_QUESTIONS: usize = 64;
