// The code of the widget: fetched once per folder, one instance for all elements, and another
// instance in its place when it breaks down.

import { watched } from "./watched.js";

const GLUE = "{{integrity core.js}}", WASM = "{{integrity core_bg.wasm}}";
// So many times in a minute it starts again by itself.
const MOST_FALLS = 3, MINUTE = 60_000;

const files = {}, falls = {};
const { cores } = globalThis[Symbol.for("tie-break")];

// Bytes that nobody has checked yet. Pages that are not of https lend no digests.
const checked = async (answer) => {
  const bytes = await answer.arrayBuffer(), digest = await crypto.subtle.digest("SHA-256", bytes);
  if ("sha256-" + btoa(String.fromCharCode(...new Uint8Array(digest))) != WASM) throw new Error("damaged");
  return bytes;
};

// Compiled, whatever the server calls it. The loader has asked for it once. A network that stumbles
// gets a second chance, and what was kept damaged is not asked for again.
const wasm = async (url, { base, codes, get, reason }) => {
  const early = codes[base], ask = (cache) => get(url, WASM, cache).then((it) => it.arrayBuffer());
  delete codes[base];
  const bytes = await (early ? early.then(checked) : Promise.reject())
    .catch(() => ask())
    .catch(() => new Promise((done) => setTimeout(done, 500)).then(() => ask("reload")))
    .catch(async () => { throw await reason(url, WASM); });
  return WebAssembly.compile(bytes);
};

// The glue and the compiled code; forgotten on failure, so that a retry can work.
const fetched = (home, from) =>
  (files[home] ||= Promise.all([from.script(home + "core.js", GLUE), wasm(home + "core_bg.wasm", from)])
    .catch((error) => { delete files[home]; throw error; }));

const start = async (home, from) => {
  const [{ core }, code] = await fetched(home, from);
  const it = { users: new Set() };
  const fell = () => {
    it.isDead = true;
    delete cores[home];
    const now = performance.now();
    falls[home] = [...(falls[home] ?? []), now].filter((at) => now - at < MINUTE);
    const isLoop = falls[home].length > MOST_FALLS;
    // Whoever asks for it after this has the same number of tries.
    if (isLoop) delete falls[home];
    queueMicrotask(() => { for (const user of it.users) user.revive(isLoop); });
  };
  const glue = core(watched(fell));
  await glue.default({ module_or_path: code });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(glue.style());
  return Object.assign(it, glue, { sheet });
};

// The running code for a folder; a page that brings code of its own has put it there.
export const core = (from) => {
  const home = new URL("v/" + from.version + "/", from.base).href;
  return cores[from.base.href] || (cores[home] ||= start(home, from).catch((error) => {
    delete cores[home];
    throw error;
  }));
};
