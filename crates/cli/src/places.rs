//! The places of problems in a file: its lines, and the ids of the items on the way.

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A file whose places can be described.
pub(crate) struct Places<'a> {
    text: &'a str,
    /// `None` if the file is not JSON.
    root: Option<Value<'a>>,
}

/// A place in a file.
pub(crate) struct Described {
    /// The JSON pointer, with the id behind the index of each item that has one:
    /// `/questions/7 (flaky)/options/1 (often)`.
    pub(crate) pointer: String,
    /// Line of the value, counted from 1; of its nearest parent if there is no such value.
    pub(crate) line: usize,
}

impl<'a> Places<'a> {
    /// Reads a file.
    pub(crate) fn new(text: &'a str) -> Self {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Self { text, root: parsed.ok().and_then(|parsed| parsed.value) }
    }

    /// The place that a JSON pointer leads to; `None` if the file is not JSON.
    pub(crate) fn describe(&self, pointer: &str) -> Option<Described> {
        let mut value = self.root.as_ref()?;
        let (mut described, mut start) = (String::new(), value.start());
        let mut is_known = true;
        for step in pointer.split('/').skip(1) {
            described.push('/');
            described.push_str(step);
            let name = step.replace("~1", "/").replace("~0", "~");
            match child(value, &name).filter(|_| is_known) {
                Some((place, next)) => {
                    (start, value) = (place, next);
                    if let (true, Some(id)) = (name.parse::<usize>().is_ok(), id(value)) {
                        described.extend([" (", id, ")"]);
                    }
                }
                None => is_known = false,
            }
        }
        let before = self.text.get(..start).unwrap_or_default();
        Some(Described { pointer: described, line: 1 + before.matches('\n').count() })
    }
}

/// The item or field of a value with this name, and where it starts.
fn child<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<(usize, &'v Value<'a>)> {
    match value {
        Value::Array(array) => {
            let item = array.elements.get(name.parse::<usize>().ok()?)?;
            Some((item.start(), item))
        }
        Value::Object(object) => {
            let property = object.properties.iter().find(|property| match &property.name {
                ObjectPropName::String(text) => text.value == name,
                ObjectPropName::Word(word) => word.value == name,
            })?;
            Some((property.start(), &property.value))
        }
        _ => None,
    }
}

/// The id of an object, if it has one.
fn id<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match child(value, "id")?.1 {
        Value::StringLit(text) => Some(&text.value),
        _ => None,
    }
}
