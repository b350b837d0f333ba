//! Hints about faults of the shape of a file: how an author meant a field, and how to write it.
//!
//! The functions run only where messages are made, so the first load in a browser does not
//! contain them.

use serde_json::{Map, Value};

use super::json;
use super::schema::{EVIDENCE, Field, Form, MODEL, Object};

/// Names that authors give to the same field. The format has some of the names of each group; which
/// of them an object has depends on the object.
const SYNONYMS: &[&[&str]] = &[
    &["title", "name", "text", "label", "question", "heading", "caption", "statement", "quote"],
    &["options", "answers", "choices", "replies"],
    &["alternatives", "options", "choices", "candidates", "items", "products", "tools"],
    &["questions", "criteria", "criterions", "quiz", "factors"],
    &["values", "ratings", "value", "rating", "score", "scores", "points", "votes"],
    &["weight", "importance", "priority", "points"],
    &["good", "pros", "advantages", "benefits", "strengths"],
    &["bad", "cons", "disadvantages", "drawbacks", "weaknesses"],
    &["when", "if", "condition", "conditions", "depends_on", "show_if", "only_if", "requires"],
    &["url", "links", "link", "href", "address", "website"],
    &["why", "note", "reason", "description", "explanation", "help"],
    &["living", "description", "summary"],
    &["requirements", "excludes", "exclude", "rules_out"],
    &["choose", "multiple", "type", "select"],
    &["winner", "expected", "result", "verdict", "recommended", "recommendation"],
    &["answers", "sheet", "situation", "replies"],
    &["source", "by", "from", "author"],
    &["sources", "references", "links", "articles"],
    &["statements", "evidence", "quotes", "citations"],
    &["cases", "examples", "scenarios", "presets"],
    &["id", "key", "slug"],
    &["color", "colour"],
    &["lang", "language", "locale"],
    &["place", "section", "chapter", "page", "where"],
];

/// The scale of values.
pub(super) const VALUE_SCALE: &str = "a value is a whole number from 0 to 1000: 0 works strongly \
    against it, 500 neither helps nor hurts, 1000 is made for it";
/// The scale of weights.
pub(super) const WEIGHT_SCALE: &str = "a weight is a whole number from 0 to 200: 20 is a hint, 60 \
    counts, 100 decides in a usual case, 160 outweighs most others";

/// The scale of the number at a JSON pointer, if it is a value or a weight.
pub(super) fn scale(at: &str) -> Option<&'static str> {
    let mut steps = at.rsplit('/');
    match (steps.next(), steps.next()) {
        (Some("weight"), _) => Some(WEIGHT_SCALE),
        (_, Some("values")) => Some(VALUE_SCALE),
        _ => None,
    }
}

/// How to write a value of the wrong type at a JSON pointer.
pub(super) fn wrong_type(form: &Form, value: &Value, at: &str) -> String {
    let is_file = at.is_empty();
    match (form, value) {
        (Form::Whole | Form::Number, _) => number(form, value, at),
        (Form::YesNo, _) => "write `true` or `false`, without quotation marks".to_owned(),
        (Form::OneOf(words), _) => {
            let words: Vec<&str> = words.words.iter().map(|(word, _)| *word).collect();
            ["expected one of `", &words.join("`, `"), "`"].concat()
        }
        (Form::Text, Value::Array(items)) => match items.as_slice() {
            [Value::String(_)] => {
                ["write the text without brackets: `", &json::write(&items[0]), "`"].concat()
            }
            _ => "write one text in quotation marks".to_owned(),
        },
        (Form::Text, Value::Number(_)) => {
            ["write it in quotation marks: `\"", &json::write(value), "\"`"].concat()
        }
        (Form::Text, _) => "write a text in quotation marks".to_owned(),
        (Form::Fields(_), Value::Array(_)) if is_file => {
            "a file is one object: remove the `[` and `]` around it".to_owned()
        }
        (Form::Fields(object), _) if is_file => {
            let names: Vec<&str> = object
                .fields
                .iter()
                .filter(|field| field.required)
                .map(|field| field.name)
                .collect();
            ["a file is one object with the fields `", &names.join("`, `"), "`"].concat()
        }
        (Form::Fields(Object { name: "EvidenceLink", .. }), _) if !value.is_string() => {
            "write the statements into a file of their own, and its name here: \
             `{ \"file\": \"my-decision.evidence.json\" }`"
                .to_owned()
        }
        (Form::List(Form::Text), _) if is_in_condition(at) => {
            "write `\"when\": { \"id-of-question\": [\"id-of-option\"] }`".to_owned()
        }
        (Form::List(Form::Fields(object)), Value::Object(fields)) => list_of(object, fields),
        _ => ["write `", &example(form, Some(value)), "`"].concat(),
    }
}

/// Whether a place in a condition has a word such as "question" where the id of a question belongs.
fn is_in_condition(at: &str) -> bool {
    let mut steps = at.rsplit('/');
    let word = steps.next().unwrap_or_default();
    let words = ["question", "answer", "answers", "option", "options", "is", "equals", "value"];
    steps.next() == Some("when") && words.contains(&word)
}

/// How to write a number.
fn number(form: &Form, value: &Value, at: &str) -> String {
    let scale = scale(at);
    let whole = |number: f64| json::decimal(number.round());
    let is_value = scale == Some(VALUE_SCALE);
    if let Value::String(text) = value {
        let digits = text.trim();
        if let Ok(number) = digits.parse::<f64>()
            && (number.fract() == 0.0 || matches!(form, Form::Number))
        {
            let number = json::decimal(number);
            return ["write the number without quotation marks: `", &number, "`"].concat();
        }
        let percent = digits.strip_suffix('%').and_then(|digits| digits.trim().parse::<f64>().ok());
        if let (Some(percent), true) = (percent.filter(|p| (0.0..=100.0).contains(p)), is_value) {
            return ["write `", &whole(percent * 10.0), "`; ", VALUE_SCALE].concat();
        }
    }
    if let Some(number) = value.as_f64().filter(|_| value.is_f64()) {
        if number.fract() == 0.0 {
            return ["write `", &whole(number), "` without a decimal point"].concat();
        }
        if is_value && (0.0..=1.0).contains(&number) {
            return ["write `", &whole(number * 1000.0), "`; ", VALUE_SCALE].concat();
        }
    }
    match scale {
        Some(scale) => scale.to_owned(),
        None if at == "/format" => "write `1`".to_owned(),
        None => "write digits without quotation marks".to_owned(),
    }
}

/// How to write the list of objects that an author wrote as an object.
fn list_of(object: &Object, fields: &Map<String, Value>) -> String {
    let is_item = fields.keys().any(|key| object.fields.iter().any(|field| field.name == key));
    if is_item {
        return "write `[` before this object and `]` behind it".to_owned();
    }
    let first = fields.iter().next();
    let by = |values: &Value| values.as_object().is_some_and(is_values);
    if object.name == "Rating" {
        if is_values(fields) {
            let values = json::write(&Value::Object(fields.clone()));
            return ["your own opinion is `\"values\": ", &values, "` in place of `ratings`"]
                .concat();
        }
        if let Some((source, values)) = first.filter(|(_, values)| by(values)) {
            let (source, values) = (json::write(&source.as_str().into()), json::write(values));
            return ["write `[{ \"source\": ", &source, ", \"values\": ", &values, " }]`"].concat();
        }
    }
    let Some((key, value)) = first else { return "write a list: `[` and `]`".to_owned() };
    let text = value.as_str().or_else(|| value.get("name").or(value.get("text"))?.as_str());
    let item = example_item(object, Some(key), Some(text.unwrap_or("…")));
    ["write a list of objects, each with its id: `[", &item, "]`"].concat()
}

/// Whether all fields are numbers, as in `values`.
fn is_values(fields: &Map<String, Value>) -> bool {
    !fields.is_empty() && fields.values().all(Value::is_number)
}

/// An example of a value of this form, made of what the author wrote where that is possible.
fn example(form: &Form, given: Option<&Value>) -> String {
    let text = given.and_then(Value::as_str);
    match form {
        Form::Text => json::write(&text.unwrap_or("…").into()),
        Form::Whole | Form::Number => "1".to_owned(),
        Form::YesNo => "true".to_owned(),
        Form::OneOf(words) => {
            json::write(&words.words.first().map_or("", |(word, _)| *word).into())
        }
        Form::List(form) => ["[", &example(form, given), "]"].concat(),
        Form::Map(Form::Whole) => "{ \"id-of-alternative\": 900 }".to_owned(),
        Form::Map(Form::List(_)) => "{ \"id-of-question\": [\"id-of-option\"] }".to_owned(),
        Form::Map(_) => "{ \"id-of-alternative\": \"…\" }".to_owned(),
        Form::Any => "{ \"id-of-question\": \"id-of-option\" }".to_owned(),
        Form::Fields(object) => match (object.fields.iter().find(|field| field.required), given) {
            (Some(Field { name, form: Form::List(Form::Text), .. }), Some(Value::Array(_))) => {
                let list = given.map(json::write).unwrap_or_default();
                ["{ \"", name, "\": ", &list, " }"].concat()
            }
            _ => example_item(object, None, text),
        },
    }
}

/// An example of an object with its required fields. `text` becomes the text of the object, and its
/// id if `id` is `None`.
fn example_item(object: &Object, id: Option<&str>, text: Option<&str>) -> String {
    let mut fields = Vec::new();
    let mut rest = text;
    let mut texts = object
        .fields
        .iter()
        .filter(|field| field.required && field.name != "id" && matches!(field.form, Form::Text));
    let is_main = |field: &&Field| ["text", "name", "title"].contains(&field.name);
    let main = texts.clone().find(is_main).or_else(|| texts.next());
    for field in object.fields.iter().filter(|field| field.required) {
        let value = match field.name {
            "id" => {
                let id = id.map_or_else(|| id_of(text.unwrap_or("an-id")), str::to_owned);
                json::write(&id.into())
            }
            "format" => "1".to_owned(),
            "file" if rest.is_none() => "\"my-decision.evidence.json\"".to_owned(),
            "source" if object.name != "Statement" && rest.is_none() => "\"editor\"".to_owned(),
            _ => {
                let is_text = field.name == main.map_or("", |main| main.name);
                let given = is_text.then(|| rest.take()).flatten();
                example(&field.form, given.map(Value::from).as_ref())
            }
        };
        fields.push(["\"", field.name, "\": ", &value].concat());
    }
    if let Some(url) = text.filter(|text| text.contains("://"))
        && object.fields.iter().any(|field| field.name == "url")
    {
        let url = json::write(&url.into());
        return ["{ \"id\": \"an-id\", \"title\": \"…\", \"url\": ", &url, " }"].concat();
    }
    ["{ ", &fields.join(", "), " }"].concat()
}

/// How to add a missing field.
pub(super) fn missing_field(field: &Field) -> String {
    let value = match field.name {
        "source" => "\"editor\"` for your own opinion, or the id of a source instead of `editor",
        "file" => "\"my-decision.evidence.json\"",
        _ => &example(&field.form, None),
    };
    ["add `\"", field.name, "\": ", value, "`"].concat()
}

/// How to write a field that `object` does not have, and the fields of the object that the author
/// gave in this way. `fields` are all fields that the author wrote.
pub(super) fn unknown_field(
    object: &'static Object,
    fields: &Map<String, Value>,
    key: &str,
) -> (Option<String>, Vec<&'static str>) {
    let value = &fields[key];
    let lower = key.to_ascii_lowercase().replace('-', "_");
    let is_free = |field: &&Field| !fields.contains_key(field.name);
    let mut free = object.fields.iter().filter(is_free);
    if let Some(field) = free.clone().find(|field| field.name == lower) {
        return (Some(["write `", field.name, "`"].concat()), vec![field.name]);
    }
    if lower == "multiple" && object.name == "Question" {
        return (Some("write `\"choose\": \"many\"`".to_owned()), Vec::new());
    }
    let names = synonyms(&lower);
    let means = |field: &&Field| names.contains(&field.name) && may_be(&field.form, value);
    if let Some(field) = free.find(means) {
        return (Some(["rename it to `", field.name, "`"].concat()), vec![field.name]);
    }
    if is_wrapper(object, value) {
        let hint =
            ["move the fields inside `", key, "` to the top of the file, and remove `", key, "`"];
        let required = object.fields.iter().filter(|field| field.required);
        return (Some(hint.concat()), required.map(|field| field.name).collect());
    }
    (misplaced(object, &lower, &names, value), Vec::new())
}

/// Where a field belongs that is a field of another object.
fn misplaced(object: &Object, key: &str, names: &[&str], value: &Value) -> Option<String> {
    let is_evidence = EVIDENCE.fields.iter().any(|field| field.name == key);
    if object.name == MODEL.name && is_evidence {
        let hint = "move it into a file of its own, which the field `evidence` names: \
                    `\"evidence\": { \"file\": \"my-decision.evidence.json\" }`";
        return Some(hint.to_owned());
    }
    // A text is rarely what the field of another object with a similar name means.
    let names = if value.is_string() { &[] } else { names };
    let find = |object| container(object, &[key], 0).or_else(|| container(object, names, 0));
    if let Some((outer, inner)) = find(object) {
        let written = Some(json::write(value)).filter(|value| value.len() < 60);
        let written = written.filter(|_| may_be(&inner.form, value));
        if outer.name == "requirements" {
            let excludes = if value.is_string() { written } else { None };
            let excludes = excludes.unwrap_or_else(|| example(&Form::Text, None));
            let said_by = ", \"said_by\": [{ \"source\": \"editor\" }] }]`";
            return Some(
                ["write `\"requirements\": [{ \"excludes\": ", &excludes, said_by].concat(),
            );
        }
        let hint = if matches!(outer.form, Form::List(_)) {
            ["write `", inner.name, "` inside the items of `", outer.name, "`"].concat()
        } else {
            let value = written.unwrap_or_else(|| example(&inner.form, None));
            ["write `\"", outer.name, "\": { \"", inner.name, "\": ", &value, " }`"].concat()
        };
        return Some(hint);
    }
    let (outer, inner) = find(&MODEL)?;
    let article = if matches!(outer.form, Form::List(_)) { "an item of " } else { "" };
    Some(["remove it; `", inner.name, "` is a field of ", article, "`", outer.name, "`"].concat())
}

/// The field whose object or items can have a field with one of these names, and that field. The
/// nearest one counts; of several, one that is required.
fn container(
    object: &Object,
    names: &[&str],
    depth: usize,
) -> Option<(&'static Field, &'static Field)> {
    let outers = || {
        let is_required = |field: &&Field| field.required;
        let (required, optional): (Vec<_>, Vec<_>) = object.fields.iter().partition(is_required);
        required.into_iter().chain(optional)
    };
    for outer in outers() {
        let Some(inner) = inner_object(outer) else { continue };
        if let Some(field) = inner.fields.iter().find(|field| names.contains(&field.name)) {
            return Some((outer, field));
        }
    }
    outers()
        .filter(|_| depth < 4)
        .find_map(|outer| container(inner_object(outer)?, names, depth + 1))
}

/// The object that a field has, or a list of.
fn inner_object(field: &Field) -> Option<&'static Object> {
    match field.form {
        Form::Fields(object) | Form::List(&Form::Fields(object)) => Some(object),
        _ => None,
    }
}

/// Whether a value is an object with most required fields of `object`.
fn is_wrapper(object: &Object, value: &Value) -> bool {
    let required = object.fields.iter().filter(|field| field.required);
    let given = required.clone().filter(|field| value.get(field.name).is_some());
    given.count() >= 3.min(required.count())
}

/// All names of the groups that have this name.
fn synonyms(name: &str) -> Vec<&'static str> {
    SYNONYMS
        .iter()
        .filter(|group| group.contains(&name))
        .flat_map(|group| group.iter())
        .copied()
        .collect()
}

/// Whether a value has the type of a form, apart from the values inside it.
fn may_be(form: &Form, value: &Value) -> bool {
    match form {
        Form::Text | Form::OneOf(_) => value.is_string(),
        Form::Whole | Form::Number => value.is_number() || value.is_string(),
        Form::YesNo => value.is_boolean(),
        Form::List(_) => value.is_array(),
        Form::Fields(_) | Form::Map(_) | Form::Any => value.is_object(),
    }
}

/// A valid id that resembles a text: `once-a-day` for "Once a day".
pub(super) fn id_of(text: &str) -> String {
    let mut id = String::new();
    for letter in text.trim().trim_end_matches(".json").to_lowercase().chars().take(40) {
        match letter {
            'a'..='z' | '0'..='9' | '_' => id.push(letter),
            'à'..='å' => id.push('a'),
            'ç' => id.push('c'),
            'è'..='ë' => id.push('e'),
            'ì'..='ï' => id.push('i'),
            'ñ' => id.push('n'),
            'ò'..='ö' => id.push('o'),
            'ù'..='ü' => id.push('u'),
            'ß' => id.push_str("ss"),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    let id = id.trim_matches(['-', '_']);
    if id.is_empty() { "an-id".to_owned() } else { id.to_owned() }
}

/// How to make a list long enough.
pub(super) fn too_few(at: &str) -> &'static str {
    match at.rsplit('/').next().unwrap_or_default() {
        "alternatives" => {
            "a decision compares at least two alternatives: add `{ \"id\": \"an-id\", \"name\": \"…\" }`"
        }
        "questions" => {
            "add a question: `{ \"id\": \"an-id\", \"text\": \"…\", \"options\": [{ \"id\": \"yes\", \"text\": \"Yes\" }] }`"
        }
        "options" => "add an option: `{ \"id\": \"yes\", \"text\": \"Yes\" }`",
        "of" => "name the parts of the alternative: `[\"first-id\", \"second-id\"]`",
        _ => "add an item to the list",
    }
}
