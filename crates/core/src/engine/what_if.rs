//! What it would take for a chosen alternative to win: the smallest sets of changed answers.
//!
//! The target wins when it is beyond the tie band of every eligible alternative and no requirement
//! excludes it, agreed or disputed. Because points are sums over questions, the lead over each
//! rival is a sum of gains, and the search leaves a branch as soon as the largest gains that are
//! left cannot put the target ahead of one of them (branch and bound).
//!
//! As with flips, open questions stay open and answered ones stay answered. Of a `many` question
//! the sets with at most one option per group are tried: the others add no row.

use crate::model::answers::{Answers, OptionSet, Reply};
use crate::model::rows::{AlternativeSet, PointsRow};
use crate::model::{Choose, MAX_ALTERNATIVES, Model};

use super::evaluation::{Evaluation, excludes, weigh};
use super::flips::{self, Change};
use super::order::sort_by_key;
use super::verdict::{Brief, verdict};

/// Larger sets of changes are not looked for.
pub const MOST_CHANGES: usize = 4;
/// At most this many sets are given.
pub const MOST_SETS: usize = 5;
/// The search stops after this many changed sheets.
const MOST_NODES: usize = 20_000;
/// A gain that no lead outweighs: the rival is ruled out.
const RULED_OUT: i64 = i64::MAX / 8;

/// What it would take.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Smallest sets, all of one size, those within the reader's control first. Empty when the
    /// target wins already, or when none is found.
    pub sets: Vec<ChangeSet>,
    /// Whether the search was carried through; otherwise there may be more sets, or smaller none.
    pub complete: bool,
}

/// Changed answers that make the target win.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// The changes, in author order.
    pub changes: Vec<Change>,
    /// The verdict they lead to.
    pub then: Brief,
    /// Whether the reader could make every changed answer true.
    pub in_control: bool,
}

/// The smallest sets of changed answers, of up to four, that make `target` the winner.
pub fn what_if(model: &Model, answers: &Answers, target: usize) -> WhatIf {
    let model = &*model.with(&answers.overrides);
    let sheet = Evaluation::new(model, &model.tables.pooled, answers);
    if verdict(&sheet).winner == Some(target) {
        return WhatIf { sets: Vec::new(), complete: true };
    }
    let mut search = Search::new(&sheet, target);
    let start = search.start();
    for size in 1..=MOST_CHANGES {
        search.descend(0, size, &start);
        if !search.found.is_empty() || search.is_cut_short() {
            break;
        }
    }
    let complete = !search.is_cut_short();
    let sets = diverse(&sheet, search.found).into_iter().map(|(in_control, changes)| ChangeSet {
        then: flips::apply(&sheet, &changes),
        changes,
        in_control,
    });
    WhatIf { sets: sets.collect(), complete }
}

/// An answered question, and what could be answered instead.
struct Place {
    question: usize,
    now: Candidate,
    /// Replies that do not exclude the target.
    instead: Vec<Candidate>,
}

/// A reply and what it comes to.
#[derive(Clone, Copy)]
struct Candidate {
    reply: Reply,
    row: PointsRow,
    agreed: AlternativeSet,
    disputed: AlternativeSet,
}

/// A sheet with some answers changed.
#[derive(Clone, Copy)]
struct State {
    /// Lead of the target over each alternative beyond the band.
    lead: [i64; MAX_ALTERNATIVES],
    /// Number of answers by which each alternative is excluded, by agreed requirements.
    excluded: [u8; MAX_ALTERNATIVES],
    /// Number of answers that exclude the target, by any requirement.
    blocked: usize,
}

struct Search<'a> {
    sheet: &'a Evaluation<'a>,
    target: usize,
    places: Vec<Place>,
    /// Per place and rival: the sum of the largest 0, 1, … gains from there on.
    gains: Vec<[[i64; MOST_CHANGES + 1]; MAX_ALTERNATIVES]>,
    /// Per place: number of answers from there on that exclude the target.
    blocked: Vec<usize>,
    changes: Vec<Change>,
    found: Vec<Vec<Change>>,
    nodes: usize,
}

impl<'a> Search<'a> {
    fn new(sheet: &'a Evaluation<'a>, target: usize) -> Self {
        let place = |question: usize| {
            let now = candidate(sheet, question, sheet.answers.replies[question]?);
            let mut instead = candidates(sheet, question);
            instead.retain(|it| (it.agreed | it.disputed) & (1 << target) == 0);
            instead.retain(|it| it.reply != now.reply);
            Some(Place { question, now, instead })
        };
        let places: Vec<Place> = sheet.answered().filter_map(place).collect();
        let n = places.len();
        let mut search = Self {
            sheet,
            target,
            places,
            gains: vec![[[0; MOST_CHANGES + 1]; MAX_ALTERNATIVES]; n + 1],
            blocked: vec![0; n + 1],
            changes: Vec::new(),
            found: Vec::new(),
            nodes: 0,
        };
        search.bound();
        search
    }

    /// Fills in, from the last place to the first, what can still be gained.
    fn bound(&mut self) {
        // The largest gains so far over each rival, falling; the last is on trial.
        let mut largest = [[0; MOST_CHANGES + 1]; MAX_ALTERNATIVES];
        for i in (0..self.places.len()).rev() {
            let place = &self.places[i];
            self.blocked[i] = self.blocked[i + 1] + usize::from(place.now.excludes(self.target));
            for c in self.rivals() {
                let gain = |it: &Candidate| match it.agreed & (1 << c) {
                    0 => self.gain(it, place, c),
                    _ => RULED_OUT,
                };
                let largest = &mut largest[c];
                largest[MOST_CHANGES] = place.instead.iter().map(gain).max().unwrap_or(0).max(0);
                sort_by_key(largest, |it| -it);
                for (k, gain) in largest.iter().enumerate().take(MOST_CHANGES) {
                    self.gains[i][c][k + 1] = self.gains[i][c][k] + gain;
                }
            }
        }
    }

    fn rivals(&self) -> impl Iterator<Item = usize> + use<> {
        let target = self.target;
        (0..self.sheet.m()).filter(move |&c| c != target)
    }

    /// What a changed answer adds to the lead over `c`.
    fn gain(&self, it: &Candidate, place: &Place, c: usize) -> i64 {
        let beyond = |row| self.sheet.beyond(self.target, c, row);
        beyond(&it.row) - beyond(&place.now.row)
    }

    /// The sheet as it is.
    fn start(&self) -> State {
        let mut start = State {
            lead: [0; MAX_ALTERNATIVES],
            excluded: [0; MAX_ALTERNATIVES],
            blocked: self.blocked[0],
        };
        for c in self.rivals() {
            start.lead[c] = self.sheet.beyond_total(self.target, c);
            let excluding = self.places.iter().filter(|it| it.now.agreed & (1 << c) != 0);
            start.excluded[c] = excluding.count() as u8;
        }
        start
    }

    fn is_cut_short(&self) -> bool {
        self.nodes > MOST_NODES
    }

    /// Changes `left` more answers, from place `from` on.
    fn descend(&mut self, from: usize, left: usize, state: &State) {
        if left == 0 {
            if self.wins(state) {
                self.found.push(self.changes.clone());
            }
            return;
        }
        for i in from..self.places.len() {
            if !self.is_promising(i, left, state) {
                return;
            }
            for k in 0..self.places[i].instead.len() {
                self.nodes += 1;
                if self.is_cut_short() {
                    return;
                }
                let (place, it) = (&self.places[i], self.places[i].instead[k]);
                let then = self.change(place, &it, state);
                let (question, from) = (place.question, place.now.reply);
                self.changes.push(Change { question, from, to: it.reply });
                self.descend(i + 1, left - 1, &then);
                self.changes.pop();
            }
        }
    }

    fn wins(&self, state: &State) -> bool {
        let behind = |c: usize| state.excluded[c] > 0 || state.lead[c] > 0;
        state.blocked == 0 && self.rivals().all(behind)
    }

    /// Whether `left` changes from place `i` on may suffice. Once they do not, later places do not.
    fn is_promising(&self, i: usize, left: usize, state: &State) -> bool {
        let within_reach =
            |c: usize| state.excluded[c] > 0 || state.lead[c] + self.gains[i][c][left] > 0;
        // An answer that excludes the target must change, so none may be behind us.
        state.blocked <= left && state.blocked == self.blocked[i] && self.rivals().all(within_reach)
    }

    fn change(&self, place: &Place, it: &Candidate, state: &State) -> State {
        let mut then = *state;
        then.blocked -= usize::from(place.now.excludes(self.target));
        for c in self.rivals() {
            then.lead[c] += self.gain(it, place, c);
            then.excluded[c] -= u8::from(place.now.agreed & (1 << c) != 0);
            then.excluded[c] += u8::from(it.agreed & (1 << c) != 0);
        }
        then
    }
}

impl Candidate {
    fn excludes(&self, a: usize) -> bool {
        (self.agreed | self.disputed) & (1 << a) != 0
    }
}

fn candidate(sheet: &Evaluation, q: usize, reply: Reply) -> Candidate {
    let (question, rows) = (&sheet.model.questions[q], &sheet.table.questions[q]);
    let chosen = question.chosen(reply);
    let (agreed, disputed) = excludes(rows, chosen);
    Candidate { reply, row: weigh(question, rows, chosen), agreed, disputed }
}

/// "Does not matter" where it is offered, then the options; of a `many` question none of these,
/// then every way to choose at most one option of each group.
fn candidates(sheet: &Evaluation, q: usize) -> Vec<Candidate> {
    let question = &sheet.model.questions[q];
    let n = question.options.len();
    let waved = question.may_not_matter.then_some(Reply::DoesNotMatter);
    let mut sets: Vec<OptionSet> = Vec::new();
    if question.choose == Choose::Many {
        sets.push(0);
        for group in 0..question.groups {
            let members = (0..n).filter(|&o| question.options[o].group == group);
            let more: Vec<OptionSet> =
                members.flat_map(|o| sets.iter().map(move |set| set | 1 << o)).collect();
            sets.extend(more);
        }
    } else {
        sets.extend((0..n).map(|o| 1 << o));
    }
    let chosen = sets.into_iter().map(|it| question.reply(it));
    waved.into_iter().chain(chosen).map(|it| candidate(sheet, q, it)).collect()
}

/// Of sets of one size, in author order, the few that differ most: those within the reader's
/// control first, then each the one that shares the fewest questions with those before it.
fn diverse(sheet: &Evaluation, mut sets: Vec<Vec<Change>>) -> Vec<(bool, Vec<Change>)> {
    let mut chosen: Vec<(bool, Vec<Change>)> = Vec::new();
    while chosen.len() < MOST_SETS {
        let is_used = |q: usize| chosen.iter().any(|it| it.1.iter().any(|it| it.question == q));
        let key = |set: &[Change]| {
            let shared = set.iter().filter(|it| is_used(it.question)).count();
            (!in_control(sheet, set), shared)
        };
        let Some(i) = (0..sets.len()).min_by_key(|&i| key(&sets[i])) else { break };
        let set = sets.remove(i);
        chosen.push((in_control(sheet, &set), set));
    }
    chosen
}

/// Whether the author says of every option that is changed to that a reader could make it true.
fn in_control(sheet: &Evaluation, set: &[Change]) -> bool {
    set.iter().all(|it| {
        let question = &sheet.model.questions[it.question];
        let chosen = question.chosen(it.to);
        let said = |o: usize| question.options[o].in_control;
        chosen != 0 && crate::model::answers::indices(chosen).all(said)
    })
}
