//! The widget in a frame of another origin: as high as what it shows, deaf to others, and alive
//! where it may store nothing.

use serde_json::{Value, json};

use super::PASSED;
use crate::engine::Engine;
use crate::session::Session;
use crate::site::BLANK;
use crate::widget::{Widget, key};
use crate::{Outcome, Result};

/// Where the frame's page lies.
const FRAME: &str = "/tiebreak/embed/frame.html";
/// The fragment with which a snippet asks the frame for a decision.
const MODEL: &str = "#model=django-vs-fastapi";

/// Puts a frame into the page, and writes down each message.
const PLACE: &str = "const frame = document.createElement('iframe');
    frame.src = arguments[0];
    frame.title = 'Django or FastAPI?';
    frame.width = '100%';
    frame.height = 420;
    if (arguments[1]) frame.sandbox = arguments[1];
    window.told = [];
    addEventListener('message', ({ data }) => told.push(data));
    document.querySelector('main').append(frame);";

/// Fetches the script that gives frames their heights.
const RESIZE: &str = "const script = document.createElement('script');
    script.type = 'module';
    script.src = arguments[0];
    document.head.append(script);
    return new Promise((done, failed) => { script.onload = () => done(true); script.onerror = failed; });";

/// An article with a frame and no element, and the script that snippets may add.
async fn article(session: &Session, fragment: &str, sandbox: &str) -> Result {
    session.go(BLANK).await?;
    let resize = session.site.other("/tiebreak/embed/resize.js");
    session.run(RESIZE, vec![resize.into()]).await?;
    let frame = session.site.other(&[FRAME, fragment].concat());
    session.run(PLACE, vec![frame.into(), sandbox.into()]).await.map(drop)
}

/// The messages since the last call.
async fn messages(session: &Session) -> Result<Vec<Value>> {
    let told = session.run("return told.splice(0)", Vec::new()).await?;
    Ok(told.as_array().cloned().unwrap_or_default())
}

/// The most messages that one change may cause. Their number depends on how many layouts it takes.
const MOST: usize = 10;

/// The heights in the messages since the last call. Fails on any other message, and on too many: a
/// frame whose height depends on its own height would send one per animation frame, so this waits
/// for more animation frames than messages are allowed.
async fn heights(session: &Session) -> Result<Vec<f64>> {
    let pictures = "let left = arguments[0];
        return new Promise((done) => {
          const next = () => left-- > 0 ? requestAnimationFrame(next) : done();
          next();
        })";
    session.run(pictures, vec![(2 * MOST).into()]).await?;
    let told = messages(session).await?;
    assert!((1..=MOST).contains(&told.len()), "{told:?}");
    for message in &told {
        let keys: Vec<&String> =
            message.as_object().into_iter().flat_map(|fields| fields.keys()).collect();
        assert_eq!(keys, ["height", "tieBreak"], "more than the height was told");
    }
    Ok(told.iter().filter_map(|message| message["height"].as_f64()).collect())
}

/// Waits inside the frame until it is as high as its page, but for the pixel to spare and a trifle.
async fn fits(session: &Session) -> Result {
    let fits = "const { height } = document.body.getBoundingClientRect();
        return height > 200 && Math.abs(innerHeight - height - 1) <= 2;";
    session.until("the frame to fit", fits, Vec::new()).await.map(drop)
}

pub(super) async fn height(session: &Session) -> Result<Outcome> {
    article(session, MODEL, "").await?;
    session.enter(0).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    fits(session).await?;
    // Never a height before there is something to see.
    session.leave().await?;
    let first = heights(session).await?;
    assert!(first[0] > 200.0, "{first:?}");
    // Another width is another height.
    for width in [360, 700] {
        let wide = format!("document.querySelector('iframe').width = {width}");
        session.run(&wide, Vec::new()).await?;
        session.enter(0).await?;
        let is_wide = format!("return innerWidth == {width}");
        session.until("the frame's width", &is_wide, Vec::new()).await?;
        fits(session).await?;
        session.leave().await?;
        heights(session).await?;
    }
    // Answers change the content. The frame gets its height, and nothing inside has to scroll.
    session.enter(0).await?;
    widget.choose_case("SaaS product").await?;
    widget.says("Django").await?;
    fits(session).await?;
    let heard = session.heard().await?;
    assert!(heard.is_empty(), "{heard:#?}");
    session.leave().await?;
    Ok(PASSED)
}

/// Messages that pretend to come from a frame.
const FORGE: &str = "const base = arguments[0], { origin } = new URL(base);
    const { version } = await (await fetch(base + 'version.json')).json();
    const { mountFrame } = await import(base + 'v/' + version + '/frame-host.js');
    const host = document.createElement('div');
    document.querySelector('iframe').replaceWith(host);
    host.attachShadow({ mode: 'open' }).append(document.createElement('slot'));
    const heights = [];
    const mounted = mountFrame(host, { base, said: { model: 'django-vs-fastapi' }, onHeight: (height) => heights.push(height) });
    const frame = host.shadowRoot.querySelector('iframe'), source = frame.contentWindow;
    const slotted = () => !!host.shadowRoot.querySelector('slot');
    const say = (data, from = { source, origin }) => {
      dispatchEvent(Object.assign(new Event('message'), { data, ...from }));
      return heights.splice(0).concat(slotted());
    };
    const height = (value) => ({ tieBreak: 1, height: value });
    const said = [
      say(height(500), { source: window, origin }),
      say(height(500), { source, origin: 'https://example.invalid' }),
      say(height(500), { source: null, origin: '' }),
      say({ height: 500 }), say(500), say(null), say({ tieBreak: 2, height: 500 }),
      say(height('500')), say(height(NaN)), say(height(Infinity)),
      say(height(500)), say(height(501)), say(height(498)),
      say(height(1e9)), say(height(-1e9)),
    ];
    mounted.remove();
    said.push(say(height(700)), host.shadowRoot.childNodes.length);
    return said;";

pub(super) async fn forged(session: &Session) -> Result<Outcome> {
    article(session, MODEL, "").await?;
    let base = session.site.other("/tiebreak/");
    let script = format!("return (async (...arguments) => {{ {FORGE} }})(...arguments)");
    let said = session.run(&script, vec![base.into()]).await?;
    // Each entry: the heights that the message caused, and whether the static content still shows.
    let ignored = json!([true]);
    for entry in &said.as_array().ok_or("no list")?[..10] {
        assert_eq!(*entry, ignored, "{said}");
    }
    let rest = &said.as_array().ok_or("no list")?[10..];
    let gone =
        json!([[500, false], [false], [498, false], [20000, false], [120, false], [false], 0]);
    assert_eq!(json!(rest), gone);
    Ok(PASSED)
}

/// A platform that puts snippets into sandboxes takes the origin away, and all storage with it.
pub(super) async fn sandboxed(session: &Session) -> Result<Outcome> {
    if session.engine == Engine::WebKitGtk {
        let why = "in a sandbox it takes nothing for `'self'`; works where `dist --address` names the origin";
        return Ok(Outcome::LeftOut(why.to_owned()));
    }
    article(session, MODEL, "allow-scripts").await?;
    session.enter(0).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(session.run("return origin", Vec::new()).await?, "null");
    fits(session).await?;
    widget.choose_case("SaaS product").await?;
    widget.says("Django").await?;
    let heard = session.heard().await?;
    assert!(heard.is_empty(), "{heard:#?}");
    session.leave().await?;
    Ok(PASSED)
}

pub(super) async fn keyboard(session: &Session) -> Result<Outcome> {
    article(session, MODEL, "").await?;
    if session.engine == Engine::Firefox {
        // Its driver presses keys inside one process, and each origin has its own process.
        let near = "document.querySelector('iframe').src = arguments[0]";
        session.run(near, vec![session.site.url(&[FRAME, MODEL].concat()).into()]).await?;
    }
    session.enter(0).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    session.leave().await?;
    let before = "const button = document.createElement('button');
        button.textContent = 'before';
        document.querySelector('iframe').before(button);
        button.focus();";
    session.run(before, Vec::new()).await?;
    // The first stop may be the frame itself.
    for _ in 0..3 {
        session.press(key::TAB).await?;
        let inside = "return document.activeElement.tagName == 'IFRAME'";
        session.until("the focus in the frame", inside, Vec::new()).await?;
        session.enter(0).await?;
        let has_focus = "return document.hasFocus()";
        session.until("the frame to know of it", has_focus, Vec::new()).await?;
        if widget.focus().await?.is_some_and(|focus| focus.name == "Typical cases") {
            session.press(key::ENTER).await?;
            widget.until("the folded list", "ui.all('toolbar').length == 0", &[]).await?;
            session.leave().await?;
            return Ok(PASSED);
        }
        session.leave().await?;
    }
    Err("the keyboard does not reach the frame".into())
}

pub(super) async fn named(session: &Session) -> Result<Outcome> {
    let around = session.site.url("");
    let answers = json!({ "product": "full" });
    let fragment = format!("{MODEL}&parent={around}&theme=dark&answers={answers}");
    article(session, &fragment, "").await?;
    session.enter(0).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    let scheme = "return getComputedStyle(document.querySelector('tie-break')).colorScheme";
    assert_eq!(session.run(scheme, Vec::new()).await?, "dark");
    // By script: WebKit's driver does not hit what is far down in a frame.
    widget.get("ui.find('button', 'Typical cases').click()", &[]).await?;
    widget.sees("button", "SaaS product").await?;
    widget.get("ui.find('button', 'SaaS product').click()", &[]).await?;
    widget.says("Django").await?;
    let value = widget.value().await?;
    session.leave().await?;
    let told = "const of = (event) => told.filter((message) => message.event == event).at(-1);
        const [change, result] = [of('tb-change'), of('tb-result')];
        return change && result && { value: change.detail.value, winner: result.detail.result.verdict.winner }";
    let told = session.until("answers and result", told, Vec::new()).await?;
    assert_eq!(told, json!({ "value": value, "winner": "django" }));

    // A page of another origin than `parent` gets no message, not even the height.
    article(session, &format!("{MODEL}&parent=https://example.invalid"), "").await?;
    session.enter(0).await?;
    widget.ready().await?;
    widget.choose_case("SaaS product").await?;
    widget.has_scenarios().await?;
    session.leave().await?;
    assert_eq!(messages(session).await?, Vec::<Value>::new());
    // Browsers report in the console that a message did not reach its target.
    session.forgive().await?;

    for (fragment, help) in [
        ("", "after # its address must say model="),
        ("#model=https://example.invalid/model.json", "the name of a shipped one"),
        ("#model=../../secret", "the name of a shipped one"),
        ("#model=django-vs-fastapi&parent=*", "must be an origin such as https://example.com"),
    ] {
        article(session, fragment, "").await?;
        session.enter(0).await?;
        let says = "return document.body.innerText.includes(arguments[0])";
        session.until(help, says, vec![help.into()]).await?;
        session.leave().await?;
    }
    Ok(PASSED)
}
