import { fill, h, put } from "./dom.js";
import { markKeys } from "./marks.js";
import { yearIndex } from "./store.js";

/** Place of a value on the legend, 0 to 1: every class is equally wide, inside a class the scale is linear. */
export function legendPlace(legend, value) {
  const { bounds } = legend;
  const count = bounds.length - 1;
  let index = legend.limits.findIndex((limit) => value < limit);
  if (index < 0) index = count - 1;
  const [low, high] = [bounds[index], bounds[index + 1]];
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return (index + Math.min(1, Math.max(0, share))) / count;
}

/**
 * The legend as a number line: a tick for every Kreis, the chosen and the hovered one named. A class under the pointer
 * is highlighted on the map; a click, or Enter on the focused class, keeps the highlight until the next or Escape.
 */
export function createLegend(store, { compact = false } = {}) {
  const title = h("div", { class: "legend-title" });
  const scale = h("div", { "aria-hidden": "true" });
  // One tab stop for all classes; arrow keys move between them.
  const blocks = h("div", { class: "blocks", role: "toolbar", onkeydown: (event) => step(event) });
  const said = h("p", { class: "sr", role: "status" });
  const root = h("div", { class: `legend${compact ? " compact" : ""}` }, title, h("div", { class: "legend-line" }, scale, blocks), said);
  let drawn = null;
  let at = 0;

  function step(event) {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: blocks.children.length - 1 }[event.key];
    if (to === undefined || !blocks.children[to]) return;
    event.preventDefault();
    blocks.children[to].focus();
  }

  function stopAt(i) {
    at = i;
    [...blocks.children].forEach((node, k) => { node.tabIndex = k === i ? 0 : -1; });
  }

  function block(colour, i) {
    return h("button", {
      type: "button",
      class: "block",
      style: { background: colour },
      onclick: () => store.set({ mark: store.get().mark === i ? null : i }),
      onpointerenter: () => store.set({ dim: i }),
      onpointerleave: () => store.set({ dim: null }),
      onfocus: () => stopAt(i),
    });
  }

  /** The classes stay the same nodes while the view does, so that the focus stays on them. */
  function drawBlocks({ legend, ui }) {
    if (drawn === legend) return;
    drawn = legend;
    title.textContent = legend.title;
    blocks.setAttribute("aria-label", ui.classes);
    put(blocks, legend.colours.map(block));
    stopAt(Math.min(at, legend.colours.length - 1));
  }

  function render(view, state, changed) {
    const { legend } = view;
    const index = yearIndex(view, state.year);
    drawBlocks(view);
    drawScale(scale, view, index, state);
    [...blocks.children].forEach((node, i) => {
      node.setAttribute("aria-label", `${classWords(view, i)} ${legend.title}`);
      node.setAttribute("aria-pressed", String(state.mark === i));
    });
    if (changed?.has("mark")) said.textContent = state.mark === null ? view.ui.unmarked : membersOfClass(view, state.mark, index);
  }
  return { root, render };
}

function drawScale(scale, { legend, kreise }, index, state) {
  const count = legend.colours.length;
  const labels = legend.labels.map((label, i) =>
    h("span", { class: "limit", style: { left: `${((i + 1) / count) * 100}%` } }, label),
  );
  const known = kreise.filter((kreis) => kreis.inside && kreis.v[index] !== null);
  const ticks = known.map((kreis) =>
    h("span", { class: "tick", style: { left: `${legendPlace(legend, kreis.v[index]) * 100}%` } }),
  );
  const named = known.find((kreis) => kreis.ags === (state.hover ?? state.kreis));
  put(scale, named ? marker(legend, named, index) : null, ticks, labels);
}

/** Where a class begins and ends, in words. */
function classWords({ legend, ui }, i) {
  const [from, to] = [legend.labels[i - 1], legend.labels[i]];
  if (from === undefined) return to === undefined ? ui.class_all : fill(ui.class_first, { to });
  return to === undefined ? fill(ui.class_last, { from }) : fill(ui.class_between, { from, to });
}

/** How many Kreise a class holds in the year, and which. */
function membersOfClass(view, i, index) {
  const { ui } = view;
  const names = view.kreise.filter((kreis) => kreis.inside && kreis.c[index] === i).map((kreis) => kreis.name);
  const sentence = [ui.class_none, ui.class_one][names.length] ?? ui.class_many;
  return fill(sentence, { n: names.length, range: `${classWords(view, i)} ${view.legend.title}`, names: names.join(", ") });
}

function marker(legend, kreis, index) {
  const place = legendPlace(legend, kreis.v[index]);
  const side = place < 0.2 ? "start" : place > 0.8 ? "end" : "middle";
  return h("span", { class: `marker ${side}`, style: { left: `${place * 100}%` } },
    h("b", {}, `${kreis.name} ${kreis.t[index]}`), h("i", {}, "▼"));
}

/** What the signs on the map mean, and what is missing. */
export function createKey(data) {
  const root = h("ul", { class: "key" });

  function render(view, state) {
    const { ui, legend } = view;
    const missing = legend.missing[yearIndex(view, state.year)];
    const secret = legend.secret[yearIndex(view, state.year)];
    const coverage = view.coverage[yearIndex(view, state.year)];
    const parts = [
      ...markKeys(ui, view.members),
      [h("span", { class: "dash", "aria-hidden": "true" }), ui.lausitz],
      missing ? [h("span", { class: "hatch", "aria-hidden": "true" }), missing] : null,
      secret ? [h("span", { class: "hatch dotted", "aria-hidden": "true" }), secret] : null,
    ];
    const part = (...nodes) => h("li", { class: "part" }, ...nodes);
    const unplaced = part(`${view.unplaced} `);
    if (!data.offline) unplaced.append(h("a", { href: data.links.initiatives }, ui.list));
    put(root, parts.filter(Boolean).map((nodes) => part(...nodes)), coverage ? part(coverage) : null, unplaced, part(`${legend.method}.`), part(`${ui.status}.`));
  }
  return { root, render };
}

/** What the marks on a small map mean. */
export function createMarkKey() {
  const root = h("ul", { class: "key mark-key" });
  return {
    root,
    render({ ui }, members) {
      put(root, markKeys(ui, members).map((part) => h("li", { class: "part" }, ...part)));
    },
  };
}
