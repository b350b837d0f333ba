//! The question area: one question at a time, the end of the questions, or a list of all
//! questions.
//!
//! Choosing an option does not advance, because arrow keys select radio buttons one after the
//! other. The button "Next" and the Enter key advance.

use tiebreak_core::model::answers::{OptionSet, Reply};
use tiebreak_core::model::{Choose, Model, Question, Scale};
use tiebreak_core::texts::sentence::{fill, fill_text, model_text};
use tiebreak_core::texts::strings::Strings;
use tiebreak_dom::prelude::*;
use web_sys::Event;

use super::lazy::{details, details_if_ready, part};
use super::session::{Session, Step};
use super::text::{isolate, show, tag};
use crate::browser;

/// Selector of the element that takes the focus when the question area changes.
const FOCUS_TARGET: &str = "[data-focus]";

/// The question area.
pub fn question_area(session: Session) -> impl IntoView {
    move || match session.step.get() {
        Step::Ask(q) => ask(session, q),
        Step::Done => done(session),
        Step::All => all(session),
    }
}

/// One question.
fn ask(session: Session, q: usize) -> ElementBuilder {
    let model = session.model();
    let question = &model.questions[q];
    let submit = move |event: Event| {
        event.prevent_default();
        session.advance();
        browser::focus_after_update(&event, FOCUS_TARGET);
    };
    let progress_text = move || {
        let others = session.decision.read().open.iter().filter(|&&open| open != q).count();
        let strings = session.strings;
        let template = if others == 0 { strings.step_last } else { strings.step.of(others) };
        fill_text(template, &[&(session.passed(q) + 1).to_string(), &others.to_string()])
    };
    let inputs = match question.choose {
        Choose::One | Choose::Many => options(session, q, question),
        Choose::Number => question_fieldset(&model, question)
            .child(details(session, move |details| (details.number)(session, q))),
    };
    form().class("question").part("question").on("submit", submit).attr("novalidate", "").child((
        p().class("step").child(progress_text),
        inputs,
        buttons(session, q, question),
        why_asked(session, question),
        details_if_ready(session, move |details| (details.why_next)(session, q)),
    ))
}

/// The text of a question as the legend of a field set, and its facts; the caller adds the input
/// fields.
pub fn question_fieldset(model: &Model, question: &Question) -> ElementBuilder {
    let legend = legend().class("question-text").attr("tabindex", "-1").attr("data-focus", "");
    let facts = question
        .facts
        .iter()
        .map(|(a, fact)| li().child((tag(&model.alternatives[*a]), " ", isolate(fact.as_str()))));
    let facts = facts.collect_view();
    let facts = (!facts.is_empty()).then(|| ul().class("plain facts").child(facts));
    fieldset().child((legend.child(isolate(question.text.as_str())), facts))
}

fn why_asked(session: Session, question: &Question) -> Option<ElementBuilder> {
    let strings = session.strings;
    let why = (!question.why.is_empty())
        .then(|| (strings.why_asked, " ", isolate(question.why.as_str()), " "));
    let scale = scale(strings, question);
    (why.is_some() || scale.is_some()).then(|| p().class("aside").child((why, scale)))
}

/// The two ends of the value scale of a question, if the author describes them.
pub fn scale(strings: &Strings, question: &Question) -> Option<View> {
    let Scale { low, high } = question.scale.as_ref()?;
    Some(show(fill(strings.scale, &[&model_text(low), &model_text(high)])))
}

/// The buttons "Next", "I don't know yet", "Doesn't matter", "Back" and "All questions".
fn buttons(session: Session, q: usize, question: &Question) -> ElementBuilder {
    let strings = session.strings;
    let does_not_matter = question.may_not_matter.then(|| {
        let is_chosen = move || session.reply(q) == Some(Reply::DoesNotMatter);
        let choose = move |event: Event| {
            session.set_reply(q, Some(Reply::DoesNotMatter));
            session.advance();
            browser::focus_after_update(&event, FOCUS_TARGET);
        };
        button()
            .attr("type", "button")
            .part("button")
            .class_if("link", "selected", is_chosen)
            .attr("aria-pressed", move || is_chosen().to_string())
            .on("click", choose)
            .child(strings.no_matter)
    });
    let back = move || {
        let is_possible = !session.history.read().is_empty();
        is_possible.then(|| text_button(strings.back, move || session.back()))
    };
    div().class("row").child((
        button().attr("type", "submit").part("button").class("button").child(strings.next),
        text_button(strings.unknown, move || session.skip(q)),
        does_not_matter,
        back,
        all_questions_button(session),
    ))
}

fn all_questions_button(session: Session) -> ElementBuilder {
    text_button(session.strings.all_questions, move || session.step.set(Step::All))
}

/// A button that looks like a link, and moves the focus to the question that is shown afterwards.
pub fn text_button(label: &'static str, on_press: impl Fn() + 'static) -> ElementBuilder {
    text_button_to(label, FOCUS_TARGET, on_press)
}

/// A button that looks like a link. Afterwards the focus moves to the first match of `focus` in the
/// widget; if `focus` is empty, the focus stays.
pub fn text_button_to(
    label: &'static str,
    focus: &'static str,
    on_press: impl Fn() + 'static,
) -> ElementBuilder {
    let click = move |event: Event| {
        on_press();
        if !focus.is_empty() {
            browser::focus_after_update(&event, focus);
        }
    };
    button().attr("type", "button").part("button").class("link").on("click", click).child(label)
}

/// A card for each option; if several can be chosen, a last one for none of them.
fn options(session: Session, q: usize, question: &Question) -> ElementBuilder {
    let strings = session.strings;
    let is_many = question.choose == Choose::Many;
    let mut fieldset = question_fieldset(&session.model(), question);
    if is_many {
        fieldset = fieldset.child(p().class("small").child(strings.choose_all));
    }
    for (o, option) in question.options.iter().enumerate() {
        let text = isolate(option.text.as_str());
        let note = option.note.as_ref().map(|note| small().child(isolate(note.as_str())));
        fieldset = fieldset.child(card(session, q, is_many, 1 << o, text, note));
    }
    if is_many {
        let text = isolate(strings.none_of_these);
        fieldset = fieldset.child(card(session, q, is_many, NONE, text, None));
    }
    fieldset
}

/// The set of options that "none of these" stands for.
const NONE: OptionSet = 0;

/// A native radio button or checkbox on a card. `option` has the bit of one option, or is [`NONE`].
fn card(
    session: Session,
    q: usize,
    is_many: bool,
    option: OptionSet,
    text: ElementBuilder,
    note: Option<ElementBuilder>,
) -> ElementBuilder {
    let is_chosen = move || is_chosen(session.reply(q), option);
    let preset =
        move || (is_chosen() && session.preset.get() & (1 << q) != 0).then(|| badge(session));
    label().class_if("option", "selected", is_chosen).child((
        input()
            .attr("type", if is_many { "checkbox" } else { "radio" })
            .attr("name", ["q", &q.to_string()].concat())
            .checked(is_chosen)
            .on("change", move |_| choose(session, q, is_many, option)),
        span().child((text, preset, note)),
    ))
}

fn is_chosen(reply: Option<Reply>, option: OptionSet) -> bool {
    match reply {
        Some(Reply::Options(NONE)) => option == NONE,
        Some(Reply::Options(set)) => set & option != 0,
        _ => false,
    }
}

/// Selects an option. With checkboxes, a second press deselects the option.
fn choose(session: Session, q: usize, is_many: bool, option: OptionSet) {
    let reply = session.reply(q);
    let set = match (is_many, reply) {
        (true, _) if option == NONE => (!is_chosen(reply, NONE)).then_some(NONE),
        (true, Some(Reply::Options(set))) => Some(set ^ option).filter(|&set| set != NONE),
        _ => Some(option),
    };
    session.set_reply(q, set.map(Reply::Options));
}

/// Marks a reply that a typical case or the page has set.
pub fn badge(session: Session) -> ElementBuilder {
    em().class("badge").child(session.strings.preset)
}

/// The end of the questions: why there are no more questions, and the answered questions.
fn done(session: Session) -> ElementBuilder {
    let strings = session.strings;
    let open = session.decision.read().open.len();
    let title = if session.decision.read().verdict.is_final {
        strings.final_title
    } else if open == 0 {
        strings.asked_all_title
    } else {
        strings.skipped_title.of(open)
    };
    let answers = session.answers.read();
    let has_unanswered = (0..answers.replies.len())
        .any(|q| answers.replies[q].is_none() && answers.asked[q] && session.applies(q));
    let has_history = !session.history.read().is_empty();
    let buttons = (!session.is_readonly()).then(|| {
        div().class("row").child((
            all_questions_button(session),
            has_unanswered
                .then(|| text_button(strings.answer_rest, move || session.continue_asking())),
            has_history.then(|| text_button(strings.back, move || session.back())),
        ))
    });
    div().class("question").part("question").child((
        heading(title),
        part(session, |details| details.answered_questions),
        buttons,
    ))
}

/// The heading that takes the focus where no question is shown.
fn heading(text: &'static str) -> ElementBuilder {
    h3().class("question-text").attr("tabindex", "-1").attr("data-focus", "").child(text)
}

/// The list of all questions, each with a button that goes to the question.
fn all(session: Session) -> ElementBuilder {
    let strings = session.strings;
    let return_to = session.next_question().map_or(Step::Done, Step::Ask);
    let back = text_button(strings.back_to_question, move || session.step.set(return_to));
    div().class("question").part("question").child((
        heading(strings.all_questions),
        part(session, |details| details.all_questions),
        div().class("row").child(back),
    ))
}
