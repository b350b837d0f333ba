//! Compresses files like hosts do. The same bytes always give the same compressed bytes.

use std::io::Write as _;

/// Extensions of files that compression makes smaller: text and code, not pictures.
pub const PACKED: [&str; 12] =
    ["css", "html", "js", "json", "map", "md", "mjs", "svg", "ts", "txt", "wasm", "webmanifest"];

/// Brotli at its highest quality, with a window that every browser reads.
///
/// # Panics
/// Never: writing to memory does not fail.
#[must_use]
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).expect("memory takes all bytes");
    packed
}

/// Gzip at its highest level, without name or time.
///
/// # Panics
/// Never: writing to memory does not fail.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes all bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_is_smaller_and_the_same_each_time() {
        let text = "the same words again and again ".repeat(100);
        assert!(gzip(text.as_bytes()).len() < 100);
        assert!(brotli(text.as_bytes()).len() < gzip(text.as_bytes()).len());
        assert_eq!(gzip(text.as_bytes()), gzip(text.as_bytes()));
        // Neither time nor name.
        assert_eq!(gzip(b"")[3..8], [0; 5]);
    }
}
