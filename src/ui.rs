//! What the reader sees: starts the session and lays out the panels in reading order.
//!
//! Elements are built by [`el`], which sets styles by property and knows no HTML text, so that the
//! widget works under a strict content-security policy and Trusted Types. A test holds both.

pub mod advice;
pub mod cases;
pub mod controls;
pub mod el;
pub mod evidence;
pub mod flips;
pub mod inline;
pub mod keep;
pub mod later;
pub mod load;
pub mod number;
pub mod opened;
pub mod outlook;
pub mod overrule;
pub mod panels;
pub mod problems;
pub mod question;
pub mod questions;
pub mod readings;
pub mod reasons;
pub mod session;
pub mod shown;
pub mod slot;
pub mod sources;
pub mod table;
pub mod verdict;
pub mod why;

use leptos::prelude::*;

use crate::model::Model;
use crate::prose::line::{fill, ours, theirs};
use crate::prose::strings::Strings;
use crate::prose::words;

use el::{Piece, View, el, group};
use inline::{bdi, live, show};
use later::{Later, More};
use session::Session;
use slot::{Computed, Slot};

/// The style sheet: tokens, then a block per component in reading order. That of what comes later
/// is [`later::More::style`].
pub const STYLE: &str = concat!(include_str!("ui/marks.css"), include_str!("ui/style.css"));

/// One widget.
pub fn widget(session: Session) -> View {
    outlook::follow(session);
    let model = session.model();
    let dir = if is_right_to_left(&model.lang) { "rtl" } else { "ltr" };
    el("section")
        .class("w")
        .part("root")
        .attr("dir", dir)
        .attr("lang", model.lang.clone())
        .attr("aria-label", model.title.clone())
        .on("pointerenter", move |_| later::soon(session.later))
        .on("focusin", move |_| later::soon(session.later))
        .child(header(session, &model))
        .child(linked(session))
        .child(cases::cases(session))
        .child(
            el("div")
                .class("grid")
                .child(question::question(session))
                .child(verdict::verdict(session)),
        )
        .child(behind(session))
        .child(footer(session))
        .view()
}

fn header(session: Session, model: &Model) -> View {
    let words = session.words;
    let read = (words.sources_read)(model.sources.len(), &words::date(words, &model.evidence_read));
    let foreign = session.options().foreign_host.map(|host| {
        let line = match host.as_str() {
            "" => ours(words.brought_model),
            host => fill(words.foreign_model, &[&theirs(host)]),
        };
        el("span").child(show(line)).view()
    });
    let asked = session.answers.read_untracked().asked.iter().filter(|&&it| it).count();
    let all = model.questions.len();
    let asks = (asked < all).then(|| el("span").child((words.asks_of)(asked, all)).view());
    el("header")
        .part("header")
        .child(
            el("p")
                .class("over")
                .child(el("span").child(words.decision_aid))
                .child(el("span").child(read))
                .child(asks)
                .child(el("span").child(words.stays_here))
                .child(foreign),
        )
        .child(el("h2").child(bdi(model.title.as_str())))
        .view()
}

/// Whether a language is written from right to left.
fn is_right_to_left(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&primary)
}

/// What a link brought, until it is closed.
fn linked(session: Session) -> View {
    let some = Computed::new(move || session.link.read().is_some());
    live(move || some.get().then(|| later::later(session, move |more| (more.opened)(session))))
}

/// Before any answer what each alternative is like; then what stands behind the verdict.
fn behind(session: Session) -> View {
    let blank = Computed::new(move || session.is_blank() || !session.revealed.get());
    live(move || {
        if !blank.get() {
            let panels = later::later(session, move |more| (more.panels)(session));
            // What the article has to say after a verdict stands in the element.
            return group().child(el("slot").attr("name", "after-verdict")).child(panels).view();
        }
        let cards = table::neutral(session);
        let heading = session.words.side_by_side;
        el("div").class("panel").child(el("h3").class("ear").child(heading)).child(cards).view()
    })
}

/// Start over, undo, and who can see the answers.
fn footer(session: Session) -> View {
    let words = session.words;
    let over = move || {
        (!session.is_blank() && !session.is_readonly())
            .then(|| question::link(words.start_over, move || session.start_over()))
    };
    let undo = move || {
        let some = session.undo.read().is_some() && !session.is_readonly();
        some.then(|| question::link(words.undo, move || session.take_back()))
    };
    let blank = Computed::new(move || session.is_blank());
    let keep =
        move || (!blank.get()).then(|| later::silently(session, move |more| (more.keep)(session)));
    el("footer")
        .class("foot")
        .child(live(keep))
        .child(live(over))
        .child(live(undo))
        .child(el("span").child(words.page_reads))
        .view()
}

/// In place of a model that cannot be read: that it cannot, and what its author should mend.
pub fn faulty(words: &'static Strings, model: String) -> View {
    let problems = move |more: &More| (more.problems)(&model);
    el("section")
        .class("w")
        .part("root")
        .child(
            el("div")
                .class("ask error")
                .part("error")
                .attr("role", "alert")
                .child(el("p").class("q").child(words.bad_model))
                .child(el("p").child(words.bad_model_hint))
                .child(later::part(words, Slot::new(Later::Untouched), problems)),
        )
        .view()
}
