//! What-if and thresholds, compared with brute force.

use std::cell::Cell;

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::verdict::VerdictSummary;
use tiebreak_core::engine::what_if::{MOST_CHANGES, MOST_SETS, what_if};
use tiebreak_core::model::answers::{Answers, Reply, indices};
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};

use super::brute::{Brute, View};
use super::random::{Scene, holds, replies};

/// As invariant 12 (docs/method.md#invariants), for a chosen winner.
#[test]
fn change_sets_are_as_small_as_brute_force_finds_them() {
    let found = Cell::new([0; MOST_CHANGES + 1]);
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let winner = decide(&model, &answers).verdict.winner;
        for target in (0..brute.m()).filter(|&target| Some(target) != winner) {
            let result = what_if(&model, &answers, target);
            let fewest =
                brute.fewest_changes_to(&answers, target).filter(|&size| size <= MOST_CHANGES);
            prop_assert!(result.complete, "small models are searched through");
            prop_assert_eq!(result.sets.first().map(|set| set.changes.len()), fewest);
            let mut counts = found.get();
            counts[fewest.unwrap_or(0)] += 1;
            found.set(counts);
            for set in &result.sets {
                prop_assert_eq!(Some(set.changes.len()), fewest);
                let mut after = answers.clone();
                for change in &set.changes {
                    prop_assert_eq!(answers.replies[change.question], Some(change.from));
                    prop_assert!(replies(&model.questions[change.question]).contains(&change.to));
                    after.replies[change.question] = Some(change.to);
                }
                prop_assert!(set.changes.is_sorted_by(|a, b| a.question < b.question));
                prop_assert_eq!(brute.totals(&after).sole_winner(), Some(target));
                prop_assert_eq!(&set.then, &VerdictSummary::from(decide(&model, &after).verdict));
                prop_assert_eq!(set.then.winner, Some(target));
            }
        }
        Ok(())
    });
    let found = found.into_inner();
    assert!(
        found[..4].iter().all(|&count| count > 0),
        "sets of none, 1, 2 and 3 changes: {found:?}"
    );
}

#[test]
fn the_current_winner_needs_no_changes() {
    holds(|Scene { model, answers, .. }| {
        if let Some(winner) = decide(&model, &answers).verdict.winner {
            let result = what_if(&model, &answers, winner);
            prop_assert!(result.sets.is_empty() && result.complete);
        }
        Ok(())
    });
}

#[test]
fn sets_within_the_readers_control_come_first() {
    holds(|Scene { mut model, answers, mut tape }| {
        for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
            option.in_control = tape.once_in(2);
        }
        for target in 0..model.alternatives.len() {
            let sets = what_if(&model, &answers, target).sets;
            prop_assert!(sets.len() <= MOST_SETS);
            prop_assert!(sets.is_sorted_by_key(|set| !set.in_control));
            for (i, set) in sets.iter().enumerate() {
                prop_assert!(sets[..i].iter().all(|earlier| earlier.changes != set.changes));
                let in_control = set.changes.iter().all(|change| {
                    let question = &model.questions[change.question];
                    let chosen = question.chosen(change.to);
                    chosen != 0 && indices(chosen).all(|o| question.options[o].in_control)
                });
                prop_assert_eq!(set.in_control, in_control);
            }
        }
        Ok(())
    });
}

#[test]
fn for_every_typical_case_the_search_finds_sets_or_is_complete() {
    let text = include_str!("../../../../public/models/django-vs-fastapi.json");
    let model = tiebreak_core::model::load::load(text).model.unwrap();
    let mut turned = 0;
    for case in &model.cases {
        for target in (0..model.alternatives.len()).filter(|&target| target != case.winner) {
            let result = what_if(&model, &case.answers, target);
            assert!(result.complete || result.sets.is_empty(), "{}", case.id);
            turned += usize::from(!result.sets.is_empty());
        }
    }
    assert!(turned > model.cases.len(), "{turned}");
}

// ---- thresholds ----

/// The points of all alternatives if one number of a row is overridden.
fn points_with(model: &Model, answers: &Answers, threshold: &Threshold, number: i64) -> Vec<i64> {
    let (question, option) = (threshold.question, threshold.option);
    let row = model.questions[question].row(option);
    let kind = model.questions[question].kind;
    let (weight, values) = match threshold.number {
        Number::Weight => (Some(number), None),
        Number::Value(alternative) => {
            let pooled = Brute::new(model, View::All).values(kind, row).unwrap();
            let rated =
                |a: usize| model.alternatives[a].derived.is_none() || row.rules[a] == Rule::Own;
            let value = |a: usize| if a == alternative { number } else { pooled[a] };
            (None, Some((0..pooled.len()).map(|a| rated(a).then(|| value(a))).collect()))
        }
    };
    let overrides = vec![Override { question, option, weight, values }];
    let decision = decide(model, &Answers { overrides, ..answers.clone() });
    decision.alternatives.iter().map(|standing| standing.points).collect()
}

#[test]
fn the_rival_leads_at_a_threshold_and_not_just_before() {
    let seen = Cell::new((0, 0, 0));
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let all = thresholds(&model, &answers);
        let Some(leader) = decision.leader else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        for threshold in &all {
            prop_assert!(
                threshold.rival != leader && decision.alternatives[threshold.rival].eligible
            );
            let (most, is_weight) = match threshold.number {
                Number::Weight => (MAX_WEIGHT, true),
                Number::Value(_) => (MAX_VALUE, false),
            };
            prop_assert!((0..=most).contains(&threshold.to));
            let lead = |points: &[i64]| points[leader] - points[threshold.rival];
            prop_assert!(
                lead(&points_with(&model, &answers, threshold, threshold.to)) < 0,
                "{threshold:?}"
            );
            let before = threshold.to - (threshold.to - threshold.from).signum();
            prop_assert!(
                lead(&points_with(&model, &answers, threshold, before)) >= 0,
                "{threshold:?}"
            );
            let (weights, values, unanswered) = seen.get();
            let open = u32::from(threshold.option.is_none());
            let is_weight = u32::from(is_weight);
            seen.set((weights + is_weight, values + 1 - is_weight, unanswered + open));
        }
        Ok(())
    });
    let (weights, values, unanswered) = seen.into_inner();
    assert!(weights > 50 && values > 50 && unanswered > 5, "{weights} {values} {unanswered}");
}

#[test]
fn no_nearer_weight_puts_a_rival_ahead() {
    holds(|Scene { model, answers, mut tape }| {
        let decision = decide(&model, &answers);
        let Some(leader) = decision.leader else { return Ok(()) };
        let all = thresholds(&model, &answers);
        // Any weight of a counting row that puts a rival ahead, and is nearer than the listed ones.
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
            let threshold = Threshold { rival, question: q, option, number, from, to };
            let points = points_with(&model, &answers, &threshold, to);
            let leads = points[rival] > points[leader];
            if leads && from > 0 && decision.alternatives[rival].eligible {
                let near = (to - from).abs();
                let is_listed = all.iter().any(|nearer| {
                    nearer.rival == rival
                        && nearer.number == Number::Weight
                        && (nearer.to - nearer.from).abs() <= near
                });
                prop_assert!(is_listed, "{threshold:?} in {all:?}");
            }
        }
        Ok(())
    });
}
