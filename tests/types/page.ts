// A page in TypeScript that uses every part of the element's contract. `cargo xtask npm` compiles
// it in strict mode against the package, and bundles it.

import "tie-break";
import type { Answers, ErrorCode, State, TieBreakAttributes, TieBreakElement } from "tie-break";

const element: TieBreakElement = document.createElement("tie-break");
const found: TieBreakElement | null = document.querySelector("tie-break");

element.addEventListener("tb-change", (event) => {
  const answers: Answers = event.detail.value;
  const target: TieBreakElement = element;
  target.value = { ...answers, team: "small-no", ai: ["serve"], hiring: null };
});
element.addEventListener("tb-before-load", (event) => event.preventDefault(), { once: true });
element.addEventListener("click", (event) => event.clientX);

// Events bubble to the document and the window.
const report = ({ detail }: CustomEvent<{ code: ErrorCode; message: string; help: string }>) => {
  switch (detail.code) {
    case "http": case "html": case "integrity": case "network": case "offline": case "timeout":
    case "frame": case "csp-wasm": case "trusted-types": case "wasm": case "old-browser":
    case "model": case "model-missing": case "model-address": case "model-size":
    case "table": case "answers": case "language": case "link": case "state": case "crash": case "load":
      return detail.message + detail.help;
    default: {
      const forgotten: never = detail.code;
      return forgotten;
    }
  }
};
document.addEventListener("tb-error", report);
document.removeEventListener("tb-error", report);
window.addEventListener("tb-ready", ({ detail }) => detail.version + detail.ms.toFixed());
window.addEventListener("tb-resize", ({ detail }) => detail.height.toFixed());
document.addEventListener("tb-result", ({ detail }) => detail.result?.toString());

element.model = { id: "shed" };
element.evidence = "{}";
await element.ready;
await element.load();
const state: State | null = element.exportState();
if (state) await element.importState(state);
await found?.importState("{}");
element.reset();
Tiebreak.scan(document.body);

const attributes: TieBreakAttributes = {
  model: "django-vs-fastapi", theme: "dark", loading: "click", mode: "static", reveal: "end",
  state: "local", readonly: true, "min-height": 420, "heading-level": "3",
};
for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));

// @ts-expect-error The property is read only.
element.result = null;
// @ts-expect-error There is no such attribute.
const wrong: TieBreakAttributes = { colour: "dark" };
// @ts-expect-error A level below 6 does not exist.
const deep: TieBreakAttributes = { "heading-level": 7 };

export { deep, wrong };
