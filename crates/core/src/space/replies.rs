//! The replies to each question with their rows and probabilities, and the answer sheets that are
//! made of them (docs/method.md#answer-space).

use sampling::random::SplitMix;

use crate::engine::evaluation::{excluded_by, reply_row};
use crate::model::answers::{Answers, OptionSet, Reply, indices};
use crate::model::rows::{AlternativeSet, PointsRow, QuestionRows, Table};
use crate::model::{Choose, Model, Question};

/// The number that stands for an open question in a [`Sheet`].
pub(super) const OPEN: u16 = u16::MAX;
/// Largest number of replies with different rows or exclusions that are kept of a question.
const MOST_REPLIES: usize = 4_096;

/// An answer sheet: per question the index of its reply in [`SpaceQuestion::replies`], or [`OPEN`].
/// Replies to questions that do not apply are ignored.
pub(super) type Sheet = Vec<u16>;

/// The contribution of a reply.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Effect {
    /// Points and weight.
    pub(super) row: PointsRow,
    /// Alternatives that agreed requirements exclude.
    pub(super) agreed: AlternativeSet,
    /// Alternatives that disputed requirements exclude.
    pub(super) disputed: AlternativeSet,
}

impl Effect {
    /// The effect of a reply that chooses these options.
    pub(super) fn of(question: &Question, rows: &QuestionRows, chosen: OptionSet) -> Self {
        let (agreed, disputed) = excluded_by(rows, chosen);
        Self { row: *reply_row(question, rows, chosen), agreed, disputed }
    }

    /// The effect of an open question.
    pub(super) fn open(rows: &QuestionRows) -> Self {
        Self { row: rows.unanswered, ..Self::default() }
    }

    /// Adds another effect.
    pub(super) fn add(&mut self, other: &Self) {
        self.row += &other.row;
        self.agreed |= other.agreed;
        self.disputed |= other.disputed;
    }

    /// Replaces the row of one question in a sum of rows. The exclusions stay.
    pub(super) fn replace_row(&mut self, old: &PointsRow, new: &PointsRow) {
        self.row += new;
        self.row -= old;
    }

    /// Whether both have the same weight, points and exclusions. The origin of the row is ignored.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.row.weight, self.row.points, self.agreed, self.disputed)
            == (other.row.weight, other.row.points, other.agreed, other.disputed)
    }
}

/// A reply of a question.
#[derive(Clone, Debug)]
pub(super) struct SpaceReply {
    /// The reply. For a `many` question it stands for all sets of options with the same effect in
    /// every source view.
    pub(super) reply: Reply,
    /// The options that it chooses.
    pub(super) chosen: OptionSet,
    /// Its effect in the pooled table.
    pub(super) effect: Effect,
    /// Its probability among the replies to the question, above 0.
    pub(super) probability: f64,
}

/// A question of the space.
#[derive(Clone, Debug)]
pub(super) struct SpaceQuestion {
    /// The replies.
    pub(super) replies: Vec<SpaceReply>,
    /// The effect of leaving the question open.
    pub(super) open: Effect,
    /// The question that it depends on and the options there with which it applies. The question
    /// is an earlier one.
    pub(super) parent: Option<(usize, OptionSet)>,
    /// The questions that depend directly on this one.
    pub(super) children: Vec<usize>,
    /// Whether `replies` lacks sets of options, because there are too many with different effects.
    pub(super) is_reduced: bool,
}

/// All replies of a model with their effects.
#[derive(Clone, Debug)]
pub(super) struct Space {
    /// Number of alternatives.
    pub(super) alternatives: usize,
    /// Tie band of the model.
    pub(super) band: i64,
    /// The questions, in model order.
    pub(super) questions: Vec<SpaceQuestion>,
}

/// A verdict as far as verdicts are compared here: the alternatives within the tie band of the best
/// one, and those of them that a disputed requirement excludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) close: AlternativeSet,
    pub(super) disputed: AlternativeSet,
}

/// The kind of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The alternative with this index wins alone.
    Wins(usize),
    /// Two or more alternatives are within the tie band.
    TooClose,
    /// A disputed requirement excludes one of the alternatives within the tie band.
    Disputed,
    /// Every alternative is excluded.
    NoneEligible,
}

impl Outcome {
    pub(super) fn kind(self) -> Kind {
        match (self.close, self.disputed) {
            (0, _) => Kind::NoneEligible,
            (_, disputed) if disputed != 0 => Kind::Disputed,
            (close, _) if close.is_power_of_two() => Kind::Wins(close.trailing_zeros() as usize),
            _ => Kind::TooClose,
        }
    }
}

impl SpaceQuestion {
    /// A question without replies and without effect.
    pub(super) fn absent() -> Self {
        Self {
            replies: Vec::new(),
            open: Effect::default(),
            parent: None,
            children: Vec::new(),
            is_reduced: false,
        }
    }
}

impl Space {
    /// A space without questions.
    pub(super) fn empty(alternatives: usize) -> Self {
        Self { alternatives, band: 0, questions: Vec::new() }
    }

    /// The space of a model with the rows of `table`.
    pub(super) fn new(model: &Model, table: &Table) -> Self {
        let question = |(q, question): (usize, &Question)| {
            let rows = &table.questions[q];
            let (replies, is_reduced) = replies(question, rows);
            SpaceQuestion {
                replies,
                open: Effect::open(rows),
                parent: question.when.map(|condition| (condition.question, condition.options)),
                children: question.dependents.clone(),
                is_reduced,
            }
        };
        Self {
            alternatives: model.alternatives.len(),
            band: model.band,
            questions: model.questions.iter().enumerate().map(question).collect(),
        }
    }

    /// The effects of the replies to question `q` in another table.
    pub(super) fn effects_in(
        &self,
        question: &Question,
        rows: &QuestionRows,
        q: usize,
    ) -> Vec<Effect> {
        let replies = &self.questions[q].replies;
        replies.iter().map(|reply| Effect::of(question, rows, reply.chosen)).collect()
    }

    /// Whether a reply makes `child`, a question that depends on its question, apply.
    pub(super) fn enables(&self, reply: &SpaceReply, child: usize) -> bool {
        self.questions[child].parent.is_some_and(|(_, options)| reply.chosen & options != 0)
    }

    /// The reply of a sheet to question `q`; `None` if it is open.
    pub(super) fn reply(&self, sheet: &[u16], q: usize) -> Option<&SpaceReply> {
        self.questions[q].replies.get(usize::from(sheet[q]))
    }

    /// Whether each question applies, as bits.
    pub(super) fn applicable(&self, sheet: &[u16]) -> u64 {
        let mut applicable = 0_u64;
        for q in 0..self.questions.len() {
            let mut applies = true;
            let mut child = q;
            while let Some((parent, options)) = self.questions[child].parent {
                let chosen = self.reply(sheet, parent).map_or(0, |reply| reply.chosen);
                applies &= chosen & options != 0;
                child = parent;
            }
            applicable |= u64::from(applies) << q;
        }
        applicable
    }

    /// The sum of the effects of a sheet.
    pub(super) fn sum(&self, sheet: &[u16]) -> Effect {
        let applicable = self.applicable(sheet);
        let mut sum = Effect::default();
        for q in (0..sheet.len()).filter(|q| applicable & (1 << q) != 0) {
            sum.add(self.reply(sheet, q).map_or(&self.questions[q].open, |reply| &reply.effect));
        }
        sum
    }

    /// The outcome of a sum of effects.
    pub(super) fn outcome(&self, sum: &Effect) -> Outcome {
        let eligible = |a: &usize| sum.agreed & (1 << a) == 0;
        let mut best = i64::MIN;
        for a in (0..self.alternatives).filter(eligible) {
            best = best.max(sum.row.points[a]);
        }
        let band = self.band * sum.row.weight;
        let mut close = 0;
        for a in (0..self.alternatives).filter(eligible) {
            close |= AlternativeSet::from(best - sum.row.points[a] <= band) << a;
        }
        Outcome { close, disputed: close & sum.disputed }
    }

    /// A sheet without replies.
    pub(super) fn blank(&self) -> Sheet {
        vec![OPEN; self.questions.len()]
    }

    /// Number of replies to questions that apply.
    pub(super) fn answered(&self, sheet: &[u16]) -> usize {
        let applicable = self.applicable(sheet);
        (0..sheet.len()).filter(|q| applicable & (1 << q) != 0 && sheet[*q] != OPEN).count()
    }

    /// The sheet in the form that the engine takes, without replies to questions that do not apply.
    pub(super) fn answers(&self, model: &Model, sheet: &[u16]) -> Answers {
        let applicable = self.applicable(sheet);
        let mut answers = Answers::none(model);
        for q in (0..sheet.len()).filter(|q| applicable & (1 << q) != 0) {
            answers.replies[q] = self.reply(sheet, q).map(|reply| reply.reply);
        }
        answers
    }

    /// Number of complete sheets with different effects; `u64::MAX` if there are more. In a
    /// complete sheet every question that applies has a reply.
    pub(super) fn count(&self) -> u64 {
        self.roots().fold(1, |product: u64, q| product.saturating_mul(self.counts()[q]))
    }

    fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.questions.len()).filter(|&q| self.questions[q].parent.is_none())
    }

    /// Per question, the number of joint replies to it and to the questions that depend on it.
    pub(super) fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0_u64; self.questions.len()];
        for q in (0..self.questions.len()).rev() {
            let question = &self.questions[q];
            let joint = |reply: &SpaceReply| {
                let enabled = question.children.iter().filter(|&&child| self.enables(reply, child));
                enabled.fold(1_u64, |product, &child| product.saturating_mul(counts[child]))
            };
            counts[q] = question.replies.iter().map(joint).fold(0, u64::saturating_add);
        }
        counts
    }

    /// The complete sheet with this index, from 0 to the [count](Self::count). `counts` are those of
    /// [`Space::counts`]. Questions that do not apply are open.
    pub(super) fn complete_sheet(&self, counts: &[u64], mut index: u64) -> Sheet {
        let mut sheet = self.blank();
        let mut joint = vec![0_u64; self.questions.len()];
        for q in self.roots() {
            joint[q] = index % counts[q];
            index /= counts[q];
        }
        let mut applies = vec![false; self.questions.len()];
        for q in 0..self.questions.len() {
            let question = &self.questions[q];
            if question.parent.is_some() && !applies[q] {
                continue;
            }
            let mut rest = joint[q];
            for (r, reply) in question.replies.iter().enumerate() {
                let enabled = || {
                    let children = question.children.iter().copied();
                    children.filter(|&child| self.enables(reply, child))
                };
                let n: u64 = enabled().map(|child| counts[child]).product();
                if rest < n {
                    sheet[q] = r as u16;
                    for child in enabled() {
                        applies[child] = true;
                        joint[child] = rest % counts[child];
                        rest /= counts[child];
                    }
                    break;
                }
                rest -= n;
            }
        }
        sheet
    }

    /// The probability of a complete sheet.
    pub(super) fn probability(&self, sheet: &[u16]) -> f64 {
        let replies = (0..sheet.len()).filter_map(|q| self.reply(sheet, q));
        replies.map(|reply| reply.probability).product()
    }

    /// Draws a complete sheet. Questions that do not apply have a reply too, which is ignored.
    pub(super) fn draw(&self, generator: &mut SplitMix) -> Sheet {
        let pick = |question: &SpaceQuestion| {
            let mut at = generator.unit();
            for (r, reply) in question.replies.iter().enumerate() {
                if at < reply.probability {
                    return r as u16;
                }
                at -= reply.probability;
            }
            // Rounding can leave a number past the last part. A question without replies stays open.
            (question.replies.len() as u16).wrapping_sub(1)
        };
        self.questions.iter().map(pick).collect()
    }

    /// The sheet without the replies that it does not need, one after the other in this order of the
    /// questions. `holds` must be true of the sheet.
    pub(super) fn shortened(
        mut sheet: Sheet,
        order: impl Iterator<Item = usize>,
        holds: impl Fn(&Sheet) -> bool,
    ) -> Sheet {
        for q in order {
            let reply = std::mem::replace(&mut sheet[q], OPEN);
            if !holds(&sheet) {
                sheet[q] = reply;
            }
        }
        sheet
    }

    /// Whether a question lacks replies, because there are too many with different effects.
    pub(super) fn is_reduced(&self) -> bool {
        self.questions.iter().any(|question| question.is_reduced)
    }

    /// Whether an option excludes an alternative, by any requirement.
    pub(super) fn has_exclusions(&self) -> bool {
        let mut replies = self.questions.iter().flat_map(|question| &question.replies);
        replies.any(|reply| reply.effect.agreed | reply.effect.disputed != 0)
    }

    /// e(a, b) of a row (docs/method.md#tie-band).
    pub(super) fn beyond_band(&self, a: usize, b: usize, row: &PointsRow) -> i64 {
        row.points[a] - row.points[b] - self.band * row.weight
    }
}

/// The replies of a question, and whether some are left out because there are too many.
fn replies(question: &Question, rows: &QuestionRows) -> (Vec<SpaceReply>, bool) {
    let (mut sets, is_reduced) = match question.choose {
        Choose::Many => sets_of_options(question, rows),
        Choose::One | Choose::Number => {
            let options = question.options.iter().enumerate();
            (options.map(|(o, option)| (1 << o, option.prior)).collect(), false)
        }
    };
    // "Does not matter" is as probable as an average option, or as "none of these".
    let average = match question.choose {
        Choose::Many => 1.0,
        _ => question.priors().1 / sets.len().max(1) as f64,
    };
    let sum = sets.iter().map(|(_, prior)| prior).sum::<f64>()
        + if question.may_not_matter { average } else { 0.0 };
    let mut replies: Vec<SpaceReply> = Vec::with_capacity(sets.len() + 1);
    for (set, prior) in sets.drain(..) {
        replies.push(SpaceReply {
            reply: question.reply(set),
            chosen: set,
            effect: Effect::of(question, rows, set),
            probability: prior / sum,
        });
    }
    if question.may_not_matter {
        replies.push(SpaceReply {
            reply: Reply::DoesNotMatter,
            chosen: 0,
            effect: Effect::default(),
            probability: average / sum,
        });
    }
    (replies, is_reduced)
}

/// The sets of options of a `many` question that differ in their rows or requirements, each with the
/// sum of the priors of all sets of the same effect. The prior of a set is the product of the
/// priors of its options.
///
/// Of each group only the heaviest chosen option counts, so a set is known by the options that
/// count and by the chosen options that have requirements.
fn sets_of_options(question: &Question, rows: &QuestionRows) -> (Vec<(OptionSet, f64)>, bool) {
    let mut sets: Vec<(OptionSet, f64)> = vec![(0, 1.0)];
    for group in 0..question.groups {
        let members = (0..question.options.len()).filter(|&o| question.options[o].group == group);
        let mut members: Vec<usize> = members.collect();
        members.sort_by_key(|&o| (-rows.options[o].swing, o));
        // Per set of this group's options: the product of priors.
        let mut of_group: Vec<(OptionSet, f64)> = vec![(0, 1.0)];
        for o in members {
            let option = &question.options[o];
            let mut more = Vec::new();
            for (set, prior) in &mut of_group {
                if *set == 0 || !option.requirements.is_empty() {
                    more.push((*set | 1 << o, *prior * option.prior));
                } else {
                    *prior *= 1.0 + option.prior;
                }
            }
            of_group.extend(more);
            if of_group.len() > MOST_REPLIES {
                return (at_most_one_per_group(question), true);
            }
        }
        if sets.len() * of_group.len() > MOST_REPLIES {
            return (at_most_one_per_group(question), true);
        }
        let joined = sets.iter().flat_map(|&(set, prior)| {
            of_group.iter().map(move |&(more, factor)| (set | more, prior * factor))
        });
        sets = joined.collect();
    }
    (sets, false)
}

/// The sets with at most one option of each group: at most 256.
fn at_most_one_per_group(question: &Question) -> Vec<(OptionSet, f64)> {
    let mut sets: Vec<(OptionSet, f64)> = vec![(0, 1.0)];
    for group in 0..question.groups {
        let mut more = Vec::new();
        for (o, option) in question.options.iter().enumerate() {
            if option.group == group {
                more.extend(sets.iter().map(|&(set, prior)| (set | 1 << o, prior * option.prior)));
            }
        }
        sets.extend(more);
    }
    sets
}

/// The alternatives of a set, in model order.
pub(super) fn members(set: AlternativeSet) -> Vec<usize> {
    indices(u32::from(set)).collect()
}
