// Builds elements by name and attribute; nothing on this page is ever made by parsing markup.

const SVG = "http://www.w3.org/2000/svg";

export const find = (selector, root = document) => root.querySelector(selector);

/** An element with attributes; `onclick` and its kin are listeners, what is false is left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** One of the drawings in icons.svg. */
export function icon(name) {
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use);
  return drawing;
}

/** Writes only what is new, so that it is read aloud once. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * A way to show a list of `{ key, source, make }` in `parent`: an entry whose source is the same
 * as before keeps its element, and so its focus, its pictures and a press under way.
 */
export function list(parent) {
  let known = new Map();
  const kept = ({ key, source, make }) =>
    known.get(key)?.source === source ? known.get(key) : { source, node: make() };
  return (entries) => {
    known = new Map(entries.map((entry) => [entry.key, kept(entry)]));
    arrange(parent, [...known.values()].map(({ node }) => node));
  };
}

/** Makes `nodes` the children of `parent`, moving none that stays in its order. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}
