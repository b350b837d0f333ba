//! Warns the author of what would mislead readers although it can be computed.
//!
//! Apart from loading, because only authors need it: what a reader downloads is without it. Works on the pooled rows by bounds between pairs of alternatives, question by question, never
//! by trying answers. So it may stay silent, but what it says holds for every reader.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::load::place::Place;
use super::load::report::{Diagnostics as _, Report};
use super::problem::{Code, File, Problem};
use super::rows::{OptionRow, PointsRow, QuestionRows};
use super::{Choose, Model, Question, Rater, Rating, Requirement, ScoreRow};

/// Everything in a model that its author should look at.
pub fn lint(model: &Model) -> Vec<Problem> {
    let mut report = Report::new(File::Model);
    let at = &Place::FILE.key("questions");
    statements(&mut report, model, at);
    sources(&mut report, model);
    pairs(&mut report, model);
    for (q, question) in model.questions.iter().enumerate() {
        let at = &at.item(q);
        let rows = &model.tables.pooled.questions[q];
        never_matters(&mut report, model, question, rows, at);
        leans(&mut report, model, rows, at);
        groups(&mut report, model, question, rows, at);
        excludes(&mut report, model, question, at);
    }
    derived_leads(&mut report, model);
    report.problems
}

/// Every statement that is neither used nor listed as unused. To be corrected is no use.
pub fn lint_evidence(model: &Model, evidence: &Evidence) -> Vec<Problem> {
    let mut report = Report::new(File::Evidence);
    let mut met: BTreeSet<&String> = evidence.unused.iter().map(|it| &it.statement).collect();
    met.extend(ratings(model).flat_map(|it| &it.statements));
    met.extend(requirements(model).flat_map(Requirement::voices).flat_map(|it| &it.statements));
    met.extend(model.cases.iter().flat_map(|it| &it.statements));
    met.extend(evidence.table.iter().flat_map(|it| &it.cells).flat_map(|it| &it.statements));
    met.extend(evidence.advice.iter().flat_map(|it| &it.statements));
    met.extend(evidence.source_notes.iter().flat_map(|it| &it.statements));
    for (i, it) in evidence.statements.iter().enumerate().filter(|(_, it)| !met.contains(&it.id)) {
        let message = ["nothing rests on statement `", &it.id, "`"];
        let hint = "use it, or list it as unused with the reason";
        report.advise(
            Code::StatementUnused,
            &Place::FILE.key("statements").item(i),
            &message,
            hint,
        );
    }
    report.problems
}

fn ratings(model: &Model) -> impl Iterator<Item = &Rating> {
    let options = model.questions.iter().flat_map(|it| &it.options).map(|it| &it.row);
    model.questions.iter().map(|it| &it.unanswered).chain(options).flat_map(|it| &it.ratings)
}

fn requirements(model: &Model) -> impl Iterator<Item = &Requirement> {
    model.questions.iter().flat_map(|it| &it.options).flat_map(|it| &it.requirements)
}

fn statements(report: &mut Report, model: &Model, at: &Place<'_>) {
    // Which question a statement was first met at.
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for (q, question) in model.questions.iter().enumerate() {
        let at = &at.item(q);
        fed(report, model, (q, &question.unanswered), &at.key("unanswered"), &mut met);
        for (o, option) in question.options.iter().enumerate() {
            fed(report, model, (q, &option.row), &at.key("options").item(o), &mut met);
        }
    }
}

/// Looks at the statements that feed a row of the question with this index.
fn fed<'a>(
    report: &mut Report,
    model: &Model,
    (q, row): (usize, &'a ScoreRow),
    at: &Place<'_>,
    met: &mut BTreeMap<&'a str, usize>,
) {
    let at = &at.key("ratings");
    for (i, rating) in row.ratings.iter().enumerate() {
        let at = &at.item(i);
        if rating.statements.is_empty() && rating.rater != Rater::Editor {
            let message = ["the rating names no statement that it rests on"];
            report.add(Code::RatingWithoutStatement, at, &message);
        }
        for (s, statement) in rating.statements.iter().enumerate() {
            let first = *met.entry(statement).or_insert(q);
            if first != q {
                let other = &model.questions[first].id;
                let message = ["statement `", statement, "` already feeds question `", other, "`"];
                let hint = "one fact counts once: merge the questions, or rate one of them by \
                            other statements";
                let at = at.key("statements");
                report.advise(Code::StatementTwice, &at.item(s), &message, hint);
            }
        }
    }
}

fn sources(report: &mut Report, model: &Model) {
    let rates = |it: &Rating, source| it.rater == Rater::Source(source);
    for (i, source) in model.sources.iter().enumerate() {
        let speaks = requirements(model).flat_map(Requirement::voices).any(|it| it.source == i);
        if !speaks && !ratings(model).any(|it| rates(it, i)) {
            let message = ["no rating or requirement names source `", &source.id, "`"];
            report.add(Code::SourceUnused, &Place::FILE.key("sources").item(i), &message);
        }
    }
}

/// What a reader can make of a question: the least and the most of a number that each row has,
/// over all replies made of possible options, and over leaving it open.
fn reach(
    question: &Question,
    rows: &QuestionRows,
    number: impl Fn(&PointsRow) -> i64,
    possible: impl Fn(&OptionRow) -> bool,
) -> (i64, i64) {
    let open = number(&rows.unanswered);
    let (mut least, mut most) = (open, open);
    let mut reply = |low: i64, high: i64| (least, most) = (least.min(low), most.max(high));
    if question.may_not_matter {
        reply(0, 0);
    }
    if question.choose == Choose::Many {
        // Any option of a group can be the one that counts, or none: both ends add up.
        let mut ends = vec![(0, 0); question.groups];
        for (option, row) in question.options.iter().zip(&rows.options) {
            if possible(row) {
                let (low, high) = &mut ends[option.group];
                (*low, *high) = (number(&row.row).min(*low), number(&row.row).max(*high));
            }
        }
        reply(ends.iter().map(|it| it.0).sum(), ends.iter().map(|it| it.1).sum());
    } else {
        for row in rows.options.iter().filter(|it| possible(it)) {
            reply(number(&row.row), number(&row.row));
        }
    }
    (least, most)
}

/// Every row that a question can contribute, without saying how they combine.
fn points(rows: &QuestionRows) -> impl Iterator<Item = &PointsRow> {
    [&rows.unanswered].into_iter().chain(rows.options.iter().map(|it| &it.row))
}

/// Dominated, identical and hopeless alternatives.
fn pairs(report: &mut Report, model: &Model) {
    let n = model.alternatives.len();
    let name = |it: usize| model.alternatives[it].id.as_str();
    for a in 0..n {
        let others = || (0..n).filter(move |&b| b != a);
        let at = &Place::FILE.key("alternatives");
        let at = &at.item(a);
        if let Some(b) = others().find(|&b| b > a && identical(model, a, b)) {
            let message = ["`", name(a), "` and `", name(b), "` have the same values everywhere"];
            report.add(Code::Identical, at, &message);
        } else if let Some(b) = others().find(|&b| !identical(model, a, b) && covers(model, b, a)) {
            let message = ["`", name(a), "` is nowhere better than `", name(b), "`"];
            report.add(Code::Dominated, at, &message);
        }
        if let Some(b) = others().find(|&b| never_above(model, a, b)) {
            let message =
                ["`", name(a), "` never wins: no answers put it clearly above `", name(b), "`"];
            report.add(Code::NeverWins, at, &message);
        }
    }
}

fn options(model: &Model) -> impl Iterator<Item = &OptionRow> {
    model.tables.pooled.questions.iter().flat_map(|it| &it.options)
}

fn identical(model: &Model, a: usize, b: usize) -> bool {
    covers(model, a, b) && covers(model, b, a)
}

/// Whether `a` is as good as `b` on every row, and excluded only where `b` is.
fn covers(model: &Model, a: usize, b: usize) -> bool {
    let excluded = |set: u16, it: usize| set & (1 << it) != 0;
    let implied = |set: u16| !excluded(set, a) || excluded(set, b);
    model.tables.pooled.questions.iter().flat_map(points).all(|it| it.points[a] >= it.points[b])
        && options(model).all(|it| implied(it.agreed) && implied(it.disputed))
}

/// Whether no answers that leave `a` standing put it above `b` by more than the tie band, with
/// `b` standing whatever the answers.
fn never_above(model: &Model, a: usize, b: usize) -> bool {
    if options(model).any(|it| it.agreed & (1 << b) != 0) {
        return false;
    }
    let most = |(question, rows): (&Question, &QuestionRows)| {
        let above = |it: &PointsRow| it.points[a] - it.points[b] - model.band * it.weight;
        reach(question, rows, above, |it| it.agreed & (1 << a) == 0).1
    };
    model.questions.iter().zip(&model.tables.pooled.questions).map(most).sum::<i64>() <= 0
}

fn never_matters(
    report: &mut Report,
    model: &Model,
    question: &Question,
    rows: &QuestionRows,
    at: &Place<'_>,
) {
    let apart = |it: &PointsRow, a: usize| it.points[a] - it.points[0];
    let differs = (1..model.alternatives.len()).any(|a| {
        let (least, most) = reach(question, rows, |it| apart(it, a), |_| true);
        least != most
    });
    if !differs && rows.options.iter().all(|it| it.agreed | it.disputed == 0) {
        let message = ["no answer to `", &question.id, "` changes how alternatives compare"];
        report.add(Code::NeverMatters, at, &message);
    }
}

/// The base alternatives' points in a row.
fn base_points(model: &Model, row: &PointsRow) -> Vec<(usize, i64)> {
    let bases = model.alternatives.iter().enumerate().filter(|(_, it)| it.derived.is_none());
    bases.map(|(a, _)| (a, row.points[a])).collect()
}

fn leans(report: &mut Report, model: &Model, rows: &QuestionRows, at: &Place<'_>) {
    let bases = base_points(model, &rows.unanswered);
    if bases.iter().any(|it| it.1 != bases[0].1) {
        let message = ["left open, the question favours one base alternative over another"];
        let hint = "give the base alternatives one value in the unanswered row";
        report.advise(Code::LeansUnanswered, &at.key("unanswered"), &message, hint);
    }
}

fn derived_leads(report: &mut Report, model: &Model) {
    let rows = model.tables.pooled.questions.iter().map(|it| &it.unanswered);
    let sum = |a: usize| rows.clone().map(|it| it.points[a]).sum::<i64>();
    let indices = || model.alternatives.iter().enumerate();
    let best_base = indices().filter(|(_, it)| it.derived.is_none()).map(|(a, _)| sum(a)).max();
    for (a, it) in indices().filter(|(_, it)| it.derived.is_some()) {
        if best_base.is_some_and(|best| sum(a) > best) {
            let message = ["with nothing answered `", &it.id, "` leads"];
            report.add(Code::LeansUnanswered, &Place::FILE.key("alternatives").item(a), &message);
        }
    }
}

fn groups(
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
        // Each option is held against those of its group that stand before it.
        let before = || (0..o).filter(|&it| question.options[it].group == option.group);
        if let Some(it) = before().find(|&it| question.options[it].row.weight == option.row.weight)
        {
            let other = &question.options[it].id;
            let message = ["`", &option.id, "` weighs as much as `", other, "` of its group"];
            let hint = "the heaviest chosen option of a group counts: say which";
            report.advise(Code::GroupWeights, at, &message, hint);
        }
        let lead = leaders(model, &rows.options[o].row);
        let apart = |it: &usize| leaders(model, &rows.options[*it].row) & lead == 0;
        if let Some(it) = before().find(apart) {
            let other = &question.options[it].id;
            let message = ["`", &option.id, "` and `", other, "` favour different alternatives"];
            let hint = "a group is one need: split it";
            report.advise(Code::GroupLeaders, at, &message, hint);
        }
    }
}

/// The base alternatives with the most points, one bit each.
fn leaders(model: &Model, row: &PointsRow) -> u16 {
    let bases = base_points(model, row);
    let most = bases.iter().map(|it| it.1).max();
    bases.iter().filter(|it| Some(it.1) == most).fold(0, |set, it| set | 1 << it.0)
}

fn excludes(report: &mut Report, model: &Model, question: &Question, at: &Place<'_>) {
    let at = &at.key("options");
    for (o, option) in question.options.iter().enumerate() {
        let excluded = |it: usize| option.requirements.iter().position(|r| r.excludes == it);
        for (a, alternative) in model.alternatives.iter().enumerate() {
            let Some(derived) = &alternative.derived else { continue };
            let part = derived.of.iter().find_map(|&it| Some((it, excluded(it)?)));
            let (Some((part, r)), None) = (part, excluded(a)) else { continue };
            let part = &model.alternatives[part].id;
            let message =
                ["`", &option.id, "` excludes `", part, "` but not `", &alternative.id, "`"];
            let hint = "what joins it with others stays eligible: exclude both if that is meant";
            let at = at.item(o);
            report.advise(Code::ExcludesBaseOnly, &at.key("requirements").item(r), &message, hint);
        }
    }
}
