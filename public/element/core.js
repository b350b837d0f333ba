// The code of the widget: fetched once per folder, one instance for all elements, and another
// instance in its place when it breaks down.

const GLUE = "{{integrity core.js}}", WASM = "{{integrity core_bg.wasm}}";
// So many times in a minute it starts again by itself.
const MOST_FALLS = 3, MINUTE = 60_000;

const files = {}, falls = {};
const { cores } = globalThis[Symbol.for("tie-break")];

const wasm = async (url, { base, codes, get, reason }) => {
  // The loader has asked for it once.
  const early = codes[base];
  delete codes[base];
  // A network that stumbles once gets a second chance, and what was kept damaged is not asked again.
  const answer = await (early ?? get(url, WASM))
    .catch(() => new Promise((done) => setTimeout(done, 500)).then(() => get(url, WASM, "reload")))
    .catch(async () => { throw await reason(url, WASM); });
  // What the server calls by another name is compiled all the same.
  return answer.headers.get("content-type") == "application/wasm"
    ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
};

// The glue and the compiled code; forgotten on failure, so that a retry can work.
const fetched = (home, from) =>
  (files[home] ||= Promise.all([from.script(home + "core.js", GLUE), wasm(home + "core_bg.wasm", from)])
    .catch((error) => { delete files[home]; throw error; }));

// Code that broke down, by a trap or by any error that leaves it, may be in the middle of anything:
// nothing of this instance runs again, and the widgets that use it move to another one.
const watched = (exports, fell) => {
  let isDead = false;
  const guarded = (it) => (...given) => {
    // Whatever shape an answer has, this one has nothing in it.
    if (isDead) return [];
    try {
      return it(...given);
    } catch (error) {
      isDead = true;
      fell();
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(exports).map(([name, it]) => [name, typeof it == "function" ? guarded(it) : it]));
};

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
  const glue = core((exports) => watched(exports, fell));
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
