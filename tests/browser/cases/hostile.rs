//! Models whose authors mean harm, and servers that do: an error in words or a widget that works,
//! never a script, never a page that hangs.

use std::fmt::Write as _;

use serde_json::{Value, json};
use xtask::serve::{Response, Server};

use super::PASSED;
use super::console::PANELS;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::Widget;
use crate::{Outcome, Result, rude};

const MODEL: &str = include_str!("../../cases/sample.json");
const EVIDENCE: &str = include_str!("../../cases/sample.evidence.json");

/// Markup in every dialect.
const MARKUP: &str =
    "<img src=x onerror=hit()></p></script><script>hit()</script>{{hit()}}${hit()}";

/// Replaces the element of the article by one element per address, and notes their events.
const REPLACE: &str = "window.hits = [];
    window.hit = (message) => { hits.push(message ?? 'called'); };
    window.alert = hit;
    const told = window.told = arguments[0].map(() => null);
    document.querySelector('tie-break').replaceWith(...arguments[0].map((address, i) => {
      const element = document.createElement('tie-break');
      element.setAttribute('model', address);
      element.setAttribute('loading', 'eager');
      element.addEventListener('tb-ready', () => { told[i] ??= 'ready'; });
      element.addEventListener('tb-error', ({ detail }) => { told[i] = detail.code; });
      return element;
    }));";

/// Nothing ran, nothing leaked into other objects, and no element can run anything.
pub(super) const UNHARMED: &str = "const deep = [...document.querySelectorAll('tie-break')]
      .flatMap((element) => [...element.shadowRoot.querySelectorAll('*')]);
    return [...hits,
      ...Object.keys(Object.prototype),
      ...deep.filter((element) => /^(script|img|iframe|object|embed|link|style|base|meta)$/.test(element.localName)
        || [...element.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*javascript:/i.test(value)))
        .map((element) => element.outerHTML)]";

/// Serves models by name, each with the same evidence.
fn serve(models: Vec<(&'static str, String)>, evidence: String) -> Result<Server> {
    let server = Server::start(0, move |request| {
        let name = request.path.trim_start_matches('/');
        if name == "sample.evidence.json" {
            return Response::new(200, "application/json", evidence.as_str());
        }
        match models.iter().find(|(model_name, _)| *model_name == name) {
            Some((_, model)) => Response::new(200, "application/json", model.as_str()),
            None => Response::not_found(),
        }
    })?;
    Ok(server)
}

/// Markup at the end of every text; ids, links and other words without a space are left alone.
fn poisoned(file: &str) -> Result<String> {
    fn poison(value: &mut Value) {
        match value {
            Value::String(text) if text.contains(' ') => text.push_str(MARKUP),
            Value::Array(items) => items.iter_mut().for_each(poison),
            Value::Object(fields) => fields.values_mut().for_each(poison),
            _ => {}
        }
    }
    let mut value = serde_json::from_str(file)?;
    poison(&mut value);
    Ok(value.to_string())
}

/// Text that looks like markup is shown as it is, in every panel.
pub(super) async fn markup(session: &Session) -> Result<Outcome> {
    let server = serve(vec![("model.json", poisoned(MODEL)?)], poisoned(EVIDENCE)?)?;
    session.go(ARTICLE).await?;
    session.run(REPLACE, vec![json!([server.origin() + "/model.json"])]).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.says(&["What to build the village shed of", MARKUP].concat()).await?;
    let case =
        widget.get("ui.all('button').map(ui.name).find((name) => name.includes('<img'))", &[]);
    let case = case.await?.as_str().ok_or("no typical case")?.to_owned();
    widget.click("button", &case).await?;
    for panel in PANELS {
        widget.open_panel(panel).await?;
        // Folded parts are checked too.
        let open =
            "ui.root.querySelectorAll('details').forEach((details) => { details.open = true; })";
        widget.get(open, &[]).await?;
        assert_eq!(session.run(UNHARMED, Vec::new()).await?, json!([]), "{panel}");
    }
    assert_eq!(session.run(UNHARMED, Vec::new()).await?, json!([]));
    Ok(PASSED)
}

/// Names that objects have by themselves are names like others.
pub(super) async fn names(session: &Session) -> Result<Outcome> {
    let model =
        MODEL.replace("\"snow\"", "\"constructor\"").replace("\"visitors\"", "\"toString\"");
    let evidence =
        EVIDENCE.replace("\"snow\"", "\"constructor\"").replace("\"visitors\"", "\"toString\"");
    let server = serve(vec![("model.json", model)], evidence)?;
    session.go(ARTICLE).await?;
    session.run(REPLACE, vec![json!([server.origin() + "/model.json"])]).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    let given = "(host.value = JSON.parse(words[0]), null)";
    let answers = r#"{ "constructor": "metres", "__proto__": { "hits": "1" }, "valueOf": "x" }"#;
    widget.get(given, &[answers]).await?;
    let value = "Object.entries(host.value)";
    assert_eq!(widget.get(value, &[]).await?, json!([["constructor", "metres"]]));
    assert_eq!(widget.result().await?["verdict"]["kind"].as_str().map(str::is_empty), Some(false));
    assert_eq!(session.run(UNHARMED, Vec::new()).await?, json!([]));
    let heard = session.hears("what is unknown", |heard| heard.len() >= 2).await?;
    assert_eq!(heard.len(), 2, "{heard:#?}");
    for unknown in ["/__proto__", "/valueOf"] {
        assert!(heard.iter().any(|line| line.contains(unknown)), "{heard:#?}");
    }
    Ok(PASSED)
}

/// The sample with something else in one place, which must be there.
fn with(from: &str, to: &str) -> String {
    assert!(MODEL.contains(from), "the sample has no {from}");
    MODEL.replacen(from, to, 1)
}

/// Files that are no valid model; each is refused with the same code.
fn refused() -> Vec<(&'static str, String)> {
    let mut rows = String::new();
    for i in 0..10_000 {
        let _ = write!(rows, "{{\"id\":\"o{i}\"}},");
    }
    let link = "\"https://mason.example/walls?lang=en&page=2\"";
    let name = "\"Heavy, slow to build, and there for good.\"";
    vec![
        ("empty", String::new()),
        ("null", "null".to_owned()),
        ("page", "<!doctype html><title>Not here</title>".to_owned()),
        ("half", MODEL[..MODEL.len() / 2].to_owned()),
        ("script-link", with(link, "\"javascript:hit()\"")),
        ("spaced-link", with(link, "\" javascript:hit()\"")),
        ("data-link", with(link, "\"data:text/html,<script>hit()</script>\"")),
        (
            "proto",
            with("{", "{\"__proto__\":{\"hits\":1},\"constructor\":{\"prototype\":{\"hits\":1}},"),
        ),
        ("proto-id", with("\"id\": \"snow\"", "\"id\": \"__proto__\"")),
        ("rows", with("\"options\": [", &format!("\"options\": [{rows}"))),
        ("deep", ["[".repeat(10_000), "]".repeat(10_000)].concat()),
        ("deep-inside", with(name, &["[".repeat(10_000), "]".repeat(10_000)].concat())),
        ("too-large-number", with("\"band\": 10", "\"band\": 1e309")),
        ("large-number", with("\"band\": 10", "\"band\": 9007199254740993")),
        ("negative-number", with("\"band\": 10", "\"band\": -1")),
        ("not-a-number", with("\"band\": 10", "\"band\": NaN")),
        ("bidi", with(name, "\"Heavy \u{202e}ylthgil\"")),
        ("nul", with(name, "\"Heavy\\u0000\"")),
        ("surrogate", with(name, "\"Heavy \\ud800\"")),
    ]
}

/// The codes that elements report for these addresses, in the same order.
async fn codes(session: &Session, addresses: &[String]) -> Result<Vec<String>> {
    session.run(REPLACE, vec![json!(addresses)]).await?;
    let told = "return told.every((code) => code) && told";
    let told = session.until("what is told", told, Vec::new()).await?;
    let told = told.as_array().into_iter().flatten();
    Ok(told.map(|code| code.as_str().unwrap_or_default().to_owned()).collect())
}

/// A wrong model gives an error message, and the page works on.
pub(super) async fn bad(session: &Session) -> Result<Outcome> {
    let models = refused();
    let names: Vec<&str> = models.iter().map(|model| model.0).collect();
    let server = serve(models, String::new())?;
    let widget = session.open(ARTICLE).await?;
    // One after the other: each has so many seconds to come.
    for name in &names {
        assert_eq!(
            codes(session, &[format!("{}/{name}", server.origin())]).await?,
            ["model"],
            "{name}"
        );
        let words = "ui.tidy(ui.root.querySelector('[role=alert]')?.innerText).length > 20";
        widget.until(&format!("words on {name}"), words, &[]).await?;
        assert_eq!(session.run(UNHARMED, Vec::new()).await?, json!([]), "{name}");
    }
    // The console has one `tb-error` each, and nothing else.
    let heard = session.heard().await?;
    let other: Vec<&String> = heard.iter().filter(|line| !line.starts_with("tb-error")).collect();
    assert!(other.is_empty(), "{other:#?}");
    Ok(Outcome::Passed(Some(format!("{} models", names.len()))))
}

/// Slow or endless responses of a server end at the limits of time and size.
pub(super) async fn servers(session: &Session) -> Result<Outcome> {
    // A model that is too large must arrive in time to be measured, so nothing else loads then.
    let expect: [&[(&str, &str)]; 4] = [
        &[(rude::ENDLESS, "model-size")],
        &[(rude::LARGE, "model-size")],
        &[(rude::ELSEWHERE, "model-address")],
        &[(rude::SILENT, "timeout"), (rude::DRIPPING, "timeout")],
    ];
    let address = rude::start()?;
    session.open(ARTICLE).await?;
    for group in expect {
        let addresses: Vec<String> =
            group.iter().map(|server| [&address, server.0].concat()).collect();
        let told = codes(session, &addresses).await?;
        for (index, ((name, code), told)) in group.iter().zip(told).enumerate() {
            assert_eq!(told, *code, "{name}");
            Widget::new(session, index).sees("button", "Try again").await?;
        }
    }
    // The widget tries once more after a timeout.
    let address = [&address, rude::RETRIED].concat();
    assert_eq!(codes(session, &[address]).await?, ["ready"], "after a retry");
    session.heard().await?;
    Ok(PASSED)
}
