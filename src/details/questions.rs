//! Lists of questions with their present answers, each to be changed.

use web_sys::Event;

use crate::browser;
use tiebreak_core::model::{Question, Tier};
use tiebreak_core::texts::phrases;
use tiebreak_dom::prelude::*;

use crate::first::question::badge;
use crate::first::session::{Session, Step};
use crate::first::text::{isolate, show};

/// Every question with its present answer; core and refining ones apart, by theme.
pub fn questions(session: Session) -> View {
    let words = session.words;
    let tier = |heading: &'static str, tier: Tier| {
        let model = session.model();
        let mut themes: Vec<String> = Vec::new();
        for it in model.questions.iter().filter(|it| it.tier == tier) {
            if !themes.contains(&it.theme) {
                themes.push(it.theme.clone());
            }
        }
        let theme = |theme: String| {
            let answers = session.answers.read();
            // One that is not asked here but preset counts, so it is shown.
            let here = |q: usize| answers.asked[q] || answers.replies[q].is_some();
            let of =
                |(q, it): &(usize, &Question)| it.tier == tier && it.theme == theme && here(*q);
            let rows = model.questions.iter().enumerate().filter(of);
            let rows = rows.map(|(q, it)| entry(session, q, it)).collect::<Vec<_>>();
            fragment()
                .child(h5().child(isolate(theme)))
                .child(ul().class("plain").child(rows))
                .into_view()
        };
        let themes: Vec<View> = themes.into_iter().map(theme).collect();
        (!themes.is_empty())
            .then(|| fragment().child(h4().child(heading)).child(themes).into_view())
    };
    fragment()
        .child(tier(words.details().core_questions, Tier::Core))
        .child(tier(words.details().further_questions, Tier::Refine))
        .into_view()
}

/// The questions that are answered.
pub fn given(session: Session) -> View {
    let (model, answers) = (session.model(), session.answers.read());
    let questions = model.questions.iter().enumerate();
    let given = questions.filter(|(q, _)| answers.replies[*q].is_some());
    let given: Vec<View> = given.map(|(q, it)| entry(session, q, it)).collect();
    ul().class("plain").child(given).into_view()
}

fn entry(session: Session, q: usize, it: &Question) -> View {
    let strings = session.words;
    let reply = session.answers.read().replies[q];
    let answer = phrases::answer_or_open(strings, it, reply);
    let action = if reply.is_some() { strings.details().change } else { strings.details().answer };
    let label = [action, ": ", &it.text].concat();
    let preset = (session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let go = move |event: Event| {
        session.trail.update(|it| it.retain(|&before| before != q));
        session.step.set(Step::Ask(q));
        browser::focus_after_paint(&event, "[data-focus]");
    };
    let button = (!session.is_readonly()).then(|| {
        button()
            .attr("type", "button")
            .part("button")
            .class("link")
            .attr("aria-label", label)
            .on("click", go)
            .child(action)
            .into_view()
    });
    li().class("entry")
        .child(
            span()
                .child(isolate(it.text.as_str()))
                .child(small().child(show(answer)).child(" ").child(preset)),
        )
        .child(button)
        .into_view()
}
