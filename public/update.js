// Makes the standalone page available offline, and announces new versions. The reader decides when a
// new version replaces the current one. Only the standalone page uses this script, no embed does.

const HOUR = 3_600_000;
// Time after which the page reloads although the new version has not taken over, in milliseconds.
const PATIENCE = 5_000;
const container = navigator.serviceWorker;
const box = document.body.appendChild(document.createElement("div"));
box.className = "notice";
box.setAttribute("role", "status");
let registration, isTaking = false, isLeaving = false;

// The history entry keeps the answers over a reload. Each tab has its own.
const reload = () => {
  if (isLeaving) return;
  const widgets = [...document.querySelectorAll("tie-break")].filter((widget) => widget.value);
  const answers = widgets.map((widget) => [widget.getAttribute("model"), widget.value]);
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

// A text in the language of the page; app.js fetches other languages than English.
const say = (text) => globalThis[Symbol.for("tie-break")]?.say?.(document.body, text) ?? text;
const button = (label, onclick) =>
  Object.assign(document.createElement("button"), { type: "button", textContent: say(label), onclick });
const tell = () => {
  const message = document.createElement("p");
  message.textContent = say("A new version is ready. Your answers stay.");
  box.replaceChildren(message, button("Use it now", use), button("Later", () => box.replaceChildren()));
};
const use = () => {
  const { waiting } = registration;
  // Another tab may have activated the new version already.
  if (!waiting) return reload();
  isTaking = true;
  waiting.postMessage("SKIP_WAITING");
  setTimeout(reload, PATIENCE);
};
const watch = (worker) => {
  // The first worker of a site installs while no worker is active.
  worker?.addEventListener("statechange", () => worker.state == "installed" && registration.active && tell());
};

const start = async () => {
  // The worker of the first visit takes over without a notice; each later worker is announced. A copy
  // of the site in a parent folder may control the page already.
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
  // A failure means that there is no network, which is no error here.
  const check = () => registration.update().catch(() => {});
  // The files that this page has fetched before a worker was there: the worker stores those of the page's
  // language.
  container.ready.then(({ active }) => active.postMessage({ fetched: performance.getEntriesByType("resource").map(({ name }) => name) }));
  check();
  setInterval(check, HOUR);
  document.addEventListener("visibilitychange", () => document.hidden || check());
};

restore();
// Not in a frame, and only where service workers are allowed. The page works without them.
if (container && top === self) {
  // Starts after the first widget has loaded, so that both do not compete for the network.
  const shown = new Promise((done) => addEventListener("tb-ready", done, { once: true }));
  const late = new Promise((done) => addEventListener("load", () => setTimeout(done, PATIENCE)));
  Promise.race([shown, late]).then(start).catch(() => {});
}
