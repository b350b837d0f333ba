//! Published and derived examples with known results, computed by the engine.
//!
//! Each file in `tests/cases/oracles` names its source.

use std::ops::Range;

use serde_json::Value;
use tiebreak_core::engine::gain::{Settings, gain_with, information};
use tiebreak_core::engine::{decide, evaluation::Evaluation, settled::settled};
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::{
    Choose, Citation, Kind, Model, Question, Rater, Rating, Requirement, Rule, ScoreRow,
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

/// One question per criterion, with one option that has the weight and the ratings.
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

/// Scores and ranks of a published weighted sum. `weight_unit` makes the weights whole. Values are
/// multiplied by 10, because the published scales end at 100 and ours at 1000.
#[track_caller]
fn check_weighted_sum(text: &str, weight_unit: f64) {
    let oracle: Value = serde_json::from_str(text).unwrap();
    let weights: Vec<i64> = (array(&oracle["weights"]).iter())
        .map(|value| (value.as_f64().unwrap() * weight_unit).round() as i64)
        .collect();
    let matrix = array(&oracle["matrix"]);
    let value = |a: usize, q: usize| 10 * matrix[a][q].as_i64().unwrap();
    let model = weighted_sum(&weights, value, matrix.len());
    let decision = decide(&model, &answer_all(&model));
    for (a, standing) in decision.alternatives.iter().enumerate() {
        // Published scores have at most two decimals.
        let score = oracle["expected_scores"][a].as_f64().unwrap();
        let hundredths = (score * 100.0).round() as i64;
        assert_eq!(standing.points * 10, hundredths * decision.total_weight, "score of {a}");
        assert_eq!(
            standing.rank.map(|rank| rank as u64),
            oracle["expected_ranks"][a].as_u64(),
            "rank of {a}"
        );
    }
}

#[test]
fn alternatives_that_tie_in_the_textbook_tie_exactly() {
    check_weighted_sum(
        include_str!("../../../../tests/cases/oracles/01_wsm_wikipedia_tie.json"),
        100.0,
    );
}

#[test]
fn goodwin_and_wrights_office_example_gives_their_scores() {
    check_weighted_sum(
        include_str!("../../../../tests/cases/oracles/02_goodwin_wright_office.json"),
        1.0,
    );
}

/// Rank-order centroid weights, which an author can use who only ranks the criteria. The product has
/// no code for them. Alternative k is good at criterion k alone, so its value is the weight.
#[test]
fn rank_order_centroid_weights_give_the_published_values() {
    let text = include_str!("../../../../tests/cases/oracles/12_roc_weights.json");
    let oracle: Value = serde_json::from_str(text).unwrap();
    let tolerance = oracle["tol"].as_f64().unwrap();
    for (n, expected) in oracle["expected"].as_object().unwrap() {
        let n: usize = n.parse().unwrap();
        // The weights times 60 n, which are whole for up to 5 criteria (at most 137).
        let weights: Vec<i64> = (1..=n).map(|k| (k..=n).map(|i| 60 / i as i64).sum()).collect();
        let model = weighted_sum(&weights, |a, q| if a == q { 1000 } else { 0 }, n);
        let decision = decide(&model, &answer_all(&model));
        for (a, standing) in decision.alternatives.iter().enumerate() {
            let weight = standing.points as f64 / (1000 * decision.total_weight) as f64;
            let published = expected[a].as_f64().unwrap();
            assert!((weight - published).abs() <= tolerance, "{n} criteria, weight {a}: {weight}");
            assert_eq!(standing.rank, Some(a + 1));
        }
    }
}

// ---- D3: sixty small models, computed by an exact reference ----

/// Weight 1 and twelve times the values. The unanswered row has twelve times the mean over the
/// options, which is whole.
fn question_model(case: &Value) -> (Model, Answers) {
    let points =
        |row: &Value| array(row).iter().map(|value| value.as_i64().unwrap()).collect::<Vec<_>>();
    let m = array(&case["s"][0][0]).len();
    let read = |q: usize| -> Question {
        let rows: Vec<Vec<i64>> = array(&case["s"][q]).iter().map(points).collect();
        let n = rows.len() as i64;
        let mut question = question(q, Kind::Property, Choose::One, false);
        let mean = |a: usize| rows.iter().map(|row| row[a]).sum::<i64>() * 12 / n;
        question.unanswered = rated(1, (0..m).map(mean));
        let option = |(o, row): (usize, &Vec<i64>)| {
            let mut option = choice(o, rated(1, row.iter().map(|value| 12 * value)));
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
    let citation = Citation { source: tiebreak_core::model::Rater::Source(0), statements: vec![] };
    Requirement { excludes: a as usize, said_by: vec![citation], contradicted_by: vec![] }
}

/// Twelve times a fraction such as `293/4`.
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
    array(value).iter().map(|index| index.as_u64().unwrap() as usize).collect()
}

#[test]
fn scores_exclusions_and_winners_equal_the_exact_reference() {
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
        // With band 0, the outcome is the set of alternatives with the most points.
        assert_eq!(decision.verdict.close, of(&case["winners"]), "case {i}");
    }
}

#[test]
fn settled_equals_the_exact_reference() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let decision = decide(&model, &answers);
        let sole = match decision.verdict.close[..] {
            [a] => Some(a),
            _ => None,
        };
        let expected = case["settled"].as_u64().map(|winner| winner as usize);
        // The reference also settles sheets without answers, which have no verdict. So the test calls
        // `settled` itself.
        let evaluation = Evaluation::new(&model, &model.tables.pooled, &answers);
        assert_eq!(sole.filter(|&a| settled(&evaluation, a)), expected, "case {i}");
        if answers.replies.iter().any(Option::is_some) {
            assert_eq!(sole.filter(|_| decision.verdict.is_final), expected, "case {i}");
        }
    }
}

#[test]
fn sizes_of_flips_equal_the_exact_reference() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let decision = decide(&model, &answers);
        let fewest = decision.flips.first().map_or(Value::Null, |flip| flip.changes.len().into());
        let sole = decision.verdict.close.len() == 1;
        // The reference has 0 if there is no sole winner; the engine then has no flips.
        let expected = if sole { &case["min_flip"] } else { &Value::Null };
        assert_eq!(&fewest, expected, "case {i}");
        assert!(sole || case["min_flip"] == 0, "case {i}");
    }
}

#[test]
fn information_gains_equal_the_exact_reference() {
    for (i, case) in cases().iter().enumerate() {
        let (model, answers) = question_model(case);
        let settings = Settings { rho: 0.0, ..Settings::default() };
        let gain = gain_with(&model, &answers, settings);
        for (q, expected) in case["info_gain_bits"].as_object().unwrap() {
            let q: usize = q.parse().unwrap();
            // Questions that cannot matter are not listed.
            let listed = gain.questions.iter().find(|gain| gain.swing.question == q);
            let (bits, expected) =
                (listed.map_or(0.0, |gain| gain.bits), expected.as_f64().unwrap());
            assert!((bits - expected).abs() < 1e-9, "case {i}, question {q}: {bits} {expected}");
        }
    }
}

/// Quinlan's example: whether to play, by outlook, temperature, humidity and wind.
#[test]
fn information_gains_of_quinlans_example_equal_the_published_ones() {
    let text = include_str!("../../../../tests/cases/oracles/14_infogain_quinlan.json");
    let oracle: Value = serde_json::from_str(text).unwrap();
    let rows = array(&oracle["rows"]);
    let columns = array(&oracle["columns"]);
    let column = |c: usize| {
        let mut seen: Vec<&Value> = rows.iter().map(|row| &row[c]).collect();
        seen.sort_by_key(|value| value.as_str());
        seen.dedup();
        seen
    };
    let play = columns.len() - 1;
    for (name, expected) in oracle["expected_gain"].as_object().unwrap() {
        let c = columns.iter().position(|column| column == name).unwrap();
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
