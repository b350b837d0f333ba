//! Why: what you give up first, then what weighs most, then every answer's part of the lead.

use crate::engine::Decision;
use crate::engine::explain::Contribution;
use crate::engine::order::sort_by_key;
use crate::model::Model;
use crate::model::answers::indices;
use crate::prose::line::{Line, fill, name, ours, theirs};
use crate::prose::words;

use super::controls::signed_bar;
use super::el::{Piece, View, el, group};
use super::evidence::{self, evidence_notice, ratings};
use super::inline::{color_class, live, show};
use super::overrule::{self, RowId};
use super::session::Session;
use super::slot::Slot;

/// The panel.
pub fn why(session: Session) -> View {
    let tenths = Slot::new(false);
    let lead = move || {
        let decision = session.decision.read();
        let model = session.model();
        match (decision.leader, decision.runner_up, decision.margin) {
            (Some(a), Some(b), Some(_)) => compare(session, tenths, &model, &decision, [a, b]),
            _ => el("p").child(session.words.behind().no_comparison).view(),
        }
    };
    group().child(overrule::overrule(session)).child(live(lead)).view()
}

fn compare(
    session: Session,
    tenths: Slot<bool>,
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
        (fill(words.behind().give_up, &[&leader]), fill(words.behind().reasons, &[&leader, &other]))
    } else {
        (
            fill(words.behind().speaks_for, &[&other, &leader]),
            fill(words.behind().speaks_for, &[&leader, &other]),
        )
    };
    let rows = parts.iter().map(|it| row(session, tenths, model, *it, largest)).collect::<Vec<_>>();
    group()
        .child(el("h4").child(show(against)))
        .child(reasons(session, model, &parts, false, [&other, &leader]))
        .child(el("h4").child(show(for_it)))
        .child(reasons(session, model, &parts, true, [&leader, &other]))
        .child(el("h4").child(show(fill(words.behind().every_row, &[&leader, &other]))))
        .child(
            el("div")
                .class("axis")
                .attr("aria-hidden", "true")
                .child(el("span").child(show(fill(words.behind().for_, &[&leader]))))
                .child(el("span").child(show(fill(words.behind().for_, &[&other])))),
        )
        .child(el("div").class("rows").child(rows))
        .child(total(session, tenths, [a, b]))
        .view()
}

/// What is strongest on one side, for the leader or against it; an open question counts, too.
fn reasons(
    session: Session,
    model: &Model,
    parts: &[Contribution],
    for_leader: bool,
    [whom, other]: [&Line; 2],
) -> View {
    let words = session.words;
    let on_side = |it: &&Contribution| it.points != 0 && (it.points > 0) == for_leader;
    let reason = |it: &Contribution| {
        let question = &model.questions[it.question];
        let answer = words::answer(session.words, question, session.reply_in_force(it.question));
        let row =
            if it.answered { words.behind().give_up_row } else { words.behind().give_up_open };
        let line = fill(row, &[&theirs(&question.text), &answer, whom]);
        el("li").child(show(line)).view()
    };
    let reasons: Vec<View> = parts.iter().filter(on_side).take(3).map(reason).collect();
    if reasons.is_empty() {
        let none = fill(words.behind().give_up_none, &[other, whom]);
        return el("p").child(show(none)).view();
    }
    el("ul").child(reasons).view()
}

/// What the parts add up to, and the button for the next digit.
fn total(session: Session, tenths: Slot<bool>, [a, b]: [usize; 2]) -> View {
    let words = session.words;
    let sum = move || {
        let margin = session.decision.read().margin.map_or(0, |it| it.rounded);
        let shown = if tenths.get() { tenths_of(session) } else { margin.to_string() };
        let model = session.model();
        let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
        show(fill(words.behind().adds_up, &[&ours(shown), &leader, &other]))
    };
    let pressed = move || tenths.get().to_string();
    el("p")
        .class("small total")
        .child(live(sum))
        .child(" ")
        .child(
            el("button")
                .attr("type", "button")
                .part("button")
                .class("link")
                .live_attr("aria-pressed", pressed)
                .on("click", move |_| tenths.update(|it| *it = !*it))
                .child(words.behind().tenths),
        )
        .view()
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
    tenths: Slot<bool>,
    model: &Model,
    it: Contribution,
    largest: i64,
) -> View {
    let words = session.words;
    let question = &model.questions[it.question];
    let side = if it.points < 0 { it.against } else { it.alternative };
    let side = &model.alternatives[side];
    let answer = words::standing(words, question, session.reply_in_force(it.question));
    let share = 100 * it.points / largest;
    let for_whom = crate::prose::line::text(&fill(words.behind().for_, &[&name(side)]));
    let number = move || {
        if tenths.get() { one_decimal(it.tenths.abs()) } else { it.rounded.abs().to_string() }
    };
    let heading = theirs(&question.text);
    let open = Slot::new(false);
    el("details")
        .class("part")
        .on("toggle", move |_| {
            open.set(true);
            evidence::want(session);
        })
        .child(
            el("summary")
                .child(el("span").child(show(heading)).child(el("small").child(show(answer))))
                .child(signed_bar(share, color_class(side.color)))
                .child(
                    el("span")
                        .class("n")
                        .child(live(number))
                        .child(el("span").class("ear").child(" ").child(for_whom)),
                ),
        )
        .child(live(move || open.get().then(|| behind(session, it.question, it.answered))))
        .view()
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
        let heading = option.filter(|_| many).map(|o| theirs(&question.options[o].text));
        let ratings = ratings(session, heading, question.row(option));
        let button = overrule::button(session, RowId { question: q, option });
        group().child(ratings).child(button).view()
    };
    let blocks = rows.iter().map(block).collect::<Vec<_>>();
    el("div").class("behind").child(evidence_notice(session)).child(blocks).view()
}
