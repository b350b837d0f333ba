//! Items of lists that may be faulty alone, and what serde says of them in a reader's words.
//!
//! Serde stops at the first fault. A list of [`Item`]s does not: an item that does not fit keeps
//! its id and its fault, so that faults in different items are all reported, and references to a
//! faulty item's id are not faults of their own.

#[cfg(test)]
use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::node::Node;
use crate::model::problem::{Code, File, Problem};

/// An item of a list in a file.
#[derive(Debug)]
pub enum Item<T> {
    /// It fits its type.
    Good(T),
    /// It does not.
    Bad {
        /// Its `id`, when that much can be read.
        id: Option<String>,
        /// Why it does not fit.
        fault: Fault,
    },
}

impl<T> Item<T> {
    /// The item, when it fits.
    pub fn good(&self) -> Option<&T> {
        match self {
            Item::Good(it) => Some(it),
            Item::Bad { .. } => None,
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Value::deserialize(deserializer)?;
        Ok(match fit(&raw) {
            Ok(it) => Item::Good(it),
            Err(fault) => {
                Item::Bad { id: raw.get("id").and_then(Value::as_str).map(str::to_owned), fault }
            }
        })
    }
}

/// In the schema an item is what it holds.
#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Item<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

/// Why a value does not fit its type.
#[derive(Debug)]
pub struct Fault {
    /// Keys and indices that lead to the place, from the value.
    pub path: Vec<String>,
    /// What is wrong there, in a reader's words.
    pub message: String,
    /// A field or word that serde does not know, and those that it does.
    unknown: Option<(String, &'static [&'static str])>,
}

impl Fault {
    /// A fault in serde's words.
    pub(super) fn new(said: &str) -> Self {
        Self { path: Vec::new(), message: plain(said), unknown: None }
    }

    /// A name that is none of those `known`.
    pub(super) fn unknown(what: &str, given: &str, known: &'static [&'static str]) -> Self {
        let message = [what, given, "`"].concat();
        Self { path: Vec::new(), message, unknown: Some((given.to_owned(), known)) }
    }

    /// The same, one key or index further out.
    pub(super) fn inside(mut self, key: String) -> Self {
        self.path.insert(0, key);
        self
    }

    /// The fault as a problem of the value at `at`.
    pub fn problem(&self, file: File, at: &str) -> Problem {
        let at = self.path.iter().fold(at.to_owned(), |at, key| join(&at, key));
        let problem = Problem::new(file, Code::Shape, at, self.message.as_str());
        match &self.unknown {
            Some((given, known)) => problem.did_you_mean(given, known.iter().copied()),
            None => problem,
        }
    }

    /// The field of the value that the fault is in, or that is missing.
    pub fn field(&self) -> Option<&str> {
        let missing = || self.message.strip_prefix("missing field `")?.strip_suffix('`');
        self.path.first().map(String::as_str).or_else(missing)
    }
}

/// The object as its type, or the first reason why it does not fit.
pub(super) fn fit<T: DeserializeOwned>(raw: &Value) -> Result<T, Fault> {
    if !raw.is_object() {
        // Serde would take a list of the fields' values in their order.
        let kind = match raw {
            Value::Array(_) => "a list",
            Value::String(_) => "a text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Null | Value::Object(_) => "null",
        };
        let message = ["expected an object, not ", kind].concat();
        return Err(Fault { path: Vec::new(), message, unknown: None });
    }
    T::deserialize(Node(raw))
}

/// Serde's words for types in those of JSON. Only what follows the last "expected" is serde's own.
fn plain(said: &str) -> String {
    let Some((head, expected)) = said.rsplit_once(", expected ") else { return said.to_owned() };
    let expected = match expected {
        "i64" => "a whole number",
        "f64" => "a number",
        "a string" => "a text",
        "a sequence" => "a list",
        "a boolean" => "true or false",
        it if it.starts_with("struct ") || it == "a map" => "an object",
        it if it.starts_with("string or map") || it.starts_with("enum ") => "a word",
        it => it,
    };
    let head = (head.replacen("sequence", "list", 1))
        .replacen("map", "object", 1)
        .replacen("floating point", "number", 1)
        .replacen("integer", "number", 1);
    // A text that was given stands in the message in full and may itself have these words.
    let head = if head.contains('"') {
        said.rsplit_once(", expected ").map_or("", |it| it.0)
    } else {
        &head
    };
    [head, ", expected ", expected].concat()
}

/// A JSON pointer, one key on.
pub(super) fn join(at: &str, key: &str) -> String {
    [at, "/", &key.replace('~', "~0").replace('/', "~1")].concat()
}

/// A JSON pointer, one index on.
pub(super) fn nth(at: &str, index: usize) -> String {
    [at, "/", &index.to_string()].concat()
}
