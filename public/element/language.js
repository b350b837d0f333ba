// The language of an element, and its texts.

import { outer } from "./theme.js";

// The tag of the element itself or of the nearest element around it; empty if there is none.
export const languageOf = (host) => {
  for (let node = host; node; node = outer(node)) if (node.lang) return node.lang;
  return "";
};

// The language of a tag without its region.
export const primary = (tag) => tag.split("-")[0].toLowerCase();

// A text of the scripts in the language of the page; English before language.js is there.
export const saying = (host, text) => globalThis[Symbol.for("tie-break")].say?.(host, text) ?? text;
