//! Sources rate rows; this pools what they say, then derives what joins others.
//!
//! In: values 0..=1000 per source and row. Out: points (weight times value) per row and
//! alternative, as a [`Table`] for each way to listen: all sources pooled, each source alone,
//! each source left out.
//!
//! The pool is linear (Stone 1961): the mean within a cluster of the sources that speak on a row,
//! then the mean over clusters, rounded once, half up. Derived alternatives come from the rounded
//! pool. Never the other way round: a mean of maxima would reward disagreement.

use super::{
    Alternative, Kind, MAX_ALTERNATIVES, MAX_VALUE, Question, Rater, Rating, Rule, ScoreRow, Source,
};

/// A set of alternatives, one bit each.
pub type AlternativeSet = u16;

/// The rows of all questions, one way to listen to the sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// In the order of the model's questions.
    pub questions: Vec<QuestionRows>,
    /// The requirements that are disputed in this table.
    pub disputed: Vec<DisputedRequirement>,
}

/// The rows of one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionRows {
    /// What leaving it open contributes.
    pub unanswered: PointsRow,
    /// What each option contributes and rules out.
    pub options: Vec<OptionRow>,
}

impl QuestionRows {
    /// The row of an option, or of leaving the question unanswered.
    pub fn row(&self, option: Option<usize>) -> &PointsRow {
        option.map_or(&self.unanswered, |it| &self.options[it].row)
    }

    /// Puts a row at this swing weight in the place of an option's, or of leaving the question
    /// unanswered.
    pub fn put(&mut self, option: Option<usize>, row: PointsRow, swing: i64) {
        match option {
            Some(it) => {
                self.options[it].row = row;
                self.options[it].swing = swing;
            }
            None => self.unanswered = row,
        }
    }
}

/// What one option contributes and rules out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionRow {
    /// Its points.
    pub row: PointsRow,
    /// Its swing weight whoever is listened to: which option of a group counts is the same for
    /// every source.
    pub swing: i64,
    /// Alternatives that it rules out, and nobody contradicts.
    pub agreed: AlternativeSet,
    /// Alternatives that it rules out, and somebody contradicts.
    pub disputed: AlternativeSet,
}

/// Points per alternative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PointsRow {
    /// Swing weight, 0..=200; 0 when nobody who is listened to speaks.
    pub weight: i64,
    /// Weight times value, 0..=200,000; unused places are 0.
    pub points: [i64; MAX_ALTERNATIVES],
    /// Who stands behind it.
    pub voice: Voice,
}

/// Who stands behind a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// Nobody rates it, in any table: a row without weight.
    #[default]
    Nobody,
    /// The editor, because no source speaks.
    Editor,
    /// At least one source that is listened to.
    Sources,
    /// The reader, who overrules the sources.
    Reader,
    /// Only sources that are not listened to: the row dropped out.
    Silenced,
}

/// An answer that, as some say and others deny, rules an alternative out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisputedRequirement {
    /// Index of the question.
    pub question: usize,
    /// Index of the option.
    pub option: usize,
    /// Index of the alternative.
    pub excludes: usize,
}

/// All ways to listen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// All sources pooled: the verdict.
    pub pooled: Table,
    /// Each source alone, in the order of the sources. Editor rows drop out too.
    pub alone: Vec<Table>,
    /// All but one source. Editor rows stay.
    pub without: Vec<Table>,
}

/// Whom a table listens to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listen {
    All,
    Only(usize),
    AllBut(usize),
}

impl Listen {
    fn hears(self, source: usize) -> bool {
        match self {
            Listen::All => true,
            Listen::Only(it) => it == source,
            Listen::AllBut(it) => it != source,
        }
    }
}

impl Tables {
    /// Pools and derives, for every way to listen.
    pub fn new(alternatives: &[Alternative], sources: &[Source], questions: &[Question]) -> Self {
        let row = |question: &Question, row: &ScoreRow, listen| {
            points(alternatives, sources, question, row, row.weight, listen)
        };
        let table = |listen| {
            let rows = |question: &Question| QuestionRows {
                unanswered: row(question, &question.unanswered, listen),
                options: (question.options.iter())
                    .map(|it| OptionRow {
                        row: row(question, &it.row, listen),
                        swing: it.row.weight,
                        ..OptionRow::default()
                    })
                    .collect(),
            };
            let questions_rows = questions.iter().map(rows).collect();
            let mut table = Table { questions: questions_rows, disputed: Vec::new() };
            exclude(&mut table, questions, listen);
            table
        };
        Self {
            pooled: table(Listen::All),
            alone: (0..sources.len()).map(|it| table(Listen::Only(it))).collect(),
            without: (0..sources.len()).map(|it| table(Listen::AllBut(it))).collect(),
        }
    }

    /// Gives one row of question `q` another weight, whichever source one listens to.
    pub fn weigh_again(
        &mut self,
        alternatives: &[Alternative],
        sources: &[Source],
        question: &Question,
        q: usize,
        option: Option<usize>,
    ) {
        let row = question.row(option);
        let pool = |table: &mut Table, listen| {
            let pooled = points(alternatives, sources, question, row, row.weight, listen);
            table.questions[q].put(option, pooled, row.weight);
        };
        for source in 0..sources.len() {
            pool(&mut self.alone[source], Listen::Only(source));
            pool(&mut self.without[source], Listen::AllBut(source));
        }
    }
}

/// Enters the requirements that those who are listened to state. A source alone states its own
/// as agreed; what only a source that is left out contradicted becomes agreed.
fn exclude(table: &mut Table, questions: &[Question], listen: Listen) {
    for (q, question) in questions.iter().enumerate() {
        for (o, option) in question.options.iter().enumerate() {
            for requirement in &option.requirements {
                let heard =
                    |voices: &[super::Voice]| voices.iter().any(|it| listen.hears(it.source));
                if !heard(&requirement.said_by) {
                    continue;
                }
                let excludes = requirement.excludes;
                let row = &mut table.questions[q].options[o];
                if heard(&requirement.contradicted_by) {
                    row.disputed |= 1 << excludes;
                    table.disputed.push(DisputedRequirement { question: q, option: o, excludes });
                } else {
                    row.agreed |= 1 << excludes;
                }
            }
        }
    }
}

/// The points of a row at this weight, all sources pooled.
pub fn pooled(
    alternatives: &[Alternative],
    sources: &[Source],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
) -> PointsRow {
    points(alternatives, sources, question, row, weight, Listen::All)
}

/// The points of one row at this weight.
fn points(
    alternatives: &[Alternative],
    sources: &[Source],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
    listen: Listen,
) -> PointsRow {
    let heard: Vec<&Rating> = (row.ratings.iter())
        .filter(|it| match it.rater {
            Rater::Source(source) => listen.hears(source),
            Rater::Editor => !matches!(listen, Listen::Only(_)),
        })
        .collect();
    let voice = match (heard.first(), row.ratings.first()) {
        (Some(it), _) if it.rater == Rater::Editor => Voice::Editor,
        (Some(_), _) => Voice::Sources,
        (None, Some(_)) => Voice::Silenced,
        (None, None) => Voice::Nobody,
    };
    if heard.is_empty() {
        return PointsRow { voice, ..PointsRow::default() };
    }

    let mut values = [0; MAX_ALTERNATIVES];
    for (a, value) in values.iter_mut().enumerate().take(alternatives.len()) {
        *value = pool(&heard, sources, a).unwrap_or(0);
    }
    derive(alternatives, question, row, weight, values, voice)
}

/// The points of a row at this weight and these values, one per alternative; `None` where a rule derives it.
pub fn points_at(
    alternatives: &[Alternative],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
    rated: &[Option<i64>],
    voice: Voice,
) -> PointsRow {
    let mut values = [0; MAX_ALTERNATIVES];
    for (value, rated) in values.iter_mut().zip(rated) {
        *value = rated.unwrap_or(0);
    }
    derive(alternatives, question, row, weight, values, voice)
}

/// Gives derived alternatives their values, by the row's rules, and turns values into points.
fn derive(
    alternatives: &[Alternative],
    question: &Question,
    row: &ScoreRow,
    weight: i64,
    mut values: [i64; MAX_ALTERNATIVES],
    voice: Voice,
) -> PointsRow {
    for (a, alternative) in alternatives.iter().enumerate() {
        let Some(derived) = &alternative.derived else { continue };
        let parts = derived.of.iter().map(|&it| values[it]);
        let better = parts.clone().max().unwrap_or(0);
        values[a] = match row.rules[a] {
            Rule::Best => better - derived.seam,
            Rule::Mean => {
                let count = derived.of.len() as i64;
                div_half_up(parts.sum::<i64>() - count * derived.cost, count)
            }
            Rule::Own if question.kind == Kind::Cost => values[a].min(better),
            Rule::Own => values[a],
        }
        .clamp(0, MAX_VALUE);
    }
    PointsRow { weight, points: values.map(|it| it * weight), voice }
}

/// Pooled value of one alternative: the mean of the clusters' means, rounded half up; `None` when
/// nobody values it (a rule derives it).
fn pool(heard: &[&Rating], sources: &[Source], alternative: usize) -> Option<i64> {
    let cluster = |rating: &Rating| match rating.rater {
        Rater::Source(it) => Some(sources[it].cluster),
        Rater::Editor => None,
    };
    // One entry per cluster: its sum and its number of sources.
    let mut clusters: Vec<(Option<usize>, i64, i64)> = Vec::new();
    for rating in heard {
        let value = rating.values[alternative]?;
        match clusters.iter_mut().find(|it| it.0 == cluster(rating)) {
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
    // The common denominator is small: for 64 sources Landau's function is below 2^21.
    let denominator = clusters.iter().fold(1, |all, it| lcm(all, it.2));
    let sum: i64 = clusters.iter().map(|&(_, sum, count)| sum * (denominator / count)).sum();
    Some(div_half_up(sum, denominator * clusters.len() as i64))
}

fn lcm(a: i64, b: i64) -> i64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}

/// `numerator / denominator` rounded to the nearest integer, halves up; the denominator is positive.
///
/// ```
/// use tiebreak_core::model::rows::div_half_up;
/// assert_eq!([div_half_up(5, 2), div_half_up(-5, 2), div_half_up(7, 3)], [3, -2, 2]);
/// ```
pub fn div_half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}
