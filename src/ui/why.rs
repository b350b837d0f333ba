//! Why: what you give up first, then what weighs most, then every answer's part of the lead.

use leptos::prelude::*;

use crate::engine::Decision;
use crate::engine::explain::Contribution;
use crate::model::answers::indices;
use crate::model::{Model, Row};

use super::controls::signed_bar;
use super::evidence::ratings;
use super::line::{Line, color_class, fill, name, ours, show, theirs};
use super::session::Session;
use super::words;

/// The panel.
pub fn why(session: Session) -> AnyView {
    (move || {
        let decision = session.decision.read();
        let model = session.model();
        match (decision.leader, decision.runner_up, decision.margin) {
            (Some(a), Some(b), Some(_)) => compare(session, &model, &decision, a, b),
            _ => view! { class="tb", <p>{session.words.no_comparison}</p> }.into_any(),
        }
    })
    .into_any()
}

fn compare(session: Session, model: &Model, decision: &Decision, a: usize, b: usize) -> AnyView {
    let words = session.words;
    let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
    let mut parts: Vec<Contribution> =
        decision.contributions.iter().filter(|it| it.against == b).copied().collect();
    parts.sort_by_key(|it| -it.points.abs());
    let largest = parts.iter().map(|it| it.points.abs()).max().unwrap_or(1).max(1);
    let reason = |it: &Contribution| {
        let question = theirs(&model.questions[it.question].text);
        let reply = words::decided(session, it.question);
        let answer = words::answer(session, &model.questions[it.question], reply);
        let for_whom = if it.points < 0 { &other } else { &leader };
        let line = fill(words.give_up_row, &[&question, &answer, for_whom]);
        view! { class="tb", <li>{show(line)}</li> }.into_any()
    };
    let answered = || parts.iter().filter(|it| it.answered);
    let against: Vec<AnyView> = answered().filter(|it| it.points < 0).take(3).map(reason).collect();
    let for_it: Vec<AnyView> = answered().filter(|it| it.points > 0).take(3).map(reason).collect();
    let against = if against.is_empty() {
        let none = fill(words.give_up_none, &[&leader, &other]);
        view! { class="tb", <p>{show(none)}</p> }.into_any()
    } else {
        view! { class="tb", <ul>{against}</ul> }.into_any()
    };
    let rows = parts.iter().map(|it| row(session, model, *it, largest)).collect_view();
    let margin = decision.margin.map_or(0, |it| it.rounded);
    let total = move || {
        let shown = if session.tenths.get() { tenths_of(session) } else { margin.to_string() };
        let model = session.model();
        let [leader, other] = [a, b].map(|it| name(&model.alternatives[it]));
        show(fill(words.adds_up, &[&ours(shown), &leader, &other]))
    };
    let pressed = move || session.tenths.get().to_string();
    view! { class="tb",
        <h4>{show(fill(words.give_up, &[&leader]))}</h4>
        {against}
        <h4>{show(fill(words.reasons, &[&leader, &other]))}</h4>
        <ul>{for_it}</ul>
        <h4>{show(fill(words.every_row, &[&leader, &other]))}</h4>
        <div class="rows">{rows}</div>
        <p class="small total">
            {total} " "
            <button type="button" part="button" class="link" aria-pressed=pressed
                on:click=move |_| session.tenths.update(|it| *it = !*it)>
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
    tenths(parts.map(|it| it.tenths).sum())
}

fn tenths(it: i64) -> String {
    let sign = if it < 0 { "−" } else { "" };
    [sign, &(it.abs() / 10).to_string(), ".", &(it.abs() % 10).to_string()].concat()
}

/// One question's part; opens what stands behind it.
fn row(session: Session, model: &Model, it: Contribution, largest: i64) -> AnyView {
    let words = session.words;
    let question = &model.questions[it.question];
    let side = if it.points < 0 { it.against } else { it.alternative };
    let side = &model.alternatives[side];
    let answer = if it.answered {
        words::answer(session, question, words::decided(session, it.question))
    } else {
        ours(words.unanswered_row)
    };
    let share = it.points as f64 / largest as f64;
    let for_whom = super::line::text(&fill(words.for_, &[&name(side)]));
    let number = move || {
        if session.tenths.get() { tenths(it.tenths.abs()) } else { it.rounded.abs().to_string() }
    };
    let heading = theirs(&question.text);
    let open = RwSignal::new(false);
    view! { class="tb",
        <details class="part" on:toggle=move |_| {
            open.set(true);
            session.want_evidence();
        }>
            <summary>
                <span>{show(heading)} <small>{show(answer)}</small></span>
                {signed_bar(share, color_class(side.color))}
                <span class="n">
                    {number} <span class="ear">" " {for_whom}</span>
                </span>
            </summary>
            {move || open.get().then(|| behind(session, it.question, it.answered))}
        </details>
    }
    .into_any()
}

/// What the sources say about the answer given, one block each.
fn behind(session: Session, q: usize, answered: bool) -> AnyView {
    let model = session.model();
    let question = &model.questions[q];
    let rows: Vec<(Option<Line>, &Row)> = if answered {
        let reply = session.answers.read().replies[q];
        let set = reply.map_or(0, |it| question.chosen(it));
        let many = set.count_ones() > 1;
        indices(set)
            .map(|o| &question.options[o])
            .map(|it| (many.then(|| theirs(&it.text)), &it.row))
            .collect()
    } else {
        vec![(None, &question.unanswered)]
    };
    rows.into_iter().map(|(heading, row)| ratings(session, heading, row)).collect_view().into_any()
}
