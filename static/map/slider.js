import { h, prefersStillness } from "./dom.js";
import { yearIndex } from "./store.js";

const STEP_MS = 1000;

/** Year slider: play, a native range (arrow keys, Page, Home, End) and a year that can be typed. */
export function createSlider(view, store) {
  let timer = 0;
  const play = h("button", { type: "button", class: "play", onclick: () => toggle() });
  const range = h("input", { type: "range", class: "range", step: 1, oninput: () => choose(Number(range.value)) });
  // No number field: the wheel would turn its year, and what it holds while somebody types is not readable.
  const typed = h("input", { type: "text", inputmode: "numeric", maxlength: 4, autocomplete: "off", class: "year",
    onchange: () => take(), onblur: () => take(), onkeydown: (event) => press(event) });
  const marks = h("div", { class: "marks", "aria-hidden": "true" });
  const first = h("span", { class: "first", "aria-hidden": "true" });
  const root = h("div", { class: "slider" }, play, first, h("div", { class: "track" }, marks, range), typed);
  let current = view;

  function choose(year) {
    stop();
    const { years } = current;
    const inside = Math.min(Math.max(year, years[0]), years.at(-1));
    typed.value = String(inside);
    store.set({ year: inside });
  }

  const shown = () => current.years[yearIndex(current, store.get().year)];

  /** Takes the typed year over; what is no year, an empty field too, gives way to the one that is shown. */
  function take() {
    const text = typed.value.trim();
    if (!/^\d+$/.test(text)) typed.value = String(shown());
    else if (Number(text) !== shown()) choose(Number(text));
  }

  function press(event) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") typed.value = String(shown());
    if (event.key === "Enter") take();
    if (!by) return;
    event.preventDefault();
    choose(shown() + by);
  }

  function step() {
    const { years } = current;
    const next = yearIndex(current, store.get().year) + 1;
    if (next >= years.length) { stop(); return; }
    store.set({ year: years[next] });
    timer = setTimeout(step, STEP_MS);
  }

  function toggle() {
    if (timer) { stop(); return; }
    const atEnd = store.get().year >= current.years.at(-1);
    store.set({ playing: true, ...(atEnd ? { year: current.years[0] } : {}) });
    timer = setTimeout(step, prefersStillness() ? STEP_MS * 1.5 : STEP_MS);
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    store.set({ playing: false });
  }

  function render(next, state) {
    current = next;
    const { years, ui, gaps } = next;
    const year = years[yearIndex(next, state.year)];
    Object.assign(range, { min: years[0], max: years.at(-1), value: String(year) });
    // Nothing is written under the hands of somebody who types.
    if (root.getRootNode().activeElement !== typed) typed.value = String(year);
    range.setAttribute("aria-label", ui.year);
    typed.setAttribute("aria-label", ui.year);
    range.setAttribute("aria-valuetext", gaps[year] ?? String(year));
    range.style.setProperty("--share", `${((year - years[0]) / (years.at(-1) - years[0])) * 100}%`);
    first.textContent = String(years[0]);
    play.setAttribute("aria-label", state.playing ? ui.pause : ui.play);
    play.classList.toggle("playing", Boolean(state.playing));
    marks.replaceChildren(...Object.entries(gaps).map(([gap, reason]) => h("span", {
      class: "gap", title: reason, style: { left: `${((gap - years[0]) / (years.at(-1) - years[0])) * 100}%` } })));
  }
  return { root, render, stop };
}
