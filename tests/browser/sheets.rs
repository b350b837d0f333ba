//! Random answer sheets, and the native engine's results for them. The page must give the same
//! results, letter for letter.

use serde_json::{Map, Value, json};
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::engine::{decide, gain::gain};
use tiebreak_core::model::answers::{Answers, DOES_NOT_MATTER, NONE_OF_THESE};
use tiebreak_core::model::{Choose, Model, Question, json, load::load};
use tiebreak_core::report::{add_study, report};

use crate::{Error, Result};

/// The shipped model.
pub(crate) fn model() -> Result<Model> {
    read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/models/django-vs-fastapi.json"))
}

/// The test-only model.
pub(crate) fn sample() -> Result<Model> {
    read(concat!(env!("CARGO_MANIFEST_DIR"), "/../cases/sample.json"))
}

fn read(path: &str) -> Result<Model> {
    load(&std::fs::read_to_string(path)?).model.ok_or_else(|| Error::from("the model has errors"))
}

/// `count` sheets, the same ones for the same seed.
pub(crate) fn sheets(model: &Model, count: usize, seed: u64) -> Vec<Value> {
    let mut dice = Dice(seed);
    let sheet = |_| {
        // From hardly anything answered to nearly everything.
        let filled = dice.below(101);
        let mut answers = Map::new();
        for question in &model.questions {
            if dice.below(100) < filled {
                answers.insert(question.id.clone(), answer(question, &mut dice));
            }
        }
        Value::Object(answers)
    };
    (0..count).map(sheet).collect()
}

fn answer(question: &Question, dice: &mut Dice) -> Value {
    match dice.below(10) {
        0 => return Value::Null,
        1 if question.may_not_matter => return DOES_NOT_MATTER.into(),
        _ => {}
    }
    let options = question.options.len();
    match question.choose {
        Choose::One => question.options[dice.below(options)].id.as_str().into(),
        Choose::Many => {
            let chosen: Vec<&str> = (question.options.iter())
                .filter(|_| dice.below(2) == 0)
                .map(|option| option.id.as_str())
                .collect();
            if chosen.is_empty() { json!([NONE_OF_THESE]) } else { json!(chosen) }
        }
        // Around the cut points, and from users.
        Choose::Number if dice.below(2) == 0 => {
            let cut = question.options[dice.below(options)].from;
            json!({ "peak_requests_per_second": cut + [0.0, 0.5, 1.0][dice.below(3)] })
        }
        Choose::Number => {
            let peak_factor = [None, Some(3.0), Some(12.5)][dice.below(3)];
            json!({
                "users": dice.below(2_000_000),
                "requests_per_user_per_day": dice.below(200),
                "peak_factor": peak_factor,
            })
        }
    }
}

/// The native report of a sheet, in its canonical form.
pub(crate) fn native(model: &Model, sheet: &Value) -> Result<String> {
    let fields = sheet.as_object().ok_or("a sheet is an object")?;
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, fields);
    if let Some(problem) = problems.first() {
        return Err(format!("a sheet is wrong: {sheet}: {problem:?}").into());
    }
    let mut whole = report(model, &decide(model, &answers), &gain(model, &answers));
    add_study(
        &mut whole,
        model,
        &study(model, &answers, robustness(model, &answers, Setup::default())),
    );
    // As the page writes it: its numbers have at most fifteen digits.
    Ok(canonical(&serde_json::from_str(&json::write(&whole))?))
}

/// JSON without white space, the keys of each object in order.
pub(crate) fn canonical(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|field| field.0);
            let field = |(key, value): (&String, &Value)| {
                format!("{}:{}", Value::from(key.as_str()), canonical(value))
            };
            format!("{{{}}}", joined(fields.into_iter().map(field).collect()))
        }
        Value::Array(items) => format!("[{}]", joined(items.iter().map(canonical).collect())),
        _ => value.to_string(),
    }
}

/// FNV-1a, 64 bits: short enough to print, and enough to tell two runs apart.
pub(crate) fn digest<'a>(texts: impl IntoIterator<Item = &'a String>) -> u64 {
    let bytes = texts.into_iter().flat_map(|text| text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A seeded generator: `SplitMix64` (Steele, Lea & Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The remainder favours small numbers by less than one in 2^50, and is below `n`.
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap_or(0)
    }
}
