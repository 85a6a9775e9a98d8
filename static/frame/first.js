/**
 * Takes the first view of the document away when the page itself is there: with its map, or without one when the
 * server's run has ended and none has come.
 */
(() => {
  const MAP_WAIT_MS = 4000;
  const LONGEST_WAIT_MS = 20000;
  const view = document.querySelector(".first-view");
  if (!view) return;

  const ran = new MutationObserver(() => {
    if (!document.querySelector("[data-delivered]")) return;
    ran.disconnect();
    setTimeout(end, MAP_WAIT_MS);
  });
  function end() {
    ran.disconnect();
    document.removeEventListener("atlas:drawn", end);
    view.remove();
  }
  document.addEventListener("atlas:drawn", end);
  ran.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-delivered"] });
  setTimeout(end, LONGEST_WAIT_MS);
})();
