// Which decision an element shows, and its file: from the page itself, from its own site or from
// anybody's.

import { fetched, share } from "./fetched.js";
import { isShipped } from "./shipped.js";

// The shipped decisions as they were when this version was built, for pages that are frozen.
const FROZEN = new Map("{{digests models}}".split(" ").map((it) => it.split(":")));

// In characters.
const MOST = 1 << 20;

share();

const written = (it) => typeof it == "string" ? it : JSON.stringify(it);

// Where the decision is said; frameworks set what others write as an attribute.
export const named = (host, given) =>
  given.model ?? host.querySelector(':scope > script[type="application/json"]')?.textContent ?? host.getAttribute("model") ?? "";

// What the page set, what stands in the element, or what the attribute names. A decision of the
// page itself has no address: what lies beside it lies beside the page. A frozen loader names the
// folder of its version: what is read there has a digest, and names that of its evidence.
export const decision = async (host, given, from) => {
  const { base, models, fault } = from;
  // One that is still being read may have its decision yet to come.
  if (document.readyState == "loading" && !host.nextSibling)
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  const name = named(host, given);
  if (typeof name == "object" || /^\s*\{/.test(name)) {
    const text = written(name);
    if (text.length > MOST) throw fault("model-size", "The decision is larger than 1 MiB.");
    return { text, url: document.baseURI, foreignHost: "" };
  }
  if (!name) throw fault("model-missing", "No decision is named.", "Give the attribute model a shipped name or an address.");
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
    // Browsers tell another digest, another status and no answer by the same error.
    .catch(async (error) => { throw integrity && error instanceof TypeError ? await from.reason(url, integrity) : error; });
  return { text, url: url.href, foreignHost: url.origin == base.origin ? null : url.host, name };
};

export const evidence = (given) => given.evidence == null ? undefined : written(given.evidence);
