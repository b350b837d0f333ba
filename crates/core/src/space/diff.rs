//! Differences between two versions of a model, over all answers
//! (docs/method.md#comparing-two-models).

mod cases;
mod edits;

use std::collections::BTreeMap;

use sampling::random::SplitMix;

use crate::engine::evaluation::Evaluation;
use crate::engine::seed::seed;
use crate::engine::verdict::{VerdictSummary, verdict};
use crate::model::answers::{Answers, OptionSet, Reply, indices};
use crate::model::{Choose, Model, Question};

pub use self::cases::{CaseChange, test_cases, typical_cases};
pub use self::edits::{Edit, Field};

use self::edits::Edits;
use super::replies::{Effect, OPEN, Sheet, Space, SpaceQuestion, SpaceReply};
use super::{Progress, SAMPLES, Share};

/// Largest number of complete sheets that are enumerated.
const MOST_ENUMERATED: u64 = 1 << 17;
/// Number of answer sheets of one part.
const CHUNK: usize = 1_024;
/// Largest number of options of a `many` question whose sets are all listed.
const MOST_OPTIONS: usize = 12;
/// Largest number of sheets tried in the search for the fewest replies.
const MOST_TRIED: usize = 200_000;

/// The kind of a verdict, with the id of the winner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerdictLabel {
    /// The alternative with this id wins alone.
    Wins(String),
    /// Two or more alternatives are within the tie band.
    TooClose,
    /// The verdict depends on a disputed requirement.
    Disputed,
    /// Every alternative is excluded.
    NoneEligible,
}

/// Ids that only one of two models has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Alternatives.
    pub alternatives: Vec<String>,
    /// Questions. A question that asks for another form of reply counts as another question.
    pub questions: Vec<String>,
    /// Options of common questions: question and option.
    pub options: Vec<(String, String)>,
}

/// The reason for a change of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Each of these edits is enough by itself.
    Alone(Vec<usize>),
    /// These edits are enough together, and none of them can be left out.
    Together(Vec<usize>),
    /// The edits of common parts are not enough: added or removed parts matter.
    Structure,
}

/// One kind of change, for example from one winner to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The verdict of the old model.
    pub from: VerdictLabel,
    /// The verdict of the new model.
    pub to: VerdictLabel,
    /// Share of the answer space.
    pub share: Share,
    /// Answers with this change.
    pub answers: Answers,
    /// The verdict of the old model for these answers.
    pub before: VerdictSummary,
    /// The same answers for the new model.
    pub new_answers: Answers,
    /// The verdict of the new model for them.
    pub after: VerdictSummary,
    /// Number of replies of the answers.
    pub replies: usize,
    /// Whether no smaller number of replies shows this change.
    pub is_fewest: bool,
    /// The edits that cause it, as indices into [`Diff::edits`].
    pub cause: Cause,
}

/// The differences between two models.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// Parts that only the new model has.
    pub added: Parts,
    /// Parts that only the old model has.
    pub removed: Parts,
    /// The edits of common parts that can change a verdict.
    pub edits: Vec<Edit>,
    /// Share of the answer space whose verdict changes.
    pub changed: Share,
    /// Number of sheets drawn; 0 if the shares are exact.
    pub samples: usize,
    /// Seed of the random numbers; 0 if the shares are exact.
    pub seed: u64,
    /// The kinds of changes, the largest share first.
    pub changes: Vec<Change>,
}

/// The alternatives of a verdict in both models: bits by index in the old model, then those that
/// only the new model has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Outcome {
    close: u32,
    disputed: u32,
}

impl Outcome {
    fn label(self, names: &[String]) -> VerdictLabel {
        match self.close {
            0 => VerdictLabel::NoneEligible,
            _ if self.disputed != 0 => VerdictLabel::Disputed,
            close if close.is_power_of_two() => {
                VerdictLabel::Wins(names[close.trailing_zeros() as usize].clone())
            }
            _ => VerdictLabel::TooClose,
        }
    }
}

/// A comparison of two models that is computed in parts.
pub struct Comparison {
    old: Model,
    new: Model,
    /// Ids of the alternatives of both.
    names: Vec<String>,
    /// Per alternative of the new model, its place in `names`.
    new_names: Vec<usize>,
    /// The replies that both models accept, with their effects in each model. Questions that one
    /// model lacks have no replies.
    spaces: [Space; 2],
    /// Per question of `spaces`, its index in each model.
    places: Vec<[Option<usize>; 2]>,
    edits: Edits,
    is_exact: bool,
    seed: u64,
    generator: SplitMix,
    changed: f64,
    found: BTreeMap<(VerdictLabel, VerdictLabel), Found>,
    parts: Vec<Part>,
    done: usize,
    tried: usize,
    /// All sheets with at most this many replies have been tried.
    exhausted: usize,
    changes: Vec<Change>,
}

/// A kind of change that was found.
struct Found {
    share: f64,
    sheet: Sheet,
}

#[derive(Clone, Copy)]
enum Part {
    /// Compares complete sheets from this index on.
    Sheets(u64),
    /// Tries all sheets with this number of replies.
    Replies(usize),
    /// Finds the edits that cause the changes.
    Causes,
}

impl Comparison {
    /// Starts a comparison.
    pub fn new(old: &Model, new: &Model) -> Self {
        let mut names: Vec<String> = old.alternatives.iter().map(|a| a.id.clone()).collect();
        let mut new_names = Vec::new();
        for alternative in &new.alternatives {
            let known = names.iter().position(|name| *name == alternative.id);
            new_names.push(known.unwrap_or(names.len()));
            if known.is_none() {
                names.push(alternative.id.clone());
            }
        }
        let places = places(old, new);
        let spaces = spaces(old, new, &places);
        let factor = |question: &SpaceQuestion| question.replies.len().max(1) as u64;
        let count = spaces[0].questions.iter().map(factor).fold(1_u64, u64::saturating_mul);
        let is_exact = count <= MOST_ENUMERATED && !spaces[0].is_reduced();
        let n = if is_exact { count } else { SAMPLES as u64 };
        let mut parts: Vec<Part> = (0..n).step_by(CHUNK).map(Part::Sheets).collect();
        parts.extend((1..=spaces[0].questions.len()).map(Part::Replies));
        parts.push(Part::Causes);
        let seed = seed(old, SAMPLES);
        Self {
            old: old.clone(),
            new: new.clone(),
            names,
            new_names,
            spaces,
            places,
            edits: Edits::new(old, new),
            is_exact,
            seed,
            generator: SplitMix(seed),
            changed: 0.0,
            found: BTreeMap::new(),
            parts,
            done: 0,
            tried: 0,
            exhausted: 0,
            changes: Vec::new(),
        }
    }

    /// Computes the next parts, at most `parts` of them.
    pub fn step(&mut self, parts: usize) -> Progress {
        for _ in 0..parts {
            let Some(&part) = self.parts.get(self.done) else { break };
            match part {
                Part::Sheets(start) => self.compare_sheets(start),
                Part::Replies(n) => self.try_replies(n),
                Part::Causes => self.find_causes(),
            }
            self.done += 1;
        }
        Progress { done: self.done, of: self.parts.len() }
    }

    /// The differences. Parts that are not computed yet are computed first.
    pub fn diff(mut self) -> Diff {
        self.step(self.parts.len());
        let samples = self.samples();
        let mut changes = self.changes;
        changes.sort_by(|a, b| b.share.share.total_cmp(&a.share.share));
        let [removed, added] = parts_of_one(&self.old, &self.new);
        Diff {
            added,
            removed,
            edits: self.edits.list,
            changed: Share::new(self.changed, samples),
            samples,
            seed: if self.is_exact { 0 } else { self.seed },
            changes,
        }
    }

    fn samples(&self) -> usize {
        if self.is_exact { 0 } else { SAMPLES }
    }

    /// The outcomes of a sheet in the old and the new model.
    fn outcomes(&self, sheet: &Sheet) -> [Outcome; 2] {
        let [old, new] = &self.spaces;
        let outcome = |space: &Space, place: &dyn Fn(usize) -> usize| {
            let outcome = space.outcome(&space.sum(sheet));
            let bits = |set: u16| indices(u32::from(set)).fold(0, |bits, a| bits | 1 << place(a));
            Outcome { close: bits(outcome.close), disputed: bits(outcome.disputed) }
        };
        [outcome(old, &|a| a), outcome(new, &|a| self.new_names[a])]
    }

    /// The labels of the two verdicts, if they differ.
    fn change(&self, sheet: &Sheet) -> Option<(VerdictLabel, VerdictLabel)> {
        let [old, new] = self.outcomes(sheet);
        (old != new).then(|| (old.label(&self.names), new.label(&self.names)))
    }

    fn compare_sheets(&mut self, start: u64) {
        let questions = &self.spaces[0].questions;
        let factor = |question: &SpaceQuestion| question.replies.len().max(1) as u64;
        let n = if self.is_exact { questions.iter().map(factor).product() } else { SAMPLES as u64 };
        for index in start..n.min(start + CHUNK as u64) {
            let (sheet, probability) = if self.is_exact {
                let mut rest = index;
                let digit = |question: &SpaceQuestion| {
                    let n = factor(question);
                    let digit = rest % n;
                    rest /= n;
                    if question.replies.is_empty() { OPEN } else { digit as u16 }
                };
                let sheet: Sheet = self.spaces[0].questions.iter().map(digit).collect();
                let probability = self.spaces[0].probability(&sheet);
                (sheet, probability)
            } else {
                (self.spaces[0].draw(&mut self.generator), 1.0 / SAMPLES as f64)
            };
            if let Some(change) = self.change(&sheet) {
                self.changed += probability;
                let found = self.found.entry(change).or_insert(Found { share: 0.0, sheet });
                found.share += probability;
            }
        }
    }

    /// Number of replies of a sheet to questions that apply in one of the models.
    fn replies(&self, sheet: &Sheet) -> usize {
        let applicable = self.spaces.iter().fold(0, |set, space| set | space.applicable(sheet));
        (0..sheet.len()).filter(|q| applicable & (1 << q) != 0 && sheet[*q] != OPEN).count()
    }

    /// Tries all sheets with `n` replies, unless there are too many.
    fn try_replies(&mut self, n: usize) {
        if n == 1 {
            self.shorten();
        }
        let is_settled = self.found.values().all(|found| self.replies(&found.sheet) <= n);
        // After the first two numbers, only smaller examples of known changes are of interest.
        if self.exhausted + 1 < n || (n > 2 && is_settled) {
            return;
        }
        let mut sheet = self.spaces[0].blank();
        if self.descend(0, n, &mut sheet) {
            self.exhausted = n;
        }
    }

    /// Returns whether all sheets were tried.
    fn descend(&mut self, from: usize, left: usize, sheet: &mut Sheet) -> bool {
        if left == 0 {
            self.tried += 1;
            if let Some(change) = self.change(sheet) {
                let replies = self.replies(sheet);
                let shorter = match self.found.get(&change) {
                    Some(found) => self.replies(&found.sheet) > replies,
                    None => true,
                };
                if shorter && replies > 0 {
                    let share = self.found.get(&change).map_or(0.0, |found| found.share);
                    self.found.insert(change, Found { share, sheet: sheet.clone() });
                }
            }
            return true;
        }
        for q in from..sheet.len() {
            for r in 0..self.spaces[0].questions[q].replies.len() {
                if self.tried >= MOST_TRIED {
                    return false;
                }
                sheet[q] = r as u16;
                let is_complete = self.descend(q + 1, left - 1, sheet);
                sheet[q] = OPEN;
                if !is_complete {
                    return false;
                }
            }
        }
        true
    }

    /// Removes replies that the examples do not need.
    fn shorten(&mut self) {
        let found = std::mem::take(&mut self.found);
        for (change, Found { share, mut sheet }) in found {
            for q in (0..sheet.len()).rev() {
                let mut shorter = sheet.clone();
                shorter[q] = OPEN;
                if self.replies(&shorter) > 0 && self.change(&shorter).as_ref() == Some(&change) {
                    sheet = shorter;
                }
            }
            self.found.insert(change, Found { share, sheet });
        }
    }

    fn find_causes(&mut self) {
        for ((from, to), Found { share, sheet }) in &self.found {
            let [answers, new_answers] = [0, 1].map(|side| self.answers(sheet, side));
            let all = self.all_replies(sheet);
            let summary = |model: &Model, answers: &Answers| {
                verdict(&Evaluation::new(model, &model.tables.pooled, answers)).into()
            };
            let is_caused = |edits: &[usize]| {
                let sum = self.edits.sum(&all, edits);
                let band = self.edits.band(edits);
                let space = Space { band, ..Space::empty(self.old.alternatives.len()) };
                let outcome = space.outcome(&sum);
                let bits = |set: u16| u32::from(set);
                let outcome =
                    Outcome { close: bits(outcome.close), disputed: bits(outcome.disputed) };
                outcome == self.outcomes(sheet)[1]
            };
            self.changes.push(Change {
                from: from.clone(),
                to: to.clone(),
                share: Share::new(*share, self.samples()),
                before: summary(&self.old, &answers),
                after: summary(&self.new, &new_answers),
                replies: self.replies(sheet),
                is_fewest: self.replies(sheet) <= self.exhausted + 1,
                cause: cause(self.edits.list.len(), is_caused),
                answers: answers.clone(),
                new_answers,
            });
        }
    }

    /// The reply to each question of the old model, also to questions that do not apply.
    fn all_replies(&self, sheet: &Sheet) -> Vec<Option<Reply>> {
        let mut replies = vec![None; self.old.questions.len()];
        for (i, place) in self.places.iter().enumerate() {
            if let Some(q) = place[0] {
                replies[q] = self.spaces[0].reply(sheet, i).map(|reply| reply.reply);
            }
        }
        replies
    }

    /// The sheet for the old model (side 0) or the new one (side 1).
    fn answers(&self, sheet: &Sheet, side: usize) -> Answers {
        let (model, space) =
            if side == 0 { (&self.old, &self.spaces[0]) } else { (&self.new, &self.spaces[1]) };
        let mut answers = Answers::none(model);
        let applicable = space.applicable(sheet);
        for (i, place) in self.places.iter().enumerate() {
            let given = space.reply(sheet, i).filter(|_| applicable & (1 << i) != 0);
            if let (Some(q), Some(reply)) = (place[side], given) {
                answers.replies[q] = Some(reply.reply);
            }
        }
        answers
    }
}

/// The edits that are enough, of `n`.
fn cause(n: usize, is_enough: impl Fn(&[usize]) -> bool) -> Cause {
    let alone: Vec<usize> = (0..n).filter(|&edit| is_enough(&[edit])).collect();
    if !alone.is_empty() {
        return Cause::Alone(alone);
    }
    let mut together: Vec<usize> = (0..n).collect();
    if !is_enough(&together) {
        return Cause::Structure;
    }
    for edit in (0..n).rev() {
        let rest: Vec<usize> = together.iter().copied().filter(|&other| other != edit).collect();
        if is_enough(&rest) {
            together = rest;
        }
    }
    Cause::Together(together)
}

/// The questions of both models: their indices in each, those of the old model first. A question
/// whose form of reply changed is not the same question.
fn places(old: &Model, new: &Model) -> Vec<[Option<usize>; 2]> {
    let common = |question: &Question| {
        let q = new.question(&question.id)?;
        (new.questions[q].choose == question.choose).then_some(q)
    };
    let mut places: Vec<[Option<usize>; 2]> =
        old.questions.iter().enumerate().map(|(q, question)| [Some(q), common(question)]).collect();
    for q in 0..new.questions.len() {
        if !places.iter().any(|place| place[1] == Some(q)) {
            places.push([None, Some(q)]);
        }
    }
    places
}

/// Ids that only the old model has, and those that only the new one has.
fn parts_of_one(old: &Model, new: &Model) -> [Parts; 2] {
    let only = |model: &Model, other: &Model| {
        let alternatives = model.alternatives.iter().map(|alternative| &alternative.id);
        let mut parts = Parts {
            alternatives: alternatives
                .filter(|id| other.alternative(id).is_none())
                .cloned()
                .collect(),
            ..Parts::default()
        };
        for question in &model.questions {
            let same = other.question(&question.id).map(|q| &other.questions[q]);
            match same.filter(|same| same.choose == question.choose) {
                None => parts.questions.push(question.id.clone()),
                Some(same) => {
                    let options = question.options.iter().map(|option| &option.id);
                    let lost = options.filter(|id| same.option(id).is_none());
                    parts.options.extend(lost.map(|id| (question.id.clone(), id.clone())));
                }
            }
        }
        parts
    };
    [only(old, new), only(new, old)]
}

/// The replies that both models accept, in the same order, with their effects in each.
fn spaces(old: &Model, new: &Model, places: &[[Option<usize>; 2]]) -> [Space; 2] {
    let mut spaces = [old, new]
        .map(|model| Space { band: model.band, ..Space::empty(model.alternatives.len()) });
    let place_of = |side: usize, q: usize| places.iter().position(|place| place[side] == Some(q));
    for place in places {
        let pairs = match *place {
            [Some(a), Some(b)] => common_replies(&old.questions[a], &new.questions[b]),
            _ => CommonReplies { replies: Vec::new(), is_reduced: false },
        };
        let sides = [old, new].into_iter().zip(place);
        let sides = sides.map(|(model, q)| Some((model, (*q)?))).collect::<Vec<_>>();
        for side in 0..2 {
            let Some((model, q)) = sides[side] else {
                spaces[side].questions.push(SpaceQuestion::absent());
                continue;
            };
            let open = Effect::open(&model.tables.pooled.questions[q]);
            let is_reduced = pairs.is_reduced;
            let condition = model.questions[q].when;
            let parent =
                condition.and_then(|when| Some((place_of(side, when.question)?, when.options)));
            let question = SpaceQuestion { open, parent, is_reduced, ..SpaceQuestion::absent() };
            spaces[side].questions.push(question);
        }
        let [Some(a), Some(b)] = sides[..] else { continue };
        let mut known: Vec<[Effect; 2]> = Vec::new();
        for (replies, probability) in pairs.replies {
            let both = [(a, replies[0]), (b, replies[1])].map(|((model, q), reply)| {
                let question = &model.questions[q];
                let chosen = question.chosen(reply);
                let effect = Effect::of(question, &model.tables.pooled.questions[q], chosen);
                SpaceReply { reply, chosen, effect, probability }
            });
            // Sets of options with the same effects in both models count as one reply.
            let effects = [both[0].effect, both[1].effect];
            let is_same = |other: &[Effect; 2]| {
                other[0].is_same(&effects[0]) && other[1].is_same(&effects[1])
            };
            let is_set = a.0.questions[a.1].choose == Choose::Many;
            let same = if is_set { known.iter().position(is_same) } else { None };
            if same.is_none() {
                known.push(effects);
            }
            for (space, reply) in spaces.iter_mut().zip(both) {
                let replies = space.questions.last_mut().map(|question| &mut question.replies);
                match (replies, same) {
                    (Some(replies), Some(r)) => replies[r].probability += probability,
                    (Some(replies), None) => replies.push(reply),
                    (None, _) => {}
                }
            }
        }
    }
    spaces
}

/// The replies to a question that both models accept.
struct CommonReplies {
    /// The reply to each model, and its probability.
    replies: Vec<([Reply; 2], f64)>,
    /// Whether sets of options are left out, because there are too many.
    is_reduced: bool,
}

fn common_replies(old: &Question, new: &Question) -> CommonReplies {
    let common: Vec<(usize, usize)> = (old.options.iter().enumerate())
        .filter_map(|(o, option)| Some((o, new.option(&option.id)?)))
        .collect();
    let translated = |set: OptionSet| {
        let pairs = common.iter().filter(|(o, _)| set & (1 << o) != 0);
        pairs.fold(0, |set, (_, o)| set | 1 << o)
    };
    let mut replies: Vec<([Reply; 2], f64)> = Vec::new();
    let mut is_reduced = false;
    match old.choose {
        Choose::One => {
            for &(a, b) in &common {
                let pair = [Reply::Options(1 << a), Reply::Options(1 << b)];
                replies.push((pair, old.options[a].prior));
            }
        }
        Choose::Number => {
            let cuts = |question: &Question| -> Vec<f64> {
                question.options.iter().map(|option| option.from).collect()
            };
            let mut loads = [cuts(old), cuts(new)].concat();
            loads.sort_by(f64::total_cmp);
            loads.dedup();
            let load = |&from: &f64| {
                Reply::Load(crate::model::answers::Load::Peak { requests_per_second: from })
            };
            let options: Vec<OptionSet> = loads.iter().map(|from| old.chosen(load(from))).collect();
            for (from, option) in loads.iter().zip(&options) {
                let shared = options.iter().filter(|other| *other == option).count();
                let prior = old.options[option.trailing_zeros() as usize].prior;
                replies.push(([load(from); 2], prior / shared as f64));
            }
        }
        Choose::Many => {
            is_reduced = common.len() > MOST_OPTIONS;
            for subset in 0..1_u32 << common.len().min(MOST_OPTIONS) {
                let chosen = || indices(subset).map(|i| common[i].0);
                let set = chosen().fold(0, |set, o| set | 1 << o);
                let prior = chosen().map(|o| old.options[o].prior).product();
                replies.push(([Reply::Options(set), Reply::Options(translated(set))], prior));
            }
        }
    }
    if !replies.is_empty() && old.may_not_matter && new.may_not_matter {
        let average = match old.choose {
            Choose::Many => 1.0,
            _ => replies.iter().map(|(_, prior)| prior).sum::<f64>() / replies.len() as f64,
        };
        replies.push(([Reply::DoesNotMatter; 2], average));
    }
    let sum: f64 = replies.iter().map(|(_, prior)| prior).sum();
    for (_, prior) in &mut replies {
        *prior /= sum;
    }
    CommonReplies { replies, is_reduced }
}
