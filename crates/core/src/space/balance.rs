//! How the options pull to the alternatives, and the verdicts at the corners of the answer space.

use super::replies::{Effect, OPEN, Sheet, Space, SpaceReply};

/// The pull of an option to one alternative is strong from this number of points on: a weight of
/// 100 and a value 500 above the mean of the others.
pub const STRONG: i64 = 50_000;
/// The pull is weak below this number of points.
pub const WEAK: i64 = 10_000;

/// How many options pull to one alternative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pull {
    /// Options with a pull of at least [`STRONG`] points.
    pub strong: usize,
    /// Options in between.
    pub medium: usize,
    /// Options with a pull below [`WEAK`] points.
    pub weak: usize,
    /// Sum of the pulls in points.
    pub points: i64,
}

impl Pull {
    /// Number of options.
    pub fn options(&self) -> usize {
        self.strong + self.medium + self.weak
    }

    fn add(&mut self, points: i64) {
        match points {
            STRONG.. => self.strong += 1,
            WEAK..STRONG => self.medium += 1,
            _ => self.weak += 1,
        }
        self.points += points;
    }

    /// The counts of both.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            strong: self.strong + other.strong,
            medium: self.medium + other.medium,
            weak: self.weak + other.weak,
            points: self.points + other.points,
        }
    }
}

/// The balance of one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance<T> {
    /// Per alternative, the options that pull to it.
    pub pulls: Vec<Pull>,
    /// Options that pull to no single alternative.
    pub neutral: usize,
    /// The alternative that all options pull to, with the answer that pulls least, if the question
    /// is unbalanced.
    pub unbalanced: Option<(usize, T)>,
}

impl<T> Balance<T> {
    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Balance<U> {
        let unbalanced = self.unbalanced.map(|(a, example)| (a, convert(example)));
        Balance { pulls: self.pulls, neutral: self.neutral, unbalanced }
    }
}

/// The lead of `a` over the mean of the others in points, times the number of others.
fn lead_over_mean(space: &Space, a: usize, effect: &Effect) -> i64 {
    let points = &effect.row.points[..space.alternatives];
    space.alternatives as i64 * points[a] - points.iter().sum::<i64>()
}

/// The alternative that an option pulls to, and the pull in points: the one with the most points, by
/// its lead over the mean of the others. `None` if two have the most points.
pub(super) fn pull(space: &Space, effect: &Effect) -> Option<(usize, i64)> {
    let points = &effect.row.points[..space.alternatives];
    let most = *points.iter().max()?;
    let mut best = (0..points.len()).filter(|&a| points[a] == most);
    let a = best.next()?;
    let others = space.alternatives as i64 - 1;
    best.next().is_none().then(|| (a, lead_over_mean(space, a, effect) / others.max(1)))
}

/// The balance of the options of question `q`, with the effects of its options.
pub(super) fn balance(space: &Space, q: usize, options: &[(u16, Effect)]) -> Balance<Sheet> {
    let mut balance =
        Balance { pulls: vec![Pull::default(); space.alternatives], neutral: 0, unbalanced: None };
    let mut weakest: Option<(i64, u16)> = None;
    for (reply, effect) in options {
        let Some((a, points)) = pull(space, effect) else {
            balance.neutral += 1;
            continue;
        };
        balance.pulls[a].add(points);
        if weakest.is_none_or(|(least, _)| points < least) {
            weakest = Some((points, *reply));
        }
    }
    let is_one_sided = |pull: &Pull| options.len() > 1 && pull.options() == options.len();
    let favourite = balance.pulls.iter().position(is_one_sided);
    balance.unbalanced = favourite.zip(weakest).map(|(a, (_, reply))| {
        let mut sheet = space.blank();
        let mut child = q;
        // A question that depends on another one needs a reply that makes it apply.
        while let Some((parent, _)) = space.questions[child].parent {
            let replies = &space.questions[parent].replies;
            let enabling = replies.iter().position(|reply| space.enables(reply, child));
            sheet[parent] = enabling.map_or(OPEN, |r| r as u16);
            child = parent;
        }
        sheet[q] = reply;
        (a, sheet)
    });
    balance
}

/// The complete sheet whose replies are the most favourable for `a`: the largest lead over the mean
/// of the others, with no requirement that excludes `a` if a reply without one exists.
pub(super) fn corner(space: &Space, a: usize) -> Sheet {
    let n = space.questions.len();
    let mut values: Vec<(i64, i64)> = vec![(0, 0); n];
    let mut chosen = space.blank();
    for q in (0..n).rev() {
        let question = &space.questions[q];
        let value = |reply: &SpaceReply| {
            let excludes = (reply.effect.agreed | reply.effect.disputed) >> a & 1;
            let own = (-i64::from(excludes), lead_over_mean(space, a, &reply.effect));
            let enabled = question.children.iter().filter(|&&child| space.enables(reply, child));
            enabled.fold(own, |sum, &child| (sum.0 + values[child].0, sum.1 + values[child].1))
        };
        let mut best: Option<((i64, i64), usize)> = None;
        for (r, reply) in question.replies.iter().enumerate() {
            let value = value(reply);
            if best.is_none_or(|(best, _)| value > best) {
                best = Some((value, r));
            }
        }
        if let Some((value, r)) = best {
            values[q] = value;
            chosen[q] = r as u16;
        }
    }
    chosen
}
