// Starts the standalone page: its own build of the code, which serves the element as well, so that
// the page has one. If that build does not load, the element in the page fetches its own.
import { fetched, share } from "./element/fetched.js";
import { watched } from "./element/watched.js";

const base = new URL(".", import.meta.url), home = new URL("app/{{app}}/", base);
const { cores } = share();

// Shows a message, with a button that reloads the page.
const tell = (message) => {
  const box = document.createElement("div"), text = document.createElement("p"), button = document.createElement("button");
  box.className = "notice";
  box.setAttribute("role", "alert");
  text.textContent = message;
  button.textContent = "Reload";
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

build.then(async (code) => code.start(document.getElementById("app"), await list))
  .catch((error) => {
    delete cores[base];
    console.error("The code of the page could not be loaded:", error);
  })
  // Last: an element that is defined before the build would fetch a build of its own.
  .finally(() => element());
