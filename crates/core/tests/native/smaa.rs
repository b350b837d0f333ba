//! Published and derived examples of stochastic multicriteria acceptability analysis, computed by the
//! engine.
//!
//! Weights that are uniform on the simplex are equal weights times Gamma(1, 1) factors.

use sampling::random::SplitMix;
use serde_json::Value;
use tiebreak_core::engine::decide;
use tiebreak_core::engine::pairwise::pairwise;
use tiebreak_core::engine::robust::{Layers, Robustness, Setup, confidence, robustness};
use tiebreak_core::model::{Model, Rater, Rating};

use super::oracles::{answer_all, array, weighted_sum};
use super::random::{pool, source};

const WEIGHTS_ALONE: Layers = Layers { questions: false, weights: true, sources: false };

fn uniform_weights(samples: usize) -> Setup {
    Setup { layers: WEIGHTS_ALONE, shape: 1, samples, ..Setup::default() }
}

/// A fraction such as `3/4`.
fn fraction(value: &Value) -> f64 {
    let text = value.as_str().unwrap();
    let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
    top.parse::<f64>().unwrap() / bottom.parse::<f64>().unwrap()
}

fn fractions(value: &Value) -> Vec<f64> {
    array(value).iter().map(fraction).collect()
}

/// Whether a share of `n` samples is within four 95 % half-widths of this probability.
fn may_come_from(share: f64, probability: f64, samples: usize) -> bool {
    let n = samples as f64;
    (share - probability).abs() <= 4.0 * 1.96 * (probability * (1.0 - probability) / n).sqrt()
}

/// A model from a matrix of alternatives by criteria: whole numbers of at most 1000 / `scale`.
fn matrix(rows: &Value, scale: i64) -> Model {
    let value = |a: usize, q: usize| scale * array(rows)[a][q].as_i64().unwrap();
    weighted_sum(&vec![1; array(&rows[0]).len()], value, array(rows).len())
}

#[track_caller]
fn check_central_weights(robustness: &Robustness, expected: &Value) {
    for (a, expected) in array(expected).iter().enumerate() {
        let Some(weights) = &robustness.central_weights[a] else {
            assert!(expected.is_null(), "{a} has no central weights");
            continue;
        };
        // The standard deviation of a weight is below 0.3.
        let first = robustness.acceptability[a][0] * robustness.setup.samples as f64;
        for (got, expected) in weights.iter().zip(fractions(expected)) {
            assert!((got - expected).abs() < 5.0 * 0.3 / first.sqrt(), "{a}: {got} {expected}");
        }
    }
}

#[test]
fn shares_of_two_alternatives_are_exact() {
    let oracle = include_str!("../../../../tests/cases/oracles/10_smaa_exact_2x3.json");
    let oracle: Value = serde_json::from_str(oracle).unwrap();
    let model = matrix(&oracle["matrix"], 1000);
    let robustness = robustness(&model, &answer_all(&model), uniform_weights(20_000));
    let tolerance = oracle["tol"].as_f64().unwrap();
    assert!(robustness.exact);
    for (got, expected) in robustness.acceptability.iter().zip(array(&oracle["expected_ra_exact"]))
    {
        for (got, expected) in got.iter().zip(fractions(expected)) {
            assert!((got - expected).abs() < tolerance, "{got} {expected}");
        }
    }
    check_central_weights(&robustness, &oracle["expected_cw_exact"]);
}

#[test]
fn rank_acceptabilities_equal_the_areas_of_the_weights() {
    let oracle = include_str!("../../../../tests/cases/oracles/D1_smaa_exact_simplex3.json");
    let oracle: Value = serde_json::from_str(oracle).unwrap();
    assert_eq!(array(&oracle["cases"]).len(), 6);
    for case in array(&oracle["cases"]) {
        let model = matrix(&case["matrix"], 10);
        let robustness = robustness(&model, &answer_all(&model), uniform_weights(40_000));
        for (a, expected) in array(&case["ra"]).iter().enumerate() {
            for (got, expected) in robustness.acceptability[a].iter().zip(fractions(expected)) {
                assert!(may_come_from(*got, expected, 40_000), "{got} {expected} in {case}");
            }
            for (got, expected) in robustness.pairwise[a].iter().zip(fractions(&case["pwi"][a])) {
                assert!((got - expected).abs() < 1e-12, "{got} {expected} in {case}");
            }
        }
        check_central_weights(&robustness, &case["cw"]);
    }
}

#[test]
fn exact_pairwise_indices_equal_the_rational_reference() {
    let oracle = include_str!("../../../../tests/cases/oracles/D2_pwi_exact_halfspace.json");
    let oracle: Value = serde_json::from_str(oracle).unwrap();
    assert_eq!(array(&oracle["cases"]).len(), 10);
    for case in array(&oracle["cases"]) {
        let leads: Vec<i64> =
            array(&case["d"]).iter().map(|value| value.as_i64().unwrap()).collect();
        let shape = case["gamma_shape"].as_u64().unwrap() as u32;
        let (got, expected) = (pairwise(&leads, shape).unwrap(), case["p"].as_f64().unwrap());
        assert!((got - expected).abs() < oracle["tol"].as_f64().unwrap(), "{got} in {case}");
    }
}

/// A piecewise linear value function, for which the product has no code. A value is between those of
/// the two nearest cut points, so it is a weighted sum over the cut points.
#[test]
fn a_piecewise_linear_value_function_is_a_weighted_sum() {
    let oracle = include_str!("../../../../tests/cases/oracles/11_pvf_rsmaa.json");
    let oracle: Value = serde_json::from_str(oracle).unwrap();
    let numbers = |list: &Value| -> Vec<f64> {
        array(list).iter().map(|number| number.as_f64().unwrap()).collect()
    };
    assert_eq!(array(&oracle["cases"]).len(), 4);
    for case in array(&oracle["cases"]) {
        let [cut, val, xs, ys] = ["cut", "val", "x", "y"].map(|key| numbers(&case[key]));
        // 1 at the cut point and 0 at its neighbours; beyond the ends, 1 at the end.
        let nearness = |x: f64, i: usize| {
            let rise = if i == 0 { 1.0 } else { (x - cut[i - 1]) / (cut[i] - cut[i - 1]) };
            let fall = cut.get(i + 1).map_or(1.0, |next| (next - x) / (next - cut[i]));
            rise.min(fall).clamp(0.0, 1.0)
        };
        let weights: Vec<i64> = val.iter().map(|value| (value * 10.0).round() as i64).collect();
        let value = |a: usize, q: usize| (nearness(xs[a], q) * 1000.0).round() as i64;
        let model = weighted_sum(&weights, value, xs.len());
        let decision = decide(&model, &answer_all(&model));
        for (standing, y) in decision.alternatives.iter().zip(ys) {
            assert_eq!(standing.points, (y * 10_000.0).round() as i64, "{case}");
        }
    }
}

// ---- four antidepressants, an example of JSMAA's tests ----

/// Number of sources. The published values have normal or log-normal distributions; here each source
/// has one quantile per alternative, in an order of its own.
const SOURCES: usize = 200;

/// `SOURCES` quantiles of the standard normal distribution: sums of twelve uniform numbers, sorted, of
/// each group of 50 the middle one.
fn standard_normal(mix: &mut SplitMix) -> Vec<f64> {
    let sum = |mix: &mut SplitMix| (0..12).map(|_| mix.unit()).sum::<f64>() - 6.0;
    let mut draws: Vec<f64> = (0..SOURCES * 50).map(|_| sum(mix)).collect();
    draws.sort_by(f64::total_cmp);
    draws.chunks(50).map(|group| group[25]).collect()
}

fn shuffled(mut values: Vec<f64>, mix: &mut SplitMix) -> Vec<f64> {
    for i in (1..values.len()).rev() {
        values.swap(i, mix.below(i + 1));
    }
    values
}

/// Per criterion, the values by alternative and source. The published scale is mapped to 250 to 750,
/// because some values are outside of it.
#[expect(clippy::disallowed_methods, reason = "the test data are log-normal")]
fn antidepressants(oracle: &Value) -> Vec<Vec<Vec<i64>>> {
    let mut mix = SplitMix(20_260_301);
    let normal = standard_normal(&mut mix);
    let mut columns = vec![&oracle["lognormal_col0"]];
    columns.extend(array(&oracle["normal_cols"]));
    let mut values = Vec::new();
    for (q, column) in columns.into_iter().enumerate() {
        let at = |of: &Value, z: f64| {
            let x = of[0].as_f64().unwrap() + of[1].as_f64().unwrap() * z;
            if q == 0 { x.exp() } else { x }
        };
        let ends = |z: f64| array(column).iter().map(move |of| at(of, z));
        let (low, high) = (ends(-1.96).fold(f64::MAX, f64::min), ends(1.96).fold(0.0, f64::max));
        let published = array(&oracle["expected_scales_approx"][q]);
        let unit = if q == 0 { 0.01 } else { 0.3 };
        assert!((low - published[0].as_f64().unwrap()).abs() < unit);
        assert!((high - published[1].as_f64().unwrap()).abs() < unit);
        let value = |x: f64| {
            let share = (x - low) / (high - low);
            // Efficacy is the only criterion for which more is better.
            (250.0 + 500.0 * if q == 0 { share } else { 1.0 - share }).round() as i64
        };
        let alternative = |of: &Value| -> Vec<i64> {
            let draws = shuffled(normal.clone(), &mut mix);
            draws.into_iter().map(|z| value(at(of, z))).collect()
        };
        values.push(array(column).iter().map(alternative).collect());
    }
    values
}

#[test]
fn jsmaas_antidepressants_have_the_published_indices() {
    let oracle = include_str!("../../../../tests/cases/oracles/09_smaa_jsmaa_antidepressants.json");
    let oracle: Value = serde_json::from_str(oracle).unwrap();
    let values = antidepressants(&oracle);
    let mut model = weighted_sum(&[1; 6], |_, _| 0, 4);
    model.sources = (0..SOURCES).map(|s| source(s, s)).collect();
    model.clusters = SOURCES;
    for (question, values) in model.questions.iter_mut().zip(&values) {
        let rating = |s: usize| {
            let values = values.iter().map(|values| Some(values[s])).collect();
            Rating { rater: Rater::Source(s), values, statements: vec![], inferred: vec![] }
        };
        question.options[0].row.ratings = (0..SOURCES).map(rating).collect();
    }
    let layers = Layers { sources: true, ..WEIGHTS_ALONE };
    let setup = Setup { layers, shape: 1, samples: 20_000, ..Setup::default() };
    let answers = answer_all(&model);
    let robustness = robustness(&model, &answers, setup);
    let factors = confidence(&model, &answers, setup, &robustness.central_weights);
    let near = |got: f64, expected: &Value, tolerance: &str| {
        let expected = expected.as_f64().unwrap();
        let tolerance = oracle[tolerance].as_f64().unwrap();
        assert!((got - expected).abs() <= tolerance, "{got} {expected}");
    };
    for a in 0..4 {
        for rank in 0..4 {
            near(robustness.acceptability[a][rank], &oracle["expected_ra"][a][rank], "tol_ra");
        }
        for (q, weight) in robustness.central_weights[a].as_ref().unwrap().iter().enumerate() {
            near(*weight, &oracle["expected_cw"][a][q], "tol_cw");
        }
        near(factors[a].unwrap(), &oracle["expected_cf"][a], "tol_cf");
    }
}

/// Two sources with equal ratings do not change the samples, but the indices are then sampled instead
/// of exact.
#[test]
fn sampled_pairwise_indices_agree_with_the_exact_ones() {
    let mut mix = SplitMix(5);
    for _ in 0..5 {
        let values: Vec<Vec<i64>> =
            (0..3).map(|_| (0..6).map(|_| mix.below(1001) as i64).collect()).collect();
        let weights: Vec<i64> = (0..6).map(|_| 1 + mix.below(200) as i64).collect();
        let mut model = weighted_sum(&weights, |a, q| values[a][q], 3);
        let exact = robustness(
            &model,
            &answer_all(&model),
            Setup { layers: WEIGHTS_ALONE, ..Setup::default() },
        );
        model.sources = vec![source(0, 0), source(1, 1)];
        model.clusters = 2;
        for question in &mut model.questions {
            let rating = &question.options[0].row.ratings[0];
            let by = |s| Rating { rater: Rater::Source(s), ..rating.clone() };
            question.options[0].row.ratings = vec![by(0), by(1)];
        }
        pool(&mut model);
        let sampled = robustness(&model, &answer_all(&model), Setup::default());
        assert!(exact.exact && !sampled.exact);
        for a in 0..3 {
            for b in (0..3).filter(|&b| b != a) {
                let (got, expected) = (sampled.pairwise[a][b], exact.pairwise[a][b]);
                assert!(may_come_from(got, expected, 10_000), "{got} {expected}");
            }
        }
    }
}
