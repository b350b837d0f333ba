//! What is added to a verdict once the code behind it is there: its strongest reasons, what to be
//! wary of, and what can still change it.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::warnings::Warning;
use tiebreak_core::model::Model;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, name, names, ui_text};

use crate::first::session::Session;
use crate::first::text::show;
use tiebreak_dom::prelude::*;

/// The strongest reasons for the winner rather than the runner-up.
pub fn because(session: Session) -> View {
    dynamic(move || {
        let model = session.model();
        let it = phrases::main_reasons(session.words, &model, &session.decision.read());
        it.map(|(line, strongest)| reasons(session, &model, line, strongest))
    })
}

fn reasons(session: Session, model: &Model, line: Sentence, strongest: Vec<usize>) -> View {
    let reasons = strongest.into_iter().map(|q| {
        let question = &model.questions[q];
        let answer = phrases::answer_or_default(session.words, question, session.reply_in_force(q));
        li().child(small().child(show(model_text(&question.text)))).child(show(answer)).into_view()
    });
    let reasons = reasons.collect::<Vec<_>>();
    div().class("because").child(p().child(show(line))).child(ul().child(reasons)).into_view()
}

/// Warnings that stand in sight; the others open.
const WARNINGS: usize = 2;

/// What a careful reader should know, as sentences.
pub fn warnings(session: Session) -> View {
    dynamic(move || listed(session, &session.model(), &session.decision.read().warnings))
}

fn listed(session: Session, model: &Model, all: &[Warning]) -> View {
    let words = session.words;
    let list = |them: &[Warning]| {
        let item = |it: &Warning| {
            let line = phrases::warning(words, model, it);
            li().child(show(line)).into_view()
        };
        let items: Vec<View> = them.iter().map(item).collect();
        ul().class("warnings").child(items).into_view()
    };
    let (first, rest) = all.split_at(all.len().min(WARNINGS));
    let rest = (!rest.is_empty()).then(|| {
        let number = ui_text(rest.len().to_string());
        let count = show(fill((words.details().more_warnings)(rest.len()), &[&number]));
        details().class("fold").child(summary().child(count)).child(list(rest)).into_view()
    });
    fragment().child((!first.is_empty()).then(|| list(first))).child(rest).into_view()
}

/// What can still change it, or how unlikely that is.
pub fn open(session: Session) -> View {
    dynamic(move || still_open(session, &session.model(), &session.decision.read()))
}

fn still_open(session: Session, model: &Model, decision: &Decision) -> Option<View> {
    let words = session.words;
    let count = decision.open.len();
    if decision.verdict.is_final || count == 0 {
        return None;
    }
    let close = &decision.verdict.close;
    let rivals = decision.witness.iter().flat_map(|it| &it.then.close);
    let rivals: Vec<usize> = rivals.copied().filter(|it| !close.contains(it)).collect();
    let number = ui_text(count.to_string());
    let line = if rivals.is_empty() {
        fill((words.details().open_more)(count), &[&number])
    } else {
        fill((words.details().open_ahead)(count), &[&names(model, &rivals, words.or), &number])
    };
    let unlikely = decision.verdict.winner.map(|a| unlikely_to_change(session, a));
    Some(
        p().class("box")
            .child(b().child(words.details().not_settled))
            .child(" ")
            .child(show(line))
            .child(" ")
            .child(unlikely)
            .into_view(),
    )
}

/// The soft stop: worded apart from what is settled, because it is not.
fn unlikely_to_change(session: Session, winner: usize) -> View {
    dynamic(move || {
        let deferred = session.deferred.read();
        let gain = &deferred.gain;
        let share = gain.stays.filter(|_| gain.is_soft_stop())?;
        let model = session.model();
        // Rounded down: it claims no more than was counted.
        let of_hundred = ui_text(((share * 100.0) as i64).to_string());
        let winner = name(&model.alternatives[winner]);
        Some(show(fill(session.words.details().unlikely_to_change, &[&of_hundred, &winner])))
    })
}

/// Why this question is asked before the others, on request.
pub fn why_next(session: Session, q: usize) -> View {
    dynamic(move || {
        let deferred = session.deferred.read();
        let gain = Some(&deferred.gain).filter(|it| it.next == Some(q))?;
        let words = session.words;
        let line = match gain.parts_of_hundred(q) {
            0 => ui_text(words.details().why_next_swing),
            parts => fill(words.details().why_next_gain, &[&ui_text(parts.to_string())]),
        };
        Some(
            details()
                .class("fold")
                .child(summary().child(words.details().why_next))
                .child(p().child(show(line)))
                .into_view(),
        )
    })
}
