// Reserves the height of the widget in the article, so that the text below does not move.

import { saying } from "./language.js";
import { sheetFor } from "./sheets.js";

// `LEAST`: smallest reserved height, in pixels, in which the upper part of the widget is shown instead of
// the content. `BUTTON`: height that the style sheet of the loader reserves below the content for the
// button that opens the widget.
const LEAST = 200, BUTTON = 64;

// A closed widget is a button below the content. Any other widget keeps the height of the content, and
// the margins that extended beyond the element. A higher widget fades out above a button. Buttons are
// not printed.
const style = (isClosed, isCut, { height, margins: [above, below] }) => `@media print{:host>button{display:none}}
@media screen{:host${isClosed ? "::after{display:none!important}"
    : `{position:relative!important;height:${height}px!important;margin-top:${above}!important;margin-bottom:${below}!important;overflow:clip!important}`}
:host>div{${isCut ? `mask:linear-gradient(#000 ${height - 72}px,#0000 ${height - 8}px)` : ""}}
:host>button{${isClosed ? "inline-size:100%;min-block-size:56px;margin:8px 0 0;vertical-align:top;border-radius:var(--tb-radius,14px)"
    : "position:absolute;inset:auto 0 10px;inline-size:fit-content;margin:auto;border-radius:99px"};
padding:6px 18px;font:600 16px/1.3 sans-serif;font-family:var(--tb-font,inherit);cursor:pointer;border:1px solid #0000;
color:var(--tb-accent-fg,light-dark(#fbfbf9,#1b1e23));background:var(--tb-accent,var(--tb-fg,light-dark(#1d2127,#eceef1)))}}`;

// The height of the element with the content of `slot`, in pixels; the part of the height that content
// and `min-height` determine; and the margins above and below, of the element or of its content.
export const heightOf = (host, slot) => {
  const shown = slot.assignedElements().filter((element) => element.getClientRects().length);
  const margins = [["top", shown[0]], ["bottom", shown.at(-1)]].map(([side, content]) => {
    const edge = (element) => element.getBoundingClientRect()[side], margin = (element) => getComputedStyle(element)["margin-" + side];
    return content && edge(content) == edge(host) ? `max(${margin(host)}, ${margin(content)})` : margin(host);
  });
  const style = getComputedStyle(host), height = parseFloat(style.height);
  return { height, given: Math.max(height - BUTTON, parseFloat(style.minHeight) || 0), margins };
};

// Moves the focus into the widget.
export const enter = (box) => box.querySelector("button, input")?.focus({ preventScroll: true });

// Shows `box`, which is in `root`, at the reserved height, until the reader uses the widget, which calls
// `onUse`, or its lower edge is below the window. If the reserved height is small, or the widget is below
// the content of `slot`, the content stays, with a button that names the decision. The return value
// releases the height.
export const settle = (host, root, slot, box, reserved, isBelow, title, onUse) => {
  const view = host.ownerDocument.defaultView, isClosed = isBelow || reserved.given < LEAST, { innerWidth } = view;
  if (reserved.height <= BUTTON) return () => {};
  const isCut = isClosed || box.offsetHeight > reserved.height, more = document.createElement("button");
  const sheet = sheetFor(host, style(isClosed, isCut, reserved));
  const held = new AbortController(), { signal } = held;
  const release = () => {
    held.abort();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other != sheet);
    if (isClosed && !isBelow) slot.remove();
    box.hidden = false;
    if (root.activeElement == more) enter(box);
    more.remove();
  };
  const use = ({ type }) => {
    // Focus on the button does not open the widget; only a press does.
    if (type == "focusin" && root.activeElement == more) return;
    release();
    onUse();
  };
  const look = () => {
    const { top, bottom } = host.getBoundingClientRect();
    if ((isCut ? bottom : top + box.offsetHeight) >= view.innerHeight) release();
  };
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const label = isBelow ? "Say what matters to you" : isClosed ? title ? `Compare: \u2068${title}\u2069` : "Open the decision aid" : "Show all";
  more.textContent = saying(host, label);
  if (isClosed) {
    box.hidden = true;
    root.prepend(slot);
    more.addEventListener("click", use);
  } else {
    // The focus and screen readers reach the widget before this button.
    more.tabIndex = -1;
    more.ariaHidden = "true";
    for (const name of ["click", "keydown", "focusin"]) root.addEventListener(name, use, { signal });
  }
  if (isCut) root.append(more);
  // A change of the window's width changes the layout of the whole page.
  view.addEventListener("resize", () => view.innerWidth == innerWidth || release(), { signal });
  view.addEventListener("scroll", look, { signal, capture: true, passive: true });
  look();
  return release;
};
