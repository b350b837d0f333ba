//! Reads a model file: header, alternatives, sources, typical cases; questions in
//! [`super::question`].
//!
//! Checks and builds in one go, since nearly everything refers to something that was looked up
//! just now. Total on any file: what is faulty is reported and left out, and only a file without
//! errors becomes a model.

use serde_json::Value;

use super::node::Node;
use super::place::Place;
use super::question;
use super::report::{Diagnostics, Ids};
use super::text::{is_date, is_file_name, is_integrity, is_language};
use crate::model::answers::Answers;
use crate::model::overrides::OVERRIDES;
use crate::model::problem::Code;
use crate::model::rows::Tables;
use crate::model::schema::FORMAT;
use crate::model::{
    Alternative, Derived, EvidenceLink, MAX_ALTERNATIVES, MAX_BAND, MAX_CASES, MAX_QUESTIONS,
    MAX_SEAM, MAX_SOURCES, Model, Source, TypicalCase,
};

/// Tie band where the file gives none: 1 point of 100.
const DEFAULT_BAND: i64 = 10;

/// What rows refer to.
pub(super) struct Scope<'a> {
    /// Ids of the alternatives.
    pub(super) ids: Ids<'a>,
    /// The alternatives; `None` where one could not be read.
    pub(super) alternatives: Vec<Option<Alternative>>,
    /// Ids of the sources.
    pub(super) sources: Ids<'a>,
}

/// The model, unless something stands in its way; that is reported.
pub(super) fn model(report: &mut impl Diagnostics, file: Node<'_>) -> Option<Model> {
    let mut model = header(report, file);
    let at = &Place::FILE;
    let lists = ["alternatives", "sources", "questions"];
    if lists.iter().any(|it| file.fields().get(*it).and_then(Value::as_array).is_none()) {
        return None;
    }
    let (ids, alternatives) = alternatives(report, file.list(lists[0]), &at.key(lists[0]));
    let sources = sources(report, &mut model, file.list(lists[1]), &at.key(lists[1]));
    let scope = Scope { ids, alternatives, sources };

    let (items, at_questions) = (file.list(lists[2]), at.key(lists[2]));
    let ids = report.list(items, &at_questions, 1, MAX_QUESTIONS);
    let mut disputed = 0;
    for (i, it) in Node::items(items).take_while(|it| it.0 < MAX_QUESTIONS) {
        let question = question::read(report, &scope, it, &at_questions.item(i), &mut disputed);
        model.questions.extend(question);
    }
    cases(report, &scope, &mut model, &ids, file.list("cases"));
    if report.has_errors() {
        return None;
    }
    for it in scope.alternatives {
        model.alternatives.extend(it);
    }
    model.tables = Tables::new(&model.alternatives, &model.sources, &model.questions);
    Some(model)
}

fn header(report: &mut impl Diagnostics, file: Node<'_>) -> Model {
    let at = &Place::FILE;
    format(report, file);
    if let Some(it) = file.given("id") {
        report.id(it, &at.key("id"));
    }
    let band = file.whole("band").unwrap_or(DEFAULT_BAND);
    report.range("band", band, &(0..=MAX_BAND), &at.key("band"));
    if let Some(it) = file.given("lang").filter(|it| !is_language(it)) {
        let message = ["`", it, "` is not a language tag"];
        report.advise(Code::BadId, &at.key("lang"), &message, "write `en` or `pt-BR`");
    }
    date(report, file, "evidence_read", at);
    date(report, file, "corrections_read", at);
    Model {
        id: file.owned("id"),
        digest: 0,
        version: file.owned("version"),
        lang: file.owned("lang"),
        title: file.owned("title"),
        evidence_read: file.owned("evidence_read"),
        corrections_read: file.maybe_owned("corrections_read"),
        update_policy: file.owned("update_policy"),
        paid_by: file.owned("paid_by"),
        band,
        evidence: evidence(report, file),
        alternatives: Vec::new(),
        sources: Vec::new(),
        clusters: 0,
        questions: Vec::new(),
        cases: Vec::new(),
        tables: Tables::default(),
    }
}

/// Checks that this version reads the file's format.
pub(super) fn format(report: &mut impl Diagnostics, file: Node<'_>) {
    if let Some(it) = file.whole("format").filter(|&it| it != FORMAT) {
        let at = &Place::FILE.key("format");
        report.say(Code::Format, at, || format!("the format is {it}, and this reads 1"));
    }
}

fn evidence(report: &mut impl Diagnostics, file: Node<'_>) -> Option<EvidenceLink> {
    let it = file.object("evidence")?;
    let at = &Place::FILE.key("evidence");
    let (file, integrity) = (it.text("file"), it.given("integrity"));
    if !is_file_name(file) {
        let message = ["`", file, "` is not the bare name of a file"];
        let hint = "it lies in the same folder, so write no folder and no address";
        report.advise(Code::BadFileName, &at.key("file"), &message, hint);
    }
    if integrity.is_some_and(|it| !is_integrity(it)) {
        let message = ["the digest is not `sha256-` and 44 characters of base 64"];
        let hint = "`tiebreak lint --seal` writes it";
        report.advise(Code::BadIntegrity, &at.key("integrity"), &message, hint);
    }
    Some(EvidenceLink { file: file.to_owned(), integrity: it.maybe_owned("integrity") })
}

fn date(report: &mut impl Diagnostics, of: Node<'_>, field: &str, at: &Place<'_>) {
    if let Some(it) = of.given(field).filter(|it| !is_date(it)) {
        let message = ["`", it, "` is not a year, a month or a day"];
        let hint = "write `2026`, `2026-03` or `2026-03-31`";
        report.advise(Code::BadDate, &at.key(field), &message, hint);
    }
}

fn alternatives<'a>(
    report: &mut impl Diagnostics,
    items: &'a [Value],
    at: &Place<'_>,
) -> (Ids<'a>, Vec<Option<Alternative>>) {
    let ids = report.list(items, at, 2, MAX_ALTERNATIVES);
    let mut alternatives = Vec::new();
    alternatives.resize_with(items.len().min(MAX_ALTERNATIVES), || None);
    for (i, it) in Node::items(items).take_while(|it| it.0 < MAX_ALTERNATIVES) {
        let at = &at.item(i);
        for field in ["good", "bad"] {
            if it.list(field).is_empty() {
                let hint = "say as much against an alternative as for it";
                report.advise(Code::Empty, &at.key(field), &["the list is empty"], hint);
            }
        }
        let derived = it.object("derived");
        let derived = derived.map(|it| self::derived(report, &ids, items, it, &at.key("derived")));
        let (Some(color), Some(shape)) = (it.word("color"), it.word("shape")) else { continue };
        // A second alternative of a name is nobody's: to whom a row refers is not clear.
        alternatives[i] = ids.name(i).map(|id| Alternative {
            id: id.to_owned(),
            name: it.owned("name"),
            color,
            shape,
            living: it.owned("living"),
            good: it.texts("good"),
            bad: it.texts("bad"),
            derived,
        });
    }
    (ids, alternatives)
}

fn derived(
    report: &mut impl Diagnostics,
    ids: &Ids<'_>,
    items: &[Value],
    it: Node<'_>,
    at: &Place<'_>,
) -> Derived {
    let mut derived = Derived { of: Vec::new(), seam: 0, cost: 0 };
    for (field, number) in [("seam", &mut derived.seam), ("cost", &mut derived.cost)] {
        *number = it.whole(field).unwrap_or_default();
        report.range(field, *number, &(0..=MAX_SEAM), &at.key(field));
    }
    let (of, at) = (it.texts("of"), &at.key("of"));
    report.length(of.len(), at, 2, MAX_ALTERNATIVES);
    report.differ(&of, at);
    for (i, id) in of.iter().enumerate() {
        let at = &at.item(i);
        let Some(part) = report.refers(ids, "alternative", id, at) else { continue };
        if Node::new(&items[part]).is_some_and(|it| it.object("derived").is_some()) {
            let hint = "name the base alternatives that it is made of";
            report.advise(Code::DerivedOfDerived, at, &["`", id, "` is itself derived"], hint);
        }
        derived.of.push(part);
    }
    derived
}

fn sources<'a>(
    report: &mut impl Diagnostics,
    model: &mut Model,
    items: &'a [Value],
    at: &Place<'_>,
) -> Ids<'a> {
    let ids = report.list(items, at, 0, MAX_SOURCES);
    // A source that names no cluster is one alone.
    let mut clusters: Vec<Option<&str>> = Vec::new();
    for (i, it) in Node::items(items).take_while(|it| it.0 < MAX_SOURCES) {
        let at = &at.item(i);
        if it.text("id") == question::EDITOR {
            let message = "`editor` is who rates where no source speaks, so no source has this id";
            report.add(Code::BadId, &at.key("id"), &[message]);
        }
        date(report, it, "date", at);
        if let Some(it) = it.given("url") {
            report.link(it, &at.key("url"));
        }
        let name = it.given("cluster");
        let known = clusters.iter().position(|it| it.is_some() && *it == name);
        let cluster = known.unwrap_or(clusters.len());
        if known.is_none() {
            clusters.push(name);
        }
        let Some(interest) = it.word("interest") else { continue };
        model.sources.push(Source {
            id: it.owned("id"),
            short: it.owned("short"),
            title: it.owned("title"),
            author: it.maybe_owned("author"),
            date: it.maybe_owned("date"),
            url: it.maybe_owned("url"),
            sells: it.owned("sells"),
            interest,
            cluster,
        });
    }
    model.clusters = clusters.len();
    ids
}

fn cases(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    model: &mut Model,
    questions: &Ids<'_>,
    items: &[Value],
) {
    let at = &Place::FILE.key("cases");
    report.list(items, at, 0, MAX_CASES);
    for (i, it) in Node::items(items).take_while(|it| it.0 < MAX_CASES) {
        let at = &at.item(i);
        let winner = report.refers(&scope.ids, "alternative", it.text("winner"), &at.key("winner"));
        let statements = it.texts("statements");
        report.differ(&statements, &at.key("statements"));
        let answers = answers(report, model, questions, it, &at.key("answers"));
        let Some(winner) = winner else { continue };
        model.cases.push(TypicalCase {
            id: it.owned("id"),
            name: it.owned("name"),
            note: it.owned("note"),
            answers,
            winner,
            statements,
        });
    }
}

fn answers(
    report: &mut impl Diagnostics,
    model: &Model,
    ids: &Ids<'_>,
    case: Node<'_>,
    at: &Place<'_>,
) -> Answers {
    let sound = &model.questions;
    let mut judged: Vec<(&String, &Value)> = Vec::new();
    if let Some(given) = case.object("answers") {
        if given.fields().is_empty() {
            report.add(Code::Empty, at, &["the case answers nothing"]);
        }
        for (id, answer) in given.fields() {
            if id == OVERRIDES {
                report.add(Code::BadAnswer, &at.key(id), &["a typical case overrules nothing"]);
                continue;
            }
            // Answers to a question that could not be read in full cannot be judged.
            if sound.iter().any(|it| it.id == *id) || !ids.has(id) {
                judged.push((id, answer));
            }
        }
    }
    Answers::told(report, &model.alternatives, sound, &mut judged.into_iter(), at)
}
