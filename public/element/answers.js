// Stores answers: of elements that were removed from the page, and in the reader's browser.

import { isObject } from "./data.js";

// Answers of removed elements, by place. A page that restores a copy of its content creates other
// elements, which do not have the properties.
const kept = new Map();

export const answersAt = (place) => kept.get(place);
export const forgetAnswers = (place) => kept.delete(place);
export const keepAnswers = (place, value) => {
  kept.delete(place);
  kept.set(place, value);
  if (kept.size > 50) kept.delete(kept.keys().next().value);
};

export const placeOf = (host, name) => {
  if (!name) return null;
  // The model can be a property or an attribute.
  const attributes = (element) => (element.model ?? element.getAttribute("model")) + " " + element.getAttribute("answers");
  const alike = [...document.querySelectorAll(host.localName)].filter((other) => attributes(other) == attributes(host));
  return [location.pathname + location.search, name, attributes(host), alike.indexOf(host)].join(" ");
};

// The canonical address of the article, without parameters of the link that the reader followed.
export const article = () => document.querySelector('link[rel="canonical"]')?.href ?? location.pathname + location.search;

// Reads or writes stored answers; null if the reader does not allow storage, or if the stored text is not
// an object with answers.
export const stored = (key, text) => {
  try {
    if (text !== undefined) return localStorage.setItem(key, text);
    const value = JSON.parse(localStorage.getItem(key));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
};
