// The decision of an element: from the page itself, from the decision aid's own site, or from any
// address.

import { isObject, parsed, plain } from "./data.js";
import { fetched, share } from "./fetched.js";
import { isShipped } from "./shipped.js";

// Digests of the shipped decisions of this version.
const SHIPPED = new Map("{{digests models}}".split(" ").map((pair) => pair.split(":")));

// Largest length of a decision that the page contains, in characters.
const MOST = 1 << 20;

share();

const written = (value) => typeof value == "string" ? value : JSON.stringify(plain(value));

// The decision as the page gives it: a property, a script in the element, or the attribute.
export const named = (host, given) =>
  given.model ?? host.querySelector(':scope > script[type="application/json"]')?.textContent ?? host.getAttribute("model") ?? "";

// Whether the element has a table, which becomes the decision of an element that names none.
export const hasTable = (host) => !!host.querySelector("table:not(noscript *)");

// Reads the decision. Of an element with a table, the decision has no text yet. A decision that the page
// contains has no address; its evidence is in the folder of the page. A shipped decision is sealed: checked
// by the build, and written without the names of its values. Its evidence is in the folder that the loader
// names, and has the digest that the decision tells.
export const decision = async (host, given, from) => {
  const { base, version, models, fault } = from;
  // The parser may not have read the children of the element yet.
  if (document.readyState == "loading" && !host.nextSibling)
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  const name = named(host, given);
  if (typeof name != "string" && !isObject(plain(name)))
    throw fault("model-address", "The property model is neither an address nor a decision.", "Set a string, or an object that can be written as JSON.");
  if (typeof name != "string" || /^\s*\{/.test(name)) {
    const text = written(name);
    if (text.length > MOST) throw fault("model-size", "The decision is larger than 1 MiB.");
    return { text, url: document.baseURI, foreignHost: "" };
  }
  if (!name && hasTable(host)) return { isTable: true, url: document.baseURI, foreignHost: "" };
  if (!name) throw fault("model-missing", "No decision is named.", "Set the attribute model, or put a table into the element.");
  if (isShipped(name)) {
    const integrity = SHIPPED.get(name), at = (folder) => new URL(`${folder}${name}.json`, base);
    if (!integrity) throw fault("model-missing", "This version has no such decision.", "Check the attribute model, or name a newer version: " + name);
    const url = at(`v/${version}/models/`);
    const sealed = await fetched(url, fault, integrity)
      // Browsers throw the same error for a wrong digest, an error status and a missing response.
      .catch(async (error) => { throw error instanceof TypeError ? await from.reason(url, integrity) : error; });
    return { sealed, url: at(models).href, foreignHost: null, name };
  }
  let url;
  try {
    url = new URL(name, document.baseURI);
  } catch {
    throw fault("model-address", "The address of the decision cannot be read.", "Check the attribute model: " + name);
  }
  const text = await fetched(url, fault);
  return { text, url: url.href, foreignHost: url.origin == base.origin ? null : url.host, name };
};

// Id, version, language and title of a decision: the first values of a sealed one.
export const about = ({ text, sealed }) => {
  if (text !== undefined) return parsed(text) ?? {};
  const [id, version, lang, title] = parsed(sealed) ?? [];
  return { id, version, lang, title };
};

export const evidence = (given) => given.evidence == null ? undefined : written(given.evidence);
