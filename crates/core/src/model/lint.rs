//! Warnings about a valid model that may mislead readers.
//!
//! Only authors need them, so they are separate from [`load`](super::load), and no reader
//! downloads them.
//!
//! The checks compare pairs of alternatives by bounds on the pooled rows, one question at a time.
//! They do not try answers. A bound may miss a fault, but every warning is true for all answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::diagnostics::{Diagnostics as _, Report};
use super::evidence::Evidence;
use super::load::{FieldTwice, fields_twice};
use super::place::Place;
use super::problem::{Code, File, Problem, Severity};
use super::rows::{AlternativeSet, OptionRow, PointsRow, QuestionRows};
use super::{Choose, Citation, Model, Question, Rater, Rating, Requirement, ScoreRow};

/// Largest value of a model whose values seem to be on another scale than 0 to 1000.
const SMALL_VALUE: i64 = 100;

/// All warnings about a model.
pub fn lint(model: &Model) -> Vec<Problem> {
    let mut report = Report::new(File::Model);
    let at = &Place::FILE.key("questions");
    check_statements(&mut report, model, at);
    check_sources(&mut report, model);
    check_values(&mut report, model, at);
    check_alternatives(&mut report, model);
    for (q, question) in model.questions.iter().enumerate() {
        let at = &at.item(q);
        let rows = &model.tables.pooled.questions[q];
        check_question(&mut report, model, question, rows, at);
        check_unanswered(&mut report, model, question, rows, at);
        check_groups(&mut report, model, question, rows, at);
        check_exclusions(&mut report, model, question, at);
    }
    check_derived(&mut report, model);
    check_cases(&mut report, model);
    report.problems
}

/// Warns of fields that an object has twice, for example because an item was copied into another.
fn check_fields(report: &mut Report, text: &str) {
    for FieldTwice { at, key, line } in fields_twice(text) {
        let line = line.to_string();
        let message = ["the object has the field `", &key, "` again at line ", &line].concat();
        let hint = "remove one of the two: only the last one counts";
        report.push(|| Problem::new(File::Model, Code::FieldTwice, at, message).hint(hint));
    }
}

/// Warns if the values of the whole model seem to be on another scale, such as 0 to 10.
fn check_values(report: &mut Report, model: &Model, at: &Place<'_>) {
    let rows = model.questions.iter().flat_map(|question| {
        question.options.iter().map(|option| &option.row).chain([&question.unanswered])
    });
    let ratings = rows.flat_map(|row| &row.ratings);
    let largest = ratings.flat_map(|rating| rating.values.iter().flatten()).max();
    if let Some(largest) = largest.filter(|&&largest| 0 < largest && largest <= SMALL_VALUE) {
        let largest = largest.to_string();
        let message = ["the largest value is ", &largest, " of 1000"];
        let hint = "values go from 0 to 1000: multiply values from 0 to 10 by 100, and percentages \
                    by 10";
        report.add_with_hint(Code::SmallValues, at, &message, hint);
    }
}

/// Warns of typical cases with a reply to a question that does not apply.
fn check_cases(report: &mut Report, model: &Model) {
    let at = &Place::FILE.key("cases");
    for (i, case) in model.cases.iter().enumerate() {
        let at = &at.item(i);
        let at = &at.key("answers");
        let replies = &case.answers.replies;
        let applicable = model.applicable(replies);
        for (q, question) in model.questions.iter().enumerate() {
            if replies[q].is_some() && applicable & (1 << q) == 0 {
                let message = ["question `", &question.id, "` does not apply to this case"];
                let hint = "remove the reply, or answer the question that it depends on";
                report.add_with_hint(Code::ReplyIgnored, &at.key(&question.id), &message, hint);
            }
        }
    }
}

/// A warning that the author means as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intended {
    /// The warning.
    pub problem: Problem,
    /// The author's reason.
    pub reason: String,
}

/// All warnings about a model, apart from those that its file lists as `intended`. `text` is the
/// file that `model` was loaded from.
///
/// The object that a warning is about, or an object around it, can have a field `intended` with the
/// code of the warning and a reason. An entry without such a warning is a warning itself.
pub fn lint_file(model: &Model, text: &str) -> (Vec<Problem>, Vec<Intended>) {
    let mut report = Report::new(File::Model);
    check_fields(&mut report, text);
    let mut warnings = report.problems;
    warnings.extend(lint(model));
    let mut intended = Vec::new();
    let Ok(file) = serde_json::from_str::<Value>(text) else { return (warnings, intended) };
    let mut entries = Vec::new();
    find_intended(&file, &Place::FILE, &mut entries);
    let mut report = Report::new(File::Model);
    for Entry { object, code, reason, at } in entries {
        let is_meant = |problem: &Problem| {
            let rest = problem.at.strip_prefix(object.as_str());
            problem.code.as_str() == code
                && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let (meant, others): (Vec<_>, Vec<_>) = warnings.into_iter().partition(is_meant);
        warnings = others;
        if meant.is_empty() {
            let warning = |code: &&Code| code.severity() == Severity::Warning;
            let known = Code::ALL.iter().filter(warning).map(|code| code.as_str());
            let message = ["there is no warning `", &code, "` here to acknowledge"].concat();
            let problem = Problem::new(File::Model, Code::IntendedUnused, at, message);
            report.push(|| {
                if Code::ALL.iter().any(|known| known.as_str() == code) {
                    problem.hint("remove the entry")
                } else {
                    problem.did_you_mean(&code, known)
                }
            });
        }
        intended
            .extend(meant.into_iter().map(|problem| Intended { problem, reason: reason.clone() }));
    }
    warnings.extend(report.problems);
    (warnings, intended)
}

/// An entry of a field `intended`.
struct Entry {
    /// Pointer to the object that has the field.
    object: String,
    code: String,
    reason: String,
    /// Pointer to the entry.
    at: String,
}

/// Finds the entries of all fields `intended`, those of inner objects first.
fn find_intended(json: &Value, at: &Place<'_>, entries: &mut Vec<Entry>) {
    match json {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                find_intended(item, &at.item(i), entries);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                find_intended(value, &at.key(key), entries);
            }
            let at_field = &at.key("intended");
            for (code, reason) in
                fields.get("intended").and_then(Value::as_object).into_iter().flatten()
            {
                if let Some(reason) = reason.as_str() {
                    entries.push(Entry {
                        object: at.pointer(),
                        code: code.clone(),
                        reason: reason.to_owned(),
                        at: at_field.key(code).pointer(),
                    });
                }
            }
        }
        _ => {}
    }
}

/// A warning for each statement of the evidence that is neither used nor listed as unused.
///
/// A statement that only a correction names is not used.
pub fn lint_evidence(model: &Model, evidence: &Evidence) -> Vec<Problem> {
    let mut report = Report::new(File::Evidence);
    let citations = requirements(model).flat_map(Requirement::citations);
    let cells = evidence.table.iter().flat_map(|row| &row.cells);
    let mut used: BTreeSet<&String> =
        evidence.unused.iter().map(|unused| &unused.statement).collect();
    used.extend(ratings(model).flat_map(|rating| &rating.statements));
    used.extend(citations.flat_map(|citation| &citation.statements));
    used.extend(model.cases.iter().flat_map(|case| &case.statements));
    used.extend(cells.flat_map(|cell| &cell.statements));
    used.extend(evidence.advice.iter().flat_map(|advice| &advice.statements));
    used.extend(evidence.source_notes.iter().flat_map(|note| &note.statements));
    let at = &Place::FILE.key("statements");
    for (i, statement) in evidence.statements.iter().enumerate() {
        if !used.contains(&statement.id) {
            let message = ["nothing uses statement `", &statement.id, "`"];
            let hint = "use the statement, or add it to `unused` with the reason";
            report.add_with_hint(Code::StatementUnused, &at.item(i), &message, hint);
        }
    }
    report.problems
}

/// All ratings of a model.
fn ratings(model: &Model) -> impl Iterator<Item = &Rating> {
    let unanswered = model.questions.iter().map(|question| &question.unanswered);
    let options = model.questions.iter().flat_map(|question| &question.options);
    unanswered.chain(options.map(|option| &option.row)).flat_map(|row| &row.ratings)
}

/// All requirements of a model.
fn requirements(model: &Model) -> impl Iterator<Item = &Requirement> {
    let options = model.questions.iter().flat_map(|question| &question.options);
    options.flat_map(|option| &option.requirements)
}

/// Warns of ratings without statements, and of statements that support ratings of two questions.
fn check_statements(report: &mut Report, model: &Model, at: &Place<'_>) {
    // The first question whose ratings each statement supports.
    let mut first_use: BTreeMap<&str, usize> = BTreeMap::new();
    for (q, question) in model.questions.iter().enumerate() {
        let at = &at.item(q);
        let row = (q, &question.unanswered);
        check_row(report, model, row, &at.key("unanswered"), &mut first_use);
        let at = &at.key("options");
        for (o, option) in question.options.iter().enumerate() {
            let at = &at.item(o);
            check_row(report, model, (q, &option.row), at, &mut first_use);
            let at = &at.key("requirements");
            for (r, requirement) in option.requirements.iter().enumerate() {
                let has_none = |citation: &Citation| {
                    citation.statements.is_empty() && citation.source != Rater::Editor
                };
                if requirement.citations().any(has_none) {
                    let message = ["a source of the requirement names no statement"];
                    report.add(Code::RatingWithoutStatement, &at.item(r), &message);
                }
            }
        }
    }
}

/// Checks the statements of one row of question `q`.
fn check_row<'a>(
    report: &mut Report,
    model: &Model,
    (q, row): (usize, &'a ScoreRow),
    at: &Place<'_>,
    first_use: &mut BTreeMap<&'a str, usize>,
) {
    let at = &at.key("ratings");
    for (i, rating) in row.ratings.iter().enumerate() {
        let at = &at.item(i);
        if rating.statements.is_empty() && rating.rater != Rater::Editor {
            let message = ["the rating names no statement"];
            report.add(Code::RatingWithoutStatement, at, &message);
        }
        for (s, statement) in rating.statements.iter().enumerate() {
            let first = *first_use.entry(statement).or_insert(q);
            if first != q {
                let other = &model.questions[first].id;
                let message =
                    ["statement `", statement, "` already supports question `", other, "`"];
                let hint = "a fact must count once: merge the two questions, or use other \
                            statements for one of them";
                let at = at.key("statements");
                report.add_with_hint(Code::StatementTwice, &at.item(s), &message, hint);
            }
        }
    }
}

/// Warns of sources that nothing uses.
fn check_sources(report: &mut Report, model: &Model) {
    for (i, source) in model.sources.iter().enumerate() {
        let mut citations = requirements(model).flat_map(Requirement::citations);
        let is_cited = citations.any(|citation| citation.source == Rater::Source(i));
        if !is_cited && !ratings(model).any(|rating| rating.rater == Rater::Source(i)) {
            let message = ["no rating or requirement names source `", &source.id, "`"];
            report.add(Code::SourceUnused, &Place::FILE.key("sources").item(i), &message);
        }
    }
}

/// The smallest and the largest `number` that a question can contribute, over all replies that use
/// only options for which `is_possible` holds, and over the unanswered question.
fn contribution_range(
    question: &Question,
    rows: &QuestionRows,
    number: impl Fn(&PointsRow) -> i64,
    is_possible: impl Fn(&OptionRow) -> bool,
) -> (i64, i64) {
    let unanswered = number(&rows.unanswered);
    let (mut least, mut most) = (unanswered, unanswered);
    let mut reply = |low: i64, high: i64| (least, most) = (least.min(low), most.max(high));
    if question.may_not_matter || question.when.is_some() {
        reply(0, 0);
    }
    if question.choose == Choose::Many {
        // In each group, any option can be the one that counts, or none. Groups are independent.
        let mut ranges = vec![(0, 0); question.groups];
        for (option, row) in question.options.iter().zip(&rows.options) {
            if is_possible(row) {
                let (low, high) = &mut ranges[option.group];
                (*low, *high) = (number(&row.row).min(*low), number(&row.row).max(*high));
            }
        }
        let (low, high) = (ranges.iter().map(|r| r.0).sum(), ranges.iter().map(|r| r.1).sum());
        reply(low, high);
    } else {
        for row in rows.options.iter().filter(|row| is_possible(row)) {
            reply(number(&row.row), number(&row.row));
        }
    }
    (least, most)
}

/// The rows of a question: of the unanswered question, and of each option.
fn all_rows(rows: &QuestionRows) -> impl Iterator<Item = &PointsRow> {
    [&rows.unanswered].into_iter().chain(rows.options.iter().map(|option| &option.row))
}

/// Warns of alternatives that are identical, dominated, or cannot win.
fn check_alternatives(report: &mut Report, model: &Model) {
    let n = model.alternatives.len();
    let id = |a: usize| model.alternatives[a].id.as_str();
    for a in 0..n {
        let others = || (0..n).filter(move |&b| b != a);
        let at = &Place::FILE.key("alternatives");
        let at = &at.item(a);
        let is_dominated = |b| !are_identical(model, a, b) && weakly_dominates(model, b, a);
        if let Some(b) = others().find(|&b| b > a && are_identical(model, a, b)) {
            let message = ["`", id(a), "` and `", id(b), "` have the same values on all rows"];
            report.add(Code::Identical, at, &message);
        } else if let Some(b) = others().find(|&b| is_dominated(b)) {
            let message = ["`", id(a), "` is not better than `", id(b), "` on any row"];
            report.add(Code::Dominated, at, &message);
        }
        if let Some(b) = others().find(|&b| never_beats(model, a, b)) {
            let message = [
                "`",
                id(a),
                "` never wins: no answers put it ahead of `",
                id(b),
                "` by more than the tie band",
            ];
            report.add(Code::NeverWins, at, &message);
        }
    }
}

/// The pooled rows of all options.
fn option_rows(model: &Model) -> impl Iterator<Item = &OptionRow> {
    model.tables.pooled.questions.iter().flat_map(|rows| &rows.options)
}

/// Whether a set of alternatives contains `a`.
fn contains(set: AlternativeSet, a: usize) -> bool {
    set & (1 << a) != 0
}

fn are_identical(model: &Model, a: usize, b: usize) -> bool {
    weakly_dominates(model, a, b) && weakly_dominates(model, b, a)
}

/// Whether `a` has at least as many points as `b` on every row, and no option excludes `a` without
/// excluding `b`.
fn weakly_dominates(model: &Model, a: usize, b: usize) -> bool {
    let implies = |set| !contains(set, a) || contains(set, b);
    let mut rows = model.tables.pooled.questions.iter().flat_map(all_rows);
    rows.all(|row| row.points[a] >= row.points[b])
        && option_rows(model).all(|option| implies(option.agreed) && implies(option.disputed))
}

/// Whether `b` is always eligible, and no answers put `a` ahead of `b` by more than the tie band
/// while `a` is eligible.
fn never_beats(model: &Model, a: usize, b: usize) -> bool {
    if option_rows(model).any(|option| contains(option.agreed, b)) {
        return false;
    }
    let largest_lead = |(question, rows): (&Question, &QuestionRows)| {
        let lead = |row: &PointsRow| row.points[a] - row.points[b] - model.band * row.weight;
        contribution_range(question, rows, lead, |option| !contains(option.agreed, a)).1
    };
    model.questions.iter().zip(&model.tables.pooled.questions).map(largest_lead).sum::<i64>() <= 0
}

/// Warns of a question whose answers never change a lead or exclude an alternative.
fn check_question(
    report: &mut Report,
    model: &Model,
    question: &Question,
    rows: &QuestionRows,
    at: &Place<'_>,
) {
    let changes_lead = (1..model.alternatives.len()).any(|a| {
        let lead = |row: &PointsRow| row.points[a] - row.points[0];
        let (least, most) = contribution_range(question, rows, lead, |_| true);
        least != most
    });
    // A question that decides whether others apply matters through them.
    if question.dependents.is_empty()
        && !changes_lead
        && rows.options.iter().all(|option| option.agreed | option.disputed == 0)
    {
        let message = ["no answer to `", &question.id, "` changes the lead of an alternative"];
        report.add(Code::NeverMatters, at, &message);
    }
}

/// The base alternatives, each with its points on a row.
fn base_points(model: &Model, row: &PointsRow) -> Vec<(usize, i64)> {
    let bases = model.alternatives.iter().enumerate().filter(|(_, a)| a.derived.is_none());
    bases.map(|(a, _)| (a, row.points[a])).collect()
}

/// Warns if the row of an unanswered question favours a base alternative, unless the model has a
/// default verdict.
fn check_unanswered(
    report: &mut Report,
    model: &Model,
    question: &Question,
    rows: &QuestionRows,
    at: &Place<'_>,
) {
    let bases = base_points(model, &rows.unanswered);
    // A question with a condition does not apply while nothing is answered.
    let applies = question.when.is_none();
    if applies && !model.default_verdict && bases.iter().any(|(_, points)| *points != bases[0].1) {
        let message = ["the unanswered question favours a base alternative"];
        let hint = "give all base alternatives the same value in `unanswered`";
        report.add_with_hint(Code::LeansUnanswered, &at.key("unanswered"), &message, hint);
    }
}

/// Warns of derived alternatives that lead while no question is answered.
fn check_derived(report: &mut Report, model: &Model) {
    let always = model.questions.iter().map(|question| question.when.is_none());
    let rows = model.tables.pooled.questions.iter().zip(always);
    let rows = rows.filter(|(_, applies)| *applies).map(|(rows, _)| &rows.unanswered);
    let score = |a: usize| rows.clone().map(|row| row.points[a]).sum::<i64>();
    let alternatives = || model.alternatives.iter().enumerate();
    let bases = alternatives().filter(|(_, alternative)| alternative.derived.is_none());
    let best_base = bases.map(|(a, _)| score(a)).max();
    for (a, alternative) in alternatives().filter(|(_, a)| a.derived.is_some()) {
        if best_base.is_some_and(|best| score(a) > best) {
            let message = ["`", &alternative.id, "` leads while no question is answered"];
            report.add(Code::LeansUnanswered, &Place::FILE.key("alternatives").item(a), &message);
        }
    }
}

/// Warns of groups whose options have the same weight or favour different base alternatives.
fn check_groups(
    report: &mut Report,
    model: &Model,
    question: &Question,
    rows: &QuestionRows,
    at: &Place<'_>,
) {
    if question.choose != Choose::Many {
        return;
    }
    let at = &at.key("options");
    for (o, option) in question.options.iter().enumerate() {
        let at = &at.item(o);
        // Compares the option with the earlier options of its group.
        let earlier = || (0..o).filter(|&e| question.options[e].group == option.group);
        // Options without weight say nothing, so none of them hides another.
        let has_same_weight = |e: &usize| {
            option.row.weight > 0 && question.options[*e].row.weight == option.row.weight
        };
        if let Some(e) = earlier().find(has_same_weight) {
            let other = &question.options[e].id;
            let message = ["`", &option.id, "` has the same weight as `", other, "` in its group"];
            let hint = "in a group, the chosen option with the largest weight counts: give the \
                        options different weights";
            report.add_with_hint(Code::GroupWeights, at, &message, hint);
        }
        let favourites = leaders(model, &rows.options[o].row);
        let disagrees = |e: &usize| leaders(model, &rows.options[*e].row) & favourites == 0;
        if let Some(e) = earlier().find(disagrees) {
            let other = &question.options[e].id;
            let message = ["`", &option.id, "` and `", other, "` favour different alternatives"];
            let hint = "a group stands for one need: split the group";
            report.add_with_hint(Code::GroupLeaders, at, &message, hint);
        }
    }
}

/// The base alternatives with the most points on a row.
fn leaders(model: &Model, row: &PointsRow) -> AlternativeSet {
    let bases = base_points(model, row);
    let most = bases.iter().map(|(_, points)| *points).max();
    bases.iter().filter(|(_, points)| Some(*points) == most).fold(0, |set, (a, _)| set | 1 << a)
}

/// Warns of options that exclude a base alternative, but not the alternatives derived from it.
fn check_exclusions(report: &mut Report, model: &Model, question: &Question, at: &Place<'_>) {
    let at = &at.key("options");
    for (o, option) in question.options.iter().enumerate() {
        let exclusion = |a: usize| option.requirements.iter().position(|r| r.excludes == a);
        for (a, alternative) in model.alternatives.iter().enumerate() {
            let Some(derived) = &alternative.derived else { continue };
            let part = derived.of.iter().find_map(|&part| Some((part, exclusion(part)?)));
            let (Some((part, r)), None) = (part, exclusion(a)) else { continue };
            let part = &model.alternatives[part].id;
            let message =
                ["`", &option.id, "` excludes `", part, "` but not `", &alternative.id, "`"];
            let hint = "the derived alternative stays eligible: exclude both if you mean both";
            let at = at.item(o);
            let at = at.key("requirements");
            report.add_with_hint(Code::ExcludesBaseOnly, &at.item(r), &message, hint);
        }
    }
}
