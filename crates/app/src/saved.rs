//! Saved decisions: the data of each, and how lists of them are searched and merged.
//!
//! A saved decision keeps its meaning when the model changes. Beside the answers it holds the
//! verdict at the time of saving and the contribution of each question, as a link does (see
//! [`tiebreak_core::link`]). [`entry`] reads and writes one decision, [`mod@file`] a file of several;
//! [`pending`] holds the writes that storage does not have.

#![forbid(unsafe_code)]

pub mod entry;
pub mod file;
pub mod pending;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::route::Key;
use tiebreak_core::engine::Decision;
use tiebreak_core::link::SavedVerdict;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::digest::{digest, to_hex};
use tiebreak_core::model::json;
use tiebreak_core::model::load::is_refused;

/// Maximum length of a name, in characters.
pub const MAX_NAME: usize = 200;
/// Maximum length of a model's version, in characters; longer ones are cut off.
pub const MAX_VERSION: usize = 64;
/// Maximum length of a note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// A decision that the reader saved.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedDecision {
    /// Stable id, as in addresses and in storage.
    pub id: String,
    /// The reader's name for it.
    pub name: String,
    /// Key of the model.
    pub key: Key,
    /// Title of the model at the time of saving.
    pub title: String,
    /// Answers by id, with overrides, as [`Answers::read`] reads them.
    pub answers: Map<String, Value>,
    /// The reader's notes by question.
    pub notes: BTreeMap<String, String>,
    /// The verdict at the time of saving, with version and digest of the model.
    pub verdict: SavedVerdict,
    /// The time of saving, as `2026-03-31T12:00:00Z`.
    pub date: String,
}

/// Answers in progress that are not saved as a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The view that they belong to, as its fragment.
    pub view: String,
    /// Answers by id.
    pub answers: Map<String, Value>,
    /// The reader's notes by question.
    pub notes: BTreeMap<String, String>,
    /// The time of the last change.
    pub date: String,
}

impl Draft {
    /// Whether both have the same answers and notes.
    pub fn has_same_content(&self, other: &Self) -> bool {
        self.answers == other.answers && self.notes == other.notes
    }
}

/// The verdict of a decision in a form that stays readable when the model changes.
pub fn saved_verdict(model: &Model, decision: &Decision) -> SavedVerdict {
    let id = |a: usize| model.alternatives[a].id.clone();
    let contributions = decision.contributions.iter().filter(|contribution| {
        Some(contribution.against) == decision.runner_up && contribution.tenths != 0
    });
    let part = |question: usize, tenths| (model.questions[question].id.clone(), tenths);
    let mut parts: Vec<(String, i64)> = contributions
        .map(|contribution| part(contribution.question, contribution.tenths))
        .collect();
    parts.sort();
    SavedVerdict {
        version: clean(&model.version, MAX_VERSION, false),
        digest: model.digest,
        kind: decision.verdict.kind,
        close: decision.verdict.close.iter().map(|&a| id(a)).collect(),
        against: decision.runner_up.map(id),
        parts,
    }
}

/// The saved answers that a model knows.
pub fn answers(model: &Model, saved: &Map<String, Value>) -> Answers {
    Answers::read(&model.alternatives, &model.questions, saved).0
}

/// A text without characters that change how other text is shown, cut to a maximum length in
/// characters. Line breaks stay if `lines` is set.
pub fn clean(text: &str, max_length: usize, lines: bool) -> String {
    let is_kept = |c: &char| (lines && *c == '\n') || !is_refused(*c);
    text.trim().chars().filter(is_kept).take(max_length).collect()
}

impl SavedDecision {
    /// Whether each word occurs in the name, the title or a note, regardless of case.
    pub fn matches(&self, words: &str) -> bool {
        let notes = self.notes.values().map(String::as_str);
        let texts = [self.name.as_str(), &self.title].into_iter().chain(notes);
        let text = texts.collect::<Vec<_>>().join("\n").to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// Changes with every write of the decision: a write has another name or another date.
    pub fn version(&self) -> String {
        [self.id.as_str(), &self.name, &self.date].join("\n")
    }

    /// Digest of everything but the id.
    fn content(&self) -> u64 {
        let anonymous = Self { id: String::new(), ..self.clone() };
        digest(&json::write(&entry::write_decision(&anonymous)))
    }
}

/// Sorts decisions, newest first.
pub fn sort(decisions: &mut [SavedDecision]) {
    decisions.sort_by(|a, b| (&b.date, &a.id).cmp(&(&a.date, &b.id)));
}

/// The imported decisions that `existing` does not have yet. Existing decisions stay as they are. An
/// imported decision with the id of another one gets a new id, which depends on its content alone,
/// so that a second import of the same file adds nothing. So does one with an id in `taken`: the ids
/// of stored decisions that this page cannot read.
pub fn merge(
    existing: &[SavedDecision],
    taken: &[String],
    imported: Vec<SavedDecision>,
) -> Vec<SavedDecision> {
    let mut added: Vec<SavedDecision> = Vec::new();
    for mut decision in imported {
        let content = decision.content();
        loop {
            match existing.iter().chain(&added).find(|other| other.id == decision.id) {
                Some(other) if other.content() == content => break,
                Some(_) => decision.id = another_id(&decision.id, content),
                None if taken.contains(&decision.id) => {
                    decision.id = another_id(&decision.id, content);
                }
                None => {
                    added.push(decision);
                    break;
                }
            }
        }
    }
    added
}

/// An id that depends on the old id and the content alone.
fn another_id(id: &str, content: u64) -> String {
    to_hex(digest(&[id, "/", &to_hex(content)].concat()))
}
