//! Collects the problems of one file, and checks the lists that nearly everything in it is.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::node::Node;
use super::place::Place;
use super::text::{is_id, is_link, is_refused, written};
use crate::model::problem::{Code, File, Problem, Severity};

/// More problems than these help nobody.
const MAX_PROBLEMS: usize = 1_000;
/// Longest message, in characters.
const MAX_MESSAGE: usize = 300;

/// The problems found so far.
pub(in crate::model) struct Report {
    /// The file that what is added next is on.
    pub(in crate::model) file: File,
    /// What was found, in the order of the checks.
    pub(in crate::model) problems: Vec<Problem>,
}

/// The ids of a list's items, in their order.
pub(super) struct Ids<'a> {
    /// `None` where an id could not be read, or is taken.
    names: Vec<Option<&'a str>>,
    /// Whether every item's id could be read: if not, any id may be right.
    complete: bool,
}

impl<'a> Ids<'a> {
    /// The index of the item with this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.names.iter().position(|it| *it == Some(id))
    }

    /// Whether an item has, or may have, this id.
    pub(super) fn has(&self, id: &str) -> bool {
        !self.complete || self.find(id).is_some()
    }

    /// The id of the item with this index.
    pub(super) fn name(&self, index: usize) -> Option<&'a str> {
        self.names[index]
    }

    /// The ids that could be read.
    pub(super) fn known(&self) -> Vec<&'a str> {
        self.names.iter().copied().flatten().collect()
    }
}

impl Report {
    /// An empty report on this file.
    pub(in crate::model) fn new(file: File) -> Self {
        Self { file, problems: Vec::new() }
    }

    /// Adds a problem, its message in parts.
    pub(in crate::model) fn add(&mut self, code: Code, at: &Place<'_>, message: &[&str]) {
        self.push(Problem::new(self.file, code, at.pointer(), message.concat()));
    }

    /// Adds a problem, and what to do about it.
    pub(in crate::model) fn advise(
        &mut self,
        code: Code,
        at: &Place<'_>,
        message: &[&str],
        hint: &str,
    ) {
        self.push(Problem::new(self.file, code, at.pointer(), message.concat()).hint(hint));
    }

    /// Adds a problem with a name that is none of those known.
    pub(super) fn unknown(
        &mut self,
        code: Code,
        at: &Place<'_>,
        message: &[&str],
        given: &str,
        known: &[&str],
    ) {
        if self.problems.len() < MAX_PROBLEMS {
            let problem = Problem::new(self.file, code, at.pointer(), message.concat());
            self.push(problem.did_you_mean(given, known.iter().copied()));
        }
    }

    /// Adds a problem.
    pub(super) fn push(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem {
                at: shown(&problem.at),
                message: shown(&problem.message),
                hint: problem.hint.map(|it| shown(&it)),
                ..problem
            });
        }
    }

    /// Whether a problem stands in the way of using the file.
    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(|it| it.severity == Severity::Error)
    }

    /// Checks a list's length, and that its items' ids are ids and differ.
    pub(super) fn list<'a>(
        &mut self,
        items: &'a [Value],
        at: &Place<'_>,
        least: usize,
        most: usize,
    ) -> Ids<'a> {
        let mut ids =
            Ids { names: Vec::new(), complete: self.length(items.len(), at, least, most) };
        for (i, item) in items.iter().enumerate().take(most) {
            // What does not fit has left its id in its place.
            let name = Node::new(item).map_or(item.as_str(), |it| it.given("id"));
            let Some(name) = name else {
                ids.complete = false;
                ids.names.push(None);
                continue;
            };
            let at = at.item(i);
            let at = at.key("id");
            self.id(name, &at);
            let taken = ids.find(name).is_some();
            if taken {
                self.add(Code::DuplicateId, &at, &["the id `", name, "` is taken"]);
            }
            ids.names.push(Some(name).filter(|_| !taken));
        }
        ids
    }

    /// Checks how many there are.
    pub(super) fn length(
        &mut self,
        count: usize,
        at: &Place<'_>,
        least: usize,
        most: usize,
    ) -> bool {
        let there_are = count.to_string();
        if count > most {
            let most = most.to_string();
            let message = ["there are ", &there_are, ", and at most ", &most, " are allowed"];
            self.add(Code::TooMany, at, &message);
        } else if count < least {
            let least = least.to_string();
            let message = ["there are ", &there_are, ", and at least ", &least, " are needed"];
            self.add(Code::TooFew, at, &message);
        }
        count <= most
    }

    /// Checks that this can be an id.
    pub(super) fn id(&mut self, id: &str, at: &Place<'_>) {
        if !is_id(id) {
            let hint = "ids are up to 64 letters, digits, `-` and `_`, and begin with one of \
                        the first two";
            self.advise(Code::BadId, at, &["`", id, "` cannot be an id"], hint);
        }
    }

    /// The index of what an id refers to; if it refers to nothing, that is a problem.
    pub(super) fn refers(
        &mut self,
        ids: &Ids<'_>,
        what: &str,
        id: &str,
        at: &Place<'_>,
    ) -> Option<usize> {
        if !ids.has(id) {
            let message = ["no ", what, " `", id, "`"];
            self.unknown(Code::UnknownId, at, &message, id, &ids.known());
        }
        ids.find(id)
    }

    /// Checks that a list of ids names none twice.
    pub(super) fn differ(&mut self, ids: &[String], at: &Place<'_>) {
        for (i, id) in ids.iter().enumerate() {
            if ids[..i].contains(id) {
                self.add(Code::DuplicateId, &at.item(i), &["`", id, "` stands here twice"]);
            }
        }
    }

    /// Checks a number.
    pub(super) fn range(
        &mut self,
        what: &str,
        value: i64,
        range: &RangeInclusive<i64>,
        at: &Place<'_>,
    ) {
        if !range.contains(&value) {
            let (least, most) = (range.start().to_string(), range.end().to_string());
            let value = value.to_string();
            let message = ["the ", what, " ", &value, " is not within ", &least, " to ", &most];
            self.add(Code::OutOfRange, at, &message);
        }
    }

    /// Checks where a link leads.
    pub(super) fn link(&mut self, link: &str, at: &Place<'_>) {
        if !is_link(link) {
            let message = ["`", link, "` is not a link that readers may follow"];
            let hint = "links begin with https://, http:// or mailto:";
            self.advise(Code::BadLink, at, &message, hint);
        }
    }
}

/// A text fit to be shown: not too long, with refused characters by their number.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (i, it) in text.chars().enumerate() {
        if i == MAX_MESSAGE {
            shown.push('…');
            break;
        }
        if is_refused(it) {
            shown.push_str(&written(it));
        } else {
            shown.push(it);
        }
    }
    shown
}
