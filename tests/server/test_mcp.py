"""The MCP server, asked by a real client over HTTP: German questions, some of which nobody can answer."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
import uvicorn
from mcp.client.client import Client
from starlette.applications import Starlette

from analytics.exports.queries.tools import ask
from pages.operation.settings import Settings
from pages.server.middleware import middleware
from pages.server.routes.listing import routes
from pages.server.routes.opendata import mcp
from pages.server.tools import protocol
from pages.server.tools.rate import RateLimit

# Question, tool, what it is asked with, and what has to stand in the first rows. The numbers were computed from
# data/sources/*.csv by hand, without the code of the atlas.
ANSWERED = [
    ("Wie hoch war der Wanderungssaldo von Elbe-Elster 2024?",
     "get_values", {"measure": "net", "areas": ["Elbe-Elster"], "years": [2024], "quantity": "persons"},
     [{"ags": "12062", "year": 2024, "value": 457}]),
    ("Wie viele Menschen zogen 2018 aus Cottbus fort?",
     "get_values", {"measure": "departures", "areas": ["Cottbus"], "years": [2018], "quantity": "persons"},
     [{"value": 4879}]),
    ("Wie hoch war 2024 in Cottbus der Saldo der 30- bis unter 50-Jährigen je 1.000?",
     "get_values", {"measure": "net", "areas": ["Cottbus"], "years": [2024], "age_group": "30-50"}, [{"value": 6.65}]),
    ("Wie viele Menschen leben in der Prignitz?",
     "get_values", {"measure": "population", "areas": ["Prignitz"]}, [{"year": 2024, "value": 75595}]),
    ("Wie hoch war 2024 der Saldo des Landes Brandenburg je 1.000?",
     "get_values", {"measure": "net", "areas": ["Brandenburg"], "years": [2024]}, [{"ags": "12", "value": 8.85}]),
    ("Und in Personen?",
     "get_values", {"measure": "net", "areas": ["Brandenburg"], "years": [2024], "quantity": "persons"},
     [{"value": 22629}]),
    ("Wie viele Menschen gewann Oder-Spree 2020 aus dem Ausland?",
     "get_values", {"measure": "abroad", "areas": ["Oder-Spree"], "years": [2020], "quantity": "persons"},
     [{"value": 2211}]),
    ("Wie war 2023 der Saldo von Cottbus innerhalb Deutschlands?",
     "get_values", {"measure": "domestic", "areas": ["Cottbus"], "years": [2023]}, [{"value": 2.74}]),
    ("Wie entwickelte sich Spree-Neiße von 2000 bis 2003?",
     "get_values", {"measure": "net", "areas": ["Spree-Neiße"], "years": [2000, 2001, 2002, 2003],
                    "quantity": "persons", "pivot": "area"},
     [{"2000": -979, "2001": None, "2002": -1519, "2003": -1606}]),
    ("Welche drei Kreise gewinnen am meisten 30- bis unter 50-Jährige?",
     "rank", {"measure": "net", "year": 2024, "age_group": "30-50", "most": 3},
     [{"name": "Potsdam-Mittelmark", "value": 26.54}, {"name": "Barnim", "value": 25.62},
      {"name": "Havelland", "value": 24.24}]),
    ("Wo verlieren die Kreise am stärksten ihre 18- bis unter 25-Jährigen?",
     "rank", {"measure": "net", "year": 2024, "age_group": "18-25", "order": "lowest", "most": 1},
     [{"rank": 20, "of": 20, "name": "Spree-Neiße", "value": -34.36}]),
    ("In welchen Kreis zogen 2024 die meisten Menschen?",
     "rank", {"measure": "arrivals", "year": 2024, "quantity": "persons", "most": 1},
     [{"name": "Oder-Spree", "value": 12606}]),
    ("Wo hat sich der Saldo der 18- bis unter 25-Jährigen seit 2014 am meisten verbessert?",
     "rank_by_change", {"year_from": 2014, "year": 2024, "age_group": "18-25", "most": 1},
     [{"name": "Uckermark", "change": 41.26}]),
    ("Was ist über die Uckermark bekannt?",
     "profile", {"district": "Uckermark"}, [{"figure": "Bevölkerung", "value": 117432}]),
    ("Welche Kreise grenzen an Elbe-Elster?",
     "near", {"place": "Elbe-Elster", "meaning": "border"},
     [{"name": "Dahme-Spreewald"}, {"name": "Oberspreewald-Lausitz"}, {"name": "Teltow-Fläming"}]),
    ("Welcher Ort liegt Guben am nächsten?",
     "near", {"place": "Guben", "meaning": "kilometres", "most": 1}, [{"name": "Schenkendöbern", "km": 5.5}]),
    ("Welche Initiativen gibt es in Spree-Neiße?",
     "initiatives", {"district": "Spree-Neiße"}, [{"name": "Guben tut gut."}, {"name": "Heeme fehlste!"}]),
    ("In welchem Kreis liegt Finsterwalde?",
     "search_place", {"query": "Finsterwalde"}, [{"level": "gemeinde", "kreis_name": "Elbe-Elster"}]),
    ("Wirken die Initiativen?", "effects", {}, [{"verdict": "not_distinguishable"}]),
    ("Wie hoch war 2024 die Arbeitslosenquote in Cottbus und im Land?",
     "get_values", {"measure": "unemployment_rate", "areas": ["Cottbus", "Brandenburg"], "years": [2024]},
     [{"ags": "12052", "value": 8.1}, {"ags": "12", "value": 6.1}]),
    ("In welchem Kreis wird je Einwohner am wenigsten erwirtschaftet?",
     "rank", {"measure": "gdp_per_capita", "order": "lowest", "most": 1},
     [{"rank": 20, "of": 20, "name": "Havelland", "year": 2023, "value": 25724}]),
    ("Welche Größe sagt, wie viele Menschen Bürgergeld erhalten?",
     "search_measure", {"query": "Bürgergeld"},
     [{"measure": "minimum_income_recipients", "quantities": ["persons"], "years_persons": [2010, 2024]}]),
    ("Wie viele Frauen und Mädchen zogen 2024 nach Cottbus?",
     "get_values", {"measure": "arrivals_female", "areas": ["Cottbus"], "years": [2024]}, [{"value": 2235}]),
    ("Wie viele Frauen von 18 bis unter 25 verlor das Land 2024?",
     "get_values", {"measure": "net_female", "areas": ["Brandenburg"], "years": [2024], "age_group": "18-25"},
     [{"ags": "12", "value": -233}]),
    ("Wo trägt der Fortzug junger Frauen am meisten zum Verlust bei?",
     "rank", {"measure": "net_female", "quantity": "per_1000", "year": 2024, "age_group": "18-25", "order": "lowest",
              "most": 1}, [{"rank": 20, "name": "Spree-Neiße", "value": -23.71}]),
    ("Wo ist der Saldo der 18- bis unter 25-Jährigen innerhalb Deutschlands seit 2018 am meisten gestiegen?",
     "rank_by_change", {"measure": "domestic", "year_from": 2018, "year": 2021, "age_group": "18-25", "most": 1},
     [{"name": "Uckermark", "change": 39.38}]),
    ("Wo bekomme ich die ganze Wanderungstabelle?",
     "download", {"search": "Wanderung der Kreise"}, [{"name": "migration", "address": "/data/migration.csv"}]),
]  # fmt: skip
REFUSED = [
    ("Wie viele Rückkehrer?", "search_measure", {"query": "Rückkehrer"}, "returners"),
    ("Aus welchen Gründen kommen die Menschen?", "search_measure", {"query": "Gründe für den Umzug"}, "motives"),
    ("Wie viele kamen durch die Initiativen?", "search_measure", {"query": "Zuzüge durch Initiativen"},
     "through_initiatives"),
    ("Wie viele der Zugezogenen sind geblieben?", "search_measure", {"query": "geblieben"}, "length_of_stay"),
    ("Wie viele zogen 2001 nach Cottbus?",
     "get_values", {"measure": "arrivals", "areas": ["Cottbus"], "years": [2001], "quantity": "persons"},
     "no_migration"),
    ("Wie viele Menschen gewann Cottbus 2023 aus dem Ausland?",
     "get_values", {"measure": "abroad", "areas": ["Cottbus"], "years": [2023], "quantity": "persons"}, "second_hand"),
    ("Wie hoch wird der Saldo der Prignitz 2030?",
     "get_values", {"measure": "net", "areas": ["Prignitz"], "years": [2030]}, "not_yet"),
    ("Wie ist der Saldo von Leipzig?", "get_values", {"measure": "net", "areas": ["Leipzig"]}, "not_covered"),
    ("Wie viele Menschen zogen nach Guben?", "get_values", {"measure": "arrivals", "areas": ["Guben"]}, "gemeinde"),
    ("Wie ist der Saldo der 18- bis unter 30-Jährigen in Cottbus?",
     "get_values", {"measure": "net", "areas": ["Cottbus"], "age_group": "18-30"}, "unknown_age"),
    ("Wie viele Frauen je 1.000 zogen nach Cottbus?",
     "get_values", {"measure": "arrivals_female", "areas": ["Cottbus"], "quantity": "per_1000"}, "unknown_quantity"),
    ("Wo ist der Saldo innerhalb Deutschlands seit 2018 bis 2024 gestiegen?",
     "rank_by_change", {"measure": "domestic", "year_from": 2018, "year": 2024}, "unsplit"),
    ("Wie hoch ist die Arbeitslosenquote der 18- bis unter 25-Jährigen?",
     "get_values", {"measure": "unemployment_rate", "areas": ["Cottbus"], "age_group": "18-25"}, "not_by_age"),
    ("Wie hoch war 2024 das Bruttoinlandsprodukt je Einwohner in Cottbus?",
     "get_values", {"measure": "gdp_per_capita", "areas": ["Cottbus"], "years": [2024]}, "not_yet"),
]  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The app's own addresses behind its own middleware, served by uvicorn on a free port."""
    app = Starlette(routes=routes(), middleware=middleware(), lifespan=lambda _: mcp.answer_while_running())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/mcp"
    server.should_exit = True
    thread.join(10)


def call_all(address, calls, mode="auto"):
    """The results of several calls within one visit of a client."""

    async def visit():
        async with Client(address, mode=mode) as client:
            return [await client.call_tool(tool, given) for tool, given in calls]

    return run_apart(visit)


def run_apart(visit):
    """What a visit of a client brings; in a thread of its own, as the browser tests keep a loop in theirs."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(anyio.run, visit).result()


@pytest.fixture(scope="module")
def told(address):
    """Question to answer, all asked by one client."""
    asked = [*ANSWERED, *REFUSED]
    results = call_all(address, [(tool, given) for _, tool, given, _ in asked])
    return {question: result for (question, *_), result in zip(asked, results, strict=True)}


@pytest.mark.parametrize(("question", "rows"), [(question, rows) for question, _, _, rows in ANSWERED])
def test_a_question_is_answered_with_figures_sources_and_coverage(told, question, rows):
    assert not told[question].is_error
    answer = told[question].structured_content
    assert answer["refusal"] is None
    for expected, row in zip(rows, answer["rows"], strict=False):
        assert expected.items() <= row.items()
    assert len(answer["rows"]) >= len(rows)
    assert answer["sources"] or answer["rows"][0].get("address")
    assert all(source["citation"] for source in answer["sources"])
    assert answer["data_version"]
    assert answer["coverage"]["sentence"]
    # Nothing is called complete of which a part is missing, left out or unknown.
    coverage = answer["coverage"]
    whole = coverage["asked"] == coverage["shown"] and not coverage["missing"] and not coverage["left_out"]
    assert whole or not coverage["complete"]
    assert json.loads(told[question].content[0].text) == answer


@pytest.mark.parametrize(("question", "code"), [(question, code) for question, _, _, code in REFUSED])
def test_what_nobody_counts_is_refused_with_the_reason_and_what_comes_nearest(told, question, code):
    assert not told[question].is_error
    answer = told[question].structured_content
    assert answer["rows"] == []
    assert answer["refusal"]["code"] == code
    assert len(answer["refusal"]["reason"]) > 20
    assert answer["refusal"]["nearest"]
    assert answer["coverage"]["complete"] is False


def test_the_same_calls_are_answered_to_clients_of_the_older_protocol(address):
    (result,) = call_all(address, [("rank", {"measure": "net", "year": 2024, "most": 1, "lang": "en"})], mode="legacy")
    assert result.structured_content["rows"][0]["name"] == "Barnim"
    assert "Shown: 1 of 20." in result.structured_content["coverage"]["sentence"]


def test_every_tool_describes_itself_as_one_that_only_reads(address):
    async def visit():
        async with Client(address) as client:
            return (await client.list_tools()).tools

    tools = run_apart(visit)
    assert {tool.name for tool in tools} == set(protocol.TOOLS)
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.output_schema["properties"]["coverage"]["properties"]["complete"] == {"type": "boolean"}
        assert all(part["description"] for part in tool.input_schema["properties"].values())


def test_a_wrong_call_is_a_sentence_and_marked_as_a_mistake(address):
    calls = [("rank", {"measure": "net", "most": "viele"}), ("nothing", {}), ("rank", {"measure": "net", "lang": "fr"})]
    results = call_all(address, calls)
    assert all(result.is_error for result in results)
    assert "„most“" in results[0].content[0].text
    assert "de, en" in results[2].content[0].text


def test_a_failure_shows_a_mark_and_no_trace(address, monkeypatch):
    monkeypatch.setattr(protocol, "_result", lambda *_, **__: 1 / 0)
    (result,) = call_all(address, [("search_measure", {})])
    assert result.is_error
    assert "Kennung" in result.content[0].text
    assert "ZeroDivision" not in result.content[0].text


def test_a_question_asked_again_in_its_language_is_not_worked_out_anew(monkeypatch):
    worked_out = []
    monkeypatch.setattr(protocol, "ask", lambda *given, **more: worked_out.append(given) or ask(*given, **more))
    first, english, again = (
        protocol.answer_call("search_place", {"query": "Doberlug", "lang": lang}) for lang in ("de", "en", "de")
    )
    assert len(worked_out) == 2
    assert again.structured_content == first.structured_content != english.structured_content


def send(address, method, body=b"{}", **headers):
    """Status, headers and words of an answer to a bare request."""
    request = urllib.request.Request(address, body if method == "POST" else None, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_people_and_pages_of_other_hosts_get_a_sentence(address):
    status, headers, words = send(address, "GET")
    assert (status, headers["Allow"]) == (405, "POST")
    assert "Programme" in words
    assert send(address, "POST", Origin="https://elsewhere.example")[0] == 403


CALL = {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "effects", "arguments": {}}}
NO_MESSAGE = (
    400,
    -32600,
    "Das ist keine Nachricht des Protokolls: Erwartet wird JSON mit jsonrpc, id, method und params.",
)
NO_JSON = (400, -32700, "Das ist kein lesbares JSON: Erwartet wird eine Nachricht in UTF-8.")
NO_TYPE = (415, -32600, "Fragen werden als JSON gesendet: Im Kopf Content-Type muss application/json stehen.")
NO_ANSWER = (406, -32600, "Antworten kommen als JSON: Der Kopf Accept muss application/json zulassen.")
NO_PARAMETERS = (-32602, "Die Parameter der Nachricht fehlen, oder diese Methode nimmt sie so nicht.")
NO_METHOD = (-32601, "Diese Methode gibt es hier nicht. Es gibt initialize, ping, tools/list und tools/call.")
NEWER = {"MCP-Protocol-Version": "2026-07-28"}
UNREAD = {
    "half a message": (b'{"jsonrpc": "2.0", ', {}, NO_JSON),
    "half a message of the newer protocol": (b"{", NEWER, NO_JSON),
    "nothing": (b"", {}, NO_JSON),
    "other letters": (json.dumps(CALL).encode("utf-16"), {}, NO_JSON),
    "brackets without end": (b"[" * 30_000, {}, NO_JSON),
    "an empty message": (b"{}", {}, NO_MESSAGE),
    "several at once": (json.dumps([CALL, CALL]).encode(), {}, NO_MESSAGE),
    "several at once, newer": (json.dumps([CALL]).encode(), NEWER, NO_MESSAGE),
    "a number": (b"42", {}, NO_MESSAGE),
    "another protocol": (json.dumps(CALL | {"jsonrpc": "1.0"}).encode(), {}, NO_MESSAGE),
    "a form": (b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}, NO_TYPE),
    "words": (json.dumps(CALL).encode(), {"Content-Type": "text/plain"}, NO_TYPE),
    "packed": (b"x", {"Content-Encoding": "gzip"},
               (415, -32600, "Fragen werden ungepackt gesendet, ohne den Kopf Content-Encoding.")),
    "an answer as a page": (json.dumps(CALL).encode(), {"Accept": "text/html"}, NO_ANSWER),
    "an answer as a page, newer": (json.dumps(CALL).encode(), NEWER | {"Accept": "text/html"}, NO_ANSWER),
    "too long": (json.dumps(CALL | {"more": "x" * 70_000}).encode(), {},
                 (413, -32600, "Diese Frage ist zu lang: Sie darf 64 kB haben.")),
    "no such method": (json.dumps(CALL | {"method": "resources/list"}).encode(), {}, (200, *NO_METHOD)),
    "parameters that are none": (json.dumps(CALL | {"params": {"name": 5}}).encode(), {}, (200, *NO_PARAMETERS)),
    "parameters without their envelope": (json.dumps(CALL).encode(), NEWER, (400, *NO_PARAMETERS)),
}  # fmt: skip


@pytest.mark.parametrize("sent", UNREAD)
def test_what_cannot_be_read_gets_a_sentence_in_the_form_of_the_protocol(address, sent):
    body, headers, (status, code, sentence) = UNREAD[sent]
    usual = {"Content-Type": "application/json", "Accept": "application/json"}
    answered, got, words = send(address, "POST", body, **usual | headers)
    message = json.loads(words)
    error = message["error"]
    assert (answered, error["code"], error["message"]) == (status, code, sentence)
    assert message["id"] == (7 if code in (NO_METHOD[0], NO_PARAMETERS[0]) else None)
    assert got["Content-Type"] == "application/json"
    assert "validation error" not in words
    english = json.loads(send(f"{address}?lang=en", "POST", body, **usual | headers)[2])["error"]
    assert english["message"] != sentence
    assert english["code"] == code


def test_a_machine_that_never_stops_is_told_when_to_come_back():
    now = [0.0]
    limit = RateLimit(per_minute=60, clock=lambda: now[0])
    assert [limit.wait_seconds("a") for _ in range(61)] == [0] * 60 + [1]
    assert limit.wait_seconds("b") == 0
    now[0] = 1.0
    assert [limit.wait_seconds("a") for _ in range(2)] == [0, 1]


def test_a_burst_beyond_the_limit_gets_429(monkeypatch, address):
    monkeypatch.setattr(mcp._endpoint[0], "limit", RateLimit(per_minute=1))
    assert send(address, "POST")[0] != 429
    status, headers, words = send(address, "POST")
    assert (status, headers["Retry-After"]) == (429, "60")
    assert "60 Sekunden" in json.loads(words)["error"]["message"]


@pytest.mark.parametrize("missing", ["switched off", "no package"])
def test_without_the_switch_or_the_package_there_is_no_such_address(monkeypatch, missing):
    before = list(mcp._endpoint)
    if missing == "switched off":
        monkeypatch.setattr(mcp, "settings", lambda: Settings(mcp_per_minute=0))
    else:
        monkeypatch.setattr(mcp, "find_spec", lambda _: None)
    assert mcp.routes() == []
    assert mcp._endpoint == before
    assert mcp.ADDRESS not in [getattr(route, "path", "") for route in routes()]
