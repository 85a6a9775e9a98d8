"""What other systems can take away, as the page about open data shows it."""

from __future__ import annotations

import html
import threading
from urllib.parse import urlsplit

import streamlit as st

from analytics.exports.opendata.package import FORMAT_NAMES, Dataset, list_datasets
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.facts import package, served
from pages.operation.settings import settings
from pages.server.routes.opendata import mcp
from pages.server.routes.snapshot import ADDRESS, make_snapshot, pages_drawn, snapshot_size
from pages.session import presses
from pages.session.callbacks import shielded
from pages.session.state import base_path
from pages.widgets.layout import show_quietly

_MAKE = "snapshot"
_TELL_EVERY_S = 1.0
_CELL = "padding:0.4rem 0.75rem;border-bottom:1px solid #eeeae0;font-weight:400;vertical-align:top;text-align:left"
_HEAD = "padding:0.45rem 0.75rem;border-bottom:1px solid #d5d1c5;font-weight:600;color:#4d5f58;text-align:left"


def public_address() -> str:
    """Address of the atlas for examples: the operator's, or the one this visitor came by."""
    if settings().public_url:
        return settings().public_url.rstrip("/")
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}{base_path()}" if here.netloc else base_path()


def show_forms(w: Wording) -> None:
    """Which forms there are beside CSV, for whom."""
    show_quietly(
        w.text(
            "Tables with a value per area and year can also be had as JSON-stat 2.0, which tools of official "
            "statistics read."
        )
    )
    show_quietly(
        w.text(
            "A JSON file has its rows below data and says beside them, as GeoJSON, JSON-stat and Parquet do, how many "
            "of the values asked for it holds and why some are missing."
        )
    )
    show_quietly(
        w.text(
            "Each CSV file has a description by CSV on the Web beside it, at its address with -metadata.json behind "
            "it; borders can also be had as GeoParquet."
        )
    )


def show_distributions(w: Wording) -> None:
    """Every table, indicator and layer with a link to each of its forms."""
    rows = "".join(_row(dataset, w) for dataset in list_datasets(served.atlas(), package.descriptor()))
    head = "".join(f'<th scope="col" style="{_HEAD}">{text}</th>' for text in (w.text("Table"), w.text("Forms")))
    table = f'<table style="border-collapse:collapse;width:100%;font-size:0.875rem"><thead><tr>{head}</tr></thead>'
    st.html(f"{table}<tbody>{rows}</tbody></table>")


def _row(dataset: Dataset, w: Wording) -> str:
    title = html.escape(str(dataset.resource[{"de": "title_de", "en": "title"}[w.lang]]))
    # Relative to the page, so that the addresses hold below a base path too.
    links = " · ".join(
        f'<a style="color:#1d6153;white-space:nowrap" '
        f'href="data/{html.escape(dataset.link(ending, w.lang), quote=True)}" '
        f'aria-label="{title}: {FORMAT_NAMES[ending]}">{FORMAT_NAMES[ending]}</a>'
        for ending in dataset.formats
    )
    return f'<tr><th scope="row" style="{_CELL}">{title}</th><td style="{_CELL}">{links}</td></tr>'


def show_snapshot(w: Wording) -> None:
    """The snapshot to download; whoever comes first has it made."""
    size = snapshot_size()
    if size is None:
        st.button(
            w.text("Make the snapshot"), icon=":material/inventory_2:", key=_MAKE,
            on_click=shielded(presses.ask), args=(_MAKE,),
        )  # fmt: skip
    if presses.is_asked(_MAKE) and size is None:
        size = _made(w)
    if size is not None:
        label = w.text("Download the snapshot (ZIP, {size} MB)", size=w.number(size / 1e6, 1))
        st.link_button(label, ADDRESS.removeprefix("/"), icon=":material/download:")
    else:
        show_quietly(w.text("Made once for each version of the data; then it is there for everyone."))


def _made(w: Wording) -> int | None:
    """Has it made beside the page, which tells how far it is; who leaves meanwhile finds it made."""
    errors: list[AtlasError] = []
    making = threading.Thread(target=_make, args=(errors,), name="snapshot", daemon=True)
    making.start()
    with st.spinner(w.text("All pages are being drawn. This takes a minute or two.")):
        told = st.empty()
        while making.is_alive():
            told.caption(w.text("Pages ready so far: {n}", n=w.number(pages_drawn())))
            making.join(_TELL_EVERY_S)
        told.empty()
    for error in errors:
        st.warning(error_sentence(error, w), icon=":material/info:")
    return snapshot_size()


def _make(errors: list[AtlasError]) -> None:
    try:
        make_snapshot()
    except AtlasError as error:
        errors.append(error)


def show_tools(w: Wording) -> None:
    """How a language model asks the atlas itself."""
    st.markdown(
        w.text(
            "Assistants that speak the Model Context Protocol (MCP) ask the atlas at {address}: for values, ranks, "
            "districts, initiatives. They can only read. Each answer names its sources and what is missing; what "
            "nobody counts, such as returners, is refused with the reason.",
            address=f"`{public_address()}{mcp.ADDRESS}`",
        )
    )


def examples(w: Wording) -> dict[str, tuple[str, str]]:
    """How to fetch a table, by tool: name and lines."""
    data = f"{public_address()}/data"
    table, indicator = f"{data}/migration", f"{data}/indicators/net_per_1000"
    return {
        "curl": ("curl", f"curl -O {table}.csv\n# {w.text('only when it has changed')}\n"
                 f"curl --etag-save etag.txt --etag-compare etag.txt -o migration.csv {table}.csv"),
        "python": ("Python", f'import pandas as pd\n\nmigration = pd.read_parquet("{table}.parquet")\n'
                   f'rates = pd.read_csv("{indicator}.csv", dtype={{"ags": str}})'),
        "r": ("R", f'library(readr)\nlibrary(sf)\n\nmigration <- read_csv("{table}.csv", col_types = '
              f'cols(ags = "c"))\nareas <- st_read("{indicator}.geojson")'),
        "excel": ("Excel", w.text("Data → From Web → {address} → Load. The column ags is text.",
                                          address=f"{table}.csv")),
    }  # fmt: skip
