//! The page does not affect the widget, and the widget does not affect the page.

use serde_json::json;

use super::PASSED;
use crate::hosts::{BARE, LONG, SHEETS};
use crate::session::Session;
use crate::site::{ARTICLE, TABLE};
use crate::widget::{Widget, key};
use crate::{Outcome, Result};

/// The place of the widget on every picture, in pixels.
const WIDTH: usize = 760;
const HEIGHT: usize = 600;
/// How far down the widget's second picture begins.
const FURTHER: usize = 560;

/// How many pixels of ten thousand may differ.
const DIFFERS: usize = 10;

/// How many pictures are taken at most until one is right: an engine may return an old picture.
const TRIES: usize = 10;

/// Puts the widget where no rule of the page moves it, and gives it a font that exists on every
/// page. The page and the widget decide how its text looks in all other ways.
const PLACE: &str = "(() => {
  const place = { position: 'fixed', inset: `-${words[0]}px auto auto 0`, width: '760px',
    'min-width': '0', 'max-width': 'none', height: 'auto', margin: '0', padding: '0', border: '0',
    outline: '0', float: 'none', 'box-sizing': 'border-box', background: 'white', 'z-index': '9',
    'color-scheme': 'light', '--tb-font': 'sans-serif' };
  for (const [name, value] of Object.entries(place)) host.style.setProperty(name, value, 'important');
  // WebKit shows and hides scroll bars over scrolling boxes by itself.
  for (const element of ui.root.querySelectorAll('*')) {
    if (getComputedStyle(element).overflowX == 'auto') element.style.overflowX = 'hidden';
  }
  document.activeElement?.blur();
  getSelection().removeAllRanges();
  return true;
})()";

/// Adds a style sheet to the page in the strongest place, the last one.
const DRESS: &str = "const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = arguments[0];
    link.id = 'dress';
    link.onload = () => { window.dressed = arguments[0]; };
    document.body.append(link);";

/// The style sheets of the widget, as their authors write them.
const STYLES: [&str; 3] = [
    include_str!("../../../src/marks.css"),
    include_str!("../../../src/first/style.css"),
    include_str!("../../../src/details/style.css"),
];

/// The browser reads the same rules from the minified style sheets as from their sources.
pub(super) async fn styles(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.has_scenarios().await?;
    let differing = "(() => {
        // Custom properties keep the white space of their values.
        const rules = (sheet) => [...sheet.cssRules].map((rule) =>
          rule.cssText.replace(/\\s*([,*()])\\s*/g, '$1'));
        const source = new CSSStyleSheet();
        source.replaceSync(words[0]);
        const wanted = rules(source), found = ui.root.adoptedStyleSheets.flatMap(rules);
        return [wanted.length > 100, wanted.filter((rule) => !found.includes(rule))];
      })()";
    let differing = widget.get(differing, &[&STYLES.concat()]).await?;
    assert_eq!(differing, json!([true, []]));
    Ok(PASSED)
}

/// No style sheet of the page changes the look of the widget.
pub(super) async fn looks(session: &Session) -> Result<Outcome> {
    session.go(LONG).await?;
    let widget = Widget::new(session, 0);
    widget.get("host.scrollIntoView()", &[]).await?;
    widget.ready().await?;
    widget.set(&json!({ "product": "full", "editors": "soon", "skills": "django" })).await?;
    widget.has_scenarios().await?;
    let mut plain = Vec::new();
    for from in [0, FURTHER] {
        widget.get(PLACE, &[&from.to_string()]).await?;
        let mut picture = session.picture().await?;
        for _ in 0..TRIES {
            let next = session.picture().await?;
            let is_still = picture.differs(&next, WIDTH, HEIGHT) == 0;
            picture = next;
            if is_still {
                break;
            }
        }
        assert!(picture.colors(WIDTH, HEIGHT) > 20, "a picture of nothing");
        plain.push(picture);
    }
    let mut told = Vec::new();
    let mut most = 0;
    for sheet in SHEETS {
        session.run(DRESS, vec![sheet.into()]).await?;
        let dressed = "return window.dressed == arguments[0]";
        session.until(sheet, dressed, vec![sheet.into()]).await?;
        for (from, plain) in [0, FURTHER].into_iter().zip(&plain) {
            widget.get(PLACE, &[&from.to_string()]).await?;
            let mut differs = usize::MAX;
            for _ in 0..TRIES {
                differs = differs.min(plain.differs(&session.picture().await?, WIDTH, HEIGHT));
                if differs <= DIFFERS {
                    break;
                }
            }
            if differs > DIFFERS {
                told.push(format!("{sheet}, from {from} px: {differs} of 10,000 pixels"));
            }
            most = most.max(differs);
        }
        session.run("document.getElementById('dress').remove()", Vec::new()).await?;
    }
    assert!(told.is_empty(), "the widget looks different under\n{}", told.join("\n"));
    let note = format!("{} sheets; at most {most} of 10,000 pixels differ", SHEETS.len());
    Ok(Outcome::Passed(Some(note)))
}

/// In a row or a float, the width of a box depends on its content. The widget fills the available
/// width there too.
pub(super) async fn places(session: &Session) -> Result<Outcome> {
    let places = [
        "display: flex; flex-direction: column; align-items: flex-start",
        "display: flex",
        "display: grid; justify-items: start",
        "display: grid; grid-template-columns: auto",
        "display: grid; grid-template-columns: 1fr",
        "float: left",
        "display: inline-block",
        "inline-size: fit-content",
    ];
    session.open(ARTICLE).await?;
    let widget = Widget::new(session, 0);
    let aside = "const aside = document.createElement('p');
        aside.textContent = 'Aside.';
        document.querySelector('main').replaceChildren(document.querySelector('tie-break'), aside)";
    session.run(aside, Vec::new()).await?;
    let lay = "document.querySelector('main').style.cssText = arguments[0];
        document.body.style.width = arguments[1] + 'px'";
    for place in places {
        for width in [900, 340] {
            session.run(lay, vec![place.into(), width.into()]).await?;
            let own = "ui.root.querySelector('section').getBoundingClientRect().width";
            let own = widget.get(own, &[]).await?.as_f64().unwrap_or(0.0);
            let (least, most) = (f64::from(width).min(600.0) * 0.6, f64::from(width) + 1.0);
            assert!((least..=most).contains(&own), "{place}: {own} px of {width}");
        }
    }
    Ok(PASSED)
}

/// Records the state of the page before the loader comes: the computed styles of its elements
/// (without those that depend on the height of the widget), the names of its globals, and the
/// properties of the browser's own objects.
const NOTE: &str = "
  const sized = /size$|height$|width$|origin$|^inset|^(top|right|bottom|left)$/;
  const elements = [...document.querySelectorAll('*')]
    .filter((element) => !element.closest('tie-break') && element.localName != 'script');
  const styles = () => elements.map((element) => {
    const style = getComputedStyle(element);
    return element.localName + [...style].filter((name) => !sized.test(name))
      .map((name) => name + ':' + style.getPropertyValue(name)).join(';');
  });
  const own = (object) => Reflect.ownKeys(object).map((name) => {
    const { value, get, set } = Object.getOwnPropertyDescriptor(object, name);
    return [name, value, get, set];
  });
  const kinds = Reflect.ownKeys(window).filter((name) => /^[A-Z]/.test(String(name)))
    .filter((name) => name != 'InstallTrigger') // Firefox complains when it is looked at.
    .map((name) => window[name]).filter((value) => typeof value == 'function');
  const able = () => kinds
    .map((kind) => [kind, own(kind), kind.prototype ? own(kind.prototype) : []]);
  const flat = (list) => list.flat(Infinity);
  window.note = { styles, able, flat };
  note.before = { styles: styles(), able: flat(able()) };
  note.changes = [];
  new MutationObserver((records) => note.changes.push(...records
    .filter(({ target }) => !target.closest?.('tie-break'))
    .map(({ type, target, attributeName }) =>
      type + ' ' + target.nodeName + ' ' + (attributeName ?? ''))))
    .observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  note.listens = [];
  for (const target of [window, document, document.documentElement, document.body]) {
    target.addEventListener = (name) => note.listens.push(name);
  }
  const script = document.createElement('script');
  script.src = '/tiebreak/embed.js';
  note.names = Reflect.ownKeys(window);
  document.head.append(script);";

/// A visit changes nothing of the page, and leaves two names at most.
pub(super) async fn leaves_alone(session: &Session) -> Result<Outcome> {
    session.go(BARE).await?;
    // A driver's first click leaves names of its own.
    let heading = session.run("return document.querySelector('h1')", Vec::new()).await?;
    session.click(&heading).await?;
    session.run(NOTE, Vec::new()).await?;
    let widget = Widget::new(session, 0);
    widget.get("host.scrollIntoView()", &[]).await?;
    widget.ready().await?;
    let options = widget.names("radio").await?;
    widget.choose("radio", options.first().ok_or("no radio button")?).await?;
    widget.until("a result", "host.result", &[]).await?;
    widget.click("tab", "Side by side").await?;
    widget.sees("tabpanel", "Side by side").await?;
    let found = "const after = note.styles();
        const able = note.flat(note.able());
        return {
          styles: after.filter((style, i) => style != note.before.styles[i])
            .map((style) => style.split(';')[0]),
          count: after.length,
          able: able.length == note.before.able.length
            ? able.filter((value, i) => !Object.is(value, note.before.able[i])).map(String)
            : ['another count'],
          changes: note.changes,
          listens: note.listens,
          names: Reflect.ownKeys(window).filter((name) => !note.names.includes(name)).map(String),
        }";
    let found = session.run(found, Vec::new()).await?;
    assert!(found["count"].as_u64() > Some(60), "{found}");
    for nothing in ["styles", "able"] {
        assert_eq!(found[nothing], json!([]), "{nothing}");
    }
    // The end of parsing, the edge of the widget, style sheets that load; never input of a reader.
    let listens = found["listens"].as_array().cloned().unwrap_or_default();
    let known = ["DOMContentLoaded", "load", "resize", "scroll"];
    assert!(listens.iter().all(|name| known.iter().any(|known| name == known)), "{listens:?}");
    // The script that this test added, and temporary links that check scripts.
    let changes = found["changes"].as_array().cloned().unwrap_or_default();
    assert!(changes.iter().all(|change| change == "childList HEAD "), "{changes:?}");
    let links = "return document.head.querySelectorAll('[rel=modulepreload]').length";
    assert_eq!(session.run(links, Vec::new()).await?, 0);
    let names = found["names"].as_array().cloned().unwrap_or_default();
    let known = ["Symbol(tie-break)", "Tiebreak"];
    assert!(names.iter().all(|name| known.iter().any(|known| name == known)), "globals: {names:?}");
    Ok(PASSED)
}

/// The page's keys, links, scrolling and forms stay the page's.
pub(super) async fn keys(session: &Session) -> Result<Outcome> {
    session.go(LONG).await?;
    let wrap = "window.pressed = [];
        // A page that has a hotkey keeps Firefox from searching by it.
        addEventListener('keydown', (event) => {
          pressed.push(event.key + (event.defaultPrevented ? ' taken' : ''));
          if (event.key == '/') event.preventDefault();
        });
        window.sent = 0;
        const form = document.createElement('form');
        form.action = '#sent';
        form.onsubmit = () => { sent += 1; };
        const host = document.querySelector('tie-break');
        host.replaceWith(form);
        form.append(host);
        scrollTo(0, 0);";
    session.run(wrap, Vec::new()).await?;
    let widget = Widget::new(session, 0);
    widget.get("host.load() && null", &[]).await?;
    widget.ready().await?;
    session.press("/?jk").await?;
    session.press(key::DOWN).await?;
    assert_eq!(pressed(session, 5).await?, json!(["/", "?", "j", "k", "ArrowDown"]));
    session.until("the page to scroll", "return scrollY > 0", Vec::new()).await?;

    // On a control of the widget, a letter is none of the page's shortcuts.
    let option = widget.names("radio").await?.swap_remove(0);
    widget.choose("radio", &option).await?;
    let radio = "ui.all('radio')[0].dispatchEvent(new KeyboardEvent('keydown',
        { key: 'j', code: 'KeyJ', bubbles: true, composed: true })) && pressed.splice(0).length == 0";
    widget.until("a letter to stay in the widget", radio, &[]).await?;
    session.press("jk").await?;
    session.press(key::ENTER).await?;
    let gone = "ui.find('radio', words[0]) == null";
    widget.until("the next question", gone, &[&option]).await?;
    assert_eq!(session.run("return pressed.splice(0)", Vec::new()).await?, json!([]));
    for button in ["All questions", "Start over", "Undo"] {
        widget.click("button", button).await?;
    }
    widget.choose_case("SaaS product").await?;
    // The panels follow the verdict a moment later, and would move what is below them.
    widget.has_scenarios().await?;
    assert_eq!(session.run("return sent", Vec::new()).await?, 0, "the form was sent");

    session.run("document.querySelector('a[href=\"#note-2\"]').click()", Vec::new()).await?;
    session.until("the address", "return location.hash == '#note-2'", Vec::new()).await?;
    let shown = "const { top } = document.getElementById('note-2').getBoundingClientRect();
        return top >= 0 && top < innerHeight";
    session.until("the footnote", shown, Vec::new()).await?;
    assert_eq!(session.run("return location.hash", Vec::new()).await?, "#note-2");
    Ok(PASSED)
}

/// Makes the page longer, scrolls until the widget is above the window, runs a script and waits until
/// the widget stands still. Returns how far the page is scrolled, before and after, and the number of
/// changes of the shadow root.
const BELOW: &str = "(async () => {
    const frames = async (count) => { while (count--) await new Promise((done) => requestAnimationFrame(done)); };
    const main = document.querySelector('main');
    main.style.paddingBottom = innerHeight + 600 + 'px';
    scrollBy(0, host.getBoundingClientRect().bottom);
    await frames(3);
    const before = Math.round(scrollY);
    let changes = 0;
    const observer = new MutationObserver((records) => { changes += records.length; });
    observer.observe(ui.root, { childList: true, subtree: true, characterData: true });
    eval(words[0]);
    let quiet = 0;
    for (let known = -1; quiet < 30; known = changes) {
      await frames(1);
      quiet = changes && known == changes && !ui.root.querySelector('[aria-busy=true]') ? quiet + 1 : 0;
    }
    observer.disconnect();
    return [before, Math.round(scrollY), changes];
  })()";

/// A widget that the page changes while the reader is further down does not scroll the page by more
/// than the height of the widget changes.
pub(super) async fn scrolling(session: &Session) -> Result<Outcome> {
    let answers = json!({ "product": "full" });
    let changes = [
        (ARTICLE, "host.value = { product: 'api', team: 'one' }"),
        (ARTICLE, "host.value = { product: 'full', editors: 'soon' }"),
        (ARTICLE, "host.value = {}"),
        (ARTICLE, "host.value = { product: 'full' }"),
        (TABLE, "host.querySelector('table').rows[5].cells[1].dataset.value = 70"),
        (TABLE, "host.querySelector('table').rows[2].cells[1].textContent = '✅ Yes'"),
    ];
    let mut shown = "";
    for (page, change) in changes {
        let widget = Widget::new(session, 0);
        if shown != page {
            session.open(page).await?;
            let answers = if page == TABLE { json!({ "search": "must" }) } else { answers.clone() };
            widget.set(&answers).await?;
            widget.has_scenarios().await?;
            shown = page;
        }
        let height = widget.get("host.offsetHeight", &[]).await?.as_f64().unwrap_or_default();
        let moved = widget.get(BELOW, &[change]).await?;
        let grown =
            widget.get("host.offsetHeight", &[]).await?.as_f64().unwrap_or_default() - height;
        let scrolled = moved[1].as_f64().zip(moved[0].as_f64()).map_or(f64::NAN, |(a, b)| a - b);
        assert!(moved[2].as_f64() > Some(0.0), "{change}: nothing changed");
        assert!(
            scrolled.abs() <= grown.abs() + 1.0,
            "{change}: the page scrolled by {scrolled} px, the widget grew by {grown} px"
        );
    }
    Ok(PASSED)
}

/// The keys that the page heard since the last call, at least so many.
async fn pressed(session: &Session, least: usize) -> Result<serde_json::Value> {
    let pressed = "return pressed.length >= arguments[0] && pressed.splice(0)";
    session.until("keys", pressed, vec![least.into()]).await
}
