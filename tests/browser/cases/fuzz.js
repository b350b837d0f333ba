// Values that no author means, for everything that a page can give to an element: attributes, properties,
// stored answers, and messages of a frame. The seed determines the values. `fuzz.rs` calls `window.fuzz`.
(() => {
  const GOOD = "django-vs-fastapi", PATIENCE = 20_000;

  let random = 1;
  const below = (n) => (random = (random * 48271) % 2147483647) % n;
  const pick = (list) => list[below(list.length)];
  const pause = (ms) => new Promise((next) => setTimeout(next, ms));

  // ---- values ----

  window.hits = [];
  window.hit = (what) => { hits.push(what ?? "called"); };
  const MARKUP = "<img src=x onerror=hit('markup')><script>hit('script')</script>";
  const nested = (open, close, depth) => open.repeat(depth) + close.repeat(depth);
  const TEXTS = [
    "", " ", "null", "undefined", "true", "0", "-1", "1e309", "NaN", "007", "9".repeat(400), "\0", "\u202e\u2066", "\ud800", "💥".repeat(99),
    "{", "{}", "[]", '""', '{"product":', '{"product":null}', '{"product":["full"]}', '{"product":{"full":true}}', '{"__proto__":{"hits":1}}',
    '{"constructor":"full","toString":"x"}', '{"product":"full","product":"api"}', '{"format":1}', '{"format":1,"lang":5,"id":[],"title":{}}',
    '{"format":2,"id":"te","title":"A newer format"}', nested("[", "]", 9000), nested('{"a":', "}", 3000), '{"a":"' + "x".repeat(9000) + '"}',
    MARKUP, `"${MARKUP}"`, "javascript:hit('address')", "data:text/html," + MARKUP, "//", "http://[", "../../..", "#tb=1", "?", "%00", "file:///",
    "product", "product,,team", "product team nothing", "constructor __proto__", "en", "de-", "-", "x-klingon", "ar", "de_AT", "eager", "end", "static",
    "light", "dark", "2", "6", "7", "2.5", "120", "1e9", "local", "none", "rows", "replace",
  ];
  const circular = {};
  circular.self = circular;
  const trap = new Proxy({}, { ownKeys: () => { throw new Error("trap"); }, get: (_, name) => { throw new Error(String(name)); } });
  const VALUES = [
    null, undefined, true, false, 0, -1, NaN, Infinity, 10n, Symbol("s"), () => hit("function"), [], [["product", "full"]], {}, circular, trap,
    { product: "full" }, { product: 5, team: null, nothing: "x" }, { product: ["full", "api"] }, { product: undefined }, { toJSON: () => "text" },
    { toJSON: () => { throw new Error("toJSON"); } }, { get product() { throw new Error("getter"); } }, Object.create(null), new Map([["product", "full"]]),
    new Date(NaN), new Uint8Array(9), /x/, document.body, Promise.reject, class {}, new Proxy([], {}), { product: "x".repeat(20_000) },
  ];
  // The value of a mode is tried apart from the rest: an element with the mode `static` does nothing.
  const ATTRIBUTES = ["answers", "evidence", "questions", "lang", "theme", "heading-level", "min-height", "reveal", "readonly", "state", "open-label", "orientation", "base-of-nothing", "dir", "part", "mode"];
  const PROPERTIES = ["value", "model", "evidence"];
  const text = () => below(5) ? pick(TEXTS) : pick(TEXTS) + pick(TEXTS);
  const value = () => below(3) ? pick(VALUES) : text();
  const shown = (thing) => {
    try {
      return JSON.stringify(thing)?.slice(0, 60) ?? String(thing).slice(0, 60);
    } catch {
      return typeof thing;
    }
  };

  // ---- one element ----

  const done = [], wrong = [], codes = new Set();
  // A half of a surrogate pair cannot be reported.
  const fail = (what) => wrong.push((what + "\nafter " + done.slice(-12).join("; ")).replace(/[\ud800-\udfff]/g, "?"));
  addEventListener("error", ({ message }) => fail("an exception: " + message));
  addEventListener("unhandledrejection", ({ reason }) => fail("an unhandled rejection: " + (reason?.stack ?? reason)));
  addEventListener("tb-error", ({ detail }) => {
    codes.add(detail.code);
    if (!/^[a-z-]+$/.test(detail.code) || !detail.message) fail("an error without a code or a message: " + JSON.stringify(detail));
  });

  let element;
  const until = async (what, is) => {
    for (const end = performance.now() + PATIENCE; !is(); await pause(20))
      if (performance.now() > end) return fail("waited in vain for " + what);
  };
  const isShown = () => element.shadowRoot.querySelector(".widget .question, .widget fieldset") && element.exportState()?.model == GOOD;
  // A function that tries everything that a page can read.
  const read = () => {
    for (const look of [() => element.value, () => element.result, () => element.exportState(), () => element.model])
      try { look(); } catch (error) { fail("reading: " + error); }
  };
  const create = () => {
    element?.remove();
    element = document.createElement("tie-break");
    element.setAttribute("loading", "eager");
    element.append("The short answer stands here.");
  };
  const insert = () => document.querySelector("main").append(element);
  // The same element works again once every value is a good one.
  const recover = async () => {
    for (const name of [...element.getAttributeNames()]) if (name != "loading") element.removeAttribute(name);
    element.model = element.evidence = undefined;
    element.setAttribute("model", GOOD);
    await element.load();
    await until("the decision after the values " + done.slice(-12).join("; "), isShown);
    element.value = { product: "full", team: "small-no" };
    await until("a verdict after the values " + done.slice(-12).join("; "), () => element.result?.verdict);
    if (element.value?.product != "full") fail("other answers: " + JSON.stringify(element.value));
  };

  const setAttribute = () => {
    const name = pick(ATTRIBUTES), given = text();
    done.push(`${name}=${shown(given)}`);
    element.setAttribute(name, given);
  };
  const setProperty = () => {
    const name = pick(PROPERTIES), given = value();
    done.push(`.${name} = ${shown(given)}`);
    element[name] = given;
  };
  const call = async () => {
    const given = value();
    done.push(`importState(${shown(given)})`);
    // The page hears of a wrong state by a rejection.
    await element.importState(given).catch(({ code }) => { if (code != "state") throw new Error("importState: " + code); });
  };

  const values = async (seed, rounds) => {
    random = seed;
    for (let round = 0; round < rounds; round += 1) {
      create();
      // The first values are there before the element is, the others afterwards.
      if (below(2)) element.setAttribute("model", below(3) ? GOOD : text());
      for (let i = below(4); i; i -= 1) (below(2) ? setAttribute : setProperty)();
      insert();
      await pause(pick([0, 0, 50, 300]));
      for (let i = below(6); i; i -= 1) {
        (below(2) ? setAttribute : setProperty)();
        if (!below(4)) await call();
        if (!below(3)) await pause(pick([0, 20, 100]));
        read();
      }
      await recover();
      if (wrong.length) break;
    }
    element.remove();
    return { wrong, hits, codes: [...codes].sort() };
  };

  // Answers in the storage of the browser: of other versions, of other programs, damaged.
  const stored = async (seed, rounds) => {
    random = seed;
    const ARTICLE = document.querySelector('link[rel="canonical"]')?.href ?? location.pathname + location.search;
    for (let round = 0; round < rounds; round += 1) {
      const given = text();
      done.push("stored " + shown(given));
      localStorage.setItem(`tie-break ${ARTICLE} ${GOOD}`, given);
      create();
      element.setAttribute("model", GOOD);
      element.setAttribute("state", "local");
      insert();
      await until("the decision with stored answers " + shown(given), isShown);
      read();
      await recover();
      if (wrong.length) break;
    }
    localStorage.clear();
    element.remove();
    return { wrong, hits, codes: [...codes].sort() };
  };

  // Messages to the page around a frame, and to the frame.
  const messages = async (seed, rounds) => {
    random = seed;
    create();
    element.setAttribute("model", GOOD);
    element.setAttribute("mode", "iframe");
    insert();
    const frame = () => element.shadowRoot.querySelector("iframe"), height = () => frame()?.getBoundingClientRect().height;
    await until("the frame", () => element.exportState()?.model == GOOD && height() > 100);
    const { contentWindow: inner, src } = frame(), { origin } = new URL(src);
    // Values that a message can carry.
    const sent = () => pick([...VALUES.filter((one) => {
      try { return structuredClone(one), true; } catch { return false; }
    }), ...TEXTS]);
    for (let count = 0; count < 20 * rounds; count += 1) {
      const data = below(6) ? { tieBreak: pick([1, 1, 1, 2, "1"]), [pick(["height", "event", "value", "detail"])]: sent() } : sent();
      if (data?.tieBreak && below(2)) Object.assign(data, { event: pick(["tb-ready", "tb-change", "tb-result", "tb-error", "tb-x"]), detail: sent() });
      done.push("message " + shown(data));
      // An event with a detail is one of the frame's own messages unless another window sends it.
      const isOwn = /^tb-/.test(data?.event) && typeof data.detail == "object";
      dispatchEvent(new MessageEvent("message", { data, origin, source: !isOwn && below(4) ? inner : window }));
      // The frame has the origin of this page here.
      inner.dispatchEvent(new inner.MessageEvent("message", { data: inner.structuredClone(data), origin: location.origin, source: window }));
      if (!below(8)) await pause(20);
      read();
      if (height() < 100 || height() > 20_000) fail("the frame has a height of " + height());
    }
    element.value = { product: "full" };
    await until("the answers of the frame", () => element.value?.product == "full");
    await recover();
    element.remove();
    return { wrong, hits, codes: [...codes].sort() };
  };

  window.fuzz = { values, stored, messages };
})();
