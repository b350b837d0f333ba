//! Runs the command line as a shell does.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::Command;

use expect_test::expect;
use serde_json::{Value, json};
use tempfile::TempPath;
use tiebreak_core::model::load::load;
use tiebreak_core::model::problem::{Code, Severity};
use tiebreak_core::model::schema::{self, Form, Object};

/// The paths in commands and messages are relative to the root of the repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

const SAMPLE: &str = "tests/cases/sample.json";
const DJANGO: &str = "public/models/django-vs-fastapi.json";

fn in_root(path: &str) -> String {
    [ROOT, "/", path].concat()
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn tiebreak(arguments: &[&str]) -> Ran {
    run_in(Path::new(ROOT), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_tiebreak"))
        .current_dir(folder)
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

/// Checks that answers are refused: exit code 2, nothing on standard output, and all of `texts` on
/// standard error.
#[track_caller]
fn refused(model: &str, answers: &Value, texts: &[&str]) {
    let ran = tiebreak(&["decide", model, "--answers", &answers.to_string(), "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    for text in texts {
        assert!(ran.err.contains(text), "no `{text}` in:\n{}", ran.err);
    }
}

/// A file that is deleted at the end of the test.
struct Scratch(TempPath);

impl Scratch {
    /// A JSON file.
    fn new(text: &str) -> Self {
        Self::with_ending(".json", text)
    }

    /// A file whose name ends in `ending`.
    fn with_ending(ending: &str, bytes: impl AsRef<[u8]>) -> Self {
        let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
        file.write_all(bytes.as_ref()).unwrap();
        Self(file.into_temp_path())
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

// ---- lint ----

#[test]
fn lint_finds_no_problems_in_the_shipped_models() {
    let ran = tiebreak(&["lint", SAMPLE, DJANGO]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ran.out.matches(": 0 errors, ").count(), 2, "{}", ran.out);
}

#[test]
fn lint_lists_all_errors_and_fails() {
    let text = fs::read_to_string(in_root(SAMPLE)).unwrap();
    let broken = text.replace("\"kind\": \"need\"", "\"kind\": \"neeed\"");
    let file = Scratch::new(&broken);
    let ran = tiebreak(&["lint", file.path()]);
    assert_eq!(ran.code, 1);
    let errors = text.matches("\"kind\": \"need\"").count();
    assert!(ran.out.matches("error[").count() >= errors, "{}", ran.out);
}

#[test]
fn lint_passes_with_warnings() {
    let mut model: Value =
        serde_json::from_str(&fs::read_to_string(in_root(SAMPLE)).unwrap()).unwrap();
    model["evidence"]["file"] = "no-such-file.evidence.json".into();
    let file = Scratch::new(&model.to_string());
    let ran = tiebreak(&["lint", file.path()]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("warning[evidence-missing]"), "{}", ran.out);
}

#[test]
fn wrong_usage_has_exit_code_2() {
    for arguments in [
        &[][..],
        &["lint"],
        &["lint", "--no-such-flag", SAMPLE],
        &["lint", "no/such/file.json"],
        &["decide", SAMPLE],
        &["decide", SAMPLE, DJANGO, "--answers", "{}"],
        &["decide", SAMPLE, "--answers", "[]"],
        &["decide", SAMPLE, "--answers", "{ not json"],
        &["test"],
        &["what-if", SAMPLE, "--answers", "{}"],
        &["study", SAMPLE, "--sheets", "0"],
        &["no-such-command"],
    ] {
        let ran = tiebreak(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

// ---- decide ----

/// Checks that an object, or every object of a list, has exactly these keys.
#[track_caller]
fn keys(value: &Value, expected: &[&str]) {
    let objects = value.as_array().map_or(vec![value], |items| items.iter().collect());
    for object in objects {
        let mut keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = expected.to_vec();
        keys.sort_unstable();
        expected.sort_unstable();
        assert_eq!(keys, expected, "in {object}");
    }
}

/// Checks all keys of a decision in `decide --json` and in the `tb-result` event.
fn check_keys(decision: &Value) {
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
            "by_source",
            "asking",
            "witness",
            "warnings",
            "evidence_floor",
            "none_eligible",
            "pairwise",
            "entropy_bits",
            "settled_level",
            "layers",
            "seed",
            "samples",
        ],
    );
    let brief = ["kind", "winner", "close"];
    let verdict = &decision["verdict"];
    keys(verdict, &["kind", "winner", "close", "final", "disputed"]);
    keys(&verdict["disputed"], &["requirement", "with", "without"]);
    for dispute in verdict["disputed"].as_array().unwrap() {
        keys(&dispute["requirement"], &["question", "option", "excludes"]);
    }
    let alternatives = &decision["alternatives"];
    let exact = ["id", "points", "value", "rank", "eligible", "excluded_by"];
    let sampled = ["acceptability", "interval", "central_weights", "confidence"];
    keys(alternatives, &[&exact[..], &sampled].concat());
    keys(&decision["pairwise"], &["a", "b", "p", "exact"]);
    keys(&decision["layers"], &["layer", "on", "first"]);
    for alternative in alternatives.as_array().unwrap() {
        keys(&alternative["excluded_by"], &["question", "option", "agreed"]);
    }
    if !decision["margin"].is_null() {
        keys(&decision["margin"], &["points", "rounded"]);
    }
    let part = ["question", "alternative", "against", "points", "rounded", "answered"];
    keys(&decision["contributions"], &part);
    keys(&decision["flips"], &["rival", "changes", "then"]);
    for flip in decision["flips"].as_array().unwrap() {
        keys(&flip["changes"], &["question", "from", "to"]);
        keys(&flip["then"], &brief);
    }
    keys(&decision["sources"], &["id", "alone", "without"]);
    for source in decision["sources"].as_array().unwrap() {
        keys(&source["alone"], &["kind", "winner", "close", "questions", "weight"]);
        keys(&source["without"], &["kind", "winner", "close", "dropped"]);
        for key in ["questions", "weight"] {
            let pair = source["alone"][key].as_array().unwrap();
            assert!(pair.len() == 2 && pair[0].as_i64() <= pair[1].as_i64(), "{source}");
        }
    }
    keys(&decision["by_source"], &["question", "source", "points"]);
    assert!(decision["next"].is_null() || decision["next"].is_string());
    assert!(decision["open"].is_u64());
    keys(&decision["asking"], &["stays", "unlikely_to_change", "questions"]);
    let asked = &decision["asking"]["questions"];
    keys(asked, &["question", "bits", "swing", "between", "excludes"]);
    assert_eq!(asked.as_array().map(Vec::len), decision["open"].as_u64().map(|open| open as usize));
    if !decision["witness"].is_null() {
        keys(&decision["witness"], &["answers", "then"]);
        keys(&decision["witness"]["then"], &brief);
    }
    keys(&decision["warnings"], &["code", "questions", "alternatives"]);
    keys(&decision["evidence_floor"], &["answered", "largest"]);
}

#[test]
fn the_json_has_every_key_for_every_kind_of_verdict() {
    let file = fs::read_to_string(in_root("tests/cases/seed_cases.json")).unwrap();
    let file: Value = serde_json::from_str(&file).unwrap();
    let cases = file["cases"].as_array().unwrap().iter().step_by(8);
    let sheets = cases.map(|case| &case["sheets"][0]);
    for sheet in std::iter::once(&json!({})).chain(sheets) {
        check_keys(&decide(DJANGO, sheet));
    }
}

#[test]
fn the_shares_of_samples_add_up_to_1() {
    let answers = json!({ "product": "full", "editors": "soon", "team": "small-no" });
    let decision = decide(DJANGO, &answers);
    let alternatives = decision["alternatives"].as_array().unwrap();
    let acceptability =
        |rank: usize| alternatives.iter().map(move |a| a["acceptability"][rank].as_f64().unwrap());
    let none = decision["none_eligible"].as_f64().unwrap();
    assert!((acceptability(0).sum::<f64>() + none - 1.0).abs() < 1e-12);
    for layer in decision["layers"].as_array().unwrap() {
        assert_eq!(layer["on"], true);
        let first = layer["first"].as_object().unwrap();
        let sum: f64 = first.values().map(|share| share.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{layer}");
    }
    for alternative in alternatives {
        let [low, high] = [0, 1].map(|end| alternative["interval"][end].as_i64());
        let value = alternative["value"].as_i64();
        assert!(low <= value && value <= high, "{alternative}");
        let Some(weights) = alternative["central_weights"].as_object() else { continue };
        let sum: f64 = weights.values().map(|weight| weight.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{weights:?}");
    }
    assert_eq!(decision["samples"], 10_000);
}

#[test]
fn decide_accepts_an_empty_answer_sheet() {
    let decision = decide(DJANGO, &json!({}));
    assert_eq!(decision["verdict"]["kind"], "unasked");
    assert_eq!(decision["verdict"]["winner"], Value::Null);
    assert_eq!(decision["margin"], Value::Null);
    assert!(decision["next"].is_string());
}

#[test]
fn decide_accepts_the_answers_of_the_witness() {
    let answers = json!({ "product": "full" });
    let decision = decide(DJANGO, &answers);
    let witness = &decision["witness"];
    assert_eq!(witness["answers"]["product"], "full");
    let then = decide(DJANGO, &witness["answers"]);
    assert_eq!(then["verdict"]["winner"], witness["then"]["winner"]);
    assert_ne!(then["verdict"]["winner"], decision["verdict"]["winner"]);
}

#[test]
fn decide_accepts_the_answers_of_a_flip() {
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
fn the_json_has_the_reasons_for_the_next_question() {
    let decision = decide(DJANGO, &json!({ "product": "full" }));
    let asking = &decision["asking"];
    let asked = asking["questions"].as_array().unwrap();
    let next = asked.iter().find(|entry| entry["question"] == decision["next"]).unwrap();
    let bits = |entry: &Value| entry["bits"].as_f64().unwrap();
    assert!(asked.iter().all(|entry| bits(entry) <= bits(next) + 0.011), "{asking}");
    let team = asked.iter().find(|entry| entry["question"] == "team").unwrap();
    assert_eq!(team["excludes"], json!(["both"]));
    assert!(asking["stays"].as_f64().unwrap() <= 1.0);
    let empty = decide(DJANGO, &json!({}));
    assert_eq!(empty["asking"]["stays"], Value::Null, "there is no leader yet");
}

#[test]
fn what_if_prints_changes_and_thresholds() {
    let mut answers = json!({ "product": "full", "editors": "soon", "skills": "fastapi" });
    let what_if = |answers: &Value, rest: &[&str]| {
        let answers = answers.to_string();
        let arguments = [&["what-if", DJANGO, "--answers", &answers], rest].concat();
        tiebreak(&arguments)
    };
    let ran = what_if(&answers, &["--winner", "both", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    keys(&json, &["sets", "complete", "thresholds"]);
    keys(&json["sets"], &["changes", "then", "in_control"]);
    keys(&json["sets"][0]["changes"], &["question", "from", "to", "or"]);
    keys(&json["thresholds"], &["rival", "question", "option", "number", "of", "from", "to"]);
    // A threshold, given as an override, puts the alternative in the lead.
    let mut thresholds = json["thresholds"].as_array().unwrap().iter();
    let weight = thresholds.find(|threshold| threshold["number"] == "weight").unwrap();
    let (question, option) = (&weight["question"], &weight["option"]);
    answers["overrides"] =
        json!([{ "question": question, "option": option, "weight": weight["to"] }]);
    let points = |id: &str| {
        let decision = decide(DJANGO, &answers);
        let alternatives = decision["alternatives"].as_array().unwrap();
        alternatives.iter().find(|a| a["id"] == id).unwrap()["points"].as_i64()
    };
    assert!(points("both") > points("django"));

    // Every reply that is listed makes the alternative win.
    answers["overrides"] = json!([]);
    let plain = what_if(&answers, &["--winner", "both"]).out;
    assert!(plain.starts_with("Both would win with one changed answer:\n"), "{plain}");
    for set in json["sets"].as_array().unwrap() {
        let change = &set["changes"][0];
        let question = change["question"].as_str().unwrap();
        let others = change["or"].as_array().unwrap();
        let replies: Vec<&Value> = std::iter::once(&change["to"]).chain(others).collect();
        let words: Vec<String> = replies.iter().map(ToString::to_string).collect();
        let line = format!("  {question}: {} to {}", change["from"], words.join(" or "));
        assert!(plain.contains(&line), "{line:?} in {plain}");
        for reply in replies {
            let mut sheet = answers.clone();
            sheet[question] = reply.clone();
            assert_eq!(decide(DJANGO, &sheet)["verdict"]["winner"], "both");
        }
    }
    let wrong = what_if(&answers, &["--winner", "flask"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("expected one of django, fastapi, both"), "{}", wrong.err);
}

#[test]
fn decide_reads_answers_from_a_file() {
    let file = Scratch::new(r#"{ "product": "full" }"#);
    let ran = tiebreak(&["decide", DJANGO, "--answers", file.path(), "--json"]);
    let from_file: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(from_file, decide(DJANGO, &json!({ "product": "full" })));
}

#[test]
fn an_unknown_id_has_a_hint_with_a_similar_one() {
    refused(DJANGO, &json!({ "prodct": "full" }), &["prodct", "did you mean `product`?"]);
    refused(DJANGO, &json!({ "product": "ful" }), &["ful", "did you mean `full`?"]);
    refused(DJANGO, &json!({ "workload": ["crudd"] }), &["crudd", "did you mean `crud`?"]);
}

#[test]
fn ambiguous_answers_are_refused() {
    refused(DJANGO, &json!({ "workload": [] }), &["none"]);
    refused(DJANGO, &json!({ "workload": ["none", "crud"] }), &["none of these"]);
    let both = json!({
        "load": { "users": 10, "requests_per_user_per_day": 5, "peak_requests_per_second": 3 }
    });
    refused(DJANGO, &both, &["load", "users", "peak"]);
}

#[test]
fn decide_applies_overrides() {
    let mut answers = json!({ "product": "full", "skills": "mixed" });
    let before = decide(DJANGO, &answers);
    assert_eq!(before["verdict"]["winner"], "django");
    answers["overrides"] = json!([
        { "question": "product", "option": "full", "values": { "django": 100, "fastapi": 900 } }
    ]);
    let after = decide(DJANGO, &answers);
    assert_eq!(after["verdict"]["winner"], "fastapi");
    assert_eq!(
        after["sources"], before["sources"],
        "overridden values change no view of a single source"
    );
    let witness = &after["witness"]["answers"]["overrides"];
    assert!(after["witness"].is_null() || *witness == answers["overrides"], "{witness}");
}

#[test]
fn a_faulty_override_is_refused() {
    let with_override = |entry: Value| json!({ "overrides": [entry] });
    refused(DJANGO, &json!({ "overrides": { "weights": {} } }), &["/overrides", "a list"]);
    let slip = json!({ "question": "produkt", "option": "full", "weight": 3 });
    refused(DJANGO, &with_override(slip), &["/overrides/0/question", "did you mean `product`?"]);
}

// ---- test ----

#[test]
fn test_runs_the_typical_cases_and_files_of_cases() {
    let ran = tiebreak(&["test", DJANGO, "--cases", "tests/cases/hybrid_plain.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("7 of 7 met"), "{}", ran.out);
}

#[test]
fn test_fails_if_a_case_is_not_met() {
    let cases = json!({
        "model": "django-vs-fastapi",
        "cases": [{
            "id": "wrong",
            "sheets": [{ "product": "full", "code": "none", "skills": "django" }],
            "expected": ["fastapi"]
        }]
    });
    let file = Scratch::new(&cases.to_string());
    let ran = tiebreak(&["test", DJANGO, "--cases", file.path()]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("MISS wrong"), "{}", ran.out);
}

#[test]
fn problems_of_cases_and_answers_have_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", "a,b"]);
    assert_eq!(ran.code, 0);
    let cases = r#"{
  "model": "exampel",
  "cases": [
    {
      "id": "first",
      "sheets": [{ "situation": "a" }, { "situatoin": "a" }],
      "expected": [
        "a",
        "c"
      ]
    },
    {
      "id": "second",
      "sheets": [
        {
          "situation": "z"
        }
      ],
      "expected": ["a"]
    }
  ]
}
"#;
    fs::write(folder.path().join("cases.json"), cases).unwrap();
    let ran = tiebreak_in(&folder, &["test", "example.json", "--cases", "cases.json"]);
    assert_eq!(ran.code, 2);
    expect_test::expect![[r"
        cases.json:2: error[wrong-model] at /model: the file tests model `exampel`, not `example`
          hint: write `example`, the id of the model
        cases.json:6: error[unknown-question] at /cases/0 (first)/sheets/1/situatoin: no question `situatoin`
          hint: did you mean `situation`?
        cases.json:9: error[unknown-id] at /cases/0 (first)/expected/1: no alternative `c`
          hint: did you mean `a`?
        cases.json:16: error[unknown-option] at /cases/1 (second)/sheets/0/situation: question `situation` has no option `z`
          hint: did you mean `a`?
    "]].assert_eq(&ran.err);
    fs::write(folder.path().join("answers.json"), "{\n  \"situation\":\n    \"z\"\n}\n").unwrap();
    let ran = tiebreak_in(&folder, &["decide", "example.json", "--answers", "answers.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    expect_test::expect![[r"
        answers.json:2: error[unknown-option] at /situation: question `situation` has no option `z`
          hint: did you mean `a`?
    "]]
    .assert_eq(&ran.err);
}

/// The total of a column of the table that `test --bands` prints: right winners, or all winners.
fn total_of_bands(out: &str, column: usize) -> usize {
    let (_, table) = out.split_once("put the winner first:\n").unwrap();
    let counts = table.lines().filter_map(|line| line.split_once(": ")).map(|(_, counts)| counts);
    let number = |counts: &str| counts.split_whitespace().nth(column)?.parse::<usize>().ok();
    counts.filter_map(number).sum()
}

#[test]
fn test_counts_the_right_winners_by_the_scenarios_that_put_them_first() {
    let cases = json!({
        "model": "django-vs-fastapi",
        "cases": [
            // A firm verdict for Django, once expected and once not.
            { "id": "right", "sheets": [{ "product": "full", "editors": "soon" }], "expected": ["django"] },
            { "id": "wrong", "sheets": [{ "product": "full", "editors": "soon" }], "expected": ["fastapi"] },
            // No winner.
            { "id": "open", "sheets": [{ "code": "none" }], "expected": ["django"] },
        ]
    });
    let file = Scratch::new(&cases.to_string());
    let ran = tiebreak(&["test", DJANGO, "--cases", file.path(), "--bands"]);
    assert_eq!((total_of_bands(&ran.out, 0), total_of_bands(&ran.out, 2)), (1, 2), "{}", ran.out);
    assert!(ran.out.contains("1 of   2 (50 %)"), "{}", ran.out);
    assert!(
        !tiebreak(&["test", DJANGO, "--cases", file.path()]).out.contains("put the winner first")
    );
}

#[test]
fn study_prints_the_same_counts_every_time() {
    let study = || tiebreak(&["study", DJANGO, "--sheets", "6"]);
    let ran = study();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, study().out, "the readers depend on the seed alone");
    for row in ["  author order ", "  largest swing ", "  information gain "] {
        assert_eq!(ran.out.matches(row).count(), 2, "{}", ran.out);
    }
}

// ---- writing a model ----

/// Runs the command in a folder.
fn tiebreak_in(folder: &tempfile::TempDir, arguments: &[&str]) -> Ran {
    run_in(folder.path(), arguments)
}

#[test]
fn a_new_model_has_no_problems_and_each_of_its_alternatives_can_win() {
    for alternatives in ["tabs,spaces", "tabs,spaces,both", "vue,svelte,react-native,both"] {
        let folder = tempfile::tempdir().unwrap();
        let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", alternatives]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let ran = tiebreak_in(&folder, &["lint", "example.json"]);
        assert_eq!(ran.out, "example.json: 0 errors, 0 warnings\n");
        for winner in alternatives.split(',') {
            let answers = json!({ "situation": winner }).to_string();
            let arguments = ["decide", "example.json", "--json", "--answers", &answers];
            let ran = tiebreak_in(&folder, &arguments);
            let report: Value = serde_json::from_str(&ran.out).unwrap();
            assert_eq!(report["verdict"]["winner"], winner);
        }
        let ran = tiebreak_in(&folder, &["fmt", "--check", "example.json"]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""));
        let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", alternatives]);
        assert_eq!(ran.code, 2, "an existing file is not replaced");
    }
    let folder = tempfile::tempdir().unwrap();
    for (arguments, text) in [
        (&["new", "two words", "--alternatives", "a,b"][..], "is not a valid id"),
        (&["new", "one", "--alternatives", "a"], "expected 2 or more items"),
        (&["new", "twice", "--alternatives", "a,a"], "already used"),
        (&["new", "none"], "new needs --alternatives"),
    ] {
        let ran = tiebreak_in(&folder, arguments);
        assert!(ran.code == 2 && ran.err.contains(text), "no `{text}` in:\n{}", ran.err);
    }
}

#[test]
fn fmt_writes_the_usual_form_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.json");
    let model = fs::read_to_string(in_root(SAMPLE)).unwrap();
    let compact = serde_json::from_str::<Value>(&model).unwrap().to_string();
    fs::write(&path, &compact).unwrap();
    let ran = tiebreak_in(&folder, &["fmt", "--check", "model.json"]);
    let expected = "model.json: not in the usual form\n  hint: `tiebreak fmt model.json` writes the file in this form\n";
    assert_eq!((ran.code, ran.out.as_str()), (1, expected));
    assert_eq!(fs::read_to_string(&path).unwrap(), compact, "--check changes nothing");
    let ran = tiebreak_in(&folder, &["fmt", "model.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "model.json: written in the usual form\n"));
    let ran = tiebreak_in(&folder, &["fmt", "--check", "model.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let formatted = fs::read_to_string(&path).unwrap();
    assert!(formatted.contains("\n  \"format\": 1,\n  \"id\": "), "{formatted}");
    assert_eq!(serde_json::from_str::<Value>(&formatted).unwrap().to_string(), compact);
    fs::write(&path, "{").unwrap();
    let ran = tiebreak_in(&folder, &["fmt", "model.json"]);
    assert!(ran.code == 1 && ran.err.starts_with("model.json: EOF"), "{}", ran.err);
}

#[test]
fn lint_names_the_line_and_the_ids_of_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", "a,b"]);
    assert_eq!(ran.code, 0);
    let path = folder.path().join("example.json");
    let text = fs::read_to_string(&path).unwrap().replacen("\"weight\": 60", "\"weight\": 600", 1);
    fs::write(&path, &text).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("600")).unwrap();
    let ran = tiebreak_in(&folder, &["lint", "example.json"]);
    assert_eq!(
        ran.out,
        format!(
            "example.json:{line}: error[out-of-range] at /questions/1 (experience)/options/0 (a)/weight: \
             the weight 600 is not between 0 and 200\n  hint: a weight is a whole number from 0 to \
             200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others\n\
             example.json: 1 error, 0 warnings\n\
             example.json: warnings are listed once there are no errors\n"
        )
    );
}

#[test]
fn lint_names_the_line_of_a_syntax_error_and_of_a_wrong_encoding() {
    let file = Scratch::new("{\n  \"format\": 1,\n}\n");
    let ran = tiebreak(&["lint", file.path()]);
    let expected = format!("{}:2: error[not-json]: not JSON at line 2, column 14", file.path());
    assert!(ran.out.starts_with(&expected), "{}", ran.out);

    let text = "{\n  \"title\": \"caf\u{e9}\"\n}\n";
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, reason) in [
        (latin, "line 2 has a character that is not UTF-8"),
        ([vec![0xff, 0xfe], utf_16].concat(), "the file has the encoding UTF-16"),
    ] {
        let file = Scratch::with_ending(".json", &bytes);
        let ran = tiebreak(&["lint", file.path()]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(reason), "{}", ran.err);
        assert!(ran.err.contains("hint: save the file with the encoding UTF-8"), "{}", ran.err);
    }
}

#[test]
fn lint_lists_intended_warnings_apart() {
    let folder = tempfile::tempdir().unwrap();
    let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", "a,b"]);
    assert_eq!(ran.code, 0);
    let path = folder.path().join("example.json");
    let mut model: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let question = &mut model["questions"][1];
    question["unanswered"] = json!({ "values": { "a": 900, "b": 100 } });
    question["intended"] = json!({ "leans-unanswered": "Most people know A." });
    fs::write(&path, model.to_string()).unwrap();
    let ran = tiebreak_in(&folder, &["lint", "example.json"]);
    assert_eq!(
        ran.out,
        "example.json: 0 errors, 0 warnings\n\
         example.json: intended by the author:\n  \
         leans-unanswered at /questions/1 (experience)/unanswered: Most people know A.\n"
    );
}

#[test]
fn lint_explains_a_file_of_another_kind() {
    for (file, hint) in [
        ("tests/cases/sample.evidence.json", "lint the model that names the file"),
        ("tests/cases/dense.json", "`tiebreak test MODEL --cases FILE` reads it"),
    ] {
        let ran = tiebreak(&["lint", file]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(hint), "{}", ran.err);
    }
}

#[test]
fn test_names_the_replies_that_it_ignores() {
    let folder = tempfile::tempdir().unwrap();
    let model = json!({
        "format": 1, "id": "way", "title": "Bicycle or car?",
        "alternatives": [{ "id": "bicycle", "name": "Bicycle" }, { "id": "car", "name": "Car" }],
        "questions": [
            { "id": "licence", "text": "Can you drive?", "options": [
                { "id": "yes", "text": "Yes" }, { "id": "no", "text": "No" } ] },
            { "id": "parking", "text": "Is there parking?", "when": { "licence": ["yes"] }, "options": [
                { "id": "yes", "text": "Yes", "values": { "car": 900 } } ] },
        ],
    });
    let cases = json!({ "model": "way", "cases": [
        { "id": "driver", "sheets": [{ "parking": "yes" }], "expected": ["car"] },
    ] });
    fs::write(folder.path().join("way.json"), model.to_string()).unwrap();
    fs::write(folder.path().join("cases.json"), cases.to_string()).unwrap();
    let ran = tiebreak_in(&folder, &["test", "way.json", "--cases", "cases.json"]);
    let ignored = "  driver: ignored: `parking` applies only if `licence` is \"yes\"\n";
    assert!(ran.out.contains(ignored), "{}", ran.out);
}

#[test]
fn lint_watches_a_file_until_its_error_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", "a,b"]);
    assert_eq!(ran.code, 0);
    let path = folder.path().join("example.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"weight\": 60", "\"weight\": \"much\"", 1)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tiebreak"))
        .current_dir(folder.path())
        .args(["lint", "--watch", "example.json"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |end: &str| {
        let found = lines.by_ref().map(Result::unwrap).find(|line| line.contains(end));
        assert!(found.is_some(), "no line with `{end}`");
    };
    until("1 error, 0 warnings");
    fs::write(&path, text).unwrap();
    until("0 errors, 0 warnings");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn import_adds_the_statements_of_a_table_to_an_evidence_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    file("one.csv", "id,source,section,text,strength\nann-1,ann,Part 2,\"Tabs, she says.\",hard\n");
    file(
        "two.jsonl",
        "{\"id\": \"bob-1\", \"source\": \"bob\", \"place\": \"End\", \"text\": \"Spaces.\", \"links\": [\"https://bob.example/\"]}\n",
    );
    let import =
        |name: &str| tiebreak_in(&folder, &["import", name, "--evidence", "indent.evidence.json"]);
    let ran = import("one.csv");
    let expected =
        "added 1 statements to indent.evidence.json\ncolumns without a field: strength\n";
    assert_eq!((ran.out.as_str(), ran.err.as_str()), (expected, ""));
    assert_eq!(import("two.jsonl").code, 0);
    let text = fs::read_to_string(folder.path().join("indent.evidence.json")).unwrap();
    let evidence: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        evidence,
        json!({ "format": 1, "model": "indent", "statements": [
            { "id": "ann-1", "source": "ann", "place": "Part 2", "text": "Tabs, she says." },
            {
                "id": "bob-1", "source": "bob", "place": "End", "text": "Spaces.",
                "links": ["https://bob.example/"],
            },
        ] })
    );
    file("three.tsv", "id\tsource\tplace\ttext\nann-2\tann\t\tNo place.\n");
    for (name, hint) in [
        ("one.csv", "line 2: there is already a statement `ann-1`"),
        ("three.tsv", "line 2: the column `place` is missing or empty"),
    ] {
        let ran = import(name);
        assert!(ran.code == 2 && ran.err.contains(hint), "{}", ran.err);
    }
    let after = fs::read_to_string(folder.path().join("indent.evidence.json")).unwrap();
    assert_eq!(after, text, "a refused import writes nothing");
}

#[test]
fn every_command_explains_itself() {
    let usage = tiebreak(&["help"]);
    assert_eq!((usage.code, usage.err.as_str()), (0, ""));
    let page = include_str!("../../../docs/cli.md");
    let commands = usage.out.lines().filter_map(|line| line.strip_prefix("  tiebreak "));
    let commands: Vec<&str> = commands.filter_map(|line| line.split(' ').next()).collect();
    assert!(commands.len() > 9);
    for command in commands {
        for arguments in [["help", command], [command, "--help"]] {
            let ran = tiebreak(&arguments);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""));
            assert!(ran.out.starts_with(&format!("  tiebreak {command} ")), "{}", ran.out);
        }
        assert!(
            page.contains(&format!("\n## {command}\n")),
            "docs/cli.md has no part on {command}"
        );
    }
    for (given, hint) in [
        ("lnit", "did you mean `lint`?"),
        ("init", "`tiebreak new` writes a model"),
        ("frobnicate", "expected one of `new`, `lint`"),
    ] {
        let ran = tiebreak(&[given]);
        assert!(ran.code == 2 && ran.err.contains(hint), "{}", ran.err);
    }
}

// ---- testing a model ----

#[test]
fn a_missed_case_is_explained_and_fragile_cases_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let ran = tiebreak_in(&folder, &["new", "example", "--alternatives", "a,b"]);
    assert_eq!(ran.code, 0);
    let case = |id: &str, sheet: Value, expected: &[&str]| json!({ "id": id, "situation": "A situation.", "sheets": [sheet], "expected": expected });
    let cases = json!({ "model": "example", "cases": [
        case("right", json!({ "situation": "a" }), &["a"]),
        case("missed", json!({ "situation": "a", "experience": "b" }), &["b"]),
        case("either", json!({ "situation": "neither" }), &["a", "b"]),
    ] });
    fs::write(folder.path().join("cases.json"), cases.to_string()).unwrap();
    let arguments = ["test", "example.json", "--cases", "cases.json", "--draws", "20"];
    let ran = tiebreak_in(&folder, &arguments);
    assert_eq!(ran.code, 1);
    let explained = "  MISS missed: expected b, got settled [a]\n       \
                     A situation.\n       \
                     values: a 71, b 47\n       \
                     a against b:\n        \
                     +37  situation: a\n        \
                     -13  experience: b\n";
    assert!(ran.out.contains(explained), "{}", ran.out);
    assert!(
        ran.out.contains("cases.json: 2 of 3 met"),
        "two expected winners may tie: {}",
        ran.out
    );
    assert!(ran.out.contains("    missed: "), "{}", ran.out);
}

// ---- report ----

#[test]
fn a_report_says_in_words_what_the_answers_lead_to() {
    let ran = tiebreak(&["report", SAMPLE]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    expect![[r#"
        sample: 32640 complete answer sheets

        Verdicts, as shares of the answer sheets (exact: all were tried)
           41.8 %  Brick wins
           18.9 %  عريشة من الخشب wins
           13.6 %  Canvas wins
           10.1 %  Brick below, timber above wins
            3.2 %  A brick-and-timber-with-canvas-awning-on-the-windward-side-shed wins
           10.4 %  too close to call
            1.9 %  the sources disagree whether an alternative is excluded
            5.8 %  Canvas is excluded
           29.3 %  A brick-and-timber-with-canvas-awning-on-the-windward-side-shed is excluded

        Fewest answers with which each alternative wins
          Brick: 1 answer: {"snow":"metres"}
          عريشة من الخشب: 1 answer: {"skills":"saw"}
          Canvas: 1 answer: {"stays":"a-summer"}
          Brick below, timber above: 1 answer: {"contents":["tools","workbench"]}
          A brick-and-timber-with-canvas-awning-on-the-windward-side-shed: 2 answers: {"contents":["tools","workbench"],"heat":"hot"}

        Fewest answers after which no further answer can change the winner
          Brick: 2 answers: {"skills":"lay-bricks","stays":"for-good"}
          عريشة من الخشب: 4 answers: {"contents":["workbench"],"skills":"saw","snow":"some","visitors":{"peak_requests_per_second":0}}
          Canvas: 3 answers: {"contents":["none"],"snow":"none-at-all","stays":"a-summer"}
          Brick below, timber above: 4 answers: {"skills":"both-trades","snow":"*","stays":"ten-years","upkeep":"two-crews"}
          A brick-and-timber-with-canvas-awning-on-the-windward-side-shed: 5 answers: {"contents":["tools","workbench"],"skills":"sew","snow":"none-at-all","stays":"not-known","upkeep":"two-crews"}

        If every answer is the most favourable for one alternative
          for Brick: Brick wins
          for عريشة من الخشب: عريشة من الخشب wins
          for Canvas: Canvas wins
          for Brick below, timber above: Brick below, timber above wins
          for A brick-and-timber-with-canvas-awning-on-the-windward-side-shed: A brick-and-timber-with-canvas-awning-on-the-windward-side-shed wins

        Questions and options without effect
          none
          (options without weight and requirement: 1)

        Options that speak for each alternative: strong, medium, weak
            3   3   1  Brick
            1   3   1  عريشة من الخشب
            2   2   1  Canvas
            1   1   0  Brick below, timber above
            0   0   0  A brick-and-timber-with-canvas-awning-on-the-windward-side-shed

        Share of the answer sheets whose verdict changes without one statement or source (exact)
           38.3 %  source mason
              for example {"contents":["workbench"],"skills":"lay-bricks","upkeep":"one-person"}
              with it: Brick wins; without it: عريشة من الخشب wins
           35.6 %  source council
              for example {"contents":["tools","workbench"],"stays":"a-summer","upkeep":"one-person"}
              with it: عريشة من الخشب wins; without it: A brick-and-timber-with-canvas-awning-on-the-windward-side-shed wins
           32.7 %  source carpenter
              for example {"contents":["workbench"],"skills":"saw","stays":"a-summer"}
              with it: عريشة من الخشب wins; without it: Canvas wins
           21.9 %  statement council-upkeep
              for example {"contents":["tools","workbench"],"stays":"a-summer","upkeep":"one-person"}
              with it: عريشة من الخشب wins; without it: A brick-and-timber-with-canvas-awning-on-the-windward-side-shed wins
           17.6 %  statement camper-summer
              for example {"skills":"lay-bricks","stays":"a-summer"}
              with it: Canvas wins; without it: Brick wins
           14.9 %  statement mason-lock
              for example {"contents":["tools","workbench"],"heat":"hot","snow":"some","stays":"a-summer"}
              with it: A brick-and-timber-with-canvas-awning-on-the-windward-side-shed wins; without it: Canvas wins
    "#]].assert_eq(&ran.out);
}

#[test]
fn a_report_as_json_has_examples_that_decide_confirms() {
    let ran = tiebreak(&["report", SAMPLE, "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["shares"]["exact"], true);
    for alternative in report["alternatives"].as_array().unwrap() {
        for kind in ["win", "stop"] {
            let found = &alternative[kind];
            assert_eq!(found["result"], "fewest");
            let verdict = &decide(SAMPLE, &found["example"]["answers"])["verdict"];
            assert_eq!(verdict["winner"], alternative["id"]);
            assert_eq!(verdict["kind"], found["example"]["verdict"]["kind"]);
            assert!(verdict["final"] == true || kind == "win");
        }
    }
}

// ---- diff ----

/// The sample with one more weight for `saw`, without the question `heat`, and with another winner
/// of a typical case.
fn edited_sample() -> Scratch {
    let mut model: Value =
        serde_json::from_str(&fs::read_to_string(in_root(SAMPLE)).unwrap()).unwrap();
    model["version"] = "2".into();
    let questions = model["questions"].as_array_mut().unwrap();
    let skills = questions.iter_mut().find(|question| question["id"] == "skills").unwrap();
    skills["options"][1]["weight"] = 20.into();
    questions.retain(|question| question["id"] != "heat");
    for case in model["cases"].as_array_mut().unwrap() {
        case["answers"].as_object_mut().unwrap().remove("heat");
    }
    Scratch::new(&model.to_string())
}

#[test]
fn a_diff_says_in_words_which_verdicts_change_and_why() {
    let file = edited_sample();
    let ran = tiebreak(&["diff", SAMPLE, file.path()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    expect![[r#"
        sample 1.2.0 to sample 2
          removed questions: heat
          edits that can change a verdict: 1

        Cases whose verdict changes (typical cases): 0

        Share of the answer sheets whose verdict changes (exact)
           10.1 %  in total
            3.5 %  عريشة من الخشب wins; now Brick wins
              fewest answers: {"contents":["tools"],"skills":"saw"}
              because of the weight of skills/saw: 110 to 20
            1.8 %  عريشة من الخشب wins; now too close to call
              fewest answers: {"contents":["tools","workbench"],"skills":"saw","stays":"a-summer"}
              because of the weight of skills/saw: 110 to 20
            1.4 %  too close to call; now Brick wins
              fewest answers: {"skills":"saw","stays":"for-good","upkeep":"one-person"}
              because of the weight of skills/saw: 110 to 20
            0.8 %  عريشة من الخشب wins; now Brick below, timber above wins
              fewest answers: {"contents":["tools","workbench"],"skills":"saw"}
              because of the weight of skills/saw: 110 to 20
            0.7 %  عريشة من الخشب wins; now Canvas wins
              fewest answers: {"skills":"saw","snow":"none-at-all"}
              because of the weight of skills/saw: 110 to 20
            0.4 %  عريشة من الخشب wins; now A brick-and-timber-with-canvas-awning-on-the-windward-side-shed wins
              fewest answers: {"contents":["tools","guests"],"skills":"saw","snow":"none-at-all"}
              because of the weight of skills/saw: 110 to 20
            0.4 %  Brick below, timber above wins; now Brick wins
              fewest answers: {"skills":"saw","visitors":{"peak_requests_per_second":40}}
              because of the weight of skills/saw: 110 to 20
            0.3 %  the sources disagree; now Brick wins
              fewest answers: {"skills":"saw","snow":"metres"}
              because of the weight of skills/saw: 110 to 20
            0.2 %  Brick below, timber above wins; now too close to call
              fewest answers: {"skills":"saw","stays":"ten-years","visitors":{"peak_requests_per_second":40}}
              because of the weight of skills/saw: 110 to 20
            0.2 %  too close to call; now Canvas wins
              fewest answers: {"contents":["workbench"],"skills":"saw","snow":"none-at-all","stays":"a-summer"}
              because of the weight of skills/saw: 110 to 20
            0.2 %  too close to call; now Brick below, timber above wins
              fewest answers: {"contents":["bicycles","workbench"],"skills":"saw","snow":"none-at-all","visitors":{"peak_requests_per_second":40}}
              because of the weight of skills/saw: 110 to 20
            0.1 %  too close to call: عريشة من الخشب, Brick below, timber above; now too close to call: Brick, Brick below, timber above
              fewest answers: {"contents":["tools"],"skills":"saw","visitors":{"peak_requests_per_second":0.5}}
              because of the weight of skills/saw: 110 to 20
          3 more kinds of change, listed by --json
    "#]].assert_eq(&ran.out);
}

#[test]
fn a_diff_as_json_has_examples_that_decide_confirms() {
    let file = edited_sample();
    let cases = Scratch::new(
        &json!({
            "model": "sample",
            "cases": [
                { "id": "saws", "sheets": [{ "skills": "saw" }, { "skills": "sew" }], "expected": [] },
                { "id": "warm", "sheets": [{ "heat": "hot" }], "expected": [] }
            ]
        })
        .to_string(),
    );
    let ran = tiebreak(&["diff", SAMPLE, file.path(), "--cases", cases.path(), "--json"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("warm left out: error[unknown-question] at /heat"), "{}", ran.err);
    let diff: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(diff["removed"]["questions"], json!(["heat"]));
    let edit = &diff["edits"][0];
    assert_eq!(
        (&edit["field"], &edit["option"], &edit["to"]),
        (&json!("weight"), &json!("saw"), &json!(20))
    );
    assert!(!diff["changes"].as_array().unwrap().is_empty());
    for change in diff["changes"].as_array().unwrap() {
        for (side, model) in [("before", SAMPLE), ("after", file.path())] {
            let verdict = &decide(model, &change[side]["answers"])["verdict"];
            assert_eq!(verdict["winner"], change[side]["verdict"]["winner"]);
            assert_eq!(verdict["close"], change[side]["verdict"]["close"]);
        }
    }
}

#[test]
fn a_model_does_not_differ_from_itself() {
    let ran = tiebreak(&["diff", SAMPLE, SAMPLE, "--json"]);
    let diff: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(diff["changed"]["share"], 0);
    for empty in ["edits", "cases", "changes"] {
        assert_eq!(diff[empty], json!([]));
    }
}

// ---- documentation ----

#[test]
fn the_documentation_shows_the_output_of_decide() {
    let page = include_str!("../../../docs/cli.md");
    let shown = page.split("```console\n$ tiebreak ").nth(1).unwrap();
    let (command, output) = shown.split("```").next().unwrap().split_once('\n').unwrap();
    // Only the quoted word contains spaces.
    let (words, quoted) = command.split_once('\'').unwrap();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    words.push(quoted.trim_end_matches('\''));
    assert_eq!(tiebreak(&words).out, output);
}

/// The words of a command, as a shell splits them. Only single quotation marks are known.
fn words(command: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (i, part) in command.split('\'').enumerate() {
        if i % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split_whitespace());
        }
    }
    words
}

#[test]
fn the_documentation_shows_a_part_of_a_report() {
    let page = include_str!("../../../docs/cli.md");
    let (_, shown) = page.split_once("```text\nFewest answers with which").unwrap();
    let shown = ["Fewest answers with which", shown.split("```").next().unwrap()].concat();
    let ran = tiebreak(&["report", DJANGO]);
    assert!(ran.out.contains(&shown), "{}", ran.out);
}

/// Follows docs/authoring.md in an empty folder: saves its files and runs its commands, in order.
#[test]
fn the_decision_in_the_documentation_works() {
    let page = include_str!("../../../docs/authoring.md");
    let folder = tempfile::tempdir().unwrap();
    let (mut saved, mut printed, mut added) = (Vec::new(), Vec::new(), 0);
    // Every second part is a block of code.
    let parts: Vec<&str> = page.split("```").collect();
    for text_and_block in parts.chunks_exact(2) {
        let (text, block) = (text_and_block[0], text_and_block[1]);
        let (language, block) = block.split_once('\n').unwrap();
        let line = text.trim_end().lines().last().unwrap_or("");
        if let Some(name) = line.strip_prefix("Add this to `") {
            let path = folder.path().join(name.strip_suffix("`, after `questions`:").unwrap());
            let file = fs::read_to_string(&path).unwrap();
            let (start, end) = file.trim_end().rsplit_once("\n}").unwrap();
            fs::write(&path, [start, ",\n", block.trim_end(), "\n}", end, "\n"].concat()).unwrap();
            let ran = tiebreak_in(&folder, &["lint", "tabs-or-spaces.json"]);
            assert_eq!(ran.out, "tabs-or-spaces.json: 0 errors, 0 warnings\n");
            added += 1;
        }
        if let Some(name) = line.strip_prefix("Save this as `") {
            assert_eq!(language, "json");
            let name = name.strip_suffix("`:").unwrap();
            fs::write(folder.path().join(name), block).unwrap();
            saved.push(name);
            if name == "tabs-or-spaces.json" {
                let ran = tiebreak_in(&folder, &["lint", name]);
                assert!(ran.out.starts_with(&format!("{name}: 0 errors, 0 warnings\n")));
            }
        }
        if language == "console" {
            let (command, output) = block.split_once('\n').unwrap();
            let command = words(command.strip_prefix("$ tiebreak ").unwrap());
            let ran = tiebreak_in(&folder, &command);
            assert_eq!(ran.out + &ran.err, output, "{command:?}");
            assert_eq!(ran.code, 0, "{command:?}");
            printed.push(command[0]);
        }
    }
    let (model, cases) = ("tabs-or-spaces.json", "tabs-or-spaces.cases.json");
    assert_eq!(saved, [model, cases, "tabs-or-spaces.evidence.json", model]);
    assert_eq!(added, 1);
    for command in ["new", "lint", "decide", "what-if", "test"] {
        assert!(printed.contains(&command), "no output of `{command}`");
    }

    let before = fs::read_to_string(folder.path().join(model)).unwrap();
    let ran = tiebreak_in(&folder, &["lint", "--seal", model]);
    assert!(ran.out.starts_with(&format!("{model}: 0 errors, 0 warnings\n")), "{}", ran.out);
    let sealed = fs::read_to_string(folder.path().join(model)).unwrap();
    assert!(!before.contains("\"sha256-") && sealed.contains("\"sha256-"));
}

/// Checks that the section of docs/authoring.md about an object has a row for each of its fields,
/// also for the objects in its fields.
#[track_caller]
fn check_reference(object: &'static Object, page: &str, checked: &mut Vec<&'static str>) {
    if checked.contains(&object.name) {
        return;
    }
    checked.push(object.name);
    let heading = format!("\n### {}\n", object.name);
    let (_, section) = page.split_once(&heading).expect(object.name);
    let section = section.split("\n#").next().unwrap();
    let first_cells =
        section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let cells = first_cells.flat_map(|cell| cell.split(", "));
    let listed: BTreeSet<&str> = cells.map(|name| name.trim_matches('`')).collect();
    let fields: BTreeSet<&str> = object.fields.iter().map(|field| field.name).collect();
    assert_eq!(listed, fields, "fields of {}", object.name);
    for field in object.fields {
        let mut form = &field.form;
        while let Form::List(inner) | Form::Map(inner) = form {
            form = inner;
        }
        match form {
            Form::Fields(inner) => check_reference(inner, page, checked),
            Form::OneOf(words) => {
                for (word, _) in words.words {
                    let stands = page.contains(&format!("`{word}`"));
                    assert!(
                        stands || words.name == "VerdictKind",
                        "no `{word}` in {}",
                        object.name
                    );
                }
            }
            _ => {}
        }
        let is_required = section.lines().any(|line| {
            line.contains(&format!("`{}`", field.name)) && line.contains("| required |")
        });
        assert_eq!(is_required, field.required, "`{}` in {}", field.name, object.name);
    }
}

#[test]
fn the_documentation_lists_every_field() {
    let page = include_str!("../../../docs/authoring.md");
    let mut checked = Vec::new();
    check_reference(&schema::MODEL, page, &mut checked);
    check_reference(&schema::EVIDENCE, page, &mut checked);
    assert!(checked.len() > 20, "{checked:?}");
}

#[test]
fn the_documentation_lists_every_problem() {
    let page = include_str!("../../../docs/problems.md");
    let (errors, warnings) = page.split_once("## Warnings").unwrap();
    let row = |code: &Code| format!("| `{}` | {} |", code.as_str(), code.meaning());
    let listed = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect()
    };
    let of = |severity: Severity| -> Vec<String> {
        Code::ALL.iter().filter(|code| code.severity() == severity).map(row).collect()
    };
    assert_eq!(listed(errors), of(Severity::Error));
    assert_eq!(listed(warnings), of(Severity::Warning));
}

// ---- record ----

#[test]
fn record_writes_markdown_with_a_link_that_opens_the_same_answers() {
    let answers = json!({"product": "full", "team": "small-no"});
    let given = answers.to_string();
    let page = "https://tiebreak.example/";
    let arguments = ["--answers", &given, "--date", "2026-11-21", "--page", page];
    let ran = tiebreak(&[&["record", DJANGO], &arguments[..]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("---\nstatus: proposed\ndate: 2026-11-21\n---\n"), "{}", ran.out);
    let (_, link) = ran.out.rsplit_once(page).unwrap();
    let model = load(&fs::read_to_string(in_root(DJANGO)).unwrap()).model.unwrap();
    let opened = tiebreak_core::link::read(&model, link.trim_end().trim_end_matches('>')).unwrap();
    assert_eq!(opened.problems, []);
    assert_eq!(Value::Object(opened.answers.write(&model)), answers);
}

#[test]
fn record_writes_a_picture() {
    let ran = tiebreak(&["record", SAMPLE, "--answers", "{\"snow\": \"metres\"}", "--svg"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("<svg ") && ran.out.ends_with("</svg>\n"), "{}", ran.out);
}

#[test]
fn record_refuses_wrong_arguments() {
    assert_eq!(tiebreak(&["record", DJANGO]).code, 2);
    assert_eq!(tiebreak(&["record", DJANGO, "--answers", "{\"teem\": \"one\"}"]).code, 2);
    assert_eq!(tiebreak(&["record", DJANGO, "--answers", "{}", "--json"]).code, 2);
}

// ---- fallback ----

#[test]
fn fallback_writes_html_or_markdown() {
    let page = "https://host.example/tiebreak/";
    let ran = tiebreak(&["fallback", DJANGO, "--answers", "{\"team\": \"one\"}", "--page", page]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains(&format!("<a href=\"{page}\">")), "{}", ran.out);
    assert!(ran.out.contains("<caption>Side by side</caption>"), "{}", ran.out);
    let ran = tiebreak(&["fallback", SAMPLE, "--markdown"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("| --- |") && !ran.out.contains("<table>"), "{}", ran.out);
}

#[test]
fn fallback_refuses_wrong_arguments() {
    assert_eq!(tiebreak(&["fallback"]).code, 2);
    assert_eq!(tiebreak(&["fallback", DJANGO, "--answers", "{\"teem\": \"one\"}"]).code, 2);
    let ran = tiebreak(&["fallback", DJANGO, "--page", "javascript:alert(1)"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("write https://host/folder/"), "{}", ran.err);
    // The evidence file of the model must exist.
    let file = Scratch::new(&fs::read_to_string(in_root(SAMPLE)).unwrap());
    let ran = tiebreak(&["fallback", file.path()]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("sample.evidence.json"), "{}", ran.err);
}

// ---- table ----

const MARKDOWN_TABLE: &str = "\
---
title: Tests
---
Which of the two?

<tie-break>

| | Cypress | Playwright |
|---|---|---|
| Safari[^1] | ❌ No | **✅ Yes** |
| Learning, debugging | ★★★★★ | ★★★★☆ |

</tie-break>

[^1]: On a Mac.
";

const HTML_TABLE: &str = "\
<table><tr><td>Another table</table>
<tie-break><figure><table>
  <tr><th></th><th>Cypress</th><th>Playwright</th></tr>
  <tr><th>Safari</th><td>❌ No</td><td>✅ Yes</td></tr>
  <tr><th>Learning, debugging</th><td>★★★★★</td><td>★★★★☆</td></tr>
</table></figure></tie-break>
";

/// The only text on standard output of `tiebreak table`, as JSON.
#[track_caller]
fn table(file: &Scratch, flags: &[&str]) -> Value {
    let ran = tiebreak(&[&["table", file.path()], flags].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn table_prints_the_same_model_for_each_format() {
    let html = table(&Scratch::with_ending(".html", HTML_TABLE), &[]);
    let loaded = load(&html.to_string());
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let model = loaded.model.unwrap();
    let names: Vec<&str> = model.alternatives.iter().map(|a| a.name.as_str()).collect();
    assert_eq!((names.as_slice(), model.questions.len()), (&["Cypress", "Playwright"][..], 2));
    let commas =
        ",Cypress,Playwright\r\nSafari,❌ No,✅ Yes\r\n\"Learning, debugging\",★★★★★,★★★★☆\r\n";
    let semicolons =
        "\u{feff};Cypress;\"Playwright\"\nSafari;❌ No;✅ Yes\n;;\nLearning, debugging;★★★★★;★★★★☆";
    let tabs =
        "\tCypress\tPlaywright\nSafari\t❌ No\t✅  Yes\n\nLearning, debugging\t★★★★★\t★★★★☆\n";
    let in_markdown = ["# Tests\n\n", HTML_TABLE].concat();
    for (ending, text) in [
        (".HTM", HTML_TABLE),
        (".md", MARKDOWN_TABLE),
        (".markdown", &in_markdown),
        (".csv", commas),
        (".csv", semicolons),
        (".tsv", tabs),
    ] {
        assert_eq!(table(&Scratch::with_ending(ending, text), &[]), html, "{ending}: {text}");
    }
}

#[test]
fn the_files_of_a_table_are_a_decision() {
    let source = Scratch::with_ending(".md", MARKDOWN_TABLE);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let model = table(&source, &[]);
    fs::write(path("tests.json"), format!("{model:#}")).unwrap();
    let evidence = table(&source, &["--evidence"]);
    fs::write(path(model["evidence"]["file"].as_str().unwrap()), evidence.to_string()).unwrap();
    let ran = tiebreak(&["lint", "--seal", &path("tests.json")]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains(": 0 errors, 0 warnings"), "{}", ran.out);
    let ran = tiebreak(&["decide", &path("tests.json"), "--answers", "{\"safari\": \"must\"}"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Cypress: excluded"), "{}", ran.out);
}

#[test]
fn table_prints_problems_beside_the_model_or_alone() {
    let text = [HTML_TABLE, "<!-- -->"].concat().replace("❌ No", "It depends");
    let file = Scratch::with_ending(".html", text);
    let ran = tiebreak(&["table", file.path()]);
    assert_eq!(ran.code, 0);
    assert!(load(&ran.out).model.is_some(), "{}", ran.out);
    let start = format!("{}: warning at row 1 \"Safari\"", file.path());
    assert!(ran.err.starts_with(&start) && ran.err.contains("\n  hint: "), "{}", ran.err);
    assert!(ran.err.ends_with(&format!("{}: 0 errors, 1 warning\n", file.path())), "{}", ran.err);
    let check = tiebreak(&["table", file.path(), "--check"]);
    assert_eq!((check.code, check.out, check.err.as_str()), (0, ran.err, ""));
}

#[test]
fn a_table_that_cannot_become_a_model_has_exit_code_1() {
    let file = Scratch::with_ending(".csv", "Criterion,Cypress\nSafari,❌\n");
    let ran = tiebreak(&["table", file.path()]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with(&format!("{}: error: ", file.path())), "{}", ran.err);
    assert!(ran.err.contains("\n  hint: "), "{}", ran.err);
    let check = tiebreak(&["table", file.path(), "--check"]);
    assert_eq!((check.code, check.out, check.err.as_str()), (1, ran.err, ""));
}

#[test]
fn a_file_without_a_table_has_a_hint_how_to_write_one() {
    for (ending, text, hint) in [
        (".html", "<p>Soon</p>", "`table` element"),
        (".md", "| a | b |", "`| --- | --- | --- |`"),
        (".csv", "\n\n", "first line"),
        (".tsv", "", "first line"),
    ] {
        let file = Scratch::with_ending(ending, text);
        let ran = tiebreak(&["table", file.path()]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ending}");
        let start = format!("{}: error: the file has no table\n  hint: ", file.path());
        assert!(ran.err.starts_with(&start) && ran.err.contains(hint), "{ending}: {}", ran.err);
    }
}

#[test]
fn table_refuses_other_files() {
    let large = Scratch::with_ending(".csv", "a,b\n".repeat(300_000));
    let latin = Scratch::with_ending(".csv", b"a;b\nK\xe4se;1\n");
    let other = Scratch::with_ending(".docx", "");
    for (path, text) in [
        (large.path(), "larger than 1 MiB"),
        (latin.path(), "encoding UTF-8"),
        (other.path(), ".html, .htm, .md, .markdown, .csv or .tsv"),
        ("-", ".html, .htm, .md, .markdown, .csv or .tsv"),
        ("no/such/file.html", "cannot read no/such/file.html"),
    ] {
        let ran = tiebreak(&["table", path]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{path}");
        assert!(ran.err.contains(text), "no `{text}` in:\n{}", ran.err);
    }
    assert_eq!(tiebreak(&["table"]).code, 2);
    assert_eq!(tiebreak(&["table", "--seal", large.path()]).code, 2);
}

#[test]
fn problems_have_the_path_of_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (model_path, evidence_path) = (path("model.json"), path("other-name.json"));
    let text = fs::read_to_string(in_root(SAMPLE)).unwrap();
    let mut model: Value = serde_json::from_str(&text).unwrap();
    model["evidence"] = json!({ "file": "other-name.json" });
    fs::write(&model_path, model.to_string()).unwrap();
    fs::write(&evidence_path, "{}").unwrap();
    let expected = format!("{evidence_path}:1: error[shape]: missing field `format`\n");
    let ran = tiebreak(&["lint", &model_path]);
    assert!(ran.out.starts_with(&expected), "{}", ran.out);
    let ran = tiebreak(&["fallback", &model_path]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with(&expected), "{}", ran.err);
    assert!(ran.err.contains(&format!("\n{model_path}: ")), "{}", ran.err);
}
