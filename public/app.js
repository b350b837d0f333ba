// Starts the standalone page: its own build of the code, which serves the element as well, so that
// the page has one. Where it does not come, the element in the page does without it.
import { fetched, share } from "./element/fetched.js";
import { watched } from "./element/watched.js";

const base = new URL(".", import.meta.url), home = new URL("app/{{app}}/", base);
const { cores } = share();

// What went wrong, and a button by which the page begins anew.
const tell = (said) => {
  const box = document.createElement("div"), text = document.createElement("p"), button = document.createElement("button");
  box.className = "notice";
  box.setAttribute("role", "alert");
  text.textContent = said;
  button.textContent = "Load again";
  button.onclick = () => location.reload();
  box.append(text, button);
  document.body.append(box);
  button.focus();
};

// The code broke down: views that are on the screen hear nothing any more. What was answered is kept.
const fell = (it) => {
  it.isDead = true;
  delete cores[base];
  tell("This page broke down. What you answered and saved is kept: load the page again to go on.");
};

const build = (async () => {
  const [{ core }, answer] = await Promise.all([import(new URL("app.js", home)), fetch(new URL("app_bg.wasm", home))]);
  if (!answer.ok) throw new Error("The server answered " + answer.status + ".");
  const wasm = /wasm/.test(answer.headers.get("content-type"));
  const it = {}, glue = core(watched(() => fell(it)));
  await glue.default({ module_or_path: wasm ? answer : await answer.arrayBuffer() });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(glue.app_style());
  document.adoptedStyleSheets = [sheet];
  // Lets the page go on before the code begins.
  await pause();
  return Object.assign(it, glue, { css: glue.style() });
})();
cores[base] = build;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// The element. A line that stumbles gets a second chance.
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

// What the page lists comes along with the code; where it does not, the code asks once more.
const list = Promise.race([fetched(new URL("models/index.json", base)).catch(() => {}), pause(1000)]);

build.then(async (it) => it.start(document.getElementById("app"), await list))
  .catch((error) => {
    delete cores[base];
    console.error("The page without its own code:", error);
  })
  // Last: an element that is there before the build would fetch a build of its own.
  .finally(() => element());
