// The language of the builder: the choice of the reader, which the standalone page stores too, else the
// first language of the browser that has a file, else English. English texts are in the page and in its
// scripts; they are the keys of the texts in the file of a language.

import { find } from "./page.js";

const STORED = "tiebreak language", ENGLISH = "en";
// Limit for the download of a language, in milliseconds.
const PATIENCE = 10_000;
// Unicode marks around a text whose direction can differ from that of the sentence.
const ISOLATE = "\u2068", END = "\u2069";

const menu = find("language");

// The language of the page, whether its direction is from right to left, and its texts.
let lang = ENGLISH, isRightToLeft = false, texts = {};

const filled = (text, values) => text.replace(/\{(\d)\}/g, (_, i) => isRightToLeft ? ISOLATE + values[i] + END : values[i]);

// A text in the language of the page, with values for its placeholders.
export const say = (text, ...values) => filled(texts[text] ?? text, values);

// A text in the language of the page as nodes, with elements for its placeholders.
export const sayAround = (text, ...elements) => (texts[text] ?? text).split(/\{(\d)\}/).map((part, i) => i % 2 ? elements[part] : part);

// A number with its noun.
export const count = (number, one, several) => {
  const forms = texts[several] ?? { one, other: several };
  return filled(forms[new Intl.PluralRules(lang).select(number)] ?? forms.other ?? several, [number]);
};

// A list of the type that `Intl.ListFormat` names: "a conjunction, and another", "a, unit".
export const list = (parts, type) => new Intl.ListFormat(lang, { type }).format(parts);

export const kilobytes = (bytes) => new Intl.NumberFormat(lang, {
  style: "unit", unit: "kilobyte", minimumFractionDigits: 1, maximumFractionDigits: 1, numberingSystem: "latn",
}).format(bytes / 1000);

// The language of the page as a BCP 47 tag.
export const language = () => lang;

// ---- the texts of the page ----

// Functions that write the texts of the page in its language. Collected before the scripts add content.
const writers = [];

for (const code of document.querySelectorAll("main code")) {
  const sentence = code.parentNode, text = [...sentence.childNodes].map((node) => node == code ? "{0}" : node.data).join("");
  writers.push(() => sentence.replaceChildren(...sayAround(text, code)));
}
const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode, { data, parentElement } = node, text = data.trim();
  if (!text || !parentElement.closest("title, main") || parentElement.closest("noscript, #language, :has(> code), code")) continue;
  writers.push(() => { node.data = data.replace(text, () => say(text)); });
}
for (const field of document.querySelectorAll("main [placeholder]")) {
  const { placeholder } = field;
  writers.push(() => { field.placeholder = say(placeholder); });
}

// ---- the choice ----

const primary = (tag) => tag.split("-")[0].toLowerCase();
const stored = () => {
  try {
    return localStorage.getItem(STORED);
  } catch {}
};
const preferred = () => {
  const tags = [...menu.options].map(({ value }) => value);
  for (const wanted of [stored(), ...navigator.languages]) {
    const found = wanted && tags.find((tag) => primary(tag) == primary(wanted));
    if (found) return found;
  }
  return ENGLISH;
};

let turn = 0;

// Changes the language of the page. Without the texts, the page keeps its language.
const use = async (tag) => {
  const mine = ++turn;
  let file = { dir: "ltr", texts: {} };
  try {
    if (tag != ENGLISH) {
      const answer = await fetch(`builder/${tag}.json`, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error();
      file = await answer.json();
    }
    if (mine == turn) [lang, isRightToLeft, texts] = [tag, file.dir == "rtl", file.texts];
  } catch {}
  if (mine != turn) return;
  menu.value = lang;
  const page = document.documentElement;
  if (page.lang == lang) return;
  [page.lang, page.dir] = [lang, isRightToLeft ? "rtl" : "ltr"];
  for (const write of writers) write();
};

// Resolves when the page is in the language of the reader.
export const ready = use(preferred());

let changed = () => {};

// Calls a function after each later change of the language.
export const onChange = (callback) => { changed = callback; };

menu.onchange = async () => {
  try {
    localStorage.setItem(STORED, menu.value);
  } catch {}
  await use(menu.value);
  changed();
};
