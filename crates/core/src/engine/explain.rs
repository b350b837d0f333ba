//! The standing of each alternative, and the contribution of each question to the lead
//! (docs/method.md#evaluation).
//!
//! Contributions are differences of points and add up to the lead exactly; they equal its Shapley
//! values, because the model is additive. Rounded contributions add up to the rounded lead.

use crate::model::rows::div_half_up;
use crate::model::schema::VerdictKind;

use super::evaluation::Evaluation;
use super::order::sort_by_key;
use super::verdict::Verdict;

/// The result of one alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Score S(a), in points.
    pub points: i64,
    /// Shown value V(a), 0 to 100; `None` if no row has weight.
    pub value: Option<i64>,
    /// Rank among the eligible alternatives, from 1; equal scores share a rank. `None` if the
    /// alternative is excluded or nothing is answered.
    pub rank: Option<usize>,
    /// Whether no agreed requirement of a given reply excludes the alternative.
    pub eligible: bool,
    /// The chosen options that exclude the alternative, by agreed or disputed requirements.
    pub excluded_by: Vec<Exclusion>,
}

/// A chosen option that excludes an alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Index of the question.
    pub question: usize,
    /// Index of the option.
    pub option: usize,
    /// Whether the requirement is agreed: no source contradicts it.
    pub agreed: bool,
}

/// The lead of one alternative over another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// In points.
    pub points: i64,
    /// Difference of the two shown values, -100 to 100.
    pub rounded: i64,
}

/// The contribution of one question to the lead of the leader over another alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Index of the question.
    pub question: usize,
    /// Index of the leader.
    pub alternative: usize,
    /// Index of the other alternative.
    pub against: usize,
    /// In points; negative if the question favours the other alternative.
    pub points: i64,
    /// In shown values. All contributions of a pair add up to [`Margin::rounded`].
    pub rounded: i64,
    /// In tenths of shown values. All contributions of a pair add up to the difference of the two
    /// values, each rounded to tenths.
    pub tenths: i64,
    /// Whether the question is answered. If not, its unanswered row contributes.
    pub answered: bool,
}

/// The standing of each alternative, in model order.
pub fn standings(evaluation: &Evaluation, verdict: &Verdict) -> Vec<Standing> {
    let points = &evaluation.points;
    let standing = |a: usize| {
        let ahead = evaluation.eligible().filter(|&b| points[b] > points[a]).count();
        let eligible = evaluation.is_eligible(a);
        let has_rank = eligible && verdict.kind != VerdictKind::Unasked;
        Standing {
            points: points[a],
            value: (evaluation.total > 0).then(|| shown_value(evaluation, a, 1)),
            rank: has_rank.then_some(ahead + 1),
            eligible,
            excluded_by: exclusions(evaluation, a),
        }
    };
    evaluation.alternatives().map(standing).collect()
}

/// The chosen options that exclude `a`.
fn exclusions(evaluation: &Evaluation, a: usize) -> Vec<Exclusion> {
    let of_question = |question: usize| {
        let reply = evaluation.reply(question);
        let asked = &evaluation.model.questions[question];
        let chosen = reply.map_or(0, |reply| asked.chosen(reply));
        let options = evaluation.table.questions[question].options.iter().enumerate();
        options.filter_map(move |(option, row)| {
            let is_excluded = |set: u16| chosen & (1 << option) != 0 && set & (1 << a) != 0;
            let agreed = is_excluded(row.agreed);
            (agreed || is_excluded(row.disputed)).then_some(Exclusion { question, option, agreed })
        })
    };
    evaluation.answered().flat_map(of_question).collect()
}

/// V(a) = 100 S(a) / (1000 R'), times `scale`, rounded half up; 0 if R' = 0.
fn shown_value(evaluation: &Evaluation, a: usize, scale: i64) -> i64 {
    let Evaluation { points, total, .. } = evaluation;
    if *total == 0 { 0 } else { div_half_up(points[a] * scale, 10 * total) }
}

/// The alternative that the leader is compared with: the next eligible one, or the best excluded
/// one if no other is eligible.
pub fn runner_up(evaluation: &Evaluation, leader: usize) -> Option<usize> {
    let best = |alternatives: &mut dyn Iterator<Item = usize>| {
        let others = alternatives.filter(|&b| b != leader);
        others.min_by_key(|&b| (-evaluation.points[b], b))
    };
    best(&mut evaluation.eligible()).or_else(|| best(&mut evaluation.alternatives()))
}

/// The lead of `a` over `b`.
pub fn margin(evaluation: &Evaluation, a: usize, b: usize) -> Margin {
    let rounded = shown_value(evaluation, a, 1) - shown_value(evaluation, b, 1);
    Margin { points: evaluation.lead(a, b), rounded }
}

/// The contributions of all questions to the lead of the leader over each other alternative, in
/// author order. Contributions of 0 points are left out.
pub fn contributions(evaluation: &Evaluation, leader: Option<usize>) -> Vec<Contribution> {
    let Some(a) = leader else { return Vec::new() };
    let against = |b: usize| {
        let parts: Vec<(usize, i64)> = (evaluation.rows.iter().enumerate())
            .map(|(q, row)| (q, row.points[a] - row.points[b]))
            .filter(|(_, points)| *points != 0)
            .collect();
        let differences: Vec<i64> = parts.iter().map(|(_, points)| *points).collect();
        let rounded = |scale| {
            let target = shown_value(evaluation, a, scale) - shown_value(evaluation, b, scale);
            largest_remainder(&differences, scale, 10 * evaluation.total.max(1), target)
        };
        let (whole, tenths) = (rounded(1), rounded(10));
        let contribution = move |(i, (question, points)): (usize, (usize, i64))| Contribution {
            question,
            alternative: a,
            against: b,
            points,
            rounded: whole[i],
            tenths: tenths[i],
            answered: evaluation.reply(question).is_some(),
        };
        parts.into_iter().enumerate().map(contribution)
    };
    evaluation.alternatives().filter(|&b| b != a).flat_map(against).collect()
}

/// Rounds `parts * scale / unit` to whole numbers that add up to `target`: all are rounded down,
/// then those with the largest remainders up; of equal remainders, the first.
fn largest_remainder(parts: &[i64], scale: i64, unit: i64, target: i64) -> Vec<i64> {
    let mut rounded: Vec<i64> =
        parts.iter().map(|points| (points * scale).div_euclid(unit)).collect();
    let missing = target - rounded.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    sort_by_key(&mut order, |&i| -(parts[i] * scale).rem_euclid(unit));
    for &i in order.iter().take(usize::try_from(missing).unwrap_or(0)) {
        rounded[i] += 1;
    }
    rounded
}
