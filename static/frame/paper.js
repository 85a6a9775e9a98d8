/* Two moments of a page that style sheets alone cannot serve: its arrival and its way to paper. */
(() => {
  const root = document.documentElement;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  const DRAWINGS = ".js-plotly-plot .main-svg";

  /** The longest a page is held back: after its script has run, and in all; in milliseconds. */
  const PATIENCE_MS = { afterRun: 4000, inAll: 30000 };

  /** Whether an element of our own has its place but not yet its height: what stands below it would be pushed down. */
  const isEmpty = (element) => element.getClientRects().length > 0 && element.offsetHeight === 0;
  const hasEmpty = () => [...document.querySelectorAll('[data-testid="stMain"] [data-testid^="stBidiComponent"]')].some(isEmpty);

  /** Shows the page once its script has run and nothing on it is a placeholder any more. */
  function arrive() {
    let ranAt = Infinity;
    root.classList.add("arriving");
    const look = () => {
      const now = performance.now();
      const app = document.querySelector('[data-testid="stApp"]');
      const hasRun = app?.dataset.testScriptState === "notRunning" && app.querySelector('[data-testid="stElementContainer"]');
      if (hasRun) ranAt = Math.min(ranAt, now);
      const waiting = document.querySelector('[data-testid="stSkeleton"]') || document.fonts.status !== "loaded" || hasEmpty();
      const ready = ranAt < Infinity && (!waiting || now - ranAt > PATIENCE_MS.afterRun);
      if (!ready && now <= PATIENCE_MS.inAll) return requestAnimationFrame(look);
      root.classList.remove("arriving");
      return loadPaperFonts();
    };
    requestAnimationFrame(look);
  }

  /** Fonts that only paper needs would come too late when printing begins; only Firefox needs them (see page.css). */
  function loadPaperFonts() {
    if (!CSS.supports("-moz-appearance", "none")) return;
    for (const weight of [400, 600]) document.fonts.load(`${weight} 16px "Figtree Paper"`);
  }

  /** Draws every chart as wide as its place is now; on paper it may still shrink as a whole. */
  function fitCharts(onPaper) {
    each(".js-plotly-plot", (chart) => {
      const width = chart.closest('[data-testid="stFullScreenFrame"]')?.clientWidth;
      if (width && window.Plotly) window.Plotly.relayout(chart, { width });
    });
    if (onPaper) keeper.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["width", "height"] });
    else keeper.disconnect();
    each(DRAWINGS, (drawing) => (onPaper ? letShrink(drawing) : drawing.removeAttribute("viewBox")));
  }

  function letShrink(drawing) {
    const whole = `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`;
    if (drawing.getAttribute("viewBox") !== whole) drawing.setAttribute("viewBox", whole);
  }

  /** On a busy machine Streamlit may draw a chart once more after it was fitted, as wide as the screen: its right side would be cut. */
  const keeper = new MutationObserver(() => each(DRAWINGS, letShrink));

  /** What a page keeps behind a heading (see `more_` in the pages) belongs on paper, too. */
  function openMore(onPaper) {
    each('[class*="st-key-more_"] > details, [class*="st-key-more_"] [data-testid="stExpander"] > details', (details) => {
      if (details.closest('[class*="st-key-table_"]')) return;
      if (onPaper && !details.open) details.dataset.onPaper = "";
      if ("onPaper" in details.dataset) details.open = onPaper;
      if (!onPaper) delete details.dataset.onPaper;
    });
  }

  /** Rows of columns keep the shares they have on the screen. */
  function shareRows(onPaper) {
    each('[data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"])', (row) => {
      const shares = [...row.children].map((column) => `minmax(0, ${column.offsetWidth || 1}fr)`);
      row.style.gridTemplateColumns = onPaper ? shares.join(" ") : "";
    });
  }

  /** The longest address that is printed as a whole; a presentation's holds all its slides. */
  const LONGEST_ADDRESS = 200;

  /** Writes into the imprint of the paper when and from where it was printed. */
  function sign() {
    const { href, origin, pathname } = window.location;
    const address = href.length > LONGEST_ADDRESS ? origin + pathname : href;
    const date = new Date().toLocaleDateString(root.lang, { day: "numeric", month: "long", year: "numeric" });
    each("[data-printed]", (place) => {
      place.textContent = place.dataset.printed.replace("{date}", date).replace("{address}", () => address);
    });
  }

  function turn(onPaper) {
    if (root.classList.contains("on-paper") === onPaper) return;
    if (onPaper) sign();
    openMore(onPaper);
    shareRows(onPaper);
    root.classList.toggle("on-paper", onPaper);
    fitCharts(onPaper);
  }

  window.addEventListener("beforeprint", () => turn(true));
  window.addEventListener("afterprint", () => turn(false));
  // A preview that only changes the medium is paper, too.
  window.matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
  arrive();
})();
