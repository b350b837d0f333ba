//! Reads a comparison table of an HTML document.
//!
//! The rules of reading. `public/table.js` has the same rules, in the same words.
//!
//! - The table is the first `table` inside the host, which is the `<tie-break>` element, but not in a
//!   `noscript`.
//! - Caption: the text of the `caption`. Without one, the text of the `figcaption` of the `figure` around
//!   the table, inside the host.
//! - Language: the attribute `lang` of the table or of the nearest element around the table.
//! - Address: the canonical link of the page. Without one, the address of the page, without its fragment.
//!   Only addresses with http or https count.
//! - Orientation: alternatives are rows if the table, the host, or the element with `data-tie-break` around
//!   the host has `data-orientation="rows"`.
//! - Rows: first those of `thead`, then all others, without those of `tfoot`. Rows of nested tables do not
//!   count. Rows in a section with the attribute `hidden`, and rows and cells with it, are left out.
//! - Text of a cell: its text nodes in order. An `img` or `amp-img` counts as its `alt`, an `svg` as its `aria-label` or
//!   else its `title` element, a checkbox as ☑ or ☐ by its attribute `checked`. An element without text, also
//!   the cell itself, counts as its `aria-label` or else its attribute `title`. `br` and block elements
//!   separate by a space. White space collapses to single spaces, and none is at the ends.
//! - Left out of texts: `script`, `style`, `template`, `noscript`, `iframe`, nested tables, elements with the
//!   attribute `hidden` or the style `display:none`, and footnote marks: each `sup` that contains a link to a
//!   fragment of the page, or is inside one, or has one letter. A `sup` of digits has superscript digits.
//! - Covered cells: `colspan` less 1, and `rowspan` less 1, within the limits of HTML. `rowspan="0"` covers
//!   the rest of the section.
//! - Id: that of the cell. For the first cell of a row, otherwise that of the row.
//! - Links: the absolute addresses with http or https of the links in the text that do not lead to a fragment
//!   of the page. Relative addresses start from the base of the page. In a document that is not shown, and
//!   so has no address, they start from the canonical link.
//! - `data-value`, `data-weight`, `data-better`, `data-scale`, `data-must` and `data-note`: those of the
//!   cell. For the first cell of a row, otherwise those of the row. Otherwise those of the first element in
//!   the cell that has one.
//!
//! A file is a document that is not shown. Its host is the first `<tie-break>` element, or element with
//! `data-tie-break`, that has a table. Without one, the host is the whole document.

#[cfg(test)]
mod tests;

use scraper::{ElementRef, Html, Node};
use tiebreak_core::table::{Cell, Table};
use url::Url;

use super::{is_space, tidy};

/// Largest numbers of columns and of rows of a cell, as in HTML.
const MOST_COLUMNS: usize = 1_000;
const MOST_ROWS: usize = 65_534;

/// Block elements, and `br`.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
];

/// Elements that are left out of texts.
const LEFT_OUT: [&str; 6] = ["script", "style", "template", "noscript", "iframe", "table"];

/// Reads the table of a document; `None` if there is no table.
pub(super) fn read(document: &str) -> Option<Table> {
    let document = Html::parse_document(document);
    let root = document.root_element();
    let (host, table) = find(root)?;
    let page = Page { url: canonical(root) };
    let is_rows = |element: ElementRef| element.attr("data-orientation") == Some("rows");
    let outer = closest(host, |element| element.attr("data-tie-break").is_some());
    let lang = closest(table, |element| element.attr("lang").is_some());
    let lang = lang.and_then(|element| element.attr("lang")).unwrap_or_default();
    Some(Table {
        id: table.attr("id").unwrap_or_default().to_owned(),
        caption: caption(host, table, &page),
        lang: lang.to_owned(),
        url: page.url.as_ref().map(ToString::to_string).unwrap_or_default(),
        alternatives_are_rows: is_rows(table) || is_rows(host) || outer.is_some_and(is_rows),
        rows: rows(table).into_iter().map(|row| page.row(row)).collect(),
    })
}

/// The host and its table.
fn find(root: ElementRef) -> Option<(ElementRef, ElementRef)> {
    let is_host =
        |element: ElementRef| is(element, "tie-break") || element.attr("data-tie-break").is_some();
    let hosted = named(root, "table").find_map(|table| Some((closest(table, is_host)?, table)));
    hosted.or_else(|| Some((root, named(root, "table").next()?)))
}

/// The elements with a name that are not in a `template` or a `noscript`.
fn named<'a>(root: ElementRef<'a>, name: &str) -> impl Iterator<Item = ElementRef<'a>> {
    // The contents of a template are in a fragment.
    let is_inert = |element: ElementRef| {
        let mut around = element.ancestors().map(|node| node.value());
        around.any(|node| {
            node.is_fragment()
                || node.as_element().is_some_and(|element| element.name() == "noscript")
        })
    };
    root.descendent_elements().filter(move |element| is(*element, name) && !is_inert(*element))
}

fn is(element: ElementRef, name: &str) -> bool {
    element.value().name() == name
}

fn parent(element: ElementRef) -> Option<ElementRef> {
    element.parent().and_then(ElementRef::wrap)
}

/// The element itself or the nearest one around it that fulfils a condition.
fn closest<'a>(
    element: ElementRef<'a>,
    condition: impl Fn(ElementRef<'a>) -> bool,
) -> Option<ElementRef<'a>> {
    std::iter::successors(Some(element), |element| parent(*element))
        .find(|element| condition(*element))
}

fn caption(host: ElementRef, table: ElementRef, page: &Page) -> String {
    let child = |element: ElementRef<'_>, name: &str| {
        element.child_elements().find(|child| is(*child, name)).map(|child| page.text(child).0)
    };
    let own = child(table, "caption").filter(|text| !text.is_empty());
    own.or_else(|| {
        let figure = closest(table, |element| element == host || is(element, "figure"))?;
        if figure == host { None } else { child(figure, "figcaption") }
    })
    .unwrap_or_default()
}

/// The rows of a table in reading order, without hidden ones.
fn rows(table: ElementRef) -> Vec<ElementRef> {
    let mut parts = [vec![], vec![]];
    for child in table.child_elements().filter(|child| !is_hidden(*child)) {
        match child.value().name() {
            "thead" => parts[0].extend(rows_of(child)),
            "tbody" => parts[1].extend(rows_of(child)),
            "tr" => parts[1].push(child),
            _ => {}
        }
    }
    parts.concat()
}

fn rows_of(section: ElementRef) -> impl Iterator<Item = ElementRef> {
    section.child_elements().filter(|child| is(*child, "tr") && !is_hidden(*child))
}

fn is_hidden(element: ElementRef) -> bool {
    element.attr("hidden").is_some()
}

/// The address of the canonical link.
fn canonical(root: ElementRef) -> Option<Url> {
    let is_canonical = |element: &ElementRef| {
        let relations = element.attr("rel").unwrap_or_default();
        element.attr("href").is_some()
            && relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
    };
    let mut url = address(named(root, "link").find(is_canonical)?.attr("href")?, None)?;
    url.set_fragment(None);
    Some(url)
}

/// The address that a text names; `None` unless the scheme is http or https.
fn address(text: &str, base: Option<&Url>) -> Option<Url> {
    let url = Url::options().base_url(base).parse(text).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// A non-negative integer, as HTML parses it.
fn integer(text: Option<&str>) -> Option<usize> {
    let text = text?.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits =
        text.split(|c: char| !c.is_ascii_digit()).next().filter(|text| !text.is_empty())?;
    Some(digits.parse().unwrap_or(usize::MAX))
}

/// The page around a table.
struct Page {
    /// The address of the page, without a fragment.
    url: Option<Url>,
}

impl Page {
    fn row(&self, row: ElementRef) -> Vec<Cell> {
        let is_cell =
            |child: &ElementRef| (is(*child, "td") || is(*child, "th")) && !is_hidden(*child);
        let cells = row.child_elements().filter(is_cell).enumerate();
        cells.map(|(i, cell)| self.cell(cell, (i == 0).then_some(row))).collect()
    }

    /// Reads a cell. `row` is the row of the cell, for the first cell of a row.
    fn cell(&self, cell: ElementRef, row: Option<ElementRef>) -> Cell {
        let (text, links) = self.text(cell);
        let of_row = |name: &str| row.and_then(|row| row.attr(name));
        let inside =
            |name: &str| cell.descendent_elements().skip(1).find_map(|element| element.attr(name));
        let data = |name: &str| {
            cell.attr(name).or_else(|| of_row(name)).or_else(|| inside(name)).map(str::to_owned)
        };
        let columns = integer(cell.attr("colspan")).unwrap_or(1).clamp(1, MOST_COLUMNS);
        let rows = match integer(cell.attr("rowspan")) {
            Some(0) => 1 + following_rows(cell),
            rows => rows.unwrap_or(1).min(MOST_ROWS),
        };
        let id = cell.attr("id").filter(|id| !id.is_empty()).or_else(|| of_row("id"));
        Cell {
            text,
            is_header: is(cell, "th"),
            covers: (columns - 1, rows - 1),
            id: id.unwrap_or_default().to_owned(),
            links,
            value: data("data-value"),
            weight: data("data-weight"),
            better: data("data-better"),
            scale: data("data-scale"),
            must: data("data-must"),
            note: data("data-note"),
        }
    }

    /// The text of an element, and the addresses of the links in the text.
    fn text(&self, element: ElementRef) -> (String, Vec<String>) {
        let (mut text, mut links) = (String::new(), Vec::new());
        // Documents can be nested deeper than the call stack, so this is a loop.
        let mut steps = vec![Step::Open(element)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Text(part) => text.push_str(part),
                Step::Open(element) => {
                    if is_block(element) {
                        text.push(' ');
                    }
                    steps.push(Step::Close(element, text.len()));
                    match own_text(element) {
                        Some(own) => text.push_str(&own),
                        None => steps.extend(self.parts(element).rev()),
                    }
                }
                Step::Close(element, start) => {
                    if is(element, "a") {
                        links.extend(self.link(element));
                    }
                    if text[start..].chars().all(is_space) && !label(element).is_empty() {
                        text.truncate(start);
                        text.push_str(label(element));
                    }
                    if is(element, "sup") {
                        let own = superscript(&text[start..]);
                        text.truncate(start);
                        text.push_str(&own);
                    }
                    if is_block(element) {
                        text.push(' ');
                    }
                }
            }
        }
        (tidy(&text), links)
    }

    /// The parts of an element that belong to its text.
    fn parts<'a>(&self, element: ElementRef<'a>) -> impl DoubleEndedIterator<Item = Step<'a>> {
        element.children().filter_map(|node| match node.value() {
            Node::Text(text) => Some(Step::Text(text)),
            _ => ElementRef::wrap(node)
                .filter(|child| !is_left_out(*child) && !self.is_footnote(*child))
                .map(Step::Open),
        })
    }

    /// The address of a link, unless the link leads to a fragment of the page.
    fn link(&self, link: ElementRef) -> Option<String> {
        let address = address(link.attr("href")?, self.url.as_ref())?;
        (!self.is_fragment(link)).then(|| address.into())
    }

    fn is_fragment(&self, link: ElementRef) -> bool {
        let Some(href) = link.attr("href") else { return false };
        if href.trim_matches(is_space).starts_with('#') {
            return true;
        }
        let Some(mut address) = address(href, self.url.as_ref()) else { return false };
        let has_fragment = address.fragment().is_some();
        address.set_fragment(None);
        has_fragment && self.url.as_ref() == Some(&address)
    }

    fn is_footnote(&self, element: ElementRef) -> bool {
        let is_link = |element: ElementRef| is(element, "a") && self.is_fragment(element);
        let around = || closest(element, |around| is(around, "a") && around.attr("href").is_some());
        is(element, "sup")
            && (element.descendent_elements().any(is_link) || around().is_some_and(is_link))
    }
}

/// A step of reading a text.
enum Step<'a> {
    Text(&'a str),
    Open(ElementRef<'a>),
    /// The end of an element whose text starts at this place.
    Close(ElementRef<'a>, usize),
}

fn is_block(element: ElementRef) -> bool {
    BLOCKS.contains(&element.value().name())
}

fn is_left_out(element: ElementRef) -> bool {
    LEFT_OUT.contains(&element.value().name()) || is_hidden(element) || is_not_displayed(element)
}

/// Whether the attribute `style` has `display:none`.
fn is_not_displayed(element: ElementRef) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        property.trim_matches(is_space) == "display" && value.trim_matches(is_space) == "none"
    })
}

/// The text of a `sup` that is not a footnote mark by its link.
fn superscript(text: &str) -> String {
    let mark = text.trim_matches(is_space);
    let mut letters = mark.chars();
    let is_letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if is_letter {
        return String::new();
    }
    let digits: Option<String> = mark.chars().map(superscript_digit).collect();
    digits.filter(|digits| !digits.is_empty()).unwrap_or_else(|| text.to_owned())
}

fn superscript_digit(c: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::try_from(c.to_digit(10)?).ok()?)
}

/// The label of an element without text.
fn label(element: ElementRef<'_>) -> &str {
    aria_label(element).or_else(|| element.attr("title")).unwrap_or_default()
}

fn aria_label(element: ElementRef<'_>) -> Option<&str> {
    element.attr("aria-label").filter(|label| !label.is_empty())
}

/// The text of an element whose contents do not count.
fn own_text(element: ElementRef) -> Option<String> {
    let attribute = |name: &str| element.attr(name).unwrap_or_default();
    match element.value().name() {
        "img" | "amp-img" => Some(attribute("alt").to_owned()),
        "input" => {
            let sign = if element.attr("checked").is_some() { "☑" } else { "☐" };
            let is_checkbox = attribute("type").eq_ignore_ascii_case("checkbox");
            Some(if is_checkbox { sign } else { "" }.to_owned())
        }
        "svg" => {
            let title = || element.descendent_elements().find(|child| is(*child, "title"));
            let label = aria_label(element).map(str::to_owned);
            label
                .or_else(|| title().map(|title| title.text().collect()))
                .or_else(|| Some(String::new()))
        }
        _ => None,
    }
}

/// Number of rows that follow the row of a cell in the same section.
fn following_rows(cell: ElementRef) -> usize {
    let Some(row) = parent(cell) else { return 0 };
    let siblings = row.next_siblings().filter_map(ElementRef::wrap);
    siblings.filter(|other| is(*other, "tr") && !is_hidden(*other)).count()
}
