//! One saved decision, or answers in progress, as JSON: in a file and in storage.
//!
//! Answers are kept as they stand: whether a model knows them is found out when one is at hand.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Draft, MAX_NAME, MAX_NOTE, MAX_VERSION, Saved, clean};
use crate::route::{Key, is_id};
use tiebreak_core::link::SavedVerdict;
use tiebreak_core::model::digest::written;
use tiebreak_core::model::json::{self, object};
use tiebreak_core::model::problem::{Code, File, Problem};
use tiebreak_core::model::schema::{VerdictKind, Word};
use tiebreak_core::report;

/// One decision, as it stands in the file and in storage.
pub fn write_one(it: &Saved) -> Value {
    let then = &it.then;
    let parts: Map<String, Value> =
        then.parts.iter().map(|(id, tenths)| (id.clone(), (*tenths).into())).collect();
    object(vec![
        ("id", it.id.as_str().into()),
        ("name", it.name.as_str().into()),
        ("saved", it.date.as_str().into()),
        (
            "model",
            object(vec![
                ("id", it.model.model.as_str().into()),
                ("own", it.model.own.into()),
                ("title", it.title.as_str().into()),
                ("version", then.version.as_str().into()),
                ("digest", written(then.digest).into()),
            ]),
        ),
        ("answers", it.answers.clone().into()),
        ("notes", written_notes(&it.notes)),
        (
            "verdict",
            object(vec![
                ("kind", report::kind(then.kind).into()),
                ("close", then.close.clone().into()),
                ("against", then.against.clone().into()),
                ("parts", parts.into()),
            ]),
        ),
    ])
}

fn written_notes(notes: &BTreeMap<String, String>) -> Value {
    let notes: Map<String, Value> =
        notes.iter().map(|(id, note)| (id.clone(), note.as_str().into())).collect();
    notes.into()
}

/// Answers in progress, as they stand in storage.
pub fn write_draft(it: &Draft) -> String {
    json::write(&object(vec![
        ("view", it.view.as_str().into()),
        ("answers", it.answers.clone().into()),
        ("notes", written_notes(&it.notes)),
        ("date", it.date.as_str().into()),
    ]))
}

/// Reads them back.
pub fn read_draft(text: &str) -> Option<Draft> {
    let json: Value = serde_json::from_str(text).ok()?;
    let mut reader = Reader { at: String::new(), problem: None };
    Some(Draft {
        view: json["view"].as_str()?.to_owned(),
        answers: reader.fields(&json["answers"], "/answers")?,
        notes: reader.notes(&json["notes"])?,
        date: reader.date(&json["date"])?,
    })
}

/// Reads one decision, as storage has it.
pub fn read_one(text: &str) -> Option<Saved> {
    read_at(&serde_json::from_str(text).ok()?, String::new()).ok()
}

/// Reads one decision, which stands at a place in a file.
///
/// # Errors
///
/// Its first fault.
pub(super) fn read_at(json: &Value, at: String) -> Result<Saved, Problem> {
    let mut reader = Reader { at, problem: None };
    reader.one(json).ok_or_else(|| reader.problem.expect("what is not read has a fault"))
}

/// Reads one decision up to its first fault.
struct Reader {
    at: String,
    problem: Option<Problem>,
}

impl Reader {
    fn one(&mut self, json: &Value) -> Option<Saved> {
        if !json.is_object() {
            return self.wrong("", Code::Shape, "a saved decision is an object", "");
        }
        let model = &json["model"];
        let verdict = &json["verdict"];
        let own = match model["own"] {
            Value::Null => false,
            Value::Bool(it) => it,
            _ => return self.wrong("/model/own", Code::Shape, "not true or false", ""),
        };
        Some(Saved {
            id: self.id(&json["id"], "/id")?,
            name: self.text(&json["name"], "/name", MAX_NAME)?,
            model: Key { model: self.id(&model["id"], "/model/id")?, own },
            title: self.text(&model["title"], "/model/title", MAX_NAME)?,
            answers: self.fields(&json["answers"], "/answers")?,
            notes: self.notes(&json["notes"])?,
            then: SavedVerdict {
                version: self.text(&model["version"], "/model/version", MAX_VERSION)?,
                digest: self.digest(&model["digest"])?,
                kind: self.kind(&verdict["kind"])?,
                close: self.ids(&verdict["close"], "/verdict/close")?,
                against: match &verdict["against"] {
                    Value::Null => None,
                    it => Some(self.id(it, "/verdict/against")?),
                },
                parts: self.parts(&verdict["parts"])?,
            },
            date: self.date(&json["saved"])?,
        })
    }

    fn wrong<T>(&mut self, below: &str, code: Code, message: &str, hint: &str) -> Option<T> {
        let at = [self.at.as_str(), below].concat();
        let problem = Problem::new(File::Saved, code, at, message);
        self.problem = Some(if hint.is_empty() { problem } else { problem.hint(hint) });
        None
    }

    fn text(&mut self, json: &Value, at: &str, most: usize) -> Option<String> {
        let Value::String(text) = json else {
            return self.wrong(at, Code::Shape, "this is not a text", "");
        };
        if text.chars().count() > most {
            let message = ["the text is longer than ", &most.to_string(), " characters"].concat();
            return self.wrong(at, Code::TooMany, &message, "shorten it");
        }
        if clean(text, most, at.starts_with("/notes")) != text.trim() {
            let hint = "control and bidirectional-override characters are refused";
            return self.wrong(at, Code::BadCharacter, "the text has hidden characters", hint);
        }
        Some(text.clone())
    }

    fn id(&mut self, json: &Value, at: &str) -> Option<String> {
        match json.as_str().filter(|it| is_id(it)) {
            Some(id) => Some(id.to_owned()),
            None => self.wrong(
                at,
                Code::BadId,
                "this is not an id",
                "write up to 64 letters, digits, `-` or `_`",
            ),
        }
    }

    fn ids(&mut self, json: &Value, at: &str) -> Option<Vec<String>> {
        let Value::Array(items) = json else {
            return self.wrong(at, Code::Shape, "this is not a list", "");
        };
        let mut ids = Vec::new();
        for (i, item) in items.iter().enumerate() {
            ids.push(self.id(item, &[at, "/", &i.to_string()].concat())?);
        }
        Some(ids)
    }

    fn fields(&mut self, json: &Value, at: &str) -> Option<Map<String, Value>> {
        match json {
            Value::Object(fields) => Some(fields.clone()),
            _ => self.wrong(at, Code::Shape, "this is not an object", ""),
        }
    }

    fn notes(&mut self, json: &Value) -> Option<BTreeMap<String, String>> {
        let mut notes = BTreeMap::new();
        for (id, note) in self.fields(json, "/notes")? {
            let at = ["/notes/", &id].concat();
            let id = self.id(&id.into(), &at)?;
            notes.insert(id, self.text(&note, &at, MAX_NOTE)?);
        }
        Some(notes)
    }

    fn parts(&mut self, json: &Value) -> Option<Vec<(String, i64)>> {
        let mut parts = Vec::new();
        for (id, tenths) in self.fields(json, "/verdict/parts")? {
            let at = ["/verdict/parts/", &id].concat();
            let Some(tenths) = tenths.as_i64().filter(|it| it.abs() <= 1_000) else {
                let message = "not a whole number from -1000 to 1000";
                return self.wrong(&at, Code::OutOfRange, message, "");
            };
            parts.push((self.id(&id.into(), &at)?, tenths));
        }
        Some(parts)
    }

    fn kind(&mut self, json: &Value) -> Option<VerdictKind> {
        let word = json.as_str().unwrap_or_default();
        let words = VerdictKind::WORDS.words;
        if let Some(place) = words.iter().position(|it| it.0 == word) {
            return Some(VerdictKind::ALL[place]);
        }
        let known = words.iter().map(|it| it.0).collect::<Vec<_>>().join("`, `");
        let hint = ["known are `", &known, "`"].concat();
        self.wrong("/verdict/kind", Code::UnknownId, "no such kind of verdict", &hint)
    }

    fn digest(&mut self, json: &Value) -> Option<u64> {
        let digits = json.as_str().filter(|it| it.len() == 16);
        match digits.and_then(|it| u64::from_str_radix(it, 16).ok()) {
            Some(digest) => Some(digest),
            None => {
                self.wrong("/model/digest", Code::BadIntegrity, "not 16 hexadecimal digits", "")
            }
        }
    }

    /// `2026-03-31T12:00:00Z`, with or without fractions of a second.
    fn date(&mut self, json: &Value) -> Option<String> {
        let is_date = |it: &&str| {
            (20..=24).contains(&it.len())
                && it.ends_with('Z')
                && it.bytes().zip(b"0000-00-00T00:00:00".iter()).all(|(it, form)| match form {
                    b'0' => it.is_ascii_digit(),
                    _ => it == *form,
                })
        };
        match json.as_str().filter(is_date) {
            Some(date) => Some(date.to_owned()),
            None => self.wrong("/saved", Code::BadDate, "not a date", "write 2026-03-31T12:00:00Z"),
        }
    }
}
