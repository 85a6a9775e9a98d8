import { h } from "./dom.js";
import { sentenceOf, yearIndex } from "./store.js";

const DIRECTIONS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** How far from the arrow's direction the next Kreis may lie, as tangents: 70 degrees where they touch, else 45. */
const WIDEST = { touching: 2.75, apart: 1 };
let walks = 0;

/** Which Kreise touch which: two areas with at least two border points in common. */
export function touchingKreise(features) {
  const owners = new Map();
  for (const { properties, geometry } of features) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const point of new Set(polygons.flat(2).map(([lon, lat]) => `${lon} ${lat}`))) {
      owners.set(point, [...(owners.get(point) ?? []), properties.ags]);
    }
  }
  const shared = new Map(features.map(({ properties }) => [properties.ags, new Map()]));
  for (const all of owners.values()) {
    for (const one of all) for (const other of all) if (one !== other) shared.get(one).set(other, (shared.get(one).get(other) ?? 0) + 1);
  }
  return new Map([...shared].map(([ags, counts]) => [ags, [...counts].filter(([, points]) => points > 1).map(([other]) => other)]));
}

/**
 * The Kreis that comes next in a direction ([east, north]): a touching one, or, where the neighbour is no Kreis of the
 * map (Berlin), the nearest beyond it; null where none lies that way.
 */
export function neighbourTowards(touching, centres, ags, direction) {
  const beside = touching.get(ags) ?? [];
  return nearestTowards(centres, ags, beside, direction, WIDEST.touching)
    ?? nearestTowards(centres, ags, [...centres.keys()], direction, WIDEST.apart);
}

function nearestTowards(centres, ags, others, [east, north], widest) {
  const from = centres.get(ags);
  const scale = Math.cos((from.lat * Math.PI) / 180);
  let best = null;
  for (const other of others) {
    const to = centres.get(other);
    const [dx, dy] = [(to.lon - from.lon) * scale, to.lat - from.lat];
    const along = dx * east + dy * north;
    const across = Math.abs(dx * north - dy * east);
    if (along <= 0 || across > along * widest) continue;
    const cost = Math.hypot(along, across) * (1 + across / along);
    if (!best || cost < best.cost) best = { cost, ags: other };
  }
  return best?.ags ?? null;
}

/**
 * The map by keyboard: one tab stop above the drawing. Arrow keys move to the neighbouring Kreis, Enter chooses it,
 * and a live region says its name, value and rank.
 */
export function createWalk(leaf, store, layers, view) {
  const id = `atlas-walk-${(walks += 1)}`;
  const said = h("p", { class: "sr", "aria-live": "polite" });
  const hint = h("p", { class: "sr", id }, view.ui.walk_hint);
  const stop = h("div", {
    class: "walk", tabindex: 0, role: "application", "aria-label": view.ui.walk, "aria-describedby": id,
    onfocus: () => go(start()), onblur: () => leave(), onkeydown: (event) => press(event),
  });
  const root = h("div", {}, stop, hint, said);
  const centres = new Map(layers.kreise.features.map(({ properties }) =>
    [properties.ags, { lat: properties.label_lat, lon: properties.label_lon }]));
  let touching = null;
  let current = view;
  let at = null;

  /** The chosen Kreis, the one of the last visit, or the highest value. */
  function start() {
    const index = yearIndex(current, store.get().year);
    const highest = current.kreise.reduce((best, kreis) => ((kreis.v[index] ?? -Infinity) > (best.v[index] ?? -Infinity) ? kreis : best));
    return store.get().kreis ?? at ?? highest.ags;
  }

  function go(ags) {
    at = ags;
    store.set({ hover: ags });
    leaf.point(ags);
    const kreis = current.kreise.find((item) => item.ags === ags);
    said.textContent = kreis ? sentenceOf(current, kreis, yearIndex(current, store.get().year)) : "";
  }

  function leave() {
    leaf.unpoint();
    store.set({ hover: null });
  }

  function press(event) {
    const arrow = DIRECTIONS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (arrow) move(arrow);
    else if (event.key === "Enter" || event.key === " ") leaf.choose(at);
    else if (event.key === "Escape" && store.get().kreis && store.get().mark === null) store.set({ kreis: null });
    else return;
    event.preventDefault();
  }

  function move(arrow) {
    touching ??= touchingKreise(layers.kreise.features);
    const next = neighbourTowards(touching, centres, at, arrow);
    if (next) go(next);
    else said.textContent = current.ui.walk_end;
  }

  return {
    root,
    render(next) {
      current = next;
    },
  };
}
