//! Times every task natively: a line for each, with its name, its aim and nanoseconds per run,
//! and tabs between them. A figure is the least of several rounds, because others use the machine.

use std::time::{Duration, Instant};

use benches::{TASKS, Work};

/// The shortest round, and how many there are; as in `wasm.js`.
const ROUND: Duration = Duration::from_millis(10);
const ROUNDS: usize = 20;

fn main() {
    for task in TASKS {
        println!("{}\t{}\t{:.0}", task.name, task.aim, least((task.ready)()));
    }
}

/// Nanoseconds per run, in the quickest round.
fn least(mut work: Work) -> f64 {
    let mut times = 1;
    while round(&mut work, times) < ROUND {
        times *= 2;
    }
    let rounds = (0..ROUNDS).map(|_| round(&mut work, times));
    rounds.min().unwrap_or_default().as_secs_f64() / f64::from(times) * 1e9
}

#[expect(clippy::disallowed_methods, reason = "only the core must have no clock")]
fn round(work: &mut Work, times: u32) -> Duration {
    let start = Instant::now();
    (0..times).for_each(|_| work());
    start.elapsed()
}
