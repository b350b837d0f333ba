//! How far one number would have to move for another alternative to lead: a weight, or a value.
//!
//! For a lead D of points, the weight of a row that contributes d to it must change by the factor
//! 1 - D/d, and a value that counts with weight r by D/r. What is given is the nearest whole
//! number past that point at which the rival is ahead in points, as far as it lies in range; the
//! tie band is left aside. Derived alternatives follow the values that they are made of, so the
//! point for a value is looked for rather than computed.

use crate::model::answers::Answers;
use crate::model::rows::{self, PointsRow};
use crate::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};

use super::evaluation::{Evaluation, counted};
use super::order::sort_by_key;
use super::verdict::{leader, verdict};

/// At most this many weights, and as many values, are given per rival.
pub const MOST: usize = 3;

/// A number that would put a rival ahead of the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Index of the alternative that would lead.
    pub rival: usize,
    /// Index of the question.
    pub question: usize,
    /// Whose row: an option's, or that of leaving the question unanswered.
    pub option: Option<usize>,
    /// Which number of the row.
    pub number: Number,
    /// What it is now.
    pub from: i64,
    /// The nearest value of it at which the rival leads.
    pub to: i64,
}

/// A number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Its swing weight, 0..=200.
    Weight,
    /// The value 0..=1000 of this alternative.
    Value(usize),
}

/// For every eligible rival of the leader the nearest weights, then the nearest values.
pub fn thresholds(model: &Model, answers: &Answers) -> Vec<Threshold> {
    let model = &*model.with(&answers.overrides);
    let sheet = Evaluation::new(model, &model.tables.pooled, answers);
    let Some(leader) = leader(&sheet, &verdict(&sheet)) else { return Vec::new() };
    let rows = rows_in_force(&sheet);
    let mut all = Vec::new();
    for rival in sheet.eligible().filter(|&it| it != leader) {
        let pair = Pair { sheet: &sheet, leader, rival };
        let weights = rows.iter().filter_map(|row| pair.weight(row));
        nearest(weights.collect(), &mut all);
        let rated = |row: &InForce| {
            let rules = &model.questions[row.question].row(row.option).rules;
            let by_rule =
                |a: usize| model.alternatives[a].derived.is_some() && rules[a] != Rule::Own;
            (0..sheet.m()).filter(|&a| !by_rule(a)).collect::<Vec<_>>()
        };
        let values = rows.iter().filter(|it| it.points.weight > 0);
        let values = values.flat_map(|row| rated(row).into_iter().map(move |a| (row, a)));
        nearest(values.filter_map(|(row, a)| pair.value(row, a)).collect(), &mut all);
    }
    all
}

fn nearest(mut them: Vec<Threshold>, all: &mut Vec<Threshold>) {
    sort_by_key(&mut them, |it| (it.to - it.from).abs());
    them.truncate(MOST);
    all.extend(them);
}

/// A row that counts towards the points.
struct InForce {
    question: usize,
    option: Option<usize>,
    points: PointsRow,
    /// The least weight at which it still counts: above it the next of its group would.
    least: i64,
}

/// The counted rows of the answers, and the unanswered rows of the rest.
fn rows_in_force(sheet: &Evaluation) -> Vec<InForce> {
    let mut rows = Vec::new();
    for (question, reply) in sheet.answers.replies.iter().enumerate() {
        let table = &sheet.table.questions[question];
        let Some(reply) = reply else {
            rows.push(InForce { question, option: None, points: table.unanswered, least: 0 });
            continue;
        };
        let asked = &sheet.model.questions[question];
        let chosen = asked.chosen(*reply);
        for o in counted(asked, table, chosen) {
            let next = counted(asked, table, chosen & !(1 << o))
                .find(|&it| asked.options[it].group == asked.options[o].group);
            let least = next.map_or(0, |it| table.options[it].swing + i64::from(it < o));
            rows.push(InForce { question, option: Some(o), points: table.options[o].row, least });
        }
    }
    rows
}

/// The leader, and who would overtake it.
struct Pair<'a> {
    sheet: &'a Evaluation<'a>,
    leader: usize,
    rival: usize,
}

impl Pair<'_> {
    /// What a row contributes to the lead.
    fn difference(&self, row: &PointsRow) -> i64 {
        row.points[self.leader] - row.points[self.rival]
    }

    fn weight(&self, row: &InForce) -> Option<Threshold> {
        let from = row.points.weight;
        if from == 0 {
            return None;
        }
        // A row's points are its weight times values, so this division is exact.
        let per_weight = self.difference(&row.points) / from;
        let lead = self.sheet.lead(self.leader, self.rival);
        let to = match per_weight {
            0 => return None,
            // Less than `lead / per_weight` taken away leaves the leader ahead or level.
            1.. => from - (lead / per_weight + 1),
            _ => from + lead / -per_weight + 1,
        };
        let threshold = self.threshold(row, Number::Weight, from, to);
        (row.least..=MAX_WEIGHT).contains(&to).then_some(threshold)
    }

    fn value(&self, row: &InForce, alternative: usize) -> Option<Threshold> {
        let from = row.points.points[alternative] / row.points.weight;
        let ends = [1, -1].map(|step| self.first_value(row, alternative, from, step));
        let to = ends.into_iter().flatten().min_by_key(|it| (it - from).abs())?;
        Some(self.threshold(row, Number::Value(alternative), from, to))
    }

    /// The first value from here, in one direction, at which the rival leads.
    fn first_value(&self, row: &InForce, a: usize, from: i64, step: i64) -> Option<i64> {
        let model = self.sheet.model;
        let (weight, voice) = (row.points.weight, row.points.voice);
        let question = &model.questions[row.question];
        let of = question.row(row.option);
        let mut values = row.points.points.map(|it| Some(it / weight));
        let mut lead = self.sheet.lead(self.leader, self.rival);
        let others = lead - self.difference(&row.points);
        let mut to = from;
        while lead >= 0 {
            // No value, given or derived, moves by more than this one does, so the lead shrinks by
            // no more than the weight at each step: none that is passed over is past the point.
            to += step * (lead / weight + 1);
            if !(0..=MAX_VALUE).contains(&to) {
                return None;
            }
            values[a] = Some(to);
            let then = rows::points_at(&model.alternatives, question, of, weight, &values, voice);
            lead = others + self.difference(&then);
        }
        Some(to)
    }

    fn threshold(&self, row: &InForce, number: Number, from: i64, to: i64) -> Threshold {
        let (question, option) = (row.question, row.option);
        Threshold { rival: self.rival, question, option, number, from, to }
    }
}
