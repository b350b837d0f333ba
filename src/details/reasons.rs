//! Additions to the verdict once the details are ready: its strongest reasons, warnings, and open
//! questions that can still change it. Also the reason why a question is asked before the others.

use tiebreak_core::engine::warnings::Warning;
use tiebreak_core::model::Model;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, model_text, name, names, ui_text};
use tiebreak_dom::prelude::*;

use crate::first::session::Session;
use crate::first::text::show;

/// The strongest reasons for the winner rather than the runner-up.
pub fn reasons(session: Session) -> impl IntoView {
    move || {
        let model = session.model();
        let (lead, strongest) =
            phrases::main_reasons(session.strings, &model, &session.decision.read())?;
        let items = strongest.into_iter().map(|q| {
            let question = &model.questions[q];
            let answer =
                phrases::answer_or_default(session.strings, question, session.effective_reply(q));
            li().child((small().child(show(model_text(&question.text))), show(answer)))
        });
        let list = ul().child(items.collect_view());
        Some(div().class("reasons").child((p().child(show(lead)), list)))
    }
}

/// The number of warnings that are not folded.
const UNFOLDED_WARNINGS: usize = 2;

/// The warnings about the verdict.
pub fn warnings(session: Session) -> impl IntoView {
    move || {
        let (model, strings) = (session.model(), session.strings);
        let decision = session.decision.read();
        let warnings = &decision.warnings;
        let (first, rest) = warnings.split_at(warnings.len().min(UNFOLDED_WARNINGS));
        let rest = (!rest.is_empty()).then(|| {
            let title = strings.count(&strings.details().more_warnings, rest.len());
            let list = warning_list(session, &model, rest);
            details().class("fold").child((summary().child(title), list))
        });
        let first = (!first.is_empty()).then(|| warning_list(session, &model, first));
        (first, rest)
    }
}

fn warning_list(session: Session, model: &Model, warnings: &[Warning]) -> ElementBuilder {
    let items = warnings
        .iter()
        .map(|warning| li().child(show(phrases::warning(session.strings, model, warning))));
    ul().class("warnings").child(items.collect_view())
}

/// The number of questions that can still change the verdict, and how unlikely that is. Nothing if
/// the verdict is final.
pub fn open_questions(session: Session) -> impl IntoView {
    move || {
        let (model, strings) = (session.model(), session.strings);
        let decision = session.decision.read();
        let count = decision.open.len();
        if decision.verdict.is_final || count == 0 {
            return None;
        }
        let close = &decision.verdict.close;
        let rivals = decision.witness.iter().flat_map(|witness| &witness.verdict.close);
        let rivals: Vec<usize> = rivals.copied().filter(|rival| !close.contains(rival)).collect();
        let sentence = if rivals.is_empty() {
            ui_text(strings.count(&strings.details().open_more, count))
        } else {
            let rivals = names(&model, &rivals, strings.or);
            let number = ui_text(count.to_string());
            fill(strings.details().open_ahead.of(count), &[&rivals, &number])
        };
        let unlikely = decision.verdict.winner.map(|a| unlikely_to_change(session, a));
        let title = b().child(strings.details().not_settled);
        Some(p().class("box").child((title, " ", show(sentence), " ", unlikely)))
    }
}

/// The share of samples in which the winner stays, if it is so high that asking may stop. The
/// verdict is not settled by it, so the sentence does not say so.
fn unlikely_to_change(session: Session, winner: usize) -> impl IntoView {
    move || {
        let deferred = session.deferred.read();
        let gain = &deferred.gain;
        let share = gain.stays.filter(|_| gain.is_soft_stop())?;
        let model = session.model();
        // Rounded down, so that the text never claims more than was counted.
        let of_hundred = ui_text(((share * 100.0) as i64).to_string());
        let winner = name(&model.alternatives[winner]);
        Some(show(fill(session.strings.details().unlikely_to_change, &[&of_hundred, &winner])))
    }
}

/// Why a question is asked before the others, folded. Nothing if it is not the most informative
/// one.
pub fn why_next(session: Session, q: usize) -> impl IntoView {
    move || {
        let deferred = session.deferred.read();
        let gain = Some(&deferred.gain).filter(|gain| gain.next == Some(q))?;
        let strings = session.strings.details();
        let reason = match gain.parts_of_hundred(q) {
            0 => ui_text(strings.why_next_swing),
            parts => fill(strings.why_next_gain, &[&ui_text(parts.to_string())]),
        };
        let title = summary().child(strings.why_next);
        Some(details().class("fold").child((title, p().child(show(reason)))))
    }
}
