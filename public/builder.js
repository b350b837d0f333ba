// Builds the code that an author pastes. The folder of this script is the address of the site.

import { count, kilobytes, language, list, onChange, ready, say, sayAround } from "./builder/language.js";
import { find } from "./builder/page.js";
import * as table from "./builder/table.js";
import { read as readTable } from "./table.js";

const HOME = new URL(".", import.meta.url);
// Texts in the code are in English: an article can be in another language than this page.
const OPEN = "Open the decision aid", OWN = "another", NEAR = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const form = find("choices"), lines = find("lines");

const fetched = async (path) => {
  const answer = await fetch(new URL(path, HOME));
  if (answer.ok) return answer;
  await ready;
  throw new Error(say("{0}: the server answered {1}", path, answer.status));
};
const json = async (path) => (await fetched(path)).json();
const [told, shipped] = await Promise.all(["version.json", "models/index.json"].map(json)).catch(async (error) => {
  await ready;
  find("broken").textContent = say("The data for the code could not be loaded. Load the page again. ({0})", error.message);
  throw error;
});
await ready;

const FROZEN = "v/" + told.version + "/embed.js";

// The choices of the author, and a message for each field with a mistake.
const choices = () => {
  const all = Object.fromEntries(new FormData(form)), wrong = {};
  if (all.start == "table") {
    delete all.model;
    if (table.reason()) wrong.source = table.reason();
    if (all.form == "frame") wrong.form = say("A frame cannot read the table of your page. Choose another form.");
  } else if (all.model == OWN) {
    let url;
    try { url = new URL(all.address.trim()); } catch {}
    if (!url) wrong.address = say("Enter the complete address of the decision's file, including https://.");
    else if (url.protocol != "https:" && !(url.protocol == "http:" && NEAR.test(url.hostname)))
      wrong.address = say("The address must begin with https://. Browsers block other addresses in articles.");
    else if (url.username || url.password) wrong.address = say("The address must not contain a name or password. Every reader would see them.");
    else all.model = url.href;
    if (all.form == "frame") wrong.form = say("A frame shows only the decisions of this site. Choose one of them, or another form.");
  }
  const height = form.elements["min-height"];
  if (missing && all.fallback && all.model) wrong.model = say("The summary for readers without scripts could not be loaded ({0}). Choose the decision again, or remove the summary below.", missing);
  if (!height.checkValidity()) wrong["min-height"] = say("Enter a number from 120 to 2000, or leave the field empty.");
  return { ...all, wrong };
};

// Text between tags, or in the quotes of an attribute.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
const attributes = (named) => named.filter(([, value]) => value)
  .map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");

const LOOK = ["theme", "heading-level", "reveal"];

// The code to paste. `written` is the table of the author, see builder/table.js.
const snippet = (chosen, preset, inside, written) => {
  const script = chosen.version == "frozen"
    ? [["src", new URL(FROZEN, HOME)], ["integrity", told.files[FROZEN].sri], ["crossorigin", "anonymous"]]
    : [["src", new URL("embed.js", HOME)]];
  const answers = preset && JSON.stringify(preset);
  if (chosen.form == "frame") {
    const frame = new URL("embed/frame.html", HOME);
    frame.hash = new URLSearchParams([["model", chosen.model], ["answers", answers], ...LOOK.map((name) => [name, chosen[name]])]
      .filter(([, value]) => value));
    const room = [["width", "100%"], ["height", chosen["min-height"] || "420"], ["frameborder", "0"]];
    return `<iframe${attributes([["src", frame], ["title", title()], ...room, ["loading", "lazy"], ["allow", "clipboard-write"]])}></iframe>\n`
      + `<p><a href="${escaped(page())}">${OPEN}</a></p>\n`
      + `<script type="module"${attributes([["src", new URL("embed/resize.js", HOME)]])}></script>\n`;
  }
  const settings = ["loading", ...written ? [] : ["min-height"]];
  const named = [
    ["model", chosen.model], ["answers", answers], ...[...LOOK, ...settings].map((name) => [name, chosen[name]]),
    ["mode", written && chosen.place],
  ];
  // Markdown is read as Markdown only between empty lines; kramdown and Python-Markdown also need the
  // attribute `markdown`.
  const isDiv = chosen.form == "div", gap = written?.isMarkdown ? "\n" : "";
  const tag = isDiv ? "div" : "tie-break", open = isDiv ? "div data-tie-break" : tag;
  const data = isDiv ? named.map(([name, value]) => ["data-" + name, value]) : named;
  const more = [["data-orientation", written?.orientation], ["markdown", isDiv && gap && "1"]];
  return `<${open}${attributes([...data, ...more])}>\n${gap}${inside}${gap}</${tag}>\n${gap}<script async${attributes(script)}></script>\n`;
};

// Notes for the author before pasting: for each, its name, a text, and the values of its placeholders.
const facts = (chosen) => {
  const { origin } = HOME, foreign = /:/.test(chosen.model ?? "") ? " " + new URL(chosen.model).origin : "";
  const policy = chosen.form == "frame" ? `frame-src ${origin}; script-src ${origin}`
    : `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}${foreign}`;
  const digest = told.files[FROZEN]?.sri;
  let integrity = ["none: the code uses the latest version, now {0}", told.version];
  if (chosen.form == "frame") integrity = ["none: a frame uses the latest version"];
  else if (chosen.version == "frozen") integrity = foreign
    ? ["{0} (version {1}, including all files that the code loads except the decision's file)", digest, told.version]
    : ["{0} (version {1}, including all files that the code loads)", digest, told.version];
  const storage = foreign ? "no cookies, nothing stored; requests go only to this site and to the site of the decision's file"
    : "no cookies, nothing stored; requests go only to this site";
  const extra = chosen.start == "table" ? ["table.js", "split_table.wasm"] : [];
  const total = extra.reduce((sum, name) => sum + (told.files[`v/${told.version}/${name}`]?.brotli ?? 0), told.first_answer_br);
  return [
    ["Downloads", "{0} before the decision aid is near the screen, {1} in total until the first answer, compressed with brotli", kilobytes(told.loader_br), kilobytes(total)],
    ["Policy", "a page with a content security policy needs: {0}", policy],
    ["Integrity", ...integrity],
    ["Storage", storage],
  ];
};

// ---- content for readers without scripts ----

// The model that was chosen last, and its data; `missing` is the reason of a failure.
let asked, turn = 0, isReading = false, decision, fallback = "", missing = "";
// The answers for the readers, the verdict for them, and its sentence in the code.
let preset, verdict, outcome = "";

const title = () => decision?.title || "Decision aid";
const page = () => new URL("index.html", HOME);

// The site has a summary for each shipped decision. The summary has no link if the address of the site
// was not known to the build.
const inside = () => {
  const open = `<p><a href="${escaped(page())}">${OPEN}</a></p>\n`;
  return (fallback || "<p>This decision aid needs JavaScript.</p>\n") + outcome + (fallback && !fallback.includes(OPEN) ? open : "");
};

const read = async (model) => {
  const found = shipped.find(({ id }) => id == model), mine = ++turn;
  let text = "", error = "";
  try {
    if (found) text = await (await fetched(`fallback/${model}.html`)).text();
  } catch ({ message }) {
    error = message;
  }
  // Another model may have been chosen meanwhile, and its data may have arrived before.
  const isLast = mine == turn;
  if (isLast) [decision, fallback, missing, isReading] = [found, text, error, false];
  return isLast;
};

// The verdict of a result, with the names of its model: the winner, or the alternatives that are close.
const verdictOf = (result) => {
  const named = new Map(decision?.alternatives.map(({ id, name }) => [id, name]));
  const { winner, close } = result.verdict;
  return { winner, names: (winner ? [winner] : close).map((id) => named.get(id) || id) };
};

// ---- the page ----

// The element in the preview, and its decision or table.
let widget, shown = {}, checks = 0;

const preview = (chosen, written) => {
  const model = written ? "" : chosen.model;
  const isOther = !widget || shown.model != model, isChanged = isOther || shown.html != written?.html;
  if (isOther) {
    const made = widget = document.createElement("tie-break");
    for (const [name, value] of [["loading", "eager"], ...written ? [] : [["model", model], ["min-height", "420"]]]) widget.setAttribute(name, value);
    widget.addEventListener("tb-result", ({ detail }) => { if (preset && widget == made) keep(widget.value, detail.result); });
  }
  for (const [name, value] of [...LOOK.map((name) => [name, chosen[name]]), ["mode", written && chosen.place]])
    if (value) widget.setAttribute(name, value); else widget.removeAttribute(name);
  if (written && isChanged) widget.replaceChildren(table.shown());
  if (isOther) find("preview").replaceChildren(widget);
  if (written && isChanged) check(widget);
  shown = { model, html: written?.html };
};

const clearPreview = () => {
  widget = undefined;
  find("preview").replaceChildren();
};

// Shows the problems of the table in an element. The code of the element finds them.
const check = async (host) => {
  const mine = ++checks, home = new URL(`v/${told.version}/`, HOME).href;
  await customElements.whenDefined("tie-break");
  const { cores } = globalThis[Symbol.for("tie-break")];
  if (!cores[home]) await host.load();
  const code = await Promise.resolve(cores[home]).catch(() => {});
  if (mine != checks) return;
  code?.convert_table(JSON.stringify(readTable(host)), (result) => {
    if (mine == checks && result) table.showProblems(JSON.parse(result).problems);
  });
};

// Arranges the page for a decision or for a table, whose preview is beside the field.
const arrange = (isTable, written) => {
  const trial = find("trial"), before = find(isTable ? "table" : "code");
  if (before.nextElementSibling != trial) before.after(trial);
  for (const id of ["table", "markdown-hint"]) find(id).hidden = !isTable;
  for (const id of ["decision", "summary", "height"]) find(id).hidden = isTable;
  find("settings").hidden = !written;
  find("none").hidden = !isTable || !!written;
  find("presetting").hidden = isTable && !written;
};

const show = () => {
  const chosen = choices(), wrong = Object.keys(chosen.wrong), isTable = chosen.start == "table";
  const written = isTable ? table.written() : undefined, isEmpty = isTable && !written;
  for (const name of ["model", "address", "form", "min-height", "source"]) {
    find(name + "-wrong").textContent = chosen.wrong[name] ?? "";
    const field = form.elements[name];
    if (field.setAttribute) field.setAttribute("aria-invalid", name in chosen.wrong);
  }
  arrange(isTable, written);
  find("own").hidden = form.elements.model.value != OWN;
  for (const radio of form.elements.version)
    radio.disabled = chosen.form == "frame" || radio.value == "frozen" && !told.files[FROZEN];
  find("copy").disabled = wrong.length > 0 || isEmpty;
  find("copied").textContent = "";
  find("note").textContent = written?.note ?? "";
  if (!written) {
    checks++;
    table.showProblems([]);
  }
  if (isEmpty) clearPreview();
  else if (!wrong.length || isTable) preview(chosen, written);
  if (wrong.length || isEmpty) {
    lines.value = "";
    lines.placeholder = say(wrong.length ? "Fix the errors marked above to get the code." : "Paste a table to get the code.");
    return find("facts").replaceChildren();
  }
  lines.value = snippet(chosen, preset, written ? written.text : chosen.fallback ? inside() : "", written);
  find("facts").replaceChildren(...facts(chosen).flatMap(([name, text, ...values]) => {
    const [term, said, ...inserted] = ["dt", "dd", ...values.map(() => "bdi")].map((tag) => document.createElement(tag));
    term.textContent = say(name);
    for (const [i, value] of values.entries()) inserted[i].textContent = value;
    said.append(...sayAround(text, ...inserted));
    return [term, said];
  }));
};

// Tells the author how many answers the preset has, and their verdict.
const tellPreset = () => {
  const { overrides = [], ...answers } = preset ?? {}, given = Object.keys(answers).length;
  const parts = [];
  if (given) parts.push(count(given, "{0} answer", "{0} answers"));
  if (overrides.length) parts.push(count(overrides.length, "{0} rating of your own", "{0} ratings of your own"));
  const counted = list(parts, "conjunction"), names = verdict && list(verdict.names, "unit");
  find("preset").textContent = !preset ? ""
    : !verdict ? say("Preset: {0}.", counted)
    : say("Preset: {0}. Verdict: {1}.", counted, verdict.winner ? names : say("no single winner; {0}", names));
};

// Makes answers the preset, with their verdict as soon as it is known. Without answers, there is no
// preset.
const keep = ({ overrides = [], ...answers } = {}, result) => {
  const isEmpty = !Object.keys(answers).length && !overrides.length, found = !isEmpty && result && asked && verdictOf(result);
  preset = isEmpty ? undefined : { ...answers, ...(overrides.length && { overrides }) };
  verdict = found && found.names.length ? found : undefined;
  outcome = verdict ? `<p>For the answers given here: ${verdict.winner ? "" : "no single winner; "}${escaped(verdict.names.join(", "))}.</p>\n` : "";
  tellPreset();
  find("drop").hidden = isEmpty;
  show();
};

find("take").onclick = () => {
  const answers = widget?.value;
  if (answers && Object.keys(answers).length) keep(answers, widget.result);
  else find("preset").textContent = say("There are no answers yet. Answer a question first.");
};
find("drop").onclick = () => {
  keep();
  find("take").focus();
};
find("copy").onclick = async () => {
  try {
    await navigator.clipboard.writeText(lines.value);
    find("copied").textContent = say("Copied.");
  } catch {
    lines.select();
    find("copied").textContent = say("The browser does not allow copying. The code is selected; copy it with the keyboard.");
  }
};

const choose = async () => {
  const { model } = choices();
  if (model == asked && !missing) return isReading || show();
  [asked, isReading, missing] = [model, true, ""];
  // The code of the previous choice cannot be copied.
  lines.value = lines.placeholder = "";
  find("copy").disabled = true;
  if (await read(model)) keep();
};
form.onsubmit = (event) => event.preventDefault();
form.onchange = choose;

find("models").prepend(...shipped.map(({ title, id, lang }) => Object.assign(new Option(title, id), { lang, dir: "auto" })));
find("models").selectedIndex = 0;
if (location.hash == "#table") form.elements.start.value = "table";
table.start((isOther) => {
  if (form.elements.start.value != "table") return;
  if (isOther) keep(); else show();
});
onChange(() => {
  if (widget) widget.lang = language();
  table.tell();
  tellPreset();
  if (!isReading) show();
});
choose();
