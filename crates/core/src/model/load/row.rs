//! The third stage of loading a model file: rows, with their weights, rules and ratings.

use super::ids::{EDITOR, Referents};
use super::node::{self, Node};
use crate::model::diagnostics::Diagnostics;
use crate::model::place::Place;
use crate::model::problem::{Code, Problem};
use crate::model::{Kind, MAX_SOURCES, MAX_VALUE, MAX_WEIGHT, Rater, Rating, Rule, ScoreRow};

/// Weight of a row that has values or ratings, if the author gives none.
const DEFAULT_WEIGHT: i64 = 60;
/// Value of an alternative that the author's own opinion does not name: neither helps nor hurts.
const DEFAULT_VALUE: i64 = MAX_VALUE / 2;

/// Reads the row of an option or of the unanswered question. `kind` is the kind of the question.
pub(super) fn read(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    node: Node<'_>,
    kind: Kind,
    at: &Place<'_>,
) -> ScoreRow {
    let (items, opinion) = (node.list("ratings"), node.object("values"));
    let is_rated = !items.is_empty() || opinion.is_some();
    let default = if is_rated { DEFAULT_WEIGHT } else { 0 };
    let weight = node.integer("weight").unwrap_or(default);
    diagnostics.check_range("weight", weight, &(0..=MAX_WEIGHT), &at.key("weight"));
    let rules = read_rules(diagnostics, referents, node, kind, at);
    let mut row = ScoreRow { weight, rules, ratings: Vec::new() };
    if weight > 0 && !is_rated {
        let message = ["the row has a weight but no values"];
        let hint = "add `values` with a number from 0 to 1000 for each alternative, or set the \
                    weight to 0";
        diagnostics.add_with_hint(Code::RowUnrated, at, &message, hint);
    }
    if opinion.is_some() {
        if !items.is_empty() {
            let message = ["the row has both `values` and `ratings`"];
            let hint = "`values` is the author's own opinion: move it into `ratings` as the values \
                        of a source, or remove it";
            diagnostics.add_with_hint(Code::EditorBesideSource, &at.key("values"), &message, hint);
        }
        let mut values = read_values(diagnostics, referents, &row.rules, node, at);
        for (a, value) in values.iter_mut().enumerate() {
            if row.rules[a] == Rule::Own {
                value.get_or_insert(DEFAULT_VALUE);
            }
        }
        if kind == Kind::Cost {
            check_above_parts(diagnostics, referents, &values, at);
        }
        let (rater, statements, inferred) = (Rater::Editor, Vec::new(), Vec::new());
        row.ratings.push(Rating { rater, values, statements, inferred });
    }
    let at = &at.key("ratings");
    diagnostics.check_length(items.len(), at, 0, MAX_SOURCES + 1);
    let mut raters = Vec::new();
    for (i, item) in Node::items(items).take_while(|(i, _)| *i <= MAX_SOURCES) {
        let at = &at.item(i);
        let (id, at_source) = (item.str("source"), &at.key("source"));
        let rater = if id == EDITOR {
            if items.len() > 1 {
                let message = ["the editor rates only rows that no source rates"];
                diagnostics.add(Code::EditorBesideSource, at_source, &message);
            }
            Some(Rater::Editor)
        } else {
            referents.source(diagnostics, id, at_source).map(Rater::Source)
        };
        if raters.contains(&id) {
            let message = ["source `", id, "` rates this row twice"];
            diagnostics.add(Code::SourceTwice, at_source, &message);
        }
        raters.push(id);
        let values = read_values(diagnostics, referents, &row.rules, item, at);
        check_complete(diagnostics, referents, &row.rules, &values, &at.key("values"));
        if kind == Kind::Cost {
            check_above_parts(diagnostics, referents, &values, at);
        }
        let inferred = read_inferred(diagnostics, referents, &row.rules, item, at);
        let statements = read_statements(diagnostics, item, at);
        if let Some(rater) = rater {
            row.ratings.push(Rating { rater, values, statements, inferred });
        }
    }
    row
}

/// Reads the rule of each alternative on a row. Base alternatives have the rule `own`.
fn read_rules(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
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
    for alternative in &referents.alternatives {
        let is_derived = alternative.as_ref().is_some_and(|a| a.derived.is_some());
        rules.push(if is_derived { default } else { Rule::Own });
    }
    let Some(given) = row.object("rule") else { return rules };
    let at = &at.key("rule");
    for (id, rule) in given.fields() {
        let at = &at.key(id);
        let Some(a) = referents.alternative(diagnostics, id, at) else { continue };
        let (Some(alternative), Some(rule)) = (&referents.alternatives[a], node::word(rule)) else {
            continue;
        };
        if alternative.derived.is_none() {
            let message = ["a base alternative is always rated by the sources"];
            diagnostics.add_with_hint(Code::RuleNotAllowed, at, &message, "remove the rule");
        } else if rule == Rule::Own || rule == default {
            rules[a] = rule;
        } else {
            let message = ["this kind of question does not allow this rule"];
            let hint = "`need` allows `best` and `own`, `property` allows `mean` and `own`, \
                        `cost` allows `own`";
            diagnostics.add_with_hint(Code::RuleNotAllowed, at, &message, hint);
        }
    }
    rules
}

/// Whether a rule derives the value of this alternative, so that no rating has one.
fn is_derived_by_rule(referents: &Referents<'_>, rules: &[Rule], a: usize) -> bool {
    referents.alternatives[a].is_some() && rules[a] != Rule::Own
}

/// Reads the value of each alternative in a rating; `None` where a rule derives it.
fn read_values(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    rules: &[Rule],
    rating: Node<'_>,
    at: &Place<'_>,
) -> Vec<Option<i64>> {
    let at = &at.key("values");
    let mut values = vec![None; rules.len()];
    if let Some(given) = rating.object("values") {
        for (id, value) in given.fields() {
            let at = &at.key(id);
            let known = referents.alternative(diagnostics, id, at);
            let (Some(a), Some(value)) = (known, value.as_i64()) else { continue };
            diagnostics.check_range("value", value, &(0..=MAX_VALUE), at);
            if is_derived_by_rule(referents, rules, a) {
                let message = ["a rule derives the value of `", id, "`"];
                let hint = "remove the value, or give the row the rule `own` for this alternative";
                diagnostics.add_with_hint(Code::RowSurplus, at, &message, hint);
            }
            values[a] = Some(value);
        }
    }
    values
}

/// Checks that a rating has a value for every alternative whose value no rule derives.
fn check_complete(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    rules: &[Rule],
    values: &[Option<i64>],
    at: &Place<'_>,
) {
    let mut missing = Vec::new();
    for (a, alternative) in referents.alternatives.iter().enumerate() {
        if let Some(alternative) = alternative
            && rules[a] == Rule::Own
            && values[a].is_none()
        {
            missing.push(alternative.id.as_str());
        }
    }
    if !missing.is_empty() {
        let file = diagnostics.file();
        diagnostics.push(|| {
            let message = ["the rating has no value for `", &missing.join("`, `"), "`"].concat();
            Problem::new(file, Code::RowIncomplete, at.pointer(), message).hint(
                "rate every alternative, and list those that the text only implies in `inferred`",
            )
        });
    }
}

/// Reads the alternatives whose value the text of the source only implies.
fn read_inferred(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    rules: &[Rule],
    rating: Node<'_>,
    at: &Place<'_>,
) -> Vec<usize> {
    let (ids, at) = (rating.strings("inferred"), &at.key("inferred"));
    diagnostics.check_unique(&ids, at);
    let mut inferred = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        let at = &at.item(i);
        let Some(a) = referents.alternative(diagnostics, id, at) else { continue };
        if is_derived_by_rule(referents, rules, a) {
            let message = ["a rule derives the value of `", id, "`"];
            diagnostics.add(Code::RowSurplus, at, &message);
        }
        inferred.push(a);
    }
    inferred
}

/// Checks, for a cost question, that no derived alternative has a larger value than the largest of
/// its parts.
fn check_above_parts(
    diagnostics: &mut impl Diagnostics,
    referents: &Referents<'_>,
    values: &[Option<i64>],
    at: &Place<'_>,
) {
    let at = &at.key("values");
    for (a, alternative) in referents.alternatives.iter().enumerate() {
        let Some((id, derived)) =
            alternative.as_ref().and_then(|a| Some((&a.id, a.derived.as_ref()?)))
        else {
            continue;
        };
        let parts = || derived.of.iter().map(|&part| values[part]);
        let (Some(value), Some(Some(best))) = (values[a], parts().max()) else { continue };
        if value > best && parts().all(|part| part.is_some()) {
            let (file, at) = (diagnostics.file(), &at.key(id));
            diagnostics.push(|| {
                let message =
                    format!("the value {value} of `{id}` is above {best}, its best part's value");
                Problem::new(file, Code::CostAboveParts, at.pointer(), message).hint(
                    "on a cost question, a derived alternative is at most as good as its best part",
                )
            });
        }
    }
}

/// Reads the ids of the statements that support something.
pub(super) fn read_statements(
    diagnostics: &mut impl Diagnostics,
    node: Node<'_>,
    at: &Place<'_>,
) -> Vec<String> {
    let (ids, at) = (node.strings("statements"), &at.key("statements"));
    diagnostics.check_unique(&ids, at);
    for (i, id) in ids.iter().enumerate() {
        diagnostics.check_id(id, &at.item(i));
    }
    ids
}
