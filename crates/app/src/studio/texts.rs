//! The texts of the studio in the language of the page, and sentences made of these texts.

use tiebreak_core::texts::sentence::{
    Sentence, fill, fill_text, isolated, list, model_text, ui_text,
};
use tiebreak_core::texts::strings::{StudioStrings, strings as strings_of};

use super::check::SaidVerdict;
use crate::language::strings;

/// The language of messages that the core writes for authors, for the attribute `lang`.
pub(super) const MESSAGE_LANG: &str = "en";

/// The texts of the studio.
pub(super) fn texts() -> &'static StudioStrings {
    strings().studio()
}

/// A template with texts of the author or messages of the core.
pub(super) fn fill_model(template: &str, inserted: &[&str]) -> Sentence {
    let inserted: Vec<Sentence> = inserted.iter().map(|text| model_text(text)).collect();
    fill(template, &inserted.iter().collect::<Vec<_>>())
}

/// A template with texts of the author or messages of the core, for output without markup.
pub(super) fn fill_plain(template: &str, inserted: &[&str]) -> String {
    isolated(&fill_model(template, inserted))
}

/// A template with one number.
pub(super) fn fill_number(template: &str, number: usize) -> String {
    fill_text(template, &[&number.to_string()])
}

/// The title of a decision, or a text in place of an empty title.
pub fn title(title: &str) -> &str {
    if title.trim().is_empty() { texts().untitled } else { title }
}

/// "2 errors, 1 warning".
pub fn problem_count(errors: usize, warnings: usize) -> String {
    let said_errors = || strings().count(&texts().errors, errors);
    let said_warnings = || strings().count(&texts().warnings, warnings);
    match (errors, warnings) {
        (0, 0) => texts().no_problems.to_owned(),
        (0, _) => said_warnings(),
        (_, 0) => said_errors(),
        _ => fill_text(texts().errors_and_warnings, &[&said_errors(), &said_warnings()]),
    }
}

/// A message of a problem as a sentence: with a capital letter and a full stop.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    [&first, letters.as_str(), end].concat()
}

/// "All 4", for the statements.
pub fn all_statements(count: usize) -> String {
    match count {
        0 => texts().no_statements.to_owned(),
        _ => strings().count(&texts().all_statements_count, count),
    }
}

/// "Answer 2: Yes".
pub fn option(number: usize, text: &str) -> String {
    match text {
        "" => fill_number(texts().option_without_text, number),
        _ => isolated(&fill(texts().option, &[&ui_text(number.to_string()), &model_text(text)])),
    }
}

/// The number of statements that are found, and of those that are shown.
pub fn statements_found(found: usize, shown: usize) -> String {
    if shown == found {
        return strings().count(&texts().statements_found, found);
    }
    fill_text(texts().statements_shown.of(found), &[&found.to_string(), &shown.to_string()])
}

/// The number of items of a list that are found, and of those that are shown.
pub fn entries_found(found: usize, shown: usize) -> String {
    if shown == found {
        return fill_number(texts().entries, found);
    }
    fill_text(texts().entries_shown, &[&found.to_string(), &shown.to_string()])
}

/// The progress of a report.
pub fn computing(done: u32, of: u32) -> String {
    fill_text(texts().computing.of(of as usize), &[&done.to_string(), &of.to_string()])
}

/// "33.3 %", or "33.3 ± 0.2 %" for an estimate.
pub fn percent(share: f64, standard_error: f64) -> String {
    let said = |share: f64| strings().number((share * 1000.0).round() / 10.0);
    if standard_error > 0.0 {
        fill_text(texts().percent_estimate, &[&said(share), &said(standard_error)])
    } else {
        fill_text(texts().percent, &[&said(share)])
    }
}

fn said_verdict(verdict: &SaidVerdict) -> Sentence {
    let about = |template: &str, names: &[String]| {
        let names = names.iter().map(|name| model_text(name)).collect();
        fill(template, &[&list(names, strings().comma)])
    };
    match verdict {
        SaidVerdict::Winner(name) => model_text(name),
        SaidVerdict::TooClose(names) => about(texts().too_close, names),
        SaidVerdict::Disputed(names) => about(texts().disputed, names),
        SaidVerdict::NoVerdict => ui_text(texts().no_verdict),
        SaidVerdict::AllExcluded => ui_text(texts().all_excluded),
    }
}

/// A sentence about the verdicts of a case.
pub(super) fn fill_verdicts(template: &str, verdicts: &[SaidVerdict]) -> Sentence {
    let said = verdicts.iter().map(said_verdict);
    let said = said.reduce(|before, verdict| fill(texts().two_verdicts, &[&before, &verdict]));
    fill(template, &[&said.unwrap_or_default()])
}

/// The lines to paste into an article in the language `lang`; without a language, in that of the page.
pub fn snippet(id: &str, lang: &str) -> String {
    let home = crate::browser::address();
    let home = home.split(['#', '?']).next().unwrap_or_default();
    let folder = home.rsplit_once('/').map_or(home, |(folder, _)| folder);
    let article_texts = if lang.is_empty() { texts() } else { strings_of(lang).studio() };
    [
        "<tie-break model=\"https://example.com/",
        id,
        ".json\" min-height=\"420\">\n<p>",
        article_texts.needs_javascript,
        "</p>\n</tie-break>\n<script async src=\"",
        folder,
        "/embed.js\"></script>\n",
    ]
    .concat()
}
