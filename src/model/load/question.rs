//! Checks the questions of a model file: options, rows, ratings, rules and requirements.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::check::Scope;
use super::item::{Item, join, nth};
use super::report::Report;
use crate::model::answers::{MAX_LOAD, NONE_OF_THESE};
use crate::model::overrides::OVERRIDES;
use crate::model::problem::Code;
use crate::model::schema::{
    Choose, Kind, OptionFile, QuestionFile, RatingFile, RequirementFile, Rule, VoiceFile,
};
use crate::model::{
    MAX_ALTERNATIVES, MAX_DISPUTED, MAX_GROUPS, MAX_OPTIONS, MAX_ROWS, MAX_SOURCES, MAX_VALUE,
    MAX_WEIGHT,
};

/// Who rates where no source speaks.
pub(super) const EDITOR: &str = "editor";
/// How often, relative to another, an option may be given.
const PRIOR: RangeInclusive<f64> = 0.001..=1_000.0;

/// How a derived alternative gets its value where the file does not say.
pub(super) fn default_rule(kind: Kind) -> Rule {
    match kind {
        Kind::Need => Rule::Best,
        Kind::Property => Rule::Mean,
        Kind::Cost => Rule::Own,
    }
}

/// One row as the file has it.
struct RowAt<'a> {
    kind: Kind,
    weight: i64,
    rules: &'a BTreeMap<String, Rule>,
    ratings: &'a [Item<RatingFile>],
    at: &'a str,
}

/// Checks one question; adds the places of its disputed requirements.
pub(super) fn check(
    report: &mut Report,
    scope: &Scope<'_>,
    question: &QuestionFile,
    at: &str,
    disputed: &mut Vec<String>,
) {
    let kind = question.kind;
    if question.id == OVERRIDES {
        let message = "`overrides` means something else among answers";
        report.add(Code::BadId, &[at, "/id"].concat(), message);
    }
    if kind == Kind::Cost && question.may_not_matter == Some(true) {
        let message = "a cost is paid whether or not it matters to the reader";
        let hint = "leave `may_not_matter` out";
        let at = [at, "/may_not_matter"].concat();
        report.push(report.problem(Code::MayNotMatterOnCost, &at, message).hint(hint));
    }
    if let Some(it) = &question.unanswered {
        let at = [at, "/unanswered"].concat();
        let (weight, rules, ratings) = (it.weight, &it.rule, &it.ratings);
        row(report, scope, &RowAt { kind, weight, rules, ratings, at: &at });
    }
    let options_at = [at, "/options"].concat();
    let options = report.list(&question.options, &options_at, 1..=MAX_OPTIONS, |it| &it.id);
    for (at, it) in &options.good {
        option(report, scope, question, it, at, disputed);
    }
    match question.choose {
        Choose::Many => groups(report, question, &options.good, &options_at),
        Choose::Number => cut_points(report, &options.good),
        Choose::One => {}
    }
}

/// Reports the fifth disputed requirement of a model and those after it.
pub(super) fn count_disputed(report: &mut Report, disputed: &[String]) {
    for at in disputed.iter().skip(MAX_DISPUTED) {
        let message = "more than four requirements are disputed";
        let hint = "a verdict with and without each must stay readable: make one a low value";
        report.push(report.problem(Code::TooManyDisputed, at, message).hint(hint));
    }
}

fn option(
    report: &mut Report,
    scope: &Scope<'_>,
    question: &QuestionFile,
    option: &OptionFile,
    at: &str,
    disputed: &mut Vec<String>,
) {
    let choose = question.choose;
    if choose == Choose::Many && option.id == NONE_OF_THESE {
        let message = "`none` is the answer \"none of these\", so no option has this id";
        report.add(Code::BadId, &[at, "/id"].concat(), message);
    }
    match &option.group {
        Some(it) if choose == Choose::Many => report.id(it, &[at, "/group"].concat()),
        Some(_) => {
            let message = "only a `many` question has groups";
            report.add(Code::GroupMissing, &[at, "/group"].concat(), message);
        }
        None if choose == Choose::Many => {
            let message = "an option of a `many` question names its group";
            let hint = "options that express one underlying need share a group";
            report.push(report.problem(Code::GroupMissing, at, message).hint(hint));
        }
        None => {}
    }
    if option.from.is_some() && choose != Choose::Number {
        let message = "only a `number` question has cut points";
        report.add(Code::CutPoints, &[at, "/from"].concat(), message);
    }
    if option.prior.is_some_and(|it| !PRIOR.contains(&it)) {
        let message = "the prior is not within 0.001 to 1000";
        report.add(Code::OutOfRange, &[at, "/prior"].concat(), message);
    }
    let (weight, rules, ratings) = (option.weight, &option.rule, &option.ratings);
    row(report, scope, &RowAt { kind: question.kind, weight, rules, ratings, at });
    requirements(report, scope, &option.requirements, &[at, "/requirements"].concat(), disputed);
}

fn groups(
    report: &mut Report,
    question: &QuestionFile,
    options: &[(String, &OptionFile)],
    at: &str,
) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in options.iter().filter_map(|(_, it)| it.group.as_deref()) {
        *sizes.entry(group).or_default() += 1;
    }
    if sizes.len() > MAX_GROUPS {
        let message =
            ["there are ", &sizes.len().to_string(), " groups, and at most 4 are allowed"].concat();
        report.add(Code::TooMany, at, message);
    }
    let rows = sizes.values().fold(1_usize, |all, it| all.saturating_mul(it + 1));
    if rows > MAX_ROWS {
        let rows = rows.to_string();
        let message = [
            "question `",
            &question.id,
            "` has ",
            &rows,
            " combinations, and at most 256 are allowed",
        ];
        report.add(Code::TooMany, at, message.concat());
    }
}

fn cut_points(report: &mut Report, options: &[(String, &OptionFile)]) {
    let mut last = None;
    for (at, option) in options {
        let fault = match (option.from, last) {
            (None, _) => Some("an option of a `number` question says from where it holds"),
            (Some(it), _) if it > MAX_LOAD => Some("the cut point is above 1e12"),
            (Some(it), None) if it != 0.0 => Some("the first cut point is not 0"),
            (Some(it), Some(last)) if it <= last => Some("the cut point is not above the last one"),
            _ => None,
        };
        if let Some(message) = fault {
            report.add(Code::CutPoints, &[at, "/from"].concat(), message);
        }
        last = option.from.or(last).or(Some(0.0));
    }
}

fn row(report: &mut Report, scope: &Scope<'_>, row: &RowAt<'_>) {
    report.range("weight", row.weight, &(0..=MAX_WEIGHT), &[row.at, "/weight"].concat());
    rules(report, scope, row);
    let at = [row.at, "/ratings"].concat();
    if row.weight > 0 && row.ratings.is_empty() {
        let message = "the row has weight, but nobody rates it";
        let hint = "where no source speaks, let `editor` rate it, or set the weight to 0";
        report.push(report.problem(Code::RowUnrated, row.at, message).hint(hint));
    }
    let ratings = report.items(row.ratings, &at, 0..=MAX_SOURCES + 1);
    let mut raters = BTreeSet::new();
    for (at, item) in &ratings {
        let Some(it) = item.good() else { continue };
        let source_at = [at, "/source"].concat();
        if it.source == EDITOR {
            if ratings.len() > 1 {
                let message = "the editor rates only where no source speaks";
                report.add(Code::EditorBesideSource, &source_at, message);
            }
        } else {
            report.refers(&scope.sources, "source", &it.source, &source_at);
        }
        if !raters.insert(&it.source) {
            let message = ["`", &it.source, "` rates this row twice"].concat();
            report.add(Code::SourceTwice, &source_at, message);
        }
        rating(report, scope, row, it, at);
    }
}

fn rules(report: &mut Report, scope: &Scope<'_>, row: &RowAt<'_>) {
    for (id, &rule) in row.rules {
        let at = join(&[row.at, "/rule"].concat(), id);
        if !report.refers(&scope.alternatives, "alternative", id, &at) {
            continue;
        }
        let made = scope.derived.contains_key(id.as_str()) || !scope.clear(id);
        let (message, hint) = match (row.kind, rule) {
            _ if !made => ("a base alternative is always valued by the sources", "drop the rule"),
            (Kind::Property, Rule::Best)
            | (Kind::Need, Rule::Mean)
            | (Kind::Cost, Rule::Best | Rule::Mean) => {
                let message = "questions of this kind do not allow this rule";
                (message, "a need takes best or own, a property mean or own, a cost own")
            }
            _ => continue,
        };
        report.push(report.problem(Code::RuleNotAllowed, &at, message).hint(hint));
    }
}

impl Scope<'_> {
    /// Whether the id is of an alternative that could be read.
    fn clear(&self, id: &str) -> bool {
        self.alternatives.names().any(|it| it == id) && !self.unclear.contains(id)
    }

    /// Whether sources value the alternative on a row; `None` when it could not be read.
    fn valued(&self, row: &RowAt<'_>, id: &str) -> Option<bool> {
        let rule = row.rules.get(id).copied().unwrap_or_else(|| default_rule(row.kind));
        let own = rule == Rule::Own || row.kind == Kind::Cost;
        self.clear(id).then(|| own || !self.derived.contains_key(id))
    }
}

fn rating(report: &mut Report, scope: &Scope<'_>, row: &RowAt<'_>, it: &RatingFile, at: &str) {
    let values_at = [at, "/values"].concat();
    for (id, &value) in &it.values {
        let at = join(&values_at, id);
        if !report.refers(&scope.alternatives, "alternative", id, &at) {
            continue;
        }
        report.range("value", value, &(0..=MAX_VALUE), &at);
        if scope.valued(row, id) == Some(false) {
            let message = ["a rule derives the value of `", id, "`"].concat();
            let hint = "drop the value, or give the row the rule `own` for it";
            report.push(report.problem(Code::RowSurplus, &at, message).hint(hint));
        }
    }
    let missing: Vec<&str> = (scope.alternatives.names())
        .filter(|id| scope.valued(row, id) == Some(true) && !it.values.contains_key(*id))
        .collect();
    if !missing.is_empty() {
        let message = ["the rating does not value `", &missing.join("`, `"), "`"].concat();
        let hint = "a source rates whole rows or is silent; mark what its text implies as inferred";
        report.push(report.problem(Code::RowIncomplete, &values_at, message).hint(hint));
    }
    if row.kind == Kind::Cost {
        above_parts(report, scope, it, &values_at);
    }
    statements(report, &it.statements, &[at, "/statements"].concat());
    let at = [at, "/inferred"].concat();
    report.differ(&it.inferred, &at);
    for (i, id) in it.inferred.iter().enumerate() {
        let at = nth(&at, i);
        if report.refers(&scope.alternatives, "alternative", id, &at)
            && scope.valued(row, id) == Some(false)
        {
            let message = ["a rule derives the value of `", id, "`"].concat();
            report.add(Code::RowSurplus, &at, message);
        }
    }
}

fn above_parts(report: &mut Report, scope: &Scope<'_>, rating: &RatingFile, at: &str) {
    for (&id, derived) in &scope.derived {
        let parts: Option<Vec<i64>> =
            derived.of.iter().map(|it| rating.values.get(it).copied()).collect();
        let better = parts.and_then(|it| it.into_iter().max());
        let (Some(&value), Some(better)) = (rating.values.get(id), better) else { continue };
        if value > better {
            let (value, better) = (value.to_string(), better.to_string());
            let message = ["`", id, "` is valued ", &value, ", above its better part's ", &better];
            let hint = "a cost only ever takes away from what joins others";
            let at = join(at, id);
            report.push(report.problem(Code::CostAboveParts, &at, message.concat()).hint(hint));
        }
    }
}

fn statements(report: &mut Report, ids: &[String], at: &str) {
    report.differ(ids, at);
    for (i, id) in ids.iter().enumerate() {
        report.id(id, &nth(at, i));
    }
}

fn requirements(
    report: &mut Report,
    scope: &Scope<'_>,
    items: &[Item<RequirementFile>],
    at: &str,
    disputed: &mut Vec<String>,
) {
    let mut excluded = BTreeSet::new();
    for (at, item) in report.items(items, at, 0..=MAX_ALTERNATIVES) {
        let Some(it) = item.good() else { continue };
        let excludes_at = [&at, "/excludes"].concat();
        report.refers(&scope.alternatives, "alternative", &it.excludes, &excludes_at);
        if !excluded.insert(&it.excludes) {
            let message = ["the option excludes `", &it.excludes, "` twice"].concat();
            report.add(Code::DuplicateId, &excludes_at, message);
        }
        if it.said_by.is_empty() {
            report.add(Code::Empty, &[&at, "/said_by"].concat(), "nobody says so");
        }
        let mut sources = BTreeSet::new();
        voices(report, scope, &it.said_by, &[&at, "/said_by"].concat(), &mut sources);
        let contradicted_at = [&at, "/contradicted_by"].concat();
        voices(report, scope, &it.contradicted_by, &contradicted_at, &mut sources);
        if !it.contradicted_by.is_empty() {
            disputed.push(at);
        }
    }
}

fn voices<'a>(
    report: &mut Report,
    scope: &Scope<'_>,
    voices: &'a [VoiceFile],
    at: &str,
    sources: &mut BTreeSet<&'a str>,
) {
    for (i, it) in voices.iter().enumerate() {
        let at = nth(at, i);
        let source_at = [&at, "/source"].concat();
        report.refers(&scope.sources, "source", &it.source, &source_at);
        if !sources.insert(&it.source) {
            let message = ["`", &it.source, "` speaks twice on this requirement"].concat();
            report.add(Code::SourceTwice, &source_at, message);
        }
        statements(report, &it.statements, &[&at, "/statements"].concat());
    }
}
