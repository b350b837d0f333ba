//! What a question may contribute in one sample, and how likely.
//!
//! An open question takes its unanswered row with probability rho, else an option by its prior;
//! a row is rated by one of the sources that speak on it. All of it becomes one short list with
//! cut points, so that a sample is one random number and one look-up.

use sampling::sheets::{Mixture, Prospect};

use crate::engine::evaluation::counted;
use crate::engine::order::sort_by_key;
use crate::model::answers::{Answers, OptionSet};
use crate::model::rows::{self, PointsRow, points_at};
use crate::model::{Model, Question, Rater, ScoreRow};

use super::Setup;

/// What question `q` may contribute.
pub(super) fn mixture(model: &Model, answers: &Answers, setup: &Setup, q: usize) -> Mixture {
    let rows = Rows { model, setup, q };
    let mut parts = Vec::new();
    match answers.replies[q] {
        Some(reply) => rows.add(&mut parts, 1.0, Some(model.questions[q].chosen(reply))),
        None if setup.layers.questions && answers.asked[q] => {
            rows.add(&mut parts, setup.unanswered, None);
            rows.add_options(&mut parts, 1.0 - setup.unanswered);
        }
        None => rows.add(&mut parts, 1.0, None),
    }
    Mixture::new(parts)
}

/// Prospects, each with its share.
type Parts = Vec<(f64, Prospect)>;

/// The rows of one question.
struct Rows<'a> {
    model: &'a Model,
    setup: &'a Setup,
    q: usize,
}

/// One rating of a row for the numbers up to `to`, from where the one before ends.
#[derive(Clone, Copy)]
struct Voice {
    to: f64,
    row: PointsRow,
}

impl Rows<'_> {
    fn question(&self) -> &Question {
        &self.model.questions[self.q]
    }

    /// Every single option by its prior, and of a `many` question none of them.
    fn add_options(&self, parts: &mut Parts, share: f64) {
        let options = &self.question().options;
        let (none, all) = self.question().priors();
        for (o, option) in options.iter().enumerate() {
            self.add(parts, share * option.prior / all, Some(1 << o));
        }
        if none > 0.0 {
            self.add(parts, share * none / all, Some(0));
        }
    }

    /// A reply, or `None` for leaving the question open, once for each way to rate it.
    fn add(&self, parts: &mut Parts, share: f64, chosen: Option<OptionSet>) {
        let rows = &self.model.tables.pooled.questions[self.q];
        let voices: Vec<Vec<Voice>> = match chosen {
            None => vec![self.voices(None)],
            Some(set) => {
                counted(self.question(), rows, set).map(|o| self.voices(Some(o))).collect()
            }
        };
        // One number chooses for all counted rows, so the same speakers speak together.
        let mut ends: Vec<f64> = voices.iter().flatten().map(|it| it.to).collect();
        ends.push(1.0);
        sort_by_key(&mut ends, |&it| it);
        let mut from = 0.0;
        for to in ends {
            if to > from {
                let speaking = voices.iter().filter_map(|it| it.iter().find(|it| it.to > from));
                parts.push((share * (to - from), self.prospect(speaking, chosen.unwrap_or(0))));
                from = to;
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "points are far below 2^53")]
    fn prospect<'v>(&self, rows: impl Iterator<Item = &'v Voice>, set: OptionSet) -> Prospect {
        let mut it = Prospect::default();
        for Voice { row, .. } in rows {
            it.weight += row.weight as f64;
            for (sum, points) in it.points.iter_mut().zip(row.points) {
                *sum += points as f64;
            }
        }
        let table = &self.model.tables.pooled;
        for (o, option) in table.questions[self.q].options.iter().enumerate() {
            it.agreed |= if set & (1 << o) != 0 { option.agreed } else { 0 };
        }
        for (i, disputed) in table.disputed.iter().enumerate() {
            let stands = disputed.question == self.q && set & (1 << disputed.option) != 0;
            it.disputed |= u16::from(stands) << i;
        }
        it
    }

    /// How a row may be rated: by one source of one cluster, all clusters that speak alike, all
    /// that speak within a cluster alike; or pooled.
    fn voices(&self, option: Option<usize>) -> Vec<Voice> {
        let question = self.question();
        let pooled = &self.model.tables.pooled.questions[self.q];
        let (row, pooled): (&ScoreRow, PointsRow) = match option {
            None => (&question.unanswered, pooled.unanswered),
            Some(o) => (&question.options[o].row, pooled.options[o].row),
        };
        let overruled = pooled.voice == rows::Voice::Reader;
        if !self.setup.layers.sources || overruled || row.ratings.len() < 2 {
            return vec![Voice { to: 1.0, row: pooled }];
        }
        let cluster = |it: usize| match row.ratings[it].rater {
            Rater::Source(source) => self.model.sources[source].cluster,
            Rater::Editor => self.model.clusters,
        };
        let of = |c: usize| (0..row.ratings.len()).filter(move |&it| cluster(it) == c);
        let speaking = (0..=self.model.clusters).filter(|&c| of(c).next().is_some()).count();
        let mut voices = Vec::with_capacity(row.ratings.len());
        let mut to = 0.0;
        for c in 0..=self.model.clusters {
            for rating in of(c) {
                to += 1.0 / (speaking * of(c).count()) as f64;
                let values = &row.ratings[rating].values;
                let alternatives = &self.model.alternatives;
                let row = points_at(
                    alternatives,
                    question,
                    row,
                    row.weight,
                    values,
                    rows::Voice::Sources,
                );
                voices.push(Voice { to, row });
            }
        }
        if let Some(last) = voices.last_mut() {
            last.to = 1.0;
        }
        voices
    }
}
