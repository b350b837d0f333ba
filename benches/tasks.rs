//! The benchmarks: one list of tasks, timed natively, in Node and in Chromium.
//!
//! `cargo xtask bench` runs the tasks everywhere, `cargo bench -p benches` only natively. This module
//! has no clock: `native.rs` and `wasm.js` measure the time.

#![expect(clippy::unwrap_used, reason = "the models of the benchmarks are valid")]

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
use tiebreak_core::model::rows::{OptionRow, QuestionRows};
use tiebreak_core::table::{Cell, Table, convert};

/// A benchmark.
pub struct Task {
    /// Name in the table.
    pub name: &'static str,
    /// The time to aim for; empty if there is no aim.
    pub aim: &'static str,
    /// Prepares the input, which is not timed, and returns the work to time.
    pub prepare: fn() -> Work,
}

/// The work of a task; each call is one run.
pub type Work = Box<dyn FnMut()>;

/// All tasks, in the order of the table. "After 4" means: after four answers to the shipped
/// decision.
pub const TASKS: &[Task] = &[
    task("evaluation, after 9", "<= 1 us wasm", evaluation_after_9),
    task("decide, nothing answered", "<= 20 us, wasm 30", || decide_after(shipped(), 0)),
    task("decide, after 4", "<= 20 us, wasm 30", || decide_after(shipped(), 4)),
    task("decide, after 9", "<= 20 us, wasm 30", || decide_after(shipped(), 9)),
    task("settled, after 4", "<= 10 us", settled_after_4),
    task("flips, after 9", "<= 10 us", flips_after_9),
    task("next question, nothing answered", "", || gain_after(shipped(), 0)),
    task("next question, after 4", "", || gain_after(shipped(), 4)),
    task("next question, after 9", "", || gain_after(shipped(), 9)),
    task("what if, each alternative, after 9", "", what_if_after_9),
    task("thresholds, after 9", "", thresholds_after_9),
    task("exact index, 15 questions, c = 1", "0.126 us native", || exact_index(1)),
    task("exact index, 15 questions, c = 4", "2.80 us native", || exact_index(4)),
    task("exact index, 15 questions, c = 16", "69 us native", || exact_index(16)),
    task("SMAA 3 x 20, 10,000 samples, c = 1", "<= 2 ms wasm", || weights_layer(3, 20, 1)),
    task("SMAA 3 x 20, 10,000 samples, c = 4", "", || weights_layer(3, 20, 4)),
    task("SMAA 10 x 50, 10,000 samples, c = 1", "", || weights_layer(10, 50, 1)),
    task("SMAA 10 x 50, 10,000 samples, c = 4", "", || weights_layer(10, 50, 4)),
    task("three layers, nothing answered", "", || all_layers(shipped(), 0)),
    task("three layers, after 4", "", || all_layers(shipped(), 4)),
    task("three layers, after 9", "", || all_layers(shipped(), 9)),
    task("12 x 64 x 32: decide", "", || decide_after(largest(), 32)),
    task("12 x 64 x 32: next question", "", || gain_after(largest(), 32)),
    task("12 x 64 x 32: three layers", "", || all_layers(largest(), 32)),
    task("table 12 x 64: convert", "<= 5 ms wasm", convert_table),
    task("table 12 x 64: convert and load", "", load_table),
];

const fn task(name: &'static str, aim: &'static str, prepare: fn() -> Work) -> Task {
    Task { name, aim, prepare }
}

/// Wraps a computation so that the compiler cannot leave out its result.
fn timed<T>(mut work: impl FnMut() -> T + 'static) -> Work {
    Box::new(move || drop(black_box(work())))
}

// ---- tables ----

/// The largest table, with a mark and a few words in each cell.
fn largest_table() -> Table {
    let cell = |text: String| Cell { text, ..Cell::default() };
    let head = (0..=12).map(|column| cell(format!("Alternative {column}"))).collect();
    let row = |row: usize| {
        let name = std::iter::once(cell(format!("Criterion {row}")));
        let mark = |column: usize| ["✅ Yes, included", "❌ No", "★★★☆☆"][(row + column) % 3];
        name.chain((0..12).map(|column| cell(mark(column).to_owned()))).collect()
    };
    Table { rows: std::iter::once(head).chain((0..64).map(row)).collect(), ..Table::default() }
}

fn convert_table() -> Work {
    let table = largest_table();
    timed(move || convert(&table))
}

fn load_table() -> Work {
    let table = largest_table();
    timed(move || load(&convert(&table).files.unwrap().model))
}

// ---- models and answers ----

/// The shipped decision. Leaked, so that a task can borrow from it.
fn shipped() -> &'static Model {
    let text = include_str!("../public/models/django-vs-fastapi.json");
    Box::leak(Box::new(load(text).model.unwrap()))
}

/// A model with the largest number of alternatives, questions and options.
fn largest() -> &'static Model {
    synthetic(12, 64, 32, 2)
}

/// Answers to the first `answered` questions, each with the first option.
fn answers(model: &'static Model, answered: usize) -> &'static Answers {
    let mut answers = Answers::none(model);
    for (reply, question) in answers.replies.iter_mut().zip(&model.questions).take(answered) {
        *reply = Some(question.reply(1));
    }
    Box::leak(Box::new(answers))
}

/// A model with random weights and values, rated by the first `raters` of three sources.
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

// ---- the verdict ----

fn evaluation_after_9() -> Work {
    let model = shipped();
    let answers = answers(model, 9);
    timed(|| Evaluation::new(model, &model.tables.pooled, black_box(answers)).points)
}

/// The rules of the task "evaluation, after 9" as JSON: for each question the points of each alternative while the
/// question is open, and for each option the points and the excluded alternatives as bits; the index of the
/// chosen option for each answered question; and the resulting points.
pub fn rules() -> Value {
    let model = shipped();
    let count = model.alternatives.len();
    let option =
        |row: &OptionRow| json!({ "points": row.row.points[..count], "excluded": row.agreed });
    let question = |rows: &QuestionRows| {
        json!({
            "open": rows.unanswered.points[..count],
            "options": rows.options.iter().map(option).collect::<Value>(),
        })
    };
    json!({
        "questions": model.tables.pooled.questions.iter().map(question).collect::<Value>(),
        "replies": vec![0; 9],
        "points": Evaluation::new(model, &model.tables.pooled, answers(model, 9)).points[..count],
    })
}

fn decide_after(model: &'static Model, answered: usize) -> Work {
    let answers = answers(model, answered);
    timed(|| decide(model, black_box(answers)))
}

fn settled_after_4() -> Work {
    let model = shipped();
    let evaluation = Evaluation::new(model, &model.tables.pooled, answers(model, 4));
    timed(move || settled(black_box(&evaluation), 0))
}

fn flips_after_9() -> Work {
    let model = shipped();
    let evaluation = Evaluation::new(model, &model.tables.pooled, answers(model, 9));
    let verdict = verdict(&evaluation);
    timed(move || flips(black_box(&evaluation), &verdict))
}

// ---- on demand ----

fn gain_after(model: &'static Model, answered: usize) -> Work {
    let answers = answers(model, answered);
    timed(|| gain(model, black_box(answers)))
}

fn what_if_after_9() -> Work {
    let model = shipped();
    let answers = answers(model, 9);
    let targets = 0..model.alternatives.len();
    timed(move || {
        let each = targets.clone().map(|target| what_if(model, black_box(answers), target));
        each.collect::<Vec<_>>()
    })
}

fn thresholds_after_9() -> Work {
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

/// The weights layer alone, for `m` alternatives and `n` answered questions.
fn weights_layer(m: usize, n: usize, shape: u32) -> Work {
    let model = synthetic(m, n, 1, 1);
    let answers = answers(model, n);
    let setup = Setup { layers: Layers::APART[1], shape, ..Setup::default() };
    timed(move || robustness(model, black_box(answers), setup))
}

fn all_layers(model: &'static Model, answered: usize) -> Work {
    let answers = answers(model, answered);
    timed(|| robustness(model, black_box(answers), Setup::default()))
}

/// The functions that `wasm.js` calls.
#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "an export needs its plain name")]
mod exports {
    use std::cell::RefCell;

    use super::{TASKS, Work};

    thread_local! {
        /// The work of the prepared task.
        static WORK: RefCell<Option<Work>> = const { RefCell::new(None) };
    }

    /// Prepares the task with this index. Returns whether there is one.
    #[unsafe(no_mangle)]
    extern "C" fn prepare(task: usize) -> bool {
        let work = TASKS.get(task).map(|task| (task.prepare)());
        WORK.replace(work);
        WORK.with_borrow(Option::is_some)
    }

    /// Runs the prepared task `times` times.
    #[unsafe(no_mangle)]
    extern "C" fn run(times: u32) {
        WORK.with_borrow_mut(|work| {
            for work in work.iter_mut() {
                (0..times).for_each(|_| work());
            }
        });
    }
}
