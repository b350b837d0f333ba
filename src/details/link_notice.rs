//! The notice above the questions after the answers were set by a link: what the widget ignored in
//! the link, and how the verdict differs from the one that the link states. Shown until the reader
//! closes it.

use tiebreak_core::link;
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::sentence::{Sentence, fill, list, model_text, ui_text};
use tiebreak_dom::prelude::*;

use super::overrule::link_overrides;
use crate::first::question::text_button;
use crate::first::session::Session;
use crate::first::text::show;

/// The notice.
pub fn link_notice(session: Session) -> impl IntoView {
    let link = session.link.get_untracked();
    let opened = RwSignal::new(link.and_then(|link| link::read(&session.model(), &link)));
    move || {
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
        Some(div().class("box link-notice").attr("role", "status").attr("tabindex", "-1").child((
            p().child(b().child(strings.from_link)),
            ul().child(sentences.collect_view()),
            ignored,
            link_overrides(session, opened, link),
            text_button(strings.done, move || session.link.set(None)),
        )))
    }
}
