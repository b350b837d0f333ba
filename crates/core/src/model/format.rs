//! Writes a model or evidence file in its usual form: the fields of each object in the order of the
//! [`schema`], and every list and object on one line if the line has room.
//!
//! The usual form makes files of different authors look alike, and keeps the differences between two
//! versions of a file small.

use serde_json::{Map, Value};

use super::json;
use super::problem::File;
use super::schema::{self, Form};

/// Longest line that holds a whole list or object, in characters.
const MAX_WIDTH: usize = 100;
/// Spaces for each level of nesting.
const INDENT: usize = 2;

/// Writes a model file ([`File::Model`]) or an evidence file ([`File::Evidence`]) in its usual form,
/// with a line break at the end.
///
/// Nothing is lost: fields that the schema does not know come last. Objects with any keys, for example
/// `values`, have their keys in the order of the alternatives and questions of the file, then by name.
///
/// ```
/// use serde_json::json;
/// use tiebreak_core::model::{format::format, problem::File};
/// let file = json!({ "title": "Tabs or spaces?", "id": "indent", "format": 1 });
/// let text = "{ \"format\": 1, \"id\": \"indent\", \"title\": \"Tabs or spaces?\" }\n";
/// assert_eq!(format(&file, File::Model), text);
/// ```
pub fn format(file: &Value, kind: File) -> String {
    let object = if kind == File::Evidence { &schema::EVIDENCE } else { &schema::MODEL };
    let ids = |list: &str| {
        let items = file.get(list).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.get("id")?.as_str()).collect::<Vec<_>>()
    };
    let known: Vec<&str> = [ids("alternatives"), ids("questions")].concat();
    let mut writer = Writer { known, out: String::new() };
    writer.value(file, Some(&Form::Fields(object)), 0, 0);
    writer.out.push('\n');
    writer.out
}

struct Writer<'a> {
    /// Ids of the alternatives and questions, in the order of the file.
    known: Vec<&'a str>,
    out: String,
}

impl Writer<'_> {
    /// Writes a value at this level of nesting, after `used` characters of its line.
    fn value(&mut self, value: &Value, form: Option<&Form>, level: usize, used: usize) {
        let line = self.on_one_line(value, form);
        let column = level * INDENT + used;
        let is_empty = match value {
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => true,
        };
        if is_empty || column + line.chars().count() < MAX_WIDTH {
            self.out.push_str(&line);
            return;
        }
        match value {
            Value::Array(items) => {
                self.out.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.line_break(i, level + 1);
                    self.value(item, item_form(form), level + 1, 0);
                }
                self.line_break(0, level);
                self.out.push(']');
            }
            Value::Object(fields) => {
                self.out.push('{');
                for (i, (key, value)) in self.ordered(fields, form).into_iter().enumerate() {
                    self.line_break(i, level + 1);
                    let name = [&json::write(&Value::from(key)), ": "].concat();
                    self.out.push_str(&name);
                    self.value(value, field_form(form, key), level + 1, name.chars().count());
                }
                self.line_break(0, level);
                self.out.push('}');
            }
            _ => {}
        }
    }

    /// A new line, after a comma unless the item is the first.
    fn line_break(&mut self, i: usize, level: usize) {
        if i > 0 {
            self.out.push(',');
        }
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', level * INDENT));
    }

    /// The value on one line.
    fn on_one_line(&self, value: &Value, form: Option<&Form>) -> String {
        match value {
            Value::Array(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.on_one_line(item, item_form(form))).collect();
                ["[", &items.join(", "), "]"].concat()
            }
            Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
            Value::Object(fields) => {
                let field = |(key, value): (&str, &Value)| {
                    let value = self.on_one_line(value, field_form(form, key));
                    [&json::write(&Value::from(key)), ": ", &value].concat()
                };
                let fields: Vec<String> =
                    self.ordered(fields, form).into_iter().map(field).collect();
                ["{ ", &fields.join(", "), " }"].concat()
            }
            _ => json::write(value),
        }
    }

    /// The fields of an object in their usual order.
    fn ordered<'v>(
        &self,
        fields: &'v Map<String, Value>,
        form: Option<&Form>,
    ) -> Vec<(&'v str, &'v Value)> {
        let place = |key: &str| {
            let place = match form {
                Some(Form::Fields(object)) => {
                    object.fields.iter().position(|field| field.name == key)
                }
                _ => self.known.iter().position(|known| *known == key),
            };
            place.unwrap_or(usize::MAX)
        };
        let mut ordered: Vec<(&str, &Value)> =
            fields.iter().map(|(key, value)| (key.as_str(), value)).collect();
        ordered.sort_by(|(a, _), (b, _)| (place(a), a).cmp(&(place(b), b)));
        ordered
    }
}

/// The type of the items of a list.
fn item_form(form: Option<&Form>) -> Option<&Form> {
    match form? {
        Form::List(form) => Some(form),
        _ => None,
    }
}

/// The type of a field of an object.
fn field_form<'f>(form: Option<&'f Form>, key: &str) -> Option<&'f Form> {
    match form? {
        Form::Fields(object) => {
            object.fields.iter().find(|field| field.name == key).map(|field| &field.form)
        }
        Form::Map(form) => Some(form),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = include_str!("../../../../tests/cases/sample.json");
    const EVIDENCE: &str = include_str!("../../../../tests/cases/sample.evidence.json");

    #[test]
    fn a_formatted_file_has_the_same_contents_and_is_formatted_already() {
        for (text, kind) in [(MODEL, File::Model), (EVIDENCE, File::Evidence)] {
            let file: Value = serde_json::from_str(text).unwrap();
            let formatted = format(&file, kind);
            let again: Value = serde_json::from_str(&formatted).unwrap();
            assert_eq!(again, file);
            assert_eq!(format(&again, kind), formatted);
            let is_short = |line: &str| {
                line.chars().count() <= MAX_WIDTH || line.trim_start().starts_with('"')
            };
            assert!(formatted.lines().all(is_short));
        }
    }
}
