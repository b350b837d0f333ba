//! Times every task natively. Prints one line per task: name, aim and nanoseconds per run, with tabs
//! between them. The time is the minimum of several rounds, because other programs use the machine.
//!
//! With `--rules` it prints the rules of the evaluation for `peers.js` instead.

#![allow(clippy::print_stdout, reason = "prints the results")]

use std::time::{Duration, Instant};

use benches::{TASKS, Work, rules};

/// Shortest time of a round, and number of rounds; as in `wasm.js`.
const ROUND: Duration = Duration::from_millis(10);
const ROUNDS: usize = 20;

fn main() {
    if std::env::args().any(|word| word == "--rules") {
        println!("{}", rules());
        return;
    }
    for task in TASKS {
        println!("{}\t{}\t{:.0}", task.name, task.aim, fastest((task.prepare)()));
    }
}

/// Nanoseconds per run, in the fastest round.
fn fastest(mut work: Work) -> f64 {
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
