// Texts by store and id in IndexedDB. Each call is one transaction: it takes effect as a whole or not at all.
const STORES = ["decisions", "drafts", "models", "settings"];
// A host may serve several copies of the page, each in a folder of its own.
const NAME = "tiebreak " + new URL(".", location.href).pathname;
// The studio has a database of its own, so that older pages still open theirs.
const STUDIO = "studio";
// Other windows of the same copy.
const otherWindows = new BroadcastChannel(NAME);
// Connections by name of the database.
const connections = {};

const connect = (name) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () =>
    (name == NAME ? STORES : [STUDIO]).forEach((store) => request.result.createObjectStore(store, { keyPath: "id" }));
  request.onerror = () => reject(request.error);
  // Some browsers never answer in private windows.
  setTimeout(() => reject(new Error("The storage does not answer.")), 3000);
  request.onsuccess = () => {
    const database = request.result;
    // A tab with a newer page must not wait for this one.
    database.onversionchange = database.onclose = () => { database.close(); delete connections[name]; };
    resolve(database);
  };
});

// Runs `work` in a transaction. `work` returns a request, whose result is the result of the promise.
const transact = async (store, mode, work) => {
  const name = NAME + (store == STUDIO ? " " + store : "");
  const database = await (connections[name] ||= connect(name).catch((error) => { delete connections[name]; throw error; }));
  return new Promise((resolve, reject) => {
    let transaction, request;
    try {
      transaction = database.transaction(store, mode);
    } catch (error) {
      // The connection was closed without an event: the next call opens another.
      delete connections[name];
      return reject(error);
    }
    transaction.oncomplete = () => resolve(request.result);
    // The error of a transaction is set after the error event of its request.
    transaction.onabort = () => reject(transaction.error || new Error("The storage gave up."));
    try {
      request = work(transaction.objectStore(store));
    } catch (error) {
      reject(error);
      transaction.abort();
    }
  });
};

export const all = async (store) =>
  (await transact(store, "readonly", (rows) => rows.getAll())).map(({ id, text }) => [id, text]);

// Writes texts, each as [id, text, expected], and removes others. If an id holds a text that is neither
// new nor expected, nothing is written. Resolves to the ids of these conflicts.
export const write = async (store, puts, removals) => {
  const conflicts = await transact(store, "readwrite", (rows) => {
    const result = [], checked = puts.filter(([, , expected]) => expected.length);
    const writeAll = () => {
      puts.forEach(([id, text]) => rows.put({ id, text }));
      removals.forEach((id) => rows.delete(id));
    };
    let open = checked.length;
    if (!open) writeAll();
    for (const [id, text, expected] of checked) {
      rows.get(id).onsuccess = ({ target: { result: stored } }) => {
        if (stored && ![text, ...expected].includes(stored.text)) result.push(id);
        if (!--open && !result.length) writeAll();
      };
    }
    return { result };
  });
  if (!conflicts.length) otherWindows.postMessage(store);
  return conflicts;
};

// Calls the listener whenever another window has written.
export const onOtherWindowWrite = (listener) => { otherWindows.onmessage = () => listener(); };

// Asks the browser not to clear the storage by itself.
export const persist = async () => { await navigator.storage?.persist?.(); };
