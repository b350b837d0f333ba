//! The report over the answer space, compared with brute force on small random models, and with
//! planted faults.

use std::collections::BTreeMap;

use proptest::prelude::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::verdict::{Verdict, verdict};
use tiebreak_core::link;
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::lint::lint;
use tiebreak_core::model::problem::Code;
use tiebreak_core::model::rows::Table;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{
    Choose, Condition, Kind, Model, Question, Rater, Rating, Rule, ScoreRow, TypicalCase,
};
use tiebreak_core::space::diff::{Cause, Comparison, Field, VerdictLabel, typical_cases};
use tiebreak_core::space::{
    Analysis, Carrier, Contrast, Effects, Example, Fewest, Method, Report, Share, json,
};

use super::brute::{Brute, Contribution, Totals, View, chosen};
use super::conditions::applicable;
use super::random::{self, Law, Scene, Tape, alternative, choice, holds, question, replies};

/// Largest number of answer sheets, complete or not, that a test tries.
const MOST_SHEETS: usize = 4_000;

fn report(model: &Model) -> Report {
    Analysis::new(model).report()
}

/// A verdict as the report compares it: the outcome, and its members that a dispute excludes.
type Outcome = (Vec<usize>, Vec<usize>);

fn outcome_of_totals(totals: &Totals) -> Outcome {
    let outcome = totals.outcome();
    let disputed = outcome.iter().copied().filter(|a| totals.disputed.contains(a)).collect();
    (outcome, disputed)
}

fn outcome_of_verdict(verdict: &Verdict) -> Outcome {
    let sorted = |list: &[usize]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list.dedup();
        list
    };
    match (verdict.kind, verdict.disputed.first()) {
        (VerdictKind::Disputed, Some(first)) => {
            let disputed = verdict.disputed.iter().map(|dispute| dispute.requirement.excludes);
            (sorted(&first.without), sorted(&disputed.collect::<Vec<_>>()))
        }
        _ => (sorted(&verdict.close), Vec::new()),
    }
}

fn engine_verdict(model: &Model, table: &Table, answers: &Answers) -> Verdict {
    verdict(&Evaluation::new(model, table, answers))
}

/// All answer sheets of a model, each question open or with one of its replies.
struct Sheets {
    /// Per question: leaving it open, then its replies.
    replies: Vec<Vec<Option<Reply>>>,
    /// Per question and reply, the part of a complete sheet's probability.
    weights: Vec<Vec<f64>>,
}

impl Sheets {
    /// `None` if there are too many.
    fn new(model: &Model) -> Option<Self> {
        let offered = |question: &Question| {
            std::iter::once(None).chain(replies(question).into_iter().map(Some)).collect()
        };
        let replies: Vec<Vec<Option<Reply>>> = model.questions.iter().map(offered).collect();
        let all = replies.iter().try_fold(1_usize, |n, replies| n.checked_mul(replies.len()));
        let weights = model.questions.iter().zip(&replies).map(|(question, replies)| {
            let weights: Vec<f64> =
                replies.iter().map(|&reply| prior_of_reply(question, reply)).collect();
            let sum: f64 = weights.iter().sum();
            weights.iter().map(|weight| weight / sum).collect()
        });
        let weights = weights.collect();
        all.filter(|&n| n <= MOST_SHEETS).map(|_| Self { replies, weights })
    }

    fn count(&self) -> usize {
        self.replies.iter().map(Vec::len).product()
    }

    /// Per question the index of the reply in sheet `i`.
    fn digits(&self, mut i: usize) -> Vec<usize> {
        let digit = |replies: &Vec<Option<Reply>>| {
            let digit = i % replies.len();
            i /= replies.len();
            digit
        };
        self.replies.iter().map(digit).collect()
    }

    fn index(&self, digits: &[usize]) -> usize {
        let pairs = digits.iter().zip(&self.replies).rev();
        pairs.fold(0, |index, (digit, replies)| index * replies.len() + digit)
    }

    fn answers(&self, model: &Model, digits: &[usize]) -> Answers {
        let mut answers = Answers::none(model);
        for (q, &digit) in digits.iter().enumerate() {
            answers.replies[q] = self.replies[q][digit];
        }
        answers
    }

    fn probability(&self, digits: &[usize]) -> f64 {
        digits.iter().zip(&self.weights).map(|(&digit, weights)| weights[digit]).product()
    }

    /// The outcome of every sheet in one source view, with the sum of its contributions.
    fn totals(&self, brute: &Brute) -> Vec<Totals> {
        let contributions: Vec<Vec<Contribution>> = (self.replies.iter().enumerate())
            .map(|(q, replies)| replies.iter().map(|&reply| brute.contribution(q, reply)).collect())
            .collect();
        let sheet = |i: usize| {
            let digits = self.digits(i);
            let applies = applicable(brute.model, &self.answers(brute.model, &digits));
            let given = digits.iter().zip(&contributions).map(|(&digit, list)| &list[digit]);
            brute.add_up(given.zip(applies).filter(|(_, applies)| *applies).map(|(given, _)| given))
        };
        (0..self.count()).map(sheet).collect()
    }
}

/// The prior of a reply relative to the other replies of its question; 0 for leaving it open.
fn prior_of_reply(question: &Question, reply: Option<Reply>) -> f64 {
    let prior = |o: &usize| question.options[*o].prior;
    match (reply, question.choose) {
        (None, _) => 0.0,
        (Some(Reply::DoesNotMatter), Choose::Many) => 1.0,
        (Some(Reply::DoesNotMatter), _) => {
            let sum: f64 = question.options.iter().map(|option| option.prior).sum();
            sum / question.options.len() as f64
        }
        (Some(reply), Choose::Many) => chosen(question, reply).iter().map(prior).product(),
        (Some(reply), Choose::One) => prior(&chosen(question, reply)[0]),
        // `replies` has three loads of each option.
        (Some(reply), Choose::Number) => prior(&chosen(question, reply)[0]) / 3.0,
    }
}

#[track_caller]
fn is_share(share: &Share, expected: f64) {
    assert!((share.share - expected).abs() < 1e-9, "{share:?} is not {expected}");
    assert!(share.standard_error == 0.0, "{share:?} is not exact");
}

/// Checks a law on random scenes that are small enough to try every answer sheet.
#[track_caller]
fn holds_on_small_models(law: impl Fn(&Model, &Sheets, &Report) -> Law) {
    holds_on_small_models_with_tape(|model, sheets, _| law(model, sheets, &report(model)));
}

/// Like [`holds_on_small_models`], with numbers for choices of the test.
#[track_caller]
fn holds_on_small_models_with_tape(law: impl Fn(&Model, &Sheets, &mut Tape) -> Law) {
    holds(|Scene { mut model, mut tape, .. }| {
        for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
            option.prior = tape.of(&[1.0, 0.5, 3.0]);
        }
        for q in 1..model.questions.len() {
            let before = tape.below(q);
            let question = &model.questions[before];
            if question.choose == Choose::Many || tape.once_in(2) {
                continue;
            }
            let options = 1 + tape.below((1 << question.options.len()) - 1) as u32;
            model.questions[q].when = Some(Condition { question: before, options });
        }
        model.questions.truncate(5);
        random::pool(&mut model);
        while Sheets::new(&model).is_none() {
            model.questions.pop();
            random::pool(&mut model);
        }
        for q in 0..model.questions.len() {
            if let Some(condition) = model.questions[q].when {
                model.questions[condition.question].dependents.push(q);
            }
        }
        let sheets = Sheets::new(&model).expect("the model is small");
        law(&model, &sheets, &mut tape)
    });
}

#[test]
fn exact_shares_equal_brute_force() {
    holds_on_small_models(|model, sheets, report| {
        prop_assert!(report.shares.method != Method::Sampled);
        let brute = Brute::new(model, View::All);
        let (mut kinds, mut excluded) = (BTreeMap::new(), vec![0.0; brute.m()]);
        for (i, totals) in sheets.totals(&brute).iter().enumerate() {
            let probability = sheets.probability(&sheets.digits(i));
            let (outcome, disputed) = outcome_of_totals(totals);
            let kind = match &outcome[..] {
                [] => "none".to_owned(),
                _ if !disputed.is_empty() => "disputed".to_owned(),
                [winner] => winner.to_string(),
                _ => "too close".to_owned(),
            };
            *kinds.entry(kind).or_insert(0.0) += probability;
            for a in (0..brute.m()).filter(|a| !totals.eligible.contains(a)) {
                excluded[a] += probability;
            }
        }
        let expected = |kind: &str| kinds.get(kind).copied().unwrap_or(0.0);
        for (a, share) in report.shares.wins.iter().enumerate() {
            is_share(share, expected(&a.to_string()));
            is_share(&report.shares.excluded[a], excluded[a]);
        }
        is_share(&report.shares.too_close, expected("too close"));
        is_share(&report.shares.disputed, expected("disputed"));
        is_share(&report.shares.none_eligible, expected("none"));
        Ok(())
    });
}

/// The number of replies of a result, which must be exact and confirmed by the engine.
fn replies_of(
    model: &Model,
    a: usize,
    fewest: &Fewest<Example>,
    must_be_final: bool,
) -> Option<usize> {
    match fewest {
        Fewest::Never => None,
        Fewest::Fewest(example) => {
            let verdict = engine_verdict(model, &model.tables.pooled, &example.answers);
            assert_eq!(verdict.winner, Some(a));
            assert!(verdict.is_final || !must_be_final);
            assert_eq!(example.verdict, verdict.into());
            Some(example.replies())
        }
        Fewest::Enough(_) | Fewest::NotDecided => panic!("a small model is decided"),
    }
}

#[test]
fn the_fewest_answers_to_win_and_to_stop_equal_brute_force() {
    holds_on_small_models(|model, sheets, report| {
        let mut to_win = vec![None; model.alternatives.len()];
        let mut to_stop = to_win.clone();
        for i in 0..sheets.count() {
            let answers = sheets.answers(model, &sheets.digits(i));
            let replies = answers.replies.iter().flatten().count();
            let applies = applicable(model, &answers);
            // A reply to a question that does not apply yet would count later.
            if (0..applies.len()).any(|q| !applies[q] && answers.replies[q].is_some()) {
                continue;
            }
            let verdict = engine_verdict(model, &model.tables.pooled, &answers);
            let Some(winner) = verdict.winner else { continue };
            let keep = |least: &mut Option<usize>| {
                *least = Some(least.map_or(replies, |least: usize| least.min(replies)));
            };
            keep(&mut to_win[winner]);
            if verdict.is_final {
                keep(&mut to_stop[winner]);
            }
        }
        for (a, entry) in report.alternatives.iter().enumerate() {
            prop_assert_eq!(replies_of(model, a, &entry.win, false), to_win[a]);
            prop_assert_eq!(replies_of(model, a, &entry.stop, true), to_stop[a]);
        }
        Ok(())
    });
}

/// Whether a result says that there is an effect. Its example must be confirmed by the engine.
fn has_effect(model: &Model, effects: &Effects<Contrast>) -> bool {
    match effects {
        Effects::Never => false,
        Effects::NotDecided => panic!("a small model is decided"),
        Effects::Changes(contrast) => {
            let outcome = |example: &Example| {
                let verdict = engine_verdict(model, &model.tables.pooled, &example.answers);
                assert_eq!(example.verdict, verdict.clone().into());
                outcome_of_verdict(&verdict)
            };
            assert_ne!(outcome(&contrast.examples[0]), outcome(&contrast.examples[1]));
            let [first, second] = [0, 1].map(|i| &contrast.examples[i].answers);
            let apply = [first, second].map(|answers| applicable(model, answers));
            for q in (0..model.questions.len()).filter(|&q| apply[0][q] && apply[1][q]) {
                let is_same = first.replies[q] == second.replies[q];
                // Replies to questions that apply on one side only are left out of the other.
                assert_eq!(is_same, q != contrast.question);
            }
            true
        }
    }
}

#[test]
fn effects_of_questions_and_options_equal_brute_force() {
    holds_on_small_models(|model, sheets, report| {
        let totals = sheets.totals(&Brute::new(model, View::All));
        let outcomes: Vec<Outcome> = totals.iter().map(outcome_of_totals).collect();
        for (q, question) in model.questions.iter().enumerate() {
            let mut question_matters = false;
            let mut options_matter = vec![false; question.options.len()];
            for (i, outcome) in outcomes.iter().enumerate() {
                let digits = sheets.digits(i);
                let other = |reply: Option<Reply>| {
                    let digit = sheets.replies[q].iter().position(|&other| other == reply);
                    let mut digits = digits.clone();
                    digits[q] = digit.expect("a reply of the question");
                    &outcomes[sheets.index(&digits)]
                };
                let Some(reply) = sheets.replies[q][digits[q]] else { continue };
                question_matters |= other(None) != outcome;
                for o in chosen(question, reply) {
                    let without = match reply {
                        Reply::Options(set) if question.choose == Choose::Many => {
                            Some(Reply::Options(set & !(1 << o)))
                        }
                        _ => None,
                    };
                    options_matter[o] |= other(without) != outcome;
                }
            }
            let entry = &report.questions[q];
            prop_assert_eq!(has_effect(model, &entry.effects), question_matters);
            for (option, matters) in entry.options.iter().zip(options_matter) {
                prop_assert_eq!(has_effect(model, &option.effects), matters);
            }
        }
        Ok(())
    });
}

#[test]
fn shares_without_a_source_equal_brute_force() {
    holds_on_small_models(|model, sheets, report| {
        let all = sheets.totals(&Brute::new(model, View::All));
        for s in 0..model.sources.len() {
            let without = sheets.totals(&Brute::new(model, View::Without(s)));
            let changed = (0..sheets.count())
                .filter(|&i| outcome_of_totals(&all[i]) != outcome_of_totals(&without[i]));
            let expected: f64 = changed.map(|i| sheets.probability(&sheets.digits(i))).sum();
            let carried = report.carriers.iter().find(|c| c.carrier == Carrier::Source(s));
            prop_assert_eq!(carried.is_some(), expected > 0.0);
            let Some(carried) = carried else { continue };
            is_share(&carried.share, expected);
            let answers = &carried.example.answers;
            let before = engine_verdict(model, &model.tables.pooled, answers);
            let after = engine_verdict(model, &model.tables.without[s], answers);
            prop_assert!(outcome_of_verdict(&before) != outcome_of_verdict(&after));
            prop_assert_eq!(&carried.without, &after.into());
        }
        Ok(())
    });
}

/// Changes one weight, value, requirement or the tie band of a model.
fn edit(model: &mut Model, tape: &mut Tape) {
    let q = tape.below(model.questions.len());
    let question = &mut model.questions[q];
    let o = tape.below(question.options.len());
    let option = &mut question.options[o];
    match tape.below(4) {
        0 => option.row.weight = tape.weight(),
        1 => {
            let values = option.row.ratings.iter_mut().flat_map(|rating| &mut rating.values);
            for value in values.flatten() {
                *value = tape.value();
            }
        }
        2 => option.requirements.clear(),
        _ => model.band = tape.of(&[0, 10, 20, 3]),
    }
    random::pool(model);
}

/// The label of an outcome, as a difference has it.
fn label(model: &Model, (close, disputed): &Outcome) -> VerdictLabel {
    match &close[..] {
        [] => VerdictLabel::NoneEligible,
        _ if !disputed.is_empty() => VerdictLabel::Disputed,
        [winner] => VerdictLabel::Wins(model.alternatives[*winner].id.clone()),
        _ => VerdictLabel::TooClose,
    }
}

#[test]
fn differences_of_two_models_equal_brute_force() {
    let changes_found = std::cell::Cell::new(0);
    holds_on_small_models_with_tape(|old, sheets, tape| {
        let mut new = old.clone();
        let edits = 1 + tape.below(3);
        for _ in 0..edits {
            edit(&mut new, tape);
        }
        let diff = Comparison::new(old, &new).diff();
        let outcomes = [old, &new].map(|model| {
            let totals = sheets.totals(&Brute::new(model, View::All));
            totals.iter().map(outcome_of_totals).collect::<Vec<Outcome>>()
        });
        let (mut shares, mut fewest) = (BTreeMap::new(), BTreeMap::new());
        for (i, (before, after)) in outcomes[0].iter().zip(&outcomes[1]).enumerate() {
            if before == after {
                continue;
            }
            let change = (label(old, before), label(old, after));
            *shares.entry(change.clone()).or_insert(0.0) += sheets.probability(&sheets.digits(i));
            let answers = sheets.answers(old, &sheets.digits(i));
            let replies = answers.applicable(old).filter(|(_, reply)| reply.is_some()).count();
            if replies > 0 {
                let least = fewest.entry(change).or_insert(replies);
                *least = replies.min(*least);
            }
        }
        is_share(&diff.changed, shares.values().sum());
        for change in &diff.changes {
            let key = (change.from.clone(), change.to.clone());
            is_share(&change.share, shares.get(&key).copied().unwrap_or(0.0));
            prop_assert!(change.is_fewest);
            prop_assert_eq!(Some(&change.replies), fewest.get(&key));
            // The engine confirms the example.
            let [before, after] = [(old, &change.answers), (&new, &change.new_answers)]
                .map(|(model, answers)| engine_verdict(model, &model.tables.pooled, answers));
            prop_assert_eq!(label(old, &outcome_of_verdict(&before)), change.from.clone());
            prop_assert_eq!(label(old, &outcome_of_verdict(&after)), change.to.clone());
            if diff.edits.len() == 1 {
                prop_assert_eq!(&change.cause, &Cause::Alone(vec![0]));
            }
            prop_assert!(change.cause != Cause::Structure);
        }
        for (change, share) in shares {
            let is_listed = diff.changes.iter().any(|c| (&c.from, &c.to) == (&change.0, &change.1));
            prop_assert!(is_listed || share == 0.0);
        }
        changes_found.set(changes_found.get() + diff.changes.len());
        Ok(())
    });
    assert!(changes_found.get() > 100);
}

// ---- planted faults ----

/// A row by the editor.
fn row(weight: i64, values: &[i64]) -> ScoreRow {
    let values: Vec<Option<i64>> = values.iter().copied().map(Some).collect();
    let rules = vec![Rule::Own; values.len()];
    let rating =
        Rating { rater: Rater::Editor, values, statements: Vec::new(), inferred: Vec::new() };
    ScoreRow { weight, rules, ratings: vec![rating] }
}

/// A question that takes one option, with these weights and values.
fn one_of(q: usize, rows: &[(i64, &[i64])]) -> Question {
    let mut question = question(q, Kind::Property, Choose::One, false);
    question.unanswered.rules = vec![Rule::Own; rows[0].1.len()];
    for (o, (weight, values)) in rows.iter().enumerate() {
        question.options.push(choice(o, row(*weight, values)));
    }
    question
}

fn model_of(alternatives: usize, questions: Vec<Question>) -> Model {
    let alternatives = (0..alternatives).map(|a| alternative(a, None)).collect();
    random::model(10, alternatives, Vec::new(), questions)
}

#[test]
fn an_option_within_the_tie_band_is_found_to_have_no_effect() {
    // A lead of 5 thousandths is within the band of 10.
    let model = model_of(
        2,
        vec![
            one_of(0, &[(100, &[1000, 0]), (100, &[0, 1000])]),
            one_of(1, &[(10, &[505, 500]), (20, &[900, 100])]),
        ],
    );
    let report = report(&model);
    assert_eq!(report.questions[1].options[0].effects, Effects::Never);
    assert!(report.questions[1].options[0].has_effect);
    assert!(has_effect(&model, &report.questions[1].options[1].effects));
    assert!(has_effect(&model, &report.questions[1].effects));
}

#[test]
fn an_alternative_between_two_extremes_is_found_never_to_win() {
    // The third alternative beats each of the others with some answers, but never both at once.
    let rows: [(i64, &[i64]); 2] = [(100, &[900, 100, 500]), (100, &[100, 900, 500])];
    let model = model_of(3, (0..12).map(|q| one_of(q, &rows)).collect());
    assert!(!lint(&model).iter().any(|problem| problem.code == Code::NeverWins));
    let report = report(&model);
    assert_eq!(report.alternatives[2].win, Fewest::Never);
    assert_eq!(report.alternatives[2].stop, Fewest::Never);
    assert_eq!(replies_of(&model, 0, &report.alternatives[0].win, false), Some(1));
    // Seven of twelve equal questions decide.
    assert_eq!(replies_of(&model, 0, &report.alternatives[0].stop, true), Some(7));
    assert_eq!(report.shares.wins[2], Share { share: 0.0, standard_error: 0.0 });
}

#[test]
fn a_question_whose_options_all_speak_for_one_alternative_is_unbalanced() {
    let model = model_of(
        2,
        vec![
            one_of(0, &[(100, &[1000, 0]), (20, &[700, 300])]),
            one_of(1, &[(100, &[0, 1000]), (100, &[800, 200])]),
        ],
    );
    let report = report(&model);
    let (to, example) = report.questions[0].balance.unbalanced.as_ref().expect("unbalanced");
    assert_eq!(*to, 0);
    // Even the option that speaks least for it makes it win.
    assert_eq!(example.answers.replies, [Some(Reply::Options(1 << 1)), None]);
    let verdict = engine_verdict(&model, &model.tables.pooled, &example.answers);
    assert_eq!(verdict.winner, Some(0));
    assert_eq!(report.questions[1].balance.unbalanced, None);
    let pulls = report.pulls();
    assert_eq!((pulls[0].strong, pulls[0].weak, pulls[1].strong), (2, 1, 1));
}

#[test]
fn the_corner_of_an_alternative_has_its_best_answers() {
    let rows: [(i64, &[i64]); 2] = [(100, &[900, 100, 500]), (100, &[100, 900, 500])];
    let report = report(&model_of(3, (0..4).map(|q| one_of(q, &rows)).collect()));
    let corner = |a: usize| &report.alternatives[a].corner;
    assert_eq!(corner(0).answers.replies, [Some(Reply::Options(1)); 4]);
    assert_eq!(corner(1).answers.replies, [Some(Reply::Options(2)); 4]);
    assert_eq!(corner(1).verdict.winner, Some(1));
}

#[test]
fn two_alternatives_without_requirements_have_exact_shares_in_any_number_of_answers() {
    // 40 questions with leads of +800 and -800: the binomial distribution of 40 coins.
    let rows: [(i64, &[i64]); 2] = [(100, &[900, 100]), (100, &[100, 900])];
    let report = report(&model_of(2, (0..40).map(|q| one_of(q, &rows)).collect()));
    assert_eq!(report.shares.method, Method::Convolved);
    let tie = 137_846_528_820.0 / 2.0_f64.powi(40);
    is_share(&report.shares.too_close, tie);
    is_share(&report.shares.wins[0], (1.0 - tie) / 2.0);
    assert_eq!(report.distinct, Some(1 << 40));
}

#[test]
fn exact_shares_of_many_answers_take_conditions_into_account() {
    // In each of 11 families, the lead of 1 unit, none and -1 have the probabilities 1/4, 1/2 and
    // 1/4: half of the sum of two coins.
    let mut questions = Vec::new();
    for family in 0..11 {
        questions.push(one_of(2 * family, &[(0, &[500, 500]), (0, &[500, 500])]));
        let mut child = one_of(2 * family + 1, &[(100, &[900, 100]), (100, &[100, 900])]);
        child.when = Some(Condition { question: 2 * family, options: 2 });
        questions.push(child);
        questions[2 * family].dependents.push(2 * family + 1);
    }
    let report = report(&model_of(2, questions));
    assert_eq!((report.shares.method, report.distinct), (Method::Convolved, Some(3_u64.pow(11))));
    let tie = 705_432.0 / 2.0_f64.powi(22);
    is_share(&report.shares.too_close, tie);
    is_share(&report.shares.wins[1], (1.0 - tie) / 2.0);
}

#[test]
fn sampled_shares_are_within_four_standard_errors() {
    let rows: [(i64, &[i64]); 2] = [(100, &[900, 100, 0]), (100, &[100, 900, 0])];
    let report = report(&model_of(3, (0..40).map(|q| one_of(q, &rows)).collect()));
    let shares = &report.shares;
    assert_eq!(shares.method, Method::Sampled);
    let tie = 137_846_528_820.0 / 2.0_f64.powi(40);
    let Share { share, standard_error } = shares.too_close;
    assert!((share - tie).abs() < 4.0 * standard_error, "{share} is not {tie}");
    let expected = (share * (1.0 - share) / shares.samples as f64).sqrt();
    assert!((standard_error - expected).abs() < 1e-12);
}

#[test]
fn the_links_of_a_report_open_its_answers() {
    let model = model_of(2, vec![one_of(0, &[(100, &[1000, 0]), (100, &[0, 1000])])]);
    let report = report(&model);
    let value = json::report(&model, &report);
    let fragment = value["alternatives"][1]["win"]["example"]["link"].as_str().unwrap();
    let opened = link::read(&model, fragment).expect("a link of the model");
    assert_eq!(Some(&opened.answers), report.alternatives[1].win.found().map(|e| &e.answers));
}

#[test]
fn an_analysis_in_single_steps_gives_the_same_report() {
    let rows: [(i64, &[i64]); 2] = [(100, &[900, 100, 0]), (30, &[100, 900, 0])];
    let model = model_of(3, (0..5).map(|q| one_of(q, &rows)).collect());
    let mut analysis = Analysis::new(&model);
    let mut progress = analysis.step(1);
    assert!(!progress.is_finished());
    while !progress.is_finished() {
        let next = analysis.step(1);
        assert_eq!(next.done, progress.done + 1);
        progress = next;
    }
    assert_eq!(analysis.report(), report(&model));
}

// ---- differences ----

/// A model in which a question of weight 100 for the first alternative stands against two of weight
/// 40 for the second.
fn old_model() -> Model {
    model_of(
        2,
        vec![
            one_of(0, &[(100, &[1000, 0])]),
            one_of(1, &[(40, &[0, 1000])]),
            one_of(2, &[(40, &[0, 1000])]),
        ],
    )
}

#[test]
fn an_edit_that_flips_the_verdict_alone_is_named() {
    let old = old_model();
    let mut new = old.clone();
    new.questions[1].options[0].row.weight = 90;
    new.questions[2].options[0].row = row(40, &[0, 990]);
    random::pool(&mut new);
    let diff = Comparison::new(&old, &new).diff();
    let fields: Vec<Field> = diff.edits.iter().map(|edit| edit.field).collect();
    assert_eq!(fields, [Field::Weight, Field::Values]);
    assert_eq!(diff.edits[0].numbers, Some((40, 90)));
    let flip = |change: &&tiebreak_core::space::diff::Change| {
        change.from == VerdictLabel::Wins("a0".into())
            && change.to == VerdictLabel::Wins("a1".into())
    };
    let change = diff.changes.iter().find(flip).expect("a flip");
    assert_eq!(change.cause, Cause::Alone(vec![0]));
    assert_eq!(change.replies, 3);
    // All questions have one option, so there is one complete sheet.
    is_share(&diff.changed, 1.0);
}

#[test]
fn edits_that_flip_the_verdict_only_together_are_named() {
    let old = old_model();
    let mut new = old.clone();
    for q in [1, 2] {
        new.questions[q].options[0].row.weight = 60;
    }
    random::pool(&mut new);
    let diff = Comparison::new(&old, &new).diff();
    let [change] = &diff.changes[..] else { panic!("{:?}", diff.changes) };
    assert_eq!(change.cause, Cause::Together(vec![0, 1]));
    assert_eq!(change.to, VerdictLabel::Wins("a1".into()));
}

#[test]
fn added_and_removed_parts_are_listed_and_named_as_the_cause() {
    let old = old_model();
    let mut questions = old.questions.clone();
    questions.remove(2);
    questions[0].id = "renamed".into();
    questions[1].options.push(choice(1, row(10, &[1000, 0])));
    for option in questions.iter_mut().flat_map(|question| &mut question.options) {
        let rating = &mut option.row.ratings[0].values;
        rating.push(Some(1000));
        option.row.rules.push(Rule::Own);
    }
    let mut new = model_of(3, questions);
    new.questions.iter_mut().for_each(|question| question.unanswered.rules = vec![Rule::Own; 3]);
    random::pool(&mut new);
    let diff = Comparison::new(&old, &new).diff();
    assert_eq!(diff.added.alternatives, ["a2"]);
    assert_eq!(
        (diff.removed.questions, diff.added.questions),
        (vec!["q0".to_owned(), "q2".to_owned()], vec!["renamed".to_owned()],)
    );
    assert_eq!(diff.added.options, [("q1".to_owned(), "o1".to_owned())]);
    assert!(diff.removed.options.is_empty());
    // The new alternative ties with the winner.
    let [change] = &diff.changes[..] else { panic!("{:?}", diff.changes) };
    assert_eq!(change.from, VerdictLabel::Wins("a1".into()));
    assert_eq!(change.to, VerdictLabel::TooClose);
    assert_eq!(change.cause, Cause::Structure);
}

#[test]
fn a_typical_case_whose_verdict_changes_is_listed() {
    let mut old = old_model();
    let mut answers = Answers::none(&old);
    answers.replies[0] = Some(Reply::Options(1));
    old.cases = vec![TypicalCase {
        id: "case".into(),
        name: String::new(),
        note: String::new(),
        answers,
        winner: 0,
        statements: Vec::new(),
    }];
    let mut new = old.clone();
    assert_eq!(typical_cases(&old, &new), []);
    new.questions[0].options[0].row = row(100, &[0, 1000]);
    random::pool(&mut new);
    let [change] = &typical_cases(&old, &new)[..] else { panic!("one case changes") };
    assert_eq!((change.id.as_str(), change.sheet), ("case", 0));
    assert_eq!((change.before.winner, change.after.winner), (Some(0), Some(1)));
}

#[test]
fn an_option_that_only_makes_another_question_apply_changes_verdicts() {
    let mut model = model_of(
        2,
        vec![
            one_of(0, &[(0, &[500, 500]), (0, &[500, 500])]),
            one_of(1, &[(100, &[1000, 0]), (100, &[0, 1000])]),
        ],
    );
    model.questions[1].when = Some(Condition { question: 0, options: 1 });
    model.questions[0].dependents.push(1);
    let report = report(&model);
    assert!(has_effect(&model, &report.questions[0].options[0].effects));
    assert_eq!(report.questions[0].options[1].effects, Effects::Never);
    // Three complete sheets: the second option of the first question, or the first one with each
    // reply to the other question.
    assert_eq!(report.distinct, Some(3));
    is_share(&report.shares.wins[0], 0.25);
    is_share(&report.shares.too_close, 0.5);
    // The reply that makes the question apply is one of the two that are needed.
    assert_eq!(replies_of(&model, 0, &report.alternatives[0].win, false), Some(2));
    assert_eq!(report.alternatives[0].corner.verdict.winner, Some(0));
}
