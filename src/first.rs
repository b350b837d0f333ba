//! The widget up to the first answer: one question beside the verdict and the typical cases, and a
//! card for each alternative below. Everything that explains a verdict is in [`crate::details`].

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
use tiebreak_core::texts::sentence::{fill, fill_text, model_text, ui_text};
use tiebreak_core::texts::strings::{Strings, is_right_to_left};
use tiebreak_dom::prelude::*;

use crate::host_texts::host_texts;

use lazy::{Details, DetailsState, part_if_ready};
use session::Session;
use text::{isolate, show};

/// The style sheet: tokens first, then the rules of each component in reading order. The details
/// have a style sheet of their own, [`lazy::Details::style`].
pub const STYLE: &str = concat!(
    include_str!(concat!(env!("OUT_DIR"), "/marks.css")),
    include_str!(concat!(env!("OUT_DIR"), "/first-style.css"))
);

/// The whole widget.
pub fn widget(session: Session) -> ElementBuilder {
    deferred::start(session);
    let model = session.model();
    let strings = session.strings;
    let lang = strings.direction_of(&model.lang);
    let mut widget = section().class("widget").part("root").attr("lang", strings.lang);
    if !lang.is_empty() {
        widget = widget.attr("dir", if is_right_to_left(lang) { "rtl" } else { "ltr" });
    }
    widget
        .attr("aria-label", model.title.clone())
        .on("pointerenter", move |_| lazy::prefetch(session.details))
        .on("focusin", move |_| lazy::prefetch(session.details))
        .child((
            header(session, &model),
            link_notice(session),
            div().class("grid").child((
                cases::cases(session),
                div().class("asking").child((
                    question::question_area(session),
                    part_if_ready(session, |details| details.verdict_line),
                )),
                verdict::panel(session),
            )),
            profiles_or_panels(session),
            footer(session),
        ))
}

/// The title, with the number of sources, their date and the origin of the model above.
fn header(session: Session, model: &Model) -> ElementBuilder {
    let strings = session.strings;
    let sources = show(phrases::sources(strings, model));
    let asked = session.answers.read_untracked().asked.iter().filter(|&&asked| asked).count();
    let all = model.questions.len();
    let asked_count = (asked < all).then(|| {
        span().child(fill_text(strings.asks_of.of(all), &[&asked.to_string(), &all.to_string()]))
    });
    let origin = session.options().foreign_host.map(|host| {
        span().child(show(match host.as_str() {
            "" => ui_text(
                host_texts().map_or(strings.inline_model, |texts| texts.inline_model_author),
            ),
            host => fill(strings.foreign_model, &[&model_text(host)]),
        }))
    });
    tiebreak_dom::header().part("header").child((
        p().class("overline").child((
            span().child(strings.decision_aid),
            span().child(sources),
            asked_count,
            span().child(strings.stays_here),
            origin,
        )),
        h2().child(isolate(model.title.as_str())),
    ))
}

/// A notice about the link that set the answers, until the reader closes the notice.
fn link_notice(session: Session) -> impl IntoView {
    let has_link = Memo::new(move || session.link.read().is_some());
    move || has_link.get().then(|| lazy::part(session, |details| details.link_notice))
}

/// A card for each alternative while there is no verdict; afterwards the panels that explain the
/// verdict.
fn profiles_or_panels(session: Session) -> impl IntoView {
    let is_blank = Memo::new(move || session.is_blank() || !session.revealed.get());
    move || {
        if !is_blank.get() {
            // The slot shows content of the page that depends on a verdict.
            let slot = slot().attr("name", "after-verdict");
            let panels = lazy::part(session, |details| details.panels);
            return (slot, panels).into_view();
        }
        let heading = h3().class("visually-hidden").child(session.strings.side_by_side);
        let profiles = profiles::profiles(session);
        profiles.map(|profiles| div().class("panel").child((heading, profiles))).into_view()
    }
}

/// Buttons that export the decision, start over or undo, and a note on who can read the answers.
fn footer(session: Session) -> ElementBuilder {
    let strings = session.strings;
    let is_blank = Memo::new(move || session.is_blank());
    let export =
        move || (!is_blank.get()).then(|| lazy::part_if_ready(session, |details| details.export));
    let start_over = move || {
        (!session.is_blank() && !session.is_readonly())
            .then(|| question::text_button(strings.start_over, move || session.start_over()))
    };
    let undo = move || {
        (session.undo_answers.read().is_some() && !session.is_readonly())
            .then(|| question::text_button(strings.undo, move || session.undo()))
    };
    let note = host_texts().map_or(strings.page_reads, |texts| texts.page_reads);
    let note = span().child(note);
    tiebreak_dom::footer().class("footer").child((export, start_over, undo, note))
}

/// Replaces the widget if the model has errors: says so, and lists the errors for the model's
/// author.
pub fn invalid_model(strings: &'static Strings, model: String) -> ElementBuilder {
    let state = RwSignal::new(DetailsState::NotRequested);
    let problems = move |details: &Details| (details.problems)(strings, &model);
    section().class("widget").part("root").child(
        div().class("question error").part("error").attr("role", "alert").child((
            p().class("question-text").child(strings.bad_model),
            p().child(strings.bad_model_hint),
            lazy::details_outside_session(strings, state, Box::new(problems)),
        )),
    )
}
