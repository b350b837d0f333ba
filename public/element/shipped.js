// Whether a value is the name of a shipped decision.
export const isShipped = (name) => typeof name == "string" && !!name && !/[/.:{]/.test(name);
