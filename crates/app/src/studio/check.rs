//! Checks of a draft: problems at their places, and cases with their verdicts.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::draft::{item, member};
use super::files::{Files, document_place, missing_field};
use super::part::{List, Part};
use tiebreak_core::acceptance::{self, Met};
use tiebreak_core::engine::outline;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::evidence::Evidence;
use tiebreak_core::model::json;
use tiebreak_core::model::lint::{Intended, lint_evidence, lint_file};
use tiebreak_core::model::load::{load, load_evidence, load_fail_fast};
use tiebreak_core::model::problem::{Problem, Severity};
use tiebreak_core::model::schema::{CasesFile, TestCaseFile, VerdictKind};
use tiebreak_core::space::Analysis;
use tiebreak_core::space::json::report;

/// A problem of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftProblem {
    /// Place in the document.
    pub at: String,
    /// Whether the decision cannot be used.
    pub is_error: bool,
    /// The problem in words.
    pub message: ProblemMessage,
    /// How to fix it.
    pub hint: Option<String>,
    /// Stable name of its kind; empty for cases with another verdict.
    pub code: String,
}

/// The words of a problem. A worker has no texts in the language of the page, so that the page makes
/// sentences of verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemMessage {
    /// A message of the core, in English.
    English(String),
    /// The verdicts of a case that expects another verdict.
    OtherVerdict(Vec<SaidVerdict>),
}

/// A verdict of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaidVerdict {
    /// The alternative with this name wins.
    Winner(String),
    /// The scores of these alternatives are too close.
    TooClose(Vec<String>),
    /// The sources disagree about these alternatives.
    Disputed(Vec<String>),
    /// There are too few answers.
    NoVerdict,
    /// Every alternative is ruled out.
    AllExcluded,
}

/// A warning that the author means as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeantWarning {
    /// The warning.
    pub problem: DraftProblem,
    /// The author's reason.
    pub reason: String,
    /// Place of the reason.
    pub at: String,
}

impl DraftProblem {
    fn new(problem: Problem) -> Self {
        let at = missing_field(&problem.at, &problem.message);
        Self {
            at: document_place(problem.file, &at),
            is_error: problem.severity == Severity::Error,
            message: ProblemMessage::English(problem.message),
            hint: problem.hint,
            code: problem.code.as_str().to_owned(),
        }
    }

    /// The place for the reason of an author who means the warning as it is; `None` for problems that
    /// cannot be meant.
    pub fn intended_place(&self) -> Option<String> {
        let model = self.at.strip_prefix("/model")?;
        if self.is_error || self.code.is_empty() || self.code == "intended-unused" {
            return None;
        }
        let tokens: Vec<&str> = model.split('/').skip(1).collect();
        let depth = match tokens[..] {
            ["questions", _, "options", _, ..] => 4,
            ["questions" | "alternatives" | "sources", _, ..] => 2,
            _ => 0,
        };
        let object = [&["/model"], &tokens[..depth]].concat().join("/");
        Some(member(&member(&object, "intended"), &self.code))
    }

    /// Whether the problem is at a place or inside of it.
    pub fn is_in(&self, place: &str) -> bool {
        let rest = self.at.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// The result of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCheck {
    /// Whether every verdict is as expected.
    pub passes: bool,
    /// The verdicts, without repetitions; empty if the case cannot be read.
    pub verdicts: Vec<SaidVerdict>,
    /// The reason why the case cannot be read, in English.
    pub fault: Option<String>,
}

/// The state of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Whether the decision can be used: whether there are no errors.
    pub is_valid: bool,
    /// All problems: errors, or else warnings.
    pub problems: Vec<DraftProblem>,
    /// Warnings that the author means as they are.
    pub meant: Vec<MeantWarning>,
    /// Results of the typical cases; empty if there are errors.
    pub cases: Vec<CaseCheck>,
    /// Results of the test cases; empty if there are errors.
    pub tests: Vec<CaseCheck>,
}

impl Checked {
    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_error).count()
    }

    /// The result of a case; `None` for other parts, and without a model.
    pub fn case(&self, part: Part) -> Option<&CaseCheck> {
        match part {
            Part::Item(List::Cases, index) => self.cases.get(index),
            Part::Item(List::Tests, index) => self.tests.get(index),
            _ => None,
        }
    }
}

/// Checks a draft: errors of its files, or else warnings, and the results of its cases.
pub fn check(document: &Value) -> Checked {
    let files = Files::compact(document);
    let loaded = load(&files.model);
    let mut problems = loaded.problems;
    let mut evidence = None;
    if let (Some(model), Some(text)) = (&loaded.model, &files.evidence) {
        let loaded = load_evidence(model, text);
        problems.extend(loaded.problems);
        evidence = loaded.evidence;
    }
    let model = loaded.model.filter(|_| problems.is_empty());
    let mut checked = Checked {
        is_valid: model.is_some(),
        problems: problems.into_iter().map(DraftProblem::new).collect(),
        ..Checked::default()
    };
    if let Some(model) = model {
        checked.add_warnings(&model, evidence.as_ref(), &files.model);
        checked.add_cases(&model, document);
    }
    checked
}

/// Checks the text of a draft, and returns the text of [`Checked`]: what a worker does.
pub fn check_text(document: &str) -> String {
    let checked = check(&json::read(document).unwrap_or_default());
    serde_json::to_string(&checked).unwrap_or_default()
}

/// Makes the report over all answers of the text of a draft, as JSON; empty if the draft has errors.
/// `progress` is called with the number of parts that are done, and of all parts.
pub fn report_text(document: &str, progress: &dyn Fn(usize, usize)) -> String {
    let document = json::read(document).unwrap_or_default();
    let Some(model) = load_fail_fast(&Files::compact(&document).model) else {
        return String::new();
    };
    let mut analysis = Analysis::new(&model);
    loop {
        let state = analysis.step(1);
        progress(state.done, state.of);
        if state.is_finished() {
            break;
        }
    }
    json::write(&report(&model, &analysis.report()))
}

impl Checked {
    fn add_warnings(&mut self, model: &Model, evidence: Option<&Evidence>, text: &str) {
        let (mut warnings, meant) = lint_file(model, text);
        let meant = meant.into_iter().filter_map(|Intended { problem, reason }| {
            let problem = DraftProblem::new(problem);
            let at = problem.intended_place()?;
            Some(MeantWarning { problem, reason, at })
        });
        self.meant = meant.collect();
        if let Some(evidence) = evidence {
            warnings.extend(lint_evidence(model, evidence));
        }
        self.problems.extend(warnings.into_iter().map(DraftProblem::new));
    }

    fn add_cases(&mut self, model: &Model, document: &Value) {
        let list = |list: List| document.pointer(list.place()).and_then(Value::as_array);
        let typical = |case: &Value| {
            let sheets = json!([case["answers"]]);
            json!({ "id": case["id"], "sheets": sheets, "expected": [case["winner"]] })
        };
        let cases = list(List::Cases).into_iter().flatten();
        self.cases = cases.map(|case| check_case(model, typical(case))).collect();
        let tests = list(List::Tests).into_iter().flatten();
        self.tests = tests.map(|case| check_case(model, case.clone())).collect();
        // Failures are shown with the problems: the author wants to see both.
        for (list, results) in [(List::Cases, &self.cases), (List::Tests, &self.tests)] {
            for (i, result) in results.iter().enumerate().filter(|(_, result)| !result.passes) {
                let other_verdict = || ProblemMessage::OtherVerdict(result.verdicts.clone());
                let fault = result.fault.clone().map(ProblemMessage::English);
                self.problems.push(DraftProblem {
                    at: item(list.place(), i),
                    is_error: false,
                    message: fault.unwrap_or_else(other_verdict),
                    hint: None,
                    code: String::new(),
                });
            }
        }
    }
}

fn check_case(model: &Model, case: Value) -> CaseCheck {
    let failed =
        |fault: String| CaseCheck { passes: false, verdicts: Vec::new(), fault: Some(fault) };
    let case: TestCaseFile = match serde_json::from_value(case) {
        Ok(case) => case,
        Err(error) => return failed(error.to_string()),
    };
    let file = CasesFile { model: model.id.clone(), cases: vec![case] };
    match acceptance::read(model, &file) {
        Err(problems) => {
            let problem = problems.into_iter().next();
            failed(problem.map(|problem| problem.message).unwrap_or_default())
        }
        Ok(cases) => {
            let results = acceptance::run(model, &cases);
            let verdicts = results.iter().flat_map(|result| &result.verdicts);
            let mut said: Vec<SaidVerdict> = verdicts
                .map(|verdict| said_verdict(model, verdict.kind, verdict.winner, &verdict.close))
                .collect();
            said.dedup();
            let passes = results.iter().all(|result| result.met != Met::No);
            CaseCheck { passes, verdicts: said, fault: None }
        }
    }
}

fn said_verdict(
    model: &Model,
    kind: VerdictKind,
    winner: Option<usize>,
    close: &[usize],
) -> SaidVerdict {
    let name = |&a: &usize| model.alternatives[a].name.clone();
    if let Some(winner) = &winner {
        return SaidVerdict::Winner(name(winner));
    }
    let names = close.iter().map(name).collect();
    match kind {
        VerdictKind::Unasked => SaidVerdict::NoVerdict,
        VerdictKind::NoneEligible => SaidVerdict::AllExcluded,
        VerdictKind::Disputed => SaidVerdict::Disputed(names),
        _ => SaidVerdict::TooClose(names),
    }
}

/// The winner of answers by id, as the id of the alternative; `None` if nothing wins.
pub fn winner(document: &Value, answers: &Map<String, Value>) -> Option<String> {
    let model = load_fail_fast(&Files::compact(document).model)?;
    let (answers, _) = Answers::read(&model.alternatives, &model.questions, answers);
    let decision = outline(&model, &answers);
    decision.verdict.winner.map(|winner| model.alternatives[winner].id.clone())
}
