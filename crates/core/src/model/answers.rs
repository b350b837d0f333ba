//! What a person said, and its one codec.
//!
//! In files, links and events answers stand by id: `{"team": "one", "load": {"peak_requests_per_second":
//! 40}, "ai": ["serve", "stream"], "hiring": "*", "types": null}`. `"*"` is "does not matter to me",
//! `null` or absence is "not answered", and `["none"]` is "none of these" in a `many` question; an
//! empty list is refused, because it could mean either. Overrides stand in [`OVERRIDES`].

use serde_json::{Map, Value};

use super::load::place::Place;
use super::load::report::{Diagnostics, FailFast, Report};
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
        let mut report = Report::new(File::Answers);
        let answers =
            Self::told(&mut report, alternatives, questions, &mut json.iter(), &Place::FILE);
        (answers, report.problems)
    }

    /// The same, without a word on what is wrong, but whether anything is.
    pub fn understood(model: &Model, json: &Map<String, Value>) -> (Self, bool) {
        let mut strict = FailFast::new();
        let (alternatives, questions) = (&model.alternatives, &model.questions);
        let answers =
            Self::told(&mut strict, alternatives, questions, &mut json.iter(), &Place::FILE);
        (answers, !strict.has_errors())
    }

    /// The same, telling somebody of what is wrong.
    pub(crate) fn told(
        report: &mut impl Diagnostics,
        alternatives: &[Alternative],
        questions: &[Question],
        json: &mut dyn Iterator<Item = (&String, &Value)>,
        at: &Place<'_>,
    ) -> Self {
        let mut answers = Self::open(questions.len());
        for (id, value) in json {
            let at = &at.key(id);
            if id == OVERRIDES {
                answers.overrides = overrides::read(report, alternatives, questions, value, at);
            } else if let Some(q) = question(report, questions, id, at) {
                answers.replies[q] = read_reply(report, &questions[q], value, at);
            }
        }
        answers
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

/// The index of the question with this id.
pub(super) fn question(
    report: &mut impl Diagnostics,
    questions: &[Question],
    id: &str,
    at: &Place<'_>,
) -> Option<usize> {
    let found = questions.iter().position(|it| it.id == id);
    if found.is_none() {
        let known = || questions.iter().map(|it| it.id.as_str()).collect();
        report.unknown(Code::UnknownQuestion, at, &["no question `", id, "`"], id, known);
    }
    found
}

/// The index of the option with this id.
pub(crate) fn option(
    report: &mut impl Diagnostics,
    question: &Question,
    id: &str,
    at: &Place<'_>,
) -> Option<usize> {
    let found = question.option(id);
    if found.is_none() {
        let message = ["question `", &question.id, "` has no option `", id, "`"];
        let known = || question.options.iter().map(|it| it.id.as_str()).collect();
        report.unknown(Code::UnknownOption, at, &message, id, known);
    }
    found
}

/// Reads one reply; `None` is "not answered", which a reply with a fault is too.
fn read_reply(
    report: &mut impl Diagnostics,
    question: &Question,
    value: &Value,
    at: &Place<'_>,
) -> Option<Reply> {
    let (message, hint) = match (value, question.choose) {
        (Value::Null, _) => return None,
        (Value::String(it), _) if it == DOES_NOT_MATTER => {
            if question.may_not_matter {
                return Some(Reply::DoesNotMatter);
            }
            ("is a fact that cannot be waved away", "leave it out, or name an option")
        }
        (Value::String(it), Choose::One) => {
            return option(report, question, it, at).map(|o| Reply::Options(1 << o));
        }
        (Value::Array(them), Choose::Many) => return read_options(report, question, them, at),
        (Value::Object(fields), Choose::Number) => return read_load(report, question, fields, at),
        (_, Choose::One) => ("takes one option id", "write it as a text: \"option-id\""),
        (_, Choose::Many) => ("takes a list of option ids", "write [\"a\", \"b\"] or [\"none\"]"),
        (_, Choose::Number) => (
            "takes a load",
            "write {\"peak_requests_per_second\": 40} or {\"users\": 5000, \
             \"requests_per_user_per_day\": 20, \"peak_factor\": 10}",
        ),
    };
    bad(report, question, at, message, hint)
}

fn bad(
    report: &mut impl Diagnostics,
    question: &Question,
    at: &Place<'_>,
    message: &str,
    hint: &str,
) -> Option<Reply> {
    let message = ["question `", &question.id, "` ", message];
    report.advise(Code::BadAnswer, at, &message, hint);
    None
}

fn read_options(
    report: &mut impl Diagnostics,
    question: &Question,
    them: &[Value],
    at: &Place<'_>,
) -> Option<Reply> {
    if them.is_empty() {
        let hint = "write [\"none\"] for none of these, null for not answered";
        return bad(report, question, at, "has an empty list", hint);
    }
    if them.iter().any(|it| it == NONE_OF_THESE) {
        if them.len() == 1 {
            return Some(Reply::Options(0));
        }
        let message = "combines none of these with options";
        return bad(report, question, at, message, "drop one or the other");
    }
    let mut set = 0;
    for (i, it) in them.iter().enumerate() {
        let Value::String(it) = it else {
            return bad(report, question, at, "takes a list of option ids", "every item is a text");
        };
        set |= 1 << option(report, question, it, &at.item(i))?;
    }
    Some(Reply::Options(set))
}

fn read_load(
    report: &mut impl Diagnostics,
    question: &Question,
    fields: &Map<String, Value>,
    at: &Place<'_>,
) -> Option<Reply> {
    const NAMES: [&str; 4] =
        ["users", "requests_per_user_per_day", "peak_factor", "peak_requests_per_second"];
    let mut given: [Option<f64>; 4] = [None; 4];
    for (name, value) in fields {
        let here = &at.key(name);
        let Some(slot) = NAMES.iter().position(|it| it == name) else {
            let message = ["a load has no field `", name, "`"];
            report.unknown(Code::BadAnswer, here, &message, name, || NAMES.to_vec());
            return None;
        };
        match value.as_f64() {
            _ if value.is_null() => {}
            Some(number) if (0.0..=MAX_LOAD).contains(&number) => given[slot] = Some(number),
            _ => {
                let hint = "write digits, without a unit";
                return bad(report, question, here, "takes numbers from 0 to 1e12", hint);
            }
        }
    }
    match given {
        [None, None, None, Some(requests_per_second)] => {
            Some(Reply::Load(Load::Peak { requests_per_second }))
        }
        [_, _, _, Some(_)] => {
            let hint = "give either users and requests per user, or peak requests per second";
            bad(report, question, at, "has both users and a peak", hint)
        }
        [Some(users), Some(requests_per_user_per_day), peak_factor, None] => {
            let load = Load::Users { users, requests_per_user_per_day, peak_factor };
            if load.peak_requests_per_second() > MAX_LOAD {
                let hint = "check the three numbers";
                return bad(report, question, at, "has a peak above 1e12", hint);
            }
            Some(Reply::Load(load))
        }
        // Users without requests say nothing about load yet.
        _ => None,
    }
}
