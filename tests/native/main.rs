//! Everything that is tested natively, in one binary.

#![allow(unreachable_pub, reason = "a test binary offers nothing to anybody")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the numbers of tests are small"
)]
#![allow(clippy::needless_raw_string_hashes, reason = "`expect-test` writes its texts so")]
#![allow(clippy::unwrap_used, reason = "what is missing is a fault of the test")]

mod boundaries;
mod brute;
mod cli;
mod compare;
mod fallback;
mod formats;
mod gain;
mod hostile;
mod json;
mod laws;
mod link;
mod oracles;
mod overrides;
mod picture;
mod problems;
mod random;
mod record;
mod robust;
mod saved;
mod shipped;
mod smaa;
mod what_if;
