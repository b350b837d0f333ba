//! A widget and the page around it: keys, colours, another document, a short place.

use serde_json::{Value, json};

use super::{PASSED, element};
use crate::engine::Engine;
use crate::session::Session;
use crate::site::{ARTICLE, BLANK};
use crate::widget::{Widget, key};
use crate::{Outcome, Result};

/// An article that is dark by a class, and says nothing by `color-scheme`.
const DARK: &str = "/hosts/dark.html";

/// Records each key that reaches the page, except Escape, which ends a step.
const LISTEN: &str = "window.heard = [];
    window.ends = 0;
    for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, (event) => {
      if (event.key == 'Escape') window.ends += type == 'keyup';
      else heard.push(type + ' ' + event.key);
    });";

/// Presses keys on the control that an expression finds, and returns those that reached the page.
async fn reaching(
    session: &Session,
    widget: &Widget<'_>,
    found: &str,
    keys: &str,
) -> Result<Value> {
    let focus =
        format!("((control) => control && (control.focus(), ui.focus() == control))({found})");
    widget.until(found, &focus, &[]).await?;
    session.press(&[keys, ESCAPE].concat()).await?;
    let heard = "return ends > 0 && [(window.ends = 0, heard.splice(0))]";
    Ok(session.until("the end of a step", heard, Vec::new()).await?[0].clone())
}

/// The key that always reaches the page.
const ESCAPE: &str = "\u{E00C}";
const F2: &str = "\u{E032}";
const LEFT: &str = "\u{E012}";
const HOME: &str = "\u{E011}";

/// Waits until the script that keeps keys in the widget has loaded.
async fn keeps_keys(session: &Session, widget: &Widget<'_>) -> Result {
    let stays = "(() => { const before = heard.length;
        ui.all('radio')[0].dispatchEvent(new KeyboardEvent('keydown',
          { key: 's', code: 'KeyS', bubbles: true, composed: true }));
        return heard.length == before; })()";
    widget.until("a key to stay in the widget", stays, &[]).await?;
    session.run("heard.length = 0", Vec::new()).await.map(drop)
}

/// Keys that a control uses do not leave the widget; all others do.
pub(super) async fn keys(session: &Session) -> Result<Outcome> {
    session.go(ARTICLE).await?;
    let content = "<p slot='after-verdict'><label>Mine <input id='mine'></label></p>";
    element::place(session, &json!({ "loading": "eager" }), content).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    session.run(LISTEN, Vec::new()).await?;
    keeps_keys(session, &widget).await?;
    let nothing = json!([]);
    let radio = "ui.all('radio')[0]";
    let typed = ["s1 ", key::DOWN, LEFT].concat();
    assert_eq!(reaching(session, &widget, radio, &typed).await?, nothing, "a radio button");
    let case = "ui.all('button').find((button) => button.ariaPressed)";
    let along = [key::RIGHT, LEFT, key::END, HOME, "s"].concat();
    assert_eq!(reaching(session, &widget, case, &along).await?, nothing, "typical cases");
    // Enter and the space bar press a button, which may be gone when the key is released.
    for press in [key::ENTER, key::SPACE] {
        let heard = reaching(session, &widget, case, press).await?;
        assert_eq!(heard, nothing, "a button, {press:?}");
    }
    widget.until("an answer", "Object.keys(host.value).length > 0", &[]).await?;
    widget.click("tab", "Your load").await?;
    let field = "ui.find('spinbutton', 'Requests a second at the busiest moment')";
    let typed = ["27", key::DOWN, LEFT, key::END].concat();
    assert_eq!(reaching(session, &widget, field, &typed).await?, nothing, "a number");
    let tab = "ui.find('tab', 'Your load')";
    let along = [key::RIGHT, HOME, key::END, "s"].concat();
    assert_eq!(reaching(session, &widget, tab, &along).await?, nothing, "tabs");

    // A key that no control uses reaches the page.
    let panel = "ui.all('tabpanel')[0]";
    let heard = reaching(session, &widget, panel, "s").await?;
    assert_eq!(heard, json!(["keydown s", "keypress s", "keyup s"]), "a panel");
    let heard = reaching(session, &widget, case, F2).await?;
    assert_eq!(heard, json!(["keydown F2", "keyup F2"]), "a function key");
    let held = "(() => { for (const held of ['ctrlKey', 'altKey', 'metaKey'])
          ui.all('button')[0].dispatchEvent(new KeyboardEvent('keydown',
            { key: 'k', code: 'KeyK', [held]: true, bubbles: true, composed: true }));
        return heard.splice(0); })()";
    assert_eq!(widget.get(held, &[]).await?.as_array().map(Vec::len), Some(3), "modifiers");
    // Keys in a field that the page put into the widget reach the page too.
    session.run("document.getElementById('mine').focus()", Vec::new()).await?;
    session.press("s").await?;
    let heard = "return heard.length == 3 && heard.splice(0)";
    session.until("keys in a field of the page", heard, Vec::new()).await?;
    // The button of a short place, before the first press.
    element::place(session, &json!({ "loading": "eager" }), "<p>Short.</p>").await?;
    let open = "[...ui.root.children].find((child) => child.localName == 'button')";
    widget.until("the button", open, &[]).await?;
    keeps_keys_of_button(session, &widget, open).await?;
    assert_eq!(reaching(session, &widget, open, " ").await?, nothing, "the button that opens");
    // The button of the loader.
    let load = "ui.root.querySelector('p button')";
    for press in [key::ENTER, key::SPACE] {
        element::place(session, &json!({ "loading": "click" }), "<p>Short.</p>").await?;
        let heard = reaching(session, &widget, load, press).await?;
        assert_eq!(heard, nothing, "the button that loads, {press:?}");
        widget.ready().await?;
    }
    Ok(PASSED)
}

/// The same for the button of a short place.
async fn keeps_keys_of_button(session: &Session, widget: &Widget<'_>, button: &str) -> Result {
    let stays = format!(
        "(() => {{ const before = heard.length;
          {button}.dispatchEvent(new KeyboardEvent('keydown',
            {{ key: 's', code: 'KeyS', bubbles: true, composed: true }}));
          return heard.length == before; }})()"
    );
    widget.until("a key to stay in the widget", &stays, &[]).await?;
    session.run("heard.length = 0", Vec::new()).await.map(drop)
}

/// Whether the card is dark, by its own background.
const IS_DARK: &str = "(() => {
    const card = ui.root.querySelector('section');
    const color = getComputedStyle(card).backgroundColor;
    return color.match(/[.\\d]+/g).slice(0, 3).every((part) => part < 100);
  })()";

/// Runs a script, and returns whether the card is dark before anything is painted.
async fn dark_after(widget: &Widget<'_>, change: &str) -> Result<bool> {
    let script = format!(
        "(async () => {{ {change};
           // Observers of the page run after this task.
           for (let i = 0; i < 3; i += 1) await null;
           return {IS_DARK}; }})()"
    );
    Ok(widget.get(&script, &[]).await? == true)
}

/// On a page that says nothing by `color-scheme`, the colour behind the element counts.
pub(super) async fn colors(session: &Session) -> Result<Outcome> {
    session.go(DARK).await?;
    let first = "window.first = null;
        addEventListener('tb-ready', ({ target }) => {
          const card = target.shadowRoot.querySelector('section');
          window.first = getComputedStyle(card).backgroundColor;
        });";
    session.run(first, Vec::new()).await?;
    element::place(session, &json!({ "loading": "eager", "min-height": "420" }), "").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.get(IS_DARK, &[]).await?, true, "on a dark page");
    let same = "[first, getComputedStyle(ui.root.querySelector('section')).backgroundColor]";
    let same = widget.get(same, &[]).await?;
    assert_eq!(same[0], same[1], "dark when it shows, not later");
    // The script that follows changes comes after the widget.
    let light = "(document.documentElement.className = '', 1)";
    widget.get(light, &[]).await?;
    widget.until("the site's toggle", &["!", IS_DARK].concat(), &[]).await?;

    let root = "document.documentElement";
    let main = "document.querySelector('main')";
    let changes = [
        (format!("{root}.className = 'dark'"), true, "a class"),
        (format!("{root}.className = ''"), false, "no class"),
        (format!("{root}.dataset.theme = 'dark'"), true, "an attribute"),
        (format!("{main}.className = 'glass'"), true, "nearly transparent"),
        (format!("{main}.className = 'lab'"), false, "a light box in a dark page"),
        (format!("{root}.dataset.theme = 'light'; {main}.className = 'oklch'"), true, "a dark box"),
        (format!("{main}.className = 'picture'"), true, "light text on a picture"),
        (format!("{main}.className = ''"), false, "the page's own background"),
        ("document.body.style.background = '#123'".to_owned(), true, "a style"),
        (format!("{root}.style.colorScheme = 'light'"), false, "color-scheme: light"),
        (format!("{root}.style.colorScheme = 'normal'"), true, "color-scheme: normal"),
        ("document.body.style.background = 'white'".to_owned(), false, "a light style"),
        ("document.body.style.colorScheme = 'dark'".to_owned(), true, "color-scheme: dark"),
        ("document.body.removeAttribute('style')".to_owned(), false, "no style"),
        ("host.setAttribute('theme', 'dark')".to_owned(), true, "theme=dark"),
        (
            "document.body.style.background = '#123'; host.setAttribute('theme', 'light')"
                .to_owned(),
            false,
            "theme=light",
        ),
        ("host.removeAttribute('theme')".to_owned(), true, "no theme"),
        ("document.body.style.background = ''".to_owned(), false, "no background at all"),
        (
            "const box = document.createElement('div'); box.className = 'oklch';
             document.querySelector('main').append(box); box.append(host)"
                .to_owned(),
            true,
            "moved into a dark box",
        ),
        ("document.querySelector('main').append(host)".to_owned(), false, "moved out of it"),
    ];
    for (change, is_dark, what) in changes {
        assert_eq!(dark_after(&widget, &change).await?, is_dark, "{what}");
    }
    // When a page fades to another background, the widget uses the final colour.
    let fades = "document.body.style.transition = 'background-color 60s';
        getComputedStyle(document.body).backgroundColor;
        document.documentElement.className = 'dark'";
    assert!(dark_after(&widget, fades).await?, "a transition");
    let back = "document.body.style.transition = ''; document.documentElement.className = ''";
    assert!(!dark_after(&widget, back).await?, "after a transition");
    // A style sheet that loads later.
    let late = "const link = document.createElement('link');
        link.rel = 'stylesheet'; link.id = 'late';
        link.href = 'data:text/css,body{background:black}'; document.head.append(link);";
    session.run(late, Vec::new()).await?;
    widget.until("a style sheet that loads later", IS_DARK, &[]).await?;
    let off = "document.getElementById('late').media = 'print'";
    assert!(!dark_after(&widget, off).await?, "a style sheet that is switched off");
    // In a slot of a shadow root.
    let slotted = "const box = document.createElement('div');
        document.querySelector('main').append(box);
        const root = box.attachShadow({ mode: 'open' });
        root.innerHTML = '<div style=\"background: #101820\"><slot></slot></div>';
        box.append(host)";
    assert!(dark_after(&widget, slotted).await?, "slotted into a dark box");
    if session.engine != Engine::Chromium {
        return Ok(PASSED);
    }
    // The reader's own preference, which the page follows by itself.
    session.go(ARTICLE).await?;
    let follow = "const style = document.createElement('style');
        style.textContent = '@media (prefers-color-scheme: dark) { body { background: #111 } }';
        document.head.append(style);";
    session.run(follow, Vec::new()).await?;
    widget.ready().await?;
    let prefer =
        |scheme: &str| json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    session.devtools("Emulation.setEmulatedMedia", prefer("dark")).await?;
    let dark = widget.until("the reader's preference", IS_DARK, &[]).await;
    session.devtools("Emulation.setEmulatedMedia", prefer("light")).await?;
    dark?;
    widget.until("the other preference", &["!", IS_DARK].concat(), &[]).await?;
    Ok(PASSED)
}

/// Computed styles of the widget, in whatever document the element is.
const LOOK: &str = "(() => {
    const view = host.ownerDocument.defaultView;
    const inside = ['section', 'h2', 'button', 'input', '[role=tab]', '[role=tabpanel]', 'footer'];
    return [host, ...inside.map((selector) => ui.root.querySelector(selector))].map((element) => {
      const style = view.getComputedStyle(element);
      return [element.localName, style.display, style.backgroundColor, style.color,
        style.borderRadius, style.paddingLeft, style.fontSize].join(' ');
    });
  })()";

/// A script that moves the element to the end of `main` in another document.
fn moved(to: &str) -> String {
    format!(
        "const host = window.moving ??= document.querySelector('tie-break');
         {to}.querySelector('main').append(host)"
    )
}

/// After a move into another document and back, the element keeps its styles, answers and keys.
pub(super) async fn documents(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.open_panel("Side by side").await?;
    let before = widget.get(LOOK, &[]).await?;
    let frame = "const frame = document.createElement('iframe');
        frame.src = arguments[0];
        frame.style = 'inline-size: 760px; block-size: 900px; border: 0';
        frame.onload = () => { window.isThere = true; };
        document.querySelector('main').append(frame);";
    session.run(frame, vec![BLANK.into()]).await?;
    session.until("the frame", "return window.isThere", Vec::new()).await?;
    let inner = "document.querySelector('iframe').contentDocument";
    for (to, what) in [(inner, "in a frame"), ("document", "back"), (inner, "in it again")] {
        session.run(&moved(to), Vec::new()).await?;
        let script = |expression: &str| {
            format!(
                "const page = {PAGE}; const host = moving; const ui = page(host); return {expression}"
            )
        };
        let look = session.run(&script(LOOK), Vec::new()).await?;
        assert_eq!(look, before, "{what}");
        let value = session.run("return moving.value", Vec::new()).await?;
        assert_eq!(value["product"], "full", "{what}");
        // The widget still works.
        let option = "ui.all('button').find((button) => button.ariaPressed == 'false')";
        let answer = script(&[option, ".click()"].concat());
        session.run(&answer, Vec::new()).await?;
        let next = "return Object.keys(moving.value).length > 1";
        session.until("an answer", next, Vec::new()).await?;
        // So do its keys, whose events have the classes of the other document.
        session.run(&script("ui.find('button', 'Typical cases').click()"), Vec::new()).await?;
        let list = script("ui.all('toolbar').length == 1");
        session.until("the typical cases", &list, Vec::new()).await?;
        let arrow = "(() => {
            const { KeyboardEvent } = host.ownerDocument.defaultView;
            const [first, second] = ui.all('toolbar')[0].children;
            first.focus();
            first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
            return ui.focus() == second;
          })()";
        assert_eq!(session.run(&script(arrow), Vec::new()).await?, true, "arrow keys {what}");
        session.run("moving.value = { product: 'full' }", Vec::new()).await?;
        session
            .until("one answer", "return Object.keys(moving.value).length == 1", Vec::new())
            .await?;
        let heights = "window.told = [];
            moving.addEventListener('tb-resize', ({ detail }) => told.push(detail.height));
            moving.style.setProperty('--tb-font-size', '20px')";
        session.run(heights, Vec::new()).await?;
        session.until("another height", "return told.length > 0", Vec::new()).await?;
        session.run("moving.style.removeProperty('--tb-font-size')", Vec::new()).await?;
        let settled = script(&format!("JSON.stringify({LOOK}) == arguments[0]"));
        session.until("the look of before", &settled, vec![before.to_string().into()]).await?;
    }
    // The element moves before it has loaded, or while it waits until it is near.
    for loading in ["click", "lazy"] {
        let fresh = format!(
            "const element = document.createElement('tie-break');
             element.setAttribute('model', 'django-vs-fastapi');
             element.setAttribute('loading', '{loading}');
             element.append('Short.');
             document.body.append(element);
             moving.remove();
             window.moving = element;
             {inner}.querySelector('main').append(element);
             return {inner}.defaultView.getComputedStyle(element).display"
        );
        assert_eq!(session.run(&fresh, Vec::new()).await?, "block", "{loading}");
        if loading == "lazy" {
            session.run("document.querySelector('iframe').scrollIntoView()", Vec::new()).await?;
            let shows = "return moving.matches(':state(ready)')";
            session.until("the widget in the frame", shows, Vec::new()).await?;
        }
    }
    Ok(PASSED)
}

/// The functions of `page.js`, as an expression.
pub(super) const PAGE: &str = concat!("(() => {", include_str!("../page.js"), "return page; })()");

/// A short text in sight, and no `min-height`: a button below it names the decision.
pub(super) async fn short(session: &Session) -> Result<Outcome> {
    session.go(ARTICLE).await?;
    let widget = Widget::new(session, 0);
    let name = "Compare: Django, FastAPI or both?";
    // The text may have invisible marks around the title that isolate its direction.
    let button = "[...ui.root.children].find((child) => child.localName == 'button')";
    widget.until("the button", button, &[]).await?;
    let said = format!("{button}.textContent.replace(/[\\u2068\\u2069]/g, '')");
    assert_eq!(widget.get(&said, &[]).await?, name);
    let placed = format!(
        "(() => {{
           const [place, own, text, after] = [host, {button}, host.querySelector('p'), host.nextElementSibling]
             .map((element) => element.getBoundingClientRect());
           return [own.width == place.width, own.height >= 44, own.top >= text.bottom,
             after.top >= own.bottom, ui.all('heading').length == 0,
             document.documentElement.scrollWidth <= innerWidth];
         }})()"
    );
    assert_eq!(widget.get(&placed, &[]).await?, json!([true, true, true, true, true, true]));
    // On paper, the author's text is alone until the reader opens the widget; then the widget is.
    let shown =
        format!("[element_shows(), ui.all('heading').length > 0, !!{button}?.checkVisibility()]")
            .replace("element_shows()", CONTENT);
    let is_printed = session.engine == Engine::Chromium;
    if is_printed {
        assert_eq!(on_paper(session, &widget, &shown).await?, json!([true, false, false]));
    }
    // A press by keyboard moves the focus into the widget.
    widget.get(&format!("{button}.focus()"), &[]).await?;
    session.press(key::ENTER).await?;
    widget.until("the widget", "ui.all('heading').length > 0", &[]).await?;
    assert_eq!(widget.get(&format!("!{button} && !!ui.focus()"), &[]).await?, true);
    if is_printed {
        assert_eq!(on_paper(session, &widget, &shown).await?, json!([false, true, false]));
        // The button that loads the widget is not printed either.
        let click = json!({ "loading": "click" });
        element::place(session, &click, "<p>Short.</p>").await?;
        let load = "!!ui.root.querySelector('p > button')?.checkVisibility()";
        widget.until("the button that loads", load, &[]).await?;
        assert_eq!(on_paper(session, &widget, load).await?, false);
    }
    // In a narrow place, the words wrap and nothing is cut off.
    session.go(BLANK).await?;
    session.run("document.body.style.inlineSize = '240px'", Vec::new()).await?;
    let load = "const script = document.createElement('script'); script.src = '/tiebreak/embed.js';
        document.head.append(script);";
    session.run(load, Vec::new()).await?;
    element::place(session, &json!({ "loading": "eager" }), "<p>Short.</p>").await?;
    widget.until("the button", button, &[]).await?;
    let fits = format!(
        "{button}.scrollWidth <= {button}.clientWidth && {button}.scrollHeight <= {button}.clientHeight"
    );
    assert_eq!(widget.get(&fits, &[]).await?, true);
    // An element without content shows its widget at once.
    element::place(session, &json!({ "loading": "eager" }), "\n").await?;
    widget.until("the widget", "ui.all('heading').length > 0", &[]).await?;
    // A static element has no room for a button.
    element::place(session, &json!({ "mode": "static" }), "<p style='margin: 0'>Short.</p>")
        .await?;
    let bare = "host.offsetHeight == host.querySelector('p').offsetHeight";
    assert_eq!(widget.get(bare, &[]).await?, true);
    Ok(PASSED)
}

/// Whether the content that the page has put into the element is visible.
const CONTENT: &str = "host.querySelector('p').checkVisibility()
    && host.querySelector('p').getBoundingClientRect().height > 0";

/// The value of an expression while the page is styled for print.
pub(super) async fn on_paper(
    session: &Session,
    widget: &Widget<'_>,
    expression: &str,
) -> Result<Value> {
    session.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    let value = widget.get(expression, &[]).await;
    session.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;
    value
}
