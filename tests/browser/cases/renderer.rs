//! The tests of the renderer, `crates/dom/tests/browser`, each in a page of its own.

use std::fmt::Write as _;

use super::PASSED;
use crate::session::Session;
use crate::{Outcome, Result};

/// The tests, as `cargo xtask apps` builds them.
const PAGE: &str = "/apps/renderer/index.html";

/// Opens the page and waits for its code.
async fn open(session: &Session) -> Result {
    session.go(PAGE).await?;
    let loaded = "return !!window.wasmBindings";
    session.until("the tests of the renderer", loaded, Vec::new()).await.map(drop)
}

/// Runs every test, and lists those that fail.
pub(super) async fn all(session: &Session) -> Result<Outcome> {
    open(session).await?;
    let names = session.run("return wasmBindings.names()", Vec::new()).await?;
    let names = names.as_array().cloned().unwrap_or_default();
    assert!(names.len() > 20, "only {} tests", names.len());
    let mut failures = String::new();
    for name in &names {
        open(session).await?;
        let start = "wasmBindings.run(arguments[0]).then(() => { window.outcome = 'passed'; })";
        session.run(start, vec![name.clone()]).await?;
        let outcome = "return window.outcome";
        let outcome = session.until("the end of the test", outcome, Vec::new()).await?;
        if outcome != "passed" {
            let _ = write!(failures, "\n{name}: {outcome}");
            // The trap that ended the test.
            session.forgive().await?;
        }
    }
    if failures.is_empty() { Ok(PASSED) } else { Err(failures.into()) }
}
