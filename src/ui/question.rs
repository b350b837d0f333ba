//! The left half: one question at a time, the end of asking, and the list of all questions.
//!
//! Choosing never advances: arrow keys run through radio buttons. Next or Enter does.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Event;

use crate::browser;
use crate::model::answers::{Load, OptionSet, Reply};
use crate::model::json::decimal;
use crate::model::{Choose, Question, Tier};
use crate::prose::line::{fill, ours, theirs};

use super::el::{Piece, View, el, group};
use super::inline::{bdi, live, show};
use super::outlook::why_next;
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
        Choose::One => one(session, q, it),
        Choose::Many => many(session, q, it),
        Choose::Number => number(session, q, it),
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
        .child(why_next(session, q))
        .view()
}

fn legend(it: &Question) -> View {
    el("legend")
        .class("q")
        .attr("tabindex", "-1")
        .attr("data-focus", "")
        .child(bdi(it.text.as_str()))
        .view()
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

fn set(reply: Option<Reply>) -> Option<OptionSet> {
    match reply {
        Some(Reply::Options(set)) => Some(set),
        _ => None,
    }
}

/// One of several.
fn one(session: Session, q: usize, it: &Question) -> View {
    let options = it.options.iter().enumerate().map(|(o, option)| {
        let chosen = move || set(session.reply(q)) == Some(1 << o);
        let choose = move || session.say(q, Some(Reply::Options(1 << o)));
        card(session, q, "radio", option.text.clone(), option.note.clone(), chosen, choose)
    });
    el("fieldset").class("options").child(legend(it)).child(options.collect::<Vec<_>>()).view()
}

/// Any number of several, none of them included.
fn many(session: Session, q: usize, it: &Question) -> View {
    let options = it.options.iter().enumerate().map(|(o, option)| {
        let chosen = move || set(session.reply(q)).is_some_and(|it| it & (1 << o) != 0);
        let choose = move || {
            let set = set(session.reply(q)).unwrap_or(0) ^ (1 << o);
            session.say(q, (set != 0).then_some(Reply::Options(set)));
        };
        card(session, q, "checkbox", option.text.clone(), option.note.clone(), chosen, choose)
    });
    let none = move || set(session.reply(q)) == Some(0);
    let choose_none = move || {
        let reply = if none() { None } else { Some(Reply::Options(0)) };
        session.say(q, reply);
    };
    let words = session.words;
    el("fieldset")
        .class("options")
        .child(legend(it))
        .child(el("p").class("small").child(words.counts_once))
        .child(options.collect::<Vec<_>>())
        .child(card(session, q, "checkbox", words.none_of_these.into(), None, none, choose_none))
        .view()
}

/// A native radio button or checkbox on a card.
fn card(
    session: Session,
    q: usize,
    kind: &'static str,
    text: String,
    note: Option<String>,
    chosen: impl Fn() -> bool + Copy + 'static,
    choose: impl Fn() + 'static,
) -> View {
    let preset = move || (chosen() && session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let note = note.map(|it| el("small").child(bdi(it)).view());
    el("label")
        .class_while("opt", "on", chosen)
        .child(
            el("input")
                .attr("type", kind)
                .attr("name", ["q", &q.to_string()].concat())
                .checked(chosen)
                .on("change", move |_| choose()),
        )
        .child(el("span").child(bdi(text)).child(live(preset)).child(note))
        .view()
}

fn badge(session: Session) -> View {
    el("em").class("badge").child(session.words.preset).view()
}

/// A load: users and requests, or the peak itself.
pub fn number(session: Session, q: usize, it: &Question) -> View {
    let words = session.words;
    let given = match session.answers.read_untracked().replies[q] {
        Some(Reply::Load(Load::Peak { requests_per_second })) => {
            [None, None, None, Some(requests_per_second)]
        }
        Some(Reply::Load(Load::Users { users, requests_per_user_per_day, peak_factor })) => {
            [Some(users), Some(requests_per_user_per_day), peak_factor, None]
        }
        _ => [None; 4],
    };
    let typed = Rc::new(Cell::new(given));
    let field = |i: usize, label: &'static str, hint: &'static str| {
        let typed = Rc::clone(&typed);
        let input = move |event: Event| {
            let mut numbers = typed.get();
            numbers[i] = browser::number(&event);
            typed.set(numbers);
            session.say(q, load(numbers).map(Reply::Load));
        };
        let input = el("input")
            .attr("type", "number")
            .attr("min", "0")
            .attr("step", "any")
            .attr("inputmode", "decimal")
            .attr("placeholder", hint)
            .value(given[i].map_or_else(String::new, decimal))
            .on("input", input);
        el("label").class("field").child(el("span").child(label)).child(input)
    };
    el("fieldset")
        .class("options")
        .child(legend(it))
        .child(
            el("div")
                .class("fields")
                .child(field(0, words.users, ""))
                .child(field(1, words.requests, ""))
                .child(field(2, words.peak_factor, "10")),
        )
        .child(el("p").class("small").child(words.peak_assumed))
        .child(el("p").class("small").child(words.or_peak))
        .child(el("div").class("fields").child(field(3, words.peak, "")))
        .child(el("p").class("result").child(live(move || busiest(session, q))))
        .view()
}

/// What the four fields say together; a peak counts before what it could be worked out from.
fn load([users, requests, factor, peak]: [Option<f64>; 4]) -> Option<Load> {
    match (peak, users, requests) {
        (Some(requests_per_second), ..) => Some(Load::Peak { requests_per_second }),
        (None, Some(users), Some(requests_per_user_per_day)) => {
            Some(Load::Users { users, requests_per_user_per_day, peak_factor: factor })
        }
        _ => None,
    }
}

/// The resulting requests per second and the option that they fall under.
fn busiest(session: Session, q: usize) -> Option<View> {
    let peak = session.peak(q)?;
    let model = session.model();
    let it = &model.questions[q];
    let digits = if peak < 10.0 { (peak * 10.0).round() / 10.0 } else { peak.round() };
    let option = &it.options[it.chosen(session.reply(q)?).trailing_zeros() as usize];
    let number = ours(decimal(digits));
    Some(show(fill(session.words.busiest, &[&number, &theirs(&option.text)])))
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
    let model = session.model();
    let given = model.questions.iter().enumerate();
    let given: Vec<View> = given
        .filter(|(q, _)| session.answers.read().replies[*q].is_some())
        .map(|(q, it)| entry(session, q, it))
        .collect();
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
        .child(el("h3").class("q").attr("tabindex", "-1").attr("data-focus", "").child(title))
        .child(el("ul").class("plain").child(given))
        .child(ways)
        .view()
}

/// Every question with its present answer; core and refining ones apart, by theme.
fn all(session: Session) -> View {
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
    let return_to = session.next_question().map_or(Step::Done, Step::Ask);
    el("div")
        .class("ask all")
        .part("question")
        .child(
            el("h3")
                .class("q")
                .attr("tabindex", "-1")
                .attr("data-focus", "")
                .child(words.all_questions),
        )
        .child(tier(words.core, Tier::Core))
        .child(tier(words.refine, Tier::Refine))
        .child(
            el("div")
                .class("row")
                .child(link(words.back_to_question, move || session.step.set(return_to))),
        )
        .view()
}

fn entry(session: Session, q: usize, it: &Question) -> View {
    let words = session.words;
    let reply = session.answers.read().replies[q];
    let answer = crate::prose::words::reply(session.words, it, reply);
    let action = if reply.is_some() { words.change } else { words.answer };
    let label = [action, ": ", &it.text].concat();
    let preset = (session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let go = move |event: web_sys::Event| {
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
