//! Saved decisions: written files are read again, merging loses nothing, and every problem of a file
//! is reported with its place.

#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]
#![allow(clippy::needless_raw_string_hashes, reason = "`expect-test` writes its texts so")]

#[allow(
    dead_code,
    unreachable_pub,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "shared with the tests of the core"
)]
#[path = "../../core/tests/native/random.rs"]
mod random;

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::{Value, json};
use tiebreak_app::own_models::OwnModel;
use tiebreak_app::route::{Key, Route};
use tiebreak_app::saved::entry::{
    FORMAT, is_newer, read_decision, read_draft, stored_texts, write_decision, write_draft,
};
use tiebreak_app::saved::file::{
    MAX_BYTES, MAX_DECISIONS, MAX_PROBLEMS, is_saved, read, write, write_all,
};
use tiebreak_app::saved::pending::{Change, PendingWrites};
use tiebreak_app::saved::{MAX_NOTE, MAX_VERSION, SavedDecision, clean, merge, saved_verdict};
use tiebreak_core::engine::decide;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json;
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::strings::ENGLISH;

use random::{Scene, Tape, holds};

/// A decision saved in a scene.
fn saved(id: &str, scene: &Scene, tape: &mut Tape) -> SavedDecision {
    let Scene { model, answers, .. } = scene;
    let question = |tape: &mut Tape| model.questions[tape.below(model.questions.len())].id.clone();
    let notes: BTreeMap<String, String> =
        (0..tape.below(3)).map(|i| (question(tape), format!("note {i}\nof two lines"))).collect();
    SavedDecision {
        id: id.to_owned(),
        name: format!("Decision {}", tape.below(5)),
        key: Key { model: "roof".to_owned(), own: tape.once_in(2) },
        title: model.title.clone(),
        answers: answers.write(model),
        notes,
        verdict: saved_verdict(model, &decide(model, answers)),
        date: format!("2026-03-{:02}T12:00:00Z", 1 + tape.below(28)),
    }
}

fn several(scene: &Scene) -> [Vec<SavedDecision>; 2] {
    let mut tape = scene.tape.clone();
    [0, 1].map(|_| {
        // Few ids, so that some are equal.
        (0..tape.below(4)).map(|i| saved(&format!("id{i}"), scene, &mut tape)).collect()
    })
}

#[test]
fn written_decisions_are_read_again() {
    holds(|scene| {
        let [decisions, _] = several(&scene);
        let import = read(&write(&decisions));
        prop_assert_eq!(import.problems, vec![]);
        prop_assert_eq!(&import.decisions, &decisions);
        for decision in &decisions {
            let text = write_decision(decision).to_string();
            prop_assert_eq!(read_decision(&text), Some(decision.clone()));
        }
        Ok(())
    });
}

/// Fields and bytes of each written text stay as they are: other versions of the page read them.
#[test]
fn written_texts_have_the_same_bytes_as_before() {
    let text = one().to_string();
    let decision = read_decision(&text).unwrap();
    assert_eq!(json::write(&write_decision(&decision)), text);
    let draft = json!({
        "view": "#/d/roof", "answers": { "snow": "much" }, "notes": { "snow": "Ask" },
        "date": "2026-03-31T12:00:00.123Z",
    });
    let text = draft.to_string();
    assert_eq!(write_draft(&read_draft(&text).unwrap()), text);
    for evidence in [Value::Null, "{}".into()] {
        let own = json!({
            "id": "roof", "title": "Which roof?", "version": "1", "model": "{\n}", "evidence": evidence,
        });
        let text = own.to_string();
        assert_eq!(OwnModel::read(&text).unwrap().write(), text);
    }
}

/// A decision without the field `format`, as pages wrote it before the field was added.
fn without_format() -> Value {
    let mut json = one();
    json.as_object_mut().unwrap().remove("format").unwrap();
    json
}

#[test]
fn a_decision_without_a_format_is_read_and_can_be_replaced() {
    let older = without_format().to_string();
    let decision = read_decision(&older).unwrap();
    assert_eq!(Some(&decision), read_decision(&one().to_string()).as_ref());
    assert_eq!(stored_texts(&decision), [one().to_string(), older]);
}

#[test]
fn a_decision_of_a_newer_format_is_reported_and_keeps_its_id() {
    let mut newer = one();
    newer["format"] = (FORMAT + 1).into();
    // Fields of the newer format may differ.
    newer["verdict"] = "brick".into();
    assert_eq!(read_decision(&newer.to_string()), None);
    assert!(is_newer(&newer.to_string()) && !is_newer(&one().to_string()));
    assert!(!is_newer(&without_format().to_string()) && !is_newer("{"));
    let text = file(&json!([newer, one(), { "format": "1" }]));
    check_problems(
        &text,
        &expect![[r#"
        error[format] at /decisions/0/format: a newer version of this page wrote the decision
          hint: keep the file, reload this page to get its newest version, and import the file again
        error[format] at /decisions/2/format: not a format
          hint: write a whole number, 1 or more"#]],
    );
    // The stored decision of the newer format is not overwritten by an import with the same id.
    let imported = read(&text).decisions;
    let added = merge(&[], &["5f0c".to_owned()], imported.clone());
    assert_eq!(added.len(), 1);
    assert_ne!(added[0].id, "5f0c");
    assert_eq!(merge(&added, &["5f0c".to_owned()], imported), []);
}

/// The decisions without their ids, which merging may change.
fn contents<'a>(decisions: impl IntoIterator<Item = &'a SavedDecision>) -> Vec<String> {
    let anonymous =
        |decision: &SavedDecision| SavedDecision { id: "x".to_owned(), ..decision.clone() };
    let text = |decision| write_decision(&anonymous(decision)).to_string();
    decisions.into_iter().map(text).collect()
}

#[test]
fn merging_loses_nothing_and_adds_nothing_twice() {
    holds(|scene| {
        let [existing, imported] = several(&scene);
        let added = merge(&existing, &[], imported.clone());
        let all: Vec<SavedDecision> = existing.iter().chain(&added).cloned().collect();
        let mut ids: Vec<&str> = all.iter().map(|decision| decision.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all.len(), "two decisions have the same id");
        for content in contents(&imported) {
            prop_assert!(contents(&all).contains(&content), "lost: {}", content);
        }
        for decision in &imported {
            let is_known = existing.contains(decision);
            prop_assert!(!is_known || !added.contains(decision), "added twice");
        }
        prop_assert_eq!(merge(&all, &[], imported), vec![]);
        prop_assert_eq!(merge(&all, &[], existing), vec![]);
        Ok(())
    });
}

#[test]
fn the_saved_verdict_is_the_one_in_a_link() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let fragment = tiebreak_core::link::write(&model, &answers, &decision);
        let mut linked = tiebreak_core::link::read(&model, &fragment).unwrap().verdict.unwrap();
        linked.parts.sort();
        prop_assert_eq!(saved_verdict(&model, &decision), linked);
        Ok(())
    });
}

#[test]
fn changes_since_an_older_model_name_both_versions() {
    let text = include_str!("../../../tests/cases/sample.json");
    let old = tiebreak_core::model::load::load(text).model.unwrap();
    let saved = json!({ "snow": "some" });
    let read = |model| answers(model, &saved);
    let before = saved_verdict(&old, &decide(&old, &read(&old)));
    let new = text.replace("\"version\": \"", "\"version\": \"2.");
    let new = tiebreak_core::model::load::load(&new).model.unwrap();
    assert_ne!(new.digest, before.digest);
    let lines = changes_since(&ENGLISH, &new, &before, &decide(&new, &read(&new)));
    let lines: Vec<String> = lines.iter().map(tiebreak_core::texts::sentence::text).collect();
    assert!(lines[0].contains(&old.version) && lines[1].contains(&new.version), "{lines:?}");
}

#[test]
fn a_long_version_is_read_again() {
    let long = ["9.", &"1".repeat(2 * MAX_VERSION)].concat();
    let text = include_str!("../../../tests/cases/sample.json");
    let text = text.replace("\"version\": \"", &["\"version\": \"", &long].concat());
    let model = tiebreak_core::model::load::load(&text).model.unwrap();
    let verdict =
        saved_verdict(&model, &decide(&model, &answers(&model, &json!({ "snow": "some" }))));
    let decision = SavedDecision { verdict, ..read_decision(&one().to_string()).unwrap() };
    assert_eq!(read_decision(&write_decision(&decision).to_string()), Some(decision));
}

/// No exported file is too large to import, and no decision is lost.
#[test]
fn exported_files_are_read_again() {
    let decision = read_decision(&one().to_string()).unwrap();
    let named = |i: usize| SavedDecision { id: format!("id{i}"), ..decision.clone() };
    let noted = |i: usize| {
        let notes = (0..60).map(|q| (format!("q{q}"), "ä".repeat(MAX_NOTE))).collect();
        SavedDecision { notes, ..named(i) }
    };
    for decisions in [
        vec![],
        (0..MAX_DECISIONS).map(named).collect::<Vec<_>>(),
        (0..=MAX_DECISIONS).map(named).collect(),
        (0..50).map(noted).collect(),
    ] {
        let files = write_all(&decisions);
        let mut imported = Vec::new();
        for text in &files {
            assert!(is_saved(text) && text.len() <= MAX_BYTES, "{} bytes", text.len());
            let import = read(text);
            assert_eq!(import.problems, vec![]);
            imported.extend(import.decisions);
        }
        assert_eq!(imported, decisions);
        let bytes: usize = files.iter().map(String::len).sum();
        let fewest = (bytes / MAX_BYTES).max(decisions.len().saturating_sub(1) / MAX_DECISIONS) + 1;
        assert!(files.len() <= fewest + 1, "{} files", files.len());
    }
}

/// The page shows pending writes until storage has them.
#[test]
fn pending_writes_replace_the_rows_of_storage() {
    let row = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    let change = |id: &str, text: Option<&str>, expected: &[&str]| Change {
        store: 'd',
        id: id.to_owned(),
        text: text.map(str::to_owned),
        expected: expected.iter().map(|&text| text.to_owned()).collect(),
    };
    let rows = || vec![row("a", "old"), row("b", "gone soon"), row("c", "stays")];
    let mut pending = PendingWrites::default();
    let (first, second) =
        (change("a", Some("new"), &["old"]), change("a", Some("newer"), &["new"]));
    let removed = change("b", None, &[]);
    for change in [&first, &removed, &second, &change("e", Some("more"), &[])] {
        pending.add(change.clone());
    }
    let shown = vec![row("c", "stays"), row("a", "newer"), row("e", "more")];
    assert_eq!(pending.apply('d', rows()), shown);
    assert_eq!(pending.apply('x', rows()), rows(), "another store");
    assert_eq!((pending.revision(), pending.expected('d', "a")), (4, &["new".to_owned()][..]));
    pending.remove(&first);
    assert_eq!(pending.apply('d', rows()), shown, "the newer change is pending");
    pending.remove(&second);
    pending.remove(&removed);
    assert_eq!(
        pending.apply('d', vec![row("a", "newer")]),
        vec![row("a", "newer"), row("e", "more")]
    );
    assert!(!pending.is_empty());
}

fn answers(model: &tiebreak_core::model::Model, json: &Value) -> Answers {
    Answers::read(&model.alternatives, &model.questions, json.as_object().unwrap()).0
}

#[test]
fn every_word_is_searched_in_name_title_and_notes() {
    let decision = read_decision(&one().to_string()).unwrap();
    for words in ["", "shed", "ROOF shed", "neighbours", "ask shed"] {
        assert!(decision.matches(words), "{words}");
    }
    for words in ["snow", "shed garage"] {
        assert!(!decision.matches(words), "{words}");
    }
}

#[test]
fn clean_texts_are_short_and_have_no_hidden_characters() {
    assert_eq!(clean(" a\u{202e}b\u{7}c\n d ", 4, false), "abc ");
    assert_eq!(clean("two\nlines", 99, true), "two\nlines");
}

// ---- problems of files ----

fn one() -> Value {
    json!({
        "format": 1, "id": "5f0c", "name": "Roof of the shed", "saved": "2026-03-31T12:00:00.123Z",
        "model": {
            "id": "roof", "own": true, "title": "Which roof?", "version": "1.2.0",
            "digest": "5d2c000000000001",
        },
        "answers": { "snow": "much" }, "notes": { "snow": "Ask the neighbours" },
        "verdict": {
            "kind": "leaning", "close": ["brick"], "against": "timber", "parts": { "snow": 31 },
        },
    })
}

fn file(decisions: &Value) -> String {
    json!({ "format": "tiebreak-saved", "version": 1, "decisions": decisions }).to_string()
}

/// Compares the problems of a file.
#[track_caller]
fn check_problems(text: &str, expect: &Expect) {
    let lines: Vec<String> = read(text).problems.iter().map(ToString::to_string).collect();
    expect.assert_eq(&lines.join("\n"));
}

#[test]
fn a_file_of_another_format_is_refused() {
    check_problems(
        "{",
        &expect![[r#"
        error[not-json]: not JSON: EOF while parsing an object at line 1 column 1
          hint: choose a file that “Export all” made"#]],
    );
    check_problems(
        &" ".repeat(MAX_BYTES + 1),
        &expect![[r#"
        error[too-large]: the file is larger than 5 MiB
          hint: choose files that “Export all” made; it splits large collections into several files"#]],
    );
    check_problems(
        r#"{"id": "roof"}"#,
        &expect![[r#"
        error[format]: the file does not hold saved decisions
          hint: a model file is opened under “Your own decisions”"#]],
    );
    check_problems(
        r#"{"format": "tiebreak-saved", "version": 2}"#,
        &expect![[r#"
        error[format]: this version of the page does not read this version of the file
          hint: keep the file, reload this page to get its newest version, and import the file again"#]],
    );
    check_problems(
        r#"{"format": "tiebreak-saved", "version": 1}"#,
        &expect![[r#"
        error[shape]: `decisions` is not a list
          hint: export the file again"#]],
    );
}

#[test]
fn every_problem_is_reported_with_its_place_and_the_rest_is_read() {
    let faults = [
        ("/id", json!("../x")),
        ("/name", json!(3)),
        ("/name", json!("a\u{202e}b")),
        ("/name", json!("x".repeat(201))),
        ("/saved", json!("yesterday")),
        ("/model/own", json!("yes")),
        ("/model/digest", json!("12")),
        ("/answers", json!([])),
        ("/notes", json!({ "no id": "" })),
        ("/notes/snow", json!("x".repeat(MAX_NOTE + 1))),
        ("/verdict/kind", json!("leening")),
        ("/verdict/close", json!("brick")),
        ("/verdict/close/0", json!("<b>")),
        ("/verdict/against", json!(7)),
        ("/verdict/parts/snow", json!(1.5)),
        ("/verdict/parts", json!({ "no id": 1 })),
        ("/verdict", json!({ "kind": "leaning" })),
    ];
    let mut decisions = vec![one(), json!([]), json!({ "id": "5f0c" })];
    for (at, value) in faults {
        let mut wrong = one();
        *wrong.pointer_mut(at).unwrap() = value;
        decisions.push(wrong);
    }
    let text = file(&decisions.into());
    check_problems(
        &text,
        &expect![[r#"
        error[shape] at /decisions/1: a saved decision is an object
        error[shape] at /decisions/2/name: missing field `name`
        error[bad-id] at /decisions/3/id: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[shape] at /decisions/4/name: this is not a text
        error[bad-character] at /decisions/5/name: the text has hidden characters
          hint: control and bidirectional-override characters are refused
        error[too-many] at /decisions/6/name: the text is longer than 200 characters
          hint: shorten it
        error[bad-date] at /decisions/7/saved: not a date
          hint: write 2026-03-31T12:00:00Z
        error[shape] at /decisions/8/model/own: invalid type: string "yes", expected a boolean
        error[bad-integrity] at /decisions/9/model/digest: not 16 hexadecimal digits
        error[shape] at /decisions/10/answers: invalid type: sequence, expected a map
        error[bad-id] at /decisions/11/notes/no id: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[too-many] at /decisions/12/notes/snow: the text is longer than 2000 characters
          hint: shorten it
        error[unknown-id] at /decisions/13/verdict/kind: no such kind of verdict
          hint: known are `unasked`, `none_eligible`, `disputed`, `by_elimination`, `too_close`, `settled`, `early`, `leaning`
        error[shape] at /decisions/14/verdict/close: invalid type: string "brick", expected a sequence
        error[bad-id] at /decisions/15/verdict/close/0: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[bad-id] at /decisions/16/verdict/against: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[out-of-range] at /decisions/17/verdict/parts/snow: not a whole number from -1000 to 1000
        error[bad-id] at /decisions/18/verdict/parts/no id: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[shape] at /decisions/19/verdict/close: missing field `close`"#]],
    );
    assert_eq!(read(&text).decisions.len(), 1);
}

#[test]
fn a_file_is_bounded() {
    let many = vec![one(); MAX_DECISIONS + 1];
    let many = read(&file(&many.into()));
    assert_eq!((many.decisions.len(), many.problems.len()), (MAX_DECISIONS, 1));
    let wrong = read(&file(&vec![json!(1); 100].into()));
    assert_eq!(wrong.problems.len(), MAX_PROBLEMS);
}

// ---- addresses ----

#[test]
fn a_route_is_read_from_its_fragment() {
    let key = |model: &str, own| Key { model: model.to_owned(), own };
    let views = [
        Route::Home,
        Route::Decision(key("django-vs-fastapi", false)),
        Route::Decision(key("roof", true)),
        Route::How(key("roof", false)),
        Route::Saved("5f0c".to_owned()),
        Route::Compare(Vec::new()),
        Route::Compare(vec!["a".to_owned(), "b".to_owned()]),
        Route::Link("roof".to_owned(), "tb=1/roof/1.0/00".to_owned()),
    ];
    for view in views {
        assert_eq!(Route::read(&view.fragment()), view);
        assert_eq!(view.fragment().starts_with("#tb="), matches!(view, Route::Link(..)));
    }
}

#[test]
fn an_unknown_fragment_is_home() {
    let long = "x".repeat(65);
    let strange = ["", "#", "#top", "#/d/", "#/d/../x", "#/s/a b", "#/d/own:", "#tb=1", &long];
    for fragment in strange {
        assert_eq!(Route::read(fragment), Route::Home, "{fragment}");
    }
    assert_eq!(Route::read("#/compare/a,b,<c>,d,e,f"), Route::read("#/compare/a,b,d,e"));
    let encoded = Route::read("#tb=1%2Froof%2F1.0");
    assert_eq!(encoded, Route::Link("roof".to_owned(), "tb=1%2Froof%2F1.0".to_owned()));
}
