import { h, put } from "./dom.js";
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

/** The legend as a number line: a tick for every Kreis, the chosen and the hovered one named. */
export function createLegend(store, { compact = false } = {}) {
  const root = h("div", { class: `legend${compact ? " compact" : ""}` });

  function render(view, state) {
    const { legend } = view;
    const index = yearIndex(view, state.year);
    const count = legend.colours.length;
    const blocks = legend.colours.map((colour, i) =>
      h("span", {
        class: "block",
        style: { background: colour },
        onpointerenter: () => store.set({ dim: i }),
        onpointerleave: () => store.set({ dim: null }),
      }),
    );
    const labels = legend.labels.map((label, i) =>
      h("span", { class: "limit", style: { left: `${((i + 1) / count) * 100}%` } }, label),
    );
    const known = view.kreise.filter((kreis) => kreis.inside && kreis.v[index] !== null);
    const ticks = known.map((kreis) =>
      h("span", { class: "tick", style: { left: `${legendPlace(legend, kreis.v[index]) * 100}%` } }),
    );
    const named = known.find((kreis) => kreis.ags === (state.hover ?? state.kreis));
    put(
      root,
      h("div", { class: "legend-title" }, legend.title),
      h("div", { class: "legend-line", "aria-hidden": "true" },
        named ? marker(legend, named, index) : null, ticks, h("div", { class: "blocks" }, blocks), labels),
    );
  }
  return { root, render };
}

function marker(legend, kreis, index) {
  const place = legendPlace(legend, kreis.v[index]);
  const side = place < 0.2 ? "start" : place > 0.8 ? "end" : "middle";
  return h("span", { class: `marker ${side}`, style: { left: `${place * 100}%` } },
    h("b", {}, `${kreis.name} ${kreis.t[index]}`), h("i", {}, "▼"));
}

/** What the signs on the map mean, and what is missing. */
export function createKey(data) {
  const root = h("p", { class: "key" });

  function render(view, state) {
    const { ui, legend } = view;
    const missing = legend.missing[yearIndex(view, state.year)];
    const secret = legend.secret[yearIndex(view, state.year)];
    const parts = [
      ...markKeys(ui, view.members),
      [h("span", { class: "dash", "aria-hidden": "true" }), ui.lausitz],
      missing ? [h("span", { class: "hatch", "aria-hidden": "true" }), missing] : null,
      secret ? [h("span", { class: "hatch dotted", "aria-hidden": "true" }), secret] : null,
    ];
    const unplaced = h("span", { class: "part" }, `${view.unplaced} `);
    if (!data.offline) unplaced.append(h("a", { href: data.links.initiatives }, ui.list));
    put(root, parts.filter(Boolean).map((part) => h("span", { class: "part" }, ...part)), unplaced,
      h("span", { class: "part" }, `${legend.method}.`), h("span", { class: "part" }, `${ui.status}.`));
  }
  return { root, render };
}

/** What the marks on a small map mean. */
export function createMarkKey() {
  const root = h("p", { class: "key mark-key" });
  return {
    root,
    render({ ui }, members) {
      put(root, markKeys(ui, members).map((part) => h("span", { class: "part" }, ...part)));
    },
  };
}
