//! Counts and sizes: requests and their times, layout shifts, and memory that is not released.

use serde_json::{Value, json};
use xtask::serve::{Response, Server};

use super::{PASSED, element};
use crate::engine::Engine;
use crate::hosts::LONG;
use crate::session::Session;
use crate::site::{ARTICLE, Site};
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// Bytes of the loader: all that is fetched before a widget is near.
const LOADER: u64 = 2_650;

/// A widget in the place of the article's, with these attributes; `fresh` is a new one each time.
const FRESH: &str = "const fresh = (attributes) => {
    const element = document.createElement('tie-break');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append('The short answer stands here.');
    return element;
  };";

/// A pointer comes over the widget.
pub(super) const AIM: &str =
    "ui.root.querySelector('section').dispatchEvent(new PointerEvent('pointerenter'))";

/// Far from the screen nothing but the loader is fetched; near it, the rest is.
pub(super) async fn lazy(session: &Session) -> Result<Outcome> {
    session.afresh().await?;
    session.go(LONG).await?;
    // The widget's own observer is older than this one, so it is called first.
    let told = "const element = document.querySelector('tie-break');
        const { top } = element.getBoundingClientRect();
        if (top < innerHeight + 500) return 'the article is too short';
        return customElements.whenDefined('tie-break').then(() => new Promise((done) =>
          new IntersectionObserver(() => done(null), { rootMargin: '400px' }).observe(element)))";
    assert_eq!(session.run(told, Vec::new()).await?, Value::Null);
    let ours = |asked: Vec<String>| -> Vec<String> {
        asked.into_iter().filter(|path| path.contains("/tiebreak/")).collect()
    };
    assert_eq!(ours(session.site.asked()), ["/tiebreak/embed.js"]);
    let near = "const { top } = document.querySelector('tie-break').getBoundingClientRect();
        scrollBy(0, top - innerHeight - 200)";
    session.run(near, Vec::new()).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert!(ours(session.site.asked()).len() >= 3);
    // The code that explains a verdict is fetched when the pointer enters the widget.
    let is_fetched =
        "performance.getEntriesByType('resource').some(({ name }) => name.includes('/split_'))";
    assert_eq!(widget.get(is_fetched, &[]).await?, false);
    widget.get(AIM, &[]).await?;
    widget.until("the second file", is_fetched, &[]).await?;
    Ok(PASSED)
}

/// A host sends compressed files: the browser receives exactly their compressed sizes. The loader
/// is small.
pub(super) async fn bytes(session: &Session) -> Result<Outcome> {
    let site = Site::packed()?;
    session.abroad(&site.url(ARTICLE)).await?;
    Widget::new(session, 0).ready().await?;
    let fetched = session.run("return probe.fetched", Vec::new()).await?;
    let ours: Vec<(String, u64)> = fetched
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            Some((entry[0].as_str()?.split_once("/tiebreak/")?.1.to_owned(), entry[1].as_u64()?))
        })
        .collect();
    let weight = |name: &str| ours.iter().find(|(path, _)| path == name).map(|file| file.1);
    let loader = weight("embed.js").ok_or_else(|| format!("no loader among {ours:?}"))?;
    assert!((500..=LOADER).contains(&loader), "the loader: {loader} bytes");
    for (name, bytes) in &ours {
        let packed = site.size(&format!("/tiebreak/{name}"));
        assert_eq!(Some(*bytes), packed, "{name}");
    }
    let model = format!("{}/models/{}.json", element::version(), sheets::model()?.id);
    for name in ["core.js", "core_bg.wasm", &model] {
        assert!(ours.iter().any(|(path, _)| path.ends_with(name)), "{name} is not among {ours:?}");
    }
    // The first answer does not wait for the files that explain a verdict.
    let later = |file: &&(String, u64)| {
        ["split_", "chunk_", "evidence"].iter().any(|part| file.0.contains(part))
    };
    let first: u64 = ours.iter().filter(|file| !later(file)).map(|file| file.1).sum();
    Ok(Outcome::Passed(Some(format!("{first} bytes up to the first answer, loader {loader}"))))
}

/// Why layout shifts are measured in one engine only.
pub(super) const DEAF: &str = "this engine does not tell of layout shifts";

/// Records the layout shifts. Shifts inside a widget name no nodes. Those up to a thousandth of the
/// window are left out, because the brackets of a chart may move along their bars.
pub(super) const SHIFTS: &str = "window.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries()))
      .observe({ type: 'layout-shift', buffered: true });
    window.shifted = async (since) => {
      for (let i = 0; i < 2; i += 1) {
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      }
      return shifts
        .filter((shift) => shift.startTime >= since)
        .filter(({ value, sources }) => value > 0.001 || sources.some(({ node }) => node))
        .map((shift) => shift.value + ' ' + shift.sources.map(({ node }) => node?.nodeName).join());
    };";

/// Nothing on the screen moves while the code loads, when the code fails to load, or while the
/// results of an answer are computed.
pub(super) async fn shifts(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut(DEAF.to_owned()));
    }
    let nothing = "return shifted(0)";
    // The observer is not deaf: first something is moved.
    session.go(ARTICLE).await?;
    session.run(SHIFTS, Vec::new()).await?;
    session.run("document.querySelector('h1').style.marginTop = '200px'", Vec::new()).await?;
    let something = "return shifted(0).then((moved) => moved.length > 0)";
    session.until("what was moved", something, Vec::new()).await?;

    // Below the screen, where a lazy widget comes to life.
    session.go(LONG).await?;
    session.run(SHIFTS, Vec::new()).await?;
    let near = "const { top } = document.querySelector('tie-break').getBoundingClientRect();
        scrollBy(0, top - innerHeight - 100)";
    session.run(near, Vec::new()).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.get("host.scrollIntoView()", &[]).await?;
    assert_eq!(session.run(nothing, Vec::new()).await?, json!([]), "on coming near");

    // In sight from the start, in the room that the author reserved or that the content takes.
    let short = "<p>The short answer stands here.</p>";
    let long = short.repeat(8);
    let answers = r#"{"product": "full"}"#;
    for (base, end, room, content, preset) in [
        ("/tiebreak/", "tb-ready", json!(420), short, "{}"),
        ("/tiebreak/", "tb-ready", json!(900), short, answers),
        ("/tiebreak/", "tb-ready", Value::Null, short, "{}"),
        ("/tiebreak/", "tb-ready", Value::Null, &long, "{}"),
        ("/broken/missing/", "tb-error", json!(420), short, "{}"),
    ] {
        let model = session.site.url("/tiebreak/models/django-vs-fastapi.json");
        let attributes = json!({ "base": base, "model": model, "loading": "eager",
            "min-height": room, "answers": preset });
        let coming = || moved_until(session, end, &attributes, content);
        let moved = unless_late(coming).await?;
        assert_eq!(moved, json!([]), "until {end}, room {room}, {content}");
        if end == "tb-ready" && preset == "{}" {
            let is_small = room.is_null() && content == short;
            let name = if is_small { "Compare:" } else { "Show all" };
            widget.click("button", name).await?;
            widget.until("all of it", "host.offsetHeight > 500", &[]).await?;
        }
        session.heard().await?;
    }
    after_answers(session).await
}

/// The layout shifts while an element with these attributes loads, until it dispatches the event
/// `end`.
pub(super) async fn moved_until(
    session: &Session,
    end: &str,
    attributes: &Value,
    content: &str,
) -> Result<Value> {
    session.site.mend(false);
    session.go(ARTICLE).await?;
    session.run(SHIFTS, Vec::new()).await?;
    let hold = "window.isHeld = true;
        addEventListener('tb-before-load', (event) => { if (isHeld) event.preventDefault(); })";
    session.run(hold, Vec::new()).await?;
    element::place(session, attributes, content).await?;
    let start = "return shifted(0).then(() => {
        window.since = performance.now();
        window.isHeld = false;
        const element = document.querySelector('tie-break');
        element.addEventListener(arguments[0], () => { window.ended = true; });
        element.load();
      })";
    session.run(start, vec![end.into()]).await?;
    session.until(end, "return window.ended", Vec::new()).await?;
    session.run("return shifted(since)", Vec::new()).await
}

/// The layout shifts of the last of up to three attempts. The first without shifts is the last. A
/// page waits a moment for parts that would move others, and then goes on without them: on a busy
/// machine this may cause a shift now and then.
pub(super) async fn unless_late<T: Future<Output = Result<Value>>>(
    moved: impl Fn() -> T,
) -> Result<Value> {
    for _ in 0..2 {
        if moved().await? == json!([]) {
            return Ok(json!([]));
        }
    }
    moved().await
}

/// A verdict changes at once with its answer; the results that are computed later move nothing.
async fn after_answers(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    // The code that explains the verdict arrives before a reader has answered.
    widget.get(AIM, &[]).await?;
    widget.until("what stands behind the verdict", "host.result", &[]).await?;
    session.run(SHIFTS, Vec::new()).await?;
    for turn in 0..3 {
        widget.until("the scenarios", "!ui.root.querySelector('[aria-busy=true]')", &[]).await?;
        let answer = "(async () => {
            const verdict = ui.find('region', 'Given your answers'), before = verdict.textContent;
            const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            ui.all('radio')[words[0]].labels[0].click();
            do await painted(); while (verdict.textContent == before);
            const since = performance.now();
            while (ui.root.querySelector('[aria-busy=true]')) await painted();
            return shifted(since);
          })()";
        let moved = widget.get(answer, &[&turn.to_string()]).await?;
        assert_eq!(moved, json!([]), "after answer {turn}");
    }
    Ok(PASSED)
}

/// Twenty widgets share one core. Each has its own answers, and the last one still works when the
/// others are removed.
pub(super) async fn twenty(session: &Session) -> Result<Outcome> {
    session.afresh().await?;
    let first = session.open(ARTICLE).await?;
    let more = format!(
        "{FRESH} document.querySelector('main')
           .append(fresh({{ model: 'django-vs-fastapi', loading: 'eager' }}))"
    );
    // On a busy machine twenty at once would each wait longer than they wait for a model.
    for index in 1..20 {
        session.run(&more, Vec::new()).await?;
        Widget::new(session, index).ready().await?;
    }
    let asked = session.site.asked();
    for name in ["/core.js", "/core_bg.wasm"] {
        let count = asked.iter().filter(|path| path.ends_with(name)).count();
        // WebKit asks for a script twice, to check it and to run it. See public/embed.js.
        let most = if session.engine == Engine::WebKitGtk && name == "/core.js" { 2 } else { 1 };
        assert!((1..=most).contains(&count), "{count} requests for {name}");
    }
    first.set(&json!({ "product": "full" })).await?;
    let last = Widget::new(session, 19);
    last.set(&json!({ "product": "model" })).await?;
    let given = "[...document.querySelectorAll('tie-break')]
        .map((element) => Object.values(element.value).join())";
    let given = first.get(given, &[]).await?;
    let mut expect = vec![""; 20];
    (expect[0], expect[19]) = ("full", "model");
    assert_eq!(given, json!(expect));
    let remove = "[...document.querySelectorAll('tie-break')].slice(0, 19)
        .forEach((element) => element.remove())";
    session.run(remove, Vec::new()).await?;
    let left = Widget::new(session, 0);
    assert_eq!(left.value().await?, json!({ "product": "model" }));
    let option = left.names("radio").await?.swap_remove(1);
    left.choose("radio", &option).await?;
    left.until("two answers", "Object.keys(host.value).length == 2", &[]).await?;
    Ok(PASSED)
}

/// Adds twenty widgets, and removes them again.
const ROUND: &str = "return (async () => {
    const { model } = window;
    const elements = Array.from({ length: 20 }, () => fresh({ model, loading: 'eager' }));
    // One after the other, so that each round needs as much memory at most.
    for (const element of elements) {
      const ready = new Promise((done) =>
        element.addEventListener('tb-ready', done, { once: true }));
      document.querySelector('main').append(element);
      await ready;
    }
    for (const element of elements) {
      // Removes the answers that an earlier widget in the same place left.
      element.reset();
      element.shadowRoot.querySelector('input').click();
    }
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    // Without this, the next widget in the same place would have these answers again.
    for (const element of elements) (element.reset(), element.remove());
    await new Promise((done) => setTimeout(done));
    const core = await Object.values(globalThis[Symbol.for('tie-break')].cores)[0];
    return (await core.default()).memory.buffer.byteLength;
  })()";

/// A decision of one question, which is drawn quickly.
fn small() -> Result<String> {
    let mut model: Value = serde_json::from_str(include_str!("../../cases/sample.json"))?;
    if let Some(questions) = model["questions"].as_array_mut() {
        questions.truncate(1);
    }
    model["cases"] = json!([]);
    model.as_object_mut().ok_or("an object")?.remove("evidence");
    Ok(model.to_string())
}

/// Why memory is measured in one engine only.
pub(super) const SECRET: &str = "this engine's driver does not tell of memory";

/// Two hundred widgets leave no memory in use: in script, in wasm and in the document.
pub(super) async fn heap(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut(SECRET.to_owned()));
    }
    session.open(ARTICLE).await?;
    let model = small()?;
    let server = Server::start(0, move |_| Response::new(200, "application/json", model.as_str()))?;
    let address = server.origin() + "/model.json";
    session.run("window.model = arguments[0]", vec![address.into()]).await?;
    let round = format!("{FRESH} {ROUND}");
    let mut before = None;
    let mut wasm = Value::Null;
    // The first rounds fetch files and fill caches.
    for count in 0..14 {
        wasm = session.run(&round, Vec::new()).await?;
        if count == 3 {
            before = Some((held(session).await?, wasm.clone()));
        }
    }
    let after = (held(session).await?, wasm);
    let before = before.ok_or("no first round")?;
    let [script, nodes, listeners] = [0, 1, 2].map(|i| (before.0[i], after.0[i]));
    let wasm = (before.1.as_f64().unwrap_or_default(), after.1.as_f64().unwrap_or_default());
    let held = [("script", script), ("nodes", nodes), ("listeners", listeners), ("wasm", wasm)];
    let note = format!("before and after: {held:?}");
    for (what, (before, after)) in held {
        assert!(
            before > 0.0 && after <= before * 1.05,
            "{what} grew by more than 5 of 100: {note}"
        );
    }
    Ok(Outcome::Passed(Some(note)))
}

/// The bytes of script, the nodes and the listeners after garbage collection.
pub(super) async fn held(session: &Session) -> Result<[f64; 3]> {
    let held = session.held().await?;
    Ok([0, 1, 2].map(|i| held.get(i).map_or(0.0, |held| held.1)))
}
