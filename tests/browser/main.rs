//! Test cases of the site in three browser engines, over `WebDriver`.
//!
//! `cargo xtask test` runs them. By hand: `TIEBREAK_DIST=dist cargo test -p browser-tests`, with
//! `TIEBREAK_ENGINES=firefox` for one engine and words after `--` for the cases whose names contain
//! one of them. Each engine has one session, in which its cases run one after the other. A case that
//! fails is tried once more in a fresh session; if it passes there, it is flaky, and more than
//! [`outcome::FLAKY_LIMIT`] flaky cases fail the run. The notes below the table at the end name the
//! cases that an engine leaves out, then the flaky ones, then those that failed. `--figures` measures
//! instead, see `figures.rs`, and `--soak` uses pages for long, see `soak.rs`.
//! `cargo xtask hosts` checks publishing platforms instead, see `platform.rs`.

#![allow(clippy::print_stdout, reason = "the table of results is the output of this program")]

mod cases;
mod deployed;
mod engine;
mod figures;
mod hosts;
mod outcome;
mod picture;
mod platform;
mod rude;
mod session;
mod sheets;
mod site;
mod soak;
mod survey;
mod widget;

use std::cell::Cell;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use cases::{CASES, TestCase};
use engine::Engine;
use outcome::{Counts, Outcome};
use session::Session;
use site::Site;

/// An error outside an assertion.
type Error = Box<dyn std::error::Error>;
type Result<T = ()> = std::result::Result<T, Error>;

/// A case that takes longer hangs.
const CASE_LIMIT: Duration = Duration::from_mins(5);

thread_local! {
    /// The place of the last assertion that failed.
    static PLACE: Cell<String> = const { Cell::new(String::new()) };
}

/// One cell of the table.
struct Entry {
    case: &'static str,
    engine: Engine,
    outcome: Outcome,
    time: Duration,
}

fn main() -> ExitCode {
    let cases: Vec<&TestCase> = CASES.iter().filter(|case| is_wanted(case.name)).collect();
    if std::env::args().any(|word| word == "--list") {
        for case in cases {
            println!("{}: test", case.name);
        }
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime on this thread needs nothing");
    if std::env::args().any(|word| word == "--figures") {
        runtime.block_on(figures::print());
        return ExitCode::SUCCESS;
    }
    if std::env::args().any(|word| word == "--soak") {
        let is_well = tokio::task::LocalSet::new().block_on(&runtime, soak::run());
        return if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let engines = match engine::wanted() {
        Ok(engines) => engines,
        Err(error) => {
            println!("{error}");
            return ExitCode::FAILURE;
        }
    };
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        PLACE.set(place.unwrap_or_default());
    }));
    if let Some(file) = platform::wanted() {
        let checked = tokio::task::LocalSet::new().block_on(&runtime, platform::run(&file));
        return match checked {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                println!("{error}");
                ExitCode::FAILURE
            }
        };
    }
    let entries = tokio::task::LocalSet::new().block_on(&runtime, async {
        let mut entries = Vec::new();
        for &engine in &engines {
            entries.extend(run(engine, &cases).await);
        }
        entries
    });
    let counts = Counts::of(entries.iter().map(|entry| &entry.outcome));
    print!("{}", table(&engines, &cases, &entries));
    println!("{}", counts.summary(CASES.len() - cases.len()));
    if counts.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether the command line selects this case; without words, it selects all.
fn is_wanted(name: &str) -> bool {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--")).peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

/// Runs all cases in one engine.
async fn run(engine: Engine, cases: &[&TestCase]) -> Vec<Entry> {
    println!("\n{}", engine.name());
    let (started, time) = timed(start(engine)).await;
    let mut session = match started {
        Ok(session) => Rc::new(session),
        Err(error) => {
            let message = format!("no session: {error}");
            println!("  {message}");
            let failed = |case: &&TestCase| Entry {
                case: case.name,
                engine,
                outcome: Outcome::Failed(message.clone()),
                time: Duration::ZERO,
            };
            return cases.iter().map(failed).collect();
        }
    };
    println!("  session after {:.1} s", time.as_secs_f64());
    let mut entries = Vec::new();
    for case in cases {
        let (mut outcome, mut time) = timed(attempt(case, &session)).await;
        if let Outcome::Failed(first) = outcome {
            println!("  again   {:5.1} s  {}: {first}", time.as_secs_f64(), case.name);
            session.close().await;
            let second;
            (second, time) = timed(async {
                session = Rc::new(start(engine).await?);
                Ok::<_, Error>(attempt(case, &session).await)
            })
            .await;
            let second =
                second.unwrap_or_else(|error| Outcome::Failed(format!("no session: {error}")));
            outcome = Outcome::after_retry(first, second);
        }
        let seconds = time.as_secs_f64();
        match &outcome {
            Outcome::Passed(_) => println!("  ok      {seconds:5.1} s  {}", case.name),
            Outcome::Flaky { .. } => println!("  flaky   {seconds:5.1} s  {}", case.name),
            Outcome::LeftOut(reason) => println!("  left out         {}: {reason}", case.name),
            Outcome::Failed(message) => {
                println!("  FAILED  {seconds:5.1} s  {}: {message}", case.name);
            }
        }
        entries.push(Entry { case: case.name, engine, outcome, time });
    }
    session.close().await;
    entries
}

async fn start(engine: Engine) -> Result<Session> {
    Session::start(engine, Site::start()?).await
}

/// Runs one case in one session, and then checks that the console is empty.
async fn attempt(case: &TestCase, session: &Rc<Session>) -> Outcome {
    let work = (case.run)(Rc::clone(session));
    // In a task of its own, so that a failed assertion ends the case and not the run.
    let task = tokio::task::spawn_local(tokio::time::timeout(CASE_LIMIT, work));
    let outcome = match task.await {
        Ok(Ok(Ok(outcome))) => outcome,
        Ok(Ok(Err(error))) => Outcome::Failed(error.to_string()),
        Ok(Err(_)) => Outcome::Failed(format!("not done after {} s", CASE_LIMIT.as_secs())),
        Err(panic) => Outcome::Failed(message(panic)),
    };
    match (outcome, session.heard().await) {
        (Outcome::Passed(_), Ok(heard)) if !heard.is_empty() => {
            Outcome::Failed(format!("the console is not empty:\n{}", heard.join("\n")))
        }
        (Outcome::Passed(_), Err(error)) => Outcome::Failed(error.to_string()),
        (outcome, _) => outcome,
    }
}

/// Place and message of a failed assertion.
fn message(panic: tokio::task::JoinError) -> String {
    let Ok(panic) = panic.try_into_panic() else { return "cancelled".to_owned() };
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
    format!("{}: {}", PLACE.take(), text.unwrap_or_default())
}

/// The value of a future, and how long the future took.
#[expect(clippy::disallowed_methods, reason = "only the core must have no clock")]
async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = std::time::Instant::now();
    let value = work.await;
    (value, start.elapsed())
}

/// Cases by engines, and notes, the failures last.
fn table(engines: &[Engine], cases: &[&TestCase], entries: &[Entry]) -> String {
    let width = cases.iter().map(|case| case.name.len()).max().unwrap_or(0);
    let mut text = format!("\n{:width$}", "case");
    let mut notes = Vec::new();
    for engine in engines {
        let _ = write!(text, "  {:>10}", engine.name());
    }
    text.push('\n');
    for case in cases {
        let _ = write!(text, "{:width$}", case.name);
        for entry in entries.iter().filter(|entry| entry.case == case.name) {
            let seconds = || format!("{:.1} s", entry.time.as_secs_f64());
            let word = entry.outcome.word().map_or_else(seconds, str::to_owned);
            let _ = write!(text, "  {word:>10}");
            if let Some(note) = entry.outcome.note() {
                let note = format!("{} · {}: {word}: {note}\n", entry.engine.name(), case.name);
                notes.push((entry.outcome.rank(), note));
            }
        }
        text.push('\n');
    }
    let _ = write!(text, "{:width$}", "seconds");
    for &engine in engines {
        let times = entries.iter().filter(|entry| entry.engine == engine).map(|entry| entry.time);
        let _ = write!(text, "  {:>10.1}", times.sum::<Duration>().as_secs_f64());
    }
    notes.sort_by_key(|&(rank, _)| rank);
    let notes: String = notes.into_iter().map(|(_, note)| note).collect();
    let _ = write!(text, "\n\n{notes}\n");
    text
}
