// Ends offline use: `cargo xtask dist --retire-offline` ships this as sw.js. Browsers fetch it when
// they next open the page, or within a day; it removes what was kept, and then itself. Tabs that are
// open go on by the network.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const prefix = "tiebreak " + registration.scope + " ";
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
  await registration.unregister();
})()));
