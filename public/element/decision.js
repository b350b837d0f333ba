// The decision of an element: from the page itself, from the decision aid's own site, or from any
// address.

import { fetched, share } from "./fetched.js";
import { isShipped } from "./shipped.js";

// Digests of the shipped decisions as they were when this version was built, for frozen pages.
const FROZEN = new Map("{{digests models}}".split(" ").map((pair) => pair.split(":")));

// Largest length of a decision that the page contains, in characters.
const MOST = 1 << 20;

share();

const written = (value) => typeof value == "string" ? value : JSON.stringify(value);

// The decision as the page gives it: a property, a script in the element, or the attribute.
export const named = (host, given) =>
  given.model ?? host.querySelector(':scope > script[type="application/json"]')?.textContent ?? host.getAttribute("model") ?? "";

// Whether the element has a table, which becomes the decision of an element that names none.
export const hasTable = (host) => !!host.querySelector("table:not(noscript *)");

// Reads the decision. Of an element with a table, the decision has no text yet. A decision that the page
// contains has no address; its evidence is in the folder of the page. A frozen loader names the folder of
// its version. The files there have digests, and each decision has the digest of its evidence.
export const decision = async (host, given, from) => {
  const { base, models, fault } = from;
  // The parser may not have read the children of the element yet.
  if (document.readyState == "loading" && !host.nextSibling)
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  const name = named(host, given);
  if (typeof name == "object" || /^\s*\{/.test(name)) {
    const text = written(name);
    if (text.length > MOST) throw fault("model-size", "The decision is larger than 1 MiB.");
    return { text, url: document.baseURI, foreignHost: "" };
  }
  if (!name && hasTable(host)) return { isTable: true, url: document.baseURI, foreignHost: "" };
  if (!name) throw fault("model-missing", "No decision is named.", "Set the attribute model, or put a table into the element.");
  const isFrozen = isShipped(name) && models != "models/";
  if (isFrozen && !FROZEN.has(name)) throw fault("model-missing", "This version has no such decision.", "Check the attribute model, or name a newer version: " + name);
  let url;
  try {
    url = isShipped(name) ? new URL(`${models}${name}.json`, base) : new URL(name, document.baseURI);
  } catch {
    throw fault("model-address", "The address of the decision cannot be read.", "Check the attribute model: " + name);
  }
  const integrity = isFrozen ? FROZEN.get(name) : "";
  const text = await fetched(url, fault, integrity)
    // Browsers throw the same error for a wrong digest, an error status and a missing response.
    .catch(async (error) => { throw integrity && error instanceof TypeError ? await from.reason(url, integrity) : error; });
  return { text, url: url.href, foreignHost: url.origin == base.origin ? null : url.host, name };
};

export const evidence = (given) => given.evidence == null ? undefined : written(given.evidence);
