//! axe-core finds nothing in any panel, light and dark.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::quiet::PANELS;
use crate::engine::Engine;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::{Outcome, Result};

pub(super) async fn light(session: &Session) -> Result<Outcome> {
    panels(session, "light").await
}

pub(super) async fn dark(session: &Session) -> Result<Outcome> {
    panels(session, "dark").await
}

async fn panels(session: &Session, theme: &str) -> Result<Outcome> {
    let Some(axe) = axe_in(session)? else { return Ok(Outcome::LeftOut(ONCE.to_owned())) };
    let widget = session.open(ARTICLE).await?;
    session.run(&axe, Vec::new()).await?;
    let dress = "document.querySelector('tie-break').setAttribute('theme', arguments[0]);
        document.body.style.colorScheme = arguments[0];
        document.body.style.background = 'Canvas';";
    session.run(dress, vec![theme.into()]).await?;
    let mut found = Vec::new();
    look(session, "tie-break", "before any answer", &mut found).await?;
    widget.click("button", "SaaS product").await?;
    for panel in PANELS {
        widget.click("tab", panel).await?;
        widget.sees("tabpanel", panel).await?;
        if panel == "Why" {
            let first = widget.names("disclosure").await?;
            widget.click("disclosure", first.first().ok_or("nothing to open")?).await?;
        }
        look(session, "tie-break", panel, &mut found).await?;
    }
    widget.click("button", "All questions").await?;
    widget.sees("heading", "All questions").await?;
    look(session, "tie-break", "All questions", &mut found).await?;
    assert!(found.is_empty(), "in {theme}:\n{}", found.join("\n"));
    Ok(Outcome::Passed(Some(format!("{} views", PANELS.len() + 2))))
}

/// Why axe is left out elsewhere.
pub(super) const ONCE: &str =
    "axe checks the page and not the engine: once, in chromium, is enough";

/// The text of axe, where it is run.
pub(super) fn axe_in(session: &Session) -> Result<Option<String>> {
    if session.engine == Engine::Chromium { axe().map(Some) } else { Ok(None) }
}

/// Runs axe on a part of the page, and notes what it finds.
pub(super) async fn look(
    session: &Session,
    part: &str,
    place: &str,
    found: &mut Vec<String>,
) -> Result {
    // axe answers later: started here, waited for below.
    let start = "window.axeResult = null;
        axe.run(arguments[0] == 'document' ? document : arguments[0], { resultTypes: ['violations'] }).then((it) => {
          axeResult = it.violations.flatMap((v) => v.nodes.map((node) =>
            `${v.id}: ${node.target.flat().join(' ')}: ${node.failureSummary}`));
        }, (error) => { axeResult = ['axe failed: ' + error]; });";
    session.run(start, vec![part.into()]).await?;
    let violations = session.until("axe", "return window.axeResult", Vec::new()).await?;
    let violations = violations.as_array().cloned().unwrap_or_default();
    found.extend(violations.iter().map(|it| match it {
        Value::String(text) => format!("{place}: {text}"),
        other => json!(other).to_string(),
    }));
    Ok(())
}

/// The text of axe.
fn axe() -> Result<String> {
    let path = "../../.tools/pages/node_modules/axe-core/axe.min.js";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).map_err(|error| {
        format!("{}: {error}; `cargo xtask test` brings it", path.display()).into()
    })
}
