//! All state of one widget. Panels take it from context; nothing else is shared.
//!
//! What the person said is the only state that decides anything; the verdict is computed from it,
//! once. The rest is which part is shown.

use std::sync::Arc;

use leptos::prelude::*;

use crate::engine::{Decision, decide};
use crate::model::Model;
use crate::model::answers::{Answers, Reply};
use crate::model::evidence::Evidence;

use crate::prose::strings::Strings;

/// What the author of the page asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Show the verdict only when asking has stopped.
    pub reveal_at_end: bool,
    /// Where the model came from: the evidence file lies beside it.
    pub model_url: String,
    /// Host of the model, when it is not ours.
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
pub enum Evidences {
    /// Nobody opened anything that needs it.
    #[default]
    Untouched,
    /// On its way.
    Loading,
    /// Here.
    Ready(Arc<Evidence>),
    /// Not to be had; what went wrong.
    Failed(String),
    /// The model names none.
    Absent,
}

/// All state of one widget.
#[derive(Clone, Copy)]
pub struct Session {
    model: StoredValue<Arc<Model>>,
    options: StoredValue<Options>,
    /// What the person said.
    pub answers: RwSignal<Answers>,
    /// The verdict and everything that explains it.
    pub decision: Memo<Decision>,
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
    /// Whether the reader goes on although asking has stopped.
    pub beyond: RwSignal<bool>,
    /// Whether the verdict is shown.
    pub revealed: RwSignal<bool>,
    /// Whether tenths are shown.
    pub tenths: RwSignal<bool>,
    /// How far the evidence file has come.
    pub evidence: RwSignal<Evidences>,
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
    ) -> Self {
        let answers = RwSignal::new(answers);
        let shared = Arc::clone(&model);
        let decision = Memo::new(move |_| decide(&shared, &answers.read()));
        let revealed = !options.reveal_at_end;
        let next = decision.read_untracked().next;
        Self {
            model: StoredValue::new(model),
            options: StoredValue::new(options),
            answers,
            decision,
            step: RwSignal::new(next.map_or(Step::Done, Step::Ask)),
            trail: RwSignal::new(Vec::new()),
            skipped: RwSignal::new(0),
            preset: RwSignal::new(0),
            case: RwSignal::new(None),
            panel: RwSignal::new(0),
            undo: RwSignal::new(None),
            beyond: RwSignal::new(false),
            revealed: RwSignal::new(revealed),
            tenths: RwSignal::new(false),
            evidence: RwSignal::new(Evidences::Untouched),
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

    /// Whether nothing is answered.
    pub fn is_blank(self) -> bool {
        self.answers.read().replies.iter().all(Option::is_none)
    }

    /// The present answer to a question.
    pub fn reply(self, q: usize) -> Option<Reply> {
        self.answers.read().replies[q]
    }

    /// The same, for what is computed anew anyway when answers change.
    pub fn reply_untracked(self, q: usize) -> Option<Reply> {
        self.answers.read_untracked().replies[q]
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
        self.answers.update(|it| it.replies[q] = reply);
        self.preset.update(|it| *it &= !(1 << q));
        if reply.is_some() {
            self.skipped.update(|it| *it &= !(1 << q));
        }
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
    fn next_question(self) -> Option<usize> {
        let skipped = self.skipped.get_untracked();
        let fresh = |q: &usize| skipped & (1 << q) == 0;
        let decision = self.decision.read_untracked();
        let proposed = decision.next.filter(fresh);
        let open = || decision.open.iter().copied().find(fresh);
        proposed.or_else(open).or_else(|| {
            let replies = &self.answers.read_untracked().replies;
            let beyond = self.beyond.get_untracked();
            (0..replies.len()).find(|&q| beyond && replies[q].is_none() && fresh(&q))
        })
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
        let preset = answers.replies.iter().enumerate();
        let preset = preset.fold(0, |all, (q, it)| all | u64::from(it.is_some()) << q);
        self.replace(answers);
        self.preset.set(preset);
        self.case.set(Some(case));
    }

    /// Takes every answer back; can be undone.
    pub fn start_over(self) {
        self.replace(Answers::none(&self.model()));
    }

    /// Puts other answers in place of the present ones; can be undone.
    pub fn replace(self, answers: Answers) {
        let before = self.answers.get_untracked();
        let blank = before.replies.iter().all(Option::is_none);
        self.answers.set(answers);
        self.trail.set(Vec::new());
        self.skipped.set(0);
        self.preset.set(0);
        self.case.set(None);
        self.beyond.set(false);
        self.undo.set((!blank).then_some(before));
        self.step.set(self.next_question().map_or(Step::Done, Step::Ask));
    }

    /// Takes the last replacement back.
    pub fn take_back(self) {
        if let Some(before) = self.undo.get_untracked() {
            self.replace(before);
            self.undo.set(None);
        }
    }

    /// Fetches the evidence file, once.
    pub fn want_evidence(self) {
        if matches!(*self.evidence.read_untracked(), Evidences::Untouched | Evidences::Failed(_)) {
            super::evidence::fetch(self);
        }
    }
}
