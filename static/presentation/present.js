/** The collection full screen: arrow keys, space, Home and End move, Escape leaves. Pictures come from our server. */

const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]);
const kept = new WeakMap();

const fill = (sentence, fields) => sentence.replace(/\{(\w+)\}/g, (whole, name) => String(fields[name] ?? whole));

export default function ({ data, parentElement }) {
  let show = kept.get(parentElement);
  if (!show) {
    show = createShow(parentElement);
    kept.set(parentElement, show);
  }
  show.update(data);
  return () => { show.close(); kept.delete(parentElement); };
}

function createShow(parentElement) {
  const find = (selector) => parentElement.querySelector(selector);
  const [open, dialog, stage] = [find(".open"), find("dialog"), find(".stage")];
  const [image, remark, count, live] = [find("img"), find(".remark"), find(".count"), find(".sr")];
  let data = null, at = 0;

  function go(place) {
    at = Math.min(Math.max(place, 0), data.slides.length - 1);
    const slide = data.slides[at];
    if (image.getAttribute("src") !== slide.image) image.src = slide.image;
    image.alt = slide.alt;
    remark.textContent = slide.remark;
    remark.hidden = !slide.remark;
    count.textContent = fill(data.ui.count, { n: at + 1, of: data.slides.length });
    live.textContent = `${count.textContent}: ${slide.title}`;
    find(".back").disabled = at === 0;
    find(".next").disabled = at === data.slides.length - 1;
    // The next picture travels while this one is explained.
    if (data.slides[at + 1]) new Image().src = data.slides[at + 1].image;
  }

  let entering = null;

  /** The focus is given back only when full screen is over: before, nothing outside of it can take the focus. */
  async function close() {
    // Who leaves while full screen is still coming would be left in an empty one.
    await Promise.race([entering, new Promise((done) => setTimeout(done, 1000))]);
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => null);
    if (dialog.open) dialog.close();
  }

  function giveFocusBack() {
    image.removeAttribute("src");
    open.focus();
    requestAnimationFrame(() => open.focus());
  }

  async function start() {
    dialog.showModal();
    go(0);
    stage.focus();
    // Without the browser's leave (an embedded page, a phone) the show fills the window.
    if (stage.requestFullscreen) entering = stage.requestFullscreen().catch(() => null);
    await entering;
  }

  function onKey(event) {
    if (event.target.matches("button") && [" ", "Enter"].includes(event.key)) return;
    const to = NEXT.has(event.key) ? at + 1 : BACK.has(event.key) ? at - 1
      : event.key === "Home" ? 0 : event.key === "End" ? data.slides.length - 1 : null;
    if (event.key === "Escape") close();
    else if (to === null) return;
    else go(to);
    event.preventDefault();
    event.stopPropagation();
  }

  open.onclick = start;
  dialog.onkeydown = onKey;
  find(".back").onclick = () => go(at - 1);
  find(".next").onclick = () => go(at + 1);
  find(".leave").onclick = close;
  image.onclick = () => go(at + 1);
  // In full screen the browser takes Escape for itself and only tells that it is over.
  stage.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement && dialog.open) dialog.close(); });
  dialog.addEventListener("close", giveFocusBack);

  return {
    close,
    update(next) {
      data = next;
      // Words typed right before the show are drawn a moment later.
      if (dialog.open) go(at);
      open.querySelector(".label").textContent = next.ui.open;
      dialog.setAttribute("aria-label", next.ui.title);
      for (const [name, words] of [["back", next.ui.back], ["next", next.ui.next], ["leave", next.ui.leave]]) {
        find(`.${name}`).setAttribute("aria-label", words);
        find(`.${name}`).title = words;
      }
    },
  };
}
