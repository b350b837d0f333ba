//! The widget as a part of somebody's page: its width, its coming and going, its neighbours, and
//! what it downloads.

use std::collections::BTreeSet;

use serde_json::json;
use tiebreak_core::model::Model;
use tiebreak_core::texts::strings::languages::{Language, SECTIONS};

use super::console::PANELS;
use super::{PASSED, element, languages};
use crate::session::Session;
use crate::site::{ARTICLE, BLANK, SAMPLE, TWO};
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// Widths of the place that an article has for it, in pixels.
const WIDTHS: [u32; 4] = [240, 360, 760, 1400];

/// The shipped model.
pub(super) async fn widths(session: &Session) -> Result<Outcome> {
    fits(session, ARTICLE, &sheets::model()?, &WIDTHS, "16px").await
}

/// Text twice as large.
pub(super) async fn large_widths(session: &Session) -> Result<Outcome> {
    fits(session, ARTICLE, &sheets::model()?, &WIDTHS[1..], "32px").await
}

/// The test-only model: words of sixty letters, text from right to left.
pub(super) async fn sample_widths(session: &Session) -> Result<Outcome> {
    fits(session, SAMPLE, &sheets::sample()?, &WIDTHS, "16px").await
}

/// Nothing reaches past the widget's edge, and nothing scrolls sideways but what is meant to.
async fn fits(
    session: &Session,
    page: &str,
    model: &Model,
    widths: &[u32],
    size: &str,
) -> Result<Outcome> {
    let widget = session.open(page).await?;
    widget.get("host.style.setProperty('--tb-font-size', words[0])", &[size]).await?;
    let mut wide = Vec::new();
    for blank in [true, false] {
        if !blank {
            widget.choose_case(&model.cases[0].name).await?;
        }
        let panels: &[&str] = if blank { &[""] } else { &PANELS };
        for panel in panels {
            if !blank {
                widget.open_panel(panel).await?;
            }
            for &width in widths {
                if let Some(found) = too_wide(&widget, width).await? {
                    wide.push(format!("{width} px, `{panel}`: {found}"));
                }
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(PASSED)
}

/// The pseudo-language, whose texts are longer by 40 per cent.
pub(super) async fn long_widths(session: &Session) -> Result<Outcome> {
    fits_in(session, &Language::pseudo(&SECTIONS)).await
}

/// A language that is written from right to left, with a decision in English.
pub(super) async fn arabic_widths(session: &Session) -> Result<Outcome> {
    fits_in(session, &languages::read("ar")?).await
}

async fn fits_in(session: &Session, language: &Language) -> Result<Outcome> {
    let widget = languages::open(session, &language.lang, "").await?;
    let mut wide = Vec::new();
    for answers in [json!({}), json!({ "product": "full", "team": "small-no", "editors": "soon" })]
    {
        widget.set(&answers).await?;
        let panels: &[&str] = if answers == json!({}) { &[""] } else { &PANELS };
        for panel in panels {
            let name = language.text(panel);
            if !name.is_empty() {
                if !widget.has("tab", name).await? {
                    continue;
                }
                widget.click("tab", name).await?;
                let settled = "!ui.root.textContent.includes(words[0])";
                widget.until("the whole panel", settled, &[language.text("Loading …")]).await?;
            }
            for width in WIDTHS {
                if let Some(found) = too_wide(&widget, width).await? {
                    wide.push(format!("{width} px, `{panel}`: {found}"));
                }
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(PASSED)
}

/// The elements that reach past the edge at this width, if there are any.
async fn too_wide(widget: &Widget<'_>, width: u32) -> Result<Option<String>> {
    let script = "(() => {
        host.style.width = words[0] + 'px';
        host.style.maxWidth = 'none';
        const box = host.getBoundingClientRect();
        if (Math.abs(box.width - words[0]) > 1) return 'the widget is ' + box.width + ' px wide';
        // Contents of a box that scrolls by itself may reach past the edge.
        const boxed = (element) => {
          for (let up = element.parentElement; up; up = up.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return up;
          }
        };
        // Rows of tabs, text fields, and a table that says so, scroll by themselves. One line ends in an
        // ellipsis.
        const mayScroll = (element) => getComputedStyle(element).textOverflow == 'ellipsis' || element.localName == 'input'
          || ['tablist', 'region'].includes(ui.role(element)) && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
          || getComputedStyle(element).overflowX == 'visible';
        const out = [...ui.root.querySelectorAll('*')].filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          const outside = left < box.left - 1 || right > box.right + 1;
          return width > 0 && outside && ui.inSight(element) && !boxed(element)
            || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
              && !mayScroll(element);
        });
        const root = ui.root.firstElementChild;
        if (!out.length && root.scrollWidth <= root.clientWidth + 1) return null;
        // The innermost last.
        return out.slice(-3).map((element) =>
          element.tagName + ' `' + ui.tidy(element.innerText).slice(0, 60) + '`').join(', ')
          || 'its contents are ' + root.scrollWidth + ' px wide';
      })()";
    let found = widget.get(script, &[&width.to_string()]).await?;
    Ok(found.as_str().map(str::to_owned))
}

/// A page that moves the element, or puts it aside for a while, loses nothing.
pub(super) async fn remount(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let sheet = json!({ "product": "full", "team": "one", "ai": ["none"] });
    widget.set(&sheet).await?;
    let before = widget.result().await?;
    let aside = "window.aside = document.querySelector('tie-break');
        aside.remove();
        return new Promise((done) => setTimeout(() => done(aside.isConnected), 50));";
    assert_eq!(session.run(aside, Vec::new()).await?, false);
    session.run("document.querySelector('main').append(aside)", Vec::new()).await?;
    widget.ready().await?;
    widget.says("Django").await?;
    assert_eq!(widget.value().await?, sheet);
    assert_eq!(widget.result().await?, before);
    // Moved in one go, it need not start again.
    session.run("document.querySelector('main').prepend(aside)", Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    widget.click("button", "Start over").await?;
    widget.until("no answers", "Object.keys(host.value).length == 0", &[]).await?;
    Ok(PASSED)
}

/// Two elements share the code, and nothing that a reader says.
pub(super) async fn two(session: &Session) -> Result<Outcome> {
    session.afresh().await?;
    session.go(TWO).await?;
    let (first, second) = (Widget::new(session, 0), Widget::new(session, 1));
    first.ready().await?;
    session.run("document.querySelectorAll('tie-break')[1].scrollIntoView()", Vec::new()).await?;
    second.ready().await?;
    let model = sheets::model()?;
    let question = first.question().await?;
    assert_eq!(question, second.question().await?);
    let options = first.names("radio").await?;
    first.choose("radio", options.first().ok_or("no radio button")?).await?;
    first.until("an answer", "Object.keys(host.value).length == 1", &[]).await?;
    assert_eq!(second.value().await?, json!({}));
    // Radio buttons of the same name in two roots are two groups.
    second.choose("radio", options.last().ok_or("no radio button")?).await?;
    second.until("an answer", "Object.keys(host.value).length == 1", &[]).await?;
    assert_ne!(first.value().await?, second.value().await?);
    let checked = first.get("ui.find('radio', words[0]).checked", &[&options[0]]).await?;
    assert_eq!(checked, true, "the second took the first's choice away");
    second.choose_case(&model.cases[1].name).await?;
    assert_eq!(first.value().await?.as_object().map(serde_json::Map::len), Some(1));
    let wasm = session.site.asked().iter().filter(|path| path.ends_with("/core_bg.wasm")).count();
    assert_eq!(wasm, 1, "requests for wasm");
    Ok(PASSED)
}

/// A visit through every panel asks for the page's own files, and for the widget's.
pub(super) async fn requests(session: &Session) -> Result<Outcome> {
    // The standalone page, which keeps things, was on the same origin.
    let kept = "return Promise.all([indexedDB.databases(), self.caches?.keys() ?? [],
          navigator.serviceWorker?.getRegistrations() ?? []])
        .then((them) => [document.cookie, localStorage.length, sessionStorage.length,
          ...them.map((list) => list.length)].join(' '))";
    session.go(BLANK).await?;
    let before = session.run(kept, Vec::new()).await?;
    session.afresh().await?;
    let widget = session.open(ARTICLE).await?;
    let model = sheets::model()?;
    widget.choose_case(&model.cases[0].name).await?;
    for panel in PANELS {
        widget.open_panel(panel).await?;
    }
    let evidence = model.evidence.as_ref().ok_or("the model names no evidence")?;
    let asked: BTreeSet<String> = session.site.asked().into_iter().collect();
    let page = [ARTICLE, "/hosts/article.css", "/probe.js", "/favicon.ico"];
    let widget_files: BTreeSet<&str> =
        (asked.iter()).map(String::as_str).filter(|path| !page.contains(path)).collect();
    let model_file = format!("/tiebreak/v/{}/models/{}.json", element::version(), model.id);
    let evidence_file = format!("/tiebreak/models/{}", evidence.file);
    for path in &widget_files {
        let known = *path == "/tiebreak/embed.js"
            || *path == model_file
            || *path == evidence_file
            || (path.starts_with("/tiebreak/v/")
                && [
                    "/element.js",
                    "/core.js",
                    "/core_bg.wasm",
                    "/split_details.wasm",
                    "/split_evidence.wasm",
                    "/surroundings.js",
                ]
                .iter()
                .any(|end| path.ends_with(end)));
        assert!(known, "asked for {path}");
    }
    assert_eq!(widget_files.len(), 9, "{widget_files:?}");
    // The server cannot see requests to other hosts, nor stored data.
    let elsewhere = session
        .run(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)
               .filter((address) => !address.startsWith(location.origin))",
            Vec::new(),
        )
        .await?;
    assert_eq!(elsewhere, json!([]));
    assert_eq!(session.run(kept, Vec::new()).await?, before);
    Ok(PASSED)
}
