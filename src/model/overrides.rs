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

use super::answers::{below, find_option};
use super::problem::{Code, File, Problem};
use super::rows::{self, Voice};
use super::{Alternative, Kind, MAX_VALUE, MAX_WEIGHT, Model, Question, Row, Rule};

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
        for it in overrides {
            let Self { alternatives, sources, questions, tables, .. } = &mut model;
            let (question, q) = (&mut questions[it.question], it.question);
            if let Some(weight) = it.weight {
                question.row_mut(it.option).weight = weight;
                tables.pool_again(alternatives, sources, question, q, it.option);
            }
            if let Some(values) = &it.values {
                let row = question.row(it.option);
                let rated = rows::points_at(alternatives, question, row, values, Voice::Reader);
                *tables.pooled.questions[q].row_mut(it.option) = rated;
            }
        }
        Cow::Owned(model)
    }
}

impl Question {
    /// The row of an option, or of leaving the question unanswered.
    pub fn row(&self, option: Option<usize>) -> &Row {
        option.map_or(&self.unanswered, |it| &self.options[it].row)
    }

    fn row_mut(&mut self, option: Option<usize>) -> &mut Row {
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
    alternatives: &[Alternative],
    questions: &[Question],
    json: &Value,
    problems: &mut Vec<Problem>,
) -> Vec<Override> {
    let at = ["/", OVERRIDES].concat();
    let Value::Array(items) = json else {
        let hint = "write [{\"question\": \"id\", \"option\": \"id\", \"weight\": 80}]";
        problems.push(bad(at, "overrides are a list").hint(hint));
        return Vec::new();
    };
    let mut overrides: Vec<Override> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let reader = Reader { alternatives, questions, at: [&at, "/", &i.to_string()].concat() };
        match reader.read(item) {
            Ok(it) if overrides.iter().any(|other| it.is_of_the_row_of(other)) => {
                let message = "this row is overruled twice";
                problems.push(Problem::new(File::Answers, Code::DuplicateId, reader.at, message));
            }
            Ok(it) => overrides.push(it),
            Err(problem) => problems.push(problem),
        }
    }
    overrides
}

impl Override {
    fn is_of_the_row_of(&self, other: &Self) -> bool {
        (self.question, self.option) == (other.question, other.option)
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

fn bad(at: String, message: &str) -> Problem {
    Problem::new(File::Answers, Code::BadAnswer, at, message)
}

/// Reads one override.
struct Reader<'a> {
    alternatives: &'a [Alternative],
    questions: &'a [Question],
    /// Where it stands.
    at: String,
}

impl Reader<'_> {
    fn read(&self, json: &Value) -> Result<Override, Problem> {
        const FIELDS: [&str; 4] = ["question", "option", "weight", "values"];
        let Value::Object(json) = json else {
            return Err(bad(self.at.clone(), "an override is an object"));
        };
        if let Some(name) = json.keys().find(|it| !FIELDS.contains(&it.as_str())) {
            let message = ["an override has no field `", name, "`"].concat();
            return Err(bad(self.below(name), &message).did_you_mean(name, FIELDS));
        }
        let given = |name: &str| json.get(name).filter(|it| !it.is_null());
        let (q, option) = self.row(given("question"), given("option"))?;
        let weight = match given("weight") {
            None => None,
            Some(it) => Some(whole(it, MAX_WEIGHT, self.below("weight"))?),
        };
        let (question, row) = (&self.questions[q], self.questions[q].row(option));
        let values = match given("values") {
            None => None,
            Some(Value::Object(it)) => Some(self.values(question.kind, row, it)?),
            Some(_) => {
                let hint = "write {\"alternative-id\": 700}";
                return Err(bad(self.below("values"), "values are an object").hint(hint));
            }
        };
        match (weight, &values) {
            (None, None) => {
                let hint = "give a weight, or values, or both";
                Err(bad(self.at.clone(), "the override overrules nothing").hint(hint))
            }
            (Some(1..), None) if row.ratings.is_empty() => {
                let message = "the row gets weight, but nobody rates it";
                Err(Problem::new(File::Answers, Code::RowUnrated, self.at.clone(), message)
                    .hint("give values as well"))
            }
            _ => Ok(Override { question: q, option, weight, values }),
        }
    }

    /// Indices of the question and of the option, if any.
    fn row(
        &self,
        question: Option<&Value>,
        option: Option<&Value>,
    ) -> Result<(usize, Option<usize>), Problem> {
        let text = |value: Option<&Value>, name: &str| match value {
            None => Ok(None),
            Some(Value::String(it)) => Ok(Some(it.clone())),
            Some(_) => Err(bad(self.below(name), &["`", name, "` is an id"].concat())),
        };
        let Some(id) = text(question, "question")? else {
            return Err(bad(self.at.clone(), "the override names no question"));
        };
        let Some(q) = self.questions.iter().position(|it| it.id == id) else {
            let message = ["no question `", &id, "`"].concat();
            let known = self.questions.iter().map(|it| it.id.as_str());
            let at = self.below("question");
            return Err(Problem::new(File::Answers, Code::UnknownQuestion, at, message)
                .did_you_mean(&id, known));
        };
        let option = match text(option, "option")? {
            None => None,
            Some(id) => Some(find_option(&self.questions[q], &id, &self.below("option"))?),
        };
        Ok((q, option))
    }

    /// A value for every alternative that a rating of the row values, and for no other.
    fn values(
        &self,
        kind: Kind,
        row: &Row,
        json: &Map<String, Value>,
    ) -> Result<Vec<Option<i64>>, Problem> {
        let at = self.below("values");
        let problem = |code, at: &str, message: String| {
            Problem::new(File::Answers, code, at.to_owned(), message)
        };
        let mut values = vec![None; self.alternatives.len()];
        for (id, value) in json {
            let at = below(&at, id);
            let Some(a) = self.alternatives.iter().position(|it| it.id == *id) else {
                let message = ["no alternative `", id, "`"].concat();
                let known = self.alternatives.iter().map(|it| it.id.as_str());
                return Err(problem(Code::UnknownId, &at, message).did_you_mean(id, known));
            };
            if !is_rated(&self.alternatives[a], row.rules[a]) {
                let message = ["a rule derives the value of `", id, "`"].concat();
                return Err(problem(Code::RowSurplus, &at, message).hint("drop the value"));
            }
            values[a] = Some(whole(value, MAX_VALUE, at)?);
        }
        for (a, it) in self.alternatives.iter().enumerate() {
            if is_rated(it, row.rules[a]) && values[a].is_none() {
                let message = ["the override does not value `", &it.id, "`"].concat();
                let hint = "overrule a whole row: give every value, those that stay too";
                return Err(problem(Code::RowIncomplete, &at, message).hint(hint));
            }
            let Some(derived) = it.derived.as_ref().filter(|_| kind == Kind::Cost) else {
                continue;
            };
            if values[a] > derived.of.iter().filter_map(|&it| values[it]).max() {
                let message = ["`", &it.id, "` is valued above its better part"].concat();
                let hint = "a cost only ever takes away from what joins others";
                return Err(problem(Code::CostAboveParts, &at, message).hint(hint));
            }
        }
        Ok(values)
    }

    fn below(&self, field: &str) -> String {
        below(&self.at, field)
    }
}

/// A whole number from 0 to `most`.
fn whole(value: &Value, most: i64, at: String) -> Result<i64, Problem> {
    let number = value.as_i64().filter(|it| (0..=most).contains(it));
    number.ok_or_else(|| {
        let message = ["not a whole number from 0 to ", &most.to_string()].concat();
        Problem::new(File::Answers, Code::OutOfRange, at, message)
    })
}
