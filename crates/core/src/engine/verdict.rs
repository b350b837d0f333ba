//! Names the outcome: which of the eight kinds holds, who wins, and whether asking can stop.

use crate::model::rows::{AlternativeSet, DisputedRequirement};
use crate::model::schema::VerdictKind;

use super::order::sort_by_key;
use super::settled::{lower_bound, settled, upper_bound};
use super::{evaluation::Evaluation, next};

/// Who wins, and in which sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The first kind that holds.
    pub kind: VerdictKind,
    /// The winner, where the kind has one.
    pub winner: Option<usize>,
    /// Who is within the tie band of the best, leader first; under a disputed requirement, in any
    /// run.
    pub close: Vec<usize>,
    /// Whether no further answer can change winner and `close`.
    pub is_final: bool,
    /// The disputed requirements that matter, each with both outcomes.
    pub disputed: Vec<Dispute>,
}

/// A disputed requirement that matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The requirement.
    pub requirement: DisputedRequirement,
    /// Who leads when it alone is in force.
    pub with: Vec<usize>,
    /// Who leads when none is.
    pub without: Vec<usize>,
}

/// The part of a verdict that a comparison needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The first kind that holds.
    pub kind: VerdictKind,
    /// The winner, where the kind has one.
    pub winner: Option<usize>,
    /// Who is within the tie band of the best, leader first.
    pub close: Vec<usize>,
}

impl From<Verdict> for Brief {
    fn from(it: Verdict) -> Self {
        Self { kind: it.kind, winner: it.winner, close: it.close }
    }
}

/// Share of the largest possible weight below which a lead is called early, in hundredths.
const EARLY_BELOW: i64 = 15;

/// The verdict on a sheet.
pub fn verdict(sheet: &Evaluation) -> Verdict {
    let base = outcome(sheet, sheet.excluded);
    let disputes = disputes(sheet, &base);
    let eligible = sheet.eligible().count();
    let sole = if base.len() == 1 { base.first().copied() } else { None };
    let floor = sheet.evidence_floor();

    let kind = match sole {
        _ if sheet.is_blank() => VerdictKind::Unasked,
        _ if base.is_empty() => VerdictKind::NoneEligible,
        _ if !disputes.is_empty() => VerdictKind::Disputed,
        _ if eligible == 1 => VerdictKind::ByElimination,
        None => VerdictKind::TooClose,
        Some(winner) if settled(sheet, winner) => VerdictKind::Settled,
        _ if 100 * floor.answered < EARLY_BELOW * floor.largest => VerdictKind::Early,
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
        close: if kind == VerdictKind::Disputed { union_of_runs(sheet) } else { base },
        disputed: if kind == VerdictKind::Disputed { disputes } else { Vec::new() },
    };
    verdict.is_final = is_final(sheet, &verdict);
    verdict
}

/// Who is explained against the others: the winner, or the first of those that are close.
pub fn leader(sheet: &Evaluation, verdict: &Verdict) -> Option<usize> {
    match verdict.kind {
        VerdictKind::Unasked | VerdictKind::NoneEligible => None,
        VerdictKind::Disputed => outcome(sheet, sheet.excluded).first().copied(),
        _ => verdict.close.first().copied(),
    }
}

/// Those within the tie band of the best that is not in `excluded`; leader first, ties in model
/// order.
pub fn outcome(sheet: &Evaluation, excluded: AlternativeSet) -> Vec<usize> {
    let left = || (0..sheet.m()).filter(|a| excluded & (1 << a) == 0);
    let Some(best) = left().map(|a| sheet.points[a]).max() else { return Vec::new() };
    let band = sheet.model.band * sheet.total;
    in_order(sheet, left().filter(|&a| best - sheet.points[a] <= band))
}

/// Best first, ties in model order.
fn in_order(sheet: &Evaluation, alternatives: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sorted: Vec<usize> = alternatives.collect();
    sort_by_key(&mut sorted, |&a| (-sheet.points[a], a));
    sorted
}

/// The disputed requirements of given answers that exclude a member of the base outcome: exactly
/// then some run of METHOD section 3 differs.
fn disputes(sheet: &Evaluation, base: &[usize]) -> Vec<Dispute> {
    let matters = |it: &DisputedRequirement| base.contains(&it.excludes);
    (sheet.disputed().filter(matters))
        .map(|requirement| Dispute {
            requirement,
            with: outcome(sheet, sheet.excluded | 1 << requirement.excludes),
            without: base.to_vec(),
        })
        .collect()
}

/// Everybody who is in the outcome of some run; at most four requirements make sixteen runs.
fn union_of_runs(sheet: &Evaluation) -> Vec<usize> {
    let active: Vec<DisputedRequirement> = sheet.disputed().collect();
    let mut union: AlternativeSet = 0;
    for run in 0..1_usize << active.len() {
        let in_force = active.iter().enumerate().filter(|(i, _)| run & (1 << i) != 0);
        let excluded = in_force.fold(sheet.excluded, |all, (_, it)| all | 1 << it.excludes);
        union |= outcome(sheet, excluded).iter().fold(0, |all, a| all | 1 << a);
    }
    in_order(sheet, (0..sheet.m()).filter(|a| union & (1 << a) != 0))
}

fn is_final(sheet: &Evaluation, verdict: &Verdict) -> bool {
    let some_open_excludes =
        |a: usize| sheet.open().any(|q| sheet.could_exclude(q) & (1 << a) != 0);
    match verdict.kind {
        VerdictKind::Settled | VerdictKind::NoneEligible => true,
        VerdictKind::ByElimination => !verdict.close.iter().any(|&a| some_open_excludes(a)),
        VerdictKind::TooClose => {
            let members = &verdict.close;
            let cannot_part = |&c: &usize| members.iter().all(|&d| upper_bound(sheet, c, d) <= 0);
            let stays_out = |b: usize| members.iter().any(|&c| lower_bound(sheet, c, b) > 0);
            !members.iter().any(|&c| some_open_excludes(c))
                && members.iter().all(cannot_part)
                && sheet.eligible().all(|b| members.contains(&b) || stays_out(b))
        }
        VerdictKind::Disputed => next::open(sheet, verdict).is_empty(),
        VerdictKind::Unasked | VerdictKind::Early | VerdictKind::Leaning => false,
    }
}
