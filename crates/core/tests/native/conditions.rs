//! Questions that apply only after certain replies, compared with all sheets of small models.
//!
//! The expected results come from models without conditions: a question that does not apply is the
//! same as a question that the model does not have.

use std::collections::BTreeSet;

use proptest::prop_assert;
use proptest::prop_assert_eq;
use tiebreak_core::engine::decide;
use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::flips::Change;
use tiebreak_core::engine::gain::{Settings, gain_with, stays};
use tiebreak_core::engine::verdict::outcome;
use tiebreak_core::engine::what_if::{MOST_CHANGES, what_if};
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::load::load;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Choose, Condition, Model};

use super::brute::{Brute, View};
use super::random::{self, Law, Scene, replies};

/// Checks a law on random scenes in which about half of the questions have a condition.
fn holds_with_conditions(law: impl Fn(Scene) -> Law) {
    random::holds(|mut scene| {
        let Scene { model, tape, .. } = &mut scene;
        for q in 1..model.questions.len() {
            let before = tape.below(q);
            let question = &model.questions[before];
            if question.choose == Choose::Many || tape.once_in(3) {
                continue;
            }
            let options = 1 + tape.below((1 << question.options.len()) - 1) as u32;
            model.questions[q].when = Some(Condition { question: before, options });
            model.questions[before].dependents.push(q);
        }
        law(scene)
    });
}

/// The questions that apply, found from the definition.
pub fn applicable(model: &Model, answers: &Answers) -> Vec<bool> {
    let mut applies: Vec<bool> = Vec::new();
    for question in &model.questions {
        applies.push(question.when.is_none_or(|Condition { question: before, options }| {
            let chosen = answers.replies[before].map_or_else(Vec::new, |reply| {
                super::brute::chosen(&model.questions[before], reply)
            });
            applies[before] && chosen.iter().any(|o| options >> o & 1 == 1)
        }));
    }
    applies
}

/// The model without the questions that do not apply, and without conditions.
fn reduced(model: &Model, answers: &Answers) -> (Model, Answers) {
    let applies = applicable(model, answers);
    let (mut model, mut answers) = (model.clone(), answers.clone());
    let mut keep = applies.iter();
    answers.replies.retain(|_| *keep.next().unwrap());
    let mut keep = applies.iter();
    answers.asked.retain(|_| *keep.next().unwrap());
    let mut keep = applies.iter();
    model.questions.retain(|_| *keep.next().unwrap());
    for question in &mut model.questions {
        question.when = None;
        question.dependents.clear();
    }
    random::pool(&mut model);
    (model, answers)
}

/// The outcome under every combination of the disputed requirements, and the points.
fn result(model: &Model, answers: &Answers) -> (Vec<i64>, Vec<usize>, BTreeSet<usize>, u16) {
    let (model, answers) = reduced(model, answers);
    let evaluation = Evaluation::new(&model, &model.tables.pooled, &answers);
    let points = evaluation.points[..model.alternatives.len()].to_vec();
    let disputed = evaluation.disputed().map(|disputed| disputed.excludes).collect();
    (points, outcome(&evaluation, evaluation.excluded), disputed, evaluation.excluded)
}

/// The only winner, whatever becomes of the disputed requirements.
fn sole_winner(model: &Model, answers: &Answers) -> Option<usize> {
    let (model, answers) = reduced(model, answers);
    let evaluation = Evaluation::new(&model, &model.tables.pooled, &answers);
    let disputed: Vec<usize> = evaluation.disputed().map(|disputed| disputed.excludes).collect();
    let mut winners = (0..1_usize << disputed.len()).map(|set| {
        let in_force = disputed.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
        let excluded = in_force.fold(evaluation.excluded, |set, (_, a)| set | 1 << a);
        outcome(&evaluation, excluded)
    });
    let first = winners.next()?;
    let same = first.len() == 1 && winners.all(|other| other == first);
    same.then(|| first[0])
}

/// Calls `each` for every completion, with its probability where an open question stays open with
/// probability `rho`.
fn completions(
    model: &Model,
    answers: &Answers,
    rho: f64,
    probability: f64,
    done: &mut Vec<usize>,
    each: &mut impl FnMut(&Answers, f64),
) {
    let applies = applicable(model, answers);
    let is_open = |q: &usize| {
        applies[*q] && answers.asked[*q] && answers.replies[*q].is_none() && !done.contains(q)
    };
    let Some(q) = (0..model.questions.len()).find(is_open) else {
        return each(answers, probability);
    };
    done.push(q);
    completions(model, answers, rho, probability * rho, done, each);
    let question = &model.questions[q];
    let (none, all) = question.priors();
    for reply in replies(question) {
        let mut with = answers.clone();
        with.replies[q] = Some(reply);
        let chosen = super::brute::chosen(question, reply);
        // Several loads stand for the same option.
        let is_same = |other: &Reply| {
            *other != Reply::DoesNotMatter && super::brute::chosen(question, *other) == chosen
        };
        let same = replies(question).iter().filter(|other| is_same(other)).count().max(1);
        let share = match (reply, &chosen[..]) {
            (Reply::DoesNotMatter, _) => 0.0,
            (_, []) => none / all,
            (_, [o]) => question.options[*o].prior / all,
            _ => 0.0,
        };
        completions(model, &with, rho, probability * (1.0 - rho) * share / same as f64, done, each);
    }
    done.pop();
}

#[test]
fn a_question_that_does_not_apply_counts_as_if_the_model_did_not_have_it() {
    holds_with_conditions(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let (points, close, disputed, excluded) = result(&model, &answers);
        let found: Vec<i64> =
            decision.alternatives.iter().map(|standing| standing.points).collect();
        prop_assert_eq!(found, points);
        for (a, standing) in decision.alternatives.iter().enumerate() {
            prop_assert_eq!(standing.eligible, excluded & (1 << a) == 0);
        }
        let without_dispute = !close.iter().any(|a| disputed.contains(a));
        if without_dispute && decision.verdict.kind != VerdictKind::Unasked {
            prop_assert_eq!(decision.verdict.close, close);
        }
        Ok(())
    });
}

#[test]
fn a_verdict_is_settled_if_and_only_if_every_completion_has_the_same_winner() {
    holds_with_conditions(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let Some(winner) = decision.verdict.winner else { return Ok(()) };
        if decision.verdict.kind == VerdictKind::ByElimination {
            return Ok(());
        }
        let mut always = true;
        completions(&model, &answers, 0.5, 1.0, &mut Vec::new(), &mut |completion, _| {
            always &= sole_winner(&model, completion) == Some(winner);
        });
        prop_assert_eq!(decision.verdict.kind == VerdictKind::Settled, always);
        if let Some(witness) = &decision.witness {
            prop_assert!(!always);
            prop_assert!(sole_winner(&model, &witness.answers) != Some(winner));
            for (given, further) in answers.replies.iter().zip(&witness.answers.replies) {
                prop_assert!(given.is_none() || given == further);
            }
        }
        Ok(())
    });
}

#[test]
fn an_open_question_that_is_not_listed_cannot_change_the_outcome() {
    holds_with_conditions(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let applies = applicable(&model, &answers);
        prop_assert!(decision.open.iter().all(|&q| applies[q] && answers.replies[q].is_none()));
        if decision.verdict.kind == VerdictKind::Unasked || decision.verdict.winner.is_none() {
            return Ok(());
        }
        let mut hidden = answers.clone();
        for (q, asked) in hidden.asked.iter_mut().enumerate() {
            let is_root = model.questions[q].when.is_none();
            *asked &= decision.open.contains(&q) || !is_root;
        }
        // With these questions alone, the verdict is settled in the same cases.
        let settled = |answers: &Answers| decide(&model, answers).verdict.is_final;
        prop_assert_eq!(settled(&answers), settled(&hidden));
        Ok(())
    });
}

/// The fewest changed answers after which `holds` is true, of at most `most`. `instead` lists the
/// replies to try.
fn fewest(
    model: &Model,
    answers: &Answers,
    most: usize,
    instead: &impl Fn(usize) -> Vec<Reply>,
    holds: &impl Fn(&Answers) -> bool,
) -> Option<usize> {
    fn search(
        instead: &impl Fn(usize) -> Vec<Reply>,
        questions: &[usize],
        left: usize,
        answers: &Answers,
        given: &Answers,
        holds: &impl Fn(&Answers) -> bool,
    ) -> bool {
        let Some((&q, rest)) = questions.split_first() else {
            return left == 0 && holds(answers);
        };
        if rest.len() >= left && search(instead, rest, left, answers, given, holds) {
            return true;
        }
        left > 0
            && instead(q).into_iter().any(|reply| {
                let mut changed = answers.clone();
                changed.replies[q] = Some(reply);
                Some(reply) != given.replies[q]
                    && search(instead, rest, left - 1, &changed, given, holds)
            })
    }
    let applies = applicable(model, answers);
    let questions: Vec<usize> = (0..model.questions.len())
        .filter(|&q| applies[q] && answers.replies[q].is_some())
        .collect();
    (1..=most.min(questions.len()))
        .find(|&n| search(instead, &questions, n, answers, answers, holds))
}

fn changed(answers: &Answers, changes: &[Change]) -> Answers {
    let mut answers = answers.clone();
    for change in changes {
        answers.replies[change.question] = Some(change.to);
    }
    answers
}

#[test]
fn flips_are_as_small_as_a_search_of_all_changes_finds_them() {
    holds_with_conditions(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let Some(winner) = decision.verdict.winner else { return Ok(()) };
        let ends = |answers: &Answers| sole_winner(&model, answers) != Some(winner);
        let expected =
            fewest(&model, &answers, usize::MAX, &|q| replies(&model.questions[q]), &ends);
        prop_assert_eq!(decision.flips.first().map(|flip| flip.changes.len()), expected);
        for flip in &decision.flips {
            prop_assert!(ends(&changed(&answers, &flip.changes)));
        }
        Ok(())
    });
}

#[test]
fn what_if_finds_the_smallest_sets_of_changes() {
    holds_with_conditions(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let instead = |q| brute.reachable_replies(q);
        for target in 0..model.alternatives.len() {
            let wins = |answers: &Answers| sole_winner(&model, answers) == Some(target);
            let found = what_if(&model, &answers, target);
            let size = found.sets.first().map(|set| set.changes.len());
            if decide(&model, &answers).verdict.winner == Some(target) {
                prop_assert_eq!(size, None);
                continue;
            }
            prop_assert_eq!(size, fewest(&model, &answers, MOST_CHANGES, &instead, &wins));
            for set in &found.sets {
                let mut after = answers.clone();
                for change in &set.changes {
                    after.replies[change.question] = Some(change.to[0]);
                }
                prop_assert!(wins(&after));
            }
        }
        Ok(())
    });
}

#[test]
fn the_share_of_completions_with_the_same_winner_counts_the_questions_that_follow() {
    holds_with_conditions(|Scene { model, answers, .. }| {
        let settings = Settings { rho: 0.5, most_combinations: usize::MAX, samples: 1 };
        let Some(winner) = decide(&model, &answers).verdict.winner else { return Ok(()) };
        let mut expected = 0.0;
        completions(&model, &answers, 0.5, 1.0, &mut Vec::new(), &mut |completion, share| {
            let (_, close, _, _) = result(&model, completion);
            expected += if close == [winner] { share } else { 0.0 };
        });
        let found = stays(&model, &answers, settings).unwrap();
        // Beyond a number of combinations, the questions that follow count as open.
        prop_assert!((found - expected).abs() < 1e-9 || model.questions.len() > 4);
        let gain = gain_with(&model, &answers, settings);
        prop_assert!(gain.questions.iter().all(|question| question.bits >= 0.0));
        Ok(())
    });
}

const GATE: &str = r#"{
  "format": 1, "id": "tests", "title": "Move the tests?",
  "alternatives": [{ "id": "stay", "name": "Stay" }, { "id": "move", "name": "Move" }],
  "questions": [
    { "id": "suite", "text": "Do you have tests?", "options": [
      { "id": "none", "text": "No" },
      { "id": "some", "text": "Yes" } ] },
    { "id": "hours", "text": "How long would rewriting them take?", "when": { "suite": ["some"] },
      "options": [
        { "id": "days", "text": "Days", "values": { "move": 700 } },
        { "id": "months", "text": "Months", "weight": 200, "values": { "stay": 1000, "move": 0 } } ] }
  ]
}"#;

#[test]
fn a_project_without_tests_is_not_asked_how_long_rewriting_them_takes() {
    let model = load(GATE).model.unwrap();
    let open = |replies: [Option<Reply>; 2]| {
        let answers = Answers { replies: replies.to_vec(), ..Answers::none(&model) };
        decide(&model, &answers).open
    };
    let [none, some] = [1, 2].map(|set| Some(Reply::Options(set)));
    // The first question alone changes nothing, but the question that follows does.
    assert_eq!(open([None, None]), [0]);
    assert_eq!(open([some, None]), [1]);
    assert_eq!(open([none, None]), [0; 0]);
    assert_eq!(open([none, some]), [0; 0]);
}
