"""The language switch at the top right, an element of our own.

Streamlit offers no place in its header. The element hangs its links at the end of that header, so that they stand with
the navigation and not in the content, and sets the document's language, which Streamlit leaves untouched after the
first load. It also mends what a screen reader hears of the phone's drawer: Streamlit puts the menus of the navigation
as bare blocks into a list, which breaks that list for all of its links.
"""

import streamlit as st

from analytics.language import Wording
from pages.session import state
from pages.session.callbacks import sent_value, shielded

_HTML = """
<nav>
  <a data-lang="de" lang="de" hreflang="de">DE</a><span aria-hidden="true">·</span>
  <a data-lang="en" lang="en" hreflang="en">EN</a>
</nav>
"""

_CSS = """
nav { position: fixed; top: 0.7rem; right: 1.25rem; z-index: 999991; display: flex; align-items: center;
      gap: 0.15rem; font: 500 0.875rem/1 Figtree, sans-serif; color: #4d5f58; }
a { color: #4d5f58; text-decoration: none; padding: 0.6rem 0.55rem; border-radius: 999px; }
a:hover { color: #0f2620; background: #e2ebe5; }
a[aria-current] { color: #0f2620; font-weight: 700; }
a:focus-visible { outline: 2px solid #1d6153; outline-offset: 1px; }
/* Between phone and desk the menu needs the whole bar, and on the narrowest screens logo and menu button fill it: the
   switch stands below. */
@media (max-width: 400px), (min-width: 700px) and (max-width: 1000px) { nav { top: 3.4rem; } }
@media print { nav { display: none; } }
"""

_JS = """
// Without the list the drawer is what it was meant to be: a navigation with links.
function mendDrawer() {
  const parts = '[data-testid="stSidebarNav"] ul, [data-testid="stSidebarNav"] li';
  for (const part of document.querySelectorAll(parts)) part.setAttribute('role', 'presentation');
}

// The header is drawn anew when a phone is turned, and the links with it.
function hang(place) {
  const header = document.querySelector('[data-testid="stHeader"]');
  if (header && place.parentElement !== header) header.append(place);
}

const places = new WeakMap();

function placeOf(parentElement) {
  const known = places.get(parentElement);
  if (known) return known;
  const place = document.createElement('div');
  place.id = 'language-switch';
  place.attachShadow({ mode: 'open' }).append(...parentElement.querySelectorAll('style, nav'));
  places.set(parentElement, place);
  return place;
}

export default function ({ parentElement, data, setTriggerValue }) {
  mendDrawer();
  // The drawer is built a moment later, and anew when a phone is turned.
  setTimeout(mendDrawer, 500);
  if (!window.drawerMended) {
    window.drawerMended = true;
    for (const moment of ['resize', 'click', 'focusin']) window.addEventListener(moment, () => setTimeout(mendDrawer));
  }
  document.documentElement.lang = data.lang;
  const place = placeOf(parentElement);
  hang(place);
  const watch = new MutationObserver(() => hang(place));
  watch.observe(document.querySelector('[data-testid="stAppViewContainer"]'), { childList: true, subtree: true });
  place.shadowRoot.querySelector('nav').setAttribute('aria-label', data.label);
  for (const link of place.shadowRoot.querySelectorAll('a')) {
    const lang = link.dataset.lang;
    link.title = data.names[lang];
    link.setAttribute('aria-label', `${link.textContent}, ${data.names[lang]}`);
    lang === data.lang ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current');
    const address = () => {
      const url = new URL(window.location.href);
      url.searchParams.set('lang', lang);
      return url.href;
    };
    link.href = address();
    link.onfocus = link.onpointerenter = () => { link.href = address(); };
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (lang === data.lang) return;
      // The other language is a view of its own: Back leads to this one.
      window.history.pushState({ isView: true }, '', address());
      setTriggerValue('lang', lang);
      document.dispatchEvent(new Event('atlas:sent'));
    };
  }
  return () => { watch.disconnect(); place.remove(); };
}
"""

_element = st.components.v2.component("language_switch", html=_HTML, css=_CSS, js=_JS)


def _take_choice() -> None:
    state.choose_language(str(sent_value("language_switch", "lang")))


def show_language_switch(w: Wording) -> None:
    """Draws the switch; a click reruns the page in the other language."""
    names = {"de": "Deutsch", "en": "English"}
    data = {"lang": w.lang, "label": w.text("Language"), "names": names}
    _element(key="language_switch", data=data, height=1, on_lang_change=shielded(_take_choice))
