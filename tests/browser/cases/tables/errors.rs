//! Tables that are no decision, and tables with hostile cells: the author is told, and readers see
//! the table as it is.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{OPEN, PASSED, SMALL, change, placed, put, verdict_has, wrong_with};
use crate::cases::{element, hostile as harm};
use crate::engine::Engine;
use crate::session::Session;
use crate::site::{TABLE, TABLE_FORBIDDEN};
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Tables that cannot become a decision, and words of their errors.
fn erroneous() -> Vec<(String, &'static str)> {
    let row = |name: &str, cell: &str, count: usize| {
        format!("<tr><th>{name}</th>{}</tr>", format!("<td>{cell}</td>").repeat(count))
    };
    let head = |count: usize| {
        let names: String =
            (0..count).map(|i| ["<th>Number ", &i.to_string(), "</th>"].concat()).collect();
        format!("<tr><th></th>{names}</tr>")
    };
    let table = |rows: &[String]| format!("<table>{}</table>", rows.concat());
    let mut long = vec![head(2)];
    long.extend((0..65).map(|i| row(&format!("Row {i}"), "✅", 2)));
    vec![
        (table(&[head(1), row("Cheap", "✅", 1)]), "fewer than two alternatives"),
        (table(&[head(2), row("Cheap", "Rather, in summer", 2)]), "no cell has a value"),
        (
            table(&["<tr><th></th><th colspan=2>Both</th></tr>".to_owned(), row("Cheap", "✅", 2)]),
            "a cell of the header row covers several columns or rows",
        ),
        (
            table(&["<tr><th></th><th></th><th>Hut</th></tr>".to_owned(), row("Cheap", "✅", 2)]),
            "an alternative has no name",
        ),
        (table(&[head(13), row("Cheap", "✅", 13)]), "more than 12 alternatives"),
        (table(&long), "more than 64 criteria"),
        (
            table(&[head(2), row("Cheap", "✅", 2)])
                .replace("<td>", &format!("<td data-note='{}'>", "word ".repeat(120_000))),
            "larger than 1 MiB",
        ),
        ("<table></table>".to_owned(), "no row that names the alternatives"),
    ]
}

/// The element shows its content alone, without a word or a button.
const ALONE: &str = "ui.root.children.length == 1 && ui.root.firstChild.localName == 'slot'
    && ui.tidy(ui.root.textContent) == ''";
/// The place of the table, its style and its markup.
const LOOK: &str = "[host.querySelector('table')].map((table) => {
      const { left, top, width, height } = table.getBoundingClientRect();
      return [left, top + scrollY, width, height, getComputedStyle(table).cssText, host.innerHTML].join(' ');
    })[0]";

/// Readers see the table as the author wrote it; the author hears why.
pub(in crate::cases) async fn silent(session: &Session) -> Result<Outcome> {
    let tables = erroneous();
    for (table, words) in &tables {
        let widget = placed(session, &json!({ "mode": "static" }), table).await?;
        let look = widget.get(LOOK, &[]).await?;
        for loading in ["eager", "lazy"] {
            put(session, &json!({ "loading": loading }), table).await?;
            let told = wrong_with(session, words).await?;
            for problem in &told {
                assert_eq!(problem["code"], "table", "{words}");
                let message = problem["message"].as_str().unwrap_or_default();
                assert!(message.starts_with(char::is_uppercase), "{message}");
                let help = problem["help"].as_str().unwrap_or_default();
                assert!(help.len() > 10, "no help: {problem}");
            }
            widget.until("the end of loading", &["(", ALONE, ")"].concat(), &[]).await?;
            assert_eq!(widget.get(LOOK, &[]).await?, look, "{words}");
            assert_eq!(
                widget.get("[host.result, host.exportState()]", &[]).await?,
                json!([null, null])
            );
        }
        session.heard().await?;
    }
    // Where the reader has pressed the button of the loader, the button goes.
    let (table, words) = &tables[0];
    put(session, &json!({ "loading": "click" }), table).await?;
    let widget = Widget::new(session, 0);
    widget.click("button", "Open the decision aid").await?;
    wrong_with(session, words).await?;
    widget.until("no button", ALONE, &[]).await?;
    session.heard().await?;
    Ok(Outcome::Passed(Some(format!("{} tables", tables.len()))))
}

/// Cells that are not rated are told with row and column, and the widget works.
pub(in crate::cases) async fn reported(session: &Session) -> Result<Outcome> {
    let table = "<table><caption>Tent or hut?</caption>
        <tr><th></th><th>Tent</th><th>Hut</th></tr>
        <tr><th>Cheap</th><td>✅</td><td>Rather</td></tr>
        <tr><th>Dry</th><td>Mostly</td><td>Always</td></tr>
        <tr><th>Price</th><td>$5</td><td>$50</td></tr>
        <tr><th data-weight=many>Light</th><td data-value=120>1</td><td>✅</td></tr>
        </table>";
    let widget = placed(session, &json!({}), table).await?;
    widget.ready().await?;
    let told = session.run("return wrong", Vec::new()).await?;
    let told: Vec<[&str; 2]> = told
        .as_array()
        .into_iter()
        .flatten()
        .filter(|problem| problem["code"] == "table")
        .map(|problem| ["message", "help"].map(|name| problem[name].as_str().unwrap_or_default()))
        .collect();
    let expect = [
        ("Row 1 \"Cheap\", column 2 \"Hut\": \"Rather\" has no value", "data-value="),
        ("Row 2 \"Dry\": no cell of the row has a value", "data-weight=\"0\""),
        ("Row 3 \"Price\": the row has numbers", "data-better=\"lower\""),
        ("Row 4 \"Light\": data-weight is not", "data-weight=\"100\""),
        ("Row 4 \"Light\", column 1 \"Tent\": data-value is not", "data-value=\"80\""),
    ];
    assert_eq!(told.len(), expect.len(), "{told:#?}");
    for (message, help) in expect {
        let is_told = |[one, other]: &[&str; 2]| one.contains(message) && other.contains(help);
        assert!(told.iter().any(is_told), "no `{message}`, `{help}` in {told:#?}");
    }
    // Readers see which rows count.
    widget.get("host.value = { cheap: 'nice' }", &[]).await?;
    widget.has_scenarios().await?;
    widget.open_panel("Side by side").await?;
    widget.choose("checkbox", "Only what matters for my answers").await?;
    widget.says("Mostly").await?;
    let panel = widget.part("tabpanel", "Side by side").await?;
    for words in ["Rather", "Mostly", "Always", "not rated"] {
        assert!(panel.to_lowercase().contains(&words.to_lowercase()), "no `{words}` in {panel}");
    }
    session.heard().await?;
    Ok(PASSED)
}

/// The author's script corrects an erroneous table, and the widget appears.
pub(in crate::cases) async fn corrected(session: &Session) -> Result<Outcome> {
    let table = SMALL.replace('✅', "Good").replace('➖', "Fair").replace('❌', "Bad");
    let widget = placed(session, &json!({}), &table).await?;
    wrong_with(session, "no cell has a value").await?;
    widget.until("the table alone", ALONE, &[]).await?;
    session.run("probe.events.length = 0", Vec::new()).await?;
    // Still nothing, and then everything.
    change(session, "cell(1, 0).textContent = 'Price'").await?;
    wrong_with(session, "Row 1 \"Price\"").await?;
    assert_eq!(widget.get(ALONE, &[]).await?, true);
    change(session, "cell(1, 1).textContent = '✅ Good'; cell(1, 2).textContent = '❌ Bad'")
        .await?;
    widget.sees("button", OPEN).await?;
    element::told(session, "tb-ready", 1).await?;
    widget.ready().await?;
    verdict_has(&widget, "With the author’s weights: Tent").await?;
    widget.choose("radio", "Must have").await?;
    verdict_has(&widget, "Hut by your answer “Must have”").await?;
    session.heard().await?;
    Ok(PASSED)
}

/// A frame has no access to the table: the author is told, and the table stays.
pub(in crate::cases) async fn framed(session: &Session) -> Result<Outcome> {
    for (page, mode, help) in
        [(TABLE, "iframe", "mode=\"iframe\""), (TABLE_FORBIDDEN, "auto", "wasm-unsafe-eval")]
    {
        session.go(page).await?;
        put(session, &json!({ "mode": mode }), SMALL).await?;
        let widget = Widget::new(session, 0);
        let markup = widget.get("host.innerHTML", &[]).await?;
        let told = wrong_with(session, "A frame cannot read the table").await?;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["code"], "table");
        let said = told[0]["help"].as_str().unwrap_or_default();
        assert!(said.contains(help), "{said}");
        widget.until("the table alone", ALONE, &[]).await?;
        let shown = "host.querySelector('table').checkVisibility()";
        assert_eq!(widget.get(shown, &[]).await?, true);
        assert_eq!(widget.get("host.innerHTML", &[]).await?, markup);
        // The engine told that the policy forbids the code.
        session.heard().await?;
    }
    // The element works when the author follows the advice.
    session.go(TABLE).await?;
    put(session, &json!({ "mode": "iframe" }), SMALL).await?;
    wrong_with(session, "A frame cannot read the table").await?;
    let widget = Widget::new(session, 0);
    widget.get("host.removeAttribute('mode')", &[]).await?;
    widget.sees("button", OPEN).await?;
    widget.ready().await?;
    verdict_has(&widget, "Tent").await?;
    session.heard().await?;
    Ok(PASSED)
}

/// Texts that mean harm, as an author may have copied them into cells.
const TEXTS: [&str; 7] = [
    "<img src=x onerror=hit()>",
    "</table></script><script>hit()</script>",
    "{{hit()}}${hit()}",
    "\"quotes\" & 'apostrophes' \\u003cb> \\",
    "javascript:hit()",
    "\" onmouseover=\"hit()",
    "&lt;b&gt;",
];
/// Names that objects have by themselves, and names that answers use.
const NAMES: [&str; 8] = [
    "__proto__",
    "constructor",
    "overrides",
    "editor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "load",
];

/// A table with all of them, as text.
fn poisoned() -> String {
    let text = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let mut rows = String::new();
    for (i, name) in NAMES.iter().enumerate() {
        let said = text(TEXTS[i % TEXTS.len()]);
        let _ = write!(
            rows,
            "<tr><th data-note=\"{said}\">{name}</th><td>✅ {said}</td><td>❌ <a href=\"javascript:hit()\">{said}</a></td></tr>"
        );
    }
    for said in TEXTS {
        let said = text(said);
        let _ =
            write!(rows, "<tr><th>{said}</th><td data-value=\"50\">{said}</td><td>✅</td></tr>");
    }
    let long = "long ".repeat(2_000);
    let _ = write!(
        rows,
        "<tr><th>Turned \u{202e}dnuora</th><td>✅ \u{202e}lla\u{2066}</td><td>❌ \u{200f}no</td></tr>\
         <tr><th>Long</th><td>✅ {long}</td><td>❌ {}</td></tr>",
        "a".repeat(10_000)
    );
    format!(
        "<table><caption>{0}</caption><tr><th></th><th>{0}</th><th>__proto__</th></tr>{rows}</table>",
        text(TEXTS[0])
    )
}

/// Hostile cells stay text in every part of the widget, and nothing runs.
pub(in crate::cases) async fn hostile(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    let listen = "window.hits = [];
        window.hit = (message) => { hits.push(message ?? 'called'); };
        window.alert = hit;";
    session.run(listen, Vec::new()).await?;
    put(session, &json!({}), &poisoned()).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.sees("heading", TEXTS[0]).await?;
    assert_eq!(session.run(harm::UNHARMED, Vec::new()).await?, json!([]));
    // No character that turns the direction of what stands around it.
    let turned = "/[\\u202a-\\u202e]/.test(ui.root.textContent)";
    assert_eq!(widget.get(turned, &[]).await?, false);
    // Each row is one question, and each has an answer of its own.
    let questions = "host.result?.asking.questions.map(({ question }) => question)";
    let questions = widget.until("a result", questions, &[]).await?;
    let questions: Vec<&str> =
        questions.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let answers: serde_json::Map<String, Value> =
        questions.iter().map(|&id| (id.to_owned(), json!("nice"))).collect();
    assert!(answers.len() >= NAMES.len(), "{questions:?}");
    assert_eq!(answers.len(), questions.len(), "two rows with one id: {questions:?}");
    widget.get("host.value = JSON.parse(words[0])", &[&json!(answers).to_string()]).await?;
    let given = "Object.entries(host.value).length";
    assert_eq!(widget.get(given, &[]).await?, answers.len());
    widget.has_scenarios().await?;
    let tabs = widget.names("tab").await?;
    for panel in &tabs {
        widget.open_panel(panel).await?;
        let open =
            "ui.root.querySelectorAll('details').forEach((details) => { details.open = true; })";
        widget.get(open, &[]).await?;
        assert_eq!(session.run(harm::UNHARMED, Vec::new()).await?, json!([]), "{panel}");
        assert_eq!(widget.get(turned, &[]).await?, false, "{panel}");
    }
    widget.open_panel("Side by side").await?;
    let panel = widget.part("tabpanel", "Side by side").await?;
    for text in TEXTS.iter().chain(&NAMES) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(panel.contains(&text), "no `{text}` in {panel}");
    }
    // No link but those with http or https.
    let links = "[...ui.root.querySelectorAll('a[href]')].map((link) => link.protocol)
        .filter((protocol) => !/^https?:$/.test(protocol))";
    assert_eq!(widget.get(links, &[]).await?, json!([]));
    // A long cell does not make the page scroll sideways.
    let sideways = "host.shadowRoot.querySelector('section').scrollWidth <= host.clientWidth + 1";
    assert_eq!(widget.get(sideways, &[]).await?, true);
    let heard = session.heard().await?;
    let others: Vec<&String> = heard.iter().filter(|line| !line.starts_with("tb-error")).collect();
    // Chromium tells of a script address that the page itself contains only when it is followed.
    assert!(others.is_empty() || session.engine != Engine::Chromium, "{others:#?}");
    Ok(Outcome::Passed(Some(format!("{} panels", tabs.len()))))
}
