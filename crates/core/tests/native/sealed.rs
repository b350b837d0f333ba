//! The sealed form of a model has every value of the model.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tiebreak_core::model::load::load;
use tiebreak_core::model::sealed::{open, seal};

#[test]
fn every_decision_is_the_same_after_sealing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut count = 0;
    for folder in ["public/models", "tests/cases", "crates/core/examples"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let Some(model) = fs::read_to_string(&path).ok().and_then(|text| load(&text).model)
            else {
                continue;
            };
            assert_eq!(open(&seal(&model)), Some(model), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 4, "{count} decisions");
}

#[test]
fn the_first_values_are_id_version_language_and_title() {
    let text = include_str!("../../../../public/models/django-vs-fastapi.json");
    let model = load(text).model.unwrap();
    let sealed: Vec<Value> = serde_json::from_str(&seal(&model)).unwrap();
    assert_eq!(sealed[..4], [model.id, model.version, model.lang, model.title].map(Value::String));
}

/// A form of another version has more or fewer values.
#[test]
fn a_form_with_more_or_fewer_values_is_refused() {
    let text = include_str!("../../../../public/models/django-vs-fastapi.json");
    let sealed = seal(&load(text).model.unwrap());
    for wrong in ["", "{}", "[]", "null", text, &sealed[1..], &sealed.replacen('[', "[0,", 1)] {
        assert_eq!(open(wrong), None);
    }
    let shorter = sealed.rsplit_once(',').unwrap().0.to_owned() + "]";
    assert_eq!(open(&shorter), None);
}
