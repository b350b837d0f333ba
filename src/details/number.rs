//! The input fields of a question that asks for a load, and the load that results from them.

use std::cell::Cell;
use std::rc::Rc;

use tiebreak_core::model::answers::{Load, Reply};
use tiebreak_core::model::json::decimal;
use tiebreak_core::texts::sentence::{fill, model_text, ui_text};
use tiebreak_dom::prelude::*;
use web_sys::Event;

use crate::browser;
use crate::first::session::Session;
use crate::first::text::show;

/// Fields for users, requests per user and peak factor; below, a field for the peak itself.
pub fn fields(session: Session, q: usize) -> impl IntoView {
    let strings = session.strings.details();
    let initial = match session.answers.read_untracked().replies[q] {
        Some(Reply::Load(Load::Peak { requests_per_second })) => {
            [None, None, None, Some(requests_per_second)]
        }
        Some(Reply::Load(Load::Users { users, requests_per_user_per_day, peak_factor })) => {
            [Some(users), Some(requests_per_user_per_day), peak_factor, None]
        }
        _ => [None; 4],
    };
    let numbers = Rc::new(Cell::new(initial));
    let field = |i: usize, name: &'static str, placeholder: &'static str| {
        let all = Rc::clone(&numbers);
        let read = move |event: Event| {
            let mut numbers = all.get();
            numbers[i] = browser::number(&event);
            all.set(numbers);
            session.set_reply(q, load(numbers).map(Reply::Load));
        };
        let input = input()
            .attr("type", "number")
            .attr("min", "0")
            .attr("step", "any")
            .attr("inputmode", "decimal")
            .attr("placeholder", placeholder)
            .value(initial[i].map_or_else(String::new, decimal))
            .on("input", read);
        label().class("field").child((span().child(name), input))
    };
    (
        div().class("fields").child((
            field(0, strings.users, ""),
            field(1, strings.requests, ""),
            field(2, strings.peak_factor, "10"),
        )),
        p().class("small").child(strings.peak_assumed),
        p().class("small").child(strings.or_peak),
        div().class("fields").child(field(3, strings.peak, "")),
        p().class("result").child(move || peak(session, q)),
    )
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
    let number = ui_text(decimal(rounded));
    Some(show(fill(session.strings.details().busiest, &[&number, &model_text(&option.text)])))
}
