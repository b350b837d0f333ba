//! The standalone page around the element: what a reader keeps, compares, brings and reads there.

use serde_json::{Value, json};

use super::{PASSED, access};
use crate::session::Session;
use crate::site::{HOME, STANDALONE};
use crate::widget::Widget;
use crate::{Outcome, Result};

const TITLE: &str = "Django, FastAPI or both?";
const PROMISE: &str = "X or Y? Past “it depends”.";

/// The page tells what would have left it, and lets nothing out.
const CATCH: &str = "window.taken = [];
    URL.createObjectURL = (blob) => { blob.text().then((it) => taken.push(it)); return '#'; };
    HTMLAnchorElement.prototype.click = function () {};
    navigator.clipboard.writeText = (text) => { taken.push(text); return Promise.resolve(); };";

/// Puts files into an input whose label begins with words, as choosing them does.
const CHOOSE: &str = "(() => {
    const input = [...document.querySelectorAll('input[type=file]')]
      .find((it) => it.closest('label').innerText.startsWith(words[0]));
    if (!input) return false;
    const them = new DataTransfer();
    for (let i = 1; i < words.length; i += 2) them.items.add(new File([words[i + 1]], words[i]));
    input.files = them.files;
    input.dispatchEvent(new Event('change'));
    // The same file can be chosen again.
    return input.files.length == 0;
  })()";

/// Opens the first page, with nothing kept yet.
async fn begin(session: &Session) -> Result {
    session.go(HOME).await?;
    // It has read its storage: to leave earlier is another matter.
    Widget::page(session).says("Nothing yet. What you save stays on this device.").await
}

/// Writes into a field with this name, as typing does.
async fn write(page: &Widget<'_>, name: &str, text: &str) -> Result {
    let write = "(() => {
        const it = ui.find('textbox', words[0]);
        if (!it) return false;
        it.value = words[1];
        for (const name of ['input', 'change']) it.dispatchEvent(new Event(name, { bubbles: true }));
        return true;
      })()";
    page.until(&format!("the field `{name}`"), write, &[name, text]).await.map(drop)
}

/// The decision with some answers, which the page has noticed.
async fn answered<'a>(session: &'a Session, answers: &Value) -> Result<Widget<'a>> {
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.set(answers).await?;
    // One connection, which does not stand in the way of forgetting.
    let kept = "(() => {
        if (!window.keeping) {
          window.keeping = indexedDB.open('tiebreak /tiebreak/');
          keeping.onsuccess = () => { keeping.result.onversionchange = () => keeping.result.close(); };
        }
        if (keeping.readyState == 'done') {
          const all = keeping.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => { window.drafts = all.result.map((it) => it.text).join(); };
        }
        const wanted = Object.values(JSON.parse(words[0]));
        return wanted.every((it) => String(window.drafts).includes(it));
      })()";
    widget.until("answers that are kept", kept, &[&answers.to_string()]).await?;
    Ok(widget)
}

/// Answers, and saves under a name.
async fn save(session: &Session, name: &str, answers: &Value) -> Result {
    session.reopen(STANDALONE).await?;
    answered(session, answers).await?;
    let page = Widget::page(session);
    write(&page, "Save on this device as", name).await?;
    page.click("button", "Save").await?;
    page.says(&format!("Saved: {name}")).await
}

pub(super) async fn home(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    session.site.asked();
    let page = Widget::page(session);
    page.sees("heading", PROMISE).await?;
    page.says("Nothing that you answer leaves this device.").await?;
    page.says("5 sources, read March 2026").await?;
    page.says("Nothing yet. What you save stays on this device.").await?;
    page.click("link", TITLE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    page.until("the focus on the heading", "document.activeElement.tagName == 'H1'", &[]).await?;
    assert_eq!(session.title().await?, format!("{TITLE} · Tiebreak"));
    widget.click("button", "SaaS product").await?;
    widget.says("Start over").await?;
    session.run("history.back()", Vec::new()).await?;
    page.sees("heading", PROMISE).await?;
    page.says("so far").await?;
    assert_eq!(session.title().await?, format!("Tiebreak: {PROMISE}"));
    let codes = session.site.asked();
    let codes: Vec<&String> = codes.iter().filter(|it| it.ends_with("_bg.wasm")).collect();
    assert!(
        codes.iter().all(|it| it.contains("/app/")),
        "one code for page and element: {codes:?}"
    );
    session.reopen(&format!("{HOME}#/d/nowhere")).await?;
    page.sees("heading", "This decision is not here").await?;
    Ok(PASSED)
}

pub(super) async fn draft(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let answers = json!({ "product": "full", "editors": "soon" });
    answered(session, &answers).await?;
    session.reopen(STANDALONE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    Widget::page(session).says("The unfinished answers are back.").await?;
    assert_eq!(widget.value().await?, answers);
    Ok(PASSED)
}

/// What was typed is there even for somebody who leaves while typing.
pub(super) async fn notes(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let page = Widget::page(session);
    Widget::new(session, 0).ready().await?;
    page.click("disclosure", "Notes").await?;
    let leave = "(() => {
        const it = ui.find('textbox', 'What are you shipping?');
        if (!it) return false;
        it.value = 'Ask Ann';
        it.dispatchEvent(new Event('input', { bubbles: true }));
        ui.find('link', 'All decisions').click();
        return true;
      })()";
    page.until("a note, and gone", leave, &[]).await?;
    page.sees("heading", PROMISE).await?;
    page.click("link", TITLE).await?;
    Widget::new(session, 0).ready().await?;
    page.sees("disclosure", "Notes (1)").await?;
    page.click("disclosure", "Notes").await?;
    let typed = "ui.find('textbox', 'What are you shipping?')?.value == 'Ask Ann'";
    page.until("the note", typed, &[]).await?;
    Ok(PASSED)
}

/// Another window writes while a decision is open here: neither is lost.
pub(super) async fn windows(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full" })).await?;
    let page = Widget::page(session);
    // What another window would do, unheard.
    let other = "(() => {
        if (!window.store) {
          window.opened = indexedDB.open('tiebreak /tiebreak/');
          opened.onsuccess = () => {
            const store = window.store = opened.result.transaction('decisions', 'readwrite').objectStore('decisions');
            store.getAll().onsuccess = ({ target: { result: [it] } }) => {
              store.put({ id: it.id, text: it.text.replace('Shop', 'From elsewhere') });
              store.transaction.oncomplete = () => { opened.result.close(); window.isDone = true; };
            };
          };
        }
        return window.isDone;
      })()";
    page.until("another window's change", other, &[]).await?;
    write(&page, "Save on this device as", "From here").await?;
    page.click("button", "Save changes").await?;
    page.says("Another window has changed it meanwhile: both stay").await?;
    // From now on it is a decision of its own.
    write(&page, "Save on this device as", "Still from here").await?;
    page.click("button", "Save changes").await?;
    page.says("Saved: Still from here").await?;
    session.reopen(HOME).await?;
    page.sees("link", "From elsewhere").await?;
    page.sees("link", "Still from here").await?;
    page.until("two decisions", "ui.all('checkbox').length == 2", &[]).await?;
    // Where a window is told, it shows at once what another has done.
    let told = other.replace("'Shop', 'From elsewhere'", "'Still from here', 'Renamed there'");
    let told = told
        .replace("[it]", "them")
        .replace("store.put", "const it = them.find((it) => it.text.includes('Still')); store.put");
    page.until("another window's change", &told, &[]).await?;
    session
        .run("new BroadcastChannel('tiebreak /tiebreak/').postMessage('decisions')", Vec::new())
        .await?;
    page.sees("link", "Renamed there").await?;
    Ok(PASSED)
}

/// The page's own request for the model fails once: saving asks again.
pub(super) async fn again(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let page = Widget::page(session);
    page.sees("link", TITLE).await?;
    let fail = "window.real = window.fetch;
        let count = 0;
        window.fetch = (what, ...how) =>
          String(what.url ?? what).endsWith('/django-vs-fastapi.json') && count++
            ? Promise.reject(new TypeError('no way through')) : real(what, ...how);";
    session.run(fail, Vec::new()).await?;
    page.click("link", TITLE).await?;
    answered(session, &json!({ "product": "full" })).await?;
    page.click("button", "Save").await?;
    page.says("Not saved, because the decision could not be loaded: ").await?;
    session.run("window.fetch = window.real", Vec::new()).await?;
    page.click("button", "Save").await?;
    page.says("Saved: ").await?;
    Ok(PASSED)
}

/// The page's own code breaks down: it says so, and begins anew with what was kept.
pub(super) async fn crash(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let answers = json!({ "product": "full" });
    answered(session, &answers).await?;
    let fall = "return (async () => {
        const { cores } = globalThis[Symbol.for('tie-break')];
        const it = await Object.values(cores)[0];
        try { Object.create(it.Handle.prototype, { __wbg_ptr: { value: 0 } }).value(); } catch {}
        return it.isDead;
      })()";
    assert_eq!(session.run(fall, Vec::new()).await?, true, "nothing broke");
    let page = Widget::page(session);
    page.says("This page broke down.").await?;
    page.click("button", "Load again").await?;
    page.says("The unfinished answers are back.").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    Ok(PASSED)
}

pub(super) async fn saved(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full", "editors": "soon" })).await?;
    save(session, "Gateway", &json!({ "product": "api" })).await?;
    let page = Widget::page(session);
    page.click("disclosure", "Notes").await?;
    write(&page, "What are you shipping?", "Ask Ann").await?;
    page.click("button", "Save changes").await?;
    page.sees("disclosure", "Notes (1)").await?;
    let at = session.run("return location.hash", Vec::new()).await?;
    assert!(at.as_str().is_some_and(|it| it.starts_with("#/s/")), "{at}");

    session.reopen(HOME).await?;
    page.sees("link", "Shop").await?;
    write(&page, "Search names and notes", "ann").await?;
    page.until("the search", "!ui.find('link', 'Shop')", &[]).await?;
    page.sees("link", "Gateway").await?;
    write(&page, "Search names and notes", "shop").await?;
    page.until("the search", "!ui.find('link', 'Gateway')", &[]).await?;

    page.click("button", "Rename").await?;
    write(&page, "New name", "Web shop").await?;
    page.click("button", "Keep this name").await?;
    page.says("It is now called Web shop.").await?;
    page.click("button", "Duplicate").await?;
    page.sees("link", "Web shop (copy)").await?;
    page.click("button", "Delete").await?;
    page.says("Deleted: ").await?;
    page.until("one less", "ui.all('checkbox').length == 1", &[]).await?;
    page.click("button", "Undo").await?;
    page.until("it again", "ui.all('checkbox').length == 2", &[]).await?;

    session.reopen(HOME).await?;
    page.click("link", "Web shop").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, json!({ "product": "full", "editors": "soon" }));
    Ok(PASSED)
}

/// The file of everything that was saved.
async fn exported(session: &Session) -> Result<String> {
    let page = Widget::page(session);
    session.run(CATCH, Vec::new()).await?;
    page.click("button", "Export all").await?;
    let text = page.until("a file", "window.taken[0]", &[]).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

pub(super) async fn files(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full" })).await?;
    session.reopen(HOME).await?;
    let file = exported(session).await?;
    let mut json: Value = serde_json::from_str(&file)?;
    assert_eq!(json["decisions"][0]["name"], "Shop");

    let page = Widget::page(session);
    page.until("an import", CHOOSE, &["Import", "saved.json", &file]).await?;
    page.says("0 decisions added, 1 already here.").await?;
    json["decisions"][0]["name"] = "Another".into();
    let other = json["decisions"][0].clone();
    json["decisions"] = json!([other, { "id": "x" }]);
    page.until("an import", CHOOSE, &["Import", "saved.json", &json.to_string()]).await?;
    page.says("1 decision added, 1 problem found.").await?;
    page.says("/decisions/1/name").await?;
    for name in ["Shop", "Another"] {
        page.sees("link", name).await?;
    }
    page.until("an import", CHOOSE, &["Import", "holiday.jpg", "JFIF"]).await?;
    page.says("not JSON").await?;
    page.says("choose a file that “Export all” made").await?;
    Ok(PASSED)
}

pub(super) async fn older(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full", "editors": "soon" })).await?;
    session.reopen(HOME).await?;
    let mut json: Value = serde_json::from_str(&exported(session).await?)?;
    let old = &mut json["decisions"][0];
    old["id"] = "older".into();
    old["name"] = "Long ago".into();
    old["model"]["version"] = "0.9.0".into();
    old["model"]["digest"] = "0123456789abcdef".into();
    old["answers"]["colour"] = "blue".into();
    old["verdict"] =
        json!({ "kind": "settled", "close": ["fastapi"], "against": "django", "parts": {} });
    let page = Widget::page(session);
    page.until("an import", CHOOSE, &["Import", "old.json", &json.to_string()]).await?;
    page.click("link", "Long ago").await?;
    page.says("This was saved with an older version of the decision.").await?;
    page.says("Then, with version 0.9.0 of this decision: FastAPI.").await?;
    page.says("Now, with version").await?;
    page.says("No longer there: ").await?;
    Ok(PASSED)
}

const COME_BACK: &str = "dispatchEvent(new Event('visibilitychange'))";

/// The browser refuses to write: it is said, what is on screen stays, and is kept as soon as that
/// is possible.
pub(super) async fn full(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    let refuse = "window.put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); }";
    session.run(refuse, Vec::new()).await?;
    widget.click("button", "SaaS product").await?;
    let page = Widget::page(session);
    page.says("The storage of this browser is full").await?;
    let answers = widget.value().await?;
    assert!(answers.as_object().is_some_and(|it| !it.is_empty()));
    write(&page, "Save on this device as", "Kept on screen").await?;
    page.click("button", "Save").await?;
    page.sees("heading", "Kept on screen").await?;
    let file: Value = serde_json::from_str(&exported(session).await?)?;
    assert_eq!(file["decisions"][0]["answers"], answers);
    page.click("link", "All decisions").await?;
    session.run(COME_BACK, Vec::new()).await?;
    page.sees("link", "Kept on screen").await?;
    page.says("The storage of this browser is full").await?;
    // There is room again.
    session.run("IDBObjectStore.prototype.put = window.put", Vec::new()).await?;
    session.run(COME_BACK, Vec::new()).await?;
    page.until("no trouble", "!document.querySelector('.trouble')", &[]).await?;
    session.reopen(HOME).await?;
    page.sees("link", "Kept on screen").await?;
    Ok(PASSED)
}

/// A decision that could not be saved is not taken out of the answers in progress. The browser
/// gives no reason here, as some do.
pub(super) async fn refused(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let answers = json!({ "product": "full", "editors": "soon" });
    answered(session, &answers).await?;
    let abort =
        "IDBObjectStore.prototype.put = function () { this.transaction.abort(); return {}; }";
    session.run(abort, Vec::new()).await?;
    let page = Widget::page(session);
    write(&page, "Save on this device as", "Nowhere").await?;
    page.click("button", "Save").await?;
    page.says("This browser does not keep anything for this page").await?;
    page.says("The storage gave up.").await?;
    session.reopen(STANDALONE).await?;
    page.says("The unfinished answers are back.").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    Ok(PASSED)
}

pub(super) async fn compare(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    let (ann, bob) = (json!({ "product": "full", "editors": "soon" }), json!({ "product": "api" }));
    save(session, "Ann", &ann).await?;
    save(session, "Bob", &bob).await?;
    session.reopen(HOME).await?;
    let page = Widget::page(session);
    page.until("both", "ui.all('checkbox').length == 2", &[]).await?;
    // The newest comes first.
    page.get("ui.all('checkbox').reverse().forEach((it) => it.click())", &[]).await?;
    page.click("button", "Compare").await?;
    page.sees("heading", "Compare").await?;
    page.says("Ann and Bob answer 2 of 14 questions differently.").await?;
    page.sees("heading", "What are you shipping?").await?;
    page.says("If Ann agreed with Bob on all but this").await?;
    let other = "(() => { const it = ui.find('combobox', ''); if (!it) return false;
        it.value = '1'; it.dispatchEvent(new Event('change')); return true; })()";
    page.until("another to compare with", other, &[]).await?;
    page.says("Bob and Ann answer 2 of 14 questions differently.").await?;
    write(&page, "A link with answers", "https://example.org/").await?;
    page.click("button", "Add link").await?;
    page.says("This is not a link with answers").await?;
    let link = "https://example.org/#tb=1/django-vs-fastapi/1.0.0/00/product=api/end-00";
    write(&page, "A link with answers", link).await?;
    page.click("button", "Add link").await?;
    page.says("and Link 1").await?;
    page.says("the link is not whole").await?;

    // Ticking changes what is compared, and nothing else: not the links, not the focus.
    let tick = "(() => { const it = ui.find('checkbox', words[0]); it.focus(); it.click();
        return document.activeElement == it; })()";
    assert_eq!(page.get(tick, &["Ann"]).await?, true, "the focus is elsewhere");
    page.until(
        "one less",
        "ui.all('heading').filter((it) => it.localName == 'h2').length == 3",
        &[],
    )
    .await?;
    page.says("and Link 1").await?;
    page.get(tick, &["Ann"]).await?;
    let at = session.run("return location.hash", Vec::new()).await?;
    assert!(at.as_str().is_some_and(|it| it.matches(',').count() == 1), "{at}");
    for (product, said) in [
        ("api", "This link is here already."),
        ("full", "The link is added."),
        ("model", "Four are compared at most"),
    ] {
        let link = format!("#tb=1/django-vs-fastapi/1.0.0/00/product={product}/end-00");
        write(&page, "A link with answers", &link).await?;
        page.click("button", "Add link").await?;
        page.says(said).await?;
    }
    Ok(PASSED)
}

pub(super) async fn own(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let page = Widget::page(session);
    let model = include_str!("../../cases/sample.json");
    let evidence = include_str!("../../cases/sample.evidence.json");
    let broken = model.replace("\"lang\"", "\"langue\"");
    page.until("a file", CHOOSE, &["Open files", "roof.json", &broken]).await?;
    page.says("missing field `lang`").await?;
    page.says("did you mean `lang`?").await?;
    page.until("a file", CHOOSE, &["Open files", "e.json", evidence]).await?;
    page.says("open the model file first, or both at once").await?;
    page.until("files", CHOOSE, &["Open files", "e.json", evidence, "roof.json", model]).await?;
    page.says("Added: ").await?;
    page.says("with evidence. A file of your own, not checked by Tiebreak.").await?;

    // A newer version keeps the evidence while that fits, and says so when it does not.
    let newer = model.replace("\"version\": \"", "\"version\": \"2.");
    page.until("a file", CHOOSE, &["Open files", "roof.json", &newer]).await?;
    page.says("Replaced: ").await?;
    page.says("Version 2.").await?;
    page.until("with evidence", "document.body.innerText.includes('with evidence')", &[]).await?;
    let first = evidence.find("\"id\": \"").map(|it| &evidence[it + 7..]);
    let id = first.and_then(|it| it.split('"').next()).unwrap_or_default();
    let other = newer.replace(&format!("\"{id}\""), "\"nowhere\"");
    page.until("a file", CHOOSE, &["Open files", "roof.json", &other]).await?;
    page.says("the evidence that is here does not fit this version").await?;
    page.click("button", "Undo").await?;
    page.says("It is back: ").await?;
    page.until("with evidence", "document.body.innerText.includes('with evidence')", &[]).await?;

    let title: Value = serde_json::from_str(model)?;
    let title = title["title"].as_str().unwrap_or_default();
    session.reopen(HOME).await?;
    page.sees("link", title).await?;
    page.click("button", "Remove").await?;
    page.says("Removed: ").await?;
    page.click("button", "Undo").await?;
    page.says("It is back: ").await?;
    page.sees("link", title).await?;
    let address = session.site.url("/tiebreak/models/django-vs-fastapi.json");
    write(&page, "Address of a model file", "ftp://example.org/x.json").await?;
    page.click("button", "Fetch once").await?;
    page.says("The address is not https.").await?;
    write(&page, "Address of a model file", &address).await?;
    page.click("button", "Fetch once").await?;
    page.says("without its evidence. A file of your own").await?;
    Ok(PASSED)
}

pub(super) async fn own_shown(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let page = Widget::page(session);
    page.sees("heading", PROMISE).await?;
    let model = include_str!("../../cases/sample.json");
    page.until("a file", CHOOSE, &["Open files", "roof.json", model]).await?;
    let title: Value = serde_json::from_str(model)?;
    let title = title["title"].as_str().unwrap_or_default();
    page.click("link", title).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.sees("heading", title).await?;
    answered(session, &json!({ "snow": "some" })).await?;
    session.reopen(&format!("{HOME}#/d/own:sample")).await?;
    widget.ready().await?;
    widget.until("the answers", "host.value.snow == 'some'", &[]).await?;
    widget.says("model by the author of your file, not by Tiebreak").await?;
    page.click("link", "How the verdict is made").await?;
    page.says("What it cannot know").await?;
    // A link has the id alone; it opens what is here under that name.
    let link = "#tb=1/sample/1.0.0/00/snow=much/end-00";
    session.reopen(&format!("{HOME}{link}")).await?;
    widget.says("These answers come from a link.").await?;
    page.until("the address", "location.hash == '#/d/own:sample'", &[]).await?;
    Ok(PASSED)
}

/// A file that misses its field does not take the place of the page.
pub(super) async fn dropped(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    let page = Widget::page(session);
    let drop = "(() => {
        const dataTransfer = { types: ['Files'], files: [new File([words[1]], words[0])] };
        const event = (name) => Object.assign(new Event(name, { bubbles: true, cancelable: true }), { dataTransfer });
        return ['dragover', 'drop'].every((name) => !document.querySelector('h1').dispatchEvent(event(name)));
      })()";
    let model = include_str!("../../cases/sample.json");
    assert_eq!(page.get(drop, &["roof.json", model]).await?, true, "the browser would show it");
    page.says("Added: ").await?;
    let saved = json!({ "format": "tiebreak-saved", "version": 1, "decisions": [{ "id": "x" }] });
    assert_eq!(page.get(drop, &["saved.json", &saved.to_string()]).await?, true);
    page.says("/decisions/0/name").await?;
    session.reopen(&format!("{HOME}#/compare")).await?;
    page.sees("heading", "Compare").await?;
    assert_eq!(page.get(drop, &["roof.json", model]).await?, true);
    page.says("drop them there").await?;
    Ok(PASSED)
}

pub(super) async fn how(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    Widget::new(session, 0).ready().await?;
    let page = Widget::page(session);
    page.click("link", "How the verdict is made").await?;
    page.says("What it cannot know").await?;
    page.says("Nobody paid for this").await?;
    page.says("Sources read March 2026; the public record searched June 2026.").await?;
    page.click("button", "This statement is wrong").await?;
    session.run(CATCH, Vec::new()).await?;
    page.click("button", "Copy").await?;
    let text = page.until("a text", "window.taken[0]", &[]).await?;
    assert!(text.as_str().is_some_and(|it| it.contains("Statement: S0-01")), "{text}");

    session.press("?").await?;
    page.says("Use these keys").await?;
    page.click("checkbox", "Use these keys").await?;
    page.click("button", "Close").await?;
    session.press("h").await?;
    let keys_off = "ui.find('heading', 'How the verdict is made')";
    page.until("the page that stays", keys_off, &[]).await?;
    page.click("button", "Keyboard").await?;
    page.click("checkbox", "Use these keys").await?;
    page.click("button", "Close").await?;
    session.press("h").await?;
    page.sees("heading", PROMISE).await?;
    Ok(PASSED)
}

pub(super) async fn link(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let mine = json!({ "product": "full", "editors": "soon" });
    answered(session, &mine).await?;
    let link = "#tb=1/django-vs-fastapi/1.0.0/00/product=api/end-00";
    session.reopen(&format!("{HOME}{link}")).await?;
    let widget = Widget::new(session, 0);
    widget.says("These answers come from a link.").await?;
    let page = Widget::page(session);
    page.until("the address", "location.hash == '#/d/django-vs-fastapi'", &[]).await?;
    page.says("Your unfinished answers to this decision were saved").await?;
    answered(session, &json!({ "product": "api", "editors": "no" })).await?;

    // The same link once more, in the same tab.
    session.run("location.hash = arguments[0]", vec![link.into()]).await?;
    widget
        .until("the link's answers", "host.value.product == 'api' && !host.value.editors", &[])
        .await?;
    page.until("the address", "location.hash == '#/d/django-vs-fastapi'", &[]).await?;
    answered(session, &json!({ "product": "api" })).await?;
    session.reopen(STANDALONE).await?;
    widget
        .until("the link's answers", "host.value?.product == 'api' && !host.value.editors", &[])
        .await?;

    // Saved at once, it does not take the place of anything.
    page.until("the decision", "ui.find('button', 'Save')", &[]).await?;
    write(&page, "Save on this device as", "Bob").await?;
    page.click("button", "Save").await?;
    page.says("Saved: Bob").await?;
    page.click("link", "All decisions").await?;
    page.until("three decisions", "ui.all('checkbox').length == 3", &[]).await?;
    // The oldest comes last.
    let mine = "(() => {
        const all = [...document.querySelectorAll('a')];
        const it = all.filter((it) => it.innerText.startsWith('Unfinished: ')).at(-1);
        it?.click();
        return !!it;
      })()";
    page.until("my answers", mine, &[]).await?;
    widget.ready().await?;
    widget.until("my answers", "host.value.product == 'full'", &[]).await?;
    assert_eq!(widget.value().await?, json!({ "product": "full", "editors": "soon" }));
    Ok(PASSED)
}

/// Every view of the page, each ready to be looked at.
async fn views(session: &Session) -> Result<Vec<(&'static str, String)>> {
    begin(session).await?;
    save(session, "Ann", &json!({ "product": "full", "editors": "soon" })).await?;
    let ann = session.run("return location.hash", Vec::new()).await?;
    save(session, "Bob", &json!({ "product": "api" })).await?;
    let bob = session.run("return location.hash", Vec::new()).await?;
    let id = |it: &Value| it.as_str().unwrap_or_default().replace("#/s/", "");
    Ok(vec![
        (PROMISE, HOME.to_owned()),
        ("Ann", format!("{HOME}{}", ann.as_str().unwrap_or_default())),
        ("What are you shipping?", format!("{HOME}#/compare/{},{}", id(&ann), id(&bob))),
        ("About this decision", format!("{HOME}#/how/django-vs-fastapi")),
        ("This decision is not here", format!("{HOME}#/d/nowhere")),
    ])
}

pub(super) async fn axe(session: &Session) -> Result<Outcome> {
    let Some(axe) = access::axe_in(session)? else {
        return Ok(Outcome::LeftOut(access::ONCE.to_owned()));
    };
    let mut found = Vec::new();
    for (heading, path) in views(session).await? {
        for theme in ["light", "dark"] {
            session.reopen(&path).await?;
            Widget::page(session).sees("heading", heading).await?;
            session.run(&axe, Vec::new()).await?;
            let dress = "document.documentElement.style.colorScheme = arguments[0]";
            session.run(dress, vec![theme.into()]).await?;
            access::look(session, "document", &format!("{heading}, {theme}"), &mut found).await?;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(PASSED)
}

pub(super) async fn widths(session: &Session) -> Result<Outcome> {
    let mut wide = Vec::new();
    for (heading, path) in views(session).await? {
        session.reopen(&path).await?;
        let page = Widget::page(session);
        page.sees("heading", heading).await?;
        for width in [320, 760, 1200] {
            let fits = "(() => {
                document.body.style.width = words[0] + 'px';
                const edge = document.body.getBoundingClientRect().right + 1;
                const past = [...document.querySelectorAll('.page *')]
                  .find((it) => it.checkVisibility() && !it.matches('.ear, .said, .said *, option')
                    && it.getBoundingClientRect().right > edge);
                return past ? past.outerHTML.slice(0, 120) : '';
              })()";
            let past = page.get(fits, &[&width.to_string()]).await?;
            if past != "" {
                wide.push(format!("{heading}, {width} px: {past}"));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(PASSED)
}
