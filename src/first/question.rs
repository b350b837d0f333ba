//! The left half: one question at a time, the end of asking, and all questions.
//!
//! Choosing never advances: arrow keys run through radio buttons. Next or Enter does.

use web_sys::Event;

use crate::browser;
use tiebreak_core::model::answers::{OptionSet, Reply};
use tiebreak_core::model::{Choose, Question};
use tiebreak_core::texts::sentence::{fill, model_text};
use tiebreak_dom::prelude::*;

use super::lazy::{details, details_if_ready};
use super::session::{Session, Step};
use super::text::{isolate, show};

/// The left half.
pub fn panel(session: Session) -> View {
    dynamic(move || match session.step.get() {
        Step::Ask(q) => ask(session, q),
        Step::Done => done(session),
        Step::All => all(session),
    })
}

/// One question.
fn ask(session: Session, q: usize) -> View {
    let model = session.model();
    let it = &model.questions[q];
    let submit = move |event: Event| {
        event.prevent_default();
        session.advance();
        browser::focus_after_paint(&event, "[data-focus]");
    };
    let count = move || {
        let others = session.decision.read().open.iter().filter(|&&open| open != q).count();
        (session.words.step)(session.passed(q) + 1, others)
    };
    let inputs = match it.choose {
        Choose::One | Choose::Many => options(session, q, it),
        Choose::Number => question_fieldset(it)
            .child(details(session, move |details| (details.number)(session, q)))
            .into_view(),
    };
    form()
        .class("ask")
        .part("question")
        .on("submit", submit)
        .attr("novalidate", "")
        .child(p().class("step").child(count))
        .child(inputs)
        .child(buttons(session, q, it))
        .child(why_asked(session, it))
        .child(details_if_ready(session, move |details| (details.why_next)(session, q)))
        .into_view()
}

/// What is asked, with room for the ways to answer it.
pub fn question_fieldset(it: &Question) -> ElementBuilder {
    let legend = legend().class("q").attr("tabindex", "-1").attr("data-focus", "");
    fieldset().class("options").child(legend.child(isolate(it.text.as_str())))
}

fn why_asked(session: Session, it: &Question) -> View {
    let words = session.words;
    let ends = [model_text(&it.scale.low), model_text(&it.scale.high)];
    p().class("aside")
        .child(words.why_asked)
        .child(" ")
        .child(isolate(it.why.as_str()))
        .child(" ")
        .child(show(fill(words.scale, &[&ends[0], &ends[1]])))
        .into_view()
}

/// Next and the ways around it.
fn buttons(session: Session, q: usize, it: &Question) -> View {
    let words = session.words;
    let skip = text_button(words.unknown, move || session.skip(q));
    let no_matter = it.may_not_matter.then(|| {
        let chosen = move || session.reply(q) == Some(Reply::DoesNotMatter);
        let say = move |event: web_sys::Event| {
            session.say(q, Some(Reply::DoesNotMatter));
            session.advance();
            browser::focus_after_paint(&event, "[data-focus]");
        };
        button()
            .attr("type", "button")
            .part("button")
            .class_if("link", "on", chosen)
            .attr("aria-pressed", move || chosen().to_string())
            .on("click", say)
            .child(words.no_matter)
            .into_view()
    });
    let back = move || {
        (!session.trail.read().is_empty()).then(|| text_button(words.back, move || session.back()))
    };
    div()
        .class("row")
        .child(button().attr("type", "submit").part("button").class("btn").child(words.next))
        .child(skip)
        .child(no_matter)
        .child(back)
        .child(text_button(words.all_questions, move || session.step.set(Step::All)))
        .into_view()
}

/// A plain button that goes on: the focus moves to what is asked now.
pub fn text_button(label: &'static str, act: impl Fn() + 'static) -> View {
    text_button_to(label, "[data-focus]", act)
}

/// A plain button that does one thing. The focus moves to the first match of `then` in the widget;
/// with an empty one it stays.
pub fn text_button_to(label: &'static str, then: &'static str, act: impl Fn() + 'static) -> View {
    let click = move |event: web_sys::Event| {
        act();
        if !then.is_empty() {
            browser::focus_after_paint(&event, then);
        }
    };
    button()
        .attr("type", "button")
        .part("button")
        .class("link")
        .on("click", click)
        .child(label)
        .into_view()
}

/// One of several options, or any number of them, none included.
fn options(session: Session, q: usize, it: &Question) -> View {
    let words = session.words;
    let is_many = it.choose == Choose::Many;
    let mut fieldset = question_fieldset(it);
    if is_many {
        fieldset = fieldset.child(p().class("small").child(words.choose_all));
    }
    for (o, option) in it.options.iter().enumerate() {
        let note = option.note.as_ref().map(|it| small().child(isolate(it.as_str())));
        fieldset =
            fieldset.child(card(session, q, is_many, 1 << o, isolate(option.text.as_str()), note));
    }
    if is_many {
        let none = isolate(words.none_of_these);
        fieldset = fieldset.child(card(session, q, is_many, NONE, none, None));
    }
    fieldset.into_view()
}

/// The set of options that "none of these" stands for.
const NONE: OptionSet = 0;

/// A native radio button or checkbox on a card.
fn card(
    session: Session,
    q: usize,
    is_many: bool,
    option: OptionSet,
    text: View,
    note: Option<ElementBuilder>,
) -> View {
    let chosen = move || is_chosen(session.reply(q), option);
    let preset = move || (chosen() && session.preset.get() & (1 << q) != 0).then(|| badge(session));
    label()
        .class_if("opt", "on", chosen)
        .child(
            input()
                .attr("type", if is_many { "checkbox" } else { "radio" })
                .attr("name", ["q", &q.to_string()].concat())
                .checked(chosen)
                .on("change", move |_| choose(session, q, is_many, option)),
        )
        .child(span().child(text).child(preset).child(note))
        .into_view()
}

fn is_chosen(reply: Option<Reply>, option: OptionSet) -> bool {
    match reply {
        Some(Reply::Options(NONE)) => option == NONE,
        Some(Reply::Options(set)) => set & option != 0,
        _ => false,
    }
}

/// Takes an option, or leaves it where any number can be taken and this one is.
fn choose(session: Session, q: usize, is_many: bool, option: OptionSet) {
    let reply = session.reply(q);
    let set = match (is_many, reply) {
        (true, _) if option == NONE => (!is_chosen(reply, NONE)).then_some(NONE),
        (true, Some(Reply::Options(set))) => Some(set ^ option).filter(|&it| it != NONE),
        _ => Some(option),
    };
    session.say(q, set.map(Reply::Options));
}

/// Marks what a typical case or the page answered.
pub fn badge(session: Session) -> View {
    em().class("badge").child(session.words.preset).into_view()
}

/// The end of asking.
fn done(session: Session) -> View {
    let words = session.words;
    let open = session.decision.read().open.len();
    let title = if session.decision.read().verdict.is_final {
        words.final_title
    } else if open == 0 {
        words.asked_all_title
    } else {
        (words.skipped_title)(open)
    };
    let answers = session.answers.read();
    let is_left = |(reply, asked): (&Option<Reply>, &bool)| reply.is_none() && *asked;
    let rest = answers.replies.iter().zip(&answers.asked).any(is_left);
    let go_on = rest.then(|| text_button(words.answer_rest, move || session.go_on()));
    let back =
        (!session.trail.read().is_empty()).then(|| text_button(words.back, move || session.back()));
    let ways = (!session.is_readonly()).then(|| {
        let all = text_button(words.all_questions, move || session.step.set(Step::All));
        div().class("row").child(all).child(go_on).child(back).into_view()
    });
    div()
        .class("ask")
        .part("question")
        .child(heading(title))
        .child(details(session, move |details| (details.given)(session)))
        .child(ways)
        .into_view()
}

/// What takes the focus where no question does.
fn heading(text: &'static str) -> ElementBuilder {
    h3().class("q").attr("tabindex", "-1").attr("data-focus", "").child(text)
}

/// All questions, to go to any of them.
fn all(session: Session) -> View {
    let words = session.words;
    let return_to = session.next_question().map_or(Step::Done, Step::Ask);
    let back = text_button(words.back_to_question, move || session.step.set(return_to));
    div()
        .class("ask all")
        .part("question")
        .child(heading(words.all_questions))
        .child(details(session, move |details| (details.questions)(session)))
        .child(div().class("row").child(back))
        .into_view()
}
