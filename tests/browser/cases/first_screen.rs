//! The size of the widget's parts: a reader sees what matters without scrolling, and on a phone the
//! verdict stays in view.

use serde_json::json;

use super::PASSED;
use super::console::PANELS;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// Opens the article with a widget of this width in pixels. The font is one that all engines have:
/// heights depend on where texts break.
async fn open<'a>(session: &'a Session, width: &str) -> Result<Widget<'a>> {
    let widget = session.open(ARTICLE).await?;
    let resize = "(host.style.maxWidth = 'none', host.style.width = words[0] + 'px',
        host.style.setProperty('--tb-font', 'sans-serif'))";
    widget.get(resize, &[width]).await?;
    Ok(widget)
}

/// At 760 x 900 px, the verdicts of at least four typical cases and the whole first question, with
/// its button, are in view before anything is pressed.
pub(super) async fn fits(session: &Session) -> Result<Outcome> {
    let widget = open(session, "760").await?;
    let model = sheets::model()?;
    let bottom = "ui.find('button', words[0]).getBoundingClientRect().bottom
        - host.getBoundingClientRect().top";
    for case in model.cases.iter().take(4) {
        let bottom = widget.get(bottom, &[&case.name]).await?;
        assert!(bottom.as_f64() <= Some(900.0), "`{}` ends at {bottom} px", case.name);
    }
    let next = widget.get(bottom, &["Next"]).await?;
    assert!(next.as_f64() <= Some(900.0), "the first question ends at {next} px");
    Ok(Outcome::Passed(Some(format!("the first question ends at {next} px"))))
}

/// At 360 px, each question of up to seven options is at most 740 px high, its buttons included.
pub(super) async fn questions_fit(session: &Session) -> Result<Outcome> {
    let widget = open(session, "360").await?;
    let model = sheets::model()?;
    let mut highest = 0.0_f64;
    for question in model.questions.iter().filter(|question| question.options.len() <= 7) {
        widget.click("button", "All questions").await?;
        widget.click("button", &question.text).await?;
        widget.sees("legend", &question.text).await?;
        widget.until("fields", "ui.root.querySelector('fieldset input')", &[]).await?;
        let height = "ui.find('button', 'All questions').getBoundingClientRect().bottom
            - ui.all('form')[0].getBoundingClientRect().top";
        let height = widget.get(height, &[]).await?.as_f64().unwrap_or(f64::INFINITY);
        assert!(height <= 740.0, "`{}` is {height} px high", question.text);
        highest = highest.max(height);
    }
    assert!(highest > 0.0, "no question has so few options");
    Ok(Outcome::Passed(Some(format!("at most {highest} px"))))
}

/// While the question fills the screen, a line at the lower edge says the verdict and goes there.
/// The line is not in view together with the verdict.
pub(super) async fn verdict_line(session: &Session) -> Result<Outcome> {
    let widget = open(session, "360").await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.has_scenarios().await?;
    // A question that is higher than the screen.
    widget.get("host.style.setProperty('--tb-font-size', '32px')", &[]).await?;
    // Afterwards the question ends `words[0]` pixels below the lower edge of the screen.
    let scroll = "(scrollTo(0, scrollY + ui.all('form')[0].getBoundingClientRect().bottom
        - innerHeight - words[0]), true)";
    // The button that is painted at the lower edge of the screen, in the middle of the widget.
    let at_edge = "((box) => ui.root.elementFromPoint(box.left + box.width / 2, innerHeight - 8)
        ?.closest('button'))(host.getBoundingClientRect())";
    widget.get(scroll, &["120"]).await?;
    let text =
        widget.until("the line", &format!("ui.tidy(({at_edge})?.innerText) || null"), &[]).await?;
    let text = text.as_str().unwrap_or_default();
    assert!(text.contains("Django · first in ") && text.ends_with(" open"), "{text}");

    widget.get(&format!("({at_edge}).click()"), &[]).await?;
    let is_there = "ui.focus() && ui.focus() == ui.find('region', 'Given your answers')
        && ui.focus().getBoundingClientRect().top >= -1
        && ui.focus().getBoundingClientRect().top < innerHeight / 2";
    widget.until("the verdict", is_there, &[]).await?;
    widget.get(scroll, &["-60"]).await?;
    widget.until("no line beside the verdict", &format!("!({at_edge})"), &[]).await?;
    Ok(PASSED)
}

/// At 360 px, the row of tabs scrolls so that all of the selected tab is in view.
pub(super) async fn tabs(session: &Session) -> Result<Outcome> {
    let widget = open(session, "360").await?;
    widget.set(&json!({ "product": "full" })).await?;
    for panel in PANELS {
        widget.open_panel(panel).await?;
        // A pointer can press a tab whose end is out of view.
        let cut = "((row) => (row.scrollLeft = Math.max(0, ui.find('tab', words[0]).offsetLeft - row.offsetWidth + 30),
            ui.find('tab', words[0]).click()))(ui.all('tablist')[0])";
        widget.get(cut, &[panel]).await?;
        let is_in_view = "((tab, row) => tab.left >= row.left - 1 && tab.right <= row.right + 1)(
            ui.find('tab', words[0]).getBoundingClientRect(), ui.all('tablist')[0].getBoundingClientRect())";
        widget.until(&format!("all of the tab `{panel}`"), is_in_view, &[panel]).await?;
    }
    Ok(PASSED)
}

/// With text of 14 px, no text is below 12 px, and no target of a pointer is below 24 px, except links
/// inside sentences.
pub(super) async fn readable(session: &Session) -> Result<Outcome> {
    let widget = open(session, "360").await?;
    let model = sheets::model()?;
    widget.get("host.style.setProperty('--tb-font-size', '14px')", &[]).await?;
    let mut found = too_small(&widget, "the first view").await?;
    widget.choose_case(&model.cases[0].name).await?;
    for panel in PANELS {
        widget.open_panel(panel).await?;
        widget
            .get(
                "ui.all('disclosure').forEach((summary) => summary.parentElement.open = true)",
                &[],
            )
            .await?;
        widget
            .until(
                "all parts",
                "!ui.find('tabpanel', words[0]).innerText.includes('Loading')",
                &[panel],
            )
            .await?;
        found.extend(too_small(&widget, panel).await?);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(PASSED)
}

/// Texts and targets that are too small.
async fn too_small(widget: &Widget<'_>, place: &str) -> Result<Vec<String>> {
    let script = "(() => {
        const seen = [...ui.root.querySelectorAll('*')].filter((element) =>
          ui.inSight(element) && element.getBoundingClientRect().width > 1);
        const hasText = (element) => [...element.childNodes].some((node) => node.nodeType == 3 && node.data.trim());
        const small = seen.filter((element) => hasText(element)
          && parseFloat(getComputedStyle(element).fontSize) < 12);
        const low = seen.filter((element) => element.matches('a, button, summary, label')
          && getComputedStyle(element).display != 'inline'
          && Math.min(element.getBoundingClientRect().height, element.getBoundingClientRect().width) < 23.9);
        const tell = (kind) => (element) => kind + ' `' + ui.tidy(element.innerText).slice(0, 40) + '` '
          + getComputedStyle(element).fontSize + ' ' + element.getBoundingClientRect().height + ' px high';
        return [...small.map(tell('text')), ...low.map(tell('target'))];
      })()";
    let found = widget.get(script, &[]).await?;
    let found = found.as_array().into_iter().flatten().filter_map(|text| text.as_str());
    Ok(found.map(|text| format!("{place}: {text}")).collect())
}
