"""The server: `streamlit run app.py` starts it.

The script it runs is pages/frame.py. It lies beside the pages, because a `pages/` folder beside the script
would let the first deep link after a start run its page without the frame.
"""

import streamlit as st

from pages.shell.middleware import middleware
from pages.shell.routes import routes
from pages.shell.server import lifespan, report_script_error
from pages.shell.settings import settings
from pages.shell.signin import secrets_from

app = st.App(
    "pages/frame.py",
    secrets=secrets_from(settings()),
    lifespan=lifespan,
    routes=routes(),
    middleware=middleware(),
    on_script_error=report_script_error,
)
