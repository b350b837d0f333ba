//! The third stage of loading a model file: header, alternatives, sources and typical cases.

use serde_json::Value;

use super::ids::{EDITOR, Ids, Referents};
use super::node::Node;
use super::question;
use crate::model::answers::Answers;
use crate::model::diagnostics::Diagnostics;
use crate::model::overrides::OVERRIDES;
use crate::model::place::Place;
use crate::model::problem::Code;
use crate::model::rows::Tables;
use crate::model::schema::Word as _;
use crate::model::syntax::{is_date, is_file_name, is_integrity, is_language};
use crate::model::{
    Alternative, Color, Derived, EvidenceLink, Interest, MAX_ALTERNATIVES, MAX_BAND, MAX_CASES,
    MAX_QUESTIONS, MAX_SEAM, MAX_SOURCES, Model, Shape, Source, TypicalCase,
};

/// Default of the tie band, in thousandths: 1 point of 100.
const DEFAULT_BAND: i64 = 10;
/// Version of a decision whose author gives none.
const DEFAULT_VERSION: &str = "0";
/// Defaults of `seam` and `cost`, in thousandths of the value scale.
const DEFAULT_SEAM: i64 = 80;
const DEFAULT_COST: i64 = 50;

/// Reads a model file. `None` if any stage of loading reported an error.
pub(super) fn read(diagnostics: &mut impl Diagnostics, file: Node<'_>) -> Option<Model> {
    let mut model = read_header(diagnostics, file);
    let lists = ["alternatives", "questions"];
    if lists.iter().any(|name| file.fields().get(*name).and_then(Value::as_array).is_none()) {
        return None;
    }
    let (alternative_ids, alternatives) = read_alternatives(diagnostics, file.list(lists[0]));
    let source_ids = read_sources(diagnostics, &mut model, file.list("sources"));
    let referents = Referents { alternative_ids, alternatives, source_ids };

    let (items, at) = (file.list(lists[1]), &Place::FILE.key(lists[1]));
    let question_ids = Ids::read(diagnostics, items, at, 1, MAX_QUESTIONS);
    let mut disputed = 0;
    for (i, item) in Node::items(items).take_while(|(i, _)| *i < MAX_QUESTIONS) {
        let at = &at.item(i);
        if let Some(mut question) = question::read(diagnostics, &referents, item, at, &mut disputed)
        {
            let questions = &mut model.questions;
            question.when =
                question::read_condition(diagnostics, &question_ids, questions, (i, item), at);
            if let Some(condition) = &question.when {
                let dependent = questions.len();
                questions[condition.question].dependents.push(dependent);
            }
            questions.push(question);
        }
    }
    read_cases(diagnostics, &referents, &mut model, &question_ids, file.list("cases"));
    if diagnostics.has_errors() {
        return None;
    }
    for alternative in referents.alternatives {
        model.alternatives.extend(alternative);
    }
    model.tables = Tables::new(&model.alternatives, &model.sources, &model.questions);
    Some(model)
}

/// Reads the fields that are not lists. All lists of the result are empty.
fn read_header(diagnostics: &mut impl Diagnostics, file: Node<'_>) -> Model {
    let at = &Place::FILE;
    if let Some(id) = file.optional_str("id") {
        diagnostics.check_id(id, &at.key("id"));
    }
    let band = file.integer("band").unwrap_or(DEFAULT_BAND);
    diagnostics.check_range("band", band, &(0..=MAX_BAND), &at.key("band"));
    if let Some(lang) = file.optional_str("lang").filter(|lang| !is_language(lang)) {
        let message = ["`", lang, "` is not a language tag"];
        let hint = "write a tag such as `en` or `pt-BR`";
        diagnostics.add_with_hint(Code::BadId, &at.key("lang"), &message, hint);
    }
    check_date(diagnostics, file, "evidence_read", at);
    check_date(diagnostics, file, "corrections_read", at);
    Model {
        id: file.string("id"),
        digest: 0,
        version: file.optional_str("version").unwrap_or(DEFAULT_VERSION).to_owned(),
        lang: file.string("lang"),
        title: file.string("title"),
        evidence_read: file.optional_string("evidence_read"),
        corrections_read: file.optional_string("corrections_read"),
        update_policy: file.string("update_policy"),
        paid_by: file.string("paid_by"),
        band,
        default_verdict: file.bool("default_verdict").unwrap_or(false),
        evidence: read_evidence_link(diagnostics, file),
        alternatives: Vec::new(),
        sources: Vec::new(),
        clusters: 0,
        questions: Vec::new(),
        cases: Vec::new(),
        tables: Tables::default(),
    }
}

fn read_evidence_link(diagnostics: &mut impl Diagnostics, file: Node<'_>) -> Option<EvidenceLink> {
    let link = file.object("evidence")?;
    let at = &Place::FILE.key("evidence");
    let (name, integrity) = (link.str("file"), link.optional_str("integrity"));
    if !is_file_name(name) {
        let message = ["`", name, "` is not a file name without a folder"];
        let hint = "put the file into the folder of the model, and write its name alone";
        diagnostics.add_with_hint(Code::BadFileName, &at.key("file"), &message, hint);
    }
    if integrity.is_some_and(|integrity| !is_integrity(integrity)) {
        let message = ["the digest is not `sha256-` and 44 characters of base64"];
        let hint = "`tiebreak lint --seal` writes the digest";
        diagnostics.add_with_hint(Code::BadIntegrity, &at.key("integrity"), &message, hint);
    }
    Some(EvidenceLink { file: name.to_owned(), integrity: link.optional_string("integrity") })
}

fn check_date(diagnostics: &mut impl Diagnostics, node: Node<'_>, field: &str, at: &Place<'_>) {
    if let Some(date) = node.optional_str(field).filter(|date| !is_date(date)) {
        let message = ["`", date, "` is not a year, a month or a day"];
        let hint = "write `2026`, `2026-03` or `2026-03-31`";
        diagnostics.add_with_hint(Code::BadDate, &at.key(field), &message, hint);
    }
}

fn read_alternatives<'a>(
    diagnostics: &mut impl Diagnostics,
    items: &'a [Value],
) -> (Ids<'a>, Vec<Option<Alternative>>) {
    let at = &Place::FILE.key("alternatives");
    let ids = Ids::read(diagnostics, items, at, 2, MAX_ALTERNATIVES);
    let mut alternatives = Vec::new();
    alternatives.resize_with(items.len().min(MAX_ALTERNATIVES), || None);
    for (i, item) in Node::items(items).take_while(|(i, _)| *i < MAX_ALTERNATIVES) {
        let at = &at.item(i);
        let derived = item.object("derived");
        let derived = derived
            .map(|derived| read_derived(diagnostics, &ids, items, derived, &at.key("derived")));
        // An alternative with a duplicate id has no id here, and stays `None`.
        alternatives[i] = ids.get(i).map(|id| Alternative {
            id: id.to_owned(),
            name: item.string("name"),
            color: item.word("color").unwrap_or(Color::ALL[i % Color::ALL.len()]),
            shape: item.word("shape").unwrap_or(Shape::ALL[i % Shape::ALL.len()]),
            living: item.string("living"),
            good: item.strings("good"),
            bad: item.strings("bad"),
            derived,
        });
    }
    (ids, alternatives)
}

/// Reads how an alternative is derived; `items` are all alternatives.
fn read_derived(
    diagnostics: &mut impl Diagnostics,
    ids: &Ids<'_>,
    items: &[Value],
    node: Node<'_>,
    at: &Place<'_>,
) -> Derived {
    let mut derived = Derived { of: Vec::new(), seam: 0, cost: 0 };
    let numbers =
        [("seam", &mut derived.seam, DEFAULT_SEAM), ("cost", &mut derived.cost, DEFAULT_COST)];
    for (field, number, default) in numbers {
        *number = node.integer(field).unwrap_or(default);
        diagnostics.check_range(field, *number, &(0..=MAX_SEAM), &at.key(field));
    }
    let (of, at) = (node.strings("of"), &at.key("of"));
    diagnostics.check_length(of.len(), at, 2, MAX_ALTERNATIVES);
    diagnostics.check_unique(&of, at);
    for (i, id) in of.iter().enumerate() {
        let at = &at.item(i);
        let Some(part) = ids.resolve(diagnostics, "alternative", id, at) else { continue };
        if Node::new(&items[part]).is_some_and(|part| part.object("derived").is_some()) {
            let message = ["`", id, "` is a derived alternative"];
            let hint = "name only base alternatives";
            diagnostics.add_with_hint(Code::DerivedOfDerived, at, &message, hint);
        }
        derived.of.push(part);
    }
    derived
}

fn read_sources<'a>(
    diagnostics: &mut impl Diagnostics,
    model: &mut Model,
    items: &'a [Value],
) -> Ids<'a> {
    let at = &Place::FILE.key("sources");
    let ids = Ids::read(diagnostics, items, at, 0, MAX_SOURCES);
    // The names of the clusters. A source without a name is a cluster by itself.
    let mut clusters: Vec<Option<&str>> = Vec::new();
    for (i, item) in Node::items(items).take_while(|(i, _)| *i < MAX_SOURCES) {
        let at = &at.item(i);
        if item.str("id") == EDITOR {
            let message = "the id `editor` is reserved for rows that no source rates";
            diagnostics.add(Code::BadId, &at.key("id"), &[message]);
        }
        check_date(diagnostics, item, "date", at);
        if let Some(url) = item.optional_str("url") {
            diagnostics.check_link(url, &at.key("url"));
        }
        let name = item.optional_str("cluster");
        let known = clusters.iter().position(|cluster| cluster.is_some() && *cluster == name);
        let cluster = known.unwrap_or(clusters.len());
        if known.is_none() {
            clusters.push(name);
        }
        model.sources.push(Source {
            id: item.string("id"),
            short: item.optional_string("short").unwrap_or_else(|| item.string("title")),
            title: item.string("title"),
            author: item.optional_string("author"),
            date: item.optional_string("date"),
            url: item.optional_string("url"),
            sells: item.string("sells"),
            interest: item.word("interest").unwrap_or(Interest::Unstated),
            cluster,
        });
    }
    model.clusters = clusters.len();
    ids
}

fn read_cases(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    model: &mut Model,
    question_ids: &Ids<'_>,
    items: &[Value],
) {
    let at = &Place::FILE.key("cases");
    Ids::read(diagnostics, items, at, 0, MAX_CASES);
    for (i, item) in Node::items(items).take_while(|(i, _)| *i < MAX_CASES) {
        let at = &at.item(i);
        let winner = referents.alternative(diagnostics, item.str("winner"), &at.key("winner"));
        let statements = item.strings("statements");
        diagnostics.check_unique(&statements, &at.key("statements"));
        let answers = read_answers(diagnostics, model, question_ids, item, &at.key("answers"));
        let Some(winner) = winner else { continue };
        model.cases.push(TypicalCase {
            id: item.string("id"),
            name: item.string("name"),
            note: item.string("note"),
            answers,
            winner,
            statements,
        });
    }
}

/// Reads the answers of a typical case.
fn read_answers(
    diagnostics: &mut impl Diagnostics,
    model: &Model,
    question_ids: &Ids<'_>,
    case: Node<'_>,
    at: &Place<'_>,
) -> Answers {
    let mut answers: Vec<(&String, &Value)> = Vec::new();
    if let Some(given) = case.object("answers") {
        if given.fields().is_empty() {
            diagnostics.add(Code::Empty, at, &["the case has no answers"]);
        }
        for (id, answer) in given.fields() {
            if id == OVERRIDES {
                let message = ["a typical case cannot have overrides"];
                diagnostics.add(Code::BadAnswer, &at.key(id), &message);
                continue;
            }
            // An answer to a question that could not be read is skipped, because it may be right.
            if model.question(id).is_some() || !question_ids.may_contain(id) {
                answers.push((id, answer));
            }
        }
    }
    let Model { alternatives, questions, .. } = model;
    Answers::read_with(diagnostics, alternatives, questions, &mut answers.into_iter(), at)
}
