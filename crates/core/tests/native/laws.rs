//! Laws of the engine: properties of every model and every answer sheet, checked on random small
//! models, partly against brute force.
//!
//! "Invariant n" refers to the list in docs/method.md#invariants.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::{Decision, decide, verdict::VerdictSummary, warnings::WarningCode};
use tiebreak_core::model::answers::{Answers, Reply, indices};
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{
    Choose, Interest, Kind, Model, Question, Rater, Rating, Requirement, Rule, ScoreRow,
};

use super::brute::{Brute, Totals, View, half_up};
use super::random::{self, Law, Scene, Tape, holds, replies};

fn sorted(alternatives: &[usize]) -> Vec<usize> {
    let mut sorted = alternatives.to_vec();
    sorted.sort_unstable();
    sorted
}

/// The shown value, 0 to 100.
fn shown(totals: &Totals, a: usize) -> i64 {
    half_up(i128::from(100 * totals.points[a]), i128::from(1000 * totals.total))
}

fn rows(model: &mut Model) -> impl Iterator<Item = &mut ScoreRow> {
    model.questions.iter_mut().flat_map(random::rows)
}

// ---- the verdict ----

fn equals_brute_force(model: &Model, answers: &Answers) -> Law {
    let expected = Brute::new(model, View::All).verdict(answers);
    let got = decide(model, answers).verdict;
    prop_assert_eq!(got.kind, expected.kind);
    prop_assert_eq!(got.winner, expected.winner);
    prop_assert_eq!(sorted(&got.close), expected.close);
    prop_assert_eq!(got.is_final, expected.is_final);
    Ok(())
}

#[test]
fn verdicts_equal_brute_force() {
    holds(|Scene { model, answers, .. }| equals_brute_force(&model, &answers));
}

/// Two alternatives with equal ratings, so that a verdict can be final and too close.
#[test]
fn verdicts_on_equal_alternatives_equal_brute_force() {
    holds(|Scene { mut model, answers, .. }| {
        let base = |a: &usize| model.alternatives[*a].derived.is_none();
        let bases: Vec<usize> = (0..model.alternatives.len()).filter(base).collect();
        let (one, other) = (bases[0], bases[1]);
        for rating in rows(&mut model).flat_map(|row| &mut row.ratings) {
            rating.values[other] = rating.values[one];
        }
        for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
            option
                .requirements
                .retain(|requirement| requirement.excludes != one && requirement.excludes != other);
        }
        random::pool(&mut model);
        equals_brute_force(&model, &answers)
    });
}

/// A question of this weight on which the first of two alternatives has the value `lead` and the
/// second 0.
fn leads(q: usize, weight: i64, lead: i64) -> Question {
    let values = vec![Some(lead), Some(0)];
    let rating = Rating { rater: Rater::Editor, values, statements: vec![], inferred: vec![] };
    let row = ScoreRow { weight, rules: vec![Rule::Own; 2], ratings: vec![rating] };
    let mut question = random::question(q, Kind::Need, Choose::One, true);
    question.options.push(random::choice(0, row));
    question
}

fn two_alternatives(band: i64, questions: Vec<Question>) -> Model {
    let alternatives = (0..2).map(|a| random::alternative(a, None)).collect();
    random::model(band, alternatives, vec![], questions)
}

#[test]
fn a_lead_is_early_below_15_of_100_parts_of_the_weight() {
    // An open question has the rest of the weight and can change the leader.
    for (answered, kind) in [(30, VerdictKind::Leaning), (28, VerdictKind::Early)] {
        let mut other = leads(1, 200 - answered, 0);
        other.options[0].row.ratings[0].values[1] = Some(1000);
        let model = two_alternatives(0, vec![leads(0, answered, 1000), other]);
        let mut answers = Answers::none(&model);
        answers.replies[0] = Some(Reply::Options(1));
        assert_eq!(decide(&model, &answers).verdict.kind, kind, "{answered} of 200");
    }
}

#[test]
fn a_lead_equal_to_the_tie_band_is_too_close() {
    for (lead, kind) in [(10, VerdictKind::TooClose), (11, VerdictKind::Settled)] {
        let model = two_alternatives(10, vec![leads(0, 100, lead)]);
        let mut answers = Answers::none(&model);
        answers.replies[0] = Some(Reply::Options(1));
        let verdict = decide(&model, &answers).verdict;
        assert_eq!((verdict.kind, verdict.is_final), (kind, true), "a lead of {lead} of 1000");
    }
}

#[test]
fn the_outcome_is_listed_best_first() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let key = |a: &usize| (-decision.alternatives[*a].points, *a);
        prop_assert!(decision.verdict.close.is_sorted_by_key(key));
        Ok(())
    });
}

#[test]
fn scores_values_and_ranks_equal_brute_force() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let totals = brute.totals(&answers);
        let decision = decide(&model, &answers);
        let blank = decision.verdict.kind == VerdictKind::Unasked;
        prop_assert_eq!(decision.total_weight, totals.total);
        for (a, standing) in decision.alternatives.iter().enumerate() {
            prop_assert_eq!(standing.points, totals.points[a]);
            prop_assert_eq!(standing.value, (totals.total > 0).then(|| shown(&totals, a)));
            prop_assert_eq!(standing.eligible, totals.eligible.contains(&a));
            let ahead = totals.eligible.iter().filter(|&&b| totals.points[b] > totals.points[a]);
            let rank = (standing.eligible && !blank).then(|| 1 + ahead.count());
            prop_assert_eq!(standing.rank, rank);
            let agreed = standing.excluded_by.iter().any(|exclusion| exclusion.agreed);
            prop_assert_eq!(agreed, !standing.eligible);
        }
        Ok(())
    });
}

#[test]
fn the_evidence_floor_equals_brute_force() {
    holds(|Scene { model, answers, .. }| {
        let floor = decide(&model, &answers).evidence_floor;
        let expected = Brute::new(&model, View::All).floor(&answers);
        prop_assert_eq!((floor.answered, floor.largest), expected);
        Ok(())
    });
}

/// Invariant 23.
#[test]
fn the_verdict_is_disputed_if_and_only_if_a_dispute_changes_the_outcome() {
    holds(|Scene { model, answers, .. }| {
        let verdict = decide(&model, &answers).verdict;
        let totals = Brute::new(&model, View::All).totals(&answers);
        let runs = totals.runs();
        let differ = runs.iter().any(|run| *run != runs[0]);
        if !matches!(verdict.kind, VerdictKind::Unasked | VerdictKind::NoneEligible) {
            prop_assert_eq!(verdict.kind == VerdictKind::Disputed, differ);
        }
        let disputed = verdict.kind == VerdictKind::Disputed;
        prop_assert_eq!(disputed, !verdict.disputed.is_empty());
        for dispute in &verdict.disputed {
            let mut alone = totals.clone();
            alone.disputed = vec![dispute.requirement.excludes];
            let [without, with] = &alone.runs()[..] else { unreachable!("one requirement") };
            prop_assert_eq!(&sorted(&dispute.with), with);
            prop_assert_eq!(&sorted(&dispute.without), without);
            prop_assert!(with != without);
        }
        Ok(())
    });
}

/// Invariant 22.
#[test]
fn an_excluded_alternative_never_wins() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        for (a, standing) in before.alternatives.iter().enumerate() {
            prop_assert!(standing.eligible || before.verdict.winner != Some(a));
        }
        let q = tape.below(model.questions.len());
        let o = tape.below(model.questions[q].options.len());
        let mut more = tape.requirement(model.alternatives.len(), model.sources.len());
        if tape.once_in(2) {
            more.contradicted_by.clear();
        }
        let target = more.excludes;
        let same = |requirement: &Requirement| requirement.excludes == target;
        if !model.questions[q].options[o].requirements.iter().any(same) {
            model.questions[q].options[o].requirements.push(more);
            random::pool(&mut model);
            let after = decide(&model, &answers).verdict;
            let (was, is) = (before.verdict.winner, after.winner);
            prop_assert!(is != Some(target) || was == Some(target), "{was:?} {is:?}");
        }
        Ok(())
    });
}

// ---- the explanation ----

/// Invariant 6.
#[test]
fn contributions_add_up_to_the_lead() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let (totals, contributions) = (brute.totals(&answers), brute.contributions(&answers));
        let decision = decide(&model, &answers);
        let kind = decision.verdict.kind;
        let nobody = matches!(kind, VerdictKind::Unasked | VerdictKind::NoneEligible);
        prop_assert_eq!(decision.leader.is_none(), nobody);
        let Some(leader) = decision.leader else {
            prop_assert!(decision.contributions.is_empty() && decision.margin.is_none());
            return Ok(());
        };
        let best = totals.eligible.iter().map(|&a| totals.points[a]).max();
        prop_assert_eq!(Some(totals.points[leader]), best);
        let shown = |a| if totals.total == 0 { 0 } else { shown(&totals, a) };
        for b in (0..brute.m()).filter(|&b| b != leader) {
            let parts: Vec<_> =
                decision.contributions.iter().filter(|part| part.against == b).collect();
            for (q, contribution) in contributions.iter().enumerate() {
                let part = parts.iter().find(|part| part.question == q);
                let difference = contribution.points[leader] - contribution.points[b];
                prop_assert_eq!(part.map_or(0, |part| part.points), difference);
                prop_assert_eq!(part.is_some(), difference != 0);
                if let Some(part) = part {
                    prop_assert_eq!(part.answered, answers.replies[q].is_some());
                    prop_assert_eq!(part.alternative, leader);
                }
            }
            let points: i64 = parts.iter().map(|part| part.points).sum();
            prop_assert_eq!(points, totals.points[leader] - totals.points[b]);
            let rounded: i64 = parts.iter().map(|part| part.rounded).sum();
            prop_assert_eq!(rounded, shown(leader) - shown(b));
            // Rounding changes a contribution by at most one shown point.
            for part in &parts {
                let off = 10 * totals.total * part.rounded - part.points;
                prop_assert!(off.abs() <= 10 * totals.total, "{part:?}");
            }
            // The largest remainders are rounded up.
            let unit = 10 * totals.total.max(1);
            let left = |up: bool| {
                let of = parts
                    .iter()
                    .filter(move |part| (part.rounded > part.points.div_euclid(unit)) == up);
                of.map(|part| part.points.rem_euclid(unit))
            };
            if let (Some(up), Some(down)) = (left(true).min(), left(false).max()) {
                prop_assert!(up >= down, "{parts:?}");
            }
        }
        let others = totals.eligible.iter().copied().filter(|&b| b != leader);
        let excluded = (0..brute.m()).filter(|b| !totals.eligible.contains(b));
        let best = |alternatives: Vec<usize>| {
            alternatives.into_iter().min_by_key(|&b| (-totals.points[b], b))
        };
        let runner_up = best(others.collect()).or_else(|| best(excluded.collect()));
        prop_assert_eq!(decision.runner_up, runner_up);
        let margin =
            runner_up.map(|b| (totals.points[leader] - totals.points[b], shown(leader) - shown(b)));
        prop_assert_eq!(decision.margin.map(|margin| (margin.points, margin.rounded)), margin);
        Ok(())
    });
}

/// Invariant 7.
#[test]
fn an_alternative_that_is_nowhere_worse_never_ranks_below() {
    holds(|Scene { model, answers, .. }| {
        let contributions = Brute::new(&model, View::All).contributions(&answers);
        let standing = decide(&model, &answers).alternatives;
        for a in 0..standing.len() {
            for b in 0..standing.len() {
                if contributions
                    .iter()
                    .all(|contribution| contribution.points[a] >= contribution.points[b])
                {
                    prop_assert!(standing[a].points >= standing[b].points);
                    if let (Some(a), Some(b)) = (standing[a].rank, standing[b].rank) {
                        prop_assert!(a <= b);
                    }
                }
            }
        }
        Ok(())
    });
}

/// Invariant 1, for ranks.
#[test]
fn a_better_rating_never_makes_a_rank_worse() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let a = tape.below(model.alternatives.len());
        let step = tape.of(&[1, 100, 333]);
        for row in rows(&mut model) {
            for rating in row.ratings.iter_mut().filter(|_| !tape.once_in(3)) {
                let raised = rating.values[a].map(|value| (value + step).min(1000));
                rating.values[a] = raised;
            }
        }
        random::pool(&mut model);
        let after = decide(&model, &answers);
        let rank = |decision: &Decision| decision.alternatives[a].rank;
        prop_assert!(rank(&after) <= rank(&before));
        Ok(())
    });
}

// ---- changes that do not matter ----

/// The model with these alternatives only, in this order.
fn with_alternatives(model: &Model, order: &[usize]) -> Model {
    let mut model = model.clone();
    let place = |a: usize| order.iter().position(|&other| other == a);
    model.alternatives = order.iter().map(|&a| model.alternatives[a].clone()).collect();
    for derived in
        model.alternatives.iter_mut().filter_map(|alternative| alternative.derived.as_mut())
    {
        derived.of = derived
            .of
            .iter()
            .map(|&a| place(a).expect("the parts are among the alternatives"))
            .collect();
    }
    for row in rows(&mut model) {
        if !row.rules.is_empty() {
            row.rules = order.iter().map(|&a| row.rules[a]).collect();
        }
        for rating in &mut row.ratings {
            rating.values = order.iter().map(|&a| rating.values[a]).collect();
        }
    }
    for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
        option.requirements.retain_mut(|requirement| match place(requirement.excludes) {
            Some(a) => {
                requirement.excludes = a;
                true
            }
            None => false,
        });
    }
    random::pool(&mut model);
    model
}

/// Invariant 2.
#[test]
fn removing_an_alternative_keeps_the_order_of_the_others() {
    holds(|Scene { model, answers, mut tape }| {
        let m = model.alternatives.len();
        let removed = tape.below(m);
        let is_derived_from_removed = |a: usize| {
            model.alternatives[a]
                .derived
                .as_ref()
                .is_some_and(|derived| derived.of.contains(&removed))
        };
        let stay: Vec<usize> =
            (0..m).filter(|&a| a != removed && !is_derived_from_removed(a)).collect();
        let before = decide(&model, &answers).alternatives;
        let after = decide(&with_alternatives(&model, &stay), &answers).alternatives;
        for (i, &a) in stay.iter().enumerate() {
            prop_assert_eq!(after[i].points, before[a].points);
            prop_assert_eq!(after[i].eligible, before[a].eligible);
            for (j, &b) in stay.iter().enumerate() {
                prop_assert_eq!(after[i].rank < after[j].rank, before[a].rank < before[b].rank);
            }
        }
        Ok(())
    });
}

/// Invariant 3.
#[test]
fn multiplying_all_weights_by_one_factor_changes_no_rank_and_no_flip() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let unit = 2 + tape.below(4) as i64;
        rows(&mut model).for_each(|row| row.weight *= unit);
        random::pool(&mut model);
        let after = decide(&model, &answers);
        prop_assert_eq!(&after.verdict, &before.verdict);
        prop_assert_eq!(after.flips, before.flips);
        prop_assert_eq!(after.open, before.open);
        prop_assert_eq!(after.next, before.next);
        for (after, before) in after.alternatives.iter().zip(&before.alternatives) {
            prop_assert_eq!((after.rank, after.value), (before.rank, before.value));
            prop_assert_eq!(after.points, unit * before.points);
        }
        Ok(())
    });
}

/// Invariant 4.
#[test]
fn adding_a_constant_to_a_row_changes_no_lead() {
    holds(|Scene { mut model, answers, mut tape }| {
        let q = tape.below(model.questions.len());
        let o = tape.below(model.questions[q].options.len());
        let constant = 1 + tape.below(200) as i64;
        let kind = model.questions[q].kind;
        let brute = Brute::new(&model, View::All);
        let old = brute.values(kind, &model.questions[q].options[o].row);
        let before = decide(&model, &answers).alternatives;
        let ratings = &mut model.questions[q].options[o].row.ratings;
        for value in ratings.iter_mut().flat_map(|rating| rating.values.iter_mut().flatten()) {
            *value += constant;
        }
        random::pool(&mut model);
        let brute = Brute::new(&model, View::All);
        let new = brute.values(kind, &model.questions[q].options[o].row);
        // Values that would leave the scale are clamped; then the law does not apply.
        let shifted =
            old.map(|values| values.iter().map(|value| value + constant).collect::<Vec<_>>());
        if new == shifted {
            let after = decide(&model, &answers).alternatives;
            for a in 0..after.len() {
                let lead = |standings: &[tiebreak_core::engine::explain::Standing]| {
                    standings[a].points - standings[0].points
                };
                prop_assert_eq!(lead(&after), lead(&before));
                prop_assert_eq!(after[a].rank, before[a].rank);
            }
        }
        Ok(())
    });
}

fn shuffled(tape: &mut Tape, n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, i - tape.below(i + 1));
    }
    order
}

/// Invariant 5, for alternatives.
#[test]
fn the_order_of_the_alternatives_changes_nothing() {
    holds(|Scene { model, answers, mut tape }| {
        let order = shuffled(&mut tape, model.alternatives.len());
        let before = decide(&model, &answers);
        let after = decide(&with_alternatives(&model, &order), &answers);
        let back = |moved: &[usize]| sorted(&moved.iter().map(|&a| order[a]).collect::<Vec<_>>());
        same_but_for_ties(&after, &before, back)?;
        for (i, &a) in order.iter().enumerate() {
            prop_assert_eq!(after.alternatives[i].rank, before.alternatives[a].rank);
            prop_assert_eq!(after.alternatives[i].points, before.alternatives[a].points);
        }
        prop_assert_eq!(after.open, before.open);
        Ok(())
    });
}

/// Compares two decisions, except for the order of equals. `back` translates alternatives of `after`.
fn same_but_for_ties(
    after: &Decision,
    before: &Decision,
    back: impl Fn(&[usize]) -> Vec<usize>,
) -> Law {
    let (new, old) = (&after.verdict, &before.verdict);
    prop_assert_eq!((new.kind, new.is_final), (old.kind, old.is_final));
    prop_assert_eq!(back(&new.close), sorted(&old.close));
    let winner = new.winner.map(|a| back(&[a]));
    prop_assert_eq!(winner, old.winner.map(|a| vec![a]));
    let points = |decision: &Decision| decision.margin.map(|margin| margin.points);
    prop_assert_eq!(points(after), points(before));
    let changes = |decision: &Decision| decision.flips.first().map(|flip| flip.changes.len());
    prop_assert_eq!((changes(after), after.flips.len()), (changes(before), before.flips.len()));
    for (new, old) in after.sources.iter().zip(&before.sources) {
        let brief = |new: &VerdictSummary, old: &VerdictSummary| {
            new.kind == old.kind && back(&new.close) == sorted(&old.close)
        };
        prop_assert!(brief(&new.without, &old.without));
        prop_assert_eq!((new.questions, new.weight), (old.questions, old.weight));
        prop_assert_eq!(new.alone.is_some(), old.alone.is_some());
        prop_assert!(new.alone.iter().zip(&old.alone).all(|(new, old)| brief(new, old)));
    }
    Ok(())
}

/// Invariant 5, for questions, and for options unless equal weights are ordered by position.
#[test]
fn the_order_of_questions_and_options_changes_nothing() {
    holds(|Scene { model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let order = shuffled(&mut tape, model.questions.len());
        let mut other = model.clone();
        other.questions = order.iter().map(|&q| model.questions[q].clone()).collect();
        let mut same = Answers::none(&model);
        for (i, &q) in order.iter().enumerate() {
            same.asked[i] = answers.asked[q];
            same.replies[i] = answers.replies[q];
            let options = other.questions[i].options.clone();
            if other.questions[i].choose == Choose::One {
                let options_order = shuffled(&mut tape, options.len());
                other.questions[i].options =
                    options_order.iter().map(|&o| options[o].clone()).collect();
                if let Some(Reply::Options(set)) = answers.replies[q] {
                    let moved = |o: usize| options_order.iter().position(|&other| other == o);
                    let moved = indices(set).filter_map(moved).fold(0, |set, o| set | 1 << o);
                    same.replies[i] = Some(Reply::Options(moved));
                }
            }
        }
        random::pool(&mut other);
        let after = decide(&other, &same);
        same_but_for_ties(&after, &before, sorted)?;
        prop_assert_eq!(&after.verdict.close, &before.verdict.close);
        let open: Vec<usize> = after.open.iter().map(|&q| order[q]).collect();
        prop_assert_eq!(sorted(&open), before.open);
        Ok(())
    });
}

/// Invariants 5 and 20, for sources and the order of ratings in a row.
#[test]
fn the_order_of_the_sources_changes_nothing() {
    holds(|Scene { model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let order = shuffled(&mut tape, model.sources.len());
        let place = |s: usize| order.iter().position(|&other| other == s).expect("all are there");
        let mut other = model.clone();
        other.sources = order.iter().map(|&s| model.sources[s].clone()).collect();
        for row in rows(&mut other) {
            for rating in &mut row.ratings {
                if let Rater::Source(s) = rating.rater {
                    rating.rater = Rater::Source(place(s));
                }
            }
            row.ratings.reverse();
        }
        for option in other.questions.iter_mut().flat_map(|question| &mut question.options) {
            for requirement in &mut option.requirements {
                let citations =
                    requirement.said_by.iter_mut().chain(&mut requirement.contradicted_by);
                for citation in citations {
                    if let Rater::Source(s) = citation.source {
                        citation.source = Rater::Source(place(s));
                    }
                }
            }
        }
        random::pool(&mut other);
        let mut after = decide(&other, &answers);
        after.sources = (0..order.len()).map(|s| after.sources[place(s)].clone()).collect();
        after
            .by_source
            .iter_mut()
            .for_each(|difference| difference.source = order[difference.source]);
        after.by_source.sort_by_key(|difference| (difference.question, difference.source));
        prop_assert_eq!(after, before);
        Ok(())
    });
}

/// Invariant 13. The shown values and the evidence floor include the weight of the question and may
/// change.
#[test]
fn an_open_question_with_equal_values_for_all_changes_nothing() {
    holds(|Scene { mut model, answers, mut tape }| {
        model.band = 0;
        for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
            option.requirements.clear();
        }
        random::pool(&mut model);
        let without = decide(&model, &answers);

        let (alternatives, sources) = (&model.alternatives, &model.sources);
        let mut more = random::question(99, Kind::Cost, Choose::One, false);
        let mut equal_values = || {
            let mut row = tape.row(Kind::Cost, alternatives, sources);
            row.rules.fill(Rule::Own);
            for rating in &mut row.ratings {
                let value = tape.value();
                rating.values.fill(Some(value));
            }
            row
        };
        more.unanswered = equal_values();
        more.options = vec![random::choice(0, equal_values()), random::choice(1, equal_values())];
        let at = tape.below(model.questions.len() + 1);
        let mut answers = answers;
        model.questions.insert(at, more);
        answers.replies.insert(at, None);
        answers.asked.insert(at, true);
        random::pool(&mut model);
        let with = decide(&model, &answers);

        let neither_early = |kind| match kind {
            VerdictKind::Early => VerdictKind::Leaning,
            other => other,
        };
        let (new, old) = (&with.verdict, &without.verdict);
        prop_assert_eq!(neither_early(new.kind), neither_early(old.kind));
        prop_assert_eq!((new.winner, &new.close), (old.winner, &old.close));
        prop_assert_eq!(new.is_final, old.is_final);
        let ranks = |decision: &Decision| {
            decision.alternatives.iter().map(|standing| standing.rank).collect::<Vec<_>>()
        };
        prop_assert_eq!(ranks(&with), ranks(&without));
        prop_assert_eq!(with.flips.len(), without.flips.len());
        let open: Vec<usize> = with.open.iter().map(|&q| if q > at { q - 1 } else { q }).collect();
        prop_assert!(!with.open.contains(&at));
        prop_assert_eq!(open, without.open);
        Ok(())
    });
}

// ---- settled, flips, open ----

/// Invariant 8.
#[test]
fn final_verdicts_keep_their_winner_in_every_completion() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let decision = decide(&model, &answers);
        let verdict = &decision.verdict;
        prop_assert!(!verdict.is_final || decision.open.is_empty() && decision.next.is_none());
        let Some(winner) = verdict.winner else {
            prop_assert!(decision.witness.is_none());
            return Ok(());
        };
        let stays =
            brute.in_every_completion(&answers, |totals| totals.sole_winner() == Some(winner));
        prop_assert_eq!(verdict.is_final, stays);
        prop_assert_eq!(decision.witness.is_none(), stays);
        if let Some(witness) = decision.witness {
            for q in 0..answers.replies.len() {
                let (now, then) = (answers.replies[q], witness.answers.replies[q]);
                let offered = |reply: &Reply| replies(&model.questions[q]).contains(reply);
                prop_assert!(now.is_none() || now == then, "an answer given stays");
                prop_assert!(answers.asked[q] || now == then, "a hidden question stays open");
                prop_assert!(now.is_some() || then.as_ref().is_none_or(offered));
            }
            prop_assert!(brute.totals(&witness.answers).sole_winner() != Some(winner));
            prop_assert!(witness.verdict.winner != Some(winner));
            let then = decide(&model, &witness.answers).verdict;
            prop_assert_eq!(witness.verdict, VerdictSummary::from(then));
        }
        Ok(())
    });
}

/// Invariant 9. The order of `close` can change within the band.
#[test]
fn further_answers_do_not_change_a_final_verdict() {
    holds(|Scene { model, mut answers, mut tape }| {
        let mut before = decide(&model, &answers).verdict;
        for q in Brute::open(&answers) {
            let replies = replies(&model.questions[q]);
            answers.replies[q] = Some(replies[tape.below(replies.len())]);
            let after = decide(&model, &answers).verdict;
            if before.is_final {
                prop_assert!(after.is_final, "{before:?} {after:?}");
                prop_assert_eq!(after.winner, before.winner);
                prop_assert_eq!(sorted(&after.close), sorted(&before.close));
            }
            before = after;
        }
        prop_assert_eq!(before.is_final, before.kind != VerdictKind::Unasked);
        Ok(())
    });
}

/// Invariant 10.
#[test]
fn another_option_can_only_unsettle() {
    holds(|Scene { mut model, answers, mut tape }| {
        let open = Brute::open(&answers);
        if open.is_empty() {
            return Ok(());
        }
        let without = decide(&model, &answers).verdict;
        let q = tape.of(&open);
        let (kind, choose) = (model.questions[q].kind, model.questions[q].choose);
        let row = tape.row(kind, &model.alternatives, &model.sources);
        let mut more = random::choice(9, row);
        more.from = 1000.0;
        if tape.once_in(3) {
            let mut requirement = tape.requirement(model.alternatives.len(), model.sources.len());
            requirement.contradicted_by.clear();
            more.requirements.push(requirement);
        }
        if choose == Choose::Many {
            more.group = tape.below(model.questions[q].groups);
        }
        model.questions[q].options.push(more);
        random::pool(&mut model);
        let with = decide(&model, &answers).verdict;
        if with.winner.is_some() && with.is_final {
            prop_assert!(without.is_final && without.winner == with.winner);
        }
        Ok(())
    });
}

/// Invariant 12.
#[test]
fn flips_are_as_small_as_brute_force_finds_them() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let decision = decide(&model, &answers);
        let Some(winner) = decision.verdict.winner else {
            prop_assert!(decision.flips.is_empty());
            return Ok(());
        };
        let fewest = brute.fewest_changes(&answers, winner);
        prop_assert_eq!(decision.flips.first().map(|flip| flip.changes.len()), fewest);
        for flip in &decision.flips {
            prop_assert_eq!(Some(flip.changes.len()), fewest);
            let mut after = answers.clone();
            for change in &flip.changes {
                prop_assert_eq!(answers.replies[change.question], Some(change.from));
                prop_assert!(change.to != change.from);
                prop_assert!(replies(&model.questions[change.question]).contains(&change.to));
                after.replies[change.question] = Some(change.to);
            }
            prop_assert!(flip.changes.is_sorted_by(|a, b| a.question < b.question));
            let totals = brute.totals(&after);
            prop_assert!(totals.sole_winner() != Some(winner));
            if let Some(rival) = flip.rival {
                let caught_up: i64 = brute
                    .contributions(&after)
                    .iter()
                    .map(|contribution| brute.beyond(winner, rival, contribution))
                    .sum();
                prop_assert!(caught_up <= 0 && totals.eligible.contains(&rival));
            }
            let then = brute.verdict(&after);
            prop_assert_eq!((flip.verdict.kind, flip.verdict.winner), (then.kind, then.winner));
            prop_assert_eq!(sorted(&flip.verdict.close), then.close);
        }
        Ok(())
    });
}

#[test]
fn flips_name_every_rival_that_needs_the_fewest_changes() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let decision = decide(&model, &answers);
        let Some(winner) = decision.verdict.winner else { return Ok(()) };
        let fewest = brute.fewest_changes(&answers, winner);
        for b in (0..brute.m()).filter(|&b| b != winner) {
            let has_caught_up = |totals: &Totals| {
                let lead = totals.points[winner] - totals.points[b];
                lead <= model.band * totals.total && totals.eligible.contains(&b)
            };
            let named = decision.flips.iter().any(|flip| flip.rival == Some(b));
            let catches_up =
                brute.fewest_until(&answers, |q| brute.possible_replies(q), has_caught_up);
            prop_assert_eq!(named, fewest.is_some() && catches_up == fewest);
        }
        Ok(())
    });
}

#[test]
fn questions_that_can_still_matter_equal_brute_force() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let decision = decide(&model, &answers);
        let expected = if decision.verdict.is_final { vec![] } else { brute.can_matter(&answers) };
        prop_assert_eq!(&decision.open, &expected);
        prop_assert_eq!(decision.next.is_some(), !expected.is_empty());
        prop_assert!(decision.next.is_none_or(|q| expected.contains(&q)));
        Ok(())
    });
}

#[test]
fn a_reply_to_a_question_that_cannot_matter_keeps_the_outcome() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let before = decide(&model, &answers);
        let outcomes = brute.totals(&answers);
        for q in Brute::open(&answers).into_iter().filter(|q| !before.open.contains(q)) {
            for reply in replies(&model.questions[q]) {
                let mut answers = answers.clone();
                answers.replies[q] = Some(reply);
                let after = decide(&model, &answers).verdict;
                if before.verdict.kind == VerdictKind::Unasked {
                    prop_assert_eq!(brute.totals(&answers).outcome(), outcomes.outcome());
                } else {
                    prop_assert_eq!(after.winner, before.verdict.winner);
                    prop_assert_eq!(sorted(&after.close), sorted(&before.verdict.close));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn warnings_agree_with_the_verdict() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let warned = |code| decision.warnings.iter().find(|warning| warning.code == code);
        let one_answer = decision.flips.iter().any(|flip| flip.changes.len() == 1);
        prop_assert_eq!(warned(WarningCode::OneAnswer).is_some(), one_answer);
        if let Some(warning) = warned(WarningCode::OpenOutweighs) {
            prop_assert!(!decision.verdict.is_final, "nothing that is open changes this");
            let open = Brute::open(&answers);
            prop_assert!(warning.questions.iter().all(|q| open.contains(q)));
            prop_assert!(warning.alternatives.iter().all(|&a| decision.alternatives[a].eligible));
        }
        let winner = decision.verdict.winner;
        prop_assert!(winner.is_some() || decision.warnings.is_empty());
        if let Some(warning) = warned(WarningCode::EqualWeights) {
            prop_assert!(warning.alternatives.iter().all(|&a| Some(a) != winner));
        }
        Ok(())
    });
}

/// The questions of the warning with this code; empty without such a warning.
fn warned(decision: &Decision, code: WarningCode) -> Vec<usize> {
    let found = decision.warnings.iter().find(|warning| warning.code == code);
    found.map_or_else(Vec::new, |warning| warning.questions.clone())
}

/// The winner and the runner-up, if the runner-up is eligible.
fn winner_and_runner_up(decision: &Decision) -> Option<(usize, usize)> {
    let (winner, other) = decision.verdict.winner.zip(decision.runner_up)?;
    decision.alternatives[other].eligible.then_some((winner, other))
}

#[test]
fn a_warning_says_that_all_ratings_come_from_one_source() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let clusters: Vec<usize> = model.sources.iter().map(|source| source.cluster).collect();
        let is_one = !clusters.is_empty() && clusters.iter().all(|cluster| *cluster == clusters[0]);
        let is_warned =
            decision.warnings.iter().any(|warning| warning.code == WarningCode::OneSource);
        prop_assert_eq!(is_warned, is_one && decision.verdict.winner.is_some());
        Ok(())
    });
}

#[test]
fn a_warning_names_the_theme_that_gives_half_of_the_lead() {
    holds(|Scene { mut model, answers, mut tape }| {
        for question in &mut model.questions {
            question.theme = tape.of(&["a", "b", "c", "d"]).into();
        }
        let decision = decide(&model, &answers);
        let questions = warned(&decision, WarningCode::OneTheme);
        let Some((winner, other)) = winner_and_runner_up(&decision) else {
            prop_assert!(questions.is_empty());
            return Ok(());
        };
        let contributions = Brute::new(&model, View::All).contributions(&answers);
        let part = |q: usize| contributions[q].points[winner] - contributions[q].points[other];
        let of = |theme: &str| -> Vec<usize> {
            (0..contributions.len())
                .filter(|&q| model.questions[q].theme == theme && part(q) != 0)
                .collect()
        };
        let sum = |questions: &[usize]| questions.iter().map(|&q| part(q)).sum::<i64>();
        let most = ["a", "b", "c", "d"].iter().map(|theme| sum(&of(theme))).max().unwrap();
        let lead = decision.margin.unwrap().points;
        let first = &model.questions[0].theme;
        let has_themes = model.questions.iter().any(|question| question.theme != *first);
        prop_assert_eq!(!questions.is_empty(), has_themes && 2 * most >= lead);
        if let Some(&first) = questions.first() {
            prop_assert_eq!(&questions, &of(&model.questions[first].theme));
            prop_assert_eq!(sum(&questions), most);
        }
        Ok(())
    });
}

#[test]
fn a_warning_names_the_questions_on_which_sources_disagree() {
    let seen = RefCell::new(0);
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let questions = warned(&decision, WarningCode::SourcesDisagree);
        let pair = decision.leader.zip(decision.runner_up);
        prop_assert!(pair.is_some() || decision.by_source.is_empty());
        let Some((a, b)) = pair else { return Ok(()) };
        let mut disagreed = Vec::new();
        for (q, question) in model.questions.iter().enumerate() {
            let Some(reply) = answers.replies[q] else { continue };
            let counted =
                super::brute::counting_options(question, &super::brute::chosen(question, reply));
            let mut signs = Vec::new();
            for s in 0..model.sources.len() {
                let own = Brute::new(&model, View::Alone(s));
                let rates = counted.iter().any(|&o| own.rated(&question.options[o].row));
                let contribution = own.contribution(q, Some(reply));
                let points = contribution.points[a] - contribution.points[b];
                let points_of_source: Vec<i64> = (decision.by_source.iter())
                    .filter(|difference| (difference.question, difference.source) == (q, s))
                    .map(|difference| difference.points)
                    .collect();
                prop_assert_eq!(points_of_source, if rates { vec![points] } else { vec![] });
                signs.push(points.signum());
            }
            if signs.contains(&1) && signs.contains(&-1) {
                disagreed.push(q);
            }
        }
        *seen.borrow_mut() += questions.len();
        let expected = if winner_and_runner_up(&decision).is_some() { disagreed } else { vec![] };
        prop_assert_eq!(questions, expected);
        Ok(())
    });
    assert!(seen.into_inner() > 10);
}

#[test]
fn a_warning_names_the_questions_that_only_vendors_rate() {
    holds(|Scene { mut model, answers, mut tape }| {
        for source in &mut model.sources {
            let interests = [Interest::Vendor, Interest::User, Interest::Independent];
            source.interest = tape.of(&interests);
        }
        let decision = decide(&model, &answers);
        let sells = |rating: &Rating| {
            let Rater::Source(s) = rating.rater else { return false };
            model.sources[s].interest == Interest::Vendor
        };
        let only = |&q: &usize| {
            let question = &model.questions[q];
            let Some(reply) = answers.replies[q] else { return false };
            let counted =
                super::brute::counting_options(question, &super::brute::chosen(question, reply));
            let rows = counted.iter().map(|&o| &question.options[o].row);
            let rows: Vec<&ScoreRow> = rows.filter(|row| row.weight > 0).collect();
            !rows.is_empty() && rows.iter().all(|row| row.ratings.iter().all(sells))
        };
        let expected = (0..model.questions.len()).filter(only).collect();
        let winner = decision.verdict.winner;
        let expected: Vec<usize> = if winner.is_some() { expected } else { vec![] };
        prop_assert_eq!(warned(&decision, WarningCode::VendorsOnly), expected);
        Ok(())
    });
}

// ---- sources ----

/// Invariant 20.
#[test]
fn the_pool_of_one_source_is_that_source() {
    holds(|Scene { mut model, .. }| {
        for row in rows(&mut model) {
            row.ratings.truncate(1);
        }
        random::pool(&mut model);
        for (question, rows) in model.questions.iter().zip(&model.tables.pooled.questions) {
            for (option, pooled) in question.options.iter().zip(&rows.options) {
                let says = &option.row.ratings[0].values;
                for (a, base) in
                    model.alternatives.iter().enumerate().filter(|(_, base)| base.derived.is_none())
                {
                    let says = says[a].expect("a base alternative is rated");
                    prop_assert_eq!(pooled.row.points[a], says * option.row.weight, "{}", base.id);
                }
            }
        }
        Ok(())
    });
}

/// Invariants 20 and 21: if all sources agree, both ends are the pool.
#[test]
fn a_pool_lies_between_the_smallest_and_the_largest_value() {
    holds(|Scene { model, .. }| {
        for (question, rows) in model.questions.iter().zip(&model.tables.pooled.questions) {
            for (option, pooled) in question.options.iter().zip(&rows.options) {
                for a in (0..model.alternatives.len()).filter(|&a| option.row.rules[a] == Rule::Own)
                {
                    if model.alternatives[a].derived.is_some() && question.kind == Kind::Cost {
                        continue;
                    }
                    let says = option.row.ratings.iter().filter_map(|rating| rating.values[a]);
                    let (low, high) = (says.clone().min().unwrap(), says.max().unwrap());
                    let weight = option.row.weight;
                    let points = pooled.row.points[a];
                    prop_assert!(low * weight <= points && points <= high * weight);
                }
            }
        }
        Ok(())
    });
}

/// Invariant 20.
#[test]
fn a_source_that_repeats_itself_in_its_cluster_changes_nothing() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let s = tape.below(model.sources.len());
        let cluster = model.sources[s].cluster;
        if model.sources.iter().filter(|source| source.cluster == cluster).count() > 1 {
            return Ok(());
        }
        let echo = model.sources.len();
        model.sources.push(random::source(echo, cluster));
        for row in rows(&mut model) {
            let rating = row.ratings.iter().find(|rating| rating.rater == Rater::Source(s));
            let again =
                rating.map(|rating| Rating { rater: Rater::Source(echo), ..rating.clone() });
            row.ratings.extend(again);
        }
        random::pool(&mut model);
        let after = decide(&model, &answers);
        prop_assert_eq!(after.verdict, before.verdict);
        prop_assert_eq!(after.alternatives, before.alternatives);
        Ok(())
    });
}

/// Compares the rows of every source view with brute force.
#[test]
fn each_source_view_pools_only_its_sources() {
    holds(|Scene { model, .. }| {
        let n = model.sources.len();
        let tables = &model.tables;
        let views = std::iter::once((View::All, &tables.pooled))
            .chain((0..n).map(|s| (View::Alone(s), &tables.alone[s])))
            .chain((0..n).map(|s| (View::Without(s), &tables.without[s])));
        for (view, table) in views {
            let brute = Brute::new(&model, view);
            for (q, question) in model.questions.iter().enumerate() {
                let same =
                    |row: &ScoreRow, pooled: &tiebreak_core::model::rows::PointsRow| -> Law {
                        let values = brute.values(question.kind, row);
                        let weight = values.as_ref().map_or(0, |_| row.weight);
                        prop_assert_eq!(pooled.weight, weight);
                        for a in 0..brute.m() {
                            let value = values.as_ref().map_or(0, |values| values[a]);
                            prop_assert_eq!(pooled.points[a], weight * value);
                        }
                        Ok(())
                    };
                same(&question.unanswered, &table.questions[q].unanswered)?;
                for (option, row) in question.options.iter().zip(&table.questions[q].options) {
                    same(&option.row, &row.row)?;
                }
            }
        }
        Ok(())
    });
}

#[test]
fn the_verdict_without_a_source_is_that_of_the_others() {
    holds(|Scene { model, answers, .. }| {
        for (s, view) in decide(&model, &answers).sources.iter().enumerate() {
            let brute = Brute::new(&model, View::Without(s));
            let expected = brute.verdict(&answers);
            prop_assert_eq!(
                (view.without.kind, view.without.winner),
                (expected.kind, expected.winner)
            );
            prop_assert_eq!(sorted(&view.without.close), expected.close);
            // A counting row that only this source rates drops out, and its question is listed.
            let all = Brute::new(&model, View::All);
            let loses = |&q: &usize| {
                let question = &model.questions[q];
                let Some(reply) = answers.replies[q] else { return false };
                let counted = super::brute::counting_options(
                    question,
                    &super::brute::chosen(question, reply),
                );
                counted.iter().any(|&o| {
                    let row = &question.options[o].row;
                    all.rated(row) && !brute.rated(row)
                })
            };
            let dropped: Vec<usize> = (0..model.questions.len()).filter(loses).collect();
            prop_assert_eq!(&view.dropped, &dropped);
        }
        Ok(())
    });
}

#[test]
fn a_source_alone_has_a_verdict_if_it_rates_enough() {
    holds(|Scene { model, answers, .. }| {
        let all = Brute::new(&model, View::All);
        for (s, view) in decide(&model, &answers).sources.iter().enumerate() {
            let own = Brute::new(&model, View::Alone(s));
            // Per answered question: the weight that any source rates, and whether this one rates.
            let mut questions: Vec<(i64, bool)> = Vec::new();
            let (mut rows, mut weight) = ((0, 0), (0, 0));
            for (q, question) in model.questions.iter().enumerate() {
                let Some(reply) = answers.replies[q] else { continue };
                let counted = super::brute::counting_options(
                    question,
                    &super::brute::chosen(question, reply),
                );
                let rated: Vec<&ScoreRow> = counted
                    .iter()
                    .map(|&o| &question.options[o].row)
                    .filter(|row| all.rated(row))
                    .collect();
                let rated_by_source: Vec<&&ScoreRow> =
                    rated.iter().filter(|row| own.rated(row)).collect();
                rows = (rows.0 + rated_by_source.len(), rows.1 + rated.len());
                let sum = |weights: &mut dyn Iterator<Item = i64>| weights.sum::<i64>();
                let (of, by) = (
                    sum(&mut rated.iter().map(|row| row.weight)),
                    sum(&mut rated_by_source.iter().map(|row| row.weight)),
                );
                weight = (weight.0 + by, weight.1 + of);
                questions.push((of, !rated_by_source.is_empty()));
            }
            prop_assert_eq!((view.questions, view.weight), (rows, weight));
            let heaviest = questions.iter().map(|(weight, _)| *weight).max();
            let rates = questions.iter().any(|&(weight, rates)| Some(weight) == heaviest && rates);
            let enough = 2 * weight.0 >= weight.1 && rates;
            let totals = own.totals(&answers);
            let (kind, winner) = match (questions.is_empty(), enough, &totals.outcome()[..]) {
                (true, _, _) => (Some(VerdictKind::Unasked), None),
                (_, false, _) => (None, None),
                (_, _, []) => (Some(VerdictKind::NoneEligible), None),
                (_, _, &[a]) if totals.eligible.len() == 1 => {
                    (Some(VerdictKind::ByElimination), Some(a))
                }
                (_, _, &[a]) => (Some(VerdictKind::Leaning), Some(a)),
                _ => (Some(VerdictKind::TooClose), None),
            };
            prop_assert_eq!(view.alone.as_ref().map(|alone| alone.kind), kind);
            prop_assert_eq!(view.alone.as_ref().and_then(|alone| alone.winner), winner);
            if let Some(alone) = &view.alone {
                prop_assert_eq!(sorted(&alone.close), totals.outcome());
            }
        }
        Ok(())
    });
}

/// Invariant 25.
#[test]
fn a_source_alone_does_not_depend_on_the_others() {
    holds(|Scene { mut model, answers, mut tape }| {
        let s = tape.below(model.sources.len());
        let before = decide(&model, &answers).sources.remove(s);
        for row in rows(&mut model) {
            for rating in row.ratings.iter_mut().filter(|rating| rating.rater != Rater::Source(s)) {
                rating.values.iter_mut().flatten().for_each(|value| *value = tape.value());
            }
        }
        random::pool(&mut model);
        let after = decide(&model, &answers).sources.remove(s);
        prop_assert_eq!(after.alone, before.alone);
        prop_assert_eq!((after.questions, after.weight), (before.questions, before.weight));
        Ok(())
    });
}

// ---- the random scenes ----

/// The laws need scenes of every kind.
#[test]
fn the_random_scenes_reach_every_kind_of_verdict() {
    let seen = RefCell::new(BTreeMap::<String, usize>::new());
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let count = |name: String| *seen.borrow_mut().entry(name).or_default() += 1;
        let verdict = &decision.verdict;
        let last = if verdict.is_final { "final" } else { "not final" };
        count(format!("{:?}, {last}", verdict.kind));
        for flip in &decision.flips {
            let by = if flip.rival.is_some() { "a rival" } else { "exclusion" };
            count(format!("flip of {} by {by}", flip.changes.len()));
        }
        for view in &decision.sources {
            count(format!("alone {:?}", view.alone.as_ref().map(|alone| alone.kind)));
        }
        Ok(())
    });
    let seen = seen.into_inner();
    for name in [
        "Unasked, not final",
        "NoneEligible, final",
        "Disputed, final",
        "Disputed, not final",
        "ByElimination, final",
        "ByElimination, not final",
        "TooClose, final",
        "TooClose, not final",
        "Settled, final",
        "Early, not final",
        "Leaning, not final",
        "flip of 1 by exclusion",
        "flip of 1 by a rival",
        "flip of 2 by a rival",
        "alone None",
        "alone Some(NoneEligible)",
        "alone Some(ByElimination)",
        "alone Some(TooClose)",
        "alone Some(Leaning)",
    ] {
        assert!(seen.contains_key(name), "no {name} in {seen:#?}");
    }
}
