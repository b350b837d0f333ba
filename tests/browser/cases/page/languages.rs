//! The page in the language of the reader.

use serde_json::{Value, json};
use tiebreak_core::texts::strings::languages::{Language, PSEUDO, SECTIONS};

use super::{PROMISE, answered};
use crate::cases::offline::{KEPT, keep, left_out, open as open_on};
use crate::cases::{PASSED, languages};
use crate::deployed::Host;
use crate::session::Session;
use crate::site::{BLANK, HOME, STANDALONE};
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Stores a choice as the menu of the page does; an empty text removes the choice.
const CHOOSE: &str = "const [lang] = arguments;
    lang ? localStorage.setItem('tiebreak language', lang) : localStorage.removeItem('tiebreak language')";

/// The language and the direction of the document, once the page is shown.
const SPOKEN: &str = "const { lang, dir } = document.documentElement;
    return !!document.querySelector('.top') && [lang, dir]";

/// The texts and names of the page outside of decisions, in which no letter is `ø`. Every text of the
/// pseudo-language has that letter.
const ENGLISH: &str = "(() => {
    const left = 'bdi, code, kbd, option, tie-break, textarea, script, style, .notice, .name';
    const shown = [...document.querySelectorAll('.page *')].filter((element) => !element.closest(left));
    const texts = shown.flatMap((element) => [
      ...[...element.childNodes].filter((node) => node.nodeType == 3).map((node) => node.data),
      element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '',
    ]);
    return texts.filter((text) => /[a-z]{3}/i.test(text) && !text.includes('ø') && !text.startsWith('https:'));
  })()";

/// Opens a view in a language.
async fn open<'a>(session: &'a Session, path: &str, lang: &str) -> Result<Widget<'a>> {
    session.reopen(BLANK).await?;
    session.run(CHOOSE, vec![lang.into()]).await?;
    session.reopen(path).await?;
    let page = Widget::page(session);
    session.until("the page", SPOKEN, Vec::new()).await?;
    page.until("the element", "!!customElements.get('tie-break')", &[]).await?;
    Ok(page)
}

/// The language and the direction of the page.
async fn spoken(session: &Session) -> Result<Value> {
    session.until("the page", SPOKEN, Vec::new()).await
}

/// The names of the files of languages that this page has fetched.
async fn fetched(session: &Session) -> Result<Value> {
    let names =
        "return [...new Set(performance.getEntriesByType('resource').map(({ name }) => name)
        .filter((name) => name.includes('language')).map((name) => name.split('/').pop()))].sort()";
    session.run(names, Vec::new()).await
}

/// Views of the page that need no saved decision.
fn views() -> [String; 5] {
    ["", "#/how/django-vs-fastapi", "#/compare/", "#/d/nowhere", "#/d/django-vs-fastapi"]
        .map(|view| [HOME, view].concat())
}

/// The page is in the stored language, in its heading, its lists and its element, also after a reload.
pub(in crate::cases) async fn chosen(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    for lang in ["ar", "de", "ja"] {
        let language = languages::read(lang)?;
        let page = open(session, HOME, lang).await?;
        let direction = if lang == "ar" { "rtl" } else { "ltr" };
        assert_eq!(spoken(session).await?, json!([lang, direction]));
        page.sees("heading", language.text(PROMISE)).await?;
        page.sees("heading", language.text("Saved decisions")).await?;
        let expected = json!([format!("{lang}.json"), "language.js", "split_language.wasm"]);
        assert_eq!(fetched(session).await?, expected, "{lang}");
        // The titles of decisions are English, and say so.
        let title = "document.querySelector('.card h3 bdi').lang";
        assert_eq!(page.get(title, &[]).await?, "en", "{lang}");
        session.reopen(STANDALONE).await?;
        let widget = Widget::new(session, 0);
        widget.ready().await?;
        widget.says(language.text("Typical cases")).await?;
        widget.says(language.text("Your answers stay on this device.")).await?;
        assert_eq!(spoken(session).await?, json!([lang, direction]));
    }
    open(session, HOME, "en").await?;
    assert_eq!(spoken(session).await?, json!(["en", "ltr"]));
    assert_eq!(fetched(session).await?, json!([]), "a page in English fetches no language");
    open(session, HOME, "").await?;
    Ok(PASSED)
}

/// Without a choice, the page is in the first language of the browser for which there is a file.
pub(in crate::cases) async fn preferred(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    for (preferred, expected) in [
        (&["nl", "pt-PT", "de"][..], "pt-BR"),
        (&["de-AT", "en"], "de"),
        (&["en-GB", "de"], "en"),
        (&["nl"], "en"),
    ] {
        session.reopen(BLANK).await?;
        session.run(CHOOSE, vec!["".into()]).await?;
        // The same window keeps its `navigator`.
        let write = "Object.defineProperty(navigator, 'languages', { value: arguments[0] });
            history.replaceState(null, '', arguments[1]);
            fetch(arguments[1]).then((page) => page.text()).then((html) => {
              document.open();
              document.write(html);
              document.close();
            });";
        session.run(write, vec![json!(preferred), HOME.into()]).await?;
        assert_eq!(spoken(session).await?[0], expected, "{preferred:?}");
        Widget::page(session)
            .until("the element", "!!customElements.get('tie-break')", &[])
            .await?;
    }
    Ok(PASSED)
}

/// Every text of the interface is one of the page's language, in every view.
pub(in crate::cases) async fn complete(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let language = Language::pseudo(&SECTIONS);
    for view in views() {
        let page = open(session, &view, PSEUDO).await?;
        if view == HOME {
            page.sees("heading", language.text(PROMISE)).await?;
            page.says(
                language.text("No saved decisions yet. Saved decisions stay on this device."),
            )
            .await?;
        }
        if view.contains("/how/") {
            page.sees("heading", language.text("About this decision")).await?;
        }
        if view.contains("/d/django") {
            Widget::new(session, 0).ready().await?;
            page.sees("button", language.text("Save")).await?;
        }
        assert_eq!(page.get(ENGLISH, &[]).await?, json!([]), "{view}");
    }
    // The search finds English texts where there are some.
    let page = open(session, HOME, "en").await?;
    let found = page.get(ENGLISH, &[]).await?;
    assert!(found.as_array().is_some_and(|found| found.len() > 20), "{found}");
    open(session, HOME, "").await?;
    Ok(PASSED)
}

/// The menu changes the language at once, and keeps the choice and the answers.
pub(in crate::cases) async fn menu(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    open(session, STANDALONE, "").await?;
    let answers = json!({ "product": "full", "editors": "soon" });
    answered(session, &answers).await?;
    let own_names = "JSON.stringify([...document.querySelectorAll('.language option')]
        .map(({ value, lang, text }) => [value, lang, text]))";
    let names = Widget::page(session).get(own_names, &[]).await?;
    let names = names.as_str().unwrap_or_default();
    assert!(names.contains(r#"["de","de","Deutsch"]"#) && !names.contains(PSEUDO), "{names}");
    for lang in ["de", "ar", "en"] {
        // As the browser does after a choice.
        let choose = "const menu = document.querySelector('.language select');
            menu.value = arguments[0];
            menu.dispatchEvent(new Event('change'));";
        session.run(choose, vec![lang.into()]).await?;
        let is_there = "return document.documentElement.lang == arguments[0]
            && document.querySelector('.language select')?.value == arguments[0]";
        session.until("the other language", is_there, vec![lang.into()]).await?;
        let widget = Widget::new(session, 0);
        widget.ready().await?;
        assert_eq!(widget.value().await?, answers, "{lang}");
    }
    session.reopen(STANDALONE).await?;
    assert_eq!(spoken(session).await?, json!(["en", "ltr"]));
    open(session, HOME, "").await?;
    Ok(PASSED)
}

/// Texts that do not arrive leave the page in English.
pub(in crate::cases) async fn missing(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    session.site.mend(false);
    let page = open(session, "/broken/without-language.js/index.html", "de").await?;
    assert_eq!(spoken(session).await?, json!(["en", "ltr"]));
    page.sees("heading", PROMISE).await?;
    session.site.mend(true);
    open(session, HOME, "").await?;
    // The console reports the request that failed.
    session.forgive().await?;
    Ok(PASSED)
}

/// Nothing reaches past an edge of the page, in long texts and from right to left.
pub(in crate::cases) async fn widths(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let mut wide = Vec::new();
    for lang in [PSEUDO, "ar"] {
        for view in views() {
            let page = open(session, &view, lang).await?;
            if view == STANDALONE {
                Widget::new(session, 0).ready().await?;
            }
            for width in [360, 760] {
                let past = "(() => {
                    document.body.style.width = words[0] + 'px';
                    const { left, right } = document.body.getBoundingClientRect();
                    const past = [...document.querySelectorAll('.page *')]
                      .find((element) => {
                        const box = element.getBoundingClientRect();
                        return element.checkVisibility() && !element.matches('.visually-hidden, .status, .status *, option')
                          && (box.left < left - 1 || box.right > right + 1);
                      });
                    return past ? past.outerHTML.slice(0, 120) : '';
                  })()";
                let past = page.get(past, &[&width.to_string()]).await?;
                if past != "" {
                    wide.push(format!("{lang}, {view}, {width} px: {past}"));
                }
            }
        }
    }
    open(session, HOME, "").await?;
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(PASSED)
}

/// Without a network, the page is in the language that the reader has used, and in English.
pub(in crate::cases) async fn offline(session: &Session) -> Result<Outcome> {
    let mut host = Host::start()?;
    if let Some(outcome) = left_out(session, &host).await? {
        return Ok(outcome);
    }
    session.run(CHOOSE, vec!["de".into()]).await?;
    keep(session, &host).await?;
    assert_eq!(spoken(session).await?[0], "de");
    let stored = "if (!window.looking) window.looking = (async () => {
          const wanted = ['/languages/de.json', '/split_language.wasm', '/language.js'];
          const urls = (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
            .flat().map(({ url }) => url);
          window.found = wanted.every((end) => urls.some((url) => url.endsWith(end)))
            && !urls.some((url) => url.endsWith('/languages/fr.json'));
          window.looking = undefined;
        })();
        return window.found";
    session.until("the files of the language in the cache", stored, Vec::new()).await?;
    host.stop();

    for (lang, expected) in [("de", "de"), ("fr", "en"), ("en", "en")] {
        session.run(CHOOSE, vec![lang.into()]).await?;
        let widget = open_on(session, &host.page()).await?;
        assert_eq!(spoken(session).await?[0], expected);
        let typical = languages::read("de")?;
        let typical =
            if expected == "de" { typical.text("Typical cases") } else { "Typical cases" };
        widget.says(typical).await?;
        assert_eq!(session.run(KEPT, Vec::new()).await?, true);
    }
    session.heard().await?;
    Ok(PASSED)
}
