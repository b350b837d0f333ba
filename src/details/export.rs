//! The buttons in the footer that copy a link or a decision record, save a picture or the result as
//! JSON, and print. Shown after the first answer.
//!
//! The code that writes records, pictures and pages to print is in `split_export.wasm`, which is fetched
//! when a reader reaches for one of the buttons.

use serde_json::Value;
use tiebreak_core::link;
use tiebreak_core::model::json::{self, each, object};
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::{Stamp, record};
use tiebreak_core::texts::sentence::isolated;
use tiebreak_core::texts::summary::{Block, Section, sections};
use tiebreak_dom::prelude::*;

use super::scenarios;
use crate::browser;
use crate::first::question::text_button_to;
use crate::first::session::Session;
use crate::host_texts::host_texts;
use crate::part::{part, prefetch};

part!(export: fn(Session, Format) -> String = write);

/// The content of an export.
#[derive(Clone, Copy)]
enum Content {
    /// The address of the page with the answers.
    Link,
    /// The result as JSON.
    Json,
    /// The decision, its reasons and its sources.
    Formatted(Format),
}

/// A format of the decision, its reasons and its sources.
#[derive(Clone, Copy)]
enum Format {
    /// The decision record.
    Record,
    /// A picture, as SVG.
    Picture,
    /// A summary for printing, as JSON: an array of pairs of a tag and a text.
    Print,
}

/// Result of the last export.
#[derive(Clone)]
enum Outcome {
    /// Done; the text confirms that.
    Done(&'static str),
    /// The code could not be fetched.
    NotFetched,
    /// Not allowed: the text to copy by hand, and the browser's message.
    Failed(String, String),
}

/// The buttons, and the result of the last export.
pub fn export(session: Session) -> impl IntoView {
    let strings = session.strings.details();
    let is_inline = session.options().foreign_host.as_deref() == Some("");
    let of_page = host_texts().filter(|_| is_inline);
    let link_copied = of_page.map_or(strings.link_copied, |texts| texts.inline_model_link_copied);
    let outcome = RwSignal::new(None);
    // `how` is an action of `public/keep.js`; `ending` is the end of the file name.
    let button = |label, how: &'static str, ending: &'static str, done, content| {
        text_button_to(label, "", move || {
            leptos::task::spawn_local(async move {
                let result = match text(session, content).await {
                    Some(text) => keep(session, how, ending, done, text).await,
                    None => Outcome::NotFetched,
                };
                // The widget may be unmounted by now.
                outcome.try_set(Some(result));
            });
        })
    };
    let [record, picture, print] =
        [Format::Record, Format::Picture, Format::Print].map(Content::Formatted);
    let buttons = (
        button(strings.copy_link, "copy", "", link_copied, Content::Link),
        button(strings.copy_record, "copy", "", strings.record_copied, record),
        button(strings.save_png, "png", ".png", strings.saved, picture),
        button(strings.save_svg, "save", ".svg", strings.saved, picture),
        button(strings.save_json, "save", ".verdict.json", strings.saved, Content::Json),
        button(strings.print, "print", "", "", print),
    );
    let status = move || match outcome.get()? {
        Outcome::Done(text) => Some(span().child(text).into_view()),
        Outcome::NotFetched => Some(span().child(session.strings.part_failed).into_view()),
        Outcome::Failed(text, message) => Some(manual_copy(session, text, message).into_view()),
    };
    // A press of a button begins before its click.
    let prefetch = |_| prefetch(export::fetch());
    let group = div()
        .class("row")
        .attr("role", "group")
        .attr("aria-label", strings.export)
        .on("pointerdown", prefetch)
        .on("focusin", prefetch);
    (group.child(buttons), p().class("small").attr("role", "status").child(status))
}

/// The text that could not be exported, for the reader to copy.
fn manual_copy(session: Session, text: String, message: String) -> ElementBuilder {
    label().class("manual-copy").child((
        session.strings.details().copy_by_hand,
        " (",
        message,
        ")",
        textarea().attr("readonly", "").attr("rows", "4").value(text),
    ))
}

/// The address of the page with the answers as its fragment.
fn address(session: Session) -> String {
    let answers = session.effective_answers.read_untracked();
    let fragment = link::write(&session.model(), &answers, &session.decision.read_untracked());
    [&browser::address(), "#", &fragment].concat()
}

/// The text of an export. `None` if its code cannot be fetched, or the widget is unmounted meanwhile.
async fn text(session: Session, content: Content) -> Option<String> {
    match content {
        Content::Link => Some(address(session)),
        Content::Json => Some(json::write(&scenarios::result(session))),
        Content::Formatted(format) => {
            let write = export::fetch().await.ok()?;
            session.is_mounted().then(|| write(session, format))
        }
    }
}

/// Copies, saves or prints a text.
async fn keep(
    session: Session,
    how: &'static str,
    ending: &'static str,
    done: &'static str,
    text: String,
) -> Outcome {
    let name = [session.model().id.as_str(), ending].concat();
    let action =
        object(vec![("how", how.into()), ("name", name.into()), ("text", text.as_str().into())]);
    match session.host.export(&action).await {
        Ok(()) => Outcome::Done(done),
        Err(message) => Outcome::Failed(text, message),
    }
}

/// Writes the decision as a record, as a picture or for printing.
fn write(session: Session, format: Format) -> String {
    let (model, deferred) = (session.model(), scenarios::deferred(session));
    let decision = session.decision.read_untracked();
    let (today, address) = (browser::today(), address(session));
    let (strings, answers, robustness) =
        (session.strings, &deferred.answers, deferred.robustness.as_ref());
    let stamp = Stamp { date: Some(&today), link: Some(&address), robustness };
    match format {
        Format::Picture => picture(strings, &model, answers, &decision, stamp),
        Format::Print => {
            let sections = sections(strings, &model, answers, &decision, robustness);
            page_to_print(&model.title, &sections, &address)
        }
        Format::Record => record(strings, &model, answers, &decision, stamp),
    }
}

fn page_to_print(title: &str, sections: &[Section], address: &str) -> String {
    let mut parts = vec![("h1", title.to_owned())];
    for section in sections {
        parts.push(("h2", isolated(&section.heading)));
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) => parts.push(("p", isolated(text))),
                Block::Items(items) => {
                    parts.extend(items.iter().map(|item| ("li", isolated(item))));
                }
            }
        }
    }
    parts.push(("p", address.to_owned()));
    json::write(&each(&parts, |_, (tag, text)| Value::from(vec![*tag, text.as_str()])))
}
