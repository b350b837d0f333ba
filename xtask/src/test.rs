//! Runs all checks, prints their times, and counts the tests.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::steps::{label, timed};
use crate::{Result, apps, cargo, code, hosts, npm, root, run as finish, site, size, tools};

/// The engines of the browser tests, unless `TIEBREAK_ENGINES` in the environment names others.
const ENGINES: &str = "chromium,firefox,webkitgtk";

/// Number of steps with `--native`.
const NATIVE_STEPS: usize = 6;
/// Number of all steps.
const ALL_STEPS: usize = NATIVE_STEPS + 12;

/// The results so far.
#[derive(Default)]
struct Report {
    total: usize,
    begun: usize,
    lines: Vec<String>,
    passed: usize,
    failed: usize,
    /// Tests that cannot run in some engine; the table of the browser tests has the reasons.
    skipped: usize,
    /// The engines of the browser tests.
    engines: Option<String>,
    is_broken: bool,
}

impl Report {
    /// Runs one step, and returns whether it succeeded. The next step runs in any case.
    fn step(&mut self, name: &str, step: impl FnOnce(&mut Self) -> Result) -> bool {
        self.begun += 1;
        println!("\n== {}", label(self.begun, self.total, name));
        let failed_before = self.failed;
        let (result, time) = timed(|| step(self));
        let mark = if result.is_ok() { "ok    " } else { "FAILED" };
        let line = format!("{mark} {:7.1} s  {name}", time.as_secs_f64());
        println!("{line}");
        self.lines.push(line);
        if let Err(error) = &result {
            println!("{error}");
            let lines = error.to_string();
            self.lines.extend(lines.lines().map(|line| format!("                  {line}")));
            self.is_broken = true;
            // The last line of a run that failed never says "0 failed".
            if self.failed == failed_before {
                self.failed += 1;
            }
        }
        result.is_ok()
    }

    /// Reports a step that cannot run because another failed.
    fn blocked(&mut self, name: &str, because: &str) {
        self.begun += 1;
        self.lines.push(format!("NOT RUN            {name}: {because}"));
        self.is_broken = true;
        self.failed += 1;
    }

    /// Runs tests, prints their output and counts them.
    fn tests(&mut self, command: &mut Command) -> Result {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the tests do not start: {error}"))?;
        let stdout = child.stdout.take().ok_or("the tests have no output")?;
        let mut ran = 0;
        let mut failures = Vec::new();
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            if let Some([passed, failed, skipped]) = counts(&line) {
                self.passed += passed;
                self.failed += failed;
                self.skipped += skipped;
                ran += passed + failed;
            } else if is_failure(&line) {
                failures.push(line);
            }
        }
        let status = child.wait()?;
        if !status.success() {
            failures.insert(0, "tests failed, see above".to_owned());
            return Err(failures.join("\n").into());
        }
        if ran == 0 {
            return Err("no test ran".into());
        }
        Ok(())
    }

    /// The last line of a run.
    fn counts(&self) -> String {
        let skipped = match self.skipped {
            0 => String::new(),
            skipped => format!(", {skipped} skipped"),
        };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

/// Runs all checks, or only those that need neither wasm nor a browser.
pub(crate) fn run(native_only: bool) -> ! {
    println!(
        "{}",
        if native_only {
            "The first run takes about three minutes on two cores."
        } else {
            "The first run takes about half an hour on two cores, later ones about twenty minutes."
        }
    );
    let total = if native_only { NATIVE_STEPS } else { ALL_STEPS };
    let mut report = Report { total, ..Report::default() };
    native(&mut report, native_only);
    if !native_only {
        browser(&mut report);
    }

    println!("\n== results");
    for line in &report.lines {
        println!("{line}");
    }
    if native_only {
        println!("skipped by --native: lints for wasm, site, size, browsers");
    } else {
        println!("engines: {}", report.engines.as_deref().unwrap_or("none"));
    }
    // The counts are the last line of the output.
    println!("{}", report.counts());
    std::process::exit(i32::from(report.is_broken))
}

/// The checks that need nothing but Rust.
fn native(report: &mut Report, native_only: bool) {
    report.step("find or install rustfmt and clippy", |_| tools::native());
    report.step("format", |_| finish(&mut cargo(&["fmt", "--all", "--check"])));
    report.step("lints", |_| {
        let mut lints = cargo(&["clippy", "--workspace", "--all-targets"]);
        if native_only {
            lints.args(["--exclude", "browser-tests"]);
        }
        finish(lints.args(["--", "-D", "warnings"]))
    });
    report.step("tests of the crates", |report| {
        let crates = ["test", "--workspace", "--exclude", "browser-tests", "--exclude", "xtask"];
        report.tests(cargo(&crates).arg("--no-fail-fast"))
    });
    report.step("tests of the tasks", |report| {
        report.tests(&mut cargo(&["test", "-p", "xtask", "--no-fail-fast"]))
    });
    report.step("documentation", |_| {
        let doc = ["doc", "--no-deps", "--workspace", "--exclude", "browser-tests"];
        finish(cargo(&doc).env("RUSTDOCFLAGS", "-D warnings"))
    });
}

/// The checks that need wasm and browsers.
fn browser(report: &mut Report) {
    if report.step("find or install the wasm target", |_| tools::wasm()) {
        report.step("lints for wasm", |_| {
            let lint = |targets: &[&str], packages: &[&str]| {
                let mut lints = cargo(&["clippy", "--target", code::TARGET]);
                finish(lints.args(targets).args(packages).args(["--", "-D", "warnings"]))
            };
            lint(&["--lib"], &code::LIBRARIES)?;
            let apps = ["--package", "leptos-app", "--package", "tiebreak-dom"];
            lint(&["--bins", "--tests"], &apps)
        });
    } else {
        report.blocked("lints for wasm", "the target is missing");
    }
    let site = report.step("site", |_| site::build(&site::Options::default()).map(drop));
    let checks = [
        ("site is consistent", site::check as fn() -> Result),
        ("size", size::check),
        ("package for npm", npm::package),
        ("Trunk builds the same site", site::check_trunk),
    ];
    for (name, check) in checks {
        if site {
            report.step(name, |_| check());
        } else {
            report.blocked(name, "the site was not built");
        }
    }
    let browsers = report.step("find or install browsers", |_| tools::browsers());
    let pages = report.step("find or install code for pages", |_| tools::pages());
    let apps = report.step("apps", |_| apps::build());
    if site && browsers && pages && apps {
        let engines = std::env::var("TIEBREAK_ENGINES").unwrap_or_else(|_| ENGINES.to_owned());
        report.step("browser tests", |report| {
            let mut tests = cargo(&["test", "-p", "browser-tests", "--no-fail-fast"]);
            tests.env("TIEBREAK_DIST", root().join("dist")).env("TIEBREAK_APPS", apps::folder());
            tests.env("TIEBREAK_ENGINES", &engines).env("PATH", tools::path());
            report.engines = Some(engines);
            report.tests(&mut tests)
        });
        report.step("publishing platforms", |report| {
            hosts::cheapest(&mut |tests| report.tests(tests))
        });
    } else {
        let why = match (site, browsers, pages) {
            (false, ..) => "the site was not built",
            (true, false, _) => "a browser is missing",
            (true, true, false) => "code for pages is missing",
            (true, true, true) => "the apps were not built",
        };
        report.blocked("browser tests", why);
        report.blocked("publishing platforms", why);
    }
}

/// Passed, failed and ignored of a line like `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
fn counts(line: &str) -> Option<[usize; 3]> {
    let words: Vec<&str> = line.strip_prefix("test result: ")?.split([' ', ';']).collect();
    let before = |name| {
        let place = words.iter().position(|word| *word == name)?;
        words[place.checked_sub(1)?].parse().ok()
    };
    Some([before("passed")?, before("failed")?, before("ignored")?])
}

/// Whether a line names a failed test: `test NAME ... FAILED` of cargo, or a note of the browser tests.
fn is_failure(line: &str) -> bool {
    line.ends_with(" ... FAILED") || line.contains(": FAILED: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_cargo_are_counted() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(line), Some([12, 3, 1]));
        assert_eq!(counts("test cases::one ... ok"), None);
        assert!(is_failure("test cases::one ... FAILED"));
        assert!(is_failure("Firefox · no sideways scrolling: FAILED: first: 360 px"));
        assert!(!is_failure("test cases::one ... ok"));
    }

    #[test]
    fn a_step_that_fails_counts() {
        let mut report = Report::default();
        assert!(report.step("good", |_| Ok(())));
        assert!(!report.step("bad", |_| Err("no".into())));
        report.blocked("worse", "bad");
        assert!(report.is_broken);
        assert_eq!((report.passed, report.failed), (0, 2));
        assert_eq!(report.counts(), "0 passed, 2 failed");
        report.skipped = 3;
        assert_eq!(report.counts(), "0 passed, 2 failed, 3 skipped");
    }
}
