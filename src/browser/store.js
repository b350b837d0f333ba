// Keeps texts in IndexedDB, by store and id. A call is one transaction: all of it holds, or nothing.
const STORES = ["decisions", "drafts", "models", "settings"];
let base;

const open = () => new Promise((done, failed) => {
  const asked = indexedDB.open("tiebreak", 1);
  asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: "id" }));
  asked.onerror = () => failed(asked.error);
  // Some browsers never answer in private windows; the page is not to wait for that.
  setTimeout(() => failed(new Error("The storage does not answer.")), 3000);
  asked.onsuccess = () => {
    const it = asked.result;
    // Another tab with a newer page must not wait for this one.
    it.onversionchange = it.onclose = () => { it.close(); base = undefined; };
    done(it);
  };
});

const within = async (store, mode, work) => {
  const it = await (base ||= open().catch((error) => { base = undefined; throw error; }));
  return new Promise((done, failed) => {
    const whole = it.transaction(store, mode), asked = work(whole.objectStore(store));
    whole.oncomplete = () => done(asked?.result);
    whole.onabort = whole.onerror = () => failed(whole.error || asked?.error);
  });
};

export const all = async (store) =>
  (await within(store, "readonly", (it) => it.getAll())).map(({ id, text }) => [id, text]);

export const change = (store, put, removed) => within(store, "readwrite", (it) => {
  put.forEach(([id, text]) => it.put({ id, text }));
  removed.forEach((id) => it.delete(id));
});

// Asks the browser not to clear this away by itself; what it says changes nothing here.
export const persist = async () => { await navigator.storage?.persist?.(); };
