//! Decisions of the reader: added, shown, replaced, removed.

use serde_json::{Value, json};

use super::{CHOOSE, PROMISE, answered, begin, write};
use crate::cases::PASSED;
use crate::session::Session;
use crate::site::HOME;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// A decision that is not ours.
const MODEL: &str = include_str!("../../../cases/sample.json");
const EVIDENCE: &str = include_str!("../../../cases/sample.evidence.json");

pub(in crate::cases) async fn own(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let page = Widget::page(session);
    let broken = MODEL.replace("\"lang\"", "\"langue\"");
    page.until("a file", CHOOSE, &["Open files", "roof.json", &broken]).await?;
    page.says("unknown field `langue`").await?;
    page.says("did you mean `lang`?").await?;
    page.until("a file", CHOOSE, &["Open files", "e.json", EVIDENCE]).await?;
    page.says("open the model file first, or both at once").await?;
    page.until("files", CHOOSE, &["Open files", "e.json", EVIDENCE, "roof.json", MODEL]).await?;
    page.says("Added: ").await?;
    page.says("with evidence. A file of your own, not checked by Tiebreak.").await?;

    // A newer version keeps the evidence while that fits, and says so when it does not.
    let newer = MODEL.replace("\"version\": \"", "\"version\": \"2.");
    page.until("a file", CHOOSE, &["Open files", "roof.json", &newer]).await?;
    page.says("Replaced: ").await?;
    page.says("Version 2.").await?;
    page.until("with evidence", "document.body.innerText.includes('with evidence')", &[]).await?;
    let first = EVIDENCE.find("\"id\": \"").map(|start| &EVIDENCE[start + 7..]);
    let id = first.and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let other = newer.replace(&format!("\"{id}\""), "\"nowhere\"");
    page.until("a file", CHOOSE, &["Open files", "roof.json", &other]).await?;
    page.says("the evidence that is here does not fit this version").await?;
    page.click("button", "Undo").await?;
    page.says("Restored: ").await?;
    page.until("with evidence", "document.body.innerText.includes('with evidence')", &[]).await?;

    let title: Value = serde_json::from_str(MODEL)?;
    let title = title["title"].as_str().unwrap_or_default();
    session.reopen(HOME).await?;
    page.sees("link", title).await?;
    page.click("button", "Remove").await?;
    page.says("Removed: ").await?;
    page.click("button", "Undo").await?;
    page.says("Restored: ").await?;
    page.sees("link", title).await?;
    let address = session.site.url("/tiebreak/models/django-vs-fastapi.json");
    page.click("disclosure", "Open an address").await?;
    write(&page, "Address of a model file", "ftp://example.org/x.json").await?;
    page.click("button", "Download").await?;
    page.says("The address is not https.").await?;
    write(&page, "Address of a model file", &address).await?;
    page.click("button", "Download").await?;
    page.says("without its evidence. A file of your own").await?;
    Ok(PASSED)
}

pub(in crate::cases) async fn own_shown(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let page = Widget::page(session);
    page.sees("heading", PROMISE).await?;
    page.until("a file", CHOOSE, &["Open files", "roof.json", MODEL]).await?;
    let title: Value = serde_json::from_str(MODEL)?;
    let title = title["title"].as_str().unwrap_or_default();
    page.click("link", title).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.sees("heading", title).await?;
    answered(session, &json!({ "snow": "some" })).await?;
    session.reopen(&format!("{HOME}#/d/own:sample")).await?;
    widget.ready().await?;
    widget.until("the answers", "host.value.snow == 'some'", &[]).await?;
    widget.says("written by the author of your file, not by Tiebreak").await?;
    page.click("link", "How the verdict is made").await?;
    page.says("What it cannot know").await?;
    // A link has only the id of a decision, and opens the reader's own decision with that id.
    let link = "#tb=1/sample/1.0.0/00/snow=much/end-00";
    session.reopen(&format!("{HOME}{link}")).await?;
    widget.says("These answers come from a link.").await?;
    page.until("the address", "location.hash == '#/d/own:sample'", &[]).await?;
    Ok(PASSED)
}

/// A file that misses its field does not take the place of the page.
pub(in crate::cases) async fn dropped(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    let page = Widget::page(session);
    let drop = "(() => {
        const dataTransfer = { types: ['Files'], files: [new File([words[1]], words[0])] };
        const event = (name) => Object.assign(new Event(name, { bubbles: true, cancelable: true }), { dataTransfer });
        return ['dragover', 'drop'].every((name) => !document.querySelector('h1').dispatchEvent(event(name)));
      })()";
    assert_eq!(page.get(drop, &["roof.json", MODEL]).await?, true, "the browser would show it");
    page.says("Added: ").await?;
    let saved = json!({ "format": "tiebreak-saved", "version": 1, "decisions": [{ "id": "x" }] });
    assert_eq!(page.get(drop, &["saved.json", &saved.to_string()]).await?, true);
    page.says("/decisions/0/name").await?;
    session.reopen(&format!("{HOME}#/compare")).await?;
    page.sees("heading", "Compare").await?;
    assert_eq!(page.get(drop, &["roof.json", MODEL]).await?, true);
    page.says("Drop files on the first page").await?;
    Ok(PASSED)
}
