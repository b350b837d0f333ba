//! Finds the alternatives and the criteria of a table.

use crate::model::{MAX_ALTERNATIVES, MAX_QUESTIONS};

use super::clean::{clean, without_footnotes};
use super::{Cell, MAX_SLOTS, Table, TableProblem, text};

/// A table whose criteria are rows, all with one cell for each alternative.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The caption, or the text of a row above the header row; may be empty.
    pub(super) title: String,
    /// The header cells of the alternatives, with names.
    pub(super) alternatives: Vec<Cell>,
    /// The criteria.
    pub(super) criteria: Vec<Criterion>,
    /// Whether the criteria of the table are columns.
    criteria_are_columns: bool,
}

/// One criterion.
#[derive(Debug)]
pub(super) struct Criterion {
    /// Number of the criterion among the rows below the header row, from 1.
    pub(super) number: usize,
    /// The header cell.
    pub(super) header: Cell,
    /// The text of the section row above; empty if there is none.
    pub(super) section: String,
    /// A cell for each alternative.
    pub(super) cells: Vec<Cell>,
    /// Whether a cell covers several rows or columns.
    pub(super) is_merged: bool,
}

impl Grid {
    /// A problem of the whole table.
    pub(super) fn problem(
        &self,
        message: &str,
        hint: &'static str,
        is_error: bool,
    ) -> TableProblem {
        TableProblem {
            is_error,
            criterion: None,
            alternative: None,
            criteria_are_columns: self.criteria_are_columns,
            message: message.to_owned(),
            hint,
        }
    }

    /// A problem of a criterion, or of one of its cells, that leaves something unrated.
    pub(super) fn problem_at(
        &self,
        criterion: &Criterion,
        alternative: Option<usize>,
        message: &str,
        hint: &'static str,
    ) -> TableProblem {
        TableProblem {
            criterion: Some((criterion.number, criterion.header.text.clone())),
            alternative: alternative.map(|a| (a + 1, self.alternatives[a].text.clone())),
            ..self.problem(message, hint, false)
        }
    }
}

/// One place of the table; a cell that covers several places is in each of them.
#[derive(Clone, PartialEq)]
struct Slot {
    cell: Cell,
    is_merged: bool,
    /// Whether the row has no cell here.
    is_missing: bool,
}

impl Slot {
    /// A place without a cell.
    fn missing() -> Self {
        Self { cell: Cell::default(), is_merged: false, is_missing: true }
    }
}

/// Reads a table, and reports what cannot be read.
pub(super) fn read(table: &Table, problems: &mut Vec<TableProblem>) -> Grid {
    let mut grid = Grid { title: clean(&table.caption), ..Grid::default() };
    let mut rows = slots(&table.rows);
    rows.retain(|row| row.iter().any(|slot| !slot.cell.text.is_empty()));
    let Some(header) = header_row(&rows) else {
        problems.push(grid.problem(text::NO_HEADER, text::HOW_TO_HEAD, true));
        return grid;
    };
    if grid.title.is_empty()
        && let Some(title) = rows[..header].iter().find(|row| is_section(row))
    {
        grid.title.clone_from(&title[0].cell.text);
    }
    rows.drain(..header);
    let is_marked = |slot: &Slot| slot.cell.better.is_some() || slot.cell.weight.is_some();
    let heads = &rows[0][1..];
    if table.alternatives_are_rows || (!heads.is_empty() && heads.iter().all(is_marked)) {
        grid.criteria_are_columns = true;
        rows = transposed(&rows);
    }
    let mut rows = rows.into_iter();
    let head = rows.next().unwrap_or_default();
    read_alternatives(&mut grid, &head, problems);
    read_criteria(&mut grid, &head, rows, problems);
    grid
}

/// The places of all rows, each row with the same number of places.
fn slots(rows: &[Vec<Cell>]) -> Vec<Vec<Slot>> {
    let mut slots: Vec<Vec<Option<Slot>>> = vec![Vec::new(); rows.len().min(MAX_SLOTS)];
    for (r, row) in rows.iter().take(MAX_SLOTS).enumerate() {
        let mut column = 0;
        for cell in row {
            while slots[r].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            let (right, down) = cell.covers;
            let columns = column..(column + 1 + right.min(MAX_SLOTS)).min(MAX_SLOTS);
            let is_merged = (right, down) != (0, 0);
            let slot = Slot { cell: cleaned(cell), is_merged, is_missing: false };
            for below in slots.iter_mut().skip(r).take(down.min(MAX_SLOTS) + 1) {
                if below.len() < columns.end {
                    below.resize(columns.end, None);
                }
                for place in &mut below[columns.clone()] {
                    *place = Some(slot.clone());
                }
            }
            column = columns.end;
        }
    }
    let width = slots.iter().map(Vec::len).max().unwrap_or_default();
    let padded = slots.into_iter().map(|mut row| {
        row.resize(width, None);
        row.into_iter().map(|slot| slot.unwrap_or_else(Slot::missing)).collect()
    });
    padded.collect()
}

/// A cell with cleaned text.
fn cleaned(cell: &Cell) -> Cell {
    Cell { text: clean(&cell.text), note: cell.note.as_deref().map(clean), ..cell.clone() }
}

/// A header cell whose text is a name.
fn named(cell: &Cell) -> Cell {
    Cell { text: without_footnotes(&cell.text).to_owned(), ..cell.clone() }
}

/// Whether one cell fills the whole row.
fn is_section(row: &[Slot]) -> bool {
    row.len() > 1
        && (row.iter().all(|slot| slot.is_merged && slot.cell == row[0].cell)
            || row[0].cell.is_header && row[1..].iter().all(|slot| slot.is_missing))
}

/// The index of the row that names the columns: the last of the header rows at the top, otherwise
/// the first row.
fn header_row(rows: &[Vec<Slot>]) -> Option<usize> {
    let is_head = |row: &&Vec<Slot>| {
        is_section(row) || row.len() > 1 && row[1..].iter().all(|slot| slot.cell.is_header)
    };
    let heads = rows.iter().take_while(is_head).count();
    let names_columns = |&r: &usize| !is_section(&rows[r]);
    let header = (0..heads).rev().find(names_columns);
    header.or_else(|| (0..rows.len()).find(names_columns))
}

fn transposed(rows: &[Vec<Slot>]) -> Vec<Vec<Slot>> {
    let width = rows.first().map(Vec::len).unwrap_or_default();
    (0..width).map(|column| rows.iter().map(|row| row[column].clone()).collect()).collect()
}

fn read_alternatives(grid: &mut Grid, head: &[Slot], problems: &mut Vec<TableProblem>) {
    grid.alternatives = head.iter().skip(1).map(|slot| named(&slot.cell)).collect();
    while grid.alternatives.last().is_some_and(|last| last.text.is_empty()) {
        grid.alternatives.pop();
    }
    if grid.alternatives.len() < 2 {
        problems.push(grid.problem(text::ONE_ALTERNATIVE, text::HOW_TO_HEAD, true));
    } else if grid.alternatives.len() > MAX_ALTERNATIVES {
        problems.push(grid.problem(text::MANY_ALTERNATIVES, text::SPLIT_TABLE, true));
    } else if head[1..=grid.alternatives.len()].iter().any(|slot| slot.is_merged) {
        problems.push(grid.problem(text::MERGED_HEADER, text::SPLIT_CELL, true));
    } else if grid.alternatives.iter().any(|alternative| alternative.text.is_empty()) {
        problems.push(grid.problem(text::NO_NAME, text::HOW_TO_HEAD, true));
    }
    for (a, alternative) in grid.alternatives.iter().enumerate() {
        let is_same = |other: &Cell| !other.text.is_empty() && other.text == alternative.text;
        if grid.alternatives[..a].iter().any(is_same) {
            let name = alternative.text.clone();
            let problem = grid.problem(text::SAME_NAME, text::RENAME, false);
            problems.push(TableProblem { alternative: Some((a + 1, name)), ..problem });
        }
    }
}

fn read_criteria(
    grid: &mut Grid,
    head: &[Slot],
    rows: impl Iterator<Item = Vec<Slot>>,
    problems: &mut Vec<TableProblem>,
) {
    let mut section = String::new();
    let names = |row: &[Slot]| row.iter().map(|slot| slot.cell.text.clone()).collect::<Vec<_>>();
    for (row, number) in rows.zip(1..) {
        // Long tables repeat the header row.
        if names(&row) == names(head) {
            continue;
        }
        if is_section(&row) {
            section.clone_from(&row[0].cell.text);
            continue;
        }
        let is_merged = row.iter().any(|slot| slot.is_merged);
        let mut cells = row.into_iter().map(|slot| slot.cell);
        let criterion = Criterion {
            number,
            header: named(&cells.next().unwrap_or_default()),
            section: section.clone(),
            cells: cells.by_ref().take(grid.alternatives.len()).collect(),
            is_merged,
        };
        if cells.any(|cell| !cell.text.is_empty()) {
            problems.push(grid.problem_at(&criterion, None, text::LONG_ROW, text::NAME_COLUMN));
        }
        if criterion.header.text.is_empty() {
            problems.push(grid.problem_at(&criterion, None, text::NO_ROW_NAME, text::NAME_ROW));
            continue;
        }
        if grid.criteria.iter().any(|other| other.header.text == criterion.header.text) {
            problems.push(grid.problem_at(&criterion, None, text::SAME_NAME, text::RENAME));
        }
        grid.criteria.push(criterion);
    }
    if grid.criteria.len() > MAX_QUESTIONS {
        problems.push(grid.problem(text::MANY_CRITERIA, text::SPLIT_TABLE, true));
    }
}
