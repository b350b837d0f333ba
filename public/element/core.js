// The code of the widget, fetched once per folder. All elements share one instance. When the instance
// crashes, another one replaces it.

import { watched } from "./watched.js";

const GLUE = "{{integrity core.js}}", WASM = "{{integrity core_bg.wasm}}";
// Largest number of crashes within a minute after which the code restarts by itself.
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

// The compiled code, with any `Content-Type`. Uses the request of the loader, if there is one. After a
// failure, fetches the code again, and bypasses the HTTP cache, which may hold damaged bytes.
const wasm = async (url, { base, codes, get, reason }) => {
  const early = codes[base], ask = (cache) => get(url, WASM, cache).then((answer) => answer.arrayBuffer());
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
