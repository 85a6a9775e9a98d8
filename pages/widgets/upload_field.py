"""The field for files: what it takes may be sent to the server, and nothing while a page shows none."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.operation import holding


def upload_field(label: str, *, largest_mb: int, **options: Any) -> Any:
    """Streamlit's field for files, open at the server for files of this size.

    Args:
        label: what to send.
        largest_mb: size of the largest file.
        options: as of `st.file_uploader`.
    """
    holding.ask_for_files(largest_mb)
    return st.file_uploader(label, max_upload_size=largest_mb, **options)
