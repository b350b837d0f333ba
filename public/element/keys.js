// Keys that a control of the widget uses stay in the widget. To the page, the target of every key is
// the element, so its shortcuts cannot tell that somebody is typing.

// Keys that type, edit, choose or press. Not Escape, Tab, function keys and modifiers.
const USED = /^(.|Arrow.+|Home|End|Page.+|Enter|Backspace|Delete|Dead|Process|Unidentified)$/u;

// Whether the control that has the focus uses a key. Letters count as used by every control of a
// form, radio buttons and buttons too: pages ignore them there, and would do so here if they could.
const isUsed = (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return event.getModifierState("AltGraph") && target.matches("input, textarea");
  return event.defaultPrevented
    || target.matches("input, textarea, select") && USED.test(key)
    || target.matches("button, summary") && /^(.|Enter)$/u.test(key)
    || key == "Enter" && target.matches("a");
};

// Begins for the controls in a shadow root; the return value ends it.
export const keepKeys = (root) => {
  // Keys that are down, and whether the widget used them: what follows a key goes the same way.
  const used = new Set();
  const listen = (event) => {
    // Slotted elements of the page are the page's.
    if (root.host.contains(event.target)) return;
    const { type, code } = event;
    if (type == "keydown") used[isUsed(event) ? "add" : "delete"](code);
    if (used.has(code)) event.stopPropagation();
    if (type == "keyup") used.delete(code);
  };
  const types = ["keydown", "keypress", "keyup"];
  for (const type of types) root.addEventListener(type, listen);
  return () => { for (const type of types) root.removeEventListener(type, listen); };
};
