import { readAddress, tabTeller, writeAddress } from "./address.js";
import { first, h, put } from "./dom.js";
import { fetchOnce, loadLeaflet, loadStyles } from "./files.js";
import { zoomButtons } from "./leaf.js";
import { mountWith } from "./mount.js";
import { createSlider } from "./slider.js";
import { createStore, yearIndex } from "./store.js";
import { createFlowLeaf } from "./flow-leaf.js";
import { createFlowKey, createPartnerBars, createPartnerTable, createPartnerWalk } from "./flow-list.js";

/** Draws the map of balances as lines, with its bars, its table and its words. */
export default mountWith(startFlow);

async function startFlow(data, parentElement, report) {
  const root = h("div", { class: "atlas flow-map", lang: data.lang });
  const [L, layers] = await Promise.all([
    loadLeaflet(data), fetchOnce(data.urls.layers), loadStyles(parentElement, data.urls.styles),
  ]).catch((error) => {
    put(root, h("p", { class: "failed", role: "alert" }, data.failed));
    parentElement.append(root);
    throw error;
  });
  parentElement.querySelector(".atlas-skeleton")?.remove();
  parentElement.append(root);
  return buildFlow(L, data, root, layers, report);
}

function buildFlow(L, data, root, layers, report) {
  let current = data;
  const page = window.location.pathname;
  const store = createStore({ hover: null, playing: false, ...data.initial });
  const choose = (ags) => {
    const { centre, partners } = current.view;
    if (ags !== centre.ags && partners.some((partner) => partner.key === ags && partner.kreis)) report("centre", { kreis: ags });
  };
  const leaf = createFlowLeaf(L, data, store, layers, choose);
  const walk = createPartnerWalk(store, data.view, choose);
  leaf.root.append(walk.root);
  const parts = { slider: createSlider(data.view, store), bars: createPartnerBars(store, choose), table: createPartnerTable(choose) };
  const key = createFlowKey();
  const modes = modeSwitch(data.view.ui, store);
  const [headline, subtitle] = [h("h2", { class: "flow-title" }), h("p", { class: "quiet" })];
  const [drawn, notes, source] = [h("p", { class: "drawn" }), h("div", { class: "notes" }), h("p", { class: "source" })];
  const links = takeAway(data, store, report);
  const live = h("p", { class: "sr", "aria-live": "polite" });
  const stage = h("div", { class: "stage" }, leaf.root, zoomButtons(data.view.ui, leaf));
  root.append(h("div", { class: "flow-head" }, h("div", {}, headline, subtitle), modes.root), h("div", { class: "columns" },
    h("section", { class: "map-card" }, stage, parts.table.root, parts.slider.root, key.root, drawn),
    h("div", { class: "side" }, parts.bars.root)),
  h("div", { class: "flow-foot" }, notes, source, links.root), live);

  function render(state, changed) {
    const { view } = current;
    const index = yearIndex(view, state.year);
    const isNew = !changed || changed.has("year");
    stage.hidden = key.root.hidden = state.mode === "table";
    parts.table.root.hidden = !stage.hidden;
    modes.render(state);
    leaf.render(view, state, changed);
    if (!changed || ["year", "playing"].some((name) => changed.has(name))) parts.slider.render(view, state);
    if (isNew) {
      parts.bars.render(view, state);
      parts.table.render(view, state);
      walk.render(view);
      key.render(view, root.clientWidth < 560);
      [headline.textContent, subtitle.textContent, drawn.textContent] = [view.headlines[index], view.subtitles[index], view.drawn[index]];
      put(notes, view.notes[index].map((note) => h("p", {}, note)));
    }
    if (state.playing || (changed && [...changed].every((name) => name === "hover"))) return;
    writeAddress({ year: state.year, position: state.position, mode: state.mode }, view, page);
    links.render(current, state);
    if (changed?.has("year")) live.textContent = headline.textContent;
  }

  function settle() {
    const rows = current.view.source.flatMap((item, i) => [i ? "; " : "", h("a", { href: item.url, rel: "noopener" }, item.text)]);
    put(source, `${current.view.ui.source}: `, rows);
    render(store.get(), null);
  }

  /** Back and Forward of the browser: what the address holds again is shown again. */
  function goBack() {
    if (window.location.pathname !== page) return;
    const { year, position, mode } = readAddress({ ...current.view, kreise: [] });
    leaf.goTo(position);
    store.set({ year, position, mode });
  }

  const tellTabs = tabTeller(report);
  const stop = store.on(render);
  window.addEventListener("popstate", goBack);
  document.addEventListener("atlas:leave", tellTabs);
  settle();
  document.dispatchEvent(new CustomEvent("atlas:drawn", { detail: "flow" }));
  return {
    lang: data.lang,
    update(next) {
      const moved = next.view.centre.ags !== current.view.centre.ags;
      current = next;
      settle();
      if (moved) live.textContent = headline.textContent;
    },
    remove() {
      window.removeEventListener("popstate", goBack);
      document.removeEventListener("atlas:leave", tellTabs);
      stop();
      parts.slider.stop();
      leaf.remove();
      root.remove();
    },
  };
}

function modeSwitch(ui, store) {
  const button = (mode) => h("button", { type: "button", onclick: () => store.set({ mode }) }, ui[mode]);
  const modes = { map: button("map"), table: button("table") };
  return {
    root: h("div", { class: "switch", role: "group", "aria-label": ui.view }, modes.map, modes.table),
    render(state) {
      for (const [mode, node] of Object.entries(modes)) node.setAttribute("aria-pressed", String(state.mode === mode));
    },
  };
}

/** What can be taken away: the nodes stay, only where they lead follows the year; else they would lose the focus. */
function takeAway(data, store, report) {
  const collect = Object.entries(data.collect).map(([view, name]) => h("button", { type: "button", class: "pill collect",
    onclick: first(() => report("collect", { view, year: store.get().year })) }, name));
  const files = data.files.map(({ name, download }) => h("a", { class: "pill", ...(download ? { download: "" } : { target: "_blank", rel: "noopener" }) }, name));
  return {
    root: h("p", { class: "downloads" }, collect, files),
    render({ view, files: all }, state) {
      files.forEach((link, i) => { link.href = all[i].urls[yearIndex(view, state.year)]; });
    },
  };
}
