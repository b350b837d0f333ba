//! What would change it: the fewest changed answers, and what is still open.

use leptos::prelude::*;

use crate::engine::flips::Flip;
use crate::engine::settled::Witness;
use crate::model::Model;

use super::inline::show;
use super::session::Session;
use crate::prose::line::{fill, theirs};
use crate::prose::words;

/// The panel.
pub fn flips(session: Session) -> AnyView {
    (move || {
        let model = session.model();
        let decision = session.decision.read();
        let words = session.words;
        let lead = match decision.flips.first() {
            Some(it) => {
                let count = crate::prose::line::ours(it.changes.len().to_string());
                show(fill((words.flips_lead)(it.changes.len()), &[&count]))
            }
            None if decision.verdict.winner.is_some() => words.flips_none.into_any(),
            None => words.no_comparison.into_any(),
        };
        let sets = decision.flips.iter().map(|it| flip(session, &model, it)).collect_view();
        let witness = decision.witness.as_ref().map(|it| witness(session, &model, it));
        view! { class="tb", <p>{lead}</p> <div class="sets">{sets}</div> {witness} }.into_any()
    })
    .into_any()
}

/// One set of changes, what it leads to, and a button that applies it.
fn flip(session: Session, model: &Model, it: &Flip) -> AnyView {
    let words = session.words;
    let changes = it.changes.iter().map(|it| {
        let question = &model.questions[it.question];
        let [from, to] =
            [it.from, it.to].map(|it| words::answer(session.words, question, Some(it)));
        let line = fill(words.flip_change, &[&theirs(&question.text), &from, &to]);
        view! { class="tb", <li>{show(line)}</li> }.into_any()
    });
    let changes = changes.collect_view();
    let then = fill(words.flip_then, &[&words::brief(words, model, &it.then)]);
    let to: Vec<_> = it.changes.iter().map(|it| (it.question, it.to)).collect();
    let apply = move |_| {
        let mut answers = session.answers.get_untracked();
        for &(q, reply) in &to {
            answers.replies[q] = Some(reply);
        }
        session.replace(answers);
    };
    view! { class="tb",
        <div class="box">
            <ul>{changes}</ul>
            <p>{show(then)} " "
                <button type="button" part="button" class="link" on:click=apply>{words.flip_apply}</button>
            </p>
        </div>
    }
    .into_any()
}

/// Further answers that would change the winner.
fn witness(session: Session, model: &Model, it: &Witness) -> AnyView {
    let words = session.words;
    let now = session.answers.read();
    let fresh = (0..model.questions.len()).filter(|&q| now.replies[q].is_none());
    let answers = fresh.filter_map(|q| {
        let question = &model.questions[q];
        let answer = words::answer(session.words, question, Some(it.answers.replies[q]?));
        let question = theirs(&question.text);
        Some(
            view! { class="tb", <li>{show(question)} <small>{show(answer)}</small></li> }
                .into_any(),
        )
    });
    let answers: Vec<AnyView> = answers.collect();
    let then = fill(words.flip_then, &[&words::brief(words, model, &it.then)]);
    view! { class="tb",
        <h4>{words.witness}</h4> <ul class="plain open">{answers}</ul> <p>{show(then)}</p>
    }
    .into_any()
}
