//! The right half of the widget: the verdict, a bar for each eligible alternative, and the excluded
//! alternatives. The details add reasons, samples and warnings.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::verdict::Dispute;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Alternative, Model};
use tiebreak_core::texts::phrases::{self, Headline};
use tiebreak_core::texts::sentence::{fill, list, model_text, text, ui_text};
use tiebreak_dom::prelude::*;

use super::deferred;
use super::lazy::{details_if_ready, part_if_ready};
use super::question::text_button_to;
use super::session::Session;
use super::text::{color_class, show, tag};

/// Selector of the element that takes the focus when a button of the verdict disappears.
pub const VERDICT: &str = ".verdict";

/// The right half, and a status message for screen readers.
pub fn panel(session: Session) -> impl IntoView {
    let heading = session.strings.given_answers;
    let is_asked = Memo::new(move || session.decision.read().verdict.kind != VerdictKind::Unasked);
    effect(move |_| {
        if session.decision.read().verdict.is_final && !session.revealed.get_untracked() {
            session.revealed.set(true);
        }
    });
    let content = move || {
        if !session.revealed.get() {
            hidden(session).into_view()
        } else if is_asked.get() {
            revealed(session).into_view()
        } else if session.model().default_verdict {
            default_verdict(session).into_view()
        } else {
            initial_headline(session).into_view()
        }
    };
    (
        section()
            .class("verdict")
            .part("verdict")
            .attr("tabindex", "-1")
            .attr("aria-label", heading)
            .child((
                h3().class("visually-hidden").child(heading),
                part_if_ready(session, |details| details.trial),
                content,
            )),
        p().class("visually-hidden").attr("role", "status").child(move || announcement(session)),
    )
}

/// The text of the status message: the verdict in one line, empty before the first answer.
fn announcement(session: Session) -> String {
    let decision = session.decision.read();
    if decision.verdict.kind == VerdictKind::Unasked || !session.revealed.get() {
        return String::new();
    }
    let headline = current_headline(session);
    [&text(&headline.verdict), session.strings.sentence_end, &text(&headline.explanation)].concat()
}

/// Replaces the verdict while the page wants it hidden.
fn hidden(session: Session) -> impl IntoView {
    let strings = session.strings;
    let reveal = move || session.revealed.set(true);
    (
        p().class("headline").child(strings.hidden_verdict),
        p().class("subline").child(strings.hidden_hint),
        text_button_to(strings.show_verdict, VERDICT, reveal),
    )
}

/// A note before the first answer.
fn initial_headline(session: Session) -> ElementBuilder {
    let headline = current_headline(session);
    p().class("small").child((
        b().child(show(headline.verdict)),
        session.strings.sentence_end,
        show(headline.explanation),
    ))
}

/// The verdict before the first answer, for a model that has one.
fn default_verdict(session: Session) -> impl IntoView {
    let headline = current_headline(session);
    (
        p().class("headline").child(show(headline.verdict)),
        p().class("subline").child(show(headline.explanation)),
        bars(session, &session.model(), &session.decision.read()),
    )
}

/// The verdict after the first answer. Each part is updated by itself, so that folded parts of the
/// details stay open.
fn revealed(session: Session) -> impl IntoView {
    let results = move || {
        let (model, decision) = (session.model(), session.decision.read());
        let disputes =
            decision.verdict.disputed.iter().map(|dispute| dispute_box(session, &model, dispute));
        (
            disputes.collect_view(),
            bars(session, &model, &decision),
            excluded(session, &model, &decision),
        )
    };
    (
        p().class("step")
            .child(move || (current_headline(session).status, override_count(session))),
        p().class("headline").child(move || show(current_headline(session).verdict)),
        part_if_ready(session, |details| details.reasons),
        p().class("subline").child(move || show(current_headline(session).explanation)),
        part_if_ready(session, |details| details.scenarios),
        results,
        part_if_ready(session, |details| details.open_questions),
        part_if_ready(session, |details| details.warnings),
    )
}

fn current_headline(session: Session) -> Headline {
    phrases::headline(session.strings, &session.model(), &session.decision.read())
}

/// The number of ratings that the reader has replaced.
fn override_count(session: Session) -> Option<ElementBuilder> {
    let count = session.effective_answers.read().overrides.len();
    let strings = session.strings;
    (count > 0).then(|| em().class("badge").child(strings.count(&strings.own_ratings, count)))
}

/// Both outcomes of a disputed requirement, the sources on each side, and their statements.
fn dispute_box(session: Session, model: &Model, dispute: &Dispute) -> ElementBuilder {
    let [why, with, without] = phrases::dispute(session.strings, model, dispute);
    let disputed = &dispute.requirement;
    let option = &model.questions[disputed.question].options[disputed.option];
    let requirement =
        option.requirements.iter().find(|requirement| requirement.excludes == disputed.excludes);
    let ids: Vec<String> = requirement
        .iter()
        .flat_map(|requirement| requirement.said_by.iter().chain(&requirement.contradicted_by))
        .flat_map(|claim| claim.statements.iter().cloned())
        .collect();
    div().class("box").child((
        p().child(show(why)),
        ul().child((li().child(show(with)), li().child(show(without)))),
        details_if_ready(session, move |details| (details.statements)(session, &ids)),
    ))
}

/// A bar for each eligible alternative, the highest score first.
fn bars(session: Session, model: &Model, decision: &Decision) -> ElementBuilder {
    let mut order = deferred::order(model, decision);
    order.retain(|&a| decision.alternatives[a].eligible);
    let bars = order.iter().filter_map(|&a| {
        Some(bar(session, a, &model.alternatives[a], decision.alternatives[a].value?))
    });
    ul().class("plain bars").attr("aria-label", session.strings.scores).child(bars.collect_view())
}

fn bar(session: Session, a: usize, alternative: &Alternative, value: i64) -> ElementBuilder {
    let width = [&value.clamp(0, 100).to_string(), "%"].concat();
    let fill = ["fill ", color_class(alternative.color)].concat();
    li().class("bar").child((
        tag(alternative),
        span().class("track").attr("aria-hidden", "true").child((
            i().class(fill).style("width", width),
            details_if_ready(session, move |details| (details.interval_mark)(session, a)),
        )),
        span().class("number").child((
            value,
            " ",
            span().class("visually-hidden").child(details_if_ready(session, move |details| {
                (details.interval_text)(session, a)
            })),
        )),
    ))
}

/// The excluded alternatives, each with the options that exclude it and the value that it would
/// have.
fn excluded(session: Session, model: &Model, decision: &Decision) -> Option<ElementBuilder> {
    let strings = session.strings;
    let excluded = decision.alternatives.iter().enumerate().filter(|(_, result)| !result.eligible);
    let items = excluded.map(|(a, result)| {
        let reasons = result.excluded_by.iter().map(|requirement| {
            let option = &model.questions[requirement.question].options[requirement.option];
            let text = if requirement.agreed {
                strings.ruled_out_by
            } else {
                strings.would_be_ruled_out_by
            };
            fill(text, &[&model_text(&option.text)])
        });
        let reasons = list(reasons.collect(), strings.and);
        let value = result.value.map(|value| {
            let text = fill(strings.would_score, &[&ui_text(value.to_string())]);
            small().child((" · ", show(text)))
        });
        li().child((tag(&model.alternatives[a]), " ", small().child(show(reasons)), value))
    });
    let items = items.collect_view();
    (!items.is_empty()).then(|| {
        let list = ul().class("plain").child(items);
        div().class("excluded").child((h4().child(strings.ruled_out), list))
    })
}
