//! The builder with a comparison table of the author.

use serde_json::{Value, json};

use super::super::PASSED;
use super::super::access::{ONCE, axe_in, look};
use super::super::element::version;
use super::{CHOOSE, lines, paste};
use crate::session::Session;
use crate::site::{BLANK, BUILDER};
use crate::widget::Widget;
use crate::{Outcome, Result};

const MARKDOWN: &str = "\
| Criterion | Train | Car |
| --- | --- | --- |
| Work on the way | ✅ **Yes** | ❌ No |
| Comfort | ★★★★☆ | ★★★☆☆ |
| Price | €49 | €80 |
";
/// A table as a publishing system writes it, with a link, a picture and a note at the foot of the page.
const HTML: &str = "<figure class=\"wp-block-table is-style-stripes\"><table style=\"width:100%\">\
    <thead><tr><th></th><th id=\"train\">Train</th><th>Car</th></tr></thead><tbody>\
    <tr data-weight=\"80\"><td><strong>Work</strong> on the way</td>\
    <td class=\"a\" onclick=\"hit()\"><img src=\"yes.png\" alt=\"✅\"> <a href=\"https://rail.example/desk\" rel=\"x\">Desk</a><sup><a href=\"#n1\">1</a></sup></td>\
    <td>❌ <a href=\"javascript:hit()\">No</a></td></tr>\
    <tr><td>Luggage</td><td>➖<br>Two bags</td><td>✅ A boot &lt;full&gt; | more</td></tr>\
    </tbody></table><figcaption>Train or car?</figcaption></figure><p id=\"n1\">Not always.</p>";
const CLEAN: &str = "<table>
<caption>Train or car?</caption>
<thead><tr><th></th><th id=\"train\">Train</th><th>Car</th></tr></thead>
<tbody>
<tr><td data-weight=\"80\">Work on the way</td><td>✅ <a href=\"https://rail.example/desk\">Desk</a></td><td>❌ No</td></tr>
<tr><td>Luggage</td><td>➖ Two bags</td><td>✅ A boot &lt;full&gt; | more</td></tr>
</tbody>
</table>";
const TSV: &str = "Criterion\tTrain\tCar\r\nWork on the way\tyes\tno\r\nRemarks\t\"Says \"\"quiet\"\",\r\nand is\"\tNone\r\n";

/// Writes into the field, as a person who types or pastes text.
const WRITE: &str = "const field = document.getElementById('source');
    field.value = arguments[0];
    field.dispatchEvent(new Event('input', { bubbles: true }));";
/// Pastes formatted content.
const PASTE: &str = "const field = document.getElementById('source'), [html, text] = arguments;
    const event = new Event('paste', { bubbles: true, cancelable: true });
    event.clipboardData = { getData: (type) => type == 'text/html' ? html : text };
    field.dispatchEvent(event);
    return event.defaultPrevented;";
/// Sets a field of a criterion.
const SET: &str = "const [name, label, value] = arguments;
    const group = [...document.querySelectorAll('.criterion')].find((group) => group.querySelector('legend').textContent == name);
    const field = [...group.querySelectorAll('label')].find((other) => other.textContent.includes(label)).querySelector('input, select');
    if (field.type == 'checkbox') field.checked = value; else field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));";

/// The builder in which the author has a table.
async fn open(session: &Session) -> Result {
    session.go(&[BUILDER, "#table"].concat()).await?;
    let empty = "return document.getElementById('lines').placeholder.includes('Paste a table')
        && document.getElementById('copy').disabled";
    session.until("an empty builder", empty, Vec::new()).await.map(drop)
}

async fn write(session: &Session, text: &str) -> Result {
    session.run(WRITE, vec![text.into()]).await.map(drop)
}

async fn set(session: &Session, criterion: &str, label: &str, value: impl Into<Value>) -> Result {
    session.run(SET, vec![criterion.into(), label.into(), value.into()]).await.map(drop)
}

/// Waits for a text in a part of the page.
async fn says(session: &Session, id: &str, words: &str) -> Result {
    let said = "return document.getElementById(arguments[0]).textContent.includes(arguments[1])";
    session
        .until(&format!("`{words}` in {id}"), said, vec![id.into(), words.into()])
        .await
        .map(drop)
}

/// The verdict of the lines in a page of their own, with no answers.
async fn verdict_of(session: &Session, lines: &str, winner: &str) -> Result {
    paste(session, lines).await?.says(winner).await
}

pub(in super::super) async fn formats(session: &Session) -> Result<Outcome> {
    open(session).await?;
    write(session, MARKDOWN).await?;
    let made = lines(session, "<tie-break>\n\n| Criterion | Train | Car |\n").await?;
    assert!(made.contains("| €80 |\n\n</tie-break>\n\n<script async src="), "{made}");
    // Text between the signs of Markdown stays as the author wrote it.
    assert!(made.contains("✅ **Yes**"), "{made}");
    says(session, "read", "Markdown table: 2 alternatives, 3 criteria.").await?;
    session.run(CHOOSE, vec!["form".into(), "div".into()]).await?;
    let made = lines(session, "<div data-tie-break markdown=\"1\">\n\n| Criterion").await?;
    assert!(made.contains("|\n\n</div>\n\n<script"), "{made}");

    write(session, HTML).await?;
    let made = lines(session, "<div data-tie-break>\n<table>").await?;
    assert!(made.contains(CLEAN), "{made}");
    verdict_of(session, &made, "Train").await?;

    open(session).await?;
    write(session, TSV).await?;
    let made = lines(session, "<tr><th>Criterion</th><th>Train</th><th>Car</th></tr>").await?;
    assert!(made.contains("<td>Says \"quiet\", and is</td>"), "{made}");
    verdict_of(session, &made, "Train").await?;

    open(session).await?;
    write(session, "Tool;A;B\nPrice;1,5;2\nSize, in mm;3;4\n").await?;
    lines(session, "<tr><td>Size, in mm</td><td>3</td><td>4</td></tr>").await?;
    says(session, "read", "CSV table: 2 alternatives, 2 criteria.").await?;
    // The preview reports rows that are not rated, and browsers report what they did not run.
    session.forgive().await?;
    Ok(PASSED)
}

/// Formatted content keeps its table, and nothing else of it. Text without a table is pasted as usual.
pub(in super::super) async fn rich(session: &Session) -> Result<Outcome> {
    open(session).await?;
    let pasted = |html: String| session.run(PASTE, vec![html.into(), "Train Car".into()]);
    assert_eq!(pasted("<b>Train</b> Car".to_owned()).await?, false);
    let page = format!("<meta charset=utf-8><style>td {{ color: red }}</style><div>{HTML}</div>");
    assert_eq!(pasted(page).await?, true);
    let made = lines(session, "</table>").await?;
    assert!(made.contains(CLEAN), "{made}");
    let field = session.run("return document.getElementById('source').value", Vec::new()).await?;
    assert_eq!(field.as_str().map(str::trim), Some(CLEAN));
    says(session, "read", "HTML table: 2 alternatives, 2 criteria.").await?;
    // Browsers report the styles and handlers that they did not use.
    session.forgive().await?;
    Ok(PASSED)
}

/// Nothing that a table contains runs, here or in the page of the author.
pub(in super::super) async fn hostile(session: &Session) -> Result<Outcome> {
    open(session).await?;
    let harm = "<img src=x onerror=hit()><script>hit()</script><svg onload=hit()></svg><iframe srcdoc='<script>parent.hit()</script>'></iframe>";
    let text = "&lt;img src=x onerror=hit()&gt;&lt;/table&gt;&lt;/tie-break&gt;&lt;script&gt;hit()&lt;/script&gt;";
    let html = format!(
        "<table id='copied' onclick='hit()' style='background:url(x)'><tr><th>{harm}<th>One<th>Other\
         <tr id='copy'><td data-note='{text}\" onmouseover=hit()'>{text}<td id='x\" onclick=hit()'>yes{harm}\
         <td><a href=' java&#10;script:hit()'>no</a> <a href='data:text/html,hit'>no</a> <a href='/docs?a=\"b\"'>no</a></table>"
    );
    let markdown = format!(
        "| {harm} | One | Other |\n|---|---|---|\n| {text} | yes {harm} | [no](javascript:hit()) ![no](x:y) |\n"
    );
    let harmed = "const all = [...document.querySelectorAll('#preview tie-break *')];
        return [window.hits, ...all.filter(({ localName, attributes }) =>
          !/^(table|caption|thead|tbody|tr|th|td|a)$/.test(localName)
          || [...attributes].some(({ name, value }) => !/^(id|href|colspan|rowspan|data-[a-z]+)$/.test(name) || name == 'href' && /^\\W*(java|data)/.test(value)))
          .map((element) => element.outerHTML)]";
    session
        .run("window.hits = []; window.hit = () => { hits.push('called'); };", Vec::new())
        .await?;
    for text in [html, markdown] {
        write(session, &text).await?;
        let made = lines(session, "&lt;script&gt;hit()").await?;
        let shown = Widget::new(session, 0);
        shown.ready().await?;
        assert_eq!(session.run(harmed, Vec::new()).await?, json!([[]]));
        // In the page of the author, only the element and the loader are there.
        let part = "const page = new DOMParser().parseFromString(arguments[0], 'text/html');
            return [...page.querySelectorAll('script, img, svg, iframe, [onerror], [onload], [onclick], [onmouseover], [style], a')]
              .map((element) => element.localName + ' ' + (element.getAttribute('href') ?? element.getAttribute('src')));";
        session.go(BLANK).await?;
        let found = session.run(part, vec![made.clone().into()]).await?;
        let found: Vec<&str> =
            found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let harmless = |found: &&str| **found == *"a /docs?a=\"b\"" || found.contains("embed.js");
        assert!(found.iter().all(harmless), "{found:?}\n{made}");
        open(session).await?;
        session
            .run("window.hits = []; window.hit = () => { hits.push('called'); };", Vec::new())
            .await?;
    }
    // Browsers report the handlers and scripts that they did not run.
    session.forgive().await?;
    Ok(PASSED)
}

/// The author sees what is not rated, sets what is missing, and copies lines that work.
pub(in super::super) async fn settings(session: &Session) -> Result<Outcome> {
    open(session).await?;
    session.run("document.getElementById('example').click()", Vec::new()).await?;
    says(session, "problem-count", "1 problem in the table").await?;
    says(session, "problem-list", "Row 5 \"Price of a trip\": the row has numbers").await?;
    set(session, "Price of a trip", "Better", "lower").await?;
    let made = lines(session, "<td data-better=\"lower\">Price of a trip</td>").await?;
    assert!(made.contains("<tie-break>\n<table>\n<thead>"), "{made}");
    says(session, "note", "The table is now HTML").await?;
    let gone = "return document.getElementById('problem-count').textContent == ''";
    session.until("no problem", gone, Vec::new()).await?;

    set(session, "Comfort", "Weight", "120").await?;
    set(session, "Luggage", "Must have", true).await?;
    let made = lines(session, "<td data-must=\"\">Luggage</td>").await?;
    assert!(made.contains("<td data-weight=\"120\">Comfort</td>"), "{made}");
    set(session, "Comfort", "Weight", "300").await?;
    says(session, "criteria", "Enter a whole number from 0 to 200").await?;
    // Settings stay when the author corrects the text.
    write(session, &MARKDOWN.replace("Price", "Price of a trip")).await?;
    says(session, "read", "3 criteria").await?;
    let made = lines(session, "<td data-better=\"lower\">Price of a trip</td>").await?;
    assert!(made.contains("<td data-weight=\"120\">Comfort</td>"), "{made}");

    session.forgive().await?;
    let widget = paste(session, &made).await?;
    widget.says("With the author’s weights: Train").await?;
    widget.click("button", "All questions").await?;
    widget.says("Price of a trip").await?;
    Ok(PASSED)
}

pub(in super::super) async fn orientation(session: &Session) -> Result<Outcome> {
    open(session).await?;
    write(
        session,
        "| Tool | Offline | Stars |\n|--|--|--|\n| A | yes | ★★★★★ |\n| B | no | ★☆☆☆☆ |\n",
    )
    .await?;
    lines(session, "| Tool | Offline | Stars |").await?;
    let rows = "const field = document.getElementById('orientation');
        field.value = 'rows';
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    session.run(rows, Vec::new()).await?;
    let made = lines(session, "<tie-break data-orientation=\"rows\">\n\n| Tool").await?;
    assert!(made.contains("| B | no |"), "{made}");
    set(session, "Offline", "Weight", "90").await?;
    session.run(CHOOSE, vec!["place".into(), "replace".into()]).await?;
    let made = lines(session, "<th data-weight=\"90\">Offline</th>").await?;
    assert!(
        made.contains("<tie-break mode=\"replace\">\n<table data-orientation=\"rows\">"),
        "{made}"
    );
    // Firefox reports files that the preview requests when it is left.
    session.forgive().await?;
    paste(session, &made).await?.says("Offline: how important is this to you?").await?;
    Ok(PASSED)
}

pub(in super::super) async fn wrong(session: &Session) -> Result<Outcome> {
    open(session).await?;
    let long = ["a,".repeat(600_000), MARKDOWN.to_owned()].concat();
    let none = "return document.getElementById('lines').value == '' && document.getElementById('copy').disabled
        && document.querySelectorAll('#preview tie-break').length == 0";
    for (text, message) in
        [("Train or car?", "No table found"), (&*long, "The text is larger than 1 MiB")]
    {
        write(session, text).await?;
        says(session, "source-wrong", message).await?;
        session.until("no lines", none, Vec::new()).await?;
    }
    write(session, MARKDOWN).await?;
    lines(session, "<tie-break>").await?;
    session.run(CHOOSE, vec!["form".into(), "frame".into()]).await?;
    says(session, "form-wrong", "A frame cannot read the table of your page").await?;
    // The other way to start has its own settings.
    session.run(CHOOSE, vec!["form".into(), "element".into()]).await?;
    session.run(CHOOSE, vec!["start".into(), "model".into()]).await?;
    let made = lines(session, "<tie-break model=").await?;
    assert!(!made.contains("Criterion"), "{made}");
    session.forgive().await?;
    Ok(PASSED)
}

/// The script that reads tables returns the same as the command line.
pub(in super::super) async fn reading(session: &Session) -> Result<Outcome> {
    session.go(BLANK).await?;
    let cases: Value = serde_json::from_str(include_str!("../../../cases/table_reading.json"))?;
    let script = format!("/tiebreak/v/{}/table.js", version());
    session.run("window.cases = arguments[0];", vec![cases.clone()]).await?;
    let read = format!(
        "import({script:?}).then(({{ read }}) => cases.map(({{ html }}) => {{
           const page = new DOMParser().parseFromString(html, 'text/html');
           return read(page.querySelector('tie-break')) ?? null;
         }}))"
    );
    let read = session.promised(&read).await?;
    let cases = cases.as_array().cloned().unwrap_or_default();
    for (i, case) in cases.iter().enumerate() {
        assert_eq!(read[i], case["table"], "{}", case["rule"]);
    }
    Ok(Outcome::Passed(Some(format!("{} cases", cases.len()))))
}

pub(in super::super) async fn access(session: &Session) -> Result<Outcome> {
    open(session).await?;
    let narrow = "const main = document.querySelector('main');
        main.style.width = arguments[0];
        main.style.marginInline = arguments[0] && 0;
        const wide = arguments[0] ? [...main.querySelectorAll('*')].filter((element) => !element.closest('tie-break')
          && element.getBoundingClientRect().right > main.getBoundingClientRect().left + 341) : [];
        const low = [...main.querySelectorAll('button, input, select')].filter((element) => element.checkVisibility())
          .filter((element) => (element.closest('label') ?? element).getBoundingClientRect().height < 24);
        return [...wide, ...low].map((element) => element.outerHTML.slice(0, 80));";
    session.run("document.getElementById('example').click()", Vec::new()).await?;
    says(session, "problem-count", "1 problem in the table").await?;
    set(session, "Comfort", "Weight", "300").await?;
    for width in ["320px", ""] {
        assert_eq!(session.run(narrow, vec![width.into()]).await?, json!([]));
    }
    session.forgive().await?;
    let Some(axe) = axe_in(session)? else { return Ok(Outcome::Passed(Some(ONCE.to_owned()))) };
    open(session).await?;
    session.run(&axe, Vec::new()).await?;
    let mut found = Vec::new();
    look(session, "document", "the empty builder", &mut found).await?;
    session.run("document.getElementById('example').click()", Vec::new()).await?;
    says(session, "problem-count", "1 problem in the table").await?;
    set(session, "Comfort", "Weight", "300").await?;
    for scheme in ["light", "dark"] {
        let dress = "document.documentElement.style.colorScheme = arguments[0]";
        session.run(dress, vec![scheme.into()]).await?;
        look(session, "document", scheme, &mut found).await?;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    session.forgive().await?;
    Ok(PASSED)
}
