import { fill, s } from "./dom.js";

const WIDTH = 320;

/** Pieces of a line between gaps: a missing year is never bridged. */
function segments(values) {
  const pieces = [[]];
  values.forEach((value, i) => {
    if (value === null) pieces.push([]);
    else pieces.at(-1).push([i, value]);
  });
  return pieces.filter((piece) => piece.length);
}

function scales(view, series, height, margin) {
  const numbers = series.flat().filter((value) => value !== null);
  const low = Math.min(0, ...numbers);
  const high = Math.max(0, ...numbers);
  const span = high - low || 1;
  return {
    x: (i) => margin.left + (i / Math.max(1, view.years.length - 1)) * (WIDTH - margin.left - margin.right),
    y: (value) => margin.top + ((high - value) / span) * (height - margin.top - margin.bottom),
  };
}

function line(values, { x, y }, className) {
  return segments(values).map((piece) =>
    piece.length === 1
      ? s("circle", { cx: x(piece[0][0]), cy: y(piece[0][1]), r: 1.6, class: `${className}-single` })
      : s("polyline", { points: piece.map(([i, value]) => `${x(i)},${y(value)}`).join(" "), class: className }));
}

/** Tiny series for the tooltip: the Kreis alone, the year marked. */
export function tinySpark(view, kreis, index) {
  const height = 44;
  const scale = scales(view, [kreis.v], height, { left: 4, right: 6, top: 5, bottom: 5 });
  const value = kreis.v[index];
  return s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "spark tiny", "aria-hidden": "true" },
    s("line", { x1: 0, x2: WIDTH, y1: scale.y(0), y2: scale.y(0), class: "zero" }),
    baseMark(view, scale, height),
    line(kreis.v, scale, "own"),
    value === null ? null : s("circle", { cx: scale.x(index), cy: scale.y(value), r: 5, class: "now" }));
}

/** Series of a Kreis and the Land with the year, the zero line and the founding of initiatives marked. */
export function panelSpark(view, kreis, index) {
  const height = 190;
  // A count of the Land would press that of a Kreis to the ground.
  const land = kreis && !view.land.beside ? [] : view.land.v;
  const scale = scales(view, [kreis?.v ?? [], land], height, { left: 6, right: 10, top: 16, bottom: 24 });
  const label = fill(kreis ? view.ui.spark : view.ui.spark_land,
    { first: view.years[0], last: view.years.at(-1), name: kreis?.name, land: view.land.name });
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "spark", role: "img", "aria-label": label });
  svg.append(
    s("line", { x1: 0, x2: WIDTH, y1: scale.y(0), y2: scale.y(0), class: "zero" }),
    ...yearTicks(view, index, scale, height),
    ...baseMark(view, scale, height - 14),
    ...foundings(view, kreis, scale, height),
    s("line", { x1: scale.x(index), x2: scale.x(index), y1: 8, y2: height - 22, class: "cursor" }),
    ...line(land, scale, kreis ? "land" : "own"),
    ...(kreis ? line(kreis.v, scale, "own") : []),
    ...landLabel(view, kreis, scale, height),
    ...nowDot(kreis?.v ?? view.land.v, scale, index),
  );
  return svg;
}

/** A change compares two years: the one it is counted from is marked like the chosen one, but hollow, where it is zero. */
function baseMark(view, scale, height) {
  const i = view.years.indexOf(view.key.from);
  if (i < 0) return [];
  return [
    s("line", { x1: scale.x(i), x2: scale.x(i), y1: 8, y2: height - 8, class: "cursor" }),
    s("circle", { cx: scale.x(i), cy: scale.y(0), r: 5, class: "base" }),
  ];
}

/** Years written below the curve: of a change the two compared and the ends, else every fifth and the last. */
function tickYears(view, index) {
  const [first, last] = [view.years[0], view.years.at(-1)];
  if (!view.years.includes(view.key.from)) {
    return view.years.filter((year) => year === last || (year % 5 === 0 && last - year > 2));
  }
  const compared = [view.key.from, view.years[index]];
  const ends = [first, last].filter((end) => compared.every((year) => Math.abs(year - end) > 3));
  return [...new Set([...compared, ...ends])];
}

function yearTicks(view, index, scale, height) {
  return tickYears(view, index).map((year) => {
    const i = view.years.indexOf(year);
    const anchor = i < 2 ? "start" : i > view.years.length - 3 ? "end" : "middle";
    return s("text", { x: scale.x(i), y: height - 6, "text-anchor": anchor, class: "axis" }, String(year));
  });
}

function foundings(view, kreis, scale, height) {
  const years = new Set((kreis?.members ?? []).map((member) => member.founded).filter((year) => view.years.includes(year)));
  return [...years].flatMap((year) => {
    const x = scale.x(view.years.indexOf(year));
    const anchor = x > WIDTH * 0.6 ? "end" : "start";
    return [
      s("line", { x1: x, x2: x, y1: 14, y2: height - 22, class: "founded" }),
      s("text", { x: x + (anchor === "end" ? -4 : 4), y: 11, "text-anchor": anchor, class: "founded-label" },
        `${view.ui.founded} ${year}`),
    ];
  });
}

/** The Land's line is named where the two lines are furthest apart, on the side away from the other. */
function landLabel(view, kreis, scale, height) {
  if (!kreis || !view.land.beside) return [];
  const half = Math.ceil(view.years.length * 0.55);
  let best = null;
  view.land.v.slice(1, half).forEach((land, k) => {
    const own = kreis.v[k + 1];
    if (land === null || own === null) return;
    const gap = Math.abs(scale.y(land) - scale.y(own));
    if (!best || gap > best.gap) best = { gap, i: k + 1, above: land >= own, y: scale.y(land) };
  });
  if (!best) return [];
  const x = Math.min(Math.max(scale.x(best.i), 60), WIDTH - 80);
  const above = best.above || best.y + 15 > height - 26;
  return [s("text", { x, y: best.y + (above ? -7 : 15), "text-anchor": "middle", class: "land-label" }, view.land.name)];
}

function nowDot(values, scale, index) {
  const value = values[index];
  return value === null || value === undefined ? [] : [s("circle", { cx: scale.x(index), cy: scale.y(value), r: 5.5, class: "now" })];
}
