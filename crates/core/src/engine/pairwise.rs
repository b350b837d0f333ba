//! How often one alternative is ahead of another under random weights: exactly, without sampling.
//!
//! In: the leads `d_q` of one alternative over the other, in points, one per question. Each weight
//! is multiplied by an independent Gamma(c, 1/c) factor. Out: the probability that the sum of the
//! `d_q` is positive. Exact up to rounding, because only positive terms are added up.
//!
//! A Gamma(c) number is the sum of c exponential ones, so this is a race of exponential terms,
//! c of each question, for against against. The first for term outlives the first against term
//! with probability P / (P + N), and what is left of it is again exponential: a recursion over how
//! many terms of either side are left (same content as Varsi 1973, Pacific J. Math. 46:303, and
//! Ali 1973, ibid. 48:313).
//!
//! ```
//! use tiebreak_core::engine::pairwise::pairwise;
//! // One question for, one against with a third of its points: ahead in 3 of 4 weightings.
//! assert_eq!(pairwise(&[30, -10], 1), Some(0.75));
//! assert_eq!(pairwise(&[0, 0], 1), None);
//! ```

/// The pairwise winning index of these leads; `None` when all are 0, which is a tie for sure.
///
/// Takes `shape`² times the positive times the negative leads in steps.
#[expect(clippy::cast_precision_loss, reason = "points are far below 2^53")]
pub fn pairwise(leads: &[i64], shape: u32) -> Option<f64> {
    let side = |sign: i64| {
        let of = leads.iter().map(move |it| it * sign).filter(|&it| it > 0);
        of.map(|it| it as f64).collect::<Vec<f64>>()
    };
    let (ahead, behind) = (side(1), side(-1));
    if ahead.is_empty() && behind.is_empty() {
        return None;
    }
    let shape = shape as usize;
    // f(i, j) for the i for terms at hand, over the number j of against terms; f(0, j) = 0.
    let mut wins = vec![0.0; behind.len() * shape];
    for p in &ahead {
        for _ in 0..shape {
            // f(i, 0) = 1: nothing is left against.
            let mut left = 1.0;
            for (n, wins) in behind.iter().zip(wins.chunks_exact_mut(shape)) {
                let (outlives, not) = (p / (p + n), n / (p + n));
                for win in wins {
                    left = outlives * left + not * *win;
                    *win = left;
                }
            }
        }
    }
    Some(wins.last().copied().unwrap_or(1.0))
}

/// Between which shares an alternative is ranked first, given its pairwise winning indices against
/// every other: it is first at most as often as it beats the strongest, and loses at most as often
/// as it loses to any.
pub fn first_share_bounds(indices: &[f64]) -> (f64, f64) {
    let losses: f64 = indices.iter().map(|it| 1.0 - it).sum();
    (f64::max(0.0, 1.0 - losses), indices.iter().copied().fold(1.0, f64::min))
}
