//! Lists of questions with their present answers, each to be changed.

use web_sys::Event;

use crate::browser;
use crate::model::{Question, Tier};
use crate::prose::words;

use super::el::{Piece, View, el, group};
use super::inline::{bdi, show};
use super::question::badge;
use super::session::{Session, Step};

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
            group()
                .child(el("h5").child(bdi(theme)))
                .child(el("ul").class("plain").child(rows))
                .view()
        };
        let themes: Vec<View> = themes.into_iter().map(theme).collect();
        (!themes.is_empty()).then(|| group().child(el("h4").child(heading)).child(themes).view())
    };
    group()
        .child(tier(words.behind().core, Tier::Core))
        .child(tier(words.behind().refine, Tier::Refine))
        .view()
}

/// The questions that are answered.
pub fn given(session: Session) -> View {
    let (model, answers) = (session.model(), session.answers.read());
    let questions = model.questions.iter().enumerate();
    let given = questions.filter(|(q, _)| answers.replies[*q].is_some());
    let given: Vec<View> = given.map(|(q, it)| entry(session, q, it)).collect();
    el("ul").class("plain").child(given).view()
}

fn entry(session: Session, q: usize, it: &Question) -> View {
    let strings = session.words;
    let reply = session.answers.read().replies[q];
    let answer = words::reply(strings, it, reply);
    let action = if reply.is_some() { strings.behind().change } else { strings.behind().answer };
    let label = [action, ": ", &it.text].concat();
    let preset = (session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let go = move |event: Event| {
        session.trail.update(|it| it.retain(|&before| before != q));
        session.step.set(Step::Ask(q));
        browser::focus_later(&event, "[data-focus]");
    };
    let button = (!session.is_readonly()).then(|| {
        el("button")
            .attr("type", "button")
            .part("button")
            .class("link")
            .attr("aria-label", label)
            .on("click", go)
            .child(action)
            .view()
    });
    el("li")
        .class("entry")
        .child(
            el("span")
                .child(bdi(it.text.as_str()))
                .child(el("small").child(show(answer)).child(" ").child(preset)),
        )
        .child(button)
        .view()
}
