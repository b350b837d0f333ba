//! A whole visit leaves nothing in the console, of any level.

use crate::engine::Engine;
use crate::session::Session;
use crate::site::STANDALONE;
use crate::{Outcome, Result};

/// The tabs behind the verdict.
pub(super) const PANELS: [&str; 7] = [
    "Why",
    "What would change it",
    "The sources",
    "Side by side",
    "Watch out",
    "Next steps",
    "Questions people ask",
];

/// Every row ends by listening (see `main.rs`); this one does what the others leave out, and says
/// how far the listening goes.
pub(super) async fn quiet(session: &Session) -> Result<Outcome> {
    let before = session.heard().await?;
    assert!(before.is_empty(), "{before:?}");
    let widget = session.open(STANDALONE).await?;
    session.run("console.debug('a'); setTimeout(() => missing.word, 0)", Vec::new()).await?;
    session.until("the planted error", "return probe.heard.length >= 2", Vec::new()).await?;
    let planted = session.heard().await?;
    let heard = |what: &str| planted.iter().any(|it| it.contains(what));
    assert!(heard("console.debug: a") && heard("error: "), "deaf to what was planted: {planted:?}");

    let widget_again = session.open(STANDALONE).await?;
    drop(widget);
    let widget = widget_again;
    widget.click("button", "SaaS product").await?;
    for panel in PANELS {
        widget.click("tab", panel).await?;
        widget.sees("tabpanel", panel).await?;
    }
    widget.click("tab", "What would change it").await?;
    widget.click("button", "Try it").await?;
    widget.click("button", "Undo").await?;
    widget.click("button", "Start over").await?;
    widget.says("No verdict for you yet").await?;
    let how = match session.engine {
        Engine::Chromium => "page and browser log, all levels",
        Engine::Firefox => "page, and the browser's own console of script and policy messages",
        Engine::WebKitGtk => "page, and what the browser prints of its console",
    };
    Ok(Outcome::Passed(Some(format!("listened to: {how}"))))
}
