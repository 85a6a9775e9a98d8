import { fill } from "./dom.js";

/**
 * The state all parts share: year, chosen and hovered Kreis, map or table, circles on or off.
 * It lives in the browser alone, so that nothing of it needs the server.
 */

const stores = new Map();

/** A store: `get()`, `set(changes)`, `on(listener)` (returns the way to stop listening). */
export function createStore(initial) {
  let state = { ...initial };
  const listeners = new Set();
  return {
    get: () => state,
    set(changes) {
      const before = state;
      state = { ...state, ...changes };
      const changed = Object.keys(changes).filter((name) => before[name] !== state[name]);
      if (changed.length) listeners.forEach((listener) => listener(state, new Set(changed)));
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store of a group of elements on a page (headline and map); the first one decides how it starts. */
export function joinStore(group, initial) {
  const known = stores.get(group) ?? { store: createStore(initial), users: 0 };
  known.users += 1;
  stores.set(group, known);
  return known.store;
}

/** Leaves the group; the last one takes the state along, so that coming back starts from the address. */
export function leaveStore(group) {
  const known = stores.get(group);
  if (!known) return;
  known.users -= 1;
  if (known.users === 0) stores.delete(group);
}

/** Index of a year in the view; an unknown year falls back to the last one with data. */
export function yearIndex(view, year) {
  const index = view.years.indexOf(year);
  return index >= 0 ? index : view.years.indexOf(view.last_year);
}

/** Kreise that are compared, highest value first; those without a value last, by name. */
export function sortedKreise(view, index) {
  const inside = view.kreise.filter((kreis) => kreis.inside);
  return inside.sort((a, b) => {
    const [x, y] = [a.v[index], b.v[index]];
    if (x === null || y === null) return (x === null) - (y === null) || a.name.localeCompare(b.name, view.lang);
    return y - x || a.name.localeCompare(b.name, view.lang);
  });
}

/** Why a Kreis has no value in a year: what the source hides, else what the whole year lacks. */
export function reasonOf(view, kreis, index) {
  const year = view.years[index];
  return kreis.why?.[year] ?? view.gaps[year] ?? view.ui.no_value;
}

/** Initiatives of a Kreis that have not ended: only those are counted. */
export function presentCount(kreis) {
  return kreis.members.filter((member) => member.state !== "ended").length;
}

/** Number of Kreise that have a rank in a year. */
export function rankedCount(view, index) {
  return view.kreise.filter((kreis) => kreis.r[index] !== null).length;
}

/** A Kreis in one spoken sentence: name, value with unit and year, rank. */
export function sentenceOf(view, kreis, index) {
  if (kreis.v[index] === null) return `${kreis.name}: ${reasonOf(view, kreis, index)}`;
  const rank = kreis.r[index] === null ? "" : `, ${fill(view.ui.rank, { rank: kreis.r[index], n: rankedCount(view, index) })}`;
  return `${kreis.name}: ${kreis.t[index]} ${view.legend.title}, ${view.years[index]}${rank}`;
}
