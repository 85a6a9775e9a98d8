/**
 * In a crowd the page is read as the server drew it. The scripts that make it live are fetched when the reader presses
 * the button or anything of the picture; only then does the server keep a session for this reader.
 */
(() => {
  const scripts = JSON.parse(document.currentScript.dataset.scripts);
  const view = document.querySelector(".first-view");
  const notice = view.querySelector(".wake");
  const button = notice.querySelector("button");

  function wake({ target }) {
    if (target.closest("a")) return;
    view.removeEventListener("click", wake);
    button.disabled = true;
    notice.querySelector("[role=status]").textContent = notice.dataset.waiting;
    for (const [src, isModule] of scripts) {
      const script = document.createElement("script");
      if (isModule) Object.assign(script, { type: "module", crossOrigin: "" });
      // Scripts that are put in later run in any order unless they are told not to.
      document.head.append(Object.assign(script, { src, async: false }));
    }
  }

  /** The other language keeps what the address asks for. */
  for (const link of view.querySelectorAll("a[hreflang]")) {
    const address = new URL(window.location.href);
    address.searchParams.set("lang", link.hreflang);
    link.href = address.href;
  }
  notice.hidden = false;
  view.addEventListener("click", wake);
})();
