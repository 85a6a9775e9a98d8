/**
 * Mirrors the state in the address, so that a copied link restores the view.
 * replaceState keeps the page's other parameters and causes no rerun: Streamlit reads the address on load
 * and when one of its own bound widgets changes, and then keeps what it finds there.
 */

function setOrDrop(params, name, value) {
  if (value === null || value === undefined || value === "") params.delete(name);
  else params.set(name, String(value));
}

/**
 * Writes year, Kreis, position and view; defaults are left out to keep links short. Only while the page of the map is
 * still the one shown: when the visitor has just left it, the address is another page's.
 */
export function writeAddress(state, view, page) {
  if (window.location.pathname !== page) return;
  const url = new URL(window.location.href);
  setOrDrop(url.searchParams, "jahr", state.year === view.last_year ? null : state.year);
  // Where the Kreis is a filter of the page, and no circles are drawn, the state has neither: they are left alone.
  if ("kreis" in state) setOrDrop(url.searchParams, "kreis", state.kreis);
  setOrDrop(url.searchParams, "lage", state.position);
  setOrDrop(url.searchParams, "ansicht", state.mode === "table" ? "tabelle" : null);
  if ("members" in state) setOrDrop(url.searchParams, "initiativen", state.members ? null : "aus");
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}

/** The same read back, after the browser's Back or Forward changed the address. */
export function readAddress(view) {
  const params = new URL(window.location.href).searchParams;
  const [year, kreis] = [Number(params.get("jahr")), params.get("kreis")];
  return {
    year: view.years.includes(year) ? year : view.last_year,
    kreis: view.kreise.some((item) => item.ags === kreis) ? kreis : null,
    position: params.get("lage"),
    mode: params.get("ansicht") === "tabelle" ? "table" : "map",
    members: params.get("initiativen") !== "aus",
  };
}

/**
 * A listener for `atlas:leave`: a tab beside the map is followed; the server writes its address and does not know yet
 * what was chosen here.
 */
export function tabTeller(report) {
  let told = window.location.search;
  return ({ detail: link }) => {
    if (!link?.closest(".st-key-tabs") || window.location.search === told) return;
    told = window.location.search;
    const chosen = [...new URLSearchParams(told)].filter(([name]) => name === "kreis" || name === "jahr");
    report("left", Object.fromEntries(chosen));
  };
}

/** "9.5_51.63_13.71" -> {zoom, lat, lon}; null when it is not such a position. */
export function parsePosition(text) {
  const parts = String(text ?? "").split("_").map(Number);
  if (parts.length !== 3 || parts.some((part) => !Number.isFinite(part))) return null;
  const [zoom, lat, lon] = parts;
  return { zoom, lat, lon };
}

/** Position of a Leaflet map as it stands in the address. */
export function formatPosition(map) {
  const { lat, lng } = map.getCenter();
  return `${Number(map.getZoom().toFixed(2))}_${lat.toFixed(3)}_${lng.toFixed(3)}`;
}

/** Address of a page of the atlas, in the language of the view. */
export function pageAddress(data, path, params = {}) {
  const query = new URLSearchParams({ ...params, ...(data.view.lang === "de" ? {} : { lang: data.view.lang }) });
  const text = query.toString();
  return `${data.base}/${path}${text ? `?${text}` : ""}`;
}

/** Address of a file of the present view; the server draws it from the parameters alone. */
export function exportAddress(data, format, state) {
  const { indicator, age, method, scope, from } = data.view.key;
  const params = { indikator: indicator, alter: age, methode: method, ausschnitt: scope, jahr: state.year };
  if (from) params.jahr_von = from;
  if (state.kreis) params.kreis = state.kreis;
  return `${data.base}/export/karte.${format}?${new URLSearchParams({ ...params, lang: data.view.lang })}`;
}

/** Address of the page that says of the present view how to embed it (`einbetten`) or cite it (`zitieren`). */
export function figureAddress(data, about, state) {
  const { indicator, age, method, scope, from } = data.view.key;
  const params = { indicator, age_group: age, method, scope, year: state.year };
  if (from) params.year_from = from;
  if (state.kreis) params.kreis = state.kreis;
  return `${data.base}/embed/map/${about}?${new URLSearchParams({ ...params, lang: data.view.lang })}`;
}
