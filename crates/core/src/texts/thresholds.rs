//! The change of one weight or one value that puts another alternative ahead, in a sentence.

use crate::engine::thresholds::{Number, Threshold};
use crate::model::Model;

use super::sentence::{Sentence, fill, model_text, name, ui_text};
use super::strings::Strings;

/// "FastAPI would lead if “How will you hire?” mattered twice as much."
pub fn threshold(strings: &Strings, model: &Model, threshold: &Threshold) -> Sentence {
    let question = &model.questions[threshold.question];
    let rival = name(&model.alternatives[threshold.rival]);
    let condition = match threshold.number {
        Number::Weight => weight(strings, threshold, &model_text(&question.text)),
        Number::Value(a) => {
            let row = match threshold.option {
                Some(o) => model_text(&question.options[o].text),
                None => model_text(&question.text),
            };
            let [from, to] =
                [threshold.from, threshold.to].map(|value| ui_text(strings.tenths_or_whole(value)));
            let alternative = name(&model.alternatives[a]);
            fill(strings.details().if_value, &[&alternative, &row, &to, &from])
        }
    };
    fill(strings.details().would_lead, &[&rival, &condition])
}

/// The condition on a weight, as a factor where a factor from 1.1 describes it.
fn weight(strings: &Strings, threshold: &Threshold, question: &Sentence) -> Sentence {
    let Threshold { from, to, .. } = *threshold;
    // In tenths, rounded half up.
    let factor = if from > 0 { (20 * to + from) / (2 * from) } else { 0 };
    match (to, factor) {
        (0, _) => fill(strings.details().if_no_matter, &[question]),
        (_, 20) => fill(strings.details().if_twice, &[question]),
        (_, 11..) => {
            fill(strings.details().if_times, &[question, &ui_text(strings.tenths_or_whole(factor))])
        }
        _ => {
            let [from, to] = [from, to].map(|weight| ui_text(weight.to_string()));
            fill(strings.details().if_weight, &[question, &to, &from])
        }
    }
}
