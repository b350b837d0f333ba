//! The smallest sets of changed answers that make a chosen alternative the winner, and those that
//! end the lead of the winner (docs/method.md#what-if).
//!
//! The target wins if it is beyond the tie band of every eligible alternative and no requirement
//! excludes it, agreed or disputed. Scores are sums over questions, so the lead over each rival is
//! a sum of gains. The search (branch and bound) leaves a branch as soon as the largest remaining
//! gains cannot put the target ahead of one of the rivals.
//!
//! As in [`flips`], open questions stay open and answered questions stay answered. For a `many`
//! question, only sets with at most one option per group are tried, because further options of a
//! group add no row.
//!
//! The search finds every smallest set. A result has a few of them, no two for the same questions.
//! Other replies that suffice as well are joined into one set.

use crate::model::answers::{Answers, OptionSet, Reply, indices};
use crate::model::{Choose, MAX_ALTERNATIVES, Model};

use super::Decision;
use super::evaluation::{Effect, Evaluation, excluded_by};
use super::flips::{self, Change};
use super::order::sort_by_key;
use super::verdict::{VerdictSummary, verdict};

/// Largest number of changes in a set.
pub const MOST_CHANGES: usize = 4;
/// Largest number of sets in a result, per winner.
pub const MOST_SETS: usize = 3;
/// Largest number of answer sheets that the search tries.
const MOST_NODES: usize = 20_000;
/// The gain over a rival that a reply excludes: larger than any lead.
const GAIN_OF_EXCLUSION: i64 = i64::MAX / 8;

/// The result of a search.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// At most [`MOST_SETS`] of the smallest sets, all of one size and each for other questions,
    /// those within the reader's control first. Empty if the target already wins or no set is
    /// found.
    pub sets: Vec<ChangeSet>,
    /// Whether the search is complete. If not, there may be further sets of this size; if no set
    /// was found, sets may exist.
    pub complete: bool,
}

/// Changed answers to some questions, and the verdict that they lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// The changed questions, in author order.
    pub changes: Vec<QuestionChange>,
    /// The verdict with the first reply to each question. Other replies lead to the same winner; if
    /// there is none, to a verdict of the same kind between the same alternatives.
    pub verdict: VerdictSummary,
    /// Whether the author says of every new reply that a reader could make it true.
    pub in_control: bool,
}

/// A changed answer to one question, with the replies that suffice.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionChange {
    /// Index of the question.
    pub question: usize,
    /// The reply given.
    pub from: Reply,
    /// The replies of which one is to be given instead: at least one. Each suffices with every reply
    /// to the other questions of the set.
    pub to: Vec<Reply>,
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
    let found = search.found.into_iter().map(|changes| FoundSet { changes, outcome: 0 });
    WhatIf { sets: change_sets(&evaluation, found.collect()), complete }
}

/// The smallest sets of changed answers that end the lead of the winner: first those after which no
/// alternative wins, then those for each new winner, at most [`MOST_SETS`] for each. Empty if there
/// is no winner or no changes suffice.
///
/// Where one changed answer suffices, the sets are chosen from all single changes. Otherwise they
/// are the [flips](Decision::flips). `decision` is the decision on `answers`.
pub fn end_of_lead(model: &Model, answers: &Answers, decision: &Decision) -> Vec<ChangeSet> {
    let model = &*model.with(&answers.overrides);
    let evaluation = Evaluation::new(model, &model.tables.pooled, answers);
    let winner = decision.verdict.winner;
    let flips = decision.flips.iter().map(|flip| flip.changes.clone());
    let mut all: Vec<Vec<Change>> = flips.collect();
    if all.first().is_some_and(|changes| changes.len() == 1) {
        all = single_changes(&evaluation);
    }
    // First the sets after which no alternative wins, then those of each winner.
    let mut found: Vec<Vec<FoundSet>> = Vec::new();
    found.resize_with(1 + model.alternatives.len(), Vec::new);
    for changes in all {
        let verdict = flips::apply(&evaluation, &changes);
        let known = &mut found[verdict.winner.map_or(0, |a| a + 1)];
        // Two rivals can have the same flip.
        if verdict.winner != winner && !known.iter().any(|known| known.changes == changes) {
            known.push(FoundSet { changes, outcome: outcome(&verdict) });
        }
    }
    found.into_iter().flat_map(|found| change_sets(&evaluation, found)).collect()
}

/// All changes of one answer.
fn single_changes(evaluation: &Evaluation) -> Vec<Vec<Change>> {
    let mut changes = Vec::new();
    for question in evaluation.answered() {
        let Some(from) = evaluation.reply(question) else { continue };
        for Candidate { reply: to, .. } in candidates(evaluation, question) {
            if to != from {
                changes.push(vec![Change { question, from, to }]);
            }
        }
    }
    changes
}

/// Equal numbers stand for equal outcomes: the same winner, or no winner, a verdict of the same
/// kind and the same alternatives in its outcome.
fn outcome(verdict: &VerdictSummary) -> usize {
    match verdict.winner {
        Some(_) => 0,
        None => verdict.close.iter().fold(verdict.kind as usize, |sum, a| sum + (16 << a)),
    }
}

/// An answered question, its current reply and the replies to try.
struct AnsweredQuestion {
    question: usize,
    current: Candidate,
    /// Other replies that do not exclude the target.
    candidates: Vec<Candidate>,
}

/// A reply with its effect.
#[derive(Clone, Copy)]
struct Candidate {
    reply: Reply,
    effect: Effect,
}

/// An answer sheet with some changes, as far as the search needs it.
#[derive(Clone, Copy)]
struct State {
    /// Lead of the target over each alternative beyond the tie band, in points.
    lead: [i64; MAX_ALTERNATIVES],
    exclusions: Exclusions,
    /// Number of replies to questions without a condition that exclude the target.
    unconditional: usize,
}

/// How many replies exclude each alternative.
#[derive(Clone, Copy)]
struct Exclusions {
    /// Per alternative: number of replies that exclude it by an agreed requirement.
    agreed: [u8; MAX_ALTERNATIVES],
    /// Number of replies that exclude the target, by any requirement.
    target: u8,
}

struct Search<'a> {
    evaluation: &'a Evaluation<'a>,
    target: usize,
    questions: Vec<AnsweredQuestion>,
    /// Per place in `questions` and rival: upper bound of the gain of 0, 1, … changes from this
    /// place on, in points.
    bounds: Vec<[[i64; MOST_CHANGES + 1]; MAX_ALTERNATIVES]>,
    /// Per place in `questions`: number of current replies from this place on, to questions without
    /// a condition, that exclude the target.
    unconditional: Vec<usize>,
    /// The replies of the current branch.
    replies: Vec<Option<Reply>>,
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
            let current = candidate(evaluation, question, evaluation.reply(question)?);
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
            unconditional: vec![0; n + 1],
            replies: evaluation.answers.replies.clone(),
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
            self.unconditional[i] =
                self.unconditional[i + 1] + self.excludes_target_unconditionally(answered);
            for c in self.rivals() {
                let gain = |candidate: &Candidate| match candidate.effect.agreed & (1 << c) {
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
        beyond_band(&candidate.effect.row) - beyond_band(&answered.current.effect.row)
    }

    /// The answer sheet without changes.
    fn start(&self) -> State {
        let exclusions = Exclusions { agreed: [0; MAX_ALTERNATIVES], target: 0 };
        let unconditional = self.unconditional[0];
        let mut start = State { lead: [0; MAX_ALTERNATIVES], exclusions, unconditional };
        for c in self.rivals() {
            start.lead[c] = self.evaluation.total_beyond_band(self.target, c);
        }
        for answered in self.questions.iter().filter(|answered| self.is_root(answered)) {
            self.count(answered.question, answered.current.reply, &mut start.exclusions, 1);
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
            let question = self.questions[i].question;
            let model = self.evaluation.model;
            // A change before this place can make the question inapplicable.
            if !self.is_root(&self.questions[i])
                && model.applicable(&self.replies) & (1 << question) == 0
            {
                continue;
            }
            for k in 0..self.questions[i].candidates.len() {
                self.nodes += 1;
                if self.is_cut_short() {
                    return;
                }
                let answered = &self.questions[i];
                let candidate = answered.candidates[k];
                let changed = self.change(answered, &candidate, state);
                let from = answered.current.reply;
                self.changes.push(Change { question, from, to: candidate.reply });
                self.replies[question] = Some(candidate.reply);
                self.descend(i + 1, left - 1, &changed);
                self.replies[question] = Some(from);
                self.changes.pop();
            }
        }
    }

    /// Whether the target is the winner.
    fn wins(&self, state: &State) -> bool {
        let is_behind = |c: usize| state.exclusions.agreed[c] > 0 || state.lead[c] > 0;
        state.exclusions.target == 0 && self.rivals().all(is_behind)
    }

    /// Whether `left` changes from place `i` on may suffice. If not, later places do not suffice
    /// either.
    fn is_promising(&self, i: usize, left: usize, state: &State) -> bool {
        let is_within_reach = |c: usize| {
            state.exclusions.agreed[c] > 0 || state.lead[c] + self.bounds[i][c][left] > 0
        };
        // A reply that excludes the target must change, so none may be before this place.
        state.unconditional <= left
            && state.unconditional == self.unconditional[i]
            && self.rivals().all(is_within_reach)
    }

    /// The state after one more change.
    fn change(&self, answered: &AnsweredQuestion, candidate: &Candidate, state: &State) -> State {
        let mut changed = *state;
        changed.unconditional -= self.excludes_target_unconditionally(answered);
        for c in self.rivals() {
            changed.lead[c] += self.gain(candidate, answered, c);
        }
        let (question, exclusions) = (answered.question, &mut changed.exclusions);
        self.count(question, answered.current.reply, exclusions, -1);
        self.count(question, candidate.reply, exclusions, 1);
        changed
    }

    /// Whether the question has no condition.
    fn is_root(&self, answered: &AnsweredQuestion) -> bool {
        self.evaluation.model.questions[answered.question].when.is_none()
    }

    /// 1 if the question has no condition and its current reply excludes the target; otherwise 0.
    fn excludes_target_unconditionally(&self, answered: &AnsweredQuestion) -> usize {
        let (q, reply) = (answered.question, answered.current.reply);
        let chosen = self.evaluation.model.questions[q].chosen(reply);
        let (agreed, disputed) = excluded_by(&self.evaluation.table.questions[q], chosen);
        usize::from(self.is_root(answered) && (agreed | disputed) & (1 << self.target) != 0)
    }

    /// Adds `sign` to the counts of the alternatives that a reply to question `q` excludes, and the
    /// replies to the questions that apply because of this reply.
    fn count(&self, q: usize, reply: Reply, exclusions: &mut Exclusions, sign: i8) {
        let Evaluation { model, table, answers, .. } = self.evaluation;
        let chosen = model.questions[q].chosen(reply);
        let (agreed, disputed) = excluded_by(&table.questions[q], chosen);
        for a in self.evaluation.alternatives().filter(|a| agreed & (1 << a) != 0) {
            exclusions.agreed[a] = exclusions.agreed[a].wrapping_add_signed(sign);
        }
        if (agreed | disputed) & (1 << self.target) != 0 {
            exclusions.target = exclusions.target.wrapping_add_signed(sign);
        }
        for dependent in model.dependents(q, chosen) {
            if let Some(reply) = answers.replies[dependent] {
                self.count(dependent, reply, exclusions, sign);
            }
        }
    }
}

impl Candidate {
    fn excludes(&self, a: usize) -> bool {
        (self.effect.agreed | self.effect.disputed) & (1 << a) != 0
    }
}

fn candidate(evaluation: &Evaluation, q: usize, reply: Reply) -> Candidate {
    Candidate { reply, effect: evaluation.effect(q, Some(reply)) }
}

/// The replies to try: each option, then "does not matter" if the question offers it. For a `many`
/// question, none of these and each set with at most one option per group take the place of the
/// options.
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
    let replies = replies.chain(does_not_matter);
    replies.map(|reply| candidate(evaluation, q, reply)).collect()
}

/// A smallest set of changes, and the number of its [`outcome`]. Sets are joined only if their
/// outcomes are equal.
struct FoundSet {
    changes: Vec<Change>,
    outcome: usize,
}

/// At most [`MOST_SETS`] sets for different questions, joined from sets of one size: those within
/// the reader's control first; then each is the one that shares the fewest questions with those
/// before; then the one with the smallest changes.
fn change_sets(evaluation: &Evaluation, mut found: Vec<FoundSet>) -> Vec<ChangeSet> {
    let mut sets: Vec<ChangeSet> = Vec::new();
    while sets.len() < MOST_SETS {
        let is_used = |change: &&Change| {
            let mut used = sets.iter().flat_map(|set| &set.changes);
            used.any(|other| other.question == change.question)
        };
        let key = |FoundSet { changes, .. }: &FoundSet| {
            let distance: u32 = changes.iter().map(|change| distance(evaluation, change)).sum();
            let is_out_of_control = !changes.iter().all(|change| is_in_control(evaluation, change));
            (is_out_of_control, changes.iter().filter(is_used).count(), distance)
        };
        let Some(best) = found.iter().min_by_key(|set| key(set)) else { break };
        sets.push(joined(evaluation, &found, best));
        let questions: Vec<usize> = best.changes.iter().map(|change| change.question).collect();
        found.retain(|other| !changes_questions(other, &questions));
    }
    sets
}

/// `best`, with other replies to its questions that suffice as well. Every combination of the
/// listed replies is one of the sets found. If `best` is within the reader's control, all replies
/// are.
fn joined(evaluation: &Evaluation, found: &[FoundSet], best: &FoundSet) -> ChangeSet {
    let FoundSet { changes: best, outcome } = best;
    let questions: Vec<usize> = best.iter().map(|change| change.question).collect();
    let is_alike =
        |other: &&FoundSet| other.outcome == *outcome && changes_questions(other, &questions);
    let alike: Vec<&[Change]> =
        found.iter().filter(is_alike).map(|other| &other.changes[..]).collect();
    let in_control = best.iter().all(|change| is_in_control(evaluation, change));
    let single =
        |&Change { question, from, to }: &Change| QuestionChange { question, from, to: vec![to] };
    let mut changes: Vec<QuestionChange> = best.iter().map(single).collect();
    for (i, first) in best.iter().enumerate() {
        for Candidate { reply: to, .. } in candidates(evaluation, first.question) {
            let change = Change { to, ..*first };
            let is_suitable = to != first.to
                && distance(evaluation, &change) <= distance(evaluation, first)
                && (!in_control || is_in_control(evaluation, &change));
            let is_covered = |set: &&&[Change]| {
                let mut pairs = set.iter().zip(&changes).enumerate();
                pairs.all(
                    |(j, (change, listed))| {
                        if i == j { change.to == to } else { listed.to.contains(&change.to) }
                    },
                )
            };
            let others = changes.iter().enumerate().filter(|(j, _)| *j != i);
            let combinations: usize = others.map(|(_, listed)| listed.to.len()).product();
            if is_suitable && alike.iter().filter(is_covered).count() == combinations {
                changes[i].to.push(to);
            }
        }
    }
    ChangeSet { verdict: flips::apply(evaluation, best), changes, in_control }
}

fn changes_questions(set: &FoundSet, questions: &[usize]) -> bool {
    set.changes.iter().map(|change| change.question).eq(questions.iter().copied())
}

/// The size of a change: for a `many` question the number of options that are added or removed,
/// with "does not matter" after all sets of options; for other questions 1.
fn distance(evaluation: &Evaluation, change: &Change) -> u32 {
    let question = &evaluation.model.questions[change.question];
    match (question.choose, change.to) {
        (Choose::Many, Reply::Options(to)) => (question.chosen(change.from) ^ to).count_ones(),
        (Choose::Many, _) => OptionSet::BITS + 1,
        _ => 1,
    }
}

/// Whether the author says of the new reply that a reader could make it true.
fn is_in_control(evaluation: &Evaluation, change: &Change) -> bool {
    let question = &evaluation.model.questions[change.question];
    let chosen = question.chosen(change.to);
    chosen != 0 && indices(chosen).all(|o| question.options[o].in_control)
}
