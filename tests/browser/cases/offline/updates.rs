//! From one version of the page to the next.

use serde_json::json;

use super::{COME_BACK, DAMAGE, NEWS, STUCK, build, fetched, keep, left_out, open};
use crate::cases::PASSED;
use crate::deployed::{FOLDER, Fault, Host};
use crate::engine::Engine;
use crate::session::{PATIENCE, PERIOD, Session};
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// Looks for a new version as coming back to the tab does, and waits until the page tells of it.
pub(super) async fn news(session: &Session) -> Result {
    let said = [COME_BACK, TOLD].concat();
    session.until("the new version to be told of", &said, vec![NEWS.into()]).await.map(drop)
}

async fn told(session: &Session) -> Result {
    session.until("the new version to be told of", TOLD, vec![NEWS.into()]).await.map(drop)
}

const TOLD: &str =
    "return document.querySelector('.notice[role=status]')?.innerText.includes(arguments[0])";

/// How often a page may be opened until it deletes builds that no tab uses.
const TRIES: usize = 10;

/// Presses a button of the notice.
async fn press(session: &Session, name: &str) -> Result {
    Widget::page(session).click("button", name).await
}

/// Takes the new version that the page tells of, and waits for its widget.
pub(super) async fn take<'a>(session: &'a Session, name: &str) -> Result<Widget<'a>> {
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

pub(in crate::cases) async fn update(session: &Session) -> Result<Outcome> {
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

    // The other tab is told too, and keeps using files that the server no longer has.
    session.switch(second).await?;
    told(session).await?;
    assert_eq!(build(session).await?, "v1");
    assert_eq!(fetched(session).await?, "v1");
    let other = Widget::new(session, 0);
    let model = sheets::model()?;
    other.choose_case(&model.cases[0].name).await?;
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
    let waits = "navigator.serviceWorker.getRegistration().then(async (registration) => {
          window.waits = !registration.installing && !!registration.waiting && (await caches.keys()).length;
        });
        return window.waits == arguments[0] + 1";
    let waits = [COME_BACK, waits].concat();
    session.until("the new version to wait", &waits, vec![others.into()]).await.map(drop)
}

pub(in crate::cases) async fn versions(session: &Session) -> Result<Outcome> {
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
    // A damaged file is not served, and neither is the file of another build in its place.
    session.promised(&DAMAGE.replace("ENDS", &json!(["which.txt"]).to_string())).await?;
    let found = fetched(session).await?;
    assert!(found != "damaged" && found != "v2", "{found}");
    session.heard().await?;
    session.close_tab(second).await?;
    for name in ["v4", "v5"] {
        host.deploy(FOLDER, name)?;
        news(session).await?;
        take(session, name).await?;
    }
    // Opening the page deletes builds that no tab uses, but a closed tab may count for a while.
    for _ in 0..TRIES {
        if session.promised("caches.keys().then((names) => names.length)").await? == 2 {
            return Ok(PASSED);
        }
        open(session, &host.page()).await?;
    }
    Err("builds that nobody uses are kept".into())
}

/// Whether no new version is on its way or waiting any more.
pub(super) const NOTHING_NEW: &str = "navigator.serviceWorker.getRegistration()
      .then((registration) => { window.nothing = !registration.installing && !registration.waiting; });
    return window.nothing";

pub(in crate::cases) async fn broken_off(session: &Session) -> Result<Outcome> {
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
    assert_eq!(session.promised("fetch('new.js').then((response) => response.text())").await?, NEW);
    Ok(PASSED)
}

/// A file that only a later build has.
const NEW: &str = "export const text = 'what is new and was not there before';";

/// Looks for a new version, and waits until the host is asked for a file.
pub(super) async fn asks(session: &Session, host: &Host, file: &str) -> Result {
    let file = [FOLDER, file].concat();
    let look = async {
        while !host.asked().contains(&file) {
            session.run(COME_BACK, Vec::new()).await?;
            tokio::time::sleep(PERIOD).await;
        }
        Ok(())
    };
    let nobody = |_| Err(format!("nobody asks for {file}").into());
    tokio::time::timeout(PATIENCE, look).await.unwrap_or_else(nobody)
}

pub(in crate::cases) async fn waiting(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    host.deploy(FOLDER, "v2")?;
    waits(session, 1).await?;
    if session.engine == Engine::WebKitGtk {
        return Ok(Outcome::Passed(Some(STUCK.to_owned())));
    }
    host.deploy_with(FOLDER, "v3", |build| Ok(std::fs::write(build.join("new.js"), NEW)?))?;
    host.fault(Fault::Half);
    host.asked();
    asks(session, &host, "new.js").await?;
    // Opening the page deletes unused builds. While the first tab is open, the waiting build stays.
    let first = session.new_tab().await?;
    open(session, &host.page()).await?;
    host.stop();
    let over = "navigator.serviceWorker.getRegistration()
          .then((registration) => { window.over = !registration.installing && !!registration.waiting; });
        return window.over";
    session.until("the end of the update", over, Vec::new()).await?;
    told(session).await?;
    take(session, "v2").await?;
    assert_eq!(fetched(session).await?, "v2", "what waited was whole");
    session.heard().await?;
    session.close_tab(first).await?;
    Ok(PASSED)
}

pub(in crate::cases) async fn tabs(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    keep(session, &host).await?;
    let closed = "(async () => {
        const cache = await caches.open((await caches.keys())[0]);
        for (let i = 0; i < 120; i++) await cache.put('?tab=closed-' + i, new Response());
      })()";
    session.promised(closed).await?;
    let first = session.new_tab().await?;
    open(session, &host.page()).await?;
    let fewer = "caches.keys().then(async ([name]) => {
          const urls = (await (await caches.open(name)).keys()).map((request) => request.url);
          window.closed = urls.filter((url) => url.includes('?tab=closed-')).length;
        });
        return window.closed <= 100";
    session.until("closed tabs to be forgotten", fewer, Vec::new()).await?;
    host.stop();
    session.close_tab(first).await?;
    assert_eq!(fetched(session).await?, "v1", "the first tab is still known");
    session.heard().await?;
    Ok(PASSED)
}
