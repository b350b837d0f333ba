//! The third stage of loading a model file: questions, options and requirements.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::ids::{EDITOR, Ids, Referents};
use super::node::{Node, strings};
use super::row;
use crate::engine::order::sort_by_key;
use crate::model::answers::{MAX_LOAD, NONE_OF_THESE};
use crate::model::diagnostics::Diagnostics;
use crate::model::overrides::OVERRIDES;
use crate::model::place::Place;
use crate::model::problem::Code;
use crate::model::{
    Choose, Citation, Condition, Kind, MAX_ALTERNATIVES, MAX_DISPUTED, MAX_GROUPS, MAX_OPTIONS,
    MAX_ROWS, Question, QuestionOption, Rater, Requirement, Scale, Tier,
};

/// Range of the prior of an option.
const PRIOR: RangeInclusive<f64> = 0.001..=1_000.0;

/// Reads one question, and adds the number of its disputed requirements to `disputed`.
///
/// `None` if not all options could be read. Answers to the question are then not checked.
pub(super) fn read(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    node: Node<'_>,
    at: &Place<'_>,
    disputed: &mut usize,
) -> Option<Question> {
    let kind = node.word("kind").unwrap_or(Kind::Property);
    let tier = node.word("tier").unwrap_or(Tier::Core);
    let choose = node.word("choose").unwrap_or(Choose::One);
    if node.str("id") == OVERRIDES {
        let message = ["the id `overrides` is reserved for the overrides of an answer sheet"];
        diagnostics.add(Code::BadId, &at.key("id"), &message);
    }
    let may_not_matter = node.bool("may_not_matter");
    if kind == Kind::Cost && may_not_matter == Some(true) {
        let message = ["a cost applies whether or not it matters to the reader"];
        let at = &at.key("may_not_matter");
        diagnostics.add_with_hint(
            Code::MayNotMatterOnCost,
            at,
            &message,
            "remove `may_not_matter`",
        );
    }
    // An undeclared row has no weight. Its rules count if a reader overrides its values.
    let no_fields = Map::new();
    let unanswered = node.object("unanswered").unwrap_or(Node::from_fields(&no_fields));
    let unanswered = row::read(diagnostics, referents, unanswered, kind, &at.key("unanswered"));
    let facts = read_facts(diagnostics, referents, node, &at.key("facts"));
    let (items, at) = (node.list("options"), &at.key("options"));
    Ids::read(diagnostics, items, at, 1, MAX_OPTIONS);
    let mut question = Question {
        id: node.string("id"),
        kind,
        theme: node.string("theme"),
        tier,
        may_not_matter: may_not_matter.unwrap_or(kind != Kind::Cost),
        choose,
        text: node.string("text"),
        why: node.string("why"),
        scale: node.object("scale").map(read_scale),
        when: None,
        dependents: Vec::new(),
        facts,
        unanswered,
        options: Vec::new(),
        groups: 0,
    };
    let in_control = node.bool("in_control").unwrap_or(false);
    let mut groups = Vec::new();
    for (i, item) in Node::items(items).take_while(|(i, _)| *i < MAX_OPTIONS) {
        let at = &at.item(i);
        let group = read_group(diagnostics, &mut groups, item, choose, at);
        check_cut_point(diagnostics, &question, item, at);
        let prior = item.number("prior");
        if prior.is_some_and(|prior| !PRIOR.contains(&prior)) {
            let message = ["the prior is not between 0.001 and 1000"];
            diagnostics.add(Code::OutOfRange, &at.key("prior"), &message);
        }
        question.options.push(QuestionOption {
            id: item.string("id"),
            text: item.string("text"),
            note: item.optional_string("note"),
            in_control: item.bool("in_control").unwrap_or(in_control),
            group,
            from: item.number("from").unwrap_or_default(),
            prior: prior.unwrap_or(1.0),
            row: row::read(diagnostics, referents, item, kind, at),
            requirements: read_requirements(diagnostics, referents, item, at, disputed),
        });
    }
    if choose == Choose::Many {
        question.groups = groups.len();
        check_combinations(diagnostics, &groups, at);
    }
    Some(question).filter(|question| question.options.len() == items.len())
}

/// Reads when the question with this index applies. `questions` are the earlier questions that could
/// be read.
pub(super) fn read_condition(
    diagnostics: &mut impl Diagnostics,
    ids: &Ids<'_>,
    questions: &[Question],
    (index, node): (usize, Node<'_>),
    at: &Place<'_>,
) -> Option<Condition> {
    let given = node.object("when")?.fields();
    let at = &at.key("when");
    let (Some((id, options)), 1) = (given.iter().next(), given.len()) else {
        let message = ["expected exactly one question"];
        let hint = "name one earlier question; that question can have a `when` of its own";
        diagnostics.add_with_hint(Code::BadCondition, at, &message, hint);
        return None;
    };
    let at = &at.key(id);
    if ids.resolve(diagnostics, "question", id, at) >= Some(index) {
        let message = ["question `", id, "` does not come before this one"];
        let hint = "move the question behind the one that it depends on";
        diagnostics.add_with_hint(Code::BadCondition, at, &message, hint);
    }
    // A question that could not be read has problems of its own.
    let question = questions.iter().position(|question| question.id == *id)?;
    let before = &questions[question];
    if before.choose == Choose::Many {
        let message = ["`", id, "` allows several answers"];
        let hint = "depend on a question with one answer";
        diagnostics.add_with_hint(Code::BadCondition, at, &message, hint);
    }
    let options = strings(options.as_array().map_or(&[], Vec::as_slice));
    diagnostics.check_length(options.len(), at, 1, MAX_OPTIONS);
    diagnostics.check_unique(&options, at);
    let mut set = 0;
    for (i, option) in options.iter().enumerate() {
        let Some(o) = before.option(option) else {
            let known = || before.options.iter().map(|option| option.id.as_str()).collect();
            let message = ["question `", id, "` has no option `", option, "`"];
            diagnostics.add_unknown(Code::UnknownId, &at.item(i), &message, option, known);
            continue;
        };
        set |= 1 << o;
    }
    Some(Condition { question, options: set })
}

fn read_scale(node: Node<'_>) -> Scale {
    Scale { low: node.string("low"), high: node.string("high") }
}

fn read_facts(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    node: Node<'_>,
    at: &Place<'_>,
) -> Vec<(usize, String)> {
    let mut facts = Vec::new();
    if let Some(given) = node.object("facts") {
        for (id, text) in given.fields() {
            let alternative = referents.alternative(diagnostics, id, &at.key(id));
            if let (Some(a), Some(text)) = (alternative, text.as_str()) {
                facts.push((a, text.to_owned()));
            }
        }
    }
    // In the order of the alternatives, not of their ids.
    sort_by_key(&mut facts, |(a, _)| *a);
    facts
}

/// Returns the index of an option's group. `groups` has the name of each group of the question so
/// far, and its number of options.
fn read_group<'a>(
    diagnostics: &mut impl Diagnostics,
    groups: &mut Vec<(&'a str, usize)>,
    option: Node<'a>,
    choose: Choose,
    at: &Place<'_>,
) -> usize {
    if choose == Choose::Many && option.str("id") == NONE_OF_THESE {
        let message = "the id `none` is reserved for the answer \"none of these\"";
        diagnostics.add(Code::BadId, &at.key("id"), &[message]);
    }
    let Some(name) = option.optional_str("group") else {
        if choose == Choose::Many {
            let message = ["an option of a `many` question needs a group"];
            let hint =
                "add `\"group\": \"…\"`: options that express the same need have the same group";
            diagnostics.add_with_hint(Code::GroupMissing, at, &message, hint);
        }
        return 0;
    };
    if choose == Choose::Many {
        diagnostics.check_id(name, &at.key("group"));
    } else {
        let message = ["only options of a `many` question have a group"];
        diagnostics.add(Code::GroupMissing, &at.key("group"), &message);
    }
    let known = groups.iter().position(|(group, _)| *group == name);
    let group = known.unwrap_or(groups.len());
    match known {
        Some(known) => groups[known].1 += 1,
        None => groups.push((name, 1)),
    }
    group
}

/// Checks the number of groups of a `many` question, and of rows that combinations of its options
/// can have.
fn check_combinations(
    diagnostics: &mut impl Diagnostics,
    groups: &[(&str, usize)],
    at: &Place<'_>,
) {
    if groups.len() > MAX_GROUPS {
        let count = groups.len();
        diagnostics
            .add_lazy(Code::TooMany, at, || format!("expected at most 4 groups, found {count}"));
    }
    // From each group, one option counts or none.
    let rows = groups.iter().fold(1_usize, |product, (_, n)| product.saturating_mul(n + 1));
    if rows > MAX_ROWS {
        diagnostics.add_lazy(Code::TooMany, at, || {
            format!("expected at most 256 combinations of options, found {rows}")
        });
    }
}

/// Checks the cut point of an option; `question` has the options before it.
fn check_cut_point(
    diagnostics: &mut impl Diagnostics,
    question: &Question,
    option: Node<'_>,
    at: &Place<'_>,
) {
    let previous = question.options.last().map(|option| option.from);
    let message = match (option.number("from"), previous) {
        (None, _) if question.choose != Choose::Number => return,
        (None, _) => "an option of a `number` question needs a cut point `from`",
        (Some(_), _) if question.choose != Choose::Number => {
            "only options of a `number` question have a cut point"
        }
        (Some(from), _) if from > MAX_LOAD => "the cut point is above 1e12",
        (Some(from), None) if from != 0.0 => "the first cut point is not 0",
        (Some(from), Some(previous)) if from <= previous => {
            "the cut point is not above the previous one"
        }
        (Some(_), _) => return,
    };
    diagnostics.add(Code::CutPoints, &at.key("from"), &[message]);
}

/// Reads the requirements of an option, and adds the number of disputed ones to `disputed`.
fn read_requirements(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    option: Node<'_>,
    at: &Place<'_>,
    disputed: &mut usize,
) -> Vec<Requirement> {
    let (items, at) = (option.list("requirements"), &at.key("requirements"));
    diagnostics.check_length(items.len(), at, 0, MAX_ALTERNATIVES);
    let mut excluded = Vec::new();
    let mut requirements = Vec::new();
    for (i, item) in Node::items(items).take_while(|(i, _)| *i < MAX_ALTERNATIVES) {
        let at = &at.item(i);
        let (id, at_excludes) = (item.str("excludes"), &at.key("excludes"));
        let alternative = referents.alternative(diagnostics, id, at_excludes);
        if excluded.contains(&id) {
            let message = ["the option excludes `", id, "` twice"];
            diagnostics.add(Code::DuplicateId, at_excludes, &message);
        }
        excluded.push(id);
        let (said_by, contradicted_by) = (item.list("said_by"), item.list("contradicted_by"));
        if said_by.is_empty() {
            let message = ["no source states the requirement"];
            diagnostics.add(Code::Empty, &at.key("said_by"), &message);
        }
        if !contradicted_by.is_empty() {
            *disputed += 1;
            if *disputed > MAX_DISPUTED {
                let message = ["more than four requirements are disputed"];
                let hint = "replace a disputed requirement by a low value";
                diagnostics.add_with_hint(Code::TooManyDisputed, at, &message, hint);
            }
        }
        let mut cited = Vec::new();
        let said_by =
            read_citations(diagnostics, referents, said_by, &at.key("said_by"), &mut cited);
        let at_contradicted = &at.key("contradicted_by");
        let contradicted_by =
            read_citations(diagnostics, referents, contradicted_by, at_contradicted, &mut cited);
        if cited.len() > 1 && cited.contains(&EDITOR) {
            let message = ["the editor states a requirement beside a source"];
            let hint = "a requirement by definition is said by `editor` alone";
            let at = &at.key("said_by");
            diagnostics.add_with_hint(Code::EditorBesideSource, at, &message, hint);
        }
        if let Some(excludes) = alternative {
            requirements.push(Requirement { excludes, said_by, contradicted_by });
        }
    }
    requirements
}

/// Reads the sources that state or contradict a requirement. `cited` has the ids of the sources
/// that the requirement has named so far.
fn read_citations<'a>(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    items: &'a [Value],
    at: &Place<'_>,
    cited: &mut Vec<&'a str>,
) -> Vec<Citation> {
    let mut citations = Vec::new();
    for (i, item) in Node::items(items) {
        let at = &at.item(i);
        let (id, at_source) = (item.str("source"), &at.key("source"));
        let source = if id == EDITOR {
            Some(Rater::Editor)
        } else {
            referents.source(diagnostics, id, at_source).map(Rater::Source)
        };
        if cited.contains(&id) {
            let message = ["the requirement names source `", id, "` twice"];
            diagnostics.add(Code::SourceTwice, at_source, &message);
        }
        cited.push(id);
        let statements = row::read_statements(diagnostics, item, at);
        if let Some(source) = source {
            citations.push(Citation { source, statements });
        }
    }
    citations
}
