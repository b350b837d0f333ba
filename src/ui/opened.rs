//! What a link brought: whose answers these are, what was ignored, and what has changed since.

use leptos::prelude::*;

use crate::prose::line::{Line, fill, list, ours, theirs};
use crate::prose::then::then_and_now;

use super::inline::{live, show};
use super::overrule::offered;
use super::question::link;
use super::session::Session;

/// The note above the questions, until it is closed.
pub fn opened(session: Session) -> AnyView {
    live(move || {
        let opened = session.opened.read();
        let it = opened.as_ref()?;
        let (model, words) = (session.model(), session.words);
        let mut lines: Vec<Line> = Vec::new();
        if let Some(then) = it.then.as_ref().filter(|_| !it.same_model) {
            lines.extend(then_and_now(words, &model, then, &session.decision.read()));
        }
        if !it.unmentioned.is_empty() {
            let questions = it.unmentioned.iter().map(|&q| theirs(&model.questions[q].text));
            let questions = list(questions.collect(), ", ");
            lines.push(fill(words.link_silent, &[&questions]));
        }
        let told: Vec<AnyView> = (lines.into_iter())
            .map(|it| view! { class="tb", <li>{show(it)}</li> }.into_any())
            .collect();
        let ignored: Vec<AnyView> = (it.problems.iter())
            .map(|it| view! { class="tb", <li>{show(ours(it.message.as_str()))}</li> }.into_any())
            .collect();
        let ignored = (!ignored.is_empty()).then(|| {
            view! { class="tb", <p>{words.link_ignored}</p> <ul>{ignored}</ul> }.into_any()
        });
        Some(
            view! { class="tb",
                <div class="box opened" role="status" tabindex="-1">
                    <p><b>{words.from_link}</b></p>
                    <ul>{told}</ul>
                    {ignored}
                    {offered(session, it)}
                    {link(words.close, move || session.opened.set(None))}
                </div>
            }
            .into_any(),
        )
    })
}
