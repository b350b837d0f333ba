//! The panel "What would change it": the smallest sets of changed replies that end the lead, the
//! sets that make each other alternative win, thresholds of single numbers, and open questions. The
//! reader can try each reply of a set out; their answers stay as they are.

use tiebreak_core::engine::decide;
use tiebreak_core::engine::flips::Change;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::what_if::{
    ChangeSet, MOST_CHANGES, QuestionChange, WhatIf, end_of_lead, what_if,
};
use tiebreak_core::engine::witness::Witness;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, name, ui_text};
use tiebreak_core::texts::thresholds::threshold;
use tiebreak_dom::prelude::*;

use crate::first::question::text_button_to;
use crate::first::session::Session;
use crate::first::text::show;
use crate::first::verdict::VERDICT;

/// The panel.
pub fn panel(session: Session) -> impl IntoView {
    move || {
        let (model, strings) = (session.model(), session.strings.details());
        let answers = session.answers.read();
        // Without the changes of a trial, so that the sets stay while the reader tries one out.
        let decision = decide(&model, &answers);
        let lead = match decision.flips.first() {
            Some(flip) => {
                session.strings.count(&strings.flips_lead, flip.changes.len()).into_view()
            }
            None if decision.verdict.winner.is_some() => strings.flips_none.into_view(),
            None if decision.leader.is_some() => "".into_view(),
            None => strings.no_comparison.into_view(),
        };
        // The sets after which another alternative wins are listed under that alternative.
        let undecided = end_of_lead(&model, &answers, &decision)
            .into_iter()
            .filter(|set| set.verdict.winner.is_none())
            .map(|set| change_set(session, &model, set));
        let others = (0..model.alternatives.len())
            .filter(|&a| decision.verdict.winner != Some(a))
            .map(|a| sets_to_win(session, &model, &answers, a));
        (
            p().child(lead),
            div().child(undecided.collect_view()),
            (!session.is_blank()).then(|| others.collect_view()),
            nearest_thresholds(session, &model, &answers),
            decision.witness.as_ref().map(|witness| open_answers(session, &model, witness)),
        )
    }
}

/// The sets of changes after which an alternative wins.
fn sets_to_win(
    session: Session,
    model: &Model,
    answers: &Answers,
    a: usize,
) -> impl IntoView + use<> {
    let strings = session.strings.details();
    let WhatIf { sets, complete } = what_if(model, answers, a);
    let heading = fill(strings.to_win, &[&name(&model.alternatives[a])]);
    let none = sets.is_empty().then(|| {
        let text = if complete { strings.to_win_none } else { strings.to_win_not_found };
        show(fill(text, &[&ui_text(MOST_CHANGES.to_string())]))
    });
    let sets = sets.into_iter().map(|set| change_set(session, model, set));
    (h4().child(show(heading)), p().child(none), div().child(sets.collect_view()))
}

/// For each other alternative, the weight and the value that are nearest to putting it ahead.
fn nearest_thresholds(
    session: Session,
    model: &Model,
    answers: &Answers,
) -> Option<impl IntoView + use<>> {
    let all = thresholds(model, answers);
    let mut nearest: Vec<&Threshold> = Vec::new();
    for candidate in &all {
        let is_alike = |known: &&Threshold| {
            known.rival == candidate.rival
                && matches!(known.number, Number::Weight)
                    == matches!(candidate.number, Number::Weight)
        };
        if !nearest.iter().any(is_alike) {
            nearest.push(candidate);
        }
    }
    let items = nearest
        .into_iter()
        .map(|nearest| li().child(show(threshold(session.strings, model, nearest))))
        .collect_view();
    (!items.is_empty())
        .then(|| (h4().child(session.strings.details().one_number), ul().child(items)))
}

/// The number of buttons of a set that are not folded.
const UNFOLDED_BUTTONS: usize = 3;

/// A set of changes with the verdict after them, and a button that tries the set out. Where several
/// replies to a question suffice, there is a button for each of them; most of them are folded.
fn change_set(session: Session, model: &Model, set: ChangeSet) -> ElementBuilder {
    let strings = session.strings.details();
    let badge = set.in_control.then(|| em().class("badge").child(strings.in_control));
    let sentence = phrases::change_set(session.strings, model, &set);
    let changes = set.changes;
    let mut buttons = Vec::new();
    for (i, change) in changes.iter().enumerate().filter(|(_, change)| change.to.len() > 1) {
        let question = &model.questions[change.question];
        for &reply in &change.to {
            let label = phrases::answer(session.strings, question, Some(reply));
            let label = show(fill(strings.flip_apply_reply, &[&label]));
            buttons.push(try_button(session, changes.clone(), i, reply).child(label));
        }
    }
    if buttons.is_empty() {
        let first = changes[0].to[0];
        buttons.push(try_button(session, changes.clone(), 0, first).child(strings.flip_apply));
    }
    let mut buttons = buttons.into_iter();
    let first = buttons.by_ref().take(UNFOLDED_BUTTONS).collect_view();
    let rest = buttons.collect_view();
    let folded = (!rest.is_empty()).then(|| {
        let title = summary().child(strings.more_replies);
        details().class("fold").child((title, div().class("row").child(rest)))
    });
    let is_tried = move || is_one_of(&session.trial.read(), &changes);
    div().class_if("box", "selected", is_tried).child((
        p().child((show(sentence), " ", badge)),
        div().class("row").child(first),
        folded,
    ))
}

/// A button that tries out a reply to the question of `changes[i]`. Replies of the same set that
/// the reader already tries out for other questions stay; otherwise the first one is tried out.
fn try_button(
    session: Session,
    changes: Vec<QuestionChange>,
    i: usize,
    reply: Reply,
) -> ElementBuilder {
    let shared = changes.clone();
    let is_tried = move || {
        let trial = session.trial.read();
        is_one_of(&trial, &shared) && trial[i].to == reply
    };
    let try_out = move || {
        let trial = session.trial.get_untracked();
        let is_tried = is_one_of(&trial, &changes);
        let change = |(j, change): (usize, &QuestionChange)| {
            let other = if is_tried { trial[j].to } else { change.to[0] };
            let to = if i == j { reply } else { other };
            Change { question: change.question, from: change.from, to }
        };
        session.try_out(&changes.iter().enumerate().map(change).collect::<Vec<_>>());
    };
    text_button_to("", "", try_out).attr("aria-pressed", move || is_tried().to_string())
}

/// Whether a trial consists of one listed reply to each question of a set.
fn is_one_of(trial: &[Change], changes: &[QuestionChange]) -> bool {
    let is_listed = |(tried, change): (&Change, &QuestionChange)| {
        tried.question == change.question && change.to.contains(&tried.to)
    };
    trial.len() == changes.len() && trial.iter().zip(changes).all(is_listed)
}

fn change_list(session: Session, model: &Model, changes: &[Change]) -> ElementBuilder {
    let items = changes.iter().map(|change| li().child(show(change_text(session, model, change))));
    ul().child(items.collect_view())
}

/// For example: "What are you shipping?" from "…" to "…".
fn change_text(session: Session, model: &Model, change: &Change) -> Sentence {
    let question = &model.questions[change.question];
    let [from, to] = [change.from, change.to]
        .map(|reply| phrases::answer(session.strings, question, Some(reply)));
    fill(session.strings.details().flip_change, &[&model_text(&question.text), &from, &to])
}

/// The changes that the reader tries out, above the verdict, with buttons that end the trial or
/// adopt the changes.
pub fn trial(session: Session) -> impl IntoView {
    move || {
        let changes = session.trial.read();
        if changes.is_empty() {
            return None;
        }
        let strings = session.strings.details();
        let end = move || session.trial.set(Vec::new());
        let adopt = (!session.is_readonly())
            .then(|| text_button_to(strings.trial_adopt, VERDICT, move || session.adopt_trial()));
        Some(div().class("box selected").child((
            p().child(b().child(strings.trial)),
            change_list(session, &session.model(), &changes),
            p().child((text_button_to(strings.trial_back, VERDICT, end), " ", adopt)),
        )))
    }
}

/// Replies to open questions that would change the winner.
fn open_answers(session: Session, model: &Model, witness: &Witness) -> impl IntoView + use<> {
    let strings = session.strings.details();
    let answers = session.answers.read_untracked();
    let items = model.questions.iter().enumerate().filter_map(|(q, question)| {
        if answers.replies[q].is_some() {
            return None;
        }
        let reply = witness.answers.replies[q]?;
        let answer = phrases::answer(session.strings, question, Some(reply));
        Some(li().child((show(model_text(&question.text)), small().child(show(answer)))))
    });
    let verdict =
        fill(strings.flip_then, &[&phrases::brief(session.strings, model, &witness.verdict)]);
    (
        h4().child(strings.example_of_change),
        ul().class("plain open").child(items.collect_view()),
        p().child(show(verdict)),
    )
}
