//! What is added to a verdict once the code behind it is there: its strongest reasons, and what to be
//! wary of.

use crate::engine::warnings::Warning;
use crate::model::Model;
use crate::prose::line::{Line, fill, ours, theirs};
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
        let answer = words::answer(session.words, question, session.reply_in_force(q));
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
