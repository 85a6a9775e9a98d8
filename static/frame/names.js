/**
 * Buttons that read alike on one page ("Quelle", "In die Präsentation") tell a screen reader what they belong to. The
 * name begins with the words one sees, so that whoever speaks them to the computer hits the button. A sign within a text, which Streamlit
 * calls "block icon" or the like in every language, is left unspoken: the words beside it say what it means. The
 * row of tabs is named as well, and what of it and of the bar leads to the page one is on.
 */
(() => {
  const { figures, sections } = JSON.parse(document.getElementById("frame-words").textContent).names;
  const CONTROLS = [
    '[class*="st-key-figure_"] :is(button, summary, a[href*="/export/"])',
    '[class*="st-key-kpi_"] button',
    '[class*="st-key-collect_kpis_"] button',
  ].join(", ");
  const text = (node) => node?.textContent.trim().replace(/\s+/g, " ") ?? "";

  /** What one sees of a button: its words, without the icon, which is a word to the browser. */
  function label(control) {
    return text(control.querySelector('[data-testid="stMarkdownContainer"]')) || (control.querySelector('[data-testid="stIconMaterial"]') ? "" : text(control));
  }

  function subject(control) {
    const figure = control.closest('[class*="st-key-figure_"]');
    if (figure) return text(figure.querySelector("h2, h3"));
    if (control.closest('[class*="st-key-collect_kpis_"]')) return figures[document.documentElement.lang] ?? "";
    for (let part = control.parentElement; part; part = part.parentElement) {
      const metric = part.querySelector('[data-testid="stMetricLabel"]');
      if (metric) return text(metric);
    }
    return "";
  }

  function nameAll() {
    for (const control of document.querySelectorAll(CONTROLS)) {
      const [seen, of] = [label(control), subject(control)];
      const name = `${seen}: ${of}`;
      if (seen && of && control.getAttribute("aria-label") !== name) control.setAttribute("aria-label", name);
    }
  }

  function silenceSigns() {
    for (const sign of document.querySelectorAll('[role="img"][aria-label$=" icon"]')) {
      sign.removeAttribute("role");
      sign.removeAttribute("aria-label");
      sign.setAttribute("aria-hidden", "true");
    }
  }

  function mark(link, value) {
    if (value && link.getAttribute("aria-current") !== value) link.setAttribute("aria-current", value);
    if (!value && link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
  }

  /** The row of tabs becomes a navigation, and the bar marks the entry whose first page leads the row. */
  function markTabs() {
    const row = document.querySelector(".st-key-tabs");
    const tabs = [...(row?.querySelectorAll("a") ?? [])];
    if (row && !row.hasAttribute("role")) row.setAttribute("role", "navigation");
    if (row) row.setAttribute("aria-label", sections[document.documentElement.lang] ?? "");
    // Streamlit leaves the address of the start page empty, which would be the page one is on.
    const start = new URL(".", window.location.href).pathname;
    for (const tab of tabs) if (!tab.getAttribute("href")) tab.setAttribute("href", start);
    for (const tab of tabs) mark(tab, tab.pathname === window.location.pathname ? "page" : "");
    for (const link of document.querySelectorAll('[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]')) {
      if (link.getAttribute("aria-current") === "page") continue;
      mark(link, tabs.length && link.pathname === tabs[0].pathname ? "true" : "");
    }
  }

  let asked = 0;
  const later = () => { asked ||= requestAnimationFrame(() => { asked = 0; nameAll(); silenceSigns(); markTabs(); }); };
  new MutationObserver(later).observe(document.body, { subtree: true, childList: true, characterData: true });
  new MutationObserver(later).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
})();
