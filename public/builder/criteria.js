// Finds the criteria of a table, to offer their settings. The rules are those of
// crates/core/src/table/grid.rs for tables without merged cells.

const isEmpty = (row) => row.every(({ text }) => !text);
const isMerged = (row) => row.some(({ covers }) => covers);

// Whether one cell fills the whole row.
const isSection = (row, width) => (row[0].covers?.[0] ?? 0) + 1 >= width
  || row[0].header && row.slice(1).every(({ text, header }) => !text && !header);

// The row that names the columns.
const headerOf = (rows, width) => {
  const isHead = (row) => isSection(row, width) || row.length > 1 && row.slice(1).every(({ header }) => header);
  const end = rows.findIndex((row) => !isHead(row)), heads = end < 0 ? rows : rows.slice(0, end);
  return heads.findLast((row) => !isSection(row, width)) ?? rows.find((row) => !isSection(row, width));
};

const isMarked = ({ better, weight }) => better !== undefined || weight !== undefined;

// The criteria and alternatives of a table: `{ areColumns, count, criteria }`. `count` is the number of
// alternatives, and each criterion has its `name`, `header` cell and `cells`.
export const criteriaOf = (table) => {
  const rows = table.rows.filter((row) => row.length && !isEmpty(row));
  const width = Math.max(0, ...rows.map((row) => row.reduce((sum, { covers }) => sum + 1 + (covers?.[0] ?? 0), 0)));
  const header = headerOf(rows, width);
  if (!header) return { areColumns: false, count: 0, criteria: [] };
  const heads = header.slice(1), body = rows.slice(rows.indexOf(header) + 1);
  const isRow = (row) => !isSection(row, width) && !isMerged(row);
  const areColumns = !!table.alternativesAreRows || heads.length > 0 && heads.every(isMarked);
  const criteria = areColumns
    ? heads.map((cell, i) => ({ header: cell, cells: body.filter(isRow).map((row) => row[i + 1]).filter(Boolean) }))
    : body.filter(isRow).map(([cell, ...cells]) => ({ header: cell, cells }));
  return {
    areColumns, count: areColumns ? body.filter(isRow).length : heads.filter(({ text }) => text).length,
    criteria: criteria.filter(({ header: { text } }) => text).map((criterion) => ({ ...criterion, name: criterion.header.text })),
  };
};
