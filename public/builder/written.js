// Writes tables as elements, as HTML and as Markdown: texts, links, spans, and the attributes of table
// mode. Nothing else of a pasted table is kept.

// Attributes of cells, without `data-`.
const DATA = ["value", "weight", "better", "scale", "must", "note"];

const isLanguage = (text) => /^[a-z0-9-]{1,35}$/i.test(text ?? "");
const isId = (text) => /^\S{1,100}$/.test(text ?? "");

const element = (page, tag, attributes = {}, ...content) => {
  const made = page.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...content);
  return made;
};

// Number of rows at the top that have header cells only, if no cell of them covers rows below.
const headRows = (rows) => {
  const count = rows.findIndex((row) => !row.every((cell, i) => cell.header || !i && row.length > 1));
  const isApart = rows.slice(0, count).every((row, i) => row.every(({ covers }) => i + (covers?.[1] ?? 0) < count));
  return count > 0 && isApart ? count : 0;
};

// The table as an element of a document. In `preview`, links whose page is unknown have no address.
export const elementOf = (table, page, isPreview) => {
  const cell = ({ pieces, header, covers = [0, 0], id, ...data }) => element(page, header ? "th" : "td", {
    id: isId(id) ? id : undefined, colspan: covers[0] ? covers[0] + 1 : undefined, rowspan: covers[1] ? covers[1] + 1 : undefined,
    ...Object.fromEntries(DATA.map((name) => ["data-" + name, data[name]])),
  }, ...pieces.map(({ text, href }) => {
    if (!href) return text;
    return element(page, "a", { href: isPreview && !/^https?:/.test(href) ? undefined : href }, text);
  }));
  const rows = table.rows.map((row) => element(page, "tr", {}, ...row.map(cell))), head = headRows(table.rows);
  return element(page, "table", {
    id: isId(table.id) ? table.id : undefined, lang: isLanguage(table.lang) ? table.lang : undefined,
    "data-orientation": table.alternativesAreRows ? "rows" : undefined,
  },
  ...table.caption ? ["\n", element(page, "caption", {}, table.caption)] : [],
  ...head ? ["\n", element(page, "thead", {}, ...rows.slice(0, head))] : [],
  "\n", element(page, "tbody", {}, "\n", ...rows.slice(head).flatMap((row) => [row, "\n"])), "\n");
};

// The table as HTML, a line for each row.
export const htmlOf = (table) => elementOf(table, document.implementation.createHTMLDocument("")).outerHTML;

// Whether Markdown can hold everything in the table. The orientation can be an attribute of the element
// around the table.
export const fitsMarkdown = ({ rows, caption, id }) => !caption && !id
  && rows.every((row) => row.every((cell) => !cell.covers && !cell.id && DATA.every((name) => cell[name] === undefined)));

// Python-Markdown knows no backslash before these signs.
const NAMES = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
const escaped = (text) => text.replace(/[\\`*_[\]|]/g, "\\$&").replace(/[<>&]/g, (sign) => NAMES[sign]);
const address = (href) => href.replace(/[\s()<>|\\]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase());

// The table as Markdown.
export const markdownOf = ({ rows }) => {
  const width = Math.max(...rows.map((row) => row.length));
  const cell = ({ pieces = [] } = {}) => pieces.map(({ text, href }) => href ? `[${escaped(text)}](${address(href)})` : escaped(text)).join("");
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const [head, ...body] = rows.map((row) => line(Array.from({ length: width }, (_, i) => cell(row[i]))));
  return [head, line(Array(width).fill("---")), ...body].join("\n");
};
