//! Saved decisions as one JSON file: to take along, to put back.
//!
//! ```text
//! {"format": "tiebreak-saved", "version": 1, "decisions": [{
//!     "id": "5f0c", "name": "Roof of the shed", "saved": "2026-03-31T12:00:00Z",
//!     "model": {"id": "roof", "own": true, "title": "…", "version": "1.2.0", "digest": "5d2c…"},
//!     "answers": {"snow": "much"}, "notes": {"snow": "Ask the neighbours"},
//!     "verdict": {"kind": "leaning", "close": ["brick"], "against": "timber", "parts": {"snow": 31}}
//! }]}
//! ```

use serde_json::Value;

use super::Saved;
use super::entry::{read_at, write_one};
use tiebreak_core::model::json::{self, each, object};
use tiebreak_core::model::problem::{Code, File, Problem};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 5 << 20;
/// Most decisions in a file.
pub const MAX_DECISIONS: usize = 2_000;
/// For what stands around the decisions of a file, in bytes.
const ROOM: usize = 1 << 10;
/// Most problems that are told of one file.
pub const MAX_PROBLEMS: usize = 50;

const FORMAT: &str = "tiebreak-saved";
const VERSION: u64 = 1;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The decisions that can be used.
    pub decisions: Vec<Saved>,
    /// What is wrong with the others, or with the file.
    pub problems: Vec<Problem>,
}

/// The file with these decisions.
pub fn write(decisions: &[Saved]) -> String {
    json::write(&object(vec![
        ("format", FORMAT.into()),
        ("version", VERSION.into()),
        ("decisions", each(decisions, |_, it| write_one(it))),
    ]))
}

/// As many files as it takes to stay within what [`read`] takes; at least one.
pub fn write_all(decisions: &[Saved]) -> Vec<String> {
    let mut files = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (i, it) in decisions.iter().enumerate() {
        // Of the comma too; what stands around them is shorter than the room that is left for it.
        let more = json::write(&write_one(it)).len() + 1;
        let is_full = bytes + more > MAX_BYTES - ROOM || i - start == MAX_DECISIONS;
        if is_full && i > start {
            files.push(write(&decisions[start..i]));
            (start, bytes) = (i, 0);
        }
        bytes += more;
    }
    files.push(write(&decisions[start..]));
    files
}

/// Whether this claims to be a file of saved decisions.
pub fn is_saved(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|it| it["format"] == FORMAT)
}

/// Reads a file. What can be used is used; everything else is told, with its place.
pub fn read(text: &str) -> Read {
    if text.len() > MAX_BYTES {
        return too_large();
    }
    let json: Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => {
            let hint = "choose a file that “Export all” made";
            return whole(Code::NotJson, &["not JSON: ", &error.to_string()].concat(), hint);
        }
    };
    if json["format"] != FORMAT {
        let hint = "a model file is opened under “Your own decisions”";
        return whole(Code::Format, "the file does not hold saved decisions", hint);
    }
    if json["version"] != VERSION {
        let hint = "a newer version of this page may read it";
        return whole(Code::Format, "the file is of a form that this version does not read", hint);
    }
    let Some(items) = json["decisions"].as_array() else {
        return whole(Code::Shape, "`decisions` is not a list", "export the file again");
    };
    let mut read = Read::default();
    for (i, item) in items.iter().enumerate().take(MAX_DECISIONS) {
        match read_at(item, ["/decisions/", &i.to_string()].concat()) {
            Ok(it) => read.decisions.push(it),
            Err(problem) => read.problems.push(problem),
        }
    }
    if items.len() > MAX_DECISIONS {
        let message = "there are more than 2000 decisions; the rest is left out";
        read.problems.push(Problem::new(File::Saved, Code::TooMany, "/decisions", message));
    }
    read.problems.truncate(MAX_PROBLEMS);
    read
}

/// What there is to say of a file with more than [`MAX_BYTES`].
pub fn too_large() -> Read {
    let hint = "choose files that “Export all” made: where there is much to keep, it makes several";
    whole(Code::TooLarge, "the file is larger than 5 MiB", hint)
}

/// A file of which nothing can be used.
fn whole(code: Code, message: &str, hint: &str) -> Read {
    let problem = Problem::new(File::Saved, code, "", message).hint(hint);
    Read { decisions: Vec::new(), problems: vec![problem] }
}
