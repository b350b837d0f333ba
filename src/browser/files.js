// Files that come and go: saved, chosen, dropped, fetched; and texts for the clipboard.

export const save = (name, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

export const copy = (text) => navigator.clipboard.writeText(text);

// The files that were chosen in an input, or dropped by an event; the input is empty afterwards, so
// that the same file can be chosen again.
export const held = (source) => {
  const files = [...(source.files || source.dataTransfer?.files || [])];
  if (source.files) source.value = "";
  return files;
};

// Name and text of each; null for the text of one that is too large.
export const read = (files, most) =>
  Promise.all(files.map(async (it) => [it.name, it.size > most ? null : await it.text()]));

// By the rules of the element: https (or this machine), no credentials, no referrer, 5 seconds, and
// counted while it streams.
export const fetched = async (address, most) => {
  const url = new URL(address);
  const near = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url.protocol != "https:" && !(near && url.protocol == "http:")) throw new Error("The address is not https.");
  const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error("The server answered " + answer.status + ".");
  if (url.protocol == "https:" && !answer.url.startsWith("https:")) throw new Error("The address leads away from https.");
  const reader = answer.body.getReader(), decoder = new TextDecoder();
  for (let text = "", size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    if ((size += value.length) > most) { reader.cancel(); throw new Error("It is larger than 1 MiB."); }
    text += decoder.decode(value, { stream: true });
  }
};
