//! Computes a report step by step.

use sampling::random::SplitMix;

use crate::engine::evaluation::Evaluation;
use crate::engine::seed::seed;
use crate::engine::verdict::verdict;
use crate::model::answers::Answers;
use crate::model::rows::Table;
use crate::model::{Choose, Model};

use super::balance::{balance, corner, pull};
use super::carriers::Removal;
use super::effects::{self, Difference, Known};
use super::replies::{Effect, Kind, OPEN, Outcome, Sheet, Space};
use super::shares::{MOST_ENUMERATED, Tally, convolved};
use super::wins::{fewest_to_stop, fewest_to_win};
use super::{
    AlternativeReport, Carried, Contrast, Example, Method, OptionReport, Progress, QuestionReport,
    Report, SAMPLES, Share,
};

/// Largest number of complete sheets that are listed.
const MOST_LISTED: u64 = 1 << 16;
/// Number of answer sheets of one part.
const CHUNK: usize = 1_024;
/// Number of sheets on which the replies to a question are compared before a search starts.
const COMPARED: usize = 2_048;
/// Largest number of partial sheets tried for one option.
const MOST_FOR_OPTION: usize = 50_000;
/// Largest number of partial sheets tried for all options.
const MOST_FOR_ALL_OPTIONS: usize = 5_000_000;

/// A report that is computed in parts.
pub struct Analysis {
    model: Model,
    space: Space,
    counts: Vec<u64>,
    seed: u64,
    generator: SplitMix,
    /// All complete sheets, or a sample of them.
    sheets: Vec<CompleteSheet>,
    has_all_sheets: bool,
    method: Method,
    tally: Tally,
    known: Vec<Known>,
    removals: Vec<Removal>,
    /// Partial sheets that may still be tried for options.
    budget: usize,
    parts: Vec<Part>,
    done: usize,
    alternatives: Vec<AlternativeReport>,
    questions: Vec<QuestionReport>,
    carriers: Vec<Carried>,
}

/// A complete sheet with its results.
struct CompleteSheet {
    sheet: Sheet,
    sum: Effect,
    outcome: Outcome,
    probability: f64,
}

/// A part of the work.
#[derive(Clone, Copy)]
enum Part {
    /// Lists sheets from this index on.
    List(u64),
    /// Adds the sheets from this index on to the shares.
    Enumerate(u64),
    /// Searches the fewest replies for an alternative.
    Alternative(usize),
    /// Compares the replies to a question on the listed sheets.
    Compare(usize),
    /// Decides about an option of the last question.
    Option(usize, usize),
    /// Decides about a question.
    Question(usize),
    /// Counts the verdicts that change without a statement or source.
    Removal(usize),
}

impl Analysis {
    /// Starts an analysis of a model.
    pub fn new(model: &Model) -> Self {
        let space = Space::new(model, &model.tables.pooled);
        let (counts, count) = (space.counts(), space.count());
        let is_complete = !space.is_reduced();
        let has_all_sheets = is_complete && count <= MOST_LISTED;
        let known = (0..model.questions.len()).map(|q| Known::new(&space, model, q)).collect();
        let removals = Removal::all(model, &space);
        let (mut tally, mut method) = (Tally::new(space.alternatives), Method::Enumerated);
        if !has_all_sheets {
            if let Some(convolved) = convolved(&space) {
                (tally, method) = (convolved, Method::Convolved);
            } else if !is_complete || count > MOST_ENUMERATED {
                method = Method::Sampled;
            }
        }

        let every = |n: u64| (0..n).step_by(CHUNK);
        let mut parts: Vec<Part> = Vec::new();
        parts.extend(every(if has_all_sheets { count } else { SAMPLES as u64 }).map(Part::List));
        if method == Method::Enumerated && !has_all_sheets {
            parts.extend(every(count).map(Part::Enumerate));
        }
        parts.extend((0..space.alternatives).map(Part::Alternative));
        for (q, question) in model.questions.iter().enumerate() {
            parts.push(Part::Compare(q));
            parts.extend((0..question.options.len()).map(|o| Part::Option(q, o)));
            parts.push(Part::Question(q));
        }
        parts.extend((0..removals.len()).map(Part::Removal));
        let seed = seed(model, SAMPLES);
        Self {
            model: model.clone(),
            space,
            counts,
            seed,
            generator: SplitMix(seed),
            sheets: Vec::new(),
            has_all_sheets,
            method,
            tally,
            known,
            removals,
            budget: MOST_FOR_ALL_OPTIONS,
            parts,
            done: 0,
            alternatives: Vec::new(),
            questions: Vec::new(),
            carriers: Vec::new(),
        }
    }

    /// Computes the next parts, at most `parts` of them. A part takes milliseconds, in a large
    /// model tenths of a second.
    pub fn step(&mut self, parts: usize) -> Progress {
        for _ in 0..parts {
            if let Some(&part) = self.parts.get(self.done) {
                self.compute(part);
                self.done += 1;
            }
        }
        Progress { done: self.done, of: self.parts.len() }
    }

    /// The report. Parts that are not computed yet are computed first.
    pub fn report(mut self) -> Report {
        self.step(self.parts.len());
        let mut carriers = self.carriers;
        carriers.sort_by(|a, b| b.share.share.total_cmp(&a.share.share));
        let (samples, seed) = match self.method {
            Method::Sampled => (SAMPLES, self.seed),
            Method::Enumerated | Method::Convolved => (0, 0),
        };
        let count = self.space.count();
        Report {
            sheets: number_of_sheets(&self.model, &self.space),
            distinct: (count < u64::MAX).then_some(count),
            shares: self.tally.shares(self.method, samples, seed),
            alternatives: self.alternatives,
            questions: self.questions,
            carriers,
            carriers_samples: if self.has_all_sheets { 0 } else { SAMPLES },
            is_reduced: self.space.is_reduced(),
        }
    }

    fn compute(&mut self, part: Part) {
        match part {
            Part::List(start) => self.list(start),
            Part::Enumerate(start) => self.enumerate(start),
            Part::Alternative(a) => self.alternative(a),
            Part::Compare(q) => self.compare(q),
            Part::Option(q, o) => self.option(q, o),
            Part::Question(q) => self.question(q),
            Part::Removal(i) => self.removal(i),
        }
    }

    fn list(&mut self, start: u64) {
        let n = if self.has_all_sheets { self.space.count() } else { SAMPLES as u64 };
        for index in start..n.min(start + CHUNK as u64) {
            let (sheet, probability) = if self.has_all_sheets {
                let sheet = self.space.complete_sheet(&self.counts, index);
                let probability = self.space.probability(&sheet);
                (sheet, probability)
            } else {
                (self.space.draw(&mut self.generator), 1.0 / SAMPLES as f64)
            };
            let sum = self.space.sum(&sheet);
            let outcome = self.space.outcome(&sum);
            if self.has_all_sheets || self.method == Method::Sampled {
                self.tally.add(&sum, outcome, probability);
            }
            self.sheets.push(CompleteSheet { sheet, sum, outcome, probability });
        }
    }

    fn enumerate(&mut self, start: u64) {
        for index in start..self.space.count().min(start + CHUNK as u64) {
            let sheet = self.space.complete_sheet(&self.counts, index);
            let sum = self.space.sum(&sheet);
            let probability = self.space.probability(&sheet);
            self.tally.add(&sum, self.space.outcome(&sum), probability);
        }
    }

    fn alternative(&mut self, a: usize) {
        let wins = |listed: &&CompleteSheet| listed.outcome.kind() == Kind::Wins(a);
        let known = self.sheets.iter().find(wins).map(|listed| &listed.sheet);
        let corner = corner(&self.space, a);
        let known: Vec<&Sheet> = known.into_iter().chain([&corner]).collect();
        let win = fewest_to_win(&self.space, a, &known);
        let stop = fewest_to_stop(&self.space, a, &known);
        self.alternatives.push(AlternativeReport {
            win: win.map(|sheet| self.example(&sheet)),
            stop: stop.map(|sheet| self.example(&sheet)),
            corner: self.example(&corner),
        });
    }

    fn compare(&mut self, q: usize) {
        // The listed sheets are in order, so neighbours are alike; every n-th is compared.
        let every = (self.sheets.len() / COMPARED).max(1);
        for listed in self.sheets.iter().step_by(every) {
            effects::compare(&self.space, &listed.sheet, q, &mut self.known[q]);
        }
        let options: Vec<(u16, Effect)> = self.options(q);
        let balance = balance(&self.space, q, &options);
        self.questions.push(QuestionReport {
            effects: super::Effects::NotDecided,
            options: Vec::new(),
            balance: balance.map(|sheet| self.example(&sheet)),
        });
    }

    /// The reply with each single option of question `q`, and its effect.
    fn options(&self, q: usize) -> Vec<(u16, Effect)> {
        let replies = &self.space.questions[q].replies;
        let single = |o: usize| {
            let r = replies.iter().position(|reply| reply.chosen == 1 << o)?;
            Some((r as u16, replies[r].effect))
        };
        (0..self.model.questions[q].options.len()).filter_map(single).collect()
    }

    fn option(&mut self, q: usize, o: usize) {
        let mut budget = self.budget.min(MOST_FOR_OPTION);
        let most = budget;
        let effects = effects::option(&self.space, q, o, &self.known[q], &mut budget);
        self.budget -= most - budget;
        let row = &self.model.tables.pooled.questions[q].options[o];
        let single = Effect { row: row.row, agreed: row.agreed, disputed: row.disputed };
        let option = OptionReport {
            effects: effects.map(|difference| self.contrast(&difference)),
            pull: pull(&self.space, &single),
            has_effect: row.row.weight > 0 || row.agreed | row.disputed != 0,
        };
        self.questions[q].options.push(option);
    }

    fn question(&mut self, q: usize) {
        let mut budget = self.budget.min(MOST_FOR_OPTION);
        let most = budget;
        // An option that changes a verdict shows that the question does.
        let options = &self.questions[q].options;
        let by_option = options.iter().find_map(|option| option.effects.example()).cloned();
        self.questions[q].effects = if self.known[q].question.is_none() && by_option.is_some() {
            by_option.map_or(super::Effects::NotDecided, super::Effects::Changes)
        } else {
            let effects = effects::question(&self.space, q, &self.known[q], &mut budget);
            effects.map(|difference| self.contrast(&difference))
        };
        self.budget -= most - budget;
    }

    fn removal(&mut self, i: usize) {
        let removal = &self.removals[i];
        let mut share = 0.0;
        // A sheet with a winner before and after is the clearest example.
        let mut example: Option<(bool, &Sheet)> = None;
        for listed in &self.sheets {
            let outcome = self.outcome_without(removal, &listed.sheet, &listed.sum);
            if outcome != listed.outcome {
                share += listed.probability;
                let is_clear = is_win(outcome) && is_win(listed.outcome);
                if example.is_none_or(|(clear, _)| is_clear && !clear) {
                    example = Some((is_clear, &listed.sheet));
                }
            }
        }
        let Some((is_clear, sheet)) = example else { return };
        let questions = (0..self.space.questions.len()).rev();
        let sheet = Space::shortened(sheet.clone(), questions, |sheet| {
            let sum = self.space.sum(sheet);
            let outcomes = [self.space.outcome(&sum), self.outcome_without(removal, sheet, &sum)];
            self.space.answered(sheet) > 0
                && outcomes[0] != outcomes[1]
                && (!is_clear || outcomes.into_iter().all(is_win))
        });
        let example = self.example(&sheet);
        let table = removal.table(&self.model);
        let without = self.example_in(&table, example.answers.clone()).verdict;
        let samples = if self.has_all_sheets { 0 } else { SAMPLES };
        self.carriers.push(Carried {
            carrier: removal.carrier.clone(),
            share: Share::new(share, samples),
            example,
            without,
        });
    }

    fn outcome_without(&self, removal: &Removal, sheet: &Sheet, sum: &Effect) -> Outcome {
        let applicable = self.space.applicable(sheet);
        self.space.outcome(&removal.sum(&self.space, sheet, applicable, sum))
    }

    fn example(&self, sheet: &Sheet) -> Example {
        self.example_in(&self.model.tables.pooled, self.space.answers(&self.model, sheet))
    }

    fn example_in(&self, table: &Table, answers: Answers) -> Example {
        let verdict = verdict(&Evaluation::new(&self.model, table, &answers)).into();
        Example { answers, verdict }
    }

    fn contrast(&self, difference: &Difference) -> Contrast {
        let Difference { question, replies, ref sheet } = *difference;
        let with = |sheet: &Sheet, reply: u16| {
            let mut sheet = sheet.clone();
            sheet[question] = reply;
            sheet
        };
        let may_be_blank = self.space.answered(&with(sheet, OPEN)) == 0;
        let questions = (0..self.space.questions.len()).rev();
        let sheet = Space::shortened(sheet.clone(), questions, |sheet| {
            let sheets = replies.map(|reply| with(sheet, reply));
            let [first, second] = [&sheets[0], &sheets[1]].map(|sheet| self.space.sum(sheet));
            let is_answered = |sheet: &Sheet| may_be_blank || self.space.answered(sheet) > 0;
            sheets.iter().all(is_answered)
                && sheets.iter().all(|sheet| self.space.applicable(sheet) >> question & 1 == 1)
                && self.space.outcome(&first) != self.space.outcome(&second)
        });
        let given = |reply: u16| {
            let replies = &self.space.questions[question].replies;
            replies.get(usize::from(reply)).map(|reply| reply.reply)
        };
        let examples = replies.map(|reply| self.example(&with(&sheet, reply)));
        Contrast { question, replies: replies.map(given), examples }
    }
}

fn is_win(outcome: Outcome) -> bool {
    matches!(outcome.kind(), Kind::Wins(_))
}

/// The number of complete answer sheets. Every set of options of a `many` question counts.
fn number_of_sheets(model: &Model, space: &Space) -> f64 {
    let mut counts = vec![0.0; space.questions.len()];
    let mut all = 1.0;
    for (q, question) in space.questions.iter().enumerate().rev() {
        counts[q] = if model.questions[q].choose == Choose::Many {
            let sets = (1_u64 << model.questions[q].options.len()) as f64;
            sets + if model.questions[q].may_not_matter { 1.0 } else { 0.0 }
        } else {
            let joint = question.replies.iter().map(|reply| {
                let enabled = question.children.iter().filter(|&&c| space.enables(reply, c));
                enabled.map(|&child| counts[child]).product::<f64>()
            });
            joint.sum()
        };
        if question.parent.is_none() {
            all *= counts[q];
        }
    }
    all
}
