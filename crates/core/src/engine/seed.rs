//! The seed of the random numbers (docs/method.md#sampling).

use crate::model::Model;
use crate::model::digest::fnv;

/// The seed for a model and a number of samples, below 2^53.
///
/// The seed is the FNV-1a hash of the model's id, its version and the number of samples, cut to 53
/// bits, which a JSON number holds exactly. The answers are no part of the seed, so two answer
/// sheets are compared on common random numbers.
pub fn seed(model: &Model, samples: usize) -> u64 {
    let samples = (samples as u64).to_le_bytes();
    // 0xff does not occur in UTF-8: as a separator it keeps ("ab", "c") and ("a", "bc") apart.
    let bytes = (model.id.bytes().chain([0xff])).chain(model.version.bytes().chain([0xff]));
    fnv(bytes.chain(samples)) >> 11
}
