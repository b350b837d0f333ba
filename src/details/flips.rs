//! The panel "What would change it": the smallest sets of changed replies that end the lead, the
//! sets that make each other alternative win, thresholds of single numbers, and open questions. The
//! reader can try a set out; their answers stay as they are.

use tiebreak_core::engine::decide;
use tiebreak_core::engine::flips::Change;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::verdict::VerdictSummary;
use tiebreak_core::engine::what_if::{MOST_CHANGES, WhatIf, what_if};
use tiebreak_core::engine::witness::Witness;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
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
                let count = flip.changes.len();
                show(fill((strings.flips_lead)(count), &[&ui_text(count.to_string())]))
            }
            None if decision.verdict.winner.is_some() => strings.flips_none.into_view(),
            None => strings.no_comparison.into_view(),
        };
        // The sets after which another alternative wins are listed under that alternative.
        let undecided = decision
            .flips
            .iter()
            .filter(|flip| flip.verdict.winner.is_none())
            .map(|flip| change_set(session, &model, &flip.changes, &flip.verdict, false));
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
    let sets =
        sets.iter().map(|set| change_set(session, model, &set.changes, &set.then, set.in_control));
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

/// A set of changes, the verdict after them, and a button that tries them out.
fn change_set(
    session: Session,
    model: &Model,
    changes: &[Change],
    verdict: &VerdictSummary,
    in_control: bool,
) -> ElementBuilder {
    let strings = session.strings.details();
    let badge = in_control.then(|| em().class("badge").child(strings.in_control));
    let verdict = fill(strings.flip_then, &[&phrases::brief(session.strings, model, verdict)]);
    let list = change_list(session, model, changes);
    let changes = changes.to_vec();
    let tried = changes.clone();
    let is_tried = move || *session.trial.read() == tried;
    let is_pressed = is_tried.clone();
    let button = text_button_to(strings.flip_apply, "", move || session.try_out(&changes))
        .attr("aria-pressed", move || is_pressed().to_string());
    div()
        .class_if("box", "selected", is_tried)
        .child((list, p().child((show(verdict), " ", badge, " ", button))))
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
