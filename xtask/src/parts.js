// Fetches parts of the code. code.rs puts the begin of the splitter's own script before this one, and a call
// of `part` for each part after it.

// A part or chunk begins once. One that fails is no longer begun, so that it can be requested again.
const begun = {};
const once = (name, begin) => (begun[name] ??= begin().catch((error) => {
  delete begun[name];
  throw error;
}));

const start = (code) => WebAssembly.instantiate(code, getSharedImports());
// Like the glue of wasm-bindgen, accepts any content type.
const download = async (name, integrity) =>
  (await fetch(new URL(`./${name}.wasm`, import.meta.url), { integrity, credentials: "omit" })).arrayBuffer();

// The function that fetches and starts a part. The custom section `chunks` names the chunks that the file
// contains as custom sections; `apart` names the chunks that are files, with their digests.
const part = (name, integrity, apart) => wrapAsyncCb(() => once(name, async () => {
  const [code] = await Promise.all([
    download(name, integrity).then(WebAssembly.compile),
    ...apart.map(([chunk, integrity]) => once(chunk, async () => start(await download(chunk, integrity)))),
  ]);
  const section = (name) => WebAssembly.Module.customSections(code, name)[0];
  const inside = new TextDecoder().decode(section("chunks")).split(" ").filter(Boolean);
  await Promise.all(inside.map((chunk) => once(chunk, () => start(section(chunk)))));
  return start(code);
}));
