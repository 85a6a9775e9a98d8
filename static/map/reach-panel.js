import { fill, h, put } from "./dom.js";
import { createSearch } from "./search.js";
import { readPoint } from "./reach-distances.js";

export const MOST_POINTS = 3;

/** What the new initiatives would change: where they stand, whom they reach, and how to place them without a mouse. */
export function createWhatIf(data, facts, act) {
  const { ui } = data;
  const { name, kreis, lat, lon, keys } = facts.places;
  const places = name.map((_, i) => ({ name: name[i], kreis_name: kreis[i], kreis_ags: "", keys: keys[i], lat: lat[i], lon: lon[i] }));
  const search = createSearch(ui, async () => places, (place) => act.put({ lat: place.lat, lon: place.lon }, true));
  const title = h("h2", { class: "card-title" }, ui.what_if);
  const hint = h("p", { class: "quiet" }, ui.how);
  const points = h("ul", { class: "points" });
  const actions = h("p", { class: "actions" });
  const results = h("div", { class: "results" });
  const root = h("section", { class: "card what-if", "aria-label": ui.what_if }, title, search.root, hint, points, actions, results);

  function render(state, shown) {
    hint.hidden = state.points.length > 0 && !state.adding;
    hint.textContent = state.adding ? ui.how_more : ui.how;
    renderPoints(state, shown.names);
    renderActions(state);
    put(results, state.points.length ? resultParts(shown) : null);
  }

  /** Rows are kept while their number stays, so that the keyboard's place on a button is not lost. */
  function renderPoints(state, names) {
    if (points.children.length !== names.length) {
      put(points, names.map((_, i) => h("li", {}, h("span", { class: "flag", "aria-hidden": "true" }), h("span", { class: "place" }),
        h("button", { type: "button", class: "clear", title: ui.remove, onclick: () => act.remove(i) }, "×"))));
    }
    [...points.children].forEach((row, i) => {
      const written = fill(ui.near, { place: names[i] });
      row.children[0].textContent = names.length > 1 ? String(i + 1) : "+";
      row.children[1].textContent = written;
      row.children[2].setAttribute("aria-label", `${ui.remove}: ${written}`);
    });
  }

  function renderActions(state) {
    const more = state.points.length && state.points.length < MOST_POINTS;
    const wanted = `${state.points.length}${state.adding}`;
    if (actions.dataset.state === wanted) return;
    actions.dataset.state = wanted;
    put(actions,
      more ? h("button", { type: "button", class: "pill", "aria-pressed": String(state.adding), onclick: () => act.more() }, ui.more) : null,
      state.points.length > 1 ? h("button", { type: "button", class: "pill", onclick: () => act.clear() }, ui.clear_all) : null);
  }

  function resultParts({ before, after, limit, signed, percent }) {
    const facts3 = after.sums.map((sum, i) => h("div", { class: `fact${sum.limit === limit ? " chosen" : ""}` },
      h("dt", {}, fill(ui.newly, { km: sum.limit })), h("dd", {}, signed(sum.people - before.sums[i].people))));
    const at = after.sums.findIndex((sum) => sum.limit === limit);
    const words = after.sums[at].people === before.sums[at].people ? ui.nobody_new : ui.then;
    return [
      h("dl", { class: "facts" }, facts3),
      h("p", { class: "then" }, fill(words, {
        km: limit, then: percent(after.sums[at].people / after.all.people), now: percent(before.sums[at].people / before.all.people) })),
    ];
  }
  return { root, render };
}

/** The best next places the server's solver found, each of them a button that puts them on the map. */
export function createCandidates(act) {
  const title = h("h2", { class: "card-title" });
  const switches = h("div", { class: "switch", role: "group" });
  const list = h("ol", { class: "bars" });
  const note = h("p", { class: "quiet" });
  const root = h("section", { class: "card candidates" }, h("div", { class: "candidates-head" }, title, switches), list, note);
  let count = 1;
  let current = null;

  function render(data, state) {
    current = { data, state };
    const { ui, candidates } = data;
    title.textContent = fill(ui.best, { km: data.limit });
    root.setAttribute("aria-label", title.textContent);
    switches.setAttribute("aria-label", ui.how_many);
    const chosen = candidates.find((entry) => entry.count === count) ?? candidates[0];
    put(switches, candidates.map((entry) => h("button", { type: "button", "aria-pressed": String(entry === chosen), "aria-label": entry.label,
      onclick: () => choose(entry.count) }, String(entry.count))));
    put(note, chosen?.note);
    const most = Math.max(1, ...(chosen?.sets ?? []).map((set) => set.people));
    put(list, (chosen?.sets ?? []).map((set) => h("li", {}, row(set, most, data, state))));
  }

  function choose(wanted) {
    count = wanted;
    render(current.data, current.state);
    [...switches.children].find((node) => node.getAttribute("aria-pressed") === "true")?.focus();
  }

  function row(set, most, data, state) {
    const here = set.points.length === state.points.length && set.points.every((text) => state.written.includes(text));
    const width = `${Math.max(1, (set.people / most) * 100)}%`;
    return h("button", { type: "button", class: "candidate", "aria-pressed": String(here), onclick: () => act.replace(set.points.map(readPoint)) },
      h("span", { class: "candidate-name" }, set.names), h("span", { class: "candidate-value" }, set.text),
      h("span", { class: "candidate-track", "aria-hidden": "true" }, h("span", { class: set.best ? "candidate-bar best" : "candidate-bar", style: { width } })));
  }
  return { root, render };
}
