//! The exact pairwise winning index under random weights (docs/method.md#exact-pairwise-index).
//!
//! The input is the contribution `d_q` of each question to the lead of one alternative over
//! another, in points. Each weight is multiplied by an independent Gamma(c, 1/c) factor. The output
//! is the probability that the sum of the products is positive.
//!
//! A Gamma(c) number is a sum of `c` exponential numbers. Of two exponential terms with means `P`
//! and `N`, the first outlives the second with probability `P / (P + N)`, and the rest of it has
//! the same exponential distribution again. The index follows by recursion over the number of terms
//! left on both sides (Varsi 1973; Ali 1973). Only positive terms are added, so the result is exact
//! up to rounding.
//!
//! ```
//! use tiebreak_core::engine::pairwise::pairwise;
//! // 30 points for, 10 points against: ahead with probability 30 / (30 + 10).
//! assert_eq!(pairwise(&[30, -10], 1), Some(0.75));
//! assert_eq!(pairwise(&[0, 0], 1), None);
//! ```

/// The pairwise winning index, 0 to 1, for these contributions in points and the shape `c` of the
/// weight factors. `None` if all contributions are 0, which is a certain tie.
///
/// The number of steps is `shape`² times the number of positive times the number of negative
/// contributions.
#[expect(clippy::cast_precision_loss, reason = "points are far below 2^53")]
pub fn pairwise(contributions: &[i64], shape: u32) -> Option<f64> {
    let with_sign = |sign: i64| {
        let terms = contributions.iter().map(move |points| points * sign);
        terms.filter(|&points| points > 0).map(|points| points as f64).collect::<Vec<f64>>()
    };
    let (positive, negative) = (with_sign(1), with_sign(-1));
    if positive.is_empty() && negative.is_empty() {
        return None;
    }
    let shape = shape as usize;
    // f(i, j) for the current number i of positive terms, at the index j - 1 of the number j of
    // negative terms. It starts with f(0, j) = 0.
    let mut index = vec![0.0; negative.len() * shape];
    for p in &positive {
        for _ in 0..shape {
            // f(i, j - 1), which starts with f(i, 0) = 1.
            let mut previous = 1.0;
            for (n, index) in negative.iter().zip(index.chunks_exact_mut(shape)) {
                let (outlives, not) = (p / (p + n), n / (p + n));
                for cell in index {
                    previous = outlives * previous + not * *cell;
                    *cell = previous;
                }
            }
        }
    }
    Some(index.last().copied().unwrap_or(1.0))
}

/// Lower and upper bound of the first-rank acceptability of an alternative, 0 to 1, from its
/// pairwise winning indices against all others (docs/method.md#exact-pairwise-index).
///
/// An alternative is first at most as often as it beats its strongest rival. It is not first at
/// most as often as the sum of the shares in which it does not beat a rival.
pub fn first_share_bounds(indices: &[f64]) -> (f64, f64) {
    let losses: f64 = indices.iter().map(|index| 1.0 - index).sum();
    (f64::max(0.0, 1.0 - losses), indices.iter().copied().fold(1.0, f64::min))
}
