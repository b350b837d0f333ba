//! How fast Chromium is, printed as one line of JSON: `cargo xtask bench` makes a table of it.
//!
//! A verdict counts as painted when a frame that was asked for after the click has begun, its text
//! is the new one, and a message posted from within that frame arrives, which is after painting.

use std::path::PathBuf;

use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use xtask::serve::Server;

use crate::engine::Engine;
use crate::session::Session;
use crate::site::{ARTICLE, COUNTER, SURVEY, Site, dist};
use crate::{Result, sheets, survey};

/// Clicks that are timed.
const CLICKS: usize = 200;
/// Clicks per call of the driver, which waits for 30 seconds at most.
const CHUNK: usize = 20;
/// How many times slower than this machine's the processor looks.
const SLOWER: u32 = 4;
/// Visits that are timed.
const VISITS: usize = 7;

/// Defines `timed`, which gives the milliseconds from a click until what `look` gives is another text and
/// is painted, or nothing if the text stays the same; and what `timed` and the loops below wait with.
const TIMED: &str = "const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  }));
  const timed = async (control, look) => {
    const before = look();
    const start = performance.now();
    control.click();
    do await painted(); while (look() == before && performance.now() < start + 500);
    return look() == before ? [] : [performance.now() - start];
  };";

/// Clicks the options of the question that is asked, one after the other; gives milliseconds. The
/// next click waits until what follows a verdict is done, and comes at any moment of a frame.
const CLICK: &str = "const verdict = ui.find('region', 'Given your answers');
  const times = [];
  const options = ui.all('radio');
  for (let i = 0; times.length < words[0]; i += 1) {
    times.push(...await timed(options[i % options.length], () => verdict.textContent));
    while (ui.root.querySelector('[aria-busy=true]')) await pause(10);
    await pause(50 * Math.random());
  }
  return times;";

/// Answers the questions of SurveyJS, one after the other and from the first again; gives the
/// milliseconds of each click on "Next" until the next question is painted. The next click comes at
/// any moment of a frame.
const NEXT: &str = "const place = document.getElementById('survey');
  const times = [];
  while (times.length < words[0]) {
    if (survey.isLastPage) survey.currentPageNo = 0;
    await painted();
    place.querySelector('input:is([type=radio], [type=checkbox]):not(:checked)')?.click();
    await painted();
    await pause(50 * Math.random());
    const next = [...place.querySelectorAll('input[type=button]')].find(({ value }) => value == 'Next');
    times.push(...await timed(next, () => place.textContent));
  }
  return times;";

/// Runs in every page before its own scripts: once the widget says that it is ready, chooses an
/// option and waits until that is painted. `window.usable` has the milliseconds since the visit began, and
/// how many of them the page could not answer a reader in: what tasks take beyond 50 each, as blocking time
/// is defined. `window.panels` has the milliseconds from the arrival of the second file, with the files that
/// it shares with others, until the panels are painted, and the compressed bytes of these files.
///
/// On a page with SurveyJS or with a counter, `window.usable` is the milliseconds until the first control
/// has reacted. The questions of SurveyJS are in the page, as if the author had written them there.
const VISIT: &str = "let blocked = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) blocked += duration - 50;
}).observe({ type: 'longtask', buffered: true });
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
addEventListener('tb-ready', async ({ target }) => {
  const option = target.shadowRoot.querySelector('input');
  option.click();
  do await painted(); while (!Object.keys(target.value).length);
  const usable = performance.now();
  // Long tasks are told late.
  setTimeout(() => { window.usable = [usable, blocked]; }, 500);
  while (!target.shadowRoot.querySelector('[role=tab]')) await painted();
  const shown = performance.now();
  const files = performance.getEntriesByType('resource').filter(({ name }) => /\\/(split|chunk)_/.test(name));
  window.panels = [shown - Math.max(...files.map((file) => file.responseEnd)),
    files.reduce((sum, file) => sum + file.encodedBodySize, 0)];
}, true);
const react = async (control, hasReacted) => {
  control.click();
  do await painted(); while (!hasReacted());
  window.usable = performance.now();
};
addEventListener('DOMContentLoaded', async () => {
  const place = document.getElementById('survey');
  if (place) {
    new Survey.Model(QUESTIONS).render(place);
    const find = (selector) => place.querySelector(selector);
    while (!find('input')) await painted();
    return react(find('input'), () => find('input:checked'));
  }
  while (location.pathname.includes('/counter/') && !document.querySelector('button')) await painted();
  const button = document.querySelector('button');
  if (location.pathname.includes('/counter/')) react(button, () => button.textContent == '1');
});";

/// Runs in every page before its own scripts: milliseconds until a decision can be opened from the
/// standalone page, that is, its link is painted.
const OPENED: &str = "const look = () => document.querySelector('a[href^=\"#/d/\"]')
    ? setTimeout(() => { window.opened = performance.now(); })
    : requestAnimationFrame(look);
  requestAnimationFrame(look);";

/// Measures, and prints figures or what went wrong.
pub(crate) async fn print() {
    let figures = measured().await.unwrap_or_else(|error| json!({ "error": error.to_string() }));
    println!("{figures}");
}

async fn measured() -> Result<Value> {
    let session = Session::start(Engine::Chromium, Site::packed()?).await?;
    let tasks = tasks(&session).await?;
    let [clicks, survey] = clicks(&session).await?;
    slow_down(&session, SLOWER).await?;
    let visits = visits(&session).await?;
    let [first, warm] = page(&session).await?;
    session.close().await;
    Ok(json!({
        "tasks": tasks,
        "click_median": quantile(&clicks, 50),
        "click_99": quantile(&clicks, 99),
        "survey_median": quantile(&survey, 50),
        "survey_99": quantile(&survey, 99),
        "usable": quantile(&visits.usable, 50),
        "blocked": quantile(&visits.blocked, 50),
        "panels": quantile(&visits.panels, 50),
        "bytes_after": quantile(&visits.bytes_after, 50),
        "usable_survey": quantile(&visits.survey, 50),
        "usable_counter": quantile(&visits.counter, 50),
        "page_first": quantile(&first, 50),
        "page_warm": quantile(&warm, 50),
    }))
}

/// Nanoseconds of every task of `benches/tasks.rs`, whose module `TIEBREAK_TASKS` names.
async fn tasks(session: &Session) -> Result<Value> {
    let module = PathBuf::from(std::env::var("TIEBREAK_TASKS")?);
    let folder = module.parent().ok_or("`TIEBREAK_TASKS` names no file")?.to_owned();
    let server = Server::start(0, move |request| request.file(&folder))?;
    let name = module.file_name().unwrap_or_default().to_string_lossy();
    let measure = include_str!("../../benches/wasm.js");
    let script = format!(
        "{measure}\nreturn fetch(arguments[0]).then((response) => response.arrayBuffer()).then(measure)"
    );
    session.go(ARTICLE).await?;
    session.run(&script, vec![format!("{}/{name}", server.origin()).into()]).await
}

/// Makes the processor look this many times slower.
async fn slow_down(session: &Session, rate: u32) -> Result {
    session.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await.map(drop)
}

/// Milliseconds from a click on an option to the painted verdict, for a reader who began with a
/// typical case; and from a click on "Next" to the painted question in SurveyJS. Both take turns, so
/// that other work of the machine slows both.
async fn clicks(session: &Session) -> Result<[Vec<f64>; 2]> {
    let model = sheets::model()?;
    let article = session.tab().await?;
    let widget = session.open(ARTICLE).await?;
    widget.choose_case(&model.cases[0].name).await?;
    while widget.names("radio").await?.is_empty() {
        widget.click("button", "Next").await?;
    }
    session.new_tab().await?;
    let questionnaire = session.tab().await?;
    survey::open(session, &model).await?;
    let [mut ours, mut theirs] = [Vec::with_capacity(CLICKS), Vec::with_capacity(CLICKS)];
    let click = format!("(async () => {{ {TIMED} {CLICK} }})()");
    let next = format!("const words = arguments; return (async () => {{ {TIMED} {NEXT} }})()");
    while ours.len() < CLICKS {
        bring_to_front(session, &article).await?;
        ours.extend(numbers(&widget.get(&click, &[&CHUNK.to_string()]).await?));
        bring_to_front(session, &questionnaire).await?;
        theirs.extend(numbers(&session.run(&next, vec![CHUNK.into()]).await?));
    }
    session.close_tab(article).await?;
    Ok([ours, theirs])
}

/// Switches to another tab, and slows this one only: a slow tab takes time of the processor even in the
/// background, where it paints nothing.
async fn bring_to_front(session: &Session, tab: &WindowHandle) -> Result {
    slow_down(session, 1).await?;
    session.switch(tab.clone()).await?;
    session.devtools("Page.bringToFront", json!({})).await?;
    slow_down(session, SLOWER).await
}

/// Makes the line slow and the cache forget, or not.
async fn slow_line(session: &Session, slow: bool) -> Result {
    // Bytes per second; nothing below 0 is held back.
    let (latency, throughput) = if slow { (150, 1_600_000 / 8) } else { (0, -1) };
    let line = json!({
        "offline": false,
        "latency": latency,
        "downloadThroughput": throughput,
        "uploadThroughput": throughput,
    });
    session.devtools("Network.enable", json!({})).await?;
    session.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": slow })).await?;
    session.devtools("Network.emulateNetworkConditions", line).await.map(drop)
}

/// Milliseconds until the standalone page can be used: on first visits by a slow line and a slow
/// processor, and without a server on later ones at full speed.
async fn page(session: &Session) -> Result<[Vec<f64>; 2]> {
    let folder = dist()?;
    let server = Server::start(0, move |request| request.packed(&folder))?;
    let origin = server.origin();
    let page = format!("{origin}/");
    let script = json!({ "source": OPENED });
    session.devtools("Page.addScriptToEvaluateOnNewDocument", script).await?;
    let mut first = Vec::with_capacity(VISITS);
    for _ in 0..VISITS {
        session.abroad("about:blank").await?;
        let everything = json!({ "origin": origin, "storageTypes": "all" });
        session.devtools("Storage.clearDataForOrigin", everything).await?;
        first.extend(opened(session, &page).await?);
    }
    slow_line(session, false).await?;
    slow_down(session, 1).await?;
    opened(session, &page).await?;
    let kept = "return navigator.serviceWorker.controller?.state == 'activated'";
    session.until("the page to be kept", kept, Vec::new()).await?;
    drop(server);
    let mut warm = Vec::with_capacity(VISITS);
    for _ in 0..VISITS {
        session.abroad("about:blank").await?;
        warm.extend(opened(session, &page).await?);
    }
    Ok([first, warm])
}

/// Opens the standalone page; milliseconds until it can be used.
async fn opened(session: &Session, page: &str) -> Result<Option<f64>> {
    session.abroad(page).await?;
    Ok(session.until("the page", "return window.opened", Vec::new()).await?.as_f64())
}

/// First visits on a slow line, in milliseconds and bytes; see [`VISIT`].
#[derive(Default)]
struct Visits {
    usable: Vec<f64>,
    blocked: Vec<f64>,
    panels: Vec<f64>,
    bytes_after: Vec<f64>,
    survey: Vec<f64>,
    counter: Vec<f64>,
}

/// Visits an article, the same questions in SurveyJS and a counter in turns.
async fn visits(session: &Session) -> Result<Visits> {
    slow_line(session, true).await?;
    let questions = survey::questions(&sheets::model()?).to_string();
    let script = json!({ "source": VISIT.replace("QUESTIONS", &questions) });
    session.devtools("Page.addScriptToEvaluateOnNewDocument", script).await?;
    let mut visits = Visits::default();
    for _ in 0..VISITS {
        session.go(ARTICLE).await?;
        let script = "return window.usable && window.panels && [...usable, ...panels]";
        let visit = session.until("an option", script, Vec::new()).await?;
        visits.usable.extend(visit[0].as_f64());
        visits.blocked.extend(visit[1].as_f64());
        visits.panels.extend(visit[2].as_f64());
        visits.bytes_after.extend(visit[3].as_f64());
        for (page, times) in [(SURVEY, &mut visits.survey), (COUNTER, &mut visits.counter)] {
            session.go(page).await?;
            let visit = session.until(page, "return window.usable", Vec::new()).await?;
            times.extend(visit.as_f64());
        }
    }
    Ok(visits)
}

fn numbers(list: &Value) -> impl Iterator<Item = f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64)
}

/// The least time that is not below `hundredths` of 100 of these.
fn quantile(times: &[f64], hundredths: usize) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get((times.len() * hundredths).div_ceil(100) - 1).copied()
}
