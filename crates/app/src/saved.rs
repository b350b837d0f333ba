//! Decisions that a reader saved: what is kept of each, and how lists of them are searched and
//! merged.
//!
//! A saved decision keeps its meaning when the model changes: beside the answers it holds the
//! verdict of the day with what each question contributed, as a link does (see [`tiebreak_core::link`]).
//! [`mod@file`] writes and reads them, [`entry`] each of them, [`unstored`] has what storage does not have.

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
use tiebreak_core::model::digest::{digest, written};
use tiebreak_core::model::json;
use tiebreak_core::model::load::is_refused;

/// Longest name, in characters.
pub const MAX_NAME: usize = 200;
/// Longest version of a model, in characters; a longer one is cut off.
pub const MAX_VERSION: usize = 64;
/// Longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// One saved decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Stable name, as addresses and storage have it.
    pub id: String,
    /// What the reader calls it.
    pub name: String,
    /// Which decision it is.
    pub model: Key,
    /// Its title, for when the model is not at hand.
    pub title: String,
    /// Answers by id, overrides among them, as [`Answers::read`] takes them.
    pub answers: Map<String, Value>,
    /// What the reader wrote down, by question.
    pub notes: BTreeMap<String, String>,
    /// The verdict of the day, which names version and digest of the model.
    pub then: SavedVerdict,
    /// When it was saved, as `2026-03-31T12:00:00Z`.
    pub date: String,
}

/// Answers in progress, which nobody saved yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The view that they belong to, as its fragment.
    pub view: String,
    /// Answers by id.
    pub answers: Map<String, Value>,
    /// What the reader wrote down, by question.
    pub notes: BTreeMap<String, String>,
    /// When they were given.
    pub date: String,
}

impl Draft {
    /// Whether both have the same answers and notes.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.answers == other.answers && self.notes == other.notes
    }
}

/// The verdict on these answers, in a form that outlives the model.
pub fn then(model: &Model, decision: &Decision) -> SavedVerdict {
    let id = |a: usize| model.alternatives[a].id.clone();
    let parts = decision.contributions.iter();
    let parts = parts.filter(|it| Some(it.against) == decision.runner_up && it.tenths != 0);
    let mut parts: Vec<(String, i64)> =
        parts.map(|it| (model.questions[it.question].id.clone(), it.tenths)).collect();
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

/// The answers as a model at hand knows them.
pub fn answers(model: &Model, saved: &Map<String, Value>) -> Answers {
    Answers::read(&model.alternatives, &model.questions, saved).0
}

/// A text as it may be kept: at most so long, without characters that change how other text is
/// shown; line breaks stay where a note may have them.
pub fn clean(text: &str, most: usize, lines: bool) -> String {
    let kept = |it: &char| (lines && *it == '\n') || !is_refused(*it);
    text.trim().chars().filter(kept).take(most).collect()
}

impl Saved {
    /// Whether every word stands somewhere in it, whatever its case.
    pub fn matches(&self, words: &str) -> bool {
        let notes = self.notes.values().map(String::as_str);
        let texts = [self.name.as_str(), &self.title].into_iter().chain(notes);
        let text = texts.collect::<Vec<_>>().join("\n").to_lowercase();
        words.to_lowercase().split_whitespace().all(|it| text.contains(it))
    }

    /// Digest of everything but the id.
    fn content(&self) -> u64 {
        digest(&json::write(&entry::write_one(&Self { id: String::new(), ..self.clone() })))
    }
}

/// Newest first.
pub fn sort(list: &mut [Saved]) {
    list.sort_by(|a, b| (&b.date, &a.id).cmp(&(&a.date, &b.id)));
}

/// The decisions that have to be added to `mine`, so that nothing of `theirs` is lost: those of
/// mine stay as they are, and one of theirs that has the id of another of mine gets an id of its
/// own, the same one each time, so that merging twice adds nothing.
pub fn merge(mine: &[Saved], model_text: Vec<Saved>) -> Vec<Saved> {
    let mut added: Vec<Saved> = Vec::new();
    for mut it in model_text {
        let content = it.content();
        loop {
            match mine.iter().chain(&added).find(|other| other.id == it.id) {
                Some(other) if other.content() == content => break,
                Some(_) => it.id = another_id(&it.id, content),
                None => {
                    added.push(it);
                    break;
                }
            }
        }
    }
    added
}

/// An id that depends on the old one and on the content alone.
fn another_id(id: &str, content: u64) -> String {
    written(digest(&[id, "/", &written(content)].concat()))
}
