//! The notice above the questions after the answers were set by a link: what the widget ignored in
//! the link, and how the verdict differs from the one that the link states. Shown until the reader
//! closes it.

use tiebreak_core::link::{self, Opened};
use tiebreak_core::model::Model;
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::sentence::{Sentence, fill, list, model_text, ui_text};
use tiebreak_dom::prelude::*;

use super::overrule::link_overrides;
use crate::first::lazy::part_failed;
use crate::first::question::text_button;
use crate::first::session::Session;
use crate::first::text::show;
use crate::part::part;

part!(input: fn(&Model, &str) -> Option<Opened> = link::read);

/// The notice.
pub fn link_notice(session: Session) -> impl IntoView {
    let opened = RwSignal::new(None);
    let has_failed = RwSignal::new(false);
    read(session, opened, has_failed);
    move || {
        if has_failed.get() {
            let retry = move || read(session, opened, has_failed);
            return Some(part_failed(session.strings, retry).into_view());
        }
        let current = opened.read();
        let link = current.as_ref()?;
        let (model, strings) = (session.model(), session.strings.details());
        let mut sentences: Vec<Sentence> = Vec::new();
        if let Some(saved) = link.verdict.as_ref().filter(|_| !link.same_model) {
            sentences.extend(changes_since(
                session.strings,
                &model,
                saved,
                &session.decision.read(),
            ));
        }
        if !link.unmentioned.is_empty() {
            let questions = link.unmentioned.iter().map(|&q| model_text(&model.questions[q].text));
            let questions = list(questions.collect(), session.strings.comma);
            sentences.push(fill(strings.link_silent, &[&questions]));
        }
        let sentences = sentences.into_iter().map(|sentence| li().child(show(sentence)));
        let ignored = link
            .problems
            .iter()
            .map(|problem| li().child(show(ui_text(problem.message.as_str()))))
            .collect_view();
        let ignored =
            (!ignored.is_empty()).then(|| (p().child(strings.link_ignored), ul().child(ignored)));
        Some(
            div()
                .class("box link-notice")
                .attr("role", "status")
                .attr("tabindex", "-1")
                .child((
                    p().child(b().child(strings.from_link)),
                    ul().child(sentences.collect_view()),
                    ignored,
                    link_overrides(session, opened, link),
                    text_button(strings.done, move || session.link.set(None)),
                ))
                .into_view(),
        )
    }
}

/// Fetches the code that reads the whole link, and reads the link. The answers are in use before.
fn read(session: Session, opened: RwSignal<Option<Opened>>, has_failed: RwSignal<bool>) {
    let Some(link) = session.link.get_untracked() else { return };
    has_failed.set(false);
    leptos::task::spawn_local(async move {
        let read = input::fetch().await;
        if !session.is_mounted() {
            return;
        }
        match read {
            Ok(read) => opened.set(read(&session.model(), &link)),
            Err(_) => has_failed.set(true),
        }
    });
}
