// The code of the widget: fetched once per folder. All elements share one instance; when it breaks
// down, another instance replaces it.

import { watched } from "./watched.js";

const GLUE = "{{integrity core.js}}", WASM = "{{integrity core_bg.wasm}}";
// How many times in a minute the code starts again by itself.
const MOST_CRASHES = 3, MINUTE = 60_000;

const files = {}, crashes = {};
const { cores } = globalThis[Symbol.for("tie-break")];

// Checks the bytes of the loader's request. On pages without https, `crypto.subtle` is absent and the
// check fails: the next request checks them.
const checked = async (answer) => {
  const bytes = await answer.arrayBuffer(), digest = await crypto.subtle.digest("SHA-256", bytes);
  if ("sha256-" + btoa(String.fromCharCode(...new Uint8Array(digest))) != WASM) throw new Error("damaged");
  return bytes;
};

// The compiled code, whatever type the server gives it. The loader has asked for it once. After a
// failure it is asked for again, past a cache that may hold damaged bytes.
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
  const [{ core }, module] = await fetched(home, from);
  const code = { users: new Set() };
  const onCrash = () => {
    code.isDead = true;
    delete cores[home];
    const now = performance.now();
    crashes[home] = [...(crashes[home] ?? []), now].filter((at) => now - at < MINUTE);
    const isLoop = crashes[home].length > MOST_CRASHES;
    // A later request has the same number of tries.
    if (isLoop) delete crashes[home];
    queueMicrotask(() => { for (const user of code.users) user.revive(isLoop); });
  };
  const glue = core(watched(onCrash));
  await glue.default({ module_or_path: module });
  return Object.assign(code, glue, { css: glue.style() });
};

// The running code for a folder. The standalone page has put its own code there.
export const core = (from) => {
  const home = new URL("v/" + from.version + "/", from.base).href;
  return cores[from.base.href] || (cores[home] ||= start(home, from).catch((error) => {
    delete cores[home];
    throw error;
  }));
};
