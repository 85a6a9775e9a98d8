/**
 * The words Streamlit's front end writes itself, in German on a German page. It has no setting for its language, so a
 * closed list of its sentences is replaced where they appear, on the screen and for screen readers alike. Each entry
 * holds only inside one of Streamlit's own parts, so that no word of the atlas or of a visitor's file is touched.
 */
(() => {
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const FIELD = /\{(\w+)\}/g;
  const escaped = (text) => text.replace(/[.*+?^$()[\]\\|]/g, "\\$&");
  const entries = JSON.parse(document.getElementById("frame-words").textContent).words.map(({ within, english, german }) => ({
    within, german, pattern: new RegExp(`^${escaped(english).replace(FIELD, "(?<$1>.+)")}$`, "s"),
  }));
  /** What was replaced, to give it back when the page changes to English: node -> attribute (or "") -> [before, after]. */
  const replaced = new WeakMap();

  const isGerman = () => document.documentElement.lang === "de";

  function translated(text, element) {
    for (const { within, german, pattern } of entries) {
      const match = pattern.exec(text);
      if (match && element.closest(within)) return german.replace(FIELD, (whole, name) => match.groups[name] ?? whole);
    }
    return null;
  }

  function settle(node, name, before, write) {
    const known = replaced.get(node)?.get(name);
    if (known && known[1] === before) {
      if (!isGerman()) write(known[0]);
      return;
    }
    if (!isGerman()) return;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const words = before.trim();
    const found = words && element ? translated(words, element) : null;
    if (found === null || found === words) return;
    // The space around it parts it from its neighbours.
    const after = before.replace(words, () => found);
    replaced.set(node, (replaced.get(node) ?? new Map()).set(name, [before, after]));
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
