//! The lists of all questions and of the answered ones, each with its reply and a button that goes
//! to the question.

use tiebreak_core::model::{Question, Tier};
use tiebreak_core::texts::phrases;
use tiebreak_dom::prelude::*;

use crate::first::question::{badge, text_button};
use crate::first::session::{Session, Step};
use crate::first::text::{isolate, show};

/// All questions by theme, those of the core tier first.
pub fn all(session: Session) -> impl IntoView {
    let strings = session.strings.details();
    (
        tier_list(session, strings.core_questions, Tier::Core),
        tier_list(session, strings.further_questions, Tier::Refine),
    )
}

fn tier_list(session: Session, heading: &'static str, tier: Tier) -> Option<impl IntoView> {
    let (model, answers) = (session.model(), session.answers.read());
    let mut themes: Vec<&str> = Vec::new();
    for question in &model.questions {
        if question.tier == tier && !themes.contains(&question.theme.as_str()) {
            themes.push(&question.theme);
        }
    }
    let themes = themes.into_iter().map(|theme| {
        let entries = model.questions.iter().enumerate().filter_map(|(q, question)| {
            // A question that the page does not ask but answers counts, so it is listed.
            let is_listed =
                session.applies(q) && (answers.asked[q] || answers.replies[q].is_some());
            (is_listed && question.tier == tier && question.theme == theme)
                .then(|| entry(session, q, question))
        });
        let heading = (!theme.is_empty()).then(|| h5().child(isolate(theme)));
        (heading, ul().class("plain").child(entries.collect_view()))
    });
    let themes = themes.collect_view();
    (!themes.is_empty()).then(|| (h4().child(heading), themes))
}

/// The answered questions.
pub fn answered(session: Session) -> ElementBuilder {
    let (model, answers) = (session.model(), session.answers.read());
    let is_answered = |q: usize| answers.replies[q].is_some() && session.applies(q);
    let answered = model.questions.iter().enumerate().filter(|(q, _)| is_answered(*q));
    let entries = answered.map(|(q, question)| entry(session, q, question));
    ul().class("plain").child(entries.collect_view())
}

fn entry(session: Session, q: usize, question: &Question) -> ElementBuilder {
    let strings = session.strings;
    let reply = session.answers.read().replies[q];
    let answer = phrases::answer_or_open(strings, question, reply);
    let badge = (session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let action = if reply.is_some() { strings.details().change } else { strings.details().answer };
    let go = move || {
        session.history.update(|history| history.retain(|&before| before != q));
        session.step.set(Step::Ask(q));
    };
    let label = [action, ": ", &question.text].concat();
    let button =
        (!session.is_readonly()).then(|| text_button(action, go).attr("aria-label", label));
    li().class("entry").child((
        span().child((isolate(question.text.as_str()), small().child((show(answer), " ", badge)))),
        button,
    ))
}
