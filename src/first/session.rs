//! All state of one widget. Panels take it from context; nothing else is shared.
//!
//! What the person said is the only state that decides anything; the verdict is computed from it,
//! once. The rest is which part is shown.

use std::sync::Arc;

use leptos::prelude::{GetValue as _, StoredValue, WithValue as _};

use crate::browser::Page;
use tiebreak_core::engine::flips::Change;
use tiebreak_core::engine::gain::{Gain, gain};
use tiebreak_core::engine::robust::Robustness;
use tiebreak_core::engine::{Decision, outline};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::{Answers, Reply};
use tiebreak_core::model::evidence::Evidence;
use tiebreak_core::model::overrides::Override;
use tiebreak_core::texts::strings::Strings;
use tiebreak_dom::prelude::*;

use super::lazy::DetailsState;

/// A row that may be overruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowId {
    /// Index of the question.
    pub question: usize,
    /// Index of the option; `None` is the row of leaving the question open.
    pub option: Option<usize>,
}

/// What the author of the page asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Show the verdict only when asking has stopped.
    pub reveal_at_end: bool,
    /// The reader looks, and changes nothing but what is tried out.
    pub readonly: bool,
    /// The text of the evidence, of a model that has no address.
    pub evidence: Option<String>,
    /// Where the model came from: the evidence file lies beside it.
    pub model_url: String,
    /// Host of the model, when it is not ours; empty when it has no address.
    pub foreign_host: Option<String>,
}

/// What stands in the left half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One question.
    Ask(usize),
    /// Asking has stopped.
    Done,
    /// The list of all questions.
    All,
}

/// How far the evidence file has come.
#[derive(Clone, Debug, Default)]
pub enum EvidenceState {
    /// Nobody opened anything that needs it.
    #[default]
    NotRequested,
    /// On its way.
    Loading,
    /// Here.
    Ready(Arc<Evidence>),
    /// Not to be had; what went wrong.
    Failed(String),
    /// The model names none.
    Absent,
}

/// What takes longer than a click may: it follows once the verdict is painted.
#[derive(Clone, Debug)]
pub struct DeferredAnalysis {
    /// The answers that it is about.
    pub answers: Answers,
    /// What each open question is expected to tell.
    pub gain: Gain,
    /// How sure the verdict is, once the second file is there.
    pub robustness: Option<Robustness>,
}

/// All state of one widget.
#[derive(Clone, Copy)]
pub struct Session {
    model: StoredValue<Arc<Model>>,
    options: StoredValue<Options>,
    /// The element around the widget.
    pub page: Page,
    /// What the person said.
    pub answers: RwSignal<Answers>,
    /// Changes that the reader tries out; the answers stay as they are.
    pub trial: RwSignal<Vec<Change>>,
    /// The answers with the trial laid over them: what the verdict is about.
    pub in_force: Memo<Answers>,
    /// The verdict, and everything that explains it as soon as the code for that is there.
    pub decision: Memo<Decision>,
    /// How sure, and what to ask next; a moment behind the decision.
    pub deferred: RwSignal<Arc<DeferredAnalysis>>,
    /// What stands in the left half.
    pub step: RwSignal<Step>,
    /// Questions gone through, for "Back".
    pub trail: RwSignal<Vec<usize>>,
    /// Questions answered with "I don't know yet", one bit each.
    pub skipped: RwSignal<u64>,
    /// Questions that a typical case answered, one bit each.
    pub preset: RwSignal<u64>,
    /// The typical case that was chosen.
    pub case: RwSignal<Option<usize>>,
    /// The open panel.
    pub panel: RwSignal<usize>,
    /// Answers to return to.
    pub undo: RwSignal<Option<Answers>>,
    /// The row whose weight and values the reader is setting.
    pub overruling: RwSignal<Option<RowId>>,
    /// The link that brought the answers, until the reader closes what it says; what it overrules is
    /// not in force.
    pub link: RwSignal<Option<String>>,
    /// Whether the reader goes on although asking has stopped.
    pub beyond: RwSignal<bool>,
    /// Whether the verdict is shown.
    pub revealed: RwSignal<bool>,
    /// How far the evidence file has come.
    pub evidence: RwSignal<EvidenceState>,
    /// How far the code behind the verdict has come.
    pub details: RwSignal<DetailsState>,
    /// The widget's words.
    pub words: &'static Strings,
}

impl Session {
    /// Starts with given answers.
    pub fn new(
        model: Arc<Model>,
        answers: Answers,
        options: Options,
        words: &'static Strings,
        page: Page,
    ) -> Self {
        let answers = RwSignal::new(answers);
        let trial = RwSignal::new(Vec::new());
        let in_force = Memo::new(move || with(&answers.read(), &trial.read()));
        let details_state = RwSignal::new(DetailsState::NotRequested);
        let shared = Arc::clone(&model);
        let decision = Memo::new(move || match details_state.get() {
            DetailsState::Ready(details) => (details.decide)(&shared, &in_force.read()),
            _ => outline(&shared, &in_force.read()),
        });
        let revealed = !options.reveal_at_end;
        let answers_now = in_force.get_untracked();
        let gain = gain(&model, &answers_now);
        let next = gain.next.filter(|_| !options.readonly);
        let deferred = DeferredAnalysis { answers: answers_now, gain, robustness: None };
        Self {
            model: StoredValue::new(model),
            options: StoredValue::new(options),
            page,
            answers,
            trial,
            in_force,
            decision,
            deferred: RwSignal::new(Arc::new(deferred)),
            step: RwSignal::new(next.map_or(Step::Done, Step::Ask)),
            trail: RwSignal::new(Vec::new()),
            skipped: RwSignal::new(0),
            preset: RwSignal::new(0),
            case: RwSignal::new(None),
            panel: RwSignal::new(0),
            undo: RwSignal::new(None),
            overruling: RwSignal::new(None),
            link: RwSignal::new(None),
            beyond: RwSignal::new(false),
            revealed: RwSignal::new(revealed),
            evidence: RwSignal::new(EvidenceState::NotRequested),
            details: details_state,
            words,
        }
    }

    /// The decision's model.
    pub fn model(self) -> Arc<Model> {
        self.model.get_value()
    }

    /// What the author of the page asked for.
    pub fn options(self) -> Options {
        self.options.get_value()
    }

    /// Whether the reader looks only.
    pub fn is_readonly(self) -> bool {
        self.options.with_value(|it| it.readonly)
    }

    /// Whether nothing is answered.
    pub fn is_blank(self) -> bool {
        self.answers.read().replies.iter().all(Option::is_none)
    }

    /// The present answer to a question.
    pub fn reply(self, q: usize) -> Option<Reply> {
        self.answers.read().replies[q]
    }

    /// The answer that the verdict is about, a trial included; for what is computed anew anyway when
    /// the decision changes.
    pub fn reply_in_force(self, q: usize) -> Option<Reply> {
        self.in_force.read_untracked().replies[q]
    }

    fn reply_untracked(self, q: usize) -> Option<Reply> {
        self.answers.read_untracked().replies[q]
    }

    /// Requests in the busiest second, where the answer is a load.
    pub fn peak(self, q: usize) -> Option<f64> {
        match self.reply(q)? {
            Reply::Load(load) => Some(load.peak_requests_per_second()),
            _ => None,
        }
    }

    /// How many other questions are answered or skipped.
    pub fn passed(self, q: usize) -> usize {
        let skipped = self.skipped.get();
        let passed = |&(i, it): &(usize, &Option<Reply>)| {
            i != q && (it.is_some() || skipped & (1 << i) != 0)
        };
        self.answers.read().replies.iter().enumerate().filter(passed).count()
    }

    /// Answers a question, or takes the answer back.
    pub fn say(self, q: usize, reply: Option<Reply>) {
        self.trial.update(Vec::clear);
        self.answers.update(|it| it.replies[q] = reply);
        self.preset.update(|it| *it &= !(1 << q));
        if reply.is_some() {
            self.skipped.update(|it| *it &= !(1 << q));
        }
        self.undo.set(None);
    }

    /// Changes what the reader overrules.
    pub fn change_overrides(self, change: impl FnOnce(&mut Vec<Override>)) {
        self.trial.update(Vec::clear);
        self.answers.update(|it| change(&mut it.overrides));
        self.undo.set(None);
    }

    /// "I don't know yet": the question stays open and is not proposed again.
    pub fn skip(self, q: usize) {
        if self.reply_untracked(q).is_some() {
            self.say(q, None);
        }
        self.advance();
    }

    /// On to the most informative question that is left, or to the end of asking. A question that
    /// is left without an answer stays open and is not proposed again.
    pub fn advance(self) {
        if let Step::Ask(q) = self.step.get_untracked() {
            self.trail.update(|it| it.push(q));
            if self.reply_untracked(q).is_none() {
                self.skipped.update(|it| *it |= 1 << q);
            }
        }
        self.step.set(self.next_question().map_or(Step::Done, Step::Ask));
    }

    /// The question to ask next.
    pub fn next_question(self) -> Option<usize> {
        let skipped = self.skipped.get_untracked();
        let answers = self.answers.read_untracked();
        let fresh = |q: &usize| skipped & (1 << q) == 0 && answers.asked[*q];
        let decision = self.decision.read_untracked();
        let proposed = self.most_telling().filter(fresh);
        let open = || decision.open.iter().copied().find(fresh);
        proposed.or_else(open).or_else(|| {
            let replies = &answers.replies;
            let beyond = self.beyond.get_untracked();
            (0..replies.len()).find(|&q| beyond && replies[q].is_none() && fresh(&q))
        })
    }

    /// The open question that is expected to tell most.
    fn most_telling(self) -> Option<usize> {
        let answers = self.in_force.get_untracked();
        let deferred = self.deferred.get_untracked();
        if deferred.answers == answers {
            return deferred.gain.next;
        }
        gain(&self.model(), &answers).next
    }

    /// Goes on with what asking left out.
    pub fn go_on(self) {
        self.beyond.set(true);
        self.skipped.set(0);
        self.step.set(self.next_question().map_or(Step::All, Step::Ask));
    }

    /// To the question before.
    pub fn back(self) {
        let mut last = None;
        self.trail.update(|it| last = it.pop());
        if let Some(q) = last {
            self.step.set(Step::Ask(q));
        }
    }

    /// Answers what a typical case answers, and nothing else.
    pub fn start_from(self, case: usize) {
        let model = self.model();
        let answers = model.cases[case].answers.clone();
        self.replace(answers.clone());
        self.mark_preset(&answers);
        self.case.set(Some(case));
    }

    /// Marks the answers that are the same here as preset.
    pub fn mark_preset(self, preset: &Answers) {
        let answers = self.answers.read_untracked();
        let pairs = answers.replies.iter().zip(&preset.replies).enumerate();
        let same = pairs.filter(|(_, (one, two))| one.is_some() && one == two);
        self.preset.set(same.fold(0, |all, (q, _)| all | 1 << q));
    }

    /// Takes every answer back; can be undone.
    pub fn start_over(self) {
        self.replace(Answers::none(&self.model()));
    }

    /// Puts other answers in place of the present ones; can be undone.
    pub fn replace(self, mut answers: Answers) {
        let before = self.answers.get_untracked();
        answers.asked.clone_from(&before.asked);
        let blank = before.replies.iter().all(Option::is_none);
        self.trial.set(Vec::new());
        self.answers.set(answers);
        self.trail.set(Vec::new());
        self.skipped.set(0);
        self.preset.set(0);
        self.case.set(None);
        self.beyond.set(false);
        self.undo.set((!blank).then_some(before));
        let next = self.next_question().filter(|_| !self.is_readonly());
        self.step.set(next.map_or(Step::Done, Step::Ask));
    }

    /// Takes the last replacement back.
    pub fn take_back(self) {
        if let Some(before) = self.undo.get_untracked() {
            self.replace(before);
            self.undo.set(None);
        }
    }

    /// Tries changes out beside the answers; the same ones again take them back.
    pub fn try_out(self, changes: &[Change]) {
        self.trial.update(|it| {
            *it = if it == changes { Vec::new() } else { changes.to_vec() };
        });
    }

    /// Makes the answers of a trial the reader's own; can be undone.
    pub fn adopt(self) {
        self.replace(self.in_force.get_untracked());
    }
}

/// Answers with some changed.
fn with(answers: &Answers, changes: &[Change]) -> Answers {
    let mut answers = answers.clone();
    for change in changes {
        answers.replies[change.question] = Some(change.to);
    }
    answers
}
