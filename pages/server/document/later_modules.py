"""Parts of Streamlit's front end a page asks for only when it draws them, named in its document to come with the rest.

Left to itself the browser learns of each element's module when the server's run has sent the element, a whole way to
the server and back after everything else; Plotly's is as large as all others together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import streamlit

from analytics.exports.views import PAGES

_MODULES = (Path(streamlit.__file__).parent / "static" / "static" / "js").resolve()
_IMPORT = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
# What the frame around every page is made of.
FRAME_ELEMENTS = ("BidiComponent", "Html", "PageLink")
CHART = "PlotlyChart"
CHART_PAGES = frozenset(name for name, page in PAGES.items() if any(view.shape == "chart" for view in page.views))
"""Pages that open with a chart."""


def module_links(url_path: str, known: str) -> str:
    """Links for the head of a page that name the modules of its elements.

    Args:
        url_path: of the page.
        known: the document so far; what it names already is left out.
    """
    elements = (*FRAME_ELEMENTS, CHART) if url_path in CHART_PAGES else FRAME_ELEMENTS
    names = dict.fromkeys(name for element in elements for name in module_files(element))
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names if name not in known
    )


@lru_cache(maxsize=16)
def module_files(element: str) -> tuple[str, ...]:
    """The module of an element and all it imports at once; empty when the front end has none of that name."""
    found: dict[str, None] = {}
    waiting = [file.name for file in _MODULES.glob(f"{element}.*.js")]
    while waiting:
        name = waiting.pop()
        if name not in found and (_MODULES / name).is_file():
            found[name] = None
            waiting += _IMPORT.findall((_MODULES / name).read_text(encoding="utf-8"))
    return tuple(found)


def module_file(name: str) -> Path:
    """Where a module of the front end lies."""
    return _MODULES / name
