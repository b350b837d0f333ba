// The page inside a frame: shows one <tie-break> with the attributes in the fragment of the frame, and
// reports its height to the page around. Stores nothing, and shows shipped decisions only.
(() => {
  // A link that was copied in a frame opens the standalone page.
  if (location.hash.startsWith("#tb=")) return location.replace("../index.html" + location.hash);

  const said = new URLSearchParams(location.hash.slice(1));
  const say = (text) => document.body.append(Object.assign(document.createElement("p"), { textContent: text }));

  const model = said.get("model") ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(model))
    return say("This frame shows no decision: after # its address must say model= and the name of a shipped one.");

  // The origin that the snippet names gets the answers too. Any other page gets the height alone.
  const named = said.get("parent");
  if (named && !/^https?:\/\/[\w.-]+(:\d+)?$/.test(named))
    return say("This frame has no valid parent: parent= must be an origin such as https://example.com, without a slash at its end.");
  const tell = (message) =>
    parent != window && parent.postMessage({ tieBreak: 1, ...message }, named || "*");

  const element = document.createElement("tie-break");
  element.setAttribute("model", model);
  element.setAttribute("loading", "eager");
  element.setAttribute("mode", "inline");
  element.setAttribute("state", "none");
  for (const name of ["answers", "questions", "theme", "lang", "reveal", "readonly", "heading-level"])
    if (said.has(name)) element.setAttribute(name, said.get(name));
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
  element.addEventListener("tb-ready", () => new ResizeObserver(measure).observe(document.body), { once: true });
  if (named) {
    const pass = (event, detailOf) => element.addEventListener(event, ({ detail }) => tell({ event, detail: detailOf(detail) }));
    pass("tb-ready", () => element.exportState());
    pass("tb-change", ({ value }) => ({ value }));
    pass("tb-result", ({ result }) => ({ result }));
    pass("tb-error", (detail) => detail);
    // Reading the result starts its computation.
    element.addEventListener("tb-ready", () => element.result, { once: true });
    addEventListener("message", ({ source, origin, data }) => {
      if (source == parent && origin == named && data?.tieBreak === 1 && "value" in data) element.value = data.value;
    });
  }
  // Earlier answers, which do not count as preset.
  if (said.has("value")) try {
    element.value = JSON.parse(said.get("value"));
  } catch {
    return say("This frame cannot read the answers: value= must be JSON.");
  }
  document.body.append(element);
})();
