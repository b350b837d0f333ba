//! What a person said, and its one codec.
//!
//! In files, links and events answers stand by id: `{"team": "one", "load": {"peak_requests_per_second":
//! 40}, "ai": ["serve", "stream"], "hiring": "*", "types": null}`. `"*"` is "does not matter to me",
//! `null` or absence is "not answered", and `["none"]` is "none of these" in a `many` question; an
//! empty list is refused, because it could mean either. Overrides stand in [`OVERRIDES`].

use serde_json::{Map, Value};

use super::overrides::{self, OVERRIDES, Override};
use super::problem::{Code, File, Problem};
use super::{Alternative, Choose, Model, Question};

/// How "does not matter to me" is written.
pub const DOES_NOT_MATTER: &str = "*";
/// How "none of these" is written; no option of a `many` question may have this id.
pub const NONE_OF_THESE: &str = "none";
/// Assumed ratio of peak to average load where the reader gives none: our assumption.
pub const ASSUMED_PEAK_FACTOR: f64 = 10.0;
/// Largest number in a load.
pub const MAX_LOAD: f64 = 1e12;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// A set of options, one bit each.
pub type OptionSet = u32;

/// What a person said to all questions of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// In the order of the model's questions; `None` is not answered.
    pub replies: Vec<Option<Reply>>,
    /// Whether each question is asked here: a hidden one keeps its unanswered row for good.
    pub asked: Vec<bool>,
    /// What the reader overrules, at most once per row.
    pub overrides: Vec<Override>,
}

/// What a person said to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reply {
    /// It was read, and has no bearing here.
    DoesNotMatter,
    /// One option, or of a `many` question any number (zero is "none of these").
    Options(OptionSet),
    /// A load, which the question's cut points turn into an option.
    Load(Load),
}

/// How much traffic the busiest second brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Load {
    /// From users per day.
    Users {
        /// Users a day.
        users: f64,
        /// Requests each of them makes a day.
        requests_per_user_per_day: f64,
        /// Peak over average; [`ASSUMED_PEAK_FACTOR`] when absent.
        peak_factor: Option<f64>,
    },
    /// As such.
    Peak {
        /// Requests in the busiest second.
        requests_per_second: f64,
    },
}

impl Load {
    /// Requests in the busiest second.
    ///
    /// ```
    /// use tiebreak::model::answers::Load;
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
    /// The options that a reply stands for.
    pub fn chosen(&self, reply: Reply) -> OptionSet {
        match reply {
            Reply::DoesNotMatter => 0,
            Reply::Options(set) => set,
            Reply::Load(load) => {
                let peak = load.peak_requests_per_second();
                let reached = self.options.iter().take_while(|it| it.from <= peak).count();
                1 << reached.saturating_sub(1)
            }
        }
    }

    /// The reply that chooses exactly these options.
    pub fn reply(&self, set: OptionSet) -> Reply {
        if self.choose == Choose::Number {
            let from = self.options[set.trailing_zeros() as usize].from;
            Reply::Load(Load::Peak { requests_per_second: from })
        } else {
            Reply::Options(set)
        }
    }
}

/// The indices in a set, rising.
pub fn indices(set: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |it| set & (1 << it) != 0)
}

impl Answers {
    /// Nothing answered, everything asked.
    pub fn none(model: &Model) -> Self {
        Self::open(model.questions.len())
    }

    fn open(n: usize) -> Self {
        Self { replies: vec![None; n], asked: vec![true; n], overrides: Vec::new() }
    }

    /// Reads answers by id. What is wrong is left out and reported; whether that is an error is
    /// for the caller to say (a command refuses, a link is read as far as it goes).
    pub fn read(
        alternatives: &[Alternative],
        questions: &[Question],
        json: &Map<String, Value>,
    ) -> (Self, Vec<Problem>) {
        let mut answers = Self::open(questions.len());
        let mut problems = Vec::new();
        for (id, value) in json {
            let at = below("", id);
            if id == OVERRIDES {
                answers.overrides = overrides::read(alternatives, questions, value, &mut problems);
                continue;
            }
            let Some(q) = questions.iter().position(|it| it.id == *id) else {
                let message = ["no question `", id, "`"].concat();
                let known = questions.iter().map(|it| it.id.as_str());
                problems.push(
                    Problem::new(File::Answers, Code::UnknownQuestion, at, message)
                        .did_you_mean(id, known),
                );
                continue;
            };
            match read_reply(&questions[q], value, &at) {
                Ok(reply) => answers.replies[q] = reply,
                Err(problem) => problems.push(problem),
            }
        }
        (answers, problems)
    }

    /// Writes what is answered and overruled, by id, in a form that [`Answers::read`] takes.
    pub fn write(&self, model: &Model) -> Map<String, Value> {
        let mut json = Map::new();
        for (question, reply) in model.questions.iter().zip(&self.replies) {
            if let Some(reply) = reply {
                json.insert(question.id.clone(), write_reply(question, *reply));
            }
        }
        if !self.overrides.is_empty() {
            let overrides = self.overrides.iter().map(|it| it.write(model)).collect();
            json.insert(OVERRIDES.into(), overrides);
        }
        json
    }
}

/// A JSON pointer one field further.
pub(super) fn below(at: &str, field: &str) -> String {
    [at, "/", &field.replace('~', "~0").replace('/', "~1")].concat()
}

/// One reply in the form that files use.
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
        // A whole number is written as one: 40, not 40.0.
        let whole = (value.fract() == 0.0).then_some(value as i64);
        object.insert(name.to_owned(), whole.map_or_else(|| Value::from(value), Value::from));
    }
    object.into()
}

/// Reads one reply; `Ok(None)` is "not answered".
fn read_reply(question: &Question, value: &Value, at: &str) -> Result<Option<Reply>, Problem> {
    let bad = |message: &str, hint: &str| {
        let id = &question.id;
        let message = ["question `", id, "` ", message].concat();
        Err(Problem::new(File::Answers, Code::BadAnswer, at, message).hint(hint))
    };
    match (value, question.choose) {
        (Value::Null, _) => Ok(None),
        (Value::String(it), _) if it == DOES_NOT_MATTER => {
            if question.may_not_matter {
                Ok(Some(Reply::DoesNotMatter))
            } else {
                bad("is a fact that cannot be waved away", "leave it out, or name an option")
            }
        }
        (Value::String(it), Choose::One) => {
            Ok(Some(Reply::Options(1 << find_option(question, it, at)?)))
        }
        (Value::Array(them), Choose::Many) => {
            if them.is_empty() {
                return bad(
                    "has an empty list",
                    "write [\"none\"] for none of these, null for not answered",
                );
            }
            if them.iter().any(|it| it == NONE_OF_THESE) {
                return if them.len() == 1 {
                    Ok(Some(Reply::Options(0)))
                } else {
                    bad("combines none of these with options", "drop one or the other")
                };
            }
            let mut set = 0;
            for (i, it) in them.iter().enumerate() {
                let Value::String(it) = it else {
                    return bad("takes a list of option ids", "every item is a text");
                };
                set |= 1 << find_option(question, it, &[at, "/", &i.to_string()].concat())?;
            }
            Ok(Some(Reply::Options(set)))
        }
        (Value::Object(fields), Choose::Number) => read_load(question, fields, at),
        (_, Choose::One) => bad("takes one option id", "write it as a text: \"option-id\""),
        (_, Choose::Many) => {
            bad("takes a list of option ids", "write [\"a\", \"b\"] or [\"none\"]")
        }
        (_, Choose::Number) => bad(
            "takes a load",
            "write {\"peak_requests_per_second\": 40} or {\"users\": 5000, \
             \"requests_per_user_per_day\": 20, \"peak_factor\": 10}",
        ),
    }
}

pub(super) fn find_option(question: &Question, id: &str, at: &str) -> Result<usize, Problem> {
    question.option(id).ok_or_else(|| {
        let message = ["question `", &question.id, "` has no option `", id, "`"].concat();
        let known = question.options.iter().map(|it| it.id.as_str());
        Problem::new(File::Answers, Code::UnknownOption, at, message).did_you_mean(id, known)
    })
}

fn read_load(
    question: &Question,
    fields: &Map<String, Value>,
    at: &str,
) -> Result<Option<Reply>, Problem> {
    const NAMES: [&str; 4] =
        ["users", "requests_per_user_per_day", "peak_factor", "peak_requests_per_second"];
    let bad = |at: String, message: &str, hint: &str| {
        let message = ["question `", &question.id, "` ", message].concat();
        Err(Problem::new(File::Answers, Code::BadAnswer, at, message).hint(hint))
    };
    let mut given: [Option<f64>; 4] = [None; 4];
    for (name, value) in fields {
        let here = [at, "/", name].concat();
        let Some(slot) = NAMES.iter().position(|it| it == name) else {
            let message = ["a load has no field `", name, "`"].concat();
            return Err(Problem::new(File::Answers, Code::BadAnswer, here, message)
                .did_you_mean(name, NAMES));
        };
        match value.as_f64() {
            _ if value.is_null() => {}
            Some(number) if (0.0..=MAX_LOAD).contains(&number) => given[slot] = Some(number),
            _ => return bad(here, "takes numbers from 0 to 1e12", "write digits, without a unit"),
        }
    }
    match given {
        [None, None, None, Some(requests_per_second)] => {
            Ok(Some(Reply::Load(Load::Peak { requests_per_second })))
        }
        [_, _, _, Some(_)] => bad(
            at.into(),
            "has both users and a peak",
            "give either users and requests per user, or peak requests per second",
        ),
        [Some(users), Some(requests_per_user_per_day), peak_factor, None] => {
            let load = Load::Users { users, requests_per_user_per_day, peak_factor };
            if load.peak_requests_per_second() > MAX_LOAD {
                return bad(at.into(), "has a peak above 1e12", "check the three numbers");
            }
            Ok(Some(Reply::Load(load)))
        }
        // Users without requests say nothing about load yet.
        _ => Ok(None),
    }
}
