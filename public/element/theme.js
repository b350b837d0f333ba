// theme="auto" on a page that sets no color-scheme: dark where the colour behind the element is dark.

// The brightness of a grey that has the same contrast to black and to white.
const MIDDLE = 0.46;

// The brightness of a computed colour, from 0 to 1, as that of a grey with its relative luminance;
// and its opacity.
const measure = (color) => {
  const [one, two, three, alpha = 1] = color.match(/(?<=[( ])(none|[-+.e\d]+)/g).map((part) => parseFloat(part) || 0);
  const brightness = /^l/.test(color) ? ((one + 16) / 116) ** 1.36
    : /^okl/.test(color) ? one ** 1.36
    : Math.hypot(0.46 * one, 0.85 * two, 0.27 * three) / (/^rgb/.test(color) ? 255 : 1);
  return [brightness, alpha];
};

// The parent in the flat tree, through slots and shadow roots.
export const outer = (node) => node.assignedSlot ?? node.parentElement ?? node.parentNode?.host;

// The colour scheme for `host`; empty if the inherited one is right. `background` returns the background
// of an element if it differs from the computed style, otherwise undefined.
export const schemeOf = (host, background) => {
  const parent = outer(host);
  if (!parent || /light|dark/.test(host.getAttribute("theme")) || getComputedStyle(parent).colorScheme != "normal") return "";
  let brightness = 0, rest = 1;
  for (let node = parent; node && rest > 0.1; node = outer(node)) {
    const style = getComputedStyle(node), [own, alpha] = measure(background?.(node) ?? style.backgroundColor);
    // An image can have any colour, but the text on it contrasts with it: its colour decides.
    if (style.backgroundImage != "none" && alpha < 1) return measure(style.color)[0] < MIDDLE ? "light" : "dark";
    brightness += rest * alpha * own;
    rest *= 1 - alpha;
  }
  // Without any background, the canvas has the inherited scheme.
  return rest == 1 ? "" : brightness + rest < MIDDLE ? "dark" : "light";
};
