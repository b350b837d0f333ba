// Whether something that names a decision is the name of a shipped one.
export const isShipped = (name) => typeof name == "string" && !!name && !/[/.:{]/.test(name);
