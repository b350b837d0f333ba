//! What a reader overrules: the weight or the values of single rows.
//!
//! A weight applies however one listens. Values stand in for the pool of all sources and for
//! nothing else: what a source says alone, and what is said without it, stays what it is.
//!
//! In files, links and events they stand among the answers, by id: `{"overrides": [{"question":
//! "team", "option": "one", "weight": 80, "values": {"django": 700, "fastapi": 300}}]}`; without
//! `option` (or with null) the row of leaving the question unanswered is meant.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::answers;
use super::load::place::Place;
use super::load::report::Diagnostics;
use super::problem::Code;
use super::rows::{self, PointsRow, Table, Voice};
use super::{Alternative, Kind, MAX_VALUE, MAX_WEIGHT, Model, Question, Rule, ScoreRow};

/// The field of answers that holds overrides; no question may have this id.
pub const OVERRIDES: &str = "overrides";

/// What a reader puts in the place of a row's weight or values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Index of the question.
    pub question: usize,
    /// Index of the option; `None` is the row of leaving the question unanswered.
    pub option: Option<usize>,
    /// Swing weight, 0..=200.
    pub weight: Option<i64>,
    /// Value 0..=1000 per alternative; `None` where a rule derives it.
    pub values: Option<Vec<Option<i64>>>,
}

impl Model {
    /// The model as a reader overrules it; itself when that is nothing.
    pub fn with(&self, overrides: &[Override]) -> Cow<'_, Self> {
        if overrides.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut model = self.clone();
        model.tables.pooled = self.pooled_with(overrides).into_owned();
        for it in overrides {
            let Self { alternatives, sources, questions, tables, .. } = &mut model;
            let (question, q) = (&mut questions[it.question], it.question);
            if let Some(weight) = it.weight {
                question.row_mut(it.option).weight = weight;
                tables.weigh_again(alternatives, sources, question, q, it.option);
            }
        }
        Cow::Owned(model)
    }

    /// The pool of all sources as a reader overrules it: all that a verdict needs besides the model.
    pub fn pooled_with(&self, overrides: &[Override]) -> Cow<'_, Table> {
        let mut table = Cow::Borrowed(&self.tables.pooled);
        for it in overrides {
            let weight = self.weight_with(overrides, it.question, it.option);
            let row = it.points(self, weight);
            table.to_mut().questions[it.question].put(it.option, row, weight);
        }
        table
    }

    /// The weight of a row as a reader overrules it.
    pub fn weight_with(&self, overrides: &[Override], q: usize, option: Option<usize>) -> i64 {
        let mine = overrides.iter().find(|it| (it.question, it.option) == (q, option));
        mine.and_then(|it| it.weight).unwrap_or(self.questions[q].row(option).weight)
    }
}

impl Question {
    /// The row of an option, or of leaving the question unanswered.
    pub fn row(&self, option: Option<usize>) -> &ScoreRow {
        option.map_or(&self.unanswered, |it| &self.options[it].row)
    }

    fn row_mut(&mut self, option: Option<usize>) -> &mut ScoreRow {
        match option {
            Some(it) => &mut self.options[it].row,
            None => &mut self.unanswered,
        }
    }
}

/// Whether a rating of the row values the alternative itself, rather than a rule.
fn is_rated(alternative: &Alternative, rule: Rule) -> bool {
    alternative.derived.is_none() || rule == Rule::Own
}

// ---- the codec ----

/// Reads a list of overrides. What is wrong is left out and reported.
pub(super) fn read(
    report: &mut impl Diagnostics,
    alternatives: &[Alternative],
    questions: &[Question],
    json: &Value,
    at: &Place<'_>,
) -> Vec<Override> {
    let mut overrides: Vec<Override> = Vec::new();
    let Value::Array(items) = json else {
        let hint = "write [{\"question\": \"id\", \"option\": \"id\", \"weight\": 80}]";
        report.advise(Code::BadAnswer, at, &["overrides are a list"], hint);
        return overrides;
    };
    for (i, item) in items.iter().enumerate() {
        let at = &at.item(i);
        let Some(it) = read_one(report, alternatives, questions, item, at) else { continue };
        if overrides.iter().any(|other| it.is_of_the_row_of(other)) {
            report.add(Code::DuplicateId, at, &["this row is overruled twice"]);
        } else {
            overrides.push(it);
        }
    }
    overrides
}

impl Override {
    fn is_of_the_row_of(&self, other: &Self) -> bool {
        (self.question, self.option) == (other.question, other.option)
    }

    /// The points of the row that it is about, at this weight.
    fn points(&self, model: &Model, weight: i64) -> PointsRow {
        let Model { alternatives, sources, questions, .. } = model;
        let question = &questions[self.question];
        let row = question.row(self.option);
        match &self.values {
            None => rows::pooled(alternatives, sources, question, row, weight),
            Some(it) => rows::points_at(alternatives, question, row, weight, it, Voice::Reader),
        }
    }

    /// In the form that [`read`] takes.
    pub(super) fn write(&self, model: &Model) -> Value {
        let question = &model.questions[self.question];
        let option = self.option.map(|it| question.options[it].id.as_str());
        let mut json = Map::new();
        json.insert("question".into(), question.id.as_str().into());
        json.insert("option".into(), option.into());
        if let Some(weight) = self.weight {
            json.insert("weight".into(), weight.into());
        }
        if let Some(values) = &self.values {
            let mut rated = Map::new();
            for (it, value) in model.alternatives.iter().zip(values) {
                if let Some(value) = *value {
                    rated.insert(it.id.clone(), value.into());
                }
            }
            json.insert("values".into(), rated.into());
        }
        Value::Object(json)
    }
}

/// Reads one override.
fn read_one(
    report: &mut impl Diagnostics,
    alternatives: &[Alternative],
    questions: &[Question],
    json: &Value,
    at: &Place<'_>,
) -> Option<Override> {
    const FIELDS: [&str; 4] = ["question", "option", "weight", "values"];
    let Value::Object(json) = json else {
        report.add(Code::BadAnswer, at, &["an override is an object"]);
        return None;
    };
    if let Some(name) = json.keys().find(|it| !FIELDS.contains(&it.as_str())) {
        let message = ["an override has no field `", name, "`"];
        report.unknown(Code::BadAnswer, &at.key(name), &message, name, || FIELDS.to_vec());
        return None;
    }
    let given = |name: &str| json.get(name).filter(|it| !it.is_null());
    let Some(id) = given("question") else {
        report.add(Code::BadAnswer, at, &["the override names no question"]);
        return None;
    };
    let here = &at.key("question");
    let id = id_in(report, id, "question", here)?;
    let q = answers::question(report, questions, id, here)?;
    let question = &questions[q];
    let here = &at.key("option");
    let option = match given("option") {
        None => None,
        Some(id) => {
            let id = id_in(report, id, "option", here)?;
            Some(answers::option(report, question, id, here)?)
        }
    };
    let weight = match given("weight") {
        None => None,
        Some(it) => Some(whole(report, it, MAX_WEIGHT, &at.key("weight"))?),
    };
    let (row, here) = (question.row(option), &at.key("values"));
    let values = match given("values") {
        None => None,
        Some(Value::Object(it)) => {
            Some(values(report, alternatives, question.kind, row, it, here)?)
        }
        Some(_) => {
            let hint = "write {\"alternative-id\": 700}";
            report.advise(Code::BadAnswer, here, &["values are an object"], hint);
            return None;
        }
    };
    match (weight, &values) {
        (None, None) => {
            let hint = "give a weight, or values, or both";
            report.advise(Code::BadAnswer, at, &["the override overrules nothing"], hint);
            None
        }
        (Some(1..), None) if row.ratings.is_empty() => {
            let message = "the row gets weight, but nobody rates it";
            report.advise(Code::RowUnrated, at, &[message], "give values as well");
            None
        }
        _ => Some(Override { question: q, option, weight, values }),
    }
}

fn id_in<'a>(
    report: &mut impl Diagnostics,
    value: &'a Value,
    name: &str,
    at: &Place<'_>,
) -> Option<&'a str> {
    let id = value.as_str();
    if id.is_none() {
        report.add(Code::BadAnswer, at, &["`", name, "` is an id"]);
    }
    id
}

/// A value for every alternative that a rating of the row values, and for no other.
fn values(
    report: &mut impl Diagnostics,
    alternatives: &[Alternative],
    kind: Kind,
    row: &ScoreRow,
    json: &Map<String, Value>,
    at: &Place<'_>,
) -> Option<Vec<Option<i64>>> {
    let mut values = vec![None; alternatives.len()];
    for (id, value) in json {
        let at = &at.key(id);
        let Some(a) = alternatives.iter().position(|it| it.id == *id) else {
            let known = || alternatives.iter().map(|it| it.id.as_str()).collect();
            report.unknown(Code::UnknownId, at, &["no alternative `", id, "`"], id, known);
            return None;
        };
        if !is_rated(&alternatives[a], row.rules[a]) {
            let message = ["a rule derives the value of `", id, "`"];
            report.advise(Code::RowSurplus, at, &message, "drop the value");
            return None;
        }
        values[a] = Some(whole(report, value, MAX_VALUE, at)?);
    }
    for (a, it) in alternatives.iter().enumerate() {
        if is_rated(it, row.rules[a]) && values[a].is_none() {
            let message = ["the override does not value `", &it.id, "`"];
            let hint = "overrule a whole row: give every value, those that stay too";
            report.advise(Code::RowIncomplete, at, &message, hint);
            return None;
        }
        let Some(derived) = it.derived.as_ref().filter(|_| kind == Kind::Cost) else {
            continue;
        };
        if values[a] > derived.of.iter().filter_map(|&it| values[it]).max() {
            let message = ["`", &it.id, "` is valued above its better part"];
            let hint = "a cost only ever takes away from what joins others";
            report.advise(Code::CostAboveParts, at, &message, hint);
            return None;
        }
    }
    Some(values)
}

/// A whole number from 0 to `most`.
fn whole(report: &mut impl Diagnostics, value: &Value, most: i64, at: &Place<'_>) -> Option<i64> {
    let number = value.as_i64().filter(|it| (0..=most).contains(it));
    if number.is_none() {
        report.say(Code::OutOfRange, at, || format!("not a whole number from 0 to {most}"));
    }
    number
}
