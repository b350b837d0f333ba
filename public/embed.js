// The loader: defines <tie-break> with the least code, and fetches the rest when one comes near.
// The build makes two files of it, a classic script (embed.js) and a module (embed.mjs).

const TAG = "tie-break", VERSION = "{{version}}";
const ATTRIBUTES = ["base", "model", "answers", "questions", "theme", "lang", "loading", "min-height",
  "readonly", "reveal", "state", "mode", "heading-level"];
const PROPERTIES = ["model", "evidence", "value"];
const shared = (globalThis[Symbol.for(TAG)] ||= { cores: {} });
let failed = 0;

// What went wrong: a code, what a reader is told, what the author of the page can do.
const fault = (code, said, help = "", message = said) => Object.assign(new Error(message), { code, said, help });

// Without the reader's cookies.
const get = (url, integrity, cache) => fetch(url, { credentials: "omit", integrity, cache });

// Why a file did not come, or not as the build wrote it: asks again, plainly.
const reason = async (url, integrity) => {
  const ask = (integrity) => get(url, integrity, "no-store").catch(() => {});
  const answer = await ask(""), type = answer?.headers.get("content-type");
  const [code, said, help] =
    !answer ? !navigator.onLine ? ["offline", "There is no connection."]
      : ["network", "Its files did not arrive.", "Check connect-src and CORS."]
    : !answer.ok ? ["http", "The server answered " + answer.status + ".", "Check base and version."]
    : /html/.test(type) ? ["html", "The server sent a page, not the code."]
    : await ask(integrity) ? ["load", "Its code did not run.", "Check script-src and the type, " + type]
    : ["integrity", "Its files arrived damaged."];
  return fault(code, said, help, said + " " + url);
};

// A script whose bytes are those that the build wrote. A preload checks them, and the import takes
// what was preloaded. WebKit preloads without checking: there a fetch of the same address goes first.
const checked = async (url, integrity) => {
  const link = document.createElement("link");
  if (!/^Apple/.test(navigator.vendor)) {
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: "modulepreload", integrity, crossOrigin: "anonymous", nonce, href: url, onload, onerror });
      document.head.append(link);
    }).finally(() => link.remove());
  } else await fetch(url, { integrity, credentials: "same-origin" });
  return import(url);
};

// The same, tried again once. Engines remember a script that failed: another address is another try.
const script = async (url, integrity, isLast) => {
  try {
    return await checked(failed ? url + "?" + failed : url, integrity);
  } catch {
    failed++;
    if (isLast) throw await reason(url, integrity);
    await new Promise((done) => setTimeout(done, 500));
    return script(url, integrity, true);
  }
};

// The folder of the site: told by data-tb-base, or where this script lies. `currentScript` is
// another thing on a page with something of that name.
const current = globalThis.document?.currentScript, own = current?.localName == "script" && current;
const nonce = own.nonce || "";
const told = (it) => it.dataset?.tbBase?.replace(/\/*$/, "/") || ours(it.src);
const ours = (url) => /\/embed\.m?js([?#]|$)/.test(url) && url;
const place = () => told(own) || ours(import.meta.url) || [...document.scripts].map(told).filter(Boolean).pop() || document.baseURI;
const site = (place) => new URL(place.includes("/v/" + VERSION + "/embed.") ? "../../" : ".", new URL(place, document.baseURI));

const parts = {}, codes = {};
const at = (base, name) => base + "v/" + VERSION + "/" + name;
const loader = () => ({
  version: VERSION, models: "{{models}}", base: site(place()), script, reason, fault, get, codes,
  // The rest of the element, once for all that have the same base. The code that it will check and
  // run is asked for in the same go: each wait for an answer is a wait for the reader.
  element: (base, isInPage) => {
    if (!parts[base] && isInPage) (codes[base] = get(at(base, "core_bg.wasm"))).catch(() => {});
    return (parts[base] ||= script(at(base, "element.js"), "{{integrity element.js}}").catch((error) => {
      delete parts[base];
      throw error;
    }));
  },
});

// A higher version that came later serves the elements that are not loaded yet.
const newest = () => shared.loaders.sort((one, two) =>
  two.version.localeCompare(one.version, "en", { numeric: true }))[0];

const define = () => {
  // Whoever knows these colours knows all that we use.
  const sheet = CSS.supports("color:light-dark(red,red)") && new CSSStyleSheet();
  if (sheet) sheet.replaceSync(":host{display:block}:host([hidden]){display:none}");

  class TieBreakElement extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    static {
      // Until the rest is there, what the page sets is kept for it.
      for (const name of PROPERTIES) Object.defineProperty(this.prototype, name, {
        get() { return this.#widget ? this.#widget[name] : this.#given[name]; },
        set(it) { this.#given[name] = it; this.#widget?.changed(name); },
      });
    }
    #root = this.attachShadow({ mode: "open" });
    #slot = document.createElement("slot");
    #states = this.attachInternals?.().states;
    #given = {};
    #widget; #loading; #cancel; #isReady;
    ready = new Promise((done) => { this.#isReady = done; });

    constructor() {
      super();
      if (sheet) this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(this.#slot);
    }

    connectedCallback() {
      // Properties that were set before this class was there.
      for (const name of PROPERTIES) if (Object.hasOwn(this, name)) {
        const it = this[name];
        delete this[name];
        this[name] = it;
      }
      // Now, before another element reads the same link and takes it out of the address.
      this.#given.link ??= location.hash.slice(1);
      this.#wait();
    }

    // A move within the page, where the page asks for one, disturbs nothing.
    connectedMoveCallback() {}

    disconnectedCallback() {
      // Otherwise a move disconnects and connects again in one go.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#cancel?.();
        this.#widget?.stop();
      });
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name == "min-height") this.style.minHeight = now && parseFloat(now) + "px";
      if (this.#widget) this.#widget.changed(name);
      else if (this.isConnected && (name == "loading" || name == "mode")) this.#wait();
    }

    // Loads when the author said: when near, when the page is idle, at once, or on a click.
    #wait() {
      this.#cancel?.();
      if (this.#widget?.isShown || this.getAttribute("mode") == "static") return;
      const load = () => this.isConnected && this.load(), how = this.getAttribute("loading");
      if (how == "eager") return load();
      if (how == "click") return this.#ask("", "Open the decision aid");
      if (how == "idle") return (window.requestIdleCallback ?? setTimeout)(load);
      const near = new IntersectionObserver((them) => them.some((it) => it.isIntersecting) && load(), { rootMargin: "400px" });
      near.observe(this);
      this.#cancel = () => near.disconnect();
    }

    // What stands in the page stays; below it a sentence and a button that loads. Who
    // pressed it is on a button again when that fails.
    #ask(said, label) {
      const box = document.createElement("p"), button = document.createElement("button"), { activeElement } = this.#root;
      box.part = said && "error";
      button.part = "button";
      button.textContent = label;
      button.onclick = () => {
        button.textContent = "Loading…";
        this.#given.isAsked = true;
        this.load();
      };
      box.role = "status";
      box.append(said, button);
      this.#root.replaceChildren(this.#slot, box);
      if (activeElement) button.focus();
    }

    load() {
      return (this.#loading ||= this.#load().finally(() => { this.#loading = undefined; }));
    }

    async #load() {
      if (this.#widget?.isShown || !this.#tell("tb-before-load", undefined, true)) return;
      this.#cancel?.();
      this.#mark("loading");
      try {
        if (!sheet) throw fault("old-browser", "This browser is too old for it.");
        const loader = newest(), base = this.getAttribute("base");
        const from = { ...loader, base: base ? new URL(base.replace(/\/*$/, "/"), document.baseURI) : loader.base };
        const { Widget } = await loader.element(from.base, this.getAttribute("mode") != "iframe" && !shared.cores[from.base]);
        this.#widget ||= new Widget(this, {
          from, given: this.#given, root: this.#root, slot: this.#slot, tell: this.#tell.bind(this),
          fail: this.#fail.bind(this), mark: this.#mark.bind(this),
        });
        await this.#widget.show();
      } catch (error) {
        this.#fail(error);
      }
    }

    // Keeps what stands in the page, and says below it what went wrong.
    #fail({ code = "load", message, said = "", help = "" }) {
      this.#mark("error");
      this.#ask("The decision aid did not load. " + said + " ", "Try again");
      this.#tell("tb-error", { code, message, help });
    }

    #mark(state) {
      // Engines before 2024 know custom states by another form, or not at all.
      try {
        this.#states?.clear();
        if (state) this.#states?.add(state);
      } catch {}
    }

    #tell(name, detail, cancelable) {
      if (name == "tb-ready") this.#isReady();
      return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
    }

    get result() { return this.#widget?.result ?? null; }
    reset() { this.value = {}; }
    exportState() { return this.#widget?.exportState() ?? null; }
    async importState(state) {
      await this.load();
      if (!this.#widget) throw fault("state", "There is no decision yet.");
      this.#widget.importState(state);
    }
  }
  customElements.define(TAG, TieBreakElement);

  // Where a platform strips tags that it does not know, a <div data-tie-break data-model="…"> gets
  // an element around what stands in it.
  const scan = (root = document) => {
    for (const it of root.querySelectorAll("[data-tie-break]")) {
      // One that is still being read has children to come.
      if (it.querySelector(TAG) || document.readyState == "loading" && !it.nextSibling) continue;
      const made = document.createElement(TAG);
      // Its own folder is nothing that a text may name.
      for (const name of ATTRIBUTES.slice(1)) {
        const value = it.getAttribute("data-" + name);
        if (value !== null) made.setAttribute(name, value);
      }
      made.append(...it.childNodes);
      it.append(made);
    }
  };
  globalThis.Tiebreak = { scan };
  scan();
  new MutationObserver(() => scan()).observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => scan());
};

if (globalThis.customElements) {
  (shared.loaders ||= []).push(loader());
  if (!customElements.get(TAG)) define();
}
