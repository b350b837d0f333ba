//! `tiebreak study`: counts the questions that simulated readers answer, in three orders of asking.
//!
//! A simulated reader has an answer to every question: those of a random typical case, of which one
//! in five is drawn again, and for all other questions an answer drawn by the priors of the
//! options. The reader is asked, among the questions that can still matter, in the order of the
//! model, by the largest swing, or by the largest information gain, until the verdict is final.
//! Asking starts with no answers, or after the questions of the typical case.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

use tiebreak_core::engine::decide;
use tiebreak_core::engine::gain::{SOFT_STOP, Settings, gain, stays};
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::{Model, Question};
use tiebreak_core::sampling::random::SplitMix;

use super::arguments::Arguments;
use super::{CommandError, SEED, load_model};

/// Share of the answers of a typical case that are drawn again.
const REDRAWN: f64 = 0.2;
/// Number of readers if the command line gives none.
const DEFAULT_READERS: usize = 2_000;
const ORDERS: [Order; 3] = [Order::Author, Order::Swing, Order::Gain];

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("study", parser, &[], &["sheets"])?;
    let path = arguments.model_path()?;
    let n = arguments.number("sheets", DEFAULT_READERS)?;
    let model = load_model(path)?;
    if model.cases.is_empty() || n == 0 {
        let message = "study needs a model with typical cases, and at least one sheet";
        return Err(CommandError::usage(message));
    }
    let mut generator = SplitMix(SEED);
    let readers: Vec<Reader> = (0..n).map(|_| Reader::draw(&model, &mut generator)).collect();
    print(out, &model, n, &ask_in_parallel(&model, &readers));
    Ok(0)
}

/// A simulated reader.
struct Reader {
    /// The answers to all questions.
    all: Answers,
    /// The answers to the questions of the typical case.
    case: Answers,
}

impl Reader {
    fn draw(model: &Model, generator: &mut SplitMix) -> Self {
        let typical = &model.cases[generator.below(model.cases.len())].answers;
        let (mut all, mut case) = (typical.clone(), typical.clone());
        for (q, question) in model.questions.iter().enumerate() {
            if all.replies[q].is_none() || generator.unit() < REDRAWN {
                all.replies[q] = Some(draw_reply(question, generator));
            }
            case.replies[q] = typical.replies[q].and(all.replies[q]);
        }
        Self { all, case }
    }
}

/// Draws a reply by the priors of the options; of a `many` question, one option or none of them.
fn draw_reply(question: &Question, generator: &mut SplitMix) -> Reply {
    let (none, sum) = question.priors();
    let mut rest = generator.unit() * sum;
    for (o, option) in question.options.iter().enumerate() {
        if rest < option.prior {
            return question.reply(1 << o);
        }
        rest -= option.prior;
    }
    if none > 0.0 { Reply::Options(0) } else { question.reply(1) }
}

/// The order in which questions are asked.
#[derive(Clone, Copy)]
enum Order {
    Author,
    Swing,
    Gain,
}

/// The result of asking one reader.
#[derive(Clone, Copy)]
struct Asked {
    /// Number of questions until the verdict was final.
    until_final: usize,
    /// Number of questions until the verdict was unlikely to change.
    until_soft: usize,
    /// The winner at that time, compared with the winner after all answers.
    outcome: Outcome,
}

/// The winner at a soft stop, compared with the winner after all answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The winner is the same.
    Kept,
    /// Another alternative wins in the end.
    Changed,
    /// There is no single winner in the end.
    NoWinner,
}

/// Asks a reader in each order, starting with no answers and after the typical case.
fn ask_in_all_orders(model: &Model, reader: &Reader) -> [[Asked; 2]; 3] {
    let none = Answers::none(model);
    ORDERS.map(|order| [&none, &reader.case].map(|start| ask(model, &reader.all, start, order)))
}

fn ask(model: &Model, all: &Answers, start: &Answers, order: Order) -> Asked {
    let winner = decide(model, all).verdict.winner;
    let mut answers = start.clone();
    let mut soft_stop = None;
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
        let is_soft_stop = next.is_none() || stays.is_some_and(|share| share >= SOFT_STOP);
        if soft_stop.is_none() && is_soft_stop {
            let outcome = match winner {
                _ if decision.verdict.winner == winner => Outcome::Kept,
                Some(_) => Outcome::Changed,
                None => Outcome::NoWinner,
            };
            soft_stop = Some((asked, outcome));
        }
        match (next, soft_stop) {
            (Some(q), _) => answers.replies[q] = all.replies[q],
            (None, Some((until_soft, outcome))) => {
                return Asked { until_final: asked, until_soft, outcome };
            }
            (None, None) => break,
        }
    }
    unreachable!("the soft stop is reached at the latest when there is no next question")
}

/// Asks all readers, on all processors. Shows the progress if standard error is a terminal.
fn ask_in_parallel(model: &Model, readers: &[Reader]) -> Vec<[[Asked; 2]; 3]> {
    let (asked, is_terminal) = (AtomicUsize::new(0), std::io::stderr().is_terminal());
    let asked = &asked;
    let show_progress = move || {
        let count = asked.fetch_add(1, Ordering::Relaxed) + 1;
        if is_terminal && count.is_multiple_of(10) {
            // Writing fails if the terminal is closed, which is not an error.
            let _ = write!(std::io::stderr(), "\r{count} of {} readers", readers.len());
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chunks = readers.chunks(readers.len().div_ceil(threads));
    let ask = |chunk: &[Reader]| {
        let ask = |reader| {
            let asked = ask_in_all_orders(model, reader);
            show_progress();
            asked
        };
        chunk.iter().map(ask).collect::<Vec<_>>()
    };
    let results = std::thread::scope(|scope| {
        let handles: Vec<_> = chunks.map(|chunk| scope.spawn(move || ask(chunk))).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    });
    if is_terminal {
        let _ = writeln!(std::io::stderr());
    }
    results
}

fn print(out: &mut String, model: &Model, n: usize, results: &[[[Asked; 2]; 3]]) {
    const NAMES: [&str; 3] = ["author order", "largest swing", "information gain"];
    let cases = model.cases.len();
    let _ = writeln!(out, "{n} simulated readers around {cases} typical cases, seed {SEED}");
    let _ = writeln!(
        out,
        "final: number of questions until no answer can change the verdict, median (quartiles)\n\
         soft stop: number of questions until the verdict is unlikely to change\n\
         kept, changed, none: of 100 winners at the soft stop, how many are the winner after all \
         answers,\nhow many are replaced by another winner, and how many by no single winner\n\
         The widget asks by information gain. The aim is to keep 95 of 100 winners at the soft stop."
    );
    for (i, start) in ["from nothing", "after a typical case"].into_iter().enumerate() {
        let _ = writeln!(
            out,
            "{start:22}{:15}{:15}{:>6}{:>8}{:>6}",
            "final", "soft stop", "kept", "changed", "none"
        );
        for (order, name) in NAMES.into_iter().enumerate() {
            let asked = || results.iter().map(|result| result[order][i]);
            let of_100 = |outcome: Outcome| {
                let tenths = 1_000 * asked().filter(|a| a.outcome == outcome).count() / n;
                format!("{}.{}", tenths / 10, tenths % 10)
            };
            let _ = writeln!(
                out,
                "  {name:20}{:15}{:15}{:>6}{:>8}{:>6}",
                quartiles(asked().map(|asked| asked.until_final)),
                quartiles(asked().map(|asked| asked.until_soft)),
                of_100(Outcome::Kept),
                of_100(Outcome::Changed),
                of_100(Outcome::NoWinner),
            );
        }
    }
}

/// The median, and the lower and upper quartile in brackets.
fn quartiles(counts: impl Iterator<Item = usize>) -> String {
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    let quartile = |i: usize| counts[(counts.len() - 1) * i / 4];
    format!("{} ({} to {})", quartile(2), quartile(1), quartile(3))
}
