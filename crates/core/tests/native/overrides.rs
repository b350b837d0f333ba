//! Overrides by a reader: how they are read and written, and what they change.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes such strings")]

use expect_test::{Expect, expect};
use proptest::prop_assert_eq;
use serde_json::{Map, Value, json};
use tiebreak_core::engine::compare::brief;
use tiebreak_core::engine::gain::gain;
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::engine::thresholds::thresholds;
use tiebreak_core::engine::what_if::what_if;
use tiebreak_core::engine::{decide, outline};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::{Model, Question, Rater, Rating, Rule, ScoreRow};

use super::brute::{Brute, View};
use super::random::{self, Scene, Tape, holds};

// ---- reading and writing ----

fn sample() -> Model {
    load(include_str!("../../../../tests/cases/sample.json")).model.unwrap()
}

fn fields(json: &Value) -> Map<String, Value> {
    json.as_object().unwrap().clone()
}

/// The problems of reading these overrides. Refused overrides are left out.
#[track_caller]
fn refused(overrides: &Value, expect: &Expect) {
    let model = sample();
    let json = fields(&json!({ "overrides": overrides }));
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
    assert_eq!(answers, Answers::none(&model));
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    expect.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn written_overrides_are_read_back() {
    let model = sample();
    let json = fields(&json!({
        "snow": "some",
        "overrides": [
            { "question": "snow", "option": "some", "weight": 0 },
            { "question": "stays", "option": null, "weight": 20,
              "values": { "brick": 1000, "timber": 500, "canvas": 0 } },
            { "question": "visitors", "option": "queue",
              "values": { "brick": 1, "timber": 2, "canvas": 3, "brick-timber": 4 } },
        ]
    }));
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
    assert_eq!(problems, []);
    assert_eq!(answers.overrides.len(), 3);
    assert_eq!(answers.write(&model), json);
}

#[test]
fn every_mistake_has_a_problem_with_its_place() {
    refused(
        &json!({}),
        &expect![[r#"
            error[bad-answer] at /overrides: overrides must be a list
              hint: write [{"question": "id", "option": "id", "weight": 80}]
        "#]],
    );
    refused(
        &json!([
            1,
            { "weight": 3 },
            { "question": 3, "weight": 3 },
            { "question": "snwo", "weight": 3 },
            { "question": "snow", "option": "sme", "weight": 3 },
            { "question": "snow", "option": "some", "wieght": 3 },
            { "question": "snow", "option": "some" },
        ]),
        &expect![[r#"
            error[bad-answer] at /overrides/0: an override must be an object
            error[bad-answer] at /overrides/1: the override names no question
            error[bad-answer] at /overrides/2/question: `question` must be an id
            error[unknown-question] at /overrides/3/question: no question `snwo`
              hint: did you mean `snow`?
            error[unknown-option] at /overrides/4/option: question `snow` has no option `sme`
              hint: did you mean `some`?
            error[bad-answer] at /overrides/5/wieght: an override has no field `wieght`
              hint: did you mean `weight`?
            error[bad-answer] at /overrides/6: the override changes nothing
              hint: give a weight, or values, or both
        "#]],
    );
    refused(
        &json!([
            { "question": "snow", "option": "some", "weight": 201 },
            { "question": "snow", "option": "some", "weight": 2.5 },
            { "question": "snow", "option": "some", "values": [] },
            { "question": "snow", "option": "some",
              "values": { "brick": -1, "timber": 0, "canvas": 0 } },
            { "question": "snow", "option": "some",
              "values": { "brik": 1, "timber": 0, "canvas": 0 } },
        ]),
        &expect![[r#"
            error[out-of-range] at /overrides/0/weight: not a whole number from 0 to 200
            error[out-of-range] at /overrides/1/weight: not a whole number from 0 to 200
            error[bad-answer] at /overrides/2/values: values must be an object
              hint: write {"alternative-id": 700}
            error[out-of-range] at /overrides/3/values/brick: not a whole number from 0 to 1000
            error[unknown-id] at /overrides/4/values/brik: no alternative `brik`
              hint: did you mean `brick`?
        "#]],
    );
}

#[test]
fn an_override_gives_the_values_of_a_whole_row() {
    refused(
        &json!([
            { "question": "snow", "option": "some", "values": { "brick": 1, "canvas": 0 } },
            { "question": "snow", "option": "some",
              "values": { "brick": 1, "timber": 0, "canvas": 0, "brick-timber": 5 } },
            { "question": "snow", "weight": 5 },
            { "question": "upkeep", "option": "one-person",
              "values": { "brick": 10, "timber": 20, "canvas": 30, "brick-timber": 21,
                          "all-three": 30 } },
        ]),
        &expect![[r#"
            error[row-incomplete] at /overrides/0/values: the override has no value for `timber`
              hint: give all values of the row, also those that do not change
            error[row-surplus] at /overrides/1/values/brick-timber: a rule derives the value of `brick-timber`
              hint: remove the value
            error[row-unrated] at /overrides/2: the row gets a weight but has no ratings
              hint: give values too
            error[cost-above-parts] at /overrides/3/values: the value of `brick-timber` is above its best part's value
              hint: on a cost question, a derived alternative is at most as good as its best part
        "#]],
    );
}

#[test]
fn the_second_override_of_a_row_is_refused() {
    let model = sample();
    let json = fields(&json!({ "overrides": [
        { "question": "snow", "option": "some", "weight": 1 },
        { "question": "snow", "option": "some", "weight": 2 },
    ] }));
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
    assert_eq!(answers.overrides.iter().map(|own| own.weight).collect::<Vec<_>>(), [Some(1)]);
    expect!["error[duplicate-id] at /overrides/1: an earlier override has the same row"]
        .assert_eq(&problems[0].to_string());
}

// ---- effect ----

/// A random rated row of the model, with its pooled values for the alternatives that are rated.
fn any_row(model: &Model, tape: &mut Tape) -> Option<(usize, Option<usize>, Vec<Option<i64>>)> {
    let q = tape.below(model.questions.len());
    let question = &model.questions[q];
    let option = tape.below(question.options.len() + 1).checked_sub(1);
    let row = question.row(option);
    let pooled = Brute::new(model, View::All).values(question.kind, row)?;
    let rated = |a: usize| model.alternatives[a].derived.is_none() || row.rules[a] == Rule::Own;
    let values = pooled.iter().enumerate().map(|(a, &value)| rated(a).then_some(value)).collect();
    Some((q, option, values))
}

fn row_mut(question: &mut Question, option: Option<usize>) -> &mut ScoreRow {
    option.map_or(&mut question.unanswered, |o| &mut question.options[o].row)
}

#[test]
fn overriding_a_row_with_its_own_values_changes_nothing() {
    holds(|Scene { model, mut answers, mut tape }| {
        let Some((question, option, values)) = any_row(&model, &mut tape) else { return Ok(()) };
        let before = decide(&model, &answers);
        let weight = Some(model.questions[question].row(option).weight);
        answers.overrides = vec![Override { question, option, weight, values: Some(values) }];
        let mut after = decide(&model, &answers);
        if let Some(witness) = &mut after.witness {
            witness.answers.overrides.clear();
        }
        prop_assert_eq!(after, before);
        Ok(())
    });
}

#[test]
fn an_overridden_weight_applies_to_every_source_view() {
    holds(|Scene { mut model, answers, mut tape }| {
        let shipped = model.clone();
        let mut reader = answers.clone();
        for _ in 0..3 {
            let Some((question, option, _)) = any_row(&model, &mut tape) else { continue };
            let is_new = |own: &Override| (own.question, own.option) != (question, option);
            if reader.overrides.iter().all(is_new) {
                let weight = tape.weight();
                reader.overrides.push(Override {
                    question,
                    option,
                    weight: Some(weight),
                    values: None,
                });
                row_mut(&mut model.questions[question], option).weight = weight;
            }
        }
        random::pool(&mut model);
        prop_assert_eq!(&shipped.with(&reader.overrides).tables, &model.tables);
        let written = decide(&model, &answers);
        let mut overruled = decide(&shipped, &reader);
        if let Some(witness) = &mut overruled.witness {
            witness.answers.overrides.clear();
        }
        prop_assert_eq!(&overruled, &written);
        // `outline`, which overrides the pooled rows only, agrees.
        let outline = outline(&shipped, &reader);
        prop_assert_eq!(&outline.verdict, &written.verdict);
        prop_assert_eq!(&outline.alternatives, &written.alternatives);
        prop_assert_eq!(&outline.open, &written.open);
        prop_assert_eq!(outline.total_weight, written.total_weight);
        prop_assert_eq!(gain(&shipped, &reader), gain(&model, &answers));
        prop_assert_eq!(brief(&shipped, &reader), written.verdict.into());
        Ok(())
    });
}

#[test]
fn overridden_values_replace_the_pool_and_leave_single_sources_unchanged() {
    holds(|Scene { mut model, answers, mut tape }| {
        let Some((question, option, values)) = any_row(&model, &mut tape) else { return Ok(()) };
        let values: Vec<_> = values.iter().map(|value| value.map(|_| tape.value())).collect();
        let before = decide(&model, &answers);
        let mut reader = answers.clone();
        reader.overrides =
            vec![Override { question, option, weight: None, values: Some(values.clone()) }];
        let overruled = decide(&model, &reader);
        // The views of single sources keep their rows.
        prop_assert_eq!(&overruled.sources, &before.sources);

        let sources = model.clone();
        let row = row_mut(&mut model.questions[question], option);
        let (statements, inferred) = (vec![], vec![]);
        row.ratings = vec![Rating { rater: Rater::Editor, values, statements, inferred }];
        random::pool(&mut model);
        let written = decide(&model, &answers);
        prop_assert_eq!(overruled.verdict, written.verdict);
        prop_assert_eq!(overruled.alternatives, written.alternatives);
        prop_assert_eq!(overruled.contributions, written.contributions);
        prop_assert_eq!(overruled.flips, written.flips);
        prop_assert_eq!((overruled.open, overruled.next), (written.open, written.next));
        // The robustness analysis does not sample the sources of an overridden row.
        let setup = Setup { samples: 64, ..Setup::default() };
        prop_assert_eq!(
            study(&sources, &reader, robustness(&sources, &reader, setup)),
            study(&model, &answers, robustness(&model, &answers, setup))
        );
        prop_assert_eq!(gain(&sources, &reader), gain(&model, &answers));
        for target in 0..model.alternatives.len() {
            let (reader, written) =
                (what_if(&sources, &reader, target), what_if(&model, &answers, target));
            prop_assert_eq!(reader, written);
        }
        prop_assert_eq!(thresholds(&sources, &reader), thresholds(&model, &answers));
        Ok(())
    });
}
