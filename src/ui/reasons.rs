//! What is added to a verdict once the code behind it is there: its strongest reasons, what to be
//! wary of, and what can still change it.

use crate::engine::Decision;
use crate::engine::warnings::Warning;
use crate::model::Model;
use crate::prose::line::{Line, fill, name, names, ours, theirs};
use crate::prose::words;

use super::el::{Piece, View, el, group};
use super::inline::{live, show};
use super::session::Session;

/// The strongest reasons for the winner rather than the runner-up.
pub fn because(session: Session) -> View {
    live(move || {
        let model = session.model();
        let it = words::because(session.words, &model, &session.decision.read());
        it.map(|(line, strongest)| reasons(session, &model, line, strongest))
    })
}

fn reasons(session: Session, model: &Model, line: Line, strongest: Vec<usize>) -> View {
    let reasons = strongest.into_iter().map(|q| {
        let question = &model.questions[q];
        let answer = words::standing(session.words, question, session.reply_in_force(q));
        el("li").child(el("small").child(show(theirs(&question.text)))).child(show(answer)).view()
    });
    let reasons = reasons.collect::<Vec<_>>();
    el("div")
        .class("because")
        .child(el("p").child(show(line)))
        .child(el("ul").child(reasons))
        .view()
}

/// Warnings that stand in sight; the others open.
const WARNINGS: usize = 2;

/// What a careful reader should know, as sentences.
pub fn warnings(session: Session) -> View {
    live(move || listed(session, &session.model(), &session.decision.read().warnings))
}

fn listed(session: Session, model: &Model, all: &[Warning]) -> View {
    let words = session.words;
    let list = |them: &[Warning]| {
        let item = |it: &Warning| {
            let line = words::warning(words, model, it);
            el("li").child(show(line)).view()
        };
        let items: Vec<View> = them.iter().map(item).collect();
        el("ul").class("warnings").child(items).view()
    };
    let (first, rest) = all.split_at(all.len().min(WARNINGS));
    let rest = (!rest.is_empty()).then(|| {
        let count = ours(rest.len().to_string());
        let summary = show(fill((words.behind().more_warnings)(rest.len()), &[&count]));
        el("details").class("fold").child(el("summary").child(summary)).child(list(rest)).view()
    });
    group().child((!first.is_empty()).then(|| list(first))).child(rest).view()
}

/// What can still change it, or how unlikely that is.
pub fn open(session: Session) -> View {
    live(move || still_open(session, &session.model(), &session.decision.read()))
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
    let number = ours(count.to_string());
    let line = if rivals.is_empty() {
        fill((words.behind().open_more)(count), &[&number])
    } else {
        fill((words.behind().open_ahead)(count), &[&names(model, &rivals, words.or), &number])
    };
    let unlikely = decision.verdict.winner.map(|a| unlikely_to_change(session, a));
    Some(
        el("p")
            .class("box")
            .child(el("b").child(words.behind().not_settled))
            .child(" ")
            .child(show(line))
            .child(" ")
            .child(unlikely)
            .view(),
    )
}

/// The soft stop: worded apart from what is settled, because it is not.
fn unlikely_to_change(session: Session, winner: usize) -> View {
    live(move || {
        let outlook = session.outlook.read();
        let gain = &outlook.gain;
        let share = gain.stays.filter(|_| gain.is_soft_stop())?;
        let model = session.model();
        // Rounded down: it claims no more than was counted.
        let of_hundred = ours(((share * 100.0) as i64).to_string());
        let winner = name(&model.alternatives[winner]);
        Some(show(fill(session.words.behind().unlikely_to_change, &[&of_hundred, &winner])))
    })
}

/// Why this question is asked before the others, on request.
pub fn why_next(session: Session, q: usize) -> View {
    live(move || {
        let outlook = session.outlook.read();
        let gain = Some(&outlook.gain).filter(|it| it.next == Some(q))?;
        let words = session.words;
        let line = match gain.parts_of_hundred(q) {
            0 => ours(words.behind().why_next_swing),
            parts => fill(words.behind().why_next_gain, &[&ours(parts.to_string())]),
        };
        Some(
            el("details")
                .class("fold")
                .child(el("summary").child(words.behind().why_next))
                .child(el("p").child(show(line)))
                .view(),
        )
    })
}
