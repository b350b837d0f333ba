//! A decision as a record in Markdown, under the headings of Markdown Any Decision Records (MADR,
//! version 4, <https://adr.github.io/madr>).
//!
//! Text of a model or a reader is escaped, so that it does not become markup.

use crate::engine::Decision;
use crate::engine::robust::Robustness;
use crate::model::answers::Answers;
use crate::model::{Model, Source};

use super::phrases;
use super::sentence::{Sentence, fill, isolated, list, model_text, ui_text};
use super::strings::Strings;
use super::summary::{Block, Section, Summary};

/// The number of reasons on each side at most.
const MAX_REASONS: usize = 3;

/// The parts of a record or picture that do not follow from the decision.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stamp<'a> {
    /// The day, for example `2026-03-31`.
    pub date: Option<&'a str>,
    /// The address that opens the decision with its answers.
    pub link: Option<&'a str>,
    /// The robustness of the verdict, if it was computed.
    pub robustness: Option<&'a Robustness>,
}

/// The record of a decision.
pub fn record(
    strings: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    stamp: Stamp<'_>,
) -> String {
    let summary = Summary { strings, model, answers, decision };
    let details = strings.details();
    let mut page = front(summary, stamp.date);
    page.push_str("## Context and Problem Statement\n\n");
    paragraph(&mut page, &fill(details.to_decide, &[&model_text(&model.title)]));
    paragraph(&mut page, &ui_text(details.record_intro));
    page.push_str("## Decision Drivers\n\n");
    blocks(&mut page, &summary.answers());
    page.push_str("## Considered Options\n\n");
    blocks(&mut page, &summary.alternatives(stamp.robustness));
    page.push_str("## Decision Outcome\n\n");
    blocks(&mut page, &summary.outcome());
    if let Some(consequences) = summary.consequences(MAX_REASONS) {
        if decision.verdict.winner.is_some() {
            page.push_str("### Consequences\n\n");
            blocks(&mut page, &consequences.blocks);
        } else {
            section(&mut page, &consequences);
        }
    }
    page.push_str("## More Information\n\n");
    section(&mut page, &summary.changes());
    sources(&mut page, summary);
    for optional in summary.not_answered().iter().chain(&summary.changed_ratings()) {
        section(&mut page, optional);
    }
    section(&mut page, &summary.about_decision());
    if let Some(link) = stamp.link {
        let lead = markdown(&ui_text(details.open_again));
        page.push_str(&[&lead, " <", &address(link), ">\n"].concat());
    }
    [page.trim_end(), "\n"].concat()
}

/// The front matter and the title. The status is "proposed", because people accept a decision.
fn front(summary: Summary<'_>, date: Option<&str>) -> String {
    let mut page = String::from("---\nstatus: proposed\n");
    if let Some(date) = date {
        let date: String = date.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        page.push_str(&["date: ", &date, "\n"].concat());
    }
    let Summary { strings, model, decision, .. } = summary;
    let verdict = phrases::headline(strings, model, decision).verdict;
    let title = fill("{0} · {1}", &[&model_text(&model.title), &verdict]);
    page.push_str(&["---\n\n# ", &markdown(&title), "\n\n"].concat());
    page
}

fn section(page: &mut String, section: &Section) {
    page.push_str(&["### ", &markdown(&section.heading), "\n\n"].concat());
    blocks(page, &section.blocks);
}

fn blocks(page: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(sentence) => paragraph(page, sentence),
            Block::Items(items) => {
                for item in items {
                    page.push_str(&["* ", &markdown(item), "\n"].concat());
                }
                page.push('\n');
            }
        }
    }
}

fn paragraph(page: &mut String, sentence: &Sentence) {
    let text = markdown(sentence);
    if !text.is_empty() {
        page.push_str(&[&text, "\n\n"].concat());
    }
}

/// The sources with links to them; nothing for a decision without sources.
fn sources(page: &mut String, summary: Summary<'_>) {
    if summary.model.sources.is_empty() {
        return;
    }
    page.push_str(&["### ", summary.strings.details().sources, "\n\n"].concat());
    if let Some(agreement) = summary.agreement() {
        blocks(page, &[agreement]);
    }
    for (source, view) in summary.model.sources.iter().zip(&summary.decision.sources) {
        let verdicts = markdown(&summary.source(source, view));
        page.push_str(
            &[
                "* ",
                &spans(&reference(summary.strings, source)),
                summary.strings.sentence_end,
                &verdicts,
                "\n",
            ]
            .concat(),
        );
    }
    page.push('\n');
}

/// Text with or without a link.
pub(super) enum Span {
    /// Text.
    Text(Sentence),
    /// Text and the address that it links to.
    Link(Sentence, String),
}

/// The name and title of a source; the title is a link if the source has an address.
pub(super) fn reference(strings: &Strings, source: &Source) -> Vec<Span> {
    let title = model_text(&source.title);
    let title = match &source.url {
        Some(url) => Span::Link(title, url.clone()),
        None => Span::Text(title),
    };
    let by: Vec<Sentence> =
        [&source.author, &source.date].into_iter().flatten().map(|text| model_text(text)).collect();
    let mut spans = vec![Span::Text(fill("{0}, ", &[&model_text(&source.short)])), title];
    if !by.is_empty() {
        spans.push(Span::Text(fill(" ({0})", &[&list(by, strings.comma)])));
    }
    spans
}

/// Spans as Markdown in which only the links are markup.
pub(super) fn spans(spans: &[Span]) -> String {
    let span = |span: &Span| match span {
        Span::Text(text) => escape_untrimmed(&isolated(text)),
        Span::Link(text, url) => ["[", &markdown(text), "](<", &address(url), ">)"].concat(),
    };
    spans.iter().map(span).collect()
}

/// An address with the characters escaped that would end a link in angle brackets.
fn address(url: &str) -> String {
    let mut out = String::new();
    for c in url.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '&' => out.push_str("&amp;"),
            _ if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            _ => out.push(c),
        }
    }
    out
}

/// A sentence as Markdown without markup.
pub(super) fn markdown(sentence: &Sentence) -> String {
    escape(&isolated(sentence))
}

/// Escapes the characters that are markup in Markdown, including the extensions of repository hosts:
/// tables, strikethrough, mathematics and bare links. Removes white space at both ends.
///
/// ```
/// use tiebreak_core::texts::record::escape;
/// assert_eq!(escape("1. <b>*bold*</b>"), "1\\. \\<b\\>\\*bold\\*\\</b\\>");
/// ```
pub fn escape(text: &str) -> String {
    escape_untrimmed(text.trim())
}

/// [`escape`] that keeps white space at both ends.
fn escape_untrimmed(text: &str) -> String {
    let mut out = String::new();
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    for (i, c) in text.char_indices() {
        let first = i == 0 && matches!(c, '#' | '+' | '-' | '=' | ':' | '!');
        let after_number = i > 0 && i == number && matches!(c, '.' | ')');
        let always = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '@'
        );
        let bare_link = (c == ':' && text[i..].starts_with("://"))
            || (c == '.' && text[..i].to_ascii_lowercase().ends_with("www"));
        if first || after_number || always || bare_link {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
