//! Adds up the rows of what was said: points per alternative, and who is ruled out.
//!
//! Points are integers (weight 0..=200 times value 0..=1000), so sums are exact, ties are exact
//! and no order of summation matters. METHOD: S(a), R, R' and the separable margin e.

use crate::model::answers::{Answers, OptionSet, Reply, indices};
use crate::model::rows::{AlternativeSet, PointsRow, QuestionRows, Table};
use crate::model::{Choose, MAX_ALTERNATIVES, MAX_GROUPS, Model, Question};

use super::EvidenceFloor;

/// Answers laid over one table of rows.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    /// The decision.
    pub model: &'a Model,
    /// The rows in force.
    pub table: &'a Table,
    /// What was said.
    pub answers: &'a Answers,
    /// What each question contributes as it stands.
    pub rows: Vec<PointsRow>,
    /// Sum of the rows: S(a).
    pub points: [i64; MAX_ALTERNATIVES],
    /// Sum of the weights of the replies given: R.
    pub given: i64,
    /// The same plus the weights of the unanswered rows: R'.
    pub total: i64,
    /// Alternatives that an agreed requirement of a given answer rules out.
    pub excluded: AlternativeSet,
}

/// An end of the range that a row's value can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extreme {
    /// The value.
    pub value: i64,
    /// The reply that takes it; `None` is leaving the question open.
    pub reply: Option<Reply>,
}

impl<'a> Evaluation<'a> {
    /// Adds up.
    pub fn new(model: &'a Model, table: &'a Table, answers: &'a Answers) -> Self {
        let mut sheet = Self {
            model,
            table,
            answers,
            rows: Vec::with_capacity(model.questions.len()),
            points: [0; MAX_ALTERNATIVES],
            given: 0,
            total: 0,
            excluded: 0,
        };
        for (q, question) in model.questions.iter().enumerate() {
            let rows = &table.questions[q];
            let row = match answers.replies[q] {
                None => rows.unanswered,
                Some(reply) => {
                    let chosen = question.chosen(reply);
                    sheet.excluded |= excludes(rows, chosen).0;
                    let row = weigh(question, rows, chosen);
                    sheet.given += row.weight;
                    row
                }
            };
            sheet.total += row.weight;
            for (sum, points) in sheet.points.iter_mut().zip(row.points) {
                *sum += points;
            }
            sheet.rows.push(row);
        }
        sheet
    }

    /// Number of alternatives.
    pub fn m(&self) -> usize {
        self.model.alternatives.len()
    }

    /// All alternatives that no agreed requirement of a given answer rules out, in model order.
    pub fn eligible(&self) -> impl Iterator<Item = usize> {
        let excluded = self.excluded;
        (0..self.m()).filter(move |a| excluded & (1 << a) == 0)
    }

    /// The questions that are asked here and not answered.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        let Answers { replies, asked, .. } = self.answers;
        (0..replies.len()).filter(move |&q| replies[q].is_none() && asked[q])
    }

    /// The questions that are answered.
    pub fn answered(&self) -> impl Iterator<Item = usize> {
        let replies = &self.answers.replies;
        (0..replies.len()).filter(move |&q| replies[q].is_some())
    }

    /// Whether anything is answered; "does not matter" is an answer.
    pub fn is_blank(&self) -> bool {
        self.answered().next().is_none()
    }

    /// D(a, b): the lead of `a` over `b` in points.
    pub fn lead(&self, a: usize, b: usize) -> i64 {
        self.points[a] - self.points[b]
    }

    /// e(a, b; row): what a row adds to the lead of `a` over `b` beyond the tie band.
    /// `a` is ahead of `b` beyond the band exactly when these add up to more than 0.
    pub fn beyond(&self, a: usize, b: usize, row: &PointsRow) -> i64 {
        row.points[a] - row.points[b] - self.model.band * row.weight
    }

    /// Sum of [`Evaluation::beyond`] over all questions as they stand.
    pub fn beyond_total(&self, a: usize, b: usize) -> i64 {
        self.lead(a, b) - self.model.band * self.total
    }

    /// The disputed requirements of given answers, as (question, option, alternative).
    pub fn disputed(&self) -> impl Iterator<Item = crate::model::rows::DisputedRequirement> {
        self.table.disputed.iter().copied().filter(|it| {
            let reply = self.answers.replies[it.question];
            let chosen = reply.map_or(0, |reply| self.model.questions[it.question].chosen(reply));
            chosen & (1 << it.option) != 0
        })
    }

    /// Alternatives that some option of the question rules out, by any requirement.
    pub fn could_exclude(&self, q: usize) -> AlternativeSet {
        let options = &self.table.questions[q].options;
        options.iter().fold(0, |all, it| all | it.agreed | it.disputed)
    }

    /// The smallest value that `of` takes over the replies that the interface offers to question
    /// `q` and that keep alternative `keep`: not excluded by an agreed requirement. With `open`,
    /// leaving the question unanswered is one of them.
    ///
    /// Returns `None` when every such reply excludes it. Ties go to the first of: open, does not
    /// matter, options in author order. `of` must be additive over rows and 0 on an empty row.
    pub fn smallest(
        &self,
        q: usize,
        keep: usize,
        open: bool,
        of: &dyn Fn(&PointsRow) -> i64,
    ) -> Option<Extreme> {
        let (question, rows) = (&self.model.questions[q], &self.table.questions[q]);
        let mut best: Option<Extreme> = None;
        let mut offer = |value, reply| {
            if best.is_none_or(|it| value < it.value) {
                best = Some(Extreme { value, reply });
            }
        };
        if open {
            offer(of(&rows.unanswered), None);
        }
        if question.may_not_matter {
            offer(0, Some(Reply::DoesNotMatter));
        }
        let keeps = |o: &usize| rows.options[*o].agreed & (1 << keep) == 0;
        let options = (0..question.options.len()).filter(keeps);
        if question.choose == Choose::Many {
            // Groups are independent, so the smallest sum is the sum of the smallest.
            let mut group = [(0, 0); MAX_GROUPS];
            for o in options {
                let value = of(&rows.options[o].row);
                let smallest = &mut group[question.options[o].group];
                if value < smallest.0 {
                    *smallest = (value, 1 << o);
                }
            }
            let value = group.iter().map(|it| it.0).sum();
            let set = group.iter().fold(0, |all, it| all | it.1);
            offer(value, Some(Reply::Options(set)));
        } else {
            for o in options {
                offer(of(&rows.options[o].row), Some(question.reply(1 << o)));
            }
        }
        best
    }

    /// The largest value that `of` takes; see [`Evaluation::smallest`].
    pub fn largest(
        &self,
        q: usize,
        keep: usize,
        open: bool,
        of: &dyn Fn(&PointsRow) -> i64,
    ) -> Option<Extreme> {
        let negative = self.smallest(q, keep, open, &|row| -of(row))?;
        Some(Extreme { value: -negative.value, ..negative })
    }

    /// How much is answered, against the most that could be.
    pub fn evidence_floor(&self) -> EvidenceFloor {
        let heaviest = |q: usize| {
            let (question, rows) = (&self.model.questions[q], &self.table.questions[q]);
            let mut group = [0; MAX_GROUPS];
            for (option, rows) in question.options.iter().zip(&rows.options) {
                group[option.group] = rows.row.weight.max(group[option.group]);
            }
            group.iter().sum::<i64>()
        };
        let asked = (0..self.rows.len()).filter(|&q| self.answers.asked[q]);
        EvidenceFloor { answered: self.given, largest: asked.map(heaviest).sum() }
    }
}

/// The options whose rows count: the heaviest chosen one of each group, ties in author order.
/// Groups are the model's and swing weights the table's, so these are the same for every source.
pub fn counted(
    question: &Question,
    rows: &QuestionRows,
    chosen: OptionSet,
) -> impl Iterator<Item = usize> + use<> {
    let mut heaviest: [Option<usize>; MAX_GROUPS] = [None; MAX_GROUPS];
    let weight = |o: usize| rows.options[o].swing;
    for o in indices(chosen) {
        let group = &mut heaviest[question.options[o].group];
        if group.is_none_or(|it| weight(o) > weight(it)) {
            *group = Some(o);
        }
    }
    heaviest.into_iter().flatten()
}

/// What a set of options excludes: (agreed, disputed). All chosen options speak, counted or not.
pub fn excludes(rows: &QuestionRows, chosen: OptionSet) -> (AlternativeSet, AlternativeSet) {
    indices(chosen).fold((0, 0), |(agreed, disputed), o| {
        (agreed | rows.options[o].agreed, disputed | rows.options[o].disputed)
    })
}

/// What a set of options contributes: the sum of the rows that count.
pub fn weigh(question: &Question, rows: &QuestionRows, chosen: OptionSet) -> PointsRow {
    let mut sum = PointsRow::default();
    for o in counted(question, rows, chosen) {
        let row = &rows.options[o].row;
        sum.weight += row.weight;
        sum.voice = row.voice;
        for (sum, points) in sum.points.iter_mut().zip(row.points) {
            *sum += points;
        }
    }
    sum
}
