/*! Contains marked 18.2.1, Copyright (c) 2018-2026 MarkedJS, (c) 2011-2018 Christopher Jeffrey, and
Papa Parse 5.7.1, Copyright (c) 2015 Matthew Holt. MIT License: https://opensource.org/license/mit */

// Reads the comparison table in a text that an author pastes: HTML, Markdown, or values separated by tabs,
// semicolons or commas. The tables have the form of public/table.js; in addition, each cell has `pieces`:
// its text in parts, `{ text, href }`, where only links have `href`.

import { marked } from "marked";
import Papa from "papaparse";
import { read } from "../table.js";

// Largest size of a text, in bytes.
const MOST = 1 << 20;
// A link is written into the text as these characters, with its number after the first. Documents never
// use them.
const [START, MIDDLE, END] = ["\ufdd0", "\ufdd1", "\ufdd2"];
const LINK = new RegExp(`${START}(\\d+)${MIDDLE}([^${START}${MIDDLE}${END}]*)${END}`);
const MARKERS = new RegExp(`[${START}${MIDDLE}${END}]`, "g");
// Base of relative addresses whose page is unknown.
const UNKNOWN = "https://unknown.invalid/";

// Whether a text has a table in HTML.
const hasTag = (text) => /<table[\s>]/i.test(text);

// A document of a text. The document is not shown: none of its scripts run, and it loads nothing.
const policy = globalThis.trustedTypes?.createPolicy("table", { createHTML: (text) => text });
const documentOf = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");

// The address of a link: absolute with http or https, or relative if the address of its page is unknown.
// Undefined for all others, and for fragments.
export const addressOf = (href, base = UNKNOWN) => {
  try {
    const raw = href.trim(), url = new URL(raw, base);
    if (!/^https?:$/.test(url.protocol) || raw.startsWith("#")) return;
    return url.href.startsWith(UNKNOWN) ? raw.replace(/[\t\n\r]/g, "") : url.href;
  } catch {}
};

// The parts of a text with links. `split` also gives what the groups of the expression match.
const piecesOf = (text, links) => {
  const parts = text.split(LINK);
  const pieces = parts.map((part, i) => {
    const href = i % 3 == 2 && links[parts[i - 1]];
    return i % 3 != 1 && { text: part.replace(MARKERS, ""), ...href && { href } };
  });
  return pieces.filter((piece) => piece.text);
};

const fromHtml = (html) => {
  const page = documentOf(html), links = [];
  const canonical = page.querySelector("link[rel~=canonical i][href]")?.getAttribute("href").split("#")[0];
  const base = /^https?:/.test(addressOf(canonical ?? "")) ? canonical : undefined;
  for (const link of page.querySelectorAll("a[href]")) {
    const address = addressOf(link.getAttribute("href"), base);
    const isShown = link.textContent.trim() || link.querySelector("img[alt], svg");
    if (!isShown || !address || address.startsWith(base + "#") || link.closest("sup")) continue;
    link.prepend(START + links.length + MIDDLE);
    link.append(END);
    links.push(address);
  }
  const hosts = [...page.querySelectorAll("tie-break, [data-tie-break]")];
  const table = read(hosts.find((host) => host.querySelector("table")) ?? page.documentElement);
  if (!table) return;
  if (table.caption) table.caption = table.caption.replace(LINK, "$2").replace(MARKERS, "");
  for (const cell of table.rows.flat()) {
    cell.pieces = piecesOf(cell.text, links);
    cell.text = cell.pieces.map(({ text }) => text).join("");
  }
  return table;
};

// Whether a part of Markdown is neither HTML nor a picture nor a link whose address is elsewhere, and
// contains no sign that only some parsers read as text.
const isPlain = ({ type, raw, text, href, tokens = [] }) => {
  const isWhole = type != "link" || addressOf(href) && (/[)>]$/.test(raw) || raw == text);
  const isText = type != "escape" || !/[<>&]/.test(raw);
  return isWhole && isText && !["html", "image"].includes(type) && tokens.every(isPlain);
};

// The lines of the first table of a Markdown text; undefined if it contains more than texts and links.
const linesOf = (text) => {
  let table;
  marked.walkTokens(marked.lexer(text), (token) => { if (token.type == "table") table ??= token; });
  const cells = table && [...table.header, ...table.rows.flat()];
  return cells?.every(({ tokens }) => tokens.every(isPlain)) ? table.raw.trim() : undefined;
};

const fromValues = (text) => {
  const line = text.split(/[\n\r]/, 1)[0].replace(/"[^"]*"/g, ""), count = (sign) => line.split(sign).length;
  const delimiter = line.includes("\t") ? "\t" : count(";") > count(",") ? ";" : ",";
  const { data } = Papa.parse(text, { delimiter, skipEmptyLines: "greedy" });
  if (!(data[0]?.length > 1)) return;
  const cell = (value, header) => {
    const text = value.replace(/\s+/g, " ").trim();
    return { text, pieces: text ? [{ text }] : [], ...header && { header } };
  };
  return [delimiter == "\t" ? "TSV" : "CSV", { rows: data.map((row, i) => row.map((value) => cell(value, !i))) }];
};

// The position of the line below the header row of a Markdown table; Infinity without one.
const delimiterRow = (text) => {
  let at = 0;
  for (const line of text.split("\n")) {
    if (line.includes("|") && line.includes("-") && /^[\s>|:-]+$/.test(line)) return at;
    at += line.length + 1;
  }
  return Infinity;
};

// Whether a text is small enough to be read.
export const isSmall = (text) => text.length <= MOST && new Blob([text]).size <= MOST;

// The table in HTML of the clipboard; undefined if there is none.
export const rich = (html) => hasTag(html) && isSmall(html) ? fromHtml(html) : undefined;

// The table in a text: `{ format, table, lines }`, where `lines` are those of a Markdown table. Undefined
// without a table.
export const pasted = (text) => {
  const all = text.replace(/^\ufeff/, ""), tag = hasTag(all) ? all.search(/<table[\s>]/i) : Infinity, row = delimiterRow(all);
  if (row < tag) {
    const table = fromHtml(marked.parse(all));
    return table && { format: "Markdown", table, lines: tag == Infinity ? linesOf(all) : undefined };
  }
  if (tag < Infinity) {
    const table = fromHtml(all);
    return table && { format: "HTML", table };
  }
  const [format, table] = fromValues(all) ?? [];
  return table && { format, table };
};
