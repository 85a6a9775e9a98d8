"""Says in a sentence that the database does not answer, where a page needs it; the reading pages go on."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analytics.language import Wording
from analytics.language.store_errors import store_sentence
from data.errors import StoreError


@contextmanager
def store_guard(w: Wording) -> Iterator[None]:
    """What needs the store; when it fails, a sentence stands in its place."""
    try:
        yield
    except StoreError as error:
        st.warning(store_sentence(error, w), icon=":material/cloud_off:")
