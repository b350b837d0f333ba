// The room of the widget in the article: what a reader sees below it does not move by itself.

// Below this height, in pixels, what stands in the page says more than the widget's upper edge.
const LEAST = 200;

// What is held, in the height that was there, with margins that reached out of the element; what does
// not fit fades out below a button.
const heldIn = ({ height, around: [above, below] }, isCut) => `
  :host { height: ${height}px !important; margin-top: ${above} !important; margin-bottom: ${below} !important; overflow: clip !important }
  ${isCut ? `:host > div { mask: linear-gradient(#000 ${height - 72}px, #0000 ${height - 8}px) }` : ""}`;
const style = (held) => `@media screen {
  :host { position: relative !important }${held || ":host::after { display: none !important }"}
  :host > button {
    position: absolute; inset: ${held ? "auto 0 10px" : "auto 0 -24px auto"}; inline-size: fit-content; margin: auto;
    padding: 5px 18px; font: 600 14px/1.4 var(--tb-font, inherit); color: var(--tb-fg, light-dark(#1d2127, #eceef1));
    background: var(--tb-panel, light-dark(#fff, #22262c)); border: 1px solid light-dark(#7b838e, #7d8793);
    border-radius: 99px; cursor: pointer;
  }
}`;

// What the element takes up, with `slot` in it: its height in pixels, and margins above and below, its
// own or of what stands in it.
export const roomOf = (host, slot) => {
  const shown = slot.assignedElements().filter((it) => it.getClientRects().length);
  const around = [["top", shown[0]], ["bottom", shown.at(-1)]].map(([side, it]) => {
    const edge = (it) => it.getBoundingClientRect()[side], margin = (it) => getComputedStyle(it)["margin-" + side];
    return it && edge(it) == edge(host) ? `max(${margin(host)}, ${margin(it)})` : margin(host);
  });
  return { height: parseFloat(getComputedStyle(host).height), around };
};

// The keyboard goes on in the widget.
export const enter = (box) => box.querySelector("button, input")?.focus({ preventScroll: true });

// Puts `box` into the place of what `slot` shows. It keeps that room until a reader uses it, which
// is told, or has its lower edge out of sight. Returns what gives it the height that it wants.
export const settle = (host, root, slot, box, room, tellUse) => {
  const isClosed = room.height < LEAST, width = innerWidth;
  root.replaceChildren(box);
  if (!room.height) return () => {};
  const isCut = box.offsetHeight > room.height, sheet = new CSSStyleSheet(), more = document.createElement("button");
  const held = new AbortController(), { signal } = held;
  const release = () => {
    held.abort();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((it) => it != sheet);
    if (isClosed) slot.remove();
    box.hidden = false;
    if (root.activeElement == more) enter(box);
    more.remove();
  };
  const use = ({ type }) => {
    // The button is to be pressed, not only reached.
    if (type == "focusin" && root.activeElement == more) return;
    release();
    tellUse();
  };
  const look = () => {
    const { top, bottom } = host.getBoundingClientRect();
    if ((isCut ? bottom : top + box.offsetHeight) >= innerHeight) release();
  };
  sheet.replaceSync(style(isClosed ? "" : heldIn(room, isCut)));
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
