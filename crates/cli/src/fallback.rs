//! `tiebreak fallback`: what an article shows where the widget cannot run.

use std::path::{Path, PathBuf};

use lexopt::Arg;
use tiebreak_core::engine::decide;
use tiebreak_core::model::Model;
use tiebreak_core::model::evidence::Evidence;
use tiebreak_core::model::load::load_evidence;
use tiebreak_core::texts::fallback::Fallback;
use tiebreak_core::texts::strings::strings;

use super::{Stop, model, print_problems, read, read_answers};

pub(super) fn command(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let (mut path, mut markdown) = (None, false);
    let [mut answers, mut page] = [None, None];
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        let slot = match argument {
            Arg::Long("answers") => &mut answers,
            Arg::Long("page") => &mut page,
            Arg::Long("html") => {
                markdown = false;
                continue;
            }
            Arg::Long("markdown") => {
                markdown = true;
                continue;
            }
            Arg::Value(value) if path.is_none() => {
                path = Some(PathBuf::from(value));
                continue;
            }
            other => return Err(Stop::usage(other.unexpected())),
        };
        *slot = Some(arguments.value().and_then(lexopt::ValueExt::string).map_err(Stop::usage)?);
    }
    let path = path.ok_or_else(|| Stop::usage("fallback needs a model file"))?;
    if let Some(page) = page.as_deref().filter(|it| !is_address(it)) {
        let message = format!("--page `{page}` is no address: write https://host/folder/");
        return Err(Stop(message, 2));
    }
    let model = model(&path)?;
    let evidence = evidence(&path, &model)?;
    let answers = answers.map(|it| read_answers(&model, &it)).transpose()?;
    let decision = answers.as_ref().map(|it| decide(&model, it));
    let fallback = Fallback {
        strings: strings(&model.lang),
        model: &model,
        evidence: evidence.as_ref(),
        preset: answers.as_ref().zip(decision.as_ref()),
        page: page.as_deref(),
    };
    out.push_str(&if markdown { fallback.markdown() } else { fallback.html() });
    Ok(0)
}

/// Whether a browser goes there, and nowhere else.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let odd = |it: char| it.is_whitespace() || it.is_control();
    rest.is_some_and(|it| !it.is_empty() && !it.contains(odd))
}

/// The evidence that a model names, from the file beside it.
fn evidence(path: &Path, model: &Model) -> Result<Option<Evidence>, Stop> {
    let Some(link) = &model.evidence else { return Ok(None) };
    let path = path.with_file_name(&link.file);
    let loaded = load_evidence(model, &read(&path)?);
    if loaded.evidence.is_none() {
        let mut problems = String::new();
        print_problems(&mut problems, &path, &loaded.problems);
        return Err(Stop(problems, 1));
    }
    Ok(loaded.evidence)
}
