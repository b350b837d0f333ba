//! What the reader sees: starts the session and lays out the panels in reading order.
//!
//! Every `view!` carries a global class, which keeps Leptos from writing HTML text, and sets styles
//! by property, so that the widget works under a strict content-security policy and Trusted Types.
//! A test holds both.

#![allow(
    clippy::redundant_closure,
    reason = "in a view, `move ||` shows what is computed anew; lints see it only where views are erased"
)]

pub mod advice;
pub mod cases;
pub mod controls;
pub mod evidence;
pub mod flips;
pub mod inline;
pub mod keep;
pub mod later;
pub mod load;
pub mod opened;
pub mod overrule;
pub mod panels;
pub mod question;
pub mod readings;
pub mod session;
pub mod sources;
pub mod table;
pub mod verdict;
pub mod why;

use leptos::prelude::*;

use crate::model::Model;
use crate::model::problem::{Problem, Severity};
use crate::prose::line::{fill, theirs};
use crate::prose::strings::Strings;
use crate::prose::words;

use inline::{bdi, live, show};
use session::Session;

/// The style sheet: tokens, then a block per component in reading order.
pub const STYLE: &str = include_str!("ui/style.css");

/// One widget.
pub fn widget(session: Session) -> AnyView {
    readings::follow(session);
    let model = session.model();
    let dir = if is_right_to_left(&model.lang) { "rtl" } else { "ltr" };
    view! { class="tb",
        <section class="w" part="root" dir=dir lang=model.lang.clone() aria-label=model.title.clone()>
            {header(session, &model)}
            {linked(session)}
            {cases::cases(session)}
            <div class="grid">{question::question(session)} {verdict::verdict(session)}</div>
            {behind(session)}
            {footer(session)}
        </section>
    }
    .into_any()
}

fn header(session: Session, model: &Model) -> AnyView {
    let words = session.words;
    let read = (words.sources_read)(model.sources.len(), &words::date(words, &model.evidence_read));
    let foreign = session.options().foreign_host.map(|host| {
        let line = fill(words.foreign_model, &[&theirs(&host)]);
        view! { class="tb", <span>{show(line)}</span> }.into_any()
    });
    view! { class="tb",
        <header part="header">
            <p class="over">
                <span>{words.decision_aid}</span> <span>{read}</span> <span>{words.stays_here}</span>
                {foreign}
            </p>
            <h2>{bdi(model.title.as_str())}</h2>
        </header>
    }
    .into_any()
}

/// Whether a language is written from right to left.
fn is_right_to_left(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&primary)
}

/// What a link brought, until it is closed.
fn linked(session: Session) -> AnyView {
    let some = Memo::new(move |_| session.opened.read().is_some());
    live(move || some.get().then(|| later::later(session, move |more| (more.opened)(session))))
}

/// Before any answer what each alternative is like; then what stands behind the verdict.
fn behind(session: Session) -> AnyView {
    let blank = Memo::new(move |_| session.is_blank() || !session.revealed.get());
    live(move || {
        if !blank.get() {
            let panels = later::later(session, move |more| (more.panels)(session));
            // What the article has to say after a verdict stands in the element.
            return view! { class="tb", <slot name="after-verdict"></slot> {panels} }.into_any();
        }
        let cards = table::neutral(session);
        let heading = session.words.side_by_side;
        view! { class="tb", <div class="panel"><h3 class="ear">{heading}</h3> {cards}</div> }
            .into_any()
    })
}

/// Start over, undo, and who can see the answers.
fn footer(session: Session) -> AnyView {
    let words = session.words;
    let over = move || {
        (!session.is_blank() && !session.is_readonly())
            .then(|| question::link(words.start_over, move || session.start_over()))
    };
    let undo = move || {
        let some = session.undo.read().is_some() && !session.is_readonly();
        some.then(|| question::link(words.undo, move || session.take_back()))
    };
    let blank = Memo::new(move |_| session.is_blank());
    let keep =
        move || (!blank.get()).then(|| later::silently(session, move |more| (more.keep)(session)));
    view! { class="tb",
        <footer class="foot">
            {keep}
            {over} {undo} <span>{words.page_reads}</span>
        </footer>
    }
    .into_any()
}

/// What is wrong with a model, for its author to mend.
pub fn problems(words: &'static Strings, problems: &[Problem]) -> AnyView {
    let errors = problems.iter().filter(|it| it.severity == Severity::Error);
    let items: Vec<AnyView> = errors
        .map(|it| {
            let hint = it.hint.clone().map(|hint| view! { class="tb", <small>{hint}</small> });
            let (at, message) = (it.at.clone(), it.message.clone());
            view! { class="tb", <li><code>{at}</code> " " {bdi(message)} " " {hint}</li> }
                .into_any()
        })
        .collect();
    view! { class="tb",
        <section class="w" part="root">
            <div class="ask error" part="error" role="alert">
                <p class="q">{words.bad_model}</p>
                <p>{words.bad_model_hint}</p>
                <ul>{items}</ul>
            </div>
        </section>
    }
    .into_any()
}
