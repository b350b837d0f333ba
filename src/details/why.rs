//! Why: what you give up first, then what weighs most, then every answer's part of the lead.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::explain::Contribution;
use tiebreak_core::engine::order::sort_by_key;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::indices;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, name, ui_text};

use super::controls::signed_bar;
use super::evidence::{self, evidence_notice, ratings};
use super::overrule;
use crate::first::session::{RowId, Session};
use crate::first::text::{color_class, show};
use tiebreak_dom::prelude::*;

/// The panel.
pub fn panel(session: Session) -> View {
    let tenths = RwSignal::new(false);
    let lead = move || {
        let decision = session.decision.read();
        let model = session.model();
        match (decision.leader, decision.runner_up, decision.margin) {
            (Some(a), Some(b), Some(_)) => compare(session, tenths, &model, &decision, [a, b]),
            _ => p().child(session.words.details().no_comparison).into_view(),
        }
    };
    fragment().child(overrule::overrule(session)).child(lead).into_view()
}

fn compare(
    session: Session,
    tenths: RwSignal<bool>,
    model: &Model,
    decision: &Decision,
    [a, b]: [usize; 2],
) -> View {
    let words = session.words;
    let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
    let mut parts: Vec<Contribution> =
        decision.contributions.iter().filter(|it| it.against == b).copied().collect();
    sort_by_key(&mut parts, |it| -it.points.abs());
    let largest = parts.iter().map(|it| it.points.abs()).max().unwrap_or(1).max(1);
    let (against, for_it) = if decision.verdict.winner.is_some() {
        (
            fill(words.details().give_up, &[&leader]),
            fill(words.details().reasons, &[&leader, &other]),
        )
    } else {
        (
            fill(words.details().speaks_for, &[&other, &leader]),
            fill(words.details().speaks_for, &[&leader, &other]),
        )
    };
    let rows = parts.iter().map(|it| row(session, tenths, model, *it, largest)).collect::<Vec<_>>();
    fragment()
        .child(h4().child(show(against)))
        .child(reasons(session, model, &parts, false, [&other, &leader]))
        .child(h4().child(show(for_it)))
        .child(reasons(session, model, &parts, true, [&leader, &other]))
        .child(h4().child(show(fill(words.details().every_row, &[&leader, &other]))))
        .child(
            div()
                .class("axis")
                .attr("aria-hidden", "true")
                .child(span().child(show(fill(words.details().for_alternative, &[&leader]))))
                .child(span().child(show(fill(words.details().for_alternative, &[&other])))),
        )
        .child(div().class("rows").child(rows))
        .child(total(session, tenths, [a, b]))
        .into_view()
}

/// What is strongest on one side, for the leader or against it; an open question counts, too.
fn reasons(
    session: Session,
    model: &Model,
    parts: &[Contribution],
    for_leader: bool,
    [whom, other]: [&Sentence; 2],
) -> View {
    let words = session.words;
    let on_side = |it: &&Contribution| it.points != 0 && (it.points > 0) == for_leader;
    let reason = |it: &Contribution| {
        let question = &model.questions[it.question];
        let answer = phrases::answer(session.words, question, session.reply_in_force(it.question));
        let row = if it.answered {
            words.details().give_up_answered
        } else {
            words.details().give_up_open
        };
        let line = fill(row, &[&model_text(&question.text), &answer, whom]);
        li().child(show(line)).into_view()
    };
    let reasons: Vec<View> = parts.iter().filter(on_side).take(3).map(reason).collect();
    if reasons.is_empty() {
        let none = fill(words.details().give_up_none, &[other, whom]);
        return p().child(show(none)).into_view();
    }
    ul().child(reasons).into_view()
}

/// What the parts add up to, and the button for the next digit.
fn total(session: Session, tenths: RwSignal<bool>, [a, b]: [usize; 2]) -> View {
    let words = session.words;
    let sum = move || {
        let margin = session.decision.read().margin.map_or(0, |it| it.rounded);
        let shown = if tenths.get() { tenths_of(session) } else { margin.to_string() };
        let model = session.model();
        let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
        show(fill(words.details().adds_up, &[&ui_text(shown), &leader, &other]))
    };
    let pressed = move || tenths.get().to_string();
    p().class("small total")
        .child(sum)
        .child(" ")
        .child(
            button()
                .attr("type", "button")
                .part("button")
                .class("link")
                .attr("aria-pressed", pressed)
                .on("click", move |_| tenths.update(|it| *it = !*it))
                .child(words.details().show_tenths),
        )
        .into_view()
}

/// The lead in tenths: the sum of its parts.
fn tenths_of(session: Session) -> String {
    let decision = session.decision.read();
    let parts = decision.contributions.iter().filter(|it| Some(it.against) == decision.runner_up);
    one_decimal(parts.map(|it| it.tenths).sum())
}

fn one_decimal(it: i64) -> String {
    let sign = if it < 0 { "−" } else { "" };
    [sign, &(it.abs() / 10).to_string(), ".", &(it.abs() % 10).to_string()].concat()
}

/// One question's part; opens what stands behind it.
fn row(
    session: Session,
    tenths: RwSignal<bool>,
    model: &Model,
    it: Contribution,
    largest: i64,
) -> View {
    let words = session.words;
    let question = &model.questions[it.question];
    let side = if it.points < 0 { it.against } else { it.alternative };
    let side = &model.alternatives[side];
    let answer = phrases::answer_or_default(words, question, session.reply_in_force(it.question));
    let share = 100 * it.points / largest;
    let for_whom = tiebreak_core::texts::sentence::text(&fill(
        words.details().for_alternative,
        &[&name(side)],
    ));
    let number = move || {
        if tenths.get() { one_decimal(it.tenths.abs()) } else { it.rounded.abs().to_string() }
    };
    let heading = model_text(&question.text);
    let open = RwSignal::new(false);
    details()
        .class("part")
        .on("toggle", move |_| {
            open.set(true);
            evidence::want(session);
        })
        .child(
            summary()
                .child(span().child(show(heading)).child(small().child(show(answer))))
                .child(signed_bar(share, color_class(side.color)))
                .child(
                    span()
                        .class("n")
                        .child(number)
                        .child(span().class("ear").child(" ").child(for_whom)),
                ),
        )
        .child(move || open.get().then(|| behind(session, it.question, it.answered)))
        .into_view()
}

/// What the sources say about the answer given, one block each.
fn behind(session: Session, q: usize, answered: bool) -> View {
    let model = session.model();
    let question = &model.questions[q];
    let rows: Vec<Option<usize>> = if answered {
        let set = session.reply_in_force(q).map_or(0, |it| question.chosen(it));
        indices(set).map(Some).collect()
    } else {
        vec![None]
    };
    let many = rows.len() > 1;
    let block = |&option: &Option<usize>| {
        let heading = option.filter(|_| many).map(|o| model_text(&question.options[o].text));
        let ratings = ratings(session, heading, question.row(option));
        let button = overrule::button(session, RowId { question: q, option });
        fragment().child(ratings).child(button).into_view()
    };
    let blocks = rows.iter().map(block).collect::<Vec<_>>();
    div().class("behind").child(evidence_notice(session)).child(blocks).into_view()
}
