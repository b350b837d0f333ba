// The page's side of a frame: makes one in an element, and gives it the height that it tells.

import { isShipped } from "./element/shipped.js";
import { POLICY } from "./element/errors.js";

// Heights that a frame may have, in pixels: a page must not be pushed away by a number.
const LEAST = 120, MOST = 20_000;

// The height in a frame's message, if it is one and differs from `now` by more than a trifle.
export const told = (data, now) => {
  if (data?.tieBreak !== 1 || !Number.isFinite(data.height)) return;
  const height = Math.min(Math.max(Math.ceil(data.height), LEAST), MOST);
  if (Math.abs(height - now) >= 2) return height;
};

// How many seconds a frame may take to tell its first height, while the page is visible: a hidden page
// is not laid out.
const PATIENCE = 10;
// Attributes of the element that a frame is told of.
const PASSED_ON = ["questions", "theme", "lang", "reveal", "readonly", "heading-level"];
// Faults that leave a decision whole.
const SMALL = ["answers", "link"];

// Puts a frame into the shadow root of `host`. Other content stays until the frame tells its first
// height; `onHeight` gets each height. `said` goes to the frame: the model, and attributes of the
// element. With `onEvent` the frame also tells answers, results and faults, to this page's origin
// alone, and takes the answers that this page sets.
//
// `shown` resolves with the first height, or when the frame is removed. It rejects with the fault that
// keeps the frame from showing anything, or with nothing when the frame is too late.
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
  // Other browsers allow it anyway, and warn of a word that they do not know.
  if (document.featurePolicy) frame.allow = "clipboard-write";
  const { style } = frame;
  Object.assign(style, { display: "block", inlineSize: "100%", blockSize: 0, border: 0 });
  // A frame of the page's own scheme is transparent.
  if (theme == "light" || theme == "dark") style.colorScheme = theme;

  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let now = 0, given, settle;
  const shown = new Promise((done, failed) => { settle = { done, failed }; });
  let waited = 0;
  const late = setInterval(() => !view.document.hidden && ++waited >= PATIENCE && settle.failed(), 1000);
  const post = () => frame.contentWindow?.postMessage({ tieBreak: 1, value: given }, url.origin);

  const grow = (height) => {
    if (!now) for (const it of [...root.childNodes]) if (it != frame) it.remove();
    style.blockSize = (now = height) + "px";
    clearInterval(late);
    settle.done();
    onHeight?.(height);
  };
  const take = (event, detail) => {
    if (event == "tb-ready") {
      mounted.about = detail;
      // Answers that were set while the frame loaded, or told before it started again.
      if (given) post();
      return;
    }
    if (event == "tb-change") given = detail.value;
    if (event == "tb-result") mounted.result = detail.result;
    // A fault that keeps a frame from showing anything rejects `shown`.
    if (event == "tb-error" && !mounted.about && !SMALL.includes(detail.code)) settle.failed(detail);
    else onEvent(event, detail);
  };
  const hear = ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== url.origin) return;
    const height = told(data, now);
    if (height) grow(height);
    else if (onEvent && data?.tieBreak === 1 && /^tb-(ready|change|result|error)$/.test(data.event)) take(data.event, data.detail);
  };
  const mounted = {
    shown,
    // The decision that the frame shows, and its result, once it has told them.
    about: undefined, result: undefined,
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

// Shows the decision `model` in a frame, in the place of the content of `host`. `start` gives preset
// and present answers as they are then, `hold` gets the frame as soon as it is there, `remember` each
// change of the answers. Rejects with a fault that the element reports.
export const showFrame = async (host, model, { from, slot, tell, start, hold, remember }) => {
  const refused = (text, help) => host.getAttribute("mode") == "iframe" ? from.fault("frame", text, help)
    : from.fault("csp-wasm", POLICY, "Add 'wasm-unsafe-eval' to script-src of this page. " + help);
  if (!isShipped(model)) throw refused("A frame shows shipped decisions only.", "Frames take shipped decisions only.");
  host.shadowRoot.replaceChildren(slot);
  const [answers, value] = start();
  const frame = mountFrame(host, {
    base: from.base, title: "Decision aid", said: {
      model, answers, value: value && JSON.stringify(value),
      ...Object.fromEntries(PASSED_ON.map((name) => [name, host.getAttribute(name)])),
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
      : refused("Its frame did not come.", "Let frame-src allow " + from.base.origin + ".");
  }
};
