//! Why: what you give up first, then what weighs most, then every answer's part of the lead.

use leptos::prelude::*;

use crate::engine::Decision;
use crate::engine::explain::Contribution;
use crate::engine::order::sort_by_key;
use crate::model::Model;
use crate::model::answers::indices;
use crate::prose::line::{Line, fill, name, ours, theirs};
use crate::prose::words;

use super::controls::signed_bar;
use super::evidence::{self, evidence_notice, ratings};
use super::inline::{color_class, live, show};
use super::overrule::{self, RowId};
use super::session::Session;

/// The panel.
pub fn why(session: Session) -> AnyView {
    let tenths = RwSignal::new(false);
    let lead = move || {
        let decision = session.decision.read();
        let model = session.model();
        match (decision.leader, decision.runner_up, decision.margin) {
            (Some(a), Some(b), Some(_)) => compare(session, tenths, &model, &decision, [a, b]),
            _ => view! { class="tb", <p>{session.words.no_comparison}</p> }.into_any(),
        }
    };
    view! { class="tb", {overrule::overrule(session)} {live(lead)} }.into_any()
}

fn compare(
    session: Session,
    tenths: RwSignal<bool>,
    model: &Model,
    decision: &Decision,
    [a, b]: [usize; 2],
) -> AnyView {
    let words = session.words;
    let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
    let mut parts: Vec<Contribution> =
        decision.contributions.iter().filter(|it| it.against == b).copied().collect();
    sort_by_key(&mut parts, |it| -it.points.abs());
    let largest = parts.iter().map(|it| it.points.abs()).max().unwrap_or(1).max(1);
    let (against, for_it) = if decision.verdict.winner.is_some() {
        (fill(words.give_up, &[&leader]), fill(words.reasons, &[&leader, &other]))
    } else {
        (fill(words.speaks_for, &[&other, &leader]), fill(words.speaks_for, &[&leader, &other]))
    };
    let rows = parts.iter().map(|it| row(session, tenths, model, *it, largest)).collect_view();
    view! { class="tb",
        <h4>{show(against)}</h4>
        {reasons(session, model, &parts, false, [&other, &leader])}
        <h4>{show(for_it)}</h4>
        {reasons(session, model, &parts, true, [&leader, &other])}
        <h4>{show(fill(words.every_row, &[&leader, &other]))}</h4>
        <div class="axis" aria-hidden="true">
            <span>{show(fill(words.for_, &[&leader]))}</span>
            <span>{show(fill(words.for_, &[&other]))}</span>
        </div>
        <div class="rows">{rows}</div>
        {total(session, tenths, [a, b])}
    }
    .into_any()
}

/// The strongest answers on one side: for the leader, or against it.
fn reasons(
    session: Session,
    model: &Model,
    parts: &[Contribution],
    for_leader: bool,
    [whom, other]: [&Line; 2],
) -> AnyView {
    let words = session.words;
    let on_side =
        |it: &&Contribution| it.answered && it.points != 0 && (it.points > 0) == for_leader;
    let reason = |it: &Contribution| {
        let question = &model.questions[it.question];
        let answer = words::answer(session.words, question, session.reply_in_force(it.question));
        let line = fill(words.give_up_row, &[&theirs(&question.text), &answer, whom]);
        view! { class="tb", <li>{show(line)}</li> }.into_any()
    };
    let reasons: Vec<AnyView> = parts.iter().filter(on_side).take(3).map(reason).collect();
    if reasons.is_empty() {
        let none = fill(words.give_up_none, &[other, whom]);
        return view! { class="tb", <p>{show(none)}</p> }.into_any();
    }
    view! { class="tb", <ul>{reasons}</ul> }.into_any()
}

/// What the parts add up to, and the button for the next digit.
fn total(session: Session, tenths: RwSignal<bool>, [a, b]: [usize; 2]) -> AnyView {
    let words = session.words;
    let sum = move || {
        let margin = session.decision.read().margin.map_or(0, |it| it.rounded);
        let shown = if tenths.get() { tenths_of(session) } else { margin.to_string() };
        let model = session.model();
        let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
        show(fill(words.adds_up, &[&ours(shown), &leader, &other]))
    };
    let pressed = move || tenths.get().to_string();
    view! { class="tb",
        <p class="small total">
            {live(sum)} " "
            <button type="button" part="button" class="link" aria-pressed=move || pressed()
                on:click=move |_| tenths.update(|it| *it = !*it)>
                {words.tenths}
            </button>
        </p>
    }
    .into_any()
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
) -> AnyView {
    let words = session.words;
    let question = &model.questions[it.question];
    let side = if it.points < 0 { it.against } else { it.alternative };
    let side = &model.alternatives[side];
    let answer = if it.answered {
        words::answer(session.words, question, session.reply_in_force(it.question))
    } else {
        ours(words.unanswered_row)
    };
    let share = 100 * it.points / largest;
    let for_whom = crate::prose::line::text(&fill(words.for_, &[&name(side)]));
    let number = move || {
        if tenths.get() { one_decimal(it.tenths.abs()) } else { it.rounded.abs().to_string() }
    };
    let heading = theirs(&question.text);
    let open = RwSignal::new(false);
    view! { class="tb",
        <details class="part" on:toggle=move |_| {
            open.set(true);
            evidence::want(session);
        }>
            <summary>
                <span>{show(heading)} <small>{show(answer)}</small></span>
                {signed_bar(share, color_class(side.color))}
                <span class="n">
                    {live(number)} <span class="ear">" " {for_whom}</span>
                </span>
            </summary>
            {live(move || open.get().then(|| behind(session, it.question, it.answered)))}
        </details>
    }
    .into_any()
}

/// What the sources say about the answer given, one block each.
fn behind(session: Session, q: usize, answered: bool) -> AnyView {
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
        view! { class="tb", {ratings} {button} }.into_any()
    };
    let blocks = rows.iter().map(block).collect_view();
    view! { class="tb", <div class="behind">{evidence_notice(session)} {blocks}</div> }.into_any()
}
