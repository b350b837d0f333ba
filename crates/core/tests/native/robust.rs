//! Laws of the robustness analysis and of the levels of settled, partly against an enumeration of
//! all samples.
//!
//! "Invariant n" refers to the list in docs/method.md#invariants.

use std::cell::Cell;

use expect_test::expect;
use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::gain::gain;
use tiebreak_core::engine::pairwise::first_share_bounds;
use tiebreak_core::engine::robust::{Layers, Robustness, Setup, robustness};
use tiebreak_core::engine::settled::{settled, settled_level};
use tiebreak_core::engine::study::study;
use tiebreak_core::engine::{decide, seed::seed};
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::json;
use tiebreak_core::model::load::load;
use tiebreak_core::model::{
    Choose, Citation, Kind, MAX_DISPUTED, Model, Rater, Rating, Requirement, Rule, ScoreRow,
};
use tiebreak_core::report::{add_study, report};

use super::brute::{Brute, Contribution, View, chosen, counting_options};
use super::random::{self, Scene, holds};

const NOTHING: Layers = Layers { questions: false, weights: false, sources: false };
const WEIGHTS_ALONE: Layers = Layers { weights: true, ..NOTHING };

fn few(layers: Layers) -> Setup {
    Setup { layers, samples: 400, ..Setup::default() }
}

/// Whether a share of `n` samples is within six standard errors of this probability.
fn may_come_from(share: f64, probability: f64, samples: usize) -> bool {
    // A sum of probabilities can be off by rounding.
    let (n, probability) = (samples as f64, probability.clamp(0.0, 1.0));
    (share - probability).abs() <= 6.0 * (probability * (1.0 - probability) / n).sqrt() + 6.0 / n
}

// ---- shares ----

/// Invariants 14 and 15.
#[test]
fn shares_add_up() {
    holds(|Scene { model, answers, mut tape }| {
        let mut on = || tape.once_in(2);
        let layers = Layers { questions: on(), weights: on(), sources: on() };
        let robustness = robustness(&model, &answers, few(layers));
        let m = model.alternatives.len();
        let first: f64 = robustness.acceptability.iter().map(|ranks| ranks[0]).sum();
        prop_assert!((first + robustness.none_eligible - 1.0).abs() < 1e-12, "{robustness:?}");
        for a in 0..m {
            let ranked: f64 = robustness.acceptability[a].iter().sum();
            prop_assert!(ranked < 1.0 + 1e-12);
            let column: f64 = robustness.acceptability.iter().map(|ranks| ranks[a]).sum();
            prop_assert!(column <= first + 1e-12, "fewer are ranked {a} than first");
            for b in 0..a {
                prop_assert!(robustness.pairwise[a][b] + robustness.pairwise[b][a] <= 1.0 + 1e-12);
            }
            let weights = robustness.central_weights[a].as_ref();
            prop_assert!(
                weights.is_none_or(|weights| (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9)
            );
            prop_assert!(robustness.intervals[a].is_none_or(|(low, high)| 0 <= low && low <= high));
        }
        // Two bits, because a random model has at most four alternatives.
        prop_assert!(robustness.entropy >= 0.0 && robustness.entropy <= 2.0 + 1e-12);
        Ok(())
    });
}

#[test]
fn without_layers_every_sample_is_the_verdict() {
    holds(|Scene { model, answers, .. }| {
        let robustness = robustness(&model, &answers, few(NOTHING));
        let totals = Brute::new(&model, View::All).totals(&answers);
        let expected = ranks(&totals.points, &totals.eligible);
        prop_assert_eq!(&robustness.acceptability, &expected);
        for (a, standing) in decide(&model, &answers).alternatives.iter().enumerate() {
            prop_assert_eq!(robustness.intervals[a], standing.value.map(|value| (value, value)));
        }
        Ok(())
    });
}

/// The share of each rank that each alternative has on one answer sheet.
fn ranks(points: &[i64], eligible: &[usize]) -> Vec<Vec<f64>> {
    let mut ranks = vec![vec![0.0; points.len()]; points.len()];
    for &a in eligible {
        let ahead = eligible.iter().filter(|&&b| points[b] > points[a]).count();
        let level = eligible.iter().filter(|&&b| points[b] == points[a]).count();
        ranks[a][ahead..ahead + level].fill(1.0 / level as f64);
    }
    ranks
}

// ---- open questions and sources, by enumeration ----

/// A possible contribution of a question: its probability, the contribution, and the alternatives
/// that a disputed requirement excludes, each with its probability.
#[derive(Clone)]
struct Possible {
    share: f64,
    contribution: Contribution,
    disputed: Vec<(usize, f64)>,
}

/// The possible contributions of each question (docs/method.md#layers).
fn possible(model: &Model, answers: &Answers, q: usize) -> Vec<Possible> {
    let question = &model.questions[q];
    let replies = match answers.replies[q] {
        None if answers.asked[q] => {
            let many = question.choose == Choose::Many;
            let none = many.then_some((1.0, Reply::Options(0)));
            let options = question.options.iter().enumerate();
            let single = options.map(|(o, option)| (option.prior, question.reply(1 << o)));
            let all: Vec<(f64, Reply)> = single.chain(none).collect();
            let sum: f64 = all.iter().map(|(prior, _)| prior).sum();
            let given = all.into_iter().map(|(prior, reply)| (0.25 * prior / sum, Some(reply)));
            std::iter::once((0.75, None)).chain(given).collect()
        }
        reply => vec![(1.0, reply)],
    };
    replies.into_iter().flat_map(|(share, reply)| rated(model, q, share, reply)).collect()
}

/// A reply, once for each combination of sources that one number from 0 to 1 can select.
fn rated(model: &Model, q: usize, share: f64, reply: Option<Reply>) -> Vec<Possible> {
    let question = &model.questions[q];
    let chosen = reply.map_or(vec![], |reply| chosen(question, reply));
    let rows: Vec<&ScoreRow> = match reply {
        None => vec![&question.unanswered],
        Some(_) => counting_options(question, &chosen)
            .into_iter()
            .map(|o| &question.options[o].row)
            .collect(),
    };
    let ratings: Vec<Vec<(f64, &Rating)>> =
        rows.iter().map(|row| ratings_with_ends(model, row)).collect();
    let mut ends: Vec<f64> = ratings.iter().flatten().map(|(end, _)| *end).chain([1.0]).collect();
    ends.sort_by(f64::total_cmp);
    let mut from = 0.0;
    let mut possible = Vec::new();
    for to in ends {
        // Equal ends, except for rounding.
        if to - from < 1e-9 {
            continue;
        }
        let brute = Brute::new(model, View::All);
        let mut contribution =
            Contribution { points: vec![0; brute.m()], ..Contribution::default() };
        for (row, ratings) in rows.iter().zip(&ratings) {
            let Some((_, selected)) = ratings.iter().find(|(end, _)| *end > from + 1e-9) else {
                continue;
            };
            let alone = ScoreRow { ratings: vec![(*selected).clone()], ..(*row).clone() };
            let values = brute.values(question.kind, &alone).unwrap();
            contribution.weight += row.weight;
            for (sum, value) in contribution.points.iter_mut().zip(values) {
                *sum += value * row.weight;
            }
        }
        contribution.agreed = reply.map_or(vec![], |_| brute.contribution(q, reply).agreed);
        let clusters = |citations: &[Citation]| {
            let cluster = |citation: &Citation| match citation.source {
                Rater::Source(source) => Some(model.sources[source].cluster),
                Rater::Editor => None,
            };
            let mut clusters: Vec<usize> = citations.iter().filter_map(cluster).collect();
            clusters.sort_unstable();
            clusters.dedup();
            clusters.len() as f64
        };
        let requirements = chosen.iter().flat_map(|&o| &question.options[o].requirements);
        let disputed =
            requirements.filter(|requirement| !requirement.agreed()).map(|requirement| {
                let (stating, contradicting) =
                    (clusters(&requirement.said_by), clusters(&requirement.contradicted_by));
                (requirement.excludes, stating / (stating + contradicting))
            });
        possible.push(Possible {
            share: share * (to - from),
            contribution,
            disputed: disputed.collect(),
        });
        from = to;
    }
    possible
}

/// The ratings of a row by cluster, each with the upper end of its part of the numbers from 0 to 1.
fn ratings_with_ends<'r>(model: &Model, row: &'r ScoreRow) -> Vec<(f64, &'r Rating)> {
    let cluster = |rating: &Rating| match rating.rater {
        Rater::Source(s) => model.sources[s].cluster,
        Rater::Editor => usize::MAX,
    };
    let mut ratings: Vec<&Rating> = row.ratings.iter().collect();
    ratings.sort_by_key(|rating| cluster(rating));
    let mut clusters: Vec<usize> = ratings.iter().map(|rating| cluster(rating)).collect();
    clusters.dedup();
    let mut end = 0.0;
    let mut ratings_with_ends = Vec::new();
    for rating in &ratings {
        let beside = ratings.iter().filter(|other| cluster(other) == cluster(rating)).count();
        end += 1.0 / (clusters.len() * beside) as f64;
        ratings_with_ends.push((end, *rating));
    }
    ratings_with_ends
}

/// Calls `tell` with every combination and its probability.
fn each(
    questions: &[Vec<Possible>],
    picked: &mut Vec<Possible>,
    tell: &mut impl FnMut(f64, &[Possible]),
) {
    let Some(possible) = questions.get(picked.len()) else {
        return tell(picked.iter().map(|one| one.share).product(), picked);
    };
    for one in possible {
        picked.push(one.clone());
        each(questions, picked, tell);
        picked.pop();
    }
}

#[test]
fn sampled_shares_equal_an_enumeration_of_all_samples() {
    const SAMPLES: usize = 2_000;
    const MOST: usize = 2_000;
    let tried = Cell::new(0);
    holds(|Scene { model, answers, .. }| {
        let m = model.alternatives.len();
        let questions: Vec<Vec<Possible>> =
            (0..model.questions.len()).map(|q| possible(&model, &answers, q)).collect();
        if questions.iter().map(Vec::len).product::<usize>() > MOST {
            return Ok(());
        }
        tried.set(tried.get() + 1);
        let mut expected = vec![vec![0.0; m]; m];
        let mut ahead = vec![vec![0.0; m]; m];
        let mut nobody = 0.0;
        let brute = Brute::new(&model, View::All);
        each(&questions, &mut Vec::new(), &mut |share, picked| {
            let totals = brute.add_up(picked.iter().map(|one| &one.contribution));
            let disputed: Vec<(usize, f64)> =
                picked.iter().flat_map(|one| one.disputed.clone()).collect();
            assert!(disputed.len() <= MAX_DISPUTED);
            for subset in 0..1_usize << disputed.len() {
                let in_force = |i: usize| subset >> i & 1 == 1;
                let shares = disputed.iter().enumerate();
                let share = shares
                    .fold(share, |all, (i, &(_, p))| all * if in_force(i) { p } else { 1.0 - p });
                let out =
                    |a: &usize| (0..disputed.len()).any(|i| in_force(i) && disputed[i].0 == *a);
                let eligible: Vec<usize> =
                    totals.eligible.iter().copied().filter(|a| !out(a)).collect();
                nobody += if eligible.is_empty() { share } else { 0.0 };
                for (sum, ranks) in expected.iter_mut().zip(ranks(&totals.points, &eligible)) {
                    sum.iter_mut()
                        .zip(ranks)
                        .for_each(|(sum, rank_share)| *sum += share * rank_share);
                }
            }
            for (a, ahead) in ahead.iter_mut().enumerate() {
                for (b, ahead) in ahead.iter_mut().enumerate() {
                    *ahead += if totals.points[a] > totals.points[b] { share } else { 0.0 };
                }
            }
        });
        let layers = Layers { weights: false, ..Layers::ALL };
        let setup = Setup { layers, samples: SAMPLES, ..Setup::default() };
        let robustness = robustness(&model, &answers, setup);
        prop_assert!(may_come_from(robustness.none_eligible, nobody, SAMPLES));
        for a in 0..m {
            for b in 0..m {
                let (got, expected) = (robustness.acceptability[a][b], expected[a][b]);
                prop_assert!(may_come_from(got, expected, SAMPLES), "{a} {b}: {got} {expected}");
                let (got, expected) = (robustness.pairwise[a][b], ahead[a][b]);
                prop_assert!(may_come_from(got, expected, SAMPLES), "{a} {b}: {got} {expected}");
            }
        }
        Ok(())
    });
    assert!(tried.get() > 100, "only {} of the models were small enough", tried.get());
}

/// Two clusters state the requirement, one of them twice, and one cluster contradicts it.
#[test]
fn a_disputed_requirement_is_in_force_with_the_share_of_its_clusters() {
    const SAMPLES: usize = 4_000;
    let citations = |sources: &[usize]| {
        let citation = |&source| Citation { source: Rater::Source(source), statements: vec![] };
        sources.iter().map(citation).collect()
    };
    let mut question = random::question(0, Kind::Need, Choose::One, false);
    let mut option = random::choice(0, ScoreRow::default());
    let (said_by, contradicted_by) = (citations(&[0, 1, 2]), citations(&[3]));
    option.requirements.push(Requirement { excludes: 0, said_by, contradicted_by });
    question.options.push(option);
    let clusters = [0, 0, 1, 2].into_iter().enumerate();
    let sources = clusters.map(|(s, cluster)| random::source(s, cluster)).collect();
    let alternatives = (0..2).map(|a| random::alternative(a, None)).collect();
    let model = random::model(0, alternatives, sources, vec![question]);
    let mut answers = Answers::none(&model);
    answers.replies[0] = Some(Reply::Options(1));
    for (sources, in_force) in [(true, 2.0 / 3.0), (false, 0.0)] {
        let layers = Layers { sources, ..Layers::ALL };
        let setup = Setup { layers, samples: SAMPLES, ..Setup::default() };
        let ranked: f64 = robustness(&model, &answers, setup).acceptability[0].iter().sum();
        assert!(may_come_from(1.0 - ranked, in_force, SAMPLES), "{ranked} with {layers:?}");
    }
}

// ---- weights ----

/// Invariant 16: acceptabilities keep to the bounds of the exact pairwise indices.
#[test]
fn first_rank_shares_are_within_the_exact_bounds() {
    holds(|Scene { mut model, answers, .. }| {
        for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
            option.requirements.clear();
        }
        random::pool(&mut model);
        let robustness = robustness(&model, &answers, few(WEIGHTS_ALONE));
        prop_assert!(robustness.exact);
        for a in 0..model.alternatives.len() {
            let others = || (0..model.alternatives.len()).filter(|&b| b != a);
            let ahead: Vec<f64> = others().map(|b| robustness.pairwise[a][b]).collect();
            let not_behind: Vec<f64> = others().map(|b| 1.0 - robustness.pairwise[b][a]).collect();
            // Tied alternatives share the first rank, which widens the bounds.
            let (low, high) = (first_share_bounds(&ahead).0, first_share_bounds(&not_behind).1);
            let share = robustness.acceptability[a][0];
            prop_assert!(share >= low || may_come_from(share, low, 400), "{share} {low}");
            prop_assert!(share <= high || may_come_from(share, high, 400), "{share} {high}");
        }
        Ok(())
    });
}

/// Invariant 17.
#[test]
fn the_leader_is_nearly_always_first_if_weights_vary_little() {
    const SHAPE: u32 = 1600;
    let clear = Cell::new(0);
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, View::All);
        let (totals, contributions) = (brute.totals(&answers), brute.contributions(&answers));
        let best = totals.eligible.iter().copied().max_by_key(|&a| totals.points[a]);
        let Some(a) = best else { return Ok(()) };
        // Only leads of more than six standard deviations.
        let safe = |b: usize| {
            let squares: i64 = contributions
                .iter()
                .map(|contribution| (contribution.points[a] - contribution.points[b]).pow(2))
                .sum();
            (totals.points[a] - totals.points[b]) as f64
                > 6.0 * (squares as f64 / f64::from(SHAPE)).sqrt()
        };
        if totals.eligible.iter().all(|&b| b == a || safe(b)) {
            clear.set(clear.get() + 1);
            let setup = Setup { shape: SHAPE, samples: 64, ..few(WEIGHTS_ALONE) };
            let robustness = robustness(&model, &answers, setup);
            prop_assert!(robustness.acceptability[a][0] > 0.999, "{robustness:?}");
        }
        Ok(())
    });
    assert!(clear.get() > 100);
}

/// Invariant 3.
#[test]
fn multiplying_all_weights_by_one_factor_changes_no_share() {
    holds(|Scene { mut model, answers, .. }| {
        let before = robustness(&model, &answers, few(Layers::ALL));
        for row in model.questions.iter_mut().flat_map(random::rows) {
            row.weight *= 4;
        }
        random::pool(&mut model);
        prop_assert_eq!(robustness(&model, &answers, few(Layers::ALL)), before);
        Ok(())
    });
}

// ---- better and worse ratings ----

/// Invariant 1, for first-rank shares on the same random numbers.
#[test]
fn a_better_rating_never_lowers_the_first_rank_share() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = robustness(&model, &answers, few(Layers::ALL));
        let a = tape.below(model.alternatives.len());
        let step = tape.of(&[1, 100, 333]);
        for rating in
            model.questions.iter_mut().flat_map(random::rows).flat_map(|row| &mut row.ratings)
        {
            if !tape.once_in(3) {
                rating.values[a] = rating.values[a].map(|value| (value + step).min(1000));
            }
        }
        random::pool(&mut model);
        let after = robustness(&model, &answers, few(Layers::ALL));
        prop_assert_eq!(after.seed, before.seed);
        prop_assert!(after.acceptability[a][0] >= before.acceptability[a][0]);
        Ok(())
    });
}

/// Invariant 7.
#[test]
fn an_alternative_that_is_nowhere_worse_is_never_behind_in_a_sample() {
    holds(|Scene { mut model, answers, mut tape }| {
        let base = |a: &usize| model.alternatives[*a].derived.is_none();
        let bases: Vec<usize> = (0..model.alternatives.len()).filter(base).collect();
        let (better, worse) = (bases[0], bases[1]);
        let less = 1 + tape.below(50) as i64;
        for rating in
            model.questions.iter_mut().flat_map(random::rows).flat_map(|row| &mut row.ratings)
        {
            rating.values[better] = rating.values[better].map(|value| value.max(less));
            rating.values[worse] = rating.values[better].map(|value| value - less);
        }
        random::pool(&mut model);
        let robustness = robustness(&model, &answers, few(Layers::ALL));
        prop_assert!(robustness.pairwise[worse][better] < 1e-12);
        let weighs = decide(&model, &answers).evidence_floor.answered > 0;
        prop_assert!(!weighs || robustness.pairwise[better][worse] > 1.0 - 1e-12);
        Ok(())
    });
}

// ---- levels of settled ----

/// The model with the weights of each question `q` multiplied by `factor(q)`.
fn weighed(model: &Model, factor: impl Fn(usize) -> i64) -> Model {
    let mut model = model.clone();
    for (q, question) in model.questions.iter_mut().enumerate() {
        random::rows(question).for_each(|row| row.weight *= factor(q));
    }
    random::pool(&mut model);
    model
}

/// Invariant 11, and the conditions of levels 2 and 3.
#[test]
fn a_winner_settled_at_level_2_or_3_stays_first() {
    let seen = [const { Cell::new(0) }; 4];
    holds(|Scene { mut model, answers, mut tape }| {
        let Some(winner) = decide(&model, &answers).verdict.winner else { return Ok(()) };
        let evaluation = Evaluation::new(&model, &model.tables.pooled, &answers);
        let (level, is_settled) =
            (settled_level(&evaluation, winner), settled(&evaluation, winner));
        seen[usize::from(level)].set(seen[usize::from(level)].get() + 1);
        prop_assert_eq!(level >= 1, is_settled);
        let stays = |model: &Model| {
            let brute = Brute::new(model, View::All);
            brute.in_every_completion(&answers, |totals| totals.sole_winner() == Some(winner))
        };
        let n = model.questions.len();
        let any_weights = |ways: usize| {
            (0..ways).all(|way| stays(&weighed(&model, |q| if way >> q & 1 == 1 { 4 } else { 1 })))
        };
        match level {
            1 if n <= 4 => prop_assert!(!any_weights(1 << n), "this is level 2"),
            2 => prop_assert!(any_weights(1 << n.min(4))),
            3 => {
                for row in model.questions.iter_mut().flat_map(random::rows) {
                    if row.ratings.len() > 1 && !tape.once_in(4) {
                        let one = tape.below(row.ratings.len());
                        row.ratings = vec![row.ratings[one].clone()];
                    }
                }
                random::pool(&mut model);
                prop_assert!(stays(&model));
            }
            _ => {}
        }
        Ok(())
    });
    assert!(seen.iter().all(|count| count.get() > 0), "{seen:?}");
}

/// A question that two sources rate, for two alternatives.
fn question_of_two(q: usize, weight: i64, leads: [i64; 2]) -> tiebreak_core::model::Question {
    let rating = |(s, lead): (usize, i64)| {
        let values = vec![Some(500 + lead), Some(500)];
        Rating { rater: Rater::Source(s), values, statements: vec![], inferred: vec![] }
    };
    let ratings = leads.into_iter().enumerate().map(rating).collect();
    let mut question = random::question(q, Kind::Need, Choose::One, false);
    let row = ScoreRow { weight, rules: vec![Rule::Own; 2], ratings };
    question.options.push(random::choice(0, row));
    question
}

#[test]
fn the_levels_of_settled_have_their_conditions() {
    let sources = || vec![random::source(0, 0), random::source(1, 1)];
    for (level, leads) in [
        // A tie.
        (0, [[-300, -300], [300, 300]]),
        // Ahead by 100, but not by the second source, and not at twice the first question's weight.
        (1, [[-300, -300], [500, 300]]),
        // Ahead on both questions, but not by the second source.
        (2, [[100, 100], [400, -200]]),
        (3, [[100, 100], [200, 0]]),
    ] {
        let questions = (0..2).map(|q| question_of_two(q, 100, leads[q])).collect();
        let alternatives = (0..2).map(|a| random::alternative(a, None)).collect();
        let model = random::model(0, alternatives, sources(), questions);
        let mut answers = Answers::none(&model);
        answers.replies.fill(Some(Reply::Options(1)));
        let evaluation = Evaluation::new(&model, &model.tables.pooled, &answers);
        assert_eq!(settled_level(&evaluation, 0), level, "{leads:?}");
    }
}

// ---- the same everywhere ----

fn shipped() -> Model {
    load(include_str!("../../../../public/models/django-vs-fastapi.json")).model.unwrap()
}

#[test]
fn the_seed_does_not_depend_on_the_answers() {
    let model = shipped();
    let case = &model.cases[0].answers;
    let seeds = [case, &Answers::none(&model)]
        .map(|answers| robustness(&model, answers, few(NOTHING)).seed);
    assert_eq!(seeds, [seed(&model, 400); 2]);
    assert_ne!(seed(&model, 400), seed(&model, 408));
    let next = Model { version: "next".into(), ..model.clone() };
    assert_ne!(seed(&model, 400), seed(&next, 400));
}

/// Invariant 24: a digest of the export, which is the same on every platform. The digest changes with
/// the shipped model; `UPDATE_EXPECT=1` updates it.
#[test]
fn the_robustness_of_the_shipped_decision_has_this_digest() {
    let model = shipped();
    let setup = Setup { samples: 2_000, ..Setup::default() };
    // FNV-1a.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let cases = model.cases.iter().map(|case| case.answers.clone());
    for answers in cases.take(4).chain([Answers::none(&model)]) {
        let together = robustness(&model, &answers, setup);
        let mut json = report(&model, &decide(&model, &answers), &gain(&model, &answers));
        add_study(&mut json, &model, &study(&model, &answers, together));
        for byte in json::write(&json).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    expect!["47d2058968e3510a"].assert_eq(&format!("{hash:016x}"));
}

#[test]
fn shares_are_shown_as_whole_numbers_of_100() {
    let mut robustness: Robustness =
        robustness(&shipped(), &Answers::none(&shipped()), few(NOTHING));
    let third = 1.0 / 3.0;
    for (first, none_eligible, shown) in [
        ([1.0, 0.0, 0.0], 0.0, [100, 0, 0, 0]),
        ([0.9999, 0.0001, 0.0], 0.0, [99, 1, 0, 0]),
        ([0.0, 0.004, 0.993], 0.003, [0, 1, 98, 1]),
        ([third, third, third], 0.0, [34, 33, 33, 0]),
        ([0.555, 0.3, 0.145], 0.0, [56, 30, 14, 0]),
    ] {
        for (ranks, share) in robustness.acceptability.iter_mut().zip(first) {
            ranks[0] = share;
        }
        robustness.none_eligible = none_eligible;
        assert_eq!(robustness.first_of_100(), shown, "{first:?}");
    }
}
