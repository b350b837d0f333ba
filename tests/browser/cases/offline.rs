//! The standalone page without a network, and from one version to the next. Each row has a host of
//! its own that really goes down, see `deployed.rs`.

pub(super) mod faults;
pub(super) mod updates;

use serde_json::{Value, json};

use updates::asks;

use super::PASSED;
use crate::deployed::{FOLDER, Host};
use crate::engine::Engine;
use crate::session::Session;
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// The notice about a new version.
const NEWS: &str = "A new version is ready. Your answers stay.";

/// Why rows end early in `WebKitGTK`. Used by hand, the engine does look for another update.
const STUCK: &str = "up to the next update: after one that failed or was taken, the engine's look \
     for another often never ends in a driven session";

/// Sends the event of a reader who comes back to the tab, at most once a second: an earlier look
/// that is still under way would find an older build. `WebKitGTK` takes driven tabs for hidden.
const COME_BACK: &str = "if (!(performance.now() < window.lookAgain)) {
      window.lookAgain = performance.now() + 1000;
      Object.defineProperty(document, 'hidden', { value: false, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }";

/// Whether the page is kept.
pub(super) const KEPT: &str = "return navigator.serviceWorker.controller?.state == 'activated'";

/// Why a row cannot run in this engine, if so.
pub(super) async fn left_out(session: &Session, host: &Host) -> Result<Option<Outcome>> {
    session.abroad(&host.url("/tools/tiebreak/which.txt")).await?;
    let able = "return 'serviceWorker' in navigator && 'caches' in window";
    let able = session.run(able, Vec::new()).await? == true;
    Ok((!able).then(|| Outcome::LeftOut("no service workers in its sessions".to_owned())))
}

/// The view of the shipped decision.
const VIEW: &str = "#/d/django-vs-fastapi";

/// Opens the page, afresh and at the shipped decision if it has no other fragment, and waits for its
/// widget.
pub(super) async fn open<'a>(session: &'a Session, address: &str) -> Result<Widget<'a>> {
    // From the page itself a fragment leads nowhere new.
    session.abroad("about:blank").await?;
    let view = if address.contains('#') { "" } else { VIEW };
    session.abroad(&[address, view].concat()).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    Ok(widget)
}

/// Opens the page for the first time, and waits until it is kept.
pub(super) async fn keep<'a>(session: &'a Session, host: &Host) -> Result<Widget<'a>> {
    let widget = open(session, &host.page()).await?;
    session.until("the page to be kept", KEPT, Vec::new()).await?;
    Ok(widget)
}

/// The build of the page in this tab.
async fn build(session: &Session) -> Result<String> {
    let name = session.run("return document.documentElement.dataset.build", Vec::new()).await?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}

/// The build from which a file comes that is fetched now.
async fn fetched(session: &Session) -> Result<Value> {
    session.promised("fetch('which.txt').then((response) => response.text())").await
}

/// Damages each cached file whose address has one of the endings `ENDS`.
const DAMAGE: &str = "(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const { url } of await cache.keys()) {
      if (ENDS.some((end) => url.endsWith(end))) await cache.put(url, new Response('damaged'));
    }
  })()";

pub(super) async fn gone(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.stop();

    let widget = open(session, &host.page()).await?;
    let model = sheets::model()?;
    widget.choose_case(&model.cases[0].name).await?;
    for panel in super::console::PANELS {
        widget.open_panel(panel).await?;
    }
    let answers = &model.cases[0].answers;
    let decision = tiebreak_core::engine::decide(&model, answers);
    let link = tiebreak_core::link::write(&model, answers, &decision);
    let before = session.new_tab().await?;
    for address in [format!("?from=a-search#{link}"), format!("index.html#{link}")] {
        let opened = open(session, &(host.page() + &address)).await?;
        opened.says("These answers come from a link.").await?;
        assert_eq!(opened.value().await?, Value::Object(answers.write(&model)));
    }
    let absent = session.promised("fetch('absent.js').then((response) => response.status)").await?;
    assert!(absent.is_string(), "what is not kept is not there: {absent}");
    session.heard().await?;
    session.close_tab(before).await?;

    host.resume()?;
    let absent = session.promised("fetch('absent.js').then((response) => response.status)").await?;
    assert_eq!(absent, 404, "the server's own answer");
    session.heard().await?;
    Ok(PASSED)
}

/// An article in the folder of the page, and the page in a frame.
const NEIGHBOURS: [(&str, &str); 2] = [
    (
        "article.html",
        "<!doctype html><html><head><title>Article</title></head><body>
         <tie-break model=\"django-vs-fastapi\" loading=\"eager\"></tie-break>
         <script src=\"embed.js\"></script></body></html>",
    ),
    (
        "framing.html",
        "<!doctype html><title>Framing</title><iframe src=\"index.html#/d/django-vs-fastapi\" width=\"900\"></iframe>",
    ),
];

/// Puts them there; they are no part of a build.
fn add_neighbours(build: &std::path::Path) -> Result {
    for (name, text) in NEIGHBOURS {
        std::fs::write(build.join(name), text)?;
    }
    Ok(())
}

pub(super) async fn neighbours(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    // One copy at the root of the host, above the other.
    host.deploy_with("/", "root-1", add_neighbours)?;
    session.abroad(&host.url("/framing.html")).await?;
    let shown = "return frames[0].document.querySelector('tie-break')?.value";
    session.until("the widget in the frame", shown, Vec::new()).await?;
    let registered = "new Promise((done) => setTimeout(done, 500))
        .then(() => navigator.serviceWorker.getRegistrations()).then((registrations) => registrations.length)";
    assert_eq!(session.promised(registered).await?, 0, "a frame keeps nothing");

    open(session, &host.url("/")).await?;
    session.until("the copy above to be kept", KEPT, Vec::new()).await?;
    open(session, &host.page()).await?;
    let kept = "return navigator.serviceWorker.controller?.scriptURL == new URL('sw.js', location)
          && navigator.serviceWorker.controller.state == 'activated'";
    session.until("the copy below to be kept", kept, Vec::new()).await?;
    let words = "return document.querySelector('.notice').innerText";
    assert_eq!(session.run(words, Vec::new()).await?, "", "a first visit brings no news");
    host.deploy_with("/", "root-2", add_neighbours)?;
    host.asked();
    open(session, &host.url("/article.html")).await?;
    let asked = host.asked();
    for path in ["/article.html", "/embed.js", "/models/django-vs-fastapi.json"] {
        assert!(
            asked.iter().any(|asked_path| asked_path.ends_with(path)),
            "{path} came from elsewhere: {asked:?}"
        );
    }
    assert_eq!(
        session.promised("fetch('/which.txt').then((response) => response.text())").await?,
        "root-2"
    );

    host.stop();
    // Between two pages, nobody used the copy above: an engine may have let its new build take over.
    for (page, names) in [("/", &["root-1", "root-2"][..]), (FOLDER, &["v1"])] {
        open(session, &host.url(page)).await?;
        let name = build(session).await?;
        assert!(names.contains(&name.as_str()), "{page} shows {name}");
        assert_eq!(fetched(session).await?, name, "{page} is of one build");
    }
    session.heard().await?;
    Ok(PASSED)
}

pub(super) async fn denied(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut("only Chromium's driver can take room away".to_owned()));
    }
    let none = json!({ "origin": host.url(""), "quotaSize": 20_000 });
    let plenty = json!({ "origin": host.url("") });
    session.devtools("Storage.overrideQuotaForOrigin", none.clone()).await?;
    host.asked();
    let widget = open(session, &host.page()).await?;
    // Asked for by the worker alone.
    asks(session, &host, "icons/icon-192.png").await?;
    let left = "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
          .then((them) => { window.left = them.flat().length; });
        return window.left === 0";
    session.until("nothing to be kept", left, Vec::new()).await?;
    widget.choose_case(&sheets::model()?.cases[0].name).await?;
    host.asked();
    open(session, &host.page()).await?.sees("heading", &sheets::model()?.title).await?;
    // A worker that is still on its way would be the next page's, and fail.
    asks(session, &host, "icons/icon-192.png").await?;
    session.until("nothing to be kept", left, Vec::new()).await?;
    session.heard().await?;

    // Kept, it opens and goes on without a server where there is no room for anything more.
    session.devtools("Storage.overrideQuotaForOrigin", plenty).await?;
    keep(session, &host).await?;
    session.devtools("Storage.overrideQuotaForOrigin", none).await?;
    host.stop();
    let widget = open(session, &host.page()).await?;
    widget.choose_case(&sheets::model()?.cases[0].name).await?;
    widget.click("tab", "Side by side").await?;
    widget.sees("table", "").await?;
    session.heard().await?;
    Ok(PASSED)
}

pub(super) async fn installable(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut("only Chromium says what it takes".to_owned()));
    }
    let host = Host::start()?;
    keep(session, &host).await?;
    let manifest = session.devtools("Page.getAppManifest", json!({})).await?;
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    assert_eq!(manifest["url"], host.page() + "manifest.webmanifest");
    let text: Value = serde_json::from_str(manifest["data"].as_str().unwrap_or_default())?;
    assert_eq!(text["shortcuts"][0]["url"], ["./", VIEW].concat(), "{text}");
    let errors = session.devtools("Page.getInstallabilityErrors", json!({})).await?;
    assert_eq!(errors["installabilityErrors"], json!([]), "{errors}");
    // The id of the installed page has the folder, because a host may have two copies.
    let id = session.devtools("Page.getAppId", json!({})).await?;
    assert_eq!(id["appId"], host.page(), "{id}");
    Ok(PASSED)
}
