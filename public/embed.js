// The loader: defines <tie-break> with the least code, and fetches the rest when one comes near the
// screen. The build makes two files of it, a classic script (embed.js) and a module (embed.mjs).

const TAG = "tie-break", VERSION = "{{version}}";
const ATTRIBUTES = "base model answers questions theme lang loading min-height readonly reveal state mode heading-level open-label".split(" ");
const PROPERTIES = "model evidence value".split(" ");
// Style of every element. Until the widget is shown, space is reserved below the content for the button
// that opens it, see element/reserve.js. The button that loads the widget is not printed.
const STYLE = ":host(:not([hidden])){display:block}:host(:not([mode=static])) slot:only-child::after{height:64px;content:'';display:block}@media print{p{display:none}}";
const shared = (globalThis[Symbol.for(TAG)] ||= { cores: {} });
let retries = "";

// An error with a code, a text for the reader and help for the author of the page.
const fault = (code, said, help = "", message = said) => Object.assign(Error(message), { code, said, help });

// Calls a function when the browser is idle. Safari does not tell when: there, after half a second.
const idle = (work) => window.requestIdleCallback?.(work) ?? setTimeout(work, 500);

// Fetches without the reader's cookies.
const get = (url, integrity, cache) => fetch(url, { credentials: "omit", integrity, cache });

// The reason why a file did not load, or differs from the file that the build wrote. Fetches the file
// again, without a digest.
const reason = async (url, integrity) => {
  const ask = (integrity) => get(url, integrity, "no-store").catch(() => {});
  const answer = await ask(""), type = answer?.headers.get("content-type");
  const [code, said, help] =
    !answer ? !navigator.onLine ? ["offline", "There is no connection."]
      : ["network", "Its files did not load.", "Check connect-src and CORS."]
    : !answer.ok ? ["http", "The server answered " + answer.status + ".", "Check base and version."]
    : /html/.test(type) ? ["html", "The server sent a page, not the code."]
    : await ask(integrity) ? ["load", "Its code did not run.", "Check script-src and the type, " + type]
    : ["integrity", "Its files are damaged."];
  return fault(code, said, help, said + " " + url);
};

// Imports a script whose bytes are those that the build wrote. A preload checks them, and the import
// uses the preloaded bytes. WebKit preloads without checking: there, a fetch of the same address goes
// first.
const checked = async (url, integrity) => {
  const link = document.createElement("link");
  if (!/^Apple/.test(navigator.vendor)) {
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: "modulepreload", integrity, crossOrigin: "", nonce, href: url, onload, onerror });
      document.head.append(link);
    }).finally(() => link.remove());
  } else await fetch(url, { integrity });
  return import(url);
};

// The same with one retry. Engines remember a script that failed, so each retry has another address.
const script = async (url, integrity, isLast) => {
  try {
    return await checked(url + retries, integrity);
  } catch {
    retries += "?";
    if (isLast) throw await reason(url, integrity);
    await new Promise((done) => setTimeout(done, 500));
    return script(url, integrity, 1);
  }
};

// The folder of the site: named by data-tb-base, or the folder of this script. On a page with an
// element named `currentScript`, that element hides the script.
const current = globalThis.document?.currentScript, own = current?.localName == "script" && current;
const nonce = own.nonce || "";
const told = (script) => script.dataset?.tbBase?.replace(/\/*$/, "/") || ours(script.src);
const ours = (url) => /\/embed\.m?js\b/.test(url) && url;
const site = (place) => new URL(place.includes("/v/" + VERSION + "/embed.") ? "../../" : ".", new URL(place, document.baseURI));

const parts = {}, codes = {};
const loader = () => ({
  version: VERSION, models: "{{models}}", script, reason, fault, get, codes,
  base: site(told(own) || ours(import.meta.url) || [...document.scripts].map(told).findLast(Boolean) || document.baseURI),
  // The rest of the element, once for all elements with the same base. The WebAssembly code, which the
  // element checks and runs, is requested at the same time.
  element: (base, isInPage) => {
    const home = base + "v/" + VERSION + "/";
    if (!parts[base] && isInPage) (codes[base] = get(home + "core_bg.wasm")).catch(() => {});
    return (parts[base] ||= script(home + "element.js", "{{integrity element.js}}").catch((error) => {
      delete parts[base];
      throw error;
    }));
  },
});

if (globalThis.customElements && (shared.loaders ||= []).push(loader()) && !customElements.get(TAG)) {
  // A browser that supports `light-dark()` supports everything that the widget uses.
  const isSupported = CSS.supports("color:light-dark(red,red)");

  customElements.define(TAG, class extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    static {
      // Properties that the page sets are stored until the rest of the element has loaded.
      for (const name of PROPERTIES) Object.defineProperty(this.prototype, name, {
        get() { return (this.#widget ?? this.#given)[name]; },
        set(value) { this.#given[name] = value; this.#widget?.changed(name); },
      });
    }
    #root = this.attachShadow({ mode: "open" });
    #slot = this.#root.appendChild(document.createElement("slot"));
    #states = this.attachInternals().states;
    #given = {};
    #widget; #loading; #near; #isReady;
    ready = new Promise((done) => { this.#isReady = done; });

    connectedCallback() {
      // Properties that were set before the element was defined.
      for (const name of PROPERTIES) if (Object.hasOwn(this, name)) {
        this.#given[name] = this[name];
        delete this[name];
      }
      // Read now, before another element reads the same link and removes it from the address.
      this.#given.link ??= location.hash.slice(1);
      this.#wait();
    }

    // Called instead of the other two callbacks if the page uses `moveBefore`. The widget stays.
    connectedMoveCallback() { this.#wait(); }

    disconnectedCallback() {
      // A move by other methods disconnects and connects the element in one task.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#near?.disconnect();
        this.#widget?.stop();
      });
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (name == "min-height") this.#dress();
      if (this.#widget) this.#widget.changed(name);
      else if (this.isConnected && (name == "loading" || name == "mode")) this.#wait();
    }

    // Loads at the time that the attribute `loading` selects: near the screen, when idle, at once, or on a
    // click.
    #wait() {
      this.#near?.disconnect();
      // A style sheet belongs to one document: an element that moves to another document loses it.
      const root = this.#root, view = this.ownerDocument.defaultView;
      if (isSupported && view && !root.adoptedStyleSheets[0]) root.adoptedStyleSheets = [new view.CSSStyleSheet()];
      this.#dress();
      this.#widget?.moved();
      if (!view || this.#widget?.isShown || this.getAttribute("mode") == "static") return;
      const how = this.getAttribute("loading"), load = () => this.isConnected && this.load();
      if (how == "eager") return load();
      if (how == "click") return this.#ask([], this.getAttribute("open-label") || "Open the decision aid");
      if (how == "idle") return idle(load);
      this.#near = new view.IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), { rootMargin: "400px" });
      this.#near.observe(this);
    }

    // The element has no `style` of its own, because a framework compares its attributes with those that the
    // server has sent.
    #dress() {
      this.#root.adoptedStyleSheets[0]?.replaceSync(STYLE + `:host{min-height:${parseFloat(this.getAttribute("min-height"))}px}`);
    }

    // Keeps the content of the element, and adds a sentence and a button that loads the widget. If the
    // previous button had the focus, the new one gets it.
    #ask(said, label) {
      const box = document.createElement("p"), button = document.createElement("button"), hadFocus = this.#root.activeElement;
      if (said[0]) box.part = "error";
      button.part = "button";
      // Other languages than English are in language.js.
      const say = (text) => shared.say?.(this, text) ?? text;
      button.textContent = say(label);
      button.onclick = () => {
        button.textContent = say("Loading…");
        this.#given.isAsked = true;
        this.load();
      };
      // The keys that press the button do not reach the page, as in the widget, see element/keys.js.
      button.onkeydown = button.onkeypress = button.onkeyup = (event) => / |Enter/.test(event.key) && event.stopPropagation();
      box.role = "status";
      box.append(...said.flatMap((text) => [say(text), " "]), button);
      this.#root.replaceChildren(this.#slot, box);
      if (hadFocus) button.focus();
    }

    load() {
      return (this.#loading ||= this.#load().finally(() => { this.#loading = 0; }));
    }

    async #load() {
      if (this.#widget?.isShown || !this.#tell("tb-before-load", undefined, true)) return;
      this.#near?.disconnect();
      this.#mark("loading");
      try {
        if (!isSupported) throw fault("old-browser", "This browser is too old.");
        // The highest version on the page serves the elements that are not loaded yet.
        const loader = shared.loaders.sort((one, two) => two.version.localeCompare(one.version, "en", { numeric: true }))[0];
        const base = this.getAttribute("base");
        const from = { ...loader, base: base ? new URL(base.replace(/\/*$/, "/"), document.baseURI) : loader.base };
        const { Widget } = await loader.element(from.base, this.getAttribute("mode") != "iframe" && !shared.cores[from.base]);
        await (this.#widget ||= new Widget(this, {
          from, given: this.#given, slot: this.#slot, tell: this.#tell, fail: this.#fail, mark: this.#mark,
        })).show();
      } catch (error) {
        this.#fail(error);
      }
    }

    // Keeps the content of the element, and shows the error below it.
    #fail = ({ code = "load", message, said = "", help = "" }) => {
      this.#mark("error");
      this.#ask(["The decision aid did not load.", said], "Try again");
      this.#tell("tb-error", { code, message, help });
    };

    #mark = (state) => {
      // Engines before 2024 have another syntax for custom states, or none.
      try {
        this.#states.clear();
        if (state) this.#states.add(state);
      } catch {}
    };

    #tell = (name, detail, cancelable) => {
      if (name == "tb-ready") this.#isReady();
      return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
    };

    get result() { return this.#widget?.result ?? null; }
    reset() { this.value = {}; }
    exportState() { return this.#widget?.exportState() ?? null; }
    async importState(state) {
      await this.load();
      if (!this.#widget) throw fault("state", "No decision is loaded yet.");
      this.#widget.importState(state);
    }
  });

  // For platforms that strip unknown tags: a <div data-tie-break data-model="…"> gets an element
  // around its content.
  const scan = (root = document) => {
    for (const div of root.querySelectorAll("[data-tie-break]")) {
      if (div.querySelector(TAG)) continue;
      const made = document.createElement(TAG);
      // All but `base`: the content of a page must not choose the origin of the code.
      for (const name of ATTRIBUTES.slice(1))
        if (div.hasAttribute("data-" + name)) made.setAttribute(name, div.getAttribute("data-" + name));
      made.append(...div.childNodes);
      div.append(made);
    }
  };
  globalThis.Tiebreak = { scan };
  // A framework compares the page with its own tree before it takes the page over. Until the page has
  // loaded and the browser is idle, nothing in the page changes. An animation, which no framework
  // compares, reserves the height.
  let look = () => {
    for (const div of document.querySelectorAll("[data-tie-break]"))
      div.getAnimations()[0] ?? div.animate({ minHeight: (div.dataset.minHeight | 0) + "px" }, { fill: "both" });
  };
  const start = () => idle(() => (look = () => scan())());
  new MutationObserver(() => look()).observe(document, { subtree: true, childList: true });
  look();
  document.readyState == "complete" ? start() : addEventListener("load", start);
}
