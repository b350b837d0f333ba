// Keeps the standalone page for use without a network, and tells of new versions. The reader decides
// when: nothing is ever replaced under their hands. Part of this page alone, never of an embed.

const HOUR = 3_600_000;
// How long the new version may take before the page is opened again anyway.
const PATIENCE = 5_000;
const container = navigator.serviceWorker;
const box = document.body.appendChild(document.createElement("div"));
box.className = "notice";
box.setAttribute("role", "status");
let registration, isTaking = false, isLeaving = false;

// Answers outlast a reload in the history entry, which is this tab's own.
const reload = () => {
  if (isLeaving) return;
  const widgets = [...document.querySelectorAll("tie-break")].filter((it) => it.value);
  const answers = widgets.map((it) => [it.getAttribute("model"), it.value]);
  history.replaceState({ ...history.state, answers }, "");
  isLeaving = true;
  location.reload();
};
const restore = () => {
  const { answers, ...state } = history.state || {};
  if (!answers) return;
  history.replaceState(state, "");
  addEventListener("tb-ready", ({ target }) => {
    const at = answers.findIndex(([model]) => model == target.getAttribute("model"));
    if (at >= 0) target.value = answers.splice(at, 1)[0][1];
  });
};

const button = (words, work) => {
  const it = document.createElement("button");
  it.type = "button";
  it.textContent = words;
  it.onclick = work;
  return it;
};
const tell = () => {
  const words = document.createElement("p");
  words.textContent = "A new version is ready. Your answers stay.";
  box.replaceChildren(words, button("Use it now", use), button("Later", () => box.replaceChildren()));
};
const use = () => {
  const { waiting } = registration;
  // Another tab may have taken it already.
  if (!waiting) return reload();
  isTaking = true;
  waiting.postMessage("SKIP_WAITING");
  setTimeout(reload, PATIENCE);
};
const watch = (worker) => {
  // The first of all is installed where nothing is active.
  worker?.addEventListener("statechange", () => worker.state == "installed" && registration.active && tell());
};

const start = async () => {
  // The worker of the first visit takes over silently; every later one is news. Another copy of
  // the site, in a folder above, may have been there before.
  const script = new URL("sw.js", location), scope = new URL(".", location);
  let isKept = container.controller?.scriptURL == script;
  container.addEventListener("controllerchange", () => {
    if (isTaking) reload();
    else if (isKept) tell();
    isKept = true;
  });
  registration = await container.getRegistration();
  if (registration?.scope != scope) registration = await container.register(script, { updateViaCache: "none" });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  if (registration.waiting) tell();
  // Without a network there is nothing to find, which is no error.
  const check = () => registration.update().catch(() => {});
  check();
  setInterval(check, HOUR);
  document.addEventListener("visibilitychange", () => document.hidden || check());
};

restore();
// Not in a frame, and only where it may keep anything: the page works without.
if (container && top === self) {
  // What is on its way to the reader comes first.
  const shown = new Promise((done) => addEventListener("tb-ready", done, { once: true }));
  const late = new Promise((done) => addEventListener("load", () => setTimeout(done, PATIENCE)));
  Promise.race([shown, late]).then(start).catch(() => {});
}
