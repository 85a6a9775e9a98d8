"""`/data/...`: tables, indicators and borders under stable addresses, for everyone and from every page."""

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

import pandas as pd
from geopandas.geodataframe import GeoDataFrame
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.exports.opendata.coverage import describe_coverage
from analytics.exports.opendata.csvw import CSVW, CSVW_TYPE, describe_csv
from analytics.exports.opendata.dcat import CATALOGUE_NAME, Publisher, write_catalogue
from analytics.exports.opendata.indicators import compute_indicator_table
from analytics.exports.opendata.jsonstat import JSONSTAT, area_names, is_cube, write_jsonstat
from analytics.exports.opendata.openapi import OPENAPI_NAME, Served, describe_api
from analytics.exports.opendata.package import (
    BORDERS_FOLDER,
    INDICATOR_FOLDER,
    INDICATOR_FORMATS,
    MEDIA_TYPES,
    licensed,
    list_datasets,
    served_descriptor,
    table_formats,
)
from analytics.exports.opendata.rows import (
    canonical,
    write_geoparquet,
    write_indicator_geojson,
    write_json,
    write_parquet,
    write_rows_csv,
)
from analytics.exports.presentation.choices import choices
from analytics.exports.views import VIEWS
from analytics.figure.sources import merge_citations, source_rows, split_ids
from analytics.language import LANGUAGES, get_wording
from analytics.maps.indicators import map_indicators
from analytics.memo import once_per_choice
from data.atlas import Atlas
from data.config import Config
from data.tables import PACKAGE_TABLES, TABLES
from data.tables.areas import PANEL_BOUNDARY
from pages.facts import package, served
from pages.operation.settings import settings
from pages.server.conditional import compress, taken_codings
from pages.server.document.spelling import usual_address
from pages.server.parameters import BadParameterError, choose, refusal, refuse_filters, wording_of
from pages.server.routes.opendata import mcp
from pages.session.registry import page_entries
from pages.session.state import DEFAULT_LANGUAGE

_DESCRIPTOR = "datapackage.json"
_ZIP_NAME = "ankommen-atlas-data.zip"
# Read in the browser, not kept as a file.
_INLINE = (_DESCRIPTOR, CATALOGUE_NAME, OPENAPI_NAME)
WHOLE_FILES = (_ZIP_NAME, _DESCRIPTOR, CATALOGUE_NAME, OPENAPI_NAME)
"""Files that are about all tables together."""
# They also change with the settings and the code, so the date of the data says nothing about them.
_NOT_ONLY_DATA = (_DESCRIPTOR, CATALOGUE_NAME, OPENAPI_NAME)
# What a script that asks for no language has always got.
_LABELS = "en"
# What becomes smaller; the others are packed in themselves.
_PACKED = ("csv", "json", "ttl")
# All there are, JSON-stat in both languages: a portal reads each of them daily, one after the other, and with fewer
# places none would still be there when its turn comes again. They take 45 MB, in brotli 4.
_KEPT_FILES = 352
# A fixed date makes the ZIP, and with it its ETag, the same on every start.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Reading is free for scripts of every page; no cookie is looked at here, so nothing can be read in someone's name.
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition, Content-Length, Link, Atlas-Figures",
}
PREFLIGHT = SHARED | {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


@lru_cache(maxsize=1)
def _root() -> Path:
    return Config.from_environment().package_root


@lru_cache(maxsize=1)
def _package_files() -> dict[str, Path]:
    """Address below /data/ -> file, for everything the package describes."""
    root = _root()
    files = {_DESCRIPTOR: root / _DESCRIPTOR}
    files |= {path.name: path for path in sorted((root / "sources").glob("*.csv"))}
    boundaries = sorted((root / "sources" / "boundaries").glob("*.geojson"))
    return files | {f"{BORDERS_FOLDER}/{path.name}": path for path in boundaries}


def _packed_bytes(name: str) -> bytes:
    """A file as it lies in the package: as shipped, or as the active versions make it."""
    stored = package.stored_files()
    if name == _DESCRIPTOR and (stored or settings().own_licence or not served.standing().is_well):
        return _write_plain(_packed_descriptor())
    return stored.get(name) or _package_files()[name].read_bytes()


def _packed_descriptor() -> dict[str, Any]:
    """The descriptor inside the package, with the licence the network decided on."""
    descriptor = package.descriptor()
    return descriptor | {"resources": [licensed(one, settings().own_licence) for one in descriptor["resources"]]}


def _zip_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in _package_files().items():
            member = zipfile.ZipInfo(path.relative_to(_root()).as_posix(), _ZIP_DATE)
            archive.writestr(member, _packed_bytes(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _writer(name: str, lang: str = _LABELS) -> Callable[[Atlas], bytes] | None:
    """What makes the file of this name; None when there is no such file.

    Args:
        name: address below /data/.
        lang: of the labels; JSON-stat alone has them in one language.
    """
    if name in _WRITERS:
        return _WRITERS[name]
    if name in _package_files():
        return lambda _: _packed_bytes(name)
    stem, _, ending = name.partition(".")
    if stem in PACKAGE_TABLES and ending in table_formats(stem):
        return lambda atlas: _write_table(atlas, stem, ending, lang)
    if (table := _described_table(name)) is not None:
        return lambda atlas: _write_plain(describe_csv(_resource(atlas, table)))
    folder, _, indicator = stem.partition("/")
    if folder == BORDERS_FOLDER and ending == "parquet" and f"{stem}.geojson" in _package_files():
        return lambda atlas: write_geoparquet(_borders(atlas, indicator), _facts(atlas, stem))
    known = folder == INDICATOR_FOLDER and indicator in map_indicators(served.atlas())
    is_there = known and ending in INDICATOR_FORMATS
    return (lambda atlas: _write_indicator(atlas, indicator, ending, lang)) if is_there else None


def _borders(atlas: Atlas, layer: str) -> GeoDataFrame:
    return atlas.load_east().areas if layer == PANEL_BOUNDARY else atlas.boundaries[layer]


def _described_table(name: str) -> str | None:
    """The table or indicator whose CSV a file describes; None when it describes none."""
    stem, _, ending = name.partition(".")
    is_there = ending == CSVW and (stem in PACKAGE_TABLES or _writer(f"{stem}.csv") is not None)
    return stem if is_there else None


def _frame(atlas: Atlas, table: str) -> pd.DataFrame:
    tables = atlas.tables() if table in TABLES else atlas.load_east().tables()
    return canonical(tables[table], table)


def _write_table(atlas: Atlas, table: str, ending: str, lang: str) -> bytes:
    frame = _frame(atlas, table)
    if ending == JSONSTAT:
        return _write_cube(atlas, frame, table, lang)
    if ending == "json":
        return write_json(frame, _coverage(atlas, table))
    return write_parquet(frame, _facts(atlas, table))


def _write_indicator(atlas: Atlas, indicator: str, ending: str, lang: str) -> bytes:
    table, stem = compute_indicator_table(atlas, indicator), f"{INDICATOR_FOLDER}/{indicator}"
    if ending == "csv":
        return write_rows_csv(table)
    if ending == JSONSTAT:
        return _write_cube(atlas, table, stem, lang)
    if ending == "parquet":
        return write_parquet(table, _facts(atlas, stem))
    coverage = _coverage(atlas, stem)
    if ending == "geojson":
        return write_indicator_geojson(table, atlas.boundaries["kreise_medium"], coverage)
    return write_json(table, coverage)


def _write_cube(atlas: Atlas, frame: pd.DataFrame, stem: str, lang: str) -> bytes:
    ids = split_ids(frame["source_ids" if "source_ids" in frame else "source_id"])
    return write_jsonstat(
        frame,
        _resource(atlas, stem),
        get_wording(lang),
        names=area_names(atlas, frame),
        source="; ".join(merge_citations(source_rows(atlas, ids, get_wording(lang))["citation"])),
        updated=served.changed_at().strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _resource(atlas: Atlas, stem: str) -> Mapping[str, Any]:
    return {**licensed(_described(atlas, stem), settings().own_licence), **_coverage(atlas, stem)}


def _described(atlas: Atlas, stem: str) -> Mapping[str, Any]:
    return next(dataset.resource for dataset in list_datasets(atlas, package.descriptor()) if dataset.stem == stem)


@once_per_choice
def _coverage(atlas: Atlas, stem: str) -> Mapping[str, str]:
    """What a table of areas and years asks for and has, in both languages; nothing of any other.

    Every form of the table says it, and to work it out takes longer than to write most of them.
    """
    folder, _, indicator = stem.rpartition("/")
    if folder == INDICATOR_FOLDER:
        frame = compute_indicator_table(atlas, indicator)
    elif stem in PACKAGE_TABLES and is_cube(stem):
        frame = _frame(atlas, stem)
    else:
        return MappingProxyType({})
    key, names = _described(atlas, stem)["schema"]["primaryKey"], area_names(atlas, frame)
    said = {lang: describe_coverage(frame, key, names, get_wording(lang)) for lang in LANGUAGES}
    return MappingProxyType({"coverage": said["en"], "coverage_de": said["de"]})


def _facts(atlas: Atlas, stem: str) -> dict[str, str]:
    """What a Parquet file says about itself."""
    resource = _resource(atlas, stem)
    licences = ", ".join(licence.get("title") or licence["path"] for licence in resource.get("licenses", ()))
    told = {"coverage": str(resource["coverage"])} if "coverage" in resource else {}
    return {"title": str(resource["title"]), "licence": licences, "data_version": atlas.version} | told


def _write_plain(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _write_catalogue(atlas: Atlas) -> bytes:
    own = settings()
    publisher = Publisher(own.publisher, own.publisher_url, own.publisher_email, own.contributor_id, own.own_licence)
    return write_catalogue(atlas, package.descriptor(), publisher=publisher, public_url=own.public_url)


def _describe_api(atlas: Atlas) -> dict[str, Any]:
    entries = page_entries(get_wording(DEFAULT_LANGUAGE))
    return describe_api(
        Served(
            version=atlas.version,
            public_url=settings().public_url,
            pages=tuple(entry.address.removeprefix("/") for entry in entries),
            datasets=list_datasets(atlas, package.descriptor()),
            choices={
                (view.name, param.name): valid
                for view in VIEWS.values()
                for param in view.params
                if (valid := choices(atlas, view.name, param)) is not None
            },
            has_tools=mcp.is_served(),
        )
    )


_WRITERS: dict[str, Callable[[Atlas], bytes]] = {
    _DESCRIPTOR: lambda atlas: _write_plain(served_descriptor(atlas, package.descriptor(), settings().own_licence)),
    CATALOGUE_NAME: _write_catalogue,
    OPENAPI_NAME: lambda atlas: _write_plain(_describe_api(atlas)),
    _ZIP_NAME: lambda _: _zip_bytes(),
}


_turns: defaultdict[str, Lock] = defaultdict(Lock)


# The last parameter only tells the entries apart: a new version is read anew.
@lru_cache(maxsize=_KEPT_FILES)
def _content(name: str, lang: str, _version: str) -> tuple[bytes, str]:
    """Bytes and ETag of a file."""
    write = _writer(name, lang)
    if write is None:
        raise KeyError(name)
    content = write(served.atlas())
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@lru_cache(maxsize=_KEPT_FILES)
def _brotli(name: str, lang: str, version: str) -> bytes:
    """The same in brotli: each file is packed once, where the server packs what is asked for with gzip each time."""
    return compress(_content(name, lang, version)[0], "br")


def _answer(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    name = request.path_params["name"]
    # Unknown names are not remembered, so nobody can fill the cache with them.
    if _writer(name) is None:
        return _answer_unknown(request)
    try:
        # A file is always whole; whoever asks for one year of it must not believe to have got that.
        refuse_filters(request)
        asked = choose(request, "lang", LANGUAGES, _LABELS)
    except BadParameterError as error:
        return JSONResponse({"error": refusal(error, wording_of(request))}, 400, headers=SHARED)
    # Only labels have a language; in any other file it would be no other content.
    lang = asked if name.endswith(JSONSTAT) else _LABELS
    # Dated before it is read: a version accepted in between must not lend its date to what it replaces.
    dated = _last_modified(name)
    version = f"{served.atlas().version} {served.standing().fields()} {served.changed_at()}"
    packs = name.endswith(_PACKED) and taken_codings(request.headers.get("accept-encoding", ""))[:1] == ["br"]
    # One makes a file, the others wait for it.
    with _turns[name]:
        content, etag = _content(name, lang, version)
        packed = _brotli(name, lang, version) if packs else None
    headers = SHARED | dated | {"ETag": etag, "Cache-Control": "public, max-age=0, must-revalidate"}
    if etag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(status_code=304, headers=headers)
    kind = "inline" if name in _INLINE else "attachment"
    headers["Content-Disposition"] = f'{kind}; filename="{Path(name).name}"'
    if name.endswith(JSONSTAT):
        headers["Content-Language"] = lang
    stem, _, ending = name.partition(".")
    if ending in ("csv", "json") and _described_table(f"{stem}.{CSVW}"):
        headers["Link"] = f'<{Path(stem).name}.{CSVW}>; rel="describedby"; type="{CSVW_TYPE}"'
    if packed is not None:
        headers["Content-Encoding"] = "br"
    media_type = CSVW_TYPE if _described_table(name) else MEDIA_TYPES[name.rpartition(".")[2]]
    return Response(packed or content, headers=headers, media_type=media_type)


def _answer_unknown(request: Request) -> Response:
    if _writer(request.path_params["name"].lower()) is not None:
        return RedirectResponse(usual_address(request.scope), 301, headers=SHARED)
    told = wording_of(request).text("There is no such file. {index} lists those there are.", index="/data/")
    return JSONResponse({"error": told, "address": request.url.path, "index": "/data/"}, 404, headers=SHARED)


def _last_modified(name: str) -> dict[str, str]:
    """The date of the data; none while other figures than the active ones are shown."""
    served.atlas()
    if name in _NOT_ONLY_DATA or not served.standing().is_well:
        return {}
    return {"Last-Modified": format_datetime(served.changed_at(), usegmt=True)}


def routes() -> list[BaseRoute]:
    """The addresses of the data."""
    return [Route("/data/{name:path}", _answer, methods=["GET", "HEAD", "OPTIONS"])]
