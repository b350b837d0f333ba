// Exports a decision to the clipboard, a file, a picture or a printer. Fetched at the first export. Uses
// no HTML from text, no style attributes and no image addresses, so that it works under strict policies.

const file = (name, blob) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'" };
const attributes = (text) => Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map((match) => match.slice(1)));

// Draws the picture of the widget, which consists of rectangles, paths and lines of text only.
const png = (svg) => {
  const sheet = attributes(svg.slice(0, svg.indexOf(">")));
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  // Twice the size: sharp on paper and on dense screens.
  canvas.width = sheet.width * 2;
  canvas.height = sheet.height * 2;
  for (const [, kind, rest, text] of svg.matchAll(/<(rect|path|text)([^>]*?)(?:\/>|>([^<]*)<\/text>)/g)) {
    const shape = attributes(rest), [left = 0, top = 0] = shape.transform?.match(/[\d.]+/g) || [];
    pen.setTransform(2, 0, 0, 2, left * 2, top * 2);
    pen.fillStyle = shape.fill;
    pen.beginPath();
    if (kind == "path") pen.fill(new Path2D(shape.d), shape["fill-rule"]);
    else if (kind == "rect") (pen.roundRect(+shape.x, +shape.y, +shape.width, +shape.height, +shape.rx), pen.fill());
    else {
      pen.font = `${shape["font-weight"] || 400} ${shape["font-size"]}px ${sheet["font-family"]}`;
      pen.direction = shape.direction || sheet.direction || "ltr";
      pen.textAlign = shape["text-anchor"];
      pen.fillText(text.replace(/&\w+;|&#39;/g, (sign) => SIGNS[sign]), +shape.x, +shape.y);
    }
  }
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => blob ? done(blob) : failed(new Error("No picture was made.")), "image/png"));
};

const PAPER = `
  body { font: 11pt/1.45 system-ui, sans-serif; margin: 0; color: #000; background: #fff; }
  h1 { font-size: 16pt; margin: 0 0 .5em; } h2 { font-size: 12pt; margin: 1.2em 0 .3em; }
  p { margin: .3em 0; overflow-wrap: anywhere; } ul { margin: .2em 0; padding-inline-start: 1.3em; }
  h1, h2 { break-after: avoid; }`;

// Prints the decision record in its own frame, so that the article is not printed.
const paper = (parts) => {
  const frame = document.createElement("iframe");
  // Invisible, but rendered: Firefox does not print a frame that is not rendered.
  Object.assign(frame.style, { position: "fixed", inlineSize: 0, blockSize: 0, border: 0, opacity: 0 });
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  document.body.append(frame);
  const page = frame.contentDocument, view = frame.contentWindow;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(PAPER);
  page.adoptedStyleSheets = [sheet];
  let list;
  for (const [tag, text] of parts) {
    const element = page.createElement(tag);
    element.dir = "auto";
    element.textContent = text;
    list = tag == "li" ? list || page.body.appendChild(page.createElement("ul")) : undefined;
    (list || page.body).append(element);
  }
  view.onafterprint = () => frame.remove();
  view.print();
};

// The actions. Each throws, or rejects, on failure.
export const keep = {
  copy: ({ text }) => navigator.clipboard.writeText(text),
  save: ({ name, text }) => file(name, new Blob([text])),
  png: async ({ name, text }) => file(name, await png(text)),
  print: ({ text }) => paper(JSON.parse(text)),
};
