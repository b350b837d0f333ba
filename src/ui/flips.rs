//! What would change it: the fewest changed answers, what would make another one win, and what is
//! still open. A set of changes can be tried out beside the answers, which stay as they are.

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

use super::el::{Piece, View, el, group};
use super::inline::{live, show};
use super::question::press;
use super::session::Session;
use super::verdict::VERDICT;

/// The panel.
pub fn flips(session: Session) -> View {
    live(move || {
        let model = session.model();
        let answers = session.answers.read();
        // Of the answers themselves, so that sets stay what they are while one is tried out.
        let decision = decide(&model, &answers);
        let words = session.words;
        let lead = match decision.flips.first() {
            Some(it) => {
                let count = ours(it.changes.len().to_string());
                show(fill((words.behind().flips_lead)(it.changes.len()), &[&count]))
            }
            None if decision.verdict.winner.is_some() => words.behind().flips_none.view(),
            None => words.behind().no_comparison.view(),
        };
        // Those after which another wins stand below, among all that do so.
        let undecided = decision.flips.iter().filter(|it| it.then.winner.is_none());
        let sets = undecided.map(|it| set(session, &model, &it.changes, &it.then, false));
        let sets = sets.collect::<Vec<_>>();
        let others = (0..model.alternatives.len())
            .filter(|&a| decision.verdict.winner != Some(a))
            .map(|a| target(session, &model, &answers, a));
        let others = (!session.is_blank()).then(|| others.collect::<Vec<_>>());
        let witness = decision.witness.as_ref().map(|it| witness(session, &model, it));
        let numbers = numbers(session, &model, &answers);
        group()
            .child(el("p").child(lead))
            .child(el("div").class("sets").child(sets))
            .child(others)
            .child(numbers)
            .child(witness)
            .view()
    })
}

/// What would make one alternative win.
fn target(session: Session, model: &Model, answers: &Answers, a: usize) -> View {
    let words = session.words;
    let WhatIf { sets, complete } = what_if(model, answers, a);
    let heading = fill(words.behind().to_win, &[&name(&model.alternatives[a])]);
    let none = sets.is_empty().then(|| {
        let none =
            if complete { words.behind().to_win_none } else { words.behind().to_win_unknown };
        show(fill(none, &[&ours(MOST_CHANGES.to_string())]))
    });
    let sets = sets.iter().map(|it| set(session, model, &it.changes, &it.then, it.in_control));
    let sets = sets.collect::<Vec<_>>();
    group()
        .child(el("h4").child(show(heading)))
        .child(el("p").child(none))
        .child(el("div").class("sets").child(sets))
        .view()
}

/// The one weight, and the one value, nearest to putting each other alternative ahead.
fn numbers(session: Session, model: &Model, answers: &Answers) -> Option<View> {
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
        el("li").child(show(line)).view()
    };
    let items: Vec<View> = nearest.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        group()
            .child(el("h4").child(session.words.behind().one_number))
            .child(el("ul").child(items))
            .view()
    })
}

/// One set of changes, what it leads to, and a button that tries it out.
fn set(
    session: Session,
    model: &Model,
    changes: &[Change],
    then: &Brief,
    in_control: bool,
) -> View {
    let words = session.words;
    let badge = in_control.then(|| el("em").class("badge").child(words.behind().in_control).view());
    let items = changes.iter().map(|it| el("li").child(show(change(session, model, it))).view());
    let items = items.collect::<Vec<_>>();
    let then = fill(words.behind().flip_then, &[&words::brief(words, model, then)]);
    let changes = changes.to_vec();
    let tried = changes.clone();
    let on = move || *session.trial.read() == tried;
    let pressed = on.clone();
    el("div")
        .class_while("box", "on", on)
        .child(el("ul").child(items))
        .child(
            el("p").child(show(then)).child(" ").child(badge).child(" ").child(
                el("button")
                    .attr("type", "button")
                    .part("button")
                    .class("link")
                    .live_attr("aria-pressed", move || pressed().to_string())
                    .on("click", move |_| session.try_out(&changes))
                    .child(words.behind().flip_apply),
            ),
        )
        .view()
}

/// "What are you shipping?" from "…" to "…".
fn change(session: Session, model: &Model, it: &Change) -> Line {
    let question = &model.questions[it.question];
    let [from, to] = [it.from, it.to].map(|it| words::answer(session.words, question, Some(it)));
    fill(session.words.behind().flip_change, &[&theirs(&question.text), &from, &to])
}

/// What is tried out, with the ways back and forward; stands above the verdict.
pub fn trial(session: Session) -> View {
    live(move || {
        let changes = session.trial.read();
        if changes.is_empty() {
            return None;
        }
        let (model, words) = (session.model(), session.words);
        let items =
            changes.iter().map(|it| el("li").child(show(change(session, &model, it))).view());
        let items = items.collect::<Vec<_>>();
        let back = press(words.behind().trial_back, VERDICT, move || session.trial.set(Vec::new()));
        let keep = (!session.is_readonly())
            .then(|| press(words.behind().trial_keep, VERDICT, move || session.adopt()));
        Some(
            el("div")
                .class("box on")
                .child(el("p").child(el("b").child(words.behind().trial)))
                .child(el("ul").child(items))
                .child(el("p").child(back).child(" ").child(keep))
                .view(),
        )
    })
}

/// Further answers that would change the winner.
fn witness(session: Session, model: &Model, it: &Witness) -> View {
    let words = session.words;
    let now = session.answers.read_untracked();
    let fresh = (0..model.questions.len()).filter(|&q| now.replies[q].is_none());
    let answers = fresh.filter_map(|q| {
        let question = &model.questions[q];
        let answer = words::answer(session.words, question, Some(it.answers.replies[q]?));
        let question = theirs(&question.text);
        Some(el("li").child(show(question)).child(el("small").child(show(answer))).view())
    });
    let answers: Vec<View> = answers.collect();
    let then = fill(words.behind().flip_then, &[&words::brief(words, model, &it.then)]);
    group()
        .child(el("h4").child(words.behind().witness))
        .child(el("ul").class("plain open").child(answers))
        .child(el("p").child(show(then)))
        .view()
}
