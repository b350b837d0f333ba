//! Reads the second file, and checks that it and its model agree.
//!
//! Unlike the model's, this check builds as it goes: nearly everything refers to a statement or
//! to the model, so that what was looked up is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::item::{Item, join, nth};
use super::report::{Ids, Report};
use super::{LoadedEvidence, header, text};
use crate::model::answers::OptionSet;
use crate::model::evidence::{
    Advice, Cell, Correction, Evidence, Link, SourceNote, Statement, TableRow, Unused, When,
};
use crate::model::problem::{Code, File, Problem};
use crate::model::schema::{
    AdviceFile, CellFile, CorrectionFile, EvidenceFile, FORMAT, SourceNoteFile, StatementFile,
    TableRowFile, UnusedFile, WhenFile,
};
use crate::model::{MAX_STATEMENTS, Model, Rater, Row, Voice};

/// Reads `<id>.evidence.json` for its model.
pub fn load_evidence(model: &Model, text: &str) -> LoadedEvidence {
    let mut report = Report::new(File::Evidence);
    let blank = json!({ "format": 1, "model": model.id, "statements": [] });
    let file: Option<EvidenceFile> =
        text::parse(&mut report, text).and_then(|it| header(&mut report, it, &blank));
    let mut evidence = None;
    if let Some(file) = file {
        let checked = check(&mut report, model, &file);
        evidence = Some(checked).filter(|_| !report.has_errors());
    }
    LoadedEvidence { evidence, problems: report.into_problems() }
}

/// What the parts of the file refer to.
struct Scope<'a> {
    model: &'a Model,
    /// Ids of all statements.
    ids: Ids<'a>,
    /// The source that each statement names.
    source_of: BTreeMap<&'a str, &'a str>,
    /// The statements that something rests on.
    used: BTreeSet<String>,
}

fn check(report: &mut Report, model: &Model, file: &EvidenceFile) -> Evidence {
    if file.format != FORMAT {
        let message = ["the format is ", &file.format.to_string(), ", and this reads 1"];
        report.add(Code::Format, "/format", message.concat());
    }
    if file.model != model.id {
        let message = ["the file belongs to model `", &file.model, "`, not to `", &model.id, "`"];
        report.add(Code::WrongModel, "/model", message.concat());
    }
    let list = report.list(&file.statements, "/statements", 0..=MAX_STATEMENTS, |it| &it.id);
    // A source that the model does not have is a fault of the statement, not of those who use it.
    let known = list.good.iter().filter(|(_, it)| model.source(&it.source).is_some());
    let source_of = known.map(|(_, it)| (it.id.as_str(), it.source.as_str())).collect();
    let mut scope = Scope { model, ids: list.ids, source_of, used: BTreeSet::new() };
    let statements = list.good.iter().filter_map(|(at, it)| statement(report, model, it, at));
    let statements = statements.collect();
    model_uses(report, &mut scope);
    let evidence = Evidence {
        statements,
        corrections: corrections(report, &mut scope, &file.corrections),
        table: table(report, &mut scope, &file.table),
        advice: advice(report, &mut scope, &file.advice),
        source_notes: source_notes(report, &mut scope, &file.source_notes),
        unused: unused(report, &mut scope, &file.unused),
    };
    if !report.has_errors() {
        warn_unused(report, &scope, &evidence);
    }
    evidence
}

fn statement(
    report: &mut Report,
    model: &Model,
    it: &StatementFile,
    at: &str,
) -> Option<Statement> {
    let source = source(report, model, &it.source, at)?;
    let (id, place, text) = (it.id.clone(), it.place.clone(), it.text.clone());
    Some(Statement { id, source, place, text })
}

fn source(report: &mut Report, model: &Model, id: &str, at: &str) -> Option<usize> {
    let at = [at, "/source"].concat();
    look_up(report, "source", id, &at, model.sources.iter().map(|it| it.id.as_str()))
}

fn alternative(report: &mut Report, model: &Model, id: &str, at: &str) -> Option<usize> {
    look_up(report, "alternative", id, at, model.alternatives.iter().map(|it| it.id.as_str()))
}

fn question(report: &mut Report, model: &Model, id: &str, at: &str) -> Option<usize> {
    look_up(report, "question", id, at, model.questions.iter().map(|it| it.id.as_str()))
}

/// The index of an id, or a problem.
fn look_up<'a>(
    report: &mut Report,
    what: &str,
    id: &str,
    at: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<usize> {
    let found = known.clone().position(|it| it == id);
    if found.is_none() {
        let message = ["no ", what, " `", id, "`"].concat();
        report.push(report.problem(Code::UnknownId, at, message).did_you_mean(id, known));
    }
    found
}

impl Scope<'_> {
    /// Checks the statements that something in `file` rests on; `source` is whose they must be.
    fn rests_on(
        &mut self,
        report: &mut Report,
        file: File,
        ids: &[String],
        source: Option<&str>,
        at: &str,
    ) {
        let at = [at, "/statements"].concat();
        for (i, id) in ids.iter().enumerate() {
            self.exists(report, file, id, &nth(&at, i));
            self.used.insert(id.clone());
            let (Some(source), Some(&of)) = (source, self.source_of.get(id.as_str())) else {
                continue;
            };
            if source != of {
                let message = ["statement `", id, "` is of `", of, "`, not of `", source, "`"];
                let code = Code::StatementOfOther;
                let problem = report.problem(code, &nth(&at, i), message.concat());
                report.push(Problem { file, ..problem });
            }
        }
    }

    fn exists(&self, report: &mut Report, file: File, id: &str, at: &str) {
        if !self.ids.has(id) {
            let message = ["no statement `", id, "`"].concat();
            let problem = report.problem(Code::UnknownStatement, at, message);
            let problem = problem.did_you_mean(id, self.ids.names());
            report.push(Problem { file, ..problem });
        }
    }
}

/// Checks the statements that the model rests on.
fn model_uses(report: &mut Report, scope: &mut Scope<'_>) {
    let model = scope.model;
    for (q, question) in model.questions.iter().enumerate() {
        let at = nth("/questions", q);
        row_uses(report, scope, &question.unanswered, &[&at, "/unanswered"].concat());
        for (o, option) in question.options.iter().enumerate() {
            let at = nth(&[&at, "/options"].concat(), o);
            row_uses(report, scope, &option.row, &at);
            for (r, requirement) in option.requirements.iter().enumerate() {
                let at = nth(&[&at, "/requirements"].concat(), r);
                let at = |field: &str| [&at, field].concat();
                voice_uses(report, scope, &requirement.said_by, &at("/said_by"));
                voice_uses(report, scope, &requirement.contradicted_by, &at("/contradicted_by"));
            }
        }
    }
    for (i, case) in model.cases.iter().enumerate() {
        scope.rests_on(report, File::Model, &case.statements, None, &nth("/cases", i));
    }
}

fn row_uses(report: &mut Report, scope: &mut Scope<'_>, row: &Row, at: &str) {
    let model = scope.model;
    for (i, it) in row.ratings.iter().enumerate() {
        let source = match it.rater {
            Rater::Source(source) => model.sources[source].id.as_str(),
            Rater::Editor => super::question::EDITOR,
        };
        let at = nth(&[at, "/ratings"].concat(), i);
        scope.rests_on(report, File::Model, &it.statements, Some(source), &at);
    }
}

fn voice_uses(report: &mut Report, scope: &mut Scope<'_>, voices: &[Voice], at: &str) {
    let model = scope.model;
    for (i, it) in voices.iter().enumerate() {
        let source = Some(model.sources[it.source].id.as_str());
        scope.rests_on(report, File::Model, &it.statements, source, &nth(at, i));
    }
}

fn corrections(
    report: &mut Report,
    scope: &mut Scope<'_>,
    items: &[Item<CorrectionFile>],
) -> Vec<Correction> {
    let list = report.list(items, "/corrections", 0..=MAX_STATEMENTS, |it| &it.id);
    let mut corrections = Vec::new();
    for (at, it) in &list.good {
        // To be corrected is no use: something else must rest on the statement.
        let statements_at = [at, "/statements"].concat();
        if it.statements.is_empty() {
            report.add(Code::Empty, &statements_at, "the correction concerns no statement");
        }
        report.differ(&it.statements, &statements_at);
        for (i, id) in it.statements.iter().enumerate() {
            scope.exists(report, File::Evidence, id, &nth(&statements_at, i));
        }
        for (i, link) in it.links.iter().enumerate() {
            report.link(link, &nth(&[at, "/links"].concat(), i));
        }
        corrections.push(Correction {
            id: it.id.clone(),
            statements: it.statements.clone(),
            mark: it.mark,
            text: it.text.clone(),
            links: it.links.clone(),
        });
    }
    corrections
}

fn table(
    report: &mut Report,
    scope: &mut Scope<'_>,
    items: &[Item<TableRowFile>],
) -> Vec<TableRow> {
    let list = report.list(items, "/table", 0..=MAX_STATEMENTS, |it| &it.id);
    let mut rows = Vec::new();
    for (at, it) in &list.good {
        let questions_at = [at, "/questions"].concat();
        report.differ(&it.questions, &questions_at);
        let questions = it.questions.iter().enumerate();
        let questions = questions
            .filter_map(|(i, id)| question(report, scope.model, id, &nth(&questions_at, i)));
        let questions = questions.collect();
        let cells_at = [at, "/cells"].concat();
        if it.cells.is_empty() {
            report.add(Code::Empty, &cells_at, "the row has no cells");
        }
        let cells = it.cells.iter().enumerate();
        let cells = cells.filter_map(|(i, it)| cell(report, scope, it, &nth(&cells_at, i)));
        let cells = cells.collect();
        rows.push(TableRow { id: it.id.clone(), name: it.name.clone(), questions, cells });
    }
    rows
}

fn cell(report: &mut Report, scope: &mut Scope<'_>, it: &CellFile, at: &str) -> Option<Cell> {
    let alternative_at = [at, "/alternative"].concat();
    let alternative = alternative(report, scope.model, &it.alternative, &alternative_at);
    let source = source(report, scope.model, &it.source, at);
    scope.rests_on(report, File::Evidence, &it.statements, source.map(|_| it.source.as_str()), at);
    let (text, statements) = (it.text.clone(), it.statements.clone());
    Some(Cell { alternative: alternative?, source: source?, text, statements })
}

fn advice(report: &mut Report, scope: &mut Scope<'_>, items: &[Item<AdviceFile>]) -> Vec<Advice> {
    let list = report.list(items, "/advice", 0..=MAX_STATEMENTS, |it| &it.id);
    let mut advice = Vec::new();
    for (at, it) in &list.good {
        scope.rests_on(report, File::Evidence, &it.statements, None, at);
        for (i, link) in it.links.iter().enumerate() {
            report.link(&link.url, &[&nth(&[at, "/links"].concat(), i), "/url"].concat());
        }
        let links = it.links.iter();
        advice.push(Advice {
            id: it.id.clone(),
            section: it.section,
            title: it.title.clone(),
            text: it.text.clone(),
            when: when(report, scope.model, &it.when, &[at, "/when"].concat()),
            statements: it.statements.clone(),
            links: links.map(|it| Link { text: it.text.clone(), url: it.url.clone() }).collect(),
        });
    }
    advice
}

fn when(report: &mut Report, model: &Model, file: &WhenFile, at: &str) -> When {
    let mut answers = Vec::new();
    for (id, options) in &file.answers {
        let at = join(&[at, "/answers"].concat(), id);
        if let Some(q) = question(report, model, id, &at) {
            answers.push((q, option_set(report, model, q, options, &at)));
        }
    }
    let winner_at = [at, "/winner"].concat();
    let winners = file.winner.iter().enumerate();
    let winners = winners.filter_map(|(i, id)| alternative(report, model, id, &nth(&winner_at, i)));
    let winner = winners.collect();
    When { answers, winner, kinds: file.kind.clone(), is_final: file.is_final }
}

fn option_set(
    report: &mut Report,
    model: &Model,
    question: usize,
    options: &[String],
    at: &str,
) -> OptionSet {
    let question = &model.questions[question];
    if options.is_empty() {
        let message = "of no options none is ever given";
        report
            .push(report.problem(Code::Empty, at, message).hint("name some, or drop the question"));
    }
    let mut set = 0;
    for (i, id) in options.iter().enumerate() {
        let known = question.options.iter().map(|it| it.id.as_str());
        if let Some(o) = look_up(report, "option", id, &nth(at, i), known) {
            set |= 1 << o;
        }
    }
    set
}

fn source_notes(
    report: &mut Report,
    scope: &mut Scope<'_>,
    items: &[Item<SourceNoteFile>],
) -> Vec<SourceNote> {
    let mut notes = Vec::new();
    for (at, it) in report.items(items, "/source_notes", 0..=MAX_STATEMENTS) {
        let Some(it) = it.good() else { continue };
        let source = source(report, scope.model, &it.source, &at);
        // What a reader should know of a source another source may say.
        scope.rests_on(report, File::Evidence, &it.statements, None, &at);
        let Some(source) = source else { continue };
        notes.push(SourceNote { source, text: it.text.clone(), statements: it.statements.clone() });
    }
    notes
}

fn unused(report: &mut Report, scope: &mut Scope<'_>, items: &[Item<UnusedFile>]) -> Vec<Unused> {
    let mut seen = BTreeSet::new();
    let mut unused = Vec::new();
    for (at, it) in report.items(items, "/unused", 0..=MAX_STATEMENTS) {
        let Some(it) = it.good() else { continue };
        let at = [&at, "/statement"].concat();
        scope.exists(report, File::Evidence, &it.statement, &at);
        if !seen.insert(&it.statement) {
            let message = ["`", &it.statement, "` stands here twice"].concat();
            report.add(Code::DuplicateId, &at, message);
        }
        unused.push(Unused { statement: it.statement.clone(), reason: it.reason.clone() });
    }
    unused
}

fn warn_unused(report: &mut Report, scope: &Scope<'_>, evidence: &Evidence) {
    for (i, it) in evidence.statements.iter().enumerate() {
        let listed = evidence.unused.iter().any(|unused| unused.statement == it.id);
        if !listed && !scope.used.contains(&it.id) {
            let message = ["nothing rests on statement `", &it.id, "`"].concat();
            let hint = "use it, or list it as unused with the reason";
            let at = nth("/statements", i);
            report.push(report.problem(Code::StatementUnused, &at, message).hint(hint));
        }
    }
}
