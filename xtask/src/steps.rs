//! Progress of a task: numbered steps with their times, on standard error.

use std::time::{Duration, Instant};

use crate::Result;

/// The steps of one task.
pub(crate) struct Steps {
    total: usize,
    done: usize,
    started: Instant,
}

impl Steps {
    /// Begins a task with this many steps. `hint` tells in advance how long the task takes.
    pub(crate) fn new(total: usize, hint: Option<&str>) -> Self {
        if let Some(hint) = hint {
            eprintln!("{hint}");
        }
        Self { total, done: 0, started: now() }
    }

    /// Runs the next step, and prints its number and name before and its time after.
    pub(crate) fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        let label = label(self.done, self.total, name);
        eprintln!("{label}");
        let (result, time) = timed(work);
        eprintln!(
            "{:width$}  {:.1} s, {} in all",
            "",
            time.as_secs_f64(),
            clock(self.started.elapsed()),
            width = label.len() - name.len() - 1
        );
        result
    }
}

/// `3/9 name`.
pub(crate) fn label(step: usize, total: usize, name: &str) -> String {
    format!("{step}/{total} {name}")
}

/// Minutes and seconds, as `2:05`.
fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

#[expect(clippy::disallowed_methods, reason = "only the core must have no clock")]
fn now() -> Instant {
    Instant::now()
}

/// The result of a function, and how long the function took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let value = work();
    (value, start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbered_and_stop_at_an_error() {
        assert_eq!(label(3, 9, "compile the widget"), "3/9 compile the widget");
        let mut steps = Steps::new(2, None);
        assert_eq!(steps.run("one", || Ok(1)).unwrap(), 1);
        steps.run("two", || Err::<(), _>("no".into())).unwrap_err();
        assert_eq!(steps.done, 2);
    }

    #[test]
    fn times_have_two_digits_of_seconds() {
        assert_eq!(clock(Duration::from_secs(125)), "2:05");
        assert_eq!(clock(Duration::from_millis(59_900)), "0:59");
    }
}
