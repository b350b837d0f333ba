// The rest of the element, fetched when the element is near the screen: shows the decision or an error.
// `context` is the part of the element that the loader implements, see public/embed.js.

import { answersAt, article, forgetAnswers, keepAnswers, placeOf, stored } from "./element/answers.js";
import { core } from "./element/core.js";
import { isObject, parsed, plain } from "./element/data.js";
import { about, decision, evidence, hasTable, named } from "./element/decision.js";
import { languageOf, primary } from "./element/language.js";
import { enter, heightOf, settle } from "./element/reserve.js";
import { sheetsFor } from "./element/sheets.js";
import { schemeOf } from "./element/theme.js";

// Digests of the scripts that are fetched later.
const KEEP = "{{integrity keep.js}}", FRAME = "{{integrity frame-host.js}}", SURROUNDINGS = "{{integrity surroundings.js}}", TABLE = "{{integrity table.js}}", LANGUAGE = "{{integrity language.js}}";
// Largest length of preset answers, in bytes, and of a link, in characters.
const MOST_ANSWERS = 8192, MOST_LINK = 4096;
// Longest time that a verdict waits for its explanation, in milliseconds.
const PATIENCE = 1000;
// Attributes and properties whose change mounts the widget again.
const REMOUNTS = ["model", "evidence", "questions", "lang", "readonly", "reveal", "mode", "heading-level"];

// The smallest module, to test whether the policy allows WebAssembly, and one with a vector instruction,
// to test whether the engine supports it.
const LEAST = [0, 97, 115, 109, 1, 0, 0, 0];
const SIMD = [...LEAST, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

// The scripts that are fetched later, by address.
const scripts = {};

// Lets the browser handle other events.
const pause = (ms = 0) => new Promise((done) => setTimeout(done, ms));

export class Widget {
  #host; #root; #context; #given; #name; #decision; #place; #core; #handle; #frame; #turn; #leave;
  #showing; #isStale; #isFaulty; #isUsed; #release; #crashes = 0;
  // The decision that the table in the element has become.
  #table;
  // Texts of the style sheets, the sheets of these texts, and the document of the sheets.
  #styles = {}; #sheets = []; #page;

  constructor(host, context) {
    this.#host = host;
    this.#root = host.shadowRoot;
    this.#context = context;
    this.#given = context.given;
  }

  get isShown() { return !!(this.#handle || this.#frame); }
  // Crashed code is not called.
  get #live() { return this.#core?.isDead ? null : this.#handle; }
  #attribute(name) { return this.#host.getAttribute(name); }

  show() {
    return (this.#showing ||= this.#show().finally(() => {
      this.#showing = undefined;
      // A listener of tb-ready or tb-error may have changed an attribute.
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
        // Attributes may have changed meanwhile, or the element was removed and inserted again.
      } while (this.#isStale || !this.isShown);
      mark(this.#isFaulty ? "error" : "ready");
      this.#accompany();
      tell("tb-ready", { version: from.version, ms: Math.round(performance.now() - start) });
    } catch (error) {
      // `revive` reports crashed code. Superseded requests are not reported.
      const isMoot = () => this.#isStale || this.#core?.isDead;
      const fault = isMoot() || typeof error?.code == "string" ? error
        : await this.#surroundings().then(({ faultOf }) => faultOf(error, from.fault), (failure) => failure);
      // Without a decision, a table stays as the author has written it.
      if (isMoot()) return;
      if (fault.code != "table") return this.#context.fail(fault);
      this.#root.replaceChildren(this.#context.slot);
      mark("error");
    }
  }

  // Whether the page's policy and the browser let the code run.
  #mayRun() {
    if (!WebAssembly.validate(new Uint8Array(SIMD))) throw this.#context.from.fault("old-browser", "This browser is too old.");
    try {
      // WebKit always compiles the module, and does not run it if the policy forbids that.
      return !!new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(LEAST)));
    } catch {
      return false;
    }
  }

  async #inPage() {
    const { from, slot } = this.#context, root = this.#root, box = document.createElement("div");
    const around = languageOf(this.#host);
    const [code, source, early] = await Promise.all([core(from), decision(this.#host, this.#given, from), this.#texts(around)]);
    const lang = around || String(about(source).lang ?? ""), texts = early ?? await this.#texts(around ? "" : lang);
    await pause();
    // The code may have crashed in another element meanwhile: the next try has a new instance.
    if (this.#isStale || code.isDead || !this.#host.isConnected) return;
    if (texts) {
      if (!await new Promise((done) => code.add_language(texts, done))) this.#tellWrong("language", "The texts of the language cannot be read.", "");
      if (this.#isStale || code.isDead || !this.#host.isConnected) return;
    }
    if (!source.sealed) {
      await this.#check(code, source);
      if (this.#isStale || code.isDead || !this.#host.isConnected) return;
    }
    const title = this.#identify(source), { link } = this.#given;
    const before = this.#before(source.isTable ? "table" : source.name, source.name || this.#decision?.model);
    this.#core = code;
    code.users?.add(this);
    this.#isFaulty = false;
    let explain;
    const explained = new Promise((done) => { explain = done; });
    const handle = this.#handle = this.#mount(code, source, box, before, explain, lang);
    // Shows a verdict together with its explanation, because the explanation would move the verdict. Does
    // not wait if the widget replaces one that crashed.
    if (root.lastChild == slot) await (handle.waits() ? Promise.race([explained, pause(PATIENCE)]) : pause());
    if (this.#handle != handle) return;
    if (code.isDead) throw new Error("The code has crashed.");
    const reserved = heightOf(this.#host, slot), hadFocus = root.activeElement;
    // The widget follows the table, unless the page wants it instead of the table.
    const isBelow = source.isTable && this.#attribute("mode") != "replace";
    this.#lookAtTheme();
    this.#dress({ core: code.css });
    if (isBelow) box.style.marginBlockStart = "12px";
    root.replaceChildren(...isBelow ? [slot, box] : [box]);
    if (!(this.#isUsed ||= this.#given.isAsked))
      this.#release = settle(this.#host, root, slot, box, reserved, isBelow, !this.#isFaulty && title, () => { this.#isUsed = true; });
    // The focus of a reader who pressed the loader's button moves into the widget.
    if (hadFocus) enter(box);
    if (handle.opened()) this.#close(link);
    this.#given.link = "";
  }

  // The texts of a language; undefined for English and for a language without texts. Without its texts,
  // the widget is English.
  async #texts(lang) {
    if (!lang || primary(lang) == "en") return;
    try {
      return await (await this.#script("language.js", LANGUAGE)).texts(lang, this.#context.from);
    } catch ({ message, help }) {
      this.#tellWrong("language", message, help);
    }
  }

  // Checks a decision that the build has not checked; that of a table is made first.
  async #check(code, source) {
    if (source.isTable) await this.#convert(code, source);
    source.sealed = await new Promise((done) => code.seal_model(source.text, done));
    if (source.sealed === undefined) throw this.#context.from.fault("network", "Its files did not load.", "Check connect-src of this page.");
  }

  // Notes which decision is shown, and returns its title.
  #identify(source) {
    const { id, version, title } = about(source);
    this.#decision = id && { model: id, version };
    return title;
  }

  // Mounts the widget in `box`. `explain` is called at the first result.
  #mount(code, source, box, before, explain, lang = languageOf(this.#host)) {
    const preset = this.#preset();
    this.#crashes++;
    const handle = code.mount(box, source.sealed, source.text ?? "", source.url, before ? JSON.stringify(before) : preset, JSON.stringify({
      preset, evidence: source.evidence ?? evidence(this.#given), foreignHost: source.foreignHost, link: this.#linkOf(this.#given.link),
      questions: this.#attribute("questions")?.split(/[\s,]+/).filter(Boolean),
      lang, reveal: this.#attribute("reveal"), readonly: this.#host.hasAttribute("readonly"),
    }), (name, detail) => {
      if (name == "tb-result") explain?.();
      return this.#hear(name, JSON.parse(detail));
    });
    this.#crashes = 0;
    return handle;
  }

  // Turns the table in the element into a decision, reports its problems, and follows its changes.
  async #convert(code, source) {
    const { convert } = await this.#script("table.js", TABLE), { from, tell } = this.#context;
    this.#table?.unwatch?.();
    this.#table = source;
    await convert(this.#host, code, source, { fault: from.fault, tell, changed: () => this.#follow(source) });
  }

  // Called after a change of the table: shows the changed decision in the place of the earlier one. While
  // the table has errors, the earlier one stays.
  async #follow(source) {
    const code = this.#core, before = this.#handle, { key } = source, { activeElement } = this.#root;
    if (!before || code.isDead) return this.show();
    await this.#check(code, source).catch(() => {});
    if (source.key == key || before != this.#handle || code.isDead) return;
    const box = [...this.#root.children].find((child) => child.localName == "div");
    this.#identify(source);
    this.#handle = this.#mount(code, source, box, JSON.parse(before.value()));
    before.unmount();
    before.free();
    if (activeElement) enter(box);
  }

  // The earlier answers, of this element or of a removed element in the same place.
  #before(place, name) {
    this.#place = placeOf(this.#host, place);
    this.#name = name;
    return this.#answers ?? answersAt(this.#place) ?? (this.#key ? stored(this.#key) : null) ?? undefined;
  }

  // The answers that the page has set. Other values than objects are reported, and change nothing.
  get #answers() {
    const { value } = this.#given, answers = plain(value);
    if (value == null || isObject(answers)) return answers ?? undefined;
    this.#given.value = this.#live ? parsed(this.#live.value()) : this.#frame?.value;
    this.#tellWrong("answers", "The property value is not an object with answers.", 'Set an object such as {"question": "option"}.');
  }

  // Handles an event or a request of the code. Returns a promise for a request.
  #hear(name, detail) {
    const { tell } = this.#context;
    if (name == "keep") return this.#script("keep.js", KEEP).then(({ keep }) => keep[detail.how](detail));
    if (name == "style") return this.#dress({ details: detail });
    if (name == "tb-change") this.#remember(detail);
    // The model file has errors; the widget lists them.
    if (detail?.code == "model") this.#isFaulty = true;
    const widget = this;
    tell(name, name == "tb-change" ? { value: detail }
      // The result is computed when the page reads it.
      : name == "tb-result" ? { get result() { return widget.result; } }
      : { help: "", ...detail });
  }

  // Applies the style sheets; sheets of other kinds stay. The sheet of the loader is the first, the sheet
  // of a reserved height is the last.
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

  // Called after a move. In another document, the element has none of its style sheets.
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
    this.#tellWrong("link", "The link is longer than 4 kB.", "Copy the link again.");
    return "";
  }

  // Reports an error in the input of the page; the widget works nevertheless.
  #tellWrong(code, message, help) { this.#context.tell("tb-error", { code, message, help }); }

  // Removes the answers from the address bar after they are read.
  #close(link) {
    this.#given.value = JSON.parse(this.#handle.value());
    try {
      if (location.hash.slice(1) == link) history.replaceState(history.state, "", location.href.split("#")[0]);
    } catch {
      // A page without an address of its own, such as `about:srcdoc`, cannot change it.
    }
  }

  // Fetches a script of this version, once for all widgets. A failure is not cached, so that a retry can
  // work.
  #script(name, integrity) {
    const { from } = this.#context, url = new URL(`v/${from.version}/${name}`, from.base).href;
    return (scripts[url] ??= from.script(url, integrity).catch((error) => {
      delete scripts[url];
      throw error;
    }));
  }

  #surroundings() { return this.#script("surroundings.js", SURROUNDINGS); }

  // The widget also works without this script.
  async #accompany() {
    const turn = this.#turn = {}, { accompany } = await this.#surroundings().catch(() => turn);
    if (turn == this.#turn) this.#leave = accompany?.(this.#host, {
      look: (background) => this.#lookAtTheme(background), tell: this.#context.tell, code: this.#core,
    });
  }

  // A frame of Tiebreak's site has its own policy.
  async #inFrame() {
    const { from } = this.#context, host = this.#host, model = named(host, this.#given);
    if (!model && hasTable(host)) {
      this.#tellWrong("table", "A frame cannot read the table of this page.", "Remove mode=\"iframe\", or add 'wasm-unsafe-eval' to script-src of this page.");
      throw from.fault("table", "");
    }
    // The code that the loader has requested is not needed.
    from.codes[from.base]?.then((answer) => answer.body.cancel()).catch(() => {});
    delete from.codes[from.base];
    const [{ showFrame }] = await Promise.all([this.#script("frame-host.js", FRAME), this.#texts(languageOf(host))]);
    if (this.#isStale || !host.isConnected) return;
    this.#lookAtTheme();
    await showFrame(host, model, {
      ...this.#context,
      start: () => [this.#preset(), this.#given.value = this.#before(model, model)],
      hold: (frame) => { this.#frame = frame; },
      remember: (value) => this.#remember(value),
    });
  }

  // Unmounts the widget. If the element was removed, the next element in the same place gets the answers.
  stop() {
    if (this.#place && this.#given.value && !this.#host.isConnected) keepAnswers(this.#place, this.#given.value);
    this.#core?.users?.delete(this);
    try {
      this.#live?.unmount();
      this.#live?.free();
    } catch {
      // The code crashes while it unmounts; the other widgets of the same code restart.
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
    this.#table?.unwatch?.();
    this.#frame?.remove();
    this.#handle = this.#frame = this.#core = this.#decision = this.#release = this.#turn = undefined;
  }

  // Called after a crash: mounts the widget on another instance, with the answers of the last
  // `tb-change`. The old view stays on the screen until then.
  async revive(isLoop) {
    // A running show() ends first.
    await this.#showing;
    this.#clear();
    // A widget that crashes the code each time must not stop the others.
    if (isLoop || this.#crashes > 1) return this.#context.fail(this.#context.from.fault("crash", "It crashed repeatedly.", "Report this bug, with the answers in value."));
    if (this.#host.isConnected) await this.show();
  }

  changed(name) {
    if (name == "value") {
      const answers = this.#given.value == null ? {} : this.#answers;
      if (!answers) return;
      this.#live?.set_value(JSON.stringify(answers), "{}");
      this.#frame?.set(answers);
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

  // Mounts the widget again, once, after all changes of the same task.
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

  // Id and version of the decision on the screen; a frame reports them.
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
    if (!own) throw fault("state", "No decision is loaded yet.");
    if (given?.tieBreak !== 1 || !isObject(given.answers)) throw fault("state", "This is not a state of a decision.");
    if (given.model != own) throw fault("state", `This state is of the decision ${given.model}, not of ${own}.`);
    this.#host.value = given.answers;
  }
}
