"""The description of the addresses is true: each described answer is the real one, each described limit is kept."""

import json

import jsonschema
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.exports.opendata.jsonstat import JSONSTAT
from analytics.exports.presentation.collection import Collection, make_spec, pack_collection
from pages.server.routes.listing import routes
from pages.server.routes.opendata import package
from pages.server.routes.snapshot import ADDRESS as SLOW
from tests.server.test_mcp import UNREAD

# Addresses whose answer depends on the operator's settings, on a proxy or on somebody signed in.
_OF_OPERATION = ("operation", "sign-in")
# What any text will do for, and what has a form of its own.
_EXAMPLES = {"folie": pack_collection(Collection((make_spec("growth"),))), "year": 2018, "per_year": 2, "years": 5}
_NOBODYS = "-58800"


@pytest.fixture(scope="module")
def client():
    with TestClient(Starlette(routes=routes()), raise_server_exceptions=True, follow_redirects=False) as started:
        yield started


@pytest.fixture(scope="module")
def described(client):
    return client.get("/data/openapi.json").json()


def resolve(described, part):
    """The part itself, or what it points to."""
    while "$ref" in part:
        target = described
        for name in part["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        part = target
    return part


def parameters(described, item, place):
    listed = [*item.get("parameters", ()), *item["get"].get("parameters", ())]
    return [one for one in listed if one["in"] == place]


def allowed(described, parameter):
    """The closed list of values of a parameter; empty when it has none."""
    schema = resolve(described, parameter["schema"])
    return resolve(described, schema.get("items", schema)).get("enum", [])


def example(described, parameter):
    """A value that fits with the others: the last year, so that a change has a first year before it."""
    values = allowed(described, parameter) or [_EXAMPLES.get(parameter["name"], "nix")]
    return values[-1] if parameter["name"] == "year" else values[0]


def questions(described, client):
    """Every described address that answers GET, with the least it needs."""
    for path, item in described["paths"].items():
        if path == SLOW or "get" not in item or set(item["get"]["tags"]) & set(_OF_OPERATION):
            continue
        forms = [{}]
        for parameter in parameters(described, item, "path"):
            values = allowed(described, parameter) or ["nix"]
            forms = [form | {parameter["name"]: value} for form in forms for value in values]
        needed = {
            one["name"]: example(described, one) for one in parameters(described, item, "query") if one["required"]
        }
        for form in forms:
            yield path.format(**form), item["get"], item, needed


def check(described, answer, operation):
    """The answer is one the description has, in its media type and its form."""
    said = operation["responses"].get(str(answer.status_code))
    assert said is not None, (str(answer.url), answer.status_code)
    content = resolve(described, said).get("content", {})
    if not content or answer.status_code == 304:
        return
    media_type = answer.headers["content-type"].partition(";")[0]
    assert media_type in content or "*/*" in content, (str(answer.url), media_type, list(content))
    schema = content.get(media_type, {}).get("schema")
    if schema and media_type.endswith("json"):
        jsonschema.validate(json.loads(answer.content), resolve(described, schema))


def test_every_refusal_of_a_message_is_described(described):
    refused = {str(status) for _, _, (status, *_) in UNREAD.values()}
    assert {"406", "413", "415"} < refused
    assert refused <= set(described["paths"]["/mcp"]["post"]["responses"])


def test_every_described_address_answers_as_described(client, described):
    refused, asked = [], 0
    for address, operation, _, needed in questions(described, client):
        answer = client.get(address, params=needed)
        check(described, answer, operation)
        if "200" in operation["responses"] and not address.startswith("/assets/") and answer.status_code != 200:
            refused.append((str(answer.url), answer.text[-300:]))
        asked += 1
    assert refused == []
    assert asked > 200


def test_every_file_has_a_place_of_its_own_so_that_who_reads_them_all_again_finds_them(described):
    """With one place less than there are files, none would still be there when its turn comes again."""
    files = [path for path in described["paths"] if path.startswith("/data/") and "{" not in path]
    both_languages = [path for path in files if path.endswith(JSONSTAT)]
    assert len(files) > 250
    assert len(both_languages) > 20
    places = min(kept.cache_info().maxsize for kept in (package._content, package._brotli))
    assert len(files) + len(both_languages) <= places


def test_what_is_needed_is_refused_when_it_is_left_out(client, described):
    left_out = 0
    for address, operation, _, needed in questions(described, client):
        for name in needed:
            answer = client.get(address, params={one: value for one, value in needed.items() if one != name})
            assert answer.status_code == 400, str(answer.url)
            check(described, answer, operation)
            left_out += 1
    assert left_out > 100


def test_a_value_that_is_not_listed_is_refused_with_the_values_that_are(client, described):
    tried = 0
    for address, operation, item, needed in questions(described, client):
        if not address.startswith(("/embed/", "/export/")) or "400" not in operation["responses"]:
            continue
        for parameter in parameters(described, item, "query"):
            valid = allowed(described, parameter)
            for wrong in (_NOBODYS, valid[0] + "0") if valid else ():
                answer = client.get(address, params=needed | {parameter["name"]: wrong})
                assert answer.status_code == 400, str(answer.url)
                assert str(valid[-1]).replace("+", "&#43;") in answer.text or str(valid[-1]) in answer.text
                check(described, answer, operation)
                tried += 1
    assert tried > 500


def test_every_listed_value_of_the_map_is_taken(client, described):
    item = described["paths"]["/export/karte.{file_format}"]
    for parameter in parameters(described, item, "query"):
        valid = allowed(described, parameter)
        for value in (valid[0], valid[-1]):
            asked = {parameter["name"]: value}
            # The last year of all is that of the context: of migration it is not known yet.
            beside = {"indikator": "unemployment_rate"} if asked == {"jahr": "2025"} else {}
            assert client.get("/export/karte.csv", params=asked | beside).status_code == 200
