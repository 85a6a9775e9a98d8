import { fill, h, put } from "./dom.js";

const MOST = 8;
let counter = 0;

/** Lower case without umlaut dots, as the server folded the names. */
function foldText(text) {
  return text.trim().toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
}

/** Places whose name or key begins with what was typed, then those that contain it. */
function matchPlaces(places, query) {
  const wanted = foldText(query);
  if (wanted.length < 2) return [];
  const begins = (place) => place.keys.startsWith(wanted) || place.keys.includes(` ${wanted}`);
  const first = places.filter(begins);
  const rest = places.filter((place) => !begins(place) && place.keys.includes(wanted));
  return [...first, ...rest].slice(0, MOST);
}

/** Search for a place, Kreis or key: a combobox after the ARIA pattern, arrow keys, Enter, Escape. */
export function createSearch(view, loadPlaces, onChoose) {
  const id = `atlas-places-${(counter += 1)}`;
  let places = null;
  let hits = [];
  let active = -1;
  const list = h("ul", { id, role: "listbox", class: "hits", hidden: true, "aria-label": view.ui.search });
  const status = h("span", { class: "sr", role: "status" });
  const input = h("input", {
    type: "search", class: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: view.ui.search,
    "aria-label": view.ui.search, "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
    onfocus: async () => { places ??= await loadPlaces(); update(); },
    oninput: async () => { places ??= await loadPlaces(); active = -1; update(); },
    onkeydown: (event) => press(event), onblur: () => close(),
  });
  const root = h("div", { class: "search-box" }, input, list, status);

  function update() {
    hits = matchPlaces(places ?? [], input.value);
    const typed = input.value.trim().length >= 2;
    put(list, hits.map((place, i) => h("li", { role: "option", id: `${id}-${i}`, "aria-selected": String(i === active),
      onpointerdown: (event) => { event.preventDefault(); choose(place); } },
    h("span", {}, place.name), h("span", { class: "quiet" }, place.lat === null ? view.ui.col_kreis : place.kreis_name))),
    typed && !hits.length ? h("li", { class: "none", role: "option", "aria-disabled": "true" }, view.ui.no_hit) : null);
    list.hidden = !typed;
    input.setAttribute("aria-expanded", String(typed));
    if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
    status.textContent = typed ? (hits.length ? fill(view.ui.hits, { n: hits.length }) : view.ui.no_hit) : "";
  }

  function press(event) {
    if (event.key === "Escape") { input.value = ""; update(); return; }
    if (event.key === "Enter" && hits.length) { event.preventDefault(); choose(hits[Math.max(0, active)]); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !hits.length) return;
    event.preventDefault();
    active = (active + step + hits.length) % hits.length;
    update();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    input.value = place.lat === null ? place.name : `${place.name} (${place.kreis_name})`;
    close();
    onChoose({ name: place.name, kreis: place.kreis_ags, lat: place.lat, lon: place.lon });
  }
  return { root };
}
