//! What a link brought: whose answers these are, what was ignored, and what has changed since.

use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::sentence::{Sentence, fill, list, model_text, ui_text};

use super::overrule::offered;
use crate::first::question::text_button;
use crate::first::session::Session;
use crate::first::text::show;
use tiebreak_dom::prelude::*;

/// The note above the questions, until it is closed.
pub fn link_notice(session: Session) -> View {
    let link = session.link.get_untracked();
    let opened =
        RwSignal::new(link.and_then(|it| tiebreak_core::link::read(&session.model(), &it)));
    dynamic(move || {
        let now = opened.read();
        let it = now.as_ref()?;
        let (model, words) = (session.model(), session.words);
        let mut lines: Vec<Sentence> = Vec::new();
        if let Some(then) = it.then.as_ref().filter(|_| !it.same_model) {
            lines.extend(changes_since(words, &model, then, &session.decision.read()));
        }
        if !it.unmentioned.is_empty() {
            let questions = it.unmentioned.iter().map(|&q| model_text(&model.questions[q].text));
            let questions = list(questions.collect(), ", ");
            lines.push(fill(words.details().link_silent, &[&questions]));
        }
        let told: Vec<View> =
            (lines.into_iter()).map(|it| li().child(show(it)).into_view()).collect();
        let ignored: Vec<View> = (it.problems.iter())
            .map(|it| li().child(show(ui_text(it.message.as_str()))).into_view())
            .collect();
        let ignored = (!ignored.is_empty()).then(|| {
            fragment()
                .child(p().child(words.details().link_ignored))
                .child(ul().child(ignored))
                .into_view()
        });
        Some(
            div()
                .class("box opened")
                .attr("role", "status")
                .attr("tabindex", "-1")
                .child(p().child(b().child(words.details().from_link)))
                .child(ul().child(told))
                .child(ignored)
                .child(offered(session, opened, it))
                .child(text_button(words.details().done, move || session.link.set(None)))
                .into_view(),
        )
    })
}
