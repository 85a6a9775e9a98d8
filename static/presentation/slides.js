/**
 * The list of collected slides: order, words, pictures. Every change is reported at once, words after a short pause
 * in typing; the server answers with the list as it now is. Slides keep their number while they move, so that the
 * keyboard focus moves with them. Changes are counted: an answer from before the last change does not undo words.
 */

const TYPING_PAUSE_MS = 300;
/** So long an answer that does not know the last change is taken for an older one. */
const ANSWER_MS = 3000;
const kept = new WeakMap();

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
};

/** Fills `{name}` fields of a sentence the server wrote. */
const fill = (sentence, fields) => sentence.replace(/\{(\w+)\}/g, (whole, name) => String(fields[name] ?? whole));

export default function ({ data, parentElement, setTriggerValue }) {
  let list = kept.get(parentElement);
  if (!list) {
    list = createList(parentElement);
    kept.set(parentElement, list);
  }
  list.update(data, (change) => {
    setTriggerValue("change", change);
    document.dispatchEvent(new Event("atlas:sent"));
  });
  return () => { list.remove(); kept.delete(parentElement); };
}

function createList(parentElement) {
  const cards = new Map();
  const root = make("ol", { class: "slides" });
  const live = make("p", { class: "sr", "aria-live": "polite" });
  parentElement.append(root, live);
  const context = { data: null, report, send: null, turn: null, sentAt: 0, say: (sentence) => { live.textContent = sentence; } };
  const commitAll = () => cards.forEach((card) => card.commit());
  // A link is about to be followed: what is being typed is told at once.
  document.addEventListener("atlas:leave", commitAll);
  /** Addresses of pictures hold the words; those of the last change come with its answer. */
  const isBehind = () => context.turn !== null && context.data.turn < context.turn;
  window.atlasDelivery.behind.add(isBehind);

  function report(change) {
    context.turn += 1;
    context.sentAt = performance.now();
    context.send({ ...change, turn: context.turn });
  }

  /** A slide that goes on under another number keeps its card, and with it what is being typed. */
  function renumber({ number, was }) {
    if (cards.has(number) || !cards.has(was)) return;
    cards.set(number, cards.get(was));
    cards.delete(was);
  }

  function update(data, send) {
    Object.assign(context, { data, send });
    context.turn ??= data.turn;
    const shown = new Set(data.slides.map((slide) => slide.number));
    data.slides.forEach(renumber);
    for (const [number, card] of cards) if (!shown.has(number)) { card.root.remove(); cards.delete(number); }
    const focused = root.getRootNode().activeElement;
    data.slides.forEach((slide, place) => {
      if (!cards.has(slide.number)) cards.set(slide.number, createCard(slide, context));
      const card = cards.get(slide.number);
      if (root.children[place] !== card.root) root.insertBefore(card.root, root.children[place] ?? null);
      card.update(slide, place);
    });
    // Moving a node in the document takes the focus away from it.
    if (focused && root.contains(focused) && root.getRootNode().activeElement !== focused) focused.focus();
  }
  return {
    update,
    remove() {
      document.removeEventListener("atlas:leave", commitAll);
      window.atlasDelivery.behind.delete(isBehind);
      root.remove();
      live.remove();
    },
  };
}

function createCard(first, context) {
  let slide = first, place = 0, timer = null;
  const { ui } = context.data;
  const id = `slide-${first.number}`;
  const number = make("span", { class: "number" });
  const kind = make("span", { class: "kind" });
  const image = make("img", { loading: "lazy", decoding: "async", width: 1200, height: 675 });
  const problem = make("p", { class: "problem" });
  const headline = make("textarea", { id: `${id}-headline`, rows: 2, maxlength: 2000, oninput: later, onchange: commit });
  const remark = make("textarea", { id: `${id}-remark`, rows: 2, maxlength: 2000, oninput: later, onchange: commit });
  /** Words of the person, kept while a proposal stands in the field: nothing typed is lost by looking at one. */
  let own = "";
  const choices = ["finding", "question", "neutral", "own"].map((name, kind) =>
    make("button", { type: "button", class: "choice", onclick: () => choose(kind) }, ui[name]));
  const choiceRow = make("div", { class: "choices", role: "group", "aria-label": ui.proposals }, ...choices);
  const gemeinden = make("input", { type: "checkbox", onchange: commit });
  const gemeindenRow = make("label", { class: "check" }, gemeinden, ui.gemeinden);
  const beside = make("input", { type: "checkbox", onchange: commit });
  const besideRow = make("label", { class: "check" }, beside, ui.beside);
  const selects = ui.map.map(([name, , options]) =>
    make("select", { name, onchange: commit }, ...options.map(([value, words]) => make("option", { value }, words))));
  const districts = ui.districts.map(([value]) => make("input", { type: "checkbox", value, onchange: commit }));
  const outlined = make("summary");
  const mapRow = make("div", { class: "map" },
    gemeindenRow,
    ...selects.map((select, n) => make("label", { class: "choice" }, ui.map[n][1], select)),
    make("details", {}, outlined, make("div", { class: "districts" },
      ...districts.map((box, n) => make("label", { class: "check" }, box, ui.districts[n][1])))));
  const button = (name, sign, act) => make("button", { type: "button", class: "icon", onclick: act }, make("span", { "aria-hidden": "true" }, sign));
  const up = button("up", "↑", () => move(-1));
  const down = button("down", "↓", () => move(1));
  const out = button("remove", "✕", remove);
  const png = make("a", { class: "link", download: true }, "PNG");
  const svg = make("a", { class: "link", download: true }, "SVG");
  const copy = navigator.clipboard?.write && window.ClipboardItem
    ? make("button", { type: "button", class: "link", onclick: copyPicture }, ui.copy) : null;
  const root = make("li", { class: "slide", onkeydown: onKey },
    make("div", { class: "order" }, number, up, down, out),
    make("div", { class: "picture" }, image, problem),
    make("div", { class: "words" },
      kind,
      make("label", { for: `${id}-headline` }, ui.headline), headline, choiceRow,
      make("label", { for: `${id}-remark` }, ui.remark), remark,
      besideRow,
      mapRow,
      make("div", { class: "links" }, make("span", {}, ui.picture), png, svg, copy)));

  const isOwn = (text) => text !== "" && !slide.proposals.includes(text);

  /** The finding is what an empty field shows: it goes on with the data. */
  function choose(kind) {
    if (isOwn(headline.value.trim())) own = headline.value.trim();
    headline.value = kind === 3 ? own : kind === 0 ? "" : slide.proposals[kind];
    showChoices();
    commit();
  }

  function showChoices() {
    const text = headline.value.trim();
    const chosen = text === "" ? 0 : isOwn(text) ? 3 : slide.proposals.indexOf(text);
    choices.forEach((choice, kind) => choice.setAttribute("aria-pressed", String(kind === chosen)));
    choices[3].hidden = !own && chosen !== 3;
    choiceRow.hidden = slide.proposals.length === 0;
  }

  const chosenForMap = () => ({
    gemeinden: gemeinden.checked,
    ...Object.fromEntries(selects.map((select) => [select.name, select.value])),
    outlined: districts.filter((box) => box.checked).map((box) => box.value).join(","),
  });

  function showMap(chosen) {
    mapRow.hidden = chosen === null;
    if (chosen === null) return;
    gemeinden.checked = chosen.gemeinden;
    for (const select of selects) select.value = chosen[select.name];
    const marked = new Set(chosen.outlined.split(","));
    for (const box of districts) box.checked = marked.has(box.value);
    const names = ui.districts.filter(([ags]) => marked.has(ags)).map(([, words]) => words);
    outlined.textContent = `${ui.outlined}: ${names.join(", ") || ui.no_outlined}`;
  }

  function later() { clearTimeout(timer); timer = setTimeout(commit, TYPING_PAUSE_MS); showChoices(); }

  function commit() {
    clearTimeout(timer);
    timer = null;
    const words = { headline: headline.value.trim(), remark: remark.value.trim() };
    const map = slide.map && chosenForMap();
    const told = { ...words, ...map, ...(slide.beside === null ? {} : { beside: beside.checked }) };
    if (Object.entries(told).every(([name, value]) => ({ ...slide, ...slide.map })[name] === value)) return;
    Object.assign(slide, words, { map, beside: told.beside ?? null });
    showMap(map);
    context.report({ act: "edit", number: slide.number, ...told });
  }

  function move(step) {
    const to = place + step;
    if (to < 0 || to >= context.data.slides.length) return;
    context.report({ act: "move", number: slide.number, to });
    context.say(fill(ui.moved, { name: slide.headline || slide.own, place: to + 1, of: context.data.slides.length }));
  }

  /** Once for a double click, of which the second half would meet the slide that has come up meanwhile. */
  function remove(event) {
    if (event.detail > 1) return;
    context.report({ act: "remove", number: slide.number });
    context.say(fill(ui.removed, { name: slide.headline || slide.own }));
    const next = root.nextElementSibling ?? root.previousElementSibling;
    next?.querySelector("button.icon:not([aria-disabled])")?.focus();
  }

  function onKey(event) {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1);
  }

  async function copyPicture() {
    // With the words typed right before, which the server draws a moment later.
    const picture = window.atlasDelivery.draw().then(() => fetch(slide.png)).then((answer) => answer.ok ? answer.blob() : Promise.reject(new Error(answer.status)));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      copy.textContent = ui.copied;
    } catch {
      copy.textContent = ui.not_copied;
    }
    setTimeout(() => { copy.textContent = ui.copy; }, 4000);
  }

  /** Words the person is typing stay as they are; the answer to them may be older than the last letter. */
  const isOld = () => timer !== null
    || (context.data.turn < context.turn && performance.now() - context.sentAt < ANSWER_MS);

  function show(field, text, placeholder) {
    field.placeholder = placeholder;
    if (!isOld() && field.value.trim() !== text && root.getRootNode().activeElement !== field) field.value = text;
  }

  function disable(node, disabled) {
    // A disabled button would drop the focus; this one only says that it cannot do anything.
    if (disabled) node.setAttribute("aria-disabled", "true"); else node.removeAttribute("aria-disabled");
  }

  function update(next, at) {
    const typed = ({ headline, remark, map, beside }) => ({ headline, remark, map, beside });
    slide = isOld() ? { ...next, ...typed(slide) } : { ...next };
    place = at;
    number.textContent = String(at + 1);
    const fields = { n: at + 1, name: next.headline || next.own };
    const name = (node, sentence) => { const words = fill(sentence, fields); node.setAttribute("aria-label", words); node.title = words; };
    name(up, ui.up); name(down, ui.down); name(out, ui.remove);
    disable(up, at === 0);
    disable(down, at === context.data.slides.length - 1);
    root.setAttribute("aria-label", fill(ui.slide, fields));
    kind.textContent = next.kind;
    show(headline, next.headline, next.own);
    show(remark, next.remark, ui.remark_hint);
    showChoices();
    showMap(slide.map);
    besideRow.hidden = slide.beside === null;
    beside.checked = slide.beside === true;
    problem.hidden = !next.problem;
    problem.textContent = next.problem;
    image.hidden = Boolean(next.problem);
    if (!next.problem && image.getAttribute("src") !== next.image) {
      image.classList.add("loading");
      image.onload = () => image.classList.remove("loading");
      image.src = next.image;
    }
    image.alt = next.alt;
    png.href = next.png; svg.href = next.svg;
    for (const [link, sentence] of [[png, ui.png], [svg, ui.svg]]) link.setAttribute("aria-label", fill(sentence, fields));
    root.querySelector(".links").hidden = Boolean(next.problem);
  }
  return { root, update, commit };
}
