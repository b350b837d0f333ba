//! Problems of tables in words, for the author of the table. The texts of the generated model are
//! [`TableStrings`](crate::texts::strings::TableStrings).

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
