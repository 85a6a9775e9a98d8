import { formatPosition, parsePosition } from "./address.js";
import { fill, h, prefersStillness, put, s } from "./dom.js";
import { boxAround, brokenName, isWithin, overlaps } from "./labels.js";
import { allowCtrlWheel, COLOUR, placeBox, watchSize } from "./leaf.js";
import { writeSigned } from "./numbers.js";
import { yearIndex } from "./store.js";
import { layOutLines, lineWidth, rimPlaces } from "./flow-lines.js";

const GROUND = ["backdrop", "kreise", "edges"];
/** So many partners are named in any case, the largest first; others where there is room beside their place. */
const NAMED = 5;
const NARROW_PX = 520;
const BESIDE_PX = 24;
/** Free space between a place and its name, tried one after the other. */
const GAPS_PX = [9, 16, 24, 36, 50, 66];
const TURNS = 16;
/** Where the buttons of the zoom stand, in the lower right corner. */
const ZOOM_PX = { x: 46, y: 134 };

/** Partners by the size of their balance in a year, the largest first. */
export function ranked(view, index) {
  return [...view.partners].sort((a, b) => Math.abs(b.net[index]) - Math.abs(a.net[index]) || a.name.localeCompare(b.name, view.lang));
}

/** The map of lines. All it tells also stands in bars, table and words, so assistive tools skip the drawing. */
export function createFlowLeaf(L, data, store, layers, choose) {
  const canvas = h("div", { class: "canvas", "aria-hidden": "true" });
  const lines = s("svg", { class: "lines", "aria-hidden": "true" });
  const names = h("div", { class: "names", "aria-hidden": "true" });
  const tooltip = h("div", { class: "tooltip", hidden: true });
  const hint = h("div", { class: "wheel-hint", hidden: true }, data.view.ui.wheel);
  const figure = h("div", { class: "leaf", role: "img" }, canvas);
  const root = h("div", { class: "leaf-frame" }, figure, lines, names, tooltip, hint);
  // The lines lie above the map and follow each of its steps; a zoom that glides would leave them behind.
  const map = L.map(canvas, {
    zoomControl: false, attributionControl: false, keyboard: false, scrollWheelZoom: false, boxZoom: false,
    zoomSnap: 0.1, zoomDelta: 0.8, maxZoom: 11, dragging: !L.Browser.mobile, zoomAnimation: false, fadeAnimation: false,
    inertia: !prefersStillness(), trackResize: false,
  });
  GROUND.forEach((name, i) => { map.createPane(name).style.zIndex = 400 + i * 10; });
  const parts = { L, map, store, layers, view: data.view, lines, names, tooltip, choose, shapes: new Map(), edges: L.layerGroup().addTo(map) };
  drawGround(parts);
  parts.home = L.geoJSON(layers.kreise).getBounds();
  allowCtrlWheel({ map }, root, hint);
  const position = parsePosition(store.get().position);
  const stopWatching = watchSize(canvas, () => fit(parts, position));
  map.on("move zoom viewreset", () => draw(parts));
  map.on("moveend", () => notePosition(parts));

  return {
    root,
    render(view, state, changed) {
      parts.view = view;
      figure.setAttribute("aria-label", view.descriptions[yearIndex(view, state.year)]);
      if (!changed || changed.has("year")) { drawEdge(parts); draw(parts); }
      showHover(parts, state);
    },
    zoomBy(step) { map.setZoom(map.getZoom() + step); },
    goHome() { goHome(parts); draw(parts); store.set({ position: null }); },
    goTo(asked) {
      const at = parsePosition(asked);
      if (at) map.setView([at.lat, at.lon], at.zoom, { animate: false });
      else if (!parts.atHome) goHome(parts);
    },
    remove() { stopWatching(); map.remove(); },
  };
}

function drawGround(parts) {
  const { L, map, layers, shapes } = parts;
  const style = { color: COLOUR.white, weight: 1.2, fillColor: "#ebe8df", fillOpacity: 1, fillRule: "evenodd" };
  const listen = ({ properties }, shape) => {
    shapes.set(properties.ags, shape);
    shape.on("mouseover", () => parts.store.set({ hover: properties.ags }));
    shape.on("mouseout", () => parts.store.set({ hover: null }));
    shape.on("click", () => parts.choose(properties.ags));
  };
  L.geoJSON(layers.backdrop, { pane: "backdrop", style: { ...style, fillColor: "#dedacd" }, onEachFeature: listen }).addTo(map);
  L.geoJSON(layers.kreise, { pane: "kreise", style, onEachFeature: listen }).addTo(map);
}

/** The Kreis in the middle: light green, with a dark line. */
function drawEdge({ L, edges, layers, view }) {
  edges.clearLayers();
  const feature = layers.kreise.features.find(({ properties }) => properties.ags === view.centre.ags);
  const style = { color: COLOUR.ink, weight: 2, fillColor: "#cfe3d9", fillOpacity: 1, fillRule: "evenodd", lineJoin: "round" };
  if (feature) edges.addLayer(L.geoJSON(feature, { pane: "edges", interactive: false, style }));
}

function isNarrow(size) {
  return size.x < NARROW_PX;
}

function goHome(parts) {
  const { map, home } = parts;
  const narrow = isNarrow(map.getSize());
  Object.assign(parts, { atHome: true, fitting: true });
  map.setMinZoom(0);
  map.fitBounds(home, { paddingTopLeft: narrow ? [34, 26] : [70, 22], paddingBottomRight: narrow ? [12, 34] : [70, 34], animate: false });
  map.setMinZoom(map.getZoom() - 0.25);
  parts.fitting = false;
}

/** The first size the page gives decides the first view; while nobody moved the map, later sizes keep it whole. */
function fit(parts, position) {
  const { map } = parts;
  parts.fitting = true;
  map.invalidateSize({ pan: false });
  parts.fitting = false;
  if (!map.getContainer().clientWidth) return;
  if (parts.atHome === undefined && position) {
    map.setView([position.lat, position.lon], position.zoom, { animate: false });
    parts.atHome = false;
  } else if (parts.atHome !== false) goHome(parts);
  draw(parts);
}

/** After the visitor moved the map, the position belongs to the link; a fit to the page's size is no such move. */
function notePosition(parts) {
  if (parts.atHome === undefined || parts.fitting) return;
  parts.atHome = false;
  parts.store.set({ position: formatPosition(parts.map) });
}

/** Everything that depends on the year or on where the map stands: lines, places at the rim, names. */
function draw(parts) {
  const { map, view, lines, names } = parts;
  if (parts.atHome === undefined) return;
  const size = map.getSize();
  const index = yearIndex(view, parts.store.get().year);
  const narrow = isNarrow(size);
  const places = placesOf(parts, size, narrow);
  const shown = ranked(view, index).filter(({ net }) => Math.abs(net[index]) >= view.least);
  const centre = places.get(view.centre.ags);
  const laid = layOutLines(centre, shown.map(({ key, net }) => ({ key, net: net[index], ...places.get(key) })),
    (net) => lineWidth(net, view.widest, narrow), narrow ? 17 : 24);
  const rim = shown.filter((partner) => partner.rim).map(({ key }) => {
    const { x, y } = places.get(key);
    return s("circle", { cx: x, cy: y, r: 4.5, class: "rim", "data-key": key, onpointerenter: () => parts.store.set({ hover: key }), onpointerleave: () => parts.store.set({ hover: null }) });
  });
  put(lines, laid.map(({ key, net, outline }) => s("path", { d: outline, class: `flow ${net > 0 ? "gain" : "loss"}`, "data-key": key })), rim);
  nameAll(parts, { size, index, narrow, places, shown, laid, names });
  showHover(parts, parts.store.get());
}

function placesOf({ map, view }, size, narrow) {
  const pixel = ({ at: [lat, lon] }) => map.latLngToContainerPoint([lat, lon]);
  const outside = view.partners.filter((partner) => partner.rim).map((partner) => ({ key: partner.key, ...pointOf(pixel(partner)) }));
  const rim = rimPlaces(outside, size, narrow ? 10 : 16, narrow ? 22 : 30);
  const inside = [...view.partners.filter((partner) => !partner.rim), { ...view.centre, key: view.centre.ags }];
  return new Map([...rim, ...inside.map((partner) => [partner.key, pointOf(pixel(partner))])]);
}

function pointOf({ x, y }) {
  return { x, y };
}

/** The Kreis in the middle and the largest partners, in any case; Berlin and others beside whose place there is room. */
function nameAll({ view }, { size, index, narrow, places, shown, laid, names }) {
  const frame = { left: 2, top: 2, right: size.x - 2, bottom: size.y - 2 };
  const thick = (net) => lineWidth(net, view.widest, narrow) + 5;
  const lines = laid.flatMap(({ net, curve }) => curve.map((point) => boxAround(point, thick(net), thick(net))));
  const taken = shown.map(({ key }) => boxAround(places.get(key), 9, 9));
  taken.push({ left: size.x - ZOOM_PX.x, right: size.x, top: size.y - ZOOM_PX.y, bottom: size.y });
  const landmarks = view.partners.filter((partner) => !partner.kreis && !partner.rim && !shown.includes(partner));
  const wanted = [{ key: view.centre.ags, name: view.centre.name }, ...shown, ...landmarks];
  const nodes = wanted.map((partner, i) => nameNode(partner, { index, narrow, lang: view.lang, place: i }));
  put(names, nodes);
  const sizes = nodes.map((node) => ({ width: node.offsetWidth, height: node.offsetHeight }));
  nodes.forEach((node, i) => {
    const anchor = places.get(wanted[i].key);
    const must = i <= NAMED;
    const near = must ? GAPS_PX : GAPS_PX.filter((gap) => gap <= BESIDE_PX);
    const place = (must || !narrow ? freeBeside(anchor, sizes[i], near, [...taken, ...lines], frame) : null)
      ?? (must ? freeBeside(anchor, sizes[i], GAPS_PX, taken, frame) : null);
    node.hidden = !place;
    if (!place) return;
    node.style.transform = `translate(${place.x - sizes[i].width / 2}px, ${place.y - sizes[i].height / 2}px)`;
    taken.push(boxAround(place, sizes[i].width + 6, sizes[i].height));
  });
}

function nameNode({ key, name, net }, { index, narrow, lang, place }) {
  const broken = narrow && name.length > 12 ? brokenName(name) : null;
  const kind = place === 0 ? "name centre" : place <= NAMED ? "name large" : "name";
  return h("span", { class: kind, "data-key": key }, (broken ?? name) + (net ? ` ${writeSigned(net[index], lang, 0)}` : ""));
}

/** The first free place around an anchor, closest first, where the name's edge keeps a gap to it. */
function freeBeside(anchor, { width, height }, gaps, taken, frame) {
  for (const gap of gaps) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const angle = (2 * Math.PI * turn) / TURNS;
      const at = { x: anchor.x + (gap + width / 2) * Math.cos(angle), y: anchor.y + (gap + height / 2) * Math.sin(angle) };
      const box = boxAround(at, width, height);
      if (isWithin(box, frame) && !taken.some((other) => overlaps(box, other))) return at;
    }
  }
  return null;
}

/** The partner under the pointer or the keyboard: its line stays, the others fade, and a box says what it is. */
function showHover(parts, { hover, year }) {
  const { lines, names, tooltip, view, map, shapes } = parts;
  const index = yearIndex(view, year);
  const partner = view.partners.find(({ key }) => key === hover);
  for (const node of [...lines.children, ...names.children]) {
    node.classList.toggle("faded", Boolean(partner) && node.dataset.key !== hover && node.dataset.key !== view.centre.ags);
  }
  shapes.forEach((shape, ags) => {
    const marked = Boolean(partner) && ags === hover;
    if (shape.marked === marked) return;
    shape.marked = marked;
    shape.setStyle({ color: marked ? COLOUR.ink : COLOUR.white, weight: marked ? 1.8 : 1.2 });
    if (marked) shape.bringToFront();
  });
  tooltip.hidden = !partner || parts.atHome === undefined;
  if (tooltip.hidden) return;
  const net = partner.net[index];
  put(tooltip, h("b", {}, partner.name), h("div", {}, h("strong", {}, writeSigned(net, view.lang, 0)), ` ${view.ui.persons}, ${view.years[index]}`),
    h("div", { class: "quiet" }, net === 0 ? view.ui.even : fill(net > 0 ? view.ui.came : view.ui.went, { name: view.centre.name })),
    partner.kreis ? h("div", { class: "quiet" }, view.ui.enter) : null);
  placeBox(tooltip, placesOf(parts, map.getSize(), isNarrow(map.getSize())).get(hover), map.getSize());
}
