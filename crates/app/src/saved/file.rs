//! A JSON file of saved decisions, for export and import.
//!
//! ```text
//! {"format": "tiebreak-saved", "version": 1, "decisions": [{
//!     "format": 1, "id": "5f0c", "name": "Roof of the shed", "saved": "2026-03-31T12:00:00Z",
//!     "model": {"id": "roof", "own": true, "title": "…", "version": "1.2.0", "digest": "5d2c…"},
//!     "answers": {"snow": "much"}, "notes": {"snow": "Ask the neighbours"},
//!     "verdict": {"kind": "leaning", "close": ["brick"], "against": "timber", "parts": {"snow": 31}}
//! }]}
//! ```

use serde_json::Value;

use super::SavedDecision;
use super::entry::{NEWER_HINT, read_at, write_decision};
use tiebreak_core::model::json::{self, each, object};
use tiebreak_core::model::problem::{Code, File, Problem};

/// Maximum size of a file, in bytes.
pub const MAX_BYTES: usize = 5 << 20;
/// Maximum number of decisions in a file.
pub const MAX_DECISIONS: usize = 2_000;
/// Upper bound of the bytes of a file around its decisions.
const ENVELOPE: usize = 1 << 10;
/// Maximum number of problems reported for one file.
pub const MAX_PROBLEMS: usize = 50;

const FORMAT: &str = "tiebreak-saved";
const VERSION: u64 = 1;

/// Result of reading a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The decisions without problems.
    pub decisions: Vec<SavedDecision>,
    /// The problems of the others, or of the file.
    pub problems: Vec<Problem>,
}

/// Writes a file with these decisions.
pub fn write(decisions: &[SavedDecision]) -> String {
    json::write(&object(vec![
        ("format", FORMAT.into()),
        ("version", VERSION.into()),
        ("decisions", each(decisions, |_, decision| write_decision(decision))),
    ]))
}

/// Writes as few files as the limits of [`read`] allow; at least one.
pub fn write_all(decisions: &[SavedDecision]) -> Vec<String> {
    let mut files = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (i, decision) in decisions.iter().enumerate() {
        // With a comma.
        let more = json::write(&write_decision(decision)).len() + 1;
        let is_full = bytes + more > MAX_BYTES - ENVELOPE || i - start == MAX_DECISIONS;
        if is_full && i > start {
            files.push(write(&decisions[start..i]));
            (start, bytes) = (i, 0);
        }
        bytes += more;
    }
    files.push(write(&decisions[start..]));
    files
}

/// Whether a text declares the format of saved decisions.
pub fn is_saved(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|json| json["format"] == FORMAT)
}

/// Reads a file. A decision with a problem is left out, and the problem is reported with its place.
pub fn read(text: &str) -> Import {
    if text.len() > MAX_BYTES {
        return too_large();
    }
    let json: Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => {
            let hint = "choose a file that “Export all” made";
            return unusable(Code::NotJson, &["not JSON: ", &error.to_string()].concat(), hint);
        }
    };
    if json["format"] != FORMAT {
        let hint = "a model file is opened under “Your own decisions”";
        return unusable(Code::Format, "the file does not hold saved decisions", hint);
    }
    if json["version"] != VERSION {
        let message = "this version of the page does not read this version of the file";
        return unusable(Code::Format, message, NEWER_HINT);
    }
    let Some(items) = json["decisions"].as_array() else {
        return unusable(Code::Shape, "`decisions` is not a list", "export the file again");
    };
    let mut import = Import::default();
    for (i, item) in items.iter().enumerate().take(MAX_DECISIONS) {
        match read_at(item, ["/decisions/", &i.to_string()].concat()) {
            Ok(decision) => import.decisions.push(decision),
            Err(problem) => import.problems.push(problem),
        }
    }
    if items.len() > MAX_DECISIONS {
        let message = "there are more than 2000 decisions; the rest is left out";
        import.problems.push(Problem::new(File::Saved, Code::TooMany, "/decisions", message));
    }
    import.problems.truncate(MAX_PROBLEMS);
    import
}

/// The problem of a file with more than [`MAX_BYTES`].
pub fn too_large() -> Import {
    let hint =
        "choose files that “Export all” made; it splits large collections into several files";
    unusable(Code::TooLarge, "the file is larger than 5 MiB", hint)
}

/// A file without usable decisions.
fn unusable(code: Code, message: &str, hint: &str) -> Import {
    let problem = Problem::new(File::Saved, code, "", message).hint(hint);
    Import { decisions: Vec::new(), problems: vec![problem] }
}
