//! How each alternative stands, and what each question contributes.
//!
//! Contributions are differences of points. They add up exactly to the lead that they explain
//! (and equal its Shapley values, because the model is additive); the rounded ones add up to the
//! rounded lead, by largest remainder.

use crate::model::rows::div_half_up;

use super::evaluation::Evaluation;
use super::order::sort_by_key;
use super::verdict::Verdict;
use crate::model::schema::VerdictKind;

/// How one alternative stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// S(a), in points.
    pub points: i64,
    /// V(a), 0..=100; `None` while nothing has weight.
    pub value: Option<i64>,
    /// 1 is best, ties share; `None` when excluded or nothing is asked.
    pub rank: Option<usize>,
    /// Whether no agreed requirement of a given answer excludes it.
    pub eligible: bool,
    /// The answers that exclude it, or would if a dispute were decided that way.
    pub excluded_by: Vec<Exclusion>,
}

/// An answer that rules an alternative out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Index of the question.
    pub question: usize,
    /// Index of the option.
    pub option: usize,
    /// Whether nobody contradicts it.
    pub agreed: bool,
}

/// A lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// In points.
    pub points: i64,
    /// As the difference of the two shown values.
    pub rounded: i64,
}

/// What one question adds to the leader's lead over one other alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Index of the question.
    pub question: usize,
    /// Index of the leader.
    pub alternative: usize,
    /// Index of the other one.
    pub against: usize,
    /// In points, signed.
    pub points: i64,
    /// Of 100; all of a pair add up to the rounded lead.
    pub rounded: i64,
    /// In tenths of 100; all of a pair add up to the lead rounded to tenths.
    pub tenths: i64,
    /// Whether the question is answered; otherwise this is its unanswered row.
    pub answered: bool,
}

/// How everybody stands, in model order.
pub fn standings(sheet: &Evaluation, verdict: &Verdict) -> Vec<Standing> {
    let eligible = |a: usize| sheet.excluded & (1 << a) == 0;
    let standing = |a: usize| {
        let ahead = sheet.eligible().filter(|&b| sheet.points[b] > sheet.points[a]).count();
        let ranked = eligible(a) && verdict.kind != VerdictKind::Unasked;
        Standing {
            points: sheet.points[a],
            value: (sheet.total > 0).then(|| shown(sheet, a, 1)),
            rank: ranked.then_some(ahead + 1),
            eligible: eligible(a),
            excluded_by: exclusions(sheet, a),
        }
    };
    (0..sheet.m()).map(standing).collect()
}

/// The given answers that exclude `a`.
fn exclusions(sheet: &Evaluation, a: usize) -> Vec<Exclusion> {
    let excludes = |question: usize| {
        let reply = sheet.answers.replies[question];
        let chosen = reply.map_or(0, |it| sheet.model.questions[question].chosen(it));
        let options = sheet.table.questions[question].options.iter().enumerate();
        options.filter_map(move |(option, row)| {
            let by = |set: u16| chosen & (1 << option) != 0 && set & (1 << a) != 0;
            let agreed = by(row.agreed);
            (agreed || by(row.disputed)).then_some(Exclusion { question, option, agreed })
        })
    };
    sheet.answered().flat_map(excludes).collect()
}

/// V(a) = 100 S(a) / (1000 R'), times `scale`, rounded half up.
fn shown(sheet: &Evaluation, a: usize, scale: i64) -> i64 {
    if sheet.total == 0 { 0 } else { div_half_up(sheet.points[a] * scale, 10 * sheet.total) }
}

/// Whom the leader is explained against: the next eligible one, or, when it is the only one, the
/// best excluded one.
pub fn runner_up(sheet: &Evaluation, leader: usize) -> Option<usize> {
    let best = |among: &mut dyn Iterator<Item = usize>| {
        among.filter(|&b| b != leader).min_by_key(|&b| (-sheet.points[b], b))
    };
    best(&mut sheet.eligible()).or_else(|| best(&mut (0..sheet.m())))
}

/// The lead of `a` over `b`.
pub fn margin(sheet: &Evaluation, a: usize, b: usize) -> Margin {
    Margin { points: sheet.lead(a, b), rounded: shown(sheet, a, 1) - shown(sheet, b, 1) }
}

/// What every question contributes to the leader's lead over everybody else; questions that
/// contribute nothing are left out.
pub fn contributions(sheet: &Evaluation, leader: Option<usize>) -> Vec<Contribution> {
    let Some(a) = leader else { return Vec::new() };
    let against = |b: usize| {
        let parts: Vec<(usize, i64)> = (sheet.rows.iter().enumerate())
            .map(|(q, row)| (q, row.points[a] - row.points[b]))
            .filter(|it| it.1 != 0)
            .collect();
        let differences: Vec<i64> = parts.iter().map(|it| it.1).collect();
        let rounded = |scale| {
            let target = shown(sheet, a, scale) - shown(sheet, b, scale);
            largest_remainder(&differences, scale, 10 * sheet.total.max(1), target)
        };
        let (whole, tenths) = (rounded(1), rounded(10));
        let contribution = move |(i, (question, points)): (usize, (usize, i64))| Contribution {
            question,
            alternative: a,
            against: b,
            points,
            rounded: whole[i],
            tenths: tenths[i],
            answered: sheet.answers.replies[question].is_some(),
        };
        parts.into_iter().enumerate().map(contribution)
    };
    (0..sheet.m()).filter(|&b| b != a).flat_map(against).collect()
}

/// Rounds `parts * scale / unit` so that they add up to `target`: everything down, then up where
/// the remainder is largest, first come first served among equals.
fn largest_remainder(parts: &[i64], scale: i64, unit: i64, target: i64) -> Vec<i64> {
    let mut rounded: Vec<i64> = parts.iter().map(|it| (it * scale).div_euclid(unit)).collect();
    let missing = target - rounded.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    sort_by_key(&mut order, |&i| -(parts[i] * scale).rem_euclid(unit));
    for &i in order.iter().take(usize::try_from(missing).unwrap_or(0)) {
        rounded[i] += 1;
    }
    rounded
}
