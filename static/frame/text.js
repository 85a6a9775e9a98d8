/**
 * The words Streamlit's front end writes itself, in German on a German page, and those of a programmer in plain words
 * on any. It has no setting for its language, so a closed list of its sentences is replaced where they appear, on the
 * screen and for screen readers alike. Each entry holds only inside one of Streamlit's own parts, so that no word of
 * the atlas or of a visitor's file is touched.
 */
(() => {
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const FIELD = /\{(\w+)\}/g;
  const escaped = (text) => text.replace(/[.*+?^$()[\]\\|]/g, "\\$&");
  const entries = JSON.parse(document.getElementById("frame-words").textContent).words.map(({ within, english, german, plain }) => ({
    within, german, plain, pattern: new RegExp(`^${escaped(english).replace(FIELD, "(?<$1>.+)")}$`, "s"),
  }));
  /** What was replaced, to say it anew when the page changes its language: node -> attribute (or "") -> [before, after]. */
  const replaced = new WeakMap();

  const isGerman = () => document.documentElement.lang === "de";

  /** What stands on a page of this language in the place of Streamlit's words; null for nothing else. */
  function said(text, element) {
    for (const { within, german, plain, pattern } of entries) {
      const match = pattern.exec(text);
      if (!match || !element.closest(within)) continue;
      const words = isGerman() ? german : plain;
      return words && words.replace(FIELD, (whole, name) => match.groups[name] ?? whole);
    }
    return null;
  }

  function settle(node, name, shown, write) {
    const known = replaced.get(node)?.get(name);
    const own = known && known[1] === shown ? known[0] : shown;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const words = own.trim();
    const found = words && element ? said(words, element) : null;
    // The space around it parts it from its neighbours.
    const after = found ? own.replace(words, () => found) : own;
    if (after === shown) return;
    replaced.set(node, (replaced.get(node) ?? new Map()).set(name, [own, after]));
    write(after);
  }

  function settleText(node) {
    settle(node, "", node.nodeValue, (text) => { node.nodeValue = text; });
  }

  function settleAttributes(element, names = ATTRIBUTES) {
    for (const name of names) {
      const value = element.getAttribute(name);
      if (value) settle(element, name, value, (text) => element.setAttribute(name, text));
    }
  }

  function settleBelow(root) {
    if (root.nodeType === Node.TEXT_NODE) { settleText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    settleAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) settleText(node);
      else settleAttributes(node);
    }
  }

  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "characterData") settleText(target);
      else if (type === "attributes") settleAttributes(target, [attributeName]);
      else addedNodes.forEach(settleBelow);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  new MutationObserver(() => settleBelow(document.body)).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  settleBelow(document.body);
})();
