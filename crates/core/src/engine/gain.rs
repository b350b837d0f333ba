//! The information that the reply to each open question is expected to give about the outcome, and
//! so the question to ask next (docs/method.md#information-gain).
//!
//! The gain of a question is the mutual information, in bits, of its reply and the outcome over all
//! [`completions`] (Lindley 1956; Quinlan 1986). The outcome is the set of eligible alternatives
//! within the tie band of the best one; agreed requirements count, disputed ones do not.
//!
//! Up to [`Settings::most_combinations`] completions are enumerated. Beyond that, completions are
//! drawn, and each is tried with every reply to every question. So all replies to a question are
//! compared on the same draws, and their own probabilities are exact.

use sampling::random::log2;

use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::rows::AlternativeSet;

use super::completions::{self, Completion, OpenQuestion, STAYS_OPEN, open_questions};
use super::evaluation::Evaluation;
use super::next::{self, Swing};
use super::verdict::verdict;

/// Share of completions with the same winner from which further answers are unlikely to change the
/// verdict (docs/method.md#soft-stop).
pub const SOFT_STOP: f64 = 0.95;
/// Gains that differ by less than this number of bits count as equal. The error of a gain from
/// [`Settings::samples`] draws is about as large, and readers cannot notice the difference.
const TOLERANCE: f64 = 0.01;

/// The probabilities of completions, and the effort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Probability that an open question stays open, 0 to 1.
    pub rho: f64,
    /// Largest number of completions that are enumerated.
    pub most_combinations: usize,
    /// Number of completions that are drawn if there are more.
    pub samples: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rho: STAYS_OPEN, most_combinations: 65_536, samples: 1_024 }
    }
}

/// The information that further answers are expected to give.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// The open questions that can still matter, in author order.
    pub questions: Vec<QuestionGain>,
    /// The question to ask next: the one with the largest gain; of equals, the one with the largest
    /// swing; of equals, the first in author order.
    pub next: Option<usize>,
    /// Entropy of the outcome, in bits.
    pub uncertainty: f64,
    /// Share of completions in which the winner is the only member of the outcome, 0 to 1; `None`
    /// without a winner.
    pub stays: Option<f64>,
}

impl Gain {
    /// Whether further answers are unlikely to change the verdict.
    pub fn is_soft_stop(&self) -> bool {
        self.stays.is_some_and(|share| share >= SOFT_STOP)
    }

    /// Gain of a question as a share of the uncertainty, 0 to 100, rounded. 0 also for a question
    /// that can change the lead only and not the outcome.
    #[expect(clippy::cast_sign_loss, reason = "information is never negative")]
    pub fn parts_of_hundred(&self, question: usize) -> u32 {
        let found = self.questions.iter().find(|gain| gain.swing.question == question);
        let bits = found.map_or(0.0, |gain| gain.bits);
        if self.uncertainty > 0.0 { (100.0 * bits / self.uncertainty + 0.5) as u32 } else { 0 }
    }
}

/// The reasons to ask an open question next.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionGain {
    /// Expected information about the outcome, in bits; 0 or more.
    pub bits: f64,
    /// The effect that its replies can have.
    pub swing: Swing,
}

/// The information gain of the open questions, with the default [`Settings`].
pub fn gain(model: &Model, answers: &Answers) -> Gain {
    gain_with(model, answers, Settings::default())
}

/// The information gain of the open questions.
pub fn gain_with(model: &Model, answers: &Answers, settings: Settings) -> Gain {
    let table = model.pooled_with(&answers.overrides);
    let evaluation = Evaluation::new(model, &table, answers);
    let verdict = verdict(&evaluation);
    if verdict.is_final {
        let stays = verdict.winner.map(|_| 1.0);
        return Gain { questions: Vec::new(), next: None, uncertainty: 0.0, stays };
    }
    let open = open_questions(&evaluation, settings.rho);
    let mut joint = JointDistribution::new(&open);
    if completions::count(&open) <= settings.most_combinations {
        completions::enumerate(&evaluation, &open, |completion| {
            joint.add(&evaluation, completion);
        });
    } else {
        completions::draw(&evaluation, &open, settings.samples, |completion| {
            joint.add_all_replies(&evaluation, &open, completion);
        });
    }
    let can_matter = next::open(&evaluation, &verdict);
    let swings = next::swings(&evaluation, &verdict, &can_matter).into_iter();
    let questions: Vec<QuestionGain> = swings
        .map(|swing| {
            let place = open.iter().position(|open| open.question == swing.question);
            QuestionGain { bits: place.map_or(0.0, |place| joint.information(place)), swing }
        })
        .collect();
    let most = questions.iter().map(|gain| gain.bits).fold(0.0, f64::max);
    let best = questions.iter().filter(|gain| gain.bits > most - TOLERANCE);
    let best: Vec<&Swing> = best.map(|gain| &gain.swing).collect();
    let stays = verdict.winner.map(|winner| joint.probability(1 << winner));
    Gain { next: next::first(best), questions, uncertainty: joint.entropy(), stays }
}

/// [`Gain::stays`] alone, in a fraction of the time.
pub fn stays(model: &Model, answers: &Answers, settings: Settings) -> Option<f64> {
    let table = model.pooled_with(&answers.overrides);
    let evaluation = Evaluation::new(model, &table, answers);
    let winner: AlternativeSet = 1 << verdict(&evaluation).winner?;
    let open = open_questions(&evaluation, settings.rho);
    let mut share = 0.0;
    let add = |completion: &Completion| {
        if completion.total.outcome(&evaluation) == winner {
            share += completion.probability;
        }
    };
    if completions::count(&open) <= settings.most_combinations {
        completions::enumerate(&evaluation, &open, add);
    } else {
        completions::draw(&evaluation, &open, settings.samples, add);
    }
    Some(share)
}

/// The joint distribution of the outcome and the reply to each open question.
struct JointDistribution {
    /// Per open question: where its replies begin and end in the rows of `joint`.
    columns: Vec<(usize, usize)>,
    /// The outcomes seen so far.
    outcomes: Vec<AlternativeSet>,
    /// Their probabilities.
    probabilities: Vec<f64>,
    /// Per outcome: its joint probability with each reply to each open question.
    joint: Vec<Vec<f64>>,
    /// Index of the outcome that was looked up last.
    last: usize,
}

impl JointDistribution {
    fn new(open: &[OpenQuestion]) -> Self {
        let mut end = 0;
        let mut span = |question: &OpenQuestion| {
            let start = end;
            end += question.replies.len();
            (start, end)
        };
        let columns = open.iter().map(&mut span).collect();
        Self {
            columns,
            outcomes: Vec::new(),
            probabilities: Vec::new(),
            joint: Vec::new(),
            last: 0,
        }
    }

    /// The index of an outcome, which is added if it is new.
    fn index(&mut self, outcome: AlternativeSet) -> usize {
        // Most replies do not change the outcome, so it is usually the last one.
        if self.outcomes.get(self.last) != Some(&outcome) {
            let known = self.outcomes.iter().position(|&known| known == outcome);
            self.last = known.unwrap_or(self.outcomes.len());
            if known.is_none() {
                self.outcomes.push(outcome);
                self.probabilities.push(0.0);
                self.joint.push(vec![0.0; self.columns.last().map_or(0, |&(_, end)| end)]);
            }
        }
        self.last
    }

    /// Adds a completion with its replies.
    fn add(&mut self, evaluation: &Evaluation, completion: &Completion) {
        let i = self.index(completion.total.outcome(evaluation));
        self.probabilities[i] += completion.probability;
        for (&reply, &(start, _)) in completion.replies.iter().zip(&self.columns) {
            self.joint[i][start + reply] += completion.probability;
        }
    }

    /// Adds a drawn completion, with every reply to every question in place of the drawn reply.
    fn add_all_replies(
        &mut self,
        evaluation: &Evaluation,
        open: &[OpenQuestion],
        completion: &Completion,
    ) {
        let i = self.index(completion.total.outcome(evaluation));
        self.probabilities[i] += completion.probability;
        let drawn = || {
            let pairs = open.iter().zip(completion.replies);
            pairs.map(|(question, &reply)| &question.replies[reply])
        };
        for (place, own) in drawn().enumerate() {
            let mut others = completion.total.without(&own.row);
            if own.agreed != 0 {
                let rest = drawn().enumerate().filter(|(other, _)| *other != place);
                others.excluded =
                    rest.fold(evaluation.excluded, |set, (_, reply)| set | reply.agreed);
            }
            let start = self.columns[place].0;
            for (i, reply) in open[place].replies.iter().enumerate() {
                let outcome = self.index(others.outcome_with(evaluation, reply));
                self.joint[outcome][start + i] += completion.probability * reply.probability;
            }
        }
    }

    fn probability(&self, outcome: AlternativeSet) -> f64 {
        let known = self.outcomes.iter().position(|&known| known == outcome);
        known.map_or(0.0, |i| self.probabilities[i])
    }

    /// Entropy of the outcome, in bits.
    fn entropy(&self) -> f64 {
        let positive = self.probabilities.iter().filter(|p| **p > 0.0);
        positive.fold(0.0, |sum, p| sum - p * log2(*p))
    }

    /// Mutual information of the outcome and the reply to an open question, in bits.
    fn information(&self, place: usize) -> f64 {
        let (start, end) = self.columns[place];
        let joint: Vec<&[f64]> = self.joint.iter().map(|row| &row[start..end]).collect();
        information(&joint)
    }
}

/// Mutual information of rows and columns, in bits, from the joint probability of each cell. The
/// cells add up to 1.
///
/// ```
/// use tiebreak_core::engine::gain::information;
/// assert_eq!(information(&[&[0.5, 0.0], &[0.0, 0.5]]), 1.0);
/// assert_eq!(information(&[&[0.25, 0.25], &[0.25, 0.25]]), 0.0);
/// ```
pub fn information(joint: &[&[f64]]) -> f64 {
    let columns = joint.first().map_or(0, |row| row.len());
    let column_sum = |c: usize| joint.iter().map(|row| row[c]).sum::<f64>();
    let column_sums: Vec<f64> = (0..columns).map(column_sum).collect();
    let mut bits = 0.0;
    for row in joint {
        let row_sum: f64 = row.iter().sum();
        for (cell, column_sum) in row.iter().zip(&column_sums) {
            if *cell > 0.0 {
                bits += cell * log2(cell / (row_sum * column_sum));
            }
        }
    }
    // Mutual information is not negative; rounding can make it so.
    bits.max(0.0)
}
