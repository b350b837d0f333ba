//! Saved decisions: what is written is read again, nothing gets lost in merging, and whatever is
//! wrong with a file is told with its place.

#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]
#![allow(clippy::needless_raw_string_hashes, reason = "`expect-test` writes its texts so")]

#[allow(
    dead_code,
    unreachable_pub,
    clippy::cast_sign_loss,
    reason = "shared with the tests of the core"
)]
#[path = "../../core/tests/native/random.rs"]
mod random;

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::{Value, json};
use tiebreak_app::route::{Key, Route};
use tiebreak_app::saved::entry::{read_one, write_one};
use tiebreak_app::saved::file::{
    MAX_BYTES, MAX_DECISIONS, MAX_PROBLEMS, is_saved, read, write, write_all,
};
use tiebreak_app::saved::pending::{Change, PendingWrites};
use tiebreak_app::saved::{MAX_NOTE, MAX_VERSION, Saved, clean, merge, then};
use tiebreak_core::engine::decide;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::strings::ENGLISH;

use random::{Scene, Tape, holds};

/// What somebody in this scene saved.
fn saved(id: &str, scene: &Scene, tape: &mut Tape) -> Saved {
    let Scene { model, answers, .. } = scene;
    let question = |tape: &mut Tape| model.questions[tape.below(model.questions.len())].id.clone();
    let notes: BTreeMap<String, String> =
        (0..tape.below(3)).map(|i| (question(tape), format!("note {i}\nof two lines"))).collect();
    Saved {
        id: id.to_owned(),
        name: format!("Decision {}", tape.below(5)),
        model: Key { model: "roof".to_owned(), own: tape.once_in(2) },
        title: model.title.clone(),
        answers: answers.write(model),
        notes,
        then: then(model, &decide(model, answers)),
        date: format!("2026-03-{:02}T12:00:00Z", 1 + tape.below(28)),
    }
}

fn several(scene: &Scene) -> [Vec<Saved>; 2] {
    let mut tape = scene.tape.clone();
    [0, 1].map(|_| {
        // Few names, so that they meet.
        (0..tape.below(4)).map(|i| saved(&format!("id{i}"), scene, &mut tape)).collect()
    })
}

#[test]
fn what_is_written_is_read_again() {
    holds(|scene| {
        let [them, _] = several(&scene);
        let again = read(&write(&them));
        prop_assert_eq!(again.problems, vec![]);
        prop_assert_eq!(&again.decisions, &them);
        for it in &them {
            prop_assert_eq!(read_one(&write_one(it).to_string()), Some(it.clone()));
        }
        Ok(())
    });
}

/// Without the id, which merging may change.
fn contents<'a>(them: impl IntoIterator<Item = &'a Saved>) -> Vec<String> {
    let anonymous = |it: &Saved| write_one(&Saved { id: "x".to_owned(), ..it.clone() }).to_string();
    them.into_iter().map(anonymous).collect()
}

#[test]
fn merging_loses_nothing_and_adds_nothing_twice() {
    holds(|scene| {
        let [mine, model_text] = several(&scene);
        let added = merge(&mine, model_text.clone());
        let all: Vec<Saved> = mine.iter().chain(&added).cloned().collect();
        let mut ids: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all.len(), "an id stands for one decision");
        for content in contents(&model_text) {
            prop_assert!(contents(&all).contains(&content), "lost: {}", content);
        }
        for it in &model_text {
            let same = mine.iter().any(|mine| mine == it);
            prop_assert!(!same || !added.contains(it), "already there");
        }
        prop_assert_eq!(merge(&all, model_text), vec![]);
        prop_assert_eq!(merge(&all, mine), vec![]);
        Ok(())
    });
}

#[test]
fn the_verdict_of_the_day_is_the_one_that_a_link_keeps() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let fragment = tiebreak_core::link::write(&model, &answers, &decision);
        let mut linked = tiebreak_core::link::read(&model, &fragment).unwrap().then.unwrap();
        linked.parts.sort();
        prop_assert_eq!(then(&model, &decision), linked);
        Ok(())
    });
}

#[test]
fn a_decision_of_an_older_model_says_what_changed() {
    let text = include_str!("../../../tests/cases/sample.json");
    let old = tiebreak_core::model::load::load(text).model.unwrap();
    let said = json!({ "snow": "some" });
    let read = |model| answers(model, &said);
    let before = then(&old, &decide(&old, &read(&old)));
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
    let then = then(&model, &decide(&model, &answers(&model, &json!({ "snow": "some" }))));
    let it = Saved { then, ..read_one(&one().to_string()).unwrap() };
    assert_eq!(read_one(&write_one(&it).to_string()), Some(it));
}

/// Whatever is exported can be imported: no file is too large, and none is lost.
#[test]
fn all_that_is_exported_is_read_again() {
    let it = read_one(&one().to_string()).unwrap();
    let named = |i: usize| Saved { id: format!("id{i}"), ..it.clone() };
    let noted = |i: usize| {
        let notes = (0..60).map(|q| (format!("q{q}"), "ä".repeat(MAX_NOTE))).collect();
        Saved { notes, ..named(i) }
    };
    for them in [
        vec![],
        (0..MAX_DECISIONS).map(named).collect::<Vec<_>>(),
        (0..=MAX_DECISIONS).map(named).collect(),
        (0..50).map(noted).collect(),
    ] {
        let files = write_all(&them);
        let mut again = Vec::new();
        for text in &files {
            assert!(is_saved(text) && text.len() <= MAX_BYTES, "{} bytes", text.len());
            let read = read(text);
            assert_eq!(read.problems, vec![]);
            again.extend(read.decisions);
        }
        assert_eq!(again, them);
        let bytes: usize = files.iter().map(String::len).sum();
        let fewest = (bytes / MAX_BYTES).max(them.len().saturating_sub(1) / MAX_DECISIONS) + 1;
        assert!(files.len() <= fewest + 1, "{} files", files.len());
    }
}

/// What storage refused is there whatever is read from it, until it takes it.
#[test]
fn what_is_not_stored_is_shown_all_the_same() {
    let row = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    let change = |id: &str, text: Option<&str>, before: &[&str]| Change {
        store: 'd',
        id: id.to_owned(),
        text: text.map(str::to_owned),
        before: before.iter().map(|&it| it.to_owned()).collect(),
    };
    let rows = || vec![row("a", "old"), row("b", "gone soon"), row("c", "stays")];
    let mut them = PendingWrites::default();
    let (first, second) =
        (change("a", Some("new"), &["old"]), change("a", Some("newer"), &["new"]));
    let removed = change("b", None, &[]);
    for it in [&first, &removed, &second, &change("e", Some("more"), &[])] {
        them.add(it.clone());
    }
    let shown = vec![row("c", "stays"), row("a", "newer"), row("e", "more")];
    assert_eq!(them.over('d', rows()), shown);
    assert_eq!(them.over('x', rows()), rows(), "another store");
    assert_eq!((them.added(), them.before('d', "a")), (4, &["new".to_owned()][..]));
    them.stored(&first);
    assert_eq!(them.over('d', rows()), shown, "the newer change is still on its way");
    them.stored(&second);
    them.stored(&removed);
    assert_eq!(them.over('d', vec![row("a", "newer")]), vec![row("a", "newer"), row("e", "more")]);
    assert!(!them.is_empty());
}

fn answers(model: &tiebreak_core::model::Model, json: &Value) -> Answers {
    Answers::read(&model.alternatives, &model.questions, json.as_object().unwrap()).0
}

#[test]
fn every_word_is_searched_in_name_title_and_notes() {
    let it = read_one(&one().to_string()).unwrap();
    for words in ["", "shed", "ROOF shed", "neighbours", "ask shed"] {
        assert!(it.matches(words), "{words}");
    }
    for words in ["snow", "shed garage"] {
        assert!(!it.matches(words), "{words}");
    }
}

#[test]
fn kept_texts_are_short_and_have_nothing_hidden() {
    assert_eq!(clean(" a\u{202e}b\u{7}c\n d ", 4, false), "abc ");
    assert_eq!(clean("two\nlines", 99, true), "two\nlines");
}

// ---- files that are wrong ----

fn one() -> Value {
    json!({
        "id": "5f0c", "name": "Roof of the shed", "saved": "2026-03-31T12:00:00.123Z",
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

/// What reading a file complains of.
#[track_caller]
fn told(text: &str, expect: &Expect) {
    let lines: Vec<String> = read(text).problems.iter().map(ToString::to_string).collect();
    expect.assert_eq(&lines.join("\n"));
}

#[test]
fn a_file_that_is_none_says_so() {
    told(
        "{",
        &expect![[r#"
        error[not-json]: not JSON: EOF while parsing an object at line 1 column 1
          hint: choose a file that “Export all” made"#]],
    );
    told(
        &" ".repeat(MAX_BYTES + 1),
        &expect![[r#"
        error[too-large]: the file is larger than 5 MiB
          hint: choose files that “Export all” made: where there is much to keep, it makes several"#]],
    );
    told(
        r#"{"id": "roof"}"#,
        &expect![[r#"
        error[format]: the file does not hold saved decisions
          hint: a model file is opened under “Your own decisions”"#]],
    );
    told(
        r#"{"format": "tiebreak-saved", "version": 2}"#,
        &expect![[r#"
        error[format]: the file is of a form that this version does not read
          hint: a newer version of this page may read it"#]],
    );
    told(
        r#"{"format": "tiebreak-saved", "version": 1}"#,
        &expect![[r#"
        error[shape]: `decisions` is not a list
          hint: export the file again"#]],
    );
}

#[test]
fn every_fault_is_told_with_its_place_and_the_rest_is_read() {
    let faults = [
        ("/id", json!("../x")),
        ("/name", json!(3)),
        ("/name", json!("a\u{202e}b")),
        ("/name", json!("x".repeat(201))),
        ("/saved", json!("yesterday")),
        ("/model/own", json!("yes")),
        ("/model/digest", json!("12")),
        ("/answers", json!([])),
        ("/notes/snow", json!("x".repeat(MAX_NOTE + 1))),
        ("/verdict/kind", json!("leening")),
        ("/verdict/close", json!("brick")),
        ("/verdict/close/0", json!("<b>")),
        ("/verdict/against", json!(7)),
        ("/verdict/parts/snow", json!(1.5)),
    ];
    let mut decisions = vec![one()];
    for (at, value) in faults {
        let mut wrong = one();
        *wrong.pointer_mut(at).unwrap() = value;
        decisions.push(wrong);
    }
    let text = file(&decisions.into());
    told(
        &text,
        &expect![[r#"
        error[bad-id] at /decisions/1/id: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[shape] at /decisions/2/name: this is not a text
        error[bad-character] at /decisions/3/name: the text has hidden characters
          hint: control and bidirectional-override characters are refused
        error[too-many] at /decisions/4/name: the text is longer than 200 characters
          hint: shorten it
        error[bad-date] at /decisions/5/saved: not a date
          hint: write 2026-03-31T12:00:00Z
        error[shape] at /decisions/6/model/own: not true or false
        error[bad-integrity] at /decisions/7/model/digest: not 16 hexadecimal digits
        error[shape] at /decisions/8/answers: this is not an object
        error[too-many] at /decisions/9/notes/snow: the text is longer than 2000 characters
          hint: shorten it
        error[unknown-id] at /decisions/10/verdict/kind: no such kind of verdict
          hint: known are `unasked`, `none_eligible`, `disputed`, `by_elimination`, `too_close`, `settled`, `early`, `leaning`
        error[shape] at /decisions/11/verdict/close: this is not a list
        error[bad-id] at /decisions/12/verdict/close/0: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[bad-id] at /decisions/13/verdict/against: this is not an id
          hint: write up to 64 letters, digits, `-` or `_`
        error[out-of-range] at /decisions/14/verdict/parts/snow: not a whole number from -1000 to 1000"#]],
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
fn a_view_keeps_its_address() {
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
fn what_is_no_view_is_home() {
    let long = "x".repeat(65);
    let strange = ["", "#", "#top", "#/d/", "#/d/../x", "#/s/a b", "#/d/own:", "#tb=1", &long];
    for fragment in strange {
        assert_eq!(Route::read(fragment), Route::Home, "{fragment}");
    }
    assert_eq!(Route::read("#/compare/a,b,<c>,d,e,f"), Route::read("#/compare/a,b,d,e"));
    let encoded = Route::read("#tb=1%2Froof%2F1.0");
    assert_eq!(encoded, Route::Link("roof".to_owned(), "tb=1%2Froof%2F1.0".to_owned()));
}
