//! The right half: the verdict by kind, where everybody stands, what can still change it.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::verdict::Dispute;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Alternative, Model};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, list, model_text, text, ui_text};

use super::deferred;
use super::lazy::details_if_ready;
use super::question::text_button_to;
use super::session::Session;
use super::text::{show, tag};
use tiebreak_dom::prelude::*;

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
    fragment()
        .child(
            section()
                .class("verdict")
                .part("verdict")
                .attr("tabindex", "-1")
                .attr("aria-label", session.words.given_answers)
                .child(h3().class("ear").child(session.words.given_answers))
                .child(details_if_ready(session, move |details| (details.trial)(session)))
                .child(panel),
        )
        .child(p().class("ear").attr("role", "status").child(move || spoken(session)))
        .into_view()
}

/// What is said aloud, once per change; nothing before the first answer.
fn spoken(session: Session) -> String {
    let decision = session.decision.read();
    if decision.verdict.kind == VerdictKind::Unasked || !session.revealed.get() {
        return String::new();
    }
    let it = phrases::headline(session.words, &session.model(), &decision);
    [&text(&it.verdict), ". ", &text(&it.explanation)].concat()
}

fn hidden(session: Session) -> View {
    let words = session.words;
    fragment()
        .child(p().class("v").child(words.hidden_verdict))
        .child(p().class("of").child(words.hidden_hint))
        .child(text_button_to(words.show_verdict, VERDICT, move || session.revealed.set(true)))
        .into_view()
}

fn shown(session: Session, decision: &Decision) -> View {
    let model = session.model();
    let it = phrases::headline(session.words, &model, decision);
    if decision.verdict.kind == VerdictKind::Unasked {
        return fragment()
            .child(p().class("v").child(show(it.verdict)))
            .child(p().class("of").child(show(it.explanation)))
            .into_view();
    }
    fragment()
        .child(p().class("step").child(it.status).child(own(session)))
        .child(p().class("v").child(show(it.verdict)))
        .child(details_if_ready(session, move |details| (details.because)(session)))
        .child(p().class("of").child(show(it.explanation)))
        .child(details_if_ready(session, move |details| (details.readings)(session)))
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
        .child(details_if_ready(session, move |details| (details.open)(session)))
        .child(details_if_ready(session, move |details| (details.warnings)(session)))
        .into_view()
}

/// How many ratings are the reader's own.
fn own(session: Session) -> Option<View> {
    let count = session.in_force.read_untracked().overrides.len();
    let line = fill((session.words.own_ratings)(count), &[&ui_text(count.to_string())]);
    (count > 0).then(|| em().class("badge").child(show(line)).into_view())
}

/// Both outcomes of a disputed requirement, who says what, and their statements.
fn dispute(session: Session, model: &Model, it: &Dispute) -> View {
    let [why, with, without] = phrases::dispute(session.words, model, it);
    let option = &model.questions[it.requirement.question].options[it.requirement.option];
    let requirement = option.requirements.iter().find(|r| r.excludes == it.requirement.excludes);
    let voices = requirement.iter().flat_map(|it| it.said_by.iter().chain(&it.contradicted_by));
    let statements: Vec<String> = voices.flat_map(|it| it.statements.iter().cloned()).collect();
    let statements =
        details_if_ready(session, move |details| (details.statements)(session, &statements));
    div()
        .class("box")
        .child(p().child(show(why)))
        .child(ul().child(li().child(show(with))).child(li().child(show(without))))
        .child(statements)
        .into_view()
}

/// Everybody who is still in play, best first.
fn bars(session: Session, model: &Model, decision: &Decision) -> View {
    let mut order = deferred::order(model, decision);
    order.retain(|&a| decision.alternatives[a].eligible);
    let bar =
        |&a: &usize| Some(bar(session, a, &model.alternatives[a], decision.alternatives[a].value?));
    let bars: Vec<View> = order.iter().filter_map(bar).collect();
    ul().class("plain bars").attr("aria-label", session.words.scores).child(bars).into_view()
}

fn bar(session: Session, a: usize, it: &Alternative, value: i64) -> View {
    let width = [&value.clamp(0, 100).to_string(), "%"].concat();
    let class = ["fill ", super::text::color_class(it.color)].concat();
    li().class("bar")
        .child(tag(it))
        .child(
            span()
                .class("track")
                .attr("aria-hidden", "true")
                .child(i().class(class).style("width", width))
                .child(details_if_ready(session, move |details| (details.bracket)(session, a))),
        )
        .child(
            span().class("n").child(value.to_string()).child(" ").child(
                span()
                    .class("ear")
                    .child(details_if_ready(session, move |details| (details.range)(session, a))),
            ),
        )
        .into_view()
}

/// Who is out, and which answers keep them out.
fn ruled_out(session: Session, model: &Model, decision: &Decision) -> View {
    let words = session.words;
    let out = decision.alternatives.iter().enumerate().filter(|(_, it)| !it.eligible);
    let out: Vec<View> = out
        .map(|(a, standing)| {
            let by = standing.excluded_by.iter().map(|it| {
                let option = model_text(&model.questions[it.question].options[it.option].text);
                let by = if it.agreed { words.ruled_out_by } else { words.would_be_ruled_out_by };
                fill(by, &[&option])
            });
            let by = list(by.collect(), words.and);
            let value = standing.value.map(|it| {
                let would = fill(words.would_score, &[&ui_text(it.to_string())]);
                small().child(" · ").child(show(would)).into_view()
            });
            li().child(tag(&model.alternatives[a]))
                .child(" ")
                .child(small().child(show(by)))
                .child(value)
                .into_view()
        })
        .collect();
    (!out.is_empty())
        .then(|| {
            div()
                .class("out")
                .child(h4().child(words.ruled_out))
                .child(ul().class("plain").child(out))
                .into_view()
        })
        .into_view()
}
