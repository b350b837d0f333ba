//! Where sampling begins.

use crate::model::Model;
use crate::model::digest::fnv;

/// The seed for a model and a number of samples. The answers are no part of it, so that two sheets
/// are compared under common random numbers.
///
/// FNV-1a, cut to 53 bits, which a number in JSON holds exactly.
pub fn seed(model: &Model, samples: usize) -> u64 {
    let samples = (samples as u64).to_le_bytes();
    // 0xff is no byte of a text, so that ("ab", "c") and ("a", "bc") differ.
    let bytes = (model.id.bytes().chain([0xff])).chain(model.version.bytes().chain([0xff]));
    fnv(bytes.chain(samples)) >> 11
}
