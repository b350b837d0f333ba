//! Comparison tables: a table of an article becomes a model and its evidence.
//!
//! A table compares *alternatives*, one in each column, by *criteria*, one in each row. A cell has a
//! text for readers, and often a value: a mark such as ✅, stars, a share, a number, or the
//! attribute `data-value`. `docs/tables.md` defines how a cell is rated. Everything else is not
//! rated; nothing is guessed from prose.
//!
//! [`convert`] turns a [`Table`] into a model file and an evidence file, which are read like any
//! other. The author of the table is the only source of the model.
//!
//! ```
//! use tiebreak_core::model::load::load;
//! use tiebreak_core::table::{Cell, Table, convert};
//!
//! let row = |texts: [&str; 3]| texts.map(|text| Cell { text: text.to_owned(), ..Cell::default() }).to_vec();
//! let table = Table {
//!     caption: "Train or car?".to_owned(),
//!     rows: vec![row(["", "Train", "Car"]), row(["Work on the way", "✅ Yes", "❌ No"])],
//!     ..Table::default()
//! };
//! let converted = convert(&table);
//! assert!(converted.problems.is_empty());
//!
//! let model = load(&converted.files.expect("the table has a rated row").model).model.unwrap();
//! assert_eq!(model.title, "Train or car?");
//! assert_eq!(model.questions[0].text, "Work on the way: how important is this to you?");
//! ```

use std::fmt;

use serde_json::Value;

use rating::Rated;

mod clean;
mod grid;
mod marks;
mod number;
mod rating;
mod text;
mod write;

/// Largest number of rows and of columns that are read, header cells included.
const MAX_SLOTS: usize = 512;
/// Default of `data-weight`.
const DEFAULT_WEIGHT: i64 = 60;
/// Default of `data-must`, in thousandths.
const DEFAULT_MUST: i64 = 500;

/// A table as plain data, as the browser or the command line reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Value of the attribute `id`; may be empty.
    pub id: String,
    /// Text of the caption; empty if the table has none.
    pub caption: String,
    /// BCP 47 language tag of the texts; empty if unknown.
    pub lang: String,
    /// Address of the article; empty if unknown.
    pub url: String,
    /// Whether each alternative is a row (`data-orientation="rows"`). Without this, each is a column,
    /// unless the header row is marked as criteria.
    pub alternatives_are_rows: bool,
    /// All rows in reading order, including those of the head and the foot.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Text of the cell. An image counts as its alternative text.
    pub text: String,
    /// Whether the cell is a header cell (`th`).
    pub is_header: bool,
    /// Number of further columns and rows that the cell covers; both 0 for a normal cell.
    pub covers: (usize, usize),
    /// Value of the attribute `id` of the cell, or of its row for the first cell of the row; may be
    /// empty.
    pub id: String,
    /// Addresses of the links in the cell.
    pub links: Vec<String>,
    /// The attribute `data-value`: the value of the cell, 0 to 100.
    pub value: Option<String>,
    /// The attribute `data-weight` of a criterion: its weight while unanswered, 0 to 200.
    pub weight: Option<String>,
    /// The attribute `data-better` of a criterion: `higher` or `lower`.
    pub better: Option<String>,
    /// The attribute `data-scale` of a criterion: the worst and the best number.
    pub scale: Option<String>,
    /// The attribute `data-must` of a criterion: the value below which "Must have" excludes an
    /// alternative, 0 to 100; 50 if empty.
    pub must: Option<String>,
    /// The attribute `data-note` of a criterion: an explanation for readers.
    pub note: Option<String>,
}

impl Table {
    /// Reads a table from the JSON that `public/table.js` writes. Missing fields are empty, and
    /// fields of a wrong type count as missing.
    pub fn read(json: &Value) -> Self {
        let text = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let list = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let cell = |json: &Value| {
            let attribute = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
            let covers = list(json, "covers");
            let covered = |i: usize| {
                let count = covers.get(i).and_then(Value::as_u64).unwrap_or_default();
                usize::try_from(count).unwrap_or(usize::MAX)
            };
            let links = list(json, "links");
            Cell {
                text: text(json, "text"),
                is_header: json.get("header") == Some(&Value::Bool(true)),
                covers: (covered(0), covered(1)),
                id: text(json, "id"),
                links: links.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                value: attribute("value"),
                weight: attribute("weight"),
                better: attribute("better"),
                scale: attribute("scale"),
                must: attribute("must"),
                note: attribute("note"),
            }
        };
        let rows = list(json, "rows");
        let rows = rows.iter().map(|row| {
            row.as_array().map(|cells| cells.iter().map(cell).collect()).unwrap_or_default()
        });
        Self {
            id: text(json, "id"),
            caption: text(json, "caption"),
            lang: text(json, "lang"),
            url: text(json, "url"),
            alternatives_are_rows: json.get("alternativesAreRows") == Some(&Value::Bool(true)),
            rows: rows.collect(),
        }
    }
}

/// The result of [`convert`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The files; `None` if a problem is an error.
    pub files: Option<Files>,
    /// The problems of the table, for its author: errors, and cells that are not rated.
    pub problems: Vec<TableProblem>,
}

/// The texts of the two files of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The model file.
    pub model: String,
    /// The evidence file: the cells of the table as statements.
    pub evidence: String,
}

/// One problem of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProblem {
    /// Whether the table cannot be used.
    pub is_error: bool,
    /// The criterion: its number among the rows below the header row, from 1, and its name.
    pub criterion: Option<(usize, String)>,
    /// The alternative: its number, from 1, and its name.
    pub alternative: Option<(usize, String)>,
    /// Whether the criteria of the table are columns.
    pub criteria_are_columns: bool,
    /// The problem in words: lower case, without a final dot, text of the table in quotation marks.
    pub message: String,
    /// How to fix the problem.
    pub hint: &'static str,
}

impl TableProblem {
    /// The place of the problem, for example `row 3 "Price", column 1 "Cypress"`; empty for the whole
    /// table.
    pub fn place(&self) -> String {
        let [criterion, alternative] =
            if self.criteria_are_columns { ["column", "row"] } else { ["row", "column"] };
        let places = [(criterion, &self.criterion), (alternative, &self.alternative)];
        let places = places.into_iter().filter_map(|(kind, place)| {
            let (number, name) = place.as_ref()?;
            Some([kind, " ", &number.to_string(), " \"", name, "\""].concat())
        });
        places.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (severity, place) = (if self.is_error { "error" } else { "warning" }, self.place());
        let at = if place.is_empty() { "" } else { " at " };
        let parts = [severity, at, &place, ": ", &self.message, "\n  hint: ", self.hint];
        f.write_str(&parts.concat())
    }
}

/// Turns a table into a model and its evidence.
///
/// Each criterion with a rated cell becomes a question: how much does the criterion matter to the
/// reader? The options have the weights 120, 80 and 30; the criterion has the weight of
/// `data-weight` while the question is open. "Must have" excludes the alternatives with the value
/// 0. An alternative without a value counts as the mean of the others.
///
/// The table has at most 12 alternatives and 64 criteria; otherwise, or with one alternative or
/// without a rated cell, the result has an error and no files.
pub fn convert(table: &Table) -> Converted {
    let mut problems = Vec::new();
    let grid = grid::read(table, &mut problems);
    let criteria: Vec<Rated> = grid
        .criteria
        .iter()
        .map(|criterion| rating::rate(&grid, criterion, &table.lang, &mut problems))
        .collect();
    let has_errors = problems.iter().any(|problem| problem.is_error);
    if !has_errors && criteria.iter().all(|criterion| criterion.values.iter().all(Option::is_none))
    {
        problems.push(grid.problem(text::NOTHING_RATED, text::HOW_TO_RATE, true));
    }
    let has_errors = problems.iter().any(|problem| problem.is_error);
    let files = (!has_errors).then(|| write::files(table, &grid, &criteria));
    Converted { files, problems }
}
