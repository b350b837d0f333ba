// The address of a script of the site.
export const addressOf = (path) => new URL(path, document.baseURI).href;

// Imports a script of the site when it is first used.
export const load = (path) => import(addressOf(path));

// Adds a style sheet to the page, once.
const added = new Set();
export const addStyle = (text) => {
  if (added.has(text)) return;
  added.add(text);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
};
