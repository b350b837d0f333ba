//! What the reader sees: starts the session and lays out the panels in reading order.
//!
//! Elements are built by [`el`], which sets styles by property and knows no HTML text, so that the
//! widget works under a strict content-security policy and Trusted Types. A test holds both.

pub mod arrow_keys;
pub mod cases;
pub mod deferred;
pub mod lazy;
pub mod profiles;
pub mod question;
pub mod session;
pub mod text;
pub mod verdict;

use tiebreak_core::model::Model;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, model_text, ui_text};
use tiebreak_core::texts::strings::Strings;
use tiebreak_dom::prelude::*;

use crate::host_texts::host_texts;

use lazy::{Details, DetailsState};
use session::Session;
use text::{isolate, show};

/// The style sheet: tokens, then a block per component in reading order. The details have a style
/// sheet of their own, [`lazy::Details::style`].
pub const STYLE: &str = concat!(include_str!("marks.css"), include_str!("first/style.css"));

/// One widget.
pub fn widget(session: Session) -> View {
    deferred::start(session);
    let model = session.model();
    let dir = if is_right_to_left(&model.lang) { "rtl" } else { "ltr" };
    section()
        .class("w")
        .part("root")
        .attr("dir", dir)
        .attr("lang", model.lang.clone())
        .attr("aria-label", model.title.clone())
        .on("pointerenter", move |_| lazy::prefetch(session.details))
        .on("focusin", move |_| lazy::prefetch(session.details))
        .child(header(session, &model))
        .child(linked(session))
        .child(cases::cases(session))
        .child(div().class("grid").child(question::panel(session)).child(verdict::verdict(session)))
        .child(behind(session))
        .child(footer(session))
        .into_view()
}

fn header(session: Session, model: &Model) -> View {
    let words = session.words;
    let read =
        (words.sources_read)(model.sources.len(), &phrases::date(words, &model.evidence_read));
    let foreign = session.options().foreign_host.map(|host| {
        let line = match host.as_str() {
            "" => ui_text(host_texts().brought_model),
            host => fill(words.foreign_model, &[&model_text(host)]),
        };
        span().child(show(line)).into_view()
    });
    let asked = session.answers.read_untracked().asked.iter().filter(|&&it| it).count();
    let all = model.questions.len();
    let asks = (asked < all).then(|| span().child((words.asks_of)(asked, all)).into_view());
    tiebreak_dom::header()
        .part("header")
        .child(
            p().class("over")
                .child(span().child(words.decision_aid))
                .child(span().child(read))
                .child(asks)
                .child(span().child(words.stays_here))
                .child(foreign),
        )
        .child(h2().child(isolate(model.title.as_str())))
        .into_view()
}

/// Whether a language is written from right to left.
fn is_right_to_left(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&primary)
}

/// What a link brought, until it is closed.
fn linked(session: Session) -> View {
    let some = Memo::new(move || session.link.read().is_some());
    dynamic(move || {
        some.get().then(|| lazy::details(session, move |details| (details.link_notice)(session)))
    })
}

/// Before any answer what each alternative is like; then what stands behind the verdict.
fn behind(session: Session) -> View {
    let blank = Memo::new(move || session.is_blank() || !session.revealed.get());
    dynamic(move || {
        if !blank.get() {
            let panels = lazy::details(session, move |details| (details.panels)(session));
            // What the article has to say after a verdict stands in the element.
            return fragment()
                .child(slot().attr("name", "after-verdict"))
                .child(panels)
                .into_view();
        }
        let cards = profiles::profiles(session);
        let heading = session.words.side_by_side;
        div().class("panel").child(h3().class("ear").child(heading)).child(cards).into_view()
    })
}

/// Start over, undo, and who can see the answers.
fn footer(session: Session) -> View {
    let words = session.words;
    let over = move || {
        (!session.is_blank() && !session.is_readonly())
            .then(|| question::text_button(words.start_over, move || session.start_over()))
    };
    let undo = move || {
        let some = session.undo.read().is_some() && !session.is_readonly();
        some.then(|| question::text_button(words.undo, move || session.take_back()))
    };
    let blank = Memo::new(move || session.is_blank());
    let keep = move || {
        (!blank.get())
            .then(|| lazy::details_if_ready(session, move |details| (details.export)(session)))
    };
    tiebreak_dom::footer()
        .class("foot")
        .child(keep)
        .child(over)
        .child(undo)
        .child(span().child(host_texts().page_reads))
        .into_view()
}

/// In place of a model that cannot be read: that it cannot, and what its author should mend.
pub fn faulty(words: &'static Strings, model: String) -> View {
    let problems = move |details: &Details| (details.problems)(&model);
    section()
        .class("w")
        .part("root")
        .child(
            div()
                .class("ask error")
                .part("error")
                .attr("role", "alert")
                .child(p().class("q").child(words.bad_model))
                .child(p().child(words.bad_model_hint))
                .child(lazy::details_outside_session(
                    words,
                    RwSignal::new(DetailsState::NotRequested),
                    problems,
                )),
        )
        .into_view()
}
