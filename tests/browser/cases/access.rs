//! axe-core finds nothing in any panel, light and dark.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::console::PANELS;
use crate::engine::Engine;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::key;
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
    widget.choose_case("SaaS product").await?;
    for panel in PANELS {
        widget.open_panel(panel).await?;
        if panel == "Why" {
            widget.sees("disclosure", "").await?;
            let first = widget.names("disclosure").await?;
            widget.click("disclosure", first.first().ok_or("nothing to open")?).await?;
        }
        look(session, "tie-break", panel, &mut found).await?;
    }
    widget.click("button", "All questions").await?;
    widget.sees("button", "Change: ").await?;
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

/// With colours that the reader's system forces, the chosen option, the focus and the length of
/// bars stay visible. With reduced motion, nothing moves.
pub(super) async fn forced(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut("this engine's driver cannot force colours".to_owned()));
    }
    let media = |forced: &str, motion: &str| {
        json!({ "features": [
            { "name": "forced-colors", "value": forced },
            { "name": "prefers-reduced-motion", "value": motion },
        ] })
    };
    session.devtools("Emulation.setEmulatedMedia", media("active", "reduce")).await?;
    let told = told_apart(session).await;
    // For the rows that follow.
    session.devtools("Emulation.setEmulatedMedia", media("none", "no-preference")).await?;
    assert_eq!(told?, json!([true, true, true, true, 0]));
    Ok(super::PASSED)
}

/// Whether colours are forced, the chosen option, the focus and every mark and bar stand out, and
/// how many parts move by themselves.
async fn told_apart(session: &Session) -> Result<Value> {
    let widget = session.open(ARTICLE).await?;
    let options = widget.names("radio").await?;
    widget.choose("radio", options.first().ok_or("no radio button")?).await?;
    widget.has_scenarios().await?;
    session.press(key::TAB).await?;
    widget.until("the next stop", "ui.focus() && ui.role(ui.focus()) != 'radio'", &[]).await?;
    let told = "(() => {
        const style = (element) => getComputedStyle(element);
        const [chosen, other] = ui.all('radio').slice(0, 2).map((radio) => style(radio.labels[0]));
        const all = [...ui.root.querySelectorAll('*')];
        const card = style(ui.root.querySelector('section')).backgroundColor;
        const solid = all.filter((element) => style(element).forcedColorAdjust == 'none'
          && style(element).backgroundColor != 'rgba(0, 0, 0, 0)');
        return [
          matchMedia('(forced-colors: active)').matches,
          chosen.outlineStyle != other.outlineStyle,
          style(ui.focus()).outlineStyle == 'solid',
          solid.length > 100 && solid.every((element) => style(element).backgroundColor != card),
          all.flatMap((element) => element.getAnimations()).length,
        ];
      })()";
    widget.get(told, &[]).await
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
        axe.run(arguments[0] == 'document' ? document : arguments[0], { resultTypes: ['violations'] }).then((results) => {
          axeResult = results.violations.flatMap((v) => v.nodes.map((node) =>
            `${v.id}: ${node.target.flat().join(' ')}: ${node.failureSummary}`));
        }, (error) => { axeResult = ['axe failed: ' + error]; });";
    session.run(start, vec![part.into()]).await?;
    let violations = session.until("axe", "return window.axeResult", Vec::new()).await?;
    let violations = violations.as_array().cloned().unwrap_or_default();
    found.extend(violations.iter().map(|violation| match violation {
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
