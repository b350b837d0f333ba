//! The state of one widget: the reader's answers, everything that is computed from them, and which
//! parts of the widget are shown.
//!
//! Only the answers and the changes that the reader tries out determine the verdict.

use std::sync::Arc;

use leptos::prelude::{GetValue as _, StoredValue, WithValue as _};
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
use crate::browser::HostElement;

/// A row whose weight and values the reader can replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowId {
    /// Index of the question.
    pub question: usize,
    /// Index of the option; `None` for the row that counts while the question is unanswered.
    pub option: Option<usize>,
}

/// Options that the page sets.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether the verdict is hidden until no question is left to ask.
    pub reveal_at_end: bool,
    /// Whether the reader can change nothing but the changes that they try out.
    pub readonly: bool,
    /// The text of the evidence file, for a model that has no address.
    pub evidence: Option<String>,
    /// The address of the model. The evidence file is in the same folder.
    pub model_url: String,
    /// The host of the model if the model is not one of Tiebreak's; empty if the model has no
    /// address.
    pub foreign_host: Option<String>,
}

/// The content of the left half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One question, by index.
    Ask(usize),
    /// The end of the questions.
    Done,
    /// The list of all questions.
    All,
}

/// The state of the request for the evidence file.
#[derive(Clone, Debug, Default)]
pub enum EvidenceState {
    /// Not requested yet.
    #[default]
    NotRequested,
    /// Requested.
    Loading,
    /// Fetched and valid.
    Ready(Arc<Evidence>),
    /// The request failed, with a message.
    Failed(String),
    /// The model has no evidence file.
    Absent,
}

/// Results that take longer than a click may; computed after the verdict is painted.
#[derive(Clone, Debug)]
pub struct DeferredAnalysis {
    /// The answers that were analysed.
    pub answers: Answers,
    /// The information gain of each open question.
    pub gain: Gain,
    /// The results of sampling; `None` until the details are ready.
    pub robustness: Option<Robustness>,
}

/// The state of one widget.
#[derive(Clone, Copy)]
pub struct Session {
    model: StoredValue<Arc<Model>>,
    options: StoredValue<Options>,
    /// The element around the widget.
    pub host: HostElement,
    /// The reader's answers.
    pub answers: RwSignal<Answers>,
    /// Changes that the reader tries out; `answers` is without them.
    pub trial: RwSignal<Vec<Change>>,
    /// The answers that controls change: `answers`, except in a [follower](Self::follower).
    changed_answers: RwSignal<Answers>,
    /// The trial that controls change: `trial`, except in a [follower](Self::follower).
    changed_trial: RwSignal<Vec<Change>>,
    /// The answers with the changes of `trial`: the input of the decision.
    pub effective_answers: Memo<Answers>,
    /// The verdict; with its explanations once the details are ready.
    pub decision: Memo<Decision>,
    /// The latest deferred analysis; may be of earlier answers.
    pub deferred: RwSignal<Arc<DeferredAnalysis>>,
    /// The content of the left half.
    pub step: RwSignal<Step>,
    /// The questions shown before, oldest first, for "Back".
    pub history: RwSignal<Vec<usize>>,
    /// The questions answered with "I don't know yet", one bit each.
    pub skipped: RwSignal<u64>,
    /// The questions that a typical case or the page has answered, one bit each.
    pub preset: RwSignal<u64>,
    /// The chosen typical case.
    pub case: RwSignal<Option<usize>>,
    /// Whether the list of typical cases is shown.
    pub shows_cases: RwSignal<bool>,
    /// The index of the open panel.
    pub panel: RwSignal<usize>,
    /// The answers that "Undo" restores.
    pub undo_answers: RwSignal<Option<Answers>>,
    /// The row whose weight and values the reader edits.
    pub edited_row: RwSignal<Option<RowId>>,
    /// The link that set the answers, until the reader closes its notice. Overrides of the link
    /// have no effect until the reader applies them.
    pub link: RwSignal<Option<String>>,
    /// Whether questions are asked although they cannot change the verdict.
    pub asks_settled: RwSignal<bool>,
    /// Whether the verdict is shown.
    pub revealed: RwSignal<bool>,
    /// The evidence file.
    pub evidence: RwSignal<EvidenceState>,
    /// The details.
    pub details: RwSignal<DetailsState>,
    /// The texts of the interface.
    pub strings: &'static Strings,
}

impl Session {
    /// Creates the state with initial answers.
    pub fn new(
        model: Arc<Model>,
        answers: Answers,
        options: Options,
        strings: &'static Strings,
        host: HostElement,
    ) -> Self {
        let answers = RwSignal::new(answers);
        let trial = RwSignal::new(Vec::new());
        let details = RwSignal::new(DetailsState::NotRequested);
        let (effective_answers, decision) = derived(Arc::clone(&model), answers, trial, details);
        let revealed = !options.reveal_at_end;
        let initial_answers = effective_answers.get_untracked();
        let is_blank = initial_answers.replies.iter().all(Option::is_none);
        let gain = gain(&model, &initial_answers);
        let next = gain.next.filter(|_| !options.readonly);
        let deferred = DeferredAnalysis { answers: initial_answers, gain, robustness: None };
        Self {
            model: StoredValue::new(model),
            options: StoredValue::new(options),
            host,
            answers,
            trial,
            changed_answers: answers,
            changed_trial: trial,
            effective_answers,
            decision,
            deferred: RwSignal::new(Arc::new(deferred)),
            step: RwSignal::new(next.map_or(Step::Done, Step::Ask)),
            history: RwSignal::new(Vec::new()),
            skipped: RwSignal::new(0),
            preset: RwSignal::new(0),
            case: RwSignal::new(None),
            shows_cases: RwSignal::new(is_blank),
            panel: RwSignal::new(0),
            undo_answers: RwSignal::new(None),
            edited_row: RwSignal::new(None),
            link: RwSignal::new(None),
            asks_settled: RwSignal::new(false),
            revealed: RwSignal::new(revealed),
            evidence: RwSignal::new(EvidenceState::NotRequested),
            details,
            strings,
        }
    }

    /// A session that reads answers and a trial from these signals. Replies, overrides and trials are
    /// still changed in this session, with which all other signals are shared.
    #[must_use]
    pub fn follower(self, answers: RwSignal<Answers>, trial: RwSignal<Vec<Change>>) -> Self {
        let (effective_answers, decision) = derived(self.model(), answers, trial, self.details);
        Self { answers, trial, effective_answers, decision, ..self }
    }

    /// The model of the decision.
    pub fn model(self) -> Arc<Model> {
        self.model.get_value()
    }

    /// Whether the widget is mounted. Code that has waited must ask before it uses the session.
    pub fn is_mounted(self) -> bool {
        self.model.try_with_value(|_| ()).is_some()
    }

    /// The options that the page has set.
    pub fn options(self) -> Options {
        self.options.get_value()
    }

    /// Whether the reader can change nothing but the changes that they try out.
    pub fn is_readonly(self) -> bool {
        self.options.with_value(|options| options.readonly)
    }

    /// Whether no question is answered.
    pub fn is_blank(self) -> bool {
        self.answers.read().replies.iter().all(Option::is_none)
    }

    /// Whether a question applies to the answers.
    pub fn applies(self, q: usize) -> bool {
        self.model().applicable(&self.answers.read().replies) & (1 << q) != 0
    }

    /// The reply to a question.
    pub fn reply(self, q: usize) -> Option<Reply> {
        self.answers.read().replies[q]
    }

    /// The reply that the verdict is computed from, without a subscription: the reply of a change
    /// that the reader tries out, otherwise the reader's own.
    pub fn effective_reply(self, q: usize) -> Option<Reply> {
        self.effective_answers.read_untracked().replies[q]
    }

    fn reply_untracked(self, q: usize) -> Option<Reply> {
        self.answers.read_untracked().replies[q]
    }

    /// Requests in the busiest second; `None` unless the reply is a load.
    pub fn peak(self, q: usize) -> Option<f64> {
        match self.reply(q)? {
            Reply::Load(load) => Some(load.peak_requests_per_second()),
            _ => None,
        }
    }

    /// The number of other questions that are answered or skipped.
    pub fn passed(self, q: usize) -> usize {
        let skipped = self.skipped.get();
        let answers = self.answers.read();
        let applicable = self.model().applicable(&answers.replies);
        let is_passed = |&(i, reply): &(usize, &Option<Reply>)| {
            let is_passed = reply.is_some() || skipped & (1 << i) != 0;
            i != q && is_passed && applicable & (1 << i) != 0
        };
        answers.replies.iter().enumerate().filter(is_passed).count()
    }

    /// Answers a question; `None` removes the reply.
    pub fn set_reply(self, q: usize, reply: Option<Reply>) {
        self.changed_trial.update(Vec::clear);
        self.changed_answers.update(|answers| answers.replies[q] = reply);
        self.preset.update(|preset| *preset &= !(1 << q));
        if reply.is_some() {
            self.skipped.update(|skipped| *skipped &= !(1 << q));
        }
        self.undo_answers.set(None);
    }

    /// Changes the overrides.
    pub fn change_overrides(self, change: impl FnOnce(&mut Vec<Override>)) {
        self.changed_trial.update(Vec::clear);
        self.changed_answers.update(|answers| change(&mut answers.overrides));
        self.undo_answers.set(None);
    }

    /// Removes the reply to a question ("I don't know yet") and shows the next one. The question is
    /// not proposed again.
    pub fn skip(self, q: usize) {
        if self.reply_untracked(q).is_some() {
            self.set_reply(q, None);
        }
        self.advance();
    }

    /// Shows the next question, or the end of the questions, and hides the typical cases once there
    /// is an answer. A question without a reply counts as
    /// skipped and is not proposed again.
    pub fn advance(self) {
        if let Step::Ask(q) = self.step.get_untracked() {
            self.history.update(|history| history.push(q));
            if self.reply_untracked(q).is_none() {
                self.skipped.update(|skipped| *skipped |= 1 << q);
            }
        }
        self.step.set(self.next_question().map_or(Step::Done, Step::Ask));
        if !self.is_blank() {
            self.shows_cases.set(false);
        }
    }

    /// The question to ask next: the most informative one, otherwise any that can change the
    /// verdict. `None` if none is left.
    pub fn next_question(self) -> Option<usize> {
        let skipped = self.skipped.get_untracked();
        let answers = self.answers.read_untracked();
        let may_ask = |q: &usize| skipped & (1 << q) == 0 && answers.asked[*q];
        let decision = self.decision.read_untracked();
        let open = || decision.open.iter().copied().find(may_ask);
        self.most_informative().filter(may_ask).or_else(open).or_else(|| {
            let replies = &answers.replies;
            let asks_settled = self.asks_settled.get_untracked();
            let applies = |q: &usize| self.applies(*q) && may_ask(q);
            (0..replies.len()).find(|q| asks_settled && replies[*q].is_none() && applies(q))
        })
    }

    /// The open question with the largest information gain.
    fn most_informative(self) -> Option<usize> {
        let answers = self.effective_answers.get_untracked();
        let deferred = self.deferred.get_untracked();
        if deferred.answers == answers {
            return deferred.gain.next;
        }
        gain(&self.model(), &answers).next
    }

    /// Asks the skipped questions, and those that cannot change the verdict.
    pub fn continue_asking(self) {
        self.asks_settled.set(true);
        self.skipped.set(0);
        self.step.set(self.next_question().map_or(Step::All, Step::Ask));
    }

    /// Shows the question that was shown before.
    pub fn back(self) {
        let mut last = None;
        self.history.update(|history| last = history.pop());
        if let Some(q) = last {
            self.step.set(Step::Ask(q));
        }
    }

    /// Replaces the answers by those of a typical case; can be undone.
    pub fn apply_case(self, case: usize) {
        let model = self.model();
        let answers = model.cases[case].answers.clone();
        self.replace(answers.clone());
        self.mark_preset(&answers);
        self.case.set(Some(case));
    }

    /// Marks the replies that are equal to those of `preset` as preset.
    pub fn mark_preset(self, preset: &Answers) {
        let answers = self.answers.read_untracked();
        let pairs = answers.replies.iter().zip(&preset.replies).enumerate();
        let equal = pairs.filter(|(_, (reply, preset))| reply.is_some() && reply == preset);
        self.preset.set(equal.fold(0, |set, (q, _)| set | 1 << q));
    }

    /// Removes all replies; can be undone.
    pub fn start_over(self) {
        self.replace(Answers::none(&self.model()));
        self.shows_cases.set(true);
    }

    /// Replaces the answers; can be undone.
    pub fn replace(self, mut answers: Answers) {
        let before = self.answers.get_untracked();
        answers.asked.clone_from(&before.asked);
        let is_blank = before.replies.iter().all(Option::is_none);
        self.trial.set(Vec::new());
        self.answers.set(answers);
        self.history.set(Vec::new());
        self.skipped.set(0);
        self.preset.set(0);
        self.case.set(None);
        self.asks_settled.set(false);
        self.undo_answers.set((!is_blank).then_some(before));
        let next = self.next_question().filter(|_| !self.is_readonly());
        self.step.set(next.map_or(Step::Done, Step::Ask));
    }

    /// Restores the answers before the last replacement.
    pub fn undo(self) {
        if let Some(before) = self.undo_answers.get_untracked() {
            self.replace(before);
            self.undo_answers.set(None);
        }
    }

    /// Tries changes out without changing the answers. The same changes again end the trial.
    pub fn try_out(self, changes: &[Change]) {
        self.changed_trial.update(|trial| {
            *trial = if trial == changes { Vec::new() } else { changes.to_vec() };
        });
    }

    /// Replaces the answers by the effective answers, which ends the trial; can be undone.
    pub fn adopt_trial(self) {
        self.replace(self.effective_answers.get_untracked());
    }
}

/// The effective answers and the decision about them.
fn derived(
    model: Arc<Model>,
    answers: RwSignal<Answers>,
    trial: RwSignal<Vec<Change>>,
    details: RwSignal<DetailsState>,
) -> (Memo<Answers>, Memo<Decision>) {
    let effective_answers = Memo::new(move || with_changes(&answers.read(), &trial.read()));
    let decision = Memo::new(move || match details.get() {
        DetailsState::Ready(details) => (details.decide)(&model, &effective_answers.read()),
        _ => outline(&model, &effective_answers.read()),
    });
    (effective_answers, decision)
}

fn with_changes(answers: &Answers, changes: &[Change]) -> Answers {
    let mut answers = answers.clone();
    for change in changes {
        answers.replies[change.question] = Some(change.to);
    }
    answers
}
