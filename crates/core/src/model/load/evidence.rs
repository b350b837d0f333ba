//! Reads the second file, and checks that it and its model agree.

use serde_json::Value;

use super::node::{Node, texts, word};
use super::place::Place;
use super::question::EDITOR;
use super::report::{Diagnostics as _, Ids, Report};
use crate::model::answers::OptionSet;
use crate::model::evidence::{
    Advice, Cell, Correction, Evidence, Link, SourceNote, Statement, TableRow, Unused, VerdictKind,
    When,
};
use crate::model::problem::{Code, File};
use crate::model::{MAX_REQUESTS, MAX_STATEMENTS, Model, Question, Rater, ScoreRow, Voice};

/// What the parts of the file refer to.
struct Scope<'a> {
    model: &'a Model,
    /// Ids of all statements.
    ids: Ids<'a>,
    /// The source that each statement names; `None` where the model does not have it, which is a
    /// fault of the statement, not of those who use it.
    source_of: Vec<Option<&'a str>>,
}

/// The evidence, unless something stands in its way; that is reported.
pub(super) fn evidence(report: &mut Report, model: &Model, file: Node<'_>) -> Option<Evidence> {
    super::model::format(report, file);
    let file_of = file.given("model");
    if let Some(it) = file_of.filter(|&it| it != model.id) {
        let message = ["the file belongs to model `", it, "`, not to `", &model.id, "`"];
        report.add(Code::WrongModel, &Place::FILE.key("model"), &message);
    }
    let items = file.fields().get("statements")?.as_array()?;
    let at = &Place::FILE.key("statements");
    let ids = report.list(items, at, 0, MAX_STATEMENTS);
    let mut scope = Scope { model, ids, source_of: vec![None; items.len()] };
    let mut evidence = Evidence::default();
    for (i, it) in Node::items(items) {
        let Some(source) = source(report, model, it, &at.item(i)) else { continue };
        scope.source_of[i] = Some(it.text("source"));
        let (id, place, text) = (it.owned("id"), it.owned("place"), it.owned("text"));
        evidence.statements.push(Statement { id, source, place, text });
    }
    report.file = File::Model;
    model_uses(report, &scope);
    report.file = File::Evidence;
    evidence.corrections = corrections(report, &scope, file);
    evidence.table = table(report, &scope, file);
    evidence.advice = advice(report, &scope, file);
    evidence.source_notes = source_notes(report, &scope, file);
    evidence.unused = unused(report, &scope, file);
    Some(evidence).filter(|_| !report.has_errors())
}

fn source(report: &mut Report, model: &Model, it: Node<'_>, at: &Place<'_>) -> Option<usize> {
    let (id, found) = (it.text("source"), model.source(it.text("source")));
    if found.is_none() {
        let known: Vec<&str> = model.sources.iter().map(|it| it.id.as_str()).collect();
        unknown(report, "source", id, &at.key("source"), &known);
    }
    found
}

fn alternative(report: &mut Report, model: &Model, id: &str, at: &Place<'_>) -> Option<usize> {
    let found = model.alternative(id);
    if found.is_none() {
        let known: Vec<&str> = model.alternatives.iter().map(|it| it.id.as_str()).collect();
        unknown(report, "alternative", id, at, &known);
    }
    found
}

fn question(report: &mut Report, model: &Model, id: &str, at: &Place<'_>) -> Option<usize> {
    let found = model.question(id);
    if found.is_none() {
        let known: Vec<&str> = model.questions.iter().map(|it| it.id.as_str()).collect();
        unknown(report, "question", id, at, &known);
    }
    found
}

fn unknown(report: &mut Report, what: &str, id: &str, at: &Place<'_>, known: &[&str]) {
    report.unknown(Code::UnknownId, at, &["no ", what, " `", id, "`"], id, || known.to_vec());
}

impl Scope<'_> {
    /// Checks the statements that something rests on; `source` is whose they must be.
    fn rests_on(&self, report: &mut Report, ids: &[String], source: Option<&str>, at: &Place<'_>) {
        let at = &at.key("statements");
        for (i, id) in ids.iter().enumerate() {
            let at = &at.item(i);
            let statement = self.exists(report, id, at);
            let of = statement.and_then(|it| self.source_of[it]);
            let (Some(source), Some(of)) = (source, of) else { continue };
            if source != of {
                let message = ["statement `", id, "` is of `", of, "`, not of `", source, "`"];
                report.add(Code::StatementOfOther, at, &message);
            }
        }
    }

    fn exists(&self, report: &mut Report, id: &str, at: &Place<'_>) -> Option<usize> {
        if !self.ids.has(id) {
            let message = ["no statement `", id, "`"];
            report.unknown(Code::UnknownStatement, at, &message, id, || self.ids.known());
        }
        self.ids.find(id)
    }
}

/// Checks the statements that the model rests on.
fn model_uses(report: &mut Report, scope: &Scope<'_>) {
    let at = &Place::FILE.key("questions");
    for (q, question) in scope.model.questions.iter().enumerate() {
        let at = &at.item(q);
        row_uses(report, scope, &question.unanswered, &at.key("unanswered"));
        let at = &at.key("options");
        for (o, option) in question.options.iter().enumerate() {
            let at = &at.item(o);
            row_uses(report, scope, &option.row, at);
            let at = &at.key("requirements");
            for (r, requirement) in option.requirements.iter().enumerate() {
                let at = &at.item(r);
                voice_uses(report, scope, &requirement.said_by, &at.key("said_by"));
                voice_uses(report, scope, &requirement.contradicted_by, &at.key("contradicted_by"));
            }
        }
    }
    let at = &Place::FILE.key("cases");
    for (i, case) in scope.model.cases.iter().enumerate() {
        scope.rests_on(report, &case.statements, None, &at.item(i));
    }
}

fn row_uses(report: &mut Report, scope: &Scope<'_>, row: &ScoreRow, at: &Place<'_>) {
    let at = &at.key("ratings");
    for (i, it) in row.ratings.iter().enumerate() {
        let source = match it.rater {
            Rater::Source(source) => scope.model.sources[source].id.as_str(),
            Rater::Editor => EDITOR,
        };
        scope.rests_on(report, &it.statements, Some(source), &at.item(i));
    }
}

fn voice_uses(report: &mut Report, scope: &Scope<'_>, voices: &[Voice], at: &Place<'_>) {
    for (i, it) in voices.iter().enumerate() {
        let source = Some(scope.model.sources[it.source].id.as_str());
        scope.rests_on(report, &it.statements, source, &at.item(i));
    }
}

fn corrections(report: &mut Report, scope: &Scope<'_>, file: Node<'_>) -> Vec<Correction> {
    let (items, at) = (file.list("corrections"), &Place::FILE.key("corrections"));
    report.list(items, at, 0, MAX_STATEMENTS);
    let mut corrections = Vec::new();
    for (i, it) in Node::items(items) {
        let at = &at.item(i);
        let (statements, links) = (it.texts("statements"), it.texts("links"));
        let at_statements = &at.key("statements");
        if statements.is_empty() {
            report.add(Code::Empty, at_statements, &["the correction concerns no statement"]);
        }
        report.differ(&statements, at_statements);
        for (i, id) in statements.iter().enumerate() {
            scope.exists(report, id, &at_statements.item(i));
        }
        for (i, link) in links.iter().enumerate() {
            report.link(link, &at.key("links").item(i));
        }
        let Some(mark) = it.word("mark") else { continue };
        let (id, text) = (it.owned("id"), it.owned("text"));
        corrections.push(Correction { id, statements, mark, text, links });
    }
    corrections
}

fn table(report: &mut Report, scope: &Scope<'_>, file: Node<'_>) -> Vec<TableRow> {
    let (items, at) = (file.list("table"), &Place::FILE.key("table"));
    report.list(items, at, 0, MAX_STATEMENTS);
    let mut rows = Vec::new();
    for (i, it) in Node::items(items) {
        let at = &at.item(i);
        let (ids, at_questions) = (it.texts("questions"), &at.key("questions"));
        report.differ(&ids, at_questions);
        let mut questions = Vec::new();
        for (i, id) in ids.iter().enumerate() {
            questions.extend(question(report, scope.model, id, &at_questions.item(i)));
        }
        let (items, at) = (it.list("cells"), &at.key("cells"));
        if items.is_empty() {
            report.add(Code::Empty, at, &["the row has no cells"]);
        }
        let mut cells = Vec::new();
        for (i, it) in Node::items(items) {
            cells.extend(cell(report, scope, it, &at.item(i)));
        }
        rows.push(TableRow { id: it.owned("id"), name: it.owned("name"), questions, cells });
    }
    rows
}

fn cell(report: &mut Report, scope: &Scope<'_>, it: Node<'_>, at: &Place<'_>) -> Option<Cell> {
    let id = it.text("alternative");
    let alternative = alternative(report, scope.model, id, &at.key("alternative"));
    let source = source(report, scope.model, it, at);
    let statements = it.texts("statements");
    scope.rests_on(report, &statements, source.map(|_| it.text("source")), at);
    let requests_per_second = requests(report, it, &at.key("requests_per_second"));
    Some(Cell {
        alternative: alternative?,
        source: source?,
        text: it.owned("text"),
        requests_per_second,
        statements,
    })
}

/// A range of requests a second: two numbers, the smaller first.
fn requests(report: &mut Report, cell: Node<'_>, at: &Place<'_>) -> Option<(i64, i64)> {
    let given = cell.list("requests_per_second");
    if given.is_empty() {
        return None;
    }
    let numbers: Vec<i64> = given.iter().filter_map(Value::as_i64).collect();
    match numbers[..] {
        [from, to] if 1 <= from && from <= to && to <= MAX_REQUESTS => Some((from, to)),
        _ => {
            let message = ["not a range of requests a second"];
            report.advise(Code::OutOfRange, at, &message, "write [from, to], 1 to 1000000000");
            None
        }
    }
}

fn advice(report: &mut Report, scope: &Scope<'_>, file: Node<'_>) -> Vec<Advice> {
    let (items, at) = (file.list("advice"), &Place::FILE.key("advice"));
    report.list(items, at, 0, MAX_STATEMENTS);
    let mut advice = Vec::new();
    for (i, it) in Node::items(items) {
        let at = &at.item(i);
        let statements = it.texts("statements");
        scope.rests_on(report, &statements, None, at);
        let mut links = Vec::new();
        for (i, it) in Node::items(it.list("links")) {
            report.link(it.text("url"), &at.key("links").item(i).key("url"));
            links.push(Link { text: it.owned("text"), url: it.owned("url") });
        }
        let when = it.object("when");
        let when = when.map(|it| self::when(report, scope.model, it, &at.key("when")));
        let Some(section) = it.word("section") else { continue };
        advice.push(Advice {
            id: it.owned("id"),
            section,
            title: it.owned("title"),
            text: it.owned("text"),
            when: when.unwrap_or_default(),
            statements,
            links,
        });
    }
    advice
}

fn when(report: &mut Report, model: &Model, it: Node<'_>, at: &Place<'_>) -> When {
    let mut when = When { is_final: it.yes_no("final"), ..When::default() };
    if let Some(answers) = it.object("answers") {
        let at = &at.key("answers");
        for (id, options) in answers.fields() {
            let at = &at.key(id);
            if let Some(q) = question(report, model, id, at) {
                when.answers.push((q, option_set(report, &model.questions[q], options, at)));
            }
        }
    }
    for (i, id) in it.texts("winner").iter().enumerate() {
        when.winner.extend(alternative(report, model, id, &at.key("winner").item(i)));
    }
    for kind in it.list("kind") {
        when.kinds.extend(word::<VerdictKind>(kind));
    }
    when
}

fn option_set(
    report: &mut Report,
    question: &Question,
    options: &Value,
    at: &Place<'_>,
) -> OptionSet {
    let options = options.as_array().map(|it| texts(it)).unwrap_or_default();
    if options.is_empty() {
        let message = ["of no options none is ever given"];
        report.advise(Code::Empty, at, &message, "name some, or drop the question");
    }
    let mut set = 0;
    for (i, id) in options.iter().enumerate() {
        let found = question.option(id);
        if found.is_none() {
            let known: Vec<&str> = question.options.iter().map(|it| it.id.as_str()).collect();
            unknown(report, "option", id, &at.item(i), &known);
        }
        set |= found.map_or(0, |it| 1 << it);
    }
    set
}

fn source_notes(report: &mut Report, scope: &Scope<'_>, file: Node<'_>) -> Vec<SourceNote> {
    let at = &Place::FILE.key("source_notes");
    let mut notes = Vec::new();
    for (i, it) in Node::items(file.list("source_notes")) {
        let at = &at.item(i);
        let source = source(report, scope.model, it, at);
        // What a reader should know of a source another source may say.
        let statements = it.texts("statements");
        scope.rests_on(report, &statements, None, at);
        if let Some(source) = source {
            notes.push(SourceNote { source, text: it.owned("text"), statements });
        }
    }
    notes
}

fn unused(report: &mut Report, scope: &Scope<'_>, file: Node<'_>) -> Vec<Unused> {
    let at = &Place::FILE.key("unused");
    let mut unused: Vec<Unused> = Vec::new();
    for (i, it) in Node::items(file.list("unused")) {
        let (id, at) = (it.text("statement"), &at.item(i));
        let at = &at.key("statement");
        scope.exists(report, id, at);
        if unused.iter().any(|it| it.statement == id) {
            report.add(Code::DuplicateId, at, &["`", id, "` stands here twice"]);
        }
        unused.push(Unused { statement: id.to_owned(), reason: it.owned("reason") });
    }
    unused
}
