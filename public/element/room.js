// The room of the widget in the article: what a reader sees below it does not move by itself.

// Below this height, in pixels, what stands in the page says more than the widget's upper edge.
const LEAST = 200;

// What does not fit fades out below a button; where nothing fits, there is only the button.
const style = (room, isClosed, isCut) => `@media screen {
  :host { height: ${room}px !important; position: relative !important; overflow: ${isClosed ? "visible" : "clip"} !important }
  ${isCut && !isClosed ? `:host > div { mask: linear-gradient(#000 ${room - 72}px, #0000 ${room - 8}px) }` : ""}
  :host > button {
    position: absolute; inset: ${isClosed ? "auto 0 -24px auto" : "auto 0 10px"}; inline-size: fit-content; margin: auto;
    padding: 5px 18px; font: 600 14px/1.4 var(--tb-font, inherit); color: var(--tb-fg, light-dark(#1d2127, #eceef1));
    background: var(--tb-panel, light-dark(#fff, #22262c)); border: 1px solid light-dark(#7b838e, #7d8793);
    border-radius: 99px; cursor: pointer;
  }
}`;

// Puts `box` into the place of what `slot` shows. It keeps that height until a reader uses it, which
// is told, or has its lower edge out of sight. Returns what gives it the height that it wants.
export const settle = (host, root, slot, box, tellUse) => {
  const room = parseFloat(getComputedStyle(host).height), isClosed = room < LEAST, width = innerWidth;
  root.replaceChildren(box);
  if (!room) return () => {};
  const isCut = box.offsetHeight > room, sheet = new CSSStyleSheet(), more = document.createElement("button");
  const held = new AbortController(), { signal } = held;
  const release = () => {
    held.abort();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((it) => it != sheet);
    if (isClosed) slot.remove();
    box.hidden = false;
    if (root.activeElement == more) box.querySelector("button, input")?.focus({ preventScroll: true });
    more.remove();
  };
  const use = () => {
    release();
    tellUse();
  };
  const look = () => {
    const { top, bottom } = host.getBoundingClientRect();
    if ((isCut ? bottom : top + box.offsetHeight) >= innerHeight) release();
  };
  sheet.replaceSync(style(room, isClosed, isCut));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  more.textContent = isClosed ? "Open the decision aid" : "Show all";
  if (isClosed) {
    box.hidden = true;
    root.prepend(slot);
    more.addEventListener("click", use);
  } else {
    // Who comes by keyboard or hears the page is in the widget before this button.
    more.tabIndex = -1;
    more.ariaHidden = "true";
    for (const name of ["click", "keydown", "focusin"]) host.addEventListener(name, use, { signal });
  }
  if (isCut) root.append(more);
  // Turned or made wider, all of the page is laid out anew.
  addEventListener("resize", () => innerWidth == width || release(), { signal });
  addEventListener("scroll", look, { signal, capture: true, passive: true });
  look();
  return release;
};
