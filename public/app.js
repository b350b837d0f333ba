// Starts the standalone page: its own build of the code, which serves the element as well, so that
// the page has one. Where it does not come, the element in the page does without it.
const base = new URL(".", import.meta.url), home = new URL("app/{{app}}/", base);
const shared = (globalThis[Symbol.for("tie-break")] ||= { cores: {} });

const build = (async () => {
  const [it, answer] = await Promise.all([import(new URL("app.js", home)), fetch(new URL("app_bg.wasm", home))]);
  if (!answer.ok) throw new Error("The server answered " + answer.status + ".");
  const wasm = /wasm/.test(answer.headers.get("content-type"));
  await it.default({ module_or_path: wasm ? answer : await answer.arrayBuffer() });
  const dress = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  };
  document.adoptedStyleSheets = [dress(it.app_style())];
  return { ...it, sheet: dress(it.style()) };
})();
shared.cores[base] = build;

build.then((it) => it.start(document.getElementById("app")))
  .catch((error) => {
    delete shared.cores[base];
    console.error("The page without its own code:", error);
  })
  // Last: an element that is there before the build would fetch a build of its own.
  .finally(() => {
    const script = document.createElement("script");
    script.src = new URL("embed.js", base);
    document.head.append(script);
  });
