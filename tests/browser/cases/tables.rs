//! Comparison tables: an author puts the tag around a table of the article, and readers say what
//! matters to them.

mod changes;
mod errors;
mod pages;
mod published;
mod reader;

pub(super) use changes::{broken, cells, many, memory, order};
pub(super) use errors::{corrected, framed, hostile, reported, silent};
pub(super) use pages::{
    added, attributes, events, large, link_of_two, links, paper, policies, replaced, requests,
    returned, state, still, strangers, ten, unchanged, without, wrapped,
};
pub(super) use published::published;
pub(super) use reader::{access, facts, keyboard, mouse};

use serde_json::{Value, json};

use super::{PASSED, element};
use crate::Result;
use crate::session::Session;
use crate::site::TABLE;
use crate::widget::Widget;

/// The button below a table.
const OPEN: &str = "Say what matters to you";

/// A table of two alternatives and two criteria. `Tent` is ahead by the author's weights.
const SMALL: &str = "<table><caption>Tent or hut?</caption>
    <tr><th></th><th>Tent</th><th>Hut</th></tr>
    <tr><th>Cheap</th><td>✅</td><td>➖</td></tr>
    <tr><th>Dry</th><td>➖</td><td>✅</td></tr>
    <tr><th>Light</th><td>✅</td><td>❌</td></tr>
    </table>";

/// Opens the article, and puts an element with this content in the place of its table.
async fn placed<'a>(session: &'a Session, attributes: &Value, content: &str) -> Result<Widget<'a>> {
    session.go(TABLE).await?;
    put(session, attributes, content).await?;
    Ok(Widget::new(session, 0))
}

/// Puts an element with this content in the place of the first element of the page.
async fn put(session: &Session, attributes: &Value, content: &str) -> Result {
    let mut all = json!({ "model": null, "loading": "eager" });
    if let (Some(all), Some(given)) = (all.as_object_mut(), attributes.as_object()) {
        all.extend(given.clone());
    }
    element::place(session, &all, content).await
}

/// Waits until the verdict has these words.
async fn verdict_has(widget: &Widget<'_>, words: &str) -> Result {
    let has = "ui.tidy(ui.find('region', 'Given your answers')?.innerText).includes(words[0])";
    widget.until(&format!("the verdict `{words}`"), has, &[words]).await.map(drop)
}

/// Changes the page by a script; `table` there is the table of the first element, `cell(row, column)`
/// one of its cells.
async fn change(session: &Session, script: &str) -> Result {
    let script = format!(
        "const table = document.querySelector('tie-break table');
         const cell = (row, column) => table.rows[row].cells[column];
         {script}"
    );
    session.run(&script, Vec::new()).await.map(drop)
}

/// Waits until the errors of the element include one with these words; returns all.
async fn wrong_with(session: &Session, words: &str) -> Result<Vec<Value>> {
    let told = "return wrong.some(({ message }) =>
        message.toLowerCase().includes(arguments[0].toLowerCase())) && wrong";
    let told = session.until(words, told, vec![words.into()]).await?;
    Ok(told.as_array().cloned().unwrap_or_default())
}
