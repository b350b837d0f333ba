//! The component `TieBreak` in `examples/leptos-app`.

use serde_json::{Value, json};
use tiebreak_core::model::Model;

use super::PASSED;
use crate::session::Session;
use crate::{Outcome, Result, sheets};

/// The example, as `cargo xtask apps` builds it.
const APP: &str = "/apps/leptos-app/index.html";

/// Functions to look into a widget; see `page.js`.
const PAGE: &str = include_str!("../page.js");

/// The elements with a shadow root, one for each component.
const HOSTS: &str = "[...document.querySelectorAll('*')].filter((element) => element.shadowRoot)";

/// The text that the page shows below each component: answers and winner, from the callbacks.
const SHOWN: &str = "[...document.querySelectorAll('output')].map((output) => output.textContent)";

/// Waits until an expression over `ui`, the widget at this place, is true.
async fn sees(session: &Session, index: usize, expression: &str, words: &[&str]) -> Result<Value> {
    let script = format!(
        "{PAGE}\nconst words = arguments[0], ui = page({HOSTS}[{index}]);\n\
         return ui.root && ({expression});"
    );
    session.until(&format!("{expression} {words:?}"), &script, vec![json!(words)]).await
}

/// Clicks an element of a widget, by its role and its name.
async fn click(session: &Session, index: usize, role: &str, name: &str) -> Result {
    let element = match role {
        "radio" => "ui.still(words[0], words[1])?.labels[0]",
        _ => "ui.still(words[0], words[1])",
    };
    session.click(&sees(session, index, element, &[role, name]).await?).await
}

/// Clicks the button of the page that removes and shows the decisions.
async fn toggle(session: &Session, shown: usize) -> Result {
    let button = session.run("return document.querySelector('body > button')", Vec::new()).await?;
    session.click(&button).await?;
    let count = format!("return {HOSTS}.length == {shown}");
    session.until(&format!("{shown} decisions"), &count, Vec::new()).await.map(drop)
}

/// Answers the question of a widget with the first option, and waits until the callbacks have told
/// the answer and the winner.
async fn answer(session: &Session, index: usize, model: &Model) -> Result {
    let question = sees(session, index, "ui.all('legend').map(ui.name)[0]", &[]).await?;
    let question = model.questions.iter().find(|known| question == known.text.as_str());
    let question = question.ok_or("the question is not one of the model")?;
    let option = &question.options[0];
    let role = sees(session, index, "ui.all('radio').length ? 'radio' : 'checkbox'", &[]).await?;
    assert_eq!(role, "radio", "the first question of each model has one answer");
    click(session, index, "radio", &option.text).await?;
    let answers = json!({ &question.id: &option.id });
    let report: Value = serde_json::from_str(&sheets::native(model, &answers)?)?;
    let winner = report["verdict"]["winner"].as_str().unwrap_or("none");
    let shown = format!(
        "const shown = {SHOWN}.slice(2 * {index}, 2 * {index} + 2);
         return shown[0] == arguments[0] && shown[1] == arguments[1]"
    );
    let arguments = vec![answers.to_string().into(), winner.into()];
    session.until("answers and winner on the page", &shown, arguments).await.map(drop)
}

/// Two decisions of an app: shown, answered, exported, removed, and shown again.
pub(super) async fn app(session: &Session) -> Result<Outcome> {
    session.afresh().await?;
    session.go(APP).await?;
    let models = [sheets::model()?, sheets::sample()?];
    for (index, model) in models.iter().enumerate() {
        sees(session, index, "ui.find('heading', words[0])", &[&model.title]).await?;
    }
    let around = session.run("return document.body.children.length", Vec::new()).await?;
    assert_eq!(
        session.run(&format!("return {SHOWN}"), Vec::new()).await?,
        json!(["{}", "", "{}", ""])
    );
    for (index, model) in models.iter().enumerate() {
        answer(session, index, model).await?;
    }

    // The statements of the sources come with the app.
    click(session, 0, "tab", "The sources").await?;
    let says = "ui.tidy(ui.root.firstElementChild.innerText).includes(words[0])";
    let source = models[0].sources[0].short.as_str();
    sees(session, 0, says, &[source]).await?;
    // A model without evidence says so.
    click(session, 1, "tab", "The sources").await?;
    sees(session, 1, says, &[models[1].sources[0].short.as_str()]).await?;

    // Exports work without the scripts of the element.
    let catch = "window.saved = [];
        HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };";
    session.run(catch, Vec::new()).await?;
    click(session, 0, "button", "Save as JSON").await?;
    let file = session.until("a file", "return window.saved[0]", Vec::new()).await?;
    assert_eq!(file, format!("{}.verdict.json", models[0].id));
    sees(session, 0, says, &["Saved"]).await?;

    // The page asks for its own files only.
    let foreign: Vec<String> = session.site.asked().into_iter().collect();
    let foreign: Vec<&String> = foreign
        .iter()
        .filter(|path| {
            !path.starts_with("/apps/leptos-app/")
                && !["/probe.js", "/favicon.ico", "/hosts/blank.html"].contains(&path.as_str())
        })
        .collect();
    assert!(foreign.is_empty(), "asked for {foreign:?}");

    // Removed while the second widget works on a new answer, and shown again from the beginning.
    click(session, 1, "button", "Start over").await?;
    toggle(session, 0).await?;
    let count = "return document.querySelectorAll('section, output, iframe').length";
    assert_eq!(session.run(count, Vec::new()).await?, 0);
    toggle(session, 2).await?;
    assert_eq!(session.run("return document.body.children.length", Vec::new()).await?, around);
    for (index, model) in models.iter().enumerate() {
        sees(session, index, "ui.find('heading', words[0])", &[&model.title]).await?;
        answer(session, index, model).await?;
    }
    Ok(PASSED)
}
