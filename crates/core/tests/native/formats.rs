//! The committed JSON Schemas equal the tables of the format, and the reader accepts what they accept.

use expect_test::ExpectFile;
use serde_json::{Map, Value, json};
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::problem::{Code, Problem};
use tiebreak_core::model::schema::{EVIDENCE, Form, MODEL, Object, Words};

/// The sample model and its evidence, with further fields, so that every field occurs.
fn sample() -> [Value; 2] {
    let mut files = [
        include_str!("../../../../tests/cases/sample.json"),
        include_str!("../../../../tests/cases/sample.evidence.json"),
    ]
    .map(|text| serde_json::from_str::<Value>(text).unwrap());
    files[0]["evidence"]["integrity"] = ["sha256-", &"A".repeat(43), "="].concat().into();
    let mut questions = files[0]["questions"].as_array_mut().unwrap().iter_mut();
    let row = questions.find_map(|question| question.get_mut("unanswered")).unwrap();
    row["rule"] = json!({ "brick-timber": "own" });
    row["ratings"][0]["values"]["brick-timber"] = row["ratings"][0]["values"]["brick"].clone();
    files[0]["questions"][3]["when"] = json!({ "snow": ["some", "metres"] });
    files[0]["questions"][4]["unanswered"] = json!({ "values": { "brick": 500 } });
    files[0]["questions"][4]["options"][3]["values"] = json!({ "brick": 500 });
    let requirement = "/questions/0/options/2/requirements/0";
    let option = "/questions/0/options/0";
    for at in ["", "/alternatives/0", "/sources/0", "/questions/0", option, requirement] {
        let object = files[0].pointer_mut(at).unwrap().as_object_mut().unwrap();
        object.insert("intended".to_owned(), json!({ "dominated": "reason" }));
    }
    files
}

/// The JSON Schema of an object. Schemas that it refers to are added to `definitions`.
fn object_schema(object: &Object, definitions: &mut Map<String, Value>) -> Value {
    let properties: Map<String, Value> = (object.fields.iter())
        .map(|field| {
            let mut schema = form_schema(&field.form, definitions);
            if !field.required {
                schema = match schema["type"].as_str() {
                    Some(_) => {
                        schema["type"] = json!([schema["type"], "null"]);
                        schema
                    }
                    None => json!({ "anyOf": [schema, { "type": "null" }] }),
                };
            }
            schema["description"] = field.meaning.into();
            (field.name.to_owned(), schema)
        })
        .collect();
    let required = object.fields.iter().filter(|field| field.required).map(|field| field.name);
    json!({
        "description": object.meaning,
        "type": "object",
        "properties": properties,
        "required": required.collect::<Vec<_>>(),
        "additionalProperties": false,
    })
}

fn form_schema(form: &Form, definitions: &mut Map<String, Value>) -> Value {
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Whole => json!({ "type": "integer" }),
        Form::Number => json!({ "type": "number" }),
        Form::YesNo => json!({ "type": "boolean" }),
        Form::List(form) => json!({ "type": "array", "items": form_schema(form, definitions) }),
        Form::Map(form) => {
            json!({ "type": "object", "additionalProperties": form_schema(form, definitions) })
        }
        Form::Any => json!({ "type": "object" }),
        Form::OneOf(words) => {
            definitions.insert(words.name.to_owned(), words_schema(words));
            reference(words.name)
        }
        Form::Fields(object) => {
            if !definitions.contains_key(object.name) {
                definitions.insert(object.name.to_owned(), Value::Null);
                let schema = object_schema(object, definitions);
                definitions.insert(object.name.to_owned(), schema);
            }
            reference(object.name)
        }
    }
}

fn words_schema(words: &Words) -> Value {
    let word =
        |&(word, meaning): &(&str, &str)| json!({ "const": word, "description": meaning.trim() });
    let all: Vec<Value> = if words.words.iter().all(|(_, meaning)| meaning.is_empty()) {
        return json!({
            "description": words.meaning.trim(),
            "enum": words.words.iter().map(|(word, _)| word).collect::<Vec<_>>(),
        });
    } else {
        words.words.iter().map(word).collect()
    };
    json!({ "description": words.meaning.trim(), "oneOf": all })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn schema(object: &Object) -> Value {
    let mut definitions = Map::new();
    let mut schema = object_schema(object, &mut definitions);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = object.name.into();
    schema["$defs"] = definitions.into();
    schema
}

/// `UPDATE_EXPECT=1` updates the committed schemas.
#[test]
fn the_committed_schemas_equal_the_tables() {
    for (name, object) in [("model", &MODEL), ("evidence", &EVIDENCE)] {
        let path =
            [env!("CARGO_MANIFEST_DIR"), "/../../public/models/", name, ".schema.json"].concat();
        let committed = ExpectFile { path: path.into(), position: "" };
        committed.assert_eq(&format!("{:#}\n", schema(object)));
    }
}

/// A field of an object in the sample, with its schema.
struct Probe {
    /// Index of the file: model or evidence.
    file: usize,
    /// Pointer to the object.
    at: String,
    field: String,
    required: bool,
    /// A value that the schema refuses.
    refused: Value,
    /// All values, if the field takes fixed words.
    words: Vec<Value>,
}

/// Every field of every object of the schema, at its first place in the sample. `defined` identifies
/// the object.
fn probes(
    (file, root): (usize, &Value),
    (schema, defined): (&Value, &str),
    (value, at): (&Value, &str),
    found: &mut Vec<(String, Probe)>,
) {
    let schema = schema["anyOf"].get(0).unwrap_or(schema);
    if let Some(name) = schema["$ref"].as_str() {
        let schema = root.pointer(&name[1..]).unwrap();
        return probes((file, root), (schema, name), (value, at), found);
    }
    if let Some(items) = value.as_array() {
        for (i, item) in items.iter().enumerate() {
            probes((file, root), (&schema["items"], defined), (item, &format!("{at}/{i}")), found);
        }
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    for (field, schema_of) in properties {
        let Some(value) = value.get(field) else { continue };
        let here = format!("{at}/{field}");
        probes((file, root), (schema_of, defined), (value, &here), found);
        let name = format!("{file} {defined} {field}");
        if found.iter().any(|(known, ..)| *known == name) {
            continue;
        }
        let target = schema_of["anyOf"].get(0).unwrap_or(schema_of)["$ref"].as_str();
        let target = target.map(|pointer| root.pointer(&pointer[1..]).unwrap());
        let words =
            target.and_then(|schema| schema["enum"].as_array().or(schema["oneOf"].as_array()));
        let word = |choice: &Value| choice.get("const").unwrap_or(choice).clone();
        let probe = Probe {
            file,
            at: at.to_owned(),
            field: field.clone(),
            required: schema["required"].as_array().unwrap().iter().any(|name| name == field),
            refused: if value.is_boolean() { json!("true") } else { json!(true) },
            words: words.into_iter().flatten().map(word).collect(),
        };
        found.push((name, probe));
    }
}

/// The problems of shape that the reader reports after a change of one object of the sample.
fn faults(probe: &Probe, change: impl FnOnce(&mut Map<String, Value>)) -> Vec<Problem> {
    let [mut model, mut evidence] = sample();
    let problems = if probe.file == 0 {
        change(model.pointer_mut(&probe.at).unwrap().as_object_mut().unwrap());
        load(&model.to_string()).problems
    } else {
        change(evidence.pointer_mut(&probe.at).unwrap().as_object_mut().unwrap());
        load_evidence(&load(&model.to_string()).model.unwrap(), &evidence.to_string()).problems
    };
    problems.into_iter().filter(|problem| problem.code == Code::Shape).collect()
}

#[test]
fn the_reader_accepts_what_the_schemas_accept_and_nothing_else() {
    let mut found = Vec::new();
    let mut fields = 0;
    for (file, object) in [&MODEL, &EVIDENCE].into_iter().enumerate() {
        let schema = schema(object);
        probes((file, &schema), (&schema, ""), (&sample()[file], ""), &mut found);
        let objects = schema["$defs"].as_object().unwrap().values().chain([&schema]);
        fields += objects
            .filter_map(|object| object["properties"].as_object())
            .map(Map::len)
            .sum::<usize>();
    }
    assert_eq!(found.len(), fields, "the sample has every field somewhere");
    for (name, probe) in &found {
        let Probe { at, field, required, refused, words, .. } = probe;
        let here = format!("{at}/{field}");
        let wrong = faults(probe, |object| drop(object.insert(field.clone(), refused.clone())));
        assert_eq!(wrong.iter().map(|problem| &problem.at).collect::<Vec<_>>(), [&here], "{name}");
        let null = faults(probe, |object| drop(object.insert(field.clone(), Value::Null)));
        assert_eq!(!null.is_empty(), *required, "{name}: null");
        let absent = faults(probe, |object| drop(object.remove(field)));
        assert_eq!(!absent.is_empty(), *required, "{name}: absent");
        assert!(absent.iter().all(|problem| problem.at == *at), "{name}: {absent:?}");
        let more =
            faults(probe, |object| drop(object.insert([field, "s"].concat(), refused.clone())));
        assert_eq!(more[0].at, format!("{here}s"), "{name}");
        for word in words {
            assert_eq!(
                faults(probe, |object| drop(object.insert(field.clone(), word.clone()))),
                []
            );
        }
    }
}

/// The reader asks for fields by name. The text of a forgotten or misspelt field would be missing.
#[test]
fn every_text_of_the_files_is_read() {
    let files = sample();
    let model = load(&files[0].to_string()).model.unwrap();
    let evidence = load_evidence(&model, &files[1].to_string()).evidence.unwrap();
    for (file, read) in files.iter().zip([format!("{model:?}"), format!("{evidence:?}")]) {
        let mut found = Vec::new();
        leaves(file, &mut found);
        for leaf in found {
            assert!(read.contains(&leaf), "{leaf} is not read");
        }
    }
}

/// All texts of more than one word, as `Debug` writes them.
fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(' ') => found.push(format!("{text:?}")),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| leaves(field, found)),
        _ => {}
    }
}
