// The texts of a language other than English. Fetched for elements on pages in such a language.

import { languageOf, primary } from "./element/language.js";

// Digests of the files of all languages. A file contains the texts of the code without their names, and
// those of these scripts by their English texts.
const FILES = new Map("{{digests languages}}".split(" ").map((pair) => pair.split(":")));

const shared = globalThis[Symbol.for("tie-break")];

// The texts of the scripts, by language.
const spoken = new Map();

// Makes a text of the scripts one of the page's language. A number in the text is a placeholder.
shared.say = (host, text) => {
  const texts = spoken.get(primary(languageOf(host))), [value] = /\d+|\u2068.*\u2069/.exec(text) ?? [];
  return texts?.[value ? text.replace(value, "{0}") : text]?.replace("{0}", () => value) ?? text;
};

const asked = new Map();

// The file of a language as text, once for all elements; undefined for a language without a file. A tag
// with a region finds the language, and a language finds its only region.
export const texts = (lang, { base, version, get, reason }) => {
  const [name, digest] = [...FILES].find(([name]) => primary(name) == primary(lang)) ?? [];
  if (!name) return;
  const url = new URL(`v/${version}/languages/${name}.json`, base).href;
  if (!asked.has(url)) asked.set(url, get(url, digest)
    .then((answer) => answer.text())
    .then((text) => (spoken.set(primary(lang), JSON.parse(text).element), text))
    .catch(async () => {
      asked.delete(url);
      throw await reason(url, digest);
    }));
  return asked.get(url);
};
