// Data from the page: attributes, properties, messages and stored answers can have any value.

// The value of a JSON text; undefined if the text is not JSON.
export const parsed = (json) => {
  try {
    return JSON.parse(json);
  } catch {}
};

// A copy of a value as JSON has it; undefined if JSON cannot express the value.
export const plain = (value) => {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {}
};

export const isObject = (value) => !!value && typeof value == "object" && !Array.isArray(value);
