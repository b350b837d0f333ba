// The service worker of the standalone page: stores complete builds of the site, so that the page
// opens without a network, and switches to a new build only when the reader confirms.
//
// The build writes one line above: `const BUILD = { files, id, other }`, the path and the digest of every
// file that the page needs, and of the files that it needs in another language than English. Each build
// has its own cache, which holds all files of the first list or none, and those of the second list that
// a tab has requested. A tab keeps
// the build that it opened with, so that old and new code are never mixed: a cache lists its tabs.
// Requests for anything else (articles, frames, files that are not in the list) go to the network.

const SCOPE = registration.scope;
// Another copy on the same host has another scope.
const PREFIX = "tiebreak " + SCOPE + " ";
const NAME = PREFIX + BUILD.id;
const byAddress = (files) => new Map(Object.entries(files).map(([path, digest]) => [new URL(path, SCOPE).href, digest]));
const FILES = byAddress(BUILD.files), OTHER = byAddress(BUILD.other), DIGESTS = new Map([...FILES, ...OTHER]);
// The address under which a cache stores the digests of its build, for later workers.
const LIST = SCOPE + "?list";
const MAX_TABS = 100;

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));
const tab = (id) => SCOPE + "?tab=" + id;
// Whether an address is that of the page, with any query or fragment. Other pages may be in the same
// folder.
const isPage = (address) => [SCOPE, SCOPE + "index.html"].includes(address.replace(/[?#].*/, ""));

// A file of a build from a cache; undefined if the file is absent or has another digest.
const whole = async (cache, url, digests = DIGESTS) => {
  const found = await cache.match(url, { ignoreVary: true });
  if (!found) return;
  const digest = await crypto.subtle.digest("SHA-256", await found.clone().arrayBuffer());
  if ("sha256-" + btoa(String.fromCharCode(...new Uint8Array(digest))) == digests.get(url)) return found;
};

// The address of a file without its build or version.
const part = (url) => url.replace(/\/(app|v)\/[^/]+\//, "/$1/");

// Completes the cache of this build: copies unchanged files from other builds, and fetches the others.
// The files of a language are needed if another build has them.
// Stores all of the fetched files or none.
const fill = async () => {
  const others = (await ours()).filter((name) => name != NAME);
  const [cache, ...old] = await Promise.all([NAME, ...others].map((name) => caches.open(name)));
  const used = new Set((await Promise.all(old.map((other) => other.keys()))).flat().map(({ url }) => part(url)));
  const missing = [];
  for (const [url, integrity] of DIGESTS) {
    if (OTHER.has(url) && !used.has(part(url))) continue;
    if (await whole(cache, url)) continue;
    const found = (await Promise.all(old.map((other) => whole(other, url)))).find(Boolean);
    if (found) await cache.put(url, found);
    // Bypasses the HTTP cache, and rejects a redirect to an error page.
    else missing.push(new Request(url, { cache: "reload", integrity, redirect: "error" }));
  }
  await cache.addAll(missing);
  await cache.put(LIST, new Response(JSON.stringify({ ...BUILD.files, ...BUILD.other })));
};

// Fetches a file of a language and stores it.
const store = async (cache, url) => {
  const answer = await fetch(url, { integrity: OTHER.get(url), redirect: "error" });
  // Storage may be full.
  if (answer.ok) await cache.put(url, answer.clone()).catch(() => {});
  return answer;
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
  // The first build is also the build of the pages that are open.
  const cache = await caches.open(NAME);
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(open.filter(({ url }) => isPage(url)).map(({ id }) => cache.put(tab(id), new Response())));
  await clients.claim();
})()));

// Removes builds that no tab uses, except for the previous build, and the oldest of more than
// `MAX_TABS` closed tabs (a browser may reopen them). Does nothing while a build is installing or
// waiting, because no tab uses that build yet. Must not run while a worker activates: WebKit then
// does not resolve the list of tabs.
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
  await Promise.all(closed.slice(0, -MAX_TABS).map((request) => cache.delete(request)));
};

// Tabs of this build that could not be stored because the storage is full.
const unkept = new Set();

// The page of this build. Its tab is stored before the page requests other files.
const page = async (event) => {
  const cache = await caches.open(NAME), found = await whole(cache, SCOPE), id = event.resultingClientId;
  if (found) await cache.put(tab(id), new Response()).catch(() => unkept.add(id));
  event.waitUntil((found ? tidy() : mend()).catch(() => {}));
  return found;
};

// A file of an older build. A damaged file is fetched again, if the server still has these bytes.
const older = async (cache, url) => {
  const list = await cache.match(LIST), digests = byAddress(list ? await list.json() : {});
  if (!digests.has(url)) return;
  return (await whole(cache, url, digests)) || fetch(url, { cache: "reload", integrity: digests.get(url), redirect: "error" })
    .catch(() => Response.error());
};

// A file of the build that this tab opened with.
const file = async ({ clientId, request: { url } }) => {
  for (const name of await ours()) {
    const cache = await caches.open(name);
    if (!(name == NAME && unkept.has(clientId)) && !(await cache.match(tab(clientId)))) continue;
    if (name != NAME) return older(cache, url);
    if (!DIGESTS.has(url)) return;
    // Restores files that are damaged or missing in the cache.
    return (await whole(cache, url)) || (OTHER.has(url) ? store(cache, url) : mend().then(() => whole(cache, url)));
  }
};

addEventListener("fetch", (event) => {
  const { request } = event, isOpening = request.mode == "navigate";
  if (request.method != "GET" || !request.url.startsWith(SCOPE)) return;
  if (isOpening && !isPage(request.url)) return;
  const found = (isOpening ? page : file)(event).catch(() => {});
  event.respondWith(found.then((response) => response || fetch(request)));
});

// Stores the files of a language that a page has fetched without this worker.
const keep = async (fetched) => {
  const cache = await caches.open(NAME);
  const wanted = fetched.filter((url) => OTHER.has(url));
  await Promise.all(wanted.map(async (url) => (await whole(cache, url)) || store(cache, url)));
};

addEventListener("message", (event) => {
  if (event.data == "SKIP_WAITING") skipWaiting();
  if (event.data.fetched) event.waitUntil(keep(event.data.fetched).catch(() => {}));
});
