//! Actions of a reader: reads, selects a typical case, answers by keyboard, changes answers, opens the
//! reasons. The same flows run on any page with a widget.

use std::collections::BTreeSet;

use serde_json::json;

use super::PASSED;
use crate::session::Session;
use crate::site::{ARTICLE, STANDALONE};
use crate::widget::{Widget, key};
use crate::{Outcome, Result, sheets};

/// The text in place of a verdict before any answer.
const NO_VERDICT: &str = "No verdict yet";
/// The text that the widget shows when it stops asking.
const SETTLED: &str = "No further answer can change this";
/// The button that shows and hides the typical cases.
const CASES: &str = "Typical cases";
/// The button to every question.
const ALL: &str = "All questions";

pub(super) async fn open(session: &Session) -> Result<Outcome> {
    open_on(session, STANDALONE).await?;
    let title = session.title().await?;
    assert!(title.contains("Tiebreak") || title.contains("Django"), "the page's title: {title}");
    Ok(PASSED)
}

/// Before any answer: the decision, its typical cases with their verdicts, none for this reader.
pub(super) async fn open_on(session: &Session, page: &str) -> Result {
    let widget = session.open(page).await?;
    let model = sheets::model()?;
    widget.sees("heading", &model.title).await?;
    let group = widget.part("toolbar", CASES).await?;
    for case in &model.cases {
        let answers = serde_json::Value::Object(case.answers.write(&model));
        let report: serde_json::Value = serde_json::from_str(&sheets::native(&model, &answers)?)?;
        let button = widget.part("button", &case.name).await?;
        assert!(group.contains(&button), "`{button}` is not in the list");
        let winner = report["verdict"]["winner"].as_str().and_then(|id| model.alternative(id));
        let winner = winner.map_or("", |a| &model.alternatives[a].name);
        assert!(button.contains(winner), "`{}` says `{button}`, not `{winner}`", case.name);
        assert!(button.contains(&case.note), "`{}` gives no reason: {button}", case.name);
    }
    for alternative in &model.alternatives {
        widget.sees("heading", &alternative.name).await?;
        widget.says(&alternative.living).await?;
    }
    assert!(widget.verdict().await?.contains(NO_VERDICT));
    assert_eq!(widget.value().await?, json!({}));
    assert_eq!(widget.result().await?["verdict"]["kind"], "unasked");
    Ok(())
}

pub(super) async fn typical_case(session: &Session) -> Result<Outcome> {
    typical_case_on(session, STANDALONE).await?;
    Ok(PASSED)
}

/// One click on a typical case answers its questions, marked as preset, each open to change.
pub(super) async fn typical_case_on(session: &Session, page: &str) -> Result {
    let widget = session.open(page).await?;
    let model = sheets::model()?;
    let case = &model.cases[0];
    let answers = case.answers.write(&model);
    widget.choose_case(&case.name).await?;
    widget.says(&format!("“{}” filled in these answers", case.name)).await?;
    assert_eq!(widget.value().await?, serde_json::Value::Object(answers.clone()));
    let verdict = widget.verdict().await?;
    let winner = &model.alternatives[case.winner].name;
    assert!(verdict.contains(winner), "{verdict}");
    assert!(!verdict.contains(NO_VERDICT), "{verdict}");

    widget.click("button", ALL).await?;
    widget.sees("heading", ALL).await?;
    // The list is in the second file.
    widget.sees("button", "Change: ").await?;
    let entries = widget.names("listitem").await?;
    for question in &model.questions {
        let entry = entries.iter().find(|entry| entry.contains(&question.text));
        let entry = entry.ok_or_else(|| format!("`{}` is not listed", question.text))?;
        let preset = answers.contains_key(&question.id);
        assert_eq!(entry.contains("preset"), preset, "{entry}");
        assert_eq!(entry.contains("not answered"), !preset, "{entry}");
    }
    Ok(())
}

pub(super) async fn keyboard(session: &Session) -> Result<Outcome> {
    let asked = keyboard_on(session, STANDALONE).await?;
    Ok(Outcome::Passed(Some(format!("{asked} questions answered"))))
}

/// Answers by keyboard alone until asking stops, then whatever is left. Returns how many.
pub(super) async fn keyboard_on(session: &Session, page: &str) -> Result<usize> {
    let widget = session.open(page).await?;
    cases_by_keyboard(session, &widget).await?;
    let questions = sheets::model()?.questions.len();
    let mut answered = BTreeSet::new();
    let mut ended = false;
    // Every question once, and the end of asking in between.
    for _ in 0..=questions + 1 {
        let Some(question) = widget.question().await? else {
            ended = true;
            let verdict = widget.result().await?["verdict"].clone();
            if verdict["kind"] == "settled" {
                widget.says(SETTLED).await?;
            }
            let rest = "Answer the rest anyway";
            if !widget.has("button", rest).await? {
                break;
            }
            tab_to(session, &widget, &["button"], Some(rest)).await?;
            session.press(key::ENTER).await?;
            widget.until("a question", "ui.all('legend').length > 0", &[]).await?;
            focus_follows(&widget).await?;
            continue;
        };
        answer_by_keyboard(session, &widget, answered.len(), &question).await?;
        assert!(answered.insert(question.clone()), "`{question}` was asked twice");
    }
    assert!(ended, "asking never stopped");
    let value = widget.value().await?;
    let given = value.as_object().map_or(0, serde_json::Map::len);
    let settled = widget.result().await?["verdict"]["final"] == true;
    assert!(settled || given == questions, "{given} answers, and not final: {value}");
    assert_eq!(given, answered.len(), "{value}");
    Ok(given)
}

/// The list of typical cases is one Tab stop; arrow keys move along the list.
async fn cases_by_keyboard(session: &Session, widget: &Widget<'_>) -> Result {
    let at = "ui.focus() == ui.all('toolbar')[0].children[words[0]]";
    tab_to(session, widget, &["button"], Some(CASES)).await?;
    session.press(key::TAB).await?;
    widget.until("the first typical case", at, &["0"]).await?;
    session.press(key::DOWN).await?;
    widget.until("the next", at, &["1"]).await?;
    session.press(key::END).await?;
    widget.until("the last", "ui.focus() == ui.all('toolbar')[0].lastElementChild", &[]).await?;
    session.press(key::TAB).await?;
    let out = "ui.focus() && ui.focus().parentElement != ui.all('toolbar')[0]";
    widget.until("what follows them", out, &[]).await?;
    assert_eq!(widget.value().await?, json!({}), "an arrow key chose a case");
    Ok(())
}

/// Answers the question at hand and goes on, by Enter on the answer or on Next in turn.
pub(super) async fn answer_by_keyboard(
    session: &Session,
    widget: &Widget<'_>,
    turn: usize,
    question: &str,
) -> Result {
    // The fields of a number are in the second file.
    widget.until("something to answer by", "ui.root.querySelector('fieldset input')", &[]).await?;
    let focus = tab_to(session, widget, &["radio", "checkbox", "spinbutton"], None).await?;
    match focus.as_str() {
        "radio" => {
            session.press(key::SPACE).await?;
            widget.until("a choice", "ui.focus().checked", &[]).await?;
            let first = widget.focus().await?;
            session.press(key::DOWN).await?;
            widget
                .until(
                    "the next choice",
                    "ui.focus().checked && ui.name(ui.focus()) != words[0]",
                    &[&first.map(|focus| focus.name).unwrap_or_default()],
                )
                .await?;
        }
        "checkbox" => {
            session.press(key::SPACE).await?;
            widget.until("a tick", "ui.focus().checked", &[]).await?;
        }
        _ => session.press("20000").await?,
    }
    let answers = "Object.keys(host.value).length == words[0]";
    widget.until("an answer", answers, &[&(turn + 1).to_string()]).await?;
    let now = widget.question().await?;
    assert_eq!(now.as_deref(), Some(question), "an arrow key or a choice went on by itself");
    if turn % 2 == 1 {
        tab_to(session, widget, &["button"], Some("Next")).await?;
    }
    session.press(key::ENTER).await?;
    let gone = "ui.all('legend').map(ui.name)[0] != words[0]";
    widget.until("the next question", gone, &[question]).await?;
    focus_follows(widget).await
}

/// The next question has the focus, or the heading after the last question.
async fn focus_follows(widget: &Widget<'_>) -> Result {
    let there = "ui.focus() && (ui.all('legend')[0] == ui.focus()
        || !ui.all('legend')[0] && ui.all('heading').includes(ui.focus()))";
    widget.until("the focus on what comes next", there, &[]).await.map(drop)
}

/// Presses Tab until something of one of these roles, and with this name, has the focus.
pub(super) async fn tab_to(
    session: &Session,
    widget: &Widget<'_>,
    roles: &[&str],
    name: Option<&str>,
) -> Result<String> {
    let mut seen = Vec::new();
    for _ in 0..60 {
        if let Some(focus) = widget.focus().await? {
            let named = name.is_none_or(|name| focus.name == name);
            if roles.contains(&focus.role.as_str()) && named {
                return Ok(focus.role);
            }
            seen.push(format!("{} `{}`", focus.role, focus.name));
        }
        // The focus has moved by the time when the key is up again.
        let watch = "window.isUp = false;
            addEventListener('keyup', () => { window.isUp = true; }, { capture: true, once: true })";
        session.run(watch, Vec::new()).await?;
        session.press(key::TAB).await?;
        session.until("the key to be up", "return window.isUp", Vec::new()).await?;
    }
    Err(format!("Tab leads to no {roles:?} {name:?}, but to {}", seen.join(", ")).into())
}

/// After the first answer the typical cases fold into one line. A case that replaces answers says so,
/// and can be undone in the same place.
pub(super) async fn replaced_by_case(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let model = sheets::model()?;
    let case = &model.cases[0].name;
    widget.sees("button", case).await?;
    let options = widget.names("radio").await?;
    widget.choose("radio", options.last().ok_or("no option")?).await?;
    widget.until("an answer", "Object.keys(host.value).length == 1", &[]).await?;
    let sheet = widget.value().await?;
    widget.click("button", "Next").await?;
    widget.until("the folded list", "!ui.find('toolbar', words[0])", &[CASES]).await?;

    widget.click("button", CASES).await?;
    widget.says("A case replaces your answers").await?;
    widget.choose_case(case).await?;
    widget.says(&format!("“{case}” filled in these answers")).await?;
    assert_ne!(widget.value().await?, sheet);
    let undo = "[...ui.find('toolbar', words[0]).parentElement.querySelectorAll('button')]
        .find((button) => ui.name(button) == 'Undo').click()";
    widget.get(undo, &[CASES]).await?;
    widget
        .until(
            "the answers before",
            "JSON.stringify(host.value) == words[0]",
            &[&sheet.to_string()],
        )
        .await?;
    widget.says("A case replaces your answers").await?;
    Ok(PASSED)
}

/// An earlier answer is changed in the list of all questions, by mouse.
pub(super) async fn change(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let model = sheets::model()?;
    let question = &model.questions[model.question("product").ok_or("no question `product`")?];
    let option = |id: &str| question.option(id).map(|o| question.options[o].text.clone());
    widget.set(&json!({ "product": "full", "editors": "soon" })).await?;
    widget.says("Django").await?;
    let before = widget.result().await?;
    assert_eq!(before["verdict"]["winner"], "django", "{}", before["verdict"]);

    widget.click("button", ALL).await?;
    widget.click("button", &format!("Change: {}", question.text)).await?;
    widget.sees("legend", &question.text).await?;
    let full = option("full").ok_or("no option `full`")?;
    let chosen = widget.get("ui.find('radio', words[0]).checked", &[&full]).await?;
    assert_eq!(chosen, true, "the earlier answer is not shown");
    widget.choose("radio", &option("model").ok_or("no option `model`")?).await?;
    widget.until("the change", "host.value.product == 'model'", &[]).await?;

    let sheet = json!({ "product": "model", "editors": "soon" });
    assert_eq!(widget.value().await?, sheet);
    let after = widget.result().await?;
    assert_eq!(sheets::canonical(&after), sheets::native(&model, &sheet)?);
    assert_ne!(after["alternatives"], before["alternatives"]);
    // The page shows the computed result.
    let shown = widget.verdict().await?;
    for alternative in after["alternatives"].as_array().into_iter().flatten() {
        let name = alternative["id"].as_str().and_then(|id| model.alternative(id));
        let name = name.map_or("", |a| &model.alternatives[a].name);
        let value = alternative["value"].to_string();
        assert!(shown.contains(&format!("{name} {value}")), "{name} {value}: {shown}");
    }
    Ok(PASSED)
}

/// A contribution opened down to who said it, what they sell, and what they said.
pub(super) async fn why(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let model = sheets::model()?;
    let case = &model.cases[0];
    widget.choose_case(&case.name).await?;
    widget.click("tab", "Why").await?;
    let (q, reply) = (case.answers.replies.iter().enumerate())
        .find_map(|(q, reply)| Some((q, (*reply)?)))
        .ok_or("the first typical case answers nothing")?;
    let question = &model.questions[q];
    widget.click("disclosure", &question.text).await?;
    let option = &question.options[question.chosen(reply).trailing_zeros() as usize];
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/models/");
    let link = model.evidence.as_ref().ok_or("the model names no evidence")?;
    let evidence = std::fs::read_to_string([path, &link.file].concat())?;
    let evidence: serde_json::Value = serde_json::from_str(&evidence)?;
    let statements = evidence["statements"].as_array().ok_or("no statements")?;
    for rating in &option.row.ratings {
        if let tiebreak_core::model::Rater::Source(s) = rating.rater {
            widget.says(&model.sources[s].short).await?;
            widget.says(&format!("Sells: {}", model.sources[s].sells)).await?;
        }
        for id in &rating.statements {
            let text = statements.iter().find(|statement| statement["id"] == id.as_str());
            let text = text
                .and_then(|statement| statement["text"].as_str())
                .ok_or_else(|| format!("no {id}"))?;
            widget.says(text).await?;
        }
    }
    Ok(PASSED)
}
