//! `tiebreak table`: turns the comparison table of an article into a model.

mod delimited;
mod html;

pub(crate) use delimited::separator;

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use pulldown_cmark::{Options, Parser};
use serde_json::Value;
use tiebreak_core::table::{Converted, Table, TableProblem, convert};

use super::arguments::Arguments;
use super::{CommandError, count_problems, warn};

/// Largest size of a file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Extensions of Markdown: those of GitHub, and metadata before the text.
const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("table", parser, &["check", "evidence"], &[])?;
    let path = arguments.only_path("a file with a table")?;
    let format = Format::of(path)?;
    let Some(table) = format.table(&read_text(path)?) else {
        let hint = format.how_to_write_a_table();
        let message = format!("{}: error: the file has no table\n  hint: {hint}", path.display());
        return Err(CommandError::model(message));
    };
    let Converted { files, problems } = convert(&table);
    if arguments.last_flag() == Some("check") {
        return Ok(u8::from(print_problems(out, path, &problems)));
    }
    let mut messages = String::new();
    let has_errors = print_problems(&mut messages, path, &problems);
    let Some(files) = files else { return Err(CommandError::model(messages)) };
    if !problems.is_empty() {
        warn(&messages);
    }
    let is_evidence = arguments.last_flag() == Some("evidence");
    let _ = writeln!(out, "{}", pretty(if is_evidence { files.evidence } else { files.model }));
    Ok(u8::from(has_errors))
}

/// The format of a file with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Html,
    Markdown,
    /// Values separated by commas or semicolons.
    Csv,
    /// Values separated by tabs.
    Tsv,
}

impl Format {
    /// The format that the extension of a path stands for.
    fn of(path: &Path) -> Result<Self, CommandError> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match &*extension {
            "html" | "htm" => Ok(Self::Html),
            "md" | "markdown" => Ok(Self::Markdown),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            _ => Err(CommandError::input(format!(
                "cannot read a table from `{}`: give the path of a file that ends in .html, .htm, \
                 .md, .markdown, .csv or .tsv",
                path.display()
            ))),
        }
    }

    /// The table in a text.
    fn table(self, text: &str) -> Option<Table> {
        match self {
            Self::Html => html::read(text),
            Self::Markdown => html::read(&markdown_to_html(text)),
            Self::Csv => delimited::read(text, separator(text)),
            Self::Tsv => delimited::read(text, b'\t'),
        }
    }

    fn how_to_write_a_table(self) -> &'static str {
        match self {
            Self::Html => "add a `table` element with the alternatives in the header row",
            Self::Markdown => {
                "write the alternatives into a row such as `| | One | Other |`, the line \
                 `| --- | --- | --- |` below, and empty lines before and after the table"
            }
            Self::Csv | Self::Tsv => "write the alternatives into the first line",
        }
    }
}

/// Markdown as HTML. HTML in the text, also a table, stays.
fn markdown_to_html(markdown: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, MARKDOWN));
    html
}

/// Reads a file of at most 1 MiB in UTF-8, without a byte order mark.
fn read_text(path: &Path) -> Result<String, CommandError> {
    let failed =
        |reason: &str| CommandError::input(format!("cannot read {}: {reason}", path.display()));
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(&error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(failed("the file is larger than 1 MiB; copy the table into a file of its own"));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| failed("the text is not UTF-8; save the file with the encoding UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Prints the problems of a table, and the number of errors and warnings. Returns whether there are
/// errors.
fn print_problems(out: &mut String, path: &Path, problems: &[TableProblem]) -> bool {
    for problem in problems {
        let _ = writeln!(out, "{}: {problem}", path.display());
    }
    let errors = problems.iter().filter(|problem| problem.is_error).count();
    count_problems(out, path, errors, problems.len() - errors);
    errors > 0
}

/// JSON with a line for each field.
fn pretty(json: String) -> String {
    serde_json::from_str::<Value>(&json).map_or(json, |value| format!("{value:#}"))
}

/// Whether a character is white space of a text, as in the regular expressions of JavaScript.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// A text with single spaces between its words.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
