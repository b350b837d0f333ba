//! The input fields of a question that asks for a load, buttons that fill them in, and the load that
//! results from them.

use std::cell::Cell;
use std::rc::Rc;

use tiebreak_core::model::Question;
use tiebreak_core::model::answers::{Load, MAX_LOAD, Reply};
use tiebreak_core::model::json::decimal;
use tiebreak_core::texts::sentence::{fill, model_text, ui_text};
use tiebreak_dom::prelude::*;
use web_sys::Event;

use crate::browser;
use crate::first::session::Session;
use crate::first::text::{isolate, show};

/// Index of the field for the peak itself.
const PEAK: usize = 3;

/// A button for each range, which fills in a load; folded fields for users, requests per user and peak
/// factor; below, a field for the peak itself.
pub fn fields(session: Session, q: usize) -> impl IntoView {
    let strings = session.strings.details();
    let model = session.model();
    let question = &model.questions[q];
    let initial = numbers(session, q);
    let all = Cell::new(initial);
    let set = Rc::new(move |i: usize, number: Option<f64>| {
        let mut numbers = all.get();
        numbers[i] = number;
        all.set(numbers);
        session.set_reply(q, load(numbers).map(Reply::Load));
    });
    let presses = RwSignal::new(0);
    let ranges = (0..question.options.len()).map(|o| {
        let (peak, set) = (typical_peak(question, o), Rc::clone(&set));
        let is_chosen = move || {
            let chosen = |reply| session.model().questions[q].chosen(reply);
            session.reply(q).is_some_and(|reply| chosen(reply) == 1 << o)
        };
        let fill_in = move |_| {
            set(PEAK, Some(peak));
            presses.update(|presses| *presses += 1);
        };
        button()
            .attr("type", "button")
            .part("button")
            .class("option")
            .attr("aria-pressed", move || is_chosen().to_string())
            .on("click", fill_in)
            .child((
                span().child(isolate(question.options[o].text.as_str())),
                " ",
                small()
                    .child(show(fill(strings.fills_in, &[&ui_text(session.strings.number(peak))]))),
            ))
    });
    let ranges = div().class("ranges").child(ranges.collect_view());
    let field =
        move |i: usize, number: Option<f64>, name: &'static str, placeholder: &'static str| {
            let set = Rc::clone(&set);
            let read = move |event: Event| set(i, browser::number(&event));
            let input = input()
                .attr("type", "number")
                .attr("min", "0")
                .attr("step", "any")
                .attr("inputmode", "decimal")
                .attr("placeholder", placeholder)
                .value(number.map_or_else(String::new, decimal))
                .on("input", read);
            label().class("field").child((span().child(name), input))
        };
    let users = div().class("fields").child((
        field(0, initial[0], strings.users, ""),
        field(1, initial[1], strings.requests, ""),
        field(2, initial[2], strings.peak_factor, "10"),
    ));
    let mut by_users = details().class("fold");
    if initial[0].is_some() {
        by_users = by_users.attr("open", "");
    }
    let by_users = by_users.child((summary().child(strings.or_users), users, strings.peak_assumed));
    // With a key, because a press replaces the number that the field was created with.
    let peak_field = move || {
        let key = presses.get();
        let number = numbers(session, q)[PEAK];
        div().class("fields").key(key).child(field(PEAK, number, strings.peak, ""))
    };
    (
        p().class("small").child(strings.ranges),
        ranges,
        by_users,
        p().class("small").child(strings.or_peak),
        peak_field,
        p().class("result").child(move || peak(session, q)),
    )
}

/// The numbers in the fields: users, requests per user, peak factor and peak of the reply.
fn numbers(session: Session, q: usize) -> [Option<f64>; 4] {
    match session.answers.read_untracked().replies[q] {
        Some(Reply::Load(Load::Peak { requests_per_second })) => {
            [None, None, None, Some(requests_per_second)]
        }
        Some(Reply::Load(Load::Users { users, requests_per_user_per_day, peak_factor })) => {
            [Some(users), Some(requests_per_user_per_day), peak_factor, None]
        }
        _ => [None; 4],
    }
}

/// A round number of requests per second that is in the range of an option: five times or twice the
/// lower end; in a range from 0, a tenth of the upper end.
fn typical_peak(question: &Question, option: usize) -> f64 {
    let from = question.options[option].from;
    match question.options.get(option + 1).map(|next| next.from) {
        Some(end) if from == 0.0 => end / 10.0,
        Some(end) if 5.0 * from < end => 5.0 * from,
        Some(end) if 2.0 * from < end => 2.0 * from,
        Some(_) => from,
        None => (2.0 * from).min(MAX_LOAD),
    }
}

/// The load that the four fields state; the field for the peak has priority.
fn load([users, requests, factor, peak]: [Option<f64>; 4]) -> Option<Load> {
    match (peak, users, requests) {
        (Some(requests_per_second), ..) => Some(Load::Peak { requests_per_second }),
        (None, Some(users), Some(requests_per_user_per_day)) => {
            Some(Load::Users { users, requests_per_user_per_day, peak_factor: factor })
        }
        _ => None,
    }
}

/// The resulting requests per second, and the option whose range contains them.
fn peak(session: Session, q: usize) -> Option<View> {
    let peak = session.peak(q)?;
    let model = session.model();
    let question = &model.questions[q];
    let rounded = if peak < 10.0 { (peak * 10.0).round() / 10.0 } else { peak.round() };
    let chosen = question.chosen(session.reply(q)?);
    let option = &question.options[chosen.trailing_zeros() as usize];
    let number = ui_text(session.strings.number(rounded));
    Some(show(fill(session.strings.details().busiest, &[&number, &model_text(&option.text)])))
}
