// Answers that outlast a widget: of elements that left the page, and in the reader's browser.

// Answers of elements that are gone, by place: a page that goes back to a copy of itself brings
// other elements, which have none of the properties.
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
  const attributes = (element) => element.getAttribute("model") + " " + element.getAttribute("answers");
  const alike = [...document.querySelectorAll(host.localName)].filter((other) => attributes(other) == attributes(host));
  return [location.pathname + location.search, name, attributes(host), alike.indexOf(host)].join(" ");
};

// One article has one address, however a reader came to it.
export const article = () => document.querySelector('link[rel="canonical"]')?.href ?? location.pathname + location.search;

// Reads or writes what the author allowed to be stored; where the reader forbids storage, nothing is.
export const stored = (key, text) => {
  try {
    return text === undefined ? JSON.parse(localStorage.getItem(key)) : localStorage.setItem(key, text);
  } catch {
    return null;
  }
};
