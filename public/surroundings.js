// Isolates a widget and the page around it from each other. Fetched after the widget is shown, or after
// an error.

import { keepKeys } from "./element/keys.js";
import { outer } from "./element/theme.js";

export { faultOf } from "./element/errors.js";

// The widgets, each with a function that updates its colour scheme.
const looks = new Map(), pages = new WeakSet();
const lookAgain = () => { for (const look of looks.values()) look(background); };

// During a transition, the final colour counts.
const background = (node) => {
  const change = node.getAnimations().find((animation) => animation.transitionProperty == "background-color");
  return change?.effect.getKeyframes().at(-1).backgroundColor;
};

// One observer for all widgets. A site's toggle changes an attribute of html, of body or of another
// element around the widget, or the style sheets.
const observer = new MutationObserver(lookAgain);

const followTheme = (host, look) => {
  const page = host.ownerDocument;
  looks.set(host, look);
  for (let node = outer(host); node; node = outer(node)) observer.observe(node, { attributes: true });
  observer.observe(page.head ?? page.documentElement, { attributes: true, childList: true, subtree: true });
  if (!pages.has(page)) {
    pages.add(page);
    // A style sheet that loads later.
    page.addEventListener("load", ({ target }) => target.sheet && lookAgain(), true);
    page.defaultView.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", lookAgain);
  }
  look();
};

// Dispatches `tb-resize` for each height of the element, in whole pixels.
const tellHeights = (host, tell) => {
  const view = host.ownerDocument.defaultView;
  let before = 0, isOver = false;
  const look = () => isOver || sizes.observe(host);
  const sizes = new view.ResizeObserver(([{ borderBoxSize: [size] }]) => {
    const height = Math.round(size.blockSize);
    if (height == before) return;
    tell("tb-resize", { height: before = height });
    // WebKit repeats the layout of a container within one animation frame, and would report a loop of
    // this observer. So the observation continues in the next animation frame.
    sizes.unobserve(host);
    view.requestAnimationFrame(look);
  });
  look();
  return () => {
    isOver = true;
    sizes.disconnect();
  };
};

// Gives headings the levels that the article needs, from that of the widget's title.
const setLevels = (root, level) => {
  const more = parseInt(level) - 2;
  const set = () => {
    for (const heading of root.querySelectorAll("h2,h3,h4,h5")) heading.setAttribute("aria-level", Math.min(+heading.localName[1] + more, 9));
  };
  const headings = new MutationObserver(set);
  if (more >= 0 && more <= 4) {
    set();
    headings.observe(root, { childList: true, subtree: true });
  }
  return () => headings.disconnect();
};

// After a change inside a size container, WebKit first lays the container out without its new content. If
// the page is then too short for its scroll position, WebKit scrolls up. So the widget keeps its height
// during this layout.
const keepHeight = (root) => {
  const box = [...root.children].find((child) => child.localName == "div");
  if (!box || !/^Apple/.test(navigator.vendor)) return () => {};
  let height = box.offsetHeight;
  const sizes = new ResizeObserver(() => { height = box.offsetHeight; });
  const changes = new MutationObserver(() => {
    box.style.minHeight = height + "px";
    // Reading a size forces the layout.
    box.offsetHeight;
    box.style.minHeight = "";
  });
  sizes.observe(box);
  changes.observe(box, { childList: true, subtree: true });
  return () => {
    sizes.disconnect();
    changes.disconnect();
  };
};

// Starts for one widget; the return value ends it. `look` updates the colour scheme, `tell` dispatches an
// event. `code` is the running code; undefined for a frame, which reports its heights itself. The code of
// the standalone page has no `users`: that page reads the focus in its widget, and gets all keys.
export const accompany = (host, { look, tell, code }) => {
  const root = host.shadowRoot, ends = [() => looks.delete(host) && !looks.size && observer.disconnect()];
  followTheme(host, look);
  if (code) ends.push(tellHeights(host, tell), keepHeight(root), setLevels(root, host.getAttribute("heading-level")));
  if (code?.users) ends.push(keepKeys(root));
  return () => { for (const end of ends) end(); };
};
