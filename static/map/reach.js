import { fill, first, h, put } from "./dom.js";
import { fetchOnce, loadLeaflet, loadStyles } from "./files.js";
import { markKeys } from "./marks.js";
import { zoomButtons } from "./leaf.js";
import { mountWith } from "./mount.js";
import { writeNumber, writePercent, writeSigned } from "./numbers.js";
import { createStore } from "./store.js";
import { createHandles } from "./reach-handles.js";
import { classOf, createWhiteLeaf } from "./reach-leaf.js";
import { createCandidates, createWhatIf, MOST_POINTS } from "./reach-panel.js";
import { nearestKm, nearestPlace, reachWithin, readPoint, roundedPoint, writtenPoint } from "./reach-distances.js";

/** The server hears of a move when it has rested this long; the drawing does not wait for it. */
const REST_MS = 350;

/** Draws the map of distances. */
export default mountWith(begin);

async function begin(data, parentElement, report) {
  const root = h("div", { class: "atlas full reach-map", lang: data.lang });
  const [L, first, gemeinden, facts] = await Promise.all([
    loadLeaflet(data), fetchOnce(data.urls.layers), fetchOnce(data.urls.gemeinden), fetchOnce(data.urls.facts),
    loadStyles(parentElement, data.urls.styles),
  ]).catch((error) => {
    put(root, h("p", { class: "failed", role: "alert" }, data.failed));
    parentElement.append(root);
    throw error;
  });
  parentElement.querySelector(".atlas-skeleton")?.remove();
  parentElement.append(root);
  const layers = { ...first, ...gemeinden };
  return buildElement(L, data, root, layers, facts, report);
}

function buildElement(L, data, root, layers, facts, report) {
  let current = data;
  const store = createStore({ points: data.neu.map(readPoint), active: 0, adding: false, resting: true });
  const leaf = createWhiteLeaf(L, data, store, layers, facts);
  const handles = createHandles(leaf, store, facts, () => current.ui);
  const act = createActs(store, leaf, handles);
  const parts = { legend: createShares(), whatIf: createWhatIf(data, facts, act), candidates: createCandidates(act), key: h("ul", { class: "key" }), white: h("section", { class: "card white-list" }) };
  const live = h("p", { class: "sr", "aria-live": "polite" });
  const source = h("p", { class: "source" });
  const cite = h("a", { class: "pill", target: "_blank", rel: "noopener" }, data.ui.cite);
  const before = nearestKm(facts, facts.initiatives);
  const reporter = createReporter(report);
  leaf.listen({ onplace: (point) => act.put(point), onmove: () => handles.place() });
  root.append(h("div", { class: "columns" },
    h("section", { class: "card map-card" }, parts.legend.root, h("div", { class: "stage" }, leaf.root, zoomButtons(data.ui, leaf))),
    h("div", { class: "side" }, parts.whatIf.root, parts.candidates.root, parts.white),
    h("section", { class: "card foot" }, parts.key, source, collectLine(data, store, report, cite))), live);

  function render(state) {
    const distances = nearestKm(facts, state.points, before);
    const names = state.points.map((point) => facts.places.name[nearestPlace(facts, point)]);
    const shown = { before: reachWithin(facts, before, current.scope), after: reachWithin(facts, distances, current.scope),
      limit: current.limit, names, ...writers(current.lang) };
    leaf.render(current, state.points, distances, before);
    handles.render(state, names);
    cite.href = withPoints(new URL(current.urls.cite, document.baseURI), state.points);
    parts.legend.render(current, facts, distances, shown);
    parts.whatIf.render(state, shown);
    parts.candidates.render(current, { ...state, written: state.points.map(writtenPoint) });
    if (state.resting) live.textContent = state.points.length ? announcement(current.ui, shown) : "";
  }

  store.on((state, changed) => {
    if (!["points", "adding", "resting"].some((name) => changed.has(name))) return;
    render(state);
    if (state.resting) reporter.later(state.points);
  });
  settle();
  document.dispatchEvent(new CustomEvent("atlas:drawn", { detail: "reach" }));

  function settle() {
    leaf.settle(current);
    put(parts.key, keyParts(current, facts));
    put(parts.white, h("h2", { class: "card-title" }, current.ui.white_title), h("p", {}, current.white_names));
    put(source, `${current.ui.source}: `, current.source.flatMap((item, i) => [i ? "; " : "", h("a", { href: item.url, rel: "noopener" }, item.text)]));
    render(store.get());
  }

  return {
    lang: data.lang,
    update(next) {
      current = next;
      if (!reporter.expects(next.neu)) store.set({ points: next.neu.map(readPoint), active: 0, adding: false, resting: true });
      settle();
    },
    remove() { reporter.stop(); leaf.remove(); root.remove(); },
  };
}

/** What the visitor can do with the new initiatives, by whatever means. */
function createActs(store, leaf, handles) {
  return {
    /** A click, tap or search: moves the one in hand, or adds the next when that was asked for. */
    put(point, focus = false) {
      const { points, active, adding } = store.get();
      const fresh = roundedPoint(leaf.keepInside(point));
      const index = adding || !points.length ? points.length : active;
      store.set({ points: [...points.slice(0, index), fresh, ...points.slice(index + 1)],
        active: index, adding: false, resting: true });
      if (focus) handles.focus(index);
    },
    more() { store.set({ adding: store.get().points.length < MOST_POINTS && !store.get().adding }); },
    remove(index) { store.set({ points: store.get().points.filter((_, i) => i !== index), active: 0, adding: false, resting: true }); },
    clear() { store.set({ points: [], active: 0, adding: false, resting: true }); },
    replace(points) { store.set({ points, active: 0, adding: false, resting: true }); },
  };
}

/**
 * Tells the server where the new initiatives rest. Its answers come later than the visitor's next move: an answer to
 * something this element said itself must not move anything back.
 */
function createReporter(report) {
  let timer = 0, waiting = null;
  const said = [];
  function tell() {
    clearTimeout(timer);
    if (waiting === null) return;
    const written = waiting.map(writtenPoint);
    waiting = null;
    said.push(written.join(";"));
    report("moved", { points: written });
  }
  // A link is about to be followed: what rests there now is told at once.
  document.addEventListener("atlas:leave", tell);
  return {
    later(points) {
      clearTimeout(timer);
      waiting = points;
      document.dispatchEvent(new Event("atlas:unsaid"));
      timer = setTimeout(tell, REST_MS);
    },
    expects(points) {
      const at = said.indexOf(points.join(";"));
      if (at < 0) return false;
      said.splice(0, at);
      return true;
    },
    stop() {
      clearTimeout(timer);
      document.removeEventListener("atlas:leave", tell);
    },
  };
}

/** The legend: the four classes, each with the share of people that live in it now. */
function createShares() {
  const root = h("div", { class: "legend shares" });
  return {
    root,
    render(data, facts, distances, { percent, after }) {
      const { people } = facts.places;
      const counts = facts.places[data.scope];
      const sums = data.legend.colours.map(() => 0);
      distances.forEach((distance, i) => { if (counts[i]) sums[classOf(facts, distance)] += people[i] ?? 0; });
      put(root, h("div", { class: "legend-title" }, data.legend.title),
        h("ul", { class: "classes" }, data.legend.colours.map((colour, i) => h("li", {},
          h("span", { class: "class-block", style: { background: colour } }),
          h("b", {}, data.legend.labels[i]), " ", h("span", { class: "quiet" }, fill(data.ui.share, { share: percent(sums[i] / after.all.people) }))))));
    },
  };
}

function keyParts({ ui }, facts) {
  const part = (sign, text) => h("li", { class: "part" }, sign, text);
  return [
    ...markKeys(ui, [...facts.initiatives, ...facts.ended]).map(([sign, text]) => part(sign, text)),
    part(h("span", { class: "line", "aria-hidden": "true" }), ui.white),
    part(h("span", { class: "dash", "aria-hidden": "true" }), ui.lausitz),
    part("", ui.method),
  ];
}

function collectLine({ ui }, store, report, cite) {
  const take = () => report("collect", { points: store.get().points.map(writtenPoint) });
  return h("p", { class: "downloads" },
    h("button", { type: "button", class: "pill collect", "aria-label": `${ui.collect}: ${ui.map}`, onclick: first(take) }, ui.collect),
    navigator.clipboard ? copyLink(ui, store) : null, cite);
}

/** The link restores the new initiatives, whether or not the server has heard of the last move. */
function copyLink(ui, store) {
  const button = h("button", { type: "button", class: "pill", onclick: async () => {
    await navigator.clipboard.writeText(withPoints(new URL(window.location.href), store.get().points));
    button.textContent = ui.copied;
  } }, ui.copy);
  return button;
}

function withPoints(address, points) {
  address.searchParams.delete("neu");
  points.forEach((point) => address.searchParams.append("neu", writtenPoint(point)));
  return address.href;
}

function announcement(ui, { before, after, limit, names, number, percent }) {
  const at = after.sums.findIndex((sum) => sum.limit === limit);
  return fill(ui.said, { places: names.join(", "), km: limit, people: number(after.sums[at].people - before.sums[at].people),
    then: percent(after.sums[at].people / after.all.people) });
}

/** Numbers and shares as the server writes them. */
function writers(lang) {
  return {
    number: (value) => writeNumber(value, lang),
    signed: (value) => writeSigned(value, lang, 0),
    percent: (share) => writePercent(share, lang, 1),
  };
}
