//! Typed access to the fields of a JSON object.

use serde_json::{Map, Value};

use crate::model::schema::Word;

/// An object that passed the [shape check](super::shape).
///
/// A field has the type that the schema gives it, or it is absent: the shape check clears fields
/// of another type. So the methods never fail; for an absent field they return an empty text, an
/// empty list, or `None`.
#[derive(Clone, Copy)]
pub(super) struct Node<'a>(&'a Map<String, Value>);

impl<'a> Node<'a> {
    /// The object with these fields.
    pub(super) fn from_fields(fields: &'a Map<String, Value>) -> Self {
        Self(fields)
    }

    /// The object `value`; `None` if the value is of another type.
    pub(super) fn new(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// The objects of a list, with their indices. Items of another type are skipped.
    pub(super) fn items(list: &'a [Value]) -> impl Iterator<Item = (usize, Self)> {
        list.iter().enumerate().filter_map(|(i, item)| Some((i, Self::new(item)?)))
    }

    /// All fields.
    pub(super) fn fields(self) -> &'a Map<String, Value> {
        self.0
    }

    /// An optional text.
    pub(super) fn optional_str(self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.as_str()
    }

    /// A required text.
    pub(super) fn str(self, name: &str) -> &'a str {
        self.optional_str(name).unwrap_or_default()
    }

    /// A required text, owned.
    pub(super) fn string(self, name: &str) -> String {
        self.str(name).to_owned()
    }

    /// An optional text, owned.
    pub(super) fn optional_string(self, name: &str) -> Option<String> {
        self.optional_str(name).map(str::to_owned)
    }

    /// A whole number.
    pub(super) fn integer(self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// A number.
    pub(super) fn number(self, name: &str) -> Option<f64> {
        self.0.get(name)?.as_f64()
    }

    /// True or false.
    pub(super) fn bool(self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    /// The value of an enumeration, given by its word.
    pub(super) fn word<T: Word>(self, name: &str) -> Option<T> {
        word(self.0.get(name)?)
    }

    /// An object.
    pub(super) fn object(self, name: &str) -> Option<Self> {
        Self::new(self.0.get(name)?)
    }

    /// A list.
    pub(super) fn list(self, name: &str) -> &'a [Value] {
        self.0.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// A list of texts, owned.
    pub(super) fn strings(self, name: &str) -> Vec<String> {
        strings(self.list(name))
    }
}

/// The texts of a list, owned.
pub(super) fn strings(list: &[Value]) -> Vec<String> {
    let mut strings = Vec::new();
    for item in list {
        strings.push(item.as_str().unwrap_or_default().to_owned());
    }
    strings
}

/// The value of an enumeration that a word stands for.
pub(super) fn word<T: Word>(value: &Value) -> Option<T> {
    let words = T::WORDS.words;
    T::ALL.get(position(words, value.as_str()?)?).copied()
}

fn position(words: &[(&str, &str)], word: &str) -> Option<usize> {
    words.iter().position(|(known, _)| *known == word)
}
