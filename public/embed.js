// The element <tie-break>: loads the widget once, when it is near, and hands answers through.
(() => {
  const TAG = "tie-break", KEY = Symbol.for("tie-break"), HERE = document.currentScript;
  if (customElements.get(TAG)) return;
  const VERSION = "{{version}}";
  const script = HERE instanceof HTMLScriptElement ? HERE.src
    : [...document.scripts].map((it) => it.src).filter((it) => /\/embed\.js([?#]|$)/.test(it)).pop();
  const HOME = new URL(".", script || location.href);
  const shared = (globalThis[KEY] ||= { cores: {} });

  const fail = (code, message) => Object.assign(new Error(message), { code });
  const answered = (answer) => {
    if (!answer.ok) throw fail("http", "The server answered " + answer.status + ".");
    return answer;
  };

  // One core per base for all elements; forgotten on failure, so that a retry can work.
  const core = (base) => (shared.cores[base] ||= (async () => {
    const home = new URL("v/" + VERSION + "/", base);
    // Engines remember a module that failed; another address is another try.
    const glue = import(new URL("core.js" + (shared.failed ? "?" + shared.failed : ""), home));
    glue.catch(() => {});
    const get = () => fetch(new URL("core_bg.wasm", home), { credentials: "omit" });
    // A network that stumbles once gets a second chance.
    const answer = answered(await get().catch(() => new Promise((done) => setTimeout(done, 500)).then(get)));
    const type = answer.headers.get("content-type");
    if (/html/.test(type)) throw fail("html", "The server sent a page in place of the code.");
    const it = await glue;
    // What the server calls by another name is compiled all the same.
    await it.default({ module_or_path: /wasm/.test(type) ? answer : await answer.arrayBuffer() })
      // Firefox says of half a file that memory is short.
      .catch((error) => { throw codeOf(error) == "load" ? fail("wasm", error.message) : error; });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(it.style());
    return { ...it, sheet };
  })().catch((error) => {
    delete shared.cores[base];
    shared.failed = (shared.failed || 0) + 1;
    throw error;
  }));

  // A model: https (or this machine), no credentials, no referrer, 5 seconds, 1 MiB while it streams.
  const isSafe = ({ protocol, hostname }) => protocol == "https:" || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  const fetchText = async (url) => {
    if (!isSafe(url)) throw fail("model-address", "The address of the decision is not https.");
    const answer = answered(await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(5000) }));
    if (!isSafe(new URL(answer.url))) throw fail("model-address", "The address leads away from https.");
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    for (let text = "", size = 0; ;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      if ((size += value.length) > 1 << 20) { reader.cancel(); throw fail("model-size", "The decision is larger than 1 MiB."); }
      text += decoder.decode(value, { stream: true });
    }
  };

  // What went wrong: a code, what a reader is told, and what the author of the page can do.
  const codeOf = (error) => typeof error.code == "string" ? error.code
    : /content security|blocked by CSP|unsafe-eval/i.test(error.message) ? "csp-wasm"
    : /trusted/i.test(error.message) ? "trusted-types"
    // WebKit calls it an abort; nobody else aborts.
    : /^(Timeout|Abort)Error$/.test(error.name) ? "timeout"
    : error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError ? "wasm"
    : navigator.onLine === false ? "offline"
    : error instanceof TypeError ? "network" : "load";
  const SAY = {
    "csp-wasm": "The policy of this page does not allow it.", "trusted-types": "The policy of this page does not allow it.",
    timeout: "The server took too long.", wasm: "Its code arrived damaged.", offline: "There is no connection.",
    network: "Its files could not be fetched.",
  };
  const HELP = {
    "csp-wasm": "Add 'wasm-unsafe-eval' to script-src of this page.",
    http: "Check base and version: the files of v/" + VERSION + "/ must be there.",
    html: "Let the server answer 404 for what is not there.",
    network: "Check connect-src of this page, and that the files allow other origins (Access-Control-Allow-Origin).",
  };

  class TieBreakElement extends HTMLElement {
    static observedAttributes = ["model", "answers", "theme", "min-height"];
    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #handle; #seen; #value; #link; #run = 0;

    constructor() {
      super();
      this.#root.append(this.#slot);
    }

    connectedCallback() {
      this.#dress();
      // Properties that were set before this class was there.
      if (Object.hasOwn(this, "value")) { const it = this.value; delete this.value; this.value = it; }
      // Now, before another element reads the same link and takes it out of the address.
      this.#link ??= location.hash.slice(1);
      if (this.#handle || this.#seen) return;
      if (this.getAttribute("loading") == "eager") return this.load();
      this.#seen = new IntersectionObserver((them) => {
        if (them.some((it) => it.isIntersecting)) this.load();
      }, { rootMargin: "400px" });
      this.#seen.observe(this);
    }

    disconnectedCallback() {
      // A move disconnects and connects again in one go.
      queueMicrotask(() => this.isConnected || this.#stop());
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name == "answers") (this.#value = undefined, this.#handle?.set_value(now || "{}"));
      else if (name == "model") this.#handle && (this.#stop(), this.connectedCallback());
      else this.#dress();
    }

    async load() {
      this.#seen?.disconnect();
      const run = ++this.#run, start = performance.now();
      try {
        const base = new URL(this.getAttribute("base") || ".", HOME);
        const name = this.getAttribute("model") || "";
        const url = /[/.:]/.test(name) ? new URL(name, document.baseURI) : new URL("models/" + name + ".json", base);
        const [it, model] = await Promise.all([core(base), fetchText(url)]);
        if (run != this.#run || !this.isConnected) return;
        this.#root.adoptedStyleSheets = [it.sheet];
        const box = document.createElement("div");
        const answers = this.#value ? JSON.stringify(this.#value) : this.getAttribute("answers") || "{}";
        const options = JSON.stringify({
          reveal: this.getAttribute("reveal"), lang: this.getAttribute("lang"),
          foreignHost: url.origin == base.origin ? null : url.host,
          link: this.#link,
        });
        this.#handle = it.mount(box, model, url.href, answers, options, (name, detail) => {
          detail = JSON.parse(detail);
          if (name == "keep") return import(new URL("v/" + VERSION + "/keep.js", base)).then(({ keep }) => keep[detail.how](detail));
          if (name == "tb-change") this.#value = detail;
          const element = this;
          this.#tell(name, name == "tb-change" ? { value: detail }
            // Made when it is read: most pages do not.
            : name == "tb-result" ? { get result() { return element.result; } } : detail);
        });
        this.#root.replaceChildren(box);
        // Answers leave the address bar once they are read.
        this.#link = "";
        if (this.#handle.opened() && location.hash) history.replaceState(history.state, "", location.pathname + location.search);
        this.#tell("tb-ready", { version: VERSION, ms: Math.round(performance.now() - start) });
      } catch (error) {
        if (run == this.#run) this.#fail(error);
      }
    }

    // Keeps what stands in the page, and says below it what went wrong.
    #fail(error) {
      const code = codeOf(error), help = HELP[code] || "", said = SAY[code] || (error.code ? error.message : "");
      const box = document.createElement("p"), again = document.createElement("button");
      box.setAttribute("role", "status");
      box.part = "error";
      again.type = "button";
      again.part = "button";
      again.textContent = "Try again";
      again.onclick = () => { this.#root.replaceChildren(this.#slot); this.load(); };
      box.append("The decision aid could not be loaded. " + said + " ", again);
      this.#root.replaceChildren(this.#slot, box);
      this.#tell("tb-error", { code, message: String(error.message), help });
    }

    #stop() {
      this.#run++;
      this.#seen?.disconnect();
      this.#handle?.unmount();
      this.#handle?.free();
      this.#seen = this.#handle = undefined;
      this.#root.replaceChildren(this.#slot);
    }

    #dress() {
      const { style } = this, theme = this.getAttribute("theme"), height = parseFloat(this.getAttribute("min-height"));
      style.display ||= "block";
      style.colorScheme = theme == "dark" || theme == "light" ? theme : "";
      style.minHeight = height ? height + "px" : "";
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    get value() { return this.#handle ? JSON.parse(this.#handle.value()) : this.#value; }
    set value(answers) {
      this.#value = answers || {};
      this.#handle?.set_value(JSON.stringify(this.#value));
    }
    get result() { return this.#handle ? JSON.parse(this.#handle.result()) : null; }
    reset() { this.#value = {}; this.#handle?.reset(); }
  }

  customElements.define(TAG, TieBreakElement);
})();
