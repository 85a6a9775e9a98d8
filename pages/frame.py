"""The frame around every page: language, navigation, page, footer. It offers and opens what the role allows."""

import streamlit as st

from pages.access import account, permission
from pages.access.session_limit import admit_session
from pages.facts import served
from pages.operation.holding import page_run
from pages.operation.metrics import measure_rerun
from pages.presentation.address import take_link
from pages.presentation.browser_copy import show_browser_copy
from pages.session import signin, state
from pages.session.draft import presentation_state
from pages.session.failure import failures_told
from pages.session.registry import make_page, page_entries
from pages.upload import files
from pages.widgets import layout
from pages.widgets.delivery import confirm_delivery, take_delivery
from pages.widgets.tabs import show_tabs

state.expect_nothing_shown()
w = state.resolve_language()
served.resolve_atlas()
asking = permission.resolve_actor()
take_link(w)
entries = page_entries(w, slides=len(presentation_state().slides))
signs_in = signin.is_configured()
offered = {
    entry.url_path
    for entry in entries
    if entry.section and asking.may(entry.action) and (signs_in or not entry.needs_sign_in)
}
pages = {entry.url_path: make_page(entry, is_offered=entry.url_path in offered) for entry in entries}
current = st.navigation(list(pages.values()), position="top")
asked = next(entry for entry in entries if pages[entry.url_path] is current)
state.resolve_page(asked.url_path)
layout.configure(asked.name, w)
with layout.frame(pages, w):
    show_tabs(pages, [entry for entry in entries if entry.url_path in offered], asked)
    received = take_delivery()
    kept = show_browser_copy()
    files_taken = page_run(trusted=asking.may("upload"), lang=w.lang)
    with failures_told(asked.name, w), measure_rerun(asked.url_path), files_taken:
        account.show_bar(w)
        admitted = admit_session(w)
        if admitted and asking.may(asked.action):
            current.run()
        elif admitted:
            permission.show_closed_page(asked.name, asked.action, w)
confirm_delivery(received, kept, [file.name for file in files.files()])
state.forget_shown()
