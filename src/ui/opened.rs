//! What a link brought: whose answers these are, what was ignored, and what has changed since.

use crate::prose::line::{Line, fill, list, ours, theirs};
use crate::prose::then::then_and_now;

use super::el::{Piece, View, el, group};
use super::inline::{live, show};
use super::overrule::offered;
use super::question::link;
use super::session::Session;
use super::slot::Slot;

/// The note above the questions, until it is closed.
pub fn opened(session: Session) -> View {
    let fragment = session.link.get_untracked();
    let opened = Slot::new(fragment.and_then(|it| crate::link::read(&session.model(), &it)));
    live(move || {
        let now = opened.read();
        let it = now.as_ref()?;
        let (model, words) = (session.model(), session.words);
        let mut lines: Vec<Line> = Vec::new();
        if let Some(then) = it.then.as_ref().filter(|_| !it.same_model) {
            lines.extend(then_and_now(words, &model, then, &session.decision.read()));
        }
        if !it.unmentioned.is_empty() {
            let questions = it.unmentioned.iter().map(|&q| theirs(&model.questions[q].text));
            let questions = list(questions.collect(), ", ");
            lines.push(fill(words.behind().link_silent, &[&questions]));
        }
        let told: Vec<View> =
            (lines.into_iter()).map(|it| el("li").child(show(it)).view()).collect();
        let ignored: Vec<View> = (it.problems.iter())
            .map(|it| el("li").child(show(ours(it.message.as_str()))).view())
            .collect();
        let ignored = (!ignored.is_empty()).then(|| {
            group()
                .child(el("p").child(words.behind().link_ignored))
                .child(el("ul").child(ignored))
                .view()
        });
        Some(
            el("div")
                .class("box opened")
                .attr("role", "status")
                .attr("tabindex", "-1")
                .child(el("p").child(el("b").child(words.behind().from_link)))
                .child(el("ul").child(told))
                .child(ignored)
                .child(offered(session, opened, it))
                .child(link(words.behind().close, move || session.link.set(None)))
                .view(),
        )
    })
}
