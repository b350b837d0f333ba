//! Warns of what would mislead readers although it can be computed.
//!
//! Works on the pooled rows by bounds between pairs of alternatives, question by question, never
//! by trying answers. So it may stay silent, but what it says holds for every reader.

use std::collections::BTreeMap;

use super::item::nth;
use super::report::Report;
use crate::model::problem::Code;
use crate::model::rows::{OptionRow, PointsRow, QuestionRows};
use crate::model::{Choose, Model, Question, Rater, Row};

/// Reports everything that a model's author should look at.
pub(super) fn lint(report: &mut Report, model: &Model) {
    statements(report, model);
    sources(report, model);
    pairs(report, model);
    for (q, question) in model.questions.iter().enumerate() {
        let at = nth("/questions", q);
        let rows = &model.tables.pooled.questions[q];
        never_matters(report, model, question, rows, &at);
        leans(report, model, rows, &at);
        groups(report, model, question, rows, &at);
        excludes(report, model, question, &at);
    }
    derived_leads(report, model);
}

/// The rows of a question with their pointers.
fn rows<'a>(question: &'a Question, at: &str) -> Vec<(String, &'a Row)> {
    let options = question.options.iter().enumerate();
    let options = options.map(|(o, it)| (nth(&[at, "/options"].concat(), o), &it.row));
    [([at, "/unanswered"].concat(), &question.unanswered)].into_iter().chain(options).collect()
}

fn statements(report: &mut Report, model: &Model) {
    // Which question a statement was first met at.
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for (q, question) in model.questions.iter().enumerate() {
        for (at, row) in rows(question, &nth("/questions", q)) {
            for (i, rating) in row.ratings.iter().enumerate() {
                let at = nth(&[&at, "/ratings"].concat(), i);
                if rating.statements.is_empty() && rating.rater != Rater::Editor {
                    let message = "the rating names no statement that it rests on";
                    report.add(Code::RatingWithoutStatement, &at, message);
                }
                for (s, statement) in rating.statements.iter().enumerate() {
                    let first = *met.entry(statement).or_insert(q);
                    if first != q {
                        let other = &model.questions[first].id;
                        let message =
                            ["statement `", statement, "` already feeds question `", other, "`"];
                        let hint = "one fact counts once: merge the questions, or rate one of them \
                                    by other statements";
                        let at = nth(&[&at, "/statements"].concat(), s);
                        let problem = report.problem(Code::StatementTwice, &at, message.concat());
                        report.push(problem.hint(hint));
                    }
                }
            }
        }
    }
}

fn sources(report: &mut Report, model: &Model) {
    let mut used = vec![false; model.sources.len()];
    for question in &model.questions {
        for rating in rows(question, "").iter().flat_map(|(_, row)| &row.ratings) {
            if let Rater::Source(it) = rating.rater {
                used[it] = true;
            }
        }
        for requirement in question.options.iter().flat_map(|it| &it.requirements) {
            for it in requirement.said_by.iter().chain(&requirement.contradicted_by) {
                used[it.source] = true;
            }
        }
    }
    for (i, source) in model.sources.iter().enumerate().filter(|(i, _)| !used[*i]) {
        let message = ["no rating or requirement names source `", &source.id, "`"].concat();
        report.add(Code::SourceUnused, &nth("/sources", i), message);
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
        let at = nth("/alternatives", a);
        if let Some(b) = others().find(|&b| b > a && identical(model, a, b)) {
            let message = ["`", name(a), "` and `", name(b), "` have the same values everywhere"];
            report.add(Code::Identical, &at, message.concat());
        } else if let Some(b) = others().find(|&b| !identical(model, a, b) && covers(model, b, a)) {
            let message = ["`", name(a), "` is nowhere better than `", name(b), "`"].concat();
            report.add(Code::Dominated, &at, message);
        }
        if let Some(b) = others().find(|&b| never_above(model, a, b)) {
            let message =
                ["`", name(a), "` never wins: no answers put it clearly above `", name(b), "`"];
            report.add(Code::NeverWins, &at, message.concat());
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
    at: &str,
) {
    let apart = |it: &PointsRow, a: usize| it.points[a] - it.points[0];
    let differs = (1..model.alternatives.len()).any(|a| {
        let (least, most) = reach(question, rows, |it| apart(it, a), |_| true);
        least != most
    });
    if !differs && rows.options.iter().all(|it| it.agreed | it.disputed == 0) {
        let message = ["no answer to `", &question.id, "` changes how alternatives compare"];
        report.add(Code::NeverMatters, at, message.concat());
    }
}

/// The base alternatives' points in a row.
fn base_points(model: &Model, row: &PointsRow) -> Vec<(usize, i64)> {
    let bases = model.alternatives.iter().enumerate().filter(|(_, it)| it.derived.is_none());
    bases.map(|(a, _)| (a, row.points[a])).collect()
}

fn leans(report: &mut Report, model: &Model, rows: &QuestionRows, at: &str) {
    let bases = base_points(model, &rows.unanswered);
    if bases.iter().any(|it| it.1 != bases[0].1) {
        let message = "left open, the question favours one base alternative over another";
        let hint = "give the base alternatives one value in the unanswered row";
        let at = [at, "/unanswered"].concat();
        report.push(report.problem(Code::LeansUnanswered, &at, message).hint(hint));
    }
}

fn derived_leads(report: &mut Report, model: &Model) {
    let rows = model.tables.pooled.questions.iter().map(|it| &it.unanswered);
    let sum = |a: usize| rows.clone().map(|it| it.points[a]).sum::<i64>();
    let indices = || model.alternatives.iter().enumerate();
    let best_base = indices().filter(|(_, it)| it.derived.is_none()).map(|(a, _)| sum(a)).max();
    for (a, it) in indices().filter(|(_, it)| it.derived.is_some()) {
        if best_base.is_some_and(|best| sum(a) > best) {
            let message = ["with nothing answered `", &it.id, "` leads"].concat();
            report.add(Code::LeansUnanswered, &nth("/alternatives", a), message);
        }
    }
}

fn groups(report: &mut Report, model: &Model, question: &Question, rows: &QuestionRows, at: &str) {
    if question.choose != Choose::Many {
        return;
    }
    for (o, option) in question.options.iter().enumerate() {
        let at = nth(&[at, "/options"].concat(), o);
        // Each option is held against those of its group that stand before it.
        let before = || (0..o).filter(|&it| question.options[it].group == option.group);
        if let Some(it) = before().find(|&it| question.options[it].row.weight == option.row.weight)
        {
            let other = &question.options[it].id;
            let message =
                ["`", &option.id, "` weighs as much as `", other, "` of its group"].concat();
            let hint = "the heaviest chosen option of a group counts: say which";
            report.push(report.problem(Code::GroupWeights, &at, message).hint(hint));
        }
        let lead = leaders(model, &rows.options[o].row);
        let apart = |it: &usize| leaders(model, &rows.options[*it].row) & lead == 0;
        if let Some(it) = before().find(apart) {
            let other = &question.options[it].id;
            let message = ["`", &option.id, "` and `", other, "` favour different alternatives"];
            let hint = "a group is one need: split it";
            report.push(report.problem(Code::GroupLeaders, &at, message.concat()).hint(hint));
        }
    }
}

/// The base alternatives with the most points, one bit each.
fn leaders(model: &Model, row: &PointsRow) -> u16 {
    let bases = base_points(model, row);
    let most = bases.iter().map(|it| it.1).max();
    bases.iter().filter(|it| Some(it.1) == most).fold(0, |set, it| set | 1 << it.0)
}

fn excludes(report: &mut Report, model: &Model, question: &Question, at: &str) {
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
            let at = nth(&[&nth(&[at, "/options"].concat(), o), "/requirements"].concat(), r);
            let problem = report.problem(Code::ExcludesBaseOnly, &at, message.concat());
            report.push(problem.hint(hint));
        }
    }
}
