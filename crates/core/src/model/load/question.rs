//! Reads the questions of a model file, their options and what these rule out; rows in
//! [`super::row`].

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::model::Scope;
use super::node::Node;
use super::place::Place;
use super::report::Diagnostics;
use super::row;
use crate::model::answers::{MAX_LOAD, NONE_OF_THESE};
use crate::model::overrides::OVERRIDES;
use crate::model::problem::Code;
use crate::model::{
    Choice, Choose, Kind, MAX_ALTERNATIVES, MAX_DISPUTED, MAX_GROUPS, MAX_OPTIONS, MAX_ROWS,
    Question, Requirement, Scale, Voice,
};

/// Who rates where no source speaks.
pub(super) const EDITOR: &str = "editor";
/// How often, relative to another, an option may be given.
const PRIOR: RangeInclusive<f64> = 0.001..=1_000.0;

/// Reads one question, and counts its disputed requirements. `None` if answers to it cannot be
/// judged, because it has too many options or some that do not fit.
pub(super) fn read(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    it: Node<'_>,
    at: &Place<'_>,
    disputed: &mut usize,
) -> Option<Question> {
    let (kind, tier) = (it.word("kind")?, it.word("tier")?);
    let choose = it.word("choose").unwrap_or(Choose::One);
    if it.text("id") == OVERRIDES {
        let message = ["`overrides` means something else among answers"];
        report.add(Code::BadId, &at.key("id"), &message);
    }
    let may_not_matter = it.yes_no("may_not_matter");
    if kind == Kind::Cost && may_not_matter == Some(true) {
        let message = ["a cost is paid whether or not it matters to the reader"];
        let hint = "leave `may_not_matter` out";
        report.advise(Code::MayNotMatterOnCost, &at.key("may_not_matter"), &message, hint);
    }
    // One that is not declared has no weight, and the rules that a reader's own values may need.
    let undeclared = Map::new();
    let unanswered = it.object("unanswered").unwrap_or(Node::of(&undeclared));
    let unanswered = row::read(report, scope, unanswered, kind, &at.key("unanswered"));
    let (items, at_options) = (it.list("options"), &at.key("options"));
    report.list(items, at_options, 1, MAX_OPTIONS);
    let mut question = Question {
        id: it.owned("id"),
        kind,
        theme: it.owned("theme"),
        tier,
        may_not_matter: may_not_matter.unwrap_or(kind != Kind::Cost),
        choose,
        text: it.owned("text"),
        why: it.owned("why"),
        scale: scale(it.object("scale")?),
        unanswered,
        options: Vec::new(),
        groups: 0,
    };
    let in_control = it.yes_no("in_control").unwrap_or(false);
    let mut groups = Vec::new();
    for (i, it) in Node::items(items).take_while(|it| it.0 < MAX_OPTIONS) {
        let at = &at_options.item(i);
        let group = group(report, &mut groups, it, choose, at);
        cut_point(report, &question, it, at);
        let prior = it.number("prior");
        if prior.is_some_and(|it| !PRIOR.contains(&it)) {
            let message = ["the prior is not within 0.001 to 1000"];
            report.add(Code::OutOfRange, &at.key("prior"), &message);
        }
        question.options.push(Choice {
            id: it.owned("id"),
            text: it.owned("text"),
            note: it.maybe_owned("note"),
            in_control: it.yes_no("in_control").unwrap_or(in_control),
            group,
            from: it.number("from").unwrap_or_default(),
            prior: prior.unwrap_or(1.0),
            row: row::read(report, scope, it, kind, at),
            requirements: requirements(report, scope, it, &at.key("requirements"), disputed),
        });
    }
    if choose == Choose::Many {
        question.groups = groups.len();
        combinations(report, &question, &groups, at_options);
    }
    Some(question).filter(|it| it.options.len() == items.len())
}

fn scale(it: Node<'_>) -> Scale {
    Scale { low: it.owned("low"), high: it.owned("high") }
}

/// The index of an option's group. `groups` has those met so far, each with how many options.
fn group<'a>(
    report: &mut impl Diagnostics,
    groups: &mut Vec<(&'a str, usize)>,
    option: Node<'a>,
    choose: Choose,
    at: &Place<'_>,
) -> usize {
    if choose == Choose::Many && option.text("id") == NONE_OF_THESE {
        let message = "`none` is the answer \"none of these\", so no option has this id";
        report.add(Code::BadId, &at.key("id"), &[message]);
    }
    let Some(name) = option.given("group") else {
        if choose == Choose::Many {
            let message = ["an option of a `many` question names its group"];
            let hint = "options that express one underlying need share a group";
            report.advise(Code::GroupMissing, at, &message, hint);
        }
        return 0;
    };
    if choose == Choose::Many {
        report.id(name, &at.key("group"));
    } else {
        report.add(Code::GroupMissing, &at.key("group"), &["only a `many` question has groups"]);
    }
    let known = groups.iter().position(|it| it.0 == name);
    let group = known.unwrap_or(groups.len());
    match known {
        Some(known) => groups[known].1 += 1,
        None => groups.push((name, 1)),
    }
    group
}

fn combinations(
    report: &mut impl Diagnostics,
    question: &Question,
    groups: &[(&str, usize)],
    at: &Place<'_>,
) {
    if groups.len() > MAX_GROUPS {
        let count = groups.len();
        report.say(Code::TooMany, at, || {
            format!("there are {count} groups, and at most 4 are allowed")
        });
    }
    let rows = groups.iter().fold(1_usize, |all, it| all.saturating_mul(it.1 + 1));
    if rows > MAX_ROWS {
        let id = &question.id;
        report.say(Code::TooMany, at, || {
            format!("question `{id}` has {rows} combinations, and at most 256 are allowed")
        });
    }
}

/// Checks from where an option holds; `question` has those before it.
fn cut_point(report: &mut impl Diagnostics, question: &Question, option: Node<'_>, at: &Place<'_>) {
    let last = question.options.last().map(|it| it.from);
    let fault = match (option.number("from"), last) {
        (None, _) if question.choose != Choose::Number => return,
        (None, _) => "an option of a `number` question says from where it holds",
        (Some(_), _) if question.choose != Choose::Number => {
            "only a `number` question has cut points"
        }
        (Some(it), _) if it > MAX_LOAD => "the cut point is above 1e12",
        (Some(it), None) if it != 0.0 => "the first cut point is not 0",
        (Some(it), Some(last)) if it <= last => "the cut point is not above the last one",
        (Some(_), _) => return,
    };
    report.add(Code::CutPoints, &at.key("from"), &[fault]);
}

fn requirements(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    option: Node<'_>,
    at: &Place<'_>,
    disputed: &mut usize,
) -> Vec<Requirement> {
    let items = option.list("requirements");
    report.length(items.len(), at, 0, MAX_ALTERNATIVES);
    let mut excluded = Vec::new();
    let mut requirements = Vec::new();
    for (i, it) in Node::items(items).take_while(|it| it.0 < MAX_ALTERNATIVES) {
        let at = &at.item(i);
        let (id, at_excludes) = (it.text("excludes"), &at.key("excludes"));
        let alternative = report.refers(&scope.ids, "alternative", id, at_excludes);
        if excluded.contains(&id) {
            report.add(Code::DuplicateId, at_excludes, &["the option excludes `", id, "` twice"]);
        }
        excluded.push(id);
        let (said_by, contradicted_by) = (it.list("said_by"), it.list("contradicted_by"));
        if said_by.is_empty() {
            report.add(Code::Empty, &at.key("said_by"), &["nobody says so"]);
        }
        if !contradicted_by.is_empty() {
            *disputed += 1;
            if *disputed > MAX_DISPUTED {
                let message = ["more than four requirements are disputed"];
                let hint =
                    "a verdict with and without each must stay readable: make one a low value";
                report.advise(Code::TooManyDisputed, at, &message, hint);
            }
        }
        let mut met = Vec::new();
        let said_by = voices(report, scope, said_by, &at.key("said_by"), &mut met);
        let at = &at.key("contradicted_by");
        let contradicted_by = voices(report, scope, contradicted_by, at, &mut met);
        if let Some(excludes) = alternative {
            requirements.push(Requirement { excludes, said_by, contradicted_by });
        }
    }
    requirements
}

/// Reads who speaks on a requirement; `met` has those who spoke so far.
fn voices<'a>(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    items: &'a [Value],
    at: &Place<'_>,
    met: &mut Vec<&'a str>,
) -> Vec<Voice> {
    let mut voices = Vec::new();
    for (i, it) in Node::items(items) {
        let at = &at.item(i);
        let (id, at_source) = (it.text("source"), &at.key("source"));
        let source = report.refers(&scope.sources, "source", id, at_source);
        if met.contains(&id) {
            let message = ["`", id, "` speaks twice on this requirement"];
            report.add(Code::SourceTwice, at_source, &message);
        }
        met.push(id);
        let statements = row::statements(report, it, at);
        if let Some(source) = source {
            voices.push(Voice { source, statements });
        }
    }
    voices
}
