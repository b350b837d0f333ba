//! Acceptance tests of a model: test cases with expected winners.
//!
//! A test case is a situation with one or more answer sheets, and the winners that its source
//! expects. The case is *met* if every sheet has an expected winner, or a verdict between expected
//! winners only.
//!
//! A case *may stay open* if the sources leave the winner open. Then a sheet is also acceptable if
//! its verdict is "too close" or "disputed", and names every expected alternative but not all
//! alternatives of the model. Such a case is called *open* here.
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::load::load;
//! use tiebreak_core::acceptance::{read, run, score};
//!
//! # let model = load(TEXT).model.unwrap();
//! let file = serde_json::from_str(r#"{
//!     "model": "train-or-car",
//!     "cases": [{
//!         "id": "mover", "situation": "You move house.",
//!         "sheets": [{ "luggage": "trunk", "work": "no" }], "expected": ["car"]
//!     }]
//! }"#).expect("a file of test cases");
//! let cases = read(&model, &file).expect("cases that fit the model");
//! let score = score(&cases, &run(&model, &cases), 0);
//! assert_eq!((score.met, score.all), (1, 1));
//! ```

use sampling::random::SplitMix;

use crate::engine::evaluation::Evaluation;
use crate::engine::robust::{Setup, robustness};
use crate::engine::verdict::{VerdictSummary, verdict};
use crate::model::answers::Answers;
use crate::model::diagnostics::{Diagnostics as _, Report};
use crate::model::place::Place;
use crate::model::problem::{Code, File, Problem};
use crate::model::schema::{CasesFile, TestCaseFile, VerdictKind};
use crate::model::{Model, rows::PointsRow};

/// The result of a test case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Every sheet has an expected winner.
    Yes,
    /// The case may stay open; every sheet has an expected winner or leaves the winner open.
    Open,
    /// At least one sheet has another verdict.
    No,
}

/// The result of a test case, with its verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseResult {
    /// Index of the case in its file.
    pub case: usize,
    /// The result.
    pub met: Met,
    /// The verdict for each sheet.
    pub verdicts: Vec<VerdictSummary>,
}

/// Numbers of test cases by result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Cases that count as met, including open ones up to the limit.
    pub met: usize,
    /// Open cases that count as met.
    pub open: usize,
    /// All cases.
    pub all: usize,
    /// Cases that may stay open and count as met.
    pub undecided_met: usize,
    /// Cases that may stay open.
    pub undecided: usize,
}

/// A test case for a model.
#[derive(Clone, Debug)]
pub struct Case {
    /// The answer sheets.
    pub sheets: Vec<Answers>,
    expected: Vec<usize>,
    may_stay_open: bool,
}

/// Reads the test cases of a file.
///
/// # Errors
///
/// Returns all problems of the file, each with its place: the id of another model, unknown questions,
/// options and alternatives, and replies that do not have the form that their question needs.
pub fn read(model: &Model, file: &CasesFile) -> Result<Vec<Case>, Vec<Problem>> {
    let mut report = Report::new(File::Answers);
    if file.model != model.id {
        let message = ["the file tests model `", &file.model, "`, not `", &model.id, "`"];
        let hint = ["write `", &model.id, "`, the id of the model"];
        report.add_with_hints(Code::WrongModel, &Place::FILE.key("model"), &message, &hint);
    }
    let list = &Place::FILE.key("cases");
    let mut read_case = |(i, case): (usize, &TestCaseFile)| {
        let at = &list.item(i);
        let sheets_at = &at.key("sheets");
        let sheets = case.sheets.iter().enumerate().map(|(s, sheet)| {
            let (alternatives, questions) = (&model.alternatives, &model.questions);
            let at = &sheets_at.item(s);
            Answers::read_with(&mut report, alternatives, questions, &mut sheet.iter(), at)
        });
        let sheets = sheets.collect();
        let expected_at = &at.key("expected");
        let expected = case.expected.iter().enumerate().filter_map(|(e, id)| {
            let found = model.alternative(id);
            if found.is_none() {
                let known = || {
                    model.alternatives.iter().map(|alternative| alternative.id.as_str()).collect()
                };
                let message = ["no alternative `", id, "`"];
                report.add_unknown(Code::UnknownId, &expected_at.item(e), &message, id, known);
            }
            found
        });
        Case { expected: expected.collect(), sheets, may_stay_open: case.may_stay_open }
    };
    let cases = file.cases.iter().enumerate().map(&mut read_case).collect();
    if report.problems.is_empty() { Ok(cases) } else { Err(report.problems) }
}

/// Computes the verdicts of all test cases.
pub fn run(model: &Model, cases: &[Case]) -> Vec<CaseResult> {
    let result = |(i, case): (usize, &Case)| {
        // `decide` would also compute the explanation, which takes much longer.
        let brief = |answers: &Answers| {
            let table = model.pooled_with(&answers.overrides);
            VerdictSummary::from(verdict(&Evaluation::new(model, &table, answers)))
        };
        let verdicts: Vec<VerdictSummary> = case.sheets.iter().map(brief).collect();
        let met = verdicts.iter().map(|verdict| case.met_by(model, verdict));
        // The values of `Met` are in descending order of success.
        let worst = met.max_by_key(|met| *met as u8).unwrap_or(Met::No);
        CaseResult { case: i, met: worst, verdicts }
    };
    cases.iter().enumerate().map(result).collect()
}

impl Case {
    /// Compares a verdict with the expected winners.
    pub fn met_by(&self, model: &Model, verdict: &VerdictSummary) -> Met {
        let is_open = matches!(verdict.kind, VerdictKind::TooClose | VerdictKind::Disputed);
        let is_expected = |a: &usize| self.expected.contains(a);
        match verdict.winner {
            Some(winner) if is_expected(&winner) => Met::Yes,
            None if is_open && verdict.close.iter().all(is_expected) => Met::Yes,
            None if is_open
                && self.may_stay_open
                && self.expected.iter().all(|a| verdict.close.contains(a))
                && verdict.close.len() < model.alternatives.len() =>
            {
                Met::Open
            }
            _ => Met::No,
        }
    }
}

/// Counts the results. At most `open_allowed` open cases count as met.
pub fn score(cases: &[Case], results: &[CaseResult], open_allowed: usize) -> Score {
    let mut score = Score { all: cases.len(), ..Score::default() };
    for (case, result) in cases.iter().zip(results) {
        let open = result.met == Met::Open && score.open < open_allowed;
        let met = result.met == Met::Yes || open;
        score.open += usize::from(open);
        score.met += usize::from(met);
        score.undecided += usize::from(case.may_stay_open);
        score.undecided_met += usize::from(met && case.may_stay_open);
    }
    score
}

/// Winners of a range of the share of samples that put them first, and how many of them are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Smallest number of 100 samples; the band ends below the next one.
    pub from: usize,
    /// Answer sheets whose verdict has a winner in this band.
    pub winners: usize,
    /// Those whose winner is expected.
    pub right: usize,
}

/// The smallest numbers of the [bands](Band), of 100 samples.
pub const BANDS: [usize; 6] = [0, 50, 60, 70, 80, 90];

/// Counts the winners of all sheets by the number of 100 samples that put them first. Sheets
/// without a winner are left out.
pub fn bands(model: &Model, cases: &[Case], results: &[CaseResult]) -> Vec<Band> {
    let mut bands: Vec<Band> =
        BANDS.iter().map(|&from| Band { from, winners: 0, right: 0 }).collect();
    for (case, result) in cases.iter().zip(results) {
        for (answers, verdict) in case.sheets.iter().zip(&result.verdicts) {
            let Some(winner) = verdict.winner else { continue };
            let first = robustness(model, answers, Setup::default()).first_of_100()[winner];
            let reached = BANDS.iter().take_while(|&&from| from <= first).count();
            // The first band starts at 0, so at least one is reached.
            let band = &mut bands[reached - 1];
            band.winners += 1;
            band.right += usize::from(case.expected.contains(&winner));
        }
    }
    bands
}

/// A copy of the model with random weights. For each question, the weights of all its rows are
/// multiplied by the same factor, drawn log-uniformly between 1/2 and 2.
pub fn perturbed(model: &Model, generator: &mut SplitMix) -> Model {
    let mut perturbed = model.clone();
    for rows in &mut perturbed.tables.pooled.questions {
        // Factors are in thousandths, so that weights and points stay integers.
        let factor = (1000.0 * (2.0 * generator.unit() - 1.0).exp2()).round() as i64;
        let scale = |row: &mut PointsRow| {
            row.weight *= factor;
            row.points = row.points.map(|points| points * factor);
        };
        scale(&mut rows.unanswered);
        rows.options.iter_mut().for_each(|option| scale(&mut option.row));
    }
    perturbed
}
