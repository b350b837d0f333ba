//! Packs as hosts do.

/// Brotli at its best, with the window that every browser reads.
///
/// # Panics
/// Never: memory neither ends early nor refuses.
#[must_use]
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).expect("memory takes all bytes");
    packed
}
