//! Does a model say what its sources say? Runs situations with known verdicts through the engine.
//!
//! A situation is met when every one of its sheets has a winner that is expected. Where the
//! evidence leaves room (`hard`), an honest "too close" or "disputed" counts as well, if it names
//! every expected alternative and not simply all of them.

use sampling::random::SplitMix;

use crate::engine::evaluation::Evaluation;
use crate::engine::verdict::{Brief, verdict};
use crate::model::answers::Answers;
use crate::model::problem::Problem;
use crate::model::schema::{CasesFile, TestCaseFile, VerdictKind};
use crate::model::{Model, rows::PointsRow};

/// How a situation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Every sheet has an expected winner.
    Yes,
    /// Every sheet has one, or is honestly open between those that are expected.
    Open,
    /// Some sheet says something else.
    No,
}

/// A situation and what the model says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseResult {
    /// Index of the situation in its file.
    pub case: usize,
    /// How it came out.
    pub met: Met,
    /// The verdict on each sheet.
    pub verdicts: Vec<Brief>,
}

/// How many situations were met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Situations with an expected winner or, when hard, honestly open.
    pub met: usize,
    /// Of these, honestly open.
    pub open: usize,
    /// All situations.
    pub all: usize,
    /// Hard situations that are met.
    pub hard_met: usize,
    /// Hard situations.
    pub hard: usize,
}

/// A situation with its sheets read.
#[derive(Clone, Debug)]
pub struct Case {
    sheets: Vec<Answers>,
    expected: Vec<usize>,
    hard: bool,
}

/// Reads the sheets and expectations; every fault of the file at once.
///
/// # Errors
/// Unknown questions, options, alternatives, or answers of a form that their question refuses.
pub fn read(model: &Model, file: &CasesFile) -> Result<Vec<Case>, Vec<(String, Problem)>> {
    let mut faults = Vec::new();
    let mut read_case = |case: &TestCaseFile| {
        let sheet = |json| {
            let (answers, problems) = Answers::read(&model.alternatives, &model.questions, json);
            faults.extend(problems.into_iter().map(|it| (case.id.clone(), it)));
            answers
        };
        let sheets = case.sheets.iter().map(sheet).collect();
        let expected = case.expected.iter().filter_map(|id| {
            let found = model.alternative(id);
            if found.is_none() {
                let message = ["no alternative `", id, "`"].concat();
                let known = model.alternatives.iter().map(|it| it.id.as_str());
                let problem = Problem::new(
                    crate::model::problem::File::Answers,
                    crate::model::problem::Code::UnknownId,
                    "/expected",
                    message,
                );
                faults.push((case.id.clone(), problem.did_you_mean(id, known)));
            }
            found
        });
        Case { expected: expected.collect(), sheets, hard: case.hard }
    };
    let cases = file.cases.iter().map(&mut read_case).collect();
    if faults.is_empty() { Ok(cases) } else { Err(faults) }
}

/// What the model says of every situation.
pub fn run(model: &Model, cases: &[Case]) -> Vec<CaseResult> {
    let result = |(i, case): (usize, &Case)| {
        // Without the explanation, which takes most of the time of a thousand draws.
        let brief = |it: &Answers| {
            let table = model.pooled_with(&it.overrides);
            Brief::from(verdict(&Evaluation::new(model, &table, it)))
        };
        let verdicts: Vec<Brief> = case.sheets.iter().map(brief).collect();
        let mets = verdicts.iter().map(|it| met(model, case, it));
        let worst = mets.max_by_key(|it| *it as u8).unwrap_or(Met::No);
        CaseResult { case: i, met: worst, verdicts }
    };
    cases.iter().enumerate().map(result).collect()
}

/// How one verdict compares with what is expected.
fn met(model: &Model, case: &Case, verdict: &Brief) -> Met {
    let open = matches!(verdict.kind, VerdictKind::TooClose | VerdictKind::Disputed);
    match verdict.winner {
        Some(winner) if case.expected.contains(&winner) => Met::Yes,
        None if open
            && case.hard
            && case.expected.iter().all(|it| verdict.close.contains(it))
            && verdict.close.len() < model.alternatives.len() =>
        {
            Met::Open
        }
        _ => Met::No,
    }
}

/// Counts; at most `open_allowed` honestly open situations count as met.
pub fn score(cases: &[Case], results: &[CaseResult], open_allowed: usize) -> Score {
    let mut score = Score { all: cases.len(), ..Score::default() };
    for (case, result) in cases.iter().zip(results) {
        let open = result.met == Met::Open && score.open < open_allowed;
        let met = result.met == Met::Yes || open;
        score.open += usize::from(open);
        score.met += usize::from(met);
        score.hard += usize::from(case.hard);
        score.hard_met += usize::from(met && case.hard);
    }
    score
}

/// The model with every weight of a question multiplied by one factor, drawn for each question
/// log-uniformly from 1/2 to 2; its unanswered row too.
pub fn perturbed(model: &Model, generator: &mut SplitMix) -> Model {
    let mut perturbed = model.clone();
    for rows in &mut perturbed.tables.pooled.questions {
        // In thousandths, so that the engine stays in integers.
        let factor = (1000.0 * (2.0 * generator.unit() - 1.0).exp2()).round() as i64;
        let scale = |row: &mut PointsRow| {
            row.weight *= factor;
            row.points = row.points.map(|it| it * factor);
        };
        scale(&mut rows.unanswered);
        rows.options.iter_mut().for_each(|it| scale(&mut it.row));
    }
    perturbed
}
