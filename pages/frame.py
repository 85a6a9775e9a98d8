"""The frame around every page: language, navigation, page, footer. It offers and opens what the role allows."""

import streamlit as st

from pages.shell import account, cache, layout, permission, state
from pages.shell.delivery import confirm_delivery, take_delivery
from pages.shell.failure import failures_told
from pages.shell.operate.metrics import measure_rerun
from pages.shell.operate.seats import settle_seat
from pages.shell.registry import page_entries
from pages.shell.studio.address import take_link
from pages.shell.studio.browser_copy import show_browser_copy
from pages.shell.studio.held import held

w = state.settle_language()
cache.settle_atlas()
asking = permission.settle_actor()
take_link(w)
entries = page_entries(w, slides=len(held().slides))
pages = {
    entry.url_path: st.Page(
        entry.script,
        title=entry.title,
        url_path=entry.url_path,
        default=entry.is_start,
        visibility="visible" if entry.in_navigation and asking.may(entry.action) else "hidden",
    )
    for entry in entries
}
sections: dict[str, list[st.Page]] = {}
for entry in entries:
    sections.setdefault(entry.section, []).append(pages[entry.url_path])
current = st.navigation(sections, position="top")
asked = next(entry for entry in entries if pages[entry.url_path] is current)
state.settle_page(asked.url_path)
layout.configure(asked.name, w)
with layout.frame(pages, w):
    received = take_delivery()
    show_browser_copy()
    with failures_told(w), measure_rerun(asked.url_path):
        account.show_bar(w)
        seated = settle_seat(w)
        if seated and asking.may(asked.action):
            current.run()
        elif seated:
            permission.show_closed_page(asked.name, asked.action, w)
confirm_delivery(received)
