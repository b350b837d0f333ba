// Calls the function of public/element/fetched.js, which is stored under this symbol.
export const fetched = async (address, integrity) =>
  globalThis[Symbol.for("tie-break")].fetched(new URL(address), undefined, integrity);
