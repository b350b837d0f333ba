// Starts the standalone page: its own build of the code, which serves the element as well, so that
// the page has one. If it does not come, the element in the page fetches its own.
import { fetched, share } from "./element/fetched.js";
import { watched } from "./element/watched.js";

const base = new URL(".", import.meta.url), home = new URL("app/{{app}}/", base);
const { cores } = share();

// Says what went wrong, with a button that loads the page again.
const tell = (message) => {
  const box = document.createElement("div"), text = document.createElement("p"), button = document.createElement("button");
  box.className = "notice";
  box.setAttribute("role", "alert");
  text.textContent = message;
  button.textContent = "Load again";
  button.onclick = () => location.reload();
  box.append(text, button);
  document.body.append(box);
  button.focus();
};

// The code broke down: the views on the screen no longer react. Answers are kept.
const onCrash = (code) => {
  code.isDead = true;
  delete cores[base];
  tell("This page broke down. What you answered and saved is kept: load the page again to go on.");
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
  // Lets the page go on before the code begins.
  await pause();
  return Object.assign(code, glue, { css: glue.style() });
})();
cores[base] = build;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Fetches the element, and tries once more after a failure.
const element = (again) => {
  const script = document.createElement("script");
  script.src = new URL("embed.js" + (again ?? ""), base);
  script.onerror = async () => {
    if (again) return tell("The decision aid did not arrive. What you answered and saved is kept: load the page again to go on.");
    await pause(500);
    element("?again");
  };
  document.head.append(script);
};

// The list of decisions comes with the code; if it fails, the code asks once more.
const list = Promise.race([fetched(new URL("models/index.json", base)).catch(() => {}), pause(1000)]);

build.then(async (code) => code.start(document.getElementById("app"), await list))
  .catch((error) => {
    delete cores[base];
    console.error("The page without its own code:", error);
  })
  // Last: an element that is defined before the build would fetch a build of its own.
  .finally(() => element());
