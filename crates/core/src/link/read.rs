//! Reads links. Parts that cannot be read are reported and left out.

use std::str::Split;

use serde_json::{Map, Value};

use super::{
    ANY, END, FORM, LOAD, MAX_PROBLEMS, MAX_READ, MAX_VERSION, NONE, OPEN, Opened, PREFIX, SAME,
    SET, SavedVerdict, THEN, checksum, decode,
};
use crate::model::answers::{self, Answers, DOES_NOT_MATTER, NONE_OF_THESE};
use crate::model::diagnostics::{Diagnostics, FailFast, Report};
use crate::model::json;
use crate::model::overrides::OVERRIDES;
use crate::model::place::Place;
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

/// Reads a fragment, with or without its `#`.
///
/// `None` if the fragment is not a link of this crate, or belongs to another model. Parts that
/// cannot be read are left out and reported in [`Opened::problems`].
pub fn read(model: &Model, fragment: &str) -> Option<Opened> {
    let mut report = Report::new(File::Answers);
    let mut opened = read_with(&mut report, model, fragment)?;
    opened.problems = report.problems;
    opened.problems.truncate(MAX_PROBLEMS);
    Some(opened)
}

/// Reads only the answers of a fragment, without its overrides and its verdict, and without
/// reporting problems. Otherwise like [`read`].
pub fn answers(model: &Model, fragment: &str) -> Option<Answers> {
    let text = text(fragment);
    let (form, fields) = fields(model, &text)?;
    let mut diagnostics = FailFast::new();
    let mut reader = Reader::new(&mut diagnostics, model);
    // The first two fields are the version and the digest.
    for field in fields.skip(2).filter(|_| form == FORM) {
        if let Some((id, value)) = decode(field).split_once('=') {
            reader.read_answer(id, value);
        }
    }
    Some(reader.answers())
}

/// The link in a fragment: without `#`, cut to [`MAX_READ`], and decoded if a program has
/// percent-encoded the separators too.
fn text(fragment: &str) -> String {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let mut end = fragment.len().min(MAX_READ);
    while !fragment.is_char_boundary(end) {
        end -= 1;
    }
    let text = &fragment[..end];
    if text.contains('/') { text.to_owned() } else { decode(text) }
}

/// The form of a link, and the fields after the id of the model. `None` if the text is not a link,
/// or belongs to another model.
fn fields<'a>(model: &Model, text: &'a str) -> Option<(&'a str, Split<'a, char>)> {
    let mut fields = text.strip_prefix(PREFIX)?.split('/');
    let form = fields.next()?;
    (decode(fields.next()?) == model.id).then_some((form, fields))
}

fn read_with(report: &mut Report, model: &Model, fragment: &str) -> Option<Opened> {
    let text = text(fragment);
    let (form, mut fields) = fields(model, &text)?;
    let mut reader = Reader::new(report, model);
    if form != FORM {
        let hint = "open it with a newer version of this page";
        let message = "this version does not read the form of the link";
        reader.problem(Code::LinkFormat, message, hint);
        return Some(reader.opened(None, false));
    }
    if !is_whole(&text) {
        let hint = "ask for the link again; the answers that could be read are filled in";
        let message = "the link is incomplete or was changed";
        reader.problem(Code::LinkChanged, message, hint);
    }
    let version = version(fields.next().unwrap_or_default());
    let digest = fields.next().and_then(|field| u64::from_str_radix(field, 16).ok());
    let mut verdict = None;
    let mut fields = fields.peekable();
    while let Some(field) = fields.next() {
        let field = decode(field);
        let is_last = fields.peek().is_none();
        if let Some((id, value)) = field.split_once('=') {
            if reader.read_answer(id, value) {
                reader.read_contribution(id, value);
            }
        } else if let Some(text) = field.strip_prefix(SET) {
            reader.read_override(text);
        } else if let Some(text) = field.strip_prefix(THEN)
            && verdict.is_none()
        {
            verdict = reader.read_verdict(text, &version, digest);
        } else if !(is_last && field.starts_with(&END[1..])) {
            reader.unreadable(&["the link has a part that cannot be read"]);
        }
    }
    Some(reader.opened(verdict, digest == Some(model.digest)))
}

/// Whether the link ends with the right checksum.
fn is_whole(text: &str) -> bool {
    text.rsplit_once(END).is_some_and(|(rest, sum)| sum == checksum(&decode(rest)))
}

/// The version in a link, without characters that could mislead when it is shown.
fn version(text: &str) -> String {
    let is_allowed =
        |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '+' | '/');
    decode(text).chars().filter(is_allowed).take(MAX_VERSION).collect()
}

/// Whether the text can be an id. Other texts are not repeated in messages.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The parts of a link that have been read.
struct Reader<'a, D> {
    diagnostics: &'a mut D,
    model: &'a Model,
    /// The replies in the JSON form of answers.
    replies: Map<String, Value>,
    /// The overrides in the JSON form of answers.
    overrides: Vec<Value>,
    /// Ids of questions with their contributions, in tenths of a point of 100.
    contributions: Vec<(String, i64)>,
}

impl<'a, D: Diagnostics> Reader<'a, D> {
    fn new(diagnostics: &'a mut D, model: &'a Model) -> Self {
        let (replies, overrides, contributions) = (Map::new(), Vec::new(), Vec::new());
        Self { diagnostics, model, replies, overrides, contributions }
    }

    fn problem(&mut self, code: Code, message: &str, hint: &str) {
        self.diagnostics.add_with_hint(code, &Place::FILE, &[message], hint);
    }

    /// Reports a part of the link that cannot be read.
    fn unreadable(&mut self, message: &[&str]) {
        let hint = "this part is ignored; the rest of the link is read";
        self.diagnostics.add_with_hint(Code::LinkPart, &Place::FILE, message, hint);
    }

    /// Reads the reply to a question. Returns false if the question cannot exist, or if the link
    /// has an earlier reply to it.
    fn read_answer(&mut self, id: &str, value: &str) -> bool {
        if !is_id(id) || id == OVERRIDES {
            self.unreadable(&["the link has an answer to a question with an invalid id"]);
            return false;
        }
        if self.replies.contains_key(id) {
            self.unreadable(&["the link has two answers to question `", id, "`"]);
            return false;
        }
        let value = value.split_once(':').map_or(value, |(reply, _)| reply);
        let question = self.model.question(id).map(|q| &self.model.questions[q]);
        // `answers` reports a question that the model does not have.
        let value = question.map_or(Value::Null, |question| self.reply(question, value));
        self.replies.insert(id.to_owned(), value);
        true
    }

    /// Reads the contribution of a question, after the colon of its reply.
    fn read_contribution(&mut self, id: &str, value: &str) {
        let tenths = value.split_once(':').map_or(Ok(0), |(_, tenths)| tenths.parse::<i16>());
        match tenths {
            Ok(tenths) => self.contributions.push((id.to_owned(), i64::from(tenths))),
            Err(_) => {
                self.unreadable(&["the contribution of question `", id, "` is not a number"]);
            }
        }
    }

    /// A reply in the JSON form of answers.
    fn reply(&mut self, question: &Question, text: &str) -> Value {
        let none = || Value::Array(vec![NONE_OF_THESE.into()]);
        match (text, question.choose) {
            (OPEN, _) => Value::Null,
            (ANY, _) => DOES_NOT_MATTER.into(),
            // An earlier version of the question can have had an option `none`. An option of a
            // `many` question cannot have this id.
            (NONE | NONE_OF_THESE, Choose::Many) => none(),
            (_, Choose::Number) => load(text),
            _ => {
                let mut known = Vec::new();
                for id in text.split(',') {
                    if question.option(id).is_some() {
                        known.push(Value::from(id));
                    } else if is_id(id) {
                        // Reports that the question has no such option.
                        let at = &Place::FILE.key(&question.id);
                        answers::resolve_option(self.diagnostics, question, id, at);
                    } else {
                        let id = &question.id;
                        self.unreadable(&[
                            "the answer to question `",
                            id,
                            "` has an invalid option",
                        ]);
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

    /// Reads an override, for example `team:one:80:brick,700,timber,300`.
    fn read_override(&mut self, text: &str) {
        let pieces: Vec<&str> = text.split(':').collect();
        let [question, option, weight, values] = pieces[..] else {
            return self.unreadable(&["an override in the link cannot be read"]);
        };
        if !is_id(question) || !(is_id(option) || option == OPEN) {
            return self.unreadable(&["an override in the link cannot be read"]);
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

    /// Reads a verdict: its kind, the alternatives within the tie band, and the runner-up, for
    /// example `leaning:brick:timber`.
    fn read_verdict(
        &mut self,
        text: &str,
        version: &str,
        digest: Option<u64>,
    ) -> Option<SavedVerdict> {
        let mut pieces = text.split(':');
        let name = pieces.next();
        let kind = KINDS.into_iter().find(|&kind| Some(report::kind(kind)) == name);
        let close: Vec<&str> = pieces.next().map_or(Vec::new(), |ids| ids.split(',').collect());
        let against = pieces.next();
        let are_ids = close.iter().chain(&against).all(|id| is_id(id));
        let (Some(kind), Some(digest), true, None) = (kind, digest, are_ids, pieces.next()) else {
            self.unreadable(&["the verdict in the link cannot be read"]);
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

    /// The answers that the model accepts; reports the others.
    fn answers(&mut self) -> Answers {
        let Model { alternatives, questions, .. } = self.model;
        let (json, at) = (&mut self.replies.iter(), &Place::FILE);
        Answers::read_with(self.diagnostics, alternatives, questions, json, at)
    }

    fn opened(mut self, verdict: Option<SavedVerdict>, same_model: bool) -> Opened {
        let questions = self.model.questions.iter().enumerate();
        let unmentioned =
            questions.filter(|(_, question)| !self.replies.contains_key(&question.id));
        let unmentioned = unmentioned.map(|(q, _)| q).collect();
        if !self.overrides.is_empty() {
            let overrides = std::mem::take(&mut self.overrides);
            self.replies.insert(OVERRIDES.into(), Value::Array(overrides));
        }
        let mut answers = self.answers();
        self.contributions.retain(|(_, tenths)| *tenths != 0);
        Opened {
            unmentioned,
            overrides: std::mem::take(&mut answers.overrides),
            verdict: verdict.map(|saved| SavedVerdict { parts: self.contributions, ..saved }),
            answers,
            problems: Vec::new(),
            same_model,
        }
    }
}

/// A load in the JSON form of answers, for example from `users,5000,requests,20,peak,10`.
fn load(text: &str) -> Value {
    let json_name = |name| LOAD.iter().find(|(known, _)| *known == name).map(|(_, json)| *json);
    numbers(text, json_name)
}

/// An object from alternating names and numbers. A name for which `name` has no result becomes `?`,
/// which the answers do not accept.
fn numbers<'a>(text: &'a str, name: impl Fn(&'a str) -> Option<&'a str>) -> Value {
    let mut fields = Map::new();
    let mut pieces = text.split(',');
    while let Some(piece) = pieces.next() {
        let value = number(pieces.next().unwrap_or_default());
        fields.insert(name(piece).unwrap_or("?").to_owned(), value);
    }
    Value::Object(fields)
}

/// A number. Another text stays a text, which the answers do not accept.
fn number(text: &str) -> Value {
    // Parsing numbers with the JSON reader saves the code of the standard library's parser.
    let number = json::read(text).filter(Value::is_number);
    number.unwrap_or_else(|| text.into())
}
