import { fill, h, put } from "./dom.js";

const MOST = 8;
/** Similar names that are offered when none fits, and how alike they have to be (0 to 1). */
const MOST_ALIKE = 3;
const ALIKE = 0.55;
/** Words people write before the name of a Kreis or town; analytics/maps/places.py leaves out the same. */
const KINDS = /^(kreisfreie stadt|landkreis|kreis|stadt|lk|sk) (?=.)/;
let counter = 0;

/** Lower case without umlaut dots, as the server folded the names, and without the word for its kind. */
function foldText(text) {
  return text.trim().toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "").replace(KINDS, "").trim();
}

/** Places whose name or key begins with what was typed, then those that contain it. */
function matchPlaces(places, wanted) {
  const begins = (place) => place.keys.startsWith(wanted) || place.keys.includes(` ${wanted}`);
  const first = places.filter(begins);
  const rest = places.filter((place) => !begins(place) && place.keys.includes(wanted));
  return [...first, ...rest].slice(0, MOST);
}

function pairsOf(text) {
  const letters = text.replace(/[^a-z0-9]/g, "");
  return new Set([...letters].slice(1).map((letter, i) => letters[i] + letter));
}

/** Share of pairs of letters two names have in common (coefficient of Dice). */
function likeness(one, other) {
  const common = [...one].filter((pair) => other.has(pair)).length;
  return (2 * common) / (one.size + other.size || 1);
}

/** The places whose names are most like what was typed. */
function alikePlaces(places, wanted) {
  const typed = pairsOf(wanted);
  return places.map((place) => ({ place, share: likeness(typed, pairsOf(foldText(place.name))) }))
    .filter(({ share }) => share >= ALIKE)
    .sort((one, other) => other.share - one.share)
    .slice(0, MOST_ALIKE)
    .map(({ place }) => place);
}

/**
 * Search for a place, Kreis or key: a combobox after the ARIA pattern, arrow keys, Enter, Escape.
 *
 * `ui` holds the words (search, no_hit, hits, alike, former, col_kreis); a place that says what it is (`quiet`) keeps that.
 */
export function createSearch(ui, loadPlaces, onChoose) {
  const id = `atlas-places-${(counter += 1)}`;
  let places = null;
  let hits = [];
  let isGuess = false;
  let active = -1;
  const list = h("ul", { id, role: "listbox", class: "hits", hidden: true, "aria-label": ui.search });
  const status = h("span", { class: "sr", role: "status" });
  const input = h("input", {
    type: "search", class: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: ui.search,
    "aria-label": ui.search, "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
    onfocus: async () => { places ??= await loadPlaces(); update(); },
    oninput: async () => { places ??= await loadPlaces(); active = -1; update(); },
    onkeydown: (event) => press(event), onblur: () => close(),
  });
  const root = h("div", { class: "search-box" }, input, list, status);

  function find() {
    const wanted = foldText(input.value);
    hits = wanted.length < 2 ? [] : matchPlaces(places ?? [], wanted);
    isGuess = wanted.length > 2 && !hits.length;
    if (isGuess) hits = alikePlaces(places ?? [], wanted);
  }

  function quiet(place) {
    if (place.until) return fill(ui.former, { year: place.until, kreis: place.kreis_name });
    return place.quiet ?? (place.lat === null ? ui.col_kreis : place.kreis_name);
  }

  function update() {
    find();
    const typed = input.value.trim().length >= 2;
    const said = hits.length ? (isGuess ? ui.alike : "") : ui.no_hit;
    put(list, typed && said ? h("li", { class: "none", role: "option", "aria-disabled": "true" }, said) : null,
      hits.map((place, i) => h("li", { role: "option", id: `${id}-${i}`, "aria-selected": String(i === active),
        onpointerdown: (event) => { event.preventDefault(); choose(place); } },
      h("span", {}, place.name), h("span", { class: "quiet" }, quiet(place)))));
    list.hidden = !typed;
    input.setAttribute("aria-expanded", String(typed));
    if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
    status.textContent = typed ? [said, hits.length ? fill(ui.hits, { n: hits.length }) : ""].filter(Boolean).join(" ") : "";
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
    onChoose(place);
  }
  return { root };
}
