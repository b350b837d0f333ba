//! The rows that the engine adds up: ratings pooled over sources, then derived alternatives.
//!
//! A [`ScoreRow`] of the model has a weight, and values of 0 to 1000 by each source that rates it.
//! A [`PointsRow`] has one number of points per alternative: weight times pooled value.
//! [`Tables`] holds the points of all rows for each source view: all sources, each source alone,
//! and all but one source (`docs/method.md#pooling`). They are computed once, when a model is
//! loaded.
//!
//! The pool is linear (Stone 1961): the mean over the sources of a cluster that rate the row, then
//! the mean over the clusters, rounded once, half up. The values of derived alternatives are
//! computed from the rounded pool. The opposite order would reward disagreement, because a mean of
//! maxima is at least the maximum of the means.

use std::ops::{AddAssign, SubAssign};

use super::{
    Alternative, Kind, MAX_ALTERNATIVES, MAX_VALUE, Question, Rater, Rating, Rule, ScoreRow, Source,
};

/// A set of alternatives: bit `a` stands for the alternative with index `a`.
pub type AlternativeSet = u16;

/// The rows of all questions in one source view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The rows of each question, in the order of the model.
    pub questions: Vec<QuestionRows>,
    /// The requirements that are disputed in this table.
    pub disputed: Vec<DisputedRequirement>,
}

/// The rows of one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionRows {
    /// The contribution of the question while it is not answered.
    pub unanswered: PointsRow,
    /// The contribution and the exclusions of each option.
    pub options: Vec<OptionRow>,
}

impl QuestionRows {
    /// The row of an option; `None` stands for the unanswered question.
    pub fn row(&self, option: Option<usize>) -> &PointsRow {
        option.map_or(&self.unanswered, |o| &self.options[o].row)
    }

    /// Replaces the row and the swing weight of an option; `None` stands for the unanswered
    /// question.
    pub fn replace(&mut self, option: Option<usize>, row: PointsRow, swing: i64) {
        match option {
            Some(o) => {
                self.options[o].row = row;
                self.options[o].swing = swing;
            }
            None => self.unanswered = row,
        }
    }
}

/// The contribution and the exclusions of one option.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionRow {
    /// The points of the option.
    pub row: PointsRow,
    /// The swing weight of the option, 0 to 200, the same in every source view. It determines
    /// which option of a group counts, so the same options count in every view.
    pub swing: i64,
    /// Alternatives that agreed requirements of the option exclude.
    pub agreed: AlternativeSet,
    /// Alternatives that disputed requirements of the option exclude.
    pub disputed: AlternativeSet,
}

/// The points of each alternative on one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PointsRow {
    /// Swing weight, 0 to 200; 0 if no source of the view rates the row.
    pub weight: i64,
    /// Weight times value of each alternative, 0 to 200,000; 0 beyond the number of alternatives.
    pub points: [i64; MAX_ALTERNATIVES],
    /// The origin of the values.
    pub origin: RowOrigin,
}

/// Adds weight and points. The origin stays.
impl AddAssign<&PointsRow> for PointsRow {
    fn add_assign(&mut self, other: &Self) {
        self.weight += other.weight;
        for (sum, points) in self.points.iter_mut().zip(&other.points) {
            *sum += points;
        }
    }
}

/// Subtracts weight and points. The origin stays.
impl SubAssign<&PointsRow> for PointsRow {
    fn sub_assign(&mut self, other: &Self) {
        self.weight -= other.weight;
        for (sum, points) in self.points.iter_mut().zip(&other.points) {
            *sum -= points;
        }
    }
}

/// The origin of the values of a row in a source view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrigin {
    /// The row has no ratings, in any view. Its weight is 0.
    #[default]
    Unrated,
    /// The editor rates the row, because no source does.
    Editor,
    /// At least one source of the view rates the row.
    Sources,
    /// The reader has overridden the values.
    Reader,
    /// Only sources outside of the view rate the row, so it has no weight in the view.
    OutsideView,
}

/// A requirement that a source of the view states and another one contradicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisputedRequirement {
    /// Index of the question.
    pub question: usize,
    /// Index of the option.
    pub option: usize,
    /// Index of the excluded alternative.
    pub excludes: usize,
}

/// The tables of all source views.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// All sources pooled. The verdict is computed from this table.
    pub pooled: Table,
    /// Each source alone, in the order of the sources. Rows that the editor rates have no weight.
    pub alone: Vec<Table>,
    /// All but one source, in the order of the sources. Rows that the editor rates stay.
    pub without: Vec<Table>,
}

/// The sources that a table is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SourceView {
    All,
    Only(usize),
    AllBut(usize),
}

impl SourceView {
    fn includes(self, source: usize) -> bool {
        match self {
            SourceView::All => true,
            SourceView::Only(only) => only == source,
            SourceView::AllBut(excluded) => excluded != source,
        }
    }

    fn includes_rater(self, rater: Rater) -> bool {
        match rater {
            Rater::Source(source) => self.includes(source),
            Rater::Editor => !matches!(self, SourceView::Only(_)),
        }
    }
}

impl Tables {
    /// Computes the tables of all source views.
    pub fn new(alternatives: &[Alternative], sources: &[Source], questions: &[Question]) -> Self {
        let row = |question: &Question, row: &ScoreRow, view| {
            points(alternatives, sources, question, row, row.weight, view)
        };
        let table = |view| {
            let rows = |question: &Question| QuestionRows {
                unanswered: row(question, &question.unanswered, view),
                options: (question.options.iter())
                    .map(|option| OptionRow {
                        row: row(question, &option.row, view),
                        swing: option.row.weight,
                        ..OptionRow::default()
                    })
                    .collect(),
            };
            let question_rows = questions.iter().map(rows).collect();
            let mut table = Table { questions: question_rows, disputed: Vec::new() };
            add_requirements(&mut table, questions, view);
            table
        };
        Self {
            pooled: table(SourceView::All),
            alone: (0..sources.len()).map(|source| table(SourceView::Only(source))).collect(),
            without: (0..sources.len()).map(|source| table(SourceView::AllBut(source))).collect(),
        }
    }

    /// Recomputes one row of question `q` after a change of its weight, in the views of single
    /// sources and of all but one source. `question` has the new weight.
    pub fn update_weight(
        &mut self,
        alternatives: &[Alternative],
        sources: &[Source],
        question: &Question,
        q: usize,
        option: Option<usize>,
    ) {
        let row = question.row(option);
        let update = |table: &mut Table, view| {
            let points = points(alternatives, sources, question, row, row.weight, view);
            table.questions[q].replace(option, points, row.weight);
        };
        for source in 0..sources.len() {
            update(&mut self.alone[source], SourceView::Only(source));
            update(&mut self.without[source], SourceView::AllBut(source));
        }
    }
}

/// Adds the requirements that sources of the view state, and those that hold by definition. A requirement is disputed in the view if
/// a source of the view contradicts it; so all requirements of a source alone are agreed.
fn add_requirements(table: &mut Table, questions: &[Question], view: SourceView) {
    for (q, question) in questions.iter().enumerate() {
        for (o, option) in question.options.iter().enumerate() {
            for requirement in &option.requirements {
                // A requirement by definition holds in every view.
                let cites_view = |citations: &[super::Citation]| {
                    citations.iter().any(|citation| match citation.source {
                        Rater::Source(source) => view.includes(source),
                        Rater::Editor => true,
                    })
                };
                if !cites_view(&requirement.said_by) {
                    continue;
                }
                let excludes = requirement.excludes;
                let row = &mut table.questions[q].options[o];
                if cites_view(&requirement.contradicted_by) {
                    row.disputed |= 1 << excludes;
                    table.disputed.push(DisputedRequirement { question: q, option: o, excludes });
                } else {
                    row.agreed |= 1 << excludes;
                }
            }
        }
    }
}

/// The points of a row at this weight, pooled over all sources.
pub fn pooled(
    alternatives: &[Alternative],
    sources: &[Source],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
) -> PointsRow {
    points(alternatives, sources, question, row, weight, SourceView::All)
}

/// The points of a row at this weight in a source view.
fn points(
    alternatives: &[Alternative],
    sources: &[Source],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
    view: SourceView,
) -> PointsRow {
    let ratings: Vec<&Rating> =
        row.ratings.iter().filter(|rating| view.includes_rater(rating.rater)).collect();
    let origin = match (ratings.first(), row.ratings.first()) {
        (Some(rating), _) if rating.rater == Rater::Editor => RowOrigin::Editor,
        (Some(_), _) => RowOrigin::Sources,
        (None, Some(_)) => RowOrigin::OutsideView,
        (None, None) => RowOrigin::Unrated,
    };
    if ratings.is_empty() {
        return PointsRow { origin, ..PointsRow::default() };
    }

    let mut values = [0; MAX_ALTERNATIVES];
    for (a, value) in values.iter_mut().enumerate().take(alternatives.len()) {
        *value = pool(&ratings, sources, a).unwrap_or(0);
    }
    derive(alternatives, question, row, weight, values, origin)
}

/// The points of a row at this weight and these values: one for each alternative, `None` where a
/// rule derives the value.
pub fn points_at(
    alternatives: &[Alternative],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
    rated: &[Option<i64>],
    origin: RowOrigin,
) -> PointsRow {
    let mut values = [0; MAX_ALTERNATIVES];
    for (value, rated) in values.iter_mut().zip(rated) {
        *value = rated.unwrap_or(0);
    }
    derive(alternatives, question, row, weight, values, origin)
}

/// Computes the values of derived alternatives by the rules of the row, and multiplies all values
/// by the weight (`docs/method.md#derived-alternatives`).
fn derive(
    alternatives: &[Alternative],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
    mut values: [i64; MAX_ALTERNATIVES],
    origin: RowOrigin,
) -> PointsRow {
    for (a, alternative) in alternatives.iter().enumerate() {
        let Some(derived) = &alternative.derived else { continue };
        let parts = derived.of.iter().map(|&part| values[part]);
        let best = parts.clone().max().unwrap_or(0);
        values[a] = match row.rules[a] {
            Rule::Best => best - derived.seam,
            Rule::Mean => {
                let count = derived.of.len() as i64;
                div_half_up(parts.sum::<i64>() - count * derived.cost, count)
            }
            Rule::Own if question.kind == Kind::Cost => values[a].min(best),
            Rule::Own => values[a],
        }
        .clamp(0, MAX_VALUE);
    }
    PointsRow { weight, points: values.map(|value| value * weight), origin }
}

/// The pooled value of one alternative: the mean over the clusters of the mean over the sources of
/// the cluster, rounded half up. `None` if the ratings have no value, because a rule derives it.
fn pool(ratings: &[&Rating], sources: &[Source], alternative: usize) -> Option<i64> {
    let cluster = |rating: &Rating| match rating.rater {
        Rater::Source(source) => Some(sources[source].cluster),
        Rater::Editor => None,
    };
    // One entry for each cluster: its index, the sum of its values and its number of sources.
    let mut clusters: Vec<(Option<usize>, i64, i64)> = Vec::new();
    for rating in ratings {
        let value = rating.values[alternative]?;
        match clusters.iter_mut().find(|entry| entry.0 == cluster(rating)) {
            Some((_, sum, count)) => {
                *sum += value;
                *count += 1;
            }
            None => clusters.push((cluster(rating), value, 1)),
        }
    }
    if clusters.is_empty() {
        return None;
    }
    // The denominator is at most Landau's function of the number of sources: below 2^21 for 64.
    let denominator = clusters.iter().fold(1, |multiple, &(_, _, count)| lcm(multiple, count));
    let sum: i64 = clusters.iter().map(|&(_, sum, count)| sum * (denominator / count)).sum();
    Some(div_half_up(sum, denominator * clusters.len() as i64))
}

/// The least common multiple of two positive numbers.
fn lcm(a: i64, b: i64) -> i64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}

/// `numerator / denominator`, rounded to the nearest integer, half up. The denominator must be
/// positive.
///
/// ```
/// use tiebreak_core::model::rows::div_half_up;
/// assert_eq!([div_half_up(5, 2), div_half_up(-5, 2), div_half_up(7, 3)], [3, -2, 2]);
/// ```
pub fn div_half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}
