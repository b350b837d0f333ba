//! The languages of the widget's own texts.

use std::fs;

use serde_json::{Value, json};
use tiebreak_core::texts::strings::languages::Language;

use super::PASSED;
use crate::hosts::TABLE_BARE;
use crate::session::Session;
use crate::site::BLANK;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// The languages besides English.
const LANGUAGES: [&str; 7] = ["ar", "de", "es", "fr", "ja", "pt-BR", "ru"];

/// A model in Spanish.
const SPANISH: &str = r#"{"format":1,"id":"te","lang":"es","title":"¿Té o café?",
    "alternatives":[{"id":"te","name":"Té"},{"id":"cafe","name":"Café"}],
    "questions":[{"id":"hora","text":"¿A qué hora?","options":[
        {"id":"manana","text":"Por la mañana","values":{"te":300,"cafe":800}},
        {"id":"noche","text":"Por la noche","values":{"te":800,"cafe":100}}]}]}"#;

/// The texts of a language.
pub(crate) fn read(lang: &str) -> Result<Language> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/languages");
    let text = fs::read_to_string(format!("{folder}/{lang}.json"))?;
    Language::read(&text).map_err(|faults| faults.join("; ").into())
}

/// Opens a page in a language with an element. `attributes` is HTML; without a model there, the element
/// has the first shipped decision.
pub(super) async fn open<'a>(
    session: &'a Session,
    lang: &str,
    attributes: &str,
) -> Result<Widget<'a>> {
    place(session, lang, attributes, "").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    Ok(widget)
}

async fn place(session: &Session, lang: &str, attributes: &str, content: &str) -> Result {
    session.go(BLANK).await?;
    let script = "const [lang, attributes, content] = arguments;
        document.documentElement.lang = lang;
        window.errors = [];
        addEventListener('tb-error', ({ detail }) => errors.push(detail.code));
        const box = document.createElement('div');
        box.innerHTML = `<tie-break loading=eager ${attributes}>${content}</tie-break>`;
        const element = box.firstChild, script = document.createElement('script');
        if (!element.hasAttribute('model') && !content) element.setAttribute('model', 'django-vs-fastapi');
        script.src = '/tiebreak/embed.js';
        document.querySelector('main').append(element, script);";
    session.run(script, vec![lang.into(), attributes.into(), content.into()]).await.map(drop)
}

/// The language and the direction of the widget.
async fn spoken(widget: &Widget<'_>) -> Result<Value> {
    widget
        .get("[ui.root.querySelector('section').lang, ui.root.querySelector('section').dir]", &[])
        .await
}

/// The paths of files of languages that were requested since the last call, each once: in WebKit, a request
/// that checks a script goes before the import.
fn fetched(session: &Session) -> Vec<String> {
    let asked = session.site.asked().into_iter();
    let path =
        |path: String| path.split("/v/").nth(1)?.split_once('/').map(|(_, path)| path.to_owned());
    let mut asked: Vec<String> =
        asked.filter_map(path).filter(|path| path.starts_with("language")).collect();
    asked.sort();
    asked.dedup();
    asked
}

/// All texts are there, the texts of the decision are marked with their own language, and a page fetches
/// its own language only.
pub(super) async fn all(session: &Session) -> Result<Outcome> {
    for lang in LANGUAGES {
        let language = read(lang)?;
        session.afresh().await?;
        let widget = open(session, lang, "").await?;
        let direction = if lang == "ar" { "rtl" } else { "ltr" };
        assert_eq!(spoken(&widget).await?, json!([lang, direction]));
        for text in [
            "Decision aid",
            "Typical cases",
            "All questions",
            "nothing leaves this page",
            "Only scripts of this page can read your answers.",
        ] {
            widget.says(language.text(text)).await?;
        }
        widget.set(&json!({ "product": "full", "team": "small-no" })).await?;
        for panel in ["Why", "What would change it", "The sources", "Next steps"] {
            widget.click("tab", language.text(panel)).await?;
        }
        for text in ["Copy link", "Start over"] {
            widget.says(language.text(text)).await?;
        }
        // The text of the decision is English, and says so.
        let marked = "[...ui.root.querySelectorAll('bdi')].every((text) => text.lang == 'en')";
        assert_eq!(widget.get(marked, &[]).await?, true, "{lang}");
        // No text of the interface is English.
        let english = "['Next', 'Back', 'Typical cases', 'Decision aid', 'Start over', 'Not settled.', 'points']
            .filter((text) => [...ui.root.querySelectorAll('*')].some((element) => !element.closest('bdi')
              && [...element.childNodes].some((node) => node.nodeType == 3 && node.data.trim() == text)))";
        assert_eq!(widget.get(english, &[]).await?, json!([]), "{lang}");
        let expected = ["language.js".to_owned(), format!("languages/{lang}.json")];
        assert_eq!(fetched(session), expected, "{lang}");
    }
    session.afresh().await?;
    let widget = open(session, "en-GB", "").await?;
    assert_eq!(spoken(&widget).await?, json!(["en", "ltr"]));
    assert_eq!(fetched(session), Vec::<String>::new(), "a page in English fetches no language");
    Ok(PASSED)
}

pub(super) async fn order(session: &Session) -> Result<Outcome> {
    let spanish = format!("model='{}'", SPANISH.replace('\n', ""));
    for (page, attributes, expected) in [
        ("fr", "lang=de", "de"),
        ("fr", "", "fr"),
        // A region that has no texts of its own.
        ("de-AT", "", "de"),
        ("pt-PT", "", "pt-BR"),
        // The page, and not the decision, decides.
        ("fr", &*spanish, "fr"),
        ("", &*spanish, "es"),
        // No texts in this language.
        ("nl", "", "en"),
        ("", "", "en"),
    ] {
        let widget = open(session, page, attributes).await?;
        assert_eq!(spoken(&widget).await?[0], expected, "{page} {attributes}");
        let errors = session.run("return errors", Vec::new()).await?;
        assert_eq!(errors, json!([]), "{page} {attributes}");
    }
    // The model of a page without a language: its texts need no mark.
    let widget = open(session, "", &spanish).await?;
    let marked = "ui.root.querySelectorAll('bdi[lang]').length";
    assert_eq!(widget.get(marked, &[]).await?, 0);
    // A change of the attribute changes the language, and the answers stay.
    let widget = open(session, "fr", "").await?;
    widget.set(&json!({ "product": "full" })).await?;
    for lang in ["ru", "en", "ja"] {
        widget.get("host.setAttribute('lang', words[0])", &[lang]).await?;
        let changed = "ui.root.querySelector('section')?.lang == words[0]";
        widget.until("the other language", changed, &[lang]).await?;
        assert_eq!(widget.value().await?, json!({ "product": "full" }), "{lang}");
    }
    Ok(PASSED)
}

/// A file of a language that does not arrive, or with other bytes than the build wrote.
pub(super) async fn faults(session: &Session) -> Result<Outcome> {
    session.site.mend(false);
    for fault in ["changed-de.json", "without-de.json", "without-language.js"] {
        let base = format!("base=/broken/{fault}/");
        let widget = open(session, "de", &base).await?;
        assert_eq!(spoken(&widget).await?[0], "en", "{fault}");
        let errors = session.run("return errors", Vec::new()).await?;
        assert_eq!(errors, json!(["language"]), "{fault}");
        // The console reports the request that failed.
        session.forgive().await?;
    }
    session.site.mend(true);
    Ok(PASSED)
}

pub(super) async fn table(session: &Session) -> Result<Outcome> {
    session.go(TABLE_BARE).await?;
    let start = "document.documentElement.lang = 'de';
        for (const node of document.querySelectorAll('table[lang], table [lang]')) node.removeAttribute('lang');
        const script = document.createElement('script');
        script.src = '/tiebreak/embed.js';
        document.head.append(script);
        document.querySelector('tie-break').setAttribute('loading', 'eager');";
    session.run(start, Vec::new()).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(spoken(&widget).await?, json!(["de", "ltr"]));
    let language = read("de")?;
    for text in ["Decision aid", "Important", "Nice to have"] {
        widget.says(language.text(text)).await?;
    }
    Ok(PASSED)
}

pub(super) async fn frame(session: &Session) -> Result<Outcome> {
    place(session, "ru", "mode=iframe min-height=600", "").await?;
    let title =
        "return document.querySelector('tie-break').shadowRoot?.querySelector('iframe')?.title";
    let title = session.until("a frame", title, Vec::new()).await?;
    assert_eq!(title, read("ru")?.text("Decision aid"));
    let address =
        "return document.querySelector('tie-break').shadowRoot.querySelector('iframe').src";
    let address = session.run(address, Vec::new()).await?;
    assert!(address.as_str().is_some_and(|address| address.contains("&lang=ru&")), "{address}");
    let ready = "return document.querySelector('tie-break').matches(':state(ready)')";
    session.until("the frame", ready, Vec::new()).await?;
    Ok(PASSED)
}
