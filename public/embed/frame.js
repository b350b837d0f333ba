// The page inside a frame: runs one <tie-break> with the attributes in the frame's fragment, and tells
// its height to the page around. Stores nothing, and takes shipped decisions only.
(() => {
  // A link that was copied in a frame opens without one: the standalone page reads it.
  if (location.hash.startsWith("#tb=")) return location.replace("../index.html" + location.hash);

  const said = new URLSearchParams(location.hash.slice(1));
  const say = (text) => document.body.append(Object.assign(document.createElement("p"), { textContent: text }));

  const model = said.get("model") ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(model))
    return say("This frame shows no decision: after # its address must say model= and the name of a shipped one.");

  // The origin that the snippet names gets the answers too. Any other page gets the height alone.
  const named = said.get("parent");
  if (named && !/^https?:\/\/[\w.-]+(:\d+)?$/.test(named))
    return say("This frame does not know whom to tell: parent= must be an origin such as https://example.com, without a slash at its end.");
  const tell = (message) =>
    parent != window && parent.postMessage({ tieBreak: 1, ...message }, named || "*");

  const it = document.createElement("tie-break");
  it.setAttribute("model", model);
  it.setAttribute("loading", "eager");
  it.setAttribute("mode", "inline");
  it.setAttribute("state", "none");
  for (const name of ["answers", "questions", "theme", "lang", "reveal", "readonly", "heading-level"])
    if (said.has(name)) it.setAttribute(name, said.get(name));
  const theme = said.get("theme");
  // A frame whose colour scheme differs from that of the page around has an opaque background.
  if (theme == "light" || theme == "dark") document.documentElement.style.colorScheme = theme;

  // No height before the first paint: until then, the page around shows its own content.
  let last = -Infinity;
  const measure = () => {
    // A pixel to spare, so that a change too small to tell never needs a scrollbar.
    const height = Math.ceil(document.body.getBoundingClientRect().height) + 1;
    if (Math.abs(height - last) >= 2) tell({ height: last = height });
  };
  it.addEventListener("tb-ready", () => new ResizeObserver(measure).observe(document.body), { once: true });
  if (named) {
    const pass = (event, detailOf) => it.addEventListener(event, ({ detail }) => tell({ event, detail: detailOf(detail) }));
    pass("tb-ready", () => it.exportState());
    pass("tb-change", ({ value }) => ({ value }));
    pass("tb-result", ({ result }) => ({ result }));
    pass("tb-error", (detail) => detail);
    // Reading the result fetches the code that makes it.
    it.addEventListener("tb-ready", () => it.result, { once: true });
    addEventListener("message", ({ source, origin, data }) => {
      if (source == parent && origin == named && data?.tieBreak === 1 && "value" in data) it.value = data.value;
    });
  }
  // Answers from before, which no longer count as preset.
  if (said.has("value")) try {
    it.value = JSON.parse(said.get("value"));
  } catch {
    return say("This frame cannot read the answers that it was given: value= must be JSON.");
  }
  document.body.append(it);
})();
