import { pageAddress } from "./address.js";
import { fill, h, put } from "./dom.js";
import { panelSpark } from "./spark.js";
import { presentCount, rankedCount, reasonOf, yearIndex } from "./store.js";

/** The detail panel: the chosen Kreis in numbers, its series, its initiatives; without one, the whole area. */
export function createPanel(data, store) {
  const root = h("section", { class: "card panel", tabindex: -1 });

  function render(view, state) {
    const index = yearIndex(view, state.year);
    const kreis = view.kreise.find((item) => item.ags === state.kreis);
    root.setAttribute("aria-label", kreis ? kreis.name : view.ui.land_line);
    put(root, ...(kreis ? kreisParts(data, view, kreis, index, store) : landParts(view, index)),
      panelSpark(view, kreis, index), view.reading.slice(0, 1).map((text) => h("p", { class: "reading" }, text)), notes(view, kreis), kreis ? actions(data, view, kreis) : null);
  }
  return { root, render };
}

function kreisParts(data, view, kreis, index, store) {
  const { ui } = view;
  const year = view.years[index];
  const rank = kreis.r[index] === null ? "" : ` · ${fill(ui.rank, { rank: kreis.r[index], n: rankedCount(view, index) })}`;
  const known = kreis.v[index] !== null;
  const clear = h("button", { type: "button", class: "clear", "aria-label": ui.clear, title: ui.clear,
    onclick: (event) => { const panel = event.target.closest(".panel"); store.set({ kreis: null }); panel.focus({ preventScroll: true }); } }, "×");
  return [
    h("div", { class: "panel-head" }, h("div", {}, h("p", { class: "quiet" }, kreis.kind), h("h2", {}, kreis.name)), clear),
    h("dl", { class: "facts" },
      fact(known ? kreis.t[index] : "–", known ? `${fill(ui.value_year, { year })}${rank}` : reasonOf(view, kreis, index)),
      ui.persons ? fact(kreis.p[index], fill(ui.persons, { year })) : null,
      ui.gain ? fact(kreis.gain, ui.gain) : null,
      fact(String(presentCount(kreis)), initiatives(data, view, kreis))),
  ];
}

function landParts(view, index) {
  const { ui } = view;
  const year = view.years[index];
  return [
    h("p", { class: "quiet hint" }, ui.choose),
    h("h2", {}, view.land.name),
    h("dl", { class: "facts" }, fact(view.land.t[index], fill(ui.value_year, { year }))),
  ];
}

function fact(value, label) {
  return h("div", { class: "fact" }, h("dt", {}, label), h("dd", {}, value));
}

function initiatives(data, view, kreis) {
  const { ui } = view;
  if (!kreis.members.length) return ui.initiatives_none;
  const count = presentCount(kreis);
  const word = { 0: ui.initiatives_none, 1: ui.initiatives_one }[count] ?? ui.initiatives_many;
  const named = kreis.members.map((member) =>
    data.offline ? member.name : h("a", { href: `${data.links.initiative}${encodeURIComponent(member.id)}` }, member.name));
  return h("span", {}, `${word}: `, named.flatMap((node, i) => (i ? [", ", node] : [node])));
}

function notes(view, kreis) {
  const own = view.notes.filter((note) => note.ags === null || note.ags === kreis?.ags);
  const short = own.filter((note) => note.kind !== "census").map((note) => note.label);
  return h("details", { class: "notes" }, h("summary", {}, `${short.join(" · ")}`), own.map((note) => h("p", {}, note.text)));
}

function actions(data, view, kreis) {
  if (data.offline) return null;
  return h("p", { class: "actions" },
    h("a", { class: "pill primary", href: pageAddress(data, "kreisprofil", { kreis: kreis.ags }) }, view.ui.profile));
}
