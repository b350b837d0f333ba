//! From a fragment to answers, as far as it can be read.

use std::str::Split;

use serde_json::{Map, Value};

use super::{
    ANY, END, FORM, LOAD, MAX_PROBLEMS, MAX_READ, MAX_VERSION, NONE, OPEN, Opened, PREFIX, SAME,
    SET, SavedVerdict, THEN, checksum, decode,
};
use crate::model::answers::{self, Answers, DOES_NOT_MATTER, NONE_OF_THESE};
use crate::model::json;
use crate::model::load::place::Place;
use crate::model::load::report::{Diagnostics, FailFast, Report};
use crate::model::overrides::OVERRIDES;
use crate::model::problem::{Code, File};
use crate::model::schema::VerdictKind;
use crate::model::{Choose, Model, Question};
use crate::report;

const KINDS: [VerdictKind; 8] = [
    VerdictKind::Unasked,
    VerdictKind::NoneEligible,
    VerdictKind::Disputed,
    VerdictKind::ByElimination,
    VerdictKind::TooClose,
    VerdictKind::Settled,
    VerdictKind::Early,
    VerdictKind::Leaning,
];

/// Reads a fragment, with or without its `#`. `None` when it is not one of ours, or is of another
/// decision. Whatever cannot be read is left out and reported; nothing stops the rest.
pub fn read(model: &Model, fragment: &str) -> Option<Opened> {
    let mut report = Report::new(File::Answers);
    let mut opened = told(&mut report, model, fragment)?;
    opened.problems = report.problems;
    opened.problems.truncate(MAX_PROBLEMS);
    Some(opened)
}

/// The answers of a fragment alone, without a word on what cannot be read. What it overrules is not
/// in force until the reader applies it, which is for [`read`].
pub fn answers(model: &Model, fragment: &str) -> Option<Answers> {
    let text = text(fragment);
    let (form, fields) = fields(model, &text)?;
    let mut strict = FailFast::new();
    let mut reader = Reader::new(&mut strict, model);
    // Behind version and digest.
    for field in fields.skip(2).filter(|_| form == FORM) {
        if let Some((id, value)) = decode(field).split_once('=') {
            reader.answer(id, value);
        }
    }
    Some(reader.answers())
}

/// A fragment without what some programs do to it.
fn text(fragment: &str) -> String {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let mut end = fragment.len().min(MAX_READ);
    while !fragment.is_char_boundary(end) {
        end -= 1;
    }
    // They encode all of it, separators too.
    let text = &fragment[..end];
    if text.contains('/') { text.to_owned() } else { decode(text) }
}

/// The form of a link and what follows the decision's id, if it is one of ours and of this decision.
fn fields<'a>(model: &Model, text: &'a str) -> Option<(&'a str, Split<'a, char>)> {
    let mut fields = text.strip_prefix(PREFIX)?.split('/');
    let form = fields.next()?;
    (decode(fields.next()?) == model.id).then_some((form, fields))
}

fn told(report: &mut Report, model: &Model, fragment: &str) -> Option<Opened> {
    let text = text(fragment);
    let (form, mut fields) = fields(model, &text)?;
    let mut reader = Reader::new(report, model);
    if form != FORM {
        let hint = "a newer version of this page may read it";
        let message = "the link is of a form that this version does not read";
        reader.problem(Code::LinkFormat, message, hint);
        return Some(reader.opened(None, false));
    }
    if !is_whole(&text) {
        let hint = "ask for the link again; what could be read is filled in";
        let message = "the link is not whole: it was cut off or changed on its way";
        reader.problem(Code::LinkChanged, message, hint);
    }
    let version = version(fields.next().unwrap_or_default());
    let digest = fields.next().and_then(|it| u64::from_str_radix(it, 16).ok());
    let mut then = None;
    let mut fields = fields.peekable();
    while let Some(field) = fields.next() {
        let field = decode(field);
        let is_last = fields.peek().is_none();
        if let Some((id, value)) = field.split_once('=') {
            if reader.answer(id, value) {
                reader.part(id, value);
            }
        } else if let Some(it) = field.strip_prefix(SET) {
            reader.overrule(it);
        } else if let Some(it) = field.strip_prefix(THEN)
            && then.is_none()
        {
            then = reader.then(it, &version, digest);
        } else if !(is_last && field.starts_with(&END[1..])) {
            reader.unreadable(&["the link has a part that is neither an answer nor a verdict"]);
        }
    }
    Some(reader.opened(then, digest == Some(model.digest)))
}

/// Whether the checksum at the end is that of the rest.
fn is_whole(text: &str) -> bool {
    text.rsplit_once(END).is_some_and(|(rest, sum)| sum == checksum(&decode(rest)))
}

/// A version as it may be shown: a link could name anything.
fn version(text: &str) -> String {
    let shown = |it: &char| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_' | '.' | '+' | '/');
    decode(text).chars().filter(shown).take(MAX_VERSION).collect()
}

/// Whether this could be an id; anything else is not repeated to the reader.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
}

struct Reader<'a, F> {
    report: &'a mut F,
    model: &'a Model,
    /// The answers in the form that files use.
    sheet: Map<String, Value>,
    overrides: Vec<Value>,
    parts: Vec<(String, i64)>,
}

impl<'a, F: Diagnostics> Reader<'a, F> {
    fn new(report: &'a mut F, model: &'a Model) -> Self {
        Self { report, model, sheet: Map::new(), overrides: Vec::new(), parts: Vec::new() }
    }

    fn problem(&mut self, code: Code, message: &str, hint: &str) {
        self.report.advise(code, &Place::FILE, &[message], hint);
    }

    fn unreadable(&mut self, message: &[&str]) {
        let hint = "the rest of the link is read without it";
        self.report.advise(Code::LinkPart, &Place::FILE, message, hint);
    }

    /// Reads an answer, if it is the first to its question; whether it is.
    fn answer(&mut self, id: &str, value: &str) -> bool {
        if !is_id(id) || id == OVERRIDES {
            self.unreadable(&["the link answers something that cannot be a question"]);
            return false;
        }
        if self.sheet.contains_key(id) {
            self.unreadable(&["the link answers `", id, "` twice"]);
            return false;
        }
        let value = value.split_once(':').map_or(value, |it| it.0);
        let question = self.model.question(id).map(|q| &self.model.questions[q]);
        // A question that the model does not have is reported when the answers are read.
        let value = question.map_or(Value::Null, |it| self.value(it, value));
        self.sheet.insert(id.to_owned(), value);
        true
    }

    /// Reads how much an answer contributed when the link was made.
    fn part(&mut self, id: &str, value: &str) {
        let part = value.split_once(':').map_or(Ok(0), |it| it.1.parse::<i16>());
        match part {
            Ok(part) => self.parts.push((id.to_owned(), i64::from(part))),
            Err(_) => self.unreadable(&["the link has no number for `", id, "`"]),
        }
    }

    /// An answer in the form that files use.
    fn value(&mut self, question: &Question, text: &str) -> Value {
        let none = || Value::Array(vec![NONE_OF_THESE.into()]);
        match (text, question.choose) {
            (OPEN, _) => Value::Null,
            (ANY, _) => DOES_NOT_MATTER.into(),
            (NONE, Choose::Many) => none(),
            (_, Choose::Number) => load(text),
            _ => {
                let mut known = Vec::new();
                for id in text.split(',') {
                    if question.option(id).is_some() {
                        known.push(Value::from(id));
                    } else if is_id(id) {
                        // It is not there; this says so.
                        answers::option(self.report, question, id, &Place::FILE.key(&question.id));
                    } else {
                        let id = &question.id;
                        self.unreadable(&["the link has no option for `", id, "`"]);
                    }
                }
                match (question.choose, known.len()) {
                    (_, 0) => Value::Null,
                    (Choose::One, 1) => known.remove(0),
                    _ => Value::Array(known),
                }
            }
        }
    }

    /// `team:one:80:brick,700,timber,300`: an override in the form that files use.
    fn overrule(&mut self, text: &str) {
        let pieces: Vec<&str> = text.split(':').collect();
        let [question, option, weight, values] = pieces[..] else {
            return self.unreadable(&["what the link overrules cannot be read"]);
        };
        if !is_id(question) || !(is_id(option) || option == OPEN) {
            return self.unreadable(&["what the link overrules cannot be read"]);
        }
        let mut fields = Map::new();
        fields.insert("question".into(), question.into());
        if option != OPEN {
            fields.insert("option".into(), option.into());
        }
        if weight != SAME {
            fields.insert("weight".into(), number(weight));
        }
        if values != SAME {
            let values = numbers(values, |id| is_id(id).then_some(id));
            fields.insert("values".into(), values);
        }
        self.overrides.push(Value::Object(fields));
    }

    /// `leaning:brick:timber`: the kind, who was close, and against whom the first is explained.
    fn then(&mut self, text: &str, version: &str, digest: Option<u64>) -> Option<SavedVerdict> {
        let mut pieces = text.split(':');
        let kind =
            pieces.next().and_then(|it| KINDS.into_iter().find(|&of| report::kind(of) == it));
        let close: Vec<&str> = pieces.next().map_or(Vec::new(), |it| it.split(',').collect());
        let against = pieces.next();
        let ids = close.iter().chain(&against).all(|it| is_id(it));
        let (Some(kind), Some(digest), true, None) = (kind, digest, ids, pieces.next()) else {
            self.unreadable(&["the verdict that the link was made with cannot be read"]);
            return None;
        };
        Some(SavedVerdict {
            version: version.to_owned(),
            digest,
            kind,
            close: close.into_iter().map(str::to_owned).collect(),
            against: against.map(str::to_owned),
            parts: Vec::new(),
        })
    }

    fn answers(&mut self) -> Answers {
        let Model { alternatives, questions, .. } = self.model;
        Answers::told(self.report, alternatives, questions, &mut self.sheet.iter(), &Place::FILE)
    }

    fn opened(mut self, then: Option<SavedVerdict>, same_model: bool) -> Opened {
        let questions = self.model.questions.iter().enumerate();
        let unmentioned = questions.filter(|it| !self.sheet.contains_key(&it.1.id));
        let unmentioned = unmentioned.map(|it| it.0).collect();
        if !self.overrides.is_empty() {
            let overrides = std::mem::take(&mut self.overrides);
            self.sheet.insert(OVERRIDES.into(), Value::Array(overrides));
        }
        let mut answers = self.answers();
        self.parts.retain(|it| it.1 != 0);
        Opened {
            unmentioned,
            overrides: std::mem::take(&mut answers.overrides),
            then: then.map(|it| SavedVerdict { parts: self.parts, ..it }),
            answers,
            problems: Vec::new(),
            same_model,
        }
    }
}

/// `users,5000,requests,20,peak,10` as answers have it.
fn load(text: &str) -> Value {
    numbers(text, |name| LOAD.iter().find(|it| it.0 == name).map(|it| it.1))
}

/// Names and numbers by turns; a name that is not known stands as `?`, which is none.
fn numbers<'a>(text: &'a str, name: impl Fn(&'a str) -> Option<&'a str>) -> Value {
    let mut fields = Map::new();
    let mut pieces = text.split(',');
    while let Some(piece) = pieces.next() {
        let value = number(pieces.next().unwrap_or_default());
        fields.insert(name(piece).unwrap_or("?").to_owned(), value);
    }
    Value::Object(fields)
}

/// A number; what is none stays a text, which reading the answers refuses.
fn number(text: &str) -> Value {
    // The JSON reader is here anyway; numbers of up to 15 digits come back exactly.
    let number = json::read(text).filter(Value::is_number);
    number.unwrap_or_else(|| text.into())
}
