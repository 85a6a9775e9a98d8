"""The frame around every page: language, navigation, page, footer."""

import streamlit as st

from pages.shell import cache, layout, state
from pages.shell.registry import page_entries

w = state.settle_language()
cache.settle_atlas()
entries = page_entries(w)
pages = {
    entry.url_path: st.Page(
        entry.script,
        title=entry.title,
        url_path=entry.url_path,
        default=entry.is_start,
        visibility="visible" if entry.in_navigation else "hidden",
    )
    for entry in entries
}
sections: dict[str, list[st.Page]] = {}
for entry in entries:
    sections.setdefault(entry.section, []).append(pages[entry.url_path])
current = st.navigation(sections, position="top")
layout.configure(current.title, w)
with layout.frame(pages, w):
    current.run()
