//! The completions of an answer sheet, with their probabilities (docs/method.md#completions).
//!
//! A completion gives each open question a reply, independently. The question stays open with
//! probability rho; otherwise it gets an option, with the prior of the option. A `many` question
//! gets one option or none of these.
//!
//! A question that applies because of the reply to an open question is part of that question: each
//! reply is combined with the replies to the questions that it makes applicable.

use sampling::random::SplitMix;

use crate::model::MAX_ALTERNATIVES;
use crate::model::rows::{AlternativeSet, PointsRow, RowOrigin};

use super::evaluation::Evaluation;
use super::seed::seed;

/// Largest number of combined replies of an open question. Beyond it, questions that apply because
/// of its reply stay open.
const MOST_REPLIES: usize = 256;

/// rho, the probability that an open question stays open: most projects lack most special needs.
pub const STAYS_OPEN: f64 = 0.75;

/// An open question and its possible replies.
pub struct OpenQuestion {
    /// Index of the question.
    pub question: usize,
    /// The replies with a probability above 0, combined with those to the questions that apply
    /// because of them; the probabilities add up to 1.
    pub replies: Vec<PossibleReply>,
}

/// The open questions of an answer sheet. Each stays open with probability `rho`.
pub fn open_questions(evaluation: &Evaluation, rho: f64) -> Vec<OpenQuestion> {
    evaluation.open().map(|q| OpenQuestion::new(evaluation, q, rho)).collect()
}

/// A possible reply to an open question, or leaving the question open.
#[derive(Clone, Copy)]
pub struct PossibleReply {
    /// Above 0, at most 1.
    pub probability: f64,
    /// The row of the reply.
    pub row: PointsRow,
    /// Alternatives that its agreed requirements exclude.
    pub agreed: AlternativeSet,
}

impl PossibleReply {
    /// A reply that contributes nothing.
    const NOTHING: Self = Self {
        probability: 1.0,
        row: PointsRow { weight: 0, points: [0; MAX_ALTERNATIVES], origin: RowOrigin::Unrated },
        agreed: 0,
    };
}

impl OpenQuestion {
    fn new(evaluation: &Evaluation, q: usize, rho: f64) -> Self {
        let combine = |combines| {
            let mut replies = Replies { evaluation, rho, combines, all: Vec::new() };
            replies.add(&[q], 1.0, Total::default());
            replies.all
        };
        let mut replies = combine(true);
        if replies.len() > MOST_REPLIES {
            replies = combine(false);
        }
        Self { question: q, replies }
    }
}

/// Collects the possible replies to an open question.
struct Replies<'a> {
    evaluation: &'a Evaluation<'a>,
    rho: f64,
    /// Whether questions that apply because of a reply have a reply each; otherwise they are as in
    /// the answer sheet.
    combines: bool,
    /// The replies so far.
    all: Vec<PossibleReply>,
}

impl Replies<'_> {
    /// Adds each combination of replies to the questions `open`, and to those that apply because of
    /// a reply. `total` has the rows of the replies so far.
    fn add(&mut self, open: &[usize], probability: f64, total: Total) {
        if probability <= 0.0 || self.all.len() > MOST_REPLIES {
            return;
        }
        let Some((&q, rest)) = open.split_first() else {
            self.all.push(PossibleReply { probability, row: total.row, agreed: total.excluded });
            return;
        };
        let Evaluation { model, table, answers, .. } = self.evaluation;
        let question = &model.questions[q];
        let (none, all) = question.priors();
        self.add(rest, probability * self.rho, total.with(&table.questions[q].unanswered, 0));
        let answered = probability * (1.0 - self.rho) / all;
        self.add(rest, answered * none, total);
        for (o, option) in question.options.iter().enumerate() {
            let effect = self.evaluation.effect(q, Some(question.reply(1 << o)));
            let mut total = total.with(&effect.row, effect.agreed);
            let mut open = rest.to_vec();
            for dependent in model.dependents(q, 1 << o) {
                let is_open = answers.replies[dependent].is_none() && answers.asked[dependent];
                if self.combines && is_open {
                    // The effect has the row of the unanswered question; a reply replaces the row.
                    total = total.without(&table.questions[dependent].unanswered);
                    open.push(dependent);
                }
            }
            self.add(&open, answered * option.prior, total);
        }
    }
}

/// A sum of rows.
#[derive(Clone, Copy, Default)]
pub struct Total {
    /// Points and weight.
    pub row: PointsRow,
    /// Alternatives that agreed requirements exclude.
    pub excluded: AlternativeSet,
}

impl Total {
    /// The sum of all rows but those of the open questions.
    fn answered(evaluation: &Evaluation) -> Self {
        let Evaluation { points, total, excluded, .. } = *evaluation;
        let row = PointsRow { points, weight: total, ..PointsRow::default() };
        let all = Self { row, excluded };
        evaluation.open().fold(all, |sum, q| sum.without(&evaluation.rows[q]))
    }

    fn with(mut self, row: &PointsRow, agreed: AlternativeSet) -> Self {
        self.row += row;
        self.excluded |= agreed;
        self
    }

    /// The sum without a row. `excluded` stays as it is.
    #[must_use]
    pub fn without(mut self, row: &PointsRow) -> Self {
        self.row -= row;
        self
    }

    /// The outcome: the eligible alternatives within the tie band of the best one.
    pub fn outcome(&self, evaluation: &Evaluation) -> AlternativeSet {
        self.outcome_with(evaluation, &PossibleReply::NOTHING)
    }

    /// The outcome after one more reply.
    pub fn outcome_with(&self, evaluation: &Evaluation, reply: &PossibleReply) -> AlternativeSet {
        let excluded = self.excluded | reply.agreed;
        let points = |a: usize| self.row.points[a] + reply.row.points[a];
        let is_eligible = |a: usize| excluded & (1 << a) == 0;
        let mut best = i64::MIN;
        for a in evaluation.alternatives() {
            if is_eligible(a) {
                best = best.max(points(a));
            }
        }
        let band = evaluation.model.band * (self.row.weight + reply.row.weight);
        let mut outcome = 0;
        for a in evaluation.alternatives() {
            outcome |= AlternativeSet::from(is_eligible(a) && best - points(a) <= band) << a;
        }
        outcome
    }
}

/// A reply to every open question.
pub struct Completion<'a> {
    /// Per open question, the index of its reply in [`OpenQuestion::replies`].
    pub replies: &'a [usize],
    /// The sum of all rows.
    pub total: Total,
    /// Probability of the completion. For drawn completions, 1 / number of draws.
    pub probability: f64,
}

/// Number of completions; `usize::MAX` if there are more.
pub fn count(open: &[OpenQuestion]) -> usize {
    open.iter().fold(1, |product, question| product.saturating_mul(question.replies.len()))
}

/// Calls `each` for every completion.
pub fn enumerate(
    evaluation: &Evaluation,
    open: &[OpenQuestion],
    mut each: impl FnMut(&Completion),
) {
    fn descend(
        open: &[OpenQuestion],
        replies: &mut Vec<usize>,
        total: Total,
        probability: f64,
        each: &mut impl FnMut(&Completion),
    ) {
        let Some(question) = open.get(replies.len()) else {
            return each(&Completion { replies, total, probability });
        };
        for (i, reply) in question.replies.iter().enumerate() {
            replies.push(i);
            descend(
                open,
                replies,
                total.with(&reply.row, reply.agreed),
                probability * reply.probability,
                each,
            );
            replies.pop();
        }
    }
    descend(open, &mut Vec::new(), Total::answered(evaluation), 1.0, &mut each);
}

/// Draws `samples` completions at random and calls `each` for them. The same model and number of
/// samples give the same random numbers.
pub fn draw(
    evaluation: &Evaluation,
    open: &[OpenQuestion],
    samples: u32,
    mut each: impl FnMut(&Completion),
) {
    let mut generator = SplitMix(seed(evaluation.model, samples as usize));
    let probability = 1.0 / f64::from(samples);
    let answered = Total::answered(evaluation);
    let mut replies = vec![0; open.len()];
    for _ in 0..samples {
        let mut total = answered;
        for (reply, question) in replies.iter_mut().zip(open) {
            *reply = pick(&question.replies, generator.unit());
            let PossibleReply { row, agreed, .. } = &question.replies[*reply];
            total = total.with(row, *agreed);
        }
        each(&Completion { replies: &replies, total, probability });
    }
}

/// The index of the reply whose part of the range 0 to 1 contains `at`. Each reply has a part as
/// long as its probability.
fn pick(replies: &[PossibleReply], mut at: f64) -> usize {
    for (i, reply) in replies.iter().enumerate() {
        if at < reply.probability {
            return i;
        }
        at -= reply.probability;
    }
    // Rounding can leave a number past the last part.
    replies.len() - 1
}
