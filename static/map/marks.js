import { h } from "./dom.js";

/**
 * Marks of the initiatives, the same on every map: filled where one is known to run, hollow where nobody knows, a
 * cross where it has ended; dashed where the membership is only inferred.
 */
const MARK = { ink: "#c8553d", paper: "#fffefb", dash: "3 2.6" };
const ENDED = "ended";

/** A cross in the size of a circle; Leaflet has none. */
function crossOf(L, at, options) {
  const Cross = L.CircleMarker.extend({
    _updatePath() {
      const { x, y } = this._point;
      const arm = this._radius * 0.8;
      this._renderer._setPath(this, `M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x - arm} ${y + arm}L${x + arm} ${y - arm}`);
    },
  });
  return new Cross(at, options);
}

/** A mark and the light plate below it; a cross has no inside, so there the plate answers the pointer. */
export function createMark(L, at, { state, sure }, radius, listeners) {
  const ended = state === ENDED;
  const plate = L.circleMarker(at, { pane: "circles", radius: radius + 2, stroke: false, fillColor: MARK.paper, fillOpacity: 1,
    interactive: ended, bubblingMouseEvents: false });
  const look = { pane: "circles", radius, color: MARK.ink, weight: ended ? 2.6 : 2, interactive: !ended, bubblingMouseEvents: false,
    dashArray: sure || ended ? null : MARK.dash, fill: !ended, fillColor: state === "active" ? MARK.ink : MARK.paper, fillOpacity: 1 };
  const mark = ended ? crossOf(L, at, look) : L.circleMarker(at, look);
  for (const [names, listener] of Object.entries(listeners)) (ended ? plate : mark).on(names, listener);
  return [plate, mark];
}

/** What the marks mean, only those that are drawn; pairs of a sign and its words. */
export function markKeys(ui, members) {
  const drawn = (state) => members.some((member) => member.state === state);
  const sign = (name) => h("span", { class: `dot ${name}`, "aria-hidden": "true" });
  return [
    drawn("active") ? [sign("solid"), ui.active] : null,
    drawn("unknown") ? [sign("hollow"), ui.unknown] : null,
    drawn(ENDED) ? [sign("cross"), ui.ended] : null,
    members.some((member) => !member.sure && member.state !== ENDED) ? [sign("hollow dashed"), ui.inferred] : null,
  ].filter(Boolean);
}
