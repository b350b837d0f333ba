//! How long the engine takes, on the shipped model and on synthetic ones. `cargo bench` runs it.

#![allow(clippy::unwrap_used, reason = "what is missing is a fault of the benchmark")]

use divan::{Bencher, black_box};
use serde_json::{Value, json};
use tiebreak::engine::decide;
use tiebreak::engine::flips::flips;
use tiebreak::engine::gain::gain;
use tiebreak::engine::pairwise::pairwise;
use tiebreak::engine::robust::{Layers, Setup, robustness};
use tiebreak::engine::sample::{Generator, LANES, SplitMix};
use tiebreak::engine::settled::settled;
use tiebreak::engine::sheet::Sheet;
use tiebreak::engine::thresholds::thresholds;
use tiebreak::engine::verdict::verdict;
use tiebreak::engine::what_if::what_if;
use tiebreak::model::Model;
use tiebreak::model::answers::Answers;
use tiebreak::model::load::load;

fn main() {
    divan::main();
}

fn shipped() -> Model {
    load(include_str!("../public/models/django-vs-fastapi.json")).model.unwrap()
}

/// The first `answered` questions answered with their first option.
fn answers(model: &Model, answered: usize) -> Answers {
    let mut answers = Answers::none(model);
    for (reply, question) in answers.replies.iter_mut().zip(&model.questions).take(answered) {
        *reply = Some(question.reply(1));
    }
    answers
}

/// A model file with random weights and ratings, rated by the first `raters` of three sources.
fn synthetic(alternatives: usize, questions: usize, options: usize, raters: usize) -> Model {
    let mut random = SplitMix(1);
    let source = |s: usize| {
        json!({ "id": format!("s{s}"), "short": "S", "title": "T", "sells": "Nothing.",
                "interest": "independent" })
    };
    let alternative = |a: usize| {
        json!({ "id": format!("a{a}"), "name": format!("A{a}"), "color": "blue", "shape": "circle",
                "living": "L.", "good": ["G."], "bad": ["B."] })
    };
    let mut option = |o: usize| {
        let weight = 1 + random.below(200);
        let mut rating = |s: usize| {
            let values: serde_json::Map<String, Value> =
                (0..alternatives).map(|a| (format!("a{a}"), random.below(1001).into())).collect();
            json!({ "source": format!("s{s}"), "values": values, "statements": ["s"] })
        };
        json!({ "id": format!("o{o}"), "text": "O", "weight": weight,
                "ratings": (0..raters).map(&mut rating).collect::<Value>() })
    };
    let mut question = |q: usize| {
        json!({ "id": format!("q{q}"), "kind": "property", "theme": "T", "tier": "core",
                "choose": "one", "text": "Q?", "why": "W.", "scale": { "low": "L", "high": "H" },
                "options": (0..options).map(&mut option).collect::<Value>() })
    };
    let file = json!({
        "format": 1, "id": "synthetic", "version": "1", "lang": "en", "title": "T",
        "evidence_read": "2026-03", "update_policy": "P.", "paid_by": "N.", "band": 10,
        "sources": (0..3).map(source).collect::<Value>(),
        "alternatives": (0..alternatives).map(alternative).collect::<Value>(),
        "questions": (0..questions).map(&mut question).collect::<Value>(),
        "cases": [],
    });
    let loaded = load(&file.to_string());
    loaded.model.unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

// ---- the exact layer ----

#[divan::bench]
fn evaluate(bencher: Bencher) {
    let model = shipped();
    let answers = answers(&model, 9);
    bencher.bench(|| Sheet::new(&model, &model.tables.pooled, black_box(&answers)).points);
}

#[divan::bench(args = [0, 4, 9])]
fn decide_with_answers(bencher: Bencher, answered: usize) {
    let model = shipped();
    let answers = answers(&model, answered);
    bencher.bench(|| decide(&model, black_box(&answers)));
}

#[divan::bench]
fn settled_with_4_answers(bencher: Bencher) {
    let model = shipped();
    let answers = answers(&model, 4);
    let sheet = Sheet::new(&model, &model.tables.pooled, &answers);
    bencher.bench(|| settled(black_box(&sheet), 0));
}

#[divan::bench]
fn flips_with_9_answers(bencher: Bencher) {
    let model = shipped();
    let answers = answers(&model, 9);
    let sheet = Sheet::new(&model, &model.tables.pooled, &answers);
    let verdict = verdict(&sheet);
    bencher.bench(|| flips(black_box(&sheet), &verdict));
}

#[divan::bench]
fn decide_on_the_largest_model(bencher: Bencher) {
    let model = synthetic(12, 64, 32, 2);
    let answers = answers(&model, 32);
    bencher.bench(|| decide(&model, black_box(&answers)));
}

// ---- on demand ----

#[divan::bench(args = [0, 4, 9])]
fn gain_with_answers(bencher: Bencher, answered: usize) {
    let model = shipped();
    let answers = answers(&model, answered);
    bencher.bench(|| gain(&model, black_box(&answers)));
}

#[divan::bench(args = [4, 9, 14])]
fn what_if_with_answers(bencher: Bencher, answered: usize) {
    let model = shipped();
    let answers = answers(&model, answered);
    bencher.bench(|| {
        let targets = 0..model.alternatives.len();
        targets.map(|it| what_if(&model, black_box(&answers), it)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn thresholds_with_9_answers(bencher: Bencher) {
    let model = shipped();
    let answers = answers(&model, 9);
    bencher.bench(|| thresholds(&model, black_box(&answers)));
}

#[divan::bench]
fn gain_on_the_largest_model(bencher: Bencher) {
    let model = synthetic(12, 64, 32, 2);
    let answers = answers(&model, 32);
    bencher.bench(|| gain(&model, black_box(&answers)));
}

#[divan::bench]
fn what_if_on_the_largest_model(bencher: Bencher) {
    let model = synthetic(12, 64, 32, 2);
    let answers = answers(&model, 32);
    bencher.bench(|| what_if(&model, black_box(&answers), 1));
}

// ---- robustness, 10,000 samples ----

#[divan::bench(args = [1, 4, 16])]
fn exact_pairwise_index_of_15_questions(bencher: Bencher, shape: u32) {
    let mut random = SplitMix(1);
    let leads: Vec<i64> = (0..15).map(|_| random.below(200_001) as i64 - 100_000).collect();
    bencher.bench(|| pairwise(black_box(&leads), shape));
}

#[divan::bench(args = [(3, 20, 1), (3, 20, 4), (10, 50, 1), (10, 50, 4)])]
fn weights_alone(bencher: Bencher, (m, n, shape): (usize, usize, u32)) {
    let model = synthetic(m, n, 1, 1);
    let answers = answers(&model, n);
    let setup = Setup { layers: Layers::APART[1], shape, ..Setup::default() };
    bencher.bench(|| robustness(&model, black_box(&answers), setup));
}

#[divan::bench(args = [0, 4, 9, 14])]
fn three_layers_with_answers(bencher: Bencher, answered: usize) {
    let model = shipped();
    let answers = answers(&model, answered);
    bencher.bench(|| robustness(&model, black_box(&answers), Setup::default()));
}

#[divan::bench]
fn three_layers_on_the_largest_model(bencher: Bencher) {
    let model = synthetic(12, 64, 32, 2);
    let answers = answers(&model, 32);
    bencher.bench(|| robustness(&model, black_box(&answers), Setup::default()));
}

/// What 10,000 samples of 20 questions take for random weights alone.
#[divan::bench(args = [1, 4])]
fn weight_factors(bencher: Bencher, shape: u32) {
    let mut generator = Generator::new(1);
    bencher.bench_local(|| {
        (0..20 * 10_000 / LANES).fold(0.0, |sum, _| sum + generator.gamma(shape)[0])
    });
}
