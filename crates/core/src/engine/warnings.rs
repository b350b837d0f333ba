//! What to be wary of in a verdict with a winner: biases of models, and of readers.
//!
//! Compensation, splitting one need into many questions, weights that nobody would miss, sources
//! that disagree or that all sell something (Weber & Borcherding 1993; Montibeller & von
//! Winterfeldt 2015).

use crate::model::rows::Voice;
use crate::model::{Interest, Rater, ScoreRow};

use super::Decision;
use super::evaluation::{Evaluation, counted};
use super::explain::runner_up;
use super::order::sort_by_key;
use super::sources::SourceDifference;
use super::verdict::outcome;

/// What a careful reader should know of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is about.
    pub code: WarningCode,
    /// The questions concerned.
    pub questions: Vec<usize>,
    /// The alternatives concerned.
    pub alternatives: Vec<usize>,
}

/// The warnings of a single verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningCode {
    /// One changed answer ends the lead.
    OneAnswer,
    /// The leader is the worst on what the reader weighed most.
    WorstOnHeaviest,
    /// Half the lead or more comes from the questions of one theme.
    OneTheme,
    /// On an answered question the sources disagree about who is ahead.
    SourcesDisagree,
    /// On an answered question only those speak who sell something.
    VendorsOnly,
    /// With equal weights another would win.
    EqualWeights,
    /// One open question can move more than the whole lead.
    OpenOutweighs,
}

impl WarningCode {
    /// Its stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OneAnswer => "one_answer",
            Self::WorstOnHeaviest => "worst_on_heaviest",
            Self::OneTheme => "one_theme",
            Self::SourcesDisagree => "sources_disagree",
            Self::VendorsOnly => "vendors_only",
            Self::EqualWeights => "equal_weights",
            Self::OpenOutweighs => "open_outweighs",
        }
    }
}

/// What to be wary of, what concerns the reader's own answers first; only a verdict with a winner
/// has warnings.
pub fn warnings(sheet: &Evaluation, decision: &Decision) -> Vec<Warning> {
    let Some(winner) = decision.verdict.winner else { return Vec::new() };
    let mut warnings = Vec::new();
    let mut warn = |code, questions: Vec<usize>, alternatives: Vec<usize>| {
        if !(questions.is_empty() && alternatives.is_empty()) {
            warnings.push(Warning { code, questions, alternatives });
        }
    };
    let single = decision.flips.iter().filter(|it| it.changes.len() == 1);
    let mut questions: Vec<usize> = single.clone().map(|it| it.changes[0].question).collect();
    sort_by_key(&mut questions, |&q| q);
    questions.dedup();
    warn(WarningCode::OneAnswer, questions, single.filter_map(|it| it.rival).collect());

    // Against one that is ruled out, the lead is not what decides.
    let other = runner_up(sheet, winner).filter(|&b| sheet.eligible().any(|it| it == b));
    // Once nothing can change, no open question outweighs a lead.
    let margin = decision.margin.filter(|_| !decision.verdict.is_final);
    if let (Some(margin), Some(other)) = (margin, other) {
        let outweighs = |&q: &usize| range(sheet, q, winner, other) > margin.points;
        let questions: Vec<usize> = sheet.open().filter(outweighs).collect();
        let of = if questions.is_empty() { vec![] } else { vec![other] };
        warn(WarningCode::OpenOutweighs, questions, of);
    }

    let worst = worst_on_heaviest(sheet, winner);
    let of = if worst.is_empty() { vec![] } else { vec![winner] };
    warn(WarningCode::WorstOnHeaviest, worst, of);

    let equal = winner_with_equal_weights(sheet);
    if !equal.contains(&winner) {
        warn(WarningCode::EqualWeights, vec![], equal);
    }
    if let Some(other) = other {
        warn(WarningCode::SourcesDisagree, disagreed(&decision.by_source), vec![]);
        warn(WarningCode::OneTheme, heavy_theme(sheet, winner, other), vec![]);
    }
    warn(WarningCode::VendorsOnly, from_vendors_only(sheet), vec![]);
    warnings
}

/// The heaviest answered questions on which the winner has the lowest value of the eligible.
fn worst_on_heaviest(sheet: &Evaluation, winner: usize) -> Vec<usize> {
    let heaviest = sheet.answered().map(|q| sheet.rows[q].weight).max().unwrap_or(0);
    let worst = |&q: &usize| {
        let row = &sheet.rows[q];
        let others = || sheet.eligible().map(|b| row.points[b]);
        row.weight == heaviest
            && others().all(|it| it >= row.points[winner])
            && others().any(|it| it > row.points[winner])
    };
    sheet.answered().filter(worst).collect()
}

/// The questions of the theme that gives `a` most of its lead over `b`, when that is half of it or
/// more.
fn heavy_theme(sheet: &Evaluation, a: usize, b: usize) -> Vec<usize> {
    let lead = |q: &usize| sheet.rows[*q].points[a] - sheet.rows[*q].points[b];
    let theme = |q: usize| sheet.model.questions[q].theme.as_str();
    let all = || (0..sheet.rows.len()).filter(|q| lead(q) != 0);
    let of = |first: usize| all().filter(move |&q| theme(q) == theme(first));
    // `rev` because `max_by_key` keeps the last of equals.
    let heaviest = all().rev().max_by_key(|&q| of(q).map(|q| lead(&q)).sum::<i64>());
    let questions: Vec<usize> = heaviest.into_iter().flat_map(of).collect();
    let part: i64 = questions.iter().map(lead).sum();
    if 2 * part >= sheet.lead(a, b) { questions } else { Vec::new() }
}

/// The answered questions on which one source puts the leader ahead and another behind.
fn disagreed(by_source: &[SourceDifference]) -> Vec<usize> {
    let mut questions: Vec<usize> = Vec::new();
    for it in by_source.iter().filter(|it| it.points > 0) {
        let against = |other: &SourceDifference| other.question == it.question && other.points < 0;
        if by_source.iter().any(against) && questions.last() != Some(&it.question) {
            questions.push(it.question);
        }
    }
    questions
}

/// The answered questions with weight that vendors rate, and nobody else.
fn from_vendors_only(sheet: &Evaluation) -> Vec<usize> {
    let sources = &sheet.model.sources;
    let is_vendor =
        |it: Rater| matches!(it, Rater::Source(s) if sources[s].interest == Interest::Vendor);
    let by_vendors = |row: &ScoreRow| row.ratings.iter().all(|it| is_vendor(it.rater));
    let only = |&q: &usize| {
        let (question, rows) = (&sheet.model.questions[q], &sheet.table.questions[q]);
        let chosen = sheet.answers.replies[q].map_or(0, |it| question.chosen(it));
        let weighty =
            || counted(question, rows, chosen).filter(|&o| rows.options[o].row.weight > 0);
        let from_vendors = |o: usize| {
            rows.options[o].row.voice == Voice::Sources && by_vendors(&question.options[o].row)
        };
        weighty().next().is_some() && weighty().all(from_vendors)
    };
    sheet.answered().filter(only).collect()
}

/// Who would lead if every row that has weight had the same.
fn winner_with_equal_weights(sheet: &Evaluation) -> Vec<usize> {
    const EQUAL: i64 = 100;
    let mut equal = sheet.clone();
    equal.points = [0; crate::model::MAX_ALTERNATIVES];
    equal.total = 0;
    for (q, question) in sheet.model.questions.iter().enumerate() {
        let rows = &sheet.table.questions[q];
        let in_force: Vec<_> = match sheet.answers.replies[q] {
            None => vec![rows.unanswered],
            Some(reply) => counted(question, rows, question.chosen(reply))
                .map(|o| rows.options[o].row)
                .collect(),
        };
        for row in in_force.iter().filter(|it| it.weight > 0) {
            equal.total += EQUAL;
            for (sum, points) in equal.points.iter_mut().zip(row.points) {
                *sum += points / row.weight * EQUAL;
            }
        }
    }
    outcome(&equal, equal.excluded)
}

/// How far an open question can move the lead of `a` over `b`.
fn range(sheet: &Evaluation, q: usize, a: usize, b: usize) -> i64 {
    let of = |row: &_| sheet.beyond(a, b, row);
    let high = sheet.largest(q, a, true, &of).map_or(0, |it| it.value);
    high - sheet.smallest(q, b, true, &of).map_or(0, |it| it.value)
}
