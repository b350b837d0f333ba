//! A translator works on the page while a reader answers.

use tiebreak_core::model::Choose;

use super::PASSED;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// Replaces every text of the widget by `<font><font>…</font></font>`, as translators do. The words
/// stay the same, so that the test can read them.
const TRANSLATE: &str = "(() => {
    const texts = document.createTreeWalker(ui.root, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.append(text.data);
      outer.append(inner);
      text.replaceWith(outer);
    }
    return found.length;
  })()";

/// The texts of the current question and its options, in order.
const ASKED: &str = "[ui.find('group', '') ?? ui.root.querySelector('fieldset')].map((group) =>
    [group.querySelector('legend'), ...group.querySelectorAll('input + span')]
      .map((part) => ui.tidy(part.innerText)))[0]";

/// The question that is shown; fails unless each option on the screen is one of this question.
async fn question(widget: &Widget<'_>) -> Result<String> {
    let model = sheets::model()?;
    let asked = widget.until("a question", ASKED, &[]).await?;
    let asked: Vec<&str> =
        asked.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    let question = model.questions.iter().find(|question| question.text == asked[0]);
    let question = question.ok_or_else(|| format!("no question of the model: {asked:?}"))?;
    if question.choose != Choose::Number {
        let texts: Vec<&str> = question.options.iter().map(|option| option.text.as_str()).collect();
        assert!(asked.len() > texts.len(), "options are missing: {asked:?}");
        for (shown, text) in asked[1..].iter().zip(&texts) {
            assert!(shown.starts_with(text), "`{}` is asked with `{shown}`", question.text);
        }
    }
    Ok(question.id.clone())
}

/// After each translation the next question and its options belong together, and so do the verdict
/// and the answers.
pub(super) async fn together(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let model = sheets::model()?;
    let mut seen = vec![question(&widget).await?];
    for _ in 0..4 {
        let texts = widget.get(TRANSLATE, &[]).await?;
        assert!(texts.as_u64() > Some(20), "only {texts} texts");
        widget.click("button", "I don’t know yet").await?;
        widget
            .until(
                "another question",
                &format!("{ASKED}?.[0] != words[0]"),
                &[&model
                    .questions
                    .iter()
                    .find(|question| Some(&question.id) == seen.last())
                    .ok_or("none")?
                    .text],
            )
            .await?;
        seen.push(question(&widget).await?);
    }
    let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!(distinct.len(), seen.len(), "asked twice: {seen:?}");
    while let Some(last) = seen.pop() {
        assert_eq!(question(&widget).await?, last);
        widget.get(TRANSLATE, &[]).await?;
        if !seen.is_empty() {
            widget.click("button", "Back").await?;
            let text = &model.questions.iter().find(|question| Some(&question.id) == seen.last());
            let text = &text.ok_or("none")?.text;
            widget
                .until("the question before", &format!("{ASKED}?.[0] == words[0]"), &[text])
                .await?;
        }
    }

    // The verdict, its reasons and the answers, translated in each state between.
    for case in &model.cases[..2] {
        widget.get(TRANSLATE, &[]).await?;
        widget.choose_case(&case.name).await?;
        widget.has_scenarios().await?;
        let verdict = widget.verdict().await?;
        let winner = &model.alternatives[case.winner].name;
        assert!(verdict.contains(winner.as_str()), "{}: {verdict}", case.name);
        widget.says(&format!("“{}” filled in these answers", case.name)).await?;
    }
    widget.get(TRANSLATE, &[]).await?;
    widget.click("button", "Start over").await?;
    widget.until("no answers", "Object.keys(host.value).length == 0", &[]).await?;
    assert!(widget.verdict().await?.contains("No verdict yet"));
    Ok(PASSED)
}
