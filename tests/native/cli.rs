//! The author's command line, as a shell or a script meets it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

const SAMPLE: &str = "tests/cases/sample.json";
const DJANGO: &str = "public/models/django-vs-fastapi.json";

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn tiebreak(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_tiebreak"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn decide(model: &str, answers: &Value) -> Value {
    let ran = tiebreak(&["decide", model, "--answers", &answers.to_string(), "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str(&ran.out).unwrap()
}

/// Answers that are refused: exit code 2, nothing on standard output, the reason on the other.
#[track_caller]
fn refused(model: &str, answers: &Value, reason: &[&str]) {
    let ran = tiebreak(&["decide", model, "--answers", &answers.to_string(), "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    for it in reason {
        assert!(ran.err.contains(it), "no `{it}` in:\n{}", ran.err);
    }
}

/// A file that goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tiebreak-{}-{name}", std::process::id()));
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

// ---- lint ----

#[test]
fn lint_is_content_with_the_models_that_we_ship() {
    let ran = tiebreak(&["lint", SAMPLE, DJANGO]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ran.out.matches(": 0 errors, ").count(), 2, "{}", ran.out);
}

#[test]
fn lint_fails_on_an_error_and_names_all_of_them() {
    let text = fs::read_to_string(SAMPLE).unwrap();
    let broken = text.replace("\"kind\": \"need\"", "\"kind\": \"neeed\"");
    let file = Scratch::new("broken.json", &broken);
    let ran = tiebreak(&["lint", file.path()]);
    assert_eq!(ran.code, 1);
    let errors = text.matches("\"kind\": \"need\"").count();
    assert!(ran.out.matches("error[").count() >= errors, "{}", ran.out);
}

#[test]
fn lint_passes_what_only_deserves_a_warning() {
    let mut model: Value = serde_json::from_str(&fs::read_to_string(SAMPLE).unwrap()).unwrap();
    model["evidence"]["file"] = "no-such-file.evidence.json".into();
    let file = Scratch::new("warned.json", &model.to_string());
    let ran = tiebreak(&["lint", file.path()]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("warning[evidence-missing]"), "{}", ran.out);
}

#[test]
fn bad_usage_is_told_apart_from_a_bad_model() {
    for arguments in [
        &[][..],
        &["lint"],
        &["lint", "--no-such-flag", SAMPLE],
        &["lint", "no/such/file.json"],
        &["decide", SAMPLE],
        &["decide", SAMPLE, "--answers", "[]"],
        &["decide", SAMPLE, "--answers", "{ not json"],
        &["test"],
        &["no-such-command"],
    ] {
        let ran = tiebreak(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

// ---- decide ----

/// The keys of an object, or of every object in a list, exactly.
#[track_caller]
fn keys(value: &Value, expected: &[&str]) {
    let objects = value.as_array().map_or(vec![value], |them| them.iter().collect());
    for object in objects {
        let mut keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = expected.to_vec();
        keys.sort_unstable();
        expected.sort_unstable();
        assert_eq!(keys, expected, "in {object}");
    }
}

/// The contract of `decide --json` and of the `tb-result` event, on one decision.
fn keeps_the_contract(decision: &Value) {
    keys(
        decision,
        &[
            "verdict",
            "alternatives",
            "margin",
            "contributions",
            "flips",
            "sources",
            "next",
            "open",
            "witness",
            "warnings",
            "evidence_floor",
        ],
    );
    let brief = ["kind", "winner", "close"];
    let verdict = &decision["verdict"];
    keys(verdict, &["kind", "winner", "close", "final", "disputed"]);
    keys(&verdict["disputed"], &["requirement", "with", "without"]);
    for it in verdict["disputed"].as_array().unwrap() {
        keys(&it["requirement"], &["question", "option", "excludes"]);
    }
    let alternatives = &decision["alternatives"];
    keys(alternatives, &["id", "points", "value", "rank", "eligible", "excluded_by"]);
    for it in alternatives.as_array().unwrap() {
        keys(&it["excluded_by"], &["question", "option", "agreed"]);
    }
    if !decision["margin"].is_null() {
        keys(&decision["margin"], &["points", "rounded"]);
    }
    let part = ["question", "alternative", "against", "points", "rounded", "answered"];
    keys(&decision["contributions"], &part);
    keys(&decision["flips"], &["rival", "changes", "then"]);
    for it in decision["flips"].as_array().unwrap() {
        keys(&it["changes"], &["question", "from", "to"]);
        keys(&it["then"], &brief);
    }
    keys(&decision["sources"], &["id", "alone", "without"]);
    for it in decision["sources"].as_array().unwrap() {
        keys(&it["alone"], &["kind", "winner", "close", "questions", "weight"]);
        keys(&it["without"], &["kind", "winner", "close", "dropped"]);
        for key in ["questions", "weight"] {
            let pair = it["alone"][key].as_array().unwrap();
            assert!(pair.len() == 2 && pair[0].as_i64() <= pair[1].as_i64(), "{it}");
        }
    }
    assert!(decision["next"].is_null() || decision["next"].is_string());
    assert!(decision["open"].is_u64());
    if !decision["witness"].is_null() {
        keys(&decision["witness"], &["answers", "then"]);
        keys(&decision["witness"]["then"], &brief);
    }
    keys(&decision["warnings"], &["code", "questions", "alternatives"]);
    keys(&decision["evidence_floor"], &["answered", "largest"]);
}

#[test]
fn every_key_of_the_json_is_there_whatever_the_verdict() {
    let file = fs::read_to_string("tests/cases/seed_cases.json").unwrap();
    let file: Value = serde_json::from_str(&file).unwrap();
    let sheets = file["cases"].as_array().unwrap().iter().step_by(8).map(|it| &it["sheets"][0]);
    for sheet in std::iter::once(&json!({})).chain(sheets) {
        keeps_the_contract(&decide(DJANGO, sheet));
    }
}

#[test]
fn nothing_answered_is_a_decision_too() {
    let decision = decide(DJANGO, &json!({}));
    assert_eq!(decision["verdict"]["kind"], "unasked");
    assert_eq!(decision["verdict"]["winner"], Value::Null);
    assert_eq!(decision["margin"], Value::Null);
    assert!(decision["next"].is_string());
}

#[test]
fn the_witness_is_answers_that_decide_takes_back() {
    let answers = json!({ "product": "full" });
    let decision = decide(DJANGO, &answers);
    let witness = &decision["witness"];
    assert_eq!(witness["answers"]["product"], "full");
    let then = decide(DJANGO, &witness["answers"]);
    assert_eq!(then["verdict"]["winner"], witness["then"]["winner"]);
    assert_ne!(then["verdict"]["winner"], decision["verdict"]["winner"]);
}

#[test]
fn a_flip_can_be_typed_in_as_it_is_shown() {
    let mut answers = json!({ "product": "full", "code": "none", "skills": "django" });
    let decision = decide(DJANGO, &answers);
    let flip = &decision["flips"][0];
    for change in flip["changes"].as_array().unwrap() {
        let question = change["question"].as_str().unwrap();
        assert_eq!(answers[question], change["from"]);
        answers[question] = change["to"].clone();
    }
    let then = decide(DJANGO, &answers);
    for key in ["kind", "winner", "close"] {
        assert_eq!(then["verdict"][key], flip["then"][key]);
    }
}

#[test]
fn answers_may_come_from_a_file() {
    let file = Scratch::new("answers.json", r#"{ "product": "full" }"#);
    let ran = tiebreak(&["decide", DJANGO, "--answers", file.path(), "--json"]);
    let from_file: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(from_file, decide(DJANGO, &json!({ "product": "full" })));
}

#[test]
fn a_slip_of_the_pen_is_answered_with_what_was_meant() {
    refused(DJANGO, &json!({ "prodct": "full" }), &["prodct", "did you mean `product`?"]);
    refused(DJANGO, &json!({ "product": "ful" }), &["ful", "did you mean `full`?"]);
    refused(DJANGO, &json!({ "workload": ["crudd"] }), &["crudd", "did you mean `crud`?"]);
}

#[test]
fn answers_that_could_mean_two_things_are_refused() {
    refused(DJANGO, &json!({ "workload": [] }), &["none"]);
    refused(DJANGO, &json!({ "workload": ["none", "crud"] }), &["none of these"]);
    let both = json!({
        "load": { "users": 10, "requests_per_user_per_day": 5, "peak_requests_per_second": 3 }
    });
    refused(DJANGO, &both, &["load", "users", "peak"]);
}

#[test]
fn a_reader_overrules_a_weight_and_a_row_of_values() {
    let mut answers = json!({ "product": "full", "skills": "mixed" });
    let before = decide(DJANGO, &answers);
    assert_eq!(before["verdict"]["winner"], "django");
    answers["overrides"] = json!([
        { "question": "product", "option": "full", "values": { "django": 100, "fastapi": 900 } }
    ]);
    let after = decide(DJANGO, &answers);
    assert_eq!(after["verdict"]["winner"], "fastapi");
    assert_eq!(after["sources"], before["sources"], "what the sources say is their affair");
    let witness = &after["witness"]["answers"]["overrides"];
    assert!(after["witness"].is_null() || *witness == answers["overrides"], "{witness}");
}

#[test]
fn an_override_that_cannot_be_meant_is_refused() {
    let of = |it: Value| json!({ "overrides": [it] });
    refused(DJANGO, &json!({ "overrides": { "weights": {} } }), &["/overrides", "a list"]);
    let slip = json!({ "question": "produkt", "option": "full", "weight": 3 });
    refused(DJANGO, &of(slip), &["/overrides/0/question", "did you mean `product`?"]);
}

// ---- test ----

#[test]
fn test_runs_the_typical_cases_and_files_of_cases() {
    let ran = tiebreak(&["test", DJANGO, "--cases", "tests/cases/hybrid_plain.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("7 of 7 met"), "{}", ran.out);
}

#[test]
fn test_fails_when_a_case_is_missed() {
    let cases = json!({
        "model": "django-vs-fastapi",
        "cases": [{
            "id": "wrong",
            "sheets": [{ "product": "full", "code": "none", "skills": "django" }],
            "expected": ["fastapi"]
        }]
    });
    let file = Scratch::new("cases.json", &cases.to_string());
    let ran = tiebreak(&["test", DJANGO, "--cases", file.path()]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("MISS wrong"), "{}", ran.out);
}

#[test]
fn the_readme_shows_what_the_command_prints() {
    let readme = include_str!("../../README.md");
    let shown = readme.split("```console\n$ tiebreak ").nth(1).unwrap();
    let (command, output) = shown.split("```").next().unwrap().split_once('\n').unwrap();
    // Words, of which the quoted one has spaces.
    let (words, quoted) = command.split_once('\'').unwrap();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    words.push(quoted.trim_end_matches('\''));
    assert_eq!(tiebreak(&words).out, output);
}
