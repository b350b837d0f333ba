//! Checks a model file between its fields: header, alternatives, sources, typical cases.
//!
//! Questions are checked in [`super::question`]. Nothing here builds; see [`super::build`].

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::item::{Item, join, nth};
use super::report::{Ids, List, Report};
use super::text::{is_date, is_file_name, is_integrity, is_language};
use super::{build, question};
use crate::model::answers::Answers;
use crate::model::overrides::OVERRIDES;
use crate::model::problem::{Code, File, Problem};
use crate::model::schema::{AlternativeFile, CaseFile, DerivedFile, FORMAT, ModelFile, SourceFile};
use crate::model::{
    MAX_ALTERNATIVES, MAX_BAND, MAX_CASES, MAX_OPTIONS, MAX_QUESTIONS, MAX_SEAM, MAX_SOURCES,
    Question,
};

/// What rows refer to.
pub(super) struct Scope<'a> {
    /// All alternatives.
    pub(super) alternatives: Ids<'a>,
    /// The derived ones.
    pub(super) derived: BTreeMap<&'a str, &'a DerivedFile>,
    /// Those that could not be read, and may be either.
    pub(super) unclear: BTreeSet<&'a str>,
    /// All sources.
    pub(super) sources: Ids<'a>,
}

/// Reports everything that stands in the way of a model.
pub(super) fn model(report: &mut Report, file: &ModelFile) {
    header(report, file);
    let alternatives = alternatives(report, &file.alternatives);
    let sources = sources(report, &file.sources);
    let derived =
        alternatives.good.iter().filter_map(|(_, it)| Some((it.id.as_str(), it.derived.as_ref()?)));
    let unclear = file.alternatives.iter().filter_map(|it| match it {
        Item::Bad { id, .. } => id.as_deref(),
        Item::Good(_) => None,
    });
    let (derived, unclear) = (derived.collect(), unclear.collect());
    let scope = Scope { alternatives: alternatives.ids, derived, unclear, sources: sources.ids };

    let questions = report.list(&file.questions, "/questions", 1..=MAX_QUESTIONS, |it| &it.id);
    let mut disputed = Vec::new();
    for (at, it) in &questions.good {
        question::check(report, &scope, it, at, &mut disputed);
    }
    question::count_disputed(report, &disputed);
    cases(report, &scope, file, &questions.ids);
}

fn header(report: &mut Report, file: &ModelFile) {
    if file.format != FORMAT {
        let message = ["the format is ", &file.format.to_string(), ", and this reads 1"];
        report.add(Code::Format, "/format", message.concat());
    }
    report.id(&file.id, "/id");
    report.range("band", file.band, &(0..=MAX_BAND), "/band");
    if !is_language(&file.lang) {
        let message = ["`", &file.lang, "` is not a language tag"].concat();
        report.push(report.problem(Code::BadId, "/lang", message).hint("write `en` or `pt-BR`"));
    }
    date(report, &file.evidence_read, "/evidence_read");
    if let Some(it) = &file.corrections_read {
        date(report, it, "/corrections_read");
    }
    let Some(evidence) = &file.evidence else { return };
    if !is_file_name(&evidence.file) {
        let message = ["`", &evidence.file, "` is not the bare name of a file"].concat();
        let hint = "it lies in the same folder, so write no folder and no address";
        report.push(report.problem(Code::BadFileName, "/evidence/file", message).hint(hint));
    }
    if evidence.integrity.as_ref().is_some_and(|it| !is_integrity(it)) {
        let message = "the digest is not `sha256-` and 44 characters of base 64";
        let hint = "`tiebreak lint --seal` writes it";
        report.push(report.problem(Code::BadIntegrity, "/evidence/integrity", message).hint(hint));
    }
}

fn date(report: &mut Report, date: &str, at: &str) {
    if !is_date(date) {
        let message = ["`", date, "` is not a year, a month or a day"].concat();
        let hint = "write `2026`, `2026-03` or `2026-03-31`";
        report.push(report.problem(Code::BadDate, at, message).hint(hint));
    }
}

fn alternatives<'a>(
    report: &mut Report,
    items: &'a [Item<AlternativeFile>],
) -> List<'a, AlternativeFile> {
    let list = report.list(items, "/alternatives", 2..=MAX_ALTERNATIVES, |it| &it.id);
    for (at, it) in &list.good {
        for (field, texts) in [("/good", &it.good), ("/bad", &it.bad)] {
            if texts.is_empty() {
                let message = "the list is empty";
                let hint = "say as much against an alternative as for it";
                let at = [at, field].concat();
                report.push(report.problem(Code::Empty, &at, message).hint(hint));
            }
        }
        if let Some(derived) = &it.derived {
            let at = [at, "/derived"].concat();
            let of_derived =
                |id: &str| list.good.iter().any(|(_, it)| it.id == id && it.derived.is_some());
            self::derived(report, &list.ids, derived, &at, of_derived);
        }
    }
    list
}

fn derived(
    report: &mut Report,
    alternatives: &Ids<'_>,
    derived: &DerivedFile,
    at: &str,
    is_derived: impl Fn(&str) -> bool,
) {
    report.range("seam", derived.seam, &(0..=MAX_SEAM), &[at, "/seam"].concat());
    report.range("cost", derived.cost, &(0..=MAX_SEAM), &[at, "/cost"].concat());
    let at = [at, "/of"].concat();
    report.length(derived.of.len(), &at, &(2..=MAX_ALTERNATIVES));
    report.differ(&derived.of, &at);
    for (i, id) in derived.of.iter().enumerate() {
        let at = nth(&at, i);
        if report.refers(alternatives, "alternative", id, &at) && is_derived(id) {
            let message = ["`", id, "` is itself derived"].concat();
            let hint = "name the base alternatives that it is made of";
            report.push(report.problem(Code::DerivedOfDerived, &at, message).hint(hint));
        }
    }
}

fn sources<'a>(report: &mut Report, items: &'a [Item<SourceFile>]) -> List<'a, SourceFile> {
    let list = report.list(items, "/sources", 0..=MAX_SOURCES, |it| &it.id);
    for (at, it) in &list.good {
        if it.id == question::EDITOR {
            let message = "`editor` is who rates where no source speaks, so no source has this id";
            report.add(Code::BadId, &[at, "/id"].concat(), message);
        }
        if let Some(it) = &it.date {
            date(report, it, &[at, "/date"].concat());
        }
        if let Some(it) = &it.url {
            report.link(it, &[at, "/url"].concat());
        }
    }
    list
}

fn cases(report: &mut Report, scope: &Scope<'_>, file: &ModelFile, ids: &Ids<'_>) {
    // Answers to a question that could not be read in full cannot be judged.
    let sound = file.questions.iter().take(MAX_QUESTIONS).filter_map(Item::good).filter(|it| {
        it.options.len() <= MAX_OPTIONS && it.options.iter().all(|it| it.good().is_some())
    });
    let sound: Vec<Question> = sound.map(build::answerable).collect();
    let cases = report.list(&file.cases, "/cases", 0..=MAX_CASES, |it| &it.id);
    for (at, it) in &cases.good {
        report.refers(&scope.alternatives, "alternative", &it.winner, &[at, "/winner"].concat());
        report.differ(&it.statements, &[at, "/statements"].concat());
        case_answers(report, it, &[at, "/answers"].concat(), &sound, ids);
    }
}

fn case_answers(report: &mut Report, case: &CaseFile, at: &str, sound: &[Question], ids: &Ids<'_>) {
    if case.answers.is_empty() {
        report.add(Code::Empty, at, "the case answers nothing");
    }
    if case.answers.contains_key(OVERRIDES) {
        let at = join(at, OVERRIDES);
        report.add(Code::BadAnswer, &at, "a typical case overrules nothing");
    }
    let judged = case.answers.iter().filter(|(id, _)| id.as_str() != OVERRIDES);
    let judged = judged.filter(|(id, _)| sound.iter().any(|it| it.id == **id) || !ids.has(id));
    let judged: Map<String, Value> = judged.map(|(id, it)| (id.clone(), it.clone())).collect();
    let (_, problems) = Answers::read(&[], sound, &judged);
    for it in problems {
        report.push(Problem { file: File::Model, at: [at, &it.at].concat(), ..it });
    }
}
