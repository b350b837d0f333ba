// Checks drafts of the studio in a worker, with an instance of the page's code. Each message is the number
// of a check, the text of a draft, and whether a report is asked for in place of a check. The answer is the
// number and the text of the result; before a report, messages without a text have its progress.
import { watched } from "./element/watched.js";

const home = new URL("app/{{app}}/", import.meta.url);

const build = (async () => {
  const { core } = await import(new URL("app.js", home));
  const glue = core(watched(() => {}));
  await glue.default({ module_or_path: await (await fetch(new URL("app_bg.wasm", home))).arrayBuffer() });
  return glue;
})();

onmessage = async ({ data: [turn, text, isReport] }) => {
  const progress = (done, of) => postMessage([turn, null, done, of]);
  const work = (code) => isReport ? code.report_draft(text, progress) : code.check_draft(text);
  // An empty result: the page then checks the draft itself.
  postMessage([turn, await build.then(work).catch(() => "")]);
};
