//! What each source says by itself, and what is said without it.
//!
//! Alone, a source is never completed from the others: questions on which it is silent drop out,
//! and with too few left it has no verdict.

use crate::model::Rater;
use crate::model::rows::Voice;
use crate::model::schema::VerdictKind;

use super::evaluation::{Evaluation, counted, weigh};
use super::verdict::{Brief, outcome, verdict};

/// One source's part in a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceView {
    /// Its own verdict; `None` when it says too little.
    pub alone: Option<Brief>,
    /// Counted rows of the answers given that it rates, of those that any source rates.
    pub questions: (usize, usize),
    /// Their weights.
    pub weight: (i64, i64),
    /// The verdict without it.
    pub without: Brief,
    /// Answered questions that drop out without it, because no other source rates them.
    pub dropped: Vec<usize>,
}

/// What an answered question contributes to a lead as one source alone rates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceDifference {
    /// Index of the question.
    pub question: usize,
    /// Index of the source.
    pub source: usize,
    /// In points, signed: above 0 it puts the leader ahead.
    pub points: i64,
}

/// What each answered question contributes to the lead of `a` over `b`, by each source that speaks
/// on a counted row of the answer; by question, then by source. Where these differ in sign, the
/// sources disagree about who is ahead.
pub fn differences(sheet: &Evaluation, a: usize, b: usize) -> Vec<SourceDifference> {
    let by_source = |question: usize| {
        let tables = sheet.model.tables.alone.iter().enumerate();
        tables.filter_map(move |(source, table)| {
            let rows = &table.questions[question];
            let asked = &sheet.model.questions[question];
            let chosen = asked.chosen(sheet.answers.replies[question]?);
            let speaks = |o: usize| rows.options[o].row.voice == Voice::Sources;
            let row = weigh(asked, rows, chosen);
            let points = row.points[a] - row.points[b];
            counted(asked, rows, chosen).any(speaks).then_some(SourceDifference {
                question,
                source,
                points,
            })
        })
    };
    sheet.answered().flat_map(by_source).collect()
}

/// The part of each source, in model order.
pub fn sources(sheet: &Evaluation) -> Vec<SourceView> {
    (0..sheet.model.sources.len()).map(|source| view(sheet, source)).collect()
}

fn view(sheet: &Evaluation, source: usize) -> SourceView {
    let tables = &sheet.model.tables;
    let mine = Evaluation::new(sheet.model, &tables.alone[source], sheet.answers);
    let others = Evaluation::new(sheet.model, &tables.without[source], sheet.answers);
    let coverage = Coverage::new(sheet, &mine);
    SourceView {
        alone: alone(&mine, &coverage),
        questions: coverage.rows,
        weight: coverage.weight,
        without: verdict(&others).into(),
        dropped: dropped(&others),
    }
}

/// How much of what was answered a source speaks to.
struct Coverage {
    rows: (usize, usize),
    weight: (i64, i64),
    speaks_to_heaviest: bool,
}

impl Coverage {
    fn new(sheet: &Evaluation, mine: &Evaluation) -> Self {
        let mut it = Self { rows: (0, 0), weight: (0, 0), speaks_to_heaviest: false };
        let mut heaviest = -1;
        for q in sheet.answered() {
            let mut spoken = false;
            let mut question = 0;
            for o in counted_rows(sheet, q) {
                let row = &sheet.model.questions[q].options[o].row;
                if row.ratings.iter().all(|it| it.rater == Rater::Editor) {
                    continue;
                }
                let speaks = mine.table.questions[q].options[o].row.voice == Voice::Sources;
                it.rows.1 += 1;
                it.weight.1 += row.weight;
                question += row.weight;
                if speaks {
                    it.rows.0 += 1;
                    it.weight.0 += row.weight;
                    spoken = true;
                }
            }
            if question > heaviest {
                heaviest = question;
                it.speaks_to_heaviest = spoken;
            } else if question == heaviest {
                it.speaks_to_heaviest |= spoken;
            }
        }
        it
    }

    fn suffices(&self) -> bool {
        self.speaks_to_heaviest && 2 * self.weight.0 >= self.weight.1
    }
}

fn counted_rows(sheet: &Evaluation, q: usize) -> impl Iterator<Item = usize> + use<> {
    let (question, rows) = (&sheet.model.questions[q], &sheet.table.questions[q]);
    let chosen = sheet.answers.replies[q].map_or(0, |it| question.chosen(it));
    counted(question, rows, chosen)
}

/// A source's own verdict: its requirements are its own, so none is disputed.
fn alone(mine: &Evaluation, coverage: &Coverage) -> Option<Brief> {
    let close = outcome(mine, mine.excluded);
    let kind = if mine.is_blank() {
        VerdictKind::Unasked
    } else if !coverage.suffices() {
        return None;
    } else if close.is_empty() {
        VerdictKind::NoneEligible
    } else if mine.eligible().count() == 1 {
        VerdictKind::ByElimination
    } else if close.len() > 1 {
        VerdictKind::TooClose
    } else {
        VerdictKind::Leaning
    };
    let has_winner = matches!(kind, VerdictKind::ByElimination | VerdictKind::Leaning);
    Some(Brief { kind, winner: close.first().copied().filter(|_| has_winner), close })
}

fn dropped(others: &Evaluation) -> Vec<usize> {
    let silenced = |&q: &usize| {
        counted_rows(others, q)
            .any(|o| others.table.questions[q].options[o].row.voice == Voice::Silenced)
    };
    others.answered().filter(silenced).collect()
}
