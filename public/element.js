// The rest of the element, fetched when one comes near: shows the decision, and says what happened
// when it does not come. `kit` is what the loader lends: see public/embed.js.

import { core } from "./element/core.js";
import { decision, evidence, isShipped, named } from "./element/decision.js";
import { enter, roomOf, settle } from "./element/room.js";

const KEEP = "{{integrity keep.js}}", FRAME = "{{integrity frame-host.js}}";
// Bytes of preset answers, and characters of a link, that a person could have meant.
const MOST_ANSWERS = 8192, MOST_LINK = 4096;
// How long a verdict waits for what explains it, in milliseconds.
const PATIENCE = 1000;
// Attributes that a frame is told of, and those that another view follows from.
const PASSED_ON = ["questions", "theme", "lang", "reveal", "readonly", "heading-level"];
const ANEW = ["model", "evidence", "questions", "lang", "readonly", "reveal", "mode", "heading-level"];

// The least module, and one with an instruction on vectors: may wasm run here, and can it?
const LEAST = [0, 97, 115, 109, 1, 0, 0, 0];
const SIMD = [...LEAST, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

// What browsers' own errors mean: a code, what a reader is told, what the page's author can do.
const policy = "The policy of this page does not allow it.";
const known = (error, fault) => {
  const is = (code, said, help) => fault(code, said, help, error.message);
  return typeof error?.code == "string" ? error
    : error instanceof WebAssembly.RuntimeError ? is("crash", "It broke down.", "Tell us how: it should not.")
    : /content security|blocked by CSP|unsafe-eval/i.test(error.message) ? is("csp-wasm", policy, "Add 'wasm-unsafe-eval' to script-src of this page.")
    : /trusted/i.test(error.message) ? is("trusted-types", policy, "Tell us: it should get by.")
    // WebKit calls it an abort; nobody else aborts.
    : /^(Timeout|Abort)Error$/.test(error.name) ? is("timeout", "The server took too long.", "It has 5 seconds.")
    : error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError ? is("wasm", "Its code does not run here.")
    : navigator.onLine === false ? is("offline", "There is no connection.")
    : error instanceof TypeError ? is("network", "Its files did not arrive.", "Check connect-src of this page, and Access-Control-Allow-Origin of the files.")
    : is("load", "");
};

// Lets the article go on in between.
const pause = (ms = 0) => new Promise((done) => setTimeout(done, ms));

const parsed = (json) => {
  try {
    return JSON.parse(json);
  } catch {}
};

// Which decision it is, if its file can be read.
const aboutOf = (text) => {
  const it = parsed(text);
  return it?.id && { model: it.id, version: it.version };
};

const isObject = (it) => it && typeof it == "object" && !Array.isArray(it);

// What was answered in elements that are gone, by place: pages that go back to a copy of themselves
// bring other elements. No copy has what was set as a property.
const kept = new Map();
const placeOf = (host, name) => {
  if (!name) return null;
  const told = (it) => it.getAttribute("model") + " " + it.getAttribute("answers");
  const alike = [...document.querySelectorAll(host.localName)].filter((it) => told(it) == told(host));
  return [location.pathname + location.search, name, told(host), alike.indexOf(host)].join(" ");
};

// One article, however a reader came to it.
const article = () => document.querySelector('link[rel="canonical"]')?.href ?? location.pathname + location.search;

// What the author allowed to stay in this browser; where the reader forbids that, nothing stays.
const stored = (key, text) => {
  try {
    return text === undefined ? JSON.parse(localStorage.getItem(key)) : localStorage.setItem(key, text);
  } catch {
    return null;
  }
};

export class Widget {
  #host; #kit; #given; #name; #about; #place; #core; #handle; #frame; #watches = [];
  #showing; #isStale; #isFaulty; #isUsed; #release; #falls = 0;

  constructor(host, kit) {
    this.#host = host;
    this.#kit = kit;
    this.#given = kit.given;
  }

  get isShown() { return !!(this.#handle || this.#frame); }
  // Nothing is asked of code that broke down.
  get #live() { return this.#core?.isDead ? null : this.#handle; }
  #attribute(name) { return this.#host.getAttribute(name); }

  show() {
    return (this.#showing ||= this.#show().finally(() => {
      this.#showing = undefined;
      // Who was told that it is ready, or failed, may have asked for something else at once.
      if (this.#isStale) return this.show();
    }));
  }

  async #show() {
    const { from, mark, tell } = this.#kit, start = performance.now();
    try {
      do {
        this.#isStale = false;
        const how = this.#attribute("mode");
        if (how == "static" || !this.#host.isConnected) return mark();
        mark("loading");
        if (how == "iframe" || how != "inline" && !this.#mayRun()) await this.#inFrame();
        else await this.#inPage();
        // What was asked for may have changed meanwhile, and the element gone and come back.
      } while (this.#isStale || !this.isShown);
      mark(this.#isFaulty ? "error" : "ready");
      tell("tb-ready", { version: from.version, ms: Math.round(performance.now() - start) });
    } catch (error) {
      // Code that broke down is told of by `revive`; what nobody asks for any more, by nobody.
      if (!this.#isStale && !this.#core?.isDead) this.#kit.fail(known(error, from.fault));
    }
  }

  // Whether the page's policy and the browser let the code run.
  #mayRun() {
    if (!WebAssembly.validate(new Uint8Array(SIMD))) throw this.#kit.from.fault("old-browser", "This browser is too old for it.");
    try {
      // WebKit compiles in any case, and refuses to run.
      return !!new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(LEAST)));
    } catch {
      return false;
    }
  }

  async #inPage() {
    const [it, source] = await Promise.all([core(this.#kit.from), decision(this.#host, this.#given, this.#kit.from)]);
    await pause();
    // Another element may have broken the code down meanwhile: the next try has a new instance.
    if (this.#isStale || it.isDead || !this.#host.isConnected) return;
    const { root, slot } = this.#kit, box = document.createElement("div");
    this.#about = aboutOf(source.text);
    const before = this.#before(source.name, source.name || this.#about?.model);
    this.#core = it;
    it.users?.add(this);
    root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, 1);
    this.#isFaulty = false;
    const preset = this.#preset(), { link } = this.#given;
    let whole;
    const wholly = new Promise((done) => { whole = done; });
    this.#falls++;
    const handle = this.#handle = it.mount(box, source.text, source.url, before ? JSON.stringify(before) : preset, JSON.stringify({
      preset, evidence: evidence(this.#given), foreignHost: source.foreignHost, link: this.#linkOf(link),
      questions: this.#attribute("questions")?.split(/[\s,]+/).filter(Boolean),
      lang: this.#attribute("lang"), reveal: this.#attribute("reveal"), readonly: this.#host.hasAttribute("readonly"),
    }), (name, detail) => {
      if (name == "tb-result") whole();
      return this.#hear(name, JSON.parse(detail));
    });
    this.#falls = 0;
    // What is answered already is shown along with what explains it, which would push it about;
    // where broken code is to be replaced, at once.
    if (root.lastChild == slot) await (handle.waits() ? Promise.race([wholly, pause(PATIENCE)]) : pause());
    if (this.#handle != handle) return;
    if (it.isDead) throw new Error("The code broke down.");
    const room = roomOf(this.#host, slot), [first, ...more] = root.adoptedStyleSheets;
    root.adoptedStyleSheets = [first, it.sheet, ...more];
    const hadFocus = root.activeElement;
    if (this.#isUsed ||= this.#given.isAsked) root.replaceChildren(box);
    else this.#release = settle(this.#host, root, slot, box, room, () => { this.#isUsed = true; });
    // Who pressed the button that loads goes on from there.
    if (hadFocus) enter(box);
    if (handle.opened()) this.#close(link);
    this.#given.link = "";
    this.#watch(box);
  }

  // What was answered before, here or in an element that stood in its place.
  #before(place, name) {
    this.#place = placeOf(this.#host, place);
    this.#name = name;
    return this.#given.value ?? kept.get(this.#place) ?? (this.#key ? stored(this.#key) : null) ?? undefined;
  }

  // What the code tells; what it wants done, it gets a promise of.
  #hear(name, detail) {
    const { from, tell } = this.#kit;
    if (name == "keep") {
      const url = new URL(`v/${from.version}/keep.js`, from.base).href;
      return from.script(url, KEEP).then(({ keep }) => keep[detail.how](detail));
    }
    if (name == "style") return this.#dress(detail);
    if (name == "tb-change") this.#remember(detail);
    // The decision has mistakes, which the widget lists in its place.
    if (detail?.code == "model") this.#isFaulty = true;
    const widget = this;
    tell(name, name == "tb-change" ? { value: detail }
      // Made when it is read: most pages do not.
      : name == "tb-result" ? { get result() { return widget.result; } }
      : { help: "", ...detail });
  }

  // Puts a style sheet behind the others; widgets of the same code share it.
  #dress(css) {
    const { root } = this.#kit, code = this.#core;
    if (!code.later) (code.later = new CSSStyleSheet()).replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, code.later];
  }

  #remember(value) {
    this.#given.value = value;
    if (this.#key) stored(this.#key, JSON.stringify(value));
  }

  get #key() { return this.#attribute("state") == "local" && `tie-break ${article()} ${this.#name}`; }

  #preset() {
    const text = this.#attribute("answers") || "{}";
    const refuse = (said, help) => {
      this.#tellWrong("answers", said, help);
      return "{}";
    };
    if (new Blob([text]).size > MOST_ANSWERS) return refuse("The attribute answers is longer than 8 kB.", "Preset fewer answers.");
    return isObject(parsed(text)) ? text : refuse("The attribute answers is not a JSON object.", 'Write it as {"question": "option"}, in single quotes as an attribute.');
  }

  #linkOf(link) {
    if (!link?.startsWith("tb=") || link.length <= MOST_LINK) return link;
    this.#tellWrong("link", "The link is longer than 4 kB.", "Copy it anew: what the decision aid writes is shorter.");
    return "";
  }

  // A mistake of the page that leaves the widget whole.
  #tellWrong(code, message, help) { this.#kit.tell("tb-error", { code, message, help }); }

  // Answers leave the address bar once they are read.
  #close(link) {
    this.#given.value = JSON.parse(this.#handle.value());
    try {
      if (location.hash.slice(1) == link) history.replaceState(history.state, "", location.href.split("#")[0]);
    } catch {
      // A page without an address of its own keeps what it has.
    }
  }

  // Tells heights, and puts headings where the article has them.
  #watch(box) {
    const { root, tell } = this.#kit;
    let before = 0;
    const look = () => this.#watches.includes(sizes) && sizes.observe(this.#host);
    const sizes = new ResizeObserver(([{ borderBoxSize: [size] }]) => {
      const height = Math.round(size.blockSize);
      if (height == before) return;
      tell("tb-resize", { height: before = height });
      // WebKit lays a container out again within the frame, and would tell the page of an observer
      // that does not keep up: this one looks again in the next.
      sizes.unobserve(this.#host);
      requestAnimationFrame(look);
    });
    this.#watches = [sizes];
    look();
    const more = parseInt(this.#attribute("heading-level")) - 2;
    if (!(more >= 0 && more <= 4)) return;
    const level = () => {
      for (const it of root.querySelectorAll("h2,h3,h4,h5")) it.setAttribute("aria-level", Math.min(+it.localName[1] + more, 9));
    };
    const headings = new MutationObserver(level);
    level();
    headings.observe(box, { childList: true, subtree: true });
    this.#watches.push(headings);
  }

  // A frame of the decision aid's own site has a policy of its own; it takes shipped decisions only.
  async #inFrame() {
    const { from, root, slot, tell } = this.#kit, host = this.#host, model = named(host, this.#given);
    const refused = (said, help) => this.#attribute("mode") == "iframe" ? from.fault("frame", said, help)
      : from.fault("csp-wasm", policy, "Add 'wasm-unsafe-eval' to script-src of this page. " + help);
    // What the loader has asked for is not needed.
    from.codes[from.base]?.then((it) => it.body.cancel()).catch(() => {});
    delete from.codes[from.base];
    if (!isShipped(model)) throw refused("A frame shows shipped decisions only.", "Frames take shipped decisions only.");
    const { mountFrame } = await from.script(new URL(`v/${from.version}/frame-host.js`, from.base).href, FRAME);
    if (this.#isStale || !host.isConnected) return;
    root.replaceChildren(slot);
    const before = this.#given.value = this.#before(model, model);
    const frame = this.#frame = mountFrame(host, {
      base: from.base, title: "Decision aid", said: {
        model, answers: this.#preset(), value: before && JSON.stringify(before),
        ...Object.fromEntries(PASSED_ON.map((name) => [name, this.#attribute(name)])),
      },
      onHeight: (height) => tell("tb-resize", { height }),
      onEvent: (name, detail) => {
        if (name == "tb-change") this.#remember(detail.value);
        tell(name, detail);
      },
    });
    try {
      await frame.shown;
    } catch (it) {
      frame.remove();
      this.#frame = undefined;
      throw it ? from.fault(it.code, it.message, it.help)
        : refused("Its frame did not come.", "Let frame-src allow " + from.base.origin + ".");
    }
  }

  // Out of the page. What was answered is there for whoever comes to its place.
  stop() {
    if (this.#place && this.#given.value) {
      kept.delete(this.#place);
      kept.set(this.#place, this.#given.value);
      if (kept.size > 50) kept.delete(kept.keys().next().value);
    }
    this.#core?.users?.delete(this);
    try {
      this.#live?.unmount();
      this.#live?.free();
    } catch {
      // It breaks down in going; the others of the same code begin anew.
    }
    this.#clear();
    this.#kit.root.replaceChildren(this.#kit.slot);
    this.#kit.mark();
  }

  #clear() {
    this.#release?.();
    for (const it of this.#watches) it.disconnect();
    this.#frame?.remove();
    this.#watches = [];
    this.#handle = this.#frame = this.#core = this.#about = this.#release = undefined;
  }

  // The code broke down: the same again on another instance. What is on the screen stays until
  // then; the last answers are those that were told.
  async revive(isLoop) {
    // What is being shown on it comes to its end first.
    await this.#showing;
    this.#clear();
    // One that breaks it down whenever it is shown takes no other with it.
    if (isLoop || this.#falls > 1) return this.#kit.fail(this.#kit.from.fault("crash", "It broke down again and again.", "Tell us with which answers: value has them."));
    if (this.#host.isConnected) await this.show();
  }

  changed(name) {
    if (name == "value") {
      this.#live?.set_value(JSON.stringify(this.#given.value ?? {}), "{}");
      this.#frame?.set(this.#given.value ?? {});
    } else if (name == "answers") {
      this.#given.value = undefined;
      const preset = this.#preset();
      this.#live?.set_value(preset, preset);
      if (this.#frame) {
        kept.delete(this.#place);
        if (this.#key) stored(this.#key, "null");
        this.#again();
      }
    } else if (ANEW.includes(name) || name == "theme" && this.#frame) this.#again(name == "model" && name);
  }

  // Whatever else changes in the same go is seen by then.
  #again(isOther) {
    if (isOther) this.#given.value = undefined;
    if (this.#isStale) return;
    this.#isStale = true;
    queueMicrotask(() => {
      if (isOther) this.#place = undefined;
      this.stop();
      if (this.#host.isConnected && this.#attribute("mode") != "static") this.show();
      else this.#isStale = !!this.#showing;
    });
  }

  // Which decision is on the screen; a frame tells it.
  get #shown() { return this.#about ?? this.#frame?.about; }
  get model() { return this.#given.model ?? this.#attribute("model"); }
  get evidence() { return this.#given.evidence; }
  get value() { return this.#live ? JSON.parse(this.#live.value()) : this.#given.value ?? this.#frame?.about?.answers; }
  get result() { return this.#live ? JSON.parse(this.#live.result()) : this.#frame?.result ?? null; }

  exportState() {
    const about = this.#shown;
    return about && { tieBreak: 1, model: about.model, version: about.version, answers: this.value };
  }

  importState(state) {
    const { fault } = this.#kit.from, own = this.#shown?.model;
    const it = typeof state == "string" ? parsed(state) : state;
    if (!own) throw fault("state", "There is no decision yet.");
    if (it?.tieBreak !== 1 || !isObject(it.answers)) throw fault("state", "This is no state of a decision: it has no answers, or another form.");
    if (it.model != own) throw fault("state", `This state is of the decision ${it.model}, not of ${own}.`);
    this.#host.value = it.answers;
  }
}
