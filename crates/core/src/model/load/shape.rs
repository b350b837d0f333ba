//! The second stage of loading: compares a file with the tables of its format.

use serde_json::{Map, Value};

use crate::model::diagnostics::Diagnostics;
use crate::model::place::Place;
use crate::model::problem::{Code, Problem};
use crate::model::schema::{Field, Form, Object};
use crate::model::{MAX_STATEMENTS, hints, json};

/// Reports every part of `value` that does not have the given form. Returns whether all of it has.
///
/// Clears the faulty parts, so that the next stage sees only values that the format promises:
/// a faulty field becomes null, and a faulty item of a list of objects becomes its id. With the
/// id, references to the item are still resolved and cause no further problems.
pub(super) fn check(
    diagnostics: &mut impl Diagnostics,
    value: &mut Value,
    form: &Form,
    at: &Place<'_>,
) -> bool {
    match (form, value) {
        (Form::Text, Value::String(_))
        | (Form::YesNo, Value::Bool(_))
        | (Form::Number, Value::Number(_))
        | (Form::Any, Value::Object(_)) => true,
        (Form::Whole, Value::Number(number)) if number.is_i64() => true,
        (Form::OneOf(words), Value::String(given)) => {
            let is_known = words.words.iter().any(|(word, _)| word == given);
            if !is_known {
                let known = || words.words.iter().map(|(word, _)| *word).collect();
                let message = ["unknown word `", given, "`"];
                diagnostics.add_unknown(Code::Shape, at, &message, given, known);
            }
            is_known
        }
        (Form::List(form), Value::Array(items)) => check_list(diagnostics, items, form, at),
        (Form::Map(form), Value::Object(fields)) => {
            let mut fits = true;
            for (key, value) in fields {
                fits &= check(diagnostics, value, form, &at.key(key));
            }
            fits
        }
        (Form::Fields(object), Value::Object(fields)) => {
            check_fields(diagnostics, fields, object, at)
        }
        (_, value) => {
            let file = diagnostics.file();
            diagnostics.push(|| {
                let message =
                    ["expected ", describe_form(form), ", found ", &describe_value(value)].concat();
                let at = at.pointer();
                let hint = hints::wrong_type(form, value, &at);
                Problem::new(file, Code::Shape, at, message).hint(hint)
            });
            false
        }
    }
}

fn check_list(
    diagnostics: &mut impl Diagnostics,
    items: &mut [Value],
    form: &Form,
    at: &Place<'_>,
) -> bool {
    if !diagnostics.check_length(items.len(), at, 0, MAX_STATEMENTS) {
        return false;
    }
    let mut fits = true;
    for (i, item) in items.iter_mut().enumerate() {
        if !check(diagnostics, item, form, &at.item(i)) {
            fits = false;
            *item = item.get_mut("id").map(Value::take).unwrap_or_default();
        }
    }
    // A faulty object is cleared alone. A list of anything else is cleared as a whole.
    fits || matches!(form, Form::Fields(_))
}

fn check_fields(
    diagnostics: &mut impl Diagnostics,
    fields: &mut Map<String, Value>,
    object: &'static Object,
    at: &Place<'_>,
) -> bool {
    let mut all_fit = true;
    // The required fields that the author wrote with another name.
    let mut misnamed = Vec::new();
    for key in fields.keys() {
        if object.fields.iter().all(|field| field.name != key) {
            all_fit = false;
            let (file, at) = (diagnostics.file(), at.key(key));
            diagnostics.push(|| {
                let message = ["unknown field `", key, "`"].concat();
                let problem = Problem::new(file, Code::Shape, at.pointer(), message);
                let (hint, meant) = hints::unknown_field(object, fields, key);
                misnamed.extend(meant);
                match hint {
                    Some(hint) => problem.hint(hint),
                    None => problem.did_you_mean(key, object.fields.iter().map(|field| field.name)),
                }
            });
        }
    }
    for (key, value) in fields.iter_mut() {
        let at = at.key(key);
        let fits = match object.fields.iter().find(|field| field.name == key) {
            Some(Field { required: false, .. }) if value.is_null() => true,
            Some(field) => check(diagnostics, value, &field.form, &at),
            None => false,
        };
        if !fits {
            all_fit = false;
            *value = Value::Null;
        }
    }
    for field in object.fields.iter().filter(|field| field.required) {
        if !fields.contains_key(field.name) {
            all_fit = false;
            if misnamed.contains(&field.name) {
                continue;
            }
            let file = diagnostics.file();
            diagnostics.push(|| {
                let message = ["missing field `", field.name, "`"].concat();
                let problem = Problem::new(file, Code::Shape, at.pointer(), message);
                problem.hint(hints::missing_field(field))
            });
        }
    }
    all_fit
}

/// A value with its type; a list or an object by its type alone.
fn describe_value(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => ["`", &json::write(value), "`"].concat(),
        Value::String(_) => ["the text ", &json::write(value)].concat(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// The type that a form demands.
fn describe_form(form: &Form) -> &'static str {
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
