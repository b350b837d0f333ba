//! What the site must do in a reader's browser, row by row, in three engines over `WebDriver`.
//!
//! `cargo xtask test` runs it. By hand: `TIEBREAK_DIST=dist cargo test -p browser-tests`, with
//! `TIEBREAK_ENGINES=firefox` for one engine and words after `--` for the rows whose names hold one
//! of them. Each engine has one session, in which its rows run one after the other; when a browser
//! goes away by itself, the row is tried once more in a fresh one. The table at the end names every
//! row that was tried twice or is left out in an engine, with the reason. With `--figures` it
//! measures instead, see `figures.rs`.

mod deployed;
mod engine;
mod figures;
mod hosts;
mod picture;
mod rows;
mod rude;
mod session;
mod sheets;
mod site;
mod widget;

use std::cell::Cell;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use engine::Engine;
use rows::{ROWS, Row};
use session::Session;
use site::Site;

/// What goes wrong outside an assertion.
type Error = Box<dyn std::error::Error>;
type Result<T = ()> = std::result::Result<T, Error>;

/// What the table says of a row that passed in a second browser only.
const GONE: &str = "the browser went away by itself; tried again in a fresh one";

/// A row that takes longer hangs.
const ROW_LIMIT: Duration = Duration::from_mins(5);

thread_local! {
    /// Where the last assertion failed.
    static PLACE: Cell<String> = const { Cell::new(String::new()) };
}

/// How a row went in one engine.
enum Outcome {
    Passed(Option<String>),
    Failed(String),
    /// Not tried in this engine; why.
    LeftOut(String),
}

/// One entry of the table.
struct Entry {
    row: &'static str,
    engine: Engine,
    outcome: Outcome,
    time: Duration,
}

fn main() -> ExitCode {
    let rows: Vec<&Row> = ROWS.iter().filter(|row| wanted(row.name)).collect();
    if std::env::args().any(|word| word == "--list") {
        for row in rows {
            println!("{}: test", row.name);
        }
        return ExitCode::SUCCESS;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime on this thread needs nothing");
    if std::env::args().any(|word| word == "--figures") {
        runtime.block_on(figures::print());
        return ExitCode::SUCCESS;
    }
    let engines = match engine::wanted() {
        Ok(engines) => engines,
        Err(error) => {
            println!("{error}");
            return ExitCode::FAILURE;
        }
    };
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|it| format!("{}:{}", it.file(), it.line()));
        PLACE.set(place.unwrap_or_default());
    }));
    let entries = tokio::task::LocalSet::new().block_on(&runtime, async {
        let mut entries = Vec::new();
        for &engine in &engines {
            entries.extend(run(engine, &rows).await);
        }
        entries
    });
    print!("{}", table(&engines, &rows, &entries));
    let failed = |entry: &Entry| matches!(entry.outcome, Outcome::Failed(_));
    if entries.iter().any(failed) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Whether the command line asks for this row; without words, for every one.
fn wanted(name: &str) -> bool {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--")).peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

/// All rows in one engine.
async fn run(engine: Engine, rows: &[&Row]) -> Vec<Entry> {
    println!("\n{}", engine.name());
    let (started, time) = timed(start(engine)).await;
    let mut session = match started {
        Ok(session) => Rc::new(session),
        Err(error) => {
            let why = format!("no session: {error}");
            println!("  {why}");
            let failed = |row: &&Row| Entry {
                row: row.name,
                engine,
                outcome: Outcome::Failed(why.clone()),
                time: Duration::ZERO,
            };
            return rows.iter().map(failed).collect();
        }
    };
    println!("  session after {:.1} s", time.as_secs_f64());
    let mut entries = Vec::new();
    for row in rows {
        let (mut outcome, mut time) = timed(attempt(row, &session)).await;
        if matches!(outcome, Outcome::Failed(_)) && !session.is_alive().await {
            // A browser that crashes says nothing of the page, unless it does so again.
            println!("  gone    {:5.1} s  {}: {GONE}", time.as_secs_f64(), row.name);
            if let Ok(fresh) = start(engine).await {
                session = Rc::new(fresh);
                (outcome, time) = timed(attempt(row, &session)).await;
                if let Outcome::Passed(None) = outcome {
                    outcome = Outcome::Passed(Some(GONE.to_owned()));
                }
            }
        }
        let seconds = time.as_secs_f64();
        match &outcome {
            Outcome::Passed(_) => println!("  ok      {seconds:5.1} s  {}", row.name),
            Outcome::LeftOut(why) => println!("  left out         {}: {why}", row.name),
            Outcome::Failed(why) => println!("  FAILED  {seconds:5.1} s  {}: {why}", row.name),
        }
        entries.push(Entry { row: row.name, engine, outcome, time });
    }
    session.close().await;
    entries
}

async fn start(engine: Engine) -> Result<Session> {
    Session::start(engine, Site::start()?).await
}

/// One row in one engine: its own checks, then that the page kept quiet.
async fn attempt(row: &Row, session: &Rc<Session>) -> Outcome {
    let work = (row.run)(Rc::clone(session));
    // A task of its own, so that an assertion that fails ends the row and not the run.
    let task = tokio::task::spawn_local(tokio::time::timeout(ROW_LIMIT, work));
    let outcome = match task.await {
        Ok(Ok(Ok(outcome))) => outcome,
        Ok(Ok(Err(error))) => Outcome::Failed(error.to_string()),
        Ok(Err(_)) => Outcome::Failed(format!("not done after {} s", ROW_LIMIT.as_secs())),
        Err(panic) => Outcome::Failed(words(panic)),
    };
    match (outcome, session.heard().await) {
        (Outcome::Passed(_), Ok(heard)) if !heard.is_empty() => {
            Outcome::Failed(format!("the page was not quiet:\n{}", heard.join("\n")))
        }
        (Outcome::Passed(_), Err(error)) => Outcome::Failed(error.to_string()),
        (outcome, _) => outcome,
    }
}

/// What an assertion said.
fn words(panic: tokio::task::JoinError) -> String {
    let Ok(panic) = panic.try_into_panic() else { return "cancelled".to_owned() };
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
    format!("{}: {}", PLACE.take(), text.unwrap_or_default())
}

/// What a future gives, and how long it took.
#[expect(clippy::disallowed_methods, reason = "only the core must have no clock")]
async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = std::time::Instant::now();
    let value = work.await;
    (value, start.elapsed())
}

/// Rows by engines, the reasons of every entry that is not plain, and the counts that cargo prints.
fn table(engines: &[Engine], rows: &[&Row], entries: &[Entry]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut text = format!("\n{:width$}", "row");
    let mut notes = String::new();
    for engine in engines {
        let _ = write!(text, "  {:>10}", engine.name());
    }
    text.push('\n');
    for row in rows {
        let _ = write!(text, "{:width$}", row.name);
        for entry in entries.iter().filter(|entry| entry.row == row.name) {
            let seconds = entry.time.as_secs_f64();
            let (word, note) = match &entry.outcome {
                Outcome::Passed(None) => (format!("{seconds:.1} s"), None),
                Outcome::Passed(Some(note)) => (format!("{seconds:.1} s"), Some(note)),
                Outcome::LeftOut(why) => ("left out".to_owned(), Some(why)),
                Outcome::Failed(why) => ("FAILED".to_owned(), Some(why)),
            };
            let _ = write!(text, "  {word:>10}");
            if let Some(note) = note {
                let _ = writeln!(notes, "{} · {}: {word}: {note}", entry.engine.name(), row.name);
            }
        }
        text.push('\n');
    }
    let _ = write!(text, "{:width$}", "seconds");
    for &engine in engines {
        let times = entries.iter().filter(|entry| entry.engine == engine).map(|entry| entry.time);
        let _ = write!(text, "  {:>10.1}", times.sum::<Duration>().as_secs_f64());
    }
    let count =
        |is: fn(&Outcome) -> bool| entries.iter().filter(|entry| is(&entry.outcome)).count();
    let passed = count(|it| matches!(it, Outcome::Passed(_)));
    let failed = count(|it| matches!(it, Outcome::Failed(_)));
    let left_out = count(|it| matches!(it, Outcome::LeftOut(_)));
    let word = if failed == 0 { "ok" } else { "FAILED" };
    let _ = write!(text, "\n\n{notes}\ntest result: {word}. {passed} passed; {failed} failed; ");
    let _ =
        writeln!(text, "{left_out} ignored; 0 measured; {} filtered out", ROWS.len() - rows.len());
    text
}
