//! What must hold of every model and every sheet of answers, against brute force.
//!
//! The numbers are those of the invariants in the method's section 11.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::{Decision, decide, verdict::Brief, warnings::WarningCode};
use tiebreak_core::model::answers::{Answers, Reply, indices};
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{
    Choose, Interest, Kind, Model, Question, Rater, Rating, Requirement, Rule, ScoreRow,
};

use super::brute::{Brute, Heard, Stand, half_up};
use super::random::{self, Law, Scene, Tape, holds, replies};

fn sorted(them: &[usize]) -> Vec<usize> {
    let mut them = them.to_vec();
    them.sort_unstable();
    them
}

/// Shown value, 0..=100.
fn shown(stand: &Stand, a: usize) -> i64 {
    half_up(i128::from(100 * stand.points[a]), i128::from(1000 * stand.total))
}

fn rows(model: &mut Model) -> impl Iterator<Item = &mut ScoreRow> {
    model.questions.iter_mut().flat_map(random::rows)
}

// ---- the verdict ----

fn is_what_trying_everything_gives(model: &Model, answers: &Answers) -> Law {
    let expected = Brute::new(model, Heard::All).verdict(answers);
    let got = decide(model, answers).verdict;
    prop_assert_eq!(got.kind, expected.kind);
    prop_assert_eq!(got.winner, expected.winner);
    prop_assert_eq!(sorted(&got.close), expected.close);
    prop_assert_eq!(got.is_final, expected.is_final);
    Ok(())
}

#[test]
fn the_verdict_is_the_one_that_trying_everything_gives() {
    holds(|Scene { model, answers, .. }| is_what_trying_everything_gives(&model, &answers));
}

/// Two alternatives as like as twins, so that asking may end with them too close to call.
#[test]
fn the_verdict_on_twins_is_the_one_that_trying_everything_gives() {
    holds(|Scene { mut model, answers, .. }| {
        let base = |a: &usize| model.alternatives[*a].derived.is_none();
        let bases: Vec<usize> = (0..model.alternatives.len()).filter(base).collect();
        let (one, other) = (bases[0], bases[1]);
        for rating in rows(&mut model).flat_map(|it| &mut it.ratings) {
            rating.values[other] = rating.values[one];
        }
        for option in model.questions.iter_mut().flat_map(|it| &mut it.options) {
            option.requirements.retain(|it| it.excludes != one && it.excludes != other);
        }
        random::pool(&mut model);
        is_what_trying_everything_gives(&model, &answers)
    });
}

/// A question that gives `lead` (of 1000) to the first of two alternatives at this weight.
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
fn fifteen_parts_of_a_hundred_answered_are_enough_to_lean() {
    // The other question, which can turn the lead, weighs so much that 15 or 14 of 100 is answered.
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
fn a_lead_of_just_the_band_is_too_close_and_one_more_is_not() {
    for (lead, kind) in [(10, VerdictKind::TooClose), (11, VerdictKind::Settled)] {
        let model = two_alternatives(10, vec![leads(0, 100, lead)]);
        let mut answers = Answers::none(&model);
        answers.replies[0] = Some(Reply::Options(1));
        let verdict = decide(&model, &answers).verdict;
        assert_eq!((verdict.kind, verdict.is_final), (kind, true), "a lead of {lead} of 1000");
    }
}

#[test]
fn those_who_are_close_stand_best_first() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let key = |a: &usize| (-decision.alternatives[*a].points, *a);
        prop_assert!(decision.verdict.close.is_sorted_by_key(key));
        Ok(())
    });
}

#[test]
fn everybody_stands_where_the_sums_put_them() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let stand = brute.stand(&answers);
        let decision = decide(&model, &answers);
        let blank = decision.verdict.kind == VerdictKind::Unasked;
        prop_assert_eq!(decision.total_weight, stand.total);
        for (a, it) in decision.alternatives.iter().enumerate() {
            prop_assert_eq!(it.points, stand.points[a]);
            prop_assert_eq!(it.value, (stand.total > 0).then(|| shown(&stand, a)));
            prop_assert_eq!(it.eligible, stand.eligible.contains(&a));
            let ahead = stand.eligible.iter().filter(|&&b| stand.points[b] > stand.points[a]);
            let rank = (it.eligible && !blank).then(|| 1 + ahead.count());
            prop_assert_eq!(it.rank, rank);
            let agreed = it.excluded_by.iter().any(|it| it.agreed);
            prop_assert_eq!(agreed, !it.eligible);
        }
        Ok(())
    });
}

#[test]
fn too_little_answered_is_measured_against_the_heaviest_replies() {
    holds(|Scene { model, answers, .. }| {
        let floor = decide(&model, &answers).evidence_floor;
        let expected = Brute::new(&model, Heard::All).floor(&answers);
        prop_assert_eq!((floor.answered, floor.largest), expected);
        Ok(())
    });
}

/// 23.
#[test]
fn a_dispute_is_named_exactly_when_it_changes_who_leads() {
    holds(|Scene { model, answers, .. }| {
        let verdict = decide(&model, &answers).verdict;
        let stand = Brute::new(&model, Heard::All).stand(&answers);
        let runs = stand.runs();
        let differ = runs.iter().any(|it| *it != runs[0]);
        if !matches!(verdict.kind, VerdictKind::Unasked | VerdictKind::NoneEligible) {
            prop_assert_eq!(verdict.kind == VerdictKind::Disputed, differ);
        }
        let disputed = verdict.kind == VerdictKind::Disputed;
        prop_assert_eq!(disputed, !verdict.disputed.is_empty());
        for it in &verdict.disputed {
            let mut alone = stand.clone();
            alone.disputed = vec![it.requirement.excludes];
            let [without, with] = &alone.runs()[..] else { unreachable!("one requirement") };
            prop_assert_eq!(&sorted(&it.with), with);
            prop_assert_eq!(&sorted(&it.without), without);
            prop_assert!(with != without);
        }
        Ok(())
    });
}

/// 22.
#[test]
fn what_is_ruled_out_never_wins() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        for (a, it) in before.alternatives.iter().enumerate() {
            prop_assert!(it.eligible || before.verdict.winner != Some(a));
        }
        let q = tape.below(model.questions.len());
        let o = tape.below(model.questions[q].options.len());
        let mut more = tape.requirement(model.alternatives.len(), model.sources.len());
        if tape.once_in(2) {
            more.contradicted_by.clear();
        }
        let target = more.excludes;
        let same = |it: &Requirement| it.excludes == target;
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

// ---- why ----

/// 6.
#[test]
fn contributions_add_up_to_the_lead_they_explain() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let (stand, lines) = (brute.stand(&answers), brute.lines(&answers));
        let decision = decide(&model, &answers);
        let kind = decision.verdict.kind;
        let nobody = matches!(kind, VerdictKind::Unasked | VerdictKind::NoneEligible);
        prop_assert_eq!(decision.leader.is_none(), nobody);
        let Some(leader) = decision.leader else {
            prop_assert!(decision.contributions.is_empty() && decision.margin.is_none());
            return Ok(());
        };
        let best = stand.eligible.iter().map(|&a| stand.points[a]).max();
        prop_assert_eq!(Some(stand.points[leader]), best);
        let shown = |a| if stand.total == 0 { 0 } else { shown(&stand, a) };
        for b in (0..brute.m()).filter(|&b| b != leader) {
            let parts: Vec<_> =
                decision.contributions.iter().filter(|it| it.against == b).collect();
            for (q, line) in lines.iter().enumerate() {
                let part = parts.iter().find(|it| it.question == q);
                let difference = line.points[leader] - line.points[b];
                prop_assert_eq!(part.map_or(0, |it| it.points), difference);
                prop_assert_eq!(part.is_some(), difference != 0);
                if let Some(part) = part {
                    prop_assert_eq!(part.answered, answers.replies[q].is_some());
                    prop_assert_eq!(part.alternative, leader);
                }
            }
            let points: i64 = parts.iter().map(|it| it.points).sum();
            prop_assert_eq!(points, stand.points[leader] - stand.points[b]);
            let rounded: i64 = parts.iter().map(|it| it.rounded).sum();
            prop_assert_eq!(rounded, shown(leader) - shown(b));
            // Adjusted, but never by a whole point or more.
            for it in &parts {
                let off = 10 * stand.total * it.rounded - it.points;
                prop_assert!(off.abs() <= 10 * stand.total, "{it:?}");
            }
            // Of what rounding down leaves, the largest are rounded up.
            let unit = 10 * stand.total.max(1);
            let left = |up: bool| {
                let of =
                    parts.iter().filter(move |it| (it.rounded > it.points.div_euclid(unit)) == up);
                of.map(|it| it.points.rem_euclid(unit))
            };
            if let (Some(up), Some(down)) = (left(true).min(), left(false).max()) {
                prop_assert!(up >= down, "{parts:?}");
            }
        }
        let others = stand.eligible.iter().copied().filter(|&b| b != leader);
        let excluded = (0..brute.m()).filter(|b| !stand.eligible.contains(b));
        let highest = |them: Vec<usize>| them.into_iter().min_by_key(|&b| (-stand.points[b], b));
        let runner_up = highest(others.collect()).or_else(|| highest(excluded.collect()));
        prop_assert_eq!(decision.runner_up, runner_up);
        let margin =
            runner_up.map(|b| (stand.points[leader] - stand.points[b], shown(leader) - shown(b)));
        prop_assert_eq!(decision.margin.map(|it| (it.points, it.rounded)), margin);
        Ok(())
    });
}

/// 7.
#[test]
fn who_is_nowhere_worse_is_never_below() {
    holds(|Scene { model, answers, .. }| {
        let lines = Brute::new(&model, Heard::All).lines(&answers);
        let standing = decide(&model, &answers).alternatives;
        for a in 0..standing.len() {
            for b in 0..standing.len() {
                if lines.iter().all(|it| it.points[a] >= it.points[b]) {
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

/// 1, for ranks.
#[test]
fn a_better_rating_never_makes_a_rank_worse() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let a = tape.below(model.alternatives.len());
        let step = tape.of(&[1, 100, 333]);
        for row in rows(&mut model) {
            for rating in row.ratings.iter_mut().filter(|_| !tape.once_in(3)) {
                let raised = rating.values[a].map(|it| (it + step).min(1000));
                rating.values[a] = raised;
            }
        }
        random::pool(&mut model);
        let after = decide(&model, &answers);
        let rank = |it: &Decision| it.alternatives[a].rank;
        prop_assert!(rank(&after) <= rank(&before));
        Ok(())
    });
}

// ---- what does not matter ----

/// The model with only these alternatives, in this order.
fn with_alternatives(model: &Model, order: &[usize]) -> Model {
    let mut model = model.clone();
    let place = |a: usize| order.iter().position(|&it| it == a);
    model.alternatives = order.iter().map(|&a| model.alternatives[a].clone()).collect();
    for derived in model.alternatives.iter_mut().filter_map(|it| it.derived.as_mut()) {
        derived.of = derived.of.iter().map(|&a| place(a).expect("its parts stay")).collect();
    }
    for row in rows(&mut model) {
        if !row.rules.is_empty() {
            row.rules = order.iter().map(|&a| row.rules[a]).collect();
        }
        for rating in &mut row.ratings {
            rating.values = order.iter().map(|&a| rating.values[a]).collect();
        }
    }
    for option in model.questions.iter_mut().flat_map(|it| &mut it.options) {
        option.requirements.retain_mut(|it| match place(it.excludes) {
            Some(a) => {
                it.excludes = a;
                true
            }
            None => false,
        });
    }
    random::pool(&mut model);
    model
}

/// 2.
#[test]
fn leaving_an_alternative_out_keeps_the_order_of_the_others() {
    holds(|Scene { model, answers, mut tape }| {
        let m = model.alternatives.len();
        let out = tape.below(m);
        let needs_it = |a: usize| {
            model.alternatives[a].derived.as_ref().is_some_and(|it| it.of.contains(&out))
        };
        let stay: Vec<usize> = (0..m).filter(|&a| a != out && !needs_it(a)).collect();
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

/// 3.
#[test]
fn the_unit_of_the_weights_changes_nothing() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let unit = 2 + tape.below(4) as i64;
        rows(&mut model).for_each(|it| it.weight *= unit);
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

/// 4.
#[test]
fn what_is_as_good_for_everybody_moves_nobody_ahead() {
    holds(|Scene { mut model, answers, mut tape }| {
        let q = tape.below(model.questions.len());
        let o = tape.below(model.questions[q].options.len());
        let constant = 1 + tape.below(200) as i64;
        let kind = model.questions[q].kind;
        let brute = Brute::new(&model, Heard::All);
        let old = brute.values(kind, &model.questions[q].options[o].row);
        let before = decide(&model, &answers).alternatives;
        let ratings = &mut model.questions[q].options[o].row.ratings;
        for value in ratings.iter_mut().flat_map(|it| it.values.iter_mut().flatten()) {
            *value += constant;
        }
        random::pool(&mut model);
        let brute = Brute::new(&model, Heard::All);
        let new = brute.values(kind, &model.questions[q].options[o].row);
        // Off the ends of the scale, the clamp speaks.
        let shifted = old.map(|it| it.iter().map(|it| it + constant).collect::<Vec<_>>());
        if new == shifted {
            let after = decide(&model, &answers).alternatives;
            for a in 0..after.len() {
                let lead =
                    |it: &[tiebreak_core::engine::explain::Standing]| it[a].points - it[0].points;
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

/// 5: alternatives.
#[test]
fn the_order_of_the_alternatives_changes_nothing() {
    holds(|Scene { model, answers, mut tape }| {
        let order = shuffled(&mut tape, model.alternatives.len());
        let before = decide(&model, &answers);
        let after = decide(&with_alternatives(&model, &order), &answers);
        let back = |them: &[usize]| sorted(&them.iter().map(|&a| order[a]).collect::<Vec<_>>());
        same_but_for_ties(&after, &before, back)?;
        for (i, &a) in order.iter().enumerate() {
            prop_assert_eq!(after.alternatives[i].rank, before.alternatives[a].rank);
            prop_assert_eq!(after.alternatives[i].points, before.alternatives[a].points);
        }
        prop_assert_eq!(after.open, before.open);
        Ok(())
    });
}

/// Everything that does not depend on who comes first among equals.
fn same_but_for_ties(
    after: &Decision,
    before: &Decision,
    back: impl Fn(&[usize]) -> Vec<usize>,
) -> Law {
    let (new, old) = (&after.verdict, &before.verdict);
    prop_assert_eq!((new.kind, new.is_final), (old.kind, old.is_final));
    prop_assert_eq!(back(&new.close), sorted(&old.close));
    let winner = new.winner.map(|it| back(&[it]));
    prop_assert_eq!(winner, old.winner.map(|it| vec![it]));
    let points = |it: &Decision| it.margin.map(|it| it.points);
    prop_assert_eq!(points(after), points(before));
    let changes = |it: &Decision| it.flips.first().map(|it| it.changes.len());
    prop_assert_eq!((changes(after), after.flips.len()), (changes(before), before.flips.len()));
    for (new, old) in after.sources.iter().zip(&before.sources) {
        let brief = |new: &Brief, old: &Brief| {
            new.kind == old.kind && back(&new.close) == sorted(&old.close)
        };
        prop_assert!(brief(&new.without, &old.without));
        prop_assert_eq!((new.questions, new.weight), (old.questions, old.weight));
        prop_assert_eq!(new.alone.is_some(), old.alone.is_some());
        prop_assert!(new.alone.iter().zip(&old.alone).all(|(new, old)| brief(new, old)));
    }
    Ok(())
}

/// 5: questions, and options where no tie of weights goes by their order.
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
                    let moved = |o: usize| options_order.iter().position(|&it| it == o);
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

/// 5: sources, and the order in which a row lists them; 20: order is irrelevant to the pool.
#[test]
fn the_order_of_the_sources_changes_nothing() {
    holds(|Scene { model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let order = shuffled(&mut tape, model.sources.len());
        let place = |s: usize| order.iter().position(|&it| it == s).expect("all are there");
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
        for option in other.questions.iter_mut().flat_map(|it| &mut it.options) {
            for it in &mut option.requirements {
                let voices = it.said_by.iter_mut().chain(&mut it.contradicted_by);
                voices.for_each(|it| it.source = place(it.source));
            }
        }
        random::pool(&mut other);
        let mut after = decide(&other, &answers);
        after.sources = (0..order.len()).map(|s| after.sources[place(s)].clone()).collect();
        after.by_source.iter_mut().for_each(|it| it.source = order[it.source]);
        after.by_source.sort_by_key(|it| (it.question, it.source));
        prop_assert_eq!(after, before);
        Ok(())
    });
}

/// 13: at band 0 and without exclusions. The shown values and the evidence floor, which count its
/// weight, may change.
#[test]
fn an_open_question_on_which_all_are_alike_might_as_well_not_be_there() {
    holds(|Scene { mut model, answers, mut tape }| {
        model.band = 0;
        for option in model.questions.iter_mut().flat_map(|it| &mut it.options) {
            option.requirements.clear();
        }
        random::pool(&mut model);
        let without = decide(&model, &answers);

        let (alternatives, sources) = (&model.alternatives, &model.sources);
        let mut more = random::question(99, Kind::Cost, Choose::One, false);
        let mut alike = || {
            let mut row = tape.row(Kind::Cost, alternatives, sources);
            row.rules.fill(Rule::Own);
            for rating in &mut row.ratings {
                let value = tape.value();
                rating.values.fill(Some(value));
            }
            row
        };
        more.unanswered = alike();
        more.options = vec![random::choice(0, alike()), random::choice(1, alike())];
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
        let ranks = |it: &Decision| it.alternatives.iter().map(|it| it.rank).collect::<Vec<_>>();
        prop_assert_eq!(ranks(&with), ranks(&without));
        prop_assert_eq!(with.flips.len(), without.flips.len());
        let open: Vec<usize> = with.open.iter().map(|&q| if q > at { q - 1 } else { q }).collect();
        prop_assert!(!with.open.contains(&at));
        prop_assert_eq!(open, without.open);
        Ok(())
    });
}

// ---- settled, flips, open ----

/// 8.
#[test]
fn settled_means_that_no_further_answer_changes_the_winner() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let decision = decide(&model, &answers);
        let verdict = &decision.verdict;
        prop_assert!(!verdict.is_final || decision.open.is_empty() && decision.next.is_none());
        let Some(winner) = verdict.winner else {
            prop_assert!(decision.witness.is_none());
            return Ok(());
        };
        let stays = brute.always(&answers, |it| it.sole() == Some(winner));
        prop_assert_eq!(verdict.is_final, stays);
        prop_assert_eq!(decision.witness.is_none(), stays);
        if let Some(witness) = decision.witness {
            for q in 0..answers.replies.len() {
                let (now, then) = (answers.replies[q], witness.answers.replies[q]);
                let offered = |it: &Reply| replies(&model.questions[q]).contains(it);
                prop_assert!(now.is_none() || now == then, "an answer given stays");
                prop_assert!(answers.asked[q] || now == then, "a hidden question stays open");
                prop_assert!(now.is_some() || then.as_ref().is_none_or(offered));
            }
            prop_assert!(brute.stand(&witness.answers).sole() != Some(winner));
            prop_assert!(witness.then.winner != Some(winner));
            let then = decide(&model, &witness.answers).verdict;
            prop_assert_eq!(witness.then, Brief::from(then));
        }
        Ok(())
    });
}

/// 9. Of `close`, who leads may change within the band.
#[test]
fn once_asking_stops_further_answers_change_nothing() {
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

/// 10.
#[test]
fn a_further_option_can_only_unsettle() {
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
            let mut it = tape.requirement(model.alternatives.len(), model.sources.len());
            it.contradicted_by.clear();
            more.requirements.push(it);
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

/// 12.
#[test]
fn no_smaller_change_of_answers_ends_the_lead() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let decision = decide(&model, &answers);
        let Some(winner) = decision.verdict.winner else {
            prop_assert!(decision.flips.is_empty());
            return Ok(());
        };
        let fewest = brute.fewest_changes(&answers, winner);
        prop_assert_eq!(decision.flips.first().map(|it| it.changes.len()), fewest);
        for flip in &decision.flips {
            prop_assert_eq!(Some(flip.changes.len()), fewest);
            let mut after = answers.clone();
            for it in &flip.changes {
                prop_assert_eq!(answers.replies[it.question], Some(it.from));
                prop_assert!(it.to != it.from);
                prop_assert!(replies(&model.questions[it.question]).contains(&it.to));
                after.replies[it.question] = Some(it.to);
            }
            prop_assert!(flip.changes.is_sorted_by(|a, b| a.question < b.question));
            let stand = brute.stand(&after);
            prop_assert!(stand.sole() != Some(winner));
            if let Some(rival) = flip.rival {
                let caught_up: i64 =
                    brute.lines(&after).iter().map(|it| brute.beyond(winner, rival, it)).sum();
                prop_assert!(caught_up <= 0 && stand.eligible.contains(&rival));
            }
            let then = brute.verdict(&after);
            prop_assert_eq!((flip.then.kind, flip.then.winner), (then.kind, then.winner));
            prop_assert_eq!(sorted(&flip.then.close), then.close);
        }
        Ok(())
    });
}

#[test]
fn every_rival_with_the_fewest_changes_is_named() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let decision = decide(&model, &answers);
        let Some(winner) = decision.verdict.winner else { return Ok(()) };
        let fewest = brute.fewest_changes(&answers, winner);
        for b in (0..brute.m()).filter(|&b| b != winner) {
            let until = |it: &Stand| {
                let lead = it.points[winner] - it.points[b];
                lead <= model.band * it.total && it.eligible.contains(&b)
            };
            let named = decision.flips.iter().any(|it| it.rival == Some(b));
            let catches_up = brute.fewest_until(&answers, |q| brute.given(q), until);
            prop_assert_eq!(named, fewest.is_some() && catches_up == fewest);
        }
        Ok(())
    });
}

#[test]
fn the_questions_that_can_still_matter_are_those_of_the_method() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let decision = decide(&model, &answers);
        let expected = if decision.verdict.is_final { vec![] } else { brute.can_matter(&answers) };
        prop_assert_eq!(&decision.open, &expected);
        prop_assert_eq!(decision.next.is_some(), !expected.is_empty());
        prop_assert!(decision.next.is_none_or(|it| expected.contains(&it)));
        Ok(())
    });
}

#[test]
fn a_question_that_cannot_matter_never_changes_who_leads_by_itself() {
    holds(|Scene { model, answers, .. }| {
        let brute = Brute::new(&model, Heard::All);
        let before = decide(&model, &answers);
        let outcomes = brute.stand(&answers);
        for q in Brute::open(&answers).into_iter().filter(|q| !before.open.contains(q)) {
            for reply in replies(&model.questions[q]) {
                let mut answers = answers.clone();
                answers.replies[q] = Some(reply);
                let after = decide(&model, &answers).verdict;
                if before.verdict.kind == VerdictKind::Unasked {
                    prop_assert_eq!(brute.stand(&answers).base(), outcomes.base());
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
fn a_warning_never_contradicts_the_verdict() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let warned = |code| decision.warnings.iter().find(|it| it.code == code);
        let one_answer = decision.flips.iter().any(|it| it.changes.len() == 1);
        prop_assert_eq!(warned(WarningCode::OneAnswer).is_some(), one_answer);
        if let Some(it) = warned(WarningCode::OpenOutweighs) {
            prop_assert!(!decision.verdict.is_final, "nothing that is open changes this");
            let open = Brute::open(&answers);
            prop_assert!(it.questions.iter().all(|q| open.contains(q)));
            prop_assert!(it.alternatives.iter().all(|&a| decision.alternatives[a].eligible));
        }
        let winner = decision.verdict.winner;
        prop_assert!(winner.is_some() || decision.warnings.is_empty());
        if let Some(it) = warned(WarningCode::EqualWeights) {
            prop_assert!(it.alternatives.iter().all(|&a| Some(a) != winner));
        }
        Ok(())
    });
}

/// What `it` warns of, or nothing.
fn warned(decision: &Decision, code: WarningCode) -> Vec<usize> {
    let found = decision.warnings.iter().find(|it| it.code == code);
    found.map_or_else(Vec::new, |it| it.questions.clone())
}

/// The winner and the one behind it, when both are in play.
fn duel(decision: &Decision) -> Option<(usize, usize)> {
    let (winner, other) = decision.verdict.winner.zip(decision.runner_up)?;
    decision.alternatives[other].eligible.then_some((winner, other))
}

#[test]
fn a_lead_that_one_theme_gives_is_warned_of() {
    holds(|Scene { mut model, answers, mut tape }| {
        for question in &mut model.questions {
            question.theme = tape.of(&["a", "b", "c", "d"]).into();
        }
        let decision = decide(&model, &answers);
        let questions = warned(&decision, WarningCode::OneTheme);
        let Some((winner, other)) = duel(&decision) else {
            prop_assert!(questions.is_empty());
            return Ok(());
        };
        let lines = Brute::new(&model, Heard::All).lines(&answers);
        let part = |q: usize| lines[q].points[winner] - lines[q].points[other];
        let of = |theme: &str| -> Vec<usize> {
            (0..lines.len())
                .filter(|&q| model.questions[q].theme == theme && part(q) != 0)
                .collect()
        };
        let sum = |them: &[usize]| them.iter().map(|&q| part(q)).sum::<i64>();
        let most = ["a", "b", "c", "d"].iter().map(|it| sum(&of(it))).max().unwrap();
        let lead = decision.margin.unwrap().points;
        prop_assert_eq!(!questions.is_empty(), 2 * most >= lead);
        if let Some(&first) = questions.first() {
            prop_assert_eq!(&questions, &of(&model.questions[first].theme));
            prop_assert_eq!(sum(&questions), most);
        }
        Ok(())
    });
}

#[test]
fn sources_that_disagree_about_who_is_ahead_are_warned_of() {
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
            let counted = super::brute::counted(question, &super::brute::chosen(question, reply));
            let mut signs = Vec::new();
            for s in 0..model.sources.len() {
                let mine = Brute::new(&model, Heard::Only(s));
                let speaks = counted.iter().any(|&o| mine.rated(&question.options[o].row));
                let line = mine.line(q, Some(reply));
                let points = line.points[a] - line.points[b];
                let said: Vec<i64> = (decision.by_source.iter())
                    .filter(|it| (it.question, it.source) == (q, s))
                    .map(|it| it.points)
                    .collect();
                prop_assert_eq!(said, if speaks { vec![points] } else { vec![] });
                signs.push(points.signum());
            }
            if signs.contains(&1) && signs.contains(&-1) {
                disagreed.push(q);
            }
        }
        *seen.borrow_mut() += questions.len();
        let expected = if duel(&decision).is_some() { disagreed } else { vec![] };
        prop_assert_eq!(questions, expected);
        Ok(())
    });
    assert!(seen.into_inner() > 10);
}

#[test]
fn answers_that_only_vendors_rate_are_warned_of() {
    holds(|Scene { mut model, answers, mut tape }| {
        for source in &mut model.sources {
            let interests = [Interest::Vendor, Interest::User, Interest::Independent];
            source.interest = tape.of(&interests);
        }
        let decision = decide(&model, &answers);
        let sells = |it: &Rating| {
            let Rater::Source(s) = it.rater else { return false };
            model.sources[s].interest == Interest::Vendor
        };
        let only = |&q: &usize| {
            let question = &model.questions[q];
            let Some(reply) = answers.replies[q] else { return false };
            let counted = super::brute::counted(question, &super::brute::chosen(question, reply));
            let rows = counted.iter().map(|&o| &question.options[o].row);
            let rows: Vec<&ScoreRow> = rows.filter(|it| it.weight > 0).collect();
            !rows.is_empty() && rows.iter().all(|it| it.ratings.iter().all(sells))
        };
        let expected = (0..model.questions.len()).filter(only).collect();
        let winner = decision.verdict.winner;
        let expected: Vec<usize> = if winner.is_some() { expected } else { vec![] };
        prop_assert_eq!(warned(&decision, WarningCode::VendorsOnly), expected);
        Ok(())
    });
}

// ---- sources ----

/// 20.
#[test]
fn a_pool_of_one_source_is_what_it_says() {
    holds(|Scene { mut model, .. }| {
        for row in rows(&mut model) {
            row.ratings.truncate(1);
        }
        random::pool(&mut model);
        for (question, rows) in model.questions.iter().zip(&model.tables.pooled.questions) {
            for (option, pooled) in question.options.iter().zip(&rows.options) {
                let says = &option.row.ratings[0].values;
                for (a, it) in
                    model.alternatives.iter().enumerate().filter(|it| it.1.derived.is_none())
                {
                    let says = says[a].expect("a base alternative is rated");
                    prop_assert_eq!(pooled.row.points[a], says * option.row.weight, "{}", it.id);
                }
            }
        }
        Ok(())
    });
}

/// 20, 21: and where all who speak agree, the pool says the same.
#[test]
fn a_pool_lies_between_what_the_sources_say() {
    holds(|Scene { model, .. }| {
        for (question, rows) in model.questions.iter().zip(&model.tables.pooled.questions) {
            for (option, pooled) in question.options.iter().zip(&rows.options) {
                for a in (0..model.alternatives.len()).filter(|&a| option.row.rules[a] == Rule::Own)
                {
                    if model.alternatives[a].derived.is_some() && question.kind == Kind::Cost {
                        continue;
                    }
                    let says = option.row.ratings.iter().filter_map(|it| it.values[a]);
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

/// 20.
#[test]
fn a_source_that_repeats_itself_is_heard_once() {
    holds(|Scene { mut model, answers, mut tape }| {
        let before = decide(&model, &answers);
        let s = tape.below(model.sources.len());
        let cluster = model.sources[s].cluster;
        if model.sources.iter().filter(|it| it.cluster == cluster).count() > 1 {
            return Ok(());
        }
        let echo = model.sources.len();
        model.sources.push(random::source(echo, cluster));
        for row in rows(&mut model) {
            let said = row.ratings.iter().find(|it| it.rater == Rater::Source(s));
            let again = said.map(|it| Rating { rater: Rater::Source(echo), ..it.clone() });
            row.ratings.extend(again);
        }
        random::pool(&mut model);
        let after = decide(&model, &answers);
        prop_assert_eq!(after.verdict, before.verdict);
        prop_assert_eq!(after.alternatives, before.alternatives);
        Ok(())
    });
}

/// Sums of every way to listen, row by row.
#[test]
fn each_way_to_listen_pools_only_those_it_hears() {
    holds(|Scene { model, .. }| {
        let n = model.sources.len();
        let tables = &model.tables;
        let ways = std::iter::once((Heard::All, &tables.pooled))
            .chain((0..n).map(|s| (Heard::Only(s), &tables.alone[s])))
            .chain((0..n).map(|s| (Heard::AllBut(s), &tables.without[s])));
        for (heard, table) in ways {
            let brute = Brute::new(&model, heard);
            for (q, question) in model.questions.iter().enumerate() {
                let same =
                    |row: &ScoreRow, pooled: &tiebreak_core::model::rows::PointsRow| -> Law {
                        let values = brute.values(question.kind, row);
                        let weight = values.as_ref().map_or(0, |_| row.weight);
                        prop_assert_eq!(pooled.weight, weight);
                        for a in 0..brute.m() {
                            let value = values.as_ref().map_or(0, |it| it[a]);
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
fn without_a_source_the_verdict_is_that_of_the_others() {
    holds(|Scene { model, answers, .. }| {
        for (s, view) in decide(&model, &answers).sources.iter().enumerate() {
            let brute = Brute::new(&model, Heard::AllBut(s));
            let expected = brute.verdict(&answers);
            prop_assert_eq!(
                (view.without.kind, view.without.winner),
                (expected.kind, expected.winner)
            );
            prop_assert_eq!(sorted(&view.without.close), expected.close);
            // A counted row that only it rates drops out, and its question is named.
            let all = Brute::new(&model, Heard::All);
            let loses = |&q: &usize| {
                let question = &model.questions[q];
                let Some(reply) = answers.replies[q] else { return false };
                let counted =
                    super::brute::counted(question, &super::brute::chosen(question, reply));
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
fn a_source_alone_speaks_for_itself_or_says_too_little() {
    holds(|Scene { model, answers, .. }| {
        let all = Brute::new(&model, Heard::All);
        for (s, view) in decide(&model, &answers).sources.iter().enumerate() {
            let mine = Brute::new(&model, Heard::Only(s));
            // Per answered question: (weight that sources rate, weight that this one rates, rows).
            let mut questions: Vec<(i64, bool)> = Vec::new();
            let (mut rows, mut weight) = ((0, 0), (0, 0));
            for (q, question) in model.questions.iter().enumerate() {
                let Some(reply) = answers.replies[q] else { continue };
                let counted =
                    super::brute::counted(question, &super::brute::chosen(question, reply));
                let rated: Vec<&ScoreRow> = counted
                    .iter()
                    .map(|&o| &question.options[o].row)
                    .filter(|it| all.rated(it))
                    .collect();
                let spoken: Vec<&&ScoreRow> = rated.iter().filter(|it| mine.rated(it)).collect();
                rows = (rows.0 + spoken.len(), rows.1 + rated.len());
                let sum = |them: &mut dyn Iterator<Item = i64>| them.sum::<i64>();
                let (of, by) = (
                    sum(&mut rated.iter().map(|it| it.weight)),
                    sum(&mut spoken.iter().map(|it| it.weight)),
                );
                weight = (weight.0 + by, weight.1 + of);
                questions.push((of, !spoken.is_empty()));
            }
            prop_assert_eq!((view.questions, view.weight), (rows, weight));
            let heaviest = questions.iter().map(|it| it.0).max();
            let speaks = questions.iter().any(|it| Some(it.0) == heaviest && it.1);
            let enough = 2 * weight.0 >= weight.1 && speaks;
            let stand = mine.stand(&answers);
            let (kind, winner) = match (questions.is_empty(), enough, &stand.base()[..]) {
                (true, _, _) => (Some(VerdictKind::Unasked), None),
                (_, false, _) => (None, None),
                (_, _, []) => (Some(VerdictKind::NoneEligible), None),
                (_, _, &[a]) if stand.eligible.len() == 1 => {
                    (Some(VerdictKind::ByElimination), Some(a))
                }
                (_, _, &[a]) => (Some(VerdictKind::Leaning), Some(a)),
                _ => (Some(VerdictKind::TooClose), None),
            };
            prop_assert_eq!(view.alone.as_ref().map(|it| it.kind), kind);
            prop_assert_eq!(view.alone.as_ref().and_then(|it| it.winner), winner);
            if let Some(alone) = &view.alone {
                prop_assert_eq!(sorted(&alone.close), stand.base());
            }
        }
        Ok(())
    });
}

/// 25.
#[test]
fn a_source_alone_does_not_hear_the_others() {
    holds(|Scene { mut model, answers, mut tape }| {
        let s = tape.below(model.sources.len());
        let before = decide(&model, &answers).sources.remove(s);
        for row in rows(&mut model) {
            for rating in row.ratings.iter_mut().filter(|it| it.rater != Rater::Source(s)) {
                rating.values.iter_mut().flatten().for_each(|it| *it = tape.value());
            }
        }
        random::pool(&mut model);
        let after = decide(&model, &answers).sources.remove(s);
        prop_assert_eq!(after.alone, before.alone);
        prop_assert_eq!((after.questions, after.weight), (before.questions, before.weight));
        Ok(())
    });
}

// ---- the scenes themselves ----

/// A law is worth as much as the scenes that it is held against.
#[test]
fn the_random_scenes_reach_every_kind_of_verdict() {
    let seen = RefCell::new(BTreeMap::<String, usize>::new());
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let count = |what: String| *seen.borrow_mut().entry(what).or_default() += 1;
        let verdict = &decision.verdict;
        let last = if verdict.is_final { "final" } else { "not final" };
        count(format!("{:?}, {last}", verdict.kind));
        for flip in &decision.flips {
            let by = if flip.rival.is_some() { "a rival" } else { "exclusion" };
            count(format!("flip of {} by {by}", flip.changes.len()));
        }
        for it in &decision.sources {
            count(format!("alone {:?}", it.alone.as_ref().map(|it| it.kind)));
        }
        Ok(())
    });
    let seen = seen.into_inner();
    for what in [
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
        assert!(seen.contains_key(what), "no {what} in {seen:#?}");
    }
}
