//! Typical cases and test cases whose verdict changes.

use serde_json::{Map, Value};

use crate::engine::evaluation::Evaluation;
use crate::engine::verdict::{VerdictSummary, verdict};
use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::problem::Problem;
use crate::model::schema::CasesFile;

/// A case whose verdict changes.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseChange {
    /// Id of the case.
    pub id: String,
    /// Number of the answer sheet in a test case, from 0; 0 for a typical case.
    pub sheet: usize,
    /// The verdict of the old model.
    pub before: VerdictSummary,
    /// The verdict of the new model.
    pub after: VerdictSummary,
}

/// The typical cases of both models whose verdict changes. The answers are those of the old model,
/// if it has the case. Replies that a model does not know are left out.
pub fn typical_cases(old: &Model, new: &Model) -> Vec<CaseChange> {
    let is_new = |id: &str| !old.cases.iter().any(|case| case.id == id);
    let in_old = old.cases.iter().map(|case| (&case.id, case.answers.write(old)));
    let only_new = new.cases.iter().filter(|case| is_new(&case.id));
    let all = in_old.chain(only_new.map(|case| (&case.id, case.answers.write(new))));
    all.filter_map(|(id, json)| {
        let [before, after] = [old, new].map(|model| read(model, &json).0);
        compare(old, new, id, 0, &before, &after)
    })
    .collect()
}

/// The test cases of a file whose verdict changes, and the problems of sheets that one of the models
/// cannot read, each with the id of its case. Such sheets are left out.
pub fn test_cases(
    old: &Model,
    new: &Model,
    file: &CasesFile,
) -> (Vec<CaseChange>, Vec<(String, Problem)>) {
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for case in &file.cases {
        for (sheet, json) in case.sheets.iter().enumerate() {
            let [(before, first), (after, second)] = [old, new].map(|model| read(model, json));
            if first.is_empty() && second.is_empty() {
                changes.extend(compare(old, new, &case.id, sheet, &before, &after));
            }
            let found = first.into_iter().chain(second);
            problems.extend(found.map(|problem| (case.id.clone(), problem)));
        }
    }
    (changes, problems)
}

fn read(model: &Model, json: &Map<String, Value>) -> (Answers, Vec<Problem>) {
    Answers::read(&model.alternatives, &model.questions, json)
}

/// The change of a verdict. `None` if kind, winner and outcome are the same.
fn compare(
    old: &Model,
    new: &Model,
    id: &str,
    sheet: usize,
    before: &Answers,
    after: &Answers,
) -> Option<CaseChange> {
    let summary = |model: &Model, answers: &Answers| -> VerdictSummary {
        let table = model.pooled_with(&answers.overrides);
        verdict(&Evaluation::new(model, &table, answers)).into()
    };
    let (before, after) = (summary(old, before), summary(new, after));
    let names = |model: &Model, verdict: &VerdictSummary| {
        let mut close: Vec<String> =
            verdict.close.iter().map(|&a| model.alternatives[a].id.clone()).collect();
        close.sort();
        // A winner is the only member of the outcome; without one, the kind says why.
        (verdict.winner.is_none().then_some(verdict.kind), close)
    };
    let is_same = names(old, &before) == names(new, &after);
    (!is_same).then(|| CaseChange { id: id.to_owned(), sheet, before, after })
}
