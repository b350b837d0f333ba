//! The third stage of loading an evidence file, and the comparison with its model.

use serde_json::Value;

use super::ids::{EDITOR, Ids};
use super::node::{Node, strings, word};
use crate::model::answers::OptionSet;
use crate::model::diagnostics::Diagnostics;
use crate::model::evidence::{
    Advice, Cell, Correction, Evidence, Link, SourceNote, Statement, TableRow, Unused, VerdictKind,
    When,
};
use crate::model::place::Place;
use crate::model::problem::{Code, File};
use crate::model::{Citation, MAX_REQUESTS, MAX_STATEMENTS, Model, Question, Rater, ScoreRow};

/// The model and the statements that the parts of the file refer to.
struct Referents<'a> {
    model: &'a Model,
    /// Ids of all statements.
    statement_ids: Ids<'a>,
    /// The id of the source of each statement. `None` if the model does not have this source:
    /// that is reported for the statement, and not again where the statement is used.
    source_of: Vec<Option<&'a str>>,
}

/// Reads an evidence file. `None` if any stage of loading reported an error.
pub(super) fn read(
    report: &mut impl Diagnostics,
    model: &Model,
    file: Node<'_>,
) -> Option<Evidence> {
    if let Some(id) = file.optional_str("model").filter(|&id| id != model.id) {
        let message = ["the file belongs to model `", id, "`, not to `", &model.id, "`"];
        let hint = ["write `", model.id.as_str(), "`, the id of the model"];
        report.add_with_hints(Code::WrongModel, &Place::FILE.key("model"), &message, &hint);
    }
    let items = file.fields().get("statements")?.as_array()?;
    let at = &Place::FILE.key("statements");
    let statement_ids = Ids::read(report, items, at, 0, MAX_STATEMENTS);
    let mut referents = Referents { model, statement_ids, source_of: vec![None; items.len()] };
    let mut evidence = Evidence::default();
    for (i, item) in Node::items(items) {
        let Some(source) = resolve_source(report, model, item, &at.item(i)) else { continue };
        referents.source_of[i] = Some(item.str("source"));
        let links = item.strings("links");
        for (l, link) in links.iter().enumerate() {
            report.check_link(link, &at.item(i).key("links").item(l));
        }
        let (id, place, text) = (item.string("id"), item.string("place"), item.string("text"));
        evidence.statements.push(Statement { id, source, place, text, links });
    }
    report.set_file(File::Model);
    check_model(report, &referents);
    report.set_file(File::Evidence);
    evidence.corrections = read_corrections(report, &referents, file);
    evidence.table = read_table(report, &referents, file);
    evidence.advice = read_advice(report, &referents, file);
    evidence.source_notes = read_source_notes(report, &referents, file);
    evidence.unused = read_unused(report, &referents, file);
    Some(evidence).filter(|_| !report.has_errors())
}

/// The index of the source that an item names.
fn resolve_source(
    report: &mut impl Diagnostics,
    model: &Model,
    item: Node<'_>,
    at: &Place<'_>,
) -> Option<usize> {
    let id = item.str("source");
    let found = model.source(id);
    if found.is_none() {
        let known: Vec<&str> = model.sources.iter().map(|source| source.id.as_str()).collect();
        add_unknown(report, "source", id, &at.key("source"), &known);
    }
    found
}

/// The index of the alternative with this id.
fn resolve_alternative(
    report: &mut impl Diagnostics,
    model: &Model,
    id: &str,
    at: &Place<'_>,
) -> Option<usize> {
    let found = model.alternative(id);
    if found.is_none() {
        let known: Vec<&str> = model.alternatives.iter().map(|a| a.id.as_str()).collect();
        add_unknown(report, "alternative", id, at, &known);
    }
    found
}

/// The index of the question with this id.
fn resolve_question(
    report: &mut impl Diagnostics,
    model: &Model,
    id: &str,
    at: &Place<'_>,
) -> Option<usize> {
    let found = model.question(id);
    if found.is_none() {
        let known: Vec<&str> = model.questions.iter().map(|q| q.id.as_str()).collect();
        add_unknown(report, "question", id, at, &known);
    }
    found
}

fn add_unknown(
    report: &mut impl Diagnostics,
    noun: &str,
    id: &str,
    at: &Place<'_>,
    known: &[&str],
) {
    report.add_unknown(Code::UnknownId, at, &["no ", noun, " `", id, "`"], id, || known.to_vec());
}

impl Referents<'_> {
    /// Checks that the statements exist and, if `source` is given, that they are of this source.
    fn check_statements(
        &self,
        report: &mut impl Diagnostics,
        ids: &[String],
        source: Option<&str>,
        at: &Place<'_>,
    ) {
        let at = &at.key("statements");
        for (i, id) in ids.iter().enumerate() {
            let at = &at.item(i);
            let statement = self.resolve_statement(report, id, at);
            let actual = statement.and_then(|statement| self.source_of[statement]);
            let (Some(source), Some(actual)) = (source, actual) else { continue };
            if source != actual {
                let message =
                    ["statement `", id, "` belongs to `", actual, "`, not to `", source, "`"];
                report.add(Code::StatementOfOther, at, &message);
            }
        }
    }

    /// The index of the statement with this id.
    fn resolve_statement(
        &self,
        report: &mut impl Diagnostics,
        id: &str,
        at: &Place<'_>,
    ) -> Option<usize> {
        if !self.statement_ids.may_contain(id) {
            let message = ["no statement `", id, "`"];
            let known = || self.statement_ids.known();
            report.add_unknown(Code::UnknownStatement, at, &message, id, known);
        }
        self.statement_ids.position(id)
    }
}

/// Checks the statements that the model refers to.
fn check_model(report: &mut impl Diagnostics, referents: &Referents<'_>) {
    let at = &Place::FILE.key("questions");
    for (q, question) in referents.model.questions.iter().enumerate() {
        let at = &at.item(q);
        check_row(report, referents, &question.unanswered, &at.key("unanswered"));
        let at = &at.key("options");
        for (o, option) in question.options.iter().enumerate() {
            let at = &at.item(o);
            check_row(report, referents, &option.row, at);
            let at = &at.key("requirements");
            for (r, requirement) in option.requirements.iter().enumerate() {
                let (at, contradicted_by) = (&at.item(r), &requirement.contradicted_by);
                check_citations(report, referents, &requirement.said_by, &at.key("said_by"));
                check_citations(report, referents, contradicted_by, &at.key("contradicted_by"));
            }
        }
    }
    let at = &Place::FILE.key("cases");
    for (i, case) in referents.model.cases.iter().enumerate() {
        referents.check_statements(report, &case.statements, None, &at.item(i));
    }
}

fn rater_id<'a>(referents: &Referents<'a>, rater: Rater) -> &'a str {
    match rater {
        Rater::Source(source) => referents.model.sources[source].id.as_str(),
        Rater::Editor => EDITOR,
    }
}

fn check_row(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    row: &ScoreRow,
    at: &Place<'_>,
) {
    let at = &at.key("ratings");
    for (i, rating) in row.ratings.iter().enumerate() {
        let source = rater_id(referents, rating.rater);
        referents.check_statements(report, &rating.statements, Some(source), &at.item(i));
    }
}

fn check_citations(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    citations: &[Citation],
    at: &Place<'_>,
) {
    for (i, citation) in citations.iter().enumerate() {
        let source = rater_id(referents, citation.source);
        referents.check_statements(report, &citation.statements, Some(source), &at.item(i));
    }
}

fn read_corrections(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    file: Node<'_>,
) -> Vec<Correction> {
    let (items, at) = (file.list("corrections"), &Place::FILE.key("corrections"));
    Ids::read(report, items, at, 0, MAX_STATEMENTS);
    let mut corrections = Vec::new();
    for (i, item) in Node::items(items) {
        let at = &at.item(i);
        let (statements, links) = (item.strings("statements"), item.strings("links"));
        let at_statements = &at.key("statements");
        if statements.is_empty() {
            report.add(Code::Empty, at_statements, &["the correction names no statement"]);
        }
        report.check_unique(&statements, at_statements);
        for (i, id) in statements.iter().enumerate() {
            referents.resolve_statement(report, id, &at_statements.item(i));
        }
        for (i, link) in links.iter().enumerate() {
            report.check_link(link, &at.key("links").item(i));
        }
        let Some(mark) = item.word("mark") else { continue };
        let (id, text) = (item.string("id"), item.string("text"));
        corrections.push(Correction { id, statements, mark, text, links });
    }
    corrections
}

fn read_table(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    file: Node<'_>,
) -> Vec<TableRow> {
    let (items, at) = (file.list("table"), &Place::FILE.key("table"));
    Ids::read(report, items, at, 0, MAX_STATEMENTS);
    let mut rows = Vec::new();
    for (i, item) in Node::items(items) {
        let at = &at.item(i);
        let (ids, at_questions) = (item.strings("questions"), &at.key("questions"));
        report.check_unique(&ids, at_questions);
        let mut questions = Vec::new();
        for (i, id) in ids.iter().enumerate() {
            let at = &at_questions.item(i);
            questions.extend(resolve_question(report, referents.model, id, at));
        }
        let (cell_items, at) = (item.list("cells"), &at.key("cells"));
        if cell_items.is_empty() {
            report.add(Code::Empty, at, &["the row has no cells"]);
        }
        let mut cells = Vec::new();
        for (i, cell) in Node::items(cell_items) {
            cells.extend(read_cell(report, referents, cell, &at.item(i)));
        }
        rows.push(TableRow { id: item.string("id"), name: item.string("name"), questions, cells });
    }
    rows
}

fn read_cell(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    node: Node<'_>,
    at: &Place<'_>,
) -> Option<Cell> {
    let (model, id) = (referents.model, node.str("alternative"));
    let alternative = resolve_alternative(report, model, id, &at.key("alternative"));
    let source = resolve_source(report, model, node, at);
    let statements = node.strings("statements");
    referents.check_statements(report, &statements, source.map(|_| node.str("source")), at);
    let requests_per_second = read_requests(report, node, &at.key("requests_per_second"));
    Some(Cell {
        alternative: alternative?,
        source: source?,
        text: node.string("text"),
        requests_per_second,
        statements,
    })
}

/// Reads a range of requests per second: two numbers, the smaller one first.
fn read_requests(
    report: &mut impl Diagnostics,
    cell: Node<'_>,
    at: &Place<'_>,
) -> Option<(i64, i64)> {
    let given = cell.list("requests_per_second");
    if given.is_empty() {
        return None;
    }
    let numbers: Vec<i64> = given.iter().filter_map(Value::as_i64).collect();
    match numbers[..] {
        [from, to] if 1 <= from && from <= to && to <= MAX_REQUESTS => Some((from, to)),
        _ => {
            let message = ["not a range of requests per second"];
            let hint = "write [from, to], two whole numbers from 1 to 1000000000";
            report.add_with_hint(Code::OutOfRange, at, &message, hint);
            None
        }
    }
}

fn read_advice(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    file: Node<'_>,
) -> Vec<Advice> {
    let (items, at) = (file.list("advice"), &Place::FILE.key("advice"));
    Ids::read(report, items, at, 0, MAX_STATEMENTS);
    let mut advice = Vec::new();
    for (i, item) in Node::items(items) {
        let at = &at.item(i);
        let statements = item.strings("statements");
        referents.check_statements(report, &statements, None, at);
        let mut links = Vec::new();
        for (i, link) in Node::items(item.list("links")) {
            report.check_link(link.str("url"), &at.key("links").item(i).key("url"));
            links.push(Link { text: link.string("text"), url: link.string("url") });
        }
        let when = item.object("when");
        let when = when.map(|when| read_when(report, referents.model, when, &at.key("when")));
        let Some(section) = item.word("section") else { continue };
        advice.push(Advice {
            id: item.string("id"),
            section,
            title: item.string("title"),
            text: item.string("text"),
            when: when.unwrap_or_default(),
            statements,
            links,
        });
    }
    advice
}

/// Reads the conditions of a piece of advice.
fn read_when(report: &mut impl Diagnostics, model: &Model, node: Node<'_>, at: &Place<'_>) -> When {
    let mut when = When { is_final: node.bool("final"), ..When::default() };
    if let Some(answers) = node.object("answers") {
        let at = &at.key("answers");
        for (id, options) in answers.fields() {
            let at = &at.key(id);
            if let Some(q) = resolve_question(report, model, id, at) {
                when.answers.push((q, read_options(report, &model.questions[q], options, at)));
            }
        }
    }
    for (i, id) in node.strings("winner").iter().enumerate() {
        when.winner.extend(resolve_alternative(report, model, id, &at.key("winner").item(i)));
    }
    for kind in node.list("kind") {
        when.kinds.extend(word::<VerdictKind>(kind));
    }
    when
}

/// Reads a list of options of a question.
fn read_options(
    report: &mut impl Diagnostics,
    question: &Question,
    options: &Value,
    at: &Place<'_>,
) -> OptionSet {
    let ids = options.as_array().map(|items| strings(items)).unwrap_or_default();
    if ids.is_empty() {
        let message = ["the list of options is empty, so the advice never applies"];
        report.add_with_hint(Code::Empty, at, &message, "add an option, or remove the question");
    }
    let mut set = 0;
    for (i, id) in ids.iter().enumerate() {
        let found = question.option(id);
        if found.is_none() {
            let known: Vec<&str> = question.options.iter().map(|o| o.id.as_str()).collect();
            add_unknown(report, "option", id, &at.item(i), &known);
        }
        set |= found.map_or(0, |o| 1 << o);
    }
    set
}

fn read_source_notes(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    file: Node<'_>,
) -> Vec<SourceNote> {
    let at = &Place::FILE.key("source_notes");
    let mut notes = Vec::new();
    for (i, item) in Node::items(file.list("source_notes")) {
        let at = &at.item(i);
        let source = resolve_source(report, referents.model, item, at);
        // A note about a source may rest on statements of other sources.
        let statements = item.strings("statements");
        referents.check_statements(report, &statements, None, at);
        if let Some(source) = source {
            notes.push(SourceNote { source, text: item.string("text"), statements });
        }
    }
    notes
}

fn read_unused(
    report: &mut impl Diagnostics,
    referents: &Referents<'_>,
    file: Node<'_>,
) -> Vec<Unused> {
    let at = &Place::FILE.key("unused");
    let mut list: Vec<Unused> = Vec::new();
    for (i, item) in Node::items(file.list("unused")) {
        let (id, at) = (item.str("statement"), &at.item(i));
        let at = &at.key("statement");
        referents.resolve_statement(report, id, at);
        if list.iter().any(|unused| unused.statement == id) {
            let message = ["`", id, "` appears twice in this list"];
            report.add(Code::DuplicateId, at, &message);
        }
        list.push(Unused { statement: id.to_owned(), reason: item.string("reason") });
    }
    list
}
