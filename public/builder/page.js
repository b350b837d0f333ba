// The elements of the page, by id. Found once, because a pasted table in the preview can have any ids.

const elements = new Map([...document.querySelectorAll("[id]")].map((element) => [element.id, element]));

export const find = (id) => elements.get(id);
