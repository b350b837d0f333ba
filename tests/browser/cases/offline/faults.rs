//! Faults between the page and its server, and in the files that the page keeps.

use serde_json::json;

use super::updates::{NOTHING_NEW, asks, news, take};
use super::{COME_BACK, DAMAGE, STUCK, build, fetched, keep, left_out, open};
use crate::cases::PASSED;
use crate::deployed::{FOLDER, Fault, Host};
use crate::engine::Engine;
use crate::session::Session;
use crate::{Outcome, Result};

/// Addresses of cached files that have the text of the login page.
const POISON: &str = "(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if ((await (await cache.match(request)).text()).includes('Log in')) found.push(request.url);
      }
    }
    return found;
  })()";

pub(in crate::cases) async fn portal(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.deploy(FOLDER, "v2")?;
    // The file that the update asks for when the login page comes in its place.
    for (fault, file) in [(Fault::PortalAfterWorker, "which.txt"), (Fault::Portal, "sw.js")] {
        host.fault(fault);
        host.asked();
        open(session, &host.page()).await?;
        asks(session, &host, file).await?;
        session.until("the end of the update", NOTHING_NEW, Vec::new()).await?;
        let page =
            session.promised("fetch('absent.js').then((response) => response.text())").await?;
        assert!(page.to_string().contains("Log in"), "{page}");
        assert_eq!(session.promised(POISON).await?, json!([]));
        session.heard().await?;
        if session.engine == Engine::WebKitGtk {
            return Ok(Outcome::Passed(Some(STUCK.to_owned())));
        }
    }
    host.stop();
    open(session, &host.page()).await?;
    assert_eq!(fetched(session).await?, "v1");
    host.fault(Fault::None);
    host.resume()?;
    news(session).await?;
    take(session, "v2").await?;
    session.heard().await?;
    Ok(PASSED)
}

/// Deletes all caches.
const EVICT: &str =
    "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))";

pub(in crate::cases) async fn mended(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    let count = "(async () => (await (await caches.open((await caches.keys())[0])).keys())
        .filter((request) => !request.url.includes('?tab=')).length)()";
    let whole = session.promised(count).await?;
    let page = json!([FOLDER]).to_string();
    let parts = json!(["update.js", "core.js", "core_bg.wasm", "which.txt"]).to_string();
    for harm in [&DAMAGE.replace("ENDS", &parts), &DAMAGE.replace("ENDS", &page), EVICT] {
        session.promised(harm).await?;
        open(session, &host.page()).await?;
        assert_eq!(build(session).await?, "v1");
        assert_eq!(fetched(session).await?, "v1");
        let mended = format!(
            "{count}.then((number) => {{ window.mended = number; }});
            return window.mended == arguments[0]"
        );
        session.until("what is kept to be whole", &mended, vec![whole.clone()]).await?;
        host.stop();
        open(session, &host.page()).await?;
        assert_eq!(fetched(session).await?, "v1");
        session.heard().await?;
        host.resume()?;
    }
    Ok(PASSED)
}

pub(in crate::cases) async fn retired(session: &Session) -> Result<Outcome> {
    let host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.retire()?;
    let left = "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
          .then((them) => { window.left = them.flat().length; });
        return window.left === 0";
    session.until("nothing to be kept", &[COME_BACK, left].concat(), Vec::new()).await?;
    open(session, &host.page()).await?;
    assert_eq!(build(session).await?, "retired");
    session.until("nothing to be kept", left, Vec::new()).await?;
    Ok(PASSED)
}
