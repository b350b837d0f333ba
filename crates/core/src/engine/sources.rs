//! The verdict of each source alone, and the verdict without each source
//! (docs/method.md#single-sources).
//!
//! The view of one source is not completed from the others: questions on which the source is silent
//! drop out. A source that rates too little has no verdict.

use crate::model::Rater;
use crate::model::answers::indices;
use crate::model::rows::RowOrigin;
use crate::model::schema::VerdictKind;

use super::evaluation::{Evaluation, counting_options, reply_row};
use super::verdict::{VerdictSummary, outcome, verdict};

/// The verdicts of one source alone and of all others.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceView {
    /// The verdict of the source alone; `None` if it says too little.
    pub alone: Option<VerdictSummary>,
    /// Number of rows of given replies that the source rates, and that any source rates. Rows that
    /// do not count are left out.
    pub questions: (usize, usize),
    /// Sums of the weights of these rows.
    pub weight: (i64, i64),
    /// The verdict without the source.
    pub without: VerdictSummary,
    /// Answered questions that drop out without the source, because no other source rates them.
    pub dropped: Vec<usize>,
}

/// The contribution of an answered question to a lead, with the values of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceDifference {
    /// Index of the question.
    pub question: usize,
    /// Index of the source.
    pub source: usize,
    /// In points; above 0 if the source puts the leader ahead.
    pub points: i64,
}

/// The contribution of each answered question to the lead of `a` over `b`, for each source that
/// rates a counting row of the reply; by question, then by source. If contributions to a question
/// differ in sign, the sources disagree.
pub fn differences(evaluation: &Evaluation, a: usize, b: usize) -> Vec<SourceDifference> {
    let by_source = |question: usize| {
        let tables = evaluation.model.tables.alone.iter().enumerate();
        tables.filter_map(move |(source, table)| {
            let rows = &table.questions[question];
            let asked = &evaluation.model.questions[question];
            let chosen = asked.chosen(evaluation.reply(question)?);
            let is_rated = |o: usize| rows.options[o].row.origin == RowOrigin::Sources;
            let row = reply_row(asked, rows, chosen);
            let points = row.points[a] - row.points[b];
            let difference = SourceDifference { question, source, points };
            let mut counting = indices(counting_options(asked, rows, chosen));
            counting.any(is_rated).then_some(difference)
        })
    };
    evaluation.answered().flat_map(by_source).collect()
}

/// The verdicts of each source alone and without it, in model order.
pub fn sources(evaluation: &Evaluation) -> Vec<SourceView> {
    (0..evaluation.model.sources.len()).map(|source| view(evaluation, source)).collect()
}

fn view(evaluation: &Evaluation, source: usize) -> SourceView {
    let Evaluation { model, answers, .. } = *evaluation;
    let own = Evaluation::new(model, &model.tables.alone[source], answers);
    let others = Evaluation::new(model, &model.tables.without[source], answers);
    let coverage = Coverage::new(evaluation, &own);
    SourceView {
        alone: alone(&own, &coverage),
        questions: coverage.rows,
        weight: coverage.weight,
        without: verdict(&others).into(),
        dropped: dropped(&others),
    }
}

/// The part of the given replies that a source rates.
struct Coverage {
    /// Number of rows that the source rates, and that any source rates.
    rows: (usize, usize),
    /// Sums of the weights of these rows.
    weight: (i64, i64),
    /// Whether the source rates the question with the largest weight, or one of them.
    rates_heaviest: bool,
}

impl Coverage {
    fn new(evaluation: &Evaluation, own: &Evaluation) -> Self {
        let mut coverage = Self { rows: (0, 0), weight: (0, 0), rates_heaviest: false };
        let mut largest_weight = -1;
        for q in evaluation.answered() {
            let mut rates_question = false;
            let mut question_weight = 0;
            for o in counting_rows(evaluation, q) {
                let row = &evaluation.model.questions[q].options[o].row;
                if row.ratings.iter().all(|rating| rating.rater == Rater::Editor) {
                    continue;
                }
                coverage.rows.1 += 1;
                coverage.weight.1 += row.weight;
                question_weight += row.weight;
                if own.table.questions[q].options[o].row.origin == RowOrigin::Sources {
                    coverage.rows.0 += 1;
                    coverage.weight.0 += row.weight;
                    rates_question = true;
                }
            }
            if question_weight > largest_weight {
                largest_weight = question_weight;
                coverage.rates_heaviest = rates_question;
            } else if question_weight == largest_weight {
                coverage.rates_heaviest |= rates_question;
            }
        }
        coverage
    }

    /// Whether the source rates enough for a verdict of its own: half of the weight, and the
    /// question with the largest weight.
    fn suffices(&self) -> bool {
        self.rates_heaviest && 2 * self.weight.0 >= self.weight.1
    }
}

/// The options of question `q` whose rows count in the given reply.
fn counting_rows(evaluation: &Evaluation, q: usize) -> impl Iterator<Item = usize> + use<> {
    let (question, rows) = (&evaluation.model.questions[q], &evaluation.table.questions[q]);
    let chosen = evaluation.reply(q).map_or(0, |reply| question.chosen(reply));
    indices(counting_options(question, rows, chosen))
}

/// The verdict of one source. Its requirements are all agreed, so no verdict is disputed.
fn alone(own: &Evaluation, coverage: &Coverage) -> Option<VerdictSummary> {
    let close = outcome(own, own.excluded);
    let kind = if own.is_blank() {
        VerdictKind::Unasked
    } else if !coverage.suffices() {
        return None;
    } else if close.is_empty() {
        VerdictKind::NoneEligible
    } else if own.eligible().count() == 1 {
        VerdictKind::ByElimination
    } else if close.len() > 1 {
        VerdictKind::TooClose
    } else {
        VerdictKind::Leaning
    };
    let has_winner = matches!(kind, VerdictKind::ByElimination | VerdictKind::Leaning);
    Some(VerdictSummary { kind, winner: close.first().copied().filter(|_| has_winner), close })
}

/// The answered questions with a counting row that only the left-out source rates.
fn dropped(others: &Evaluation) -> Vec<usize> {
    let is_dropped = |&q: &usize| {
        let options = &others.table.questions[q].options;
        counting_rows(others, q).any(|o| options[o].row.origin == RowOrigin::OutsideView)
    };
    others.answered().filter(is_dropped).collect()
}
