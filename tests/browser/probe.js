// Runs before every other script of a page, and writes down what a person would find in the
// console, and the events of the element.
(() => {
  const heard = [];
  const events = [];
  window.probe = { heard, events };
  for (const level of ["debug", "error", "info", "log", "trace", "warn"]) {
    const original = console[level];
    console[level] = (...words) => {
      heard.push(`console.${level}: ${words.map(String).join(" ")}`);
      original.apply(console, words);
    };
  }
  addEventListener("error", (event) => {
    const from = event.target?.src ?? event.target?.href ?? event.filename;
    heard.push(`error: ${event.message ?? "not loaded"} (${from})`);
  }, true);
  addEventListener("unhandledrejection", (event) => {
    heard.push(`unhandled rejection: ${event.reason?.stack ?? event.reason}`);
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    heard.push(`policy: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`);
  });
  for (const name of ["tb-ready", "tb-change", "tb-result", "tb-error"]) {
    addEventListener(name, (event) => {
      events.push(name);
      if (name === "tb-ready") {
        const fetched = performance.getEntriesByType("resource");
        window.probe.fetched ??= fetched.map(({ name, encodedBodySize }) => [name, encodedBodySize]);
      }
      if (name === "tb-error") heard.push(`tb-error: ${JSON.stringify(event.detail)}`);
    });
  }
})();
