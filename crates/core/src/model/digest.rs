//! A 64-bit hash of a text, to notice that two texts differ.
//!
//! The hash is not cryptographic: different texts with the same hash are easy to find. The bytes
//! of an evidence file are protected by SHA-256 (see [`EvidenceLink`](super::EvidenceLink)).

/// The 64-bit FNV-1a hash (RFC 9923) of the bytes of a text.
///
/// ```
/// use tiebreak_core::model::digest::digest;
/// assert_eq!(digest(""), 0xcbf2_9ce4_8422_2325);
/// assert_eq!(digest("foobar"), 0x8594_4171_f739_67e8);
/// ```
pub fn digest(text: &str) -> u64 {
    fnv(text.bytes())
}

/// The 64-bit FNV-1a hash of a sequence of bytes.
pub fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// A digest as sixteen hexadecimal digits.
///
/// ```
/// assert_eq!(tiebreak_core::model::digest::to_hex(0xab), "00000000000000ab");
/// ```
pub fn to_hex(digest: u64) -> String {
    let digit = |place: u32| {
        let nibble = (digest >> (4 * place)) as u8 & 15;
        char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 })
    };
    (0..16).rev().map(digit).collect()
}
