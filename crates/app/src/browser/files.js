// Files that come and go: saved, chosen, dropped; and texts for the clipboard.

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
