// The part of the page for a frame: creates the frame in an element, and sets its height as reported.

import { isObject } from "./element/data.js";
import { POLICY } from "./element/errors.js";
import { languageOf, saying } from "./element/language.js";
import { isShipped } from "./element/shipped.js";

// Limits of the height of a frame, in pixels, so that a message cannot displace the page.
const LEAST = 120, MOST = 20_000;

// The height in a message of a frame, if it differs from `now` by 2 pixels or more; otherwise undefined.
export const told = (data, now) => {
  if (data?.tieBreak !== 1 || !Number.isFinite(data.height)) return;
  const height = Math.min(Math.max(Math.ceil(data.height), LEAST), MOST);
  if (Math.abs(height - now) >= 2) return height;
};

// Longest time until a frame reports its first height, in seconds in which the page is visible. A hidden
// page has no layout.
const PATIENCE = 10;
// Attributes of the element that the frame gets.
const PASSED_ON = ["questions", "theme", "reveal", "readonly", "heading-level"];
// Codes of errors after which the widget works.
const SMALL = ["answers", "language", "link"];

// Inserts a frame into the shadow root of `host`. Other content stays until the frame reports its first
// height. `onHeight` is called with each height. The frame gets `said`: the model, and attributes of the
// element. With `onEvent`, the frame also reports answers, results and errors, only to the origin of this
// page, and accepts answers that this page sets.
//
// `shown` resolves at the first height, or when the frame is removed. It rejects with the error that
// prevents the frame from showing a decision, or with undefined after a timeout.
export const mountFrame = (host, { base, title, said, onHeight, onEvent }) => {
  const url = new URL("embed/frame.html", new URL(base, document.baseURI));
  const fragment = new URLSearchParams(Object.entries(said).filter(([, value]) => value != null));
  if (onEvent && location.origin != "null") fragment.set("parent", location.origin);
  url.hash = fragment;
  const { theme } = said;

  // The window that the frame reports to.
  const view = host.ownerDocument.defaultView;
  const frame = document.createElement("iframe");
  frame.src = url;
  frame.title = title;
  // Other browsers always allow this, and would warn of an unknown name.
  if (document.featurePolicy) frame.allow = "clipboard-write";
  const { style } = frame;
  Object.assign(style, { display: "block", inlineSize: "100%", blockSize: 0, border: 0 });
  // A frame with the colour scheme of the page is transparent.
  if (theme == "light" || theme == "dark") style.colorScheme = theme;

  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let now = 0, given, settle;
  const shown = new Promise((done, failed) => { settle = { done, failed }; });
  let waited = 0;
  const late = setInterval(() => !view.document.hidden && ++waited >= PATIENCE && settle.failed(), 1000);
  const post = () => frame.contentWindow?.postMessage({ tieBreak: 1, value: given }, url.origin);

  const grow = (height) => {
    if (!now) for (const node of [...root.childNodes]) if (node != frame) node.remove();
    style.blockSize = (now = height) + "px";
    clearInterval(late);
    settle.done();
    onHeight?.(height);
  };
  const take = (event, detail) => {
    if (event == "tb-ready") {
      mounted.about = detail;
      // Answers that were set while the frame loaded, or reported before it reloaded.
      if (given) post();
      return;
    }
    if (event == "tb-change") given = detail.value;
    if (event == "tb-result") mounted.result = detail.result;
    // An error that prevents the frame from showing a decision rejects `shown`.
    if (event == "tb-error" && !mounted.about && !SMALL.includes(detail.code)) settle.failed(detail);
    else onEvent(event, detail);
  };
  const hear = ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== url.origin) return;
    const height = told(data, now);
    if (height) grow(height);
    else if (onEvent && data?.tieBreak === 1 && /^tb-(ready|change|result|error)$/.test(data.event) && isObject(data.detail)) take(data.event, data.detail);
  };
  const mounted = {
    shown,
    // The decision in the frame and its result, after the frame has reported them.
    about: undefined, result: undefined,
    // The answers that were set or reported last.
    get value() { return given; },
    set(value) {
      given = value;
      if (mounted.about) post();
    },
    remove() {
      view.removeEventListener("message", hear);
      clearInterval(late);
      settle.done();
      frame.remove();
    },
  };
  view.addEventListener("message", hear);
  root.append(frame);
  return mounted;
};

// Shows the decision `model` in a frame, instead of the content of `host`. `start` returns the preset and
// the current answers. `hold` is called with the frame, `remember` with each change of the answers.
// Rejects with an error that the element reports.
export const showFrame = async (host, model, { from, slot, tell, start, hold, remember }) => {
  const refused = (text, help) => host.getAttribute("mode") == "iframe" ? from.fault("frame", text, help)
    : from.fault("csp-wasm", POLICY, "Add 'wasm-unsafe-eval' to script-src of this page. " + help);
  if (!isShipped(model)) throw refused("A frame shows shipped decisions only.", "Frames take shipped decisions only.");
  host.shadowRoot.replaceChildren(slot);
  const [answers, value] = start();
  const frame = mountFrame(host, {
    base: from.base, title: saying(host, "Decision aid"), said: {
      model, answers, value: value && JSON.stringify(value),
      ...Object.fromEntries(PASSED_ON.map((name) => [name, host.getAttribute(name)])), lang: languageOf(host),
    },
    onHeight: (height) => tell("tb-resize", { height }),
    onEvent: (name, detail) => {
      if (name == "tb-change") remember(detail.value);
      tell(name, detail);
    },
  });
  hold(frame);
  try {
    await frame.shown;
  } catch (error) {
    frame.remove();
    hold();
    throw error ? from.fault(error.code, error.message, error.help)
      : refused("Its frame did not load.", "Add " + from.base.origin + " to frame-src of this page.");
  }
};
