//! Collects the problems of one file, and checks the lists that nearly everything in it is.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::item::{Item, nth};
use super::text::{is_id, is_link, refused, written};
use crate::model::problem::{Code, File, Problem, Severity};

/// More problems than these help nobody.
const MAX_PROBLEMS: usize = 1_000;
/// Longest message, in characters.
const MAX_MESSAGE: usize = 300;

/// The problems of one file.
pub(super) struct Report {
    file: File,
    problems: Vec<Problem>,
}

/// The ids of a list's items.
pub(super) struct Ids<'a> {
    names: BTreeSet<&'a str>,
    /// Whether every item's id could be read: if not, any id may be right.
    complete: bool,
}

/// A checked list: what fits, with its pointer, and all ids.
pub(super) struct List<'a, T> {
    /// The items that fit.
    pub(super) good: Vec<(String, &'a T)>,
    /// The ids, those of faulty items too.
    pub(super) ids: Ids<'a>,
}

impl Ids<'_> {
    /// Whether the id is, or may be, in the list.
    pub(super) fn has(&self, id: &str) -> bool {
        !self.complete || self.names.contains(id)
    }

    /// The ids that could be read.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().copied()
    }
}

impl Report {
    /// An empty report on this file.
    pub(super) fn new(file: File) -> Self {
        Self { file, problems: Vec::new() }
    }

    /// A problem of this file, to be pushed.
    pub(super) fn problem(&self, code: Code, at: &str, message: impl Into<String>) -> Problem {
        Problem::new(self.file, code, at, message)
    }

    /// The file that it is on.
    pub(super) fn file(&self) -> File {
        self.file
    }

    /// Adds a problem of this file, without a hint.
    pub(super) fn add(&mut self, code: Code, at: &str, message: impl Into<String>) {
        self.push(self.problem(code, at, message));
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

    /// What was found, in the order of the checks.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Checks a list's length, its items' shape, and that their ids are ids and differ.
    pub(super) fn list<'a, T>(
        &mut self,
        items: &'a [Item<T>],
        at: &str,
        length: RangeInclusive<usize>,
        id: impl Fn(&'a T) -> &'a str,
    ) -> List<'a, T> {
        let list = self.items(items, at, length);
        let mut ids = Ids { names: BTreeSet::new(), complete: list.len() == items.len() };
        for (i, item) in items.iter().take(list.len()).enumerate() {
            let name = match item {
                Item::Good(it) => Some(id(it)),
                Item::Bad { id, .. } => id.as_deref(),
            };
            let Some(name) = name else {
                ids.complete = false;
                continue;
            };
            let here = [&nth(at, i), "/id"].concat();
            self.id(name, &here);
            if !ids.names.insert(name) {
                self.add(Code::DuplicateId, &here, ["the id `", name, "` is taken"].concat());
            }
        }
        let good = list.into_iter().filter_map(|(at, it)| Some((at, it.good()?))).collect();
        List { good, ids }
    }

    /// Checks a list's length and its items' shape; gives as many items as may be looked at.
    pub(super) fn items<'a, T>(
        &mut self,
        items: &'a [Item<T>],
        at: &str,
        length: RangeInclusive<usize>,
    ) -> Vec<(String, &'a Item<T>)> {
        self.length(items.len(), at, &length);
        let items = items.iter().enumerate().take(*length.end()).map(|(i, it)| (nth(at, i), it));
        let items: Vec<_> = items.collect();
        for (at, item) in &items {
            if let Item::Bad { fault, .. } = item {
                self.push(fault.problem(self.file, at));
            }
        }
        items
    }

    /// Checks how many there are.
    pub(super) fn length(&mut self, count: usize, at: &str, length: &RangeInclusive<usize>) {
        let there_are = ["there are ", &count.to_string()].concat();
        if count > *length.end() {
            let most = length.end().to_string();
            let message = [&there_are, ", and at most ", &most, " are allowed"];
            self.add(Code::TooMany, at, message.concat());
        } else if count < *length.start() {
            let least = length.start().to_string();
            let message = [&there_are, ", and at least ", &least, " are needed"];
            self.add(Code::TooFew, at, message.concat());
        }
    }

    /// Checks that this can be an id.
    pub(super) fn id(&mut self, id: &str, at: &str) {
        if !is_id(id) {
            let message = ["`", id, "` cannot be an id"].concat();
            let hint = "ids are up to 64 letters, digits, `-` and `_`, and begin with one of \
                        the first two";
            self.push(self.problem(Code::BadId, at, message).hint(hint));
        }
    }

    /// Checks that an id refers to something.
    pub(super) fn refers(&mut self, ids: &Ids<'_>, what: &str, id: &str, at: &str) -> bool {
        let known = ids.has(id);
        if !known {
            let message = ["no ", what, " `", id, "`"].concat();
            self.push(self.problem(Code::UnknownId, at, message).did_you_mean(id, ids.names()));
        }
        known
    }

    /// Checks that a list of ids names none twice.
    pub(super) fn differ<'a>(&mut self, ids: impl IntoIterator<Item = &'a String>, at: &str) {
        let mut seen = BTreeSet::new();
        for (i, id) in ids.into_iter().enumerate() {
            if !seen.insert(id) {
                let message = ["`", id, "` stands here twice"].concat();
                self.add(Code::DuplicateId, &nth(at, i), message);
            }
        }
    }

    /// Checks a number.
    pub(super) fn range(&mut self, what: &str, value: i64, range: &RangeInclusive<i64>, at: &str) {
        if !range.contains(&value) {
            let (least, most) = (range.start().to_string(), range.end().to_string());
            let value = value.to_string();
            let message = ["the ", what, " ", &value, " is not within ", &least, " to ", &most];
            self.add(Code::OutOfRange, at, message.concat());
        }
    }

    /// Checks where a link leads.
    pub(super) fn link(&mut self, link: &str, at: &str) {
        if !is_link(link) {
            let message = ["`", link, "` is not a link that readers may follow"].concat();
            let hint = "links begin with https://, http:// or mailto:";
            self.push(self.problem(Code::BadLink, at, message).hint(hint));
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
        if refused(it) {
            shown.push_str(&written(it));
        } else {
            shown.push(it);
        }
    }
    shown
}
