//! A reader opens the widget below a table, answers, and gets a verdict.

use serde_json::json;

use super::{OPEN, PASSED, placed, verdict_has};
use crate::cases::{access as axe, reader};
use crate::session::Session;
use crate::site::TABLE;
use crate::widget::{Widget, key};
use crate::{Outcome, Result};

/// The criterion that a question asks about.
fn criterion(question: &str) -> &str {
    question.split(": ").next().unwrap_or_default()
}

/// By mouse: the author's weights come first, "Must have" excludes, and "Does not matter" removes the
/// weight.
pub(in crate::cases) async fn mouse(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    let widget = Widget::new(session, 0);
    widget.sees("button", OPEN).await?;
    assert_eq!(widget.names("heading").await?.len(), 0, "the widget is open");
    widget.click("button", OPEN).await?;
    widget.sees("heading", "Where do you keep recipes?").await?;
    assert!(!widget.has("button", OPEN).await?);
    widget.says("by this article’s table").await?;
    assert!(widget.verdict().await?.contains("With the author’s weights: Phone"));

    // The first question is about the row with the largest weight.
    let question = widget.question().await?.ok_or("no question")?;
    assert_eq!(question, "Works without power: how important is this to you?");
    widget.says("Must have Rules out Website.").await?;
    widget.choose("radio", "Must have").await?;
    verdict_has(&widget, "Website by your answer “Must have”").await?;
    assert_eq!(widget.value().await?, json!({ "works-without-power": "must" }));
    assert!(!widget.verdict().await?.contains("author’s weights"));
    widget.has_scenarios().await?;
    assert!(widget.verdict().await?.contains("in 100 scenarios"));

    // Only one row matters to this reader: its values are the scores.
    widget.click("button", "Start over").await?;
    widget.until("no answers", "Object.keys(host.value).length == 0", &[]).await?;
    verdict_has(&widget, "With the author’s weights: Phone").await?;
    let mut asked = Vec::new();
    while let Some(question) = widget.question().await? {
        let criterion = criterion(&question).to_owned();
        assert!(!asked.contains(&criterion), "`{criterion}` is asked twice");
        if criterion == "Easy to read" {
            widget.choose("radio", "Important").await?;
        } else {
            widget.click("button", "Does not matter to me").await?;
        }
        asked.push(criterion);
        let count = asked.len().to_string();
        widget.until("an answer", "Object.keys(host.value).length == words[0]", &[&count]).await?;
        if widget.question().await?.as_ref() == Some(&question) {
            widget.click("button", "Next").await?;
        }
        let gone = "ui.all('legend').map(ui.name)[0] != words[0]";
        widget.until("what comes next", gone, &[&question]).await?;
    }
    assert_eq!(widget.value().await?["easy-to-read"], "important");
    assert_eq!(widget.result().await?["verdict"]["winner"], "notebook");
    verdict_has(&widget, "Notebook").await?;
    let only = "(host.value = { 'works-without-power': '*', search: '*', 'price-per-year': '*',
        sharing: '*', 'easy-to-read': 'nice' }, null)";
    widget.get(only, &[]).await?;
    for words in ["Notebook 100", "Website 80", "Phone 40"] {
        verdict_has(&widget, words).await?;
    }
    Ok(PASSED)
}

/// By keyboard alone, from the button to a verdict.
pub(in crate::cases) async fn keyboard(session: &Session) -> Result<Outcome> {
    session.go(TABLE).await?;
    let widget = Widget::new(session, 0);
    widget.sees("button", OPEN).await?;
    reader::tab_to(session, &widget, &["button"], Some(OPEN)).await?;
    assert!(widget.has("button", OPEN).await?, "the focus alone opened the widget");
    session.press(key::ENTER).await?;
    widget.sees("heading", "Where do you keep recipes?").await?;
    widget.until("the focus in the widget", "!!ui.focus()", &[]).await?;
    let mut answered = 0;
    while let Some(question) = widget.question().await? {
        reader::answer_by_keyboard(session, &widget, answered, &question).await?;
        answered += 1;
        assert!(answered <= 5, "more questions than rows");
    }
    // The second option of each row.
    let important = "Object.values(host.value).every((option) => option == 'important')";
    assert_eq!(widget.get(important, &[]).await?, true);
    assert_eq!(widget.result().await?["verdict"]["winner"], "phone");
    verdict_has(&widget, "Phone").await?;
    Ok(Outcome::Passed(Some(format!("{answered} questions answered"))))
}

/// The cells of the row stand beside the options, in the order of the columns, with the author's note
/// and the ends of the scale.
pub(in crate::cases) async fn facts(session: &Session) -> Result<Outcome> {
    let table = "<table>
        <tr><th></th><th>Notebook</th><th>Phone</th><th>Website</th></tr>
        <tr><th data-better=lower data-note='Without the phone itself.'>Price per <b>year</b></th>
          <td>$5</td><td>$0<sup><a href='#note-1'>1</a></sup></td><td><a href='https://example.com/'>$25</a></td></tr>
        <tr><th>Search</th><td></td><td>❌ By<br>name</td><td>✅</td></tr>
        </table>";
    let widget = placed(session, &json!({ "questions": "price-per-year" }), table).await?;
    widget.ready().await?;
    // Without a caption, the alternatives are the title.
    widget.sees("heading", "Notebook, Phone or Website?").await?;
    widget.sees("legend", "Price per year: how important is this to you?").await?;
    let facts = "[...ui.root.querySelectorAll('fieldset li')].map(ui.name)";
    let facts_of_price = json!(["Notebook $5", "Phone $0", "Website $25"]);
    assert_eq!(widget.get(facts, &[]).await?, facts_of_price);
    widget.says("Why we ask: Without the phone itself.").await?;
    widget.says("from 0 (“$25”) to 100 (“$0”)").await?;
    // The cell that is not rated is named, and its alternative has no fact.
    widget.get("host.setAttribute('questions', 'search')", &[]).await?;
    widget.until("the other question", "ui.find('legend', 'Search: how important')", &[]).await?;
    assert_eq!(widget.get(facts, &[]).await?, json!(["Phone ❌ By name", "Website ✅"]));
    widget.says("The table does not rate Notebook here").await?;
    let told = session.run("return wrong", Vec::new()).await?;
    assert_eq!(
        told[0]["message"],
        "Row 2 \"Search\", column 1 \"Notebook\": the cell is empty, so the alternative is not rated here."
    );
    session.heard().await?;
    Ok(PASSED)
}

/// axe finds no fault in the article with its table and the widget.
pub(in crate::cases) async fn access(session: &Session) -> Result<Outcome> {
    let Some(text) = axe::axe_in(session)? else {
        return Ok(Outcome::LeftOut(axe::ONCE.to_owned()));
    };
    let mut found = Vec::new();
    let mut views = 0;
    for theme in ["light", "dark"] {
        session.go(TABLE).await?;
        let widget = Widget::new(session, 0);
        widget.sees("button", OPEN).await?;
        session.run(&text, Vec::new()).await?;
        let dress = "document.querySelector('tie-break').setAttribute('theme', arguments[0]);
            document.documentElement.style = `color-scheme: ${arguments[0]}; background: Canvas`;";
        session.run(dress, vec![theme.into()]).await?;
        axe::look(session, "document", "closed", &mut found).await?;
        widget.ready().await?;
        axe::look(session, "document", "open", &mut found).await?;
        widget.choose("radio", "Must have").await?;
        widget.has_scenarios().await?;
        for panel in widget.names("tab").await? {
            widget.open_panel(&panel).await?;
            axe::look(session, "document", &panel, &mut found).await?;
            views += 1;
        }
        widget.click("button", "All questions").await?;
        widget.sees("button", "Change: ").await?;
        axe::look(session, "document", "All questions", &mut found).await?;
        views += 3;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(Outcome::Passed(Some(format!("{views} views"))))
}
