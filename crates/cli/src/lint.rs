//! `tiebreak lint`: lists the problems of a model and of its evidence file.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tiebreak_core::model::lint::{self, Intended};
use tiebreak_core::model::load::{Loaded, load, load_evidence};
use tiebreak_core::model::problem::{Code, File, Problem};
use tiebreak_core::model::{EvidenceLink, Model};

use super::arguments::Arguments;
use super::{CommandError, NamedFile, print_problems, read_file};

/// How often `--watch` looks for changes.
const WATCH_INTERVAL: Duration = Duration::from_millis(300);

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("lint", parser, &["seal", "watch"], &[])?;
    let (paths, seals) = (arguments.model_paths()?, arguments.has_flag("seal"));
    if arguments.has_flag("watch") {
        watch(paths, seals);
    }
    let mut has_errors = false;
    for path in paths {
        has_errors |= lint_model(out, path, seals)?;
    }
    Ok(u8::from(has_errors))
}

/// Lists the problems again whenever a model or its evidence file changes, until the process ends.
fn watch(paths: &[PathBuf], seals: bool) -> ! {
    let mut before = None;
    loop {
        let now: Vec<Option<SystemTime>> = paths.iter().flat_map(|path| changes(path)).collect();
        if before.as_ref() != Some(&now) {
            let mut out = String::new();
            for path in paths {
                if let Err(error) = lint_model(&mut out, path, seals) {
                    out.push_str(&error.message);
                    out.push('\n');
                }
            }
            // The times from before the check: a change during the check is seen in the next round.
            // Only sealing changes the model itself.
            before = if seals {
                Some(paths.iter().flat_map(|path| changes(path)).collect())
            } else {
                Some(now)
            };
            // The output of a closed pipe is not needed.
            let _ = writeln!(std::io::stdout(), "{out}");
        }
        std::thread::sleep(WATCH_INTERVAL);
    }
}

/// When a model and its evidence file were last changed; `None` for a file that cannot be read.
fn changes(path: &Path) -> [Option<SystemTime>; 2] {
    let changed = |path: &Path| std::fs::metadata(path).ok()?.modified().ok();
    let model = std::fs::read_to_string(path).ok().and_then(|text| load(&text).model);
    let evidence = model.and_then(|model| model.evidence);
    [changed(path), evidence.and_then(|link| changed(&path.with_file_name(&link.file)))]
}

/// Lists the problems of a model and its evidence file. Returns whether there are errors.
fn lint_model(out: &mut String, path: &Path, seals: bool) -> Result<bool, CommandError> {
    let text = read_file(path)?;
    let json: Value = serde_json::from_str(&text).unwrap_or_default();
    let other = if super::is_evidence(&json) {
        Some(
            "an evidence file\n  hint: lint the model that names the file in `evidence`; `lint` reads both",
        )
    } else if json.get("cases").is_some() && json.get("model").is_some() {
        Some("a cases file\n  hint: `tiebreak test MODEL --cases FILE` reads it")
    } else {
        None
    };
    if let Some(other) = other {
        return Err(CommandError::input(format!("{} is {other}", path.display())));
    }
    let Loaded { model, mut problems } = load(&text);
    let file = NamedFile::new(path, &text);
    let Some(model) = model else {
        let has_errors = print_problems(out, &file, None, &problems);
        let _ = writeln!(out, "{}: warnings are listed once there are no errors", path.display());
        return Ok(has_errors);
    };
    let (warnings, intended) = lint::lint_file(&model, &text);
    problems.extend(warnings);
    let mut evidence_path = path.to_owned();
    let mut evidence_text = String::new();
    if let Some(link) = &model.evidence {
        evidence_path.set_file_name(&link.file);
        evidence_text = std::fs::read_to_string(&evidence_path).unwrap_or_default();
        let evidence = LinkedEvidence { path: &evidence_path, model: &model, link };
        let seal = seals.then_some((path, text.as_str()));
        problems.extend(evidence.lint(seal)?);
    }
    let evidence = NamedFile::new(&evidence_path, &evidence_text);
    let has_errors = print_problems(out, &file, Some(&evidence), &problems);
    if !intended.is_empty() {
        let _ = writeln!(out, "{}: intended by the author:", path.display());
        for Intended { problem, reason } in &intended {
            let place = file.places.describe(&problem.at);
            let at = place.map_or_else(|| problem.at.clone(), |place| place.pointer);
            let _ = writeln!(out, "  {} at {at}: {reason}", problem.code.as_str());
        }
    }
    Ok(has_errors)
}

/// The evidence file that a model names.
struct LinkedEvidence<'a> {
    path: &'a Path,
    model: &'a Model,
    link: &'a EvidenceLink,
}

impl LinkedEvidence<'_> {
    /// Checks the evidence file and its digest. With the path and the text of the model file in
    /// `seal`, writes the digest into the model file.
    fn lint(&self, seal: Option<(&Path, &str)>) -> Result<Vec<Problem>, CommandError> {
        let problem = |code, message: String, hint: &str| {
            Problem::new(File::Model, code, "/evidence", message).hint(hint)
        };
        if !self.path.exists() {
            let message = format!("cannot read `{}` in the folder of the model", self.link.file);
            let hint = "add the evidence file, or remove the field `evidence`";
            return Ok(vec![problem(Code::EvidenceMissing, message, hint)]);
        }
        let text = read_file(self.path)?;
        let loaded = load_evidence(self.model, &text);
        let mut problems = loaded.problems;
        if let Some(evidence) = &loaded.evidence {
            problems.extend(lint::lint_evidence(self.model, evidence));
        }
        let digest = integrity(&text);
        if self.link.integrity.as_ref() == Some(&digest) {
            return Ok(problems);
        }
        if let Some((path, model_text)) = seal {
            let sealed = self.sealed(model_text, &digest);
            std::fs::write(path, sealed).map_err(|error| {
                CommandError::input(format!("cannot write {}: {error}", path.display()))
            })?;
        } else if self.link.integrity.is_some() {
            let message = format!("the digest does not match `{}`", self.link.file);
            let hint = "run `tiebreak lint --seal` when the evidence file is complete";
            problems.push(problem(Code::IntegrityStale, message, hint));
        }
        Ok(problems)
    }

    /// The text of the model file with this digest of the evidence file.
    fn sealed(&self, model_text: &str, digest: &str) -> String {
        if let Some(old) = &self.link.integrity {
            model_text.replace(old, digest)
        } else {
            let file = format!("\"file\": \"{}\"", self.link.file);
            model_text.replace(&file, &format!("{file}, \"integrity\": \"{digest}\""))
        }
    }
}

/// The SHA-256 digest of a text as a subresource-integrity value.
fn integrity(text: &str) -> String {
    let encoded = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!("sha256-{encoded}")
}
