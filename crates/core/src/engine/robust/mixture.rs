//! The distribution of the row that a question contributes to a sample (docs/method.md#layers).
//!
//! An open question stays open with probability rho; otherwise it gets an option with the prior of
//! the option. Questions that apply because of this option are as in the answer sheet. Each row has the values of one of the sources that rate it. A [`Mixture`] lists all
//! combinations of reply and source, each with its probability, so that a sample needs one random
//! number per question.

use sampling::sampler::{Component, Mixture};

use crate::engine::evaluation::{counting_options, excluded_by};
use crate::engine::order::sort_by_key;
use crate::model::answers::{Answers, OptionSet, indices};
use crate::model::rows::{PointsRow, RowOrigin, points_at};
use crate::model::{Model, Rater, ScoreRow};

use super::Setup;

/// The rows that question `q` may contribute, with their probabilities. A question that does not
/// apply contributes nothing.
pub(super) fn mixture(
    model: &Model,
    answers: &Answers,
    setup: &Setup,
    applies: bool,
    q: usize,
) -> Mixture {
    let mut builder = Builder { model, answers, setup, q, parts: Vec::new() };
    match answers.replies[q] {
        _ if !applies => builder.parts.push((1.0, Component::default())),
        Some(reply) => builder.add(1.0, &[(q, Some(model.questions[q].chosen(reply)))]),
        None if setup.layers.questions && answers.asked[q] => {
            builder.add(setup.unanswered, &[(q, None)]);
            builder.add_options(1.0 - setup.unanswered);
        }
        None => builder.add(1.0, &[(q, None)]),
    }
    Mixture::new(builder.parts)
}

/// Collects the components of the mixture of one question.
struct Builder<'a> {
    model: &'a Model,
    answers: &'a Answers,
    setup: &'a Setup,
    q: usize,
    /// The components so far, with their probabilities.
    parts: Vec<(f64, Component)>,
}

/// A row with the values of one source. The random numbers from the end of the row before it up to
/// `end` select the row.
#[derive(Clone, Copy)]
struct RatedRow {
    end: f64,
    row: PointsRow,
}

/// A question, and the options of its reply; `None` for a question that stays open.
type Replied = (usize, Option<OptionSet>);

impl Builder<'_> {
    /// Adds each single option with its prior; for a `many` question also none of these.
    fn add_options(&mut self, probability: f64) {
        let question = &self.model.questions[self.q];
        let (none, all) = question.priors();
        for (o, option) in question.options.iter().enumerate() {
            let mut replied = Vec::new();
            self.reply(self.q, Some(1 << o), &mut replied);
            self.add(probability * option.prior / all, &replied);
        }
        if none > 0.0 {
            self.add(probability * none / all, &[(self.q, Some(0))]);
        }
    }

    /// Adds a question with its reply to `replied`, then the questions that apply because of the
    /// reply, as the answer sheet has them.
    fn reply(&self, q: usize, chosen: Option<OptionSet>, replied: &mut Vec<Replied>) {
        replied.push((q, chosen));
        for dependent in self.model.dependents(q, chosen.unwrap_or(0)) {
            let reply = self.answers.replies[dependent];
            let chosen = reply.map(|reply| self.model.questions[dependent].chosen(reply));
            self.reply(dependent, chosen, replied);
        }
    }

    /// Adds a combination of replies, with one component for each combination of sources.
    fn add(&mut self, probability: f64, replied: &[Replied]) {
        let rated_rows = |&(q, chosen): &Replied| -> Vec<Vec<RatedRow>> {
            let (question, rows) =
                (&self.model.questions[q], &self.model.tables.pooled.questions[q]);
            match chosen {
                None => vec![self.rated_rows(q, None)],
                Some(chosen) => indices(counting_options(question, rows, chosen))
                    .map(|o| self.rated_rows(q, Some(o)))
                    .collect(),
            }
        };
        let rated: Vec<Vec<RatedRow>> = replied.iter().flat_map(rated_rows).collect();
        // One random number selects the source for all rows that count. Between two ends, the
        // selected rows are the same.
        let mut ends: Vec<f64> = rated.iter().flatten().map(|row| row.end).collect();
        ends.push(1.0);
        sort_by_key(&mut ends, |&end| end);
        let mut start = 0.0;
        for end in ends {
            if end > start {
                let selected =
                    rated.iter().filter_map(|rows| rows.iter().find(|row| row.end > start));
                let component = self.component(selected, replied);
                self.parts.push((probability * (end - start), component));
                start = end;
            }
        }
    }

    /// The sum of these rows, with the requirements of the chosen options.
    #[expect(clippy::cast_precision_loss, reason = "points are far below 2^53")]
    fn component<'r>(
        &self,
        rows: impl Iterator<Item = &'r RatedRow>,
        replied: &[Replied],
    ) -> Component {
        let mut component = Component::default();
        for RatedRow { row, .. } in rows {
            component.weight += row.weight as f64;
            for (sum, points) in component.points.iter_mut().zip(row.points) {
                *sum += points as f64;
            }
        }
        let table = &self.model.tables.pooled;
        for &(q, chosen) in replied {
            let chosen = chosen.unwrap_or(0);
            component.agreed |= excluded_by(&table.questions[q], chosen).0;
            for (i, disputed) in table.disputed.iter().enumerate() {
                let applies = disputed.question == q && chosen & (1 << disputed.option) != 0;
                component.disputed |= u16::from(applies) << i;
            }
        }
        component
    }

    /// The row of an option of question `q`, or of leaving the question unanswered, as each source
    /// rates it.
    ///
    /// All clusters that rate the row are equally probable, and so are the sources of a cluster. The
    /// pooled row stands alone if the sources layer is off, if fewer than two sources rate the row,
    /// or if the reader replaces its values.
    fn rated_rows(&self, q: usize, option: Option<usize>) -> Vec<RatedRow> {
        let question = &self.model.questions[q];
        let row: &ScoreRow = question.row(option);
        let pooled = *self.model.tables.pooled.questions[q].row(option);
        let is_overridden = pooled.origin == RowOrigin::Reader;
        if !self.setup.layers.sources || is_overridden || row.ratings.len() < 2 {
            return vec![RatedRow { end: 1.0, row: pooled }];
        }
        let Model { alternatives, sources, clusters, .. } = self.model;
        let cluster = |rating: usize| match row.ratings[rating].rater {
            Rater::Source(source) => sources[source].cluster,
            Rater::Editor => *clusters,
        };
        let members = |c: usize| (0..row.ratings.len()).filter(move |&rating| cluster(rating) == c);
        let rating_clusters = (0..=*clusters).filter(|&c| members(c).next().is_some()).count();
        let mut rated = Vec::with_capacity(row.ratings.len());
        let mut end = 0.0;
        for c in 0..=*clusters {
            for rating in members(c) {
                end += 1.0 / (rating_clusters * members(c).count()) as f64;
                let values = &row.ratings[rating].values;
                let row =
                    points_at(alternatives, question, row, row.weight, values, RowOrigin::Sources);
                rated.push(RatedRow { end, row });
            }
        }
        if let Some(last) = rated.last_mut() {
            last.end = 1.0;
        }
        rated
    }
}
