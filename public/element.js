// The rest of the element, fetched when it comes near the screen: shows the decision, or says why it
// does not. `context` is the loader's side of the element, see public/embed.js.

import { answersAt, article, forgetAnswers, keepAnswers, placeOf, stored } from "./element/answers.js";
import { core } from "./element/core.js";
import { decision, evidence, named } from "./element/decision.js";
import { enter, heightOf, settle } from "./element/reserve.js";
import { sheetsFor } from "./element/sheets.js";
import { schemeOf } from "./element/theme.js";

// Digests of the scripts that come later.
const KEEP = "{{integrity keep.js}}", FRAME = "{{integrity frame-host.js}}", SURROUNDINGS = "{{integrity surroundings.js}}";
// Most bytes of preset answers, and most characters of a link, that a person could have meant.
const MOST_ANSWERS = 8192, MOST_LINK = 4096;
// How long a verdict waits for its explanation, in milliseconds.
const PATIENCE = 1000;
// Attributes and properties whose change makes another view.
const REMOUNTS = ["model", "evidence", "questions", "lang", "readonly", "reveal", "mode", "heading-level"];

// The least module, and one with a vector instruction: may WebAssembly run here, and can it?
const LEAST = [0, 97, 115, 109, 1, 0, 0, 0];
const SIMD = [...LEAST, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

// The script that keeps widgets and the page out of each other's way; one for all widgets.
let surroundings;

// Lets the page go on in between.
const pause = (ms = 0) => new Promise((done) => setTimeout(done, ms));

const parsed = (json) => {
  try {
    return JSON.parse(json);
  } catch {}
};

const isObject = (value) => value && typeof value == "object" && !Array.isArray(value);

export class Widget {
  #host; #root; #context; #given; #name; #decision; #place; #core; #handle; #frame; #turn; #leave;
  #showing; #isStale; #isFaulty; #isUsed; #release; #crashes = 0;
  // Texts of the style sheets, the sheets that are made of them, and the document of these.
  #styles = {}; #sheets = []; #page;

  constructor(host, context) {
    this.#host = host;
    this.#root = host.shadowRoot;
    this.#context = context;
    this.#given = context.given;
  }

  get isShown() { return !!(this.#handle || this.#frame); }
  // Code that broke down is not called.
  get #live() { return this.#core?.isDead ? null : this.#handle; }
  #attribute(name) { return this.#host.getAttribute(name); }

  show() {
    return (this.#showing ||= this.#show().finally(() => {
      this.#showing = undefined;
      // A listener of tb-ready or tb-error may have asked for something else at once.
      if (this.#isStale) return this.show();
    }));
  }

  async #show() {
    const { from, mark, tell } = this.#context, start = performance.now();
    try {
      do {
        this.#isStale = false;
        const how = this.#attribute("mode");
        if (how == "static" || !this.#host.isConnected) return mark();
        mark("loading");
        if (how == "iframe" || how != "inline" && !this.#mayRun()) await this.#inFrame();
        else await this.#inPage();
        // Attributes may have changed meanwhile, and the element gone and come back.
      } while (this.#isStale || !this.isShown);
      mark(this.#isFaulty ? "error" : "ready");
      this.#accompany();
      tell("tb-ready", { version: from.version, ms: Math.round(performance.now() - start) });
    } catch (error) {
      // `revive` reports code that broke down. Superseded requests are not reported.
      const isMoot = () => this.#isStale || this.#core?.isDead;
      const fault = isMoot() || typeof error?.code == "string" ? error
        : await this.#surroundings().then(({ faultOf }) => faultOf(error, from.fault), (failure) => failure);
      if (!isMoot()) this.#context.fail(fault);
    }
  }

  // Whether the page's policy and the browser let the code run.
  #mayRun() {
    if (!WebAssembly.validate(new Uint8Array(SIMD))) throw this.#context.from.fault("old-browser", "This browser is too old for it.");
    try {
      // WebKit compiles in any case, and refuses to run.
      return !!new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(LEAST)));
    } catch {
      return false;
    }
  }

  async #inPage() {
    const { from, slot } = this.#context, root = this.#root, box = document.createElement("div");
    const [code, source] = await Promise.all([core(from), decision(this.#host, this.#given, from)]);
    await pause();
    // Another element may have broken the code down meanwhile: the next try has a new instance.
    if (this.#isStale || code.isDead || !this.#host.isConnected) return;
    const { id, version, title } = parsed(source.text) ?? {};
    this.#decision = id && { model: id, version };
    const before = this.#before(source.name, source.name || this.#decision?.model);
    this.#core = code;
    code.users?.add(this);
    this.#isFaulty = false;
    const preset = this.#preset(), { link } = this.#given;
    let explain;
    const explained = new Promise((done) => { explain = done; });
    this.#crashes++;
    const handle = this.#handle = code.mount(box, source.text, source.url, before ? JSON.stringify(before) : preset, JSON.stringify({
      preset, evidence: evidence(this.#given), foreignHost: source.foreignHost, link: this.#linkOf(link),
      questions: this.#attribute("questions")?.split(/[\s,]+/).filter(Boolean),
      lang: this.#attribute("lang"), reveal: this.#attribute("reveal"), readonly: this.#host.hasAttribute("readonly"),
    }), (name, detail) => {
      if (name == "tb-result") explain();
      return this.#hear(name, JSON.parse(detail));
    });
    this.#crashes = 0;
    // A verdict is shown together with its explanation, which would move it; at once where broken
    // code is replaced.
    if (root.lastChild == slot) await (handle.waits() ? Promise.race([explained, pause(PATIENCE)]) : pause());
    if (this.#handle != handle) return;
    if (code.isDead) throw new Error("The code broke down.");
    const reserved = heightOf(this.#host, slot), hadFocus = root.activeElement;
    this.#lookAtTheme();
    this.#dress({ core: code.css });
    if (this.#isUsed ||= this.#given.isAsked) root.replaceChildren(box);
    else this.#release = settle(this.#host, root, slot, box, reserved, !this.#isFaulty && title, () => { this.#isUsed = true; });
    // The focus of a reader who pressed the loader's button moves into the widget.
    if (hadFocus) enter(box);
    if (handle.opened()) this.#close(link);
    this.#given.link = "";
  }

  // The answers from before, of this element or of one in its place.
  #before(place, name) {
    this.#place = placeOf(this.#host, place);
    this.#name = name;
    return this.#given.value ?? answersAt(this.#place) ?? (this.#key ? stored(this.#key) : null) ?? undefined;
  }

  // Handles what the code tells. A request of the code gets a promise.
  #hear(name, detail) {
    const { tell } = this.#context;
    if (name == "keep") return this.#script("keep.js", KEEP).then(({ keep }) => keep[detail.how](detail));
    if (name == "style") return this.#dress({ details: detail });
    if (name == "tb-change") this.#remember(detail);
    // The decision has mistakes, which the widget lists in its place.
    if (detail?.code == "model") this.#isFaulty = true;
    const widget = this;
    tell(name, name == "tb-change" ? { value: detail }
      // Made when it is read: most pages do not.
      : name == "tb-result" ? { get result() { return widget.result; } }
      : { help: "", ...detail });
  }

  // Applies style sheets, and those from before whose texts stay. The loader's sheet is the first;
  // that of a reserved height is the last.
  #dress(styles) {
    Object.assign(this.#styles, styles);
    this.#page = this.#host.ownerDocument;
    const all = this.#root.adoptedStyleSheets.filter((sheet) => !this.#sheets.includes(sheet)), { theme, core, details } = this.#styles;
    this.#sheets = sheetsFor(this.#host, [theme, core, details].filter(Boolean));
    all.splice(1, 0, ...this.#sheets);
    this.#root.adoptedStyleSheets = all;
  }

  // Sets the colour scheme by the colour behind the element, where the page sets none.
  #lookAtTheme(background) {
    const scheme = schemeOf(this.#host, background), theme = scheme && `@media screen{:host{color-scheme:${scheme}}}`;
    if (theme != this.#styles.theme) this.#dress({ theme });
  }

  // The element is in another place. In another document it has none of its style sheets.
  moved() {
    if (!this.isShown) return;
    this.#leave?.();
    if (this.#page != this.#host.ownerDocument) {
      this.#release?.();
      this.#dress();
      if (this.#frame) return this.#again();
    }
    this.#lookAtTheme();
    this.#accompany();
  }

  #remember(value) {
    this.#given.value = value;
    if (this.#key) stored(this.#key, JSON.stringify(value));
  }

  get #key() { return this.#attribute("state") == "local" && `tie-break ${article()} ${this.#name}`; }

  #preset() {
    const text = this.#attribute("answers") || "{}";
    const refuse = (message, help) => {
      this.#tellWrong("answers", message, help);
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

  // Reports a mistake of the page that does not keep the widget from working.
  #tellWrong(code, message, help) { this.#context.tell("tb-error", { code, message, help }); }

  // Takes the answers out of the address bar once they are read.
  #close(link) {
    this.#given.value = JSON.parse(this.#handle.value());
    try {
      if (location.hash.slice(1) == link) history.replaceState(history.state, "", location.href.split("#")[0]);
    } catch {
      // A page without an address of its own keeps the address that it has.
    }
  }

  // Fetches a script of this version.
  #script(name, integrity) {
    const { from } = this.#context;
    return from.script(new URL(`v/${from.version}/${name}`, from.base).href, integrity);
  }

  // One script for all widgets, forgotten on failure, so that a retry can work.
  #surroundings() {
    return (surroundings ??= this.#script("surroundings.js", SURROUNDINGS).catch((error) => {
      surroundings = undefined;
      throw error;
    }));
  }

  // The widget works without it.
  async #accompany() {
    const turn = this.#turn = {}, { accompany } = await this.#surroundings().catch(() => turn);
    if (turn == this.#turn) this.#leave = accompany?.(this.#host, {
      look: (background) => this.#lookAtTheme(background), tell: this.#context.tell, code: this.#core,
    });
  }

  // A frame of the decision aid's own site has a policy of its own.
  async #inFrame() {
    const { from } = this.#context, host = this.#host, model = named(host, this.#given);
    // The code that the loader has asked for is not needed.
    from.codes[from.base]?.then((answer) => answer.body.cancel()).catch(() => {});
    delete from.codes[from.base];
    const { showFrame } = await this.#script("frame-host.js", FRAME);
    if (this.#isStale || !host.isConnected) return;
    this.#lookAtTheme();
    await showFrame(host, model, {
      ...this.#context,
      start: () => [this.#preset(), this.#given.value = this.#before(model, model)],
      hold: (frame) => { this.#frame = frame; },
      remember: (value) => this.#remember(value),
    });
  }

  // Takes the widget out of the page. An element in its place gets the answers.
  stop() {
    if (this.#place && this.#given.value) keepAnswers(this.#place, this.#given.value);
    this.#core?.users?.delete(this);
    try {
      this.#live?.unmount();
      this.#live?.free();
    } catch {
      // It breaks down on the way out; the other widgets of the same code start again.
    }
    this.#clear();
    this.#styles = {};
    this.#dress();
    this.#root.replaceChildren(this.#context.slot);
    this.#context.mark();
  }

  #clear() {
    this.#release?.();
    this.#leave?.();
    this.#frame?.remove();
    this.#handle = this.#frame = this.#core = this.#decision = this.#release = this.#turn = undefined;
  }

  // The code broke down: shows the same on another instance, with the answers that were told last.
  // The old view stays on the screen until then.
  async revive(isLoop) {
    // A show() that is on its way ends first.
    await this.#showing;
    this.#clear();
    // A widget that breaks the code down whenever it is shown must not stop the others.
    if (isLoop || this.#crashes > 1) return this.#context.fail(this.#context.from.fault("crash", "It broke down again and again.", "Tell us with which answers: value has them."));
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
        forgetAnswers(this.#place);
        if (this.#key) stored(this.#key, "null");
        this.#again();
      }
    } else if (name == "theme" && !this.#frame) this.#lookAtTheme();
    else if (name == "theme" || REMOUNTS.includes(name)) this.#again(name == "model");
  }

  // Shows the widget anew, once, after whatever else changes in the same task.
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

  // Id and version of the decision on the screen; a frame tells them.
  get #shown() { return this.#decision ?? this.#frame?.about; }
  get model() { return this.#given.model ?? this.#attribute("model"); }
  get evidence() { return this.#given.evidence; }
  get value() { return this.#live ? JSON.parse(this.#live.value()) : this.#given.value ?? this.#frame?.about?.answers; }
  get result() { return this.#live ? JSON.parse(this.#live.result()) : this.#frame?.result ?? null; }

  exportState() {
    const shown = this.#shown;
    return shown && { tieBreak: 1, model: shown.model, version: shown.version, answers: this.value };
  }

  importState(state) {
    const { fault } = this.#context.from, own = this.#shown?.model;
    const given = typeof state == "string" ? parsed(state) : state;
    if (!own) throw fault("state", "There is no decision yet.");
    if (given?.tieBreak !== 1 || !isObject(given.answers)) throw fault("state", "This is no state of a decision: it has no answers, or another form.");
    if (given.model != own) throw fault("state", `This state is of the decision ${given.model}, not of ${own}.`);
    this.#host.value = given.answers;
  }
}
