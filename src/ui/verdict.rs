//! The right half: the verdict by kind, where everybody stands, what can still change it.

use crate::engine::Decision;
use crate::engine::verdict::Dispute;
use crate::model::schema::VerdictKind;
use crate::model::{Alternative, Model};
use crate::prose::line::{fill, list, ours, text, theirs};
use crate::prose::words;

use super::el::{Piece, View, el, group};
use super::inline::{live, show, tag};
use super::later::silently;
use super::outlook;
use super::question::press;
use super::session::Session;

/// Where the focus goes when what was pressed leaves with the verdict before.
pub const VERDICT: &str = ".verdict";

/// The right half.
pub fn verdict(session: Session) -> View {
    let panel = move || {
        let decision = session.decision.read();
        if decision.verdict.is_final && !session.revealed.get_untracked() {
            session.revealed.set(true);
        }
        if session.revealed.get() { shown(session, &decision) } else { hidden(session) }
    };
    group()
        .child(
            el("section")
                .class("verdict")
                .part("verdict")
                .attr("tabindex", "-1")
                .attr("aria-label", session.words.given)
                .child(el("h3").class("ear").child(session.words.given))
                .child(silently(session, move |more| (more.trial)(session)))
                .child(live(panel)),
        )
        .child(el("p").class("ear").attr("role", "status").child(live(move || spoken(session))))
        .view()
}

/// What is said aloud, once per change; nothing before the first answer.
fn spoken(session: Session) -> String {
    let decision = session.decision.read();
    if decision.verdict.kind == VerdictKind::Unasked || !session.revealed.get() {
        return String::new();
    }
    let it = words::headline(session.words, &session.model(), &decision);
    [&text(&it.line), ". ", &text(&it.below)].concat()
}

fn hidden(session: Session) -> View {
    let words = session.words;
    group()
        .child(el("p").class("v").child(words.hidden_verdict))
        .child(el("p").class("of").child(words.hidden_why))
        .child(press(words.show_verdict, VERDICT, move || session.revealed.set(true)))
        .view()
}

fn shown(session: Session, decision: &Decision) -> View {
    let model = session.model();
    let it = words::headline(session.words, &model, decision);
    if decision.verdict.kind == VerdictKind::Unasked {
        return group()
            .child(el("p").class("v").child(show(it.line)))
            .child(el("p").class("of").child(show(it.below)))
            .view();
    }
    group()
        .child(el("p").class("step").child(it.over).child(own(session)))
        .child(el("p").class("v").child(show(it.line)))
        .child(silently(session, move |more| (more.because)(session)))
        .child(el("p").class("of").child(show(it.below)))
        .child(silently(session, move |more| (more.readings)(session)))
        .child(
            decision
                .verdict
                .disputed
                .iter()
                .map(|it| dispute(session, &model, it))
                .collect::<Vec<_>>(),
        )
        .child(bars(session, &model, decision))
        .child(ruled_out(session, &model, decision))
        .child(silently(session, move |more| (more.open)(session)))
        .child(silently(session, move |more| (more.warnings)(session)))
        .view()
}

/// How many ratings are the reader's own.
fn own(session: Session) -> Option<View> {
    let count = session.in_force.read_untracked().overrides.len();
    let line = fill((session.words.own_in_force)(count), &[&ours(count.to_string())]);
    (count > 0).then(|| el("em").class("badge").child(show(line)).view())
}

/// Both outcomes of a disputed requirement, who says what, and their statements.
fn dispute(session: Session, model: &Model, it: &Dispute) -> View {
    let [why, with, without] = words::dispute(session.words, model, it);
    let option = &model.questions[it.requirement.question].options[it.requirement.option];
    let requirement = option.requirements.iter().find(|r| r.excludes == it.requirement.excludes);
    let voices = requirement.iter().flat_map(|it| it.said_by.iter().chain(&it.contradicted_by));
    let statements: Vec<String> = voices.flat_map(|it| it.statements.iter().cloned()).collect();
    let statements = silently(session, move |more| (more.statements)(session, &statements));
    el("div")
        .class("box")
        .child(el("p").child(show(why)))
        .child(el("ul").child(el("li").child(show(with))).child(el("li").child(show(without))))
        .child(statements)
        .view()
}

/// Everybody who is still in play, best first.
fn bars(session: Session, model: &Model, decision: &Decision) -> View {
    let mut order = outlook::order(model, decision);
    order.retain(|&a| decision.alternatives[a].eligible);
    let bar =
        |&a: &usize| Some(bar(session, a, &model.alternatives[a], decision.alternatives[a].value?));
    let bars: Vec<View> = order.iter().filter_map(bar).collect();
    el("ul").class("plain bars").attr("aria-label", session.words.bars).child(bars).view()
}

fn bar(session: Session, a: usize, it: &Alternative, value: i64) -> View {
    let width = [&value.clamp(0, 100).to_string(), "%"].concat();
    let class = ["fill ", super::inline::color_class(it.color)].concat();
    el("li")
        .class("bar")
        .child(tag(it))
        .child(
            el("span")
                .class("track")
                .attr("aria-hidden", "true")
                .child(el("i").class(class).style("width", width))
                .child(silently(session, move |more| (more.bracket)(session, a))),
        )
        .child(el("span").class("n").child(value.to_string()).child(" ").child(
            el("span").class("ear").child(silently(session, move |more| (more.range)(session, a))),
        ))
        .view()
}

/// Who is out, and which answers keep them out.
fn ruled_out(session: Session, model: &Model, decision: &Decision) -> View {
    let words = session.words;
    let out = decision.alternatives.iter().enumerate().filter(|(_, it)| !it.eligible);
    let out: Vec<View> = out
        .map(|(a, standing)| {
            let by = standing.excluded_by.iter().map(|it| {
                let option = theirs(&model.questions[it.question].options[it.option].text);
                let by = if it.agreed { words.ruled_out_by } else { words.would_be_ruled_out_by };
                fill(by, &[&option])
            });
            let by = list(by.collect(), words.and);
            let value = standing.value.map(|it| {
                let would = fill(words.would_have, &[&ours(it.to_string())]);
                el("small").child(" · ").child(show(would)).view()
            });
            el("li")
                .child(tag(&model.alternatives[a]))
                .child(" ")
                .child(el("small").child(show(by)))
                .child(value)
                .view()
        })
        .collect();
    (!out.is_empty())
        .then(|| {
            el("div")
                .class("out")
                .child(el("h4").child(words.ruled_out))
                .child(el("ul").class("plain").child(out))
                .view()
        })
        .view()
}
