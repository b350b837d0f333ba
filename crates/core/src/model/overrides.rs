//! Overrides: weights and values of single rows that a reader replaces.
//!
//! A weight applies to every source view. Values replace the pool of all sources; the views of a
//! single source, and of all but one source, keep their own values
//! (`docs/method.md#overrides`).
//!
//! In JSON, overrides are a list in the field [`OVERRIDES`] of the answers:
//!
//! ```json
//! {
//!   "overrides": [
//!     { "question": "team", "option": "one", "weight": 80, "values": { "django": 700, "fastapi": 300 } }
//!   ]
//! }
//! ```
//!
//! Without `option`, or if `option` is null, the override is about the row of the unanswered
//! question.
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::{answers::{Answers, Reply}, load::load};
//! use tiebreak_core::engine::decide;
//! use tiebreak_core::model::overrides::Override;
//!
//! # let model = load(TEXT).model.unwrap();
//! # let mut answers = Answers::none(&model);
//! # answers.replies = vec![Some(Reply::Options(1 << 1)); 2];
//! assert_eq!(decide(&model, &answers).verdict.winner, model.alternative("train"));
//!
//! // To the reader, working on the way is worth a weight of 10, not 100.
//! let work = Override { question: 1, option: Some(1), weight: Some(10), values: None };
//! answers.overrides.push(work);
//! assert_eq!(decide(&model, &answers).verdict.winner, model.alternative("car"));
//! ```

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::answers;
use super::diagnostics::Diagnostics;
use super::place::Place;
use super::problem::Code;
use super::rows::{self, PointsRow, RowOrigin, Table};
use super::{Alternative, Kind, MAX_VALUE, MAX_WEIGHT, Model, Question, Rule, ScoreRow};

/// The field of the answers that holds the overrides. No question may have this id.
pub const OVERRIDES: &str = "overrides";

/// The weight or the values with which a reader replaces those of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Index of the question.
    pub question: usize,
    /// Index of the option; `None` for the row of the unanswered question.
    pub option: Option<usize>,
    /// The new swing weight, 0 to 200; `None` keeps the weight.
    pub weight: Option<i64>,
    /// The new value of each alternative, 0 to 1000, `None` where a rule derives it; or `None` to
    /// keep all values.
    pub values: Option<Vec<Option<i64>>>,
}

impl Model {
    /// The model with these overrides applied to all source views.
    pub fn with(&self, overrides: &[Override]) -> Cow<'_, Self> {
        if overrides.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut model = self.clone();
        model.tables.pooled = self.pooled_with(overrides).into_owned();
        for entry in overrides {
            let Self { alternatives, sources, questions, tables, .. } = &mut model;
            let (question, q) = (&mut questions[entry.question], entry.question);
            if let Some(weight) = entry.weight {
                question.row_mut(entry.option).weight = weight;
                tables.update_weight(alternatives, sources, question, q, entry.option);
            }
        }
        Cow::Owned(model)
    }

    /// The table of all sources with these overrides applied.
    ///
    /// A verdict needs only this table. [`Model::with`] also changes the tables of the other source
    /// views, which takes longer.
    pub fn pooled_with(&self, overrides: &[Override]) -> Cow<'_, Table> {
        let mut table = Cow::Borrowed(&self.tables.pooled);
        for entry in overrides {
            let weight = self.weight_with(overrides, entry.question, entry.option);
            let row = entry.points(self, weight);
            table.to_mut().questions[entry.question].replace(entry.option, row, weight);
        }
        table
    }

    /// The swing weight of a row of question `q` with these overrides applied.
    pub fn weight_with(&self, overrides: &[Override], q: usize, option: Option<usize>) -> i64 {
        let entry = overrides.iter().find(|entry| (entry.question, entry.option) == (q, option));
        entry.and_then(|entry| entry.weight).unwrap_or(self.questions[q].row(option).weight)
    }
}

impl Question {
    /// The row of an option; `None` stands for the unanswered question.
    pub fn row(&self, option: Option<usize>) -> &ScoreRow {
        option.map_or(&self.unanswered, |o| &self.options[o].row)
    }

    fn row_mut(&mut self, option: Option<usize>) -> &mut ScoreRow {
        match option {
            Some(o) => &mut self.options[o].row,
            None => &mut self.unanswered,
        }
    }
}

/// Whether ratings of the row have a value for the alternative. If not, a rule derives it.
fn is_rated(alternative: &Alternative, rule: Rule) -> bool {
    alternative.derived.is_none() || rule == Rule::Own
}

// ---- JSON ----

/// Reads a list of overrides. Faulty overrides are left out and reported.
pub(super) fn read(
    diagnostics: &mut impl Diagnostics,
    alternatives: &[Alternative],
    questions: &[Question],
    json: &Value,
    at: &Place<'_>,
) -> Vec<Override> {
    let mut overrides: Vec<Override> = Vec::new();
    let Value::Array(items) = json else {
        let hint = "write [{\"question\": \"id\", \"option\": \"id\", \"weight\": 80}]";
        diagnostics.add_with_hint(Code::BadAnswer, at, &["overrides must be a list"], hint);
        return overrides;
    };
    for (i, item) in items.iter().enumerate() {
        let at = &at.item(i);
        let Some(entry) = read_one(diagnostics, alternatives, questions, item, at) else {
            continue;
        };
        if overrides.iter().any(|other| entry.has_same_row(other)) {
            diagnostics.add(Code::DuplicateId, at, &["an earlier override has the same row"]);
        } else {
            overrides.push(entry);
        }
    }
    overrides
}

impl Override {
    fn has_same_row(&self, other: &Self) -> bool {
        (self.question, self.option) == (other.question, other.option)
    }

    /// The points of the overridden row at this weight.
    fn points(&self, model: &Model, weight: i64) -> PointsRow {
        let Model { alternatives, sources, questions, .. } = model;
        let question = &questions[self.question];
        let row = question.row(self.option);
        match &self.values {
            None => rows::pooled(alternatives, sources, question, row, weight),
            Some(values) => {
                rows::points_at(alternatives, question, row, weight, values, RowOrigin::Reader)
            }
        }
    }

    /// Writes the override as JSON, in the form that [`read`] takes.
    pub(super) fn write(&self, model: &Model) -> Value {
        let question = &model.questions[self.question];
        let option = self.option.map(|o| question.options[o].id.as_str());
        let mut json = Map::new();
        json.insert("question".into(), question.id.as_str().into());
        json.insert("option".into(), option.into());
        if let Some(weight) = self.weight {
            json.insert("weight".into(), weight.into());
        }
        if let Some(values) = &self.values {
            let mut rated = Map::new();
            for (alternative, value) in model.alternatives.iter().zip(values) {
                if let Some(value) = *value {
                    rated.insert(alternative.id.clone(), value.into());
                }
            }
            json.insert("values".into(), rated.into());
        }
        Value::Object(json)
    }
}

/// Reads one override; `None` if it is faulty.
fn read_one(
    diagnostics: &mut impl Diagnostics,
    alternatives: &[Alternative],
    questions: &[Question],
    json: &Value,
    at: &Place<'_>,
) -> Option<Override> {
    const FIELDS: [&str; 4] = ["question", "option", "weight", "values"];
    let Value::Object(json) = json else {
        diagnostics.add(Code::BadAnswer, at, &["an override must be an object"]);
        return None;
    };
    if let Some(name) = json.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        let message = ["an override has no field `", name, "`"];
        diagnostics.add_unknown(Code::BadAnswer, &at.key(name), &message, name, || FIELDS.to_vec());
        return None;
    }
    let given = |name: &str| json.get(name).filter(|value| !value.is_null());
    let Some(id) = given("question") else {
        diagnostics.add(Code::BadAnswer, at, &["the override names no question"]);
        return None;
    };
    let at_question = &at.key("question");
    let id = read_id(diagnostics, id, "question", at_question)?;
    let q = answers::resolve_question(diagnostics, questions, id, at_question)?;
    let question = &questions[q];
    let at_option = &at.key("option");
    let option = match given("option") {
        None => None,
        Some(id) => {
            let id = read_id(diagnostics, id, "option", at_option)?;
            Some(answers::resolve_option(diagnostics, question, id, at_option)?)
        }
    };
    let weight = match given("weight") {
        None => None,
        Some(weight) => Some(read_integer(diagnostics, weight, MAX_WEIGHT, &at.key("weight"))?),
    };
    let (row, at_values) = (question.row(option), &at.key("values"));
    let values = match given("values") {
        None => None,
        Some(Value::Object(values)) => {
            Some(read_values(diagnostics, alternatives, question.kind, row, values, at_values)?)
        }
        Some(_) => {
            let hint = "write {\"alternative-id\": 700}";
            diagnostics.add_with_hint(
                Code::BadAnswer,
                at_values,
                &["values must be an object"],
                hint,
            );
            return None;
        }
    };
    match (weight, &values) {
        (None, None) => {
            let hint = "give a weight, or values, or both";
            diagnostics.add_with_hint(Code::BadAnswer, at, &["the override changes nothing"], hint);
            None
        }
        (Some(1..), None) if row.ratings.is_empty() => {
            let message = "the row gets a weight but has no ratings";
            diagnostics.add_with_hint(Code::RowUnrated, at, &[message], "give values too");
            None
        }
        _ => Some(Override { question: q, option, weight, values }),
    }
}

fn read_id<'a>(
    diagnostics: &mut impl Diagnostics,
    value: &'a Value,
    name: &str,
    at: &Place<'_>,
) -> Option<&'a str> {
    let id = value.as_str();
    if id.is_none() {
        diagnostics.add(Code::BadAnswer, at, &["`", name, "` must be an id"]);
    }
    id
}

/// Reads the values of an override: one for each alternative that the ratings of the row have a
/// value for.
fn read_values(
    diagnostics: &mut impl Diagnostics,
    alternatives: &[Alternative],
    kind: Kind,
    row: &ScoreRow,
    json: &Map<String, Value>,
    at: &Place<'_>,
) -> Option<Vec<Option<i64>>> {
    let mut values = vec![None; alternatives.len()];
    for (id, value) in json {
        let at = &at.key(id);
        let Some(a) = alternatives.iter().position(|a| a.id == *id) else {
            let known = || alternatives.iter().map(|a| a.id.as_str()).collect();
            diagnostics.add_unknown(Code::UnknownId, at, &["no alternative `", id, "`"], id, known);
            return None;
        };
        if !is_rated(&alternatives[a], row.rules[a]) {
            let message = ["a rule derives the value of `", id, "`"];
            diagnostics.add_with_hint(Code::RowSurplus, at, &message, "remove the value");
            return None;
        }
        values[a] = Some(read_integer(diagnostics, value, MAX_VALUE, at)?);
    }
    for (a, alternative) in alternatives.iter().enumerate() {
        if is_rated(alternative, row.rules[a]) && values[a].is_none() {
            let message = ["the override has no value for `", &alternative.id, "`"];
            let hint = "give all values of the row, also those that do not change";
            diagnostics.add_with_hint(Code::RowIncomplete, at, &message, hint);
            return None;
        }
        let Some(derived) = alternative.derived.as_ref().filter(|_| kind == Kind::Cost) else {
            continue;
        };
        if values[a] > derived.of.iter().filter_map(|&part| values[part]).max() {
            let message = ["the value of `", &alternative.id, "` is above its best part's value"];
            let hint =
                "on a cost question, a derived alternative is at most as good as its best part";
            diagnostics.add_with_hint(Code::CostAboveParts, at, &message, hint);
            return None;
        }
    }
    Some(values)
}

/// Reads a whole number from 0 to `most`.
fn read_integer(
    diagnostics: &mut impl Diagnostics,
    value: &Value,
    most: i64,
    at: &Place<'_>,
) -> Option<i64> {
    let number = value.as_i64().filter(|number| (0..=most).contains(number));
    if number.is_none() {
        diagnostics
            .add_lazy(Code::OutOfRange, at, || format!("not a whole number from 0 to {most}"));
    }
    number
}
