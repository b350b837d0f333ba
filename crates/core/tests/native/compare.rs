//! Comparison of two answer sheets: differences add up, and taking over an answer has the stated
//! effect.

use expect_test::expect;
use proptest::{prop_assert, prop_assert_eq};
use serde_json::{Value, json};
use tiebreak_core::engine::compare::{Comparison, brief, compare, with_answer_of};
use tiebreak_core::engine::decide;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::texts::compare::{Side, difference_text, summary};
use tiebreak_core::texts::sentence::text;
use tiebreak_core::texts::strings::ENGLISH;

use super::random::{Law, Scene, holds};

/// The lead of a comparison, on other answers.
fn lead(model: &Model, answers: &Answers, comparison: &Comparison) -> i64 {
    let points = decide(model, answers).alternatives;
    points[comparison.lead[0]].points - points[comparison.lead[1]].points
}

fn parts_add_up(model: &Model, first: &Answers, second: &Answers) -> Law {
    let comparison = compare(model, first, second);
    prop_assert_eq!(
        comparison.points,
        [first, second].map(|answers| lead(model, answers, &comparison))
    );
    let sum: i64 = comparison.differences.iter().map(|difference| difference.points).sum();
    prop_assert_eq!(sum, comparison.points[0] - comparison.points[1]);
    Ok(())
}

/// A random scene with a second answer sheet.
fn two(law: impl Fn(&Model, &Answers, &Answers) -> Law) {
    holds(|Scene { model, answers, mut tape }| {
        // Both sheets have the same questions hidden.
        let other = Answers { asked: answers.asked.clone(), ..tape.answers(&model) };
        law(&model, &answers, &other)
    });
}

#[test]
fn differences_add_up_to_the_difference_of_the_leads() {
    two(parts_add_up);
}

#[test]
fn taking_over_an_answer_moves_the_lead_by_its_difference() {
    two(|model, first, second| {
        let comparison = compare(model, first, second);
        for difference in &comparison.differences {
            let taken = with_answer_of(first, second, difference.question);
            prop_assert_eq!(
                lead(model, &taken, &comparison),
                comparison.points[0] - difference.points
            );
            prop_assert_eq!(&difference.taken, &brief(model, &taken));
            let kept = with_answer_of(second, first, difference.question);
            prop_assert_eq!(
                lead(model, &kept, &comparison),
                comparison.points[1] + difference.points
            );
            prop_assert_eq!(&difference.kept, &brief(model, &kept));
        }
        Ok(())
    });
}

#[test]
fn taking_over_every_answer_gives_the_other_verdict() {
    two(|model, first, second| {
        let comparison = compare(model, first, second);
        let all = comparison.differences.iter();
        let taken = all.fold(first.clone(), |answers, difference| {
            with_answer_of(&answers, second, difference.question)
        });
        prop_assert_eq!(&taken.replies, &second.replies);
        prop_assert_eq!(brief(model, &taken), brief(model, second));
        Ok(())
    });
}

#[test]
fn equal_sheets_have_no_differences_and_the_largest_comes_first() {
    two(|model, first, second| {
        prop_assert_eq!(compare(model, first, first).differences, vec![]);
        let comparison = compare(model, first, second);
        let points: Vec<i64> =
            comparison.differences.iter().map(|difference| difference.points.abs()).collect();
        prop_assert!(points.is_sorted_by(|a, b| a >= b));
        prop_assert!(comparison.unit > 0 && comparison.lead[0] != comparison.lead[1]);
        Ok(())
    });
}

fn answers(model: &Model, json: &Value) -> Answers {
    let (answers, problems) =
        Answers::read(&model.alternatives, &model.questions, json.as_object().unwrap());
    assert_eq!(problems, []);
    answers
}

#[test]
fn an_override_is_a_difference() {
    let model = load(include_str!("../../../../tests/cases/sample.json")).model.unwrap();
    let plain = answers(&model, &json!({ "snow": "some" }));
    let overridden = json!({
        "snow": "some",
        "overrides": [{ "question": "snow", "option": "some", "weight": 0 }],
    });
    let overridden = answers(&model, &overridden);
    let comparison = compare(&model, &plain, &overridden);
    assert_eq!(comparison.differences.len(), 1);
    assert_eq!(with_answer_of(&plain, &overridden, comparison.differences[0].question), overridden);
    parts_add_up(&model, &plain, &overridden).unwrap();
}

#[test]
fn the_text_of_a_comparison() {
    let model =
        load(include_str!("../../../../public/models/django-vs-fastapi.json")).model.unwrap();
    let ann = answers(&model, &json!({ "product": "full", "editors": "soon", "team": "small-no" }));
    let bob = answers(&model, &json!({ "product": "api", "team": "small-no", "hiring": "*" }));
    let verdicts = [&ann, &bob].map(|answers| brief(&model, answers));
    let sides = [
        Side { name: "Ann", answers: &ann, verdict: &verdicts[0] },
        Side { name: "Bob", answers: &bob, verdict: &verdicts[1] },
    ];
    let comparison = compare(&model, &ann, &bob);
    let mut texts: Vec<String> =
        summary(&ENGLISH, &model, sides, &comparison).iter().map(text).collect();
    for difference in &comparison.differences {
        let told = difference_text(&ENGLISH, &model, sides, &comparison, difference);
        texts.push(format!("- {}", model.questions[told.question].text));
        texts.extend(told.answers.iter().map(text));
        texts.push(text(&told.effect));
        texts.extend(told.agreement.iter().map(text));
    }
    expect![[r"
        Ann and Bob answer 3 of 14 questions differently.
        Django or FastAPI, in points of 100: 50 points for Django (Ann); 17 points for FastAPI (Bob).
        - What are you shipping?
        Ann: A full product: screens, accounts, daily administration
        Bob: An API alone, for the public, partners or apps
        Answering as Ann rather than as Bob is worth 39 points for Django.
        If Ann answered this as Bob, Ann would keep the same verdict.
        If Ann agreed with Bob on all but this: So far, Django.
        - Must people who do not code see or change data here, and how soon?
        Ann: Yes, within a month of the start (or they do already)
        Bob: not answered
        Answering as Ann rather than as Bob is worth 28 points for Django.
        If Ann answered this as Bob: So far, Django.
        If Ann agreed with Bob on all but this: Leaning Django.
        - Will you hire for it?
        Ann: not answered
        Bob: Does not matter to me
        This makes no difference between Django and FastAPI.
        If Ann answered this as Bob, Ann would keep the same verdict.
        If Ann agreed with Bob on all but this, they would share the verdict of Bob."]]
    .assert_eq(&texts.join("\n"));
}
