/**
 * One entry in the browser's history for each view. Streamlit adds one whenever the script writes the address, also
 * when only a filter changed; going back to such an entry shows nothing new, so the visitor has to press Back twice.
 * Here a change on the same page replaces its entry, and only another page, or the other language, adds one.
 * Back and Forward wait, as a link does, until the server has what was typed (see delivery.js): the entry that is left
 * comes back for as long, because whatever is sent goes along with the address, and only then Streamlit hears of it.
 */
(() => {
  const PAGE_LINKS = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]';
  const push = window.history.pushState.bind(window.history);
  const replace = window.history.replaceState.bind(window.history);
  /** The page a link was pressed for, until it has come. */
  let awaited = null;
  /** Where the present entry stands among those of this visit; each entry carries its own place. */
  let place = window.history.state?.place ?? 0;
  /** How far Back or Forward will lead once the server has everything; and whether it is on its way there. */
  let onward = 0;
  let isPassing = false;
  replace({ ...window.history.state, place }, "");

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
      push({ ...state, place: ++place }, unused, inLanguage(address));
    } else if (state?.isView) push({ ...state, place: ++place }, unused, to);
    // Streamlit hears what the next page writes before it has its address: it is about to push both, and the entry of
    // the page that is left keeps its filters.
    else if (awaited === null) replace({ ...state, place }, unused, to);
  };
  window.history.replaceState = (state, unused, to) => replace({ ...state, place }, unused, to);

  window.addEventListener("popstate", (event) => {
    awaited = null;
    // A link within the page adds an entry without a place.
    if (!event.state) replace({ place: place + 1 }, "");
    const distance = window.history.state.place - place;
    if (distance === 0) goOn(event);
    else if (isPassing || window.atlasDelivery.isDone()) pass(distance);
    else hold(event, distance);
  }, { capture: true });

  function pass(distance) {
    isPassing = false;
    place += distance;
  }

  function hold(event, distance) {
    event.stopImmediatePropagation();
    onward = distance;
    window.history.go(-distance);
  }

  /** The entry that was left is back; its page was never gone. */
  async function goOn(event) {
    event.stopImmediatePropagation();
    if (!await window.atlasDelivery.deliver()) return;
    isPassing = true;
    window.history.go(onward);
  }

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
