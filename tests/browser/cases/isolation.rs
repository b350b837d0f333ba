//! What the page does to the widget, and the widget to the page: nothing.

use serde_json::json;

use super::PASSED;
use crate::hosts::{BARE, LONG, SHEETS};
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::{Widget, key};
use crate::{Outcome, Result};

/// The place of the widget on every picture, in pixels.
const WIDTH: usize = 760;
const HEIGHT: usize = 600;
/// How far down the widget's second picture begins.
const FURTHER: usize = 560;

/// How many pixels of ten thousand may differ.
const DIFFERS: usize = 10;

/// Pictures that are taken until one is right: an engine may show what it has not painted yet.
const TRIES: usize = 10;

/// Puts the widget where no rule of the page moves it, and gives it a font that every page has.
/// What its text looks like is left to the page and to the widget.
const PLACE: &str = "(() => {
  const place = { position: 'fixed', inset: `-${words[0]}px auto auto 0`, width: '760px',
    'min-width': '0', 'max-width': 'none', height: 'auto', margin: '0', padding: '0', border: '0',
    outline: '0', float: 'none', 'box-sizing': 'border-box', background: 'white', 'z-index': '9',
    'color-scheme': 'light', '--tb-font': 'sans-serif' };
  for (const [name, value] of Object.entries(place)) host.style.setProperty(name, value, 'important');
  // Bars that WebKit draws over what scrolls come and go by themselves.
  for (const it of ui.root.querySelectorAll('*')) {
    if (getComputedStyle(it).overflowX == 'auto') it.style.overflowX = 'hidden';
  }
  document.activeElement?.blur();
  getSelection().removeAllRanges();
  return true;
})()";

/// Adds a style sheet of the page, the loudest it can: the last.
const DRESS: &str = "const it = document.createElement('link');
    it.rel = 'stylesheet';
    it.href = arguments[0];
    it.id = 'dress';
    it.onload = () => { window.dressed = arguments[0]; };
    document.body.append(it);";

/// Whatever the page's style sheets say, the widget looks the same.
pub(super) async fn looks(session: &Session) -> Result<Outcome> {
    session.go(LONG).await?;
    let widget = Widget::new(session, 0);
    widget.get("host.scrollIntoView()", &[]).await?;
    widget.ready().await?;
    widget.set(&json!({ "product": "full", "editors": "soon", "skills": "django" })).await?;
    widget.has_readings().await?;
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

/// A row or a float asks a box how wide it wants to be; the widget wants what there is.
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

/// What the page itself consists of: computed styles of its elements but for what follows from
/// the widget's height, the names of its globals, and what the browser's own objects can do.
const NOTE: &str = "
  const sized = /size$|height$|width$|origin$|^inset|^(top|right|bottom|left)$/;
  const elements = [...document.querySelectorAll('*')]
    .filter((it) => !it.closest('tie-break') && it.localName != 'script');
  const styles = () => elements.map((it) => {
    const style = getComputedStyle(it);
    return it.localName + [...style].filter((name) => !sized.test(name))
      .map((name) => name + ':' + style.getPropertyValue(name)).join(';');
  });
  const own = (it) => Reflect.ownKeys(it).map((name) => {
    const { value, get, set } = Object.getOwnPropertyDescriptor(it, name);
    return [name, value, get, set];
  });
  const kinds = Reflect.ownKeys(window).filter((name) => /^[A-Z]/.test(String(name)))
    .filter((name) => name != 'InstallTrigger') // Firefox complains when it is looked at.
    .map((name) => window[name]).filter((it) => typeof it == 'function');
  const able = () => kinds.map((it) => [it, own(it), it.prototype ? own(it.prototype) : []]);
  const flat = (it) => it.flat(Infinity);
  window.note = { styles, able, flat };
  note.before = { styles: styles(), able: flat(able()) };
  note.changes = [];
  new MutationObserver((them) => note.changes.push(...them
    .filter(({ target }) => !target.closest?.('tie-break'))
    .map((it) => it.type + ' ' + it.target.nodeName + ' ' + (it.attributeName ?? ''))))
    .observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  note.listens = [];
  for (const it of [window, document, document.documentElement, document.body]) {
    it.addEventListener = (name) => note.listens.push(name);
  }
  const it = document.createElement('script');
  it.src = '/tiebreak/embed.js';
  note.names = Reflect.ownKeys(window);
  document.head.append(it);";

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
          styles: after.filter((it, i) => it != note.before.styles[i]).map((it) => it.split(';')[0]),
          count: after.length,
          able: able.length == note.before.able.length
            ? able.filter((it, i) => !Object.is(it, note.before.able[i])).map(String) : ['another count'],
          changes: note.changes,
          listens: note.listens,
          names: Reflect.ownKeys(window).filter((it) => !note.names.includes(it)).map(String),
        }";
    let found = session.run(found, Vec::new()).await?;
    assert!(found["count"].as_u64() > Some(60), "{found}");
    for nothing in ["styles", "able"] {
        assert_eq!(found[nothing], json!([]), "{nothing}");
    }
    // The end of reading, the widget's edge, style sheets that load; never what a reader does.
    let listens = found["listens"].as_array().cloned().unwrap_or_default();
    let known = ["DOMContentLoaded", "load", "resize", "scroll"];
    assert!(listens.iter().all(|it| known.iter().any(|known| it == known)), "{listens:?}");
    // The script that the row itself added, and links that check scripts and go.
    let changes = found["changes"].as_array().cloned().unwrap_or_default();
    assert!(changes.iter().all(|it| it == "childList HEAD "), "{changes:?}");
    let links = "return document.head.querySelectorAll('[rel=modulepreload]').length";
    assert_eq!(session.run(links, Vec::new()).await?, 0);
    let names = found["names"].as_array().cloned().unwrap_or_default();
    let known = ["Symbol(tie-break)", "Tiebreak"];
    assert!(names.iter().all(|it| known.iter().any(|known| it == known)), "globals: {names:?}");
    Ok(PASSED)
}

/// The page's keys, links, scrolling and forms stay the page's.
pub(super) async fn keys(session: &Session) -> Result<Outcome> {
    session.go(LONG).await?;
    let wrap = "window.pressed = [];
        // A page that has a hotkey keeps Firefox from searching by it.
        addEventListener('keydown', (it) => {
          pressed.push(it.key + (it.defaultPrevented ? ' taken' : ''));
          if (it.key == '/') it.preventDefault();
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
    widget.click("button", "SaaS product").await?;
    assert_eq!(session.run("return sent", Vec::new()).await?, 0, "the form was sent");

    session.run("document.querySelector('a[href=\"#note-2\"]').click()", Vec::new()).await?;
    session.until("the address", "return location.hash == '#note-2'", Vec::new()).await?;
    let shown = "const { top } = document.getElementById('note-2').getBoundingClientRect();
        return top >= 0 && top < innerHeight";
    session.until("the footnote", shown, Vec::new()).await?;
    assert_eq!(session.run("return location.hash", Vec::new()).await?, "#note-2");
    Ok(PASSED)
}

/// The keys that the page heard since the last call, at least so many.
async fn pressed(session: &Session, least: usize) -> Result<serde_json::Value> {
    let pressed = "return pressed.length >= arguments[0] && pressed.splice(0)";
    session.until("keys", pressed, vec![least.into()]).await
}
