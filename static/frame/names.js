/**
 * Buttons that read alike on one page ("Quelle", "In die Präsentation") tell a screen reader what they belong to. The
 * name begins with the words one sees, so that whoever speaks them to the computer hits the button. A sign within a text, which Streamlit
 * calls "block icon" or the like in every language, is left unspoken: the words beside it say what it means.
 */
(() => {
  const { figures } = JSON.parse(document.getElementById("frame-words").textContent).names;
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

  let asked = 0;
  const later = () => { asked ||= requestAnimationFrame(() => { asked = 0; nameAll(); silenceSigns(); }); };
  new MutationObserver(later).observe(document.body, { subtree: true, childList: true, characterData: true });
  new MutationObserver(later).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
})();
