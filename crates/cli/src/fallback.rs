//! `tiebreak fallback`: writes the text that an article shows where the widget cannot run.

use std::path::Path;

use tiebreak_core::engine::decide;
use tiebreak_core::model::Model;
use tiebreak_core::model::evidence::Evidence;
use tiebreak_core::model::load::load_evidence;
use tiebreak_core::texts::fallback::Fallback;
use tiebreak_core::texts::strings::strings;

use super::arguments::Arguments;
use super::{CommandError, NamedFile, load_model, print_problems, read_answers, read_file};

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let flags = ["html", "markdown"];
    let arguments = Arguments::parse("fallback", parser, &flags, &["answers", "page"])?;
    let path = arguments.model_path()?;
    let (answers, page) = (arguments.text("answers")?, arguments.text("page")?);
    if let Some(page) = page.as_deref().filter(|page| !is_address(page)) {
        let message = format!("--page `{page}` is not an address: write https://host/folder/");
        return Err(CommandError::input(message));
    }
    let model = load_model(path)?;
    let evidence = read_evidence(path, &model)?;
    let answers = answers.map(|answers| read_answers(&model, &answers)).transpose()?;
    let decision = answers.as_ref().map(|answers| decide(&model, answers));
    let fallback = Fallback {
        strings: strings(&model.lang),
        model: &model,
        evidence: evidence.as_ref(),
        preset: answers.as_ref().zip(decision.as_ref()),
        page: page.as_deref(),
    };
    let is_markdown = arguments.last_flag() == Some("markdown");
    out.push_str(&if is_markdown { fallback.markdown() } else { fallback.html() });
    Ok(0)
}

/// Whether the text is an absolute address with the scheme http or https.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_refused = |c: char| c.is_whitespace() || c.is_control();
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(is_refused))
}

/// Reads the evidence file that a model names; `path` is the path of the model file.
fn read_evidence(path: &Path, model: &Model) -> Result<Option<Evidence>, CommandError> {
    let Some(link) = &model.evidence else { return Ok(None) };
    let evidence_path = path.with_file_name(&link.file);
    let text = read_file(&evidence_path)?;
    let loaded = load_evidence(model, &text);
    if loaded.evidence.is_none() {
        let mut problems = String::new();
        let evidence = NamedFile::new(&evidence_path, &text);
        print_problems(&mut problems, &NamedFile::new(path, ""), Some(&evidence), &loaded.problems);
        return Err(CommandError::model(problems));
    }
    Ok(loaded.evidence)
}
