//! The kind of a verdict, the winner, and whether further replies can change them
//! (docs/method.md#kinds-of-verdict).

use crate::model::rows::{AlternativeSet, DisputedRequirement};
use crate::model::schema::VerdictKind;

use super::bounds::{lower_bound, upper_bound};
use super::contenders::Contest;
use super::evaluation::Evaluation;
use super::order::sort_by_key;
use super::settled::settled;

/// The kind of a result, and the winner.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The first kind in docs/method.md#kinds-of-verdict whose condition holds.
    pub kind: VerdictKind,
    /// Index of the winner, if the kind has one.
    pub winner: Option<usize>,
    /// The outcome, best first: the eligible alternatives within the tie band of the best one. For
    /// [`VerdictKind::Disputed`], the union of the outcomes over all combinations of the disputed
    /// requirements in force.
    pub close: Vec<usize>,
    /// Whether no further reply can change `winner` and `close`.
    pub is_final: bool,
    /// The disputed requirements that matter; empty unless the kind is
    /// [`VerdictKind::Disputed`].
    pub disputed: Vec<Dispute>,
}

/// A disputed requirement that excludes a member of the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The requirement.
    pub requirement: DisputedRequirement,
    /// The outcome if this disputed requirement alone is in force, best first.
    pub with: Vec<usize>,
    /// The outcome if no disputed requirement is in force, best first.
    pub without: Vec<usize>,
}

/// Kind, winner and outcome of a verdict, for comparing verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct VerdictSummary {
    /// The first kind in docs/method.md#kinds-of-verdict whose condition holds.
    pub kind: VerdictKind,
    /// Index of the winner, if the kind has one.
    pub winner: Option<usize>,
    /// The outcome, best first, as in [`Verdict::close`].
    pub close: Vec<usize>,
}

impl From<Verdict> for VerdictSummary {
    fn from(verdict: Verdict) -> Self {
        Self { kind: verdict.kind, winner: verdict.winner, close: verdict.close }
    }
}

/// A lead is [`VerdictKind::Early`] if the weight of the replies given is below this share of the
/// largest possible weight, in hundredths.
const EARLY_BELOW: i64 = 15;

/// The verdict of an evaluation.
pub fn verdict(evaluation: &Evaluation) -> Verdict {
    let base = outcome(evaluation, evaluation.excluded);
    let disputes = disputes(evaluation, &base);
    let eligible = evaluation.eligible().count();
    let sole = if base.len() == 1 { base.first().copied() } else { None };
    let weights = evaluation.evidence_floor();

    let kind = match sole {
        _ if evaluation.is_blank() => VerdictKind::Unasked,
        _ if base.is_empty() => VerdictKind::NoneEligible,
        _ if !disputes.is_empty() => VerdictKind::Disputed,
        _ if eligible == 1 => VerdictKind::ByElimination,
        None => VerdictKind::TooClose,
        Some(winner) if settled(evaluation, winner) => VerdictKind::Settled,
        _ if 100 * weights.answered < EARLY_BELOW * weights.largest => VerdictKind::Early,
        _ => VerdictKind::Leaning,
    };
    let has_winner = matches!(
        kind,
        VerdictKind::ByElimination
            | VerdictKind::Settled
            | VerdictKind::Early
            | VerdictKind::Leaning
    );
    let mut verdict = Verdict {
        kind,
        winner: sole.filter(|_| has_winner),
        is_final: false,
        close: if kind == VerdictKind::Disputed { union_of_runs(evaluation) } else { base },
        disputed: if kind == VerdictKind::Disputed { disputes } else { Vec::new() },
    };
    verdict.is_final = is_final(evaluation, &verdict);
    verdict
}

/// The alternative that the explanation compares with the others: the best member of the outcome
/// of the base run, in which no disputed requirement is in force. `None` if nothing is answered or every alternative is excluded.
pub fn leader(evaluation: &Evaluation, verdict: &Verdict) -> Option<usize> {
    match verdict.kind {
        VerdictKind::Unasked | VerdictKind::NoneEligible => None,
        VerdictKind::Disputed => outcome(evaluation, evaluation.excluded).first().copied(),
        _ => verdict.close.first().copied(),
    }
}

/// The alternatives outside `excluded` that are within the tie band of the best of them; best
/// first, equals in model order.
pub fn outcome(evaluation: &Evaluation, excluded: AlternativeSet) -> Vec<usize> {
    let remaining = || evaluation.alternatives().filter(|a| excluded & (1 << a) == 0);
    let Some(best) = remaining().map(|a| evaluation.points[a]).max() else { return Vec::new() };
    let band = evaluation.model.band * evaluation.total;
    best_first(evaluation, remaining().filter(|&a| best - evaluation.points[a] <= band))
}

/// Sorts by points, largest first; equals stay in model order.
fn best_first(evaluation: &Evaluation, alternatives: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sorted: Vec<usize> = alternatives.collect();
    sort_by_key(&mut sorted, |&a| (-evaluation.points[a], a));
    sorted
}

/// The disputed requirements of given replies that exclude a member of the base outcome. The
/// outcomes of the runs differ if and only if the list is not empty.
fn disputes(evaluation: &Evaluation, base: &[usize]) -> Vec<Dispute> {
    let matters = |requirement: &DisputedRequirement| base.contains(&requirement.excludes);
    (evaluation.disputed().filter(matters))
        .map(|requirement| Dispute {
            requirement,
            with: outcome(evaluation, evaluation.excluded | 1 << requirement.excludes),
            without: base.to_vec(),
        })
        .collect()
}

/// The union of the outcomes of all runs. A run is a combination of disputed requirements in
/// force; at most four requirements make sixteen runs.
fn union_of_runs(evaluation: &Evaluation) -> Vec<usize> {
    let active: Vec<DisputedRequirement> = evaluation.disputed().collect();
    let mut union: AlternativeSet = 0;
    for run in 0..1_usize << active.len() {
        let in_force = active.iter().enumerate().filter(|(i, _)| run & (1 << i) != 0);
        let excluded = in_force
            .fold(evaluation.excluded, |set, (_, requirement)| set | 1 << requirement.excludes);
        union |= outcome(evaluation, excluded).iter().fold(0, |set, a| set | 1 << a);
    }
    best_first(evaluation, evaluation.alternatives().filter(|a| union & (1 << a) != 0))
}

/// Whether no further reply can change the winner and the outcome.
fn is_final(evaluation: &Evaluation, verdict: &Verdict) -> bool {
    let can_be_excluded = |&a: &usize| evaluation.can_be_excluded(a);
    match verdict.kind {
        VerdictKind::Settled | VerdictKind::NoneEligible => true,
        VerdictKind::ByElimination => !verdict.close.iter().any(can_be_excluded),
        VerdictKind::TooClose => {
            let members = &verdict.close;
            let cannot_leave =
                |&c: &usize| members.iter().all(|&d| upper_bound(evaluation, c, d) <= 0);
            let cannot_join = |b: usize| members.iter().any(|&c| lower_bound(evaluation, c, b) > 0);
            !members.iter().any(can_be_excluded)
                && members.iter().all(cannot_leave)
                && evaluation.eligible().all(|b| members.contains(&b) || cannot_join(b))
        }
        VerdictKind::Disputed => Contest::new(evaluation, None).questions(evaluation).is_empty(),
        VerdictKind::Unasked | VerdictKind::Early | VerdictKind::Leaning => false,
    }
}
