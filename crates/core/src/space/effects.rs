//! Which questions and options never change a verdict: a proof, or a sheet that shows the opposite.

use crate::engine::evaluation::counting_options;
use crate::model::answers::{OptionSet, indices};
use crate::model::rows::AlternativeSet;
use crate::model::{Choose, Model};

use super::replies::{Effect, OPEN, Outcome, Sheet, Space};
use super::search::{Condition, Found, Open, Problem, Search};

/// Largest number of partial sheets tried for one search.
const MOST_NODES: usize = 5_000;
/// Preparing a search takes as long as one partial sheet for this number of replies.
const REPLIES_PER_NODE: usize = 8;
/// Largest number of different joint replies that are compared for one option.
const MOST_PAIRS: usize = 64;

/// A sheet on which two replies to one question lead to different outcomes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// The replies to the other questions.
    pub(super) sheet: Sheet,
    pub(super) question: usize,
    /// The two replies, or [`OPEN`].
    pub(super) replies: [u16; 2],
}

/// Whether two replies can lead to different outcomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Effects<T> {
    /// It is proven that no answers exist for which it changes the verdict.
    Never,
    /// An example with two different verdicts.
    Changes(T),
    /// Neither an example nor a proof was found within the limits.
    NotDecided,
}

impl<T> Effects<T> {
    /// The example.
    pub fn example(&self) -> Option<&T> {
        if let Self::Changes(example) = self { Some(example) } else { None }
    }

    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Effects<U> {
        match self {
            Self::Never => Effects::Never,
            Self::Changes(example) => Effects::Changes(convert(example)),
            Self::NotDecided => Effects::NotDecided,
        }
    }
}

/// The results so far for a question and its options.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Two replies with different outcomes.
    pub(super) question: Option<Difference>,
    /// Per option, a reply with the option and one without it, with different outcomes.
    pub(super) options: Vec<Option<Difference>>,
    /// Per option, the pairs of replies that differ by this option only.
    pairs: Vec<Vec<[u16; 2]>>,
}

impl Known {
    /// Nothing is known yet about question `q`.
    pub(super) fn new(space: &Space, model: &Model, q: usize) -> Self {
        let n = model.questions[q].options.len();
        let pairs = (0..n).map(|o| pairs(space, model, q, o)).collect();
        Self { question: None, options: vec![None; n], pairs }
    }

    fn is_complete(&self) -> bool {
        self.question.is_some() && self.options.iter().all(Option::is_some)
    }
}

/// The pairs of replies of question `q` that differ by option `o` only. The second one is leaving
/// the question open; for a `many` question, it is the set without the option.
fn pairs(space: &Space, model: &Model, q: usize, o: usize) -> Vec<[u16; 2]> {
    let (question, rows) = (&model.questions[q], &model.tables.pooled.questions[q]);
    let replies = || space.questions[q].replies.iter().enumerate();
    if question.choose != Choose::Many {
        let with = replies().filter(|(_, reply)| reply.chosen & (1 << o) != 0);
        return with.map(|(r, _)| [r as u16, OPEN]).collect();
    }
    // The replies list one set for all sets of the same effect: the options that count, and those
    // with requirements.
    let listed = |set: OptionSet| {
        let counting = counting_options(question, rows, set);
        let requiring = indices(set).filter(|&o| !question.options[o].requirements.is_empty());
        let set = requiring.fold(counting, |sum, o| sum | 1 << o);
        replies().position(|(_, reply)| reply.chosen == set)
    };
    let without = replies().filter(|(_, reply)| reply.chosen & (1 << o) == 0);
    let pair = |(r, set): (usize, OptionSet)| Some([listed(set | 1 << o)? as u16, r as u16]);
    let pairs = without.filter_map(|(r, reply)| pair((r, reply.chosen)));
    pairs.filter(|[with, without]| with != without).collect()
}

/// Compares the outcomes of a sheet with each reply to question `q`, and notes differences that are
/// not known yet.
pub(super) fn compare(space: &Space, sheet: &Sheet, q: usize, known: &mut Known) {
    if known.is_complete() || space.applicable(sheet) & (1 << q) == 0 {
        return;
    }
    let question = &space.questions[q];
    let mut changed = sheet.clone();
    changed[q] = OPEN;
    let open_sum = space.sum(&changed);
    let mut outcome = |reply: u16| {
        if !question.children.is_empty() {
            changed[q] = reply;
            return space.outcome(&space.sum(&changed));
        }
        let mut sum = open_sum;
        let effect = &question.replies[usize::from(reply)].effect;
        sum.replace_row(&question.open.row, &effect.row);
        sum.agreed |= effect.agreed;
        sum.disputed |= effect.disputed;
        space.outcome(&sum)
    };
    let outcomes: Vec<Outcome> = (0..question.replies.len()).map(|r| outcome(r as u16)).collect();
    let open = space.outcome(&open_sum);
    let of = |reply: u16| outcomes.get(usize::from(reply)).copied().unwrap_or(open);
    let difference = |replies| Difference { sheet: sheet.clone(), question: q, replies };
    if known.question.is_none() {
        let other = outcomes.iter().position(|&other| other != outcomes[0]);
        known.question = other.map(|r| difference([0, r as u16]));
    }
    for (pairs, option) in known.pairs.iter().zip(&mut known.options) {
        if option.is_none() {
            let pair = pairs.iter().find(|&&[a, b]| of(a) != of(b));
            *option = pair.map(|&pair| difference(pair));
        }
    }
}

/// Whether question `q` can change the verdict.
/// Takes the number of partial sheets tried from `budget`.
pub(super) fn question(
    space: &Space,
    q: usize,
    known: &Known,
    budget: &mut usize,
) -> Effects<Difference> {
    let example = known.question.iter().chain(known.options.iter().flatten()).next();
    if let Some(example) = example {
        return Effects::Changes(example.clone());
    }
    let replies = 0..space.questions[q].replies.len();
    decide(space, q, replies.map(|r| [r as u16, OPEN]), budget)
}

/// Whether option `o` of question `q` can change the verdict. Takes the number of partial sheets
/// tried from `budget`.
pub(super) fn option(
    space: &Space,
    q: usize,
    o: usize,
    known: &Known,
    budget: &mut usize,
) -> Effects<Difference> {
    match &known.options[o] {
        Some(example) => Effects::Changes(example.clone()),
        None => decide(space, q, known.pairs[o].iter().copied(), budget),
    }
}

/// Searches a difference between the two replies of any pair.
fn decide(
    space: &Space,
    q: usize,
    pairs: impl Iterator<Item = [u16; 2]>,
    budget: &mut usize,
) -> Effects<Difference> {
    let mut is_decided = !space.is_reduced();
    let mut compared: Vec<[Effect; 2]> = Vec::new();
    for replies in pairs {
        let (joint, is_complete) = joint_replies(space, q, replies[0]);
        is_decided &= is_complete;
        for (effect, family) in joint {
            let other = match space.questions[q].replies.get(usize::from(replies[1])) {
                Some(reply) => reply.effect,
                None => space.questions[q].open,
            };
            let is_alike = |pair: &[Effect; 2]| pair[0].is_same(&effect) && pair[1].is_same(&other);
            if effect.is_same(&other) || compared.iter().any(is_alike) {
                continue;
            }
            if compared.len() == MOST_PAIRS {
                return Effects::NotDecided;
            }
            compared.push([effect, other]);
            match difference(space, q, [&effect, &other], budget) {
                Found::Sheet(mut sheet) => {
                    for (child, reply) in family {
                        sheet[child] = reply;
                    }
                    return Effects::Changes(Difference { sheet, question: q, replies });
                }
                Found::NotDecided => is_decided = false,
                Found::Nothing => {}
            }
        }
    }
    if is_decided { Effects::Never } else { Effects::NotDecided }
}

/// The replies to questions that depend on another one.
type Family = Vec<(usize, u16)>;

/// The effects of a reply together with each combination of replies to the questions that depend
/// on it, and whether these are all.
fn joint_replies(space: &Space, q: usize, reply: u16) -> (Vec<(Effect, Family)>, bool) {
    let question = &space.questions[q];
    let Some(given) = question.replies.get(usize::from(reply)) else {
        return (vec![(question.open, Vec::new())], true);
    };
    let mut joint: Vec<(Effect, Family)> = vec![(given.effect, Vec::new())];
    let mut is_complete = true;
    for &child in question.children.iter().filter(|&&child| space.enables(given, child)) {
        let replies = (0..space.questions[child].replies.len()).map(|r| r as u16);
        let mut more: Vec<(Effect, Family)> = Vec::new();
        for child_reply in replies.chain([OPEN]) {
            let (own, own_complete) = joint_replies(space, child, child_reply);
            is_complete &= own_complete;
            for (effect, family) in own {
                for (sum, others) in &joint {
                    let mut sum = *sum;
                    sum.add(&effect);
                    if more.iter().any(|(other, _)| other.is_same(&sum)) {
                        continue;
                    }
                    if more.len() == MOST_PAIRS {
                        is_complete = false;
                        continue;
                    }
                    let mut family = family.clone();
                    family.push((child, child_reply));
                    family.extend(others);
                    more.push((sum, family));
                }
            }
        }
        joint = more;
    }
    (joint, is_complete)
}

/// Searches a sheet of the questions outside the family of `q` for which two effects of the family
/// lead to different outcomes.
fn difference(space: &Space, q: usize, effects: [&Effect; 2], budget: &mut usize) -> Found {
    let mut is_decided = true;
    let mut found = None;
    let replies = space.questions.iter().map(|question| question.replies.len());
    let preparation = replies.sum::<usize>() / REPLIES_PER_NODE;
    let ranges = Ranges::new(space, q);
    let mut attempt = |problem: Problem| {
        if *budget == 0 {
            is_decided = false;
            return false;
        }
        let mut search = Search::new(space, &problem, MOST_NODES.min(*budget));
        match search.any() {
            Found::Sheet(sheet) => found = Some(sheet),
            Found::NotDecided => is_decided = false,
            Found::Nothing => {}
        }
        *budget = budget.saturating_sub(search.nodes() + preparation);
        found.is_some()
    };
    'sides: for [here, there] in [effects, [effects[1], effects[0]]] {
        for a in (0..space.alternatives).filter(|a| here.agreed & (1 << a) == 0) {
            if !ranges.can_be_in_outcome(space, a, here) {
                continue;
            }
            let leaves = |problem: &mut dyn FnMut(Problem) -> bool| {
                let in_outcome = in_outcome(space, q, a, here);
                if there.agreed & (1 << a) != 0 && problem(in_outcome.clone()) {
                    return true;
                }
                let is_disputed = (here.disputed ^ there.disputed) & (1 << a) != 0;
                if is_disputed && problem(Problem { undisputed: 1 << a, ..in_outcome.clone() }) {
                    return true;
                }
                let rivals = (0..space.alternatives).filter(|&b| b != a);
                for b in rivals.filter(|b| there.agreed & (1 << b) == 0) {
                    let start = space.beyond_band(b, a, &there.row);
                    let is_kept_here = here.agreed & (1 << b) == 0;
                    if is_kept_here && start <= space.beyond_band(b, a, &here.row)
                        || start + ranges.largest[b][a] <= 0
                    {
                        continue;
                    }
                    let mut overtaken = in_outcome.clone();
                    overtaken.kept |= 1 << b;
                    let ahead = Condition {
                        ahead: b,
                        behind: a,
                        is_ahead: true,
                        start,
                        unless_excluded: None,
                    };
                    overtaken.conditions.push(ahead);
                    if problem(overtaken) {
                        return true;
                    }
                }
                false
            };
            if leaves(&mut attempt) {
                break 'sides;
            }
        }
    }
    match found {
        Some(sheet) => Found::Sheet(sheet),
        None if is_decided => Found::Nothing,
        None => Found::NotDecided,
    }
}

/// Bounds of the leads that the questions outside the family of one question can give.
struct Ranges {
    /// Per pair of alternatives, at least the largest lead of the first over the second beyond the
    /// tie band.
    largest: Vec<Vec<i64>>,
    /// Per pair, at most the smallest lead.
    smallest: Vec<Vec<i64>>,
    /// Alternatives that an agreed requirement can exclude.
    can_exclude: AlternativeSet,
}

impl Ranges {
    fn new(space: &Space, q: usize) -> Self {
        let m = space.alternatives;
        let zeros = vec![vec![0; m]; m];
        let mut ranges = Self { largest: zeros.clone(), smallest: zeros, can_exclude: 0 };
        for (_, question) in space.questions.iter().enumerate().filter(|(i, _)| *i != q) {
            // A question that depends on another one may not apply.
            let nothing = question.parent.map(|_| Effect::default());
            let effects = || {
                let replies = question.replies.iter().map(|reply| &reply.effect);
                replies.chain([&question.open]).chain(&nothing)
            };
            ranges.can_exclude = effects().fold(ranges.can_exclude, |set, e| set | e.agreed);
            for a in 0..m {
                for b in (0..m).filter(|&b| b != a) {
                    let leads = || effects().map(|effect| space.beyond_band(a, b, &effect.row));
                    ranges.largest[a][b] += leads().max().unwrap_or(0);
                    ranges.smallest[a][b] += leads().min().unwrap_or(0);
                }
            }
        }
        ranges
    }

    /// Whether no other alternative is ahead of `a` in any case. `here` is the effect of the family.
    fn can_be_in_outcome(&self, space: &Space, a: usize, here: &Effect) -> bool {
        let excluded = here.agreed | self.can_exclude;
        let mut rivals = (0..space.alternatives).filter(|&c| c != a && excluded & (1 << c) == 0);
        rivals.all(|c| self.smallest[c][a] + space.beyond_band(c, a, &here.row) <= 0)
    }
}

/// The conditions for `a` to be within the tie band of the best alternative.
fn in_outcome(space: &Space, q: usize, a: usize, here: &Effect) -> Problem {
    let rivals = (0..space.alternatives).filter(|&c| c != a && here.agreed & (1 << c) == 0);
    let not_ahead = |c| Condition {
        ahead: c,
        behind: a,
        is_ahead: false,
        start: space.beyond_band(c, a, &here.row),
        unless_excluded: Some(c),
    };
    Problem {
        conditions: rivals.map(not_ahead).collect(),
        kept: 1 << a,
        undisputed: 0,
        open: Open::Unanswered,
        without: Some(q),
        least_answers: 0,
    }
}
