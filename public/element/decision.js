// Which decision an element shows, and its file: from the page itself, from its own site or from
// anybody's.

import { fetched, share } from "./fetched.js";

// In characters.
const MOST = 1 << 20;

share();

const written = (it) => typeof it == "string" ? it : JSON.stringify(it);

// What the page set, what stands in the element, or what the attribute names. A decision of the
// page itself has no address: what lies beside it lies beside the page.
export const decision = async (host, given, { base, fault }) => {
  // One that is still being read may have its decision yet to come.
  if (document.readyState == "loading" && !host.nextSibling)
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  const name = given.model ?? host.querySelector(':scope > script[type="application/json"]')?.textContent ?? host.getAttribute("model") ?? "";
  if (typeof name == "object" || /^\s*\{/.test(name)) {
    const text = written(name);
    if (text.length > MOST) throw fault("model-size", "The decision is larger than 1 MiB.");
    return { text, url: document.baseURI, foreignHost: "this page" };
  }
  if (!name) throw fault("model-missing", "No decision is named.", "Give the attribute model a shipped name or an address.");
  const isName = !/[/.:]/.test(name);
  let url;
  try {
    url = isName ? new URL(`models/${name}.json`, base) : new URL(name, document.baseURI);
  } catch {
    throw fault("model-address", "The address of the decision cannot be read.", "Check the attribute model: " + name);
  }
  return { text: await fetched(url, fault), url: url.href, foreignHost: url.origin == base.origin ? null : url.host, name: isName && name };
};

export const evidence = (given) => given.evidence == null ? undefined : written(given.evidence);
