// The second way to start on the page that makes snippets: a table that the author pastes, and the settings
// of its criteria.

import { criteriaOf } from "./criteria.js";
import { count, say } from "./language.js";
import { find } from "./page.js";
import { isSmall, pasted, rich } from "./pasted.js";
import { elementOf, fitsMarkdown, htmlOf, markdownOf } from "./written.js";

// Time without typing until the table is read, in milliseconds.
const PAUSE = 250;
const MOST_WEIGHT = 200, DEFAULT_WEIGHT = 60, DEFAULT_MUST = 50;
// The start of a cell with a number, with a sign or a currency before.
const NUMBER = /^(\p{L}{1,3} ?)?\P{L}{0,3}\p{Nd}/u;
const example = () => `| ${say("Criterion")} | ${say("Train")} | ${say("Car")} |
|---|---|---|
| ${say("Work on the way")} | ✅ ${say("Yes")} | ❌ ${say("No")} |
| ${say("From door to door")} | ❌ ${say("No")} | ✅ ${say("Yes")} |
| ${say("Comfort")} | ★★★★☆ | ★★★☆☆ |
| ${say("Luggage")} | ➖ ${say("Two bags")} | ✅ ${say("A boot full")} |
| ${say("Price of a trip")} | €49 | €80 |
`;

const field = find("source"), orientation = find("orientation"), list = find("criteria");

const made = (tag, properties = {}, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};

// The table as it was read, the reason why there is none in English, and the author's settings by the
// name of their criterion.
let input, wrong = "", settings = new Map();
let timer, changed;

export const reason = () => wrong && say(wrong);

const apply = () => {
  for (const { name, header } of criteriaOf(input.table).criteria) Object.assign(header, settings.get(name));
};

// ---- settings of the criteria ----

// The fields of a criterion.
const fields = ({ name, header, cells }) => {
  const set = (setting, value) => {
    settings.set(name, { ...settings.get(name), [setting]: value });
    apply();
    changed();
  };
  const wrong = made("p", { className: "wrong", role: "alert" });
  const weight = made("input", { type: "number", min: 0, max: MOST_WEIGHT, step: 1, placeholder: DEFAULT_WEIGHT, value: header.weight ?? "" });
  weight.onchange = () => {
    const isRight = weight.checkValidity();
    weight.setAttribute("aria-invalid", !isRight);
    wrong.textContent = isRight ? "" : say("Enter a whole number from {0} to {1}, or leave the field empty.", 0, MOST_WEIGHT);
    if (isRight) set("weight", weight.value ? String(+weight.value) : undefined);
  };
  const must = made("input", { type: "checkbox", checked: header.must !== undefined }), least = header.must || DEFAULT_MUST;
  must.onchange = () => set("must", must.checked ? header.must || (least == DEFAULT_MUST ? "" : least) : undefined);
  const all = [
    made("label", {}, say("Weight"), " ", weight),
    made("label", {}, must, " ", say("“Must have” also rules out values below {0}", least)),
  ];
  if (header.better !== undefined || cells.some(({ text, value }) => value === undefined && NUMBER.test(text))) {
    const better = made("select", {}, new Option(say("not set"), ""), new Option(say("higher"), "higher"), new Option(say("lower"), "lower"));
    better.value = header.better ?? "";
    better.onchange = () => set("better", better.value || undefined);
    all.splice(1, 0, made("label", {}, say("Better"), " ", better));
  }
  return made("fieldset", { className: "criterion" }, made("legend", { dir: "auto" }, name), ...all, wrong);
};

const showCriteria = () => {
  list.replaceChildren(...input ? criteriaOf(input.table).criteria.map(fields) : []);
};

// ---- the field with the table ----

const tellSize = () => {
  let said = "";
  if (input) {
    const { count: alternatives, criteria } = criteriaOf(input.table);
    said = say("{0} table: {1}, {2}.", input.format, count(alternatives, "{0} alternative", "{0} alternatives"), count(criteria.length, "{0} criterion", "{0} criteria"));
  }
  find("read").textContent = said;
};

const look = () => {
  clearTimeout(timer);
  const text = field.value;
  wrong = "";
  input = undefined;
  if (!isSmall(text)) wrong = "The text is larger than 1 MiB. Paste only the table.";
  else if (text.trim()) {
    try {
      input = pasted(text);
    } catch {
      // Markup that is nested too deeply for the readers.
    }
    if (!input) wrong = "No table found. Paste the whole table with its header row, as Markdown, HTML, CSV or TSV.";
  } else settings.clear();
  if (input) {
    apply();
    orientation.value = criteriaOf(input.table).areColumns ? "rows" : "columns";
  }
  orientation.disabled = !input;
  tellSize();
  showCriteria();
  changed(true);
};

// Replaces the text of the field so that the browser can undo that.
const fill = (text) => {
  settings.clear();
  field.focus();
  field.select();
  if (!document.execCommand("insertText", false, text)) field.value = text;
};

field.oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
};
field.onpaste = (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!isSmall(html)) {
    event.preventDefault();
    wrong = "The copied content is larger than 1 MiB. Copy only the table.";
    return changed();
  }
  const table = rich(html);
  if (!table) return;
  event.preventDefault();
  fill(htmlOf(table) + "\n");
  look();
};
find("example").onclick = () => {
  fill(example());
  look();
};
orientation.onchange = () => {
  // The settings belong to the earlier criteria.
  for (const { header } of criteriaOf(input.table).criteria) header.weight = header.better = header.must = undefined;
  settings.clear();
  input.table.alternativesAreRows = orientation.value == "rows";
  showCriteria();
  changed(true);
};

// Reads the field, also later. `onChange` is called after each change of the table or its settings; its
// argument is true if the criteria may be others.
export const start = (onChange) => {
  changed = onChange;
  look();
};

// ---- output ----

// The element that shows the table in the preview.
export const shown = () => elementOf(input.table, document, true);

// The table for the snippet; undefined without a table. `text` is HTML, or Markdown with the orientation
// that the element around it names; `html` is always HTML; `note` is for the author.
export const written = () => {
  if (!input) return;
  const { format, table, lines } = input, html = htmlOf(table) + "\n";
  if (format != "Markdown") return { text: html, html, note: "" };
  if (!fitsMarkdown(table)) return { text: html, html, note: say("The table is now HTML, because Markdown cannot hold the settings of the criteria.") };
  return { text: (lines ?? markdownOf(table)) + "\n", html, isMarkdown: true, orientation: table.alternativesAreRows && "rows", note: "" };
};

// ---- problems ----

// Shows the problems of the table, each with `message` and `help` in English. The same problems are not
// announced again.
let problems = [];
const countProblems = () => {
  find("problem-count").textContent = problems.length ? count(problems.length, "{0} problem in the table", "{0} problems in the table") : "";
};
export const showProblems = (found) => {
  if (JSON.stringify(found) == JSON.stringify(problems)) return;
  problems = found;
  find("problems").classList.toggle("none", !found.length);
  countProblems();
  find("problem-list").replaceChildren(...found.map(({ message, help }) =>
    made("li", {}, made("bdi", {}, message), help && made("span", { className: "help" }, help))));
};

// Writes what the page says about the table again, after a change of the language.
export const tell = () => {
  tellSize();
  countProblems();
  const weights = () => [...list.querySelectorAll("[type=number]")], typed = weights().map(({ value }) => value);
  showCriteria();
  // Numbers outside the limits stay in their fields, with the message.
  for (const [i, weight] of weights().entries()) if (weight.value != typed[i]) {
    weight.value = typed[i];
    weight.onchange();
  }
};
