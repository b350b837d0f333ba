//! `tiebreak study`: how many questions it takes, by the order in which they are asked.
//!
//! A sheet is a typical case with every other question answered by its options' priors, and every
//! fifth of the case's own answers given anew in the same way. A reader of that sheet is asked,
//! among the questions that can still matter, in author order, by the largest swing or by the
//! largest information gain, until nothing can change; from nothing, or after the questions that
//! the typical case answers.

use std::fmt::Write as _;
use std::path::PathBuf;

use lexopt::{Arg, ValueExt as _};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::gain::{SOFT_STOP, Settings, gain, stays};
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::{Choose, Model, Question};
use tiebreak_core::sampling::random::SplitMix;

use super::{SEED, Stop, model};

/// Share of a typical case's own answers that are given anew.
const REDRAWN: f64 = 0.2;
const ORDERS: [Order; 3] = [Order::Author, Order::Swing, Order::Gain];

pub(super) fn command(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let (mut path, mut n) = (None, 2_000_usize);
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        match argument {
            Arg::Long("sheets") => {
                n = arguments.value().and_then(|it| it.parse()).map_err(Stop::usage)?;
            }
            Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            other => return Err(Stop::usage(other.unexpected())),
        }
    }
    let path = path.ok_or_else(|| Stop::usage("study needs a model file"))?;
    let model = model(&path)?;
    if model.cases.is_empty() || n == 0 {
        return Err(Stop::usage("study needs a model with typical cases, and at least one sheet"));
    }
    let mut generator = SplitMix(SEED);
    let sheets: Vec<Evaluation> =
        (0..n).map(|_| Evaluation::draw(&model, &mut generator)).collect();
    print(out, &model, &sheets, &in_parallel(&model, &sheets));
    Ok(0)
}

/// Everything that somebody would say if asked, and what their typical case asks of it.
struct Evaluation {
    all: Answers,
    case: Answers,
}

impl Evaluation {
    fn draw(model: &Model, generator: &mut SplitMix) -> Self {
        let typical = &model.cases[generator.below(model.cases.len())].answers;
        let (mut all, mut case) = (typical.clone(), typical.clone());
        for (q, question) in model.questions.iter().enumerate() {
            if all.replies[q].is_none() || generator.unit() < REDRAWN {
                all.replies[q] = Some(any_reply(question, generator));
            }
            case.replies[q] = typical.replies[q].and(all.replies[q]);
        }
        Self { all, case }
    }
}

/// An option by its prior; of a `many` question none of these is as likely as an option of prior 1.
fn any_reply(question: &Question, generator: &mut SplitMix) -> Reply {
    let none = if question.choose == Choose::Many { 1.0 } else { 0.0 };
    let all = none + question.options.iter().map(|it| it.prior).sum::<f64>();
    let mut at = generator.unit() * all;
    for (o, option) in question.options.iter().enumerate() {
        if at < option.prior {
            return question.reply(1 << o);
        }
        at -= option.prior;
    }
    if none > 0.0 { Reply::Options(0) } else { question.reply(1) }
}

#[derive(Clone, Copy)]
enum Order {
    Author,
    Swing,
    Gain,
}

/// How asking went.
#[derive(Clone, Copy)]
struct Asked {
    /// Questions asked until no further answer could change the verdict.
    until_final: usize,
    /// Questions asked until it was unlikely to change.
    until_soft: usize,
    /// What came of that verdict.
    then: Then,
}

/// What came of a verdict once everything was answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Kept,
    /// Another alternative won.
    Turned,
    /// Nobody won alone.
    Open,
}

/// Asks in each order, from nothing and from the typical case.
fn ask_all(model: &Model, sheet: &Evaluation) -> [[Asked; 2]; 3] {
    let none = Answers::none(model);
    ORDERS.map(|order| [&none, &sheet.case].map(|start| ask(model, &sheet.all, start, order)))
}

fn ask(model: &Model, sheet: &Answers, start: &Answers, order: Order) -> Asked {
    let winner = decide(model, sheet).verdict.winner;
    let mut answers = start.clone();
    let mut soft = None;
    for asked in 0.. {
        let decision = decide(model, &answers);
        let (next, stays) = match order {
            Order::Gain => {
                let gain = gain(model, &answers);
                (gain.next, gain.stays)
            }
            Order::Swing => (decision.next, stays(model, &answers, Settings::default())),
            Order::Author => {
                (decision.open.first().copied(), stays(model, &answers, Settings::default()))
            }
        };
        let next = next.filter(|_| !decision.verdict.is_final);
        if soft.is_none() && (next.is_none() || stays.is_some_and(|it| it >= SOFT_STOP)) {
            let then = match winner {
                _ if decision.verdict.winner == winner => Then::Kept,
                Some(_) => Then::Turned,
                None => Then::Open,
            };
            soft = Some((asked, then));
        }
        match (next, soft) {
            (Some(q), _) => answers.replies[q] = sheet.replies[q],
            (None, Some((until_soft, then))) => {
                return Asked { until_final: asked, until_soft, then };
            }
            (None, None) => break,
        }
    }
    unreachable!("with nothing left to ask the soft stop is reached as well")
}

fn in_parallel(model: &Model, sheets: &[Evaluation]) -> Vec<[[Asked; 2]; 3]> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chunks = sheets.chunks(sheets.len().div_ceil(threads));
    let ask = |chunk: &[Evaluation]| chunk.iter().map(|it| ask_all(model, it)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let running: Vec<_> = chunks.map(|it| scope.spawn(move || ask(it))).collect();
        running.into_iter().flat_map(|it| it.join().unwrap_or_default()).collect()
    })
}

fn print(out: &mut String, model: &Model, sheets: &[Evaluation], results: &[[[Asked; 2]; 3]]) {
    const NAMES: [&str; 3] = ["author order", "largest swing", "information gain"];
    let n = sheets.len();
    let _ = writeln!(out, "{n} sheets around {} typical cases, seed {SEED}", model.cases.len());
    let _ = writeln!(
        out,
        "questions until nothing can change the verdict (final), until it is unlikely to change \
         (soft stop):\nmedian and quartiles; of 100 soft stops, how many kept their winner, turned \
         to another,\nor came to have none alone when everything was answered"
    );
    for (i, start) in ["from nothing", "after a typical case"].into_iter().enumerate() {
        let _ = writeln!(
            out,
            "{start:22}{:15}{:15}{:>6}{:>8}{:>6}",
            "final", "soft stop", "kept", "turned", "none"
        );
        for (order, name) in NAMES.into_iter().enumerate() {
            let asked = || results.iter().map(|it| it[order][i]);
            let of_100 = |then: Then| {
                let tenths = 1_000 * asked().filter(|it| it.then == then).count() / n;
                format!("{}.{}", tenths / 10, tenths % 10)
            };
            let _ = writeln!(
                out,
                "  {name:20}{:15}{:15}{:>6}{:>8}{:>6}",
                quartiles(asked().map(|it| it.until_final)),
                quartiles(asked().map(|it| it.until_soft)),
                of_100(Then::Kept),
                of_100(Then::Turned),
                of_100(Then::Open),
            );
        }
    }
}

/// Median, and the quartiles around it.
fn quartiles(counts: impl Iterator<Item = usize>) -> String {
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    let at = |part: usize| counts[(counts.len() - 1) * part / 4];
    format!("{} ({} to {})", at(2), at(1), at(3))
}
