//! Where sampling begins.

use crate::model::Model;

/// The seed for a model and a number of samples. The answers are no part of it, so that two sheets
/// are compared under common random numbers.
///
/// FNV-1a, cut to 53 bits, which a number in JSON holds exactly.
pub fn seed(model: &Model, samples: usize) -> u64 {
    let samples = (samples as u64).to_le_bytes();
    // 0xff is no byte of a text, so that ("ab", "c") and ("a", "bc") differ.
    let bytes = (model.id.bytes().chain([0xff])).chain(model.version.bytes().chain([0xff]));
    let hash = bytes.chain(samples).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash >> 11
}
