//! `tiebreak lint`: lists the problems of a model and of its evidence file.

use std::path::Path;

use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use tiebreak_core::model::lint;
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::problem::{Code, File, Problem};
use tiebreak_core::model::{EvidenceLink, Model};

use super::arguments::Arguments;
use super::{CommandError, print_problems, read_file};

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("lint", parser, &["seal"], &[])?;
    let mut has_errors = false;
    for path in arguments.model_paths()? {
        let text = read_file(path)?;
        let mut loaded = load(&text);
        let mut evidence_path = path.clone();
        if let Some(model) = &loaded.model {
            loaded.problems.extend(lint::lint(model));
            if let Some(link) = &model.evidence {
                evidence_path.set_file_name(&link.file);
                let evidence = LinkedEvidence { path: &evidence_path, model, link };
                let seal = arguments.has_flag("seal").then_some((path.as_path(), text.as_str()));
                loaded.problems.extend(evidence.lint(seal)?);
            }
        }
        has_errors |= print_problems(out, path, &evidence_path, &loaded.problems);
    }
    Ok(u8::from(has_errors))
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
        let Ok(text) = std::fs::read_to_string(self.path) else {
            let message = format!("cannot read `{}` in the folder of the model", self.link.file);
            let hint = "add the evidence file, or remove the field `evidence`";
            return Ok(vec![problem(Code::EvidenceMissing, message, hint)]);
        };
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
