/**
 * Types once more what had not arrived when its page was left or loaded anew, and says which files went with it.
 *
 * Words and names lie in the session storage of this tab until the page is opened again in it, the names until any page
 * of the atlas is, and are deleted as they are read. The files themselves cannot be kept.
 */
(() => {
  const KEY = "ankommen-atlas-unsent";
  const LONGEST_MS = 600_000;
  const LOOK_EVERY_MS = 100;
  const PATIENCE_MS = 30_000;
  const FIELD = 'textarea, input[type="text"]:not([role="combobox"])';
  const OWN_ELEMENT = '[data-testid^="stBidiComponent"]';
  /** The words of each field since the server had everything. */
  const typed = new Map();

  const fieldsIn = (part) => {
    const inner = [...part.querySelectorAll(OWN_ELEMENT)].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll(FIELD) ?? [])]);
    return [...part.querySelectorAll(FIELD), ...inner];
  };

  /** Where a field is found again: the class its part of the page keeps, and which of the fields in there it is. */
  function placeOf(field, path) {
    const part = path.find((node) => node instanceof Element && /(^|\s)st-key-/.test(node.className));
    const name = [...(part?.classList ?? [])].find((one) => one.startsWith("st-key-"));
    return name && { name, number: fieldsIn(part).indexOf(field) };
  }

  function note(event) {
    const path = event.composedPath();
    if (window.atlasDelivery.isDelivered()) typed.clear();
    const place = path[0] instanceof Element && path[0].matches(FIELD) && placeOf(path[0], path);
    if (place && place.number >= 0) typed.set(path[0], place);
  }

  function keep() {
    const { isDone, passingFiles } = window.atlasDelivery;
    const fields = isDone() ? [] : [...typed].map(([field, place]) => ({ ...place, words: field.value }));
    const files = passingFiles();
    if (!fields.length && !files.length) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ page: window.location.pathname, at: Date.now(), fields, files }));
    } catch { /* A browser that keeps nothing has asked before it left. */ }
  }

  function take() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      const isHere = kept?.page === window.location.pathname;
      const { fields = [], files = [] } = kept && Date.now() - kept.at < LONGEST_MS ? kept : {};
      if (isHere || !fields.length) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify({ ...kept, files: [] }));
      return { fields: isHere ? fields : [], files };
    } catch {
      return { fields: [], files: [] };
    }
  }

  /** Stays until it is closed: whoever comes back may look elsewhere first. */
  function say(files) {
    const { lost, close } = JSON.parse(document.getElementById("frame-words").textContent).files;
    const { lang } = document.documentElement;
    const [notice, sentence, button] = ["div", "p", "button"].map((name) => document.createElement(name));
    Object.assign(notice, { id: "lost-files", className: "frame-notice lost" }).setAttribute("role", "alert");
    sentence.textContent = (lost[lang] ?? lost.en).replace("{files}", () => files.join(", "));
    button.textContent = close[lang] ?? close.en;
    button.addEventListener("click", () => notice.remove());
    notice.append(sentence, button);
    document.body.append(notice);
  }

  function type(field, words) {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, words);
    for (const kind of ["input", "change", "focusout"]) field.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
  }

  /** Looks for the fields until the page has drawn them; one that does not come back is given up. */
  function restore(fields) {
    const app = document.querySelector('[data-testid="stApp"]');
    const isReady = window.atlasDelivery?.send && app?.dataset.testScriptState === "notRunning";
    const missing = fields.filter(({ name, number, words }) => {
      const part = isReady ? document.querySelector(`.${CSS.escape(name)}`) : null;
      const field = part && fieldsIn(part)[number];
      if (field && field.value !== words) type(field, words);
      return !field;
    });
    if (missing.length && performance.now() < PATIENCE_MS) setTimeout(restore, LOOK_EVERY_MS, missing);
  }

  document.addEventListener("input", note, { capture: true });
  window.addEventListener("pagehide", keep);
  const kept = take();
  if (kept.fields.length) restore(kept.fields);
  if (kept.files.length) say(kept.files);
})();
