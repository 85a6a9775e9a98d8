import { h, put } from "./dom.js";
import { reasonOf, sortedKreise, yearIndex } from "./store.js";

/** Values a bar can show: what lies more than half as far again as 99 of 100 (a reception centre) is cut, or the rest would vanish. */
function barLimits(view) {
  const values = view.kreise.filter((kreis) => kreis.inside).flatMap((kreis) => kreis.v).filter((value) => value !== null);
  values.sort((a, b) => a - b);
  const at = (share) => 1.5 * (values[Math.round(share * (values.length - 1))] ?? 0);
  const [lowest, highest] = [Math.min(0, at(0.01)), Math.max(0, at(0.99))];
  const shown = values.filter((value) => value >= lowest && value <= highest);
  return { low: Math.min(0, ...shown), high: Math.max(0, ...shown) };
}

/** Where a bar begins and ends in per cent: one length per unit in all years; only zero moves to make room. */
function barScale(view, index) {
  const { low, high } = barLimits(view);
  const cut = (value) => Math.min(high, Math.max(low, value));
  const ends = view.years.map((_, i) => {
    const values = view.kreise.filter((kreis) => kreis.inside && kreis.v[i] !== null).map((kreis) => cut(kreis.v[i]));
    return [Math.min(0, ...values), Math.max(0, ...values)];
  });
  const span = Math.max(...ends.map(([from, to]) => to - from)) || 1;
  return (value) => ((cut(value) - ends[index][0]) / span) * 100;
}

/** All Kreise as sorted bars: a list of buttons, the keyboard's way to everything the map offers. */
export function createBars(store) {
  const list = h("ol", { class: "bars" });
  const title = h("h2", { class: "card-title" });
  const root = h("section", { class: "card bars-card", tabindex: -1 }, title, list);
  const rows = new Map();

  function row(ags) {
    const known = rows.get(ags);
    if (known) return known;
    const name = h("span", { class: "bar-name" });
    const bar = h("span", { class: "bar" });
    const value = h("span", { class: "bar-value" });
    const track = h("span", { class: "bar-track" }, bar, value);
    const button = h("button", {
      type: "button", "data-ags": ags,
      onclick: () => store.set({ kreis: ags }),
      onpointerenter: () => store.set({ hover: ags }), onpointerleave: () => store.set({ hover: null }),
      onfocus: () => store.set({ hover: ags }), onblur: () => store.set({ hover: null }),
    }, name, track);
    const entry = { item: h("li", {}, button), button, name, bar, value };
    rows.set(ags, entry);
    return entry;
  }

  function render(view, state) {
    const index = yearIndex(view, state.year);
    const share = barScale(view, index);
    title.textContent = view.ui.all_sorted;
    const focused = root.getRootNode().activeElement?.dataset?.ags;
    const order = sortedKreise(view, index);
    const items = order.map((kreis) => {
      const entry = row(kreis.ags);
      const value = kreis.v[index];
      const [from, to] = value === null ? [share(0), share(0)] : [share(Math.min(0, value)), share(Math.max(0, value))];
      entry.name.textContent = kreis.name;
      entry.value.textContent = value === null ? (kreis.why?.[view.years[index]] ?? view.ui.no_value) : kreis.t[index];
      Object.assign(entry.bar.style, { left: `${from}%`, width: `${Math.max(to - from, value === null ? 0 : 0.6)}%`,
        background: value === null ? "none" : view.legend.colours[kreis.c[index]] });
      entry.value.style.left = `${to}%`;
      entry.button.setAttribute("aria-pressed", String(kreis.ags === state.kreis));
      entry.button.classList.toggle("hovered", kreis.ags === state.hover);
      return entry.item;
    });
    if (items.length !== list.children.length || items.some((item, i) => list.children[i] !== item)) {
      put(list, items);
      if (focused) rows.get(focused)?.button.focus({ preventScroll: true });
    }
  }
  return { root, render };
}

/** The same content as a table, sorted by the value of the year. */
export function createTable(store) {
  const root = h("div", { class: "table-wrap", tabindex: 0, role: "region" });

  function render(view, state) {
    const index = yearIndex(view, state.year);
    const { ui } = view;
    root.setAttribute("aria-label", view.subtitles[index]);
    // The context has no persons behind its values: their column has no heading then, and is left out.
    const columns = [[ui.col_rank, "number"], [ui.col_kreis], [view.legend.title, "number"], [ui.col_persons, "number"], [ui.col_initiatives]];
    const head = columns.filter(([name]) => name);
    const body = sortedKreise(view, index).map((kreis) => h("tr", { class: kreis.ags === state.kreis ? "chosen" : "" },
      h("td", { class: "number" }, kreis.r[index] ?? "–"),
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", "data-kreis": kreis.ags, "aria-pressed": String(kreis.ags === state.kreis),
        onclick: () => store.set({ kreis: kreis.ags }) }, kreis.name)),
      h("td", { class: "number" }, kreis.v[index] === null ? reasonOf(view, kreis, index) : kreis.t[index]),
      ui.col_persons ? h("td", { class: "number" }, kreis.p[index]) : null,
      h("td", {}, kreis.members.map((member) => member.name).join(", ") || "–")));
    const focused = root.getRootNode().activeElement?.dataset?.kreis;
    put(root, h("table", {}, h("caption", {}, view.subtitles[index]),
      h("thead", {}, h("tr", {}, head.map(([name, kind = ""]) => h("th", { scope: "col", class: kind }, name)))),
      h("tbody", {}, body)));
    if (focused) root.querySelector(`[data-kreis="${focused}"]`)?.focus({ preventScroll: true });
  }
  return { root, render };
}
