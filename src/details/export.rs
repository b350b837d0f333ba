//! The buttons in the footer that copy a link or a decision record, save a picture or the result as
//! JSON, and print. Shown after the first answer.

use serde_json::Value;
use tiebreak_core::engine::Decision;
use tiebreak_core::link;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json::{self, each, object};
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::{Stamp, record};
use tiebreak_core::texts::sentence::isolated;
use tiebreak_core::texts::strings::Strings;
use tiebreak_core::texts::summary::{Block, sections};
use tiebreak_dom::prelude::*;

use super::scenarios;
use crate::browser;
use crate::first::question::text_button_to;
use crate::first::session::Session;
use crate::host_texts::host_texts;

/// Result of the last export.
#[derive(Clone)]
enum Outcome {
    /// Done; the text confirms that.
    Done(&'static str),
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
    let button =
        |label, how: &'static str, ending: &'static str, done, text: fn(Session) -> String| {
            text_button_to(label, "", move || {
                let text = text(session);
                let name = [session.model().id.as_str(), ending].concat();
                let action = object(vec![
                    ("how", how.into()),
                    ("name", name.into()),
                    ("text", text.as_str().into()),
                ]);
                leptos::task::spawn_local(async move {
                    let result = match session.host.export(&action).await {
                        Ok(()) => Outcome::Done(done),
                        Err(message) => Outcome::Failed(text, message),
                    };
                    // The widget may be unmounted by now.
                    outcome.try_set(Some(result));
                });
            })
        };
    let record = |session| write(session, record);
    let picture = |session| write(session, picture);
    let buttons = (
        button(strings.copy_link, "copy", "", link_copied, address),
        button(strings.copy_record, "copy", "", strings.record_copied, record),
        button(strings.save_png, "png", ".png", strings.saved, picture),
        button(strings.save_svg, "save", ".svg", strings.saved, picture),
        button(strings.save_json, "save", ".verdict.json", strings.saved, result),
        button(strings.print, "print", "", "", print_page),
    );
    let status = move || match outcome.get()? {
        Outcome::Done(text) => Some(span().child(text).into_view()),
        Outcome::Failed(text, message) => Some(manual_copy(session, text, message).into_view()),
    };
    (
        div().class("row").attr("role", "group").attr("aria-label", strings.export).child(buttons),
        p().class("small").attr("role", "status").child(status),
    )
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

/// Writes the decision in a format: as a record or as a picture.
fn write(
    session: Session,
    format: fn(&Strings, &Model, &Answers, &Decision, Stamp<'_>) -> String,
) -> String {
    let (model, deferred) = (session.model(), scenarios::deferred(session));
    let decision = session.decision.read_untracked();
    let (today, address) = (browser::today(), address(session));
    let robustness = deferred.robustness.as_ref();
    let stamp = Stamp { date: Some(&today), link: Some(&address), robustness };
    format(session.strings, &model, &deferred.answers, &decision, stamp)
}

/// The summary for printing, as JSON: an array of pairs of a tag and a text.
fn print_page(session: Session) -> String {
    let (model, deferred) = (session.model(), scenarios::deferred(session));
    let decision = session.decision.read_untracked();
    let robustness = deferred.robustness.as_ref();
    let sections = sections(session.strings, &model, &deferred.answers, &decision, robustness);
    let mut parts = vec![("h1", model.title.clone())];
    for section in sections {
        parts.push(("h2", isolated(&section.heading)));
        for block in section.blocks {
            match block {
                Block::Paragraph(text) => parts.push(("p", isolated(&text))),
                Block::Items(items) => {
                    parts.extend(items.iter().map(|item| ("li", isolated(item))));
                }
            }
        }
    }
    parts.push(("p", address(session)));
    json::write(&each(&parts, |_, (tag, text)| Value::from(vec![*tag, text.as_str()])))
}

fn result(session: Session) -> String {
    json::write(&scenarios::result(session))
}
