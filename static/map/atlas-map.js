import { exportAddress, figureAddress, readAddress, tabTeller, writeAddress } from "./address.js";
import { first, h, put } from "./dom.js";
import { fetchOnce, loadLeaflet, loadStyles } from "./files.js";
import { createLeaf, zoomButtons } from "./leaf.js";
import { createKey, createLegend, createMarkKey } from "./legend.js";
import { createBars, createTable } from "./list.js";
import { mountWith } from "./mount.js";
import { createPanel } from "./panel.js";
import { createSearch } from "./search.js";
import { createSlider } from "./slider.js";
import { joinStore, leaveStore, sentenceOf, yearIndex } from "./store.js";
import { createWalk } from "./walk.js";

/** On which changes of the state a part is drawn again; more often, and its links would lose the focus they have. */
const USES = {
  legend: ["year", "kreis", "hover", "mark"], key: ["year"], slider: ["year", "playing"], table: ["year", "kreis"],
  bars: ["year", "kreis", "hover"], panel: ["year", "kreis"],
};

/** Draws the element: the whole map, a small one, or the headline of one. */
export default mountWith(start);

async function start(data, parentElement, report) {
  const store = joinStore(data.group, { hover: null, dim: null, mark: null, playing: false, ...data.initial });
  const root = h("div", { class: `atlas ${data.mode}`, lang: data.lang, onkeydown: (event) => {
    if (event.key === "Escape" && store.get().mark !== null) store.set({ mark: null });
  } });
  const [L, layers] = await Promise.all([
    data.mode === "headline" ? null : loadLeaflet(data),
    data.mode === "headline" ? null : (data.layers ?? fetchOnce(data.urls.layers)),
    loadStyles(parentElement, data.urls?.styles ?? []),
  ]).catch((error) => {
    put(root, h("p", { class: "failed", role: "alert" }, data.failed));
    parentElement.append(root);
    throw error;
  });
  parentElement.querySelector(".atlas-skeleton")?.remove();
  parentElement.append(root);
  const stopTaking = data.mode === "full" ? takeChoices(store) : () => {};
  const build = { headline: buildHeadline, full: buildPage, mini: buildSmall, locator: buildSmall }[data.mode];
  const element = build({ data, store, root, L, layers, report });
  element.render(store.get(), null);
  document.dispatchEvent(new CustomEvent("atlas:drawn", { detail: data.mode }));
  const stop = store.on((state, changed) => element.render(state, changed));
  return {
    lang: data.lang,
    update(next) {
      if (!element.update(next)) return;
      store.set({ dim: null, mark: null });
      element.render(store.get(), null);
    },
    remove() { stop(); stopTaking(); element.remove(); root.remove(); leaveStore(data.group); },
  };
}

/** Takes over the Kreis that is chosen on the first view of the document, before and after this; returns the way to stop. */
function takeChoices(store) {
  const take = ({ detail: kreis }) => store.set({ kreis });
  const earlier = document.querySelector(".first-view")?.dataset.kreis;
  if (earlier) store.set({ kreis: earlier });
  document.addEventListener("atlas:chosen", take);
  return () => document.removeEventListener("atlas:chosen", take);
}

/** Whether the server sent what is drawn already, because something else on the page changed. */
function isSameView(next, current) {
  const drawn = ({ view, points, label }) => JSON.stringify([view, points, label]);
  return drawn(next) === drawn(current);
}

function buildHeadline({ data, store, root }) {
  let current = data;
  const title = h("h1", {});
  const subtitle = h("p", { class: "subtitle" });
  root.append(title, subtitle);
  return {
    render() {
      const index = yearIndex(current, store.get().year);
      title.textContent = current.headlines[index];
      subtitle.textContent = current.subtitles[index];
    },
    update(next) { current = next; return true; },
    remove() {},
  };
}

function buildSmall({ data, store, root, L, layers }) {
  let current = data;
  const leaf = createLeaf(L, data, store, layers);
  const legend = createLegend(store, { compact: true });
  const marks = createMarkKey();
  const walk = data.mode === "mini" ? createWalk(leaf, store, layers, data.view) : null;
  if (walk) {
    root.append(legend.root);
    leaf.root.append(walk.root);
  }
  root.append(leaf.root, marks.root);
  return {
    render(state, changed) {
      leaf.render(current.view, state, changed);
      walk?.render(current.view);
      if (walk) legend.render(current.view, state, changed);
      if (!changed) marks.render(current.view, current.points ?? (state.members ? current.view.members : []));
    },
    update(next) {
      const isSame = isSameView(next, current);
      current = next;
      return !isSame;
    },
    remove() { leaf.remove(); },
  };
}

function buildPage({ data, store, root, L, layers, report }) {
  let current = data;
  const leaf = createLeaf(L, data, store, layers);
  const parts = {
    legend: createLegend(store), key: createKey(data), slider: createSlider(data.view, store), table: createTable(store),
    bars: createBars(store), panel: createPanel(data, store),
  };
  const search = createSearch(data.view.ui, () => data.places ?? fetchOnce(data.urls.places).then((answer) => answer.places), (place) => {
    store.set({ kreis: place.kreis_ags, mode: "map" });
    leaf.showPlace(place);
  });
  const bar = toolbar(data, store, search);
  const walk = createWalk(leaf, store, layers, data.view);
  leaf.root.append(walk.root);
  const zoom = zoomButtons(data.view.ui, leaf);
  const stage = h("div", { class: "stage" }, leaf.root, zoom);
  const source = h("p", { class: "source" });
  const links = downloads(data, store, report);
  const live = h("div", { class: "sr", "aria-live": "polite" });
  const skip = h("button", { type: "button", class: "skip", onclick: () => parts.bars.root.focus() }, data.view.ui.to_list);
  root.append(skip, h("div", { class: "columns" },
    h("section", { class: "card map-card" }, bar.root, parts.legend.root, stage, parts.table.root, parts.slider.root),
    h("div", { class: "side" }, parts.panel.root, parts.bars.root),
    h("section", { class: "card foot" }, parts.key.root, source, links.root)), live);
  let scope = data.view.key.scope;
  const page = window.location.pathname;

  function render(state, changed) {
    const { view } = current;
    for (const [name, part] of Object.entries(parts)) {
      if (!changed || USES[name].some((use) => changed.has(use))) part.render(view, state, changed);
    }
    walk.render(view);
    leaf.render(view, state, changed);
    bar.render(state);
    stage.hidden = state.mode === "table";
    parts.table.root.hidden = state.mode !== "table";
    if (state.playing) return;
    if (!changed || ["year", "kreis", "position", "mode", "members", "playing"].some((name) => changed.has(name))) settle(view, state, changed);
  }

  /** What only matters once the year rests: the address, the links and the announcement. */
  function settle(view, state, changed) {
    if (!data.offline) {
      writeAddress(state, view, page);
      links.render(view, state);
    }
    if (changed?.has("year") || changed?.has("kreis")) live.textContent = announcement(view, state);
  }

  const tellTabs = tabTeller(report);

  /** Back and Forward of the browser: what the address holds again is shown again. */
  function goBack() {
    if (window.location.pathname !== page) return;
    const state = readAddress(current.view);
    leaf.goTo(state.position);
    store.set(state);
  }
  if (!data.offline) {
    window.addEventListener("popstate", goBack);
    document.addEventListener("atlas:leave", tellTabs);
  }

  put(source, `${data.view.ui.source}: `, data.view.source.flatMap((item, i) => [i ? "; " : "", h("a", { href: item.url, rel: "noopener" }, item.text)]));
  return {
    render,
    update(next) {
      const isSame = isSameView(next, current);
      current = next;
      if (isSame) return false;
      // Indicators have years of their own: one the new view lacks gives way to its last.
      const { years, last_year: last } = next.view;
      if (!years.includes(store.get().year)) store.set({ year: last });
      const moved = next.view.key.scope !== scope;
      scope = next.view.key.scope;
      leaf.render(next.view, store.get(), null);
      if (moved) leaf.goHomeOf(next.view);
      return true;
    },
    remove() {
      window.removeEventListener("popstate", goBack);
      document.removeEventListener("atlas:leave", tellTabs);
      parts.slider.stop();
      leaf.remove();
    },
  };
}

function toolbar({ view }, store, search) {
  const { ui } = view;
  const button = (mode) => h("button", { type: "button", onclick: () => store.set({ mode }) }, ui[mode]);
  const modes = { map: button("map"), table: button("table") };
  const circles = h("input", { type: "checkbox", onchange: () => store.set({ members: circles.checked }) });
  const root = h("div", { class: "toolbar" }, search.root,
    h("label", { class: "check" }, circles, h("span", { class: "dot solid", "aria-hidden": "true" }), ui.initiatives_toggle),
    h("div", { class: "switch", role: "group", "aria-label": ui.view }, modes.map, modes.table));
  return {
    root,
    render(state) {
      circles.checked = state.members;
      for (const [mode, node] of Object.entries(modes)) node.setAttribute("aria-pressed", String((state.mode ?? "map") === mode));
    },
  };
}

/** What can be taken away: the nodes stay, only where they lead follows the map; else they would lose the focus. */
function downloads(data, store, report) {
  const { ui } = data.view;
  const collect = () => report("collect", { year: store.get().year, kreis: store.get().kreis });
  const take = data.collect ? h("button", { type: "button", class: "pill collect", "aria-label": `${data.collect}: ${ui.map}`, onclick: first(collect) }, data.collect) : null;
  const files = ["csv", "png", "svg", "html"].map((format) => [format, h("a", { class: "pill", download: "" }, ui[format])]);
  const pages = [["einbetten", ui.embed], ["zitieren", ui.cite]]
    .map(([about, name]) => [about, h("a", { class: "pill", target: "_blank", rel: "noopener" }, name)]);
  const nodes = [take, [...files, ...pages].map(([, link]) => link), navigator.clipboard ? copyButton(ui) : null];
  return {
    root: put(h("p", { class: "downloads" }), ...(data.offline ? [] : nodes)),
    render(view, state) {
      for (const [format, link] of files) link.href = exportAddress({ ...data, view }, format, state);
      for (const [about, link] of pages) link.href = figureAddress({ ...data, view }, about, state);
    },
  };
}

/** The address holds the whole view, so copying it shares the view. */
function copyButton(ui) {
  const button = h("button", { type: "button", class: "pill", onclick: async () => {
    await navigator.clipboard.writeText(window.location.href);
    button.textContent = ui.copied;
  } }, ui.copy);
  return button;
}

/** One sentence for screen readers after the year or the Kreis changed. */
function announcement(view, state) {
  const index = yearIndex(view, state.year);
  const kreis = view.kreise.find((item) => item.ags === state.kreis);
  return kreis ? sentenceOf(view, kreis, index) : view.headlines[index];
}
