//! The files of a draft: to check and preview it, and to export it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::draft::member;
use tiebreak_core::model::json;
use tiebreak_core::model::schema::{EVIDENCE, Form, MODEL, Object};

/// Longest line that holds a whole object or list, in characters.
const MAX_LINE: usize = 100;

/// The files of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Id of the model; the files are named after it.
    pub id: String,
    /// The model file.
    pub model: String,
    /// The evidence file.
    pub evidence: Option<String>,
    /// The file of test cases.
    pub cases: Option<String>,
}

impl Files {
    /// The files for authors: in the order of the format, with line breaks. The model has the digest
    /// of the evidence.
    pub fn sealed(document: &Value) -> Self {
        let assembled = Assembled::of(document);
        let order = alternatives(document);
        let evidence = assembled.evidence.map(|evidence| pretty(&evidence, &EVIDENCE, &order));
        let mut model = assembled.model;
        if let Some(evidence) = &evidence {
            let digest = STANDARD.encode(Sha256::digest(evidence));
            model["evidence"]["integrity"] = ["sha256-", &digest].concat().into();
        }
        Self {
            id: assembled.id,
            model: pretty(&model, &MODEL, &order),
            evidence,
            cases: assembled.cases.map(|cases| pretty(&cases, &CASES, &order)),
        }
    }

    /// The files for the code: without white space and digest.
    pub fn compact(document: &Value) -> Self {
        let Assembled { id, model, evidence, cases } = Assembled::of(document);
        Self {
            id,
            model: json::write(&model),
            evidence: evidence.map(|evidence| json::write(&evidence)),
            cases: cases.map(|cases| json::write(&cases)),
        }
    }

    /// The files with their names.
    pub fn named(&self) -> Vec<(String, &str)> {
        let named = |end: &str, text| ([&self.id, end].concat(), text);
        let mut files = vec![named(".json", self.model.as_str())];
        files.extend(self.evidence.as_deref().map(|text| named(".evidence.json", text)));
        files.extend(self.cases.as_deref().map(|text| named(".cases.json", text)));
        files
    }
}

/// The values of the files, with the fields that connect them.
struct Assembled {
    id: String,
    model: Value,
    evidence: Option<Value>,
    cases: Option<Value>,
}

impl Assembled {
    fn of(document: &Value) -> Self {
        let mut model = document["model"].clone();
        let id = model["id"].as_str().unwrap_or_default().to_owned();
        let with_model = |key: &str, list: &str| {
            let mut value = document.get(key)?.clone();
            let is_empty = value.as_object()?.iter().all(|(key, value)| {
                matches!(key.as_str(), "format" | "model" | "$schema")
                    || value.as_array().is_some_and(Vec::is_empty)
            });
            if is_empty {
                return None;
            }
            value["model"] = id.as_str().into();
            if value[list].is_null() {
                value[list] = json!([]);
            }
            Some(value)
        };
        let mut evidence = with_model("evidence", "statements");
        let cases = with_model("cases", "cases");
        if let (Some(evidence), Some(model)) = (&mut evidence, model.as_object_mut()) {
            if evidence["format"].is_null() {
                evidence["format"] = 1.into();
            }
            let file = [&id, ".evidence.json"].concat();
            model.insert("evidence".to_owned(), json!({ "file": file }));
        } else if let Some(model) = model.as_object_mut() {
            model.remove("evidence");
        }
        Self { id, model, evidence, cases }
    }
}

/// The ids of the alternatives, in order.
fn alternatives(document: &Value) -> Vec<String> {
    let list = document["model"]["alternatives"].as_array();
    let ids = list.into_iter().flatten().filter_map(|item| item["id"].as_str());
    ids.map(str::to_owned).collect()
}

const fn field(name: &'static str, form: Form) -> tiebreak_core::model::schema::Field {
    tiebreak_core::model::schema::Field { name, form, required: true, meaning: "" }
}

/// The file of test cases, in the order of its fields.
static CASES: Object = Object {
    name: "CasesFile",
    meaning: "",
    fields: &[field("model", Form::Text), field("cases", Form::List(&Form::Fields(&TEST_CASE)))],
};

static TEST_CASE: Object = Object {
    name: "TestCaseFile",
    meaning: "",
    fields: &[
        field("id", Form::Text),
        field("situation", Form::Text),
        field("sheets", Form::List(&Form::Any)),
        field("expected", Form::List(&Form::Text)),
        field("hard", Form::YesNo),
    ],
};

/// A value as JSON with line breaks. Fields have the order of the format, with unknown ones last, and
/// keys that are ids of alternatives have the order of `alternatives`. Objects and lists that fit
/// into one line are on one line.
pub fn pretty(value: &Value, object: &'static Object, alternatives: &[String]) -> String {
    let mut text = String::new();
    let writer = Writer { alternatives };
    writer.object(&mut text, value, object, 0, 0);
    text.push('\n');
    text
}

/// A value of any form as JSON with line breaks.
pub fn pretty_any(value: &Value, alternatives: &[String]) -> String {
    let mut text = String::new();
    Writer { alternatives }.value(&mut text, value, &Form::Any, 0, 0);
    text
}

struct Writer<'a> {
    alternatives: &'a [String],
}

impl Writer<'_> {
    fn value(&self, text: &mut String, value: &Value, form: &Form, indent: usize, used: usize) {
        match (value, form) {
            (Value::Object(_), Form::Fields(object)) => {
                self.object(text, value, object, indent, used);
            }
            (Value::Object(fields), _) => {
                let inner = if let Form::Map(inner) = form { inner } else { &Form::Any };
                let position = |key: &String| {
                    self.alternatives.iter().position(|id| id == key).unwrap_or(usize::MAX)
                };
                let mut fields: Vec<_> =
                    fields.iter().map(|(key, value)| (key, value, inner)).collect();
                fields.sort_by_key(|(key, ..)| position(key));
                self.fields(text, &fields, indent, used);
            }
            (Value::Array(items), _) => {
                let inner = if let Form::List(inner) = form { inner } else { &Form::Any };
                let items: Vec<_> = items.iter().map(|item| (None, item, inner)).collect();
                self.items(text, ['[', ']'], &items, indent, used);
            }
            _ => text.push_str(&json::write(value)),
        }
    }

    fn object(
        &self,
        text: &mut String,
        value: &Value,
        object: &'static Object,
        indent: usize,
        used: usize,
    ) {
        let none = Map::new();
        let map = value.as_object().unwrap_or(&none);
        let known = object.fields.iter().filter_map(|field| {
            let (key, value) = map.get_key_value(field.name)?;
            Some((key, value, &field.form))
        });
        let is_unknown = |key: &str| object.fields.iter().all(|field| field.name != key);
        let unknown = map.iter().filter(|(key, _)| is_unknown(key));
        let unknown = unknown.map(|(key, value)| (key, value, &Form::Any));
        let fields: Vec<_> = known.chain(unknown).collect();
        self.fields(text, &fields, indent, used);
    }

    fn fields(
        &self,
        text: &mut String,
        fields: &[(&String, &Value, &Form)],
        indent: usize,
        used: usize,
    ) {
        let items: Vec<_> =
            fields.iter().map(|(key, value, form)| (Some(*key), *value, *form)).collect();
        self.items(text, ['{', '}'], &items, indent, used);
    }

    /// Writes an object or a list. `used` is the number of characters on the line before it.
    fn items(
        &self,
        text: &mut String,
        [open, close]: [char; 2],
        items: &[(Option<&String>, &Value, &Form)],
        indent: usize,
        used: usize,
    ) {
        if items.is_empty() {
            text.extend([open, close]);
            return;
        }
        let key = |key: Option<&String>| {
            key.map_or_else(String::new, |key| [&json::write(&key.as_str().into()), ": "].concat())
        };
        // An object in an object, such as the options of a question, gets lines of its own.
        let is_flat = items.iter().all(|(_, value, _)| depth(value) <= 1);
        if is_flat {
            let parts: Vec<String> = items
                .iter()
                .map(|(name, value, form)| {
                    let mut part = key(*name);
                    self.value(&mut part, value, form, 0, 0);
                    part
                })
                .collect();
            let [before, after] = if open == '{' { ["{ ", " }"] } else { ["[", "]"] };
            let line = [before, &parts.join(", "), after].concat();
            if !line.contains('\n') && used + line.chars().count() <= MAX_LINE {
                text.push_str(&line);
                return;
            }
        }
        let inner = indent + 2;
        for (i, (name, value, form)) in items.iter().enumerate() {
            text.push(if i == 0 { open } else { ',' });
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', inner));
            let key = key(*name);
            text.push_str(&key);
            self.value(text, value, form, inner, inner + key.chars().count() + 1);
        }
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', indent));
        text.push(close);
    }
}

/// Number of nested objects and lists.
fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Object(fields) => fields.values().map(depth).max(),
        Value::Array(items) => items.iter().map(depth).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or_default()
}

/// The document of a model, evidence and cases that were opened as files. The id of the evidence and
/// cases is that of the model, so it is not kept.
pub fn document(model: Value, evidence: Option<Value>, cases: Option<Value>) -> Value {
    let files = [("model", Some(model)), ("evidence", evidence), ("cases", cases)];
    let files = files.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(files.collect())
}

/// A place in a file as a place in the document.
pub fn document_place(file: tiebreak_core::model::problem::File, at: &str) -> String {
    use tiebreak_core::model::problem::File;
    match file {
        File::Evidence => ["/evidence", at].concat(),
        _ => ["/model", at].concat(),
    }
}

/// The place of the field that a problem names as missing, or else `at`.
pub fn missing_field(at: &str, message: &str) -> String {
    let rest = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    rest.map_or_else(|| at.to_owned(), |name| member(at, name))
}
