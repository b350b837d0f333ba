//! Asks for a load, and says what the numbers come to.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Event;

use crate::browser;
use tiebreak_core::model::answers::{Load, Reply};
use tiebreak_core::model::json::decimal;
use tiebreak_core::texts::sentence::{fill, model_text, ui_text};
use tiebreak_dom::prelude::*;

use crate::first::session::Session;
use crate::first::text::show;

/// The fields of a load: users and requests, or the peak itself.
pub fn number(session: Session, q: usize) -> View {
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
    let field = |i: usize, name: &'static str, hint: &'static str| {
        let typed = Rc::clone(&typed);
        let read = move |event: Event| {
            let mut numbers = typed.get();
            numbers[i] = browser::number(&event);
            typed.set(numbers);
            session.say(q, load(numbers).map(Reply::Load));
        };
        let control = input()
            .attr("type", "number")
            .attr("min", "0")
            .attr("step", "any")
            .attr("inputmode", "decimal")
            .attr("placeholder", hint)
            .value(given[i].map_or_else(String::new, decimal))
            .on("input", read);
        label().class("field").child(span().child(name)).child(control)
    };
    fragment()
        .child(
            div()
                .class("fields")
                .child(field(0, words.details().users, ""))
                .child(field(1, words.details().requests, ""))
                .child(field(2, words.details().peak_factor, "10")),
        )
        .child(p().class("small").child(words.details().peak_assumed))
        .child(p().class("small").child(words.details().or_peak))
        .child(div().class("fields").child(field(3, words.details().peak, "")))
        .child(p().class("result").child(move || busiest(session, q)))
        .into_view()
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
    let number = ui_text(decimal(digits));
    Some(show(fill(session.words.details().busiest, &[&number, &model_text(&option.text)])))
}
