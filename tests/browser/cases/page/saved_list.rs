//! Saved decisions: kept, found, exported, compared, and not lost.

use serde_json::{Value, json};

use super::{CATCH, CHOOSE, REFUSE, TITLE, answered, begin, save, write};
use crate::cases::PASSED;
use crate::session::Session;
use crate::site::{HOME, STANDALONE};
use crate::widget::{Widget, key};
use crate::{Outcome, Result};

/// Another window writes while a decision is open here: neither is lost.
pub(in crate::cases) async fn windows(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full" })).await?;
    let page = Widget::page(session);
    // Writes as another window does, without a message to this one.
    let other = "(() => {
        if (!window.store) {
          window.opened = indexedDB.open('tiebreak /tiebreak/');
          opened.onsuccess = () => {
            const store = window.store = opened.result.transaction('decisions', 'readwrite').objectStore('decisions');
            store.getAll().onsuccess = ({ target: { result: [decision] } }) => {
              store.put({ id: decision.id, text: decision.text.replace('Shop', 'From elsewhere') });
              store.transaction.oncomplete = () => { opened.result.close(); window.isDone = true; };
            };
          };
        }
        return window.isDone;
      })()";
    page.until("another window's change", other, &[]).await?;
    write(&page, "Save on this device as", "From here").await?;
    page.click("button", "Save changes").await?;
    page.says("Another window changed this decision at the same time").await?;
    // From now on it is a decision of its own.
    write(&page, "Save on this device as", "Still from here").await?;
    page.click("button", "Save changes").await?;
    page.says("Saved: Still from here").await?;
    session.reopen(HOME).await?;
    page.sees("link", "From elsewhere").await?;
    page.sees("link", "Still from here").await?;
    page.until("two decisions", "ui.all('checkbox').length == 2", &[]).await?;
    // A window that gets a message shows the other window's change at once.
    let told = other.replace("'Shop', 'From elsewhere'", "'Still from here', 'Renamed there'");
    let told = told.replace("[decision]", "them").replace(
        "store.put",
        "const decision = them.find((found) => found.text.includes('Still')); store.put",
    );
    page.until("another window's change", &told, &[]).await?;
    session
        .run("new BroadcastChannel('tiebreak /tiebreak/').postMessage('decisions')", Vec::new())
        .await?;
    page.sees("link", "Renamed there").await?;
    Ok(PASSED)
}

/// The page's own request for the model fails once: saving asks again. The element has the sealed model of
/// its version.
pub(in crate::cases) async fn again(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    let page = Widget::page(session);
    let fail = "window.real = window.fetch;
        window.fetch = (what, ...how) =>
          String(what.url ?? what).endsWith('/tiebreak/models/django-vs-fastapi.json')
            ? Promise.reject(new Error('no way through')) : real(what, ...how);";
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

pub(in crate::cases) async fn saved(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full", "editors": "soon" })).await?;
    save(session, "Gateway", &json!({ "product": "api" })).await?;
    let page = Widget::page(session);
    page.click("disclosure", "Notes").await?;
    write(&page, "What are you shipping?", "Ask Ann").await?;
    page.click("button", "Save changes").await?;
    page.sees("disclosure", "Notes (1)").await?;
    let at = session.run("return location.hash", Vec::new()).await?;
    assert!(at.as_str().is_some_and(|hash| hash.starts_with("#/s/")), "{at}");

    session.reopen(HOME).await?;
    page.sees("link", "Shop").await?;
    write(&page, "Search names and notes", "ann").await?;
    page.until("the search", "!ui.find('link', 'Shop')", &[]).await?;
    page.sees("link", "Gateway").await?;
    write(&page, "Search names and notes", "shop").await?;
    page.until("the search", "!ui.find('link', 'Gateway')", &[]).await?;

    page.click("button", "Rename").await?;
    write(&page, "New name", "Web shop").await?;
    page.click("button", "Save name").await?;
    page.says("Renamed to Web shop.").await?;
    let named = "document.activeElement.innerText == 'Web shop'";
    page.until("the focus on the name", named, &[]).await?;
    page.click("button", "Duplicate").await?;
    page.sees("link", "Web shop (copy)").await?;
    page.click("button", "Delete").await?;
    page.says("Deleted: ").await?;
    page.until("one less", "ui.all('checkbox').length == 1", &[]).await?;
    // Undo has the focus, brings the decision back, and moves the focus to it.
    let undo = "document.activeElement.textContent == 'Undo'";
    page.until("the focus on the way back", undo, &[]).await?;
    session.press(key::ENTER).await?;
    page.until("it again", "ui.all('checkbox').length == 2", &[]).await?;
    let back = "document.activeElement.textContent.startsWith('Web shop')";
    page.until("the focus on what is back", back, &[]).await?;

    session.reopen(HOME).await?;
    page.click("link", "Web shop").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, json!({ "product": "full", "editors": "soon" }));

    // Changes since the last save can be discarded, and the discarding undone.
    widget.set(&json!({ "product": "api" })).await?;
    page.click("button", "Discard changes").await?;
    widget.until("what was saved", "host.value.editors == 'soon'", &[]).await?;
    page.click("button", "Undo").await?;
    widget.until("what was changed", "host.value.product == 'api'", &[]).await?;
    page.click("button", "Discard changes").await?;
    widget.until("what was saved", "host.value.editors == 'soon'", &[]).await?;
    page.until("nothing to go back from", "!ui.find('button', 'Discard changes')", &[]).await?;

    // The next one begins with nothing.
    page.click("link", "All decisions").await?;
    page.click("link", TITLE).await?;
    widget
        .until("another decision", "host.isConnected && location.hash.startsWith('#/d/')", &[])
        .await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, json!({}), "it begins with another's answers");
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

pub(in crate::cases) async fn files(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    save(session, "Shop", &json!({ "product": "full" })).await?;
    session.reopen(HOME).await?;
    let file = exported(session).await?;
    let mut json: Value = serde_json::from_str(&file)?;
    assert_eq!(json["decisions"][0]["name"], "Shop");

    let page = Widget::page(session);
    page.until("an import", CHOOSE, &["Import", "saved.json", &file]).await?;
    page.says("0 decisions added, 1 already saved.").await?;
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

pub(in crate::cases) async fn older(session: &Session) -> Result<Outcome> {
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
    page.says("No longer available: ").await?;
    Ok(PASSED)
}

const COME_BACK: &str = "dispatchEvent(new Event('visibilitychange'))";

/// The browser refuses to write: it is said, what is on screen stays, and is kept as soon as that
/// is possible.
pub(in crate::cases) async fn full(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    session.run(REFUSE, Vec::new()).await?;
    widget.choose_case("SaaS product").await?;
    let page = Widget::page(session);
    page.says("The storage of this browser is full").await?;
    let answers = widget.value().await?;
    assert!(answers.as_object().is_some_and(|fields| !fields.is_empty()));
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
    page.until("no trouble", "!document.querySelector('.storage-notice')", &[]).await?;
    session.reopen(HOME).await?;
    page.sees("link", "Kept on screen").await?;
    Ok(PASSED)
}

/// A decision that could not be saved is not taken out of the answers in progress. The browser
/// gives no reason here, as some do.
pub(in crate::cases) async fn refused(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let answers = json!({ "product": "full", "editors": "soon" });
    answered(session, &answers).await?;
    let abort =
        "IDBObjectStore.prototype.put = function () { this.transaction.abort(); return {}; }";
    session.run(abort, Vec::new()).await?;
    let page = Widget::page(session);
    write(&page, "Save on this device as", "Nowhere").await?;
    page.click("button", "Save").await?;
    page.says("This browser does not store anything for this page").await?;
    page.says("The storage gave up.").await?;
    session.reopen(STANDALONE).await?;
    page.says("Your unfinished answers are restored.").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    Ok(PASSED)
}

pub(in crate::cases) async fn compare(session: &Session) -> Result<Outcome> {
    begin(session).await?;
    let (ann, bob) = (json!({ "product": "full", "editors": "soon" }), json!({ "product": "api" }));
    save(session, "Ann", &ann).await?;
    save(session, "Bob", &bob).await?;
    session.reopen(HOME).await?;
    let page = Widget::page(session);
    page.until("both", "ui.all('checkbox').length == 2", &[]).await?;
    // The newest comes first.
    page.get("ui.all('checkbox').reverse().forEach((checkbox) => checkbox.click())", &[]).await?;
    page.click("button", "Compare").await?;
    page.sees("heading", "Compare").await?;
    page.says("Ann and Bob answer 2 of 14 questions differently.").await?;
    page.sees("heading", "What are you shipping?").await?;
    page.says("If Ann agreed with Bob on all but this").await?;
    let other = "(() => { const combobox = ui.find('combobox', 'Compare the others with'); if (!combobox) return false;
        combobox.value = '1'; combobox.dispatchEvent(new Event('change')); return true; })()";
    page.until("another to compare with", other, &[]).await?;
    page.says("Bob and Ann answer 2 of 14 questions differently.").await?;
    write(&page, "A link with answers", "https://example.org/").await?;
    page.click("button", "Add link").await?;
    page.says("This link has no answers").await?;
    let link = "https://example.org/#tb=1/django-vs-fastapi/1.0.0/00/product=api/end-00";
    write(&page, "A link with answers", link).await?;
    page.click("button", "Add link").await?;
    page.says("and Link 1").await?;
    page.says("the link is incomplete").await?;

    // Ticking changes what is compared, and nothing else: not the links, not the focus.
    let tick = "(() => { const checkbox = ui.find('checkbox', words[0]); checkbox.focus(); checkbox.click();
        return document.activeElement == checkbox; })()";
    assert_eq!(page.get(tick, &["Ann"]).await?, true, "the focus is elsewhere");
    page.until(
        "one less",
        "ui.all('heading').filter((heading) => heading.localName == 'h2').length == 3",
        &[],
    )
    .await?;
    page.says("and Link 1").await?;
    page.get(tick, &["Ann"]).await?;
    page.until("the two in the address", "location.hash.split(',').length == 2", &[]).await?;
    for (product, said) in [
        ("api", "This link is already in the comparison."),
        ("full", "Link added."),
        ("model", "You can compare four at most"),
    ] {
        let link = format!("#tb=1/django-vs-fastapi/1.0.0/00/product={product}/end-00");
        write(&page, "A link with answers", &link).await?;
        page.click("button", "Add link").await?;
        page.says(said).await?;
    }
    Ok(PASSED)
}
