//! The reader's flows on pages with strict policies; a violation shows up in the console, and every
//! row fails on that.

use std::time::Duration;

use super::{passed, reader};
use crate::session::Session;
use crate::site::{STRICT, TRUSTED};
use crate::{Outcome, Result};

pub(super) async fn strict_open(session: &Session) -> Result<Outcome> {
    reader::open_on(session, STRICT).await?;
    // The policy is in force: what it forbids is stopped, and heard.
    let forbidden = "const it = document.createElement('img'); it.src = 'https://example.invalid/';
        document.body.append(it);";
    session.run(forbidden, Vec::new()).await?;
    heard_policy(session, "img-src").await
}

pub(super) async fn strict_case(session: &Session) -> Result<Outcome> {
    reader::typical_case_on(session, STRICT).await?;
    passed()
}

pub(super) async fn strict_keyboard(session: &Session) -> Result<Outcome> {
    reader::keyboard_on(session, STRICT).await?;
    passed()
}

pub(super) async fn trusted_open(session: &Session) -> Result<Outcome> {
    session.go(TRUSTED).await?;
    if session.run("return 'trustedTypes' in window", Vec::new()).await? != true {
        return Ok(Outcome::LeftOut("this engine has no Trusted Types".to_owned()));
    }
    reader::open_on(session, TRUSTED).await?;
    let forbidden = "try { document.createElement('div').innerHTML = '<b></b>' } catch {}";
    session.run(forbidden, Vec::new()).await?;
    heard_policy(session, "require-trusted-types-for").await
}

pub(super) async fn trusted_case(session: &Session) -> Result<Outcome> {
    reader::typical_case_on(session, TRUSTED).await?;
    passed()
}

pub(super) async fn trusted_keyboard(session: &Session) -> Result<Outcome> {
    reader::keyboard_on(session, TRUSTED).await?;
    passed()
}

/// Waits for the violation that was provoked; there must be no other.
async fn heard_policy(session: &Session, directive: &str) -> Result<Outcome> {
    let wanted = format!("policy: {directive}");
    let mut heard = Vec::new();
    // The page hears it first, the browser's log a moment later if at all; neither shall be left
    // for the end of the row.
    for _ in 0..20 {
        heard.extend(session.heard().await?);
        let page = |it: &String| it.starts_with("policy: ") || it.starts_with("error: ");
        if heard.iter().any(|it| it.starts_with(&wanted)) && !heard.iter().all(page) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let violations = heard.iter().filter(|it| it.starts_with("policy: ")).count();
    assert!(violations == 1 && heard.iter().any(|it| it.starts_with(&wanted)), "{heard:#?}");
    passed()
}
