/**
 * Types once more what had not arrived when its page was left or loaded anew.
 *
 * The words lie in the session storage of this tab until the page is opened again in it, and are deleted as they are read.
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
    if (!typed.size || window.atlasDelivery.isDone()) return;
    const fields = [...typed].map(([field, place]) => ({ ...place, words: field.value }));
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ page: window.location.pathname, at: Date.now(), fields }));
    } catch { /* A browser that keeps nothing has asked before it left. */ }
  }

  function take() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      if (kept?.page !== window.location.pathname) return [];
      sessionStorage.removeItem(KEY);
      return Date.now() - kept.at < LONGEST_MS ? kept.fields : [];
    } catch {
      return [];
    }
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
  if (kept.length) restore(kept);
})();
