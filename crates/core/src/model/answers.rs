//! Answer sheets: the replies of one reader, and their JSON form.
//!
//! [`Answers`] is the second input of the engine, beside the [`Model`]. It has a [`Reply`] for each
//! answered question, and the reader's [overrides].
//!
//! In files, links and events, answers are a JSON object with the ids of questions as keys:
//!
//! ```json
//! {
//!   "team": "one",
//!   "load": { "peak_requests_per_second": 40 },
//!   "ai": ["serve", "stream"],
//!   "hiring": "*",
//!   "types": null
//! }
//! ```
//!
//! | Reply | Meaning |
//! |---|---|
//! | `"one"` | The option with this id |
//! | `["serve", "stream"]` | Options of a `many` question |
//! | `["none"]` | None of the options of a `many` question; an empty list is an error, because it could also mean "not answered" |
//! | `"serve"`, for a `many` question | The same as `["serve"]`, so that replies stay valid if a later version of a model asks for several options in place of one |
//! | `{"peak_requests_per_second": 40}` | A load, for a `number` question |
//! | `"*"` | Does not matter |
//! | `null`, or no key | Not answered |
//!
//! The key [`OVERRIDES`] holds the overrides. [`Answers::read`] and [`Answers::write`] convert in
//! both directions; nothing else in the crate reads or writes this form.
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::load::load;
//! use serde_json::{Map, json};
//! use tiebreak_core::model::answers::{Answers, Reply};
//!
//! # let model = load(TEXT).model.unwrap();
//! let json = Map::from_iter([("luggage".to_owned(), json!("trunk")), ("work".to_owned(), json!("*"))]);
//! let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
//! assert!(problems.is_empty());
//! // The trunk is the option with index 1.
//! assert_eq!(answers.replies, [Some(Reply::Options(1 << 1)), Some(Reply::DoesNotMatter)]);
//! assert_eq!(answers.write(&model), json);
//! ```

use std::{iter, slice};

use serde_json::{Map, Value};

use super::diagnostics::{Diagnostics, FailFast, Report};
use super::overrides::{self, OVERRIDES, Override};
use super::place::Place;
use super::problem::{Code, File, Problem};
use super::{Alternative, Choose, Model, Question};

/// The reply "does not matter" in JSON.
pub const DOES_NOT_MATTER: &str = "*";
/// The item for "none of these" in JSON. No option of a `many` question may have this id.
pub const NONE_OF_THESE: &str = "none";
/// Ratio of peak to average load if the reader gives none; an assumption of Tiebreak.
pub const ASSUMED_PEAK_FACTOR: f64 = 10.0;
/// Largest number in a load.
pub const MAX_LOAD: f64 = 1e12;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// A set of options of one question: bit `o` stands for the option with index `o`.
pub type OptionSet = u32;

/// The answer sheet of one reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// The reply to each question of the model; `None` if not answered.
    pub replies: Vec<Option<Reply>>,
    /// Whether each question can be asked. A question that is hidden keeps its unanswered row.
    pub asked: Vec<bool>,
    /// Weights and values that the reader replaces, at most one override for each row.
    pub overrides: Vec<Override>,
}

/// The reply to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reply {
    /// The question does not matter to the reader: answered, with weight 0.
    DoesNotMatter,
    /// The chosen options: one, or any number for a `many` question (0 is "none of these").
    Options(OptionSet),
    /// A load, for a `number` question. Its cut points turn the load into an option.
    Load(Load),
}

/// The load of a system, given through its users or as a peak.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Load {
    /// Computed from users.
    Users {
        /// Number of users per day.
        users: f64,
        /// Requests that each user makes per day.
        requests_per_user_per_day: f64,
        /// Ratio of peak to average load; `None` stands for [`ASSUMED_PEAK_FACTOR`].
        peak_factor: Option<f64>,
    },
    /// Given directly.
    Peak {
        /// Requests in the busiest second.
        requests_per_second: f64,
    },
}

impl Load {
    /// Requests in the busiest second.
    ///
    /// ```
    /// use tiebreak_core::model::answers::Load;
    /// // 86,400 users with one request a day are one request a second; ten at an assumed peak.
    /// let load = Load::Users { users: 86_400.0, requests_per_user_per_day: 1.0, peak_factor: None };
    /// assert_eq!(load.peak_requests_per_second(), 10.0);
    /// ```
    pub fn peak_requests_per_second(self) -> f64 {
        match self {
            Load::Peak { requests_per_second } => requests_per_second,
            Load::Users { users, requests_per_user_per_day, peak_factor } => {
                users * requests_per_user_per_day * peak_factor.unwrap_or(ASSUMED_PEAK_FACTOR)
                    / SECONDS_PER_DAY
            }
        }
    }
}

impl Question {
    /// The options that a reply chooses; empty for "does not matter" and "none of these".
    pub fn chosen(&self, reply: Reply) -> OptionSet {
        match reply {
            Reply::DoesNotMatter => 0,
            Reply::Options(set) => set,
            Reply::Load(load) => {
                let peak = load.peak_requests_per_second();
                let reached = self.options.iter().take_while(|option| option.from <= peak).count();
                1 << reached.saturating_sub(1)
            }
        }
    }

    /// The reply that chooses exactly these options. For a `number` question this is a load at the
    /// cut point of the first of them.
    pub fn reply(&self, set: OptionSet) -> Reply {
        if self.choose == Choose::Number {
            let from = self.options[set.trailing_zeros() as usize].from;
            Reply::Load(Load::Peak { requests_per_second: from })
        } else {
            Reply::Options(set)
        }
    }
}

impl Model {
    /// The questions that apply to these replies, one bit each: those without a condition, and those
    /// whose condition is met by the reply to a question that applies.
    pub fn applicable(&self, replies: &[Option<Reply>]) -> u64 {
        let mut applicable = 0;
        for (q, question) in self.questions.iter().enumerate() {
            let is_met = |condition: &super::Condition| {
                let before = condition.question;
                let chosen =
                    replies[before].map_or(0, |reply| self.questions[before].chosen(reply));
                applicable & (1 << before) != 0 && chosen & condition.options != 0
            };
            if question.when.as_ref().is_none_or(is_met) {
                applicable |= 1 << q;
            }
        }
        applicable
    }

    /// The questions that apply because question `q` has these options as its reply: those that
    /// depend on it, and on their replies in turn.
    pub fn dependents(&self, q: usize, chosen: OptionSet) -> impl Iterator<Item = usize> + use<'_> {
        self.questions[q].dependents.iter().copied().filter(move |&dependent| {
            let condition = self.questions[dependent].when;
            condition.is_some_and(|condition| condition.options & chosen != 0)
        })
    }
}

/// The indices of the bits of a set, in ascending order.
pub fn indices(mut set: u32) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let index = (set != 0).then(|| set.trailing_zeros() as usize);
        // Clears the lowest bit.
        set &= set.wrapping_sub(1);
        index
    })
}

impl Answers {
    /// An answer sheet without replies.
    pub fn none(model: &Model) -> Self {
        Self::unanswered(model.questions.len())
    }

    /// The questions that apply to these answers, each with its reply, in author order.
    pub fn applicable<'a>(
        &'a self,
        model: &'a Model,
    ) -> impl Iterator<Item = (&'a Question, &'a Option<Reply>)> + Clone {
        let applicable = model.applicable(&self.replies);
        let replies = model.questions.iter().zip(&self.replies).enumerate();
        let applies = move |(q, _): &(usize, _)| applicable & (1 << q) != 0;
        replies.filter(applies).map(|(_, question)| question)
    }

    fn unanswered(n: usize) -> Self {
        Self { replies: vec![None; n], asked: vec![true; n], overrides: Vec::new() }
    }

    /// Reads answers from JSON.
    ///
    /// Faulty replies are left out and reported. The caller decides whether that is an error: the
    /// command line refuses such answers, while a link opens with the rest of them.
    pub fn read(
        alternatives: &[Alternative],
        questions: &[Question],
        json: &Map<String, Value>,
    ) -> (Self, Vec<Problem>) {
        let mut report = Report::new(File::Answers);
        let at = &Place::FILE;
        let answers = Self::read_with(&mut report, alternatives, questions, &mut json.iter(), at);
        (answers, report.problems)
    }

    /// Reads answers from JSON like [`Answers::read`], but returns only whether there are no
    /// problems.
    pub fn read_fail_fast(model: &Model, json: &Map<String, Value>) -> (Self, bool) {
        let mut diagnostics = FailFast::new();
        let Model { alternatives, questions, .. } = model;
        let (json, at) = (&mut json.iter(), &Place::FILE);
        let answers = Self::read_with(&mut diagnostics, alternatives, questions, json, at);
        (answers, !diagnostics.has_errors())
    }

    /// Reads answers from pairs of a question's id and a reply; reports problems to `diagnostics`.
    pub(crate) fn read_with(
        diagnostics: &mut impl Diagnostics,
        alternatives: &[Alternative],
        questions: &[Question],
        json: &mut dyn Iterator<Item = (&String, &Value)>,
        at: &Place<'_>,
    ) -> Self {
        let mut answers = Self::unanswered(questions.len());
        for (id, value) in json {
            let at = &at.key(id);
            if id == OVERRIDES {
                answers.overrides =
                    overrides::read(diagnostics, alternatives, questions, value, at);
            } else if let Some(q) = resolve_question(diagnostics, questions, id, at) {
                answers.replies[q] = read_reply(diagnostics, &questions[q], value, at);
            }
        }
        answers
    }

    /// Writes the replies and overrides as JSON, in the form that [`Answers::read`] takes.
    /// Questions that are not answered are left out.
    pub fn write(&self, model: &Model) -> Map<String, Value> {
        let mut json = Map::new();
        for (question, reply) in model.questions.iter().zip(&self.replies) {
            if let Some(reply) = reply {
                json.insert(question.id.clone(), write_reply(question, *reply));
            }
        }
        if !self.overrides.is_empty() {
            let overrides = self.overrides.iter().map(|entry| entry.write(model)).collect();
            json.insert(OVERRIDES.into(), overrides);
        }
        json
    }
}

/// Writes one reply as JSON.
pub fn write_reply(question: &Question, reply: Reply) -> Value {
    let id = |o: usize| Value::from(question.options[o].id.as_str());
    match reply {
        Reply::DoesNotMatter => DOES_NOT_MATTER.into(),
        Reply::Options(set) if question.choose == Choose::Many => match set {
            0 => Value::Array(vec![NONE_OF_THESE.into()]),
            _ => indices(set).map(id).collect(),
        },
        Reply::Options(set) => id(set.trailing_zeros() as usize),
        Reply::Load(Load::Peak { requests_per_second }) => {
            number_object(&[("peak_requests_per_second", Some(requests_per_second))])
        }
        Reply::Load(Load::Users { users, requests_per_user_per_day, peak_factor }) => {
            number_object(&[
                ("users", Some(users)),
                ("requests_per_user_per_day", Some(requests_per_user_per_day)),
                ("peak_factor", peak_factor),
            ])
        }
    }
}

fn number_object(fields: &[(&str, Option<f64>)]) -> Value {
    let mut object = Map::new();
    for &(name, value) in fields {
        let Some(value) = value else { continue };
        // A whole number is written without a decimal point: 40, not 40.0.
        let whole = (value.fract() == 0.0).then_some(value as i64);
        object.insert(name.to_owned(), whole.map_or_else(|| Value::from(value), Value::from));
    }
    object.into()
}

/// The index of the question with this id; reports an unknown id.
pub(super) fn resolve_question(
    diagnostics: &mut impl Diagnostics,
    questions: &[Question],
    id: &str,
    at: &Place<'_>,
) -> Option<usize> {
    let found = questions.iter().position(|question| question.id == id);
    if found.is_none() {
        let known = || questions.iter().map(|question| question.id.as_str()).collect();
        let message = ["no question `", id, "`"];
        diagnostics.add_unknown(Code::UnknownQuestion, at, &message, id, known);
    }
    found
}

/// The index of the option with this id; reports an unknown id.
pub(crate) fn resolve_option(
    diagnostics: &mut impl Diagnostics,
    question: &Question,
    id: &str,
    at: &Place<'_>,
) -> Option<usize> {
    let found = question.option(id);
    if found.is_none() {
        let message = ["question `", &question.id, "` has no option `", id, "`"];
        diagnostics.add_unknown(Code::UnknownOption, at, &message, id, || option_ids(question));
    }
    found
}

/// The ids of the options of a question.
fn option_ids(question: &Question) -> Vec<&str> {
    question.options.iter().map(|option| option.id.as_str()).collect()
}

/// Reads one reply. `None` if the question is not answered, or if the reply is faulty.
fn read_reply(
    diagnostics: &mut impl Diagnostics,
    question: &Question,
    value: &Value,
    at: &Place<'_>,
) -> Option<Reply> {
    let (message, hint) = match (value, question.choose) {
        (Value::Null, _) => return None,
        (Value::String(text), _) if text == DOES_NOT_MATTER => {
            if question.may_not_matter {
                return Some(Reply::DoesNotMatter);
            }
            (
                "does not accept `*`, \"does not matter\"",
                "name an option, or leave the question out",
            )
        }
        (Value::String(id), Choose::One) => {
            return resolve_option(diagnostics, question, id, at).map(|o| Reply::Options(1 << o));
        }
        (Value::Array(items), Choose::Many) => {
            return read_options(diagnostics, question, items, at);
        }
        // The reply to an earlier version of the question, with `choose: one`.
        (Value::String(_), Choose::Many) => {
            return read_options(diagnostics, question, slice::from_ref(value), at);
        }
        (Value::Object(fields), Choose::Number) => {
            return read_load(diagnostics, question, fields, at);
        }
        (_, Choose::One) => {
            let file = diagnostics.file();
            diagnostics.push(|| {
                let message = ["question `", &question.id, "` takes the id of one option"].concat();
                let given = value.get(0).and_then(Value::as_str).unwrap_or_default();
                Problem::new(file, Code::BadAnswer, at.pointer(), message)
                    .did_you_mean(given, option_ids(question))
            });
            return None;
        }
        (_, Choose::Many) => ("takes a list of option ids", "write [\"a\", \"b\"] or [\"none\"]"),
        (_, Choose::Number) => (
            "takes a load",
            "write {\"peak_requests_per_second\": 40} or {\"users\": 5000, \
             \"requests_per_user_per_day\": 20, \"peak_factor\": 10}",
        ),
    };
    reject(diagnostics, question, at, message, hint)
}

/// Reports a faulty reply; the message goes on after "question `id` ".
fn reject(
    diagnostics: &mut impl Diagnostics,
    question: &Question,
    at: &Place<'_>,
    message: &str,
    hint: &str,
) -> Option<Reply> {
    let message = ["question `", &question.id, "` ", message];
    diagnostics.add_with_hint(Code::BadAnswer, at, &message, hint);
    None
}

fn read_options(
    diagnostics: &mut impl Diagnostics,
    question: &Question,
    items: &[Value],
    at: &Place<'_>,
) -> Option<Reply> {
    if items.is_empty() {
        let hint = "write [\"none\"] for \"none of these\", or null for \"not answered\"";
        return reject(diagnostics, question, at, "does not take an empty list", hint);
    }
    if items.iter().any(|item| item == NONE_OF_THESE) {
        if items.len() == 1 {
            return Some(Reply::Options(0));
        }
        let message = "does not take `none`, \"none of these\", together with options";
        return reject(diagnostics, question, at, message, "remove `none`, or remove the options");
    }
    let mut set = 0;
    for (i, item) in items.iter().enumerate() {
        let Value::String(id) = item else {
            let hint = "write each id as a text: [\"a\", \"b\"]";
            return reject(diagnostics, question, at, "takes a list of option ids", hint);
        };
        set |= 1 << resolve_option(diagnostics, question, id, &at.item(i))?;
    }
    Some(Reply::Options(set))
}

fn read_load(
    diagnostics: &mut impl Diagnostics,
    question: &Question,
    fields: &Map<String, Value>,
    at: &Place<'_>,
) -> Option<Reply> {
    const NAMES: [&str; 4] =
        ["users", "requests_per_user_per_day", "peak_factor", "peak_requests_per_second"];
    let mut given: [Option<f64>; 4] = [None; 4];
    for (name, value) in fields {
        let at = &at.key(name);
        let Some(field) = NAMES.iter().position(|known| known == name) else {
            let message = ["a load has no field `", name, "`"];
            diagnostics.add_unknown(Code::BadAnswer, at, &message, name, || NAMES.to_vec());
            return None;
        };
        match value.as_f64() {
            _ if value.is_null() => {}
            Some(number) if (0.0..=MAX_LOAD).contains(&number) => given[field] = Some(number),
            _ => {
                let hint = "write a number without a unit";
                return reject(diagnostics, question, at, "takes numbers from 0 to 1e12", hint);
            }
        }
    }
    match given {
        [None, None, None, Some(requests_per_second)] => {
            Some(Reply::Load(Load::Peak { requests_per_second }))
        }
        [_, _, _, Some(_)] => {
            let hint = "give either `users` and `requests_per_user_per_day`, or \
                        `peak_requests_per_second`";
            reject(diagnostics, question, at, "takes users or a peak, not both", hint)
        }
        [Some(users), Some(requests_per_user_per_day), peak_factor, None] => {
            let load = Load::Users { users, requests_per_user_per_day, peak_factor };
            if load.peak_requests_per_second() > MAX_LOAD {
                let hint = "check the three numbers";
                let message = "takes a peak of at most 1e12 requests per second";
                return reject(diagnostics, question, at, message, hint);
            }
            Some(Reply::Load(load))
        }
        // The load is not known before both numbers are given.
        _ => None,
    }
}
