//! What would change it: the fewest changed answers, what would make another one win, and what is
//! still open. A set of changes can be tried out beside the answers, which stay as they are.

use leptos::prelude::*;

use crate::engine::decide;
use crate::engine::flips::Change;
use crate::engine::settled::Witness;
use crate::engine::thresholds::{Number, Threshold, thresholds};
use crate::engine::verdict::Brief;
use crate::engine::what_if::{MOST_CHANGES, WhatIf, what_if};
use crate::model::Model;
use crate::model::answers::Answers;
use crate::prose::line::{Line, fill, name, ours, theirs};
use crate::prose::thresholds::threshold;
use crate::prose::words;

use super::inline::{live, show};
use super::question::press;
use super::session::Session;
use super::verdict::VERDICT;

/// The panel.
pub fn flips(session: Session) -> AnyView {
    live(move || {
        let model = session.model();
        let answers = session.answers.read();
        // Of the answers themselves, so that sets stay what they are while one is tried out.
        let decision = decide(&model, &answers);
        let words = session.words;
        let lead = match decision.flips.first() {
            Some(it) => {
                let count = ours(it.changes.len().to_string());
                show(fill((words.flips_lead)(it.changes.len()), &[&count]))
            }
            None if decision.verdict.winner.is_some() => words.flips_none.into_any(),
            None => words.no_comparison.into_any(),
        };
        // Those after which another wins stand below, among all that do so.
        let undecided = decision.flips.iter().filter(|it| it.then.winner.is_none());
        let sets = undecided.map(|it| set(session, &model, &it.changes, &it.then, false));
        let sets = sets.collect_view();
        let others = (0..model.alternatives.len())
            .filter(|&a| decision.verdict.winner != Some(a))
            .map(|a| target(session, &model, &answers, a));
        let others = (!session.is_blank()).then(|| others.collect_view());
        let witness = decision.witness.as_ref().map(|it| witness(session, &model, it));
        let numbers = numbers(session, &model, &answers);
        view! { class="tb",
            <p>{lead}</p> <div class="sets">{sets}</div> {others} {numbers} {witness}
        }
        .into_any()
    })
}

/// What would make one alternative win.
fn target(session: Session, model: &Model, answers: &Answers, a: usize) -> AnyView {
    let words = session.words;
    let WhatIf { sets, complete } = what_if(model, answers, a);
    let heading = fill(words.to_win, &[&name(&model.alternatives[a])]);
    let none = sets.is_empty().then(|| {
        let none = if complete { words.to_win_none } else { words.to_win_unknown };
        show(fill(none, &[&ours(MOST_CHANGES.to_string())]))
    });
    let sets = sets.iter().map(|it| set(session, model, &it.changes, &it.then, it.in_control));
    let sets = sets.collect_view();
    view! { class="tb", <h4>{show(heading)}</h4> <p>{none}</p> <div class="sets">{sets}</div> }
        .into_any()
}

/// The one weight, and the one value, nearest to putting each other alternative ahead.
fn numbers(session: Session, model: &Model, answers: &Answers) -> Option<AnyView> {
    let all = thresholds(model, answers);
    let mut nearest: Vec<&Threshold> = Vec::new();
    for it in &all {
        let like = |known: &&Threshold| {
            known.rival == it.rival
                && matches!(known.number, Number::Weight) == matches!(it.number, Number::Weight)
        };
        if !nearest.iter().any(like) {
            nearest.push(it);
        }
    }
    let item = |it: &&Threshold| {
        let line = threshold(session.words, model, it);
        view! { class="tb", <li>{show(line)}</li> }.into_any()
    };
    let items: Vec<AnyView> = nearest.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! { class="tb", <h4>{session.words.one_number}</h4> <ul>{items}</ul> }.into_any()
    })
}

/// One set of changes, what it leads to, and a button that tries it out.
fn set(
    session: Session,
    model: &Model,
    changes: &[Change],
    then: &Brief,
    in_control: bool,
) -> AnyView {
    let words = session.words;
    let badge = in_control
        .then(|| view! { class="tb", <em class="badge">{words.in_control}</em> }.into_any());
    let items = changes
        .iter()
        .map(|it| view! { class="tb", <li>{show(change(session, model, it))}</li> }.into_any());
    let items = items.collect_view();
    let then = fill(words.flip_then, &[&words::brief(words, model, then)]);
    let changes = changes.to_vec();
    let tried = changes.clone();
    let on = move || *session.trial.read() == tried;
    let pressed = on.clone();
    view! { class="tb",
        <div class="box" class:on=move || on()>
            <ul>{items}</ul>
            <p>{show(then)} " " {badge} " "
                <button type="button" part="button" class="link"
                    aria-pressed=move || pressed().to_string()
                    on:click=move |_| session.try_out(&changes)>
                    {words.flip_apply}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// "What are you shipping?" from "…" to "…".
fn change(session: Session, model: &Model, it: &Change) -> Line {
    let question = &model.questions[it.question];
    let [from, to] = [it.from, it.to].map(|it| words::answer(session.words, question, Some(it)));
    fill(session.words.flip_change, &[&theirs(&question.text), &from, &to])
}

/// What is tried out, with the ways back and forward; stands above the verdict.
pub fn trial(session: Session) -> AnyView {
    live(move || {
        let changes = session.trial.read();
        if changes.is_empty() {
            return None;
        }
        let (model, words) = (session.model(), session.words);
        let items = changes.iter().map(|it| {
            view! { class="tb", <li>{show(change(session, &model, it))}</li> }.into_any()
        });
        let items = items.collect_view();
        let back = press(words.trial_back, VERDICT, move || session.trial.set(Vec::new()));
        let keep = (!session.is_readonly())
            .then(|| press(words.trial_keep, VERDICT, move || session.adopt()));
        Some(
            view! { class="tb",
                <div class="box on"><p><b>{words.trial}</b></p> <ul>{items}</ul> <p>{back} " " {keep}</p></div>
            }
            .into_any(),
        )
    })
}

/// Further answers that would change the winner.
fn witness(session: Session, model: &Model, it: &Witness) -> AnyView {
    let words = session.words;
    let now = session.answers.read_untracked();
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
