//! The left half: one question at a time, the end of asking, and all questions.
//!
//! Choosing never advances: arrow keys run through radio buttons. Next or Enter does.

use web_sys::Event;

use crate::browser;
use crate::model::answers::{OptionSet, Reply};
use crate::model::{Choose, Question};
use crate::prose::line::{fill, theirs};

use super::el::{El, Piece, View, el};
use super::inline::{bdi, live, show};
use super::later::{later, silently};
use super::session::{Session, Step};

/// The left half.
pub fn question(session: Session) -> View {
    live(move || match session.step.get() {
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
        browser::focus_later(&event, "[data-focus]");
    };
    let count = move || {
        let others = session.decision.read().open.iter().filter(|&&open| open != q).count();
        (session.words.step)(session.passed(q) + 1, others)
    };
    let inputs = match it.choose {
        Choose::One | Choose::Many => options(session, q, it),
        Choose::Number => {
            fieldset(it).child(later(session, move |more| (more.number)(session, q))).view()
        }
    };
    el("form")
        .class("ask")
        .part("question")
        .on("submit", submit)
        .attr("novalidate", "")
        .child(el("p").class("step").child(live(count)))
        .child(inputs)
        .child(buttons(session, q, it))
        .child(why_asked(session, it))
        .child(silently(session, move |more| (more.why_next)(session, q)))
        .view()
}

/// What is asked, with room for the ways to answer it.
pub fn fieldset(it: &Question) -> El {
    let legend = el("legend").class("q").attr("tabindex", "-1").attr("data-focus", "");
    el("fieldset").class("options").child(legend.child(bdi(it.text.as_str())))
}

fn why_asked(session: Session, it: &Question) -> View {
    let words = session.words;
    let ends = [theirs(&it.scale.low), theirs(&it.scale.high)];
    el("p")
        .class("aside")
        .child(words.why_asked)
        .child(" ")
        .child(bdi(it.why.as_str()))
        .child(" ")
        .child(show(fill(words.scale, &[&ends[0], &ends[1]])))
        .view()
}

/// Next and the ways around it.
fn buttons(session: Session, q: usize, it: &Question) -> View {
    let words = session.words;
    let skip = link(words.unknown, move || session.skip(q));
    let no_matter = it.may_not_matter.then(|| {
        let chosen = move || session.reply(q) == Some(Reply::DoesNotMatter);
        let say = move |event: web_sys::Event| {
            session.say(q, Some(Reply::DoesNotMatter));
            session.advance();
            browser::focus_later(&event, "[data-focus]");
        };
        el("button")
            .attr("type", "button")
            .part("button")
            .class_while("link", "on", chosen)
            .live_attr("aria-pressed", move || chosen().to_string())
            .on("click", say)
            .child(words.no_matter)
            .view()
    });
    let back = move || {
        (!session.trail.read().is_empty()).then(|| link(words.back, move || session.back()))
    };
    el("div")
        .class("row")
        .child(el("button").attr("type", "submit").part("button").class("btn").child(words.next))
        .child(skip)
        .child(no_matter)
        .child(live(back))
        .child(link(words.all_questions, move || session.step.set(Step::All)))
        .view()
}

/// A plain button that goes on: the focus moves to what is asked now.
pub fn link(label: &'static str, act: impl Fn() + 'static) -> View {
    press(label, "[data-focus]", act)
}

/// A plain button that does one thing. The focus moves to the first match of `then` in the widget;
/// with an empty one it stays.
pub fn press(label: &'static str, then: &'static str, act: impl Fn() + 'static) -> View {
    let click = move |event: web_sys::Event| {
        act();
        if !then.is_empty() {
            browser::focus_later(&event, then);
        }
    };
    el("button")
        .attr("type", "button")
        .part("button")
        .class("link")
        .on("click", click)
        .child(label)
        .view()
}

/// One of several options, or any number of them, none included.
fn options(session: Session, q: usize, it: &Question) -> View {
    let words = session.words;
    let is_many = it.choose == Choose::Many;
    let mut fieldset = fieldset(it);
    if is_many {
        fieldset = fieldset.child(el("p").class("small").child(words.counts_once));
    }
    for (o, option) in it.options.iter().enumerate() {
        let note = option.note.as_ref().map(|it| el("small").child(bdi(it.as_str())));
        fieldset =
            fieldset.child(card(session, q, is_many, 1 << o, bdi(option.text.as_str()), note));
    }
    if is_many {
        let none = bdi(words.none_of_these);
        fieldset = fieldset.child(card(session, q, is_many, NONE, none, None));
    }
    fieldset.view()
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
    note: Option<El>,
) -> View {
    let chosen = move || is_chosen(session.reply(q), option);
    let preset = move || (chosen() && session.preset.get() & (1 << q) != 0).then(|| badge(session));
    el("label")
        .class_while("opt", "on", chosen)
        .child(
            el("input")
                .attr("type", if is_many { "checkbox" } else { "radio" })
                .attr("name", ["q", &q.to_string()].concat())
                .checked(chosen)
                .on("change", move |_| choose(session, q, is_many, option)),
        )
        .child(el("span").child(text).child(live(preset)).child(note))
        .view()
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
    el("em").class("badge").child(session.words.preset).view()
}

/// The end of asking.
fn done(session: Session) -> View {
    let words = session.words;
    let open = session.decision.read().open.len();
    let title = if session.decision.read().verdict.is_final {
        words.done
    } else if open == 0 {
        words.nothing_left
    } else {
        (words.skipped_matter)(open)
    };
    let answers = session.answers.read();
    let is_left = |(reply, asked): (&Option<Reply>, &bool)| reply.is_none() && *asked;
    let rest = answers.replies.iter().zip(&answers.asked).any(is_left);
    let go_on = rest.then(|| link(words.go_on, move || session.go_on()));
    let back = (!session.trail.read().is_empty()).then(|| link(words.back, move || session.back()));
    let ways = (!session.is_readonly()).then(|| {
        let all = link(words.all_questions, move || session.step.set(Step::All));
        el("div").class("row").child(all).child(go_on).child(back).view()
    });
    el("div")
        .class("ask")
        .part("question")
        .child(heading(title))
        .child(later(session, move |more| (more.given)(session)))
        .child(ways)
        .view()
}

/// What takes the focus where no question does.
fn heading(text: &'static str) -> El {
    el("h3").class("q").attr("tabindex", "-1").attr("data-focus", "").child(text)
}

/// All questions, to go to any of them.
fn all(session: Session) -> View {
    let words = session.words;
    let return_to = session.next_question().map_or(Step::Done, Step::Ask);
    let back = link(words.back_to_question, move || session.step.set(return_to));
    el("div")
        .class("ask all")
        .part("question")
        .child(heading(words.all_questions))
        .child(later(session, move |more| (more.questions)(session)))
        .child(el("div").class("row").child(back))
        .view()
}
