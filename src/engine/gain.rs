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

use crate::model::answers::Answers;
use crate::model::rows::{AlternativeSet, PointsRow, Voice};
use crate::model::{Choose, MAX_ALTERNATIVES, Model};

use super::next::{self, Swing};
use super::sample::{SplitMix, log2, seed};
use super::sheet::Sheet;
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
        Self { rho: 0.75, most_combinations: 65_536, samples: 1_024 }
    }
}

/// What asking on can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// The open questions that can still matter, in author order.
    pub questions: Vec<Prospect>,
    /// The question to ask next: the largest gain, then the largest swing, then author order.
    pub next: Option<usize>,
    /// Share of completions in which the winner stays the only one, 0..=1; `None` without a
    /// winner.
    pub stays: Option<f64>,
}

impl Gain {
    /// Whether further answers are unlikely to change the verdict.
    pub fn is_soft_stop(&self) -> bool {
        self.stays.is_some_and(|it| it >= SOFT_STOP)
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
    let model = &*model.with(&answers.overrides);
    let sheet = Sheet::new(model, &model.tables.pooled, answers);
    let verdict = verdict(&sheet);
    if verdict.is_final {
        let stays = verdict.winner.map(|_| 1.0);
        return Gain { questions: Vec::new(), next: None, stays };
    }
    let open: Vec<Open> = sheet.open().map(|q| Open::new(&sheet, q, settings.rho)).collect();
    let mut tally = Tally::new(&open);
    let combinations = open.iter().fold(1_usize, |all, it| all.saturating_mul(it.chances.len()));
    if combinations <= settings.most_combinations {
        try_all(&sheet, &open, &mut Vec::new(), Total::answered(&sheet), 1.0, &mut tally);
    } else {
        draw(&sheet, &open, settings.samples, &mut tally);
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
    Gain { next: next::first(best), questions, stays }
}

/// An open question.
struct Open {
    question: usize,
    /// What it may come to; the probabilities add up to 1.
    chances: Vec<Chance>,
}

/// Something that an open question may come to.
#[derive(Clone, Copy)]
struct Chance {
    probability: f64,
    row: PointsRow,
    agreed: AlternativeSet,
}

impl Chance {
    const NOTHING: Self = Self {
        probability: 1.0,
        row: PointsRow { weight: 0, points: [0; MAX_ALTERNATIVES], voice: Voice::Nobody },
        agreed: 0,
    };
}

impl Open {
    fn new(sheet: &Sheet, q: usize, rho: f64) -> Self {
        /// Prior of "none of these" beside the options', which are 1 unless the author says.
        const NONE_OF_THESE: f64 = 1.0;
        let (question, rows) = (&sheet.model.questions[q], &sheet.table.questions[q]);
        let none = if question.choose == Choose::Many { NONE_OF_THESE } else { 0.0 };
        let priors = question.options.iter().map(|it| it.prior);
        let all = none + priors.clone().sum::<f64>();
        let mut chances = Vec::with_capacity(question.options.len() + 2);
        let mut may = |probability: f64, row, agreed| {
            if probability > 0.0 {
                chances.push(Chance { probability, row, agreed });
            }
        };
        may(rho, rows.unanswered, 0);
        may((1.0 - rho) * none / all, Chance::NOTHING.row, 0);
        for (prior, option) in priors.zip(&rows.options) {
            may((1.0 - rho) * prior / all, option.row, option.agreed);
        }
        Self { question: q, chances }
    }
}

/// Rows added up.
#[derive(Clone, Copy)]
struct Total {
    row: PointsRow,
    excluded: AlternativeSet,
}

impl Total {
    /// Everything but the open questions.
    fn answered(sheet: &Sheet) -> Self {
        let row = PointsRow { points: sheet.points, weight: sheet.total, ..PointsRow::default() };
        let all = Self { row, excluded: sheet.excluded };
        sheet.open().fold(all, |all, q| all.without(&sheet.rows[q]))
    }

    fn with(mut self, it: &Chance) -> Self {
        self.row.weight += it.row.weight;
        for (sum, points) in self.row.points.iter_mut().zip(it.row.points) {
            *sum += points;
        }
        self.excluded |= it.agreed;
        self
    }

    /// Takes a row away; what it excludes is for the caller.
    fn without(mut self, row: &PointsRow) -> Self {
        self.row.weight -= row.weight;
        for (sum, points) in self.row.points.iter_mut().zip(row.points) {
            *sum -= points;
        }
        self
    }

    /// Who is within the band of the best, with one more row.
    fn outcome_with(&self, sheet: &Sheet, it: &Chance) -> AlternativeSet {
        let excluded = self.excluded | it.agreed;
        let points = |a: usize| self.row.points[a] + it.row.points[a];
        let left = |a: usize| excluded & (1 << a) == 0;
        let mut best = i64::MIN;
        for a in 0..sheet.m() {
            if left(a) {
                best = best.max(points(a));
            }
        }
        let band = sheet.model.band * (self.row.weight + it.row.weight);
        let mut set = 0;
        for a in 0..sheet.m() {
            set |= AlternativeSet::from(left(a) && best - points(a) <= band) << a;
        }
        set
    }
}

/// Tries every completion of the questions after those that are `chosen`.
fn try_all(
    sheet: &Sheet,
    open: &[Open],
    chosen: &mut Vec<usize>,
    total: Total,
    probability: f64,
    tally: &mut Tally,
) {
    let Some(next) = open.get(chosen.len()) else {
        let outcome = total.outcome_with(sheet, &Chance::NOTHING);
        tally.outcome(outcome, probability);
        for (place, &reply) in chosen.iter().enumerate() {
            tally.reply(place, reply, outcome, probability);
        }
        return;
    };
    for (reply, chance) in next.chances.iter().enumerate() {
        chosen.push(reply);
        let probability = probability * chance.probability;
        try_all(sheet, open, chosen, total.with(chance), probability, tally);
        chosen.pop();
    }
}

/// Draws completions, and tries each with every reply of every question.
fn draw(sheet: &Sheet, open: &[Open], samples: u32, tally: &mut Tally) {
    let answered = Total::answered(sheet);
    let mut generator = SplitMix(seed(sheet.model, samples as usize));
    let share = 1.0 / f64::from(samples);
    let mut drawn: Vec<Chance> = Vec::with_capacity(open.len());
    for _ in 0..samples {
        drawn.clear();
        drawn.extend(open.iter().map(|it| pick(&it.chances, generator.unit())));
        let total = drawn.iter().fold(answered, Total::with);
        tally.outcome(total.outcome_with(sheet, &Chance::NOTHING), share);
        for (place, it) in open.iter().enumerate() {
            let mut others = total.without(&drawn[place].row);
            if drawn[place].agreed != 0 {
                let rest = drawn.iter().enumerate().filter(|it| it.0 != place);
                others.excluded = rest.fold(answered.excluded, |all, it| all | it.1.agreed);
            }
            for (reply, chance) in it.chances.iter().enumerate() {
                let outcome = others.outcome_with(sheet, chance);
                tally.reply(place, reply, outcome, share * chance.probability);
            }
        }
    }
}

/// The chance at this point, 0 up to 1, of all laid end to end.
fn pick(chances: &[Chance], mut at: f64) -> Chance {
    for it in chances {
        if at < it.probability {
            return *it;
        }
        at -= it.probability;
    }
    // Rounding may leave a little beyond the last.
    chances[chances.len() - 1]
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

    fn outcome(&mut self, outcome: AlternativeSet, probability: f64) {
        let i = self.index(outcome);
        self.shares[i] += probability;
    }

    fn reply(&mut self, place: usize, reply: usize, outcome: AlternativeSet, probability: f64) {
        let i = self.index(outcome);
        self.joint[i][self.replies[place].0 + reply] += probability;
    }

    fn share(&self, outcome: AlternativeSet) -> f64 {
        self.outcomes.iter().position(|&it| it == outcome).map_or(0.0, |it| self.shares[it])
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
/// use tiebreak::engine::gain::information;
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
