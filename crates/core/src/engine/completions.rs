//! The ways to go on from a sheet: what the open questions may come to, and how probably.
//!
//! Each open question keeps its unanswered row with probability rho, else an option is given by its
//! prior; of a `many` question one option, or none of these. Questions are independent.

use sampling::random::SplitMix;

use crate::model::MAX_ALTERNATIVES;
use crate::model::rows::{AlternativeSet, PointsRow, Voice};

use super::evaluation::Evaluation;
use super::seed::seed;

/// rho: how probable it is that an open question stays open. Most projects lack most special needs.
pub const STAYS_OPEN: f64 = 0.75;

/// An open question.
pub struct Open {
    /// Its index.
    pub question: usize,
    /// What it may come to; the probabilities add up to 1.
    pub chances: Vec<Chance>,
}

/// The open questions of a sheet; each stays open with probability `rho`.
pub fn open_questions(sheet: &Evaluation, rho: f64) -> Vec<Open> {
    sheet.open().map(|q| Open::new(sheet, q, rho)).collect()
}

/// Something that an open question may come to.
#[derive(Clone, Copy)]
pub struct Chance {
    /// Above 0, at most 1.
    pub probability: f64,
    /// What it contributes.
    pub row: PointsRow,
    /// Alternatives that it rules out, and nobody contradicts.
    pub agreed: AlternativeSet,
}

impl Chance {
    const NOTHING: Self = Self {
        probability: 1.0,
        row: PointsRow { weight: 0, points: [0; MAX_ALTERNATIVES], voice: Voice::Nobody },
        agreed: 0,
    };
}

impl Open {
    fn new(sheet: &Evaluation, q: usize, rho: f64) -> Self {
        let (question, rows) = (&sheet.model.questions[q], &sheet.table.questions[q]);
        let (none, all) = question.priors();
        let priors = question.options.iter().map(|it| it.prior);
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
pub struct Total {
    /// Their sum.
    pub row: PointsRow,
    /// Alternatives that agreed requirements rule out.
    pub excluded: AlternativeSet,
}

impl Total {
    /// Everything but the open questions.
    fn answered(sheet: &Evaluation) -> Self {
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
    #[must_use]
    pub fn without(mut self, row: &PointsRow) -> Self {
        self.row.weight -= row.weight;
        for (sum, points) in self.row.points.iter_mut().zip(row.points) {
            *sum -= points;
        }
        self
    }

    /// Who is within the band of the best.
    pub fn outcome(&self, sheet: &Evaluation) -> AlternativeSet {
        self.outcome_with(sheet, &Chance::NOTHING)
    }

    /// Who is within the band of the best, with one more row.
    pub fn outcome_with(&self, sheet: &Evaluation, it: &Chance) -> AlternativeSet {
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

/// Every open question come to something.
pub struct Completion<'a> {
    /// Per open question, the place of its chance.
    pub chosen: &'a [usize],
    /// Everything added up.
    pub total: Total,
    /// All completions that are gone through add up to 1.
    pub probability: f64,
}

/// Number of completions.
pub fn combinations(open: &[Open]) -> usize {
    open.iter().fold(1, |all, it| all.saturating_mul(it.chances.len()))
}

/// Goes through every completion.
pub fn try_all(sheet: &Evaluation, open: &[Open], mut each: impl FnMut(&Completion)) {
    fn go_on(
        open: &[Open],
        chosen: &mut Vec<usize>,
        total: Total,
        probability: f64,
        each: &mut impl FnMut(&Completion),
    ) {
        let Some(next) = open.get(chosen.len()) else {
            return each(&Completion { chosen, total, probability });
        };
        for (reply, chance) in next.chances.iter().enumerate() {
            chosen.push(reply);
            go_on(open, chosen, total.with(chance), probability * chance.probability, each);
            chosen.pop();
        }
    }
    go_on(open, &mut Vec::new(), Total::answered(sheet), 1.0, &mut each);
}

/// Draws completions, each as probable as any other.
pub fn draw(sheet: &Evaluation, open: &[Open], samples: u32, mut each: impl FnMut(&Completion)) {
    let mut generator = SplitMix(seed(sheet.model, samples as usize));
    let probability = 1.0 / f64::from(samples);
    let answered = Total::answered(sheet);
    let mut chosen = vec![0; open.len()];
    for _ in 0..samples {
        let mut total = answered;
        for (chosen, it) in chosen.iter_mut().zip(open) {
            *chosen = pick(&it.chances, generator.unit());
            total = total.with(&it.chances[*chosen]);
        }
        each(&Completion { chosen: &chosen, total, probability });
    }
}

/// The chance at this point, 0 up to 1, of all laid end to end.
fn pick(chances: &[Chance], mut at: f64) -> usize {
    for (i, it) in chances.iter().enumerate() {
        if at < it.probability {
            return i;
        }
        at -= it.probability;
    }
    // Rounding may leave a little beyond the last.
    chances.len() - 1
}
