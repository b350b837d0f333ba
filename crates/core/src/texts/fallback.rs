//! What stands in an article where the widget cannot run: for readers without scripts, in feeds, on
//! paper. A fragment of HTML without style and script, or Markdown; both say the same.
//!
//! It has no verdict for its reader, but those of the typical cases; and that of the answers which
//! a snippet presets, when it presets any. Text from a model stays text.

use crate::engine::Decision;
use crate::engine::evaluation::Evaluation;
use crate::engine::verdict::verdict;
use crate::model::answers::Answers;
use crate::model::evidence::{Evidence, TableRow};
use crate::model::{Alternative, Model, TypicalCase};

use super::record::{self, Span};
use super::sentence::{self, Part, Sentence, fill, model_text, name, ui_text};
use super::strings::Strings;
use super::summary::{Block, Minutes, origin};
use super::words;

/// What a fallback is written from.
#[derive(Clone, Copy, Debug)]
pub struct Fallback<'a> {
    /// The words that the widget shares.
    pub words: &'a Strings,
    /// What is decided.
    pub model: &'a Model,
    /// What stands behind it, when it has evidence.
    pub evidence: Option<&'a Evidence>,
    /// The answers that a snippet presets, and what comes of them.
    pub preset: Option<(&'a Answers, &'a Decision)>,
    /// Address of the standalone page.
    pub page: Option<&'a str>,
}

// The words that only authors see; in strings.rs readers would download them.
const INTRO: &str = "A decision aid from {0}. It asks what you know, weighs sources that disagree, \
                     and says why. Where it cannot run, this stands in its place.";
const OPEN: &str = "Open the decision aid";
const PRESET: &str = "For these answers:";
const CASES: &str = "Typical cases, and what the sources together say of each";
const CASE_HEADS: [&str; 3] = ["Case", "Verdict", "Why"];
const SAID: &str = "{0} ({1})";

/// A piece of the whole, before it is HTML or Markdown.
enum Piece {
    Title(Sentence),
    Paragraph(Vec<Span>),
    Items(Vec<Vec<Span>>),
    Table(Table),
}

/// A table; the first cell of each row is its head.
struct Table {
    caption: Sentence,
    heads: Vec<Sentence>,
    rows: Vec<Vec<Cell>>,
}

/// Lines one below the other.
type Cell = Vec<Sentence>;

impl Fallback<'_> {
    /// As HTML that is well-formed XML too.
    pub fn html(&self) -> String {
        self.pieces().iter().map(to_html).collect()
    }

    /// As Markdown with tables, as GitHub and most generators of sites read it.
    pub fn markdown(&self) -> String {
        let mut page: String = self.pieces().iter().map(to_markdown).collect();
        page.truncate(page.trim_end().len());
        page + "\n"
    }

    fn pieces(&self) -> Vec<Piece> {
        let Self { words, model, .. } = *self;
        let plain = |line| Piece::Paragraph(vec![Span::Text(line)]);
        let when = words::date(words, &model.evidence_read);
        let read = ui_text((words.sources_read)(model.sources.len(), &when));
        let mut pieces = vec![Piece::Title(model_text(&model.title)), plain(fill(INTRO, &[&read]))];
        if let Some(page) = self.page {
            pieces.push(Piece::Paragraph(vec![Span::Link(ui_text(OPEN), page.to_owned())]));
        }
        pieces.extend(self.preset());
        if !model.cases.is_empty() {
            pieces.push(Piece::Table(self.cases()));
        }
        pieces.push(Piece::Table(self.side_by_side()));
        let origin = origin(words, model).into_iter().map(|it| vec![Span::Text(it)]);
        for (heading, items) in
            [(words.behind().sources, self.sources()), (words.behind().origin, origin.collect())]
        {
            pieces.push(plain(ui_text([heading, ":"].concat())));
            pieces.push(Piece::Items(items));
        }
        pieces
    }

    /// What the preset answers are, and what comes of them.
    fn preset(&self) -> Vec<Piece> {
        let Self { words, model, preset, .. } = *self;
        let Some((answers, decision)) = preset else { return Vec::new() };
        let minutes = Minutes { words, model, answers, decision };
        let text = |line: Sentence| vec![Span::Text(line)];
        let piece = |block| match block {
            Block::Paragraph(line) if sentence::text(&line).is_empty() => None,
            Block::Paragraph(line) => Some(Piece::Paragraph(text(line))),
            Block::Items(lines) => Some(Piece::Items(lines.into_iter().map(text).collect())),
        };
        let heading = Block::Paragraph(ui_text(PRESET));
        let blocks = [heading].into_iter().chain(minutes.answers()).chain(minutes.outcome());
        blocks.filter_map(piece).collect()
    }

    /// The typical cases, with the verdict that the engine computes for each.
    fn cases(&self) -> Table {
        let Self { words, model, .. } = *self;
        let row = |it: &TypicalCase| {
            let verdict = verdict(&Evaluation::new(model, &model.tables.pooled, &it.answers));
            let verdict = words::brief(words, model, &verdict.into());
            vec![vec![model_text(&it.name)], vec![verdict], vec![model_text(&it.note)]]
        };
        Table {
            caption: ui_text(CASES),
            heads: CASE_HEADS.map(ui_text).to_vec(),
            rows: model.cases.iter().map(row).collect(),
        }
    }

    /// What each alternative is like, and what each source says of it.
    fn side_by_side(&self) -> Table {
        let Self { words, model, evidence, .. } = *self;
        let order = words::neutral_order(model);
        let each = |head: &str, cell: &dyn Fn(&Alternative) -> Cell| {
            let cells = order.iter().map(|&a| cell(&model.alternatives[a]));
            [vec![ui_text(head)]].into_iter().chain(cells).collect()
        };
        let all = |texts: &[String]| texts.iter().map(|it| model_text(it)).collect();
        let said = |row: &TableRow| {
            let cells = order.iter().map(|&a| self.said(row, a));
            [vec![model_text(&row.name)]].into_iter().chain(cells).collect()
        };
        let mut rows = vec![
            each(words.behind().living, &|it| vec![model_text(&it.living)]),
            each(words.good, &|it| all(&it.good)),
            each(words.bad, &|it| all(&it.bad)),
        ];
        rows.extend(evidence.iter().flat_map(|it| &it.table).map(said));
        let names = order.iter().map(|&a| name(&model.alternatives[a]));
        let heads = [Sentence::new()].into_iter().chain(names).collect();
        Table { caption: ui_text(words.side_by_side), heads, rows }
    }

    /// What the sources say of one alternative in one row.
    fn said(&self, row: &TableRow, alternative: usize) -> Cell {
        let Self { words, model, .. } = *self;
        let said = row.cells.iter().filter(|it| it.alternative == alternative);
        let line =
            |(text, source): (&str, &str)| fill(SAID, &[&model_text(text), &model_text(source)]);
        let said: Cell = said.map(|it| line((&it.text, &model.sources[it.source].short))).collect();
        if said.is_empty() { vec![ui_text(words.behind().silent)] } else { said }
    }

    /// Each source with its address, and what it has at stake.
    fn sources(&self) -> Vec<Vec<Span>> {
        let stake = |it| fill(". {0}", &[&words::stake(self.words, it)]);
        let source =
            |it| record::reference(it).into_iter().chain([Span::Text(stake(it))]).collect();
        self.model.sources.iter().map(source).collect()
    }
}

fn to_html(piece: &Piece) -> String {
    match piece {
        Piece::Title(line) => format!("<p><strong>{}</strong></p>\n", html_line(line)),
        Piece::Paragraph(text) => format!("<p>{}</p>\n", html_spans(text)),
        Piece::Items(items) => {
            let items: String =
                items.iter().map(|it| ["<li>", &html_spans(it), "</li>\n"].concat()).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Piece::Table(table) => html_table(table),
    }
}

fn html_table(Table { caption, heads, rows }: &Table) -> String {
    let head = |it: &Sentence| match html_line(it) {
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
    let span = |it: &Span| match it {
        Span::Text(line) => html_line(line),
        Span::Link(line, to) => format!("<a href=\"{}\">{}</a>", escape(to), html_line(line)),
    };
    spans.iter().map(span).collect()
}

fn html_line(line: &Sentence) -> String {
    let part = |it: &Part| match it {
        Part::Ui(text) => escape(text),
        Part::Model(text) | Part::Name(text, ..) => format!("<bdi>{}</bdi>", escape(text)),
    };
    line.iter().map(part).collect()
}

/// Text in which nothing is markup, between tags or in the quotes of an attribute.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(it),
        }
    }
    out
}

fn to_markdown(piece: &Piece) -> String {
    match piece {
        Piece::Title(line) => format!("**{}**\n\n", record::markdown(line)),
        Piece::Paragraph(text) => format!("{}\n\n", record::spans(text)),
        Piece::Items(items) => {
            let items: String =
                items.iter().map(|it| ["* ", &record::spans(it), "\n"].concat()).collect();
            items + "\n"
        }
        Piece::Table(Table { caption, heads, rows }) => {
            let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            let cell = |it: &Cell| it.iter().map(record::markdown).collect::<Vec<_>>().join(" · ");
            let under = row(vec!["---".to_owned(); heads.len()]);
            let heads = row(heads.iter().map(record::markdown).collect());
            let rows: String = rows.iter().map(|it| row(it.iter().map(cell).collect())).collect();
            format!("{}\n\n{heads}{under}{rows}\n", record::markdown(caption))
        }
    }
}
