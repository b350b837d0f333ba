//! What would change it: the fewest changed answers, what would make another one win, and what is
//! still open. A set of changes can be tried out beside the answers, which stay as they are.

use tiebreak_core::engine::decide;
use tiebreak_core::engine::flips::Change;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::verdict::Brief;
use tiebreak_core::engine::what_if::{MOST_CHANGES, WhatIf, what_if};
use tiebreak_core::engine::witness::Witness;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, name, ui_text};
use tiebreak_core::texts::thresholds::threshold;

use crate::first::question::text_button_to;
use crate::first::session::Session;
use crate::first::text::show;
use crate::first::verdict::VERDICT;
use tiebreak_dom::prelude::*;

/// The panel.
pub fn panel(session: Session) -> View {
    dynamic(move || {
        let model = session.model();
        let answers = session.answers.read();
        // Of the answers themselves, so that sets stay what they are while one is tried out.
        let decision = decide(&model, &answers);
        let words = session.words;
        let lead = match decision.flips.first() {
            Some(it) => {
                let count = ui_text(it.changes.len().to_string());
                show(fill((words.details().flips_lead)(it.changes.len()), &[&count]))
            }
            None if decision.verdict.winner.is_some() => words.details().flips_none.into_view(),
            None => words.details().no_comparison.into_view(),
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
        fragment()
            .child(p().child(lead))
            .child(div().class("sets").child(sets))
            .child(others)
            .child(numbers)
            .child(witness)
            .into_view()
    })
}

/// What would make one alternative win.
fn target(session: Session, model: &Model, answers: &Answers, a: usize) -> View {
    let words = session.words;
    let WhatIf { sets, complete } = what_if(model, answers, a);
    let heading = fill(words.details().to_win, &[&name(&model.alternatives[a])]);
    let none = sets.is_empty().then(|| {
        let none =
            if complete { words.details().to_win_none } else { words.details().to_win_not_found };
        show(fill(none, &[&ui_text(MOST_CHANGES.to_string())]))
    });
    let sets = sets.iter().map(|it| set(session, model, &it.changes, &it.then, it.in_control));
    let sets = sets.collect::<Vec<_>>();
    fragment()
        .child(h4().child(show(heading)))
        .child(p().child(none))
        .child(div().class("sets").child(sets))
        .into_view()
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
        li().child(show(line)).into_view()
    };
    let items: Vec<View> = nearest.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        fragment()
            .child(h4().child(session.words.details().one_number))
            .child(ul().child(items))
            .into_view()
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
    let badge =
        in_control.then(|| em().class("badge").child(words.details().in_control).into_view());
    let items = changes.iter().map(|it| li().child(show(change(session, model, it))).into_view());
    let items = items.collect::<Vec<_>>();
    let then = fill(words.details().flip_then, &[&phrases::brief(words, model, then)]);
    let changes = changes.to_vec();
    let tried = changes.clone();
    let on = move || *session.trial.read() == tried;
    let pressed = on.clone();
    div()
        .class_if("box", "on", on)
        .child(ul().child(items))
        .child(
            p().child(show(then)).child(" ").child(badge).child(" ").child(
                button()
                    .attr("type", "button")
                    .part("button")
                    .class("link")
                    .attr("aria-pressed", move || pressed().to_string())
                    .on("click", move |_| session.try_out(&changes))
                    .child(words.details().flip_apply),
            ),
        )
        .into_view()
}

/// "What are you shipping?" from "…" to "…".
fn change(session: Session, model: &Model, it: &Change) -> Sentence {
    let question = &model.questions[it.question];
    let [from, to] = [it.from, it.to].map(|it| phrases::answer(session.words, question, Some(it)));
    fill(session.words.details().flip_change, &[&model_text(&question.text), &from, &to])
}

/// What is tried out, with the ways back and forward; stands above the verdict.
pub fn trial(session: Session) -> View {
    dynamic(move || {
        let changes = session.trial.read();
        if changes.is_empty() {
            return None;
        }
        let (model, words) = (session.model(), session.words);
        let items =
            changes.iter().map(|it| li().child(show(change(session, &model, it))).into_view());
        let items = items.collect::<Vec<_>>();
        let back = text_button_to(words.details().trial_back, VERDICT, move || {
            session.trial.set(Vec::new());
        });
        let keep = (!session.is_readonly())
            .then(|| text_button_to(words.details().trial_adopt, VERDICT, move || session.adopt()));
        Some(
            div()
                .class("box on")
                .child(p().child(b().child(words.details().trial)))
                .child(ul().child(items))
                .child(p().child(back).child(" ").child(keep))
                .into_view(),
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
        let answer = phrases::answer(session.words, question, Some(it.answers.replies[q]?));
        let question = model_text(&question.text);
        Some(li().child(show(question)).child(small().child(show(answer))).into_view())
    });
    let answers: Vec<View> = answers.collect();
    let then = fill(words.details().flip_then, &[&phrases::brief(words, model, &it.then)]);
    fragment()
        .child(h4().child(words.details().example_of_change))
        .child(ul().class("plain open").child(answers))
        .child(p().child(show(then)))
        .into_view()
}
