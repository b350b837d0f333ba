// Ends offline use: `cargo xtask dist --retire-offline` ships this as sw.js. Browsers fetch it when
// they next open the page, or within a day. This worker deletes the caches and unregisters itself.
// Open tabs continue from the network.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const prefix = "tiebreak " + registration.scope + " ";
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
  await registration.unregister();
})()));
