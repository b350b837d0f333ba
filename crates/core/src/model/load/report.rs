//! Notices or collects the problems of one file, and checks the lists that nearly everything in it is.

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
pub(crate) struct Report {
    /// The file that what is added next is on.
    pub(crate) file: File,
    /// What was found, in the order of the checks.
    pub(crate) problems: Vec<Problem>,
}

/// The ids of a list's items, in their order.
pub(crate) struct Ids<'a> {
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
    pub(crate) fn new(file: File) -> Self {
        Self { file, problems: Vec::new() }
    }
}

impl Diagnostics for Report {
    fn file(&self) -> File {
        self.file
    }

    fn push(&mut self, problem: impl FnOnce() -> Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            let problem = problem();
            self.problems.push(Problem {
                at: shown(&problem.at),
                message: shown(&problem.message),
                hint: problem.hint.map(|it| shown(&it)),
                ..problem
            });
        }
    }

    fn has_errors(&self) -> bool {
        self.problems.iter().any(|it| it.severity == Severity::Error)
    }
}

/// Whether there is a fault, and no more: all that a reader needs to know. What it is, and how to
/// mend it, is told by a [`Report`], which a browser fetches when there is one.
pub(crate) struct FailFast {
    has_errors: bool,
}

impl FailFast {
    /// No fault so far.
    pub(crate) fn new() -> Self {
        Self { has_errors: false }
    }
}

impl Diagnostics for FailFast {
    fn file(&self) -> File {
        File::Model
    }

    fn push(&mut self, _: impl FnOnce() -> Problem) {
        self.has_errors = true;
    }

    fn has_errors(&self) -> bool {
        self.has_errors
    }
}

/// What is told of faults, and the checks that nearly everything needs.
pub(crate) trait Diagnostics {
    /// The file that they are in.
    fn file(&self) -> File;

    /// Takes a problem; it is made only to be told.
    fn push(&mut self, problem: impl FnOnce() -> Problem);

    /// Whether a problem stands in the way of using the file.
    fn has_errors(&self) -> bool;

    /// Adds a problem, its message in parts.
    fn add(&mut self, code: Code, at: &Place<'_>, message: &[&str]) {
        self.say(code, at, || message.concat());
    }

    /// Adds a problem whose message has to be made.
    fn say(&mut self, code: Code, at: &Place<'_>, message: impl FnOnce() -> String) {
        let file = self.file();
        self.push(|| Problem::new(file, code, at.pointer(), message()));
    }

    /// Adds a problem, and what to do about it.
    fn advise(&mut self, code: Code, at: &Place<'_>, message: &[&str], hint: &str) {
        let file = self.file();
        self.push(|| Problem::new(file, code, at.pointer(), message.concat()).hint(hint));
    }

    /// Adds a problem with a name that is none of those known.
    fn unknown<'a>(
        &mut self,
        code: Code,
        at: &Place<'_>,
        message: &[&str],
        given: &str,
        known: impl FnOnce() -> Vec<&'a str>,
    ) {
        let file = self.file();
        self.push(|| {
            Problem::new(file, code, at.pointer(), message.concat()).did_you_mean(given, known())
        });
    }

    /// Checks a list's length, and that its items' ids are ids and differ.
    fn list<'a>(
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
    fn length(&mut self, count: usize, at: &Place<'_>, least: usize, most: usize) -> bool {
        if count > most {
            self.say(Code::TooMany, at, || {
                format!("there are {count}, and at most {most} are allowed")
            });
        } else if count < least {
            self.say(Code::TooFew, at, || {
                format!("there are {count}, and at least {least} are needed")
            });
        }
        count <= most
    }

    /// Checks that this can be an id.
    fn id(&mut self, id: &str, at: &Place<'_>) {
        if !is_id(id) {
            let hint = "ids are up to 64 letters, digits, `-` and `_`, and begin with one of \
                        the first two";
            self.advise(Code::BadId, at, &["`", id, "` cannot be an id"], hint);
        }
    }

    /// The index of what an id refers to; if it refers to nothing, that is a problem.
    fn refers(&mut self, ids: &Ids<'_>, what: &str, id: &str, at: &Place<'_>) -> Option<usize> {
        if !ids.has(id) {
            let message = ["no ", what, " `", id, "`"];
            self.unknown(Code::UnknownId, at, &message, id, || ids.known());
        }
        ids.find(id)
    }

    /// Checks that a list of ids names none twice.
    fn differ(&mut self, ids: &[String], at: &Place<'_>) {
        for (i, id) in ids.iter().enumerate() {
            if ids[..i].contains(id) {
                self.add(Code::DuplicateId, &at.item(i), &["`", id, "` stands here twice"]);
            }
        }
    }

    /// Checks a number.
    fn range(&mut self, what: &str, value: i64, range: &RangeInclusive<i64>, at: &Place<'_>) {
        if !range.contains(&value) {
            let (least, most) = (range.start(), range.end());
            self.say(Code::OutOfRange, at, || {
                format!("the {what} {value} is not within {least} to {most}")
            });
        }
    }

    /// Checks where a link leads.
    fn link(&mut self, link: &str, at: &Place<'_>) {
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
