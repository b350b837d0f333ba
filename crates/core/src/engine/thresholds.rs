//! The nearest single number at which a rival would lead: a weight, or a value
//! (docs/method.md#thresholds).
//!
//! For a lead of `D` points, the weight of a row that contributes `d` points must change by the
//! factor `1 - D / d`; a value in a row of weight `r` must change by `D / r`. The threshold is the
//! nearest whole number past that point at which the rival has more points. The tie band is
//! ignored. Derived alternatives follow the values of their parts, so the threshold of a value is
//! found by search.

use crate::model::answers::{Answers, indices};
use crate::model::rows::{self, PointsRow};
use crate::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};

use super::evaluation::{Evaluation, counting_options};
use super::order::sort_by_key;
use super::verdict::{leader, verdict};

/// Largest number of weights, and of values, per rival.
pub const MOST: usize = 3;

/// A number of a row that would put a rival ahead of the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Index of the rival.
    pub rival: usize,
    /// Index of the question.
    pub question: usize,
    /// Index of the option; `None` is the row of leaving the question unanswered.
    pub option: Option<usize>,
    /// The number of the row.
    pub number: Number,
    /// Its current amount.
    pub from: i64,
    /// The nearest amount at which the rival leads.
    pub to: i64,
}

/// A number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// The swing weight, 0 to 200.
    Weight,
    /// The value of the alternative with this index, 0 to 1000.
    Value(usize),
}

/// The thresholds for each eligible rival of the leader: the nearest weights, then the nearest
/// values. Empty if there is no leader.
pub fn thresholds(model: &Model, answers: &Answers) -> Vec<Threshold> {
    let model = &*model.with(&answers.overrides);
    let evaluation = Evaluation::new(model, &model.tables.pooled, answers);
    let Some(leader) = leader(&evaluation, &verdict(&evaluation)) else { return Vec::new() };
    let rows = counting_rows(&evaluation);
    let mut thresholds = Vec::new();
    for rival in evaluation.eligible().filter(|&b| b != leader) {
        let pair = Pair { evaluation: &evaluation, leader, rival };
        let weights = rows.iter().filter_map(|row| pair.weight(row));
        push_nearest(weights.collect(), &mut thresholds);
        let rated = |row: &CountingRow| {
            let rules = &model.questions[row.question].row(row.option).rules;
            let by_rule =
                |a: usize| model.alternatives[a].derived.is_some() && rules[a] != Rule::Own;
            evaluation.alternatives().filter(|&a| !by_rule(a)).collect::<Vec<_>>()
        };
        let with_weight = rows.iter().filter(|row| row.points.weight > 0);
        let values = with_weight.flat_map(|row| rated(row).into_iter().map(move |a| (row, a)));
        push_nearest(values.filter_map(|(row, a)| pair.value(row, a)).collect(), &mut thresholds);
    }
    thresholds
}

/// Adds the candidates with the smallest changes to `thresholds`.
fn push_nearest(mut candidates: Vec<Threshold>, thresholds: &mut Vec<Threshold>) {
    sort_by_key(&mut candidates, |threshold| (threshold.to - threshold.from).abs());
    candidates.truncate(MOST);
    thresholds.extend(candidates);
}

/// A row that counts towards the scores.
struct CountingRow {
    question: usize,
    option: Option<usize>,
    points: PointsRow,
    /// Smallest weight at which the row still counts. Below it, another chosen option of the group
    /// counts instead.
    least_weight: i64,
}

/// The counting rows of the given replies, and the unanswered rows of the other questions.
fn counting_rows(evaluation: &Evaluation) -> Vec<CountingRow> {
    let mut rows = Vec::new();
    for (question, asked) in evaluation.model.questions.iter().enumerate() {
        if !evaluation.applies(question) {
            continue;
        }
        let table = &evaluation.table.questions[question];
        let Some(reply) = evaluation.reply(question) else {
            let points = table.unanswered;
            rows.push(CountingRow { question, option: None, points, least_weight: 0 });
            continue;
        };
        let chosen = asked.chosen(reply);
        for o in indices(counting_options(asked, table, chosen)) {
            let second = indices(counting_options(asked, table, chosen & !(1 << o)))
                .find(|&other| asked.options[other].group == asked.options[o].group);
            let least_weight =
                second.map_or(0, |second| table.options[second].swing + i64::from(second < o));
            let points = table.options[o].row;
            rows.push(CountingRow { question, option: Some(o), points, least_weight });
        }
    }
    rows
}

/// The leader and a rival.
struct Pair<'a> {
    evaluation: &'a Evaluation<'a>,
    leader: usize,
    rival: usize,
}

impl Pair<'_> {
    /// The contribution of a row to the lead, in points.
    fn contribution(&self, row: &PointsRow) -> i64 {
        row.points[self.leader] - row.points[self.rival]
    }

    /// The weight of the row at which the rival leads, if it is within the range of weights and the
    /// row still counts.
    fn weight(&self, row: &CountingRow) -> Option<Threshold> {
        let from = row.points.weight;
        if from == 0 {
            return None;
        }
        // Points are weight times value, so the division is exact.
        let per_weight = self.contribution(&row.points) / from;
        let lead = self.evaluation.lead(self.leader, self.rival);
        let to = match per_weight {
            0 => return None,
            // A decrease of up to `lead / per_weight` leaves the leader ahead or level.
            1.. => from - (lead / per_weight + 1),
            _ => from + lead / -per_weight + 1,
        };
        let threshold = self.threshold(row, Number::Weight, from, to);
        (row.least_weight..=MAX_WEIGHT).contains(&to).then_some(threshold)
    }

    /// The nearest value of an alternative in the row at which the rival leads.
    fn value(&self, row: &CountingRow, alternative: usize) -> Option<Threshold> {
        let from = row.points.points[alternative] / row.points.weight;
        let both = [1, -1].map(|step| self.first_value(row, alternative, from, step));
        let to = both.into_iter().flatten().min_by_key(|to| (to - from).abs())?;
        Some(self.threshold(row, Number::Value(alternative), from, to))
    }

    /// The first value from `from`, upwards or downwards, at which the rival leads.
    fn first_value(&self, row: &CountingRow, a: usize, from: i64, step: i64) -> Option<i64> {
        let model = self.evaluation.model;
        let (weight, origin) = (row.points.weight, row.points.origin);
        let question = &model.questions[row.question];
        let score_row = question.row(row.option);
        let mut values = row.points.points.map(|points| Some(points / weight));
        let mut lead = self.evaluation.lead(self.leader, self.rival);
        let other_rows = lead - self.contribution(&row.points);
        let mut to = from;
        while lead >= 0 {
            // No value, rated or derived, moves by more than this one. So the lead falls by at most
            // `weight` per step, and `lead / weight` steps cannot put the rival ahead.
            to += step * (lead / weight + 1);
            if !(0..=MAX_VALUE).contains(&to) {
                return None;
            }
            values[a] = Some(to);
            let changed =
                rows::points_at(&model.alternatives, question, score_row, weight, &values, origin);
            lead = other_rows + self.contribution(&changed);
        }
        Some(to)
    }

    fn threshold(&self, row: &CountingRow, number: Number, from: i64, to: i64) -> Threshold {
        let (question, option) = (row.question, row.option);
        Threshold { rival: self.rival, question, option, number, from, to }
    }
}
