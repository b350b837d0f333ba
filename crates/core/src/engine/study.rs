//! The robustness analysis of the export: all layers together, each layer alone, confidence factors
//! and the level of settled (docs/method.md#robustness).

use crate::model::Model;
use crate::model::answers::Answers;

use super::evaluation::Evaluation;
use super::robust::{Layers, Robustness, Setup, confidence, robustness};
use super::settled::settled_level;
use super::verdict::verdict;

/// The result of [`study`]. Lists are in model order.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The analysis that was passed in, usually of all layers together.
    pub together: Robustness,
    /// Confidence factor of each alternative, 0 to 1; `None` if it is never first.
    pub confidence: Vec<Option<f64>>,
    /// For each of [`Layers::APART`], the share of samples in which each alternative is first, 0 to
    /// 1.
    pub apart: [Vec<f64>; 3],
    /// Level of settled of the winner, 0 to 3, as [`settled_level`] gives it; 0 without a winner.
    pub settled_level: u8,
}

/// Completes an analysis of all layers, with the same number of samples for each further analysis.
pub fn study(model: &Model, answers: &Answers, together: Robustness) -> Study {
    let setup = together.setup;
    let first_rank_shares = |layers| {
        let alone = robustness(model, answers, Setup { layers, ..setup });
        alone.acceptability.iter().map(|ranks| ranks[0]).collect()
    };
    let overridden = &*model.with(&answers.overrides);
    let evaluation = Evaluation::new(overridden, &overridden.tables.pooled, answers);
    let winner = verdict(&evaluation).winner;
    Study {
        confidence: confidence(model, answers, setup, &together.central_weights),
        apart: Layers::APART.map(first_rank_shares),
        settled_level: winner.map_or(0, |winner| settled_level(&evaluation, winner)),
        together,
    }
}
