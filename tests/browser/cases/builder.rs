//! The page that makes snippets: each is pasted into a blank page, as an author does.

pub(super) mod table;

use serde_json::{Value, json};

use super::PASSED;
use super::access::{ONCE, axe_in, look};
use super::languages::read;
use crate::session::Session;
use crate::site::{BUILDER, PASTED};
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Sets a field of the form as a person does.
const CHOOSE: &str = "const [name, value] = arguments, form = document.forms[0];
    const field = form.elements[name];
    if (field.type == 'checkbox') field.checked = value;
    else field.value = value;
    form.dispatchEvent(new Event('change', { bubbles: true }));";

/// The builder, with the lines for the first decision.
async fn open(session: &Session) -> Result<Widget<'_>> {
    let widget = session.open(BUILDER).await?;
    lines(session, "<tie-break model=").await?;
    choose(session, "model", "django-vs-fastapi").await?;
    lines(session, "<tie-break model=\"django-vs-fastapi\"").await?;
    widget.says("Django, FastAPI or both?").await?;
    Ok(widget)
}

async fn choose(session: &Session, name: &str, value: impl Into<Value>) -> Result {
    session.run(CHOOSE, vec![name.into(), value.into()]).await.map(drop)
}

/// Waits until the lines hold these words, and gives them.
async fn lines(session: &Session, words: &str) -> Result<String> {
    let script = "const { value } = document.getElementById('lines');
        return value.includes(arguments[0]) && value";
    let found = session.until(&format!("lines with `{words}`"), script, vec![words.into()]).await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

/// Pastes lines, and waits for the widget in them.
async fn paste<'a>(session: &'a Session, lines: &str) -> Result<Widget<'a>> {
    session.site.paste(lines);
    session.open(PASTED).await
}

/// Opens the pasted lines, whose element keeps its static content and never comes to life.
async fn refused(session: &Session, lines: &str) -> Result {
    session.site.paste(lines);
    session.go(PASTED).await?;
    let refused = "const script = document.querySelector('script[integrity]');
        return !!script && !customElements.get('tie-break') && document.readyState == 'complete'";
    session.until("the refusal", refused, Vec::new()).await?;
    // Browsers write the reason for the refusal into the console.
    session.forgive().await
}

pub(super) async fn pasted(session: &Session) -> Result<Outcome> {
    open(session).await?;
    choose(session, "theme", "dark").await?;
    let made = lines(session, "theme=\"dark\"").await?;
    assert!(!made.contains("integrity="), "{made}");
    assert!(made.contains("<caption>Side by side</caption>"), "no static content:\n{made}");
    let widget = paste(session, &made).await?;
    widget.until("dark colours", "getComputedStyle(host).colorScheme == 'dark'", &[]).await?;
    widget.choose_case("SaaS product").await?;
    widget.says("Django").await?;
    Ok(PASSED)
}

pub(super) async fn frozen(session: &Session) -> Result<Outcome> {
    open(session).await?;
    choose(session, "version", "frozen").await?;
    let made = lines(session, "integrity=\"sha256-").await?;
    let widget = paste(session, &made).await?;
    widget.choose_case("SaaS product").await?;
    widget.says("Django").await?;
    let other = made.replacen("sha256-", "sha256-A", 1);
    assert_ne!(made, other);
    refused(session, &other).await?;
    Ok(PASSED)
}

/// Puts answers of the preview into the lines.
const TAKE: &str = "document.getElementById('take').click()";

pub(super) async fn forms(session: &Session) -> Result<Outcome> {
    let widget = open(session).await?;
    widget.choose_case("SaaS product").await?;
    widget.says("Django").await?;
    let answers = widget.value().await?;
    session.run(TAKE, Vec::new()).await?;
    let made = lines(session, "<p>For the answers given here: Django.</p>").await?;
    choose(session, "form", "frame").await?;
    let framed = lines(session, "<iframe src=").await?;
    let pasted = paste(session, &made).await?;
    assert_eq!(pasted.value().await?, answers);

    session.site.paste(&framed);
    session.go(PASTED).await?;
    session.enter(0).await?;
    let inside = Widget::new(session, 0);
    inside.ready().await?;
    assert_eq!(inside.value().await?, answers);
    session.leave().await?;
    let grown = "return parseFloat(document.querySelector('iframe').style.blockSize) > 420";
    session.until("the frame to grow", grown, Vec::new()).await?;
    // Firefox notes that it does not know `clipboard-write`, without which Chromium's readers could
    // not copy from a frame.
    let heard = session.heard().await?;
    assert!(heard.iter().all(|line| line.contains("clipboard-write")), "{heard:#?}");
    Ok(PASSED)
}

/// Starting over leaves no preset, and an override does not count as an answer.
pub(super) async fn preset(session: &Session) -> Result<Outcome> {
    let widget = open(session).await?;
    let says = "return document.getElementById('preset').textContent.includes(arguments[0])";
    let overrides = json!([{ "question": "product", "option": "full", "weight": 60 }]);
    widget.set(&json!({ "product": "full", "overrides": overrides })).await?;
    session.run(TAKE, Vec::new()).await?;
    let words = "Preset: 1 answer and 1 rating of your own";
    session.until(words, says, vec![words.into()]).await?;
    lines(session, "&quot;overrides&quot;").await?;
    widget.get("host.reset()", &[]).await?;
    let without = "const { value } = document.getElementById('lines');
        return value && !value.includes('answers=')";
    session.until("lines without a preset", without, Vec::new()).await?;
    let drop = session.run("return document.getElementById('drop').hidden", Vec::new()).await?;
    assert_eq!(drop, true);
    Ok(PASSED)
}

/// Holds back the fallback file until `go` or `fail` is called.
const HOLD: &str = "const real = fetch;
    window.fetch = (request, how) => /fallback/.test(request)
      ? new Promise((go, fail) => Object.assign(window, { go, fail })).then(() => real(request, how)) : real(request, how);";

pub(super) async fn late(session: &Session) -> Result<Outcome> {
    open(session).await?;
    session.run(HOLD, Vec::new()).await?;
    choose(session, "model", "another").await?;
    choose(session, "address", session.site.url("/hosts/sample.json")).await?;
    lines(session, "sample.json").await?;
    choose(session, "model", "django-vs-fastapi").await?;
    let none = "return window.go && document.getElementById('lines').value == ''
        && document.getElementById('copy').disabled";
    session.until("no lines of the one before", none, Vec::new()).await?;
    choose(session, "model", "another").await?;
    lines(session, "sample.json").await?;
    session
        .promised("(async () => { go(); await new Promise((done) => setTimeout(done, 300)); })()")
        .await?;
    let made = lines(session, "sample.json").await?;
    assert!(!made.contains("<table>"), "lines of both:\n{made}");

    choose(session, "model", "django-vs-fastapi").await?;
    session.run("fail(new TypeError('no connection'))", Vec::new()).await?;
    let said = "return document.getElementById('lines').value == ''
        && document.getElementById('model-wrong').textContent.includes('no connection')";
    session.until("the error", said, Vec::new()).await?;
    choose(session, "model", "django-vs-fastapi").await?;
    session.run("go()", Vec::new()).await?;
    lines(session, "<table>").await?;
    Ok(PASSED)
}

pub(super) async fn div(session: &Session) -> Result<Outcome> {
    let widget = open(session).await?;
    let answers = json!({ "product": "full" });
    widget.set(&answers).await?;
    session.run(TAKE, Vec::new()).await?;
    choose(session, "form", "div").await?;
    let made = lines(session, "<div data-tie-break data-model=").await?;
    let pasted = paste(session, &made).await?;
    assert_eq!(pasted.value().await?, answers);
    Ok(PASSED)
}

pub(super) async fn wrong(session: &Session) -> Result<Outcome> {
    let wrongs = [
        ("nonsense", "Enter the complete address of the decision's file"),
        ("http://example.com/a.json", "The address must begin with https://"),
        ("https://me:secret@example.com/a.json", "The address must not contain a name or password"),
    ];
    open(session).await?;
    choose(session, "model", "another").await?;
    let said = "return document.getElementById(arguments[0]).textContent.includes(arguments[1])
        && document.getElementById('lines').value == '' && document.getElementById('copy').disabled";
    for (address, says) in wrongs {
        choose(session, "address", address).await?;
        session.until(says, said, vec!["address-wrong".into(), says.into()]).await?;
    }
    choose(session, "address", session.site.url("/hosts/sample.json")).await?;
    lines(session, "sample.json").await?;
    choose(session, "form", "frame").await?;
    let says = "A frame shows only the decisions of this site";
    session.until(says, said, vec!["form-wrong".into(), says.into()]).await?;
    choose(session, "form", "element").await?;
    choose(session, "min-height", "7").await?;
    let says = "Enter a number from 120 to 2000";
    session.until(says, said, vec!["min-height-wrong".into(), says.into()]).await?;
    choose(session, "min-height", "").await?;
    // A decision from another site works too, and the widget shows its title.
    let made = lines(session, "sample.json").await?;
    let widget = paste(session, &made).await?;
    widget.says("What to build the village shed of").await?;
    Ok(PASSED)
}

/// Chooses a language, and waits until the page has its direction.
async fn speak(session: &Session, lang: &str, dir: &str) -> Result {
    let choose = "const menu = document.getElementById('language');
        menu.value = arguments[0];
        menu.dispatchEvent(new Event('change', { bubbles: true }));";
    session.run(choose, vec![lang.into()]).await?;
    let said = "const { lang, dir } = document.documentElement;
        return lang == arguments[0] && dir == arguments[1]";
    session.until(lang, said, vec![lang.into(), dir.into()]).await.map(drop)
}

/// Keeps the texts of the English page in which there are several words.
const KEEP_ENGLISH: &str = "window.sentences = () => {
        const found = [], walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode, text = data.trim();
          const isOther = parentElement.closest('noscript, bdi, code, textarea, #language, #models, #preview');
          if (text.includes(' ') && !isOther) found.push(text);
        }
        return found;
      };
      window.english = new Set(sentences());
      return english.size";

/// The page changes its texts, and keeps the choices and the code.
pub(super) async fn language(session: &Session) -> Result<Outcome> {
    let widget = open(session).await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.says("Django").await?;
    session.run(TAKE, Vec::new()).await?;
    let verdict = "For the answers given here: ";
    let made = lines(session, verdict).await?;
    let count = session.run(KEEP_ENGLISH, Vec::new()).await?;
    assert!(count.as_u64() > Some(40), "{count}");
    let texts = "const text = (selector) => document.querySelector(selector).textContent;
        const { model, 'min-height': height } = document.forms[0].elements;
        return [document.title, text('h1'), text('#min-height-wrong'), text('#lines-heading'), model.value, height.value]";
    for (lang, dir) in [("de", "ltr"), ("ar", "rtl")] {
        choose(session, "min-height", "7").await?;
        speak(session, lang, dir).await?;
        let language = read(lang)?;
        let [title, wrong, code] = [
            "Put a decision into your page",
            "Enter a number from 120 to 2000, or leave the field empty.",
            "Code to paste",
        ]
        .map(|text| language.text(text).to_owned());
        let expected = json!([title, title, wrong, code, "django-vs-fastapi", "7"]);
        assert_eq!(session.run(texts, Vec::new()).await?, expected, "{lang}");
        // The preview is in the language of the page, and the code as before.
        widget.says(language.text("Start over")).await?;
        choose(session, "min-height", "420").await?;
        assert_eq!(lines(session, verdict).await?, made, "{lang}");
        let english = "return sentences().filter((text) => english.has(text))";
        assert_eq!(session.run(english, Vec::new()).await?, json!([]), "{lang}");
    }
    // The choice stays, and a choice of the standalone page counts.
    session.go(BUILDER).await?;
    let is_arabic = "return document.documentElement.lang == 'ar'";
    session.until("the language of the reader", is_arabic, Vec::new()).await?;
    session.run("localStorage.setItem('tiebreak language', 'de-AT')", Vec::new()).await?;
    session.go(BUILDER).await?;
    let is_german = "return document.documentElement.lang == 'de'";
    session.until("the language of the reader", is_german, Vec::new()).await?;
    speak(session, "en", "ltr").await?;
    session.run("localStorage.removeItem('tiebreak language')", Vec::new()).await?;

    // An English page needs no other file, and a file that does not arrive changes nothing.
    session.site.asked();
    open(session).await?;
    let asked = session.site.asked();
    assert!(asked.iter().all(|path| !path.contains("/builder/")), "{asked:?}");
    let fail = "const real = fetch;
        window.failed = 0;
        window.fetch = (request, how) => /builder\\/ru/.test(request)
          ? Promise.reject(new TypeError(`no connection ${window.failed += 1}`)) : real(request, how);
        const menu = document.getElementById('language');
        menu.value = 'ru';
        menu.dispatchEvent(new Event('change', { bubbles: true }));";
    session.run(fail, Vec::new()).await?;
    let english = "return failed == 1 && document.getElementById('language').value == 'en'
        && document.querySelector('h1').textContent.startsWith('Put')";
    session.until("the English page", english, Vec::new()).await?;
    session.run("localStorage.removeItem('tiebreak language')", Vec::new()).await?;
    Ok(PASSED)
}

pub(super) async fn access(session: &Session) -> Result<Outcome> {
    open(session).await?;
    let wide = "const main = document.querySelector('main');
        main.style.width = '320px';
        main.style.marginInline = 0;
        const wide = [...main.querySelectorAll('*')]
          .filter((element) => element.getBoundingClientRect().right > main.getBoundingClientRect().left + 341);
        main.style.width = main.style.marginInline = '';
        return wide.map((element) => element.outerHTML.slice(0, 80));";
    assert_eq!(session.run(wide, Vec::new()).await?, json!([]));
    let Some(axe) = axe_in(session)? else { return Ok(Outcome::LeftOut(ONCE.to_owned())) };
    session.run(&axe, Vec::new()).await?;
    let mut found = Vec::new();
    look(session, "document", "the builder", &mut found).await?;
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(PASSED)
}
