//! Searches an answer sheet that meets linear conditions, or proves that there is none: branch and
//! bound (docs/method.md#proofs).
//!
//! A condition says that the sum of an amount over all questions is at least 0. The largest sum is
//! the sum of the largest amounts, so a branch ends as soon as a condition is out of reach. Several
//! conditions can each be within reach but not together. For that case the search adds conditions
//! that follow from them: sums of the conditions with multipliers of 0 or more (surrogate
//! constraints: Glover 1965), chosen by subgradient steps (Held, Wolfe & Crowder 1974).
//! All comparisons are in whole numbers, so a proof is exact.

use crate::model::rows::{AlternativeSet, PointsRow};

use super::replies::{Effect, OPEN, Sheet, Space};

/// Largest number of conditions with their sums.
const COORDINATES: usize = 16;
/// Number of subgradient steps at the root.
const STEPS: i64 = 60;
/// Sum of the multipliers of a sum of conditions.
const MULTIPLIERS: i64 = 1_000;
/// An amount that is out of reach of every condition.
const OUT_OF_REACH: i64 = i64::MIN / 1_000_000;

type Amounts = [i64; COORDINATES];

/// A condition on the lead of one alternative over another beyond the tie band.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub(super) ahead: usize,
    pub(super) behind: usize,
    /// `true`: the lead must be above 0. `false`: the lead must not be above 0.
    pub(super) is_ahead: bool,
    /// The lead that the sheet has from the start, in points.
    pub(super) start: i64,
    /// The condition need not hold if an agreed requirement excludes this alternative.
    pub(super) unless_excluded: Option<usize>,
}

impl Condition {
    /// The amount that a row adds.
    fn amount(&self, space: &Space, row: &PointsRow) -> i64 {
        let lead = space.beyond_band(self.ahead, self.behind, row);
        if self.is_ahead { lead } else { -lead }
    }

    /// The amount before any question.
    fn constant(&self) -> i64 {
        if self.is_ahead { self.start - 1 } else { -self.start }
    }
}

/// How an open question counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// With the row of the unanswered question.
    Unanswered,
    /// With the reply that is worst for each condition: the question may still be answered.
    AnyReply,
}

/// The conditions on a sheet.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) conditions: Vec<Condition>,
    /// Alternatives that no agreed requirement may exclude.
    pub(super) kept: AlternativeSet,
    /// Alternatives that no disputed requirement may exclude.
    pub(super) undisputed: AlternativeSet,
    pub(super) open: Open,
    /// A question that is left out, with all that depend on it. Questions that it depends on get
    /// replies with which it applies.
    pub(super) without: Option<usize>,
    /// Smallest number of replies.
    pub(super) least_answers: usize,
}

/// The result of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A sheet that meets the conditions.
    Sheet(Sheet),
    /// No sheet meets the conditions.
    Nothing,
    /// The search used up its steps.
    NotDecided,
}

/// A reply to a question, or leaving the question open, as a step of the search.
#[derive(Clone, Debug)]
struct Move {
    reply: u16,
    /// Amount that the move adds to each condition.
    amounts: Amounts,
    /// The amounts less the largest possible ones, with the questions that begin to apply: at most 0.
    losses: Amounts,
    /// The amounts less those of leaving the question open, with the questions that begin to apply.
    gains: Amounts,
    /// Alternatives that agreed requirements exclude.
    agreed: AlternativeSet,
    /// The questions that begin to apply, as bits.
    enables: u64,
}

/// A question of the problem.
#[derive(Clone, Debug, Default)]
struct Stage {
    moves: Vec<Move>,
    may_stay_open: bool,
    /// Amounts of leaving the question open.
    open: Amounts,
    /// Largest amounts, with those of the questions that begin to apply.
    best: Amounts,
}

/// The possible effect of the remaining questions, from a place in the order on.
#[derive(Clone, Debug, Default)]
struct Rest {
    /// Alternatives that they can exclude.
    can_exclude: AlternativeSet,
    /// Number of questions that apply in any case and may not stay open.
    must_answer: usize,
    /// Per condition and number of replies: the largest gain.
    gains: Vec<Vec<i64>>,
}

/// A search for one problem.
pub(super) struct Search<'a> {
    space: &'a Space,
    problem: &'a Problem,
    /// Per question of the space; left out questions have no moves and never apply.
    stages: Vec<Stage>,
    /// The questions in the order of the search. A question comes after the one it depends on.
    order: Vec<usize>,
    /// Per place in `order`, and one more.
    rest: Vec<Rest>,
    /// Multipliers of the conditions in each further condition.
    sums: Vec<Vec<i64>>,
    /// Whether a question is left out, as bits.
    left_out: u64,
    nodes: usize,
    most_nodes: usize,
    sheet: Sheet,
}

/// A partial sheet.
#[derive(Clone, Copy)]
struct Node {
    /// Largest amounts within reach.
    reach: Amounts,
    /// Amounts if all further questions stay open.
    open: Amounts,
    agreed: AlternativeSet,
    /// The questions that apply, as bits.
    applies: u64,
    answered: usize,
}

impl<'a> Search<'a> {
    /// Prepares a search that tries at most `most_nodes` partial sheets.
    pub(super) fn new(space: &'a Space, problem: &'a Problem, most_nodes: usize) -> Self {
        let n = space.questions.len();
        let mut search = Self {
            space,
            problem,
            stages: vec![Stage::default(); n],
            order: Vec::new(),
            rest: Vec::new(),
            sums: Vec::new(),
            left_out: 0,
            nodes: 0,
            most_nodes,
            sheet: space.blank(),
        };
        search.list_moves();
        search.bound();
        search.sort();
        search
    }

    /// Number of partial sheets tried.
    pub(super) fn nodes(&self) -> usize {
        self.nodes
    }

    /// Searches a sheet with any number of replies.
    pub(super) fn any(&mut self) -> Found {
        if !self.is_promising(0, &self.root(), usize::MAX) {
            return Found::Nothing;
        }
        if let Some(found) = self.combine() {
            return found;
        }
        self.bound();
        self.run(usize::MAX)
    }

    /// Searches a sheet with at most `most` replies.
    pub(super) fn at_most(&mut self, most: usize) -> Found {
        if self.rest[0].gains.is_empty() {
            self.fill_gains();
        }
        self.run(most)
    }

    /// Whether a sheet meets the conditions.
    pub(super) fn holds(&self, sheet: &[u16]) -> bool {
        let applicable = self.space.applicable(sheet) & !self.left_out;
        let mut amounts = self.constants();
        let (mut agreed, mut answered) = (0, 0);
        for q in (0..sheet.len()).filter(|q| applicable & (1 << q) != 0) {
            if let Some(reply) = self.space.reply(sheet, q) {
                if self.loses_kept(&reply.effect) {
                    return false;
                }
                answered += 1;
                agreed |= reply.effect.agreed;
                add(&mut amounts, &self.amounts(&reply.effect.row));
            } else if self.stages[q].may_stay_open {
                add(&mut amounts, &self.stages[q].open);
            } else {
                return false;
            }
        }
        let mut conditions = self.problem.conditions.iter().zip(amounts);
        answered >= self.problem.least_answers
            && conditions.all(|(condition, amount)| amount >= 0 || is_waived(condition, agreed))
    }

    /// The questions, those first whose replies gain the least for the conditions.
    pub(super) fn least_useful_first(&self, sheet: &[u16]) -> Vec<usize> {
        let n = self.problem.conditions.len();
        let gain = |q: usize| {
            let reply = self.space.reply(sheet, q)?;
            let gains = self.amounts(&reply.effect.row).into_iter().zip(self.stages[q].open);
            Some(gains.take(n).map(|(amount, open)| amount - open).sum::<i64>())
        };
        let mut questions: Vec<usize> = (0..sheet.len()).collect();
        questions.sort_by_key(|&q| gain(q));
        questions
    }

    /// Lists the moves of each question with their amounts.
    fn list_moves(&mut self) {
        let (left_out, required) = self.left_out_and_required();
        self.left_out = left_out;
        for q in (0..self.stages.len()).rev().filter(|q| left_out & (1 << q) == 0) {
            let question = &self.space.questions[q];
            let open = match self.problem.open {
                Open::Unanswered => self.amounts(&question.open.row),
                Open::AnyReply => self.worst(q),
            };
            let may_stay_open = required & (1 << q) == 0 && !self.can_lose_kept(q);
            let mut moves = Vec::new();
            if may_stay_open {
                moves.push(Move { reply: OPEN, amounts: open, ..Move::NOTHING });
            }
            for (r, reply) in question.replies.iter().enumerate() {
                let children = question.children.iter().copied();
                let children = children.filter(|&child| self.space.enables(reply, child));
                let enables = children.fold(0_u64, |set, child| set | 1 << child);
                let is_on_path = required & (1 << q) == 0
                    || enables & (required | self.problem.without.map_or(0, |q| 1 << q)) != 0;
                if is_on_path && !self.loses_kept(&reply.effect) {
                    moves.push(Move {
                        reply: r as u16,
                        amounts: self.amounts(&reply.effect.row),
                        agreed: reply.effect.agreed,
                        enables: enables & !left_out,
                        ..Move::NOTHING
                    });
                }
            }
            self.stages[q] = Stage { moves, may_stay_open, open, ..Stage::default() };
        }
    }

    /// The questions that are left out, and those that must have a reply with which the left out
    /// question applies, as bits.
    fn left_out_and_required(&self) -> (u64, u64) {
        let (mut left_out, mut required) = (0_u64, 0_u64);
        if let Some(pivot) = self.problem.without {
            left_out |= 1 << pivot;
            for (q, question) in self.space.questions.iter().enumerate() {
                let depends = question.parent.is_some_and(|(p, _)| left_out & (1 << p) != 0);
                left_out |= u64::from(depends) << q;
            }
            let mut q = pivot;
            while let Some((parent, _)) = self.space.questions[q].parent {
                required |= 1 << parent;
                q = parent;
            }
        }
        (left_out, required)
    }

    fn loses_kept(&self, effect: &Effect) -> bool {
        effect.agreed & self.problem.kept != 0 || effect.disputed & self.problem.undisputed != 0
    }

    /// Whether a later reply to question `q` or to one that depends on it could exclude an
    /// alternative that must stay.
    fn can_lose_kept(&self, q: usize) -> bool {
        let question = &self.space.questions[q];
        self.problem.open == Open::AnyReply
            && (question.replies.iter().any(|reply| self.loses_kept(&reply.effect))
                || question.children.iter().any(|&child| self.can_lose_kept(child)))
    }

    /// The amounts that a row adds to the conditions.
    fn amounts(&self, row: &PointsRow) -> Amounts {
        let mut amounts = [0; COORDINATES];
        for (amount, condition) in amounts.iter_mut().zip(&self.problem.conditions) {
            *amount = condition.amount(self.space, row);
        }
        amounts
    }

    /// The smallest amounts that question `q` can add, answered or not, over replies that do not
    /// exclude the alternative of the condition. Later questions must be filled in.
    fn worst(&self, q: usize) -> Amounts {
        let question = &self.space.questions[q];
        let mut worst = self.amounts(&question.open.row);
        for reply in &question.replies {
            let mut amounts = self.amounts(&reply.effect.row);
            for &child in &question.children {
                if self.space.enables(reply, child) {
                    add(&mut amounts, &self.stages[child].open);
                }
            }
            for (i, condition) in self.problem.conditions.iter().enumerate() {
                if !is_waived(condition, reply.effect.agreed) {
                    worst[i] = worst[i].min(amounts[i]);
                }
            }
        }
        worst
    }

    /// Number of conditions, with the sums.
    fn coordinates(&self) -> usize {
        self.problem.conditions.len() + self.sums.len()
    }

    /// The amounts before any question.
    fn constants(&self) -> Amounts {
        let mut constants = [0; COORDINATES];
        for (constant, condition) in constants.iter_mut().zip(&self.problem.conditions) {
            *constant = condition.constant();
        }
        constants
    }

    /// Computes the bounds of all moves, with those of the sums.
    fn bound(&mut self) {
        let n = self.problem.conditions.len();
        for q in (0..self.stages.len()).rev() {
            let mut stage = std::mem::take(&mut self.stages[q]);
            add_sums(&self.sums, n, &mut stage.open);
            stage.best = [OUT_OF_REACH; COORDINATES];
            for given in &mut stage.moves {
                add_sums(&self.sums, n, &mut given.amounts);
                (given.losses, given.gains) = (given.amounts, given.amounts);
                for child in bits(given.enables) {
                    add(&mut given.losses, &self.stages[child].best);
                    add(&mut given.gains, &self.stages[child].open);
                }
                for (best, reached) in stage.best.iter_mut().zip(given.losses) {
                    *best = reached.max(*best);
                }
            }
            for given in &mut stage.moves {
                for j in 0..COORDINATES {
                    given.losses[j] -= stage.best[j];
                    given.gains[j] -= stage.open[j];
                }
            }
            self.stages[q] = stage;
        }
    }

    /// Sorts the questions and their moves, and drops moves that are no better than another one.
    fn sort(&mut self) {
        let n = self.problem.conditions.len();
        let may_be_blank = self.problem.least_answers == 0;
        for stage in &mut self.stages {
            let loss = |given: &Move| -given.losses[..n].iter().sum::<i64>();
            stage.moves.sort_by_key(loss);
            let mut kept: Vec<Move> = Vec::new();
            for given in stage.moves.drain(..) {
                let is_no_better = |other: &Move| {
                    (other.agreed, other.enables) == (given.agreed, given.enables)
                        && (other.reply != OPEN || may_be_blank)
                        && (other.reply == OPEN || given.reply != OPEN)
                        && (0..n).all(|j| other.losses[j] >= given.losses[j])
                };
                if !kept.iter().any(is_no_better) {
                    kept.push(given);
                }
            }
            stage.moves = kept;
        }
        let range = |q: usize| {
            let losses = self.stages[q].moves.iter().flat_map(|given| &given.losses[..n]);
            -losses.min().copied().unwrap_or(0)
        };
        let mut families: Vec<Vec<usize>> = Vec::new();
        let mut family_of = vec![0; self.stages.len()];
        for (q, question) in self.space.questions.iter().enumerate() {
            if self.left_out & (1 << q) != 0 {
                continue;
            }
            if let Some((parent, _)) = question.parent {
                family_of[q] = family_of[parent];
                families[family_of[q]].push(q);
            } else {
                family_of[q] = families.len();
                families.push(vec![q]);
            }
        }
        families.sort_by_key(|family| -family.iter().map(|&q| range(q)).max().unwrap_or(0));
        self.order = families.concat();
        self.rest = vec![Rest::default(); self.order.len() + 1];
        for i in (0..self.order.len()).rev() {
            let stage = &self.stages[self.order[i]];
            let excluded = stage.moves.iter().fold(0, |set, given| set | given.agreed);
            let is_root = self.space.questions[self.order[i]].parent.is_none();
            self.rest[i].can_exclude = self.rest[i + 1].can_exclude | excluded;
            self.rest[i].must_answer =
                self.rest[i + 1].must_answer + usize::from(is_root && !stage.may_stay_open);
        }
    }

    /// Computes the largest gains of any number of replies, from the last place to the first.
    fn fill_gains(&mut self) {
        let n = self.coordinates();
        let mut largest: Vec<Vec<i64>> = vec![Vec::new(); n];
        for i in (0..=self.order.len()).rev() {
            if let Some(&q) = self.order.get(i) {
                for (j, largest) in largest.iter_mut().enumerate() {
                    let moves = self.stages[q].moves.iter().filter(|given| given.reply != OPEN);
                    let gain = moves.map(|given| given.gains[j]).max().unwrap_or(0).max(0);
                    let at = largest.partition_point(|&other| other >= gain);
                    largest.insert(at, gain);
                }
            }
            let summed = largest.iter().map(|largest| {
                let mut sum = 0;
                let sums = largest.iter().map(|gain| {
                    sum += gain;
                    sum
                });
                std::iter::once(0).chain(sums).collect()
            });
            self.rest[i].gains = summed.collect();
        }
    }

    /// Looks for multipliers that prove that no sheet meets the conditions together. Otherwise adds
    /// the sum of conditions that is hardest to meet.
    fn combine(&mut self) -> Option<Found> {
        let n = self.problem.conditions.len();
        let is_firm = |condition: &Condition| !is_waived(condition, self.rest[0].can_exclude);
        let firm: Vec<usize> = (0..n).filter(|&j| is_firm(&self.problem.conditions[j])).collect();
        if firm.is_empty() {
            return None;
        }
        let mut multipliers = vec![0; n];
        for &j in &firm {
            multipliers[j] = MULTIPLIERS / firm.len() as i64;
        }
        let mut hardest: Option<(i64, Vec<i64>)> = None;
        for step in 0..STEPS {
            self.nodes += 1;
            let (sheet, amounts) = self.largest_sum(&multipliers);
            let value: i64 = firm.iter().map(|&j| multipliers[j] * amounts[j]).sum();
            if value < 0 {
                return Some(Found::Nothing);
            }
            if self.holds(&sheet) {
                return Some(Found::Sheet(sheet));
            }
            if hardest.as_ref().is_none_or(|(least, _)| value < *least) {
                hardest = Some((value, multipliers.clone()));
            }
            let scale = firm.iter().map(|&j| amounts[j].abs()).max().unwrap_or(0).max(1);
            for &j in &firm {
                let change = MULTIPLIERS * amounts[j] / scale / (step + 2);
                multipliers[j] = (multipliers[j] - change).max(0);
            }
            let sum: i64 = multipliers.iter().sum();
            for &j in &firm {
                multipliers[j] = match sum {
                    0 => MULTIPLIERS / firm.len() as i64,
                    _ => multipliers[j] * MULTIPLIERS / sum,
                };
            }
        }
        self.sums.extend(hardest.map(|(_, multipliers)| multipliers));
        None
    }

    /// The sheet with the largest sum of the conditions by these multipliers, and its amounts.
    fn largest_sum(&self, multipliers: &[i64]) -> (Sheet, Amounts) {
        let n = self.stages.len();
        let (mut values, mut chosen) = (vec![OUT_OF_REACH; n], vec![None; n]);
        for q in (0..n).rev() {
            for given in &self.stages[q].moves {
                let own: i64 = multipliers.iter().zip(given.amounts).map(|(m, a)| m * a).sum();
                let value = bits(given.enables).fold(own, |sum, child| sum + values[child]);
                if value > values[q] {
                    values[q] = value;
                    chosen[q] = Some(given);
                }
            }
        }
        let (mut sheet, mut amounts) = (self.space.blank(), self.constants());
        let mut applies = self.root().applies;
        for q in 0..n {
            if applies & (1 << q) == 0 {
                continue;
            }
            if let Some(given) = chosen[q] {
                sheet[q] = given.reply;
                applies |= given.enables;
                add(&mut amounts, &given.amounts);
            } else {
                amounts = [OUT_OF_REACH; COORDINATES];
            }
        }
        (sheet, amounts)
    }

    /// The sheet without moves.
    fn root(&self) -> Node {
        let mut constants = self.constants();
        add_sums(&self.sums, self.problem.conditions.len(), &mut constants);
        let mut root =
            Node { reach: constants, open: constants, agreed: 0, applies: 0, answered: 0 };
        for &q in &self.order {
            if self.space.questions[q].parent.is_none() {
                root.applies |= 1 << q;
                add(&mut root.reach, &self.stages[q].best);
                add(&mut root.open, &self.stages[q].open);
            }
        }
        root
    }

    fn run(&mut self, most: usize) -> Found {
        self.sheet = self.space.blank();
        let root = self.root();
        if self.descend(0, &root, most) {
            Found::Sheet(self.sheet.clone())
        } else if self.is_cut_short() {
            Found::NotDecided
        } else {
            Found::Nothing
        }
    }

    fn is_cut_short(&self) -> bool {
        self.nodes > self.most_nodes
    }

    /// Tries all moves from place `i` on, with at most `left` more replies. Returns whether
    /// `sheet` meets the conditions.
    fn descend(&mut self, i: usize, node: &Node, left: usize) -> bool {
        self.nodes += 1;
        if self.is_cut_short() || !self.is_promising(i, node, left) {
            return false;
        }
        let Some(&q) = self.order.get(i) else {
            return node.answered >= self.problem.least_answers;
        };
        if node.applies & (1 << q) == 0 {
            return self.descend(i + 1, node, left);
        }
        for k in 0..self.stages[q].moves.len() {
            let given = &self.stages[q].moves[k];
            let cost = usize::from(given.reply != OPEN);
            if cost > left {
                continue;
            }
            let mut next = *node;
            add(&mut next.reach, &given.losses);
            add(&mut next.open, &given.gains);
            next.agreed |= given.agreed;
            next.applies |= given.enables;
            next.answered += cost;
            self.sheet[q] = given.reply;
            if self.descend(i + 1, &next, left - cost) {
                return true;
            }
            self.sheet[q] = OPEN;
        }
        false
    }

    /// Whether the questions from place `i` on may meet every condition with `left` replies.
    fn is_promising(&self, i: usize, node: &Node, left: usize) -> bool {
        let rest = &self.rest[i];
        if rest.must_answer > left {
            return false;
        }
        let excludable = node.agreed | rest.can_exclude;
        (0..self.coordinates()).all(|j| {
            let condition = self.problem.conditions.get(j);
            if condition.is_some_and(|condition| is_waived(condition, excludable)) {
                return true;
            }
            let gain = rest.gains.get(j).map(|gains| gains[left.min(gains.len() - 1)]);
            node.reach[j] >= 0 && gain.is_none_or(|gain| node.open[j] + gain >= 0)
        })
    }
}

impl Move {
    const NOTHING: Self = Self {
        reply: OPEN,
        amounts: [0; COORDINATES],
        losses: [0; COORDINATES],
        gains: [0; COORDINATES],
        agreed: 0,
        enables: 0,
    };
}

/// Whether a condition need not hold if these alternatives are excluded.
fn is_waived(condition: &Condition, excluded: AlternativeSet) -> bool {
    condition.unless_excluded.is_some_and(|c| excluded & (1 << c) != 0)
}

fn add(sum: &mut Amounts, amounts: &Amounts) {
    for (sum, amount) in sum.iter_mut().zip(amounts) {
        *sum += amount;
    }
}

/// Fills the places after the `n` conditions with the sums of conditions.
fn add_sums(sums: &[Vec<i64>], n: usize, amounts: &mut Amounts) {
    for (i, multipliers) in sums.iter().enumerate() {
        amounts[n + i] = multipliers.iter().zip(&*amounts).map(|(m, amount)| m * amount).sum();
    }
}

/// The indices of the bits of a set, in ascending order.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        lowest
    })
}
