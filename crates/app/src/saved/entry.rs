//! One saved decision, or one draft, as JSON: in a file and in storage.
//!
//! The answers are any object. The model checks them when the decision is opened.
//!
//! `format` is the version of the form of a decision; a decision without `format` has format 1. A
//! change that older pages would read wrongly must raise [`FORMAT`]. Pages do not read decisions of
//! a newer format, and leave them in storage as they are.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Draft, MAX_NAME, MAX_NOTE, MAX_VERSION, SavedDecision, clean};
use crate::route::{Key, is_id};
use tiebreak_core::link::SavedVerdict;
use tiebreak_core::model::digest::to_hex;
use tiebreak_core::model::json;
use tiebreak_core::model::problem::{Code, File, Problem};
use tiebreak_core::model::schema::{VerdictKind, Word};
use tiebreak_core::report;

/// Version of the form of a decision that is written; this version and all before it are read.
pub const FORMAT: u64 = 1;
/// Maximum contribution of a question to a lead, in tenths of a point.
const MAX_TENTHS: u64 = 1_000;

/// A decision as JSON.
#[derive(Serialize)]
struct DecisionRecord {
    format: u64,
    id: Id,
    name: Text<MAX_NAME>,
    saved: Date,
    model: ModelRecord,
    answers: Map<String, Value>,
    notes: BTreeMap<Id, Note>,
    verdict: VerdictRecord,
}

#[derive(Serialize)]
struct ModelRecord {
    id: Id,
    own: Option<bool>,
    title: Text<MAX_NAME>,
    version: Text<MAX_VERSION>,
    digest: Digest,
}

#[derive(Serialize)]
struct VerdictRecord {
    kind: Kind,
    close: Vec<Id>,
    against: Option<Id>,
    parts: BTreeMap<Id, Tenths>,
}

/// A draft as JSON.
#[derive(Serialize, Deserialize)]
struct DraftRecord {
    view: String,
    answers: Map<String, Value>,
    notes: BTreeMap<Id, Note>,
    date: Date,
}

// Each of these types reads any JSON value, so that a value of the wrong type has the same message
// and hint as a wrong value.

/// A format that this page reads.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
struct Format;

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Value")]
struct Id(String);

#[derive(Serialize, Deserialize)]
#[serde(try_from = "Value")]
struct Text<const MAX: usize, const LINES: bool = false>(String);

type Note = Text<MAX_NOTE, true>;

/// `2026-03-31T12:00:00Z`, with or without fractions of a second.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "Value")]
struct Date(String);

#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "String")]
struct Digest(u64);

#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "&str")]
struct Kind(VerdictKind);

#[derive(Serialize, Deserialize)]
#[serde(try_from = "Value")]
struct Tenths(i64);

/// Writes one decision.
pub fn write_decision(decision: &SavedDecision) -> Value {
    let SavedDecision { id, name, key, title, answers, notes, verdict, date } = decision.clone();
    let ids = |ids: Vec<String>| ids.into_iter().map(Id).collect();
    let parts = verdict.parts.into_iter().map(|(id, tenths)| (Id(id), Tenths(tenths)));
    to_json(&DecisionRecord {
        format: FORMAT,
        id: Id(id),
        name: Text(name),
        saved: Date(date),
        model: ModelRecord {
            id: Id(key.model),
            own: Some(key.own),
            title: Text(title),
            version: Text(verdict.version),
            digest: Digest(verdict.digest),
        },
        answers,
        notes: note_records(notes),
        verdict: VerdictRecord {
            kind: Kind(verdict.kind),
            close: ids(verdict.close),
            against: verdict.against.map(Id),
            parts: parts.collect(),
        },
    })
}

/// The texts that storage may hold for a decision that was read from there: with `format`, and
/// without, as pages wrote it before the field was added.
pub fn stored_texts(decision: &SavedDecision) -> Vec<String> {
    let json = write_decision(decision);
    let mut older = json.clone();
    let is_older = older.as_object_mut().is_some_and(|fields| fields.remove("format").is_some());
    let older = is_older.then(|| json::write(&older));
    [json::write(&json)].into_iter().chain(older).collect()
}

/// Writes answers in progress.
pub fn write_draft(draft: &Draft) -> String {
    let Draft { view, answers, notes, date } = draft.clone();
    let notes = note_records(notes);
    json::write(&to_json(&DraftRecord { view, answers, notes, date: Date(date) }))
}

/// Reads a record from JSON text. Records are read from [`Value`] everywhere, so that the code of each
/// is compiled for one format.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    let json: Value = serde_json::from_str(text)?;
    T::deserialize(&json)
}

/// The JSON of a record whose keys are strings.
pub(crate) fn to_json(record: &impl Serialize) -> Value {
    serde_json::to_value(record).expect("keys are strings")
}

fn note_records(notes: BTreeMap<String, String>) -> BTreeMap<Id, Note> {
    notes.into_iter().map(|(id, note)| (Id(id), Text(note))).collect()
}

fn notes_of(records: BTreeMap<Id, Note>) -> BTreeMap<String, String> {
    records.into_iter().map(|(id, note)| (id.0, note.0)).collect()
}

/// Reads answers in progress from storage.
pub fn read_draft(text: &str) -> Option<Draft> {
    let DraftRecord { view, answers, notes, date } = from_text(text).ok()?;
    Some(Draft { view, answers, notes: notes_of(notes), date: date.0 })
}

/// Whether a text in storage is a decision of a newer format than [`FORMAT`].
pub fn is_newer(text: &str) -> bool {
    let json = serde_json::from_str::<Value>(text);
    json.is_ok_and(|json| json["format"].as_u64().is_some_and(|format| format > FORMAT))
}

/// Reads one decision from storage.
pub fn read_decision(text: &str) -> Option<SavedDecision> {
    read_at(&serde_json::from_str(text).ok()?, String::new()).ok()
}

/// Reads one decision at a place in a file, a JSON pointer.
///
/// # Errors
///
/// Its first problem.
pub(super) fn read_at(json: &Value, at: String) -> Result<SavedDecision, Problem> {
    // Serde reads a list as a record as well.
    if !json.is_object() {
        let message = "a saved decision is an object";
        return Err(Problem::new(File::Saved, Code::Shape, at, message));
    }
    let decision = Place { json, at };
    decision.optional("format").map(|format| format.read::<Format>()).transpose()?;
    let Id(id) = decision.field("id")?.read()?;
    let Text::<MAX_NAME>(name) = decision.field("name")?.read()?;
    let Date(date) = decision.field("saved")?.read()?;
    let model = decision.field("model")?;
    let own = model.optional("own").map(|own| own.read::<Option<bool>>()).transpose()?;
    let verdict = decision.field("verdict")?;
    let against = verdict.optional("against").map(|id| id.read::<Option<Id>>()).transpose()?;
    let close = verdict.field("close")?.list()?;
    let parts = verdict.field("parts")?.map()?;
    let parts = parts.into_iter().map(|(id, Tenths(tenths))| (id.0, tenths)).collect();
    Ok(SavedDecision {
        id,
        name,
        date,
        key: Key { model: model.field("id")?.read::<Id>()?.0, own: own.flatten().unwrap_or(false) },
        title: model.field("title")?.read::<Text<MAX_NAME>>()?.0,
        answers: decision.field("answers")?.read()?,
        notes: notes_of(decision.field("notes")?.map()?),
        verdict: SavedVerdict {
            version: model.field("version")?.read::<Text<MAX_VERSION>>()?.0,
            digest: model.field("digest")?.read::<Digest>()?.0,
            kind: verdict.field("kind")?.read::<Kind>()?.0,
            close: close.into_iter().map(|id: Id| id.0).collect(),
            against: against.flatten().map(|id| id.0),
            parts,
        },
    })
}

/// A value in a file.
struct Place<'a> {
    json: &'a Value,
    /// Where it is, as a JSON pointer.
    at: String,
}

impl<'a> Place<'a> {
    /// A value inside this one.
    fn inner(&self, name: &str, json: &'a Value) -> Self {
        Self { json, at: [&self.at, "/", name].concat() }
    }

    /// A field of an object; `None` if the object does not have it.
    fn optional(&self, name: &str) -> Option<Self> {
        self.json.get(name).map(|json| self.inner(name, json))
    }

    /// A field that an object must have.
    fn field(&self, name: &str) -> Result<Self, Problem> {
        self.optional(name).ok_or_else(|| {
            let at = [&self.at, "/", name].concat();
            let message = ["missing field `", name, "`"].concat();
            Problem::new(File::Saved, Code::Shape, at, message)
        })
    }

    /// Reads the value.
    fn read<T: Deserialize<'a>>(&self) -> Result<T, Problem> {
        T::deserialize(self.json).map_err(|error| problem(&error, &self.at))
    }

    /// Reads the items of a list.
    fn list<T: Deserialize<'a>>(&self) -> Result<Vec<T>, Problem> {
        let Some(items) = self.json.as_array() else {
            return Err(self.read::<Vec<IgnoredAny>>().expect_err("not a list"));
        };
        let item = |(i, json): (usize, &'a Value)| self.inner(&i.to_string(), json).read();
        items.iter().enumerate().map(item).collect()
    }

    /// Reads an object whose keys are ids.
    fn map<T: Deserialize<'a>>(&self) -> Result<BTreeMap<Id, T>, Problem> {
        let Some(fields) = self.json.as_object() else {
            return Err(self.read::<Map<String, Value>>().expect_err("not an object"));
        };
        let field = |(key, json): (&String, &'a Value)| {
            let value = self.inner(key, json);
            let id = Id::try_from(Value::from(key.as_str()));
            let id = id.map_err(|fault| fault.problem(&value.at))?;
            Ok((id, value.read()?))
        };
        fields.iter().map(field).collect()
    }
}

// ---- problems ----

/// Hint for a file or decision of a newer version.
pub(super) const NEWER_HINT: &str =
    "keep the file, reload this page to get its newest version, and import the file again";

/// A value that serde refuses for its content.
#[derive(Clone, Copy)]
enum Fault {
    NewerFormat,
    BadFormat,
    NotText,
    TooLong(usize),
    HiddenCharacters,
    BadId,
    BadDate,
    BadDigest,
    UnknownKind,
    BadTenths,
}

impl Fault {
    const ALL: [Self; 12] = [
        Self::NewerFormat,
        Self::BadFormat,
        Self::NotText,
        Self::TooLong(MAX_NAME),
        Self::TooLong(MAX_NOTE),
        Self::TooLong(MAX_VERSION),
        Self::HiddenCharacters,
        Self::BadId,
        Self::BadDate,
        Self::BadDigest,
        Self::UnknownKind,
        Self::BadTenths,
    ];

    fn code(self) -> Code {
        match self {
            Self::NewerFormat | Self::BadFormat => Code::Format,
            Self::NotText => Code::Shape,
            Self::TooLong(_) => Code::TooMany,
            Self::HiddenCharacters => Code::BadCharacter,
            Self::BadId => Code::BadId,
            Self::BadDate => Code::BadDate,
            Self::BadDigest => Code::BadIntegrity,
            Self::UnknownKind => Code::UnknownId,
            Self::BadTenths => Code::OutOfRange,
        }
    }

    /// The fault as a problem at a place of the file.
    fn problem(self, at: &str) -> Problem {
        let problem = Problem::new(File::Saved, self.code(), at, self.to_string());
        match self.hint() {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }

    fn hint(self) -> Option<String> {
        let hint = match self {
            Self::NewerFormat => NEWER_HINT,
            Self::BadFormat => "write a whole number, 1 or more",
            Self::TooLong(_) => "shorten it",
            Self::HiddenCharacters => "control and bidirectional-override characters are refused",
            Self::BadId => "write up to 64 letters, digits, `-` or `_`",
            Self::BadDate => "write 2026-03-31T12:00:00Z",
            Self::UnknownKind => {
                let words: Vec<&str> = VerdictKind::WORDS.words.iter().map(|word| word.0).collect();
                return Some(["known are `", &words.join("`, `"), "`"].concat());
            }
            Self::NotText | Self::BadDigest | Self::BadTenths => return None,
        };
        Some(hint.to_owned())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewerFormat => f.write_str("a newer version of this page wrote the decision"),
            Self::BadFormat => f.write_str("not a format"),
            Self::NotText => f.write_str("this is not a text"),
            Self::TooLong(max) => write!(f, "the text is longer than {max} characters"),
            Self::HiddenCharacters => f.write_str("the text has hidden characters"),
            Self::BadId => f.write_str("this is not an id"),
            Self::BadDate => f.write_str("not a date"),
            Self::BadDigest => f.write_str("not 16 hexadecimal digits"),
            Self::UnknownKind => f.write_str("no such kind of verdict"),
            Self::BadTenths => f.write_str("not a whole number from -1000 to 1000"),
        }
    }
}

/// The error of serde as a problem at a place of the file.
fn problem(error: &serde_json::Error, at: &str) -> Problem {
    let message = error.to_string();
    // Errors of serde carry a text only.
    match Fault::ALL.iter().find(|fault| fault.to_string() == message) {
        Some(fault) => fault.problem(at),
        None => Problem::new(File::Saved, Code::Shape, at, message),
    }
}

// ---- values ----

impl TryFrom<Value> for Format {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        match json.as_u64() {
            Some(1..=FORMAT) => Ok(Self),
            Some(newer) if newer > FORMAT => Err(Fault::NewerFormat),
            _ => Err(Fault::BadFormat),
        }
    }
}

impl TryFrom<Value> for Id {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        match json {
            Value::String(id) if is_id(&id) => Ok(Self(id)),
            _ => Err(Fault::BadId),
        }
    }
}

impl<const MAX: usize, const LINES: bool> TryFrom<Value> for Text<MAX, LINES> {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        let Value::String(text) = json else { return Err(Fault::NotText) };
        if text.chars().count() > MAX {
            return Err(Fault::TooLong(MAX));
        }
        if clean(&text, MAX, LINES) != text.trim() {
            return Err(Fault::HiddenCharacters);
        }
        Ok(Self(text))
    }
}

impl TryFrom<Value> for Date {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        let is_date = |text: &str| {
            let mut pairs = text.bytes().zip(*b"0000-00-00T00:00:00");
            (20..=24).contains(&text.len())
                && text.ends_with('Z')
                && pairs.all(|(byte, form)| match form {
                    b'0' => byte.is_ascii_digit(),
                    _ => byte == form,
                })
        };
        match json {
            Value::String(text) if is_date(&text) => Ok(Self(text)),
            _ => Err(Fault::BadDate),
        }
    }
}

impl TryFrom<Value> for Digest {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        let digits = json.as_str().filter(|digits| digits.len() == 16);
        let digest = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        digest.map(Self).ok_or(Fault::BadDigest)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        to_hex(digest.0)
    }
}

impl TryFrom<Value> for Kind {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        let word = json.as_str().unwrap_or_default();
        let place = VerdictKind::WORDS.words.iter().position(|known| known.0 == word);
        place.map(|place| Self(VerdictKind::ALL[place])).ok_or(Fault::UnknownKind)
    }
}

impl From<Kind> for &'static str {
    fn from(kind: Kind) -> Self {
        report::kind(kind.0)
    }
}

impl TryFrom<Value> for Tenths {
    type Error = Fault;

    fn try_from(json: Value) -> Result<Self, Fault> {
        let tenths = json.as_i64().filter(|tenths| tenths.unsigned_abs() <= MAX_TENTHS);
        tenths.map(Self).ok_or(Fault::BadTenths)
    }
}
