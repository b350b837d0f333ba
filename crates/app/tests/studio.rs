//! The studio's drafts: edits and undo, references between parts, exported files, checks.

use proptest::prelude::*;
use serde_json::{Value, json};
use tiebreak_app::language::set_strings;
use tiebreak_app::studio::check::{Checked, ProblemMessage, SaidVerdict, check, check_text};
use tiebreak_app::studio::draft::{Draft, Edit, apply};
use tiebreak_app::studio::evidence::range_edit;
use tiebreak_app::studio::fields::{append, nearest_step, number_of_text};
use tiebreak_app::studio::files::{Files, document};
use tiebreak_app::studio::forms::{VALUES, WEIGHTS};
use tiebreak_app::studio::part::{List, Part, SOURCE_NOTES, UNUSED, id_of};
use tiebreak_app::studio::references::{Named, removal, rename};
use tiebreak_app::studio::rows;
use tiebreak_app::studio::texts;
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::schema::{
    Choose, Interest, Kind, Mark, Rule, Section, Tier, VerdictKind, Word, Words,
};
use tiebreak_core::model::{Color, Shape};
use tiebreak_core::texts::strings::languages::{Language, SECTIONS};
use tiebreak_core::texts::strings::{ENGLISH, add, strings};

const MODEL: &str = include_str!("../src/studio/templates/sources.json");
const EVIDENCE: &str = include_str!("../src/studio/templates/sources.evidence.json");
const OPINION: &str = include_str!("../src/studio/templates/opinion.json");
const SHIPPED: &str = include_str!("../../../public/models/django-vs-fastapi.json");
const SHIPPED_EVIDENCE: &str =
    include_str!("../../../public/models/django-vs-fastapi.evidence.json");

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("the file is JSON")
}

/// A draft with two sources that disagree, a test case and a condition.
fn draft() -> Draft {
    let mut document = document(read(MODEL), Some(read(EVIDENCE)), None);
    document["cases"] = json!({ "cases": [
        { "id": "python", "sheets": [{ "language": "python", "width": "no" }], "expected": ["spaces"] },
    ] });
    Draft::new(document)
}

fn checked(document: &Value) -> Checked {
    let checked = check(document);
    // A worker passes the result as text.
    let text = check_text(&document.to_string());
    assert_eq!(serde_json::from_str::<Checked>(&text).expect("it is JSON"), checked);
    checked
}

// ---- edits and undo ----

#[test]
fn every_step_can_be_undone_and_redone() {
    let mut draft = draft();
    let first = draft.document().clone();
    draft.edit(vec![Edit::set("/model/title", json!("Tabs?"))]);
    draft.edit(vec![Edit::insert("/model/questions", 1, json!({ "id": "new" }))]);
    draft.edit(vec![Edit::Move { list: "/model/questions".into(), from: 0, to: 2 }]);
    draft.edit(vec![Edit::remove("/model/questions/0/options", 0)]);
    draft.edit(vec![Edit::clear("/model/paid_by"), Edit::set("/model/lang", json!("de"))]);
    let last = draft.document().clone();
    assert_ne!(first, last);

    while draft.can_undo() {
        draft.undo();
    }
    assert_eq!(*draft.document(), first);
    while draft.can_redo() {
        draft.redo();
    }
    assert_eq!(*draft.document(), last);
}

#[test]
fn typing_into_one_field_is_one_step() {
    let mut draft = draft();
    let before = draft.text("/model/title").to_owned();
    for text in ["T", "Ta", "Tab"] {
        draft.type_into("/model/title", vec![Edit::set("/model/title", json!(text))]);
    }
    draft.type_into("/model/paid_by", vec![Edit::set("/model/paid_by", json!("Me"))]);
    draft.undo();
    assert_eq!(draft.text("/model/title"), "Tab");
    draft.undo();
    assert_eq!(draft.text("/model/title"), before);
    assert!(!draft.can_undo());

    draft.type_into("/model/title", vec![Edit::set("/model/title", json!("A"))]);
    draft.end_typing();
    draft.type_into("/model/title", vec![Edit::set("/model/title", json!("B"))]);
    draft.undo();
    assert_eq!(draft.text("/model/title"), "A");
}

#[test]
fn a_new_step_ends_redoing() {
    let mut draft = draft();
    draft.edit(vec![Edit::set("/model/title", json!("A"))]);
    draft.undo();
    draft.edit(vec![Edit::set("/model/title", json!("B"))]);
    assert!(!draft.can_redo());
    assert_eq!(draft.text("/model/title"), "B");
}

#[test]
fn missing_objects_and_lists_are_created_and_removed_again() {
    let mut draft = Draft::new(json!({ "model": {} }));
    draft.edit(vec![Edit::set("/model/scale/low", json!("bad"))]);
    draft.edit(vec![Edit::insert("/evidence/statements", 0, json!({ "id": "a" }))]);
    let all = json!({ "model": { "scale": { "low": "bad" } }, "evidence": { "statements": [{ "id": "a" }] } });
    assert_eq!(*draft.document(), all);
    draft.undo();
    draft.undo();
    assert_eq!(*draft.document(), json!({ "model": {} }));
}

#[test]
fn an_edit_without_a_place_changes_nothing() {
    let mut draft = draft();
    let before = draft.document().clone();
    draft.edit(vec![
        Edit::remove("/model/questions", 99),
        Edit::set("/model/questions/99/text", json!("?")),
        Edit::set("/model/title/low", json!("?")),
        Edit::clear("/model/nothing"),
        Edit::Move { list: "/model/nothing".into(), from: 0, to: 1 },
    ]);
    assert_eq!(*draft.document(), before);
    assert!(!draft.can_undo());
}

#[test]
fn forms_are_made_again_only_when_items_move() {
    let mut draft = draft();
    assert!(!draft.edit(vec![Edit::set("/model/title", json!("A"))]));
    assert!(!draft.edit(vec![Edit::set("/model/questions/0/scale/low", json!("A"))]));
    assert!(!draft.edit(vec![Edit::clear("/model/paid_by")]));
    assert!(draft.edit(vec![Edit::remove("/model/questions", 0)]));
    assert!(draft.undo().is_some_and(|changed| changed.is_structural));
    assert!(draft.edit(vec![Edit::clear("/model/cases")]));
}

/// Edits at places that exist in the draft or not.
fn any_edit() -> impl Strategy<Value = Edit> {
    let place = prop::sample::select(vec![
        "/model/title",
        "/model/questions/0/text",
        "/model/questions/1/options/0/ratings/0/values/tabs",
        "/model/questions/0/scale",
        "/model/questions/0/facts/tabs",
        "/model/nothing/at/all",
    ]);
    let list = prop::sample::select(vec![
        "/model/questions",
        "/model/alternatives",
        "/model/questions/0/options",
        "/model/cases",
        "/evidence/statements",
        "/evidence/advice",
    ]);
    let value = prop_oneof![Just(json!("text")), Just(json!(7)), Just(json!({ "id": "new" }))];
    prop_oneof![
        (place.clone(), prop::option::of(value.clone()))
            .prop_map(|(at, value)| Edit::Set { at: at.to_owned(), value }),
        (list.clone(), 0..4_usize, value)
            .prop_map(|(list, index, value)| Edit::insert(list, index, value)),
        (list.clone(), 0..4_usize).prop_map(|(list, index)| Edit::remove(list, index)),
        (list, 0..4_usize, 0..4_usize).prop_map(|(list, from, to)| Edit::Move {
            list: list.to_owned(),
            from,
            to
        }),
    ]
}

proptest! {
    /// Undoing all steps leads back to the first document, whatever the edits, and redoing them to the last.
    #[test]
    fn undo_leads_back(steps in prop::collection::vec(prop::collection::vec(any_edit(), 1..3), 1..12)) {
        let mut draft = draft();
        let first = draft.document().clone();
        for (i, edits) in steps.into_iter().enumerate() {
            if i % 3 < 2 {
                draft.type_into("field", edits);
            } else {
                draft.edit(edits);
            }
        }
        let last = draft.document().clone();
        while draft.undo().is_some() {}
        prop_assert_eq!(draft.document(), &first);
        while draft.redo().is_some() {}
        prop_assert_eq!(draft.document(), &last);
    }

    /// The inverse of an edit undoes it.
    #[test]
    fn an_inverse_undoes_its_edit(edit in any_edit()) {
        let first = draft().document().clone();
        let mut document = first.clone();
        if let Some(inverse) = apply(&mut document, edit) {
            apply(&mut document, inverse);
        }
        prop_assert_eq!(document, first);
    }
}

// ---- fields of the forms ----

/// What an author exports after an edit.
fn exported(draft: &Draft) -> Value {
    read(&Files::sealed(draft.document()).model)
}

#[test]
fn a_fact_is_exported_until_its_field_is_empty() {
    let mut draft = draft();
    let before = draft.document().clone();
    let [tabs, spaces] = ["tabs", "spaces"].map(|id| ["/model/questions/0/facts/", id].concat());
    for text in ["One", "One byte"] {
        draft.type_into(&tabs, vec![Edit::set(tabs.as_str(), json!(text))]);
    }
    draft.end_typing();
    draft.type_into(&spaces, vec![Edit::set(spaces.as_str(), json!("Two to eight bytes"))]);
    draft.end_typing();
    let facts = json!({ "tabs": "One byte", "spaces": "Two to eight bytes" });
    assert_eq!(exported(&draft)["questions"][0]["facts"], facts);
    assert_eq!(checked(draft.document()).problems, []);

    draft.edit(vec![draft.clearing(&tabs)]);
    assert_eq!(exported(&draft)["questions"][0]["facts"], json!({ "spaces": facts["spaces"] }));
    draft.edit(vec![draft.clearing(&spaces)]);
    assert_eq!(*draft.document(), before);
    draft.undo();
    draft.undo();
    assert_eq!(draft.get("/model/questions/0/facts"), Some(&facts));
    draft.undo();
    draft.undo();
    assert_eq!(*draft.document(), before);
}

/// The draft with an alternative that joins the two others.
fn with_derived() -> Draft {
    let mut draft = draft();
    let both = json!({ "id": "both", "name": "Both", "derived": { "of": ["tabs", "spaces"] } });
    draft.edit(vec![Edit::insert("/model/alternatives", 2, both)]);
    assert_eq!(checked(draft.document()).errors(), 0);
    Draft::new(draft.document().clone())
}

fn rated(draft: &Draft, row: &str) -> Vec<String> {
    rows::rated(draft, row).into_iter().map(|(_, id)| id).collect()
}

#[test]
fn values_of_an_open_question_are_exported_until_the_last_is_cleared() {
    let mut draft = draft();
    let before = draft.document().clone();
    let row = "/model/questions/0/unanswered";
    let (value, weight) = ([row, "/values/spaces"].concat(), [row, "/weight"].concat());
    draft.edit(vec![Edit::set(value.as_str(), json!(750))]);
    draft.edit(vec![Edit::set(weight.as_str(), json!(20))]);
    let unanswered = json!({ "weight": 20, "values": { "spaces": 750 } });
    assert_eq!(exported(&draft)["questions"][0]["unanswered"], unanswered);
    assert_eq!(checked(draft.document()).errors(), 0);
    draft.edit(vec![draft.clearing(&value)]);
    assert_eq!(exported(&draft)["questions"][0]["unanswered"], json!({ "weight": 20 }));
    // A weight without values is a mistake, which is shown at the row.
    let mistakes = checked(draft.document()).problems;
    assert!(mistakes.iter().any(|problem| problem.at == row && problem.is_error), "{mistakes:?}");
    draft.undo();
    draft.edit(vec![draft.clearing(&weight)]);
    draft.edit(vec![draft.clearing(&value)]);
    assert_eq!(*draft.document(), before);
    while draft.undo().is_some() {}
    assert_eq!(*draft.document(), before);
}

#[test]
fn sources_rate_an_open_question_from_the_values_of_the_author() {
    let mut draft = draft();
    let before = draft.document().clone();
    let row = "/model/questions/0/unanswered";
    draft.edit(vec![Edit::set([row, "/values/spaces"].concat(), json!(750))]);
    let (edits, rating) = rows::add_rating(&draft, row);
    draft.edit(edits);
    assert_eq!(rating, [row, "/ratings/0"].concat());
    let ratings = json!([{ "source": "ann", "values": { "tabs": 500, "spaces": 750 } }]);
    assert_eq!(exported(&draft)["questions"][0]["unanswered"], json!({ "ratings": ratings }));
    assert_eq!(checked(draft.document()).errors(), 0);
    let (edits, _) = rows::add_rating(&draft, row);
    draft.edit(edits);
    assert_eq!(draft.text(&[row, "/ratings/1/source"].concat()), "bob");
    for _ in 0..2 {
        draft.edit(vec![rows::remove_item(&draft, &[row, "/ratings"].concat(), 0)]);
    }
    assert_eq!(*draft.document(), before);
}

#[test]
fn a_rule_gives_a_joining_alternative_values_of_its_own_and_takes_them_again() {
    let mut draft = with_derived();
    let before = draft.document().clone();
    let row = "/model/questions/0/options/0";
    assert_eq!(rated(&draft, row), ["tabs", "spaces"]);
    assert_eq!(rows::possible_rules(&draft, row, "both"), ["mean", "own"]);
    draft.edit(rows::choose_rule(&draft, row, "both", "own"));
    assert_eq!(rated(&draft, row), ["tabs", "spaces", "both"]);
    let option = &exported(&draft)["questions"][0]["options"][0];
    assert_eq!(option["rule"], json!({ "both": "own" }));
    let values = |rating: usize| option["ratings"][rating]["values"]["both"].clone();
    assert_eq!([values(0), values(1)], [json!(500), json!(500)]);
    assert_eq!(checked(draft.document()).errors(), 0);

    let (value, inferred) = ([row, "/ratings/0/values/both"], [row, "/ratings/0/inferred"]);
    draft.edit(vec![Edit::set(value.concat(), json!(900))]);
    draft.edit(vec![Edit::set(inferred.concat(), json!(["both"]))]);
    draft.edit(rows::choose_rule(&draft, row, "both", ""));
    assert_eq!(*draft.document(), before);
    draft.undo();
    assert_eq!(draft.number(&value.concat()), Some(900));
    while draft.undo().is_some() {}
    assert_eq!(*draft.document(), before);
}

#[test]
fn possible_rules_follow_from_the_kind_of_the_question() {
    let mut draft = with_derived();
    for row in ["/model/questions/0/options/0", "/model/questions/0/unanswered"] {
        for (kind, rules) in [
            ("need", &["best", "own"][..]),
            ("property", &["mean", "own"]),
            ("cost", &["own"]),
            ("", &["mean", "own"]),
        ] {
            draft.edit(vec![Edit::set("/model/questions/0/kind", json!(kind))]);
            assert_eq!(rows::possible_rules(&draft, row, "both"), rules, "{kind}");
            assert_eq!(rated(&draft, row).len(), if kind == "cost" { 3 } else { 2 }, "{kind}");
        }
    }
}

/// The author can remove a value that the file has by mistake.
#[test]
fn a_value_that_a_rule_derives_has_a_field() {
    let mut draft = with_derived();
    let row = "/model/questions/0/options/0";
    let value = [row, "/ratings/1/values/both"].concat();
    draft.edit(vec![Edit::set(value.as_str(), json!(500))]);
    let problems = checked(draft.document()).problems;
    assert!(problems.iter().any(|problem| problem.at == value), "{problems:?}");
    assert_eq!(rated(&draft, row), ["tabs", "spaces", "both"]);
    draft.edit(vec![draft.clearing(&value)]);
    assert_eq!(rated(&draft, row), ["tabs", "spaces"]);
}

#[test]
fn a_rule_of_an_open_question_leaves_nothing_when_it_goes() {
    let mut draft = with_derived();
    let before = draft.document().clone();
    let row = "/model/questions/0/unanswered";
    draft.edit(rows::choose_rule(&draft, row, "both", "own"));
    draft.edit(vec![Edit::set([row, "/values/both"].concat(), json!(750))]);
    assert_eq!(checked(draft.document()).errors(), 0);
    let edits = rename(&draft, &Named::Alternative, "/model/alternatives/2", "mixed");
    draft.edit(edits);
    let unanswered = json!({ "values": { "mixed": 750 }, "rule": { "mixed": "own" } });
    assert_eq!(exported(&draft)["questions"][0]["unanswered"], unanswered);
    draft.undo();
    draft.edit(rows::choose_rule(&draft, row, "both", ""));
    assert_eq!(*draft.document(), before);
}

fn exported_evidence(draft: &Draft) -> Value {
    read(&Files::sealed(draft.document()).evidence.expect("the draft has evidence"))
}

/// A new item says what is missing, at its fields.
#[test]
fn new_corrections_rows_and_advice_ask_for_their_texts() {
    for (list, missing) in [
        (List::Corrections, &["statements", "text"][..]),
        (List::TableRows, &["name", "cells/0/text"]),
        (List::Advice, &["title", "text"]),
    ] {
        let mut draft = draft();
        let (item, index) = (list.new_item(&draft), draft.list(list.place()).len());
        draft.edit(vec![Edit::insert(list.place(), index, item)]);
        let problems = checked(draft.document()).problems;
        let place = Part::Item(list, index).place();
        for field in missing {
            let at = [&place, "/", field].concat();
            assert!(problems.iter().any(|problem| problem.at == at), "{at}: {problems:?}");
        }
        assert!(
            problems
                .iter()
                .all(|problem| Part::showing(&draft, &problem.at) == Part::Item(list, index))
        );
        draft.edit(removal(&draft, None, list.place(), index));
        assert_eq!(*draft.document(), *self::draft().document());
    }
}

#[test]
fn a_decision_without_sources_can_have_advice() {
    let mut draft = Draft::new(document(read(OPINION), None, None));
    let advice = json!({
        "id": "try", "section": "next-step", "title": "Try it", "text": "For a week.",
    });
    draft.edit(vec![Edit::insert(List::Advice.place(), 0, advice.clone())]);
    assert_eq!(checked(draft.document()).errors(), 0);
    assert_eq!(exported_evidence(&draft)["advice"], json!([advice]));
    draft.undo();
    assert_eq!(Files::sealed(draft.document()).evidence, None);
}

#[test]
fn conditions_of_advice_are_exported_until_the_last_is_cleared() {
    let mut draft = draft();
    let before = draft.document().clone();
    let when = "/evidence/advice/0/when";
    let [answers, language, winner, is_final] =
        ["answers", "answers/language", "winner", "final"].map(|field| [when, "/", field].concat());
    draft.edit(vec![Edit::set(language.as_str(), json!([]))]);
    // The condition of a question without answers never holds.
    let problems = checked(draft.document()).problems;
    assert!(problems.iter().any(|problem| problem.at == language), "{problems:?}");
    draft.edit(vec![Edit::set(language.as_str(), json!(["go"]))]);
    draft.edit(vec![Edit::set(is_final.as_str(), json!(false))]);
    draft.edit(vec![draft.clearing(&winner)]);
    assert_eq!(checked(draft.document()).problems, []);
    let all = json!({ "answers": { "language": ["go"] }, "final": false });
    assert_eq!(exported_evidence(&draft)["advice"][0]["when"], all);
    let edits = rename(&draft, &Named::Question, "/model/questions/1", "code");
    draft.edit(edits);
    assert_eq!(draft.get(&answers), Some(&json!({ "code": ["go"] })));
    draft.undo();
    draft.edit(vec![draft.clearing(&language)]);
    draft.edit(vec![draft.clearing(&is_final)]);
    assert_eq!(exported_evidence(&draft)["advice"][0].get("when"), None);
    while draft.undo().is_some() {}
    assert_eq!(*draft.document(), before);
}

#[test]
fn a_range_of_requests_is_exported_when_both_numbers_are_there() {
    let mut draft = draft();
    let before = draft.document().clone();
    let range = "/evidence/table/0/cells/0/requests_per_second";
    // The second number comes first.
    draft.edit(vec![range_edit(&draft, range, 1, Some(500))]);
    assert_eq!(draft.number(&[range, "/1"].concat()), Some(500));
    let problems = checked(draft.document()).problems;
    assert!(problems.iter().any(|problem| problem.is_in(range)), "{problems:?}");
    draft.edit(vec![range_edit(&draft, range, 0, Some(100))]);
    assert_eq!(checked(draft.document()).problems, []);
    let cell = &exported_evidence(&draft)["table"][0]["cells"][0];
    assert_eq!(cell["requests_per_second"], json!([100, 500]));
    draft.edit(vec![range_edit(&draft, range, 0, None)]);
    draft.edit(vec![range_edit(&draft, range, 1, None)]);
    assert_eq!(*draft.document(), before);
}

#[test]
fn numbers_that_a_reader_never_sees_are_exported_until_their_fields_are_empty() {
    let mut draft = draft();
    let before = draft.document().clone();
    let option = "/model/questions/0/options/0";
    let [band, prior, in_control] =
        ["/model/band", &[option, "/prior"].concat(), &[option, "/in_control"].concat()]
            .map(str::to_owned);
    for text in ["0", "0,", "0,5"] {
        let value = number_of_text(text).unwrap();
        draft.type_into(&prior, vec![Edit::set(prior.as_str(), value)]);
    }
    draft.end_typing();
    draft.edit(vec![Edit::set(band.as_str(), number_of_text("20").unwrap())]);
    draft.edit(vec![Edit::set(in_control.as_str(), json!(true))]);
    assert_eq!(checked(draft.document()).problems, []);
    let file = exported(&draft);
    assert_eq!(file["band"], 20);
    let option = &file["questions"][0]["options"][0];
    assert_eq!((&option["prior"], &option["in_control"]), (&json!(0.5), &json!(true)));

    for (at, text) in [(&prior, "0"), (&prior, "often"), (&band, "101"), (&band, "1.5")] {
        let mut draft = Draft::new(draft.document().clone());
        draft.edit(vec![Edit::set(at.as_str(), number_of_text(text).unwrap())]);
        let problems = checked(draft.document()).problems;
        assert!(problems.iter().any(|problem| problem.at == *at), "{text}: {problems:?}");
    }
    for at in [&in_control, &band, &prior] {
        draft.edit(vec![draft.clearing(at)]);
    }
    assert_eq!(*draft.document(), before);
    while draft.undo().is_some() {}
    assert_eq!(*draft.document(), before);
}

#[test]
fn notes_about_sources_and_reasons_for_unused_statements_are_exported_and_shown_where_they_belong()
{
    let mut draft = draft();
    let before = draft.document().clone();
    let [source, statement] = ["/model/sources/1", "/evidence/statements/2"]
        .map(|at| draft.text(&[at, "/id"].concat()).to_owned());
    let note = json!({ "source": source, "text": "" });
    let (edits, field) = append(&draft, SOURCE_NOTES.place, note, "text");
    draft.edit_at("/model/sources/1".to_owned(), edits);
    assert_eq!(field, "/evidence/source_notes/0/text");
    let unused = json!({ "statement": statement, "reason": "" });
    let (edits, reason) = append(&draft, UNUSED.place, unused, "reason");
    draft.edit_at("/evidence/statements/2".to_owned(), edits);
    // Both texts are missing, at their fields, which the forms of source and statement show.
    let problems = checked(draft.document()).problems;
    for (at, part) in
        [(&field, Part::Item(List::Sources, 1)), (&reason, Part::Item(List::Statements, 2))]
    {
        assert!(problems.iter().any(|problem| problem.at == *at), "{at}: {problems:?}");
        assert_eq!(Part::showing(&draft, at), part);
    }
    draft.type_into(&field, vec![Edit::set(field.as_str(), json!("Only an excerpt was read."))]);
    draft.type_into(&reason, vec![Edit::set(reason.as_str(), json!("It repeats another one."))]);
    let support = "/evidence/source_notes/0/statements";
    draft.edit(vec![Edit::set(support, json!([statement]))]);
    assert_eq!(checked(draft.document()).errors(), 0);
    let file = exported_evidence(&draft);
    assert_eq!(
        file["source_notes"],
        json!([{ "source": source, "text": "Only an excerpt was read.", "statements": [statement] }])
    );
    assert_eq!(
        file["unused"],
        json!([{ "statement": statement, "reason": "It repeats another one." }])
    );
    // Each note belongs to one source.
    assert_eq!(SOURCE_NOTES.of(&draft, &source), [0]);
    assert_eq!(SOURCE_NOTES.of(&draft, "ann"), Vec::<usize>::new());
    let edits = rename(&draft, &Named::Source, "/model/sources/1", "other");
    draft.edit(edits);
    assert_eq!(SOURCE_NOTES.of(&draft, "other"), [0]);
    assert_eq!(SOURCE_NOTES.unattached(&draft), Vec::<usize>::new());
    while draft.undo().is_some() {}
    assert_eq!(*draft.document(), before);
}

#[test]
fn a_removed_source_or_statement_takes_its_notes_with_it() {
    let mut draft = draft();
    let ids = ["ann", "bob", "ann"];
    let notes = ids.map(|id| json!({ "source": id, "text": "A note." }));
    draft.edit(vec![Edit::set(SOURCE_NOTES.place, json!(notes))]);
    let id = draft.text("/evidence/statements/0/id").to_owned();
    let unused = json!([{ "statement": id, "reason": "A reason." }, { "statement": "gone", "reason": "Another." }]);
    draft.edit(vec![Edit::set(UNUSED.place, unused)]);
    let edits = removal(&draft, Some(&Named::Source), List::Sources.place(), 0);
    draft.edit(edits);
    assert_eq!(draft.get(SOURCE_NOTES.place), Some(&json!([notes[1]])));
    let edits = removal(&draft, Some(&Named::Statement), List::Statements.place(), 0);
    draft.edit(edits);
    // A reason that a file has by mistake stays until the author removes it.
    assert_eq!(draft.list(UNUSED.place).len(), 1);
    assert_eq!(UNUSED.unattached(&draft), [0]);
    assert_eq!(Part::showing(&draft, "/evidence/unused/0/statement"), Part::All(List::Statements));
}

/// A weight of 0 is a step of its own: the answer says nothing.
#[test]
fn only_a_weight_of_zero_does_not_count() {
    let exact = WEIGHTS.iter().filter(|step| step.is_exact).map(|step| step.value);
    assert_eq!(exact.collect::<Vec<_>>(), [0]);
    assert_eq!(nearest_step(&WEIGHTS, 0), Some(0));
    assert_eq!(nearest_step(&WEIGHTS, 5), Some(20));
    assert_eq!(nearest_step(&WEIGHTS, 200), Some(160));
    assert_eq!(nearest_step(&VALUES, 100), Some(0));
    let mut draft = draft();
    let option = "/model/questions/0/options/1";
    draft.edit(vec![Edit::set([option, "/weight"].concat(), json!(0))]);
    assert_eq!(checked(draft.document()).problems, []);
}

/// A form that is made again loses the focus.
#[test]
fn typing_about_an_alternative_whose_id_is_a_number_keeps_the_form() {
    let mut draft = draft();
    for field in ["facts/2026", "options/0/ratings/0/values/2026"] {
        let at = ["/model/questions/0/", field].concat();
        assert!(!draft.type_into(&at, vec![Edit::set(at.as_str(), json!(1))]), "{at}");
    }
    assert!(draft.edit(vec![Edit::set("/model/questions/0", json!({ "id": "new" }))]));
}

/// Clearing a field that is empty leaves the fields beside it.
#[test]
fn an_absent_field_takes_no_other_field_with_it() {
    let mut draft = draft();
    draft.edit(vec![Edit::set("/model/questions/0/scale", json!({ "low": "bad" }))]);
    draft.edit(vec![draft.clearing("/model/questions/0/scale/high")]);
    assert_eq!(draft.text("/model/questions/0/scale/low"), "bad");
}

// ---- references ----

#[test]
fn a_renamed_alternative_keeps_its_values_and_cases() {
    let mut draft = draft();
    let edits = rename(&draft, &Named::Alternative, "/model/alternatives/0", "tabulators");
    draft.edit(edits);
    let values = "/model/questions/0/options/0/ratings/0/values/tabulators";
    assert_eq!(draft.number(values), Some(900));
    assert_eq!(draft.text("/model/cases/0/winner"), "tabulators");
    assert_eq!(checked(draft.document()).errors(), 0);
    draft.undo();
    assert_eq!(*draft.document(), *self::draft().document());
}

#[test]
fn a_renamed_question_and_option_keep_answers_and_conditions() {
    let mut draft = draft();
    draft.edit(vec![Edit::set("/model/questions/1/when", json!({ "width": ["yes"] }))]);
    let edits = rename(&draft, &Named::Question, "/model/questions/0", "indent");
    draft.edit(edits);
    let named = Named::Option("indent".into());
    let edits = rename(&draft, &named, "/model/questions/0/options/0", "sure");
    draft.edit(edits);
    assert_eq!(draft.get("/model/questions/1/when"), Some(&json!({ "indent": ["sure"] })));
    let edits = rename(&draft, &named, "/model/questions/0/options/1", "never");
    draft.edit(edits);
    let sheet = json!({ "language": "python", "indent": "never" });
    assert_eq!(draft.get("/cases/cases/0/sheets/0"), Some(&sheet));
    // Another question has an option of the same id, which stays.
    let edits =
        rename(&draft, &Named::Option("language".into()), "/model/questions/1/options/0", "snake");
    draft.edit(edits);
    assert_eq!(draft.text("/cases/cases/0/sheets/0/language"), "snake");
    assert_eq!(draft.text("/model/questions/1/options/0/id"), "snake");
}

#[test]
fn a_renamed_source_and_statement_keep_their_ratings() {
    let mut draft = draft();
    let edits = rename(&draft, &Named::Source, "/model/sources/0", "anna");
    draft.edit(edits);
    let edits = rename(&draft, &Named::Statement, "/evidence/statements/0", "anna-1");
    draft.edit(edits);
    assert_eq!(draft.text("/model/questions/0/options/0/ratings/0/source"), "anna");
    assert_eq!(draft.text("/model/questions/0/options/0/ratings/0/statements/0"), "anna-1");
    assert_eq!(checked(draft.document()).errors(), 0);
}

#[test]
fn a_renamed_alternative_of_the_shipped_decision_leaves_no_old_reference() {
    let mut draft = Draft::new(document(read(SHIPPED), Some(read(SHIPPED_EVIDENCE)), None));
    let ids: Vec<String> = ["alternatives", "sources", "questions"]
        .iter()
        .map(|list| draft.text(&["/model/", list, "/0/id"].concat()).to_owned())
        .collect();
    let named = [
        (Named::Alternative, "/model/alternatives/0"),
        (Named::Source, "/model/sources/0"),
        (Named::Question, "/model/questions/0"),
        (Named::Statement, "/evidence/statements/0"),
        (Named::Option("renamed-2".into()), "/model/questions/0/options/0"),
    ];
    for (i, (named, at)) in named.into_iter().enumerate() {
        let edits = rename(&draft, &named, at, &["renamed-", &i.to_string()].concat());
        assert!(edits.len() > 1, "{named:?} of {ids:?}");
        draft.edit(edits);
    }
    assert_eq!(checked(draft.document()).problems, []);
}

#[test]
fn a_removed_alternative_leaves_no_values() {
    let mut draft = draft();
    let edits = removal(&draft, Some(&Named::Alternative), "/model/alternatives", 1);
    draft.edit_at("/model/alternatives/1".into(), edits);
    let values = draft.get("/model/questions/0/options/0/ratings/0/values");
    assert_eq!(values, Some(&json!({ "tabs": 900 })));
    assert_eq!(draft.get("/cases/cases/0/expected"), Some(&json!([])));
    draft.undo();
    assert_eq!(*draft.document(), *self::draft().document());
}

#[test]
fn a_removed_question_leaves_no_answers() {
    let mut draft = draft();
    let edits = removal(&draft, Some(&Named::Question), "/model/questions", 1);
    draft.edit(edits);
    assert_eq!(draft.get("/model/cases/0/answers"), Some(&json!({})));
    assert_eq!(draft.get("/cases/cases/0/sheets/0"), Some(&json!({ "width": "no" })));
}

// ---- parts ----

#[test]
fn each_place_belongs_to_a_part() {
    let draft = draft();
    let part = |at: &str| Part::showing(&draft, at);
    assert_eq!(part("/model/title"), Part::Decision);
    assert_eq!(part("/model/questions"), Part::Decision);
    assert_eq!(part("/model/questions/2/options/0/weight"), Part::Item(List::Questions, 2));
    assert_eq!(part("/evidence/statements/7/text"), Part::Item(List::Statements, 7));
    assert_eq!(part("/evidence/statements"), Part::All(List::Statements));
    assert_eq!(part("/evidence/advice/0/when/winner/1"), Part::Item(List::Advice, 0));
    assert_eq!(part("/evidence/table/1/cells/0"), Part::Item(List::TableRows, 1));
    assert_eq!(part("/evidence/corrections"), Part::All(List::Corrections));
    assert_eq!(part("/cases/cases/1"), Part::Item(List::Tests, 1));
}

#[test]
fn a_new_item_of_each_list_has_an_id_of_its_own() {
    let mut draft = draft();
    for list in List::ALL {
        for _ in 0..2 {
            let item = list.new_item(&draft);
            draft.edit(vec![Edit::insert(list.place(), 0, item)]);
        }
        let ids: Vec<&str> =
            draft.list(list.place()).iter().filter_map(|item| item["id"].as_str()).collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
    }
}

#[test]
fn ids_made_from_texts_are_valid_and_short() {
    let long = id_of("A very long question about everything that could possibly matter here?", &[]);
    assert_eq!(long, "a-very-long-question-about");
    assert_eq!(id_of("Editor", &[]), "editor-1");
    assert_eq!(id_of("Yes", &["yes", "yes-2"]), "yes-3");
}

// ---- files ----

#[test]
fn exported_files_load_without_problems_and_are_sealed() {
    let draft = draft();
    let files = Files::sealed(draft.document());
    let names: Vec<String> = files.named().into_iter().map(|(name, _)| name).collect();
    let expected =
        ["tabs-or-spaces.json", "tabs-or-spaces.evidence.json", "tabs-or-spaces.cases.json"];
    assert_eq!(names, expected);
    let loaded = load(&files.model);
    assert_eq!(loaded.problems, []);
    let model = loaded.model.expect("it has no errors");
    let evidence = files.evidence.expect("the draft has evidence");
    assert_eq!(load_evidence(&model, &evidence).problems, []);
    assert!(
        read(&files.model)["evidence"]["integrity"]
            .as_str()
            .is_some_and(|i| i.starts_with("sha256-"))
    );
}

/// Opening what was exported leads to the same decision and the same files.
#[test]
fn exported_files_can_be_opened_again() {
    let shipped = document(read(SHIPPED), Some(read(SHIPPED_EVIDENCE)), None);
    for first in [draft().document().clone(), shipped] {
        let files = Files::sealed(&first);
        let cases = files.cases.as_deref().map(read);
        let again = document(read(&files.model), files.evidence.as_deref().map(read), cases);
        assert_eq!(Files::sealed(&again), files);
        for list in List::ALL {
            assert_eq!(again.pointer(list.place()), first.pointer(list.place()));
        }
    }
}

#[test]
fn exported_fields_have_the_order_of_the_format() {
    let files = Files::sealed(&document(read(OPINION), None, None));
    assert_eq!(read(&files.model), read(OPINION));
    let start = "{\n  \"format\": 1,\n  \"id\": \"tabs-or-spaces\",\n  \"title\": \"Tabs or spaces?\",\n  \"alternatives\": [";
    assert!(files.model.starts_with(start), "{}", files.model);
    let line = "{ \"id\": \"go\", \"text\": \"Go\", \"weight\": 100, \"values\": { \"tabs\": 1000, \"spaces\": 0 } },\n";
    assert!(files.model.contains(line), "{}", files.model);
}

#[test]
fn unknown_fields_are_kept() {
    let mut model = read(OPINION);
    model["remark"] = json!({ "by": "me" });
    let files = Files::sealed(&document(model, None, None));
    assert_eq!(read(&files.model)["remark"], json!({ "by": "me" }));
}

// ---- checks ----

#[test]
fn the_template_with_sources_has_no_problems() {
    let checked = checked(draft().document());
    assert_eq!(checked.problems, []);
    assert!(checked.cases[0].passes && checked.tests[0].passes);
}

#[test]
fn a_missing_field_is_reported_at_its_place() {
    let mut draft = draft();
    draft.edit(vec![Edit::clear("/model/questions/0/text")]);
    let checked = checked(draft.document());
    assert_eq!(checked.problems[0].at, "/model/questions/0/text");
    assert!(!checked.is_valid);
}

#[test]
fn a_test_that_fails_names_the_verdict() {
    let mut draft = draft();
    draft.edit(vec![Edit::set("/cases/cases/0/expected", json!(["tabs"]))]);
    let checked = checked(draft.document());
    assert!(!checked.tests[0].passes);
    assert_eq!(checked.tests[0].verdicts, [SaidVerdict::Winner("Spaces".to_owned())]);
    let problem = checked.problems.iter().find(|problem| problem.at == "/cases/cases/0");
    assert!(problem.is_some_and(|problem| !problem.is_error));
}

#[test]
fn a_test_of_a_removed_question_fails_alone() {
    let mut draft = draft();
    draft.edit(vec![Edit::set("/cases/cases/0/sheets/0/gone", json!("yes"))]);
    let checked = checked(draft.document());
    assert!(checked.is_valid);
    assert!(!checked.tests[0].passes && checked.cases[0].passes);
    assert!(checked.tests[0].fault.is_some());
    let problem = checked.problems.iter().find(|problem| problem.at == "/cases/cases/0");
    assert!(matches!(problem.unwrap().message, ProblemMessage::English(_)));
}

// ---- texts ----

#[test]
fn counts_and_shares_are_english_sentences() {
    let counts = [(0, 0), (1, 0), (0, 2), (2, 1)];
    let said = counts.map(|(errors, warnings)| texts::problem_count(errors, warnings));
    assert_eq!(said, ["No problems", "1 error", "2 warnings", "2 errors, 1 warning"]);
    assert_eq!(texts::option(2, "Yes"), "Answer 2: Yes");
    assert_eq!(texts::option(2, ""), "Answer 2: without a text");
    assert_eq!([texts::all_statements(0), texts::all_statements(4)], ["None", "All 4"]);
    assert_eq!(texts::statements_found(1, 1), "1 statement");
    assert_eq!(texts::statements_found(60, 50), "60 statements, the first 50 are shown");
    assert_eq!(texts::entries_found(0, 0), "Entries: 0");
    assert_eq!(texts::entries_found(60, 50), "Entries: 60. The first 50 are shown.");
    assert_eq!(texts::computing(0, 1), "Computing: 0 of 1 part");
    assert_eq!(texts::percent(1.0 / 3.0, 0.0), "33.3 %");
    assert_eq!(texts::percent(1.0, 0.002), "100 ± 0.2 %");
}

/// A page in another language shows the sentences of the studio and new answers in that language.
#[test]
fn the_studio_is_in_the_language_of_the_page() {
    assert!(add(&Language::pseudo(&SECTIONS).compiled(&SECTIONS)));
    set_strings(strings("qps"));
    assert!(texts::problem_count(2, 1).starts_with("2 ërrörš"));
    assert!(texts::title(" ").starts_with("Uñtîtlëd"));
    assert_eq!(texts::title("Tabs?"), "Tabs?");
    let question = List::Questions.new_item(&draft());
    let options = question["options"].as_array().unwrap();
    let ids: Vec<&Value> = options.iter().map(|option| &option["id"]).collect();
    assert_eq!(ids, ["yes", "no"]);
    assert!(options[0]["text"].as_str().unwrap().starts_with("Yëš"));
    // The core writes problems in English, and the worker sends verdicts without sentences.
    let mut failing = draft();
    failing.edit(vec![Edit::set("/cases/cases/0/expected", json!(["tabs"]))]);
    let other_verdict = [SaidVerdict::Winner("Spaces".to_owned())];
    assert_eq!(checked(failing.document()).tests[0].verdicts, other_verdict);
}

/// Authors choose each value of these fields by a text.
#[test]
fn every_value_of_a_list_has_a_text() {
    let words = |words: &Words| words.words.iter().map(|word| word.0).collect::<Vec<_>>();
    let studio = ENGLISH.studio();
    assert_eq!(words(&Color::WORDS), studio.colors);
    assert_eq!(words(&Shape::WORDS), studio.shapes);
    for (list, texts) in [
        (&Interest::WORDS, &studio.interests[..]),
        (&Choose::WORDS, &studio.choices),
        (&Tier::WORDS, &studio.tiers),
        (&Kind::WORDS, &studio.kinds),
        (&Rule::WORDS, &studio.rules),
        (&Mark::WORDS, &ENGLISH.details().correction_marks),
        (&Section::WORDS, &studio.sections),
        (&VerdictKind::WORDS, &studio.verdict_kinds),
    ] {
        assert_eq!(words(list).len(), texts.len(), "{}", list.name);
    }
    assert_eq!(VALUES.len(), studio.value_steps.len());
    assert_eq!(WEIGHTS.len(), studio.weight_steps.len());
}
