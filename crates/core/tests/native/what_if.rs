//! What-if and thresholds, compared with brute force.

use std::cell::Cell;

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::verdict::VerdictSummary;
use tiebreak_core::engine::what_if::{
    ChangeSet, MOST_CHANGES, MOST_SETS, QuestionChange, end_of_lead, what_if,
};
use tiebreak_core::model::answers::{Answers, Reply, indices};
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::{Choose, MAX_VALUE, MAX_WEIGHT, Model, Question, Rule};

use super::brute::{Brute, View};
use super::random::{Law, Scene, Tape, holds, replies};

/// The answer sheets after a set of changes, one for each combination of its replies.
fn sheets_after(answers: &Answers, set: &ChangeSet) -> Vec<Answers> {
    set.changes.iter().fold(vec![answers.clone()], |sheets, change| {
        let with = |to: Reply| {
            sheets.iter().cloned().map(move |mut sheet| {
                sheet.replies[change.question] = Some(to);
                sheet
            })
        };
        change.to.iter().flat_map(|&to| with(to)).collect()
    })
}

fn questions(set: &ChangeSet) -> Vec<usize> {
    set.changes.iter().map(|change| change.question).collect()
}

fn is_in_control(question: &Question, reply: Reply) -> bool {
    let chosen = question.chosen(reply);
    chosen != 0 && indices(chosen).all(|o| question.options[o].in_control)
}

/// The number of options that a change adds or removes, for questions with several options.
fn distance(question: &Question, from: Reply, to: Reply) -> u32 {
    match (question.choose, to) {
        (Choose::Many, Reply::DoesNotMatter) => u32::MAX,
        (Choose::Many, _) => (question.chosen(from) ^ question.chosen(to)).count_ones(),
        _ => 0,
    }
}

/// Checks the form of sets: other questions in each, and replies that differ from the current ones
/// and from each other.
fn well_formed(model: &Model, answers: &Answers, sets: &[&ChangeSet]) -> Law {
    prop_assert!(sets.len() <= MOST_SETS);
    prop_assert!(sets.is_sorted_by_key(|set| !set.in_control));
    for (i, set) in sets.iter().enumerate() {
        prop_assert!(sets[..i].iter().all(|earlier| questions(earlier) != questions(set)));
        prop_assert!(questions(set).is_sorted_by(|a, b| a < b));
        for QuestionChange { question: q, from, to } in &set.changes {
            let question = &model.questions[*q];
            prop_assert_eq!(answers.replies[*q], Some(*from));
            prop_assert!(!to.is_empty() && !to.contains(from));
            prop_assert!(to.iter().all(|reply| replies(question).contains(reply)));
            prop_assert!((1..to.len()).all(|k| !to[..k].contains(&to[k])));
        }
        let mut given = set.changes.iter().flat_map(|change| {
            change.to.iter().map(|&reply| (&model.questions[change.question], reply))
        });
        let in_control = given.all(|(question, reply)| is_in_control(question, reply));
        prop_assert_eq!(set.in_control, in_control);
    }
    Ok(())
}

/// As invariant 12 (docs/method.md#invariants), for a chosen winner. A set of the fewest changes has
/// no smaller part that suffices.
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
            well_formed(&model, &answers, &result.sets.iter().collect::<Vec<_>>())?;
            for set in &result.sets {
                prop_assert_eq!(Some(set.changes.len()), fewest);
                let sheets = sheets_after(&answers, set);
                let then = VerdictSummary::from(decide(&model, &sheets[0]).verdict);
                prop_assert_eq!(&set.verdict, &then);
                for sheet in &sheets {
                    prop_assert_eq!(brute.totals(sheet).sole_winner(), Some(target));
                }
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

/// A random choice of the options that readers can make true.
fn with_control(mut model: Model, tape: &mut Tape) -> Model {
    for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
        option.in_control = tape.once_in(2);
    }
    model
}

#[test]
fn every_set_of_questions_that_suffices_is_suggested_those_in_control_first() {
    let joined = Cell::new(0);
    holds(|Scene { model, answers, mut tape }| {
        let model = with_control(model, &mut tape);
        let brute = Brute::new(&model, View::All);
        for target in 0..brute.m() {
            let sets = what_if(&model, &answers, target).sets;
            let Some(size) = sets.first().map(|set| set.changes.len()) else { continue };
            let all = brute.questions_to_change(&answers, target, size, |_, _| true);
            let controlled = brute.questions_to_change(&answers, target, size, is_in_control);
            prop_assert!(sets.iter().all(|set| all.contains(&questions(set))));
            prop_assert_eq!(sets.len(), all.len().min(MOST_SETS));
            let in_control = sets.iter().filter(|set| set.in_control).count();
            prop_assert_eq!(in_control, controlled.len().min(MOST_SETS));
            well_formed(&model, &answers, &sets.iter().collect::<Vec<_>>())?;
            let joins = |set: &&ChangeSet| set.changes.iter().any(|change| change.to.len() > 1);
            joined.set(joined.get() + sets.iter().filter(joins).count());
        }
        Ok(())
    });
    assert!(joined.get() > 20, "{}", joined.get());
}

#[test]
fn a_set_lists_every_reply_that_suffices() {
    let listed = Cell::new([0; 2]);
    holds(|Scene { model, answers, mut tape }| {
        let model = with_control(model, &mut tape);
        let brute = Brute::new(&model, View::All);
        for target in 0..brute.m() {
            for set in what_if(&model, &answers, target).sets {
                for (i, change) in set.changes.iter().enumerate() {
                    let question = &model.questions[change.question];
                    let distance = |to: Reply| distance(question, change.from, to);
                    let most = distance(change.to[0]);
                    prop_assert!(change.to.iter().all(|&to| distance(to) <= most));
                    for to in brute.reachable_replies(change.question) {
                        let is_alike =
                            |other: &Reply| question.chosen(*other) == question.chosen(to);
                        let is_listed = change.to.iter().any(is_alike);
                        if is_listed || set.in_control && !is_in_control(question, to) {
                            continue;
                        }
                        let mut other = set.clone();
                        other.changes[i].to = vec![to];
                        let suffices =
                            |sheet: &Answers| brute.totals(sheet).sole_winner() == Some(target);
                        let all_suffice = sheets_after(&answers, &other).iter().all(suffices);
                        // Sets of options that differ more from the current one are left out.
                        prop_assert!(!all_suffice || distance(to) > most, "{set:?} without {to:?}");
                        let mut counts = listed.get();
                        counts[usize::from(all_suffice)] += 1;
                        listed.set(counts);
                    }
                }
            }
        }
        Ok(())
    });
    assert!(listed.get().iter().all(|&count| count > 0), "{:?}", listed.get());
}

#[test]
fn the_end_of_a_lead_equals_brute_force() {
    let seen = Cell::new([0; 2]);
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let decision = decide(&model, &answers);
        let sets = end_of_lead(&model, &answers, &decision);
        let fewest = decision.flips.first().map(|flip| flip.changes.len());
        prop_assert_eq!(sets.first().map(|set| set.changes.len()), fewest);
        prop_assert!(sets.is_sorted_by_key(|set| set.verdict.winner));
        for winner in std::iter::once(None).chain((0..brute.m()).map(Some)) {
            let same: Vec<&ChangeSet> =
                sets.iter().filter(|set| set.verdict.winner == winner).collect();
            well_formed(&model, &answers, &same)?;
            prop_assert!(same.is_empty() || winner != decision.verdict.winner);
            if fewest == Some(1) && winner != decision.verdict.winner {
                let ends = |&q: &usize| {
                    brute.reachable_replies(q).into_iter().any(|reply| {
                        let mut sheet = answers.clone();
                        sheet.replies[q] = Some(reply);
                        brute.totals(&sheet).sole_winner() == winner
                    })
                };
                let answered = (0..answers.replies.len()).filter(|&q| answers.replies[q].is_some());
                prop_assert_eq!(same.len(), answered.filter(ends).count().min(MOST_SETS));
            }
        }
        for set in &sets {
            prop_assert_eq!(Some(set.changes.len()), fewest);
            for sheet in sheets_after(&answers, set) {
                let then = brute.verdict(&sheet);
                prop_assert_eq!(then.winner, set.verdict.winner);
                if then.winner.is_none() {
                    let mut close = set.verdict.close.clone();
                    close.sort_unstable();
                    prop_assert_eq!((then.kind, then.close), (set.verdict.kind, close));
                }
            }
            let mut counts = seen.get();
            counts[usize::from(set.verdict.winner.is_none())] += 1;
            seen.set(counts);
        }
        Ok(())
    });
    assert!(seen.get().iter().all(|&count| count > 50), "{:?}", seen.get());
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
