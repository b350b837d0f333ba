//! The reader's flows on pages with strict policies; a violation shows up in the console, and every
//! row fails on that.

use super::{PASSED, element, reader};
use crate::engine::Engine;
use crate::session::Session;
use crate::site::{ARTICLE, FORBIDDEN, FRAMED, STRICT, TRUSTED};
use crate::widget::Widget;
use crate::{Outcome, Result};

pub(super) async fn strict_open(session: &Session) -> Result<Outcome> {
    reader::open_on(session, STRICT).await?;
    // The policy is in force: a forbidden image is blocked, and both the violation and the failed
    // load are reported.
    let forbidden =
        "const image = document.createElement('img'); image.src = 'https://example.invalid/';
        document.body.append(image);";
    session.run(forbidden, Vec::new()).await?;
    heard_policy(session, &["policy: img-src", "error: not loaded"]).await
}

pub(super) async fn strict_case(session: &Session) -> Result<Outcome> {
    reader::typical_case_on(session, STRICT).await?;
    Ok(PASSED)
}

pub(super) async fn strict_keyboard(session: &Session) -> Result<Outcome> {
    reader::keyboard_on(session, STRICT).await?;
    Ok(PASSED)
}

pub(super) async fn trusted_open(session: &Session) -> Result<Outcome> {
    session.go(TRUSTED).await?;
    if session.run("return 'trustedTypes' in window", Vec::new()).await? != true {
        return Ok(Outcome::LeftOut("this engine has no Trusted Types".to_owned()));
    }
    reader::open_on(session, TRUSTED).await?;
    let forbidden = "try { document.createElement('div').innerHTML = '<b></b>' } catch {}";
    session.run(forbidden, Vec::new()).await?;
    heard_policy(session, &["policy: require-trusted-types-for"]).await
}

pub(super) async fn trusted_case(session: &Session) -> Result<Outcome> {
    reader::typical_case_on(session, TRUSTED).await?;
    Ok(PASSED)
}

pub(super) async fn trusted_keyboard(session: &Session) -> Result<Outcome> {
    reader::keyboard_on(session, TRUSTED).await?;
    Ok(PASSED)
}

/// Whether the frame in the element's root has its height; nothing if there is no frame.
const FRAME: &str = "ui.root.querySelector('iframe')?.getBoundingClientRect().height > 200";

/// Without wasm, a frame shows the widget. Authors can also ask for the frame, or for neither.
pub(super) async fn framed(session: &Session) -> Result<Outcome> {
    for (page, mode) in [(ARTICLE, "iframe"), (FRAMED, "auto")] {
        session.go(page).await?;
        let widget = Widget::new(session, 0);
        // The frame has ten seconds, so the page's own element fetches its files first.
        element::told(session, "tb-ready", 1).await?;
        let answers = r#"{"product": "full"}"#;
        let attributes = serde_json::json!({ "mode": mode, "answers": answers });
        element::place(session, &attributes, "Short.").await?;
        element::told(session, "tb-ready", 1).await?;
        widget.until("the frame", FRAME, &[]).await?;
        assert!(!element::shows_content(&widget).await?, "{mode}: both are shown");
        // It is the same element to its page.
        widget.until("the state", "host.exportState()?.model == 'django-vs-fastapi'", &[]).await?;
        assert_eq!(widget.value().await?, serde_json::json!({ "product": "full" }), "{mode}");
        widget.get("host.value = { product: 'api', editors: 'no' }", &[]).await?;
        element::told(session, "tb-change", 1).await?;
        let winner = "host.result?.verdict.winner == 'fastapi'";
        widget.until("the result", winner, &[]).await?;
        // Another look is another frame, with the same answers.
        widget.get("host.setAttribute('theme', 'dark')", &[]).await?;
        element::told(session, "tb-ready", 2).await?;
        widget.until("the result again", winner, &[]).await?;
        assert_eq!(widget.value().await?["product"], "api");
        // Taken out of the page, it leaves nothing behind.
        let out = "host.remove(); return new Promise((done) => setTimeout(() => done(host.shadowRoot.querySelector('iframe')), 50))";
        let out = format!("const host = document.querySelector('tie-break'); {out}");
        assert_eq!(session.run(&out, Vec::new()).await?, serde_json::Value::Null);
        // Asking whether wasm may run is told in the console.
        session.heard().await?;
    }
    session.go(ARTICLE).await?;
    element::place(session, &serde_json::json!({ "mode": "static" }), "Short.").await?;
    let widget = Widget::new(session, 0);
    session.site.asked();
    widget.get("host.setAttribute('mode', 'auto')", &[]).await?;
    widget.ready().await?;
    widget.get("host.setAttribute('mode', 'static')", &[]).await?;
    widget.until("what stands there", "!ui.all('heading').length", &[]).await?;
    assert!(element::shows_content(&widget).await?);
    Ok(PASSED)
}

/// Without wasm and frames, the content of the article stays, and the page is told what would help.
pub(super) async fn forbidden(session: &Session) -> Result<Outcome> {
    session.go(FORBIDDEN).await?;
    element::place(session, &serde_json::json!({}), "Short.").await?;
    let widget = Widget::new(session, 0);
    let told = session.until("tb-error", "return window.wrong[0]", Vec::new()).await?;
    assert_eq!(told["code"], "csp-wasm", "{told}");
    assert!(told["help"].as_str().is_some_and(|help| help.contains("wasm-unsafe-eval")), "{told}");
    widget.says("The policy of this page does not allow it.").await?;
    assert!(element::shows_content(&widget).await?);
    session.heard().await?;
    Ok(PASSED)
}

/// Waits for the violation that was provoked; there must be no other. The page hears it first, the
/// browser's log a moment later, where there is one; neither shall be left for the end of the row.
async fn heard_policy(session: &Session, wanted: &[&str]) -> Result<Outcome> {
    let has_log = session.engine != Engine::WebKitGtk;
    let is_page = |line: &String| line.starts_with("policy: ") || line.starts_with("error: ");
    let is_enough = |heard: &[String]| {
        wanted.iter().all(|wanted| heard.iter().any(|line| line.starts_with(wanted)))
            && !(has_log && heard.iter().all(is_page))
    };
    let heard = session.hears(&format!("some of {wanted:?}"), is_enough).await?;
    let violations = heard.iter().filter(|line| line.starts_with("policy: ")).count();
    assert_eq!(violations, 1, "{heard:#?}");
    Ok(PASSED)
}
