//! The page changes its table while a reader uses the widget: the verdict follows, and the answers
//! stay.

use serde_json::json;

use super::{PASSED, SMALL, change, placed, verdict_has, wrong_with};
use crate::cases::counts;
use crate::engine::Engine;
use crate::session::Session;
use crate::site::TABLE;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// The focus is in the widget, not only in the element.
const HAS_FOCUS: &str = "!!ui.focus()?.closest('section')";

/// Changes the page by a script, and waits until the widget has followed.
async fn changed(session: &Session, widget: &Widget<'_>, script: &str) -> Result {
    let version = widget.get("host.exportState().version", &[]).await?;
    change(session, script).await?;
    let is_other = "host.exportState().version != words[0]";
    let version = version.as_str().unwrap_or_default();
    widget.until("another version", is_other, &[version]).await.map(drop)
}

/// A changed cell, a further column and a further row.
pub(in crate::cases) async fn cells(session: &Session) -> Result<Outcome> {
    let widget = session.open(TABLE).await?;
    widget.choose("radio", "Nice to have").await?;
    let answers = json!({ "works-without-power": "nice" });
    assert_eq!(widget.value().await?, answers);
    widget.get("ui.find('button', 'Next').focus()", &[]).await?;
    let answered = |what: &'static str| {
        let widget = &widget;
        let answers = answers.clone();
        async move {
            assert_eq!(widget.value().await?, answers, "{what}");
            assert_eq!(widget.get(HAS_FOCUS, &[]).await?, true, "the focus after {what}");
            Ok::<(), crate::Error>(())
        }
    };

    change(session, "cell(2, 1).textContent = '✅ An index'; cell(3, 2).textContent = '☆☆☆☆☆'")
        .await?;
    verdict_has(&widget, "Notebook 75").await?;
    answered("a cell").await?;

    // An attribute changes a value, and so does a mark inside an inline element.
    change(
        session,
        "cell(5, 1).dataset.value = 0; cell(1, 1).innerHTML = '<b><i>❌</i></b> Never'",
    )
    .await?;
    verdict_has(&widget, "Notebook 60").await?;
    answered("an attribute").await?;

    change(
        session,
        "for (const [i, row] of [...table.rows].entries()) {
           const cell = row.appendChild(document.createElement(i ? 'td' : 'th'));
           cell.textContent = i == 6 ? 'Nothing' : i ? '✅' : 'Head';
         }
         cell(4, 4).textContent = '$0'; cell(5, 4).dataset.value = '100';",
    )
    .await?;
    verdict_has(&widget, "Head 100").await?;
    answered("a column").await?;

    changed(
        session,
        &widget,
        "const row = table.rows[2].cloneNode(true);
         row.cells[0].textContent = 'Pictures';
         table.tBodies[0].append(row);",
    )
    .await?;
    answered("a row").await?;
    widget.click("button", "All questions").await?;
    widget.sees("button", "Answer: Pictures: how important is this to you?").await?;
    assert_eq!(widget.value().await?, answers, "a row");

    // Another caption is another title; the answers of this table stay.
    change(session, "table.caption.textContent = 'Paper or power?'").await?;
    widget.sees("heading", "Paper or power?").await?;
    assert_eq!(widget.value().await?, answers, "a caption");
    // A row with an id keeps its answer when the author changes its words.
    changed(session, &widget, "table.rows[3].id = 'legible'").await?;
    widget.set(&json!({ "legible": "nice" })).await?;
    changed(session, &widget, "cell(3, 0).textContent = 'Legible at arm’s length'").await?;
    widget.click("button", "All questions").await?;
    widget.sees("button", "Change: Legible at arm’s length: how important is this to you?").await?;
    assert_eq!(widget.value().await?, json!({ "legible": "nice" }), "other words");
    widget.set(&answers).await?;
    // A row that goes takes its answer along, and only this one.
    widget.set(&json!({ "works-without-power": "nice", "search": "must" })).await?;
    change(session, "table.rows[2].remove()").await?;
    let gone = "!ui.all('listitem').some((item) => ui.name(item).startsWith('Search'))";
    widget.until("a row less", gone, &[]).await?;
    widget
        .until("an answer less", "JSON.stringify(host.value) == words[0]", &[&answers.to_string()])
        .await?;
    session.heard().await?;
    Ok(PASSED)
}

/// Scripts sort rows and columns: the answers and the scores stay.
pub(in crate::cases) async fn order(session: &Session) -> Result<Outcome> {
    let widget = session.open(TABLE).await?;
    let answers = json!({ "easy-to-read": "important", "search": "must", "sharing": "*" });
    widget.set(&answers).await?;
    widget.has_scenarios().await?;
    let scores = "Object.fromEntries(host.result.alternatives.map(({ id, value }) => [id, value]))";
    let before = widget.get(scores, &[]).await?;
    widget.get("ui.find('button', 'All questions').focus()", &[]).await?;
    let reverse = "table.tBodies[0].append(...[...table.tBodies[0].rows].reverse())";
    changed(session, &widget, reverse).await?;
    assert_eq!(widget.value().await?, answers, "rows");
    widget.result().await?;
    assert_eq!(widget.get(scores, &[]).await?, before, "rows");
    assert_eq!(widget.get(HAS_FOCUS, &[]).await?, true);

    changed(session, &widget, "for (const row of table.rows) row.append(row.cells[1])").await?;
    assert_eq!(widget.value().await?, answers, "columns");
    widget.result().await?;
    assert_eq!(widget.get(scores, &[]).await?, before, "columns");
    assert_eq!(widget.get(HAS_FOCUS, &[]).await?, true);

    // Changes that concern no text and no value leave the widget alone.
    widget.click("button", "All questions").await?;
    widget.get("ui.root.querySelector('section').isSame = true", &[]).await?;
    change(
        session,
        "cell(0, 1).setAttribute('aria-sort', 'ascending');
         cell(0, 1).innerHTML = `<button>${cell(0, 1).textContent}</button>`;
         cell(1, 1).innerHTML = `<mark class=found>${cell(1, 1).innerHTML}</mark>`;
         table.before('All prices without tax.');
         table.className = 'sorted';",
    )
    .await?;
    let a_look = "return new Promise((done) => setTimeout(() => done(true), 600))";
    session.run(a_look, Vec::new()).await?;
    assert_eq!(widget.get("ui.root.querySelector('section').isSame", &[]).await?, true);
    widget.sees("heading", "All questions").await?;
    Ok(PASSED)
}

/// Two hundred changes a second: a reader answers meanwhile, and the verdict is that of the last
/// table.
pub(in crate::cases) async fn many(session: &Session) -> Result<Outcome> {
    let widget = session.open(TABLE).await?;
    // Two seconds at least, and until the reader has answered.
    let start = "const cell = document.querySelector('tie-break table').rows[5].cells[1];
        const begin = performance.now();
        window.changes = 0;
        window.isEnough = false;
        const timer = setInterval(() => {
          const due = (performance.now() - begin) / 5;
          for (; changes < due; window.changes += 1) {
            cell.dataset.value = changes % 101;
            cell.firstChild.data = 'By hand ' + changes + ' ';
          }
          if (changes >= 400 && isEnough) {
            clearInterval(timer);
            cell.dataset.value = 99;
            cell.firstChild.data = 'By the last ';
            window.isOver = true;
          }
        }, 5);";
    session.run(start, Vec::new()).await?;
    let mut answered = 0;
    while answered < 3 {
        let question = widget.question().await?.ok_or("no question")?;
        widget.choose("radio", "Important").await?;
        answered += 1;
        let count = answered.to_string();
        widget.until("an answer", "Object.keys(host.value).length == words[0]", &[&count]).await?;
        widget.click("button", "Next").await?;
        let gone = "ui.all('legend').map(ui.name)[0] != words[0]";
        widget.until("what comes next", gone, &[&question]).await?;
    }
    session.run("window.isEnough = true", Vec::new()).await?;
    session.until("the last change", "return window.isOver", Vec::new()).await?;
    let sheet = widget.value().await?;
    // The scores are those for a reader who comes now.
    let scores = "JSON.stringify(host.result?.alternatives.map(({ id, value }) => id + value))";
    let again = "const element = document.querySelector('tie-break').cloneNode(true);
        element.setAttribute('loading', 'eager');
        element.value = JSON.parse(arguments[0]);
        document.querySelector('main').append(element);";
    session.run(again, vec![sheet.to_string().into()]).await?;
    let other = Widget::new(session, 1);
    other.ready().await?;
    other.result().await?;
    let scores_of_last = other.get(scores, &[]).await?;
    let are_same = format!("{scores} == words[0]");
    widget
        .until("the last table", &are_same, &[scores_of_last.as_str().unwrap_or_default()])
        .await?;
    assert_eq!(widget.value().await?, sheet);
    let changes = session.run("return changes", Vec::new()).await?;
    Ok(Outcome::Passed(Some(format!("{changes} changes"))))
}

/// A table that becomes erroneous keeps the widget of before, until it is correct again.
pub(in crate::cases) async fn broken(session: &Session) -> Result<Outcome> {
    let widget = placed(session, &json!({}), SMALL).await?;
    widget.ready().await?;
    verdict_has(&widget, "With the author’s weights: Tent").await?;
    widget.choose("radio", "Nice to have").await?;
    let answers = widget.value().await?;
    change(session, "window.removed = [...table.rows].map((row) => row.cells[2]); removed.forEach((cell) => cell.remove())").await?;
    let told = wrong_with(session, "fewer than two alternatives").await?;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["code"], "table");
    // The reader goes on.
    widget.sees("heading", "Tent or hut?").await?;
    assert_eq!(widget.value().await?, answers);
    widget.choose("radio", "Important").await?;
    widget.until("another answer", "Object.values(host.value)[0] == 'important'", &[]).await?;
    let answers = widget.value().await?;
    // A further change with the same error is not told again.
    change(session, "cell(1, 1).textContent = '❌'").await?;
    let two_looks = "return new Promise((done) => setTimeout(() => done(true), 600))";
    session.run(two_looks, Vec::new()).await?;
    let told = session.run("return wrong.length", Vec::new()).await?;
    assert_eq!(told, 1);
    // Correct again, with another value.
    change(session, "[...table.rows].forEach((row, i) => row.append(removed[i]))").await?;
    widget
        .until(
            "the changed cell",
            "ui.all('listitem').some((item) => ui.name(item) == 'Tent ❌')",
            &[],
        )
        .await?;
    assert_eq!(widget.value().await?, answers);
    verdict_has(&widget, "Hut").await?;
    // The whole table goes.
    change(session, "table.remove()").await?;
    wrong_with(session, "no row that names the alternatives").await?;
    widget.sees("heading", "Tent or hut?").await?;
    assert_eq!(widget.value().await?, answers);
    session.heard().await?;
    Ok(PASSED)
}

/// Many versions of a table leave no memory behind.
pub(in crate::cases) async fn memory(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut(counts::SECRET.to_owned()));
    }
    let widget = session.open(TABLE).await?;
    widget.set(&json!({ "search": "must", "sharing": "nice" })).await?;
    widget.has_scenarios().await?;
    // In one script, because each script of a driver leaves something behind.
    let versions = "return (async () => {
        const element = document.querySelector('tie-break'), cell = element.querySelector('table').rows[5].cells[1];
        const pause = (ms) => new Promise((done) => setTimeout(done, ms));
        for (let turn = 0; turn < 10; turn += 1) {
          const { version } = element.exportState();
          cell.dataset.value = turn % 7 + 20;
          while (element.exportState().version == version || !element.result) await pause(10);
          await pause(100);
        }
      })()";
    session.run(versions, Vec::new()).await?;
    session.run(versions, Vec::new()).await?;
    let before = counts::held(session).await?;
    session.run(versions, Vec::new()).await?;
    session.run(versions, Vec::new()).await?;
    let after = counts::held(session).await?;
    let names = ["script", "nodes", "listeners"];
    let note = format!("{names:?} before and after: {before:?} {after:?}");
    for (before, after) in before.into_iter().zip(after) {
        assert!(before > 0.0 && after <= before * 1.05, "grew by more than 5 of 100: {note}");
    }
    Ok(Outcome::Passed(Some(note)))
}
