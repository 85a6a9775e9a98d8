import { needsWhite } from "./dom.js";

/** Distance between two scanned rows of an area in pixels. */
const ROW_PX = 2;
/** Free space around a name in pixels. */
const GAP_PX = 3;
/** Free space, left and right together, between a name and the border of its area: drawn borders are smoothed. */
const EDGE_PX = 4;
/** A name that fits nowhere inside may leave its area when this share of its width stays inside. */
const LEAST_INSIDE = 0.6;

/**
 * Places the names of areas: inside their own area where they fit, on two lines if that helps, in sight, off every
 * circle and every other name; a name without a place is hidden.
 *
 * Labels: `{node, at, ags, name, shape}`, the most important one first. Obstacles: boxes `{left, right, top, bottom}`
 * in pixels of `map.project`. `must` is the ags of a name that is shown in any case.
 */
export function placeLabels(map, labels, obstacles, must = null) {
  const taken = [...obstacles];
  const frame = frameOf(map);
  for (const label of labels) {
    const area = scanArea(outlines(map, label.shape));
    const anchor = map.project(label.at);
    const place = findPlace(area, anchor, measured(label), { taken, frame }, label.ags === must);
    label.node.hidden = !place;
    if (!place) continue;
    label.spills = !place.inside;
    label.node.textContent = place.text;
    label.node.style.transform = `translate(${place.x - anchor.x - place.width / 2}px, ${place.y - anchor.y - place.height / 2}px)`;
    taken.push(boxAround(place, place.width + 2 * GAP_PX, place.height));
  }
}

/** White on a dark area, dark with a light edge elsewhere and where the name leaves its area. */
export function tintLabel(label, fill) {
  label.node.className = label.spills ? "spills" : needsWhite(fill) ? "on-dark" : "";
}

/** What of the map is seen, in pixels of `map.project`. */
function frameOf(map) {
  const { min, max } = map.getPixelBounds();
  return { left: min.x, right: max.x, top: min.y, bottom: max.y };
}

export function boxAround({ x, y }, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function findPlace(area, anchor, variants, around, must) {
  const inside = variants.map((size) => bestInside(area, anchor, grown(size, EDGE_PX), size.width + EDGE_PX, around)).find(Boolean);
  if (inside) return { ...grown(inside, -EDGE_PX), inside: true };
  const leaving = [...variants].reverse().map((size) => bestInside(area, anchor, size, size.width * LEAST_INSIDE, around, true));
  return leaving.find(Boolean) ?? (must ? nearestFree(anchor, variants[0], around) : null);
}

function grown(size, by) {
  return { ...size, width: size.width + by, height: size.height + by };
}

/** The name on one line and, where it can be broken, on two; each with its size on the screen. */
function measured({ node, name }) {
  node.hidden = false;
  return [name, brokenName(name)].filter(Boolean).map((text) => {
    node.textContent = text;
    return { text, width: node.offsetWidth, height: node.offsetHeight };
  });
}

/** Broken at the hyphen or space closest to the middle. */
export function brokenName(name) {
  const breaks = [...name.matchAll(/-| /g)].map((match) => match.index + 1);
  if (!breaks.length) return null;
  const at = breaks.reduce((best, next) => (Math.abs(next - name.length / 2) < Math.abs(best - name.length / 2) ? next : best));
  return `${name.slice(0, at).trimEnd()}\n${name.slice(at)}`;
}

/** The place closest to the anchor where `needed` pixels of the name's width lie inside the area. */
function bestInside(area, anchor, { text, width, height }, needed, { taken, frame }, centred = false) {
  const rows = Math.ceil(height / ROW_PX);
  let best = null;
  for (let first = 0; first + rows < area.rows.length; first += 2) {
    const y = area.top + first * ROW_PX + height / 2;
    if (y - height / 2 < frame.top || y + height / 2 > frame.bottom) continue;
    const blocked = taken.filter((box) => box.top < y + height / 2 && box.bottom > y - height / 2);
    for (const [from, to] of commonSpans(area.rows, first, first + rows)) {
      const reach = Math.max(0, (width - (to - from)) / 2) * (centred ? 1 : 0);
      const seen = [Math.max(frame.left, from - reach), Math.min(frame.right, to + reach)];
      for (const [low, high] of without(seen, blocked)) {
        if (to - from < needed || high - low < width) continue;
        const x = Math.min(Math.max(anchor.x, low + width / 2), high - width / 2);
        const cost = Math.hypot(x - anchor.x, 1.5 * (y - anchor.y));
        if (!best || cost < best.cost) best = { text, width, height, x, y, cost };
      }
    }
  }
  return best;
}

/** On growing circles around the anchor: the first place that covers nothing. */
function nearestFree(anchor, size, { taken, frame }) {
  for (let radius = 0; radius < 120; radius += 6) {
    for (let turn = 0; turn < 12; turn += 1) {
      const at = { x: anchor.x + radius * Math.sin((turn * Math.PI) / 6), y: anchor.y - radius * Math.cos((turn * Math.PI) / 6) };
      const box = boxAround(at, size.width + 2 * GAP_PX, size.height);
      if (isWithin(box, frame) && !taken.some((other) => overlaps(box, other))) return { ...size, ...at, inside: false };
    }
  }
  return null;
}

export function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export function isWithin(a, b) {
  return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}

/** All rings of an area in pixels. */
function outlines(map, shape) {
  const rings = [];
  const collect = (part) => {
    if (Array.isArray(part[0])) part.forEach(collect);
    else if (part.length) rings.push(part.map((point) => map.project(point)));
  };
  collect(shape.getLatLngs());
  return rings;
}

/** The area as rows of spans `[from, to]`: holes, such as a city inside its district, are left out. */
function scanArea(rings) {
  const heights = rings.flat().map(({ y }) => y);
  const top = Math.min(...heights);
  const rows = Array.from({ length: Math.ceil((Math.max(...heights) - top) / ROW_PX) }, () => []);
  for (const ring of rings) {
    ring.forEach((end, i) => crossRows(rows, top, ring[(i || ring.length) - 1], end));
  }
  return { top, rows: rows.map(pairs) };
}

/** Notes where an edge crosses the middle of each row. */
function crossRows(rows, top, start, end) {
  if (start.y === end.y) return;
  const [a, b] = start.y < end.y ? [start, end] : [end, start];
  const first = Math.max(0, Math.ceil((a.y - top) / ROW_PX - 0.5));
  for (let row = first; row < rows.length; row += 1) {
    const y = top + (row + 0.5) * ROW_PX;
    if (y >= b.y) return;
    rows[row].push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
}

function pairs(crossings) {
  crossings.sort((a, b) => a - b);
  return Array.from({ length: crossings.length >> 1 }, (_, i) => [crossings[2 * i], crossings[2 * i + 1]]);
}

/** Spans that lie in the area in all of these rows. */
function commonSpans(rows, first, end) {
  let spans = rows[first];
  for (let row = first + 1; row < end && spans.length; row += 1) {
    spans = spans.flatMap(([from, to]) => rows[row].map(([low, high]) => [Math.max(from, low), Math.min(to, high)]))
      .filter(([from, to]) => to > from);
  }
  return spans;
}

/** What is left of a span beside the boxes. */
function without(span, boxes) {
  return boxes.reduce((spans, { left, right }) => spans.flatMap(([from, to]) =>
    (right <= from || left >= to ? [[from, to]] : [[from, Math.min(to, left)], [Math.max(from, right), to]].filter(([a, b]) => b > a))), [span]);
}
