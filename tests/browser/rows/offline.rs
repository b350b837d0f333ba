//! The standalone page without a network, and from one version to the next. Each row has a host of
//! its own that really goes down, see `deployed.rs`.

use std::time::Duration;

use serde_json::{Value, json};

use super::PASSED;
use crate::deployed::{FOLDER, Fault, Host};
use crate::engine::Engine;
use crate::session::Session;
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// What the page says of a new version.
const NEWS: &str = "A new version is ready. Your answers stay.";

/// What `WebKitGTK` does not do for us; by hand, one look after the other, it does.
const STUCK: &str = "up to the next update: after one that failed or was taken, the engine's look \
     for another often never ends in a driven session";

/// What a page hears when its reader comes back to it, once a second: an earlier look that is still
/// under way would see the build of then. `WebKitGTK` has driven tabs for hidden.
const COME_BACK: &str = "if (!(performance.now() < window.lookAgain)) {
      window.lookAgain = performance.now() + 1000;
      Object.defineProperty(document, 'hidden', { value: false, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }";

/// Whether the page is kept.
const KEPT: &str = "return navigator.serviceWorker.controller?.state == 'activated'";

/// Why a row cannot run in this engine, if so.
async fn left_out(session: &Session, host: &Host) -> Result<Option<Outcome>> {
    session.abroad(&host.url("/tools/tiebreak/which.txt")).await?;
    let able = "return 'serviceWorker' in navigator && 'caches' in window";
    let able = session.run(able, Vec::new()).await? == true;
    Ok((!able).then(|| Outcome::LeftOut("no service workers in its sessions".to_owned())))
}

/// The view of the shipped decision.
const VIEW: &str = "#/d/django-vs-fastapi";

/// Opens the page, afresh and at the shipped decision if it has no other fragment, and waits for its
/// widget.
async fn open<'a>(session: &'a Session, address: &str) -> Result<Widget<'a>> {
    // From the page itself a fragment leads nowhere new.
    session.abroad("about:blank").await?;
    let view = if address.contains('#') { "" } else { VIEW };
    session.abroad(&[address, view].concat()).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    Ok(widget)
}

/// Opens the page for the first time, and waits until it is kept.
async fn keep<'a>(session: &'a Session, host: &Host) -> Result<Widget<'a>> {
    let widget = open(session, &host.page()).await?;
    session.until("the page to be kept", KEPT, Vec::new()).await?;
    Ok(widget)
}

/// The build that the page in this tab is of.
async fn build(session: &Session) -> Result<String> {
    let name = session.run("return document.documentElement.dataset.build", Vec::new()).await?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}

/// The build that a file which is fetched now comes from.
async fn fetched(session: &Session) -> Result<Value> {
    session.promised("fetch('which.txt').then((it) => it.text())").await
}

pub(super) async fn gone(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.stop();

    let widget = open(session, &host.page()).await?;
    let model = sheets::model()?;
    widget.click("button", &model.cases[0].name).await?;
    for panel in super::quiet::PANELS {
        widget.click("tab", panel).await?;
        widget.sees("tabpanel", panel).await?;
    }
    let answers = &model.cases[0].answers;
    let decision = tiebreak::engine::decide(&model, answers);
    let link = tiebreak::link::write(&model, answers, &decision);
    let before = session.new_tab().await?;
    for address in [format!("?from=a-search#{link}"), format!("index.html#{link}")] {
        let opened = open(session, &(host.page() + &address)).await?;
        opened.says("These answers come from a link.").await?;
        assert_eq!(opened.value().await?, Value::Object(answers.write(&model)));
    }
    let absent = session.promised("fetch('absent.js').then((it) => it.status)").await?;
    assert!(absent.is_string(), "what is not kept is not there: {absent}");
    session.heard().await?;
    session.close_tab(before).await?;

    host.resume()?;
    let absent = session.promised("fetch('absent.js').then((it) => it.status)").await?;
    assert_eq!(absent, 404, "the server's own answer");
    session.heard().await?;
    Ok(PASSED)
}

/// Looks for a new version as coming back to the tab does, and waits until the page tells of it.
async fn news(session: &Session) -> Result {
    let said = [COME_BACK, TOLD].concat();
    session.until("the new version to be told of", &said, vec![NEWS.into()]).await.map(drop)
}

async fn told(session: &Session) -> Result {
    session.until("the new version to be told of", TOLD, vec![NEWS.into()]).await.map(drop)
}

const TOLD: &str =
    "return document.querySelector('.notice[role=status]')?.innerText.includes(arguments[0])";

/// Presses a button of the notice.
async fn press(session: &Session, name: &str) -> Result {
    let find = "return [...document.querySelectorAll('.notice button')]
        .find((it) => it.textContent == arguments[0])";
    let button = session.until("a button of the notice", find, vec![name.into()]).await?;
    session.click(&button).await
}

/// Takes the new version that the page tells of, and waits for its widget.
async fn take<'a>(session: &'a Session, name: &str) -> Result<Widget<'a>> {
    press(session, "Use it now").await?;
    let new = "return document.documentElement.dataset.build == arguments[0]";
    session.until("the new version", new, vec![name.into()]).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    Ok(widget)
}

/// How often the page of this tab was opened.
async fn times_opened(session: &Session) -> Result<i64> {
    let count = session.run("return Number(window.name)", Vec::new()).await?;
    count.as_i64().ok_or_else(|| "the page does not count".into())
}

pub(super) async fn update(session: &Session) -> Result<Outcome> {
    let host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    let first = session.new_tab().await?;
    open(session, &host.page()).await?;
    let second = session.tab().await?;
    session.switch(first.clone()).await?;

    // The new one has lost what the old one has yet to fetch.
    host.deploy_with(FOLDER, "v2", |build| {
        Ok(std::fs::remove_file(build.join("models/django-vs-fastapi.evidence.json"))?)
    })?;
    news(session).await?;
    assert_eq!(build(session).await?, "v1", "nothing is replaced under the reader's hands");
    press(session, "Later").await?;
    let widget = open(session, &host.page()).await?;
    told(session).await?;
    assert_eq!(build(session).await?, "v1", "later is not now");
    assert_eq!(fetched(session).await?, "v1");
    let sheet = json!({
        "product": "full", "hiring": "*",
        "overrides": [{ "question": "product", "option": "full", "weight": 60 }],
    });
    widget.set(&sheet).await?;
    let opened = times_opened(session).await?;
    let widget = take(session, "v2").await?;
    widget.until("the answers", "host.value.product == 'full'", &[]).await?;
    assert_eq!(widget.value().await?, sheet, "answers outlast the update");
    assert_eq!(fetched(session).await?, "v2");
    let state = session.run("return JSON.stringify(history.state)", Vec::new()).await?.to_string();
    assert!(!state.contains("product"), "answers stay behind in the history: {state}");

    // The other tab is told, and goes on with what it has, which the server has no more.
    session.switch(second).await?;
    told(session).await?;
    assert_eq!(build(session).await?, "v1");
    assert_eq!(fetched(session).await?, "v1");
    let other = Widget::new(session, 0);
    let model = sheets::model()?;
    other.click("button", &model.cases[0].name).await?;
    other.click("tab", "Why").await?;
    let answered = model.cases[0].answers.replies.iter().position(Option::is_some);
    let answered = &model.questions[answered.ok_or("a typical case answers nothing")?];
    other.click("disclosure", &answered.text).await?;
    other.says("Sells:").await?;
    let sheet = other.value().await?;
    let other = take(session, "v2").await?;
    other.until("the answers", "Object.keys(host.value).length > 1", &[]).await?;
    assert_eq!(other.value().await?, sheet);
    session.close_tab(first).await?;
    assert_eq!(times_opened(session).await?, opened + 1, "it was opened once more, not twice");
    Ok(PASSED)
}

/// Looks for a new version, and waits until it is there whole beside this many others.
async fn waits(session: &Session, others: usize) -> Result {
    let waits = "navigator.serviceWorker.getRegistration().then(async (it) => {
          window.waits = !it.installing && !!it.waiting && (await caches.keys()).length;
        });
        return window.waits == arguments[0] + 1";
    let waits = [COME_BACK, waits].concat();
    session.until("the new version to wait", &waits, vec![others.into()]).await.map(drop)
}

pub(super) async fn versions(session: &Session) -> Result<Outcome> {
    let host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    let first = session.new_tab().await?;
    let second = session.tab().await?;
    open(session, &host.page()).await?;
    host.deploy(FOLDER, "v2")?;
    waits(session, 1).await?;
    host.deploy(FOLDER, "v3")?;
    waits(session, 2).await?;
    take(session, "v3").await?;
    assert_eq!(fetched(session).await?, "v3", "from the first to the third");
    if session.engine == Engine::WebKitGtk {
        return Ok(Outcome::Passed(Some(STUCK.to_owned())));
    }
    host.deploy(FOLDER, "v2")?;
    news(session).await?;
    take(session, "v2").await?;
    assert_eq!(fetched(session).await?, "v2", "back to the second");

    // The first tab has never left its build; once nobody uses them, two are enough.
    session.switch(first).await?;
    assert_eq!(fetched(session).await?, "v1");
    session.close_tab(second).await?;
    for name in ["v4", "v5"] {
        host.deploy(FOLDER, name)?;
        news(session).await?;
        take(session, name).await?;
    }
    let two = "caches.keys().then((it) => { window.builds = it.length; });
        return window.builds === 2";
    session.until("two builds", two, Vec::new()).await?;
    Ok(PASSED)
}

/// Whether no new version is on its way or waiting any more.
const NOTHING_NEW: &str = "navigator.serviceWorker.getRegistration()
      .then((it) => { window.nothing = !it.installing && !it.waiting; });
    return window.nothing";

pub(super) async fn broken_off(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.deploy_with(FOLDER, "v2", |build| Ok(std::fs::write(build.join("new.js"), NEW)?))?;
    host.fault(Fault::Half);
    host.asked();
    asks(session, &host, "new.js").await?;
    host.stop();
    session.until("the end of the update", NOTHING_NEW, Vec::new()).await?;
    open(session, &host.page()).await?;
    assert_eq!(build(session).await?, "v1");
    assert_eq!(fetched(session).await?, "v1");
    session.heard().await?;
    if session.engine == Engine::WebKitGtk {
        return Ok(Outcome::Passed(Some(STUCK.to_owned())));
    }

    host.fault(Fault::None);
    host.resume()?;
    news(session).await?;
    take(session, "v2").await?;
    assert_eq!(session.promised("fetch('new.js').then((it) => it.text())").await?, NEW);
    Ok(PASSED)
}

/// A file that only a later build has.
const NEW: &str = "export const it = 'what is new and was not there before';";

/// Looks for a new version, and waits until the host is asked for a file.
async fn asks(session: &Session, host: &Host, file: &str) -> Result {
    let file = [FOLDER, file].concat();
    let look = async {
        while !host.asked().contains(&file) {
            session.run(COME_BACK, Vec::new()).await?;
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Ok(())
    };
    let nobody = |_| Err(format!("nobody asks for {file}").into());
    tokio::time::timeout(Duration::from_secs(15), look).await.unwrap_or_else(nobody)
}

/// Pages among what is kept that are not the page.
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

pub(super) async fn portal(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.deploy(FOLDER, "v2")?;
    // What the update asks for, and finds a page in place of.
    for (fault, file) in [(Fault::PortalAfterWorker, "which.txt"), (Fault::Portal, "sw.js")] {
        host.fault(fault);
        host.asked();
        open(session, &host.page()).await?;
        asks(session, &host, file).await?;
        session.until("the end of the update", NOTHING_NEW, Vec::new()).await?;
        let page = session.promised("fetch('absent.js').then((it) => it.text())").await?;
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

/// Puts something else in the place of what is kept, where the address ends so.
const DAMAGE: &str = "(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const { url } of await cache.keys()) {
      if (ENDS.some((it) => url.endsWith(it))) await cache.put(url, new Response('damaged'));
    }
  })()";
/// Takes everything away that is kept.
const EVICT: &str =
    "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))";

pub(super) async fn mended(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    let count = "(async () => (await (await caches.open((await caches.keys())[0])).keys())
        .filter((it) => !it.url.includes('?tab=')).length)()";
    let whole = session.promised(count).await?;
    let page = json!([FOLDER]).to_string();
    let parts = json!(["update.js", "core.js", "core_bg.wasm", "which.txt"]).to_string();
    for harm in [&DAMAGE.replace("ENDS", &parts), &DAMAGE.replace("ENDS", &page), EVICT] {
        session.promised(harm).await?;
        open(session, &host.page()).await?;
        assert_eq!(build(session).await?, "v1");
        assert_eq!(fetched(session).await?, "v1");
        let mended = format!(
            "{count}.then((it) => {{ window.mended = it; }});
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

pub(super) async fn retired(session: &Session) -> Result<Outcome> {
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
        .then(() => navigator.serviceWorker.getRegistrations()).then((it) => it.length)";
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
        assert!(asked.iter().any(|it| it == path), "{path} came from elsewhere: {asked:?}");
    }
    assert_eq!(session.promised("fetch('/which.txt').then((it) => it.text())").await?, "root-2");

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
    let host = Host::start()?;
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut("only Chromium's driver can take room away".to_owned()));
    }
    let quota = json!({ "origin": host.url(""), "quotaSize": 20_000 });
    session.devtools("Storage.overrideQuotaForOrigin", quota).await?;
    host.asked();
    let widget = open(session, &host.page()).await?;
    // Asked for by the worker alone.
    asks(session, &host, "icons/icon-192.png").await?;
    let left = "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
          .then((them) => { window.left = them.flat().length; });
        return window.left === 0";
    session.until("nothing to be kept", left, Vec::new()).await?;
    widget.click("button", &sheets::model()?.cases[0].name).await?;
    open(session, &host.page()).await?.sees("heading", &sheets::model()?.title).await?;
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
    let errors = session.devtools("Page.getInstallabilityErrors", json!({})).await?;
    assert_eq!(errors["installabilityErrors"], json!([]), "{errors}");
    // What tells one installed page from another holds the folder, for hosts with two copies.
    let id = session.devtools("Page.getAppId", json!({})).await?;
    assert_eq!(id["appId"], host.page(), "{id}");
    Ok(PASSED)
}
