//! How far one weight or one value is from another leader, in words.

use crate::engine::thresholds::{Number, Threshold};
use crate::model::Model;

use super::sentence::{Sentence, fill, model_text, name, ui_text};
use super::strings::Strings;

/// "FastAPI would lead if “How will you hire?” mattered twice as much."
pub fn threshold(words: &Strings, model: &Model, it: &Threshold) -> Sentence {
    let question = &model.questions[it.question];
    let rival = name(&model.alternatives[it.rival]);
    let condition = match it.number {
        Number::Weight => weight(words, it, &model_text(&question.text)),
        Number::Value(a) => {
            let row = match it.option {
                Some(o) => model_text(&question.options[o].text),
                None => model_text(&question.text),
            };
            let [from, to] = [it.from, it.to].map(|it| ui_text(tenths(it)));
            fill(words.behind().if_value, &[&name(&model.alternatives[a]), &row, &to, &from])
        }
    };
    fill(words.behind().would_lead, &[&rival, &condition])
}

fn weight(words: &Strings, it: &Threshold, question: &Sentence) -> Sentence {
    // In tenths, rounded half up.
    let ratio = if it.from > 0 { (20 * it.to + it.from) / (2 * it.from) } else { 0 };
    match (it.to, ratio) {
        (0, _) => fill(words.behind().if_no_matter, &[question]),
        (_, 20) => fill(words.behind().if_twice, &[question]),
        (_, 11..) => fill(words.behind().if_times, &[question, &ui_text(tenths(ratio))]),
        // Where the ratio says nothing, the weights themselves do.
        _ => {
            let [from, to] = [it.from, it.to].map(|it| ui_text(it.to_string()));
            fill(words.behind().if_weight, &[question, &to, &from])
        }
    }
}

/// "67.5" from 675, "60" from 600.
fn tenths(it: i64) -> String {
    let whole = (it / 10).to_string();
    if it % 10 == 0 { whole } else { [&whole, ".", &(it % 10).to_string()].concat() }
}
