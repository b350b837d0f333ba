// Keeps texts in IndexedDB, by store and id. A call is one transaction: all of it holds, or nothing.
const STORES = ["decisions", "drafts", "models", "settings"];
// A host may have several copies of the page, each in a folder of its own.
const NAME = "tiebreak " + new URL(".", location.href).pathname;
// Other windows of the same copy.
const others = new BroadcastChannel(NAME);
let base;

const open = () => new Promise((done, failed) => {
  const asked = indexedDB.open(NAME, 1);
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

// `work` gives what has the result once the transaction is complete.
const within = async (store, mode, work) => {
  const it = await (base ||= open().catch((error) => { base = undefined; throw error; }));
  return new Promise((done, failed) => {
    let whole, asked;
    try {
      whole = it.transaction(store, mode);
    } catch (error) {
      // The connection was lost without a word: the next call opens another.
      base = undefined;
      return failed(error);
    }
    whole.oncomplete = () => done(asked.result);
    // Only by now the transaction knows why: the failed request tells of itself before.
    whole.onabort = () => failed(whole.error || new Error("The storage gave up."));
    try {
      asked = work(whole.objectStore(store));
    } catch (error) {
      failed(error);
      whole.abort();
    }
  });
};

export const all = async (store) =>
  (await within(store, "readonly", (it) => it.getAll())).map(({ id, text }) => [id, text]);

// Puts texts in, each as [id, text, before], and takes others out. Where a text was to replace one of
// `before` and another one stands there, nothing is written, and the ids of those come back.
export const change = async (store, put, removed) => {
  const changed = await within(store, "readwrite", (it) => {
    const result = [], careful = put.filter(([, , before]) => before.length);
    const write = () => {
      put.forEach(([id, text]) => it.put({ id, text }));
      removed.forEach((id) => it.delete(id));
    };
    let open = careful.length;
    if (!open) write();
    for (const [id, text, before] of careful) {
      it.get(id).onsuccess = ({ target: { result: there } }) => {
        if (there && ![text, ...before].includes(there.text)) result.push(id);
        if (!--open && !result.length) write();
      };
    }
    return { result };
  });
  if (!changed.length) others.postMessage(store);
  return changed;
};

// Calls whenever another window has changed something.
export const watch = (call) => { others.onmessage = () => call(); };

// Asks the browser not to clear this away by itself; what it says changes nothing here.
export const persist = async () => { await navigator.storage?.persist?.(); };
