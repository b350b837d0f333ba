//! What it would take for another alternative to win, against trying every change.

use std::cell::Cell;

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::verdict::Brief;
use tiebreak_core::engine::what_if::{MOST_CHANGES, MOST_SETS, what_if};
use tiebreak_core::model::answers::{Answers, Reply, indices};
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};

use super::brute::{Brute, Heard};
use super::random::{Scene, holds, replies};

/// 12, for a chosen winner.
#[test]
fn no_smaller_change_of_answers_makes_the_target_win() {
    let found = Cell::new([0; MOST_CHANGES + 1]);
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let winner = decide(&model, &answers).verdict.winner;
        for target in (0..brute.m()).filter(|&it| Some(it) != winner) {
            let it = what_if(&model, &answers, target);
            let fewest = brute.fewest_changes_to(&answers, target).filter(|&it| it <= MOST_CHANGES);
            prop_assert!(it.complete, "small models are searched through");
            prop_assert_eq!(it.sets.first().map(|it| it.changes.len()), fewest);
            let mut counts = found.get();
            counts[fewest.unwrap_or(0)] += 1;
            found.set(counts);
            for set in &it.sets {
                prop_assert_eq!(Some(set.changes.len()), fewest);
                let mut after = answers.clone();
                for it in &set.changes {
                    prop_assert_eq!(answers.replies[it.question], Some(it.from));
                    prop_assert!(replies(&model.questions[it.question]).contains(&it.to));
                    after.replies[it.question] = Some(it.to);
                }
                prop_assert!(set.changes.is_sorted_by(|a, b| a.question < b.question));
                prop_assert_eq!(brute.stand(&after).sole(), Some(target));
                prop_assert_eq!(&set.then, &Brief::from(decide(&model, &after).verdict));
                prop_assert_eq!(set.then.winner, Some(target));
            }
        }
        Ok(())
    });
    let found = found.into_inner();
    assert!(found[..4].iter().all(|&it| it > 0), "sets of none, 1, 2 and 3 changes: {found:?}");
}

#[test]
fn who_wins_already_takes_nothing() {
    holds(|Scene { model, answers, .. }| {
        if let Some(winner) = decide(&model, &answers).verdict.winner {
            let it = what_if(&model, &answers, winner);
            prop_assert!(it.sets.is_empty() && it.complete);
        }
        Ok(())
    });
}

#[test]
fn what_the_reader_could_make_true_stands_first() {
    holds(|Scene { mut model, answers, mut tape }| {
        for option in model.questions.iter_mut().flat_map(|it| &mut it.options) {
            option.in_control = tape.once_in(2);
        }
        for target in 0..model.alternatives.len() {
            let sets = what_if(&model, &answers, target).sets;
            prop_assert!(sets.len() <= MOST_SETS);
            prop_assert!(sets.is_sorted_by_key(|it| !it.in_control));
            for (i, set) in sets.iter().enumerate() {
                prop_assert!(sets[..i].iter().all(|it| it.changes != set.changes));
                let said = set.changes.iter().all(|it| {
                    let question = &model.questions[it.question];
                    let chosen = question.chosen(it.to);
                    chosen != 0 && indices(chosen).all(|o| question.options[o].in_control)
                });
                prop_assert_eq!(set.in_control, said);
            }
        }
        Ok(())
    });
}

#[test]
fn every_typical_case_can_be_turned_or_the_search_says_that_it_looked() {
    let text = include_str!("../../../../public/models/django-vs-fastapi.json");
    let model = tiebreak_core::model::load::load(text).model.unwrap();
    let mut turned = 0;
    for case in &model.cases {
        for target in (0..model.alternatives.len()).filter(|&it| it != case.winner) {
            let it = what_if(&model, &case.answers, target);
            assert!(it.complete || it.sets.is_empty(), "{}", case.id);
            turned += usize::from(!it.sets.is_empty());
        }
    }
    assert!(turned > model.cases.len(), "{turned}");
}

// ---- thresholds ----

/// The model's points for these answers when one number of a row is overruled.
fn overruled(model: &Model, answers: &Answers, it: &Threshold, number: i64) -> Vec<i64> {
    let (question, option) = (it.question, it.option);
    let row = model.questions[question].row(option);
    let kind = model.questions[question].kind;
    let (weight, values) = match it.number {
        Number::Weight => (Some(number), None),
        Number::Value(alternative) => {
            let pooled = Brute::new(model, Heard::All).values(kind, row).unwrap();
            let rated =
                |a: usize| model.alternatives[a].derived.is_none() || row.rules[a] == Rule::Own;
            let value = |a: usize| if a == alternative { number } else { pooled[a] };
            (None, Some((0..pooled.len()).map(|a| rated(a).then(|| value(a))).collect()))
        }
    };
    let overrides = vec![Override { question, option, weight, values }];
    let decision = decide(model, &Answers { overrides, ..answers.clone() });
    decision.alternatives.iter().map(|it| it.points).collect()
}

#[test]
fn just_past_a_threshold_the_rival_leads_and_just_before_it_does_not() {
    let seen = Cell::new((0, 0, 0));
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let all = thresholds(&model, &answers);
        let Some(leader) = decision.leader else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        for it in &all {
            prop_assert!(it.rival != leader && decision.alternatives[it.rival].eligible);
            let (most, is_weight) = match it.number {
                Number::Weight => (MAX_WEIGHT, true),
                Number::Value(_) => (MAX_VALUE, false),
            };
            prop_assert!((0..=most).contains(&it.to));
            let lead = |points: &[i64]| points[leader] - points[it.rival];
            prop_assert!(lead(&overruled(&model, &answers, it, it.to)) < 0, "{it:?}");
            let before = it.to - (it.to - it.from).signum();
            prop_assert!(lead(&overruled(&model, &answers, it, before)) >= 0, "{it:?}");
            let (weights, values, unanswered) = seen.get();
            let open = u32::from(it.option.is_none());
            let is_weight = u32::from(is_weight);
            seen.set((weights + is_weight, values + 1 - is_weight, unanswered + open));
        }
        Ok(())
    });
    let (weights, values, unanswered) = seen.into_inner();
    assert!(weights > 50 && values > 50 && unanswered > 5, "{weights} {values} {unanswered}");
}

#[test]
fn no_threshold_that_could_be_reached_is_left_out() {
    holds(|Scene { model, answers, mut tape }| {
        let decision = decide(&model, &answers);
        let Some(leader) = decision.leader else { return Ok(()) };
        let all = thresholds(&model, &answers);
        // Any weight of any row in force that puts a rival ahead, and is nearer than what is said.
        let q = tape.below(model.questions.len());
        let option = match answers.replies[q] {
            Some(Reply::Options(set)) if set.is_power_of_two() => {
                Some(set.trailing_zeros() as usize)
            }
            None => None,
            _ => return Ok(()),
        };
        let from = model.questions[q].row(option).weight;
        let to = tape.below(201) as i64;
        for rival in (0..decision.alternatives.len()).filter(|&b| b != leader) {
            let number = Number::Weight;
            let it = Threshold { rival, question: q, option, number, from, to };
            let points = overruled(&model, &answers, &it, to);
            let leads = points[rival] > points[leader];
            if leads && from > 0 && decision.alternatives[rival].eligible {
                let near = (to - from).abs();
                let said = all.iter().any(|it| {
                    it.rival == rival
                        && it.number == Number::Weight
                        && (it.to - it.from).abs() <= near
                });
                prop_assert!(said, "{it:?} in {all:?}");
            }
        }
        Ok(())
    });
}
