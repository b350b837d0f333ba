//! The public interface of the element: its attributes, properties, methods and events. The
//! manifest lists all of them and no others.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::PASSED;
use crate::session::Session;
use crate::site::{ARTICLE, BLANK};
use crate::widget::Widget;
use crate::{Outcome, Result};

/// The version under test, which names the folder of its code.
pub(super) fn version() -> &'static str {
    let manifest = include_str!("../../../Cargo.toml");
    let version = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    version.map_or("", |text| text.trim_end_matches('"'))
}

/// Replaces the first element of the page with a new one, or appends the new one if the page has
/// none. Collects the errors of the new element, and forgets earlier events.
const PLACE: &str = "const element = document.createElement('tie-break');
    const [attributes, content] = arguments;
    for (const [name, value] of Object.entries({ model: 'django-vs-fastapi', ...attributes }))
      if (value !== null) element.setAttribute(name, value);
    element.append(...new DOMParser().parseFromString(content, 'text/html').body.childNodes);
    window.wrong = [];
    element.addEventListener('tb-error', ({ detail }) => wrong.push(detail));
    const before = document.querySelector('tie-break');
    before ? before.replaceWith(element) : document.querySelector('main').append(element);
    probe.events.length = 0;";

/// An attribute with the value null is left out. `model` has a default, so it needs null for that.
pub(super) async fn place(session: &Session, attributes: &Value, content: &str) -> Result {
    session.run(PLACE, vec![attributes.clone(), content.into()]).await.map(drop)
}

/// Whether the content of the element is visible.
pub(super) async fn shows_content(widget: &Widget<'_>) -> Result<bool> {
    let shown = "(() => { const range = document.createRange(); range.selectNodeContents(host);
        return range.getBoundingClientRect().height > 0; })()";
    Ok(widget.get(shown, &[]).await? == true)
}

/// Waits until an event was dispatched at least so many times.
pub(super) async fn told(session: &Session, event: &str, times: u32) -> Result {
    let count =
        "return probe.events.filter((event) => event == arguments[0]).length >= arguments[1]";
    session.until(event, count, vec![event.into(), times.into()]).await.map(drop)
}

/// Puts the loader into a page that has none.
pub(super) async fn load(session: &Session, address: &str, kind: &str) -> Result {
    let add = "const script = document.createElement('script');
        [script.src, script.type] = arguments; document.head.append(script);";
    session.run(add, vec![address.into(), kind.into()]).await.map(drop)
}

fn names(list: &Value) -> BTreeSet<String> {
    let entries = list.as_array().into_iter().flatten();
    let name =
        |entry: &Value| entry["name"].as_str().or(entry.as_str()).unwrap_or_default().to_owned();
    entries.map(name).collect()
}

/// The element has everything that `custom-elements.json` lists, and nothing else.
pub(super) async fn contract(session: &Session) -> Result<Outcome> {
    let text = include_str!("../../../public/custom-elements.json");
    let manifest: Value = serde_json::from_str(text)?;
    let declaration = &manifest["modules"][0]["declarations"][0];
    session.go(BLANK).await?;
    let listen = "window.heard = []; for (const name of arguments[0])
        addEventListener(name, ({ detail, target }) => heard.push([name, target.localName]))";
    let events: Vec<String> = names(&declaration["events"]).into_iter().collect();
    session.run(listen, vec![json!(events)]).await?;
    load(session, "/tiebreak/embed.js", "").await?;
    let wrong = r#"{"product": "fulll", "team": "one"}"#;
    place(session, &json!({ "loading": "eager", "answers": wrong }), "").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.click("tab", "Side by side").await?;
    widget.sees("table", "").await?;
    for event in &events {
        let told = "return window.heard.some(([name]) => name == arguments[0])";
        session.until(event, told, vec![event.as_str().into()]).await?;
    }
    let heard = "return window.heard.every((event) => event[1] == 'tie-break')";
    let heard = session.run(heard, Vec::new()).await?;
    assert_eq!(heard, true, "an event from somewhere else");

    let attributes = widget.get("host.constructor.observedAttributes", &[]).await?;
    assert_eq!(names(&attributes), names(&declaration["attributes"]));
    let members = "[...Object.getOwnPropertyNames(Object.getPrototypeOf(host)), ...Object.getOwnPropertyNames(host)]
        .filter((member) => !/^constructor$|Callback$/.test(member))";
    assert_eq!(names(&widget.get(members, &[]).await?), names(&declaration["members"]));
    let globals = "Object.keys(window).filter((name) => /tie.?break/i.test(name))";
    assert_eq!(widget.get(globals, &[]).await?, json!(["Tiebreak"]));
    let parts = "[...ui.root.querySelectorAll('[part]')].flatMap((element) => [...element.part])";
    let mut parts = names(&widget.get(parts, &[]).await?);
    parts.insert("error".to_owned());
    assert_eq!(parts, names(&declaration["cssParts"]));
    let slots = "[...ui.root.querySelectorAll('slot')].map((slot) => slot.name)";
    assert_eq!(widget.get(slots, &[]).await?, json!(["after-verdict"]));
    let state = "(() => { try { return host.matches(':state(ready)') } catch { return null } })()";
    assert_ne!(widget.get(state, &[]).await?, false, "not in the state ready");
    // The wrong answer was reported.
    let wrong = session.run("return window.wrong", Vec::new()).await?;
    assert_eq!(wrong[0]["code"], "answers", "{wrong}");
    assert!(wrong[0]["help"].as_str().is_some_and(|help| help.contains("full")), "{wrong}");
    session.heard().await?;
    Ok(PASSED)
}

/// Preset answers, a shorter list of questions, `readonly` and `reveal` have their effects.
pub(super) async fn authors(session: &Session) -> Result<Outcome> {
    session.go(ARTICLE).await?;
    let preset = r#"{"product": "full", "team": "one"}"#;
    let attributes = json!({
        "loading": "eager", "answers": preset, "questions": "product, code editors", "heading-level": "4",
    });
    let content = "<p>Short.</p><p slot='after-verdict'>Our course on this begins in May.</p>";
    place(session, &attributes, content).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, serde_json::from_str::<Value>(preset)?);
    widget.says("asks 3 of 14 questions").await?;
    widget.click("button", "All questions").await?;
    widget.sees("button", "Change: ").await?;
    // The list has the chosen questions, and the preset answer to another one, which counts too.
    let asked = widget.names("listitem").await?;
    let asked: Vec<&String> =
        asked.iter().filter(|name| name.ends_with("Change") || name.ends_with("Answer")).collect();
    assert_eq!(asked.len(), 4, "{asked:#?}");
    assert_eq!(asked.iter().filter(|name| name.contains("preset")).count(), 2, "{asked:#?}");
    let levels = "ui.all('heading')
        .map((heading) => heading.getAttribute('aria-level') - heading.localName[1])";
    let levels = widget.get(levels, &[]).await?;
    assert!(levels.as_array().is_some_and(|list| list.iter().all(|level| *level == 2)), "{levels}");
    let after =
        "host.querySelector('[slot]').checkVisibility() && !host.querySelector('p').assignedSlot";
    widget.until("what stands after the verdict", after, &[]).await?;
    widget.get("host.reset()", &[]).await?;
    widget.until("no answers", "Object.keys(host.value).length == 0", &[]).await?;
    widget.click("button", "Undo").await?;
    widget.until("the answers again", "host.value.team == 'one'", &[]).await?;

    place(session, &json!({ "loading": "eager", "answers": preset, "readonly": "" }), "").await?;
    widget.ready().await?;
    assert!(widget.verdict().await?.contains("Django"));
    let ways = "[...ui.all('radio'), ...ui.all('checkbox'), ...ui.all('button')].map(ui.name)";
    let ways = widget.get(ways, &[]).await?.to_string();
    for word in ["Change", "Next", "Start over", "All questions", "Single-page"] {
        assert!(!ways.contains(word), "`{word}` in {ways}");
    }
    widget.set(&json!({ "product": "api" })).await?;
    widget.until("what the page sets", "host.value.product == 'api'", &[]).await?;

    place(session, &json!({ "loading": "eager", "answers": preset, "reveal": "end" }), "").await?;
    widget.ready().await?;
    assert!(!widget.verdict().await?.contains("Django"), "the verdict is there before the end");
    Ok(PASSED)
}

/// Colours follow the attribute, or the page's own scheme, at once.
pub(super) async fn theme(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let paper = "getComputedStyle(ui.root.firstElementChild.firstElementChild).backgroundColor";
    let light = widget.get(paper, &[]).await?;
    let theme = "(host.setAttribute('theme', words[0]), document.documentElement.style.colorScheme = words[1], null)";
    widget.get(theme, &["dark", "light"]).await?;
    let dark = widget.get(paper, &[]).await?;
    assert_ne!(light, dark);
    for (theme_, page, expect) in
        [("auto", "dark", &dark), ("light", "dark", &light), ("auto", "light", &light)]
    {
        widget.get(theme, &[theme_, page]).await?;
        assert_eq!(widget.get(paper, &[]).await?, *expect, "{theme_} on a {page} page");
    }
    Ok(PASSED)
}

/// A decision that the page brings itself, in each of the ways.
pub(super) async fn own_model(session: &Session) -> Result<Outcome> {
    let model = include_str!("../../cases/sample.json");
    let evidence = include_str!("../../cases/sample.evidence.json");
    let title = "What to build the village shed of";
    session.go(ARTICLE).await?;
    let content = format!("<p>Short.</p><script type='application/json'>{model}</script>");
    place(session, &json!({ "loading": "eager" }), &content).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.sees("heading", title).await?;
    widget.says("written by this page, not by Tiebreak").await?;
    // Properties that are set before the element is in the page: the model, as an object, and the
    // evidence.
    let upgrade = "const element = document.createElement('tie-break');
        element.setAttribute('loading', 'eager');
        [element.model, element.evidence] = [JSON.parse(arguments[0]), arguments[1]];
        document.querySelector('tie-break').replaceWith(element);";
    session.run(upgrade, vec![model.into(), evidence.into()]).await?;
    widget.ready().await?;
    widget.sees("heading", title).await?;
    let first = "ui.all('button').find((button) => button.ariaPressed == 'false').click()";
    widget.get(first, &[]).await?;
    widget.click("tab", "Questions people ask").await?;
    let settled = "!ui.tidy(ui.find('tabpanel', '').innerText).match(/Loading|could not/)";
    widget.until("the evidence", settled, &[]).await?;
    // Another decision in its place, with none of the answers.
    widget.get("host.model = 'django-vs-fastapi'", &[]).await?;
    widget.sees("heading", "Django").await?;
    assert_eq!(widget.value().await?, json!({}));
    let none = json!({ "loading": "eager", "model": null });
    place(session, &none, "").await?;
    let told = session.until("tb-error", "return wrong[0]", Vec::new()).await?;
    assert_eq!(told["code"], "model-missing");
    session.heard().await?;
    Ok(PASSED)
}

/// Nothing stays in the browser unless the author says so; then the answers are there again.
pub(super) async fn state(session: &Session) -> Result<Outcome> {
    for (state, mode, kept) in [("none", "auto", 0), ("local", "auto", 1), ("local", "iframe", 1)] {
        // Fetches the code before a frame needs it: a frame waits for ten seconds only.
        session.open(ARTICLE).await?;
        session.run("localStorage.clear()", Vec::new()).await?;
        let attributes = json!({ "loading": "eager", "state": state, "mode": mode });
        place(session, &attributes, "").await?;
        let widget = Widget::new(session, 0);
        told(session, "tb-ready", 1).await?;
        widget.set(&json!({ "product": "full" })).await?;
        told(session, "tb-change", 1).await?;
        assert_eq!(session.run("return localStorage.length", Vec::new()).await?, kept, "{state}");
        session.go(ARTICLE).await?;
        place(session, &attributes, "").await?;
        told(session, "tb-ready", 1).await?;
        let expect = if kept == 0 { json!({}) } else { json!({ "product": "full" }) };
        assert_eq!(widget.value().await?, expect, "{state}, {mode}");
        if mode == "iframe" {
            let winner = "host.result?.verdict.winner == 'django'";
            widget.until("the frame's own result", winner, &[]).await?;
        }
        session.run("localStorage.clear()", Vec::new()).await?;
    }
    // A page exports the state as an object for JSON, and imports it for the same decision only.
    let widget = session.open(ARTICLE).await?;
    widget.set(&json!({ "team": "one" })).await?;
    let state = widget.get("host.exportState()", &[]).await?;
    assert_eq!(state["answers"], json!({ "team": "one" }), "{state}");
    widget.get("host.reset()", &[]).await?;
    widget.get("host.importState(JSON.parse(words[0]))", &[&state.to_string()]).await?;
    widget.until("the answers", "host.value.team == 'one'", &[]).await?;
    let other = state.to_string().replace("django-vs-fastapi", "tea-or-coffee");
    let refused =
        widget.get("host.importState(words[0]).catch((error) => error.message)", &[&other]).await?;
    assert!(refused.as_str().is_some_and(|message| message.contains("tea-or-coffee")), "{refused}");
    Ok(PASSED)
}

/// The element loads when it is near, when the page is idle, at once or on a click, and never if
/// the page stops it.
pub(super) async fn loading(session: &Session) -> Result<Outcome> {
    let is_there = "ui.all('heading').length > 0";
    for loading in ["lazy", "idle", "eager", "click"] {
        session.go(BLANK).await?;
        session
            .run("document.querySelector('main').style.paddingTop = '3000px'", Vec::new())
            .await?;
        load(session, "/tiebreak/embed.js", "").await?;
        session.site.asked();
        place(session, &json!({ "loading": loading, "min-height": "300" }), "Short.").await?;
        let widget = Widget::new(session, 0);
        let room = "host.getBoundingClientRect().height >= 300";
        widget.until("the room kept free", room, &[]).await?;
        if loading == "lazy" || loading == "click" {
            // Two frames later the element has still requested nothing.
            let frames =
                "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
            widget.get(frames, &[]).await?;
            let asked = session.site.asked();
            assert!(!asked.iter().any(|path| path.contains("/v/")), "{loading}: {asked:?}");
        }
        match loading {
            "lazy" => drop(widget.get("host.scrollIntoView()", &[]).await?),
            "click" => widget.click("button", "Open the decision aid").await?,
            _ => {}
        }
        widget.until(loading, is_there, &[]).await?;
        if loading == "click" {
            // The focus moves into the widget, which has its full height.
            widget.until("the focus", "ui.role(ui.focus()) == 'button'", &[]).await?;
            assert_eq!(widget.get("host.offsetHeight > 500", &[]).await?, true);
        }
    }
    session.go(BLANK).await?;
    let stop =
        "addEventListener('tb-before-load', (event) => event.preventDefault(), { once: true })";
    session.run(stop, Vec::new()).await?;
    load(session, "/tiebreak/embed.js", "").await?;
    place(session, &json!({}), "Short.").await?;
    let widget = Widget::new(session, 0);
    // The observer has run once; then the page loads the widget.
    widget.until("the element", "host.load", &[]).await?;
    session
        .until(
            "a look",
            "return new Promise((done) => setTimeout(() => done(true), 100))",
            Vec::new(),
        )
        .await?;
    assert_eq!(widget.get(is_there, &[]).await?, false);
    widget.get("host.load()", &[]).await?;
    widget.ready().await?;
    Ok(PASSED)
}

/// The code is fetched once, in whatever way and however often a page includes the loader.
pub(super) async fn loaders(session: &Session) -> Result<Outcome> {
    let frozen = format!("/tiebreak/v/{}/embed.js", version());
    let ways: [&[(&str, &str)]; 5] = [
        &[("/tiebreak/embed.js", "")],
        &[("/tiebreak/embed.mjs", "module")],
        &[("/tiebreak/embed.js?from=here#there", ""), ("/tiebreak/embed.js", "")],
        &[(&frozen, "")],
        &[(&frozen, ""), ("/tiebreak/embed.mjs", "module"), ("/tiebreak/embed.js", "")],
    ];
    for scripts in ways {
        session.go(BLANK).await?;
        // Names in the page must not lead the loader astray.
        let clobber = "const image = document.createElement('img'); image.name = 'currentScript';
            image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=#/embed.js';
            document.body.append(image);
            const base = document.createElement('base'); base.href = '/elsewhere/'; document.head.append(base);";
        session.run(clobber, Vec::new()).await?;
        session.site.asked();
        place(session, &json!({ "loading": "eager" }), "").await?;
        place(session, &json!({ "loading": "eager" }), "").await?;
        let second = "document.querySelector('main').append(document.querySelector('tie-break').cloneNode(true))";
        session.run(second, Vec::new()).await?;
        for (address, kind) in scripts {
            load(session, &session.site.url(address), kind).await?;
        }
        Widget::new(session, 0).ready().await?;
        Widget::new(session, 1).ready().await?;
        let asked = session.site.asked();
        let count = |end: &str| asked.iter().filter(|path| path.ends_with(end)).count();
        assert_eq!(count("/core_bg.wasm"), 1, "{scripts:?}: {asked:?}");
        // WebKit asks twice: once to check, once to run. See public/embed.js.
        assert!(count("/core.js") <= 2, "{scripts:?}: {asked:?}");
    }
    Ok(PASSED)
}

/// A later loader of a higher version serves the elements that come after it.
pub(super) async fn versions(session: &Session) -> Result<Outcome> {
    session.go(BLANK).await?;
    load(session, "/tiebreak/embed.js", "").await?;
    place(session, &json!({ "loading": "eager" }), "").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    let higher = "const { loaders } = globalThis[Symbol.for('tie-break')];
        loaders.push({ ...loaders[0], version: '0.0.9', element: () => { throw 'an older one'; } });
        loaders.push({ ...loaders[0], version: '99.10.0', element: async () => ({ Widget: class {
          constructor(host) { this.host = host; }
          show() { this.host.title = 'shown by the newer'; }
        } }) });
        loaders.push({ ...loaders[0], version: '99.9.0', element: () => { throw 'an older one'; } });";
    session.run(higher, Vec::new()).await?;
    let other = "const element = document.createElement('tie-break');
        element.setAttribute('loading', 'eager');
        document.querySelector('main').append(element);";
    session.run(other, Vec::new()).await?;
    Widget::new(session, 1).until("the newer", "host.title == 'shown by the newer'", &[]).await?;
    assert_eq!(widget.get("host.title", &[]).await?, "");
    Ok(PASSED)
}

/// For platforms that strip unknown tags: the content of a marked `div` moves into an element, also
/// if the `div` is added later.
pub(super) async fn divs(session: &Session) -> Result<Outcome> {
    session.go(BLANK).await?;
    let add = "const div = document.createElement('div');
        div.dataset.tieBreak = ''; div.dataset.model = 'django-vs-fastapi';
        div.dataset.minHeight = '200'; div.dataset.loading = 'eager';
        div.append('The short answer.');
        document.querySelector('main').append(div);";
    session.run(add, Vec::new()).await?;
    load(session, "/tiebreak/embed.js", "").await?;
    let (first, second) = (Widget::new(session, 0), Widget::new(session, 1));
    first.ready().await?;
    assert_eq!(first.get("host.textContent", &[]).await?, "The short answer.");
    assert_eq!(first.get("getComputedStyle(host).minHeight", &[]).await?, "200px");
    session.run(add, Vec::new()).await?;
    second.ready().await?;
    let count = "Tiebreak.scan(); return document.querySelectorAll('tie-break').length";
    assert_eq!(session.run(count, Vec::new()).await?, 2);
    Ok(PASSED)
}

/// Answers survive a move, and a page that goes back to a copy of itself.
pub(super) async fn copies(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let sheet = json!({ "product": "full", "team": "one" });
    widget.set(&sheet).await?;
    told(session, "tb-change", 1).await?;
    let has_move =
        session.run("return 'moveBefore' in Element.prototype", Vec::new()).await? == true;
    if has_move {
        let moved = "const element = document.querySelector('tie-break');
            window.before = element.shadowRoot.firstElementChild;
            document.querySelector('main').moveBefore(element, document.querySelector('h1'));
            return new Promise((done) =>
              setTimeout(() => done(before == element.shadowRoot.firstElementChild)));";
        assert_eq!(session.run(moved, Vec::new()).await?, true, "it was mounted anew");
    }
    // Some libraries keep pages: they put a copy of the body aside and restore it later.
    let away = "window.copy = document.body.cloneNode(true);
        document.body.replaceWith(document.createElement('body'));
        return new Promise((done) => setTimeout(done, 50));";
    session.run(away, Vec::new()).await?;
    session.run("document.body.replaceWith(copy)", Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    widget.says("Django").await?;
    // The element is removed and added again while it loads.
    session.go(ARTICLE).await?;
    let attributes = json!({ "loading": "eager", "answers": sheet.to_string() });
    place(session, &attributes, "<p>Short.</p>").await?;
    let to_and_fro = "return (async () => {
        const element = document.querySelector('tie-break'), at = element.parentNode;
        const pause = (ms) => new Promise((done) => setTimeout(done, ms));
        for (let i = 0; i < 30; i += 1) {
          element.remove();
          await pause(i % 3);
          at.append(element);
          await pause(5);
        }
      })()";
    session.run(to_and_fro, Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    widget.says("Django").await?;
    Ok(Outcome::Passed((!has_move).then(|| "this engine has no moveBefore".to_owned())))
}
