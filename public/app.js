// Starts the standalone page: its own build of the code, which serves the element as well, so that
// the page has one. If that build does not load, the element in the page fetches its own.
import { fetched, share } from "./element/fetched.js";
import { watched } from "./element/watched.js";

const base = new URL(".", import.meta.url), home = new URL("app/{{app}}/", base), version = "{{version}}";
const shared = share(), { cores } = shared;

// The languages besides English, with their own names.
const LANGUAGES = "{{languages}}";
// Where the page stores the language that the reader chooses, see `crates/app/src/browser/location.rs`.
const CHOICE = "tiebreak language";

const primary = (tag) => tag.split("-")[0].toLowerCase();
const chosen = () => {
  try {
    return localStorage.getItem(CHOICE);
  } catch {}
};
// The reader's choice, otherwise the first language of the browser that the page has, otherwise English.
// A tag with a region finds the language, and a language finds its only region.
const tags = ["en", ...LANGUAGES.split(";").map((pair) => pair.split(":")[0])];
const known = (tag) => tags.find((other) => primary(other) == primary(tag));
const lang = [chosen() || "", ...navigator.languages].map(known).find(Boolean) || "en";

// Fetches the texts of the page's language together with the code. `language.js` gives the same texts to
// the element, and has those of the scripts.
const texts = lang != "en" && Promise.all([
  import(new URL(`v/${version}/language.js`, base)),
  fetch(new URL(`languages/${lang}.json`, home)),
]).then(([language, answer]) => {
  if (!answer.ok) throw new Error("The server answered " + answer.status + ".");
  return language.texts(lang, { base, version, get: async () => answer, reason: async (url) => new Error(url) });
}).catch(() => {});

// Registers the texts, and returns the language that the page is in: English if the texts did not arrive
// or cannot be read. The element in the page has the same texts then.
const speak = async (code) => {
  const text = await texts, add = code.add_language;
  code.add_language = (_, done) => done(true);
  return text && await new Promise((done) => add(text, done)) ? lang : "en";
};

// A text in the language of the page.
const say = (text) => shared.say?.(document.body, text) ?? text;

// Shows a message, with a button that reloads the page.
const tell = (message) => {
  const box = document.createElement("div"), text = document.createElement("p"), button = document.createElement("button");
  box.className = "notice";
  box.setAttribute("role", "alert");
  text.textContent = say(message);
  button.textContent = say("Reload");
  button.onclick = () => location.reload();
  box.append(text, button);
  document.body.append(box);
  button.focus();
};

// Called when the code crashes: the views on the screen no longer react. Answers are kept.
const onCrash = (code) => {
  code.isDead = true;
  delete cores[base];
  tell("This page has crashed. Your answers and saved decisions are kept. Reload the page to continue.");
};

const build = (async () => {
  const [{ core }, answer] = await Promise.all([import(new URL("app.js", home)), fetch(new URL("app_bg.wasm", home))]);
  if (!answer.ok) throw new Error("The server answered " + answer.status + ".");
  const wasm = /wasm/.test(answer.headers.get("content-type"));
  const code = {}, glue = core(watched(() => onCrash(code)));
  await glue.default({ module_or_path: wasm ? answer : await answer.arrayBuffer() });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(glue.app_style());
  document.adoptedStyleSheets = [sheet];
  // Lets the browser handle other events before the code starts.
  await pause();
  return Object.assign(code, glue, { css: glue.style() });
})();
cores[base] = build;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Fetches the element; one retry after a failure.
const element = (again) => {
  const script = document.createElement("script");
  script.src = new URL("embed.js" + (again ?? ""), base);
  script.onerror = async () => {
    if (again) return tell("The decision aid could not be loaded. Your answers and saved decisions are kept. Reload the page to try again.");
    await pause(500);
    element("?again");
  };
  document.head.append(script);
};

// The list of decisions is fetched together with the code. If that fails, the code requests the list
// again.
const list = Promise.race([fetched(new URL("models/index.json", base)).catch(() => {}), pause(1000)]);

build.then(async (code) => code.start(document.getElementById("app"), await list, await speak(code), LANGUAGES))
  .catch((error) => {
    delete cores[base];
    console.error("The code of the page could not be loaded:", error);
  })
  // Last: an element that is defined before the build would fetch a build of its own.
  .finally(() => element());
