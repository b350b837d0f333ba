//! Keep it: a link, a decision record, the result as JSON, a picture, paper.

use serde_json::Value;

use crate::browser;
use crate::host_texts::host_texts;
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

use super::readings;
use crate::first::question::text_button_to;
use crate::first::session::Session;

/// How the last attempt to keep something went.
#[derive(Clone)]
enum Kept {
    /// It worked; what was done.
    Done(&'static str),
    /// It failed: what to take by hand instead, and why.
    ByHand(String, String),
}

/// The buttons, and what came of the last one.
pub fn export(session: Session) -> View {
    let words = session.words;
    let is_brought = session.options().foreign_host.as_deref() == Some("");
    let brought_link_copied = host_texts().brought_link_copied.filter(|_| is_brought);
    let copied = brought_link_copied.unwrap_or(words.details().link_copied);
    let kept = RwSignal::new(None);
    // `how` is what `keep.js` offers; `name` the end of a file's name.
    let take = move |how: &'static str, name: &'static str, done: &'static str, text: String| {
        let name = [session.model().id.as_str(), name].concat();
        let action = object(vec![
            ("how", how.into()),
            ("name", name.into()),
            ("text", text.as_str().into()),
        ]);
        leptos::task::spawn_local(async move {
            let outcome = match session.page.keep(&action).await {
                Ok(()) => Kept::Done(done),
                Err(why) => Kept::ByHand(text, why),
            };
            // The widget may be gone by now; then there is nobody to tell.
            kept.try_set(Some(outcome));
        });
    };
    let button = |label, how, name, done, text: fn(Session) -> String| {
        text_button_to(label, "", move || take(how, name, done, text(session)))
    };
    let outcome = move || match kept.get()? {
        Kept::Done(it) => Some(span().child(it).into_view()),
        Kept::ByHand(text, why) => Some(by_hand(session, text, why)),
    };
    fragment()
        .child(
            div()
                .class("row")
                .attr("role", "group")
                .attr("aria-label", words.details().export)
                .child(button(words.details().copy_link, "copy", "", copied, address))
                .child(button(
                    words.details().copy_record,
                    "copy",
                    "",
                    words.details().record_copied,
                    |it| written(it, record),
                ))
                .child(button(
                    words.details().save_png,
                    "png",
                    ".png",
                    words.details().saved,
                    |it| written(it, picture),
                ))
                .child(button(
                    words.details().save_svg,
                    "save",
                    ".svg",
                    words.details().saved,
                    |it| written(it, picture),
                ))
                .child(button(
                    words.details().save_json,
                    "save",
                    ".verdict.json",
                    words.details().saved,
                    result,
                ))
                .child(button(words.details().print, "print", "", "", paper)),
        )
        .child(p().class("small").attr("role", "status").child(outcome))
        .into_view()
}

/// What the browser would not take out of the page, for the reader to take.
fn by_hand(session: Session, text: String, why: String) -> View {
    label()
        .class("by-hand")
        .child(session.words.details().copy_by_hand)
        .child(" (")
        .child(why)
        .child(")")
        .child(textarea().attr("readonly", "").attr("rows", "4").value(text))
        .into_view()
}

/// The address of the page with every answer.
fn address(session: Session) -> String {
    let answers = session.in_force.read_untracked();
    let fragment = link::write(&session.model(), &answers, &session.decision.read_untracked());
    [&browser::address(), "#", &fragment].concat()
}

/// The decision in one of the forms in which it is written down: a record, or a picture.
fn written(
    session: Session,
    form: fn(&Strings, &Model, &Answers, &Decision, Stamp<'_>) -> String,
) -> String {
    let (model, deferred) = (session.model(), readings::deferred(session));
    let decision = session.decision.read_untracked();
    let (today, address) = (browser::today(), address(session));
    let robustness = deferred.robustness.as_ref();
    let stamp = Stamp { date: Some(&today), link: Some(&address), robustness };
    form(session.words, &model, &deferred.answers, &decision, stamp)
}

/// The minutes as a list of pairs, a kind of element and its text.
fn paper(session: Session) -> String {
    let (model, deferred) = (session.model(), readings::deferred(session));
    let decision = session.decision.read_untracked();
    let robustness = deferred.robustness.as_ref();
    let sections = sections(session.words, &model, &deferred.answers, &decision, robustness);
    let mut parts = vec![("h1", model.title.clone())];
    for section in sections {
        parts.push(("h2", isolated(&section.heading)));
        for block in section.blocks {
            match block {
                Block::Paragraph(it) => parts.push(("p", isolated(&it))),
                Block::Items(them) => parts.extend(them.iter().map(|it| ("li", isolated(it)))),
            }
        }
    }
    parts.push(("p", address(session)));
    json::write(&each(&parts, |_, (tag, text)| Value::from(vec![*tag, text.as_str()])))
}

fn result(session: Session) -> String {
    json::write(&readings::result(session))
}
