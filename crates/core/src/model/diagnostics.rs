//! Collects the problems of one file, or only notices that there are some.
//!
//! Every check takes a [`Diagnostics`]. There are two:
//!
//! - [`Report`] collects all problems with their messages: for authors, and for the part of the
//!   widget that explains an error.
//! - [`FailFast`] only remembers that there is a problem: for the first load in a browser.
//!
//! Problems are passed as closures. In code that is compiled for [`FailFast`], the closures are
//! never called, and the linker removes them with their texts. For the same reason, messages are
//! joined with `[a, b].concat()` and not with `format!`: the formatting machinery of the standard
//! library costs a reader several kilobytes. `format!` remains where a number has to be written
//! into a message. The whole crate keeps to this.

use std::ops::RangeInclusive;

use super::hints;
use super::place::Place;
use super::problem::{Code, File, Problem, Severity};
use super::syntax::{code_point, is_id, is_link, is_refused};

/// Largest number of problems in a report.
const MAX_PROBLEMS: usize = 1_000;
/// Largest length of a message, a hint and a place, in characters.
const MAX_MESSAGE: usize = 300;

/// The problems of a file, with their messages.
pub(crate) struct Report {
    /// The file that the next problem belongs to.
    pub(crate) file: File,
    /// The problems, in the order of the checks; at most 1,000.
    pub(crate) problems: Vec<Problem>,
}

impl Report {
    /// An empty report.
    pub(crate) fn new(file: File) -> Self {
        Self { file, problems: Vec::new() }
    }
}

impl Diagnostics for Report {
    fn file(&self) -> File {
        self.file
    }

    fn set_file(&mut self, file: File) {
        self.file = file;
    }

    fn push(&mut self, problem: impl FnOnce() -> Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            let problem = problem();
            self.problems.push(Problem {
                at: displayable(&problem.at),
                message: displayable(&problem.message),
                hint: problem.hint.map(|hint| displayable(&hint)),
                ..problem
            });
        }
    }

    fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Notices whether a file has a problem, and drops the problem itself.
pub(crate) struct FailFast {
    has_errors: bool,
}

impl FailFast {
    /// No problem so far.
    pub(crate) fn new() -> Self {
        Self { has_errors: false }
    }
}

impl Diagnostics for FailFast {
    fn file(&self) -> File {
        File::Model
    }

    fn set_file(&mut self, _: File) {}

    fn push(&mut self, _: impl FnOnce() -> Problem) {
        self.has_errors = true;
    }

    fn has_errors(&self) -> bool {
        self.has_errors
    }
}

/// Receives the problems of a file, and has the checks that most fields need.
pub(crate) trait Diagnostics {
    /// The file that the next problem belongs to.
    fn file(&self) -> File;

    /// Changes the file that the next problem belongs to.
    fn set_file(&mut self, file: File);

    /// Adds a problem. The closure is called only if the problem is kept.
    fn push(&mut self, problem: impl FnOnce() -> Problem);

    /// Whether a problem prevents the use of the file.
    fn has_errors(&self) -> bool;

    /// Adds a problem; the parts of the message are joined.
    fn add(&mut self, code: Code, at: &Place<'_>, message: &[&str]) {
        self.add_lazy(code, at, || message.concat());
    }

    /// Adds a problem whose message is expensive to make.
    fn add_lazy(&mut self, code: Code, at: &Place<'_>, message: impl FnOnce() -> String) {
        let file = self.file();
        self.push(|| Problem::new(file, code, at.pointer(), message()));
    }

    /// Adds a problem with a hint.
    fn add_with_hint(&mut self, code: Code, at: &Place<'_>, message: &[&str], hint: &str) {
        let file = self.file();
        self.push(|| Problem::new(file, code, at.pointer(), message.concat()).hint(hint));
    }

    /// Adds a problem with a hint; the parts of the message and of the hint are joined.
    fn add_with_hints(&mut self, code: Code, at: &Place<'_>, message: &[&str], hint: &[&str]) {
        let file = self.file();
        self.push(|| Problem::new(file, code, at.pointer(), message.concat()).hint(hint.concat()));
    }

    /// Adds a problem about the name `given`, which is not one of `known`. The hint suggests a
    /// known name.
    fn add_unknown<'a>(
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

    /// Checks that a list has `least` to `most` items. Returns whether it has at most `most`.
    fn check_length(&mut self, count: usize, at: &Place<'_>, least: usize, most: usize) -> bool {
        if count > most {
            self.add_lazy(Code::TooMany, at, || {
                format!("expected at most {most} items, found {count}")
            });
        } else if count < least {
            let file = self.file();
            self.push(|| {
                let message = format!("expected {least} or more items, found {count}");
                let at = at.pointer();
                let hint = hints::too_few(&at);
                Problem::new(file, Code::TooFew, at, message).hint(hint)
            });
        }
        count <= most
    }

    /// Checks the syntax of an id.
    fn check_id(&mut self, id: &str, at: &Place<'_>) {
        if !is_id(id) {
            let file = self.file();
            self.push(|| {
                let message = ["`", id, "` is not a valid id"].concat();
                let (at, resembling) = (at.pointer(), hints::id_of(id));
                let hint = if at.contains("/statements/") && !at.ends_with("/id") {
                    "name the id of a statement, and write the statement itself into the evidence \
                     file"
                        .to_owned()
                } else {
                    let rule = "`; an id has up to 64 letters (a to z), digits, `-` and `_`, and \
                                starts with a letter or a digit";
                    ["write for example `", &resembling, rule].concat()
                };
                Problem::new(file, Code::BadId, at, message).hint(hint)
            });
        }
    }

    /// Checks that a list of ids has no duplicates.
    fn check_unique(&mut self, ids: &[String], at: &Place<'_>) {
        for (i, id) in ids.iter().enumerate() {
            if ids[..i].contains(id) {
                let message = ["`", id, "` appears twice in this list"];
                self.add(Code::DuplicateId, &at.item(i), &message);
            }
        }
    }

    /// Checks that a number is in a range; `name` is what the message calls the number.
    fn check_range(&mut self, name: &str, value: i64, range: &RangeInclusive<i64>, at: &Place<'_>) {
        if !range.contains(&value) {
            let (least, most) = (range.start(), range.end());
            let file = self.file();
            self.push(|| {
                let message = format!("the {name} {value} is not between {least} and {most}");
                let at = at.pointer();
                let hint = hints::scale(&at).map(str::to_owned);
                Problem { hint, ..Problem::new(file, Code::OutOfRange, at, message) }
            });
        }
    }

    /// Checks the scheme and the characters of a link.
    fn check_link(&mut self, link: &str, at: &Place<'_>) {
        if !is_link(link) {
            let file = self.file();
            self.push(|| {
                let message = ["`", link, "` is not an allowed link"].concat();
                let rule = "links start with https://, http:// or mailto:, and have no spaces";
                let with_scheme = ["https://", link].concat();
                let is_address = link.contains('.') && !link.contains(':') && is_link(&with_scheme);
                let hint = if is_address {
                    ["write `", &with_scheme, "`; ", rule].concat()
                } else {
                    rule.to_owned()
                };
                Problem::new(file, Code::BadLink, at.pointer(), message).hint(hint)
            });
        }
    }
}

/// A text that is safe to display: refused characters are replaced by their code points, and a
/// long text is cut off.
fn displayable(text: &str) -> String {
    let mut displayable = String::new();
    for (i, character) in text.chars().enumerate() {
        if i == MAX_MESSAGE {
            displayable.push('…');
            break;
        }
        if is_refused(character) {
            displayable.push_str(&code_point(character));
        } else {
            displayable.push(character);
        }
    }
    displayable
}
