/** Small helpers to build nodes without markup strings: no value can ever become markup. */

const SVG = "http://www.w3.org/2000/svg";

function applyAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.setAttribute("class", value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** An HTML element with attributes, listeners (`onclick`) and children. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  applyAttributes(node, attributes);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** An SVG element. */
export function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  applyAttributes(node, attributes);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** What a click does, once for a double click. */
export const first = (act) => (event) => { if (event.detail < 2) act(event); };

/** Fills `{name}` fields of a sentence the server wrote. */
export function fill(sentence, fields) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));
}

/** Replaces all children of a node. */
export function put(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Whether white text on this fill reads well (WCAG: a contrast of at least 4.5); a pattern is light. */
export function needsWhite(hex) {
  if (!hex?.startsWith("#")) return false;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) >= 4.5;
}

/** Whether the visitor asked for less movement. */
export function prefersStillness() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
