//! `tiebreak record`: writes the verdict as a decision record, or as a picture.

use tiebreak_core::engine::decide;
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::link;
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::{Stamp, record};
use tiebreak_core::texts::strings::strings;

use super::arguments::Arguments;
use super::{CommandError, load_model, read_answers};

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("record", parser, &["svg"], &["answers", "date", "page"])?;
    let path = arguments.model_path()?;
    let answers = arguments.required_text("answers")?;
    let (date, page) = (arguments.text("date")?, arguments.text("page")?);
    let model = load_model(path)?;
    let answers = read_answers(&model, &answers)?;
    let decision = decide(&model, &answers);
    let link = page.map(|page| format!("{page}#{}", link::write(&model, &answers, &decision)));
    // Samples vary the ratings of the sources, which overrides replace.
    let robustness =
        answers.overrides.is_empty().then(|| robustness(&model, &answers, Setup::default()));
    let stamp =
        Stamp { date: date.as_deref(), link: link.as_deref(), robustness: robustness.as_ref() };
    let write = if arguments.has_flag("svg") { picture } else { record };
    out.push_str(&write(strings(&model.lang), &model, &answers, &decision, stamp));
    Ok(0)
}
