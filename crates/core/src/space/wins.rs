//! For each alternative: the fewest replies with which it wins alone, and the fewest after which
//! its win is final; or the proof that there are none.

use crate::model::rows::AlternativeSet;

use super::replies::{Sheet, Space};
use super::search::{Condition, Found, Open, Problem, Search};

/// Largest number of partial sheets tried for one alternative and one number of replies.
const MOST_NODES: usize = 60_000;

/// The result of a search for the fewest replies.
#[derive(Clone, Debug, PartialEq)]
pub enum Fewest<T> {
    /// It is proven that no answers suffice.
    Never,
    /// These answers suffice, and no smaller number does.
    Fewest(T),
    /// These answers suffice. A smaller number of replies may suffice too.
    Enough(T),
    /// Neither answers nor a proof were found within the limits.
    NotDecided,
}

impl<T> Fewest<T> {
    /// The answers that were found.
    pub fn found(&self) -> Option<&T> {
        match self {
            Self::Fewest(found) | Self::Enough(found) => Some(found),
            Self::Never | Self::NotDecided => None,
        }
    }

    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Fewest<U> {
        match self {
            Self::Never => Fewest::Never,
            Self::Fewest(found) => Fewest::Fewest(convert(found)),
            Self::Enough(found) => Fewest::Enough(convert(found)),
            Self::NotDecided => Fewest::NotDecided,
        }
    }
}

/// The conditions for `a` to win alone; with [`Open::AnyReply`], whatever the replies to the open
/// questions are.
fn winning(space: &Space, a: usize, open: Open) -> Problem {
    let rivals = (0..space.alternatives).filter(|&b| b != a);
    let ahead =
        |b| Condition { ahead: a, behind: b, is_ahead: true, start: 0, unless_excluded: Some(b) };
    let kept: AlternativeSet = 1 << a;
    Problem {
        conditions: rivals.map(ahead).collect(),
        kept,
        undisputed: kept,
        open,
        without: None,
        least_answers: 1,
    }
}

/// The fewest replies with which `a` wins alone while all other questions stay open.
/// `known` are sheets that may suffice.
pub(super) fn fewest_to_win(space: &Space, a: usize, known: &[&Sheet]) -> Fewest<Sheet> {
    fewest(space, &winning(space, a, Open::Unanswered), known)
}

/// The fewest replies after which `a` is the winner and no further reply can change that.
pub(super) fn fewest_to_stop(space: &Space, a: usize, known: &[&Sheet]) -> Fewest<Sheet> {
    fewest(space, &winning(space, a, Open::AnyReply), known)
}

fn fewest(space: &Space, problem: &Problem, known: &[&Sheet]) -> Fewest<Sheet> {
    let mut search = Search::new(space, problem, MOST_NODES);
    let known = known.iter().filter(|sheet| search.holds(sheet));
    let mut sheets: Vec<Sheet> = known.map(|&sheet| sheet.clone()).collect();
    let mut is_undecided = false;
    if sheets.is_empty() {
        match search.any() {
            Found::Nothing if space.is_reduced() => return Fewest::NotDecided,
            Found::Nothing => return Fewest::Never,
            Found::Sheet(sheet) => sheets.push(sheet),
            Found::NotDecided => is_undecided = true,
        }
    }
    let shortened = sheets.into_iter().map(|sheet| {
        let order = search.least_useful_first(&sheet);
        Space::shortened(sheet, order.into_iter(), |sheet| search.holds(sheet))
    });
    let mut best = shortened.min_by_key(|sheet| space.answered(sheet));
    let most = best.as_ref().map_or(space.questions.len() + 1, |sheet| space.answered(sheet));
    let mut is_fewest = !space.is_reduced() && !is_undecided;
    let mut search = Search::new(space, problem, MOST_NODES);
    for replies in 1..most {
        match search.at_most(replies) {
            Found::Sheet(sheet) => {
                best = Some(sheet);
                is_fewest = !space.is_reduced();
                break;
            }
            Found::Nothing => {}
            Found::NotDecided => {
                is_fewest = false;
                break;
            }
        }
    }
    match best {
        Some(sheet) if is_fewest => Fewest::Fewest(sheet),
        Some(sheet) => Fewest::Enough(sheet),
        None => Fewest::NotDecided,
    }
}
