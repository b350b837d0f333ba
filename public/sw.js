// The worker of the standalone page: keeps whole builds of the site, so that it opens without a
// network, and changes only when its reader says so.
//
// The build writes one line above: `const BUILD = { files, id }`, the path and the digest of every
// file that the page needs. A build has a cache of its own, filled all or nothing. A tab keeps the
// build that it opened with, so that old code never meets new code: a cache remembers its tabs.
// Whatever is not the page's own (articles, frames, what is not in the list) goes to the network.

const SCOPE = registration.scope;
// Another copy on the same host has another scope.
const PREFIX = "tiebreak " + SCOPE + " ";
const NAME = PREFIX + BUILD.id;
const byAddress = (files) => new Map(Object.entries(files).map(([path, it]) => [new URL(path, SCOPE).href, it]));
const DIGESTS = byAddress(BUILD.files);
// Where a cache has the digests of its build, for the workers that come after.
const LIST = SCOPE + "?list";
const MAX_TABS = 100;

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));
const tab = (id) => SCOPE + "?tab=" + id;
// The page, whatever was asked of it; other pages may lie in the same folder.
const isPage = (address) => [SCOPE, SCOPE + "index.html"].includes(address.replace(/[?#].*/, ""));

// A file of this build, or of one with other digests, as some cache has it; nothing if it is not
// there, or not whole.
const whole = async (cache, url, digests = DIGESTS) => {
  const found = await cache.match(url, { ignoreVary: true });
  if (!found) return;
  const digest = await crypto.subtle.digest("SHA-256", await found.clone().arrayBuffer());
  if ("sha256-" + btoa(String.fromCharCode(...new Uint8Array(digest))) == digests.get(url)) return found;
};

// Makes this build whole: takes what other builds have of it, and fetches the rest, all or nothing.
const fill = async () => {
  const others = (await ours()).filter((name) => name != NAME);
  const [cache, ...old] = await Promise.all([NAME, ...others].map((name) => caches.open(name)));
  const missing = [];
  for (const [url, integrity] of DIGESTS) {
    if (await whole(cache, url)) continue;
    const found = (await Promise.all(old.map((it) => whole(it, url)))).find(Boolean);
    if (found) await cache.put(url, found);
    // Neither the browser's own cache nor a page in place of the file can get in.
    else missing.push(new Request(url, { cache: "reload", integrity, redirect: "error" }));
  }
  await cache.addAll(missing);
  await cache.put(LIST, new Response(JSON.stringify(BUILD.files)));
};

let filling;
const mend = () => (filling ||= fill().finally(() => (filling = undefined)));

addEventListener("install", (event) => event.waitUntil((async () => {
  const isNew = !(await caches.has(NAME));
  try {
    await mend();
  } catch (error) {
    if (isNew) await caches.delete(NAME);
    throw error;
  }
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  if ((await ours()).length > 1) return;
  // The first build is also that of the page which brought it.
  const cache = await caches.open(NAME);
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(open.filter((it) => isPage(it.url)).map(({ id }) => cache.put(tab(id), new Response())));
  await clients.claim();
})()));

// Forgets builds that no tab has open, but for the one before, and the oldest of too many tabs that
// were closed (a browser may bring them back). Not while a build is on its way or waits, for no tab
// has it open yet; nor while a worker takes over: WebKit then never tells which tabs there are.
const tidy = async () => {
  const others = (await ours()).filter((name) => name != NAME);
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const name of others.slice(0, -1)) {
    const cache = await caches.open(name);
    const marks = await Promise.all(open.map(({ id }) => cache.match(tab(id))));
    if (registration.installing || registration.waiting) return;
    if (!marks.some(Boolean)) await caches.delete(name);
  }
  const cache = await caches.open(NAME);
  const isOpen = new Set(open.map(({ id }) => tab(id)));
  const closed = (await cache.keys()).filter(({ url }) => url.startsWith(tab("")) && !isOpen.has(url));
  await Promise.all(closed.slice(0, -MAX_TABS).map((it) => cache.delete(it)));
};

// Tabs of this build that the storage had no room to remember.
const unkept = new Set();

// The page of this build; its tab is remembered before it can ask for more.
const page = async (event) => {
  const cache = await caches.open(NAME), found = await whole(cache, SCOPE), id = event.resultingClientId;
  if (found) await cache.put(tab(id), new Response()).catch(() => unkept.add(id));
  event.waitUntil((found ? tidy() : mend()).catch(() => {}));
  return found;
};

// A file of an older build. What is damaged there comes from the server only if that still has it.
const older = async (cache, url) => {
  const list = await cache.match(LIST), digests = byAddress(list ? await list.json() : {});
  if (!digests.has(url)) return;
  return (await whole(cache, url, digests)) || fetch(url, { cache: "reload", integrity: digests.get(url), redirect: "error" })
    .catch(() => Response.error());
};

// A file of the build that this tab opened with.
const part = async ({ clientId, request: { url } }) => {
  for (const name of await ours()) {
    const cache = await caches.open(name);
    if (!(name == NAME && unkept.has(clientId)) && !(await cache.match(tab(clientId)))) continue;
    if (name != NAME) return older(cache, url);
    if (!DIGESTS.has(url)) return;
    // Storage that was damaged or emptied is mended on the way.
    return (await whole(cache, url)) || mend().then(() => whole(cache, url));
  }
};

addEventListener("fetch", (event) => {
  const { request } = event, isOpening = request.mode == "navigate";
  if (request.method != "GET" || !request.url.startsWith(SCOPE)) return;
  if (isOpening && !isPage(request.url)) return;
  const found = (isOpening ? page : part)(event).catch(() => {});
  event.respondWith(found.then((it) => it || fetch(request)));
});

addEventListener("message", ({ data }) => {
  if (data == "SKIP_WAITING") skipWaiting();
});
