// The reader of pasted tables, as a script of its own: the studio of the standalone page fetches it when an
// author pastes a table.

export { pasted, rich } from "./builder/pasted.js";
