//! A decision as a record to keep: Markdown under the headings of MADR, the Markdown architectural
//! decision records (adr.github.io/madr, version 4).
//!
//! Whatever comes from a model or a reader is escaped: it stays text and becomes no markup.

use crate::engine::Decision;
use crate::engine::robust::Robustness;
use crate::model::answers::Answers;
use crate::model::{Model, Source};

use super::sentence::{Sentence, fill, isolated, list, model_text, ui_text};
use super::strings::Strings;
use super::summary::{Block, Minutes, Section};
use super::words;

/// Most reasons on either side.
const MOST: usize = 3;

/// What a record holds beyond the decision.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stamp<'a> {
    /// The day, `2026-03-31`: nothing here has a clock.
    pub date: Option<&'a str>,
    /// The page's address with the link's fragment.
    pub link: Option<&'a str>,
    /// How far the verdict holds, when that was sampled.
    pub robustness: Option<&'a Robustness>,
}

/// The record of a decision.
pub fn record(
    words: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    stamp: Stamp<'_>,
) -> String {
    let it = Minutes { words, model, answers, decision };
    let mut page = front(it, stamp.date);
    page.push_str("## Context and Problem Statement\n\n");
    paragraph(&mut page, &fill(words.behind().to_decide, &[&model_text(&model.title)]));
    paragraph(&mut page, &ui_text(words.behind().record_intro));
    page.push_str("## Decision Drivers\n\n");
    blocks(&mut page, &it.answers());
    page.push_str("## Considered Options\n\n");
    blocks(&mut page, &it.options(stamp.robustness));
    page.push_str("## Decision Outcome\n\n");
    blocks(&mut page, &it.outcome());
    if let Some(consequences) = it.consequences(MOST) {
        if decision.verdict.winner.is_some() {
            page.push_str("### Consequences\n\n");
            blocks(&mut page, &consequences.blocks);
        } else {
            section(&mut page, &consequences);
        }
    }
    page.push_str("## More Information\n\n");
    section(&mut page, &it.change());
    sources(&mut page, it);
    for it in it.left_open().iter().chain(&it.overruled()) {
        section(&mut page, it);
    }
    section(&mut page, &it.origin());
    if let Some(link) = stamp.link {
        let lead = markdown(&ui_text(words.behind().open_again));
        page.push_str(&[&lead, " <", &address(link), ">\n"].concat());
    }
    [page.trim_end(), "\n"].concat()
}

/// A record says what was found; that it is accepted is for people to write.
fn front(it: Minutes<'_>, date: Option<&str>) -> String {
    let mut page = String::from("---\nstatus: proposed\n");
    if let Some(date) = date {
        let date: String = date.chars().filter(|it| it.is_ascii_digit() || *it == '-').collect();
        page.push_str(&["date: ", &date, "\n"].concat());
    }
    let verdict = words::headline(it.words, it.model, it.decision).line;
    let title = fill("{0} · {1}", &[&model_text(&it.model.title), &verdict]);
    page.push_str(&["---\n\n# ", &markdown(&title), "\n\n"].concat());
    page
}

fn section(page: &mut String, it: &Section) {
    page.push_str(&["### ", &markdown(&it.heading), "\n\n"].concat());
    blocks(page, &it.blocks);
}

fn blocks(page: &mut String, them: &[Block]) {
    for block in them {
        match block {
            Block::Paragraph(line) => paragraph(page, line),
            Block::Items(lines) => {
                for line in lines {
                    page.push_str(&["* ", &markdown(line), "\n"].concat());
                }
                page.push('\n');
            }
        }
    }
}

fn paragraph(page: &mut String, line: &Sentence) {
    let text = markdown(line);
    if !text.is_empty() {
        page.push_str(&[&text, "\n\n"].concat());
    }
}

/// The sources, with links to them.
fn sources(page: &mut String, it: Minutes<'_>) {
    page.push_str(&["### ", it.words.behind().sources, "\n\n"].concat());
    if let Some(agreement) = it.agreement() {
        blocks(page, &[agreement]);
    }
    for (source, view) in it.model.sources.iter().zip(&it.decision.sources) {
        let says = markdown(&it.source(source, view));
        page.push_str(&["* ", &spans(&reference(source)), ". ", &says, "\n"].concat());
    }
    page.push('\n');
}

/// A piece of a sentence that may lead somewhere.
pub(super) enum Span {
    /// Words.
    Text(Sentence),
    /// Words, and where they lead.
    Link(Sentence, String),
}

/// A source's name, and its title as a link where it has an address.
pub(super) fn reference(source: &Source) -> Vec<Span> {
    let title = model_text(&source.title);
    let title = match &source.url {
        Some(url) => Span::Link(title, url.clone()),
        None => Span::Text(title),
    };
    let by: Vec<Sentence> =
        [&source.author, &source.date].into_iter().flatten().map(|it| model_text(it)).collect();
    let mut spans = vec![Span::Text(fill("{0}, ", &[&model_text(&source.short)])), title];
    if !by.is_empty() {
        spans.push(Span::Text(fill(" ({0})", &[&list(by, ", ")])));
    }
    spans
}

/// Words and links in which nothing else is markup.
pub(super) fn spans(spans: &[Span]) -> String {
    let span = |it: &Span| match it {
        Span::Text(line) => escaped(&isolated(line)),
        Span::Link(line, to) => ["[", &markdown(line), "](<", &address(to), ">)"].concat(),
    };
    spans.iter().map(span).collect()
}

/// An address that ends no link before its time.
fn address(url: &str) -> String {
    let mut out = String::new();
    for it in url.chars() {
        match it {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '&' => out.push_str("&amp;"),
            _ if it.is_whitespace() || it.is_control() => out.push_str("%20"),
            _ => out.push(it),
        }
    }
    out
}

/// A sentence in which nothing is markup.
pub(super) fn markdown(line: &Sentence) -> String {
    escape(&isolated(line))
}

/// Escapes what Markdown, with the tables, strikethrough, mathematics and bare links that hosts of
/// repositories add, would read as markup.
///
/// ```
/// use tiebreak_core::texts::record::escape;
/// assert_eq!(escape("1. <b>*bold*</b>"), "1\\. \\<b\\>\\*bold\\*\\</b\\>");
/// ```
pub fn escape(text: &str) -> String {
    escaped(text.trim())
}

/// The same with the white space around it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    for (i, it) in text.char_indices() {
        let first = i == 0 && matches!(it, '#' | '+' | '-' | '=' | ':' | '!');
        let after_number = i > 0 && i == number && matches!(it, '.' | ')');
        let always = matches!(
            it,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '@'
        );
        let bare_link = (it == ':' && text[i..].starts_with("://"))
            || (it == '.' && text[..i].to_ascii_lowercase().ends_with("www"));
        if first || after_number || always || bare_link {
            out.push('\\');
        }
        out.push(it);
    }
    out
}
