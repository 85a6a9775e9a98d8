"""The server: `streamlit run app.py` starts it.

The script it runs is pages/frame.py. It lies beside the pages, because a `pages/` folder beside the script
would let the first deep link after a start run its page without the frame.
"""

import streamlit as st

from pages.shell.middleware import middleware
from pages.shell.routes import routes
from pages.shell.server import lifespan, report_script_error

app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    routes=routes(),
    middleware=middleware(),
    on_script_error=report_script_error,
)
