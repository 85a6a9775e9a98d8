/**
 * One entry in the browser's history for each view. Streamlit adds one whenever the script writes the address, also
 * when only a filter changed; going back to such an entry shows nothing new, so the visitor has to press Back twice.
 * Here a change on the same page replaces its entry, and only another page, or the other language, adds one.
 */
(() => {
  const PAGE_LINKS = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]';
  const push = window.history.pushState.bind(window.history);
  const replace = window.history.replaceState.bind(window.history);
  /** The page a link was pressed for, until it has come. */
  let awaited = null;

  function awaitPage(path) {
    awaited = path;
    // A page that has not come by then, because the line is cut, will not come.
    setTimeout(() => { if (awaited === path) awaited = null; }, 10_000);
  }

  /** The page one moves to keeps the language: the address alone says which words an entry shows. */
  function inLanguage(address) {
    const { lang } = document.documentElement;
    if (lang !== "de" && !address.searchParams.has("lang")) address.searchParams.set("lang", lang);
    return address;
  }

  window.history.pushState = (state, unused, to) => {
    const address = new URL(to ?? "", window.location.href);
    const isSamePage = address.pathname === window.location.pathname;
    if (!isSamePage) {
      awaited = null;
      push(state, unused, inLanguage(address));
    } else if (state?.isView) push(state, unused, to);
    // Streamlit hears what the next page writes before it has its address: it is about to push both, and the entry of
    // the page that is left keeps its filters.
    else if (awaited === null) replace(state, unused, to);
  };

  window.addEventListener("popstate", () => { awaited = null; });
  // Last of all listeners: a click that another one holds back has not led anywhere yet.
  window.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const isLogo = event.target.closest('[data-testid="stLogoLink"]');
    const link = event.target.closest(PAGE_LINKS);
    const path = isLogo ? "/" : link && new URL(link.href).pathname;
    if (path && path !== window.location.pathname) awaitPage(path);
    if (event.target.closest('[data-testid="stSkipToContent"]')) skipToContent(event);
  });

  /** As an ordinary link it would add an entry of its own. */
  function skipToContent(event) {
    const content = document.getElementById("stMain");
    if (!content) return;
    event.preventDefault();
    content.focus();
  }
})();
