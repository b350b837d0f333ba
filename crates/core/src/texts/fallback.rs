//! The content of an article where the widget cannot run: without scripts, in feeds, on paper.
//!
//! The fallback is HTML without styles and scripts, or Markdown with the same content. It has the
//! verdicts of the typical cases, and the verdict for preset answers. Text of a model is escaped.

use crate::engine::Decision;
use crate::engine::evaluation::Evaluation;
use crate::engine::verdict::verdict;
use crate::model::answers::Answers;
use crate::model::evidence::{Evidence, TableRow};
use crate::model::{Alternative, Model, TypicalCase};

use super::phrases;
use super::record::{self, Span};
use super::sentence::{self, Part, Sentence, fill, model_text, name, ui_text};
use super::strings::Strings;
use super::summary::{Block, Summary, origin};

/// The input of a fallback.
#[derive(Clone, Copy, Debug)]
pub struct Fallback<'a> {
    /// The texts of the reader's language.
    pub strings: &'a Strings,
    /// The model.
    pub model: &'a Model,
    /// The evidence of the model, if it has any.
    pub evidence: Option<&'a Evidence>,
    /// Preset answers, and the decision that results from them.
    pub preset: Option<(&'a Answers, &'a Decision)>,
    /// The address of the standalone page, to link to.
    pub page: Option<&'a str>,
}

/// A block of the fallback, to be written as HTML or Markdown.
enum Element {
    Title(Sentence),
    Paragraph(Vec<Span>),
    Items(Vec<Vec<Span>>),
    Table(Table),
}

/// A table; the first cell of each row is a header.
struct Table {
    caption: Sentence,
    heads: Vec<Sentence>,
    rows: Vec<Vec<Cell>>,
}

/// The lines of a table cell.
type Cell = Vec<Sentence>;

impl Fallback<'_> {
    /// The fallback as HTML that is also well-formed XML.
    pub fn html(&self) -> String {
        self.elements().iter().map(to_html).collect()
    }

    /// The fallback as Markdown with tables, as GitHub and most site generators support it.
    pub fn markdown(&self) -> String {
        let mut page: String = self.elements().iter().map(to_markdown).collect();
        page.truncate(page.trim_end().len());
        page + "\n"
    }

    fn elements(&self) -> Vec<Element> {
        let Self { strings, model, .. } = *self;
        let plain = |line| Element::Paragraph(vec![Span::Text(line)]);
        let intro = if model.sources.is_empty() {
            ui_text(strings.fallback().opinion_intro)
        } else {
            fill(strings.fallback().intro, &[&phrases::sources(strings, model)])
        };
        let mut elements = vec![Element::Title(model_text(&model.title)), plain(intro)];
        if let Some(page) = self.page {
            elements.push(Element::Paragraph(vec![Span::Link(
                ui_text(strings.fallback().open),
                page.to_owned(),
            )]));
        }
        elements.extend(self.preset());
        if !model.cases.is_empty() {
            elements.push(Element::Table(self.cases()));
        }
        elements.push(Element::Table(self.side_by_side()));
        let origin: Vec<_> =
            origin(strings, model).into_iter().map(|line| vec![Span::Text(line)]).collect();
        for (heading, items) in [
            (strings.details().sources, self.sources()),
            (strings.details().about_decision, origin),
        ] {
            if items.is_empty() {
                continue;
            }
            elements.push(plain(ui_text([heading, ":"].concat())));
            elements.push(Element::Items(items));
        }
        elements
    }

    /// The preset answers and their verdict.
    fn preset(&self) -> Vec<Element> {
        let Self { strings, model, preset, .. } = *self;
        let Some((answers, decision)) = preset else { return Vec::new() };
        let summary = Summary { strings, model, answers, decision };
        let text = |line: Sentence| vec![Span::Text(line)];
        let element = |block| match block {
            Block::Paragraph(line) if sentence::text(&line).is_empty() => None,
            Block::Paragraph(line) => Some(Element::Paragraph(text(line))),
            Block::Items(lines) => Some(Element::Items(lines.into_iter().map(text).collect())),
        };
        let heading = Block::Paragraph(ui_text(strings.fallback().preset));
        let blocks = [heading].into_iter().chain(summary.answers()).chain(summary.outcome());
        blocks.filter_map(element).collect()
    }

    /// The typical cases with the verdicts that the engine computes.
    fn cases(&self) -> Table {
        let Self { strings, model, .. } = *self;
        let row = |case: &TypicalCase| {
            let verdict = verdict(&Evaluation::new(model, &model.tables.pooled, &case.answers));
            let verdict = phrases::brief(strings, model, &verdict.into());
            vec![vec![model_text(&case.name)], vec![verdict], vec![model_text(&case.note)]]
        };
        Table {
            caption: ui_text(if model.sources.is_empty() {
                strings.fallback().opinion_cases
            } else {
                strings.fallback().cases
            }),
            heads: strings.fallback().case_heads.map(ui_text).to_vec(),
            rows: model.cases.iter().map(row).collect(),
        }
    }

    /// The descriptions of the alternatives, and the statements of the sources about them.
    fn side_by_side(&self) -> Table {
        let Self { strings, model, evidence, .. } = *self;
        let order = phrases::neutral_order(model);
        let each = |head: &str, cell: &dyn Fn(&Alternative) -> Cell| {
            let cells = order.iter().map(|&a| cell(&model.alternatives[a]));
            [vec![ui_text(head)]].into_iter().chain(cells).collect()
        };
        let all = |texts: &[String]| texts.iter().map(|text| model_text(text)).collect();
        let said = |row: &TableRow| {
            let cells = order.iter().map(|&a| self.said(row, a));
            [vec![model_text(&row.name)]].into_iter().chain(cells).collect()
        };
        let mut rows: Vec<Vec<Cell>> = vec![
            each(strings.details().in_practice, &|alternative| {
                all(std::slice::from_ref(&alternative.living))
            }),
            each(strings.strengths, &|alternative| all(&alternative.good)),
            each(strings.weaknesses, &|alternative| all(&alternative.bad)),
        ];
        // An author may describe no alternative.
        let is_empty = |line: &Sentence| sentence::text(line).is_empty();
        rows.retain(|row| !row[1..].iter().flatten().all(is_empty));
        rows.extend(evidence.iter().flat_map(|evidence| &evidence.table).map(said));
        let names = order.iter().map(|&a| name(&model.alternatives[a]));
        let heads = [Sentence::new()].into_iter().chain(names).collect();
        Table { caption: ui_text(strings.side_by_side), heads, rows }
    }

    /// The statements of the sources about one alternative in one row.
    fn said(&self, row: &TableRow, alternative: usize) -> Cell {
        let Self { strings, model, .. } = *self;
        let said = row.cells.iter().filter(|cell| cell.alternative == alternative);
        let line = |(text, source): (&str, &str)| {
            fill(strings.fallback().said, &[&model_text(text), &model_text(source)])
        };
        let said: Cell =
            said.map(|cell| line((&cell.text, &model.sources[cell.source].short))).collect();
        if said.is_empty() { vec![ui_text(strings.details().no_statement)] } else { said }
    }

    /// The sources with their addresses and interests.
    fn sources(&self) -> Vec<Vec<Span>> {
        let stake = |source| fill(". {0}", &[&phrases::stake(self.strings, source)]);
        let source = |source| {
            record::reference(self.strings, source)
                .into_iter()
                .chain([Span::Text(stake(source))])
                .collect()
        };
        self.model.sources.iter().map(source).collect()
    }
}

fn to_html(element: &Element) -> String {
    match element {
        Element::Title(line) => format!("<p><strong>{}</strong></p>\n", html_line(line)),
        Element::Paragraph(text) => format!("<p>{}</p>\n", html_spans(text)),
        Element::Items(items) => {
            let items: String =
                items.iter().map(|item| ["<li>", &html_spans(item), "</li>\n"].concat()).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Element::Table(table) => html_table(table),
    }
}

fn html_table(Table { caption, heads, rows }: &Table) -> String {
    let head = |head: &Sentence| match html_line(head) {
        text if text.is_empty() => "<td></td>".to_owned(),
        text => format!("<th scope=\"col\">{text}</th>"),
    };
    let cell = |(i, lines): (usize, &Cell)| {
        let lines: Vec<String> = lines.iter().map(html_line).collect();
        let text = lines.join("<br/>");
        if i == 0 { format!("<th scope=\"row\">{text}</th>") } else { format!("<td>{text}</td>") }
    };
    let row = |cells: &Vec<Cell>| {
        let cells: Vec<String> = cells.iter().enumerate().map(cell).collect();
        format!("<tr>{}</tr>\n", cells.join("\n"))
    };
    let heads: String = heads.iter().map(head).collect();
    let rows: String = rows.iter().map(row).collect();
    let caption = html_line(caption);
    format!(
        "<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn html_spans(spans: &[Span]) -> String {
    let span = |span: &Span| match span {
        Span::Text(line) => html_line(line),
        Span::Link(line, to) => format!("<a href=\"{}\">{}</a>", escape(to), html_line(line)),
    };
    spans.iter().map(span).collect()
}

fn html_line(line: &Sentence) -> String {
    let part = |part: &Part| match part {
        Part::Ui(text) => escape(text),
        Part::Model(text) | Part::Name(text, ..) => format!("<bdi>{}</bdi>", escape(text)),
    };
    line.iter().map(part).collect()
}

/// Escapes a text for an element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

fn to_markdown(element: &Element) -> String {
    match element {
        Element::Title(line) => format!("**{}**\n\n", record::markdown(line)),
        Element::Paragraph(text) => format!("{}\n\n", record::spans(text)),
        Element::Items(items) => {
            let items: String =
                items.iter().map(|item| ["* ", &record::spans(item), "\n"].concat()).collect();
            items + "\n"
        }
        Element::Table(Table { caption, heads, rows }) => {
            let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            let cell =
                |lines: &Cell| lines.iter().map(record::markdown).collect::<Vec<_>>().join(" · ");
            let delimiters = row(vec!["---".to_owned(); heads.len()]);
            let heads = row(heads.iter().map(record::markdown).collect());
            let rows: String =
                rows.iter().map(|cells| row(cells.iter().map(cell).collect())).collect();
            format!("{}\n\n{heads}{delimiters}{rows}\n", record::markdown(caption))
        }
    }
}
