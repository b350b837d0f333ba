// The one set of rules by which a decision, its evidence or a list of them is fetched, by the element,
// the page and the code of both: https, or this machine; nowhere else by a redirect; no credentials, no
// referrer; in so many milliseconds, with at most so many bytes, counted while it streams.
const PATIENCE = 5000, MOST = 1 << 20;

const isSafe = ({ protocol, hostname }) =>
  protocol == "https:" || protocol == "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

const plain = (code, said) => new Error(said);

// `fault` makes an error of a code, what a reader is told, what an author can do, and the details.
export const fetched = async (url, fault = plain, integrity) => {
  if (!isSafe(url)) throw fault("model-address", "The address is not https.");
  const answer = await fetch(url, {
    credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE), integrity: integrity ?? "",
  });
  if (!answer.ok) throw fault("http", `The server answered ${answer.status}.`, "Check the attribute model.", `${url} answered ${answer.status}.`);
  if (!isSafe(new URL(answer.url))) throw fault("model-address", "The address leads away from https.");
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

// The code fetches by the same rules; it finds them where all versions on a page meet.
export const share = () => Object.assign(globalThis[Symbol.for("tie-break")] ||= { cores: {} }, { fetched });
