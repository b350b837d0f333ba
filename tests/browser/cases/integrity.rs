//! The code runs only if every file has the bytes that the build wrote: from the snippet that an
//! article pins to the file that is fetched last.

use serde_json::{Value, json};

use super::{PASSED, element};
use crate::deployed::{self, FOLDER, Host, NEWER_TITLE, OLDER, PINNED};
use crate::session::Session;
use crate::site::{ARTICLE, BLANK};
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// The files that are fetched before the first answer.
const FIRST: [&str; 3] = ["element.js", "core.js", "core_bg.wasm"];

/// Each of these files is refused if one bit is changed. The content of the article stays, and the
/// widget appears once the file is whole again.
pub(super) async fn changed(session: &Session) -> Result<Outcome> {
    for name in FIRST {
        session.site.mend(false);
        session.go(ARTICLE).await?;
        let base = format!("/broken/changed-{name}/");
        let attributes = json!({ "base": base, "loading": "eager" });
        element::place(session, &attributes, "The short answer stands here.").await?;
        let widget = Widget::new(session, 0);
        let told = session.until("tb-error", "return window.wrong[0]", Vec::new()).await?;
        assert_eq!(told["code"], "integrity", "{name}: {told}");
        assert!(told["message"].as_str().is_some_and(|message| message.contains(name)), "{told}");
        widget.says("Its files are damaged.").await?;
        assert!(element::shows_content(&widget).await?, "{name}: the short answer is gone");
        session.site.mend(true);
        widget.click("button", "Try again").await?;
        widget.ready().await?;
        // The console reports the fault too, as intended.
        session.heard().await?;
    }
    session.site.mend(false);
    Ok(PASSED)
}

/// Files that are fetched after the first answer: the verdict stays whole without them, the place
/// of the missing part says so, and trying again works.
pub(super) async fn later(session: &Session) -> Result<Outcome> {
    for fault in ["changed-split_details.wasm", "without-split_details.wasm"] {
        session.site.mend(false);
        session.go(ARTICLE).await?;
        let base = format!("/broken/{fault}/");
        let answers = r#"{"product": "full", "team": "one"}"#;
        let attributes = json!({ "base": base, "loading": "eager", "answers": answers });
        element::place(session, &attributes, "").await?;
        let widget = Widget::new(session, 0);
        widget.ready().await?;
        assert!(widget.verdict().await?.contains("Django"), "{fault}: no verdict");
        widget.says("could not be loaded").await?;
        session.site.mend(true);
        widget.click("button", "Try again").await?;
        widget.sees("tab", "Why").await?;
        session.heard().await?;
    }
    // Without the code that copies and prints, the reader can copy the text by hand.
    session.site.mend(false);
    session.go(ARTICLE).await?;
    let answers = r#"{"product": "full"}"#;
    let base = "/broken/changed-keep.js/";
    let attributes = json!({ "base": base, "loading": "eager", "answers": answers });
    element::place(session, &attributes, "").await?;
    let widget = Widget::new(session, 0);
    widget.click("button", "Copy link").await?;
    widget.sees("textbox", "").await?;
    session.heard().await?;
    Ok(PASSED)
}

/// The list beside each version names the bytes that are served, a page that pins the loader by it
/// works, and one whose loader was changed keeps what it had.
pub(super) async fn pinned(session: &Session) -> Result<Outcome> {
    session.go(BLANK).await?;
    let list =
        "return fetch(arguments[0] + 'sri.json').then((response) => response.json()).then(async (list) => {
        for (const [name, integrity] of Object.entries(list))
          await fetch(arguments[0] + name, { integrity }).catch(() => { throw name; });
        return list;
      })";
    let folder = format!("/tiebreak/v/{}/", element::version());
    let list = session.run(list, vec![folder.as_str().into()]).await?;
    for name in [
        "embed.js",
        "embed.mjs",
        "element.js",
        "core.js",
        "core_bg.wasm",
        "split_details.wasm",
        "models/django-vs-fastapi.json",
        "models/django-vs-fastapi.evidence.json",
    ] {
        assert!(list[name].is_string(), "{name} is not listed: {list}");
    }
    let pin = "const script = document.createElement('script');
        script.src = arguments[0]; script.integrity = arguments[1]; script.crossOrigin = 'anonymous';
        const done = new Promise((done) => { script.onload = () => done('loaded'); script.onerror = () => done('refused'); });
        document.head.append(script);
        return done;";
    for (base, outcome, is_there) in
        [("/broken/changed-embed.js/", "refused", false), ("/tiebreak/", "loaded", true)]
    {
        session.site.mend(false);
        session.go(BLANK).await?;
        element::place(session, &json!({ "loading": "eager" }), "The short answer.").await?;
        let address = format!("{base}v/{}/embed.js", element::version());
        let how = session.run(pin, vec![address.into(), list["embed.js"].clone()]).await?;
        assert_eq!(how, outcome, "{base}");
        let defined = session.run("return !!customElements.get('tie-break')", Vec::new()).await?;
        assert_eq!(defined, Value::Bool(is_there), "{base}");
        if is_there {
            Widget::new(session, 0).ready().await?;
        } else {
            session.heard().await?;
        }
    }

    // A version pins its decisions too.
    let base = "/broken/changed-django-vs-fastapi.json/";
    let [frozen, following] = [format!("v/{}/embed.js", element::version()), "embed.js".into()];
    for (loader, digest) in [(frozen, list["embed.js"].clone()), (following, "".into())] {
        session.site.mend(false);
        session.afresh().await?;
        element::place(session, &json!({ "loading": "eager" }), "The short answer.").await?;
        session.run(pin, vec![[base, &loader].concat().into(), digest]).await?;
        let widget = Widget::new(session, 0);
        let told = session.until("tb-error", "return window.wrong[0]", Vec::new()).await?;
        assert_eq!(told["code"], "integrity", "{told}");
        widget.says("Its files are damaged.").await?;
        session.site.mend(true);
        widget.click("button", "Try again").await?;
        widget.ready().await?;
        let mut asked = session.site.asked();
        asked.retain(|path| path.contains("/models/"));
        let folder = format!("/v/{}/models/", element::version());
        assert!(asked.iter().all(|path| path.contains(&folder)), "{asked:?}");
        session.heard().await?;
    }
    Ok(PASSED)
}

/// A version that lacks a decision does not look for it in another version.
pub(super) async fn unknown(session: &Session) -> Result<Outcome> {
    session.go(BLANK).await?;
    element::place(session, &json!({ "loading": "eager", "model": "not-yet" }), "").await?;
    let folder = format!("/tiebreak/v/{}/", element::version());
    let add = "document.head.append(Object.assign(document.createElement('script'), { src: arguments[0] }))";
    session.run(add, vec![[&folder, "embed.js"].concat().into()]).await?;
    let told = session.until("tb-error", "return window.wrong[0]", Vec::new()).await?;
    assert_eq!(told["code"], "model-missing", "{told}");
    Widget::new(session, 0).says("This version has no such decision.").await?;
    let asked = session.site.asked();
    assert!(!asked.iter().any(|path| path.contains("not-yet")), "{asked:?}");
    session.heard().await?;
    Ok(PASSED)
}

/// An article that pins an older version shows that version with its own decision, also beside the
/// newest version. Neither widget knows the other's answers.
pub(super) async fn older(session: &Session) -> Result<Outcome> {
    let host = Host::start()?;
    host.deploy_with(FOLDER, "newer", deployed::age)?;
    host.asked();
    session.abroad(&host.url(&[FOLDER, PINNED].concat())).await?;
    let old = Widget::new(session, 0);
    old.ready().await?;
    old.says(&sheets::model()?.title).await?;
    old.choose_case("SaaS product").await?;
    old.open_panel("Why").await?;
    old.click("tab", "Side by side").await?;
    old.sees("table", "").await?;
    let evidence = "django-vs-fastapi.evidence.json";
    let has_come =
        "performance.getEntriesByType('resource').some((entry) => entry.name.endsWith(words[0]))";
    old.until("the evidence", has_come, &[evidence]).await?;
    let asked = host.asked();
    let folder = format!("{FOLDER}v/{OLDER}/");
    let is_else = |path: &&String| ["/v/", "/models/"].iter().any(|part| path.contains(part));
    let others: Vec<_> =
        asked.iter().filter(is_else).filter(|path| !path.starts_with(&folder)).collect();
    assert!(others.is_empty(), "{others:?}");
    let evidence = format!("{folder}models/{evidence}");
    assert!(asked.contains(&evidence), "{asked:?}");
    let answers = old.value().await?;

    let add = "const script = document.createElement('script');
        script.src = 'embed.js';
        script.onload = () => {
          const element = document.createElement('tie-break');
          element.setAttribute('model', 'django-vs-fastapi');
          element.setAttribute('loading', 'eager');
          document.querySelector('main').append(element);
        };
        document.head.append(script);";
    session.run(add, Vec::new()).await?;
    let new = Widget::new(session, 1);
    new.ready().await?;
    new.says(NEWER_TITLE).await?;
    new.click("button", "Public or mobile API").await?;
    new.says("FastAPI").await?;
    assert_eq!(old.value().await?, answers);
    assert_ne!(new.value().await?, answers);
    // Nothing more is on its way when the host goes.
    new.has_scenarios().await?;
    session.heard().await?;
    Ok(PASSED)
}
