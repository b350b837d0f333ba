//! The texts of the standalone page in its language, and sentences with names and numbers. The texts
//! themselves are in [`tiebreak_core::texts::strings`].

use tiebreak::host_texts::HostTexts;
use tiebreak_core::texts::sentence::{Sentence, fill, isolated, model_text};
use tiebreak_core::texts::strings::{PageStrings, Plural};

use crate::language::strings;

/// The name of the page, the same in every language.
pub const TIEBREAK: &str = "Tiebreak";

/// The example of an address.
pub const ADDRESS_HINT: &str = "https://…";

/// The texts of the page.
pub fn texts() -> &'static PageStrings {
    strings().page()
}

/// The widget's texts about the page around it.
pub fn host_texts() -> HostTexts {
    let texts = texts();
    HostTexts {
        inline_model_author: texts.inline_model_author,
        page_reads: texts.page_reads,
        inline_model_link_copied: texts.inline_model_link_copied,
    }
}

/// Replaces `{0}`, `{1}` … in a template with names and other texts that are not the page's own. In a
/// text with a right-to-left part, marks that separate the directions are around them.
pub fn filled(template: &str, values: &[&str]) -> String {
    let values: Vec<Sentence> = values.iter().map(|value| model_text(value)).collect();
    isolated(&fill(template, &values.iter().collect::<Vec<_>>()))
}

/// A count with its noun.
pub fn count(plural: &Plural, count: usize) -> String {
    strings().count(plural, count)
}

/// A number of all, with the noun of all.
pub fn count_of(plural: &Plural, count: usize, of: usize) -> String {
    filled(plural.of(of), &[&count.to_string(), &of.to_string()])
}

/// Names, separated by commas.
fn listed(names: &[String]) -> String {
    names.join(strings().comma[0])
}

/// The sources of a decision and its questions: "5 sources, read March 2026 · 12 questions, all
/// optional". `read` is the month in words, or empty.
pub fn about(sources: usize, read: &str, questions: usize) -> String {
    let count_of_sources = count(&strings().sources, sources);
    let origin = match sources {
        0 => texts().by_author.to_owned(),
        _ if read.is_empty() => count_of_sources,
        _ => filled(strings().sources_read, &[&count_of_sources, read]),
    };
    [&origin, " · ", &count(&texts().questions, questions)].concat()
}

/// The heading above the notes.
pub fn notes(count: usize) -> String {
    match count {
        0 => texts().notes.to_owned(),
        _ => filled(texts().notes_count, &[&count.to_string()]),
    }
}

/// The date without the time.
pub fn day(date: &str) -> &str {
    date.split('T').next().unwrap_or_default()
}

/// The message after an import of saved decisions.
pub fn imported(added: usize, known: usize, problems: usize) -> String {
    let mut parts = vec![count(&texts().imported, added)];
    if known > 0 {
        parts.push(count(&texts().already_saved, known));
    }
    if problems > 0 {
        parts.push(count(&texts().problems_found, problems));
    }
    filled(texts().import_summary, &[&listed(&parts)])
}

/// The version of a model of the reader's own, and whether there is evidence.
pub fn own_about(version: &str, has_evidence: bool) -> String {
    let template =
        if has_evidence { texts().own_with_evidence } else { texts().own_without_evidence };
    [&filled(template, &[version]), strings().sentence_gap, texts().not_ours].concat()
}

/// The message after an import of models, from the titles of the new models and of those that have
/// replaced others.
pub fn models_imported(added: &[String], replaced: &[String]) -> String {
    let titles = [listed(added), listed(replaced)];
    match [added, replaced].map(<[String]>::is_empty) {
        [_, true] => filled(texts().added, &[&titles[0]]),
        [true, _] => filled(texts().replaced, &[&titles[1]]),
        _ => filled(texts().added_and_replaced, &[&titles[0], &titles[1]]),
    }
}

/// The message after an import is undone, from the number of models that are gone and the titles of
/// those that are back.
pub fn import_undone(removed: usize, back: &[String]) -> String {
    let removed = (removed > 0).then(|| count(&texts().import_undone, removed));
    let back = (!back.is_empty()).then(|| filled(texts().is_back, &[&listed(back)]));
    let sentences: Vec<String> = removed.into_iter().chain(back).collect();
    sentences.join(strings().sentence_gap)
}

/// How many ratings name statements.
pub fn cited(cited: usize, rated: usize) -> String {
    let template = if cited > 0 { &texts().cited } else { &texts().none_cited };
    count_of(template, cited, rated)
}

/// When the sources were read and corrected, from months in words.
pub fn read(sources: &str, corrections: Option<&str>) -> String {
    match corrections {
        Some(date) => filled(texts().sources_read_and_checked, &[sources, date]),
        None => filled(texts().sources_read, &[sources]),
    }
}

/// How many sources have which interest.
pub fn interests(vendors: usize, users: usize, independent: usize) -> String {
    let counts = [vendors, users, independent].map(|count| count.to_string());
    filled(texts().interests, &counts.each_ref().map(String::as_str))
}
