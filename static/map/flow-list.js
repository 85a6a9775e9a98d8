import { fill, h, put, s } from "./dom.js";
import { writeNumber, writeSigned } from "./numbers.js";
import { yearIndex } from "./store.js";
import { ranked } from "./flow-leaf.js";
import { lineWidth, outlineOf } from "./flow-lines.js";

/** The largest partners on either side as bars; the others in one line, as they are no partner of their own. */
export function createPartnerBars(store, choose) {
  const title = h("h3", { class: "card-title" });
  const list = h("ol", { class: "bars" });
  const rest = h("p", { class: "quiet rest" });
  const root = h("section", { class: "card bars-card" }, title, list, rest);

  function row(view, share, { key, name, net }) {
    const [from, to] = [share(Math.min(0, net)), share(Math.max(0, net))];
    const hover = (ags) => () => store.set({ hover: ags });
    const parts = [
      h("span", { class: "bar-name" }, name),
      h("span", { class: "bar-track" },
        h("span", { class: `bar ${net > 0 ? "gain" : "loss"}`, style: { left: `${from}%`, width: `${Math.max(to - from, 0.6)}%` } }),
        h("span", { class: "axis", style: { left: `${share(0)}%` } }),
        h("span", { class: "bar-value", style: { left: `${to}%` } }, writeSigned(net, view.lang, 0))),
    ];
    const listeners = { onpointerenter: hover(key), onpointerleave: hover(null) };
    const { kreis } = view.partners.find((partner) => partner.key === key);
    return h("li", {}, kreis
      ? h("button", { type: "button", "data-key": key, title: view.ui.centre_title, onclick: () => choose(key), onfocus: hover(key), onblur: hover(null), ...listeners }, parts)
      : h("div", { class: "row", "data-key": key, ...listeners }, parts));
  }

  return {
    root,
    render(view, state) {
      const index = yearIndex(view, state.year);
      const shown = view.bars.flat().map(({ net }) => net);
      const [low, high] = [Math.min(0, ...shown), Math.max(0, ...shown)];
      const share = (net) => ((net - low) / (high - low || 1)) * 100;
      title.textContent = fill(view.ui.bars, { name: view.centre.name, year: view.years[index] });
      put(list, view.bars[index].map((bar) => row(view, share, bar)));
      rest.textContent = view.rests[index];
    },
  };
}

/** Every partner with its balances of all years, largest of the chosen year first, and their sums. */
export function createPartnerTable(choose) {
  const root = h("div", { class: "table-wrap", tabindex: 0, role: "region" });
  return {
    root,
    render(view, state) {
      const index = yearIndex(view, state.year);
      const { ui, years, lang } = view;
      const cell = (net, i) => h("td", { class: `number${i === index ? " now" : ""}` }, writeSigned(net, lang, 0));
      root.setAttribute("aria-label", view.subtitles[index]);
      const body = [...view.partners].sort((a, b) => b.net[index] - a.net[index]).map((partner) => h("tr", {},
        h("th", { scope: "row" }, partner.kreis ? h("button", { type: "button", class: "link", onclick: () => choose(partner.key) }, partner.name) : partner.name),
        partner.net.map(cell)));
      const sums = years.map((_, i) => view.partners.reduce((sum, { net }) => sum + net[i], 0));
      put(root, h("table", {}, h("caption", {}, ui.table_caption),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, ui.with_whom), years.map((year, i) => h("th", { scope: "col", class: `number${i === index ? " now" : ""}` }, String(year))))),
        h("tbody", {}, body),
        h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, ui.sum), sums.map(cell)))));
    },
  };
}

/** Widths with their numbers, and what the two directions mean; colour is never the only sign. */
export function createFlowKey() {
  const root = h("ul", { class: "key flow-key" });
  const arrow = (width, kind, back = false) => {
    const height = Math.max(22, 2 * width + 8);
    const curve = Array.from({ length: 9 }, (_, i) => ({ x: 1 + i * 5.5, y: height / 2 }));
    return s("svg", { width: 46, height, viewBox: `0 0 46 ${height}`, "aria-hidden": "true" },
      s("path", { d: outlineOf(back ? curve.reverse() : curve, width), class: `flow ${kind}` }));
  };
  return {
    root,
    render(view, narrow) {
      const { ui, lang } = view;
      const part = (sign, text) => h("li", { class: "part" }, sign, text);
      put(root,
        part(arrow(5, "gain"), fill(ui.gain, { name: view.centre.name })),
        part(arrow(5, "loss", true), fill(ui.loss, { name: view.centre.name })),
        view.samples.map((net) => part(arrow(lineWidth(net, view.widest, narrow), "sample"), `${writeNumber(net, lang)} ${ui.persons}`)),
        part("", ui.scale));
    },
  };
}

/**
 * The partners by keyboard: one tab stop above the map. Arrow keys go from the largest balance to the smaller ones,
 * Enter puts a Kreis in the middle, and a live region says name and balance.
 */
export function createPartnerWalk(store, view, choose) {
  const said = h("p", { class: "sr", "aria-live": "polite" });
  const hint = h("p", { class: "sr", id: "flow-walk" }, view.ui.flow_hint);
  const stop = h("div", { class: "walk", tabindex: 0, role: "application", "aria-label": view.ui.flow_walk, "aria-describedby": "flow-walk",
    onfocus: () => go(at), onblur: () => store.set({ hover: null }), onkeydown: (event) => press(event) });
  let current = view;
  let at = 0;

  const partners = () => ranked(current, yearIndex(current, store.get().year));

  function go(place) {
    const all = partners();
    at = Math.min(Math.max(place, 0), all.length - 1);
    const index = yearIndex(current, store.get().year);
    const { key, name, net } = all[at];
    store.set({ hover: key });
    said.textContent = fill(current.ui.said, { name, net: writeSigned(net[index], current.lang, 0), year: current.years[index], rank: at + 1, n: all.length });
  }

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: Infinity }[event.key];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" || event.key === " ") take(partners()[at]);
    else return;
    event.preventDefault();
  }

  function take({ key, name, kreis }) {
    if (kreis) choose(key);
    else said.textContent = fill(current.ui.no_centre, { name });
  }

  return {
    root: h("div", {}, stop, hint, said),
    render(next) {
      if (next.centre.ags !== current.centre.ags) at = 0;
      current = next;
    },
  };
}
