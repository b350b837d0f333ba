//! The left half: one question at a time, the end of asking, and the list of all questions.
//!
//! Choosing never advances: arrow keys run through radio buttons. Next or Enter does.

use leptos::prelude::*;
use leptos::{ev::SubmitEvent, html};

use crate::browser;
use crate::model::answers::{Load, OptionSet, Reply};
use crate::model::json::decimal;
use crate::model::{Choose, Question, Tier};
use crate::prose::line::{fill, ours, theirs};

use super::inline::{bdi, live, show};
use super::readings::why_next;
use super::session::{Session, Step};

/// The left half.
pub fn question(session: Session) -> AnyView {
    live(move || match session.step.get() {
        Step::Ask(q) => ask(session, q),
        Step::Done => done(session),
        Step::All => all(session),
    })
}

/// One question.
fn ask(session: Session, q: usize) -> AnyView {
    let model = session.model();
    let it = &model.questions[q];
    let submit = move |event: SubmitEvent| {
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
    view! { class="tb",
        <form class="ask" part="question" on:submit=submit novalidate=true>
            <p class="step">{live(count)}</p>
            {inputs}
            {buttons(session, q, it)}
            {why_asked(session, it)}
            {why_next(session, q)}
        </form>
    }
    .into_any()
}

fn legend(it: &Question) -> AnyView {
    view! { class="tb", <legend class="q" tabindex="-1" data-focus="">{bdi(it.text.as_str())}</legend> }
        .into_any()
}

fn why_asked(session: Session, it: &Question) -> AnyView {
    let words = session.words;
    let ends = [theirs(&it.scale.low), theirs(&it.scale.high)];
    view! { class="tb",
        <p class="aside">
            {words.why_asked} " " {bdi(it.why.as_str())} " "
            {show(fill(words.scale, &[&ends[0], &ends[1]]))}
        </p>
    }
    .into_any()
}

/// Next and the ways around it.
fn buttons(session: Session, q: usize, it: &Question) -> AnyView {
    let words = session.words;
    let skip = link(words.unknown, move || session.skip(q));
    let no_matter = it.may_not_matter.then(|| {
        let chosen = move || session.reply(q) == Some(Reply::DoesNotMatter);
        let say = move |event: leptos::ev::MouseEvent| {
            session.say(q, Some(Reply::DoesNotMatter));
            session.advance();
            browser::focus_later(&event, "[data-focus]");
        };
        view! { class="tb",
            <button type="button" part="button" class="link" class:on=move || chosen()
                aria-pressed=move || chosen().to_string() on:click=say>
                {words.no_matter}
            </button>
        }
        .into_any()
    });
    let back = move || {
        (!session.trail.read().is_empty()).then(|| link(words.back, move || session.back()))
    };
    view! { class="tb",
        <div class="row">
            <button type="submit" part="button" class="btn">{words.next}</button>
            {skip} {no_matter} {back}
            {link(words.all_questions, move || session.step.set(Step::All))}
        </div>
    }
    .into_any()
}

/// A plain button that goes on: the focus moves to what is asked now.
pub fn link(label: &'static str, act: impl Fn() + 'static) -> AnyView {
    press(label, "[data-focus]", act)
}

/// A plain button that does one thing. The focus moves to the first match of `then` in the widget;
/// with an empty one it stays.
pub fn press(label: &'static str, then: &'static str, act: impl Fn() + 'static) -> AnyView {
    let click = move |event: leptos::ev::MouseEvent| {
        act();
        if !then.is_empty() {
            browser::focus_later(&event, then);
        }
    };
    view! { class="tb",
        <button type="button" part="button" class="link" on:click=click>{label}</button>
    }
    .into_any()
}

fn set(reply: Option<Reply>) -> Option<OptionSet> {
    match reply {
        Some(Reply::Options(set)) => Some(set),
        _ => None,
    }
}

/// One of several.
fn one(session: Session, q: usize, it: &Question) -> AnyView {
    let options = it.options.iter().enumerate().map(|(o, option)| {
        let chosen = move || set(session.reply(q)) == Some(1 << o);
        let choose = move || session.say(q, Some(Reply::Options(1 << o)));
        card(session, q, "radio", option.text.clone(), option.note.clone(), chosen, choose)
    });
    view! { class="tb",
        <fieldset class="options">{legend(it)} {options.collect_view()}</fieldset>
    }
    .into_any()
}

/// Any number of several, none of them included.
fn many(session: Session, q: usize, it: &Question) -> AnyView {
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
    view! { class="tb",
        <fieldset class="options">
            {legend(it)}
            <p class="small">{words.counts_once}</p>
            {options.collect_view()}
            {card(session, q, "checkbox", words.none_of_these.into(), None, none, choose_none)}
        </fieldset>
    }
    .into_any()
}

/// A native radio button or checkbox on a card.
fn card(
    session: Session,
    q: usize,
    kind: &'static str,
    text: String,
    note: Option<String>,
    chosen: impl Fn() -> bool + Copy + Send + Sync + 'static,
    choose: impl Fn() + 'static,
) -> AnyView {
    let preset = move || (chosen() && session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let note = note.map(|it| view! { class="tb", <small>{bdi(it)}</small> }.into_any());
    view! { class="tb",
        <label class="opt" class:on=move || chosen()>
            <input type=kind name=["q", &q.to_string()].concat() prop:checked=move || chosen()
                on:change=move |_| choose() />
            <span>{bdi(text)} {preset} {note}</span>
        </label>
    }
    .into_any()
}

fn badge(session: Session) -> AnyView {
    view! { class="tb", <em class="badge">{session.words.preset}</em> }.into_any()
}

/// A load: users and requests, or the peak itself.
pub fn number(session: Session, q: usize, it: &Question) -> AnyView {
    let words = session.words;
    let fields: [NodeRef<html::Input>; 4] = std::array::from_fn(|_| NodeRef::new());
    let input = move || {
        let [users, requests, factor, peak] = fields.map(browser::number);
        let load = match (peak, users, requests) {
            (Some(requests_per_second), ..) => Some(Load::Peak { requests_per_second }),
            (None, Some(users), Some(requests_per_user_per_day)) => {
                Some(Load::Users { users, requests_per_user_per_day, peak_factor: factor })
            }
            _ => None,
        };
        session.say(q, load.map(Reply::Load));
    };
    let given = match session.answers.read_untracked().replies[q] {
        Some(Reply::Load(Load::Peak { requests_per_second })) => {
            [None, None, None, Some(requests_per_second)]
        }
        Some(Reply::Load(Load::Users { users, requests_per_user_per_day, peak_factor })) => {
            [Some(users), Some(requests_per_user_per_day), peak_factor, None]
        }
        _ => [None; 4],
    };
    let field = |i: usize, label: &'static str, hint: &'static str| {
        let value = given[i].map_or_else(String::new, decimal);
        view! { class="tb",
            <label class="field">
                <span>{label}</span>
                <input type="number" min="0" step="any" inputmode="decimal" placeholder=hint
                    node_ref=fields[i] prop:value=value on:input=move |_| input() />
            </label>
        }
        .into_any()
    };
    view! { class="tb",
        <fieldset class="options">
            {legend(it)}
            <div class="fields">
                {field(0, words.users, "")}
                {field(1, words.requests, "")}
                {field(2, words.peak_factor, "10")}
            </div>
            <p class="small">{words.peak_assumed}</p>
            <p class="small">{words.or_peak}</p>
            <div class="fields">{field(3, words.peak, "")}</div>
            <p class="result">{live(move || busiest(session, q))}</p>
        </fieldset>
    }
    .into_any()
}

/// The resulting requests per second and the option that they fall under.
fn busiest(session: Session, q: usize) -> Option<AnyView> {
    let peak = session.peak(q)?;
    let model = session.model();
    let it = &model.questions[q];
    let digits = if peak < 10.0 { (peak * 10.0).round() / 10.0 } else { peak.round() };
    let option = &it.options[it.chosen(session.reply(q)?).trailing_zeros() as usize];
    let number = ours(decimal(digits));
    Some(show(fill(session.words.busiest, &[&number, &theirs(&option.text)])))
}

/// The end of asking.
fn done(session: Session) -> AnyView {
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
    let given: Vec<AnyView> = given
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
        view! { class="tb", <div class="row">{all} {go_on} {back}</div> }.into_any()
    });
    view! { class="tb",
        <div class="ask" part="question">
            <h3 class="q" tabindex="-1" data-focus="">{title}</h3>
            <ul class="plain">{given}</ul>
            {ways}
        </div>
    }
    .into_any()
}

/// Every question with its present answer; core and refining ones apart, by theme.
fn all(session: Session) -> AnyView {
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
            let rows = rows.map(|(q, it)| entry(session, q, it)).collect_view();
            view! { class="tb", <h5>{bdi(theme)}</h5> <ul class="plain">{rows}</ul> }.into_any()
        };
        let themes: Vec<AnyView> = themes.into_iter().map(theme).collect();
        (!themes.is_empty()).then(|| view! { class="tb", <h4>{heading}</h4> {themes} }.into_any())
    };
    let return_to = session.next_question().map_or(Step::Done, Step::Ask);
    view! { class="tb",
        <div class="ask all" part="question">
            <h3 class="q" tabindex="-1" data-focus="">{words.all_questions}</h3>
            {tier(words.core, Tier::Core)}
            {tier(words.refine, Tier::Refine)}
            <div class="row">
                {link(words.back_to_question, move || session.step.set(return_to))}
            </div>
        </div>
    }
    .into_any()
}

fn entry(session: Session, q: usize, it: &Question) -> AnyView {
    let words = session.words;
    let reply = session.answers.read().replies[q];
    let answer = crate::prose::words::reply(session.words, it, reply);
    let action = if reply.is_some() { words.change } else { words.answer };
    let label = [action, ": ", &it.text].concat();
    let preset = (session.preset.get() & (1 << q) != 0).then(|| badge(session));
    let go = move |event: leptos::ev::MouseEvent| {
        session.trail.update(|it| it.retain(|&before| before != q));
        session.step.set(Step::Ask(q));
        browser::focus_later(&event, "[data-focus]");
    };
    let button = (!session.is_readonly()).then(|| {
        view! { class="tb",
            <button type="button" part="button" class="link" aria-label=label on:click=go>
                {action}
            </button>
        }
        .into_any()
    });
    view! { class="tb",
        <li class="entry">
            <span>{bdi(it.text.as_str())} <small>{show(answer)} " " {preset}</small></span>
            {button}
        </li>
    }
    .into_any()
}
