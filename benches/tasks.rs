//! What is timed: one list for the native engine, for Node and for Chromium.
//!
//! `cargo xtask bench` runs it everywhere, `cargo bench -p benches` natively alone. The clock is
//! with whoever runs a task: `native.rs` and `wasm.js`.

#![expect(clippy::unwrap_used, reason = "what is missing is a fault of the benchmark")]

use std::hint::black_box;

use sampling::random::SplitMix;
use serde_json::{Value, json};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::flips::flips;
use tiebreak_core::engine::gain::gain;
use tiebreak_core::engine::pairwise::pairwise;
use tiebreak_core::engine::robust::{Layers, Setup, robustness};
use tiebreak_core::engine::settled::settled;
use tiebreak_core::engine::thresholds::thresholds;
use tiebreak_core::engine::verdict::verdict;
use tiebreak_core::engine::what_if::what_if;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;

/// Something to time.
pub struct Task {
    /// As the table calls it.
    pub name: &'static str,
    /// What we aim for; empty where it is only watched.
    pub aim: &'static str,
    /// Makes ready what is not timed, and gives what is.
    pub ready: fn() -> Work,
}

/// One run of a task.
pub type Work = Box<dyn FnMut()>;

/// All tasks, in the order of the table. "After 4" means four answers to the shipped decision.
pub const TASKS: &[Task] = &[
    task("evaluation, after 9", "<= 1 us wasm", evaluation),
    task("decide, nothing answered", "<= 20 us, wasm 30", || decision(shipped(), 0)),
    task("decide, after 4", "<= 20 us, wasm 30", || decision(shipped(), 4)),
    task("decide, after 9", "<= 20 us, wasm 30", || decision(shipped(), 9)),
    task("settled, after 4", "<= 10 us", settling),
    task("flips, after 9", "<= 10 us", flipping),
    task("next question, nothing answered", "", || asking(shipped(), 0)),
    task("next question, after 4", "", || asking(shipped(), 4)),
    task("next question, after 9", "", || asking(shipped(), 9)),
    task("what if, each alternative, after 9", "", what_ifs),
    task("thresholds, after 9", "", nearest),
    task("exact index, 15 questions, c = 1", "0.126 us native", || exact_index(1)),
    task("exact index, 15 questions, c = 4", "2.80 us native", || exact_index(4)),
    task("exact index, 15 questions, c = 16", "69 us native", || exact_index(16)),
    task("SMAA 3 x 20, 10,000 samples, c = 1", "<= 2 ms wasm", || weights(3, 20, 1)),
    task("SMAA 3 x 20, 10,000 samples, c = 4", "", || weights(3, 20, 4)),
    task("SMAA 10 x 50, 10,000 samples, c = 1", "", || weights(10, 50, 1)),
    task("SMAA 10 x 50, 10,000 samples, c = 4", "", || weights(10, 50, 4)),
    task("three layers, nothing answered", "", || layers(shipped(), 0)),
    task("three layers, after 4", "", || layers(shipped(), 4)),
    task("three layers, after 9", "", || layers(shipped(), 9)),
    task("12 x 64 x 32: decide", "", || decision(largest(), 32)),
    task("12 x 64 x 32: next question", "", || asking(largest(), 32)),
    task("12 x 64 x 32: three layers", "", || layers(largest(), 32)),
];

const fn task(name: &'static str, aim: &'static str, ready: fn() -> Work) -> Task {
    Task { name, aim, ready }
}

/// Timed: what this returns is made, and the compiler cannot know that nobody looks at it.
fn timed<T>(mut work: impl FnMut() -> T + 'static) -> Work {
    Box::new(move || drop(black_box(work())))
}

// ---- what is decided ----

/// The shipped decision; never freed, so that a task may borrow from it.
fn shipped() -> &'static Model {
    let text = include_str!("../public/models/django-vs-fastapi.json");
    Box::leak(Box::new(load(text).model.unwrap()))
}

/// As large as a model may be: alternatives, questions, options.
fn largest() -> &'static Model {
    synthetic(12, 64, 32, 2)
}

/// The first `answered` questions answered with their first option.
fn answers(model: &'static Model, answered: usize) -> &'static Answers {
    let mut answers = Answers::none(model);
    for (reply, question) in answers.replies.iter_mut().zip(&model.questions).take(answered) {
        *reply = Some(question.reply(1));
    }
    Box::leak(Box::new(answers))
}

/// A model with random weights and ratings, rated by the first `raters` of three sources.
fn synthetic(
    alternatives: usize,
    questions: usize,
    options: usize,
    raters: usize,
) -> &'static Model {
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
    Box::leak(Box::new(load(&file.to_string()).model.unwrap()))
}

// ---- the exact layer ----

fn evaluation() -> Work {
    let model = shipped();
    let answers = answers(model, 9);
    timed(|| Evaluation::new(model, &model.tables.pooled, black_box(answers)).points)
}

fn decision(model: &'static Model, answered: usize) -> Work {
    let answers = answers(model, answered);
    timed(|| decide(model, black_box(answers)))
}

fn settling() -> Work {
    let model = shipped();
    let sheet = Evaluation::new(model, &model.tables.pooled, answers(model, 4));
    timed(move || settled(black_box(&sheet), 0))
}

fn flipping() -> Work {
    let model = shipped();
    let sheet = Evaluation::new(model, &model.tables.pooled, answers(model, 9));
    let verdict = verdict(&sheet);
    timed(move || flips(black_box(&sheet), &verdict))
}

// ---- on demand ----

fn asking(model: &'static Model, answered: usize) -> Work {
    let answers = answers(model, answered);
    timed(|| gain(model, black_box(answers)))
}

fn what_ifs() -> Work {
    let model = shipped();
    let answers = answers(model, 9);
    let targets = 0..model.alternatives.len();
    timed(move || {
        targets.clone().map(|it| what_if(model, black_box(answers), it)).collect::<Vec<_>>()
    })
}

fn nearest() -> Work {
    let model = shipped();
    let answers = answers(model, 9);
    timed(|| thresholds(model, black_box(answers)))
}

// ---- robustness, 10,000 samples ----

fn exact_index(shape: u32) -> Work {
    let mut random = SplitMix(1);
    let leads: Vec<i64> = (0..15).map(|_| random.below(200_001) as i64 - 100_000).collect();
    timed(move || pairwise(black_box(&leads), shape))
}

/// Random weights alone, for `m` alternatives and `n` answered questions.
fn weights(m: usize, n: usize, shape: u32) -> Work {
    let model = synthetic(m, n, 1, 1);
    let answers = answers(model, n);
    let setup = Setup { layers: Layers::APART[1], shape, ..Setup::default() };
    timed(move || robustness(model, black_box(answers), setup))
}

fn layers(model: &'static Model, answered: usize) -> Work {
    let answers = answers(model, answered);
    timed(|| robustness(model, black_box(answers), Setup::default()))
}

/// What `wasm.js` calls.
#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "an export needs its plain name")]
mod exports {
    use std::cell::RefCell;

    use super::{TASKS, Work};

    thread_local! {
        /// The task that is ready.
        static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
    }

    /// Makes a task ready, by its place in the list; says whether there is one.
    #[unsafe(no_mangle)]
    extern "C" fn ready(task: usize) -> bool {
        let work = TASKS.get(task).map(|it| (it.ready)());
        WORK.replace(work);
        WORK.with_borrow(Option::is_some)
    }

    /// Runs the task that is ready.
    #[unsafe(no_mangle)]
    extern "C" fn run(times: u32) {
        WORK.with_borrow_mut(|work| {
            for work in work.iter_mut() {
                (0..times).for_each(|_| work());
            }
        });
    }
}
