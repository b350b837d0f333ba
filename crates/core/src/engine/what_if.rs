//! The smallest sets of changed answers that make a chosen alternative the winner
//! (docs/method.md#what-if).
//!
//! The target wins if it is beyond the tie band of every eligible alternative and no requirement
//! excludes it, agreed or disputed. Scores are sums over questions, so the lead over each rival is
//! a sum of gains. The search (branch and bound) leaves a branch as soon as the largest remaining
//! gains cannot put the target ahead of one of the rivals.
//!
//! As in [`flips`], open questions stay open and answered questions stay answered. For a `many`
//! question, only sets with at most one option per group are tried, because further options of a
//! group add no row.

use crate::model::answers::{Answers, OptionSet, Reply, indices};
use crate::model::rows::{AlternativeSet, PointsRow};
use crate::model::{Choose, MAX_ALTERNATIVES, Model};

use super::evaluation::{Evaluation, excluded_by, reply_row};
use super::flips::{self, Change};
use super::order::sort_by_key;
use super::verdict::{VerdictSummary, verdict};

/// Largest number of changes in a set.
pub const MOST_CHANGES: usize = 4;
/// Largest number of sets in a result.
pub const MOST_SETS: usize = 5;
/// Largest number of answer sheets that the search tries.
const MOST_NODES: usize = 20_000;
/// The gain over a rival that a reply excludes: larger than any lead.
const GAIN_OF_EXCLUSION: i64 = i64::MAX / 8;

/// The result of a search.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// The smallest sets, all of one size, those within the reader's control first. Empty if the
    /// target already wins or no set is found.
    pub sets: Vec<ChangeSet>,
    /// Whether the search is complete. If not, there may be further sets of this size; if no set
    /// was found, sets may exist.
    pub complete: bool,
}

/// Changed answers that make the target the winner.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// The changes, in author order.
    pub changes: Vec<Change>,
    /// The verdict after the changes.
    pub then: VerdictSummary,
    /// Whether the author says of every new reply that a reader could make it true.
    pub in_control: bool,
}

/// The smallest sets of at most [`MOST_CHANGES`] changed answers that make `target` the winner.
pub fn what_if(model: &Model, answers: &Answers, target: usize) -> WhatIf {
    let model = &*model.with(&answers.overrides);
    let evaluation = Evaluation::new(model, &model.tables.pooled, answers);
    if verdict(&evaluation).winner == Some(target) {
        return WhatIf { sets: Vec::new(), complete: true };
    }
    let mut search = Search::new(&evaluation, target);
    let start = search.start();
    for size in 1..=MOST_CHANGES {
        search.descend(0, size, &start);
        if !search.found.is_empty() || search.is_cut_short() {
            break;
        }
    }
    let complete = !search.is_cut_short();
    let sets = most_diverse(&evaluation, search.found).into_iter();
    let sets = sets.map(|(in_control, changes)| ChangeSet {
        then: flips::apply(&evaluation, &changes),
        changes,
        in_control,
    });
    WhatIf { sets: sets.collect(), complete }
}

/// An answered question, its current reply and the replies to try.
struct AnsweredQuestion {
    question: usize,
    current: Candidate,
    /// Other replies that do not exclude the target.
    candidates: Vec<Candidate>,
}

/// A reply with its row and exclusions.
#[derive(Clone, Copy)]
struct Candidate {
    reply: Reply,
    row: PointsRow,
    agreed: AlternativeSet,
    disputed: AlternativeSet,
}

/// An answer sheet with some changes, as far as the search needs it.
#[derive(Clone, Copy)]
struct State {
    /// Lead of the target over each alternative beyond the tie band, in points.
    lead: [i64; MAX_ALTERNATIVES],
    /// Per alternative: number of replies that exclude it by an agreed requirement.
    excluding: [u8; MAX_ALTERNATIVES],
    /// Number of replies that exclude the target, by any requirement.
    excluding_target: usize,
}

struct Search<'a> {
    evaluation: &'a Evaluation<'a>,
    target: usize,
    questions: Vec<AnsweredQuestion>,
    /// Per place in `questions` and rival: upper bound of the gain of 0, 1, … changes from this
    /// place on, in points.
    bounds: Vec<[[i64; MOST_CHANGES + 1]; MAX_ALTERNATIVES]>,
    /// Per place in `questions`: number of current replies from this place on that exclude the
    /// target.
    excluding_target: Vec<usize>,
    /// The changes of the current branch.
    changes: Vec<Change>,
    /// The sets found, all of one size.
    found: Vec<Vec<Change>>,
    /// Number of answer sheets tried.
    nodes: usize,
}

impl<'a> Search<'a> {
    fn new(evaluation: &'a Evaluation<'a>, target: usize) -> Self {
        let answered = |question: usize| {
            let current = candidate(evaluation, question, evaluation.answers.replies[question]?);
            let mut candidates = candidates(evaluation, question);
            candidates.retain(|candidate| !candidate.excludes(target));
            candidates.retain(|candidate| candidate.reply != current.reply);
            Some(AnsweredQuestion { question, current, candidates })
        };
        let questions: Vec<AnsweredQuestion> = evaluation.answered().filter_map(answered).collect();
        let n = questions.len();
        let mut search = Self {
            evaluation,
            target,
            questions,
            bounds: vec![[[0; MOST_CHANGES + 1]; MAX_ALTERNATIVES]; n + 1],
            excluding_target: vec![0; n + 1],
            changes: Vec::new(),
            found: Vec::new(),
            nodes: 0,
        };
        search.fill_bounds();
        search
    }

    /// Computes the bounds, from the last question to the first.
    fn fill_bounds(&mut self) {
        // Per rival: the largest gains so far, in falling order. The last place is for the next one.
        let mut largest = [[0; MOST_CHANGES + 1]; MAX_ALTERNATIVES];
        for i in (0..self.questions.len()).rev() {
            let answered = &self.questions[i];
            self.excluding_target[i] =
                self.excluding_target[i + 1] + usize::from(answered.current.excludes(self.target));
            for c in self.rivals() {
                let gain = |candidate: &Candidate| match candidate.agreed & (1 << c) {
                    0 => self.gain(candidate, answered, c),
                    _ => GAIN_OF_EXCLUSION,
                };
                let largest = &mut largest[c];
                let best = answered.candidates.iter().map(gain).max().unwrap_or(0);
                largest[MOST_CHANGES] = best.max(0);
                sort_by_key(largest, |gain| -gain);
                for (k, gain) in largest.iter().enumerate().take(MOST_CHANGES) {
                    self.bounds[i][c][k + 1] = self.bounds[i][c][k] + gain;
                }
            }
        }
    }

    fn rivals(&self) -> impl Iterator<Item = usize> + use<> {
        let target = self.target;
        self.evaluation.alternatives().filter(move |&c| c != target)
    }

    /// The amount that a candidate adds to the target's lead over `c`, in points.
    fn gain(&self, candidate: &Candidate, answered: &AnsweredQuestion, c: usize) -> i64 {
        let beyond_band = |row| self.evaluation.beyond_band(self.target, c, row);
        beyond_band(&candidate.row) - beyond_band(&answered.current.row)
    }

    /// The answer sheet without changes.
    fn start(&self) -> State {
        let mut start = State {
            lead: [0; MAX_ALTERNATIVES],
            excluding: [0; MAX_ALTERNATIVES],
            excluding_target: self.excluding_target[0],
        };
        for c in self.rivals() {
            start.lead[c] = self.evaluation.total_beyond_band(self.target, c);
            let excludes = |answered: &&AnsweredQuestion| answered.current.agreed & (1 << c) != 0;
            start.excluding[c] = self.questions.iter().filter(excludes).count() as u8;
        }
        start
    }

    fn is_cut_short(&self) -> bool {
        self.nodes > MOST_NODES
    }

    /// Tries all sets of `left` further changes from the place `from` on.
    fn descend(&mut self, from: usize, left: usize, state: &State) {
        if left == 0 {
            if self.wins(state) {
                self.found.push(self.changes.clone());
            }
            return;
        }
        for i in from..self.questions.len() {
            if !self.is_promising(i, left, state) {
                return;
            }
            for k in 0..self.questions[i].candidates.len() {
                self.nodes += 1;
                if self.is_cut_short() {
                    return;
                }
                let answered = &self.questions[i];
                let candidate = answered.candidates[k];
                let changed = self.change(answered, &candidate, state);
                let (question, from) = (answered.question, answered.current.reply);
                self.changes.push(Change { question, from, to: candidate.reply });
                self.descend(i + 1, left - 1, &changed);
                self.changes.pop();
            }
        }
    }

    /// Whether the target is the winner.
    fn wins(&self, state: &State) -> bool {
        let is_behind = |c: usize| state.excluding[c] > 0 || state.lead[c] > 0;
        state.excluding_target == 0 && self.rivals().all(is_behind)
    }

    /// Whether `left` changes from place `i` on may suffice. If not, later places do not suffice
    /// either.
    fn is_promising(&self, i: usize, left: usize, state: &State) -> bool {
        let is_within_reach =
            |c: usize| state.excluding[c] > 0 || state.lead[c] + self.bounds[i][c][left] > 0;
        // A reply that excludes the target must change, so none may be before this place.
        state.excluding_target <= left
            && state.excluding_target == self.excluding_target[i]
            && self.rivals().all(is_within_reach)
    }

    /// The state after one more change.
    fn change(&self, answered: &AnsweredQuestion, candidate: &Candidate, state: &State) -> State {
        let mut changed = *state;
        changed.excluding_target -= usize::from(answered.current.excludes(self.target));
        for c in self.rivals() {
            changed.lead[c] += self.gain(candidate, answered, c);
            changed.excluding[c] -= u8::from(answered.current.agreed & (1 << c) != 0);
            changed.excluding[c] += u8::from(candidate.agreed & (1 << c) != 0);
        }
        changed
    }
}

impl Candidate {
    fn excludes(&self, a: usize) -> bool {
        (self.agreed | self.disputed) & (1 << a) != 0
    }
}

fn candidate(evaluation: &Evaluation, q: usize, reply: Reply) -> Candidate {
    let (question, rows) = (&evaluation.model.questions[q], &evaluation.table.questions[q]);
    let chosen = question.chosen(reply);
    let (agreed, disputed) = excluded_by(rows, chosen);
    Candidate { reply, row: reply_row(question, rows, chosen), agreed, disputed }
}

/// The replies to try: "does not matter" if the question offers it, then each option. For a `many`
/// question, none of these, then each set with at most one option per group.
fn candidates(evaluation: &Evaluation, q: usize) -> Vec<Candidate> {
    let question = &evaluation.model.questions[q];
    let n = question.options.len();
    let does_not_matter = question.may_not_matter.then_some(Reply::DoesNotMatter);
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
    let replies = sets.into_iter().map(|set| question.reply(set));
    let replies = does_not_matter.into_iter().chain(replies);
    replies.map(|reply| candidate(evaluation, q, reply)).collect()
}

/// At most [`MOST_SETS`] sets of one size, each with whether it is within the reader's control:
/// those within control first; then each set is the one that shares the fewest questions with the
/// sets before it.
fn most_diverse(evaluation: &Evaluation, mut sets: Vec<Vec<Change>>) -> Vec<(bool, Vec<Change>)> {
    let mut chosen: Vec<(bool, Vec<Change>)> = Vec::new();
    while chosen.len() < MOST_SETS {
        let is_used = |changed: &&Change| {
            let mut used = chosen.iter().flat_map(|(_, set)| set);
            used.any(|change| change.question == changed.question)
        };
        let key =
            |set: &[Change]| (!is_in_control(evaluation, set), set.iter().filter(is_used).count());
        let Some(i) = (0..sets.len()).min_by_key(|&i| key(&sets[i])) else { break };
        let set = sets.remove(i);
        chosen.push((is_in_control(evaluation, &set), set));
    }
    chosen
}

/// Whether the author says of every new reply that a reader could make it true.
fn is_in_control(evaluation: &Evaluation, set: &[Change]) -> bool {
    set.iter().all(|change| {
        let question = &evaluation.model.questions[change.question];
        let chosen = question.chosen(change.to);
        chosen != 0 && indices(chosen).all(|o| question.options[o].in_control)
    })
}
