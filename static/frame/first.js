/**
 * Takes the first view of the document away when the page itself is there: with the elements it waits for, or without
 * them when the server's run has ended and they have not come.
 */
(() => {
  const MAP_WAIT_MS = 4000;
  const LONGEST_WAIT_MS = 20000;
  const view = document.querySelector(".first-view");
  if (!view) return;
  const missing = new Set(view.dataset.waits.split(" ").filter(Boolean));

  const ran = new MutationObserver(() => {
    if (!document.querySelector("[data-delivered]")) return;
    ran.disconnect();
    setTimeout(end, missing.size ? MAP_WAIT_MS : 0);
  });
  function end() {
    ran.disconnect();
    // paper.js holds the page back until its parts stand in their places.
    if (document.documentElement.classList.contains("arriving")) requestAnimationFrame(end);
    else view.remove();
  }
  document.addEventListener("atlas:drawn", ({ detail: mode }) => {
    missing.delete(mode);
    if (!missing.size) end();
  });
  ran.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-delivered"] });
  setTimeout(end, LONGEST_WAIT_MS);
})();
