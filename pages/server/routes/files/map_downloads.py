"""Downloads of the map: every file is drawn from the parameters of its address alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from analytics.exports.drawing.picture import PictureFormat, write_picture
from analytics.exports.html.map_file import write_map_html
from analytics.exports.presentation.choices import all_map_years, map_years, migration_kreise, migration_years
from analytics.exports.table import write_csv
from analytics.exports.views import ALL_NAMES, MARKS, MapView, draw_map_view
from analytics.language import Wording, get_wording
from analytics.maps.classes import METHODS
from analytics.maps.indicators import default_base_year, find_indicator, map_indicators
from analytics.maps.table import draw_map_table
from analytics.rates.rates import migration_age_groups
from analytics.rates.scopes import SCOPES
from analytics.subjects import defaults
from pages.facts import served
from pages.server.document.unknown import answer_misspelt
from pages.server.parameters import (
    MAP_FILTERS,
    BadParameterError,
    NoFigureError,
    choose,
    choose_language,
    refusal,
    refuse_filters,
    wording_of,
)

# Kept, but asked for again: the figures may have another version meanwhile.
_ASK_AGAIN = "private, max-age=0, must-revalidate"


@dataclass(frozen=True)
class MapRequest:
    """Parameters of a download, checked."""

    lang: str
    indicator: str
    age_group: str
    method: str
    scope: str
    year: int
    year_from: int | None
    kreis: str | None

    @property
    def view_params(self) -> dict[str, Any]:
        """What `compute_map_view` asks for: the same for all years and districts."""
        return {
            "indicator": self.indicator, "age_group": self.age_group, "method": self.method, "scope": self.scope,
            "year_from": self.year_from,
        }  # fmt: skip


def send_download(request: Request) -> Response:
    """Answers `/export/karte.<format>`; 400 or 404 with the values that would do when there is no such map."""
    file_format = request.path_params["file_format"]
    if file_format not in _WRITERS:
        return answer_misspelt(request, file_format, _WRITERS)
    try:
        wanted = read_request(request)
    except BadParameterError as error:
        status = 404 if isinstance(error, NoFigureError) else 400
        return PlainTextResponse(refusal(error, wording_of(request)), status_code=status)
    media_type, _ = _WRITERS[file_format]
    disposition = f'attachment; filename="{file_stem(wanted)}.{file_format}"'
    version = served.atlas().version
    headers = {"Content-Disposition": disposition, "Cache-Control": _ASK_AGAIN, "ETag": f'W/"{version}"'}
    if version in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = _written(file_format, wanted, version)
    return Response(content, media_type=media_type, headers=headers)


def read_request(request: Request) -> MapRequest:
    """The parameters of the address, each with its default.

    Raises:
        BadParameterError: a value is not one of the valid ones, or a filter is none of the map.
        NoFigureError: the indicator has no values for the year.
    """
    refuse_filters(request, MAP_FILTERS)
    atlas = served.atlas()
    kreise = migration_kreise(atlas)
    indicators = map_indicators(atlas)
    indicator = choose(request, "indikator", indicators, indicators[0])
    years = map_years(atlas, indicator)
    # First what no indicator has, then what this one lacks: each refusal lists the years that would do.
    year = choose(request, "jahr", all_map_years(atlas), years[-1])
    if year not in years:
        raise NoFigureError("jahr", year, years)
    # Proved also where it is not needed: a year that does not exist is never passed over.
    base = choose(request, "jahr_von", migration_years(atlas), str(default_base_year(atlas)))
    return MapRequest(
        lang=choose_language(request),
        indicator=indicator,
        age_group=choose(request, "alter", migration_age_groups(atlas), defaults.AGE),
        method=choose(request, "methode", METHODS, METHODS[0]),
        scope=choose(request, "ausschnitt", SCOPES, SCOPES[0]),
        year=int(year),
        year_from=int(base) if find_indicator(atlas, indicator).is_change else None,
        kreis=choose(request, "kreis", kreise, "") or None,
    )


def file_stem(wanted: MapRequest) -> str:
    """File name that says indicator, age group and year; plain ASCII."""
    age = wanted.age_group.replace("+", "-plus").replace(" ", "-")
    return f"karte_{wanted.indicator}_{age}_{wanted.year}"


# The last parameter only tells the entries apart: a new version is drawn anew.
@lru_cache(maxsize=64)
def _written(file_format: str, wanted: MapRequest, _version: str) -> bytes:
    return _WRITERS[file_format][1](wanted, get_wording(wanted.lang))


def _csv(wanted: MapRequest, w: Wording) -> bytes:
    table = draw_map_table(
        served.atlas(),
        w,
        indicator=wanted.indicator,
        age_group=wanted.age_group,
        scope=wanted.scope,
        year_from=wanted.year_from,
        year=wanted.year,
    )
    return write_csv(table, served.atlas(), w)


def _picture(file_format: PictureFormat) -> Callable[[MapRequest, Wording], bytes]:
    return lambda wanted, w: write_picture(served.atlas(), w, _shown(wanted, w), shape="a4", file_format=file_format)


def _shown(wanted: MapRequest, w: Wording) -> MapView:
    """The map as on paper: every district by its name and value, initiatives as marks."""
    return draw_map_view(
        served.atlas(), w, **wanted.view_params, year=wanted.year, kreis=wanted.kreis or "", members=MARKS,
        labels=ALL_NAMES,
    )  # fmt: skip


def _html(wanted: MapRequest, w: Wording) -> bytes:
    return write_map_html(served.atlas(), w, **wanted.view_params, year=wanted.year, kreis=wanted.kreis)


_WRITERS: dict[str, tuple[str, Callable[[MapRequest, Wording], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "png": ("image/png", _picture("png")),
    "svg": ("image/svg+xml", _picture("svg")),
    "html": ("text/html; charset=utf-8", _html),
}
