// Builds the code that an author pastes. The folder of this script is the address of the site.

import { find } from "./builder/page.js";
import * as table from "./builder/table.js";
import { read as readTable } from "./table.js";

const HOME = new URL(".", import.meta.url);
const OPEN = "Open the decision aid", OWN = "another", NEAR = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const form = find("choices"), lines = find("lines");
const several = (count, word) => count + " " + word + (count == 1 ? "" : "s");
const kB = (bytes) => (bytes / 1000).toFixed(1) + " kB";

const fetched = async (path) => {
  const answer = await fetch(new URL(path, HOME));
  if (!answer.ok) throw new Error(path + ": the server answered " + answer.status);
  return answer;
};
const json = async (path) => (await fetched(path)).json();
const [told, shipped] = await Promise.all(["version.json", "models/index.json"].map(json)).catch((error) => {
  find("broken").textContent = "The data for the code could not be loaded. Load the page again. (" + error.message + ")";
  throw error;
});

const FROZEN = "v/" + told.version + "/embed.js";

// The choices of the author, and a message for each field with a mistake.
const choices = () => {
  const all = Object.fromEntries(new FormData(form)), wrong = {};
  if (all.start == "table") {
    delete all.model;
    if (table.reason()) wrong.source = table.reason();
    if (all.form == "frame") wrong.form = "A frame cannot read the table of your page. Choose another form.";
  } else if (all.model == OWN) {
    let url;
    try { url = new URL(all.address.trim()); } catch {}
    if (!url) wrong.address = "Enter the complete address of the decision's file, including https://.";
    else if (url.protocol != "https:" && !(url.protocol == "http:" && NEAR.test(url.hostname)))
      wrong.address = "The address must begin with https://. Browsers block other addresses in articles.";
    else if (url.username || url.password) wrong.address = "The address must not contain a name or password. Every reader would see them.";
    else all.model = url.href;
    if (all.form == "frame") wrong.form = "A frame shows only the decisions of this site. Choose one of them, or another form.";
  }
  const height = form.elements["min-height"];
  if (missing && all.fallback && all.model) wrong.model = "The summary for readers without scripts could not be loaded (" + missing + "). Choose the decision again, or remove the summary below.";
  if (!height.checkValidity()) wrong["min-height"] = "Enter a number from 120 to 2000, or leave the field empty.";
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

// Notes for the author before pasting.
const facts = (chosen) => {
  const { origin } = HOME, foreign = /:/.test(chosen.model ?? "") ? " " + new URL(chosen.model).origin : "";
  const policy = chosen.form == "frame" ? `frame-src ${origin}; script-src ${origin}`
    : `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}${foreign}`;
  const integrity = chosen.version == "frozen" && chosen.form != "frame"
    ? `${told.files[FROZEN].sri} (version ${told.version}, including all files that it loads${foreign && " except the decision's file"})`
    : chosen.form == "frame" ? "none: a frame uses the latest version" : "none: the code uses the latest version, now " + told.version;
  const extra = chosen.start == "table" ? ["table.js", "split_table.wasm"] : [];
  const total = extra.reduce((sum, name) => sum + (told.files[`v/${told.version}/${name}`]?.brotli ?? 0), told.first_answer_br);
  return {
    "Downloads": `${kB(told.loader_br)} before it is near the screen, ${kB(total)} in total until the first answer, compressed with brotli`,
    "Policy": `a page with a content security policy needs: ${policy}`,
    "Integrity": integrity,
    "Storage": "no cookies, nothing stored; requests go only to this site" + (foreign && " and to that of the decision's file"),
  };
};

// ---- content for readers without scripts ----

// The model that was chosen last, and its data; `missing` is the reason of a failure.
let asked, turn = 0, isReading = false, decision, fallback = "", missing = "", preset, outcome = "";

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

// "Django" of a result, in the words of its model.
const verdict = (result) => {
  const named = new Map(decision?.alternatives.map(({ id, name }) => [id, name]));
  const { winner, close } = result.verdict;
  const names = (winner ? [winner] : close).map((id) => named.get(id) || id).join(", ");
  return winner ? names : names && "no single winner; " + names;
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
    lines.placeholder = wrong.length ? "Fix the errors marked above to get the code." : "Paste a table to get the code.";
    return find("facts").replaceChildren();
  }
  lines.value = snippet(chosen, preset, written ? written.text : chosen.fallback ? inside() : "", written);
  find("facts").replaceChildren(...Object.entries(facts(chosen)).flatMap(([name, text]) => {
    const [term, said] = ["dt", "dd"].map((tag) => document.createElement(tag));
    term.textContent = name;
    said.textContent = text;
    return [term, said];
  }));
};

// Makes answers the preset, with their verdict as soon as it is known. Without answers, there is no
// preset.
const keep = ({ overrides = [], ...answers } = {}, result) => {
  const given = Object.keys(answers).length;
  const parts = [given && several(given, "answer"), overrides.length && several(overrides.length, "rating") + " of your own"];
  const counted = parts.filter(Boolean).join(" and "), said = counted && result && asked && verdict(result);
  preset = counted ? { ...answers, ...(overrides.length && { overrides }) } : undefined;
  outcome = said ? `<p>For the answers given here: ${escaped(said)}.</p>\n` : "";
  find("preset").textContent = counted && `Preset: ${counted}${said ? ", " + said : ""}.`;
  find("drop").hidden = !counted;
  show();
};

find("take").onclick = () => {
  const answers = widget?.value;
  if (answers && Object.keys(answers).length) keep(answers, widget.result);
  else find("preset").textContent = "There are no answers yet. Answer a question first.";
};
find("drop").onclick = () => {
  keep();
  find("take").focus();
};
find("copy").onclick = async () => {
  try {
    await navigator.clipboard.writeText(lines.value);
    find("copied").textContent = "Copied.";
  } catch {
    lines.select();
    find("copied").textContent = "The browser does not allow copying. The code is selected; copy it with the keyboard.";
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

find("models").append(...shipped.map(({ title, id }) => new Option(title, id)), new Option("another, by its address", OWN));
if (location.hash == "#table") form.elements.start.value = "table";
table.start((isOther) => {
  if (form.elements.start.value != "table") return;
  if (isOther) keep(); else show();
});
choose();
