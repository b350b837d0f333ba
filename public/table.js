// Reads a comparison table of an article, and watches the table for changes. Fetched only for an element
// that has a table.
//
// The rules of reading. crates/cli/src/table/html.rs has the same rules, in the same words.
//
// - The table is the first `table` inside the host, which is the `<tie-break>` element, but not in a
//   `noscript`.
// - Caption: the text of the `caption`. Without one, the text of the `figcaption` of the `figure` around
//   the table, inside the host.
// - Language: the attribute `lang` of the table or of the nearest element around the table.
// - Address: the canonical link of the page. Without one, the address of the page, without its fragment.
//   Only addresses with http or https count.
// - Orientation: alternatives are rows if the table, the host, or the element with `data-tie-break` around
//   the host has `data-orientation="rows"`.
// - Rows: first those of `thead`, then all others, without those of `tfoot`. Rows of nested tables do not
//   count. Rows in a section with the attribute `hidden`, and rows and cells with it, are left out.
// - Text of a cell: its text nodes in order. An `img` or `amp-img` counts as its `alt`, an `svg` as its `aria-label` or
//   else its `title` element, a checkbox as ☑ or ☐ by its attribute `checked`. An element without text, also
//   the cell itself, counts as its `aria-label` or else its attribute `title`. `br` and block elements
//   separate by a space. White space collapses to single spaces, and none is at the ends.
// - Left out of texts: `script`, `style`, `template`, `noscript`, `iframe`, nested tables, elements with the
//   attribute `hidden` or the style `display:none`, and footnote marks: each `sup` that contains a link to a
//   fragment of the page, or is inside one, or has one letter. A `sup` of digits has superscript digits.
// - Covered cells: `colspan` less 1, and `rowspan` less 1, within the limits of HTML. `rowspan="0"` covers
//   the rest of the section.
// - Id: that of the cell. For the first cell of a row, otherwise that of the row.
// - Links: the absolute addresses with http or https of the links in the text that do not lead to a fragment
//   of the page. Relative addresses start from the base of the page. In a document that is not shown, and
//   so has no address, they start from the canonical link.
// - `data-value`, `data-weight`, `data-better`, `data-scale`, `data-must` and `data-note`: those of the
//   cell. For the first cell of a row, otherwise those of the row. Otherwise those of the first element in
//   the cell that has one.

// Attributes of cells and of rows, without `data-`.
const DATA = ["value", "weight", "better", "scale", "must", "note"];
// All attributes that the rules name.
const ATTRIBUTES = [
  "alt", "aria-label", "checked", "colspan", "data-orientation", "hidden", "href", "id", "lang", "rowspan", "title", "type",
  ...DATA.map((name) => "data-" + name),
];
const LEFT_OUT = "script, style, template, noscript, iframe, table, [hidden]";
const NOT_DISPLAYED = /(^|;)\s*display\s*:\s*none\b/i;
const BLOCKS = new Set((
  "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
  + "hr li main nav ol p pre section summary ul"
).split(" "));
// Largest length of a table as JSON, in characters.
const MOST = 1 << 20, TOO_LARGE = { message: "The table is larger than 1 MiB.", help: "Leave rows or columns out." };
// Changes are reported after a pause, or after the longest delay, in milliseconds.
const PAUSE = 200, LONGEST = 2000;

const tidy = (text) => text.replace(/\s+/g, " ").trim();

// The address that a text names; undefined unless the scheme is http or https.
const addressOf = (text, base) => {
  try {
    const url = new URL(text, base);
    if (/^https?:$/.test(url.protocol)) return url.href;
  } catch {}
};

const withoutFragment = (address) => address?.split("#")[0];

// The addresses of a page: `url` for the table, `base` for links, and `own`, to which fragments belong.
const placeOf = (page) => {
  const isShown = !!page.location, canonical = page.querySelector("link[rel~=canonical i][href]")?.getAttribute("href");
  const shown = isShown ? withoutFragment(addressOf(page.location.href)) : undefined;
  const url = canonical && withoutFragment(addressOf(canonical, isShown ? page.baseURI : undefined)) || shown;
  return { url, base: isShown ? page.baseURI : url, own: [shown, url] };
};

const isFragment = (link, { base, own }) => {
  const href = link.getAttribute("href");
  if (href.trim().startsWith("#")) return true;
  const address = addressOf(href, base);
  return !!address?.includes("#") && own.includes(withoutFragment(address));
};

const isFootnote = (element, place) => element.localName == "sup"
  && [element.closest("a[href]"), ...element.querySelectorAll("a[href]")].some((link) => link && isFragment(link, place));

// The text of a `sup` that is not a footnote mark by its link.
const superscript = (text) => {
  const mark = text.trim();
  return /^\d+$/.test(mark) ? mark.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]) : /^\p{L}$/u.test(mark) ? "" : text;
};

const isLeftOut = (element) => element.matches(LEFT_OUT) || NOT_DISPLAYED.test(element.getAttribute("style"));

// The text of an element, with all white space. Adds the addresses of links to `links`.
const textOf = (element, place, links) => {
  const name = element.localName, get = (attribute) => element.getAttribute(attribute) ?? "";
  let text = "";
  if (name == "img" || name == "amp-img") text = get("alt");
  else if (name == "input") text = element.type != "checkbox" ? "" : element.hasAttribute("checked") ? "☑" : "☐";
  else if (name == "svg") text = get("aria-label") || (element.querySelector("title")?.textContent ?? "");
  else for (const node of element.childNodes) {
    if (node.nodeType == 3) text += node.data;
    else if (node.nodeType == 1 && !isLeftOut(node) && !isFootnote(node, place)) text += textOf(node, place, links);
  }
  if (name == "a" && element.hasAttribute("href") && !isFragment(element, place)) {
    const address = addressOf(get("href"), place.base);
    if (address) links.push(address);
  }
  if (!text.trim()) text = get("aria-label") || get("title") || text;
  if (name == "sup") text = superscript(text);
  return BLOCKS.has(name) ? ` ${text} ` : text;
};

// Number of rows that `rowspan="0"` covers.
const rest = (row) => {
  let count = 0;
  while ((row = row.nextElementSibling)) count += row.matches("tr:not([hidden])");
  return count;
};

// The object without fields that have no value.
const filled = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value || value === ""));

const cellOf = (cell, row, isFirst, place) => {
  const links = [], text = tidy(textOf(cell, place, links));
  const covers = [cell.colSpan - 1, cell.rowSpan ? cell.rowSpan - 1 : rest(row)];
  const data = DATA.map((name) => {
    const attribute = "data-" + name, elements = [cell, isFirst && row, cell.querySelector(`[${attribute}]`)];
    return [name, elements.map((element) => element && element.getAttribute(attribute)).find((value) => typeof value == "string")];
  });
  return filled({
    text, header: cell.localName == "th", covers: covers.some(Boolean) && covers, id: cell.id || isFirst && row.id || undefined,
    links: !!links.length && links, ...Object.fromEntries(data),
  });
};

const rowOf = (row, place) =>
  [...row.cells].filter((cell) => !cell.hasAttribute("hidden")).map((cell, i) => cellOf(cell, row, !i, place));

// The table inside an element as plain data: `{ id, caption, lang, url, alternativesAreRows, rows }`, with a
// list of cells for each row, `{ text, header, covers: [columns, rows], id, links, value, weight, better,
// scale, must, note }`. Fields without a value are left out, except for texts. Undefined without a table.
export const read = (host) => {
  const table = host.querySelector("table:not(noscript *)");
  if (!table) return;
  const place = placeOf(host.ownerDocument), figure = table.closest("figure");
  const captions = [table.caption, host.contains(figure) && figure.querySelector(":scope > figcaption")];
  const rows = [...table.rows].filter((row) => !row.matches("[hidden], [hidden] > tr, tfoot > tr"));
  return filled({
    id: table.id || undefined,
    caption: captions.map((caption) => caption && tidy(textOf(caption, place, []))).find(Boolean),
    lang: table.closest("[lang]")?.getAttribute("lang") || undefined,
    url: place.url,
    alternativesAreRows: [table, host, host.closest("[data-tie-break]")].some((element) => element?.dataset.orientation == "rows"),
    rows: rows.map((row) => rowOf(row, place)),
  });
};

// Calls `changed` when the content of an element has changed: after 200 ms without further changes, and
// after 2 s of continuous changes. The return value ends that.
export const watch = (host, changed) => {
  let timer, first, last;
  const look = () => {
    const wait = Math.min(last + PAUSE, first + LONGEST) - performance.now();
    timer = wait > 0 ? setTimeout(look, Math.ceil(wait)) : undefined;
    if (!timer) changed();
  };
  const observer = new MutationObserver(() => {
    last = performance.now();
    if (!timer) (first = last, timer = setTimeout(look, PAUSE));
  });
  observer.observe(host, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
};

// The last problems of each element, so that the same ones are not reported again.
const reported = new WeakMap();

// Converts the table in an element by `code`, that of the widget, and puts the decision into `source`: the
// texts of its files, as `text` and `evidence`, and `key`, which differs if they differ. `source.unwatch`
// ends calls of `changed` after changes of the table. Reports the problems of the table; a table with
// errors throws, and leaves `source` as before.
export const convert = async (host, code, source, { fault, tell, changed }) => {
  source.unwatch = watch(host, changed);
  const table = JSON.stringify(read(host) ?? { rows: [] });
  const isLarge = table.length > MOST, result = isLarge || await new Promise((done) => code.convert_table(table, done));
  if (!result) throw fault("network", "Its files did not load.", "Check connect-src of this page.");
  const { model, evidence, problems } = isLarge ? { problems: [TOO_LARGE] } : JSON.parse(result), seen = JSON.stringify(problems);
  if (reported.get(host) != seen) for (const { message, help } of problems) tell("tb-error", { code: "table", message, help });
  reported.set(host, seen);
  if (!model) throw fault("table", "");
  Object.assign(source, { text: model, evidence, key: model + evidence });
};
