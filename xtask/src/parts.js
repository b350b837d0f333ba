// Fetches parts of the code. code.rs puts the begin of the splitter's own script before this one, and a call
// of `part` for each part after it.

// A part begins once. One that fails is no longer begun, so that it can be requested again.
const begun = {};
const once = (name, begin) => (begun[name] ??= begin().catch((error) => {
  delete begun[name];
  throw error;
}));

// Like the glue of wasm-bindgen, accepts any content type.
const download = async (name, integrity) => {
  const response = await fetch(new URL(`./${name}.wasm`, import.meta.url), { integrity, credentials: "omit" });
  return WebAssembly.compile(await response.arrayBuffer());
};
const start = (code) => new WebAssembly.Instance(code, getSharedImports());

// The function that fetches and starts a part. The custom section `chunks` names the chunks that the file
// contains as custom sections; `apart` names the chunks that are files, with their digests. Chunks are
// small: compiled in other threads, they would take longer.
const part = (name, integrity, apart) => wrapAsyncCb(() => once(name, async () => {
  const fetched = apart.map(([chunk, integrity]) => once(chunk, async () => start(await download(chunk, integrity))));
  const [code] = await Promise.all([download(name, integrity), ...fetched]);
  const section = (name) => WebAssembly.Module.customSections(code, name)[0];
  for (const chunk of new TextDecoder().decode(section("chunks")).split(" ").filter(Boolean))
    begun[chunk] ??= start(new WebAssembly.Module(section(chunk)));
  return start(code);
}));
