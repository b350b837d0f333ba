// Constructed style sheets. Each belongs to one document, so there is one sheet per text and document.
// All widgets of the document share the sheet.

const sheets = new WeakMap();

export const sheetsFor = (host, texts) => {
  const { ownerDocument } = host;
  let made = sheets.get(ownerDocument);
  if (!made) sheets.set(ownerDocument, made = new Map());
  return texts.map((text) => {
    if (!made.has(text)) made.set(text, sheetFor(host, text));
    return made.get(text);
  });
};

// Creates a sheet that is not shared, for a text that no other widget has.
export const sheetFor = (host, text) => {
  const sheet = new host.ownerDocument.defaultView.CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};
