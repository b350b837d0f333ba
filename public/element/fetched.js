// Fetches a decision, its evidence or a list of decisions, for the element, the standalone page and the
// code of both. All follow the same rules: https or this machine, also after redirects; no credentials
// and no referrer; a limit in milliseconds for each of two tries, and one in bytes, counted while the
// answer streams.
const PATIENCE = 5000, MOST = 1 << 20;

const isSafe = ({ protocol, hostname }) =>
  protocol == "https:" || protocol == "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

const plain = (code, text) => new Error(text);

const once = async (url, fault, integrity) => {
  if (!isSafe(url)) throw fault("model-address", "The address is not https.");
  const answer = await fetch(url, {
    credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE), integrity: integrity ?? "",
  });
  if (!answer.ok) throw fault("http", `The server answered ${answer.status}.`, "Check the attribute model.", `${url} answered ${answer.status}.`);
  if (!isSafe(new URL(answer.url))) throw fault("model-address", "The address redirects away from https.");
  const reader = answer.body.getReader(), decoder = new TextDecoder();
  for (let text = "", size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    if ((size += value.length) > MOST) {
      reader.cancel();
      throw fault("model-size", "It is larger than 1 MiB.");
    }
    text += decoder.decode(value, { stream: true });
  }
};

// One retry after an error of the browser, such as a timeout; the errors of this file are final. `fault`
// makes an error of a code, a text for the reader, help for the author, and details.
export const fetched = async (url, fault = plain, integrity) => {
  try {
    return await once(url, fault, integrity);
  } catch (error) {
    if (error.name == "Error") throw error;
    return once(url, fault, integrity);
  }
};

// Puts the function where the WebAssembly code finds it: in the object that all versions share.
export const share = () => Object.assign(globalThis[Symbol.for("tie-break")] ||= { cores: {} }, { fetched });
