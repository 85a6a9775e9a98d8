import { h, prefersStillness, put } from "./dom.js";
import { placeLabels, tintLabel } from "./labels.js";
import { addLabel, allowCtrlWheel, circleBox, COLOUR, HATCH, hatchPattern, placeBox, watchSize } from "./leaf.js";
import { createMark } from "./marks.js";
import { writeNumber } from "./numbers.js";

const LAYERS = ["backdrop", "gemeinden", "kreise", "lausitz", "white", "rings", "circles", "labels"];
const LOOK = {
  gemeinde: { color: COLOUR.white, weight: 0.5, opacity: 0.9, fillColor: COLOUR.backdrop, fillOpacity: 1 },
  kreis: { fill: false, color: "#6f7f79", weight: 0.9, opacity: 0.75 },
  lausitz: { fill: false, color: COLOUR.ink, weight: 1.6, dashArray: "1.5 4.5", lineCap: "round", opacity: 0.9 },
  ring: { fill: false, color: COLOUR.ink, weight: 1.2, dashArray: "5 5", opacity: 0.75 },
  chosenRing: { fill: false, color: COLOUR.ink, weight: 2.2, opacity: 0.95 },
};

/** The drawn map of distances. All it tells also stands in panel, table and text, so assistive tools skip the drawing. */
export function createWhiteLeaf(L, data, store, layers, facts) {
  const canvas = h("div", { class: "canvas", "aria-hidden": "true" });
  const tooltip = h("div", { class: "tooltip", hidden: true });
  const hint = h("div", { class: "wheel-hint", hidden: true }, data.ui.wheel);
  const figure = h("div", { class: "leaf", role: "img" }, canvas);
  const unknown = h("p", { class: "unknown" });
  const overlay = h("div", { class: "overlay" });
  const root = h("div", { class: "leaf-frame" }, hatchPattern(), figure, overlay, tooltip, unknown, hint);
  const map = L.map(canvas, {
    zoomControl: false, attributionControl: false, keyboard: false, scrollWheelZoom: false, boxZoom: false,
    zoomSnap: 0.1, zoomDelta: 0.8, maxZoom: 12, dragging: !L.Browser.mobile, doubleClickZoom: false,
    zoomAnimation: !prefersStillness(), fadeAnimation: false, trackResize: false,
  });
  LAYERS.forEach((name, i) => { map.createPane(name).style.zIndex = 400 + i * 10; });
  map.getPane("labels").style.pointerEvents = "none";
  const parts = { L, data, store, layers, facts, map, tooltip, shapes: [], labels: [], kreise: new Map() };
  for (const name of ["white", "rings"]) parts[name] = L.layerGroup().addTo(map);

  drawGround(parts);
  drawGemeinden(parts);
  drawKreisLines(parts);
  drawInitiatives(parts);
  allowCtrlWheel({ map }, root, hint);
  map.on("click", (event) => parts.onplace?.({ lat: event.latlng.lat, lon: event.latlng.lng }));
  map.on("moveend", () => refreshNames(parts));
  map.on("move zoom viewreset", () => parts.onmove?.());
  const stopWatching = watchSize(canvas, () => fit(parts));

  return {
    root, overlay, map,
    listen(listeners) { Object.assign(parts, listeners); },
    /** Fills, rings and outlines for these distances. */
    render(next, points, distances, before) {
      parts.data = next;
      Object.assign(parts, { distances, before });
      paintGemeinden(parts);
      drawRings(parts, points);
    },
    /** What only changes with the server's data: scope, outlines, words. */
    settle(next) {
      const moved = next.scope !== parts.scope;
      parts.data = next;
      parts.scope = next.scope;
      put(unknown, next.unplaced);
      figure.setAttribute("aria-label", next.description);
      drawWhiteKreise(parts);
      if (moved && parts.fitted) goHome(parts);
      refreshNames(parts);
    },
    zoomBy(step) { map.setZoom(map.getZoom() + step); },
    goHome() { goHome(parts); },
    /** Before the first size is known there is no place on the screen. */
    get fitted() { return Boolean(parts.fitted); },
    toPixel(point) { return map.latLngToContainerPoint([point.lat, point.lon]); },
    fromPixel(pixel) { const at = map.containerPointToLatLng(pixel); return { lat: at.lat, lon: at.lng }; },
    keepInside(point) { return keepInside(facts.bounds, point); },
    remove() { stopWatching(); map.remove(); },
  };
}

/** A new initiative stays on the map: beyond its edge nobody could see or reach it again. */
function keepInside({ south, north, west, east }, { lat, lon }) {
  return { lat: Math.min(north, Math.max(south, lat)), lon: Math.min(east, Math.max(west, lon)) };
}

function boundsOfScope({ L, layers, data, facts }) {
  const wanted = ({ properties }) => facts.kreise[data.scope].includes(properties.ags);
  const features = layers.kreise.features.filter(wanted);
  return L.geoJSON({ type: "FeatureCollection", features }).getBounds();
}

function goHome(parts) {
  parts.atHome = true;
  parts.map.fitBounds(boundsOfScope(parts), { padding: [8, 8], animate: false });
}

/** The first size the page gives decides the first view; while nobody moved the map, later sizes keep it whole. */
function fit(parts) {
  const { map } = parts;
  map.invalidateSize({ pan: false });
  if (!map.getContainer().clientWidth) return;
  if (!parts.fitted || parts.atHome) {
    parts.fitted = true;
    map.setMinZoom(0);
    goHome(parts);
    map.setMinZoom(map.getZoom() - 0.5);
    map.setMaxBounds(parts.L.geoJSON(parts.layers.kreise).getBounds().pad(0.35));
    map.once("dragstart", () => { parts.atHome = false; });
  }
  refreshNames(parts);
  parts.onmove?.();
}

function drawGround({ L, map, layers }) {
  const style = { stroke: false, fillColor: COLOUR.backdrop, fillOpacity: 1 };
  L.geoJSON(layers.backdrop, { pane: "backdrop", interactive: false, style }).addTo(map);
  L.geoJSON(layers.lausitz, { pane: "lausitz", interactive: false, style: LOOK.lausitz }).addTo(map);
}

function drawGemeinden(parts) {
  const { L, map, layers, facts, shapes, tooltip } = parts;
  const places = new Map(facts.places.ags.map((ags, i) => [ags, i]));
  L.geoJSON(layers.gemeinden, {
    pane: "gemeinden", style: LOOK.gemeinde, filter: (feature) => places.has(feature.properties.ags),
    onEachFeature(feature, shape) {
      const place = places.get(feature.properties.ags);
      shapes[place] = { shape, fill: null, faded: null };
      shape.on("mousemove", (event) => showDistance(parts, place, map.mouseEventToContainerPoint(event.originalEvent)));
      shape.on("mouseout", () => { tooltip.hidden = true; });
    },
  }).addTo(map);
}

function drawKreisLines(parts) {
  const { L, map, layers, kreise, labels } = parts;
  L.geoJSON(layers.kreise, {
    pane: "kreise", interactive: false, style: ({ properties }) => ({ ...LOOK.kreis, className: `kreis-${properties.ags}` }),
    onEachFeature(feature, shape) {
      kreise.set(feature.properties.ags, { shape, feature });
      labels.push(addLabel(parts, feature.properties, shape));
    },
  }).addTo(map);
}

/** Kreise without an initiative of the network: a dark line over a white halo. */
function drawWhiteKreise({ L, white, kreise, data }) {
  white.clearLayers();
  for (const [weight, color] of [[4, COLOUR.white], [1.8, COLOUR.ink]]) {
    for (const ags of data.white) {
      const found = kreise.get(ags);
      const style = { fill: false, color, weight, lineJoin: "round" };
      if (found) white.addLayer(L.geoJSON(found.feature, { pane: "white", interactive: false, style }));
    }
  }
}

function drawInitiatives(parts) {
  const { L, map, facts, tooltip } = parts;
  for (const item of [...facts.initiatives, ...facts.ended]) {
    const at = [item.lat, item.lon];
    const mouseover = () => {
      const { ui } = parts.data;
      const state = item.state === "active" ? "" : ui[item.state];
      put(tooltip, item.names.map((name) => h("div", {}, h("b", {}, name))),
        h("div", { class: "quiet" }, [item.place, state, item.sure ? "" : ui.membership_inferred].filter(Boolean).join(" · ")));
      tooltip.hidden = false;
      placeBox(tooltip, map.latLngToContainerPoint(at), map.getSize());
    };
    const listeners = { mouseover, mouseout: () => { tooltip.hidden = true; }, click: (event) => parts.onplace?.({ lat: event.latlng.lat, lon: event.latlng.lng }) };
    createMark(L, at, item, initiativeRadius(item), listeners).forEach((layer) => layer.addTo(map));
  }
}

/** Circles of each limit around the new initiatives, the chosen limit drawn stronger. */
function drawRings({ L, rings, data, facts }, points) {
  rings.clearLayers();
  for (const point of points) {
    for (const limit of facts.limits_km) {
      const style = limit === data.limit ? LOOK.chosenRing : LOOK.ring;
      rings.addLayer(L.circle([point.lat, point.lon], { pane: "rings", interactive: false, radius: limit * 1000, ...style }));
    }
  }
}

/** Class of a distance: the first whose limit it does not exceed; -1 when there is none. */
export function classOf(facts, distance) {
  if (!Number.isFinite(distance)) return -1;
  const at = facts.limits_km.findIndex((limit) => distance <= limit);
  return at < 0 ? facts.limits_km.length : at;
}

/** Only what changed is drawn again: a move touches a few dozen of five hundred areas. */
function paintGemeinden({ shapes, facts, data, distances }) {
  const counts = facts.places[data.scope];
  shapes.forEach((entry, i) => {
    const at = classOf(facts, distances[i]);
    const fill = at < 0 ? HATCH : data.legend.colours[at];
    const faded = !counts[i];
    if (entry.fill === fill && entry.faded === faded) return;
    Object.assign(entry, { fill, faded });
    entry.shape.setStyle({ fillColor: fill, fillOpacity: faded ? 0.25 : 1 });
  });
}

function showDistance({ data, facts, distances, before, tooltip, map }, place, point) {
  const { ui, lang } = data;
  const km = (value) => `${writeNumber(value, lang, 1)} km`;
  const { name, kreis, people, nearest } = facts.places;
  const nearer = distances[place] < before[place];
  put(tooltip,
    h("b", {}, name[place]), h("div", { class: "quiet" }, kreis[place]),
    h("div", {}, h("strong", {}, km(distances[place])), ` ${nearer ? ui.to_new : ui.to_nearest}`),
    h("div", { class: "quiet" }, nearer ? `${ui.before}: ${km(before[place])}` : nearest[place]),
    h("div", { class: "quiet" }, people[place] === null ? ui.no_people : `${writeNumber(people[place], lang)} ${ui.people}`));
  tooltip.hidden = false;
  placeBox(tooltip, point, map.getSize());
}

function initiativeRadius(item) {
  return 5.5 + (item.names.length - 1) * 1.5;
}

function refreshNames({ map, labels, facts, fitted }) {
  if (!fitted) return;
  const marks = [...facts.initiatives, ...facts.ended];
  const obstacles = marks.map((item) => circleBox(map, item, initiativeRadius(item)));
  placeLabels(map, [...labels].sort((a, b) => a.city - b.city), obstacles);
  // The fills change from Gemeinde to Gemeinde under one name: only the light edge reads on all of them.
  labels.forEach((label) => { label.spills = true; tintLabel(label, ""); });
}
