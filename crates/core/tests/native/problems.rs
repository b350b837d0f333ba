//! Problems of files: edits of the sample model, and the problems that they cause.

#![allow(clippy::needless_raw_string_hashes, reason = "`expect-test` writes such strings")]
#![allow(clippy::needless_pass_by_value, reason = "rows read better without `&` before each value")]
#![allow(clippy::too_many_lines, reason = "the tests are long tables")]
#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use expect_test::{Expect, expect};
use serde_json::{Value, json};
use tiebreak_core::model::lint::{lint_evidence, lint_file};
use tiebreak_core::model::load::{Loaded, load, load_evidence, load_fail_fast};
use tiebreak_core::model::problem::{Code, File, Problem, Severity};

const MODEL: &str = include_str!("../../../../tests/cases/sample.json");
const EVIDENCE: &str = include_str!("../../../../tests/cases/sample.evidence.json");
/// The value that removes a field or an item.
const REMOVE: &str = "<remove>";

/// Puts values into the sample at JSON pointers, and compares the problems with `expect`.
///
/// A pointer `E/…` edits the evidence file, and `…/-` adds an item to a list.
#[track_caller]
fn check(edits: &[(&str, Value)], expect: Expect) {
    let mut files = [MODEL, EVIDENCE].map(|text| serde_json::from_str(text).unwrap());
    for (pointer, value) in edits {
        match pointer.strip_prefix('E') {
            Some(pointer) => put(&mut files[1], pointer, value),
            None => put(&mut files[0], pointer, value),
        }
    }
    let problems = problems(&files[0].to_string(), &files[1].to_string());
    // Some edits cause many problems of the same kind.
    let mut shown: String = problems.iter().take(6).map(show).collect();
    if problems.len() > 6 {
        shown += &["and ", &(problems.len() - 6).to_string(), " more\n"].concat();
    }
    expect.assert_eq(&shown);
}

/// Loads a model, and checks that loading without a report returns the same.
#[track_caller]
fn read(model: &str) -> Loaded {
    let loaded = load(model);
    assert_eq!(load_fail_fast(model), loaded.model);
    loaded
}

/// The errors of the model. If it has none, its warnings; if it has none either, the errors or else
/// the warnings of its evidence.
fn problems(model: &str, evidence: &str) -> Vec<Problem> {
    let loaded = read(model);
    let Some(loaded_model) = loaded.model else { return loaded.problems };
    let (warnings, _) = lint_file(&loaded_model, model);
    let model = loaded_model;
    if !warnings.is_empty() {
        return warnings;
    }
    let loaded = load_evidence(&model, evidence);
    loaded.evidence.map_or(loaded.problems, |evidence| lint_evidence(&model, &evidence))
}

fn show(problem: &Problem) -> String {
    match problem.file {
        File::Evidence => format!("evidence: {problem}\n"),
        File::Model | File::Answers | File::Saved => format!("{problem}\n"),
    }
}

fn put(file: &mut Value, pointer: &str, value: &Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = match parent.rsplit_once('/') {
        // Creates an absent object such as `rule`.
        Some((before, field)) if file.pointer(parent).is_none() => {
            let before = file.pointer_mut(before).unwrap();
            before.as_object_mut().unwrap().entry(field).or_insert_with(|| json!({}))
        }
        _ => file.pointer_mut(parent).unwrap(),
    };
    match parent {
        Value::Array(items) if key == "-" => items.push(value.clone()),
        Value::Array(items) if value == REMOVE => drop(items.remove(key.parse().unwrap())),
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
        Value::Object(fields) if value == REMOVE => drop(fields.remove(key).unwrap()),
        Value::Object(fields) => drop(fields.insert(key.to_owned(), value.clone())),
        _ => panic!("nothing is at {pointer}"),
    }
}

/// A list with `count` copies of the item at this pointer in the sample, with different ids.
fn copies(pointer: &str, count: usize) -> Value {
    let files = [MODEL, EVIDENCE].map(|text| serde_json::from_str::<Value>(text).unwrap());
    let item = files.iter().find_map(|file| file.pointer(pointer)).unwrap();
    let copy = |i| {
        let mut item = item.clone();
        item["id"] = format!("copy-{i}").into();
        item
    };
    (0..count).map(copy).collect()
}

/// Options of a `many` question; option `i` belongs to the group with the number `groups[i]`.
fn in_groups(groups: impl IntoIterator<Item = usize>) -> Value {
    let option = |(i, group): (usize, usize)| json!({ "id": format!("o{i}"), "text": "An option", "group": format!("g{group}"), "weight": 0 });
    groups.into_iter().enumerate().map(option).collect()
}

/// A question with one option, which gives the base alternatives these values.
fn question(values: [i64; 3]) -> Value {
    let [brick, timber, canvas] = values;
    let rating = json!({
        "source": "mason", "statements": ["mason-paint"],
        "values": { "brick": brick, "timber": timber, "canvas": canvas },
    });
    json!({
        "id": "only", "kind": "need", "theme": "Weather", "tier": "core", "text": "And?",
        "why": "To know.", "scale": { "low": "Bad", "high": "Good" },
        "options": [{ "id": "yes", "text": "Yes", "weight": 50, "ratings": [rating] }],
    })
}

/// Edits that reduce the sample to one question and its source.
fn only(question: Value) -> Vec<(&'static str, Value)> {
    let others = [3, 2, 1].map(|_| ("/sources/1", json!(REMOVE)));
    [("/questions", json!([question])), ("/cases", json!([]))].into_iter().chain(others).collect()
}

/// A row of an unanswered question on which a derived alternative leads.
fn leading() -> Value {
    json!({
        "weight": 30,
        "rule": { "brick-timber": "own", "all-three": "own" },
        "ratings": [{
            "source": "editor",
            "values": {
                "brick": 500, "timber": 500, "canvas": 500, "brick-timber": 900, "all-three": 500,
            },
        }],
    })
}

#[test]
fn the_sample_has_no_problems() {
    check(&[], expect![[r#""#]]);
}

#[test]
fn shape() {
    check(
        &[("/titel", json!("x"))],
        expect![[r#"
        error[shape] at /titel: unknown field `titel`
          hint: did you mean `title`?
    "#]],
    );
    check(
        &[("/title", json!(REMOVE))],
        expect![[r#"
            error[shape]: missing field `title`
              hint: add `"title": "…"`
        "#]],
    );
    check(
        &[("/alternatives", json!("none"))],
        expect![[r#"
            error[shape] at /alternatives: expected a list, found the text "none"
              hint: write `[{ "id": "none", "name": "none" }]`
        "#]],
    );
    check(
        &[("/band", json!("wide"))],
        expect![[r#"
            error[shape] at /band: expected a whole number, found the text "wide"
              hint: write digits without quotation marks
        "#]],
    );
    check(
        &[("/alternatives/0/color", json!("bleu"))],
        expect![[r#"
        error[shape] at /alternatives/0/color: unknown word `bleu`
          hint: did you mean `blue`?
    "#]],
    );
    check(
        &[("/questions/0/options/1/wieght", json!(1))],
        expect![[r#"
        error[shape] at /questions/0/options/1/wieght: unknown field `wieght`
          hint: did you mean `weight`?
    "#]],
    );
    check(
        &[("/questions/0/options/1/weight", json!(1.5))],
        expect![[r#"
            error[shape] at /questions/0/options/1/weight: expected a whole number, found `1.5`
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
    );
    check(
        &[("/questions/0/options/1/weight", json!("heavy"))],
        expect![[r#"
            error[shape] at /questions/0/options/1/weight: expected a whole number, found the text "heavy"
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
    );
    check(
        &[("/questions/0/options/1/weight", json!("90"))],
        expect![[r#"
            error[shape] at /questions/0/options/1/weight: expected a whole number, found the text "90"
              hint: write the number without quotation marks: `90`
        "#]],
    );
    check(
        &[("/questions/0", json!(7))],
        expect![[r#"
            error[shape] at /questions/0: expected an object, found `7`
              hint: write `{ "id": "an-id", "text": "…", "options": [{ "id": "an-id", "text": "…" }] }`
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/values/brick", json!(null))],
        expect![[r#"
            error[shape] at /questions/0/options/1/ratings/0/values/brick: expected a whole number, found null
              hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
        "#]],
    );
    check(
        &[("/__proto__", json!({}))],
        expect![[r#"
            error[shape] at /__proto__: unknown field `__proto__`
              hint: expected one of `$schema`, `format`, `id`, `version`, `lang`, `title`, `evidence_read`, `corrections_read`, `update_policy`, `paid_by`, `band`, `default_verdict`, `evidence`, `alternatives`, `sources`, `questions`, `cases`, `intended`
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/values/__proto__", json!(1))],
        expect![[r#"
            error[unknown-id] at /questions/0/options/1/ratings/0/values/__proto__: no alternative `__proto__`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("/cases/0/answers", json!([]))],
        expect![[r#"
            error[shape] at /cases/0/answers: expected an object, found a list
              hint: write `{ "id-of-question": "id-of-option" }`
        "#]],
    );
    check(
        &[("/evidence/files", json!(1))],
        expect![[r#"
        error[shape] at /evidence/files: unknown field `files`
          hint: did you mean `file`?
    "#]],
    );
    check(
        &[("/format", json!(2))],
        expect![[r#"
            error[format] at /format: the file has format 2; this version reads format 1
              hint: write `1`; your own version of the decision belongs into `version`
        "#]],
    );
    check(
        &[("E/format", json!(2))],
        expect![[r#"
            evidence: error[format] at /format: the file has format 2; this version reads format 1
              hint: write `1`; your own version of the decision belongs into `version`
        "#]],
    );
    check(
        &[("E/statements/0", json!({"id": "camper-sun"}))],
        expect![[r#"
            evidence: error[shape] at /statements/0: missing field `source`
              hint: add `"source": "editor"` for your own opinion, or the id of a source instead of `editor`
            evidence: error[shape] at /statements/0: missing field `place`
              hint: add `"place": "…"`
            evidence: error[shape] at /statements/0: missing field `text`
              hint: add `"text": "…"`
        "#]],
    );
    check(
        &[("E/advice/3/when/kind/0", json!("to_close"))],
        expect![[r#"
        evidence: error[shape] at /advice/3/when/kind/0: unknown word `to_close`
          hint: did you mean `too_close`?
    "#]],
    );
}

#[test]
fn ids() {
    check(
        &[("/id", json!("a b"))],
        expect![[r#"
            error[bad-id] at /id: `a b` is not a valid id
              hint: write for example `a-b`; an id has up to 64 letters (a to z), digits, `-` and `_`, and starts with a letter or a digit
        "#]],
    );
    check(
        &[("/alternatives/0/id", json!("bric"))],
        expect![[r#"
            error[unknown-id] at /alternatives/3/derived/of/0: no alternative `brick`
              hint: did you mean `bric`?
            error[unknown-id] at /alternatives/4/derived/of/0: no alternative `brick`
              hint: did you mean `bric`?
            error[unknown-id] at /questions/0/options/0/ratings/0/values/brick: no alternative `brick`
              hint: did you mean `bric`?
            error[row-incomplete] at /questions/0/options/0/ratings/0/values: the rating has no value for `bric`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            error[unknown-id] at /questions/0/options/1/ratings/0/values/brick: no alternative `brick`
              hint: did you mean `bric`?
            error[row-incomplete] at /questions/0/options/1/ratings/0/values: the rating has no value for `bric`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            and 56 more
        "#]],
    );
    check(
        &[("/alternatives/1/id", json!("brick"))],
        expect![[r#"
            error[duplicate-id] at /alternatives/1/id: the id `brick` is already used
              hint: give it another id, for example `brick-2`
            error[unknown-id] at /alternatives/3/derived/of/1: no alternative `timber`
              hint: expected one of `brick`, `canvas`, `brick-timber`, `all-three`
            error[unknown-id] at /alternatives/4/derived/of/1: no alternative `timber`
              hint: expected one of `brick`, `canvas`, `brick-timber`, `all-three`
            error[unknown-id] at /questions/0/options/0/ratings/0/values/timber: no alternative `timber`
              hint: expected one of `brick`, `canvas`, `brick-timber`, `all-three`
            error[unknown-id] at /questions/0/options/1/ratings/0/values/timber: no alternative `timber`
              hint: expected one of `brick`, `canvas`, `brick-timber`, `all-three`
            error[unknown-id] at /questions/0/options/1/ratings/1/values/timber: no alternative `timber`
              hint: expected one of `brick`, `canvas`, `brick-timber`, `all-three`
            and 29 more
        "#]],
    );
    check(
        &[("/sources/1/id", json!("mason"))],
        expect![[r#"
            error[duplicate-id] at /sources/1/id: the id `mason` is already used
              hint: give it another id, for example `mason-2`
            error[unknown-id] at /questions/0/options/1/ratings/1/source: no source `carpenter`
              hint: expected one of `mason`, `camper`, `council`
            error[unknown-id] at /questions/0/options/2/requirements/2/contradicted_by/0/source: no source `carpenter`
              hint: expected one of `mason`, `camper`, `council`
            error[unknown-id] at /questions/0/options/2/requirements/3/contradicted_by/0/source: no source `carpenter`
              hint: expected one of `mason`, `camper`, `council`
            error[unknown-id] at /questions/1/options/1/ratings/0/source: no source `carpenter`
              hint: expected one of `mason`, `camper`, `council`
            error[unknown-id] at /questions/1/options/2/ratings/0/source: no source `carpenter`
              hint: expected one of `mason`, `camper`, `council`
            and 3 more
        "#]],
    );
    check(
        &[("/sources/3/id", json!("editor"))],
        expect![[r#"
            error[bad-id] at /sources/3/id: the id `editor` is reserved for rows that no source rates
            error[unknown-id] at /questions/0/options/1/ratings/2/source: no source `council`
              hint: expected one of `mason`, `carpenter`, `camper`, `editor`
            error[unknown-id] at /questions/0/options/2/ratings/1/source: no source `council`
              hint: expected one of `mason`, `carpenter`, `camper`, `editor`
            error[unknown-id] at /questions/0/options/2/requirements/0/said_by/1/source: no source `council`
              hint: expected one of `mason`, `carpenter`, `camper`, `editor`
            error[unknown-id] at /questions/0/options/2/requirements/1/said_by/0/source: no source `council`
              hint: expected one of `mason`, `carpenter`, `camper`, `editor`
            error[unknown-id] at /questions/0/options/2/requirements/3/contradicted_by/1/source: no source `council`
              hint: expected one of `mason`, `carpenter`, `camper`, `editor`
            and 4 more
        "#]],
    );
    check(
        &[("/questions/1/id", json!("snow"))],
        expect![[r#"
            error[duplicate-id] at /questions/1/id: the id `snow` is already used
              hint: give it another id, for example `snow-2`
            error[unknown-question] at /cases/0/answers/contents: no question `contents`
              hint: expected one of `snow`, `visitors`, `skills`, `stays`, `upkeep`, `heat`
            error[unknown-question] at /cases/1/answers/contents: no question `contents`
              hint: expected one of `snow`, `visitors`, `skills`, `stays`, `upkeep`, `heat`
            error[unknown-question] at /cases/2/answers/contents: no question `contents`
              hint: expected one of `snow`, `visitors`, `skills`, `stays`, `upkeep`, `heat`
        "#]],
    );
    check(
        &[("/questions/6/id", json!("overrides"))],
        expect![[r#"
            error[bad-id] at /questions/6/id: the id `overrides` is reserved for the overrides of an answer sheet
            error[unknown-question] at /cases/1/answers/heat: no question `heat`
              hint: expected one of `snow`, `contents`, `visitors`, `skills`, `stays`, `upkeep`, `overrides`
            error[unknown-question] at /cases/2/answers/heat: no question `heat`
              hint: expected one of `snow`, `contents`, `visitors`, `skills`, `stays`, `upkeep`, `overrides`
        "#]],
    );
    check(
        &[("/questions/0/options/1/id", json!("metres"))],
        expect![[r#"
            error[duplicate-id] at /questions/0/options/2/id: the id `metres` is already used
              hint: give it another id, for example `metres-2`
        "#]],
    );
    check(
        &[("/cases/1/id", json!("hobby"))],
        expect![[r#"
            error[duplicate-id] at /cases/2/id: the id `hobby` is already used
              hint: give it another id, for example `hobby-2`
        "#]],
    );
    check(
        &[("/questions/1/options/3/id", json!("none"))],
        expect![[r#"
            error[bad-id] at /questions/1/options/3/id: the id `none` is reserved for the answer "none of these"
            error[unknown-option] at /cases/2/answers/contents/1: question `contents` has no option `guests`
              hint: expected one of `tools`, `bicycles`, `workbench`, `none`
        "#]],
    );
    check(
        &[("/questions/1/options/3/group", json!("the people"))],
        expect![[r#"
            error[bad-id] at /questions/1/options/3/group: `the people` is not a valid id
              hint: write for example `the-people`; an id has up to 64 letters (a to z), digits, `-` and `_`, and starts with a letter or a digit
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/source", json!("masson"))],
        expect![[r#"
        error[unknown-id] at /questions/0/options/1/ratings/0/source: no source `masson`
          hint: did you mean `mason`?
    "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/statements", json!(["mason-snow", "mason-snow"]))],
        expect![[r#"
            error[duplicate-id] at /questions/0/options/1/ratings/0/statements/1: `mason-snow` appears twice in this list
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/statements/0", json!("mason snow"))],
        expect![[r#"
            error[bad-id] at /questions/0/options/1/ratings/0/statements/0: `mason snow` is not a valid id
              hint: name the id of a statement, and write the statement itself into the evidence file
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/values/straw", json!(3))],
        expect![[r#"
            error[unknown-id] at /questions/0/options/1/ratings/0/values/straw: no alternative `straw`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/inferred", json!(["straw"]))],
        expect![[r#"
            error[unknown-id] at /questions/0/options/1/ratings/0/inferred/0: no alternative `straw`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/inferred", json!(["brick", "brick"]))],
        expect![[r#"
            error[duplicate-id] at /questions/0/options/1/ratings/0/inferred/1: `brick` appears twice in this list
        "#]],
    );
    check(
        &[("/questions/0/options/2/rule/straw", json!("own"))],
        expect![[r#"
            error[unknown-id] at /questions/0/options/2/rule/straw: no alternative `straw`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/0/excludes", json!("canvass"))],
        expect![[r#"
            error[unknown-id] at /questions/0/options/2/requirements/0/excludes: no alternative `canvass`
              hint: did you mean `canvas`?
        "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/1/excludes", json!("canvas"))],
        expect![[r#"
        error[duplicate-id] at /questions/0/options/2/requirements/1/excludes: the option excludes `canvas` twice
    "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/0/said_by/0/source", json!("carpanter"))],
        expect![[r#"
            error[unknown-id] at /questions/0/options/2/requirements/0/said_by/0/source: no source `carpanter`
              hint: did you mean `carpenter`?
        "#]],
    );
    check(
        &[("/cases/0/winner", json!("straw"))],
        expect![[r#"
            error[unknown-id] at /cases/0/winner: no alternative `straw`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("E/statements/1/id", json!("camper-sun"))],
        expect![[r#"
            evidence: error[duplicate-id] at /statements/1/id: the id `camper-sun` is already used
              hint: give it another id, for example `camper-sun-2`
            error[unknown-statement] at /questions/0/options/1/ratings/0/statements/0: no statement `mason-snow`
              hint: did you mean `mason-good`?
        "#]],
    );
    check(
        &[("E/corrections/1/id", json!("paint"))],
        expect![[r#"
            evidence: error[duplicate-id] at /corrections/1/id: the id `paint` is already used
              hint: give it another id, for example `paint-2`
        "#]],
    );
    check(
        &[("E/table/1/id", json!("paint"))],
        expect![[r#"
            evidence: error[duplicate-id] at /table/1/id: the id `paint` is already used
              hint: give it another id, for example `paint-2`
        "#]],
    );
    check(
        &[("E/advice/1/id", json!("always"))],
        expect![[r#"
            evidence: error[duplicate-id] at /advice/1/id: the id `always` is already used
              hint: give it another id, for example `always-2`
        "#]],
    );
    check(
        &[("E/unused/-", json!({"statement": "mason-joke", "reason": "Twice."}))],
        expect![[r#"
            evidence: error[duplicate-id] at /unused/1/statement: `mason-joke` appears twice in this list
        "#]],
    );
    check(
        &[("E/table/0/cells/0/alternative", json!("bricks"))],
        expect![[r#"
        evidence: error[unknown-id] at /table/0/cells/0/alternative: no alternative `bricks`
          hint: did you mean `brick`?
    "#]],
    );
    check(
        &[("E/table/0/cells/0/source", json!("meson"))],
        expect![[r#"
        evidence: error[unknown-id] at /table/0/cells/0/source: no source `meson`
          hint: did you mean `mason`?
    "#]],
    );
    check(
        &[("E/table/0/questions/0", json!("upkep"))],
        expect![[r#"
        evidence: error[unknown-id] at /table/0/questions/0: no question `upkep`
          hint: did you mean `upkeep`?
    "#]],
    );
    check(
        &[("E/source_notes/0/source", json!("kamper"))],
        expect![[r#"
        evidence: error[unknown-id] at /source_notes/0/source: no source `kamper`
          hint: did you mean `camper`?
    "#]],
    );
    check(
        &[("E/statements/2/source", json!("meson"))],
        expect![[r#"
        evidence: error[unknown-id] at /statements/2/source: no source `meson`
          hint: did you mean `mason`?
    "#]],
    );
    check(
        &[("E/advice/1/when/answers/snwo", json!(["some"]))],
        expect![[r#"
        evidence: error[unknown-id] at /advice/1/when/answers/snwo: no question `snwo`
          hint: did you mean `snow`?
    "#]],
    );
    check(
        &[("E/advice/1/when/answers/snow/0", json!("sone"))],
        expect![[r#"
        evidence: error[unknown-id] at /advice/1/when/answers/snow/0: no option `sone`
          hint: did you mean `some`?
    "#]],
    );
    check(
        &[("E/advice/2/when/winner/0", json!("birck"))],
        expect![[r#"
        evidence: error[unknown-id] at /advice/2/when/winner/0: no alternative `birck`
          hint: did you mean `brick`?
    "#]],
    );
}

#[test]
fn numbers() {
    check(
        &[("/questions/0/options/1/weight", json!(201))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/weight: the weight 201 is not between 0 and 200
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
    );
    check(
        &[("/questions/0/options/1/weight", json!(-1))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/weight: the weight -1 is not between 0 and 200
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
    );
    check(
        &[("/questions/5/unanswered/weight", json!(201))],
        expect![[r#"
            error[out-of-range] at /questions/5/unanswered/weight: the weight 201 is not between 0 and 200
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/1/values/brick", json!(1001))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/ratings/1/values/brick: the value 1001 is not between 0 and 1000
              hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/1/values/brick", json!(-1))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/ratings/1/values/brick: the value -1 is not between 0 and 1000
              hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
        "#]],
    );
    check(
        &[("/questions/0/options/1/prior", json!(0))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/prior: the prior is not between 0.001 and 1000
        "#]],
    );
    check(
        &[("/questions/0/options/1/prior", json!(1001))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/prior: the prior is not between 0.001 and 1000
        "#]],
    );
    check(
        &[("/band", json!(101))],
        expect![[r#"
            error[out-of-range] at /band: the band 101 is not between 0 and 100
        "#]],
    );
    check(
        &[("/alternatives/3/derived/seam", json!(201))],
        expect![[r#"
            error[out-of-range] at /alternatives/3/derived/seam: the seam 201 is not between 0 and 200
        "#]],
    );
    check(
        &[("/alternatives/3/derived/cost", json!(-1))],
        expect![[r#"
            error[out-of-range] at /alternatives/3/derived/cost: the cost -1 is not between 0 and 200
        "#]],
    );
}

#[test]
fn lists() {
    check(
        &[("/alternatives", copies("/alternatives/0", 13))],
        expect![[r#"
            error[too-many] at /alternatives: expected at most 12 items, found 13
            error[row-incomplete] at /questions/0/options/0/ratings/0/values: the rating has no value for `copy-0`, `copy-1`, `copy-2`, `copy-3`, `copy-4`, `copy-5`, `copy-6`, `copy-7`, `copy-8`, `copy-9`, `copy-10`, `copy-11`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            error[row-incomplete] at /questions/0/options/1/ratings/0/values: the rating has no value for `copy-0`, `copy-1`, `copy-2`, `copy-3`, `copy-4`, `copy-5`, `copy-6`, `copy-7`, `copy-8`, `copy-9`, `copy-10`, `copy-11`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            error[row-incomplete] at /questions/0/options/1/ratings/1/values: the rating has no value for `copy-0`, `copy-1`, `copy-2`, `copy-3`, `copy-4`, `copy-5`, `copy-6`, `copy-7`, `copy-8`, `copy-9`, `copy-10`, `copy-11`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            error[row-incomplete] at /questions/0/options/1/ratings/2/values: the rating has no value for `copy-0`, `copy-1`, `copy-2`, `copy-3`, `copy-4`, `copy-5`, `copy-6`, `copy-7`, `copy-8`, `copy-9`, `copy-10`, `copy-11`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            error[row-incomplete] at /questions/0/options/2/ratings/0/values: the rating has no value for `copy-0`, `copy-1`, `copy-2`, `copy-3`, `copy-4`, `copy-5`, `copy-6`, `copy-7`, `copy-8`, `copy-9`, `copy-10`, `copy-11`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            and 23 more
        "#]],
    );
    check(
        &[("/alternatives", copies("/alternatives/0", 1))],
        expect![[r#"
            error[too-few] at /alternatives: expected 2 or more items, found 1
              hint: a decision compares at least two alternatives: add `{ "id": "an-id", "name": "…" }`
            error[unknown-id] at /questions/0/options/0/ratings/0/values/brick: no alternative `brick`
              hint: expected one of `copy-0`
            error[unknown-id] at /questions/0/options/0/ratings/0/values/canvas: no alternative `canvas`
              hint: expected one of `copy-0`
            error[unknown-id] at /questions/0/options/0/ratings/0/values/timber: no alternative `timber`
              hint: expected one of `copy-0`
            error[row-incomplete] at /questions/0/options/0/ratings/0/values: the rating has no value for `copy-0`
              hint: rate every alternative, and list those that the text only implies in `inferred`
            error[unknown-id] at /questions/0/options/1/ratings/0/values/brick: no alternative `brick`
              hint: expected one of `copy-0`
            and 139 more
        "#]],
    );
    check(
        &[("/questions", json!([]))],
        expect![[r#"
            error[too-few] at /questions: expected 1 or more items, found 0
              hint: add a question: `{ "id": "an-id", "text": "…", "options": [{ "id": "yes", "text": "Yes" }] }`
            error[unknown-question] at /cases/0/answers/contents: no question `contents`
            error[unknown-question] at /cases/0/answers/skills: no question `skills`
            error[unknown-question] at /cases/0/answers/snow: no question `snow`
            error[unknown-question] at /cases/0/answers/stays: no question `stays`
            error[unknown-question] at /cases/1/answers/contents: no question `contents`
            and 10 more
        "#]],
    );
    check(
        &[("/questions/0/options", json!([]))],
        expect![[r#"
            error[too-few] at /questions/0/options: expected 1 or more items, found 0
              hint: add an option: `{ "id": "yes", "text": "Yes" }`
            error[unknown-option] at /cases/0/answers/snow: question `snow` has no option `metres`
        "#]],
    );
    check(
        &[("/questions/0/options", copies("/questions/0/options/0", 33))],
        expect![[r#"
            error[too-many] at /questions/0/options: expected at most 32 items, found 33
        "#]],
    );
    check(
        &[("/questions", copies("/questions/4", 65))],
        expect![[r#"
            error[too-many] at /questions: expected at most 64 items, found 65
            error[too-many-disputed] at /questions/4/options/2/requirements/0: more than four requirements are disputed
              hint: replace a disputed requirement by a low value
            error[too-many-disputed] at /questions/5/options/2/requirements/0: more than four requirements are disputed
              hint: replace a disputed requirement by a low value
            error[too-many-disputed] at /questions/6/options/2/requirements/0: more than four requirements are disputed
              hint: replace a disputed requirement by a low value
            error[too-many-disputed] at /questions/7/options/2/requirements/0: more than four requirements are disputed
              hint: replace a disputed requirement by a low value
            error[too-many-disputed] at /questions/8/options/2/requirements/0: more than four requirements are disputed
              hint: replace a disputed requirement by a low value
            and 55 more
        "#]],
    );
    check(
        &[("/sources", copies("/sources/0", 65))],
        expect![[r#"
            error[too-many] at /sources: expected at most 64 items, found 65
        "#]],
    );
    check(
        &[("/alternatives/0/good", json!(["One point", 2]))],
        expect![[r#"
            error[shape] at /alternatives/0/good/1: expected a text, found `2`
              hint: write it in quotation marks: `"2"`
        "#]],
    );
    check(
        &[("/alternatives/0/bad/0", json!(" "))],
        expect![[r#"
            error[empty] at /alternatives/0/bad/0: the text is empty
              hint: write a text, or remove the field
        "#]],
    );
    check(
        &[("/title", json!(""))],
        expect![[r#"
            error[empty] at /title: the text is empty
              hint: write a text, or remove the field
        "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/0/said_by", json!([]))],
        expect![[r#"
            error[empty] at /questions/0/options/2/requirements/0/said_by: no source states the requirement
        "#]],
    );
    check(
        &[("/cases/0/answers", json!({}))],
        expect![[r#"
            error[empty] at /cases/0/answers: the case has no answers
        "#]],
    );
    check(
        &[("E/corrections/0/statements", json!([]))],
        expect![[r#"
            evidence: error[empty] at /corrections/0/statements: the correction names no statement
        "#]],
    );
    check(
        &[("E/table/0/cells", json!([]))],
        expect![[r#"
        evidence: error[empty] at /table/0/cells: the row has no cells
    "#]],
    );
    check(
        &[("E/advice/1/when/answers/snow", json!([]))],
        expect![[r#"
            evidence: error[empty] at /advice/1/when/answers/snow: the list of options is empty, so the advice never applies
              hint: add an option, or remove the question
        "#]],
    );
    check(
        &[("E/statements", copies("/statements/0", 2_001))],
        expect![[r#"
            evidence: error[too-many] at /statements: expected at most 2000 items, found 2001
        "#]],
    );
}

#[test]
fn texts_links_and_dates() {
    check(
        &[("/title", json!("line\nbreak"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+000A
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/title", json!("\u{0}"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+0000
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/title", json!("\u{85}"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+0085
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/title", json!("a \u{202e}b"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+202E
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/title", json!("a \u{2069}b"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+2069
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/title", json!("a \u{200f}b"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+200F
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/title", json!("a \u{61c}b"))],
        expect![[r#"
            error[bad-character] at /title: the text contains the character U+061C
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/values/\u{202e}", json!(3))],
        expect![[r#"
            error[bad-character] at /questions/0/options/1/ratings/0/values/U+202E: the text contains the character U+202E
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
            error[unknown-id] at /questions/0/options/1/ratings/0/values/U+202E: no alternative `U+202E`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("E/statements/0/text", json!("\u{200e}"))],
        expect![[r#"
            evidence: error[bad-character] at /statements/0/text: the text contains the character U+200E
              hint: remove this character: control characters, line breaks and characters that change the direction of text are not allowed
        "#]],
    );
    check(
        &[("/sources/0/url", json!("javascript:alert(1)"))],
        expect![[r#"
            error[bad-link] at /sources/0/url: `javascript:alert(1)` is not an allowed link
              hint: links start with https://, http:// or mailto:, and have no spaces
        "#]],
    );
    check(
        &[("/sources/0/url", json!("https://"))],
        expect![[r#"
            error[bad-link] at /sources/0/url: `https://` is not an allowed link
              hint: links start with https://, http:// or mailto:, and have no spaces
        "#]],
    );
    check(
        &[("/sources/0/url", json!(" https://mason.example"))],
        expect![[r#"
            error[bad-link] at /sources/0/url: ` https://mason.example` is not an allowed link
              hint: links start with https://, http:// or mailto:, and have no spaces
        "#]],
    );
    check(
        &[("E/corrections/0/links/0", json!("ftp://record.example"))],
        expect![[r#"
            evidence: error[bad-link] at /corrections/0/links/0: `ftp://record.example` is not an allowed link
              hint: links start with https://, http:// or mailto:, and have no spaces
        "#]],
    );
    check(
        &[("E/advice/0/links/0/url", json!("//record.example"))],
        expect![[r#"
            evidence: error[bad-link] at /advice/0/links/0/url: `//record.example` is not an allowed link
              hint: links start with https://, http:// or mailto:, and have no spaces
        "#]],
    );
    check(
        &[("/evidence/file", json!("../sample.evidence.json"))],
        expect![[r#"
            error[bad-file-name] at /evidence/file: `../sample.evidence.json` is not a file name without a folder
              hint: put the file into the folder of the model, and write its name alone
        "#]],
    );
    check(
        &[("/evidence/file", json!("https://other.example/x"))],
        expect![[r#"
            error[bad-file-name] at /evidence/file: `https://other.example/x` is not a file name without a folder
              hint: put the file into the folder of the model, and write its name alone
        "#]],
    );
    check(
        &[("/evidence/integrity", json!("md5-abc"))],
        expect![[r#"
            error[bad-integrity] at /evidence/integrity: the digest is not `sha256-` and 44 characters of base64
              hint: `tiebreak lint --seal` writes the digest
        "#]],
    );
    check(
        &[("/evidence_read", json!("2026-13"))],
        expect![[r#"
        error[bad-date] at /evidence_read: `2026-13` is not a year, a month or a day
          hint: write `2026`, `2026-03` or `2026-03-31`
    "#]],
    );
    check(
        &[("/corrections_read", json!("June 2026"))],
        expect![[r#"
        error[bad-date] at /corrections_read: `June 2026` is not a year, a month or a day
          hint: write `2026`, `2026-03` or `2026-03-31`
    "#]],
    );
    check(
        &[("/sources/0/date", json!("spring 2025"))],
        expect![[r#"
        error[bad-date] at /sources/0/date: `spring 2025` is not a year, a month or a day
          hint: write `2026`, `2026-03` or `2026-03-31`
    "#]],
    );
    check(
        &[("/lang", json!("english please"))],
        expect![[r#"
            error[bad-id] at /lang: `english please` is not a language tag
              hint: write a tag such as `en` or `pt-BR`
        "#]],
    );
}

#[test]
fn rows() {
    check(
        &[("/questions/0/options/1/ratings/0/values/brick", json!(REMOVE))],
        expect![[r#"
            error[row-incomplete] at /questions/0/options/1/ratings/0/values: the rating has no value for `brick`
              hint: rate every alternative, and list those that the text only implies in `inferred`
        "#]],
    );
    check(
        &[("/questions/0/options/2/ratings/1/values/all-three", json!(REMOVE))],
        expect![[r#"
            error[row-incomplete] at /questions/0/options/2/ratings/1/values: the rating has no value for `all-three`
              hint: rate every alternative, and list those that the text only implies in `inferred`
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/values/brick-timber", json!(500))],
        expect![[r#"
            error[row-surplus] at /questions/0/options/1/ratings/0/values/brick-timber: a rule derives the value of `brick-timber`
              hint: remove the value, or give the row the rule `own` for this alternative
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/inferred", json!(["brick-timber"]))],
        expect![[r#"
            error[row-surplus] at /questions/0/options/1/ratings/0/inferred/0: a rule derives the value of `brick-timber`
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings", json!([]))],
        expect![[r#"
            error[row-unrated] at /questions/0/options/1: the row has a weight but no values
              hint: add `values` with a number from 0 to 1000 for each alternative, or set the weight to 0
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/source", json!("editor"))],
        expect![[r#"
            error[editor-beside-source] at /questions/0/options/1/ratings/0/source: the editor rates only rows that no source rates
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/1/source", json!("mason"))],
        expect![[r#"
            error[source-twice] at /questions/0/options/1/ratings/1/source: source `mason` rates this row twice
        "#]],
    );
    check(
        &[("/questions/0/options/1/rule", json!({"brick-timber": "mean"}))],
        expect![[r#"
            error[rule-not-allowed] at /questions/0/options/1/rule/brick-timber: this kind of question does not allow this rule
              hint: `need` allows `best` and `own`, `property` allows `mean` and `own`, `cost` allows `own`
        "#]],
    );
    check(
        &[("/questions/3/options/1/rule", json!({"brick-timber": "best"}))],
        expect![[r#"
            error[rule-not-allowed] at /questions/3/options/1/rule/brick-timber: this kind of question does not allow this rule
              hint: `need` allows `best` and `own`, `property` allows `mean` and `own`, `cost` allows `own`
        "#]],
    );
    check(
        &[("/questions/5/options/1/rule/all-three", json!("best"))],
        expect![[r#"
            error[rule-not-allowed] at /questions/5/options/1/rule/all-three: this kind of question does not allow this rule
              hint: `need` allows `best` and `own`, `property` allows `mean` and `own`, `cost` allows `own`
        "#]],
    );
    check(
        &[("/questions/0/options/1/rule", json!({"brick": "own"}))],
        expect![[r#"
            error[rule-not-allowed] at /questions/0/options/1/rule/brick: a base alternative is always rated by the sources
              hint: remove the rule
        "#]],
    );
    check(
        &[("/questions/5/options/0/ratings/0/values/all-three", json!(801))],
        expect![[r#"
            error[cost-above-parts] at /questions/5/options/0/ratings/0/values/all-three: the value 801 of `all-three` is above 800, its best part's value
              hint: on a cost question, a derived alternative is at most as good as its best part
        "#]],
    );
    check(
        &[("/questions/5/may_not_matter", json!(true))],
        expect![[r#"
            error[may-not-matter-on-cost] at /questions/5/may_not_matter: a cost applies whether or not it matters to the reader
              hint: remove `may_not_matter`
        "#]],
    );
}

#[test]
fn derived_and_groups() {
    check(
        &[("/alternatives/4/derived/of", json!(["brick", "brick-timber"]))],
        expect![[r#"
            error[derived-of-derived] at /alternatives/4/derived/of/1: `brick-timber` is a derived alternative
              hint: name only base alternatives
        "#]],
    );
    check(
        &[("/alternatives/4/derived/of", json!(["brick"]))],
        expect![[r#"
            error[too-few] at /alternatives/4/derived/of: expected 2 or more items, found 1
              hint: name the parts of the alternative: `["first-id", "second-id"]`
        "#]],
    );
    check(
        &[("/alternatives/4/derived/of", json!(["brick", "brick"]))],
        expect![[r#"
            error[duplicate-id] at /alternatives/4/derived/of/1: `brick` appears twice in this list
        "#]],
    );
    check(
        &[("/alternatives/4/derived/of/0", json!("straw"))],
        expect![[r#"
            error[unknown-id] at /alternatives/4/derived/of/0: no alternative `straw`
              hint: expected one of `brick`, `timber`, `canvas`, `brick-timber`, `all-three`
        "#]],
    );
    check(
        &[("/questions/1/options/0/group", json!(REMOVE))],
        expect![[r#"
            error[group-missing] at /questions/1/options/0: an option of a `many` question needs a group
              hint: add `"group": "…"`: options that express the same need have the same group
        "#]],
    );
    check(
        &[("/questions/0/options/0/group", json!("things"))],
        expect![[r#"
            error[group-missing] at /questions/0/options/0/group: only options of a `many` question have a group
        "#]],
    );
    check(
        &[("/questions/1/options", in_groups(0..5))],
        expect![[r#"
            error[too-many] at /questions/1/options: expected at most 4 groups, found 5
            error[unknown-option] at /cases/0/answers/contents/0: question `contents` has no option `tools`
              hint: expected one of `o0`, `o1`, `o2`, `o3`, `o4`
            error[unknown-option] at /cases/2/answers/contents/0: question `contents` has no option `workbench`
              hint: expected one of `o0`, `o1`, `o2`, `o3`, `o4`
        "#]],
    );
    check(
        &[("/questions/1/options", in_groups((0..20).map(|i| i % 3)))],
        expect![[r#"
            error[too-many] at /questions/1/options: expected at most 256 combinations of options, found 448
            error[unknown-option] at /cases/0/answers/contents/0: question `contents` has no option `tools`
              hint: expected one of `o0`, `o1`, `o2`, `o3`, `o4`, `o5`, `o6`, `o7`, `o8`, `o9`, `o10`, `o11`, `o12`, `o13`, `o14`, `o15`, `o16`, `o17`, `o18`, `o19`
            error[unknown-option] at /cases/2/answers/contents/0: question `contents` has no option `workbench`
              hint: expected one of `o0`, `o1`, `o2`, `o3`, `o4`, `o5`, `o6`, `o7`, `o8`, `o9`, `o10`, `o11`, `o12`, `o13`, `o14`, `o15`, `o16`, `o17`, `o18`, `o19`
        "#]],
    );
    check(
        &[("/questions/2/options/0/from", json!(1))],
        expect![[r#"
            error[cut-points] at /questions/2/options/0/from: the first cut point is not 0
            error[cut-points] at /questions/2/options/1/from: the cut point is not above the previous one
        "#]],
    );
    check(
        &[("/questions/2/options/2/from", json!(0.5))],
        expect![[r#"
            error[cut-points] at /questions/2/options/2/from: the cut point is not above the previous one
        "#]],
    );
    check(
        &[("/questions/2/options/1/from", json!(REMOVE))],
        expect![[r#"
            error[cut-points] at /questions/2/options/1/from: an option of a `number` question needs a cut point `from`
        "#]],
    );
    check(
        &[("/questions/2/options/2/from", json!(1e13))],
        expect![[r#"
        error[cut-points] at /questions/2/options/2/from: the cut point is above 1e12
    "#]],
    );
    check(
        &[("/questions/0/options/0/from", json!(0))],
        expect![[r#"
            error[cut-points] at /questions/0/options/0/from: only options of a `number` question have a cut point
        "#]],
    );
}

#[test]
fn requirements() {
    check(
        &[("/questions/0/options/2/requirements/0/said_by/1/source", json!("mason"))],
        expect![[r#"
            error[source-twice] at /questions/0/options/2/requirements/0/said_by/1/source: the requirement names source `mason` twice
        "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/2/contradicted_by/0/source", json!("mason"))],
        expect![[r#"
            error[source-twice] at /questions/0/options/2/requirements/2/contradicted_by/0/source: the requirement names source `mason` twice
        "#]],
    );
    check(
        &[
            (
                "/questions/0/options/2/requirements/0/contradicted_by",
                json!([{"source": "camper", "statements": ["camper-good"]}]),
            ),
            (
                "/questions/0/options/2/requirements/1/contradicted_by",
                json!([{"source": "camper", "statements": ["camper-good"]}]),
            ),
        ],
        expect![[r#"
            error[too-many-disputed] at /questions/4/options/2/requirements/0: more than four requirements are disputed
              hint: replace a disputed requirement by a low value
        "#]],
    );
}

#[test]
fn cases() {
    check(
        &[("/cases/0/answers/sonw", json!("some"))],
        expect![[r#"
        error[unknown-question] at /cases/0/answers/sonw: no question `sonw`
          hint: did you mean `snow`?
    "#]],
    );
    check(
        &[("/cases/0/answers/snow", json!("sone"))],
        expect![[r#"
        error[unknown-option] at /cases/0/answers/snow: question `snow` has no option `sone`
          hint: did you mean `some`?
    "#]],
    );
    check(
        &[("/cases/0/answers/contents", json!([]))],
        expect![[r#"
            error[bad-answer] at /cases/0/answers/contents: question `contents` does not take an empty list
              hint: write ["none"] for "none of these", or null for "not answered"
        "#]],
    );
    check(
        &[("/cases/0/answers/stays", json!("*"))],
        expect![[r#"
            error[bad-answer] at /cases/0/answers/stays: question `stays` does not accept `*`, "does not matter"
              hint: name an option, or leave the question out
        "#]],
    );
    check(
        &[("/cases/1/answers/visitors", json!({"user": 3}))],
        expect![[r#"
        error[bad-answer] at /cases/1/answers/visitors/user: a load has no field `user`
          hint: did you mean `users`?
    "#]],
    );
    check(
        &[("/cases/1/answers/visitors/users", json!(1e13))],
        expect![[r#"
            error[bad-answer] at /cases/1/answers/visitors/users: question `visitors` takes numbers from 0 to 1e12
              hint: write a number without a unit
        "#]],
    );
    check(
        &[("/cases/0/answers/overrides", json!([]))],
        expect![[r#"
            error[bad-answer] at /cases/0/answers/overrides: a typical case cannot have overrides
        "#]],
    );
    check(
        &[("/cases/0/answers/contents", json!(["none", "tools"]))],
        expect![[r#"
            error[bad-answer] at /cases/0/answers/contents: question `contents` does not take `none`, "none of these", together with options
              hint: remove `none`, or remove the options
        "#]],
    );
}

#[test]
fn statements() {
    check(
        &[("/questions/0/options/1/ratings/0/statements/0", json!("mason-snaw"))],
        expect![[r#"
            error[unknown-statement] at /questions/0/options/1/ratings/0/statements/0: no statement `mason-snaw`
              hint: did you mean `mason-snow`?
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/statements/0", json!("carpenter-lock"))],
        expect![[r#"
            error[unknown-statement] at /questions/0/options/1/ratings/0/statements/0: no statement `carpenter-lock`
              hint: did you mean `carpenter-good`?
        "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/statements/-", json!("council-snow"))],
        expect![[r#"
            error[statement-of-other] at /questions/0/options/1/ratings/0/statements/1: statement `council-snow` belongs to `council`, not to `mason`
        "#]],
    );
    check(
        &[("/questions/5/unanswered/ratings/0/statements", json!(["mason-paint"]))],
        expect![[r#"
            error[statement-of-other] at /questions/5/unanswered/ratings/0/statements/0: statement `mason-paint` belongs to `mason`, not to `editor`
        "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/0/said_by/0/statements/0", json!("council-alps"))],
        expect![[r#"
            error[statement-of-other] at /questions/0/options/2/requirements/0/said_by/0/statements/0: statement `council-alps` belongs to `council`, not to `mason`
        "#]],
    );
    check(
        &[("/cases/0/statements/0", json!("mason-alp"))],
        expect![[r#"
        error[unknown-statement] at /cases/0/statements/0: no statement `mason-alp`
          hint: did you mean `mason-alps`?
    "#]],
    );
    check(
        &[("E/table/0/cells/0/statements/0", json!("carpenter-paint"))],
        expect![[r#"
            evidence: error[statement-of-other] at /table/0/cells/0/statements/0: statement `carpenter-paint` belongs to `carpenter`, not to `mason`
        "#]],
    );
    check(
        &[("E/advice/1/statements/0", json!("council-snaw"))],
        expect![[r#"
        evidence: error[unknown-statement] at /advice/1/statements/0: no statement `council-snaw`
          hint: did you mean `council-snow`?
    "#]],
    );
    check(
        &[("E/source_notes/0/statements/0", json!("nothing"))],
        expect![[r#"
        evidence: error[unknown-statement] at /source_notes/0/statements/0: no statement `nothing`
    "#]],
    );
    check(
        &[("E/corrections/0/statements/0", json!("nothing"))],
        expect![[r#"
        evidence: error[unknown-statement] at /corrections/0/statements/0: no statement `nothing`
    "#]],
    );
    check(
        &[("E/unused/0/statement", json!("nothing"))],
        expect![[r#"
        evidence: error[unknown-statement] at /unused/0/statement: no statement `nothing`
    "#]],
    );
    check(
        &[("E/model", json!("other"))],
        expect![[r#"
            evidence: error[wrong-model] at /model: the file belongs to model `other`, not to `sample`
              hint: write `sample`, the id of the model
        "#]],
    );
}

#[test]
fn warnings() {
    check(
        &[("/sources/-", copies("/sources/0", 1)[0].clone())],
        expect![[r#"
        warning[source-unused] at /sources/4: no rating or requirement names source `copy-0`
    "#]],
    );
    check(
        &[("/questions/0/options/1/ratings/0/statements", json!([]))],
        expect![[r#"
            warning[rating-without-statement] at /questions/0/options/1/ratings/0: the rating names no statement
        "#]],
    );
    check(
        &[("/questions/3/options/0/ratings/0/statements/0", json!("mason-snow"))],
        expect![[r#"
            warning[statement-twice] at /questions/3/options/0/ratings/0/statements/0: statement `mason-snow` already supports question `snow`
              hint: a fact must count once: merge the two questions, or use other statements for one of them
        "#]],
    );
    check(
        &[("/questions/0/options/2/requirements/1", json!(REMOVE))],
        expect![[r#"
            warning[excludes-base-only] at /questions/0/options/2/requirements/1: `metres` excludes `timber` but not `all-three`
              hint: the derived alternative stays eligible: exclude both if you mean both
        "#]],
    );
    check(
        &[("/questions/1/options/1/weight", json!(80))],
        expect![[r#"
            warning[group-weights] at /questions/1/options/1: `bicycles` has the same weight as `tools` in its group
              hint: in a group, the chosen option with the largest weight counts: give the options different weights
        "#]],
    );
    check(
        &[
            ("/questions/1/options/1/ratings/0/values/canvas", json!(990)),
            ("/questions/1/options/1/ratings/1/values/canvas", json!(990)),
        ],
        expect![[r#"
            warning[group-leaders] at /questions/1/options/1: `bicycles` and `tools` favour different alternatives
              hint: a group stands for one need: split the group
        "#]],
    );
    check(
        &[("/questions/5/unanswered/ratings/0/values/brick", json!(510))],
        expect![[r#"
            warning[leans-unanswered] at /questions/5/unanswered: the unanswered question favours a base alternative
              hint: give all base alternatives the same value in `unanswered`
        "#]],
    );
    check(
        &[("/questions/0/unanswered", leading())],
        expect![[r#"
            warning[leans-unanswered] at /alternatives/3: `brick-timber` leads while no question is answered
        "#]],
    );
    check(
        &[("/questions/-", question([500, 500, 500])), ("/questions/7/options/0/weight", json!(0))],
        expect![[r#"
            warning[never-matters] at /questions/7: no answer to `only` changes the lead of an alternative
        "#]],
    );
    check(
        &only(question([900, 100, 50])),
        expect![[r#"
            warning[dominated] at /alternatives/1: `timber` is not better than `brick` on any row
            warning[never-wins] at /alternatives/1: `timber` never wins: no answers put it ahead of `brick` by more than the tie band
            warning[dominated] at /alternatives/2: `canvas` is not better than `brick` on any row
            warning[never-wins] at /alternatives/2: `canvas` never wins: no answers put it ahead of `brick` by more than the tie band
            warning[dominated] at /alternatives/3: `brick-timber` is not better than `brick` on any row
            warning[never-wins] at /alternatives/3: `brick-timber` never wins: no answers put it ahead of `brick` by more than the tie band
            and 2 more
        "#]],
    );
    check(
        &only(question([900, 900, 50])),
        expect![[r#"
            warning[identical] at /alternatives/0: `brick` and `timber` have the same values on all rows
            warning[never-wins] at /alternatives/0: `brick` never wins: no answers put it ahead of `timber` by more than the tie band
            warning[never-wins] at /alternatives/1: `timber` never wins: no answers put it ahead of `brick` by more than the tie band
            warning[dominated] at /alternatives/2: `canvas` is not better than `brick` on any row
            warning[never-wins] at /alternatives/2: `canvas` never wins: no answers put it ahead of `brick` by more than the tie band
            warning[dominated] at /alternatives/3: `brick-timber` is not better than `brick` on any row
            and 3 more
        "#]],
    );
    check(
        &[("E/unused", json!([]))],
        expect![[r#"
            evidence: warning[statement-unused] at /statements/31: nothing uses statement `mason-joke`
              hint: use the statement, or add it to `unused` with the reason
        "#]],
    );
}

#[test]
fn conditions() {
    let when = |condition: Value| [("/questions/3/when", condition)];
    check(
        &when(json!({ "snow": ["some", "metres"] })),
        expect![[r#"
        warning[reply-ignored] at /cases/2/answers/skills: question `skills` does not apply to this case
          hint: remove the reply, or answer the question that it depends on
    "#]],
    );
    check(
        &when(json!({})),
        expect![[r#"
            error[bad-condition] at /questions/3/when: expected exactly one question
              hint: name one earlier question; that question can have a `when` of its own
        "#]],
    );
    check(
        &when(json!({ "snow": ["some"], "heat": ["hot"] })),
        expect![[r#"
            error[bad-condition] at /questions/3/when: expected exactly one question
              hint: name one earlier question; that question can have a `when` of its own
        "#]],
    );
    check(
        &when(json!({ "snwo": ["some"] })),
        expect![[r#"
        error[unknown-id] at /questions/3/when/snwo: no question `snwo`
          hint: did you mean `snow`?
    "#]],
    );
    check(
        &when(json!({ "heat": ["hot"] })),
        expect![[r#"
        error[bad-condition] at /questions/3/when/heat: question `heat` does not come before this one
          hint: move the question behind the one that it depends on
    "#]],
    );
    check(
        &when(json!({ "skills": ["saw"] })),
        expect![[r#"
        error[bad-condition] at /questions/3/when/skills: question `skills` does not come before this one
          hint: move the question behind the one that it depends on
    "#]],
    );
    check(
        &when(json!({ "contents": ["tools"] })),
        expect![[r#"
        error[bad-condition] at /questions/3/when/contents: `contents` allows several answers
          hint: depend on a question with one answer
    "#]],
    );
    check(
        &when(json!({ "snow": ["sme"] })),
        expect![[r#"
        error[unknown-id] at /questions/3/when/snow/0: question `snow` has no option `sme`
          hint: did you mean `some`?
    "#]],
    );
    check(
        &when(json!({ "snow": [] })),
        expect![[r#"
            error[too-few] at /questions/3/when/snow: expected 1 or more items, found 0
              hint: add an item to the list
        "#]],
    );
    check(
        &when(json!({ "snow": "some" })),
        expect![[r#"
            error[shape] at /questions/3/when/snow: expected a list, found the text "some"
              hint: write `["some"]`
        "#]],
    );
}

#[test]
fn opinions() {
    let option = "/questions/0/options/1";
    let at = |field: &str| -> &'static str { [option, "/", field].concat().leak() };
    let values = json!({ "brick": 900 });
    check(
        &[(at("values"), values.clone())],
        expect![[r#"
        error[editor-beside-source] at /questions/0/options/1/values: the row has both `values` and `ratings`
          hint: `values` is the author's own opinion: move it into `ratings` as the values of a source, or remove it
    "#]],
    );
    check(
        &[(at("values"), values.clone()), (at("ratings"), json!(REMOVE))],
        expect![[r#"
        evidence: warning[statement-unused] at /statements/1: nothing uses statement `mason-snow`
          hint: use the statement, or add it to `unused` with the reason
        evidence: warning[statement-unused] at /statements/2: nothing uses statement `carpenter-snow`
          hint: use the statement, or add it to `unused` with the reason
    "#]],
    );
    check(
        &[(at("values"), json!({ "brick": 1001 })), (at("ratings"), json!(REMOVE))],
        expect![[r#"
            error[out-of-range] at /questions/0/options/1/values/brick: the value 1001 is not between 0 and 1000
              hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
        "#]],
    );
    check(
        &[(at("values"), json!({ "brik": 900 })), (at("ratings"), json!(REMOVE))],
        expect![[r#"
        error[unknown-id] at /questions/0/options/1/values/brik: no alternative `brik`
          hint: did you mean `brick`?
    "#]],
    );
    check(
        &[(at("values"), json!({ "brick-timber": 900 })), (at("ratings"), json!(REMOVE))],
        expect![[r#"
            error[row-surplus] at /questions/0/options/1/values/brick-timber: a rule derives the value of `brick-timber`
              hint: remove the value, or give the row the rule `own` for this alternative
        "#]],
    );
    check(
        &[(at("ratings"), json!(REMOVE))],
        expect![[r#"
        error[row-unrated] at /questions/0/options/1: the row has a weight but no values
          hint: add `values` with a number from 0 to 1000 for each alternative, or set the weight to 0
    "#]],
    );
}

#[test]
fn requirements_by_definition() {
    let said_by = "/questions/0/options/2/requirements/0/said_by";
    check(&[(said_by, json!([{ "source": "editor" }]))], expect![""]);
    check(
        &[(said_by, json!([{ "source": "editor" }, { "source": "mason", "statements": [] }]))],
        expect![[r#"
            error[editor-beside-source] at /questions/0/options/2/requirements/0/said_by: the editor states a requirement beside a source
              hint: a requirement by definition is said by `editor` alone
        "#]],
    );
    check(
        &[(said_by, json!([{ "source": "mason" }]))],
        expect![[r#"
        warning[rating-without-statement] at /questions/0/options/2/requirements/0: a source of the requirement names no statement
    "#]],
    );
}

#[test]
fn intended_warnings() {
    let lopsided = (
        "/questions/5/unanswered/ratings/0/values",
        json!({ "brick": 900, "timber": 100, "canvas": 100, "brick-timber": 100, "all-three": 100 }),
    );
    check(
        std::slice::from_ref(&lopsided),
        expect![[r#"
        warning[leans-unanswered] at /questions/5/unanswered: the unanswered question favours a base alternative
          hint: give all base alternatives the same value in `unanswered`
    "#]],
    );
    let intended =
        |at: &'static str, code: &str| [lopsided.clone(), (at, json!({ code: "A reason." }))];
    check(&intended("/questions/5/intended", "leans-unanswered"), expect![""]);
    check(&intended("/intended", "leans-unanswered"), expect![""]);
    check(
        &intended("/questions/4/intended", "leans-unanswered"),
        expect![[r#"
        warning[leans-unanswered] at /questions/5/unanswered: the unanswered question favours a base alternative
          hint: give all base alternatives the same value in `unanswered`
        warning[intended-unused] at /questions/4/intended/leans-unanswered: there is no warning `leans-unanswered` here to acknowledge
          hint: remove the entry
    "#]],
    );
    check(
        &intended("/questions/5/intended", "leans-unansered"),
        expect![[r#"
        warning[leans-unanswered] at /questions/5/unanswered: the unanswered question favours a base alternative
          hint: give all base alternatives the same value in `unanswered`
        warning[intended-unused] at /questions/5/intended/leans-unansered: there is no warning `leans-unansered` here to acknowledge
          hint: did you mean `leans-unanswered`?
    "#]],
    );
}

#[test]
fn every_problem_is_reported_at_once() {
    check(
        &[
            ("/band", json!(1000)),
            ("/sources/0/url", json!("ftp://mason.example")),
            ("/alternatives/0/color", json!("bleu")),
            ("/questions/1/options/0/weight", json!("heavy")),
            ("/questions/1/options/1/weight", json!(900)),
            ("/questions/3/kind", json!(REMOVE)),
        ],
        expect![[r#"
            error[shape] at /alternatives/0/color: unknown word `bleu`
              hint: did you mean `blue`?
            error[shape] at /questions/1/options/0/weight: expected a whole number, found the text "heavy"
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
            error[out-of-range] at /band: the band 1000 is not between 0 and 100
            error[bad-link] at /sources/0/url: `ftp://mason.example` is not an allowed link
              hint: links start with https://, http:// or mailto:, and have no spaces
            error[out-of-range] at /questions/1/options/1/weight: the weight 900 is not between 0 and 200
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
    );
}

#[test]
fn references_to_a_faulty_item_are_no_problems() {
    check(
        &[("/questions/0", json!({ "id": "snow" }))],
        expect![[r#"
            error[shape] at /questions/0: missing field `text`
              hint: add `"text": "…"`
            error[shape] at /questions/0: missing field `options`
              hint: add `"options": [{ "id": "an-id", "text": "…" }]`
        "#]],
    );
    check(
        &[("/questions/0/options/2", json!({ "id": "metres" }))],
        expect![[r#"
            error[shape] at /questions/0/options/2: missing field `text`
              hint: add `"text": "…"`
        "#]],
    );
    check(
        &[("/sources/0", json!({}))],
        expect![[r#"
            error[shape] at /sources/0: missing field `id`
              hint: add `"id": "…"`
            error[shape] at /sources/0: missing field `title`
              hint: add `"title": "…"`
        "#]],
    );
    check(
        &[("/alternatives/3", json!({ "id": "brick-timber" }))],
        expect![[r#"
            error[shape] at /alternatives/3: missing field `name`
              hint: add `"name": "…"`
        "#]],
    );
}

#[test]
fn files_that_are_not_models() {
    let show = |text: &str, expect: Expect| {
        let all: String = read(text).problems.iter().map(show).collect();
        expect.assert_eq(&all);
    };
    show(
        "",
        expect![[r#"
            error[not-json]: not JSON at line 1, column 1: the file is empty
              hint: write a model into it; `tiebreak new` writes one to start from
        "#]],
    );
    show(
        "[]",
        expect![[r#"
            error[shape]: expected an object, found a list
              hint: a file is one object: remove the `[` and `]` around it
        "#]],
    );
    show(
        "{}",
        expect![[r#"
            error[shape]: missing field `format`
              hint: add `"format": 1`
            error[shape]: missing field `id`
              hint: add `"id": "…"`
            error[shape]: missing field `title`
              hint: add `"title": "…"`
            error[shape]: missing field `alternatives`
              hint: add `"alternatives": [{ "id": "an-id", "name": "…" }]`
            error[shape]: missing field `questions`
              hint: add `"questions": [{ "id": "an-id", "text": "…", "options": [{ "id": "an-id", "text": "…" }] }]`
        "#]],
    );
    show(
        "NaN",
        expect![[r#"
            error[not-json]: not JSON at line 1, column 1: the file starts with `NaN`
              hint: a file is one JSON object: `{` is its first character and `}` its last one
        "#]],
    );
    show(
        "\u{feff}{}",
        expect![[r#"
            error[not-json]: not JSON at line 1, column 1: the file starts with a byte order mark
              hint: save the file as UTF-8 without a byte order mark (BOM)
        "#]],
    );
    show(
        "{\"band\": 1e999}",
        expect![[r#"
            error[not-json]: not JSON at line 1, column 10: `1e999` is not a value of JSON
              hint: write digits alone, or a text in quotation marks
        "#]],
    );
    show(
        &"[".repeat(33),
        expect![[r#"
        error[too-deep]: the file is nested deeper than 32 levels
    "#]],
    );
    show(
        &"[".repeat(1_000_000),
        expect![[r#"
        error[too-deep]: the file is nested deeper than 32 levels
    "#]],
    );
    show(
        &" ".repeat((1 << 20) + 1),
        expect![[r#"
        error[too-large]: the file is larger than 1 MiB
    "#]],
    );
}

/// Loads two texts, and checks that each has either a result or errors.
fn load_both(model: &str, evidence: &str) {
    let loaded = read(model);
    let has_errors = |problems: &[Problem]| problems.iter().any(|p| p.severity == Severity::Error);
    assert_eq!(loaded.model.is_none(), has_errors(&loaded.problems));
    if let Some(model) = loaded.model {
        let loaded = load_evidence(&model, evidence);
        assert_eq!(loaded.evidence.is_none(), has_errors(&loaded.problems));
    }
}

#[test]
fn truncated_files_do_not_panic() {
    for length in (0..MODEL.len()).step_by(97) {
        load_both(&String::from_utf8_lossy(&MODEL.as_bytes()[..length]), EVIDENCE);
    }
    for length in (0..EVIDENCE.len()).step_by(97) {
        load_both(MODEL, &String::from_utf8_lossy(&EVIDENCE.as_bytes()[..length]));
    }
}

#[test]
fn files_with_a_changed_byte_do_not_panic() {
    // Each place gets one of the bytes that have a meaning in JSON.
    let changed = |text: &str, i: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[i] = b"\"{}[],:09-e\\ x\0\xff"[i % 15];
        String::from_utf8_lossy(&bytes).into_owned()
    };
    for i in (0..MODEL.len()).step_by(41) {
        load_both(&changed(MODEL, i), EVIDENCE);
    }
    for i in (0..EVIDENCE.len()).step_by(43) {
        load_both(MODEL, &changed(EVIDENCE, i));
    }
}

/// Every code of a file appears in one of the expectations above.
#[test]
fn every_code_is_tested() {
    let here = include_str!("problems.rs");
    let elsewhere = [
        Code::EvidenceMissing,
        Code::IntegrityStale,
        // `mistakes.rs` tests these.
        Code::FieldTwice,
        Code::SmallValues,
        // `link.rs` tests these.
        Code::LinkFormat,
        Code::LinkPart,
        Code::LinkChanged,
    ];
    let is_tested = |code: &Code| here.contains(&["[", code.as_str(), "]"].concat());
    let missing: Vec<_> =
        Code::ALL.iter().filter(|code| !is_tested(code) && !elsewhere.contains(code)).collect();
    assert_eq!(missing, Vec::<&Code>::new());
}
