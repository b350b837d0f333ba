//! Texts about tables: of generated models, for readers; of problems, for the author.

/// Texts of a generated model. A `{0}` stands for a name of the table.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) or: &'static str,
    pub(super) and: &'static str,
    pub(super) question: &'static str,
    pub(super) theme: &'static str,
    pub(super) must: &'static str,
    pub(super) must_excludes: &'static str,
    pub(super) very: &'static str,
    pub(super) important: &'static str,
    pub(super) nice: &'static str,
    pub(super) row_of_table: &'static str,
    pub(super) not_rated: &'static str,
    pub(super) are_equal: &'static str,
    pub(super) lowest: &'static str,
    pub(super) highest: &'static str,
    pub(super) source: &'static str,
    pub(super) not_stated: &'static str,
    pub(super) updates: &'static str,
    pub(super) rated_rows: &'static str,
    pub(super) no_strength: &'static str,
    pub(super) no_weakness: &'static str,
    pub(super) not_used: &'static str,
}

/// The texts in English.
pub(super) static ENGLISH: Texts = Texts {
    or: " or ",
    and: " and ",
    question: "{0}: how important is this to you?",
    theme: "Criteria of the table",
    must: "Must have",
    must_excludes: "Rules out {0}.",
    very: "Very important",
    important: "Important",
    nice: "Nice to have",
    row_of_table: "The article compares the alternatives by this.",
    not_rated: "The table does not rate {0} here; we use the mean of the others.",
    are_equal: "All alternatives have the same value here, so this row decides nothing.",
    lowest: "not at all",
    highest: "fully",
    source: "this article’s table",
    not_stated: "The table does not say.",
    updates: "When the author of the article changes the table.",
    rated_rows: "Rated in {0} of {1} rows of the table.",
    no_strength: "No row of the table rates this high.",
    no_weakness: "No row of the table rates this low.",
    not_used: "The cell has no value.",
};

// Problems of the whole table.
pub(super) const NO_HEADER: &str = "the table has no row that names the alternatives";
pub(super) const ONE_ALTERNATIVE: &str = "the table has fewer than two alternatives";
pub(super) const MANY_ALTERNATIVES: &str = "the table has more than 12 alternatives";
pub(super) const MANY_CRITERIA: &str = "the table has more than 64 criteria";
pub(super) const NO_NAME: &str = "an alternative has no name";
pub(super) const MERGED_HEADER: &str = "a cell of the header row covers several columns or rows";
pub(super) const NOTHING_RATED: &str = "no cell has a value";
pub(super) const HOW_TO_HEAD: &str =
    "write the names of the alternatives into the first row, one in each column after the first";
pub(super) const SPLIT_TABLE: &str = "split the table, or leave rows or columns out";

// Problems of a criterion or a cell.
pub(super) const SAME_NAME: &str = "the name is the same as an earlier one";
pub(super) const RENAME: &str = "give each row and each column a name of its own";
pub(super) const NO_ROW_NAME: &str = "the first cell is empty";
pub(super) const NAME_ROW: &str = "name the criterion in the first cell";
pub(super) const LONG_ROW: &str = "the row has more cells than the header row";
pub(super) const NAME_COLUMN: &str = "name each column in the header row";
pub(super) const MERGED: &str = "a cell covers several columns or rows, so the row is not rated";
pub(super) const SPLIT_CELL: &str =
    "write one cell for each alternative, without colspan and rowspan";
pub(super) const ROW_NOT_RATED: &str = "no cell of the row has a value";
pub(super) const HOW_TO_RATE: &str = "begin each cell with ✅, ➖ or ❌, or add data-value=\"0\" to \"100\"; data-weight=\"0\" on the \
     first cell leaves the row out";
pub(super) const NO_DIRECTION: &str = "the row has numbers, but does not say which end is better";
pub(super) const GIVE_DIRECTION: &str =
    "add data-better=\"higher\" or data-better=\"lower\" to the first cell of the row";
pub(super) const UNITS_DIFFER: &str = "the numbers of the row have different units";
pub(super) const SAME_UNIT: &str = "write all numbers of the row in one unit";
pub(super) const CELL_EMPTY: &str = "the cell is empty, so the alternative is not rated here";
pub(super) const MARKS_DIFFER: &str = "the cell begins and ends with different marks";
pub(super) const ONE_MARK: &str = "leave one mark, or add data-value=\"0\" to \"100\"";
pub(super) const RATE_CELL: &str =
    "begin the cell with ✅, ➖ or ❌, or add data-value=\"0\" to \"100\"";
pub(super) const BAD_VALUE: &str = "data-value is not a number from 0 to 100";
pub(super) const BAD_WEIGHT: &str = "data-weight is not a whole number from 0 to 200";
pub(super) const BAD_BETTER: &str = "data-better is neither \"higher\" nor \"lower\"";
pub(super) const BAD_SCALE: &str = "data-scale is not two different numbers";
pub(super) const BAD_MUST: &str = "data-must is not a number from 0 to 100";
pub(super) const FIX_VALUE: &str = "write for example data-value=\"80\"";
pub(super) const FIX_WEIGHT: &str =
    "write for example data-weight=\"100\"; without the attribute the weight is 60";
pub(super) const FIX_BETTER: &str = "write data-better=\"higher\" or data-better=\"lower\"";
pub(super) const FIX_SCALE: &str = "write for example data-scale=\"0 500\"";
pub(super) const FIX_MUST: &str = "write data-must, or for example data-must=\"80\"";
