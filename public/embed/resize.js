// For articles with plain frames: sets the reported height of each frame. An optional module: without
// it, a frame keeps the height of its snippet, and scrolls inside.
import { told } from "../frame-host.js";

const FRAME = new URL("frame.html", import.meta.url);

addEventListener("message", ({ source, origin, data }) => {
  const frame = [...document.querySelectorAll("iframe")].find((candidate) => candidate.contentWindow === source);
  // Only frames of the decision aid, by their address. A sandboxed frame has no origin.
  if (!frame?.src.startsWith(FRAME.href)) return;
  if (origin !== FRAME.origin && !(origin == "null" && frame.hasAttribute("sandbox"))) return;
  const height = told(data, parseFloat(frame.style.blockSize) || 0);
  if (height) frame.style.blockSize = height + "px";
});
