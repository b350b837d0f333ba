//! The verdict in one line, at the lower edge of a narrow widget while the verdict is further down.

use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, ui_text};
use tiebreak_dom::prelude::*;
use web_sys::Event;

use crate::browser;
use crate::first::session::Session;
use crate::first::text::show;
use crate::first::verdict::VERDICT;

/// A button with the verdict, the share of samples in which the winner is first, and the number of
/// open questions; a press goes to the verdict. Nothing before the first answer.
///
/// The style sheet hides the button where the verdict is beside or directly below the question.
pub fn verdict_line(session: Session) -> impl IntoView {
    move || {
        if session.is_blank() || !session.revealed.get() {
            return None;
        }
        let (model, strings) = (session.model(), session.strings.details());
        let decision = session.decision.read();
        let headline = phrases::headline(session.strings, &model, &decision);
        let open = Some(decision.open.len()).filter(|&open| open > 0);
        let open = open.map(|open| fill(strings.line_open, &[&ui_text(open.to_string())]));
        let go = |event: Event| browser::scroll_to(&event, VERDICT);
        Some(
            button()
                .attr("type", "button")
                .part("button")
                .class("verdict-line")
                .on("click", go)
                .child((
                    b().child(show(headline.verdict)),
                    first_of_100(session).map(|count| {
                        (" · ", show(fill(strings.line_first, &[&ui_text(count.to_string())])))
                    }),
                    open.map(|open| (" · ", show(open))),
                )),
        )
    }
}

/// The number of samples out of 100 in which the winner is first; `None` without a winner, or while
/// the samples are those of earlier answers.
fn first_of_100(session: Session) -> Option<usize> {
    let deferred = session.deferred.read();
    let is_current = deferred.answers == *session.effective_answers.read();
    let winner = session.decision.read().verdict.winner?;
    Some(deferred.robustness.as_ref().filter(|_| is_current)?.first_of_100()[winner])
}
