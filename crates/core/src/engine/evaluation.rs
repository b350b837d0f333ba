//! Adds up the rows of an answer sheet: the score of each alternative, and which are excluded
//! (docs/method.md#evaluation).
//!
//! An [`Evaluation`] is the input of every other module of the engine. Points are whole numbers
//! (weight 0 to 200 times value 0 to 1000), so sums and ties are exact and do not depend on the
//! order of the questions.
//!
//! An evaluation also answers the question that bounds, flips and warnings ask: which reply to a
//! question makes an amount [smallest](Evaluation::smallest) or [largest](Evaluation::largest)?

use std::borrow::Cow;
use std::ops::Range;

use crate::model::answers::{Answers, OptionSet, Reply, indices};
use crate::model::rows::{AlternativeSet, DisputedRequirement, PointsRow, QuestionRows, Table};
use crate::model::{Choose, MAX_ALTERNATIVES, MAX_GROUPS, Model, Question};

use super::EvidenceFloor;

/// The rows of an answer sheet in one table, added up.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    /// The decision.
    pub model: &'a Model,
    /// The rows of all replies, in one source view.
    pub table: &'a Table,
    /// The answer sheet.
    pub answers: &'a Answers,
    /// The row of each question: of its reply, or of leaving it unanswered.
    pub rows: Vec<Cow<'a, PointsRow>>,
    /// Score S(a) of each alternative, in points: the sum of the rows.
    pub points: [i64; MAX_ALTERNATIVES],
    /// R: sum of the weights of the replies given.
    pub given: i64,
    /// R': sum of the weights of all rows, unanswered ones included.
    pub total: i64,
    /// Alternatives that an agreed requirement of a given reply excludes.
    pub excluded: AlternativeSet,
    /// The questions that apply, one bit each. Another question contributes nothing, and a reply to
    /// it is ignored.
    pub applicable: u64,
}

/// A reply to a question, with the questions that apply because of it, added up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effect {
    /// The sum of the rows.
    pub row: PointsRow,
    /// Alternatives that agreed requirements exclude.
    pub agreed: AlternativeSet,
    /// Alternatives that disputed requirements exclude.
    pub disputed: AlternativeSet,
}

/// The smallest or largest amount over the replies to a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extreme {
    /// The amount.
    pub value: i64,
    /// The reply that attains it; `None` is leaving the question open.
    pub reply: Option<Reply>,
}

impl<'a> Evaluation<'a> {
    /// Evaluates an answer sheet with the rows of `table`.
    pub fn new(model: &'a Model, table: &'a Table, answers: &'a Answers) -> Self {
        let mut evaluation = Self {
            model,
            table,
            answers,
            rows: Vec::with_capacity(model.questions.len()),
            points: [0; MAX_ALTERNATIVES],
            given: 0,
            total: 0,
            excluded: 0,
            applicable: model.applicable(&answers.replies),
        };
        let mut sum = PointsRow::default();
        for (q, question) in model.questions.iter().enumerate() {
            let rows = &table.questions[q];
            let row = match evaluation.reply(q) {
                None if !evaluation.applies(q) => Cow::default(),
                None => Cow::Borrowed(&rows.unanswered),
                Some(reply) => {
                    let chosen = question.chosen(reply);
                    evaluation.excluded |= excluded_by(rows, chosen).0;
                    let row = reply_row(question, rows, chosen);
                    evaluation.given += row.weight;
                    row
                }
            };
            sum += &row;
            evaluation.rows.push(row);
        }
        Self { points: sum.points, total: sum.weight, ..evaluation }
    }

    /// Whether question `q` applies to the replies.
    pub fn applies(&self, q: usize) -> bool {
        self.applicable & (1 << q) != 0
    }

    /// The reply to question `q`; `None` if the question is not answered or does not apply.
    pub fn reply(&self, q: usize) -> Option<Reply> {
        self.answers.replies[q].filter(|_| self.applies(q))
    }

    /// The indices of all alternatives.
    pub fn alternatives(&self) -> Range<usize> {
        0..self.model.alternatives.len()
    }

    /// Whether no agreed requirement of a given reply excludes `a`.
    pub fn is_eligible(&self, a: usize) -> bool {
        self.excluded & (1 << a) == 0
    }

    /// The eligible alternatives, in model order.
    pub fn eligible(&self) -> impl Iterator<Item = usize> {
        let excluded = self.excluded;
        self.alternatives().filter(move |a| excluded & (1 << a) == 0)
    }

    /// The open questions: asked and not answered.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        let Answers { replies, asked, .. } = self.answers;
        (0..replies.len()).filter(|&q| replies[q].is_none() && asked[q] && self.applies(q))
    }

    /// The answered questions. "Does not matter" is an answer.
    pub fn answered(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|&q| self.reply(q).is_some())
    }

    /// Whether no question is answered.
    pub fn is_blank(&self) -> bool {
        self.answered().next().is_none()
    }

    /// D(a, b): the lead of `a` over `b`, in points.
    pub fn lead(&self, a: usize, b: usize) -> i64 {
        self.points[a] - self.points[b]
    }

    /// e(a, b) of one row: its contribution to the lead of `a` over `b`, minus its part of the tie
    /// band, in points (docs/method.md#tie-band).
    ///
    /// The sum over all rows is above 0 if and only if `a` is ahead of `b` beyond the band.
    pub fn beyond_band(&self, a: usize, b: usize, row: &PointsRow) -> i64 {
        row.points[a] - row.points[b] - self.model.band * row.weight
    }

    /// Sum of [`Evaluation::beyond_band`] over the rows of all questions.
    pub fn total_beyond_band(&self, a: usize, b: usize) -> i64 {
        self.lead(a, b) - self.model.band * self.total
    }

    /// The disputed requirements of given replies.
    pub fn disputed(&self) -> impl Iterator<Item = DisputedRequirement> {
        self.table.disputed.iter().copied().filter(|requirement| {
            let reply = self.reply(requirement.question);
            let question = &self.model.questions[requirement.question];
            let chosen = reply.map_or(0, |reply| question.chosen(reply));
            chosen & (1 << requirement.option) != 0
        })
    }

    /// Alternatives that an option of question `q`, or of a question that applies because of the
    /// option, excludes by an agreed or disputed requirement.
    pub fn excludable_by(&self, q: usize) -> AlternativeSet {
        let options = self.table.questions[q].options.iter().enumerate();
        options.fold(0, |set, (o, option)| {
            let dependents = self.model.dependents(q, 1 << o);
            let own = set | option.agreed | option.disputed;
            dependents.fold(own, |set, dependent| set | self.excludable_by_dependent(dependent))
        })
    }

    /// Alternatives that a dependent question excludes once it applies: by its reply, or else by any
    /// of its options.
    fn excludable_by_dependent(&self, q: usize) -> AlternativeSet {
        match self.answers.replies[q] {
            Some(reply) => {
                let effect = self.effect(q, Some(reply));
                effect.agreed | effect.disputed
            }
            None if self.answers.asked[q] => self.excludable_by(q),
            None => 0,
        }
    }

    /// The rows and exclusions of a reply to question `q`, `None` for leaving the question open, and
    /// of the questions that apply because of the reply. These have the replies of the answer sheet.
    pub fn effect(&self, q: usize, reply: Option<Reply>) -> Effect {
        let (question, rows) = (&self.model.questions[q], &self.table.questions[q]);
        let Some(chosen) = reply.map(|reply| question.chosen(reply)) else {
            return Effect { row: rows.unanswered, ..Effect::default() };
        };
        let (agreed, disputed) = excluded_by(rows, chosen);
        let mut effect = Effect { row: *reply_row(question, rows, chosen), agreed, disputed };
        for dependent in self.model.dependents(q, chosen) {
            let other = self.effect(dependent, self.answers.replies[dependent]);
            effect.row += &other.row;
            effect.agreed |= other.agreed;
            effect.disputed |= other.disputed;
        }
        effect
    }

    /// Whether a reply to an open question can exclude `a`, by an agreed or disputed requirement.
    pub fn can_be_excluded(&self, a: usize) -> bool {
        self.open().any(|q| self.excludable_by(q) & (1 << a) != 0)
    }

    /// The smallest amount over the replies to question `q` that the interface offers and that do
    /// not exclude alternative `keep` by an agreed requirement. With `may_stay_open`, leaving the
    /// question open is one of the replies.
    ///
    /// The amount of a reply includes the questions that apply because of it: with their own
    /// smallest amounts if they may stay open, otherwise as the answer sheet has them.
    ///
    /// `amount` must be additive over rows and 0 for an empty row.
    /// Of equal amounts, the first of this order counts: open, "does not matter", the options in
    /// author order. Returns `None` if every reply excludes `keep`.
    pub fn smallest(
        &self,
        q: usize,
        keep: usize,
        may_stay_open: bool,
        amount: &dyn Fn(&PointsRow) -> i64,
    ) -> Option<Extreme> {
        let (question, rows) = (&self.model.questions[q], &self.table.questions[q]);
        let mut best: Option<Extreme> = None;
        let mut offer = |value, reply| {
            if best.is_none_or(|best| value < best.value) {
                best = Some(Extreme { value, reply });
            }
        };
        if may_stay_open {
            offer(amount(&rows.unanswered), None);
        }
        if question.may_not_matter {
            offer(0, Some(Reply::DoesNotMatter));
        }
        let keeps = |o: &usize| rows.options[*o].agreed & (1 << keep) == 0;
        let options = (0..question.options.len()).filter(keeps);
        if question.choose == Choose::Many {
            // Groups are independent: the smallest sum is the sum of the smallest amounts. A group
            // without a chosen option has the amount 0.
            let mut groups = [(0, 0); MAX_GROUPS];
            for o in options {
                let value = amount(&rows.options[o].row);
                let smallest = &mut groups[question.options[o].group];
                if value < smallest.0 {
                    *smallest = (value, 1 << o);
                }
            }
            let value = groups.iter().map(|group| group.0).sum();
            let set = groups.iter().fold(0, |set, group| set | group.1);
            offer(value, Some(Reply::Options(set)));
        } else {
            for o in options {
                let mut dependents = self.model.dependents(q, 1 << o);
                let sum = dependents.try_fold(amount(&rows.options[o].row), |sum, dependent| {
                    Some(sum + self.smallest_dependent(dependent, keep, may_stay_open, amount)?)
                });
                if let Some(value) = sum {
                    offer(value, Some(question.reply(1 << o)));
                }
            }
        }
        best
    }

    /// The smallest amount of a dependent question once it applies. `None` if its reply excludes
    /// `keep`.
    fn smallest_dependent(
        &self,
        q: usize,
        keep: usize,
        may_stay_open: bool,
        amount: &dyn Fn(&PointsRow) -> i64,
    ) -> Option<i64> {
        let (question, rows) = (&self.model.questions[q], &self.table.questions[q]);
        let Some(reply) = self.answers.replies[q] else {
            let may_be_answered = may_stay_open && self.answers.asked[q];
            let smallest = may_be_answered.then(|| self.smallest(q, keep, true, amount)).flatten();
            return Some(smallest.map_or_else(|| amount(&rows.unanswered), |found| found.value));
        };
        let chosen = question.chosen(reply);
        if excluded_by(rows, chosen).0 & (1 << keep) != 0 {
            return None;
        }
        let own = amount(&reply_row(question, rows, chosen));
        self.model.dependents(q, chosen).try_fold(own, |sum, dependent| {
            Some(sum + self.smallest_dependent(dependent, keep, may_stay_open, amount)?)
        })
    }

    /// The largest amount over the replies to question `q`; otherwise as [`Evaluation::smallest`].
    pub fn largest(
        &self,
        q: usize,
        keep: usize,
        may_stay_open: bool,
        amount: &dyn Fn(&PointsRow) -> i64,
    ) -> Option<Extreme> {
        let negative = self.smallest(q, keep, may_stay_open, &|row| -amount(row))?;
        Some(Extreme { value: -negative.value, ..negative })
    }

    /// The weight of the replies given, and the largest weight that they could have.
    pub fn evidence_floor(&self) -> EvidenceFloor {
        let largest_weight = |q: usize| {
            let (question, rows) = (&self.model.questions[q], &self.table.questions[q]);
            let mut groups = [0; MAX_GROUPS];
            for (option, rows) in question.options.iter().zip(&rows.options) {
                groups[option.group] = rows.row.weight.max(groups[option.group]);
            }
            groups.iter().sum::<i64>()
        };
        let asked = (0..self.rows.len()).filter(|&q| self.answers.asked[q] && self.applies(q));
        EvidenceFloor { answered: self.given, largest: asked.map(largest_weight).sum() }
    }
}

/// The options whose rows count: of each group, the chosen option with the largest weight; of equal
/// weights, the first in author order (docs/method.md#replies).
///
/// Groups and swing weights do not depend on the sources, so the same options count in every source
/// view.
pub fn counting_options(question: &Question, rows: &QuestionRows, chosen: OptionSet) -> OptionSet {
    if question.choose != Choose::Many {
        return chosen;
    }
    let mut counting = 0;
    let mut heaviest = [None; MAX_GROUPS];
    for o in indices(chosen) {
        let swing = rows.options[o].swing;
        let best = &mut heaviest[question.options[o].group];
        if best.is_none_or(|(_, largest)| swing > largest) {
            let replaced = best.replace((o, swing)).map_or(0, |(replaced, _)| 1 << replaced);
            counting = (counting | 1 << o) & !replaced;
        }
    }
    counting
}

/// The alternatives that a set of options excludes: by agreed requirements, and by disputed ones.
/// The requirements of all options apply, also of options whose rows do not count.
pub fn excluded_by(rows: &QuestionRows, chosen: OptionSet) -> (AlternativeSet, AlternativeSet) {
    indices(chosen).fold((0, 0), |(agreed, disputed), o| {
        (agreed | rows.options[o].agreed, disputed | rows.options[o].disputed)
    })
}

/// The row of a reply: the sum of the rows that count.
pub fn reply_row<'a>(
    question: &Question,
    rows: &'a QuestionRows,
    chosen: OptionSet,
) -> Cow<'a, PointsRow> {
    let mut counting =
        indices(counting_options(question, rows, chosen)).map(|o| &rows.options[o].row);
    let mut sum = counting.next().map_or_else(Cow::default, Cow::Borrowed);
    counting.for_each(|row| *sum.to_mut() += row);
    sum
}
