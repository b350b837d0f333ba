//! Warnings about a verdict with a winner (docs/method.md#warnings).
//!
//! The warnings point at known biases of models and of readers: compensation, one need split into
//! many questions, weights without effect, sources that disagree or that all sell something (Weber
//! & Borcherding 1993; Montibeller & von Winterfeldt 2015).

use crate::model::answers::indices;
use crate::model::rows::RowOrigin;
use crate::model::{Interest, MAX_ALTERNATIVES, Rater, ScoreRow};

use super::Decision;
use super::evaluation::{Evaluation, counting_options};
use super::explain::runner_up;
use super::order::sort_by_key;
use super::sources::SourceDifference;
use super::verdict::outcome;

/// A warning about a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The condition that holds.
    pub code: WarningCode,
    /// Indices of the questions that the warning is about.
    pub questions: Vec<usize>,
    /// Indices of the alternatives that the warning is about.
    pub alternatives: Vec<usize>,
}

/// The conditions for a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningCode {
    /// One changed answer ends the lead.
    OneAnswer,
    /// The winner has the lowest value on the question with the largest weight.
    WorstOnHeaviest,
    /// The questions of one theme give half of the lead or more.
    OneTheme,
    /// On an answered question, the sources disagree about who is ahead.
    SourcesDisagree,
    /// Only vendors rate an answered question.
    VendorsOnly,
    /// The model has one source, or sources that count as one voice.
    OneSource,
    /// With equal weights, the winner would not be in the outcome.
    EqualWeights,
    /// One open question can move more than the whole lead.
    OpenOutweighs,
}

impl WarningCode {
    /// The name in the JSON of a verdict.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OneAnswer => "one_answer",
            Self::WorstOnHeaviest => "worst_on_heaviest",
            Self::OneTheme => "one_theme",
            Self::SourcesDisagree => "sources_disagree",
            Self::VendorsOnly => "vendors_only",
            Self::OneSource => "one_source",
            Self::EqualWeights => "equal_weights",
            Self::OpenOutweighs => "open_outweighs",
        }
    }
}

/// The warnings about a decision, those about the reader's own answers first. Empty if there is no
/// winner. Reads the flips, the margin and the differences between sources from `decision`.
pub fn warnings(evaluation: &Evaluation, decision: &Decision) -> Vec<Warning> {
    let Some(winner) = decision.verdict.winner else { return Vec::new() };
    let mut warnings = Vec::new();
    let mut warn = |code, questions: Vec<usize>, alternatives: Vec<usize>| {
        if !(questions.is_empty() && alternatives.is_empty()) {
            warnings.push(Warning { code, questions, alternatives });
        }
    };
    let single_changes = decision.flips.iter().filter(|flip| flip.changes.len() == 1);
    let mut questions: Vec<usize> =
        single_changes.clone().map(|flip| flip.changes[0].question).collect();
    sort_by_key(&mut questions, |&q| q);
    questions.dedup();
    let rivals = single_changes.filter_map(|flip| flip.rival).collect();
    warn(WarningCode::OneAnswer, questions, rivals);

    // The lead over an excluded alternative does not decide.
    let runner_up = runner_up(evaluation, winner).filter(|&b| evaluation.is_eligible(b));
    // No open question can outweigh the lead of a final verdict.
    let margin = decision.margin.filter(|_| !decision.verdict.is_final);
    if let (Some(margin), Some(runner_up)) = (margin, runner_up) {
        let outweighs = |&q: &usize| range(evaluation, q, winner, runner_up) > margin.points;
        let questions: Vec<usize> = evaluation.open().filter(outweighs).collect();
        let alternatives = if questions.is_empty() { vec![] } else { vec![runner_up] };
        warn(WarningCode::OpenOutweighs, questions, alternatives);
    }

    let worst = worst_on_heaviest(evaluation, winner);
    let alternatives = if worst.is_empty() { vec![] } else { vec![winner] };
    warn(WarningCode::WorstOnHeaviest, worst, alternatives);

    let with_equal_weights = outcome_with_equal_weights(evaluation);
    if !with_equal_weights.contains(&winner) {
        warn(WarningCode::EqualWeights, vec![], with_equal_weights);
    }
    if let Some(runner_up) = runner_up {
        warn(WarningCode::SourcesDisagree, disagreed(&decision.by_source), vec![]);
        warn(WarningCode::OneTheme, heavy_theme(evaluation, winner, runner_up), vec![]);
    }
    warn(WarningCode::VendorsOnly, from_vendors_only(evaluation), vec![]);
    let alternatives = if evaluation.model.clusters == 1 { vec![winner] } else { vec![] };
    warn(WarningCode::OneSource, vec![], alternatives);
    warnings
}

/// The answered questions with the largest weight on which the winner has the lowest value of the
/// eligible alternatives.
fn worst_on_heaviest(evaluation: &Evaluation, winner: usize) -> Vec<usize> {
    let weight = |q: usize| evaluation.rows[q].weight;
    let largest_weight = evaluation.answered().map(weight).max().unwrap_or(0);
    let is_worst = |&q: &usize| {
        let row = &evaluation.rows[q];
        let points = || evaluation.eligible().map(|b| row.points[b]);
        row.weight == largest_weight
            && points().all(|points| points >= row.points[winner])
            && points().any(|points| points > row.points[winner])
    };
    evaluation.answered().filter(is_worst).collect()
}

/// The questions of the theme with the largest contribution to the lead of `a` over `b`, if they
/// give half of it or more. Empty if the model has one theme.
fn heavy_theme(evaluation: &Evaluation, a: usize, b: usize) -> Vec<usize> {
    let mut questions = evaluation.model.questions.iter();
    let first = questions.next().map(|question| &question.theme);
    if questions.all(|question| Some(&question.theme) == first) {
        return Vec::new();
    }
    let contribution = |q: &usize| evaluation.rows[*q].points[a] - evaluation.rows[*q].points[b];
    let theme = |q: usize| evaluation.model.questions[q].theme.as_str();
    let contributing = || (0..evaluation.rows.len()).filter(|q| contribution(q) != 0);
    let same_theme = |first: usize| contributing().filter(move |&q| theme(q) == theme(first));
    let of_theme = |&q: &usize| same_theme(q).map(|q| contribution(&q)).sum::<i64>();
    // `rev` because `max_by_key` keeps the last of equals.
    let heaviest = contributing().rev().max_by_key(of_theme);
    let questions: Vec<usize> = heaviest.into_iter().flat_map(same_theme).collect();
    let part: i64 = questions.iter().map(contribution).sum();
    // Questions without a theme have nothing in common.
    let has_theme = questions.first().is_some_and(|&q| !theme(q).is_empty());
    if has_theme && 2 * part >= evaluation.lead(a, b) { questions } else { Vec::new() }
}

/// The answered questions on which one source puts the leader ahead and another source behind.
fn disagreed(by_source: &[SourceDifference]) -> Vec<usize> {
    let mut questions: Vec<usize> = Vec::new();
    for ahead in by_source.iter().filter(|difference| difference.points > 0) {
        let is_against =
            |other: &SourceDifference| other.question == ahead.question && other.points < 0;
        if by_source.iter().any(is_against) && questions.last() != Some(&ahead.question) {
            questions.push(ahead.question);
        }
    }
    questions
}

/// The answered questions with weight that only vendors rate.
fn from_vendors_only(evaluation: &Evaluation) -> Vec<usize> {
    let sources = &evaluation.model.sources;
    let is_vendor =
        |rater: Rater| matches!(rater, Rater::Source(s) if sources[s].interest == Interest::Vendor);
    let by_vendors = |row: &ScoreRow| row.ratings.iter().all(|rating| is_vendor(rating.rater));
    let is_from_vendors_only = |&q: &usize| {
        let (question, rows) = (&evaluation.model.questions[q], &evaluation.table.questions[q]);
        let chosen = evaluation.reply(q).map_or(0, |reply| question.chosen(reply));
        let has_weight = |&o: &usize| rows.options[o].row.weight > 0;
        let with_weight = || indices(counting_options(question, rows, chosen)).filter(has_weight);
        let from_vendors = |o: usize| {
            rows.options[o].row.origin == RowOrigin::Sources && by_vendors(&question.options[o].row)
        };
        with_weight().next().is_some() && with_weight().all(from_vendors)
    };
    evaluation.answered().filter(is_from_vendors_only).collect()
}

/// The outcome if every row that has weight had the same weight.
fn outcome_with_equal_weights(evaluation: &Evaluation) -> Vec<usize> {
    const EQUAL: i64 = 100;
    let mut equal = evaluation.clone();
    equal.points = [0; MAX_ALTERNATIVES];
    equal.total = 0;
    for (q, question) in evaluation.model.questions.iter().enumerate() {
        let rows = &evaluation.table.questions[q];
        let counting: Vec<_> = match evaluation.reply(q) {
            None => vec![&*evaluation.rows[q]],
            Some(reply) => indices(counting_options(question, rows, question.chosen(reply)))
                .map(|o| &rows.options[o].row)
                .collect(),
        };
        for row in counting.iter().filter(|row| row.weight > 0) {
            equal.total += EQUAL;
            for (sum, points) in equal.points.iter_mut().zip(row.points) {
                *sum += points / row.weight * EQUAL;
            }
        }
    }
    outcome(&equal, equal.excluded)
}

/// Range of the lead of `a` over `b` over the replies to an open question, in points.
fn range(evaluation: &Evaluation, q: usize, a: usize, b: usize) -> i64 {
    let amount = |row: &_| evaluation.beyond_band(a, b, row);
    let high = evaluation.largest(q, a, true, &amount).map_or(0, |extreme| extreme.value);
    high - evaluation.smallest(q, b, true, &amount).map_or(0, |extreme| extreme.value)
}
