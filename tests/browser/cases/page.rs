//! The standalone page around the element: its list, its drafts and its texts.

pub(super) mod languages;
pub(super) mod own_models;
pub(super) mod saved_list;
pub(super) mod views;

use serde_json::{Value, json};

use super::PASSED;
use crate::deployed::{Fault, Host};
use crate::session::Session;
use crate::site::{HOME, STANDALONE};
use crate::widget::Widget;
use crate::{Outcome, Result};

const TITLE: &str = "Django, FastAPI or both?";
const PROMISE: &str = "X or Y? Get past “it depends”.";

/// Collects the texts that the page would save as a file or copy, and prevents both.
pub(super) const CATCH: &str = "window.taken = [];
    URL.createObjectURL = (blob) => { blob.text().then((text) => taken.push(text)); return '#'; };
    HTMLAnchorElement.prototype.click = function () {};
    navigator.clipboard.writeText = (text) => { taken.push(text); return Promise.resolve(); };";

/// Puts files into the input whose label begins with `words[0]`, as a file dialog does.
pub(super) const CHOOSE: &str = "(() => {
    const input = [...document.querySelectorAll('input[type=file]')]
      .find((field) => field.closest('label').innerText.startsWith(words[0]));
    if (!input) return false;
    const transfer = new DataTransfer();
    for (let i = 1; i < words.length; i += 2)
      transfer.items.add(new File([words[i + 1]], words[i]));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    // The same file can be chosen again.
    return input.files.length == 0;
  })()";

/// The storage has no room left.
const REFUSE: &str = "window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); }";

/// Opens the first page, with nothing kept yet.
async fn begin(session: &Session) -> Result {
    session.go(HOME).await?;
    // Waits until the page has read its storage.
    Widget::page(session).says("No saved decisions yet. Saved decisions stay on this device.").await
}

/// Writes into the field with this name, as typing does.
pub(super) async fn write(page: &Widget<'_>, name: &str, text: &str) -> Result {
    let write = "(() => {
        const field = ui.find('textbox', words[0]);
        if (!field) return false;
        field.value = words[1];
        for (const name of ['input', 'change'])
          field.dispatchEvent(new Event(name, { bubbles: true }));
        return true;
      })()";
    page.until(&format!("the field `{name}`"), write, &[name, text]).await.map(drop)
}

/// Gives some answers to the decision, and waits until the page has stored them.
async fn answered<'a>(session: &'a Session, answers: &Value) -> Result<Widget<'a>> {
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.set(answers).await?;
    // One connection, which closes itself when the page deletes the database.
    let kept = "(() => {
        if (!window.keeping) {
          window.keeping = indexedDB.open('tiebreak /tiebreak/');
          keeping.onsuccess = () => { keeping.result.onversionchange = () => keeping.result.close(); };
        }
        if (keeping.readyState == 'done') {
          const all = keeping.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => { window.drafts = all.result.map((draft) => draft.text).join(); };
        }
        const wanted = Object.values(JSON.parse(words[0]));
        return wanted.every((answer) => String(window.drafts).includes(answer));
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
    page.says(&format!("Saved: {name}")).await?;
    page.until("its address", "location.hash.startsWith('#/s/')", &[]).await.map(drop)
}

pub(super) async fn home(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    session.site.asked();
    let page = Widget::page(session);
    page.sees("heading", PROMISE).await?;
    page.says("Nothing that you answer leaves this device.").await?;
    page.says("5 sources, read March 2026").await?;
    page.says("No saved decisions yet. Saved decisions stay on this device.").await?;
    page.click("link", TITLE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    page.until("the focus on the heading", "document.activeElement.tagName == 'H1'", &[]).await?;
    assert_eq!(session.title().await?, format!("{TITLE} · Tiebreak"));
    widget.choose_case("SaaS product").await?;
    widget.says("Start over").await?;
    session.run("history.back()", Vec::new()).await?;
    page.sees("heading", PROMISE).await?;
    page.says("so far").await?;
    assert_eq!(session.title().await?, format!("Tiebreak: {PROMISE}"));
    let codes = session.site.asked();
    let codes: Vec<&String> = codes.iter().filter(|path| path.ends_with("_bg.wasm")).collect();
    assert!(
        codes.iter().all(|path| path.contains("/app/")),
        "one code for page and element: {codes:?}"
    );
    session.reopen(&format!("{HOME}#/d/nowhere")).await?;
    page.sees("heading", "Decision not found").await?;
    Ok(PASSED)
}

pub(super) async fn draft(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let answers = json!({ "product": "full", "editors": "soon" });
    answered(session, &answers).await?;
    session.reopen(STANDALONE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    Widget::page(session).says("Your unfinished answers are restored.").await?;
    assert_eq!(widget.value().await?, answers);
    Ok(PASSED)
}

/// Another window goes on with the same answers: this one follows, says so, and can go back.
pub(super) async fn elsewhere(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let mine = json!({ "product": "full" });
    answered(session, &mine).await?;
    let other = "(() => {
        if (!window.written) {
          window.written = indexedDB.open('tiebreak /tiebreak/');
          written.onsuccess = () => {
            const store = written.result.transaction('drafts', 'readwrite').objectStore('drafts');
            store.getAll().onsuccess = ({ target: { result: [record] } }) => {
              const draft = { ...JSON.parse(record.text), answers: { product: 'api' },
                notes: { product: 'Ask Ann' }, date: '2030-01-01T00:00:00.000Z' };
              store.put({ id: record.id, text: JSON.stringify(draft) });
              store.transaction.oncomplete = () => { written.result.close(); window.isDone = true; };
            };
          };
        }
        return window.isDone;
      })()";
    let page = Widget::page(session);
    page.until("another window's answer", other, &[]).await?;
    let tell = "new BroadcastChannel('tiebreak /tiebreak/').postMessage('drafts')";
    session.run(tell, Vec::new()).await?;
    page.says("These answers were changed in another window.").await?;
    let widget = Widget::new(session, 0);
    widget.until("the answer", "host.value.product == 'api'", &[]).await?;
    page.sees("disclosure", "Notes (1)").await?;
    page.click("disclosure", "Notes").await?;
    let there = "ui.find('textbox', 'What are you shipping?')?.value == words[0]";
    page.until("the note", there, &["Ask Ann"]).await?;
    page.click("button", "Undo").await?;
    widget.until("the answer of before", "host.value.product == 'full'", &[]).await?;
    page.until("no note", there, &[""]).await?;
    Ok(PASSED)
}

/// A note is kept even if the reader leaves while typing.
pub(super) async fn notes(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let page = Widget::page(session);
    Widget::new(session, 0).ready().await?;
    page.click("disclosure", "Notes").await?;
    let leave = "(() => {
        const field = ui.find('textbox', 'What are you shipping?');
        if (!field) return false;
        field.value = 'Ask Ann';
        field.dispatchEvent(new Event('input', { bubbles: true }));
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

/// When the code of the page crashes, the page says so, and starts again with the stored answers.
pub(super) async fn crash(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let answers = json!({ "product": "full" });
    answered(session, &answers).await?;
    let fall = "return (async () => {
        const { cores } = globalThis[Symbol.for('tie-break')];
        const core = await Object.values(cores)[0];
        try { Object.create(core.Handle.prototype, { __wbg_ptr: { value: 0 } }).value(); } catch {}
        return core.isDead;
      })()";
    assert_eq!(session.run(fall, Vec::new()).await?, true, "nothing broke");
    let page = Widget::page(session);
    page.says("This page has crashed.").await?;
    page.click("button", "Reload").await?;
    page.says("Your unfinished answers are restored.").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    Ok(PASSED)
}

/// If the code of the element does not load, the page says so. The page works after a reload.
pub(super) async fn lost(session: &Session) -> Result<Outcome> {
    let host = Host::start()?;
    host.fault(Fault::NoElement);
    session.abroad(&(host.page() + "#/d/django-vs-fastapi")).await?;
    let page = Widget::page(session);
    page.says("The decision aid could not be loaded.").await?;
    host.fault(Fault::None);
    page.click("button", "Reload").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    // Nothing more is on its way when the host goes.
    widget.result().await?;
    // The console tells of the fault as well.
    session.heard().await?;
    Ok(PASSED)
}

pub(super) async fn how(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    Widget::new(session, 0).ready().await?;
    let page = Widget::page(session);
    page.click("link", "How the verdict is made").await?;
    page.says("What it cannot know").await?;
    page.says("The project takes no money").await?;
    page.says("Sources read March 2026; checked against public records June 2026.").await?;
    page.click("button", "This statement is wrong").await?;
    session.run(CATCH, Vec::new()).await?;
    page.click("button", "Copy").await?;
    let text = page.until("a text", "window.taken[0]", &[]).await?;
    assert!(text.as_str().is_some_and(|report| report.contains("Statement: S0-01")), "{text}");

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

    // A decision that is saved at once replaces no other.
    page.until("the decision", "ui.find('button', 'Save')", &[]).await?;
    write(&page, "Save on this device as", "Bob").await?;
    page.click("button", "Save").await?;
    page.says("Saved: Bob").await?;
    page.click("link", "All decisions").await?;
    page.until("three decisions", "ui.all('checkbox').length == 3", &[]).await?;
    // The oldest comes last.
    let mine = "(() => {
        const all = [...document.querySelectorAll('a')];
        const oldest = all.filter((link) => link.innerText.startsWith('Unfinished: ')).at(-1);
        oldest?.click();
        return !!oldest;
      })()";
    page.until("my answers", mine, &[]).await?;
    widget.ready().await?;
    widget.until("my answers", "host.value.product == 'full'", &[]).await?;
    assert_eq!(widget.value().await?, json!({ "product": "full", "editors": "soon" }));
    Ok(PASSED)
}

/// If the unfinished answers cannot be saved before the answers of a link, they stay the stored draft.
pub(super) async fn link_refused(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let mine = json!({ "product": "full", "editors": "soon" });
    answered(session, &mine).await?;
    session.run(REFUSE, Vec::new()).await?;
    let link = "#tb=1/django-vs-fastapi/1.0.0/00/product=api/end-00";
    session.run("location.hash = arguments[0]", vec![link.into()]).await?;
    let widget = Widget::new(session, 0);
    let linked = "host.value?.product == 'api' && !host.value.editors";
    widget.until("the link's answers", linked, &[]).await?;
    let page = Widget::page(session);
    page.says("The storage of this browser is full").await?;
    session.reopen(STANDALONE).await?;
    page.says("Your unfinished answers are restored.").await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, mine);
    Ok(PASSED)
}
