// Random use of a page, decided by a seed alone: each action waits until the page stands still, so that
// the same seed finds the same controls. `window.soak` is what `soak.rs` calls.
(() => {
  // Texts of the widget that the actions look for, by language and by the English text. An element without
  // the attribute has the language of its page.
  const WORDS = "{{words}}", LANGUAGES = ["en", ...Object.keys(WORDS)];
  // How many actions a failure names.
  const REMEMBERED = 25;
  // Longest time for the page to stand still, in milliseconds.
  const PATIENCE = 20_000;

  let random = 1, count = 0;
  const below = (n) => (random = (random * 48271) % 2147483647) % n;
  const pick = (list) => list[below(list.length)];
  const done = [];
  const note = (text) => {
    done.push(`${count}: ${text}`);
    if (done.length > REMEMBERED) done.shift();
  };

  // A text of the widget in a shadow root, in the language of the widget.
  const said = (root, text) => WORDS[root.querySelector("section")?.lang]?.[text] ?? text;

  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const pause = (ms) => new Promise((next) => setTimeout(next, ms));
  // Without the preview of the studio, which comes a while after the studio.
  const elements = () => location.hash.startsWith("#/studio") ? [] : [...document.querySelectorAll("tie-break")];
  const ui = (element) => page(element);

  // Copies, downloads and prints nothing; notes what would have been copied or saved.
  let copied = "", saved;
  URL.createObjectURL = (blob) => (saved = blob, "#");
  URL.revokeObjectURL = () => {};
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) this.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  };
  navigator.clipboard.writeText = (text) => { copied = text; return Promise.resolve(); };
  window.print = () => {};

  // Whether the page stands still: no change for three frames, and nothing loads.
  let changes = 0;
  const watched = new WeakSet(), observer = new MutationObserver((records) => { changes += records.length; });
  const watch = (root) => {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
  };
  const isBusy = (element) => {
    const { shadowRoot: root } = element;
    watch(root);
    if (element.getAttribute("mode") == "static") return false;
    const isShown = root.querySelector(".widget") && element.exportState();
    // Reading the result computes it.
    return !isShown || !element.result || root.querySelector("[aria-busy=true]") || ["Loading …", "Loading…"].some((text) => root.textContent.includes(said(root, text)));
  };
  // Requests and transactions that are not done.
  let pending = 0;
  const { fetch } = window, { transaction } = IDBDatabase.prototype;
  window.fetch = (...given) => {
    pending += 1;
    return fetch(...given).finally(() => { pending -= 1; });
  };
  IDBDatabase.prototype.transaction = function (...given) {
    const made = transaction.apply(this, given), over = () => { pending -= 1; };
    pending += 1;
    made.addEventListener("complete", over);
    made.addEventListener("abort", over);
    return made;
  };
  const settle = async () => {
    const end = performance.now() + PATIENCE;
    for (let quiet = 0, known = -1; quiet < 3;) {
      await frame();
      const busy = pending || elements().some(isBusy) || scene.isBusy?.();
      quiet = !busy && known == changes ? quiet + 1 : 0;
      known = changes;
      if (performance.now() > end) throw new Error("the page does not stand still");
    }
  };
  const until = async (what, is) => {
    for (const end = performance.now() + PATIENCE; !is(); await frame())
      if (performance.now() > end) throw new Error("waited in vain for " + what);
  };

  // ---- one widget ----

  // Controls that leave the page, load the page again or open a dialog of the browser.
  const NEVER = /^(Save as PDF|Reload|Download|Open files|Import a file)/;
  const controls = (root, selector) => [...root.querySelectorAll(selector)].filter((control) =>
    !control.disabled && control.checkVisibility({ visibilityProperty: true }) && !NEVER.test(control.textContent.trim())
    && control.textContent.trim() != said(root, "Print") && !control.closest(".language"));
  const label = (control) => `${control.localName} "${(control.labels?.[0] ?? control).textContent.trim().replace(/\s+/g, " ").slice(0, 60)}"`;
  // The shadow root is open, and a control may be gone after the first of two clicks.
  const click = (control) => {
    if (!control.isConnected) return;
    (control.labels?.[0] ?? control).click();
  };
  const type = (field, text) => {
    field.value = text;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const NUMBERS = ["", "0", "1", "7", "50", "99", "200", "86400", "1000000", "-1", "1e9", "0.5"];

  const answersOf = (model) => {
    const answers = {};
    for (const { id, options, choose, kind, may_not_matter } of model.questions) {
      if (below(3)) continue;
      const ids = options.map((option) => option.id), extra = kind == "cost" || may_not_matter === false ? [] : ["*"];
      const some = ids.filter(() => !below(3));
      answers[id] = choose == "number" ? { peak_requests_per_second: 10 ** below(6) }
        : choose == "many" ? some.length ? some : ["none"]
        : pick([...ids, ...extra]);
    }
    return answers;
  };

  // What a reader does in a widget: weight, name, action. An action returns false where there is nothing
  // to do.
  const reader = (element) => {
    const { shadowRoot: root } = element;
    const among = (selector, name) => {
      const found = controls(root, selector);
      if (!found.length) return false;
      const control = pick(found);
      note(`${name}: ${label(control)}`);
      click(control);
    };
    return [
      [8, () => among("input:is([type=radio], [type=checkbox])", "answer")],
      [8, () => among("button", "press")],
      [4, () => among("[role=tab]", "panel")],
      [2, () => among("summary", "unfold")],
      [2, () => among(".case", "typical case")],
      [2, () => {
        const [next] = controls(root, "button").filter((button) => button.textContent.trim() == said(root, "Next"));
        if (!next) return false;
        note("next");
        click(next);
      }],
      // Two clicks in one task, as from an impatient reader.
      [2, () => {
        const found = controls(root, "button, input:is([type=radio], [type=checkbox])");
        if (!found.length) return false;
        const both = [pick(found), pick(found)];
        note(`at once: ${both.map(label).join(", ")}`);
        both.forEach(click);
      }],
      [3, async () => {
        const tab = controls(root, "[role=tab]").find((tab) => tab.textContent.includes(said(root, "What would change it")));
        if (!tab) return false;
        click(tab);
        await settle();
        const starts = ["Try it", "Try “{0}”"].map((text) => said(root, text).split("{0}")[0]);
        const tries = controls(root, "button").filter((button) => starts.some((start) => button.textContent.startsWith(start)));
        if (!tries.length) return note("nothing to try");
        const trial = pick(tries);
        note(`what if: ${label(trial)}`);
        click(trial);
        await settle();
        const end = controls(root, "button").find((button) => button.textContent == said(root, pick(["Back to my answers", "Make these my answers"])));
        if (end && below(3)) (note(label(end)), click(end));
      }],
      [2, () => {
        const fields = controls(root, "input[type=number], input[type=range]");
        if (!fields.length) return false;
        const field = pick(fields), text = field.type == "range" ? String(below(201)) : pick(NUMBERS);
        note(`type ${text}: ${label(field)}`);
        type(field, text);
      }],
    ];
  };

  // What a page does with an element.
  const author = (element) => {
    const toggle = (name, values) => {
      const value = pick([null, ...values]);
      note(`${name}=${value}`);
      value == null ? element.removeAttribute(name) : element.setAttribute(name, value);
    };
    return [
      [2, () => {
        const model = scene.models[element.getAttribute("model")];
        if (!model) return false;
        const value = answersOf(model);
        note(`value = ${JSON.stringify(value)}`);
        element.value = value;
      }],
      [1, () => (note("reset()"), element.reset())],
      [1, async () => {
        const state = JSON.stringify(element.exportState());
        note(`importState(${state})`);
        element.reset();
        await element.importState(state);
        const now = JSON.stringify(element.value), { answers } = JSON.parse(state);
        if (now != JSON.stringify(answers)) throw new Error(`importState gave ${now}`);
      }],
      [1, () => toggle("theme", ["light", "dark", "auto"])],
      [1, () => toggle("lang", LANGUAGES)],
      [1, () => toggle("readonly", [])],
      [1, () => toggle("reveal", ["end", "live"])],
      [1, () => toggle("heading-level", ["2", "3", "4"])],
      [1, () => toggle("min-height", ["0", "300", "900"])],
      [1, async () => {
        note("mode=static and back");
        element.setAttribute("mode", "static");
        await settle();
        element.removeAttribute("mode");
      }],
      [1, async () => {
        // The loader puts another element into an empty `div` of its own.
        if (element.parentNode.matches("[data-tie-break]")) return false;
        note("removed and added again");
        const { parentNode, nextSibling } = element;
        element.remove();
        if (below(2)) await frame();
        parentNode.insertBefore(element, nextSibling);
      }],
    ];
  };

  // The state of a widget that a fresh one with the same answers must have.
  const stateOf = (element) => {
    const verdict = ui(element).find("region", said(element.shadowRoot, "Given your answers"));
    return {
      value: element.value, result: element.result,
      // With reveal="end", the reader may have asked for the verdict.
      verdict: element.getAttribute("reveal") == "end" ? null : verdict && ui(element).tidy(verdict.innerText),
    };
  };
  // Opens a widget that stands behind a button. Ends what is tried out and folds what is unfolded, which are
  // no part of the answers.
  const open = async (element) => {
    const more = [...element.shadowRoot.children].find((child) => child.localName == "button");
    if (more) {
      click(more);
      await settle();
    }
    for (const unfolded of element.shadowRoot.querySelectorAll("details[open]")) unfolded.open = false;
    const back = controls(element.shadowRoot, "button").find((button) => button.textContent == said(element.shadowRoot, "Back to my answers"));
    if (!back) return;
    click(back);
    await settle();
  };

  // ---- an article with in-page navigation ----

  const TABLE = `<table><caption>Where do you keep recipes?</caption>
    <thead><tr><th>Criterion</th><th>Notebook</th><th>Phone</th><th>Website</th></tr></thead><tbody>
    <tr><th>Works without power</th><td>✅ Always</td><td>➖ For a day</td><td>❌ No</td></tr>
    <tr><th>Search</th><td>❌ No</td><td>✅ Yes</td><td>✅ Yes</td></tr>
    <tr><th>Easy to read</th><td>★★★★★</td><td>★★☆☆☆</td><td>★★★★☆</td></tr>
    <tr><th>Sharing</th><td data-value="10">By hand</td><td data-value="60">By message</td><td data-value="100">By link</td></tr>
    </tbody></table>`;
  const ARTICLES = {
    one: `<h1>One</h1><p>It depends.</p><tie-break model="django-vs-fastapi" loading="eager"><p>Short.</p></tie-break>
      <p>And recipes.</p><tie-break loading="eager">${TABLE}</tie-break><p>The end.</p>`,
    two: `<h1>Two</h1><p>It depends.</p><div data-tie-break data-model="cypress-vs-playwright" data-loading="eager"><p>Short.</p></div>
      <p>The end.</p>`,
  };
  const MARKS = ["✅ Yes", "➖ Partly", "❌ No"];

  const article = {
    models: {},
    name: "one",
    async start() {
      for (const id of ["django-vs-fastapi", "cypress-vs-playwright"])
        this.models[id] = await (await fetch(`/tiebreak/models/${id}.json`)).json();
      history.replaceState(null, "", "?article=one");
      addEventListener("popstate", () => this.show(new URLSearchParams(location.search).get("article") ?? "one"));
      this.show("one");
      await settle();
    },
    show(name) {
      this.name = name;
      document.querySelector("main").innerHTML = ARTICLES[name];
    },
    go(name, fragment = "") {
      history.pushState(null, "", "?article=" + name + fragment);
      this.show(name);
    },
    // Answers by model; those of the table have the model null.
    values() {
      return Object.fromEntries(elements().map((element) => [element.getAttribute("model"), JSON.stringify(element.value)]));
    },
    same(before, what) {
      const now = this.values();
      for (const [model, value] of Object.entries(before))
        if (now[model] != value) throw new Error(`${what}: the answers of ${model} were ${value}, and are ${now[model]}`);
    },
    actions() {
      const element = pick(elements()), table = elements().find((other) => other.querySelector("table"));
      const background = pick(["", "#111", "#fff"]), width = pick(["", "340px", "620px"]);
      return [
        ...reader(element), ...author(element),
        [2, async () => {
          const before = this.values(), from = this.name, other = from == "one" ? "two" : "one", isBack = below(2);
          note(`to article ${other} and ${isBack ? "back" : "to it again"}`);
          this.go(other);
          await settle();
          if (isBack) history.back();
          else this.go(from);
          await until("the article", () => this.name == from);
          await settle();
          // Of the changed table, the article has its first version again.
          delete before.null;
          this.same(before, "to another article and back");
        }],
        [1, () => (note("to the other article"), this.go(this.name == "one" ? "two" : "one"))],
        [2, async () => {
          const copy = controls(element.shadowRoot, "button").find((button) => button.textContent == said(element.shadowRoot, "Copy link"));
          if (!copy || !element.hasAttribute("model")) return false;
          // A link has the answers that are tried out.
          await open(element);
          copied = "";
          click(copy);
          await until("a link", () => copied);
          const model = element.getAttribute("model"), { overrides, ...answers } = element.value;
          note(`open the link ${copied}`);
          element.reset();
          await settle();
          this.go(this.name, new URL(copied).hash);
          await settle();
          if (location.hash) throw new Error("the link is still in the address");
          const opened = elements().find((other) => other.getAttribute("model") == model).value;
          delete opened.overrides;
          const sorted = (value) => JSON.stringify(Object.entries(value).sort());
          if (sorted(opened) != sorted(answers)) throw new Error(`the link gave ${sorted(opened)} for ${sorted(answers)}`);
        }],
        [3, async () => {
          if (!table) return false;
          const { tBodies: [body], rows } = table.querySelector("table"), before = table.exportState().version;
          const marks = () => [...body.rows].filter((row) => /^[✅➖❌]/u.test(row.cells[1].textContent));
          const row = pick(marks()), cell = row.cells[1 + below(row.cells.length - 1)];
          const change = pick([
            () => { cell.textContent = pick(MARKS.filter((mark) => mark != cell.textContent)); },
            () => { body.rows.length < 8 && body.append(Object.assign(row.cloneNode(true), { innerHTML: row.innerHTML.replace(/<th>.*?<\/th>/, `<th>Row ${count}</th>`) })); },
            () => { if (body.rows.length > 4) body.lastElementChild.remove(); },
            () => { body.append(body.rows[0]); },
            () => { for (const other of rows) other.append(other.cells[1]); },
          ]);
          const text = table.querySelector("table").innerText;
          change();
          const now = table.querySelector("table").innerText;
          if (text == now) return false;
          note(`table: ${String(change).slice(8, 60)}`);
          // Only the order may have changed, which makes no other version.
          const end = performance.now() + 500;
          while (table.exportState()?.version == before && performance.now() < end) await frame();
        }],
        [1, () => {
          note(`background ${background}`);
          document.body.style.background = background;
          document.body.style.color = background == "#111" ? "#eee" : "";
        }],
        [1, () => {
          note(`width ${width}`);
          document.querySelector("main").style.width = width;
        }],
      ];
    },
    // Each widget as a fresh one, made of the same content, must be.
    async twins() {
      for (const element of elements()) {
        await open(element);
        await settle();
        const state = stateOf(element), twin = element.cloneNode(true);
        twin.value = state.value;
        document.querySelector("main").append(twin);
        await settle();
        await open(twin);
        compare(stateOf(twin), state);
        twin.reset();
        await settle();
        twin.remove();
        await pause(0);
      }
    },
    // All that is left to measure are the article and its widgets, without answers.
    async rest() {
      document.body.style.background = document.body.style.color = document.querySelector("main").style.width = "";
      for (const name of ["two", "one"]) {
        this.show(name);
        history.replaceState(null, "", "?article=" + name);
        await settle();
        for (const element of elements()) element.reset();
        await this.settleState();
      }
    },
    async replay(states) {
      document.querySelector("main").innerHTML = states.map(({ html }) => html).join("");
      elements().forEach((element, i) => { element.value = states[i].value; });
      await this.settleState();
      elements().forEach((element, i) => compare(stateOf(element), states[i]));
    },
    state() { return elements().map((element) => ({ html: element.outerHTML, ...stateOf(element) })); },
    async settleState() {
      await settle();
      for (const element of elements()) await open(element);
      await settle();
    },
  };

  // ---- the standalone page ----

  const TEXTS = ["", "a", "Shop", "Gateway", "<b>bold</b>", "Ünï©ödé 🙂", "\u202eabc", "x".repeat(300), "https://example.org/", "#tb=1/django-vs-fastapi/1.0.0/00/product=api/end-00"];
  // What the page does not get more of, so that its memory can be compared.
  const MOST_SAVED = 6;

  const standalone = {
    models: {},
    depth: 0,
    app: document.getElementById("app"),
    async start() {
      for (const id of ["django-vs-fastapi", "drizzle-vs-prisma"])
        this.models[id] = await (await fetch(`models/${id}.json`)).json();
      await settle();
    },
    isBusy() { return /Loading\s?…/.test(this.app.textContent); },
    async go(hash) {
      if (location.hash == hash) return;
      this.depth += 1;
      location.hash = hash;
      await settle();
    },
    buttons(name) { return controls(this.app, "button").filter((button) => button.textContent.trim() == name); },
    async choose(label, name, text) {
      const input = [...this.app.querySelectorAll("input[type=file]")].find((field) => field.closest("label").innerText.startsWith(label));
      if (!input) return false;
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      input.files = transfer.files;
      input.dispatchEvent(new Event("change"));
      await until("the file to be taken", () => !input.files.length);
      await settle();
    },
    actions() {
      const { hash } = location;
      // The studio is visited, but not used: it keeps what is made there.
      const isStudio = hash.startsWith("#/studio"), [element] = elements();
      if (this.app.querySelectorAll(".entries > li").length > MOST_SAVED)
        return [[1, () => (note("delete a saved decision"), click(pick(this.buttons("Delete"))))]];
      return [
        ...(element ? [...reader(element), ...author(element).slice(0, 3)] : []),
        [6, () => {
          const link = pick(controls(this.app, "a[href^='#']"));
          note(`link ${link.getAttribute("href")}`);
          return this.go(link.getAttribute("href"));
        }],
        [2, async () => {
          if (!this.depth) return false;
          this.depth -= 1;
          note("back");
          const left = new Promise((left) => addEventListener("popstate", left, { once: true }));
          history.back();
          await left;
        }],
        [isStudio ? 0 : 6, () => {
          const button = pick(controls(this.app, "button"));
          note(`page: ${label(button)}`);
          click(button);
        }],
        [isStudio ? 0 : 2, () => {
          const found = controls(this.app, "input[type=checkbox], summary");
          if (!found.length) return false;
          const control = pick(found);
          note(`page: ${label(control)}`);
          control.click();
        }],
        [isStudio ? 0 : 3, async () => {
          const fields = controls(this.app, "input:is([type=text], [type=search], :not([type])), textarea");
          if (!fields.length) return false;
          const field = pick(fields), text = pick(TEXTS);
          note(`page: type ${text.slice(0, 30)}: ${label(field)}`);
          type(field, text);
          // Notes are saved when the reader stops typing.
          await pause(450);
        }],
        [isStudio ? 0 : 1, () => {
          const fields = controls(this.app, "select");
          if (!fields.length) return false;
          const field = pick(fields), option = pick([...field.options]);
          note(`page: select ${option.textContent}`);
          type(field, option.value);
        }],
        [element ? 4 : 0, () => {
          const name = pick(["", "Ann", "Bob", "Shop"]), button = pick(["Save", "Save changes", "Save as new"].flatMap((name) => this.buttons(name)));
          const field = this.app.querySelector("#name");
          if (!button || !field) return false;
          note(`${button.textContent} ${name}`);
          field.value = name;
          click(button);
        }],
        [element ? 2 : 0, async () => {
          const before = element.value;
          if (!Object.keys(before).length) return false;
          note("to the first page and back");
          await open(element);
          await this.go("#/");
          await this.go(hash);
          const [again] = elements();
          if (JSON.stringify(again?.value) != JSON.stringify(before))
            throw new Error(`the answers were ${JSON.stringify(before)}, and are ${JSON.stringify(again?.value)}`);
        }],
        [element ? 1 : 0, async () => {
          const copy = controls(element.shadowRoot, "button").find((button) => button.textContent == said(element.shadowRoot, "Copy link"));
          if (!copy) return false;
          await open(element);
          copied = "";
          click(copy);
          await until("a link", () => copied);
          note(`open the link ${copied}`);
          element.reset();
          await settle();
          await this.go(new URL(copied).hash);
        }],
        [hash == "#/" ? 1 : 0, async () => {
          // A search can hide all saved decisions.
          const [all] = this.buttons("Export all"), some = this.buttons("Delete");
          if (!all || !some.length) return false;
          note("export, delete one, import");
          click(all);
          const text = await saved.text();
          click(pick(some));
          await settle();
          await this.choose("Import a file", "saved.json", text);
        }],
        [hash == "#/" ? 1 : 0, () => {
          note("a decision of the reader's own");
          return this.choose("Open files", "own.json", JSON.stringify({ ...this.models["drizzle-vs-prisma"], id: "mine", evidence: undefined }));
        }],
        [1, () => this.go(pick(["#/compare", "#/d/own:mine", "#/d/nowhere", "#/s/nowhere", "#/how/django-vs-fastapi"]))],
        [1, () => {
          const scheme = pick(["", "light", "dark"]);
          note(`colour scheme ${scheme}`);
          document.documentElement.style.colorScheme = scheme;
        }],
      ];
    },
    async twins() {},
    async rest() {
      document.documentElement.style.colorScheme = "";
      this.app.querySelector("dialog")?.close();
      for (const id of ["django-vs-fastapi", "cypress-vs-playwright", "drizzle-vs-prisma", "own:mine"]) {
        await this.go("#/d/" + id);
        for (const element of elements()) element.reset();
        for (const field of this.app.querySelectorAll("textarea")) type(field, "");
        await pause(450);
        await settle();
      }
      const press = async (name) => {
        for (let button; ([button] = this.buttons(name), button);) {
          click(button);
          await settle();
        }
      };
      await this.go("#/compare");
      await press("Remove links");
      await this.go("#/");
      for (const field of this.app.querySelectorAll("input[type=search]")) type(field, "");
      await settle();
      for (const name of ["Cancel", "Delete", "Remove", "Close"]) await press(name);
    },
    async replay([state]) {
      const [element] = elements();
      element.value = state.value;
      await this.settleState();
      compare(stateOf(element), state);
    },
    state() { return elements().map(stateOf); },
    async settleState() {
      this.app.querySelector("dialog")?.close();
      await this.go("#/d/django-vs-fastapi");
      await settle();
      for (const element of elements()) await open(element);
      await settle();
    },
  };

  const compare = (found, wanted) => {
    for (const name of ["value", "result", "verdict"]) {
      const value = wanted[name];
      const [one, other] = [value, found[name]].map((value) => JSON.stringify(value));
      if (one != other) throw new Error(`a fresh widget with the answers ${JSON.stringify(wanted.value)} has another ${name}:\n${other}\ninstead of\n${one}`);
    }
  };

  let scene;
  const scenes = { article, standalone };

  // The actions of a page that was left without being asked to.
  addEventListener("pagehide", () => sessionStorage.setItem("soak", done.join("\n")));

  const check = () => {
    const heard = probe.heard.splice(0);
    probe.events.length = 0;
    if (heard.length) throw new Error("heard:\n" + heard.join("\n"));
    for (const element of elements()) {
      if (typeof element.value != "object" || !element.value) throw new Error("an element has no answers");
      if (element.shadowRoot.querySelectorAll(".widget").length != 1) throw new Error("an element has not one widget");
    }
  };

  const one = async () => {
    for (;;) {
      const actions = scene.actions(), all = actions.reduce((sum, [weight]) => sum + weight, 0);
      let place = below(all);
      const [, action] = actions.find(([weight]) => (place -= weight) < 0);
      if (await action() !== false) return;
    }
  };
  const guarded = async (work) => {
    try {
      await work();
      return null;
    } catch (error) {
      return `${error.message}\nafter ${count} actions, the last of which are\n${done.join("\n")}`;
    }
  };

  window.soak = {
    start: (name, seed) => guarded(async () => {
      // Neighbouring seeds begin with similar numbers.
      random = (seed % 2147483646) + 1;
      for (let i = 0; i < 10; i += 1) below(2);
      scene = scenes[name];
      watch(document);
      // Before the page has loaded, a new fragment replaces the entry of the history, and "back" would leave
      // the page.
      await until("the page to load", () => document.readyState == "complete");
      await scene.start();
    }),
    // Gives a fresh page the answers of `states`, and compares its widgets with them.
    replay: (name, states) => guarded(async () => {
      scene = scenes[name];
      watch(document);
      await scene.replay(states);
      check();
    }),
    // Does so many actions. Returns an error as text, or null.
    act: (actions) => guarded(async () => {
      for (let i = 0; i < actions; i += 1) {
        count += 1;
        await one();
        await settle();
        check();
      }
    }),
    twins: () => guarded(async () => {
      await scene.twins();
      check();
    }),
    rest: () => guarded(async () => {
      await scene.rest();
      check();
      // Browsers hold the element that had the focus last, and the element that a key or a click met last.
      document.activeElement?.blur();
      getSelection().removeAllRanges();
      document.body.click();
      copied = "";
      saved = undefined;
      done.length = 0;
      await pause(300);
    }),
    state: async () => {
      const error = await guarded(() => scene.settleState());
      return error ? { error } : { state: scene.state() };
    },
    wasm: async () => {
      const core = await Object.values(globalThis[Symbol.for("tie-break")].cores)[0];
      return (await core.default()).memory.buffer.byteLength;
    },
  };
})();
