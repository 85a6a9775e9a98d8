"""The headers of every answer, and which addresses are answered at all; asked in this process."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.operation.settings import Settings
from pages.server import headers
from pages.server.headers import FORCED, SecurityHeaders, content_security_policy
from pages.server.route_allowlist import KnownAddressesOnly, front_end_file, is_known


def _answer(_request):
    answer = PlainTextResponse("ok")
    answer.set_cookie("plain", "1")
    answer.set_cookie("careful", "1", secure=True)
    return answer


def client(monkeypatch, scheme: str = "http", **chosen: object) -> TestClient:
    monkeypatch.setattr(headers, "settings", lambda: Settings(**chosen))
    headers.embed_headers.cache_clear()
    routes = [Route(path, _answer) for path in ("/", "/data/members.csv", "/embed/growth", "/a/b")]
    app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders), Middleware(KnownAddressesOnly)])
    return TestClient(app, base_url=f"{scheme}://atlas.example.org")


def test_the_browser_is_told_to_insist_on_https_only_where_it_came_by_https(monkeypatch):
    name = "Strict-Transport-Security"
    assert name not in client(monkeypatch).get("/").headers
    assert "max-age=31536000" in client(monkeypatch, "https").get("/").headers[name]
    behind = client(monkeypatch, public_url="https://atlas.example.org")
    assert "max-age=31536000" in behind.get("/").headers[name]


def test_every_cookie_is_for_https_only_where_visitors_come_by_https(monkeypatch):
    plain = client(monkeypatch).get("/").headers.get_list("set-cookie")
    assert [("secure" in cookie.lower()) for cookie in plain] == [False, True]
    safe = client(monkeypatch, "https").get("/").headers.get_list("set-cookie")
    assert [cookie.lower().count("secure") for cookie in safe] == [1, 1]


def test_nothing_is_admitted_by_the_policy_but_ourselves_and_the_listed_exceptions():
    directives = dict(part.split(" ", 1) for part in content_security_policy().split("; "))
    admitted = {(name, source) for name, sources in directives.items() for source in sources.split()}
    ours = {(name, source) for name, source in admitted if source in ("'self'", "'none'") or "'sha256-" in source}
    assert admitted - ours == {(one.directive, one.source) for one in FORCED}
    assert all(len(one.reason) > 20 for one in FORCED)
    assert {directives[name] for name in ("object-src", "base-uri", "form-action", "frame-src")} == {"'none'"}


@pytest.mark.parametrize(
    ("path", "reading"),
    [("/", "same-origin"), ("/data/members.csv", "cross-origin"), ("/embed/growth", "cross-origin")],
)
def test_other_sites_may_load_the_open_data_and_the_embedded_figures_only(monkeypatch, path, reading):
    answer = client(monkeypatch).get(path)
    assert answer.headers["Cross-Origin-Resource-Policy"] == reading
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def _answer_as(media_type: str, status: int = 200) -> dict[str, str]:
    answer = PlainTextResponse("ok", status, media_type=media_type)
    return dict(TestClient(SecurityHeaders(answer)).get("/static/js/index.js").headers)


@pytest.mark.parametrize("media_type", ["text/javascript", "application/javascript; charset=utf-8", "text/css"])
def test_a_script_or_style_may_load_nothing_by_itself_and_says_no_more_than_it_needs(media_type):
    answer = _answer_as(media_type)
    assert answer["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["x-content-type-options"] == "nosniff"
    assert answer["cross-origin-resource-policy"] == answer["referrer-policy"] == "same-origin"
    assert answer["cross-origin-embedder-policy"] == "require-corp"
    # A hundred of them come with a page.
    assert sum(len(name) + len(value) + 4 for name, value in answer.items()) < 500


@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "image/svg+xml", "application/json", "text/plain"])
def test_what_a_browser_shows_by_itself_has_every_header_also_at_the_address_of_a_script(media_type):
    answer = _answer_as(media_type, 404)
    assert {name.lower() for name in headers.security_headers()} <= answer.keys()
    assert answer["content-security-policy"] == content_security_policy()


def test_only_the_hosts_the_operator_names_may_frame_a_figure_and_none_a_page(monkeypatch):
    host = "https://www.example.org"
    monkeypatch.setattr("pages.server.routes.embed.settings", lambda: Settings(embed_hosts=(host,)))
    allowed = client(monkeypatch, embed_hosts=(host,))
    figure, page = allowed.get("/embed/growth"), allowed.get("/")
    assert f"frame-ancestors 'self' {host}" in figure.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in figure.headers
    assert "frame-ancestors 'self';" in page.headers["Content-Security-Policy"] + ";"
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    headers.embed_headers.cache_clear()


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/_stcore/script-health-check",
        "/_stcore/health/x", "/_stcore/streamer", "/component/x/index.html", "/app/static/app.py", "/a/b",
        "/.git/config", "/static/", "/static/js", "/static/nix.js", "/static/../../../app.py",
        "/static/js/..%2f..%2fapp.py", "/static//etc/passwd", "/static/\0", f"/static/{'a' * 5000}", "/auth/login/x",
    ],
)  # fmt: skip
def test_an_address_nothing_needs_is_closed(path):
    assert not is_known(path)
    assert front_end_file(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/", "/karte", "/nix", "/data/members.csv", "/data/boundaries/x.geojson", "/export/folie.png", "/embed/growth",
        "/assets/icons/icon.svg", "/_stcore/health", "/_stcore/stream", "/_stcore/host-config", "/media/abc.csv",
        "/_stcore/upload_file/session/file", "/_stcore/bidi-components/x/y.js", "/auth/login", "/oauth2callback",
    ],
)  # fmt: skip
def test_an_address_the_atlas_or_its_front_end_needs_is_open(path):
    assert is_known(path)


def test_a_closed_address_is_not_found_whatever_lies_behind_it(monkeypatch):
    assert client(monkeypatch).get("/a/b").status_code == 404
