"""A copy at hand is not sent again however the question is written, and no two encodings share a strong tag."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from pages.server.middleware import middleware
from pages.server.routes.files.maps import pack_first_files, warm_map_files
from pages.server.routes.listing import routes

CSV, CODE = "/data/members.csv", "/assets/map/x/layers.json"
# What we pack ourselves; the rest is packed with gzip after us.
PACKED = (CSV, CODE, "/karte")


@pytest.fixture(scope="module")
def client():
    """All our addresses, compressed as Streamlit compresses them."""
    warm_map_files()
    pack_first_files()
    inner = [*middleware(), Middleware(GZipMiddleware, minimum_size=500)]
    return TestClient(Starlette(routes=routes(), middleware=inner))


def ask(client, path, encoding="identity", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers={"Accept-Encoding": encoding} | named)


@pytest.mark.parametrize("path", [CSV, CODE, "/embed/growth", "/karte", "/export/karte.csv"])
def test_two_encodings_never_share_a_strong_tag(client, path):
    plain, packed, best = (ask(client, path, taken) for taken in ("identity", "gzip", "gzip, br"))
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert best.headers["content-encoding"] == ("br" if path in PACKED else "gzip")
    assert plain.content == packed.content == best.content
    if path in PACKED:
        assert int(best.headers["content-length"]) < int(packed.headers["content-length"])
    tags = {answer.headers["etag"] for answer in (plain, packed, best)}
    assert len(tags) == (3 if path in PACKED else 2) or tags.pop().startswith("W/")
    for answer in (plain, packed, best):
        assert answer.headers["vary"].lower().count("accept-encoding") == 1


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "gzip, br"])
@pytest.mark.parametrize("path", [CSV, CODE, "/embed/growth", "/karte", "/export/karte.csv"])
@pytest.mark.parametrize(
    "written", ["{tag}", "W/{tag}", '"a",{tag}', '"a", {tag}', 'W/"a" , W/{tag},"b"', "*", ' "a,b",{tag} ']
)
def test_a_current_copy_is_not_sent_again_however_it_is_named(client, path, encoding, written):
    first = ask(client, path, encoding)
    tag = first.headers["etag"].removeprefix("W/")
    again = ask(client, path, encoding, If_None_Match=written.format(tag=tag))
    assert (again.status_code, again.content) == (304, b"")
    assert "accept-encoding" in again.headers["vary"].lower()
    if written != "*":
        assert again.headers["etag"] == first.headers["etag"]
    assert not {"content-length", "content-type", "content-encoding"} & set(again.headers)


def test_tags_in_several_lines_are_one_list(client):
    tag = ask(client, CSV).headers["etag"]
    lines = [("If-None-Match", '"another"'), ("If-None-Match", tag), ("Accept-Encoding", "identity")]
    assert client.get(CSV, headers=lines).status_code == 304


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("br;q=0.2, gzip;q=0.9", "gzip"), ("gzip;q=0.2, br;q=0.9", "br"), ("br;q=0.5, gzip;q=0.5", "br")],
)
def test_of_two_encodings_the_one_wanted_more_is_sent(client, accepted, coding):
    assert ask(client, CSV, accepted).headers["content-encoding"] == coding


@pytest.mark.parametrize("written", ['"other"', 'W/"other", "more"', "", "none", '"*"'])
def test_another_copy_is_replaced(client, written):
    assert ask(client, CSV, If_None_Match=written).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True), ("gzip;q=0.5, br", True), ("*", True), ("GZIP", True), ("br, gzip ; q=1", True),
        ("gzip;q=0", False), ("gzip;q=0.0, *;q=1", False), ("identity", False), ("*;q=0", False),
        ("br", True), ("br;q=0", False), ("", False),
        ("gzip;q=x", False),
    ],
)  # fmt: skip
def test_an_encoding_is_only_used_where_it_is_taken(client, accepted, packed):
    coding = None if not packed else "br" if "br" in accepted else "gzip"
    for path in PACKED:
        assert ask(client, path, accepted).headers.get("content-encoding") == coding


def test_parts_are_not_promised_and_not_sent(client):
    answer = ask(client, CSV, Range="bytes=0-9")
    assert (answer.status_code, answer.headers["accept-ranges"]) == (200, "none")
    assert answer.content == ask(client, CSV).content


def test_a_refused_method_names_all_that_are_taken(client):
    all_read = {"GET", "HEAD", "OPTIONS"}
    for path, taken in {CSV: all_read, "/data/": all_read, "/embed/growth": {"GET", "HEAD"}}.items():
        answer = client.post(path)
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, taken)


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("POST", CSV, 405, "So lässt sich diese Adresse nicht aufrufen. Sie nimmt: GET, HEAD, OPTIONS."),
        ("PUT", "/karte?lang=en", 405, "This address cannot be used in this way. It takes: GET, HEAD."),
        ("DELETE", "/assets/icons/icon.svg", 405, "So lässt sich diese Adresse nicht aufrufen. Sie nimmt: GET, HEAD."),
        ("GET", "/assets/none.svg", 404, "Diese Adresse gibt es im Atlas nicht."),
        ("GET", "/assets/map/x/none?lang=en", 404, "This address does not exist in the atlas."),
        ("HEAD", "/assets/none.svg", 404, ""),
    ],
)
def test_a_refusal_is_a_sentence_in_the_language_of_the_address(client, method, path, status, words):
    answer = client.request(method, path)
    assert (answer.status_code, answer.text) == (status, words)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    if method != "HEAD":
        assert int(answer.headers["content-length"]) == len(answer.content)


ICON = "/assets/icons/icon.svg"


@pytest.mark.parametrize(
    "asked", ["bytes=x", "bytes=", "x", "items=0-3", "bytes=5-2", "bytes=0-3,9-1", f"bytes={'9' * 5000}-", "bytes=-"]
)
def test_a_range_that_is_none_counts_as_not_asked_for(client, asked):
    assert (ask(client, ICON, Range=asked).status_code, ask(client, ICON, Range=asked).content) == (
        200,
        ask(client, ICON).content,
    )


def test_parts_of_a_file_from_disk_are_sent_and_of_its_head_there_are_none(client):
    whole = ask(client, ICON).content
    first, last = ask(client, ICON, Range="bytes=0-3"), ask(client, ICON, Range="Bytes = -3")
    assert [(one.status_code, one.content) for one in (first, last)] == [(206, whole[:4]), (206, whole[-3:])]
    assert client.head(ICON, headers={"Range": "bytes=0-3"}).status_code == 200
    beyond = ask(client, f"{ICON}?lang=en", Range="bytes=99999-")
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole)}")
    assert beyond.text == f"There is no such part: the file has {len(whole)} bytes."


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize(
    ("days", "tag", "status"),
    [(0, None, 304), (1, None, 304), (-1, None, 200), (1, '"other"', 200), (-1, "{etag}", 304), (1, "", 200)],
)
def test_the_date_of_a_copy_counts_where_no_tag_is_named(client, method, encoding, days, tag, status):
    first = ask(client, CSV, encoding)
    since = parsedate_to_datetime(first.headers["last-modified"]) + timedelta(days=days)
    headers = {"Accept-Encoding": encoding, "If-Modified-Since": format_datetime(since, usegmt=True)}
    if tag is not None:
        headers["If-None-Match"] = tag.format(etag=first.headers["etag"])
    again = client.request(method, CSV, headers=headers)
    assert again.status_code == status
    assert again.headers["last-modified"] == first.headers["last-modified"]
    assert bool(again.content) is (status == 200 and method == "GET")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"If-Match": "{tag}"}, 200), ({"If-Match": '"a", {tag}'}, 200), ({"If-Match": "*"}, 200),
        ({"If-Match": '"other"'}, 412), ({"If-Match": "W/{tag}"}, 412), ({"If-Match": ""}, 412),
        ({"If-Unmodified-Since": "{then}"}, 200), ({"If-Unmodified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 200),
        ({"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 412), ({"If-Unmodified-Since": "gestern"}, 200),
        # The tag says it better than the date, and what is wanted goes before what is at hand.
        ({"If-Match": "{tag}", "If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
        ({"If-Match": "{tag}", "If-None-Match": "{tag}"}, 304), ({"If-Match": '"a"', "If-None-Match": "{tag}"}, 412),
    ],
)  # fmt: skip
def test_who_wants_a_certain_version_gets_that_one_or_none(client, method, encoding, asked, status):
    first = ask(client, CSV, encoding)
    known = {"tag": first.headers["etag"], "then": first.headers["last-modified"]}
    named = {name: value.format(**known) for name, value in asked.items()}
    answer = client.request(method, CSV, headers={"Accept-Encoding": encoding, **named})
    assert answer.status_code == status
    if status == 412 and method == "GET":
        assert answer.text.startswith("Was hier liegt, ist nicht oder nicht mehr das")
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("name", ["If-Modified-Since", "If-Unmodified-Since"])
@pytest.mark.parametrize(
    "written",
    [
        "Mon, 01 Jan 9999999999 00:00:00 GMT", "Mon, 01 Jan 2001 00:00:00 -0000 GMT", "Mon, 99 Foo 2001 99:99:99 GMT",
        " GMT", "01 Jan 2001 GMT", "Mon, 01 Jan 2001 00:00:00 +9999 GMT",
    ],
)  # fmt: skip
def test_a_date_that_is_none_counts_as_not_named(client, name, written):
    assert ask(client, CSV, **{name.replace("-", "_"): written}).status_code == 200


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("/embed/growth", {"If-Match": 'W/"x"'}, 412),
        ("/kreis/elbe-elster", {"If-Match": '"x"'}, 307),
        ("/nix", {"If-Match": '"x"'}, 404),
        ("/data/nix.csv", {"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 404),
        ("/karte", {"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
    ],
)
def test_a_condition_counts_only_where_there_is_something_to_compare(client, path, asked, status):
    assert client.get(path, headers=asked, follow_redirects=False).status_code == status


def test_the_methods_there_are_can_be_asked_for(client):
    answer = client.options(CSV)
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2099-01-01", "Sun, 32 Nov 2099 10:00:00 GMT", "Mon, 02 Nov 2099 10:00:00 +0000"]
)
def test_a_date_that_is_none_is_as_good_as_no_date(client, written):
    assert ask(client, CSV, If_Modified_Since=written).status_code == 200


def test_what_also_changes_with_the_settings_has_no_date_of_the_data(client):
    for name in ("openapi.json", "catalog.ttl", "datapackage.json"):
        assert "last-modified" not in client.head(f"/data/{name}").headers
