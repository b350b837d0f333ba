//! The right half: the verdict by kind, where everybody stands, what can still change it.

use leptos::prelude::*;

use crate::engine::Decision;
use crate::engine::verdict::Dispute;
use crate::engine::warnings::Warning;
use crate::model::schema::VerdictKind;
use crate::model::{Alternative, Model};
use crate::prose::line::{fill, list, names, ours, text, theirs};
use crate::prose::words;

use super::inline::{live, show, tag};
use super::later::silently;
use super::question::press;
use super::readings::{self, bracket, range};
use super::session::Session;

/// Where the focus goes when what was pressed leaves with the verdict before.
pub const VERDICT: &str = ".verdict";

/// The right half.
pub fn verdict(session: Session) -> AnyView {
    let panel = move || {
        let decision = session.decision.read();
        if decision.verdict.is_final && !session.revealed.get_untracked() {
            session.revealed.set(true);
        }
        if session.revealed.get() { shown(session, &decision) } else { hidden(session) }
    };
    view! { class="tb",
        <section class="verdict" part="verdict" tabindex="-1" aria-label=session.words.given>
            <h3 class="ear">{session.words.given}</h3>
            {silently(session, move |more| (more.trial)(session))}
            {live(panel)}
        </section>
        <p class="ear" role="status">{live(move || spoken(session))}</p>
    }
    .into_any()
}

/// What is said aloud, once per change; nothing before the first answer.
fn spoken(session: Session) -> String {
    let decision = session.decision.read();
    if decision.verdict.kind == VerdictKind::Unasked || !session.revealed.get() {
        return String::new();
    }
    let it = words::headline(session.words, &session.model(), &decision);
    [text(&it.line), ". ".to_owned(), text(&it.below)].concat()
}

fn hidden(session: Session) -> AnyView {
    let words = session.words;
    view! { class="tb",
        <p class="v">{words.hidden_verdict}</p>
        <p class="of">{words.hidden_why}</p>
        {press(words.show_verdict, VERDICT, move || session.revealed.set(true))}
    }
    .into_any()
}

fn shown(session: Session, decision: &Decision) -> AnyView {
    let model = session.model();
    let it = words::headline(session.words, &model, decision);
    if decision.verdict.kind == VerdictKind::Unasked {
        return view! { class="tb",
            <p class="v">{show(it.line)}</p>
            <p class="of">{show(it.below)}</p>
        }
        .into_any();
    }
    view! { class="tb",
        <p class="step">{it.over} {own(session)}</p>
        <p class="v">{show(it.line)}</p>
        {because(session, &model, decision)}
        <p class="of">{show(it.below)}</p>
        {readings::readings(session)}
        {decision.verdict.disputed.iter().map(|it| dispute(session, &model, it)).collect_view()}
        {bars(session, &model, decision)}
        {ruled_out(session, &model, decision)}
        {open(session, &model, decision)}
        {warnings(session, &model, decision)}
    }
    .into_any()
}

/// How many ratings are the reader's own.
fn own(session: Session) -> Option<AnyView> {
    let count = session.in_force.read_untracked().overrides.len();
    let line = fill((session.words.own_in_force)(count), &[&ours(count.to_string())]);
    (count > 0).then(|| view! { class="tb", <em class="badge">{show(line)}</em> }.into_any())
}

/// The strongest reasons for the winner rather than the runner-up.
fn because(session: Session, model: &Model, decision: &Decision) -> Option<AnyView> {
    let (line, strongest) = words::because(session.words, model, decision)?;
    let reasons = strongest.into_iter().map(|q| {
        let question = &model.questions[q];
        let answer = words::answer(session.words, question, session.reply_in_force(q));
        view! { class="tb", <li><small>{show(theirs(&question.text))}</small> {show(answer)}</li> }
            .into_any()
    });
    let reasons = reasons.collect_view();
    Some(
        view! { class="tb", <div class="because"><p>{show(line)}</p><ul>{reasons}</ul></div> }
            .into_any(),
    )
}

/// Both outcomes of a disputed requirement, who says what, and their statements.
fn dispute(session: Session, model: &Model, it: &Dispute) -> AnyView {
    let [why, with, without] = words::dispute(session.words, model, it);
    let option = &model.questions[it.requirement.question].options[it.requirement.option];
    let requirement = option.requirements.iter().find(|r| r.excludes == it.requirement.excludes);
    let voices = requirement.iter().flat_map(|it| it.said_by.iter().chain(&it.contradicted_by));
    let statements: Vec<String> = voices.flat_map(|it| it.statements.iter().cloned()).collect();
    let statements = silently(session, move |more| (more.statements)(session, &statements));
    view! { class="tb",
        <div class="box">
            <p>{show(why)}</p>
            <ul><li>{show(with)}</li><li>{show(without)}</li></ul>
            {statements}
        </div>
    }
    .into_any()
}

/// Everybody who is still in play, best first.
fn bars(session: Session, model: &Model, decision: &Decision) -> AnyView {
    let mut order = readings::order(model, decision);
    order.retain(|&a| decision.alternatives[a].eligible);
    let bar =
        |&a: &usize| Some(bar(session, a, &model.alternatives[a], decision.alternatives[a].value?));
    let bars: Vec<AnyView> = order.iter().filter_map(bar).collect();
    view! { class="tb", <ul class="plain bars" aria-label=session.words.bars>{bars}</ul> }
        .into_any()
}

fn bar(session: Session, a: usize, it: &Alternative, value: i64) -> AnyView {
    let width = [&value.clamp(0, 100).to_string(), "%"].concat();
    let class = ["fill ", super::inline::color_class(it.color)].concat();
    view! { class="tb",
        <li class="bar">
            {tag(it)}
            <span class="track" aria-hidden="true">
                <i class=class style:width=width></i> {bracket(session, a)}
            </span>
            <span class="n">{value} " " <span class="ear">{range(session, a)}</span></span>
        </li>
    }
    .into_any()
}

/// Who is out, and which answers keep them out.
fn ruled_out(session: Session, model: &Model, decision: &Decision) -> AnyView {
    let words = session.words;
    let out = decision.alternatives.iter().enumerate().filter(|(_, it)| !it.eligible);
    let out: Vec<AnyView> = out
        .map(|(a, standing)| {
            let by = standing.excluded_by.iter().map(|it| {
                let option = theirs(&model.questions[it.question].options[it.option].text);
                let by = if it.agreed { words.ruled_out_by } else { words.would_be_ruled_out_by };
                fill(by, &[&option])
            });
            let by = list(by.collect(), words.and);
            let value = standing.value.map(|it| {
                let would = fill(words.would_have, &[&ours(it.to_string())]);
                view! { class="tb", <small>" · " {show(would)}</small> }.into_any()
            });
            view! { class="tb",
                <li>{tag(&model.alternatives[a])} " " <small>{show(by)}</small> {value}</li>
            }
            .into_any()
        })
        .collect();
    (!out.is_empty())
        .then(|| {
            view! { class="tb",
                <div class="out"><h4>{words.ruled_out}</h4><ul class="plain">{out}</ul></div>
            }
            .into_any()
        })
        .into_any()
}

/// What can still change it, or how unlikely that is.
fn open(session: Session, model: &Model, decision: &Decision) -> Option<AnyView> {
    let words = session.words;
    let count = decision.open.len();
    if decision.verdict.is_final || count == 0 {
        return None;
    }
    let close = &decision.verdict.close;
    let rivals = decision.witness.iter().flat_map(|it| &it.then.close);
    let rivals: Vec<usize> = rivals.copied().filter(|it| !close.contains(it)).collect();
    let number = ours(count.to_string());
    let line = if rivals.is_empty() {
        fill((words.open_more)(count), &[&number])
    } else {
        fill((words.open_ahead)(count), &[&names(model, &rivals, words.or), &number])
    };
    let unlikely = decision.verdict.winner.map(|a| readings::unlikely_to_change(session, a));
    Some(
        view! { class="tb",
            <p class="box"><b>{words.not_settled}</b> " " {show(line)} " " {unlikely}</p>
        }
        .into_any(),
    )
}

/// Warnings that stand in sight; the others open.
const WARNINGS: usize = 2;

/// What a careful reader should know, as sentences.
fn warnings(session: Session, model: &Model, decision: &Decision) -> AnyView {
    let words = session.words;
    let all = &decision.warnings;
    let list = |them: &[Warning]| {
        let item = |it: &Warning| {
            let line = words::warning(words, model, it);
            view! { class="tb", <li>{show(line)}</li> }.into_any()
        };
        let items: Vec<AnyView> = them.iter().map(item).collect();
        view! { class="tb", <ul class="warnings">{items}</ul> }.into_any()
    };
    let (first, rest) = all.split_at(all.len().min(WARNINGS));
    let rest = (!rest.is_empty()).then(|| {
        let count = ours(rest.len().to_string());
        let summary = show(fill((words.more_warnings)(rest.len()), &[&count]));
        view! { class="tb", <details class="fold"><summary>{summary}</summary>{list(rest)}</details> }
            .into_any()
    });
    view! { class="tb", {(!first.is_empty()).then(|| list(first))} {rest} }.into_any()
}
