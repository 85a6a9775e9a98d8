import { formatPosition, parsePosition } from "./address.js";
import { fill, h, prefersStillness, put, s } from "./dom.js";
import { boxAround, placeLabels, tintLabel } from "./labels.js";
import { createMark } from "./marks.js";
import { tinySpark } from "./spark.js";
import { presentCount, rankedCount, reasonOf, yearIndex } from "./store.js";

export const HATCH = "url(#atlas-hatch)";
const DOTS = "url(#atlas-dots)";
const SECRET = -2;
const PANES = ["backdrop", "kreise", "gemeinden", "lausitz", "edges", "hits", "circles", "labels"];
/** Small cities are hard to hit: their invisible edge is this wide, half of it outside the area. */
const HIT_WIDTH = 22;
export const COLOUR = { ink: "#0f2620", white: "#fffefb", backdrop: "#f0eeea" };

/** The drawn map. Everything on it also exists as list, table and panel, so it is hidden from assistive tools. */
export function createLeaf(L, data, store, layers) {
  const canvas = h("div", { class: "canvas", "aria-hidden": "true" });
  const tooltip = h("div", { class: "tooltip", hidden: true });
  const popup = h("div", { class: "popup", hidden: true });
  const hint = h("div", { class: "wheel-hint", hidden: true }, data.view.ui.wheel);
  const figure = h("div", { class: "leaf", role: "img" }, canvas);
  const root = h("div", { class: "leaf-frame" }, hatchPattern(), figure, tooltip, popup, hint);
  const small = data.mode !== "full";
  const map = L.map(canvas, {
    zoomControl: false, attributionControl: false, keyboard: false, scrollWheelZoom: false, boxZoom: false,
    zoomSnap: 0.1, zoomDelta: 0.8, maxZoom: 12, dragging: !small && !L.Browser.mobile, touchZoom: !small,
    doubleClickZoom: !small, zoomAnimation: !prefersStillness(), fadeAnimation: false, trackResize: false,
  });
  PANES.forEach((name, i) => { map.createPane(name).style.zIndex = 400 + i * 10; });
  map.getPane("labels").style.pointerEvents = "none";
  const parts = { L, data, store, layers, map, tooltip, popup, figure, shapes: new Map(), labels: [], small };

  drawBackdrop(parts);
  drawKreise(parts);
  drawLausitz(parts);
  const circles = L.layerGroup();
  parts.edges = L.layerGroup().addTo(map);
  parts.home = homeBounds(parts);
  drawLabels(parts);
  if (!small) allowCtrlWheel(parts, root, hint);

  const position = parsePosition(store.get().position);
  const resize = () => fitFirst(parts, position);
  const stopWatching = watchSize(canvas, resize);
  map.on("moveend", () => { settle(parts); refreshLabels(parts); });
  map.on("zoomend", () => { refreshLabels(parts); showGemeinden(parts); });
  map.on("move zoom", () => { popup.hidden = true; });

  return {
    root, map,
    render(view, state, changed) {
      parts.data = { ...parts.data, view };
      paint(parts, view, state);
      if (!changed || changed.has("kreis") || changed.has("hover")) drawEdges(parts, state);
      if (!changed) drawCircles(parts, circles, view);
      if (!changed || changed.has("members")) (state.members ? circles.addTo(map) : circles.remove());
      figure.setAttribute("aria-label", data.label ?? view.descriptions[yearIndex(view, state.year)]);
      refreshLabels(parts);
    },
    zoomBy(step) { map.setZoom(map.getZoom() + step); },
    goHome(animate = true) { parts.atHome = true; map.fitBounds(parts.home, { padding: [6, 6], animate }); store.set({ position: null }); },
    goHomeOf(view) { parts.data = { ...parts.data, view }; parts.home = homeBounds(parts); map.setMinZoom(0); this.goHome(false); },
    showPlace(place) { showPlace(parts, place); },
    choose(ags) { choose(parts, ags); },
    /** Moves the map to a position of the address; without one, to the whole area. */
    goTo(position) { goTo(parts, parsePosition(position), () => this.goHome(false)); },
    /** Shows what the pointer would show over the middle of a Kreis, and brings it into sight. */
    point(ags) { pointAt(parts, ags); },
    unpoint() { tooltip.hidden = true; },
    remove() { stopWatching(); map.remove(); },
  };
}

/** Calls `act` at every new size, and before and after printing, when no observer is asked; returns the way to stop. */
export function watchSize(canvas, act) {
  const observer = new ResizeObserver(act);
  observer.observe(canvas);
  for (const moment of ["beforeprint", "afterprint"]) window.addEventListener(moment, act);
  return () => {
    observer.disconnect();
    for (const moment of ["beforeprint", "afterprint"]) window.removeEventListener(moment, act);
  };
}

export function hatchPattern() {
  return s("svg", { width: 0, height: 0, class: "defs", "aria-hidden": "true" },
    s("defs", {}, s("pattern", { id: "atlas-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      s("rect", { width: 6, height: 6, fill: COLOUR.backdrop }), s("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: "#d3cec0", "stroke-width": 2 })),
    s("pattern", { id: "atlas-dots", width: 7, height: 7, patternUnits: "userSpaceOnUse" },
      s("rect", { width: 7, height: 7, fill: COLOUR.backdrop }), s("circle", { cx: 3.5, cy: 3.5, r: 1.4, fill: "#6f7f79" }))));
}

function homeBounds({ L, layers, data }) {
  const inside = new Set(data.view.kreise.filter((kreis) => kreis.inside).map((kreis) => kreis.ags));
  const features = layers.kreise.features.filter((feature) => inside.has(feature.properties.ags));
  return L.geoJSON({ type: "FeatureCollection", features }).getBounds();
}

/** The first size the page gives decides the first view; later sizes keep it, or keep the whole map in sight. */
function fitFirst(parts, position) {
  parts.fitting = true;
  fitToSize(parts, position);
  parts.fitting = false;
}

function fitToSize(parts, position) {
  const { map } = parts;
  // Leaflet would pan a view that is larger than the bounds a moment later, as if the visitor had done so.
  map.setMaxBounds(null);
  map.invalidateSize({ pan: false });
  if (!map.getContainer().clientWidth) return;
  if (parts.atHome === undefined) {
    parts.atHome = !position;
    if (position) map.setView([position.lat, position.lon], position.zoom, { animate: false });
    else map.fitBounds(parts.home, { padding: [6, 6], animate: false });
    map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(parts.home)) - 0.25);
    showGemeinden(parts);
  } else if (parts.atHome) {
    map.setMinZoom(0);
    map.fitBounds(parts.home, { padding: [6, 6], animate: false });
    map.setMinZoom(map.getZoom() - 0.25);
  }
  map.setMaxBounds(parts.L.geoJSON(parts.layers.kreise).getBounds().pad(0.35).extend(map.getBounds()));
  refreshLabels(parts);
}

/** After the visitor moved the map, the position belongs to the link; a fit to the size of page or paper is no such move. */
function settle(parts) {
  const { map, store, small } = parts;
  if (small || parts.atHome === undefined || parts.fitting) return;
  const centre = map.latLngToContainerPoint(parts.home.getCenter());
  const size = map.getSize();
  const near = Math.abs(centre.x - size.x / 2) < 12 && Math.abs(centre.y - size.y / 2) < 12;
  parts.atHome = near && Math.abs(map.getZoom() - map.getBoundsZoom(parts.home, false, [12, 12])) < 0.3;
  store.set({ position: parts.atHome ? null : formatPosition(map) });
}

function drawBackdrop({ L, map, layers }) {
  const style = { stroke: false, fillColor: COLOUR.backdrop, fillOpacity: 1 };
  L.geoJSON(layers.backdrop, { pane: "backdrop", interactive: false, style }).addTo(map);
}

function drawKreise(parts) {
  const { L, map, layers, shapes } = parts;
  L.geoJSON(layers.kreise, {
    pane: "kreise", bubblingMouseEvents: false,
    style: ({ properties }) => ({ color: COLOUR.white, weight: 1.2, fillColor: COLOUR.backdrop, fillOpacity: 1, fillRule: "evenodd",
      className: `kreis-${properties.ags}` }),
    onEachFeature(feature, shape) {
      shapes.set(feature.properties.ags, { shape, feature });
      listen(parts, shape, feature.properties.ags);
    },
  }).addTo(map);
  for (const feature of layers.kreise.features.filter((item) => item.properties.city)) {
    const style = { color: "#000", opacity: 0, weight: HIT_WIDTH, fillOpacity: 0, className: "hit" };
    L.geoJSON(feature, { pane: "hits", bubblingMouseEvents: false, style,
      onEachFeature: (_, shape) => listen(parts, shape, feature.properties.ags) }).addTo(map);
  }
}

function listen(parts, shape, ags) {
  const { store, map } = parts;
  shape.on("mouseover", () => store.set({ hover: ags }));
  shape.on("mousemove", (event) => showTooltip(parts, ags, map.mouseEventToContainerPoint(event.originalEvent)));
  shape.on("mouseout", () => { parts.tooltip.hidden = true; if (store.get().hover === ags) store.set({ hover: null }); });
  shape.on("click", () => choose(parts, ags));
}

function choose({ data, store, tooltip }, ags) {
  tooltip.hidden = true;
  if (data.mode === "mini") window.location.assign(`${data.links.map}${data.links.map.includes("?") ? "&" : "?"}kreis=${ags}`);
  else if (data.mode === "full") store.set({ kreis: ags });
}

function showTooltip({ data, store, tooltip, map }, ags, point) {
  const { view } = data;
  const kreis = view.kreise.find((item) => item.ags === ags);
  if (!kreis || data.mode === "locator") return;
  const index = yearIndex(view, store.get().year);
  const rank = kreis.r[index] === null ? "" : fill(view.ui.rank, { rank: kreis.r[index], n: rankedCount(view, index) });
  const known = kreis.v[index] !== null;
  const count = presentCount(kreis);
  put(tooltip,
    h("b", {}, kreis.name),
    h("div", {}, known ? h("strong", {}, kreis.t[index]) : reasonOf(view, kreis, index),
      known ? ` ${view.legend.title}, ${view.years[index]}` : null),
    h("div", { class: "quiet" }, [rank, known && view.ui.col_persons ? `${kreis.p[index]} ${view.ui.col_persons}` : "",
      count ? `${count} ${count === 1 ? view.ui.initiatives_one : view.ui.initiatives_many}` : ""].filter(Boolean).join(" · ")),
    tinySpark(view, kreis, index));
  tooltip.hidden = false;
  placeBox(tooltip, point, map.getSize());
}

/** Beside the pointer, on the side where there is room. */
export function placeBox(box, point, size) {
  const left = point.x + 18 + box.offsetWidth > size.x ? point.x - box.offsetWidth - 14 : point.x + 18;
  const top = Math.min(point.y + 14, size.y - box.offsetHeight - 4);
  Object.assign(box.style, { left: `${Math.max(4, left)}px`, top: `${Math.max(4, top)}px` });
}

function drawLausitz({ L, map, layers }) {
  const style = { fill: false, color: COLOUR.ink, weight: 1.6, dashArray: "1.5 4.5", lineCap: "round", opacity: 0.9 };
  L.geoJSON(layers.lausitz, { pane: "lausitz", interactive: false, style }).addTo(map);
}

function paint({ shapes, data }, view, state) {
  const index = yearIndex(view, state.year);
  for (const kreis of view.kreise) {
    const found = shapes.get(kreis.ags);
    if (!found) continue;
    const at = kreis.c[index];
    const wanted = state.dim ?? state.mark ?? null;
    const faded = !kreis.inside || (wanted !== null && wanted !== at);
    const fillColor = at === SECRET ? DOTS : at < 0 ? HATCH : view.legend.colours[at];
    const shown = data.mode === "locator" ? (kreis.ags === state.kreis ? "#8dbfab" : COLOUR.backdrop) : fillColor;
    if (found.fillColor === shown && found.faded === faded) continue;
    Object.assign(found, { fillColor: shown, faded });
    found.shape.setStyle({ fillColor: shown, fillOpacity: faded && data.mode !== "locator" ? 0.28 : 1 });
  }
}

/** The chosen Kreis: a dark line over a white halo; the hovered one a thin dark line. */
function drawEdges({ L, edges, shapes }, state) {
  edges.clearLayers();
  const edge = (ags, style) => {
    const found = shapes.get(ags);
    if (found) edges.addLayer(L.geoJSON(found.feature, { pane: "edges", interactive: false, style: { fill: false, lineJoin: "round", ...style } }));
  };
  if (state.hover && state.hover !== state.kreis) edge(state.hover, { color: COLOUR.ink, weight: 1.6 });
  if (!state.kreis) return;
  edge(state.kreis, { color: COLOUR.white, weight: 6 });
  edge(state.kreis, { color: COLOUR.ink, weight: 2.6 });
}

function drawCircles(parts, group, view) {
  const { L, data } = parts;
  group.clearLayers();
  const wanted = data.points ?? view.members;
  for (const member of wanted) {
    const listeners = { "mouseover click": () => showPopup(parts, member) };
    const mark = createMark(L, [member.lat, member.lon], member, circleRadius(member, parts.small), listeners);
    mark.forEach((layer) => group.addLayer(layer));
  }
}

function showPopup(parts, member) {
  const { data, map, popup, tooltip } = parts;
  tooltip.hidden = true;
  const close = () => { popup.hidden = true; };
  put(popup, member.items.map((item) => h("div", { class: "popup-item" },
    h("b", {}, item.name),
    h("div", { class: "quiet" }, [item.place, item.since].filter(Boolean).join(" · ")),
    data.offline ? null : h("a", { href: `${data.links.initiative}${encodeURIComponent(item.id)}` }, data.view.ui.show_initiative))));
  popup.onpointerleave = close;
  popup.hidden = false;
  placeBox(popup, map.latLngToContainerPoint([member.lat, member.lon]).subtract([8, 8]), map.getSize());
}

function drawLabels(parts) {
  for (const { properties } of parts.layers.kreise.features) {
    parts.labels.push(addLabel(parts, properties, parts.shapes.get(properties.ags).shape));
  }
}

/** A name as `placeLabels` takes it, on the map and still hidden. */
export function addLabel({ L, map }, { name, ags, city, label_lat: lat, label_lon: lon }, shape) {
  const node = h("span", { hidden: true, "data-ags": ags }, name);
  const icon = L.divIcon({ className: "label", html: node, iconSize: null });
  L.marker([lat, lon], { pane: "labels", icon, interactive: false, keyboard: false }).addTo(map);
  return { node, at: [lat, lon], ags, name, city, shape };
}

/** Places the names anew when something moved, and always gives them the colour of their areas. */
function refreshLabels(parts) {
  const { map, labels, shapes, store, data } = parts;
  // Leaflet puts the names into the page only after the first view is set, and tells of that view before.
  if (parts.atHome === undefined || data.mode === "locator" || !labels[0]?.node.isConnected) return;
  const { kreis, members } = store.get();
  const { min, max } = map.getPixelBounds();
  const arrangement = [map.getZoom(), min, max, kreis, members, document.fonts?.status].join();
  if (arrangement !== parts.arrangement) {
    parts.arrangement = arrangement;
    const circles = members ? (data.points ?? data.view.members) : [];
    const obstacles = circles.map((member) => circleBox(map, member, circleRadius(member, parts.small)));
    const ranked = [...labels].sort((a, b) => (b.ags === kreis) - (a.ags === kreis) || a.city - b.city);
    placeLabels(map, ranked, obstacles, kreis);
  }
  labels.forEach((label) => tintLabel(label, shapes.get(label.ags).faded ? "" : shapes.get(label.ags).fillColor));
}

/** What a circle and its white edge cover. */
export function circleBox(map, { lat, lon }, radius) {
  return boxAround(map.project([lat, lon]), 2 * radius + 6, 2 * radius + 6);
}

function circleRadius(member, small) {
  return (small ? 4.5 : 6) + (member.items.length - 1) * 1.5;
}

/** Borders of the Gemeinden come only when somebody looks closely: they are five times the rest of the map. */
async function showGemeinden(parts) {
  const { L, map, data } = parts;
  const close = !parts.small && map.getZoom() >= map.getBoundsZoom(parts.home) + 1;
  if (!close) { parts.gemeinden?.remove(); return; }
  if (!parts.gemeinden && data.urls.gemeinden) {
    parts.gemeinden = L.layerGroup();
    const answer = await fetch(data.urls.gemeinden).catch(() => null);
    if (!answer?.ok) { parts.gemeinden = null; return; }
    const style = { fill: false, color: COLOUR.white, weight: 0.8, opacity: 0.75 };
    parts.gemeinden.addLayer(L.geoJSON((await answer.json()).gemeinden, { pane: "gemeinden", interactive: false, style }));
    showGemeinden(parts);
    return;
  }
  parts.gemeinden?.addTo(map);
}

function goTo(parts, position, goHome) {
  const { map } = parts;
  if (parts.atHome === undefined) return;
  if (!position) { if (!parts.atHome) goHome(); return; }
  parts.atHome = false;
  map.setView([position.lat, position.lon], position.zoom, { animate: false });
}

function pointAt(parts, ags) {
  const { map, labels } = parts;
  const { at } = labels.find((label) => label.ags === ags);
  if (parts.atHome === undefined) return;
  if (!map.getBounds().pad(-0.1).contains(at)) map.panTo(at, { animate: false });
  showTooltip(parts, ags, map.latLngToContainerPoint(at));
}

function showPlace(parts, place) {
  const { L, map, shapes } = parts;
  // Coming from the table, the map has not had a size yet.
  if (parts.atHome === undefined) fitFirst(parts, null);
  parts.pin?.remove();
  parts.pin = null;
  parts.atHome = false;
  const animate = !prefersStillness();
  if (place.lat === null) {
    map.flyToBounds(shapes.get(place.kreis).shape.getBounds(), { padding: [60, 60], animate, duration: 0.7, maxZoom: 10 });
    return;
  }
  const icon = L.divIcon({ className: "pin", html: h("span", {}, place.name), iconSize: null });
  parts.pin = L.marker([place.lat, place.lon], { pane: "labels", icon, interactive: false, keyboard: false }).addTo(map);
  map.flyTo([place.lat, place.lon], Math.max(map.getZoom(), 9.75), { animate, duration: 0.7 });
}

/** Turning the wheel scrolls the page; with Ctrl it zooms the map, and a hint says so. */
export function allowCtrlWheel({ map }, root, hint) {
  let timer = 0;
  root.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      map.setZoomAround(map.mouseEventToContainerPoint(event), map.getZoom() + (event.deltaY < 0 ? 0.5 : -0.5));
      return;
    }
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { hint.hidden = true; }, 1200);
  }, { passive: false });
}

export function zoomButtons(ui, leaf) {
  const button = (label, sign, act) => h("button", { type: "button", "aria-label": label, title: label, onclick: act }, sign);
  return h("div", { class: "zoom" }, button(ui.zoom_in, "+", () => leaf.zoomBy(0.75)), button(ui.zoom_out, "−", () => leaf.zoomBy(-0.75)),
    button(ui.zoom_home, "⌂", () => leaf.goHome()));
}
