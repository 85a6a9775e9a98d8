"""`/data/...`: the data package under stable addresses, table by table and as one ZIP."""

import hashlib
import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data.config import Config
from pages.shell import cache

_DESCRIPTOR = "datapackage.json"
_ZIP_NAME = "ankommen-atlas-data.zip"
_TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".zip": "application/zip",
}
# A fixed date makes the ZIP, and with it its ETag, the same on every start.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


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
    return files | {f"boundaries/{path.name}": path for path in boundaries}


def _file_bytes(name: str) -> bytes:
    """Content of a file: as shipped, or as the active versions make it."""
    stored = cache.stored_files()
    if name == _DESCRIPTOR and stored:
        return json.dumps(cache.descriptor(), ensure_ascii=False, indent=2).encode()
    return stored.get(name) or _package_files()[name].read_bytes()


def _zip_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in _package_files().items():
            member = zipfile.ZipInfo(path.relative_to(_root()).as_posix(), _ZIP_DATE)
            archive.writestr(member, _file_bytes(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# The last parameter only tells the entries apart: a new version is read anew.
@lru_cache(maxsize=128)
def _content(name: str, _version: str) -> tuple[bytes, str]:
    """Bytes and ETag of a file of the package."""
    content = _zip_bytes() if name == _ZIP_NAME else _file_bytes(name)
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _answer(request: Request) -> Response:
    name = request.path_params["name"]
    # Unknown names are not remembered, so nobody can fill the cache with them.
    if name != _ZIP_NAME and name not in _package_files():
        return JSONResponse({"error": "not found", "address": request.url.path, "index": "/data/datapackage.json"}, 404)
    content, etag = _content(name, cache.atlas().version)
    headers = {"ETag": etag, "Cache-Control": "public, max-age=0, must-revalidate"}
    if etag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(status_code=304, headers=headers)
    suffix = Path(name).suffix
    kind = "inline" if suffix == ".json" else "attachment"
    headers["Content-Disposition"] = f'{kind}; filename="{Path(name).name}"'
    return Response(content, headers=headers, media_type=_TYPES[suffix])


def routes() -> list[BaseRoute]:
    """The addresses of the data package."""
    return [Route("/data/{name:path}", _answer)]
