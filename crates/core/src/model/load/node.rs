//! Asks an object of a file for its fields, once its shape is known to fit.

use serde_json::{Map, Value};

use crate::model::schema::Word;

/// An object whose shape fits, but for fields that were cleared. Asking never fails: what is not
/// there is empty, zero, or `None`.
#[derive(Clone, Copy)]
pub(super) struct Node<'a>(&'a Map<String, Value>);

impl<'a> Node<'a> {
    /// The object with these fields.
    pub(super) fn of(fields: &'a Map<String, Value>) -> Self {
        Self(fields)
    }

    /// The object, unless it was cleared.
    pub(super) fn new(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// The objects of a list, but for those that were cleared, with their indices.
    pub(super) fn items(list: &'a [Value]) -> impl Iterator<Item = (usize, Self)> {
        list.iter().enumerate().filter_map(|(i, it)| Some((i, Self::new(it)?)))
    }

    /// All fields.
    pub(super) fn fields(self) -> &'a Map<String, Value> {
        self.0
    }

    /// A text that may be absent.
    pub(super) fn given(self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.as_str()
    }

    /// A text.
    pub(super) fn text(self, name: &str) -> &'a str {
        self.given(name).unwrap_or_default()
    }

    /// A text to keep.
    pub(super) fn owned(self, name: &str) -> String {
        self.text(name).to_owned()
    }

    /// A text to keep that may be absent.
    pub(super) fn maybe_owned(self, name: &str) -> Option<String> {
        self.given(name).map(str::to_owned)
    }

    /// A whole number.
    pub(super) fn whole(self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// A number.
    pub(super) fn number(self, name: &str) -> Option<f64> {
        self.0.get(name)?.as_f64()
    }

    /// True or false.
    pub(super) fn yes_no(self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    /// A word.
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

    /// A list of texts to keep.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        texts(self.list(name))
    }
}

/// The texts of a list.
pub(super) fn texts(list: &[Value]) -> Vec<String> {
    let mut texts = Vec::new();
    for text in list {
        texts.push(text.as_str().unwrap_or_default().to_owned());
    }
    texts
}

/// What a word stands for.
pub(super) fn word<T: Word>(value: &Value) -> Option<T> {
    let words = T::WORDS.words;
    T::ALL.get(position(words, value.as_str()?)?).copied()
}

fn position(words: &[(&str, &str)], word: &str) -> Option<usize> {
    words.iter().position(|it| it.0 == word)
}
