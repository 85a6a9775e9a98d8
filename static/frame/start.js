/**
 * A page that has been drawn by the server is painted before the scripts that make it live are fetched: both would
 * share the processor. In a crowd they are fetched when the reader presses the button or anything that does not answer
 * by itself; only then does the server keep a session for this reader.
 */
(() => {
  const { moment } = document.currentScript.dataset;
  const view = document.querySelector(".first-view");

  /** Puts in what the document has laid aside; scripts run in their order. */
  function start() {
    for (const part of document.getElementById("laid-aside").content.children) {
      const live = document.createElement(part.localName);
      for (const { name, value } of part.attributes) live.setAttribute(name, value);
      // Scripts that are put in later run in any order unless they are told not to.
      if (live.localName === "script") live.async = false;
      document.head.append(live);
    }
  }

  function startAfterPaint() {
    // A page in the background is not painted.
    if (document.hidden) start();
    else requestAnimationFrame(() => setTimeout(start));
  }

  function startWhenAsked() {
    const notice = view.querySelector(".wake");
    const button = notice.querySelector("button");
    function wake({ target }) {
      if (target.closest("a, [data-ags]")) return;
      view.removeEventListener("click", wake);
      button.disabled = true;
      notice.querySelector("[role=status]").textContent = notice.dataset.waiting;
      start();
    }
    notice.hidden = false;
    view.addEventListener("click", wake);
  }

  /** The other language keeps what the address asks for. */
  function keepAddress() {
    for (const link of view.querySelectorAll("a[hreflang]")) {
      const address = new URL(window.location.href);
      address.searchParams.set("lang", link.hreflang);
      link.href = address.href;
    }
  }

  keepAddress();
  document.addEventListener("atlas:chosen", keepAddress);
  if (moment === "asked") startWhenAsked();
  else startAfterPaint();
})();
