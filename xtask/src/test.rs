//! Runs every check, says how long each took, and counts the tests.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{Result, apps, cargo, npm, root, run as finish, site, size, tools};

/// The engines that the browser tests run in; `TIEBREAK_ENGINES` in the environment says otherwise.
const ENGINES: &str = "chromium,firefox,webkitgtk";

/// What has run so far.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    passed: usize,
    failed: usize,
    /// Tests that could not run; what printed them says why.
    left_out: usize,
    /// Where the browser tests ran.
    engines: Option<String>,
    broken: bool,
}

impl Report {
    /// Runs one step; the others run whatever comes of it. Says whether it went well.
    fn step(&mut self, name: &str, step: impl FnOnce(&mut Self) -> Result) -> bool {
        println!("\n== {name}");
        let failed_before = self.failed;
        let (result, time) = timed(|| step(self));
        let mark = if result.is_ok() { "ok    " } else { "FAILED" };
        let line = format!("{mark} {:7.1} s  {name}", time.as_secs_f64());
        println!("{line}");
        self.lines.push(line);
        if let Err(error) = &result {
            println!("{error}");
            self.lines.push(format!("                  {error}"));
            self.broken = true;
            // So that the last line never says "0 failed" of a run that failed.
            if self.failed == failed_before {
                self.failed += 1;
            }
        }
        result.is_ok()
    }

    /// Notes a step that cannot run because another failed.
    fn blocked(&mut self, name: &str, because: &str) {
        self.lines.push(format!("NOT RUN            {name}: {because}"));
        self.broken = true;
        self.failed += 1;
    }

    /// Runs tests, shows what they print and counts them.
    fn tests(&mut self, command: &mut Command) -> Result {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the tests do not start: {error}"))?;
        let stdout = child.stdout.take().ok_or("the tests have no output")?;
        let mut ran = 0;
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            if let Some([passed, failed, left_out]) = counts(&line) {
                self.passed += passed;
                self.failed += failed;
                self.left_out += left_out;
                ran += passed + failed;
            }
        }
        let status = child.wait()?;
        if !status.success() {
            return Err("tests failed, see above".into());
        }
        if ran == 0 {
            return Err("no test ran".into());
        }
        Ok(())
    }
}

/// Runs every check, or only those that need neither wasm nor a browser.
pub(crate) fn run(native_only: bool) -> ! {
    let mut report = Report::default();
    native(&mut report, native_only);
    if !native_only {
        browser(&mut report);
    }

    println!("\n== what ran");
    for line in &report.lines {
        println!("{line}");
    }
    if native_only {
        println!("left out by --native: lints for wasm, site, size, browsers");
    } else {
        println!("engines: {}", report.engines.as_deref().unwrap_or("none"));
    }
    if report.left_out > 0 {
        println!("{} tests could not run where they were asked to, see above", report.left_out);
    }
    println!("{} passed, {} failed", report.passed, report.failed);
    // No message here: the count is the last line.
    std::process::exit(i32::from(report.broken))
}

/// The checks that any machine with Rust can do.
fn native(report: &mut Report, native_only: bool) {
    report.step("rustfmt and clippy are there", |_| tools::native());
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
    report.step("tests of the chores", |report| {
        report.tests(&mut cargo(&["test", "-p", "xtask", "--no-fail-fast"]))
    });
    report.step("documentation", |_| {
        let doc = ["doc", "--no-deps", "--workspace", "--exclude", "browser-tests"];
        finish(cargo(&doc).env("RUSTDOCFLAGS", "-D warnings"))
    });
}

/// The checks that need wasm and browsers.
fn browser(report: &mut Report) {
    if report.step("wasm target is there", |_| tools::wasm()) {
        report.step("lints for wasm", |_| {
            let wasm = ["clippy", "--lib", "--target", "wasm32-unknown-unknown"];
            let crates = ["--package", "tiebreak", "--package", "tiebreak-app"];
            let features = ["--features", "tiebreak/element"];
            finish(cargo(&wasm).args(crates).args(features).args(["--", "-D", "warnings"]))?;
            let apps = ["clippy", "--bins", "--tests", "--target", "wasm32-unknown-unknown"];
            let crates = ["--package", "leptos-app", "--package", "tiebreak-dom"];
            finish(cargo(&apps).args(crates).args(["--", "-D", "warnings"]))
        });
    } else {
        report.blocked("lints for wasm", "the target is not there");
    }
    let site = report.step("tools of the site are there", |_| tools::site())
        && report.step("site", |_| site::build(&site::Options::default()));
    if site {
        report.step("site is whole", |_| site::check());
        report.step("size", |_| size::check());
        report.step("package for npm", |_| npm::package());
    } else {
        report.blocked("site is whole", "the site was not built");
        report.blocked("size", "the site was not built");
        report.blocked("package for npm", "the site was not built");
    }
    let browsers = report.step("browsers are there", |_| tools::browsers());
    let pages = report.step("code for pages is there", |_| tools::pages());
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
    } else {
        let why = match (site, browsers, pages) {
            (false, ..) => "the site was not built",
            (true, false, _) => "a browser is missing",
            (true, true, false) => "code for pages is missing",
            (true, true, true) => "the apps were not built",
        };
        report.blocked("browser tests", why);
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

/// What a function returns, and how long it took.
#[expect(clippy::disallowed_methods, reason = "only the core must have no clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let value = work();
    (value, start.elapsed())
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
    }

    #[test]
    fn a_step_that_fails_counts() {
        let mut report = Report::default();
        assert!(report.step("good", |_| Ok(())));
        assert!(!report.step("bad", |_| Err("no".into())));
        report.blocked("worse", "bad");
        assert!(report.broken);
        assert_eq!((report.passed, report.failed), (0, 2));
    }
}
