//! All that the export says of how far a verdict holds: the three layers of uncertainty together
//! and apart, and how firmly the winner is settled.

use crate::model::Model;
use crate::model::answers::Answers;

use super::evaluation::Evaluation;
use super::robust::{Layers, Robustness, Setup, confidence, robustness};
use super::settled::settled_level;
use super::verdict::verdict;

/// What [`study`] finds. Lists are in the model's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Under the layers that were asked for.
    pub together: Robustness,
    /// Per alternative the confidence factor; `None` where it is never first.
    pub confidence: Vec<Option<f64>>,
    /// For each of [`Layers::APART`] the share of samples in which each alternative is first.
    pub apart: [Vec<f64>; 3],
    /// 0 to 3, see [`settled_level`]; 0 without a winner.
    pub settled_level: u8,
}

/// Adds to what was sampled together each layer alone and each confidence factor, sampled likewise.
pub fn study(model: &Model, answers: &Answers, together: Robustness) -> Study {
    let setup = together.setup;
    let first = |layers| {
        let alone = robustness(model, answers, Setup { layers, ..setup });
        alone.acceptability.iter().map(|ranks| ranks[0]).collect()
    };
    let overruled = &*model.with(&answers.overrides);
    let sheet = Evaluation::new(overruled, &overruled.tables.pooled, answers);
    Study {
        confidence: confidence(model, answers, setup, &together.central_weights),
        apart: Layers::APART.map(first),
        settled_level: verdict(&sheet).winner.map_or(0, |it| settled_level(&sheet, it)),
        together,
    }
}
