// For articles that hold plain frames: gives each the height that it tells. A module, optional;
// without it a frame keeps the height that its snippet says, and scrolls inside.
import { told } from "../frame-host.js";

const FRAME = new URL("frame.html", import.meta.url);

addEventListener("message", ({ source, origin, data }) => {
  const frame = [...document.querySelectorAll("iframe")].find((it) => it.contentWindow === source);
  // Only frames of ours, by where their snippet points; a sandboxed one has no origin.
  if (!frame?.src.startsWith(FRAME.href)) return;
  if (origin !== FRAME.origin && !(origin == "null" && frame.hasAttribute("sandbox"))) return;
  const height = told(data, parseFloat(frame.style.blockSize) || 0);
  if (height) frame.style.blockSize = height + "px";
});
