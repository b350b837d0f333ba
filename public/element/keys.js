// Stops keys that a control of the widget uses. For listeners of the page, the target of every key event
// is the element, so that shortcuts of the page cannot detect that the reader is typing.

// Keys that type, edit, select or press. Not Escape, Tab, function keys and modifiers.
const USED = /^(.|Arrow.+|Home|End|Page.+|Enter|Backspace|Delete|Dead|Process|Unidentified)$/u;

// Whether the control that has the focus uses a key. Every form control, also a radio button or a
// button, counts as a user of letter keys, because pages ignore letters whose target is a form control.
const isUsed = (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return event.getModifierState("AltGraph") && target.matches("input, textarea");
  return event.defaultPrevented
    || target.matches("input, textarea, select") && USED.test(key)
    || target.matches("button, summary") && /^(.|Enter)$/u.test(key)
    || key == "Enter" && target.matches("a");
};

// Starts stopping keys in a shadow root; the return value ends that.
export const keepKeys = (root) => {
  // Pressed keys that the widget has used. The events that follow `keydown` are stopped too.
  const used = new Set();
  const listen = (event) => {
    // Keys of slotted elements of the page are not stopped.
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
