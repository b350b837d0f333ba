//! A table and its widget in the page: the table stays as it was, and the element works as with any
//! other decision.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{OPEN, PASSED, SMALL, placed, put, verdict_has, wrong_with};
use crate::cases::surroundings::{self, PAGE};
use crate::cases::{counts, details, element};
use crate::engine::Engine;
use crate::hosts::TABLE_BARE;
use crate::session::Session;
use crate::site::{ARTICLE, BLANK, PASTED, TABLE, TABLE_STRICT, TABLE_TRUSTED};
use crate::widget::Widget;
use crate::{Outcome, Result};

/// The markup of the element, the place of its table, and the styles of the table and its cells.
const TABLE_LOOK: &str = "scrollTo(0, 0);
    const host = document.querySelector('tie-break'), table = host.querySelector('table');
    const { left, top, width, height } = table.getBoundingClientRect(), around = host.parentElement.getBoundingClientRect();
    const styles = [table, ...table.querySelectorAll('caption, tr, th, td, a')].map((element) => {
      const style = getComputedStyle(element);
      return [style.display, style.color, style.backgroundColor, style.font, style.padding, style.border, style.width].join();
    });
    return [host.outerHTML, left - around.left, top - around.top, width, height, table.checkVisibility(), ...styles]";

/// The table of the article stays where it was, with the same markup and the same style.
pub(in crate::cases) async fn unchanged(session: &Session) -> Result<Outcome> {
    session.go(TABLE_BARE).await?;
    let bare = session.run(TABLE_LOOK, Vec::new()).await?;
    session.go(TABLE).await?;
    let widget = Widget::new(session, 0);
    widget.sees("button", OPEN).await?;
    assert_eq!(session.run(TABLE_LOOK, Vec::new()).await?, bare, "closed");
    let listen = "window.records = [];
        new MutationObserver((list) => records.push(...list.map(({ type }) => type)))
          .observe(document.querySelector('tie-break'),
            { subtree: true, childList: true, attributes: true, characterData: true })";
    session.run(listen, Vec::new()).await?;
    // The widget is below the table.
    widget.ready().await?;
    let below = "ui.root.querySelector('section').getBoundingClientRect().top
        >= host.querySelector('table').getBoundingClientRect().bottom";
    assert_eq!(widget.get(below, &[]).await?, true);
    widget.choose("radio", "Must have").await?;
    widget.has_scenarios().await?;
    for panel in widget.names("tab").await? {
        widget.open_panel(&panel).await?;
    }
    assert_eq!(session.run(TABLE_LOOK, Vec::new()).await?, bare, "with a verdict");
    assert_eq!(session.run("return records", Vec::new()).await?, json!([]));
    // After all of it is gone again, too.
    widget.get("host.setAttribute('mode', 'static')", &[]).await?;
    widget.until("the end", "ui.root.children.length == 1", &[]).await?;
    widget.get("host.removeAttribute('mode')", &[]).await?;
    widget.ready().await?;
    assert_eq!(session.run(TABLE_LOOK, Vec::new()).await?, bare, "mounted anew");
    Ok(PASSED)
}

/// Nothing on the screen moves while the code of a table loads, or when the table has errors.
pub(in crate::cases) async fn still(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut(counts::DEAF.to_owned()));
    }
    let row = "<tr><th>Dry</th><td>➖</td><td>✅</td></tr>";
    let tall = SMALL.replace(row, &row.repeat(20).replace("Dry", "Dry in <i>spring</i>"));
    let wrong = SMALL.replace("<th>Hut</th>", "").replace("<td>➖</td>", "");
    for (base, end, mode, room, content) in [
        ("/tiebreak/", "tb-ready", Value::Null, Value::Null, SMALL),
        ("/tiebreak/", "tb-ready", Value::Null, Value::Null, &tall),
        ("/tiebreak/", "tb-ready", Value::Null, json!(420), SMALL),
        ("/tiebreak/", "tb-ready", Value::Null, json!(900), SMALL),
        ("/tiebreak/", "tb-ready", json!("replace"), Value::Null, SMALL),
        ("/tiebreak/", "tb-ready", json!("replace"), Value::Null, &tall),
        ("/tiebreak/", "tb-error", Value::Null, Value::Null, &wrong),
        ("/tiebreak/", "tb-error", json!("iframe"), Value::Null, SMALL),
    ] {
        let attributes = json!({ "model": null, "base": base, "loading": "eager", "mode": mode, "min-height": room });
        let coming = || counts::moved_until(session, end, &attributes, content);
        let moved = counts::unless_late(coming).await?;
        assert_eq!(moved, json!([]), "until {end}, mode {mode}, room {room}, {content}");
        session.heard().await?;
    }
    Ok(PASSED)
}

/// With `mode="replace"` the widget stands in the place of the table.
pub(in crate::cases) async fn replaced(session: &Session) -> Result<Outcome> {
    let shown = "host.querySelector('table').getBoundingClientRect().height > 0";
    let rows: String = (0..20)
        .map(|i| ["<tr><th>Row ", &i.to_string(), "</th><td>✅</td><td>❌</td></tr>"].concat())
        .collect();
    let tall = SMALL.replace("</table>", &format!("{rows}</table>"));
    let widget = placed(session, &json!({ "mode": "replace" }), &tall).await?;
    widget.sees("heading", "Tent or hut?").await?;
    assert_eq!(widget.get(shown, &[]).await?, false);
    widget.ready().await?;
    widget.choose("radio", "Must have").await?;
    verdict_has(&widget, "by your answer “Must have”").await?;
    let answers = widget.value().await?;
    // The page still has the table, for search engines and for its own scripts.
    assert_eq!(widget.get("host.querySelectorAll('tr').length", &[]).await?, 24);
    super::change(session, "table.caption.textContent = 'Canvas or wood?'").await?;
    widget.sees("heading", "Canvas or wood?").await?;
    assert_eq!(widget.value().await?, answers);
    // The author takes the attribute away.
    widget.get("host.removeAttribute('mode')", &[]).await?;
    widget.until("the table", shown, &[]).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    assert_eq!(widget.get(shown, &[]).await?, true);

    // A short table stays until the reader opens the widget.
    let widget = placed(session, &json!({ "mode": "replace" }), SMALL).await?;
    widget
        .until(
            "a button",
            "!!ui.find('button', 'Compare: ') || !!ui.find('button', 'Show all')",
            &[],
        )
        .await?;
    widget.ready().await?;
    widget.until("no table", &format!("!({shown})"), &[]).await?;
    // An erroneous table has no replacement.
    put(session, &json!({ "mode": "replace" }), &SMALL.replace("<th>Hut</th>", "")).await?;
    wrong_with(session, "fewer than two alternatives").await?;
    widget.until("the table", shown, &[]).await?;
    session.heard().await?;
    Ok(PASSED)
}

/// Tables as platforms wrap them: a `div` in place of the tag, figures, boxes that scroll, and tables
/// whose alternatives are rows.
pub(in crate::cases) async fn wrapped(session: &Session) -> Result<Outcome> {
    let rows = "<table data-orientation=rows><tr><th>Shelter</th><th>Cheap</th><th>Dry</th></tr>
        <tr><th>Tent</th><td>✅</td><td>❌</td></tr><tr><th>Hut</th><td>➖</td><td>✅</td></tr></table>";
    let plain = rows.replace(" data-orientation=rows", "");
    let marked = plain
        .replace("<th>Cheap", "<th data-weight=60>Cheap")
        .replace("<th>Dry", "<th data-weight=60>Dry");
    let bare = SMALL.replace("<caption>Tent or hut?</caption>", "");
    let figure = format!(
        "<figure class='wp-block-table'><div style='overflow-x: auto'>{bare}</div>\
         <figcaption>Where to <em>sleep</em></figcaption></figure>"
    );
    let prose = format!(
        "<h3>Compared</h3><p>All of it: ✅ or ❌.</p><div><div>{SMALL}</div></div><p>Thanks.</p>"
    );
    let nested =
        SMALL.replace("<td>✅</td>", "<td>✅ <table><tr><td>❌ inner</td></tr></table></td>");
    for (content, attributes, title, question) in [
        (&*figure, json!({}), "Where to sleep", "Light"),
        (&*prose, json!({}), "Tent or hut?", "Light"),
        (&*nested, json!({}), "Tent or hut?", "Light"),
        (rows, json!({}), "Tent or Hut?", "Dry"),
        (&*plain, json!({ "data-orientation": "rows" }), "Tent or Hut?", "Dry"),
        (&*marked, json!({}), "Tent or Hut?", "Dry"),
    ] {
        let widget = placed(session, &attributes, content).await?;
        widget.ready().await.map_err(|error| format!("{content}: {error}"))?;
        widget.sees("heading", title).await?;
        widget.click("button", "All questions").await?;
        widget
            .sees("button", &format!("Answer: {question}: how important is this to you?"))
            .await?;
        let shown = "host.querySelector('table').checkVisibility()";
        assert_eq!(widget.get(shown, &[]).await?, true, "{content}");
    }

    // Without the tag; the attributes of the `div` are those of the element.
    for (attributes, content, verdict) in [
        ("", SMALL, "With the author’s weights: Tent"),
        ("data-answers='{\"dry\":\"must\",\"light\":\"*\",\"cheap\":\"*\"}'", SMALL, "Hut"),
        ("data-orientation=rows", &*plain, "With the author’s weights: Hut"),
    ] {
        session.go(TABLE).await?;
        let add = "const page = new DOMParser().parseFromString(arguments[0], 'text/html');
            document.querySelector('tie-break').replaceWith(...page.body.childNodes)";
        let div = format!("<div data-tie-break {attributes}>{content}</div>");
        session.run(add, vec![div.into()]).await?;
        let widget = Widget::new(session, 0);
        widget.sees("button", OPEN).await?;
        widget.ready().await?;
        verdict_has(&widget, verdict).await?;
    }
    Ok(PASSED)
}

/// Requests for files of the element, by the ends of their paths.
fn count(asked: &[String], name: &str) -> usize {
    asked.iter().filter(|path| path.ends_with(name)).count()
}

/// Ten tables on a page work independently, and share the code.
pub(in crate::cases) async fn ten(session: &Session) -> Result<Outcome> {
    session.afresh().await?;
    session.go(TABLE).await?;
    let add = "const element = document.createElement('tie-break');
        element.setAttribute('loading', 'eager');
        element.append(...new DOMParser().parseFromString(arguments[0], 'text/html').body.childNodes);
        document.querySelector('main').append(element);";
    // Each of them has a tie, but for one row.
    for index in 1..10 {
        let table = format!(
            "<table><caption>Number {index}</caption><tr><th></th><th>One</th><th>Two</th></tr>
             <tr><th>Row {index}</th><td>✅</td><td>➖</td></tr><tr><th>Last</th><td>➖</td><td>✅</td></tr></table>"
        );
        session.run(add, vec![table.into()]).await?;
    }
    let widgets: Vec<Widget<'_>> = (0..10).map(|index| Widget::new(session, index)).collect();
    for widget in &widgets {
        widget.until("the element in sight", "(host.scrollIntoView(), true)", &[]).await?;
        widget.ready().await?;
    }
    let asked = session.site.asked();
    for name in ["/embed.js", "/core_bg.wasm", "/split_table.wasm"] {
        assert_eq!(count(&asked, name), 1, "requests for {name}");
    }
    for name in ["/element.js", "/table.js", "/core.js"] {
        // WebKit asks for a script twice, to check it and to run it. See public/embed.js.
        let most = if session.engine == Engine::WebKitGtk { 2 } else { 1 };
        assert!(
            (1..=most).contains(&count(&asked, name)),
            "{} requests for {name}",
            count(&asked, name)
        );
    }
    assert_eq!(count(&asked, ".json"), 0, "{asked:?}");

    let titles = "[...document.querySelectorAll('tie-break')].map((element) => element.shadowRoot.querySelector('h2').innerText)";
    let titles = widgets[0].get(titles, &[]).await?;
    assert_eq!(titles[9], "Number 9");
    widgets[3].choose("radio", "Important").await?;
    widgets[9].set(&json!({ "row-9": "nice", "last": "must" })).await?;
    widgets[3].until("an answer", "Object.keys(host.value).length == 1", &[]).await?;
    let given = "[...document.querySelectorAll('tie-break')]
        .map((element) => Object.keys(element.value).length)";
    assert_eq!(widgets[0].get(given, &[]).await?, json!([0, 0, 0, 1, 0, 0, 0, 0, 0, 2]));
    // A change of one table concerns its own widget only.
    let version = "[...document.querySelectorAll('tie-break')].map((element) => element.exportState().version)";
    let before = widgets[0].get(version, &[]).await?;
    let change =
        "document.querySelectorAll('tie-break')[9].querySelector('td').textContent = '❌ Never'";
    session.run(change, Vec::new()).await?;
    let is_other = "host.exportState().version != words[0]";
    let version_before = before[9].as_str().unwrap_or_default();
    widgets[9].until("the changed table", is_other, &[version_before]).await?;
    let after = widgets[0].get(version, &[]).await?;
    for index in 0..10 {
        assert_eq!(before[index] == after[index], index != 9, "the table {index}");
    }
    assert_eq!(widgets[0].get(given, &[]).await?, json!([0, 0, 0, 1, 0, 0, 0, 0, 0, 2]));
    // Without the others, the last still works.
    let remove = "[...document.querySelectorAll('tie-break')].slice(0, 9).forEach((element) => element.remove())";
    session.run(remove, Vec::new()).await?;
    widgets[0].set(&json!({ "last": "*", "row-9": "must" })).await?;
    verdict_has(&widgets[0], "Two").await?;
    Ok(PASSED)
}

/// A page without tables fetches no code for tables, and a table fetches its code only near the
/// screen.
pub(in crate::cases) async fn requests(session: &Session) -> Result<Outcome> {
    session.afresh().await?;
    let widget = session.open(ARTICLE).await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.has_scenarios().await?;
    let asked = session.site.asked();
    assert_eq!(
        [count(&asked, "/table.js"), count(&asked, "/split_table.wasm")],
        [0, 0],
        "{asked:?}"
    );

    session.go(BLANK).await?;
    let far = "document.querySelector('main').style.paddingTop = '4000px'";
    session.run(far, Vec::new()).await?;
    element::load(session, "/tiebreak/embed.js", "").await?;
    put(session, &json!({ "loading": "lazy" }), SMALL).await?;
    // The observer of the element is older than this one, so its callback comes first.
    let seen = "const element = document.querySelector('tie-break');
        return customElements.whenDefined('tie-break').then(() => new Promise((done) =>
          new IntersectionObserver(() => done(true), { rootMargin: '400px' }).observe(element)))";
    session.until("a look", seen, Vec::new()).await?;
    let asked = session.site.asked();
    assert!(!asked.iter().any(|path| path.contains("/v/")), "{asked:?}");
    session.run("document.querySelector('tie-break').scrollIntoView()", Vec::new()).await?;
    widget.ready().await?;
    let asked = session.site.asked();
    assert_eq!(count(&asked, "/split_table.wasm"), 1, "{asked:?}");
    Ok(PASSED)
}

/// `answers`, `questions`, `readonly` and `reveal` work as for any decision.
pub(in crate::cases) async fn attributes(session: &Session) -> Result<Outcome> {
    let preset = r#"{"cheap":"must","dry":"*"}"#;
    let widget = placed(session, &json!({ "answers": preset }), SMALL).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, serde_json::from_str::<Value>(preset)?);
    verdict_has(&widget, "Tent").await?;
    widget.click("button", "All questions").await?;
    widget.sees("button", "Change: Cheap: how important").await?;
    let items = widget.names("listitem").await?;
    assert_eq!(items.iter().filter(|item| item.contains("preset")).count(), 2, "{items:#?}");

    let widget = placed(session, &json!({ "questions": "dry light" }), SMALL).await?;
    widget.ready().await?;
    widget.says("asks 2 of 3 questions").await?;
    // The row that is not asked keeps the author's weight.
    verdict_has(&widget, "With the author’s weights: Tent").await?;

    let widget = placed(session, &json!({ "answers": preset, "readonly": "" }), SMALL).await?;
    widget.ready().await?;
    verdict_has(&widget, "Tent").await?;
    assert_eq!(widget.names("radio").await?.len(), 0);
    let ways = widget.names("button").await?.join(", ");
    for word in ["Change", "Next", "Start over"] {
        assert!(!ways.contains(word), "`{word}` in {ways}");
    }

    let widget = placed(session, &json!({ "reveal": "end" }), SMALL).await?;
    widget.ready().await?;
    widget.says("The verdict comes at the end").await?;
    let verdict = widget.verdict().await?;
    assert!(!verdict.contains("Tent"), "{verdict}");
    assert!(!verdict.contains("author’s weights"), "{verdict}");
    widget.set(&json!({ "cheap": "nice", "dry": "must", "light": "*" })).await?;
    verdict_has(&widget, "Hut").await?;

    // Unknown rows and options are told to the author, and ignored.
    let wrong = r#"{"cheap":"very","wet":"must","dry":"nice"}"#;
    let widget =
        placed(session, &json!({ "answers": wrong, "questions": "dry wet" }), SMALL).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, json!({ "dry": "nice" }));
    session
        .until(
            "the errors of both",
            "return ['very', 'wet'].every((words) => JSON.stringify(wrong).includes(words))",
            Vec::new(),
        )
        .await?;
    session.heard().await?;
    Ok(PASSED)
}

/// `state="local"` keeps the answers of each table on this device, and `exportState` and
/// `importState` carry them elsewhere.
pub(in crate::cases) async fn state(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    session.run("localStorage.clear()", Vec::new()).await?;
    let widget = placed(session, &json!({ "state": "local" }), SMALL).await?;
    widget.ready().await?;
    widget.choose("radio", "Nice to have").await?;
    element::told(session, "tb-change", 1).await?;
    let answers = widget.value().await?;
    let widget = placed(session, &json!({ "state": "local" }), SMALL).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    // Neither another table of the page nor an element without the attribute has them.
    let other = SMALL.replace("Tent or hut?", "Canvas or wood?");
    let widget = placed(session, &json!({ "state": "local" }), &other).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, json!({}));
    let widget = placed(session, &json!({}), SMALL).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, json!({}));
    session.run("localStorage.clear()", Vec::new()).await?;
    // Two tables with one caption are two decisions if the author gives them ids.
    for (id, before, option, stored) in [
        ("first", json!({}), "nice", "1"),
        ("second", json!({}), "must", "2"),
        ("first", json!({ "dry": "nice" }), "nice", "2"),
    ] {
        let table = SMALL.replace("<table>", &format!("<table id={id}>"));
        let widget = placed(session, &json!({ "state": "local" }), &table).await?;
        widget.ready().await?;
        assert_eq!(widget.value().await?, before, "{id}");
        widget.set(&json!({ "dry": option })).await?;
        widget.until("what is stored", "localStorage.length == words[0]", &[stored]).await?;
    }
    session.run("localStorage.clear()", Vec::new()).await?;

    let widget = placed(session, &json!({}), SMALL).await?;
    widget.ready().await?;
    widget.set(&json!({ "dry": "must" })).await?;
    let exported = widget.get("host.exportState()", &[]).await?;
    assert_eq!(exported["answers"], json!({ "dry": "must" }), "{exported}");
    let exported = exported.to_string();
    // The author has changed a cell meanwhile.
    let changed = SMALL.replace("❌", "➖");
    let widget = placed(session, &json!({}), &changed).await?;
    widget.ready().await?;
    widget.get("host.importState(words[0])", &[&exported]).await?;
    widget.until("the answers", "host.value.dry == 'must'", &[]).await?;
    let widget = placed(session, &json!({}), &other).await?;
    widget.ready().await?;
    let refused = "host.importState(words[0]).catch((error) => error.code)";
    assert_eq!(widget.get(refused, &[&exported]).await?, "state");
    Ok(PASSED)
}

/// A link that a reader copied opens with the same answers, in its own table only.
pub(in crate::cases) async fn links(session: &Session) -> Result<Outcome> {
    let widget = session.open(TABLE).await?;
    let sheet = json!({ "works-without-power": "must", "easy-to-read": "nice", "search": "*" });
    widget.set(&sheet).await?;
    widget.has_scenarios().await?;
    session.run(details::CATCH, Vec::new()).await?;
    widget.click("button", "Copy link").await?;
    widget.says("Link copied").await?;
    let link = session.run("return taken[0]", Vec::new()).await?;
    let link = link.as_str().ok_or("nothing was copied")?.to_owned();
    let (page, fragment) = link.split_once('#').ok_or("the link has no fragment")?;
    assert_eq!(page, session.site.url(TABLE), "it leads to the article");
    let opened = session.open(&format!("{TABLE}#{fragment}")).await?;
    opened.says("These answers come from a link.").await?;
    assert_eq!(opened.value().await?, sheet);
    verdict_has(&opened, "Website by your answer “Must have”").await?;
    let address = session.run("return location.hash", Vec::new()).await?;
    assert_eq!(address, "");

    // A record names the article's table as its only source.
    session.run(details::CATCH, Vec::new()).await?;
    opened.has_scenarios().await?;
    opened.click("button", "Copy as decision record").await?;
    opened.says("Decision record copied").await?;
    let record = session.run("return taken[0]", Vec::new()).await?;
    let record = record.as_str().unwrap_or_default();
    for words in ["# Where do you keep recipes?", "this article’s table", "Works without power"] {
        assert!(record.contains(words), "no `{words}` in {record}");
    }
    opened.click("button", "Print").await?;
    let paper = "return taken.length > 1 && taken.at(-1)";
    let paper = session.until("paper", paper, Vec::new()).await?;
    assert!(paper.as_str().unwrap_or_default().contains("Where do you keep recipes?"), "{paper}");
    Ok(PASSED)
}

/// Of two tables on a page, a link opens the one that it was copied from.
pub(in crate::cases) async fn link_of_two(session: &Session) -> Result<Outcome> {
    let other = SMALL.replace("Tent or hut?", "Canvas or wood?");
    session.site.paste(&format!(
        "<main><tie-break loading=eager>{SMALL}</tie-break>\n<tie-break loading=eager>{other}</tie-break></main>\n\
         <script async src=\"/tiebreak/embed.js\"></script>"
    ));
    session.go(PASTED).await?;
    let [first, second] = [0, 1].map(|index| Widget::new(session, index));
    second.ready().await?;
    second.set(&json!({ "dry": "must" })).await?;
    second.has_scenarios().await?;
    session.run(details::CATCH, Vec::new()).await?;
    second.click("button", "Copy link").await?;
    second.says("Link copied").await?;
    let link = session.run("return taken[0]", Vec::new()).await?;
    let fragment = link.as_str().and_then(|link| link.split_once('#')).ok_or("no fragment")?.1;
    session.go(&format!("{PASTED}#{fragment}")).await?;
    for widget in [&first, &second] {
        widget.ready().await?;
    }
    second.says("These answers come from a link.").await?;
    assert_eq!(second.value().await?, json!({ "dry": "must" }));
    assert_eq!(first.value().await?, json!({}));
    verdict_has(&first, "With the author’s weights: Tent").await?;
    let text = first.get("host.shadowRoot.textContent", &[]).await?;
    assert!(!text.as_str().unwrap_or_default().contains(" link"), "{text}");
    Ok(PASSED)
}

/// `tb-ready`, `tb-change` and `tb-result` come as for any decision, and `value` and `reset` work.
pub(in crate::cases) async fn events(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    let listen = "window.told = [];
        for (const name of ['tb-before-load', 'tb-ready', 'tb-change', 'tb-result'])
          addEventListener(name, ({ target, detail }) => told.push([name, target.localName,
            name == 'tb-change' ? detail.value : name == 'tb-result' ? detail.result?.verdict.winner : null]));";
    session.run(listen, Vec::new()).await?;
    put(session, &json!({}), SMALL).await?;
    let widget = Widget::new(session, 0);
    assert_eq!(widget.get("host.ready.then(() => 'ready')", &[]).await?, "ready");
    widget.ready().await?;
    let heard = "return told.map(([name]) => name)";
    let told = session.run(heard, Vec::new()).await?.to_string();
    assert!(told.contains("tb-before-load"), "{told}");
    assert!(told.contains("tb-ready"), "{told}");
    assert!(!told.contains("tb-change"), "{told}");
    widget.choose("radio", "Must have").await?;
    let value = widget.value().await?;
    let change =
        "const change = told.find(([name]) => name == 'tb-change'); return change && change[2]";
    assert_eq!(session.until("tb-change", change, Vec::new()).await?, value);
    session.run("told.length = 0", Vec::new()).await?;
    widget.set(&json!({ "dry": "must", "cheap": "*", "light": "*" })).await?;
    // The result of the answer before may still come.
    let result =
        "return told.some(([name, , winner]) => name == 'tb-result' && winner == arguments[0])";
    session.until("a result with the hut", result, vec!["hut".into()]).await?;
    let elements = "return told.every(([, element]) => element == 'tie-break')";
    assert_eq!(session.run(elements, Vec::new()).await?, true);
    widget.get("host.reset()", &[]).await?;
    assert_eq!(widget.value().await?, json!({}));
    verdict_has(&widget, "With the author’s weights: Tent").await?;
    // A changed table changes the result, and no answer: the reader has changed nothing.
    widget.set(&json!({ "dry": "must" })).await?;
    widget.has_scenarios().await?;
    session.run("told.length = 0", Vec::new()).await?;
    super::change(session, "cell(2, 1).textContent = '✅'; cell(2, 2).textContent = '❌'").await?;
    verdict_has(&widget, "Hut by your answer").await?;
    session.until("a result with the tent", result, vec!["tent".into()]).await?;
    let told = session.run(heard, Vec::new()).await?.to_string();
    assert!(!told.contains("tb-change"), "{told}");
    Ok(PASSED)
}

/// On paper, the author's table is complete, and the button is not there.
pub(in crate::cases) async fn paper(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut("this engine's driver cannot emulate print".to_owned()));
    }
    let shown = "[host.querySelector('table').checkVisibility() && host.querySelector('table').offsetHeight > 100,
        [...ui.root.children].some((child) => child.localName == 'button' && child.checkVisibility()),
        ui.all('heading').length > 0]";
    session.go(TABLE).await?;
    let widget = Widget::new(session, 0);
    widget.sees("button", OPEN).await?;
    let height = "host.querySelector('table').offsetHeight";
    let before = widget.get(height, &[]).await?;
    let on_paper = surroundings::on_paper(session, &widget, shown).await?;
    assert_eq!(on_paper, json!([true, false, false]));
    assert_eq!(surroundings::on_paper(session, &widget, height).await?, before);
    // The widget that the reader has opened follows the table.
    widget.ready().await?;
    widget.choose("radio", "Must have").await?;
    let on_paper = surroundings::on_paper(session, &widget, shown).await?;
    assert_eq!(on_paper, json!([true, false, true]));
    // While nothing is loaded, and where the table has errors.
    for (loading, content) in [("click", SMALL), ("eager", &*SMALL.replace("<th>Hut</th>", ""))] {
        put(session, &json!({ "loading": loading }), content).await?;
        let shown = "[host.querySelector('table').checkVisibility(), !!ui.root.querySelector('button')?.checkVisibility()]";
        widget.until("the element", "ui.root.children.length > 0", &[]).await?;
        let on_paper = surroundings::on_paper(session, &widget, shown).await?;
        assert_eq!(on_paper, json!([true, false]), "{loading}");
    }
    session.heard().await?;
    Ok(PASSED)
}

/// Without scripts the article's table is complete: readers, feeds and search engines have it.
pub(in crate::cases) async fn without(session: &Session) -> Result<Outcome> {
    session.go(TABLE_BARE).await?;
    let table = "const table = document.querySelector('tie-break > table');
        return [customElements.get('tie-break') === undefined, table.checkVisibility(),
          [...table.rows].every((row) => [...row.cells].every((cell) => cell.checkVisibility() && cell.innerText)),
          table.rows.length, table.caption.innerText, document.getElementById('after').getBoundingClientRect().top
            >= table.getBoundingClientRect().bottom]";
    let table = session.run(table, Vec::new()).await?;
    assert_eq!(table, json!([true, true, true, 7, "Where do you keep recipes?", true]));
    Ok(PASSED)
}

/// The largest table: 12 alternatives and 64 rows.
pub(in crate::cases) async fn large(session: &Session) -> Result<Outcome> {
    let marks = ["✅ Yes", "➖ In part", "❌ No", "★★★★☆", "85 %"];
    let mut table = "<table><caption>Twelve of them</caption><tr><th></th>".to_owned();
    for a in 0..12 {
        let _ = write!(table, "<th>Alternative {a}</th>");
    }
    table.push_str("</tr>");
    for row in 0..64 {
        let _ = write!(table, "<tr><th>Criterion {row}</th>");
        for a in 0..12 {
            let _ =
                write!(table, "<td>{}</td>", marks[(row * 7 + a * 3 + row * a / 5) % marks.len()]);
        }
        table.push_str("</tr>");
    }
    table.push_str("</table>");
    let widget = placed(session, &json!({}), &table).await?;
    widget.ready().await?;
    widget.says("With the author’s weights").await?;
    let question = widget.question().await?.ok_or("no question")?;
    widget.choose("radio", "Must have").await?;
    verdict_has(&widget, "by your answer “Must have”").await?;
    widget.has_scenarios().await?;
    assert_eq!(widget.get("host.result.alternatives.length", &[]).await?, 12);
    widget.click("button", "Next").await?;
    widget
        .until("the next question", "ui.all('legend').map(ui.name)[0] != words[0]", &[&question])
        .await?;
    widget.click("button", "All questions").await?;
    widget.sees("button", "Change: ").await?;
    let items =
        "ui.all('button').filter((button) => /^(Answer|Change): /.test(ui.name(button))).length";
    assert_eq!(widget.get(items, &[]).await?, 64);
    super::change(session, "cell(64, 12).textContent = '❌ Never'").await?;
    widget.until("another version", "host.exportState().version", &[]).await?;
    Ok(PASSED)
}

/// A table in somebody's shadow root, and a table that a script adds after the page has loaded.
pub(in crate::cases) async fn strangers(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    Widget::new(session, 0).sees("button", OPEN).await?;
    let inside = "const box = document.createElement('div');
        document.querySelector('tie-break').replaceWith(box);
        box.attachShadow({ mode: 'open' }).append(...new DOMParser().parseFromString(arguments[0], 'text/html').body.childNodes);
        window.inside = box.shadowRoot.querySelector('tie-break');";
    let element = format!("<p>Before.</p><tie-break loading=eager>{SMALL}</tie-break>");
    session.run(inside, vec![element.into()]).await?;
    let script = |expression: &str| {
        format!(
            "const page = {PAGE}; const host = inside; const ui = page(host); return {expression}"
        )
    };
    session
        .until(
            "the button",
            &script(&format!(
                "ui.find('button', '{OPEN}')?.click() ?? ui.all('legend').length > 0"
            )),
            Vec::new(),
        )
        .await?;
    session.run(&script("ui.all('radio')[0].labels[0].click()"), Vec::new()).await?;
    session.until("an answer", "return Object.keys(inside.value).length == 1", Vec::new()).await?;
    session.until("a verdict", &script("ui.tidy(ui.find('region', 'Given your answers').innerText).includes('by your answer')"), Vec::new()).await?;
    assert_eq!(
        session.run(&script("host.querySelector('table').checkVisibility()"), Vec::new()).await?,
        true
    );
    Ok(PASSED)
}

/// The table comes after the element: a script fills it while the page loads, or much later.
pub(in crate::cases) async fn added(session: &Session) -> Result<Outcome> {
    let fill = "document.querySelector('tie-break').append(
        ...new DOMParser().parseFromString(arguments[0], 'text/html').body.childNodes)";
    // In the same task, as libraries do.
    session.go(TABLE).await?;
    let at_once = "const element = document.createElement('tie-break');
        element.setAttribute('loading', 'eager');
        document.querySelector('tie-break').replaceWith(element);";
    // In a task of the page: WebKit runs microtasks in the middle of a script of its driver.
    let task =
        format!("return new Promise((done) => setTimeout(() => {{ {at_once} {fill}; done(); }}))");
    session.run(&task, vec![SMALL.into()]).await?;
    let widget = Widget::new(session, 0);
    widget.sees("button", OPEN).await?;
    widget.ready().await?;
    verdict_has(&widget, "Tent").await?;
    // Later: until then, no decision is named, and the page loads it again.
    put(session, &json!({}), "<p>The table comes soon.</p>").await?;
    let told = session.until("tb-error", "return wrong[0]", Vec::new()).await?;
    assert_eq!(told["code"], "model-missing");
    // Until the failed load ends, `load` gives the same promise.
    widget.get("host.load().then(() => {})", &[]).await?;
    session.run(fill, vec![SMALL.into()]).await?;
    widget.get("host.load().then(() => {})", &[]).await?;
    widget.sees("button", OPEN).await?;
    widget.ready().await?;
    verdict_has(&widget, "Tent").await?;
    // Row by row, as a page receives a long table.
    put(session, &json!({}), "<table><tbody></tbody></table>").await?;
    wrong_with(session, "no row that names the alternatives").await?;
    let slowly = "return (async (html) => {
        const rows = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('tr');
        for (const row of rows) {
          document.querySelector('tie-break tbody').append(row);
          await new Promise((done) => setTimeout(done, 300));
        }
      })(arguments[0])";
    session.run(slowly, vec![SMALL.into()]).await?;
    widget.sees("button", OPEN).await?;
    widget.ready().await?;
    widget.until("all rows", "host.result?.asking.questions.length == 3 || ui.tidy(ui.root.textContent).includes('Rated in 3 of 3 rows')", &[]).await?;
    session.heard().await?;
    Ok(PASSED)
}

/// An element that is removed and added again keeps its answers, and follows its table as before.
pub(in crate::cases) async fn returned(session: &Session) -> Result<Outcome> {
    let widget = session.open(TABLE).await?;
    let sheet = json!({ "works-without-power": "must", "search": "*" });
    widget.set(&sheet).await?;
    let before = widget.result().await?;
    let aside = "window.aside = document.querySelector('tie-break');
        aside.remove();
        return new Promise((done) => setTimeout(() => done(aside.shadowRoot.children.length), 50));";
    assert_eq!(session.run(aside, Vec::new()).await?, 1);
    // A change while the element is away counts when it is back.
    session.run("document.querySelector('main').append(aside)", Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    assert_eq!(widget.result().await?, before);
    session.run("document.querySelector('main').prepend(aside)", Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    session.run(aside, Vec::new()).await?;
    session.run("aside.querySelector('table').rows[1].cells[2].textContent = '❌ Never'; document.querySelector('main').append(aside)", Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    verdict_has(&widget, "Phone").await?;
    widget.says("Ruled out").await?;
    super::change(session, "cell(1, 2).textContent = '✅ With a battery'").await?;
    widget.until("the change", "ui.tidy(host.shadowRoot.textContent).includes('With a battery') || host.result?.alternatives.find(({ id }) => id == 'phone').eligible", &[]).await?;
    assert_eq!(widget.value().await?, sheet);
    // A copy of the page that a library restores.
    let copy = "window.copy = document.body.cloneNode(true);
        document.body.replaceWith(document.createElement('body'));
        return new Promise((done) => setTimeout(() => { document.body.replaceWith(copy); done(); }, 50));";
    session.run(copy, Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, sheet);
    Ok(PASSED)
}

/// Strict policies: the code of tables needs nothing that the element does not need.
pub(in crate::cases) async fn policies(session: &Session) -> Result<Outcome> {
    let mut note = None;
    for page in [TABLE_STRICT, TABLE_TRUSTED] {
        session.go(page).await?;
        if page == TABLE_TRUSTED
            && session.run("return 'trustedTypes' in window", Vec::new()).await? != true
        {
            note = Some("this engine has no Trusted Types".to_owned());
        }
        let widget = Widget::new(session, 0);
        widget.sees("button", OPEN).await?;
        widget.ready().await?;
        widget.choose("radio", "Must have").await?;
        verdict_has(&widget, "Website by your answer “Must have”").await?;
        widget.has_scenarios().await?;
        for panel in widget.names("tab").await? {
            widget.open_panel(&panel).await?;
        }
        super::change(session, "cell(1, 2).textContent = '❌ Never'").await?;
        verdict_has(&widget, "Notebook").await?;
        let heard = session.heard().await?;
        assert!(heard.is_empty(), "{page}: {heard:#?}");
    }
    Ok(Outcome::Passed(note))
}
