//! `tiebreak fmt`: writes model and evidence files in their usual form.

use std::fmt::Write as _;

use serde_json::Value;
use tiebreak_core::model::format::format;
use tiebreak_core::model::problem::File;

use super::arguments::Arguments;
use super::{CommandError, read_file};

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("fmt", parser, &["check"], &[])?;
    let mut has_other_form = false;
    for path in arguments.model_paths()? {
        let text = read_file(path)?;
        let file: Value = serde_json::from_str(&text)
            .map_err(|error| CommandError::model(format!("{}: {error}", path.display())))?;
        let kind = if super::is_evidence(&file) { File::Evidence } else { File::Model };
        let formatted = format(&file, kind);
        if formatted == text {
            continue;
        }
        has_other_form = true;
        let path_text = path.display();
        if arguments.has_flag("check") {
            let _ = writeln!(
                out,
                "{path_text}: not in the usual form\n  hint: `tiebreak fmt {path_text}` writes the \
                 file in this form"
            );
        } else {
            let _ = writeln!(out, "{path_text}: written in the usual form");
            std::fs::write(path, formatted).map_err(|error| {
                CommandError::input(format!("cannot write {}: {error}", path.display()))
            })?;
        }
    }
    Ok(u8::from(has_other_form && arguments.has_flag("check")))
}
