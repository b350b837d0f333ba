//! The part of the tasks that the browser tests use too: the static server, its headers, compression,
//! and the list of files that are kept offline.

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

pub mod headers;
pub mod offline;
pub mod pack;
pub mod serve;

/// The digest of a file in the form that browsers take as `integrity`.
#[must_use]
pub fn integrity(bytes: &[u8]) -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes));
    format!("sha256-{digest}")
}
