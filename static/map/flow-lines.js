/**
 * Balances as lines, in pixels and without a map: widths, curves, heads, and places that keep apart.
 * A line swells in the direction in which more people moved and ends in a head.
 */

const THINNEST_PX = 1.6;
const WIDEST_PX = 17;
/** How far a line leaves the straight way, as an angle at the Kreis in the middle; always to one side of its direction. */
const BEND = 0.42;
/** Longer lines bend less: else they would swing far beyond the map. */
const BENT_PX = 150;
const STEPS = 22;

/** Width of a balance; the scale is that of all years, and half as wide on a narrow screen. */
export function lineWidth(net, widest, narrow = false) {
  return (THINNEST_PX + (WIDEST_PX - THINNEST_PX) * (Math.abs(net) / widest)) * (narrow ? 0.62 : 1);
}

/** Moves sorted places apart until neighbours keep their distances (one fewer than places); both give way by half. */
export function spread(places, distances) {
  const moved = [...places];
  for (let round = 0; round < 80; round += 1) {
    distances.forEach((distance, i) => {
      const lack = distance - (moved[i + 1] - moved[i]);
      if (lack <= 0) return;
      moved[i] -= lack / 2;
      moved[i + 1] += lack / 2;
    });
  }
  return moved;
}

/**
 * Where places beyond the map stand on its rim: in their direction from the middle, apart from each other.
 * Counted clockwise from the east, where no Land lies.
 */
export function rimPlaces(points, { x: width, y: height }, inset, distance) {
  const [a, b] = [width / 2 - inset, height / 2 - inset];
  const turns = points.map(({ key, x, y }) => ({ key, turn: (Math.atan2(y - height / 2, x - width / 2) + 2 * Math.PI) % (2 * Math.PI) }));
  turns.sort((one, other) => one.turn - other.turn);
  const walked = spread(turns.map(({ turn }) => walkedTo(turn, a, b)), turns.slice(1).map(() => distance));
  return new Map(turns.map(({ key }, i) => [key, rimPoint(walked[i], a, b, width / 2, height / 2)]));
}

/** Way along the rim from its eastern middle, clockwise, to where a ray leaves the rectangle. */
function walkedTo(turn, a, b) {
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
  const scale = Math.min(a / Math.abs(dx || 1e-9), b / Math.abs(dy || 1e-9));
  const [x, y] = [dx * scale, dy * scale];
  if (x > a - 1e-6) return y >= 0 ? y : 4 * a + 4 * b + y;
  if (y > b - 1e-6) return b + (a - x);
  if (x < -a + 1e-6) return b + 2 * a + (b - y);
  return 3 * b + 2 * a + (x + a);
}

function rimPoint(walked, a, b, cx, cy) {
  if (walked <= b) return { x: cx + a, y: cy + walked };
  if (walked <= b + 2 * a) return { x: cx + a - (walked - b), y: cy + b };
  if (walked <= 3 * b + 2 * a) return { x: cx - a, y: cy + b - (walked - b - 2 * a) };
  if (walked <= 3 * b + 4 * a) return { x: cx - a + (walked - 3 * b - 2 * a), y: cy - b };
  return { x: cx + a, y: cy - b + (walked - 3 * b - 4 * a) };
}

/**
 * The lines between a centre and its partners: `{key, net, curve, outline}`, thin ones last. Around the centre they
 * keep so far apart that no head lies on another.
 *
 * Partners: `{key, net, x, y}` in pixels. `width(net)` gives their width.
 */
export function layOutLines(centre, partners, width, ring) {
  const arriving = partners.map((partner) => {
    const far = Math.hypot(partner.x - centre.x, partner.y - centre.y);
    const bend = BEND * Math.min(1, BENT_PX / far) * (partner.net > 0 ? -1 : 1);
    return { ...partner, far, turn: Math.atan2(partner.y - centre.y, partner.x - centre.x) + bend, width: width(partner.net) };
  });
  const ordered = openedAtWidestGap(arriving.sort((a, b) => a.turn - b.turn));
  const needed = ordered.slice(1).map((line, i) => (headSpread(line.width) + headSpread(ordered[i].width)) / ring);
  const sum = needed.reduce((total, one) => total + one, 0);
  const turns = spread(ordered.map(({ turn }) => turn), needed.map((one) => one * Math.min(1, (1.9 * Math.PI) / (sum || 1))));
  return ordered.map((line, i) => drawLine(centre, line, turns[i], ring)).sort((a, b) => Math.abs(b.net) - Math.abs(a.net));
}

/** Half the room a head takes beside its line. */
function headSpread(width) {
  return 3.2 + 0.8 * width;
}

/** A circle is cut where it is emptiest, so that what stands beside each other stays so. */
function openedAtWidestGap(lines) {
  if (lines.length < 2) return lines;
  const gap = (i) => (i ? lines[i].turn - lines[i - 1].turn : lines[0].turn + 2 * Math.PI - lines.at(-1).turn);
  const first = lines.reduce((best, _, i) => (gap(i) > gap(best) ? i : best), 0);
  return [...lines.slice(first), ...lines.slice(0, first).map((line) => ({ ...line, turn: line.turn + 2 * Math.PI }))];
}

function drawLine(centre, { key, net, x, y, width, far }, turn, ring) {
  const radius = Math.min(ring, 0.4 * far);
  const towards = (distance) => ({ x: centre.x + distance * Math.cos(turn), y: centre.y + distance * Math.sin(turn) });
  const curve = curveOf({ x, y }, towards(radius + 0.45 * far), towards(radius));
  const ordered = net > 0 ? curve : curve.reverse();
  return { key, net, curve: ordered, outline: outlineOf(ordered, width) };
}

function curveOf(start, control, end) {
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = i / STEPS;
    const at = (axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * control[axis] + t ** 2 * end[axis];
    return { x: at("x"), y: at("y") };
  });
}

/** A swelling body with a head at its end, as the `d` of a path. */
export function outlineOf(curve, width) {
  const walked = [0];
  curve.slice(1).forEach((point, i) => walked.push(walked[i] + Math.hypot(point.x - curve[i].x, point.y - curve[i].y)));
  const length = walked.at(-1);
  const head = Math.min(6 + 1.15 * width, 0.6 * length);
  const body = curve.filter((_, i) => walked[i] < length - head);
  const neck = between(curve, walked, length - head);
  const [left, right] = [[], []];
  [...body, neck].forEach((point, i, all) => {
    const share = i === all.length - 1 ? 1 : walked[i] / (length - head);
    const normal = normalAt(all.length > 1 ? all : curve, i);
    const half = (width / 2) * (0.35 + 0.65 * share);
    left.push(moved(point, normal, half));
    right.unshift(moved(point, normal, -half));
  });
  const tip = curve.at(-1);
  const across = normalOf(neck, tip);
  const wing = 2.4 + 0.95 * width;
  return `M${[...left, moved(neck, across, wing), tip, moved(neck, across, -wing), ...right].map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
}

function between(curve, walked, distance) {
  const next = Math.max(1, walked.findIndex((at) => at >= distance));
  const share = (distance - walked[next - 1]) / (walked[next] - walked[next - 1] || 1);
  const [a, b] = [curve[next - 1], curve[next]];
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}

function normalAt(points, i) {
  return normalOf(points[Math.max(0, i - 1)], points[Math.min(points.length - 1, i + 1)]);
}

function normalOf(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
}

function moved(point, { x, y }, by) {
  return { x: point.x + by * x, y: point.y + by * y };
}
