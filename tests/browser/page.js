// Looks into the open shadow root of a widget the way a reader does: by role, by the name that
// assistive technology would say, by the words in sight. Never by class or id.
//
// `page(host)` gives the functions; a script that the tests run is this text and one more line.
function page(host) {
  const root = host?.shadowRoot;
  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const inSight = (element) => element.checkVisibility({ visibilityProperty: true });
  const IMPLICIT = {
    A: "link", BUTTON: "button", DETAILS: "group", DIALOG: "dialog", FIELDSET: "group",
    FORM: "form", H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", LEGEND: "legend",
    LI: "listitem", OL: "list", P: "paragraph", SELECT: "combobox", SUMMARY: "disclosure",
    TABLE: "table", TEXTAREA: "textbox", UL: "list",
  };
  const INPUTS = { checkbox: "checkbox", number: "spinbutton", radio: "radio", range: "slider" };
  const role = (element) => element.getAttribute("role")
    ?? (element.tagName == "INPUT" ? INPUTS[element.type] ?? "textbox"
      : element.tagName == "SECTION" ? element.hasAttribute("aria-label") && "region"
      : IMPLICIT[element.tagName]);
  const name = (element) => {
    const labelled = element.getAttribute("aria-labelledby");
    return tidy(element.getAttribute("aria-label")
      ?? (labelled && root.getElementById(labelled)?.innerText)
      ?? element.labels?.[0]?.innerText
      ?? (element.tagName == "FIELDSET" ? element.querySelector("legend")?.innerText : element.innerText));
  };
  const all = (wanted) => root
    ? [...root.querySelectorAll("*")].filter((element) => role(element) == wanted && inSight(element))
    : [];
  // The whole name first, then names that begin with the words, then any that hold them.
  const find = (wanted, words) => {
    const named = all(wanted).map((element) => [name(element), element]);
    const first = (is) => named.find(([text]) => is(text))?.[1];
    return first((text) => text == words) ?? first((text) => text.startsWith(words))
      ?? first((text) => text.includes(words)) ?? null;
  };
  const focus = () => root?.activeElement ?? null;
  // The element if it is in the middle of the window and has not moved since the last call, with nothing
  // more to render: a click then hits it. New content still moves, and so does a page that scrolls to a
  // new focus.
  const still = (wanted, words) => {
    const found = find(wanted, words);
    found?.scrollIntoView({ block: "center", inline: "center" });
    const at = found?.getBoundingClientRect();
    const before = root?.stillAt;
    if (root) root.stillAt = { found, at };
    // An engine may go to and fro between two halves of a pixel.
    const near = (side) => Math.abs(before.at[side] - at[side]) < 2;
    const isStill = found && before?.found == found && near("x") && near("y") && !root.querySelector("[aria-busy=true]");
    if (!isStill) return null;
    // Whether the next click meets this control, or one of the same name that has replaced it; null
    // until the click comes. Layout may change between the moment when a driver looks up the place
    // and its click. The page may watch its own listeners.
    root.isMet = null;
    const wantedName = name(found);
    const meet = (event) => {
      root.isMet = event.composedPath().some((element) => element == found
        || element.matches?.("a, button, input, label, summary") && name(element) == wantedName);
    };
    EventTarget.prototype.addEventListener.call(window, "click", meet, { capture: true, once: true });
    return found;
  };
  return { all, find, focus, inSight, name, role, root, still, tidy };
}
