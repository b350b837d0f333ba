//! The native tests, in one binary, which links once.

#![allow(unreachable_pub, reason = "a test binary has no public interface")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the numbers of tests are small"
)]
#![allow(clippy::needless_raw_string_hashes, reason = "`expect-test` writes such strings")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod brute;
mod compare;
mod conditions;
mod decisions;
mod fallback;
mod formats;
mod gain;
mod hostile;
mod json;
mod languages;
mod laws;
mod link;
mod mistakes;
mod oracles;
mod overrides;
mod picture;
mod problems;
mod random;
mod record;
mod robust;
mod sealed;
mod shipped;
mod smaa;
mod space;
mod tables;
mod what_if;
