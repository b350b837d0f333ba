//! Published and derived examples with known answers, through the engine.
//!
//! Each file in `tests/cases/oracles` names its source.

use std::ops::Range;

use serde_json::Value;
use tiebreak_core::engine::gain::{Settings, gain_with, information};
use tiebreak_core::engine::{decide, evaluation::Evaluation, settled::settled};
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::{
    Choose, Kind, Model, Question, Rater, Rating, Requirement, Rule, ScoreRow, Voice,
};

use super::random::{alternative, choice, model, question, source};

pub fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn rated(weight: i64, values: impl IntoIterator<Item = i64>) -> ScoreRow {
    let values: Vec<Option<i64>> = values.into_iter().map(Some).collect();
    let rules = vec![Rule::Own; values.len()];
    let rating = Rating { rater: Rater::Editor, values, statements: vec![], inferred: vec![] };
    ScoreRow { weight, rules, ratings: vec![rating] }
}

fn base_alternatives(n: usize) -> Vec<tiebreak_core::model::Alternative> {
    (0..n).map(|a| alternative(a, None)).collect()
}

/// One question per criterion with one option, which carries its weight and ratings.
pub fn weighted_sum(weights: &[i64], value: impl Fn(usize, usize) -> i64, m: usize) -> Model {
    let criterion = |q: usize| {
        let mut question = question(q, Kind::Property, Choose::One, false);
        question.options = vec![choice(0, rated(weights[q], (0..m).map(|a| value(a, q))))];
        question
    };
    model(0, base_alternatives(m), vec![], (0..weights.len()).map(criterion).collect())
}

pub fn answer_all(model: &Model) -> Answers {
    let mut answers = Answers::none(model);
    answers.replies.fill(Some(Reply::Options(1)));
    answers
}

/// Scores and ranks of a published weighted sum. `weight_unit` makes its weights whole; values
/// count tenfold, as its scales end at 100 and ours at 1000.
#[track_caller]
fn check_weighted_sum(text: &str, weight_unit: f64) {
    let oracle: Value = serde_json::from_str(text).unwrap();
    let weights: Vec<i64> = (array(&oracle["weights"]).iter())
        .map(|it| (it.as_f64().unwrap() * weight_unit).round() as i64)
        .collect();
    let matrix = array(&oracle["matrix"]);
    let value = |a: usize, q: usize| 10 * matrix[a][q].as_i64().unwrap();
    let model = weighted_sum(&weights, value, matrix.len());
    let decision = decide(&model, &answer_all(&model));
    for (a, it) in decision.alternatives.iter().enumerate() {
        // Scores have at most two decimals.
        let score = oracle["expected_scores"][a].as_f64().unwrap();
        let hundredths = (score * 100.0).round() as i64;
        assert_eq!(it.points * 10, hundredths * decision.total_weight, "score of {a}");
        assert_eq!(
            it.rank.map(|it| it as u64),
            oracle["expected_ranks"][a].as_u64(),
            "rank of {a}"
        );
    }
}

#[test]
fn two_alternatives_that_tie_in_the_textbook_tie_exactly() {
    check_weighted_sum(
        include_str!("../../../../tests/cases/oracles/01_wsm_wikipedia_tie.json"),
        100.0,
    );
}

#[test]
fn the_office_of_goodwin_and_wright_is_the_one_they_choose() {
    check_weighted_sum(
        include_str!("../../../../tests/cases/oracles/02_goodwin_wright_office.json"),
        1.0,
    );
}

/// Rank-order centroid weights, for which the product has no code: an author who only ranks the
/// criteria may take them. With alternative k good at criterion k alone, values are the weights.
#[test]
fn weights_from_a_ranking_come_out_as_published() {
    let text = include_str!("../../../../tests/cases/oracles/12_roc_weights.json");
    let oracle: Value = serde_json::from_str(text).unwrap();
    let tolerance = oracle["tol"].as_f64().unwrap();
    for (n, expected) in oracle["expected"].as_object().unwrap() {
        let n: usize = n.parse().unwrap();
        // n * 60 times the weight, so that the sums of 1/i are whole up to i = 5 (at most 137).
        let weights: Vec<i64> = (1..=n).map(|k| (k..=n).map(|i| 60 / i as i64).sum()).collect();
        let model = weighted_sum(&weights, |a, q| if a == q { 1000 } else { 0 }, n);
        let decision = decide(&model, &answer_all(&model));
        for (a, it) in decision.alternatives.iter().enumerate() {
            let weight = it.points as f64 / (1000 * decision.total_weight) as f64;
            let published = expected[a].as_f64().unwrap();
            assert!((weight - published).abs() <= tolerance, "{n} criteria, weight {a}: {weight}");
            assert_eq!(it.rank, Some(a + 1));
        }
    }
}

// ---- D3: sixty small question models, brute-forced ----

/// Weight 1, values 12 s; open, twelve times the mean over the options, which is whole.
fn question_model(case: &Value) -> (Model, Answers) {
    let points = |row: &Value| array(row).iter().map(|it| it.as_i64().unwrap()).collect::<Vec<_>>();
    let m = array(&case["s"][0][0]).len();
    let read = |q: usize| -> Question {
        let rows: Vec<Vec<i64>> = array(&case["s"][q]).iter().map(points).collect();
        let n = rows.len() as i64;
        let mut question = question(q, Kind::Property, Choose::One, false);
        let mean = |a: usize| rows.iter().map(|row| row[a]).sum::<i64>() * 12 / n;
        question.unanswered = rated(1, (0..m).map(mean));
        let option = |(o, row): (usize, &Vec<i64>)| {
            let mut option = choice(o, rated(1, row.iter().map(|it| 12 * it)));
            let vetoed = array(&case["veto"][q][o]).iter();
            option.requirements = vetoed.map(|a| excludes(a.as_u64().unwrap())).collect();
            option
        };
        question.options = rows.iter().enumerate().map(option).collect();
        question
    };
    let questions = (0..array(&case["s"]).len()).map(read).collect();
    let model = model(0, base_alternatives(m), vec![source(0, 0)], questions);
    let mut answers = Answers::none(&model);
    for (q, given) in array(&case["answers"]).iter().enumerate() {
        answers.replies[q] = given.as_u64().map(|o| Reply::Options(1 << o));
    }
    (model, answers)
}

fn excludes(a: u64) -> Requirement {
    let voice = Voice { source: 0, statements: vec![] };
    Requirement { excludes: a as usize, said_by: vec![voice], contradicted_by: vec![] }
}

/// Twelve times a fraction as `293/4`.
fn twelvefold(fraction: &Value) -> i64 {
    let (top, bottom) = fraction
        .as_str()
        .unwrap()
        .split_once('/')
        .unwrap_or_else(|| (fraction.as_str().unwrap(), "1"));
    let (top, bottom): (i64, i64) = (top.parse().unwrap(), bottom.parse().unwrap());
    assert_eq!(12 * top % bottom, 0);
    12 * top / bottom
}

fn cases() -> Vec<Value> {
    let text = include_str!("../../../../tests/cases/oracles/D3_question_model_bruteforce.json");
    let oracle: Value = serde_json::from_str(text).unwrap();
    let cases = array(&oracle["cases"]).to_vec();
    assert_eq!(cases.len(), 60);
    cases
}

fn of(value: &Value) -> Vec<usize> {
    array(value).iter().map(|it| it.as_u64().unwrap() as usize).collect()
}

#[test]
fn scores_exclusions_and_winners_are_those_of_the_exact_reference() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let decision = decide(&model, &answers);
        let all: Range<usize> = 0..model.alternatives.len();
        for a in all.clone() {
            let score = twelvefold(&case["score"][a]);
            assert_eq!(decision.alternatives[a].points, score, "case {i}, score of {a}");
        }
        let vetoed: Vec<usize> = all.filter(|&a| !decision.alternatives[a].eligible).collect();
        assert_eq!(vetoed, of(&case["vetoed"]), "case {i}");
        // At band 0 those who are close are those who are first.
        assert_eq!(decision.verdict.close, of(&case["winners"]), "case {i}");
    }
}

#[test]
fn settled_is_what_the_exact_reference_found_by_trying_everything() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let decision = decide(&model, &answers);
        let sole = match decision.verdict.close[..] {
            [a] => Some(a),
            _ => None,
        };
        let expected = case["settled"].as_u64().map(|it| it as usize);
        // With nothing answered there is no verdict yet, but the bounds are the same.
        let sheet = Evaluation::new(&model, &model.tables.pooled, &answers);
        assert_eq!(sole.filter(|&a| settled(&sheet, a)), expected, "case {i}");
        if answers.replies.iter().any(Option::is_some) {
            assert_eq!(sole.filter(|_| decision.verdict.is_final), expected, "case {i}");
        }
    }
}

#[test]
fn the_fewest_changes_are_those_of_the_exact_reference() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let decision = decide(&model, &answers);
        let fewest = decision.flips.first().map_or(Value::Null, |it| it.changes.len().into());
        let sole = decision.verdict.close.len() == 1;
        // The reference says 0 where nobody wins alone; then we show no flips.
        let expected = if sole { &case["min_flip"] } else { &Value::Null };
        assert_eq!(&fewest, expected, "case {i}");
        assert!(sole || case["min_flip"] == 0, "case {i}");
    }
}

#[test]
fn information_gains_are_those_of_the_exact_reference() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let settings = Settings { rho: 0.0, ..Settings::default() };
        let gain = gain_with(&model, &answers, settings);
        for (q, expected) in case["info_gain_bits"].as_object().unwrap() {
            let q: usize = q.parse().unwrap();
            // A question that cannot matter is not listed.
            let listed = gain.questions.iter().find(|it| it.swing.question == q);
            let (bits, expected) = (listed.map_or(0.0, |it| it.bits), expected.as_f64().unwrap());
            assert!((bits - expected).abs() < 1e-9, "case {i}, question {q}: {bits} {expected}");
        }
    }
}

/// Whether to play outside, by outlook, temperature, humidity and wind.
#[test]
fn information_gains_of_quinlan_are_those_he_published() {
    let text = include_str!("../../../../tests/cases/oracles/14_infogain_quinlan.json");
    let oracle: Value = serde_json::from_str(text).unwrap();
    let rows = array(&oracle["rows"]);
    let columns = array(&oracle["columns"]);
    let column = |c: usize| {
        let mut seen: Vec<&Value> = rows.iter().map(|row| &row[c]).collect();
        seen.sort_by_key(|it| it.as_str());
        seen.dedup();
        seen
    };
    let play = columns.len() - 1;
    for (name, expected) in oracle["expected_gain"].as_object().unwrap() {
        let c = columns.iter().position(|it| it == name).unwrap();
        let share = |reply: &Value, outcome: &Value| {
            let both = rows.iter().filter(|row| row[c] == *reply && row[play] == *outcome);
            both.count() as f64 / rows.len() as f64
        };
        let joint: Vec<Vec<f64>> = (column(play).iter())
            .map(|outcome| column(c).iter().map(|reply| share(reply, outcome)).collect())
            .collect();
        let joint: Vec<&[f64]> = joint.iter().map(Vec::as_slice).collect();
        let (bits, expected) = (information(&joint), expected.as_f64().unwrap());
        assert!((bits - expected).abs() <= oracle["tol"].as_f64().unwrap(), "{name}: {bits}");
    }
}
