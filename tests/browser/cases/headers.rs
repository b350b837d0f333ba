//! Response headers: pages that isolate themselves from other origins.

use serde_json::json;

use super::hosts;
use crate::hosts::ISOLATED;
use crate::session::Session;
use crate::site::{NOT_SHARED, SHARED};
use crate::{Outcome, Result};

/// A page with `Cross-Origin-Embedder-Policy: require-corp` and `Cross-Origin-Opener-Policy:
/// same-origin` loads nothing from another origin without `Cross-Origin-Resource-Policy`. The widget
/// works there, with all its files on another origin.
pub(super) async fn isolated(session: &Session) -> Result<Outcome> {
    let outcome = hosts::all_used(session, &[ISOLATED]).await?;
    session.go(ISOLATED).await?;
    // Proves that the engine enforces the policy: the same script with and without the header.
    let mut loaded = Vec::new();
    for path in [SHARED, NOT_SHARED] {
        let load = "new Promise((done) => {
            const script = document.createElement('script');
            script.onload = () => done(true);
            script.onerror = () => done(false);
            script.src = ADDRESS;
            document.head.append(script);
          })";
        let load = load.replace("ADDRESS", &json!(session.site.other(path)).to_string());
        loaded.push(session.promised(&load).await?);
    }
    // The console reports the blocked script.
    session.forgive().await?;
    assert_eq!(loaded, [true, false], "scripts with and without the header");
    Ok(outcome)
}
