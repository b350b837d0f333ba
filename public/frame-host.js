// The page's side of a frame: makes one in an element, and gives it the height that it tells.

// Heights that a frame may have, in pixels: a page must not be pushed away by a number.
const LEAST = 120, MOST = 20_000;

// The height in a frame's message, if it is one and differs from `now` by more than a trifle.
export const told = (data, now) => {
  if (data?.tieBreak !== 1 || !Number.isFinite(data.height)) return;
  const height = Math.min(Math.max(Math.ceil(data.height), LEAST), MOST);
  if (Math.abs(height - now) >= 2) return height;
};

// Puts a frame into the shadow root of `host`. What stands there stays until the frame tells its
// first height, and goes then; `onHeight` hears each height. `said` goes to the frame: model, and
// what the element's attributes say. With `onEvent` the frame also tells answers, results and faults,
// to this page's origin alone, and takes the answers that this page sets.
export const mountFrame = (host, { base, title, said, onHeight, onEvent }) => {
  const url = new URL("embed/frame.html", new URL(base, document.baseURI));
  const fragment = new URLSearchParams(Object.entries(said).filter(([, value]) => value != null));
  if (onEvent && location.origin != "null") fragment.set("parent", location.origin);
  url.hash = fragment;
  const { theme } = said;

  const frame = document.createElement("iframe");
  frame.src = url;
  frame.title = title;
  // Others allow it anyway, and warn of a word that they do not know.
  if (document.featurePolicy) frame.allow = "clipboard-write";
  const { style } = frame;
  Object.assign(style, { display: "block", inlineSize: "100%", blockSize: 0, border: 0 });
  // A frame of the page's own scheme is transparent.
  if (theme == "light" || theme == "dark") style.colorScheme = theme;

  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let now = 0;
  const hear = ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== url.origin) return;
    const height = told(data, now);
    if (height) {
      if (!now) for (const it of [...root.childNodes]) if (it != frame) it.remove();
      style.blockSize = (now = height) + "px";
      onHeight?.(height);
    } else if (data?.tieBreak === 1 && /^tb-(ready|change|result|error)$/.test(data.event)) onEvent?.(data.event, data.detail);
  };
  addEventListener("message", hear);
  root.append(frame);
  return {
    set: (value) => frame.contentWindow.postMessage({ tieBreak: 1, value }, url.origin),
    remove() {
      removeEventListener("message", hear);
      frame.remove();
    },
  };
};
