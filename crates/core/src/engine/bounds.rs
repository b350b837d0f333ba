//! Bounds of a lead over all completions of an answer sheet (docs/method.md#settled).
//!
//! A completion gives each open question a reply or leaves it open. Questions are independent and
//! scores are sums, so the smallest lead over all completions is the sum of the smallest
//! contributions (necessary preference: Greco, Mousseau & Słowiński 2008). The bounds are exact,
//! and one pass over the open questions finds them.

use super::evaluation::Evaluation;

/// LB(a, b): the smallest lead of `a` over `b` beyond the tie band, in points, over the completions
/// in which no agreed requirement excludes `b`.
pub fn lower_bound(evaluation: &Evaluation, a: usize, b: usize) -> i64 {
    (evaluation.open()).fold(evaluation.total_beyond_band(a, b), |lead, q| {
        let smallest = evaluation.smallest(q, b, true, &|row| evaluation.beyond_band(a, b, row));
        let current = evaluation.beyond_band(a, b, &evaluation.rows[q]);
        lead - current + smallest.map_or(0, |extreme| extreme.value)
    })
}

/// The largest lead of `a` over `b` beyond the tie band, in points, over all completions. No reply
/// to an open question may exclude `a` or `b`.
pub fn upper_bound(evaluation: &Evaluation, a: usize, b: usize) -> i64 {
    (evaluation.open()).fold(evaluation.total_beyond_band(a, b), |lead, q| {
        let largest = evaluation.largest(q, a, true, &|row| evaluation.beyond_band(a, b, row));
        let current = evaluation.beyond_band(a, b, &evaluation.rows[q]);
        lead - current + largest.map_or(0, |extreme| extreme.value)
    })
}
