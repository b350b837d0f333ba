//! How much each open question is expected to tell about who will win, and so which to ask next.
//!
//! The information gain of a question is the mutual information, in bits, between its reply and
//! the outcome: the set of alternatives within the tie band of the best, where agreed requirements
//! count and disputed ones do not (Lindley 1956; Quinlan 1986). Replies are those that a reader
//! may come to give: each open question stays open with probability rho, else an option is given
//! by its prior; of a `many` question one option, or none of these.
//!
//! Up to [`Settings::most_combinations`] completions are all tried. Beyond that, completions are
//! drawn, and each is tried with every reply of every question in turn: so all replies of a
//! question are compared on the same draws, and their own probabilities are exact.

use sampling::random::log2;

use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::rows::AlternativeSet;

use super::completions::{
    Completion, Open, STAYS_OPEN, combinations, draw, open_questions, try_all,
};
use super::evaluation::Evaluation;
use super::next::{self, Swing};
use super::verdict::verdict;

/// Asking for more is unlikely to change the verdict from this share of completions on.
pub const SOFT_STOP: f64 = 0.95;
/// Gains that differ by less, in bits, count as equal. A draw of [`Settings::samples`] is about
/// that exact, and a hundredth of a coin toss is nothing that a reader could tell.
const TELLS_APART: f64 = 0.01;

/// How readers go on, and how closely that is followed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Probability that an open question stays open: most projects lack most special needs.
    pub rho: f64,
    /// Up to this many completions are all tried.
    pub most_combinations: usize,
    /// Otherwise this many are drawn.
    pub samples: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rho: STAYS_OPEN, most_combinations: 65_536, samples: 1_024 }
    }
}

/// What asking on can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// The open questions that can still matter, in author order.
    pub questions: Vec<Prospect>,
    /// The question to ask next: the largest gain, then the largest swing, then author order.
    pub next: Option<usize>,
    /// How open the outcome is, in bits.
    pub uncertainty: f64,
    /// Share of completions in which the winner stays the only one, 0..=1; `None` without a
    /// winner.
    pub stays: Option<f64>,
}

impl Gain {
    /// Whether further answers are unlikely to change the verdict.
    pub fn is_soft_stop(&self) -> bool {
        self.stays.is_some_and(|it| it >= SOFT_STOP)
    }

    /// How much of what is uncertain a question is expected to tell, rounded to hundredths; 0 too
    /// where another answer can move the lead only.
    #[expect(clippy::cast_sign_loss, reason = "information is never negative")]
    pub fn parts_of_hundred(&self, question: usize) -> u32 {
        let found = self.questions.iter().find(|it| it.swing.question == question);
        let bits = found.map_or(0.0, |it| it.bits);
        if self.uncertainty > 0.0 { (100.0 * bits / self.uncertainty + 0.5) as u32 } else { 0 }
    }
}

/// Why a question is, or is not, worth asking next.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Expected information about the outcome, in bits.
    pub bits: f64,
    /// What its answers can do.
    pub swing: Swing,
}

/// What asking on can tell, under the usual [`Settings`].
pub fn gain(model: &Model, answers: &Answers) -> Gain {
    gain_with(model, answers, Settings::default())
}

/// What asking on can tell.
pub fn gain_with(model: &Model, answers: &Answers, settings: Settings) -> Gain {
    let table = model.pooled_with(&answers.overrides);
    let sheet = Evaluation::new(model, &table, answers);
    let verdict = verdict(&sheet);
    if verdict.is_final {
        let stays = verdict.winner.map(|_| 1.0);
        return Gain { questions: Vec::new(), next: None, uncertainty: 0.0, stays };
    }
    let open = open_questions(&sheet, settings.rho);
    let mut tally = Tally::new(&open);
    if combinations(&open) <= settings.most_combinations {
        try_all(&sheet, &open, |completion| tally.add(&sheet, completion));
    } else {
        draw(&sheet, &open, settings.samples, |completion| {
            tally.try_replies(&sheet, &open, completion);
        });
    }
    let matters = next::open(&sheet, &verdict);
    let swings = next::swings(&sheet, &verdict, &matters).into_iter();
    let questions: Vec<Prospect> = swings
        .map(|swing| {
            let place = open.iter().position(|it| it.question == swing.question);
            Prospect { bits: place.map_or(0.0, |it| tally.bits(it)), swing }
        })
        .collect();
    let most = questions.iter().map(|it| it.bits).fold(0.0, f64::max);
    let best: Vec<&Swing> =
        questions.iter().filter(|it| it.bits > most - TELLS_APART).map(|it| &it.swing).collect();
    let stays = verdict.winner.map(|it| tally.share(1 << it));
    Gain { next: next::first(best), questions, uncertainty: tally.uncertainty(), stays }
}

/// [`Gain::stays`] alone, which takes a fraction of the time.
pub fn stays(model: &Model, answers: &Answers, settings: Settings) -> Option<f64> {
    let table = model.pooled_with(&answers.overrides);
    let sheet = Evaluation::new(model, &table, answers);
    let winner: AlternativeSet = 1 << verdict(&sheet).winner?;
    let open = open_questions(&sheet, settings.rho);
    let mut share = 0.0;
    let add = |it: &Completion| {
        if it.total.outcome(&sheet) == winner {
            share += it.probability;
        }
    };
    if combinations(&open) <= settings.most_combinations {
        try_all(&sheet, &open, add);
    } else {
        draw(&sheet, &open, settings.samples, add);
    }
    Some(share)
}

/// How probable each outcome is, alone and together with each reply.
struct Tally {
    /// Per open question: where its replies begin in a row of `joint`, and where they end.
    replies: Vec<(usize, usize)>,
    /// The outcomes seen so far.
    outcomes: Vec<AlternativeSet>,
    /// Their probabilities.
    shares: Vec<f64>,
    /// Per outcome a row with a place for every reply of every question.
    joint: Vec<Vec<f64>>,
    /// The outcome asked for last.
    last: usize,
}

impl Tally {
    fn new(open: &[Open]) -> Self {
        let mut end = 0;
        let mut span = |it: &Open| {
            let start = end;
            end += it.chances.len();
            (start, end)
        };
        let replies = open.iter().map(&mut span).collect();
        Self { replies, outcomes: Vec::new(), shares: Vec::new(), joint: Vec::new(), last: 0 }
    }

    fn index(&mut self, outcome: AlternativeSet) -> usize {
        // Most replies leave the outcome what it is.
        if self.outcomes.get(self.last) != Some(&outcome) {
            let seen = self.outcomes.iter().position(|&it| it == outcome);
            self.last = seen.unwrap_or(self.outcomes.len());
            if seen.is_none() {
                self.outcomes.push(outcome);
                self.shares.push(0.0);
                self.joint.push(vec![0.0; self.replies.last().map_or(0, |it| it.1)]);
            }
        }
        self.last
    }

    /// Enters one of all completions.
    fn add(&mut self, sheet: &Evaluation, it: &Completion) {
        let i = self.index(it.total.outcome(sheet));
        self.shares[i] += it.probability;
        for (&reply, &(start, _)) in it.chosen.iter().zip(&self.replies) {
            self.joint[i][start + reply] += it.probability;
        }
    }

    /// Enters a drawn completion, with every reply of every question in the place of its own.
    fn try_replies(&mut self, sheet: &Evaluation, open: &[Open], it: &Completion) {
        let i = self.index(it.total.outcome(sheet));
        self.shares[i] += it.probability;
        let drawn = || open.iter().zip(it.chosen).map(|(open, &reply)| &open.chances[reply]);
        for (place, own) in drawn().enumerate() {
            let mut others = it.total.without(&own.row);
            if own.agreed != 0 {
                let rest = drawn().enumerate().filter(|it| it.0 != place);
                others.excluded = rest.fold(sheet.excluded, |all, it| all | it.1.agreed);
            }
            let start = self.replies[place].0;
            for (reply, chance) in open[place].chances.iter().enumerate() {
                let i = self.index(others.outcome_with(sheet, chance));
                self.joint[i][start + reply] += it.probability * chance.probability;
            }
        }
    }

    fn share(&self, outcome: AlternativeSet) -> f64 {
        self.outcomes.iter().position(|&it| it == outcome).map_or(0.0, |it| self.shares[it])
    }

    /// Entropy of the outcome, in bits.
    fn uncertainty(&self) -> f64 {
        self.shares.iter().filter(|it| **it > 0.0).fold(0.0, |sum, it| sum - it * log2(*it))
    }

    fn bits(&self, place: usize) -> f64 {
        let (start, end) = self.replies[place];
        let joint: Vec<&[f64]> = self.joint.iter().map(|it| &it[start..end]).collect();
        information(&joint)
    }
}

/// Mutual information of rows and columns, in bits, from the probability of each cell; the cells
/// add up to 1.
///
/// ```
/// use tiebreak_core::engine::gain::information;
/// assert_eq!(information(&[&[0.5, 0.0], &[0.0, 0.5]]), 1.0);
/// assert_eq!(information(&[&[0.25, 0.25], &[0.25, 0.25]]), 0.0);
/// ```
pub fn information(joint: &[&[f64]]) -> f64 {
    let columns = joint.first().map_or(0, |it| it.len());
    let of_column = |c: usize| joint.iter().map(|row| row[c]).sum::<f64>();
    let column: Vec<f64> = (0..columns).map(of_column).collect();
    let mut bits = 0.0;
    for row in joint {
        let of_row: f64 = row.iter().sum();
        for (cell, column) in row.iter().zip(&column) {
            if *cell > 0.0 {
                bits += cell * log2(cell / (of_row * column));
            }
        }
    }
    // It is never negative, but for rounding.
    bits.max(0.0)
}
