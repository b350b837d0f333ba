//! Holds a file to the tables of its format, before anybody asks what it says.

use serde_json::{Map, Value};

use super::place::Place;
use super::report::Diagnostics;
use crate::model::problem::Code;
use crate::model::schema::{Field, Form, Object};
use crate::model::{MAX_STATEMENTS, json};

/// Reports everything that does not fit, and gives whether all does.
///
/// What does not fit is cleared, so that those who read on meet either what the format promises or
/// nothing: a field becomes null, and an item of a list of objects its id, if it has one, so that
/// references to it are not faults of their own.
pub(super) fn fits(
    report: &mut impl Diagnostics,
    value: &mut Value,
    form: &Form,
    at: &Place<'_>,
) -> bool {
    match (form, value) {
        (Form::Text, Value::String(_))
        | (Form::YesNo, Value::Bool(_))
        | (Form::Number, Value::Number(_))
        | (Form::Any, Value::Object(_)) => true,
        (Form::Whole, Value::Number(it)) if it.is_i64() => true,
        (Form::OneOf(words), Value::String(given)) => {
            let known = words.words.iter().any(|it| it.0 == given);
            if !known {
                let words = || words.words.iter().map(|it| it.0).collect();
                report.unknown(Code::Shape, at, &["unknown word `", given, "`"], given, words);
            }
            known
        }
        (Form::List(form), Value::Array(items)) => list(report, items, form, at),
        (Form::Map(form), Value::Object(fields)) => {
            let mut fit = true;
            for (key, value) in fields {
                fit &= fits(report, value, form, &at.key(key));
            }
            fit
        }
        (Form::Fields(object), Value::Object(fields)) => self::fields(report, fields, object, at),
        (_, value) => {
            report.say(Code::Shape, at, || {
                let (kind, given) = given(value);
                ["invalid type: ", kind, &given, ", expected ", expected(form)].concat()
            });
            false
        }
    }
}

fn list(report: &mut impl Diagnostics, items: &mut [Value], form: &Form, at: &Place<'_>) -> bool {
    if !report.length(items.len(), at, 0, MAX_STATEMENTS) {
        return false;
    }
    let mut fit = true;
    for (i, item) in items.iter_mut().enumerate() {
        if !fits(report, item, form, &at.item(i)) {
            fit = false;
            *item = item.get_mut("id").map(Value::take).unwrap_or_default();
        }
    }
    // Faulty objects stand for themselves; a list of anything else is read as a whole.
    fit || matches!(form, Form::Fields(_))
}

fn fields(
    report: &mut impl Diagnostics,
    fields: &mut Map<String, Value>,
    object: &Object,
    at: &Place<'_>,
) -> bool {
    let mut fit = true;
    for (key, value) in fields.iter_mut() {
        let here = at.key(key);
        let fits = match object.fields.iter().find(|it| it.name == key) {
            Some(Field { required: false, .. }) if value.is_null() => true,
            Some(field) => self::fits(report, value, &field.form, &here),
            None => {
                let known = || object.fields.iter().map(|it| it.name).collect();
                report.unknown(Code::Shape, &here, &["unknown field `", key, "`"], key, known);
                false
            }
        };
        if !fits {
            fit = false;
            *value = Value::Null;
        }
    }
    for field in object.fields.iter().filter(|it| it.required) {
        if !fields.contains_key(field.name) {
            fit = false;
            report.add(Code::Shape, at, &["missing field `", field.name, "`"]);
        }
    }
    fit
}

/// What stands there, in a reader's words.
fn given(value: &Value) -> (&'static str, String) {
    let kind = match value {
        Value::Null => "",
        Value::Bool(_) => "boolean ",
        Value::Number(_) => "number ",
        Value::String(_) => "string ",
        Value::Array(_) => return ("list", String::new()),
        Value::Object(_) => return ("object", String::new()),
    };
    let quote = if matches!(value, Value::Bool(_) | Value::Number(_)) { "`" } else { "" };
    (kind, [quote, &json::write(value), quote].concat())
}

/// What should, in a reader's words.
fn expected(form: &Form) -> &'static str {
    match form {
        Form::Text => "a text",
        Form::Whole => "a whole number",
        Form::Number => "a number",
        Form::YesNo => "true or false",
        Form::OneOf(_) => "a word",
        Form::List(_) => "a list",
        Form::Fields(_) | Form::Map(_) | Form::Any => "an object",
    }
}
