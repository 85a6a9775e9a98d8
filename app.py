"""The server: `streamlit run app.py` starts it.

The script it runs is pages/frame.py. It lies beside the pages, because a `pages/` folder beside the script
would let the first deep link after a start run its page without the frame.
"""

import gc

import streamlit as st

# Python looks for garbage among all modules again and again while they are imported: a fifth of that time.
gc.disable()
try:
    from pages.server.lifespan import lifespan, report_script_error, settings_or_leave
    from pages.server.middleware import middleware
    from pages.server.routes.listing import routes
    from pages.session.signin import secrets_from
finally:
    gc.enable()

app = st.App(
    "pages/frame.py",
    secrets=secrets_from(settings_or_leave()),
    lifespan=lifespan,
    routes=routes(),
    middleware=middleware(),
    on_script_error=report_script_error,
)
