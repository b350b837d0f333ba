//! Tests of the second try and of the counts, without a browser.

mod outcome;

use outcome::{Counts, FLAKY_LIMIT, Outcome};

fn passed() -> Outcome {
    Outcome::Passed(None)
}

fn failed(message: &str) -> Outcome {
    Outcome::Failed(message.to_owned())
}

#[test]
fn a_case_that_passes_in_a_fresh_session_is_flaky() {
    let outcome = Outcome::after_retry("no widget".to_owned(), passed());
    assert_eq!(outcome.word(), Some("flaky"));
    assert_eq!(outcome.note().unwrap(), "first: no widget\nin a fresh session: passed");
    let noted = Outcome::Passed(Some("no moveBefore".to_owned()));
    let outcome = Outcome::after_retry("no widget".to_owned(), noted);
    assert_eq!(outcome.note().unwrap(), "first: no widget\nin a fresh session: no moveBefore");
}

#[test]
fn a_case_that_fails_twice_fails_with_both_messages() {
    let outcome = Outcome::after_retry("no widget".to_owned(), failed("no session"));
    assert_eq!(outcome, failed("first: no widget\nin a fresh session: no session"));
    assert_eq!(outcome.word(), Some("FAILED"));
}

#[test]
fn flaky_cases_count_as_passed() {
    let flaky = Outcome::after_retry("no widget".to_owned(), passed());
    let left_out = Outcome::LeftOut("no installer".to_owned());
    let outcomes = [passed(), flaky, left_out, failed("wrong text")];
    let counts = Counts::of(&outcomes);
    assert_eq!(counts, Counts { passed: 2, failed: 1, skipped: 1, flaky: 1 });
    assert!(!counts.is_success());
    let summary = "test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 7 filtered out";
    assert_eq!(counts.summary(7).lines().last(), Some(summary));
}

#[test]
fn too_many_flaky_cases_fail_the_run() {
    let flaky = || Outcome::after_retry("no widget".to_owned(), passed());
    let mut outcomes = vec![flaky(); FLAKY_LIMIT];
    assert!(Counts::of(&outcomes).is_success());
    assert!(Counts::of(&outcomes).summary(0).starts_with("2 flaky, counted as passed\n"));
    outcomes.push(flaky());
    let counts = Counts::of(&outcomes);
    assert!(!counts.is_success());
    assert_eq!((counts.passed, counts.failed), (3, 0));
    assert!(
        counts.summary(0).contains("3 flaky, more than 2: the run fails\ntest result: FAILED.")
    );
}

#[test]
fn notes_of_failures_come_last() {
    let flaky = Outcome::after_retry("no widget".to_owned(), passed());
    let left_out = Outcome::LeftOut("no driver".to_owned());
    let mut all = [failed("no widget"), flaky.clone(), left_out.clone()];
    all.sort_by_key(Outcome::rank);
    assert_eq!(all, [left_out, flaky, failed("no widget")]);
}
