//! Reads the rows of a model file: weights, rules, and what the sources say.

use super::model::Scope;
use super::node::{self, Node};
use super::place::Place;
use super::question::EDITOR;
use super::report::Diagnostics;
use crate::model::problem::{Code, Problem};
use crate::model::{Kind, MAX_SOURCES, MAX_VALUE, MAX_WEIGHT, Rater, Rating, Rule, ScoreRow};

/// Reads the row of an option, or of leaving a question open.
pub(super) fn read(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    it: Node<'_>,
    kind: Kind,
    at: &Place<'_>,
) -> ScoreRow {
    let weight = it.whole("weight").unwrap_or_default();
    report.range("weight", weight, &(0..=MAX_WEIGHT), &at.key("weight"));
    let mut row =
        ScoreRow { weight, rules: rules(report, scope, it, kind, at), ratings: Vec::new() };
    let items = it.list("ratings");
    if weight > 0 && items.is_empty() {
        let message = ["the row has weight, but nobody rates it"];
        let hint = "where no source speaks, let `editor` rate it, or set the weight to 0";
        report.advise(Code::RowUnrated, at, &message, hint);
    }
    let at = &at.key("ratings");
    report.length(items.len(), at, 0, MAX_SOURCES + 1);
    let mut raters = Vec::new();
    for (i, it) in Node::items(items).take_while(|it| it.0 <= MAX_SOURCES) {
        let at = &at.item(i);
        let (id, at_source) = (it.text("source"), &at.key("source"));
        let rater = if id == EDITOR {
            if items.len() > 1 {
                let message = ["the editor rates only where no source speaks"];
                report.add(Code::EditorBesideSource, at_source, &message);
            }
            Some(Rater::Editor)
        } else {
            report.refers(&scope.sources, "source", id, at_source).map(Rater::Source)
        };
        if raters.contains(&id) {
            report.add(Code::SourceTwice, at_source, &["`", id, "` rates this row twice"]);
        }
        raters.push(id);
        let (values, inferred) = values(report, scope, &row.rules, kind, it, at);
        let statements = statements(report, it, at);
        if let Some(rater) = rater {
            row.ratings.push(Rating { rater, values, statements, inferred });
        }
    }
    row
}

/// How each alternative gets its value on a row; a base alternative is always valued.
fn rules(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    row: Node<'_>,
    kind: Kind,
    at: &Place<'_>,
) -> Vec<Rule> {
    let default = match kind {
        Kind::Need => Rule::Best,
        Kind::Property => Rule::Mean,
        Kind::Cost => Rule::Own,
    };
    let mut rules = Vec::new();
    for it in &scope.alternatives {
        let made = it.as_ref().is_some_and(|it| it.derived.is_some());
        rules.push(if made { default } else { Rule::Own });
    }
    let Some(given) = row.object("rule") else { return rules };
    let at = &at.key("rule");
    for (id, rule) in given.fields() {
        let at = &at.key(id);
        let Some(a) = report.refers(&scope.ids, "alternative", id, at) else { continue };
        let (Some(it), Some(rule)) = (&scope.alternatives[a], node::word(rule)) else { continue };
        if it.derived.is_none() {
            let message = ["a base alternative is always valued by the sources"];
            report.advise(Code::RuleNotAllowed, at, &message, "drop the rule");
        } else if rule == Rule::Own || rule == default {
            rules[a] = rule;
        } else {
            let message = ["questions of this kind do not allow this rule"];
            let hint = "a need takes best or own, a property mean or own, a cost own";
            report.advise(Code::RuleNotAllowed, at, &message, hint);
        }
    }
    rules
}

/// What a rating says of each alternative, and which of it is inferred.
fn values(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    rules: &[Rule],
    kind: Kind,
    rating: Node<'_>,
    at: &Place<'_>,
) -> (Vec<Option<i64>>, Vec<usize>) {
    let at_values = &at.key("values");
    let derives = |a: usize| scope.alternatives[a].is_some() && rules[a] != Rule::Own;
    let mut values = vec![None; rules.len()];
    if let Some(given) = rating.object("values") {
        for (id, value) in given.fields() {
            let at = &at_values.key(id);
            let known = report.refers(&scope.ids, "alternative", id, at);
            let (Some(a), Some(value)) = (known, value.as_i64()) else { continue };
            report.range("value", value, &(0..=MAX_VALUE), at);
            if derives(a) {
                let message = ["a rule derives the value of `", id, "`"];
                let hint = "drop the value, or give the row the rule `own` for it";
                report.advise(Code::RowSurplus, at, &message, hint);
            }
            values[a] = Some(value);
        }
    }
    complete(report, scope, rules, &values, at_values);
    if kind == Kind::Cost {
        above_parts(report, scope, &values, at_values);
    }
    let (ids, at) = (rating.texts("inferred"), &at.key("inferred"));
    report.differ(&ids, at);
    let mut inferred = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        let at = &at.item(i);
        let Some(a) = report.refers(&scope.ids, "alternative", id, at) else { continue };
        if derives(a) {
            report.add(Code::RowSurplus, at, &["a rule derives the value of `", id, "`"]);
        }
        inferred.push(a);
    }
    (values, inferred)
}

/// Checks that a rating values every alternative that no rule derives.
fn complete(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    rules: &[Rule],
    values: &[Option<i64>],
    at: &Place<'_>,
) {
    let mut missing = Vec::new();
    for (a, it) in scope.alternatives.iter().enumerate() {
        if let Some(it) = it
            && rules[a] == Rule::Own
            && values[a].is_none()
        {
            missing.push(it.id.as_str());
        }
    }
    if !missing.is_empty() {
        let file = report.file();
        report.push(|| {
            let message = ["the rating does not value `", &missing.join("`, `"), "`"].concat();
            Problem::new(file, Code::RowIncomplete, at.pointer(), message).hint(
                "a source rates whole rows or is silent; mark what its text implies as inferred",
            )
        });
    }
}

/// Checks that what joins others costs at least what its better part does.
fn above_parts(
    report: &mut impl Diagnostics,
    scope: &Scope<'_>,
    values: &[Option<i64>],
    at: &Place<'_>,
) {
    for (a, it) in scope.alternatives.iter().enumerate() {
        let Some((id, derived)) = it.as_ref().and_then(|it| Some((&it.id, it.derived.as_ref()?)))
        else {
            continue;
        };
        let parts = || derived.of.iter().map(|&it| values[it]);
        let (Some(value), Some(Some(better))) = (values[a], parts().max()) else { continue };
        if value > better && parts().all(|it| it.is_some()) {
            let (file, at) = (report.file(), &at.key(id));
            report.push(|| {
                let message = format!("`{id}` is valued {value}, above its better part's {better}");
                Problem::new(file, Code::CostAboveParts, at.pointer(), message)
                    .hint("a cost only ever takes away from what joins others")
            });
        }
    }
}

/// The ids of the statements that something rests on.
pub(super) fn statements(
    report: &mut impl Diagnostics,
    of: Node<'_>,
    at: &Place<'_>,
) -> Vec<String> {
    let (ids, at) = (of.texts("statements"), &at.key("statements"));
    report.differ(&ids, at);
    for (i, id) in ids.iter().enumerate() {
        report.id(id, &at.item(i));
    }
    ids
}
