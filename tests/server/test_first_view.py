"""The map in its document before any script has run: what the address asks for, in its language, or nothing."""

import re
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.exports.views import PAGES
from analytics.figure import theme
from analytics.language import get_wording
from analytics.maps.outlines import compute_gemeinde_outlines
from pages.facts import served
from pages.facts.standing import Standing
from pages.server.routes.listing import routes
from pages.session.draft import SLIDES_PARAM
from pages.session.registry import page_entries

KREISE, LAUSITZ = 20, 5
# One more than the chart holds.
MANY = "&".join(f"kreise={ags}" for ags in range(12060, 12067))


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()), follow_redirects=False)


def view(client: TestClient, address: str) -> ET.Element | None:
    """The first view as elements; None when the document has none."""
    found = re.search(r'<main class="first-view .*?</main>', client.get(address).text, re.DOTALL)
    return ET.fromstring(found[0]) if found else None  # noqa: S314 - our own answer


def words(part: ET.Element, name: str) -> list[str]:
    return [" ".join("".join(element.itertext()).split()) for element in part.iter(name)]


def ranked(part: ET.Element) -> list[str]:
    return words(part.find(".//ol"), "li")


def marks(part: ET.Element) -> list[ET.Element]:
    drawn = next(one for one in part.iter("svg") if one.get("class") == "areas")
    return [one for one in drawn.iter() if (one.get("class") or "").startswith("mark")]


def test_the_map_of_the_address_stands_in_the_document(client):
    part = view(client, "/karte?alter=18-25&jahr=2018&kreis=12062")
    assert words(part, "h1") == ["Die 18- bis 25-Jährigen gehen: 2018 verlieren 16 von 20 Kreisen"]
    titles = words(part, "title")
    assert len(titles) == KREISE
    # 658 people of that age came to Elbe-Elster in 2018 and 925 went; 4,119 lived there at the end of the year.
    assert "Elbe-Elster: −64,8" in titles
    assert words(part, "h2")[0] == "Elbe-Elster"
    assert "−64,8" in words(part, "p")
    assert len(ranked(part)) == KREISE
    assert ranked(part)[0] == "Potsdam +85,8"


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/karte", "?kreis=12062"),
        ("/karte?kreis=12051&lage=9_51.6_13.4", "?kreis=12062"),
        ("/karte?jahr=2018&alter=18-25&initiativen=aus", "?alter=18-25&jahr=2018&initiativen=aus&kreis=12062"),
        ("/karte?lang=en&ausschnitt=brandenburg", "?ausschnitt=brandenburg&lang=en&kreis=12062"),
        # Named, the last year of today stays the year of the link when another one follows.
        ("/karte?jahr=2024", "?jahr=2024&kreis=12062"),
    ],
)  # fmt: skip
def test_each_kreis_of_the_list_leads_to_the_same_map_with_it_chosen(client, address, query):
    links = {link.text: link.get("href") for link in view(client, address).find(".//ol").iter("a")}
    assert links["Elbe-Elster"] == query
    chosen = view(client, f"/karte{query}")
    assert words(chosen, "h2")[0] == "Elbe-Elster"
    assert words(chosen, "h1") == words(view(client, address), "h1")


def test_areas_bring_what_is_answered_when_they_are_pressed(client):
    areas = [path.attrib for path in view(client, "/karte?alter=18-25&jahr=2018").iter("path") if path.get("data-ags")]
    said = {area["data-ags"]: (area["data-name"], area["data-value"]) for area in areas}
    assert len(said) == len(areas) == KREISE
    assert said["12062"] == ("Elbe-Elster", "−64,8")


def test_areas_of_the_start_page_lead_to_the_map(client):
    drawn = next(part for part in view(client, "/").iter("svg") if part.get("class") == "areas")
    address = drawn.get("data-address") + next(
        path.get("data-ags") for path in drawn.iter("path") if path.get("data-ags")
    )
    assert address.startswith("/karte?kreis=")
    assert words(view(client, address), "h2")[0] != "Land Brandenburg"
    english = next(part for part in view(client, "/?lang=en").iter("svg") if part.get("class") == "areas")
    assert english.get("data-address") == "/karte?lang=en&kreis="


def test_the_colour_of_a_kreis_is_the_one_of_its_class(client):
    part = view(client, "/karte?alter=18-25&jahr=2018")
    fills = {path.find("title").text: path.get("fill") for path in part.iter("path") if path.find("title") is not None}
    blocks = [block.get("style").removeprefix("background:") for block in part.iter("span") if block.get("style")]
    blocks = [colour for colour in blocks if colour.startswith("#")]
    # The first class ends at -60, the last begins at +80.
    assert fills["Elbe-Elster: −64,8"] == blocks[0]
    assert fills["Potsdam: +85,8"] == blocks[-1]


def test_it_speaks_english_and_its_links_stay_english(client):
    part = view(client, "/karte?lang=en&alter=18-25&jahr=2018")
    assert words(part, "h1")[0].startswith("The 18- to 25-year-olds")
    links = [link.get("href") for link in part.iter("a") if link.get("hreflang") is None]
    pages, kreise = links[:-KREISE], links[-KREISE:]
    assert len(pages) > 4
    assert all(link.endswith("?lang=en") for link in pages)
    assert all("&lang=en&kreis=" in link for link in kreise)


def test_without_a_year_it_is_the_last_one_with_values(client):
    assert "2024" in words(view(client, "/karte"), "h1")[0]


def test_a_year_the_source_lacks_says_so_and_shows_no_value(client):
    titles = words(view(client, "/karte?jahr=2001"), "title")
    assert len(titles) == KREISE
    assert not any(re.search(r"\d", title.partition(": ")[2]) for title in titles)


def test_only_the_kreise_of_the_scope_are_ranked_and_the_others_fade(client):
    part = view(client, "/karte?ausschnitt=lausitz_brandenburg")
    assert len(ranked(part)) == LAUSITZ
    assert len([path for path in part.iter("path") if path.get("class") == "faded"]) == KREISE - LAUSITZ


def test_initiatives_can_be_left_out(client):
    places = served.atlas().members.dropna(subset=["lat"])[["lat", "lon"]].drop_duplicates()
    assert len(marks(view(client, "/karte"))) == len(places)
    assert marks(view(client, "/karte?initiativen=aus")) == []


@pytest.mark.parametrize(
    "query", ["jahr=1899", "alter=jung", "kreis=99999", "lage=nirgends", "ansicht=tabelle", "lang=fr", "indikator=x"]
)
def test_what_does_not_exist_and_the_table_are_left_to_the_page(client, query):
    answer = client.get(f"/karte?{query}")
    assert answer.status_code == 200
    assert view(client, f"/karte?{query}") is None


def test_the_start_page_brings_its_finding_its_map_and_its_key_figures(client):
    part = view(client, "/")
    assert words(part, "h1") == ["Von 3 auf 23 Initiativen – zu Hause in 10 von 18 Kreisen"]
    # In 2024 the Land gained 22,629 people, and every Kreis more than it lost.
    assert words(part, "h2") == ["Mehr Zuzüge als Fortzüge: 2024 gewinnen alle Kreise", "Was nicht bekannt ist"]
    figures = [" ".join(one.text.split()) for one in part.iter("p") if one.get("class") == "value"]
    assert figures == ["23", "10 von 18", "mehr als 71.500 €", "+22.629"]
    assert len(words(part, "title")) == KREISE
    assert words(part.find(".//ul"), "li") == [
        "Initiative des Netzwerks, laufend",
        "Stand unbekannt",
        "beendet",
        "gestrichelt: Mitgliedschaft nur erschlossen",
    ]


def test_the_start_page_speaks_english_and_leaves_an_unknown_language_to_the_page(client):
    assert words(view(client, "/?lang=en"), "h1") == ["From 3 to 23 initiatives – at home in 10 of 18 districts"]
    assert view(client, "/?lang=fr") is None


@pytest.mark.parametrize("entry", page_entries(get_wording("de")), ids=lambda entry: entry.url_path)
def test_the_pages_that_declare_a_first_view_bring_it_in_their_document_and_no_others(client, entry):
    """The map and the start page have one of their own."""
    brings = {"karte", "ueberblick"} | {page.address for page in PAGES.values() if page.first}
    assert (view(client, entry.address) is not None) == (entry.url_path in brings)


@pytest.mark.parametrize(
    ("address", "heading", "lead", "figures", "entry"),
    [
        (
            "/kreisprofil?kreis=12062",
            "Elbe-Elster gewann 2024 durch Umzüge 457 Menschen: Rang 16 von 20",
            "Landkreis in Brandenburg · in der Lausitz nach InvKG · 1.899 km² · amtlicher Schlüssel 12062",
            ["97.967", "+4,7", "+12,4", "1"],
            "Kreis",
        ),
        (
            "/wachstum",
            "Wie ist das Netzwerk gewachsen?",
            "Alle belegten Mitgliederzahlen seit 2017, was sich daraus ablesen lässt und was nicht.",
            ["+20", "+2,4", "27,5 %", "2,8 Jahre"],
            "Überblick",
        ),
        (
            "/foerderung?lang=en",
            "How is the network funded?",
            "What is documented on money for the network, the programme and single initiatives. Kinds of amounts are "
            "kept apart and not added.",
            ["more than €71,500", "more than €3,250", "about €213,300", "up to €230,000", "2"],
            "Initiatives",
        ),
    ],
)
def test_pages_that_open_with_key_figures_bring_them_in_their_document(client, address, heading, lead, figures, entry):
    part = view(client, address)
    assert words(part, "h1") == [heading]
    assert words(part, "p")[0] == lead
    assert [" ".join(one.text.split()) for one in part.iter("p") if one.get("class") == "value"] == figures
    assert [one.text for one in part.iter("a") if one.get("aria-current") == "page"] == [entry]


def test_a_district_is_told_in_words_and_one_that_does_not_exist_is_left_to_the_page(client):
    chosen, unknown = view(client, "/kreisprofil?kreis=12052"), view(client, "/kreisprofil?kreis=99999")
    assert words(chosen, "h1")[0].startswith("Cottbus")
    assert any(sentence.startswith("Am 31. Dezember 2024 lebten hier") for sentence in words(chosen, "p"))
    # The page opens with this district, too, and says which one there is not.
    assert words(unknown, "h1") == words(view(client, "/kreisprofil"), "h1")


def chart(part: ET.Element, room: str = "broad") -> ET.Element:
    """The chart as it is drawn for a page of usual width, or for a phone."""
    return next(one for one in part.iter("svg") if one.get("class") == f"chart {room}")


@pytest.mark.parametrize(
    ("address", "heading", "finding", "described"),
    [
        (
            "/wanderung?kreise=12062&alter=18-25",
            "Wer kommt, wer geht",
            "Elbe-Elster: bis 2024 kein dauerhaftes Plus",
            "zuletzt −26,6 (2024)",
        ),
        (
            "/ausblick",
            "Wie es weitergehen kann",
            "13 Zählungen erlauben keine sichere Prognose: je nach Modell 22 bis 30 Mitglieder im November 2028",
            "3 (2017), 8 (Dezember 2017)",
        ),
        (
            "/vergleich?kreis=12062&lang=en",
            "Places that can be compared",
            "Elbe-Elster: similar to most, rank 12 of 20",
            "+12.4",
        ),
    ],
)
def test_pages_that_open_with_a_chart_bring_it_in_their_document(client, address, heading, finding, described):
    part = view(client, address)
    assert (words(part, "h1"), words(part, "h2")) == ([heading], [finding])
    for room in ("broad", "slim"):
        assert described in chart(part, room).get("aria-label")
    assert any(line.startswith(("Quelle", "Source")) for line in words(part, "p"))


def test_a_value_stands_on_the_chart_where_its_axes_say(client):
    drawn = chart(view(client, "/wanderung?kreise=12062&alter=18-25"))
    ticks = {"".join(one.itertext()): one for one in drawn.iter("text")}
    zero, low = (float(ticks[label].get("y")) for label in ("0", "−60"))
    dots = {round(float(dot.get("cx"))): float(dot.get("cy")) for dot in reversed(list(drawn.iter("circle")))}
    first, last = (float(ticks[year].get("x")) for year in ("2000", "2024"))
    middle = zero - (float(ticks["0"].get("font-size")) * (0.93 - 1.22 / 2))
    at_2018 = dots[round(first + (last - first) * 18 / 24)]
    # As on the map: 64.8 more of 1,000 went from Elbe-Elster than came in 2018.
    assert (middle - at_2018) / (low - zero) * 60 == pytest.approx(-64.8, abs=0.2)
    # Land and district, 24 years each; 2001 is missing.
    assert len(list(drawn.iter("circle"))) == 2 * 24
    assert round(first + (last - first) / 24) not in dots


def test_each_of_twenty_districts_is_on_the_chart_and_the_nearest_have_another_shape(client):
    drawn = chart(view(client, "/vergleich?kreis=12062"))
    shapes = [one for one in drawn.iter("path") if one.get("transform")]
    assert (len(list(drawn.iter("circle"))), len(shapes)) == (17, 3)


@pytest.mark.parametrize(
    "address",
    [
        "/ausblick?thema=wanderung",
        "/ausblick?lang=fr",
        f"/wanderung?{MANY}",
        "/wirkung?worte=einfach",
        "/weisseflecken?neu=52.1,13.2",
        "/weisseflecken?ziel=need",
        "/herkunft?ansicht=tabelle",
    ],
)
def test_another_topic_an_unknown_language_and_more_than_fits_are_left_to_the_page(client, address):
    assert client.get(address).status_code == 200
    assert view(client, address) is None


def test_what_may_be_said_of_an_effect_stands_in_the_document(client):
    part = view(client, "/wirkung")
    assert words(part, "h1") == ["Vor und nach dem Start einer Initiative"]
    assert words(part, "h2") == ["Mit diesen Daten nicht vom Zufall zu unterscheiden", "Was sich sagen lässt"]
    figures = [" ".join(one.text.split()) for one in part.iter("p") if one.get("class") == "value"]
    assert figures == ["+0,8 je 1.000", "+82 im Jahr", "in 72 % der Fälle", "5,8 je 1.000"]
    told = words(part, "p")
    assert len([saying for saying in told if saying.startswith("„Die Initiative hat")]) == 2
    assert any(line.startswith("Quellen: © Statistische Ämter") for line in told)


def test_a_district_without_a_start_to_compare_is_told_so_in_english(client):
    part = view(client, "/wirkung?kreis=12066&lang=en")
    assert words(part, "h2")[0].startswith("No comparison possible")
    assert "5 + 2 years" in [" ".join(one.text.split()) for one in part.iter("p") if one.get("class") == "value"]


def test_the_map_of_distances_stands_in_the_document_with_its_shares(client):
    part = view(client, "/weisseflecken?grenze=15")
    assert words(part, "h1") == ["20 % der Menschen in Brandenburg haben eine Initiative im Umkreis von 15 km"]
    classes = words(next(one for one in part.iter("ul") if one.get("class") == "classes"), "li")
    assert [name.split(" % ")[0] for name in classes] == [
        "0 bis 15 km 20,4", "15 bis 30 km 25,6", "30 bis 45 km 23,4", "über 45 km 30,6",
    ]  # fmt: skip
    assert [one.text for one in part.iter("h2")][1] == "Beste nächste Orte, 15 km"
    assert "Potsdam" in words(part, "p")[-2]


def test_a_gemeinde_lies_in_the_area_of_its_class_and_beyond_the_scope_it_fades(client, atlas):
    part = view(client, "/weisseflecken?ausschnitt=lausitz_brandenburg&lang=en")
    assert words(part, "h1")[0].startswith("74% of the people in the Lausitz in Brandenburg")
    areas = [path for path in part.iter("path") if path.get("fill")]
    lit = {path.get("fill"): path.get("d") for path in areas if path.get("class") != "faded"}
    outlines = compute_gemeinde_outlines(atlas)
    # An initiative is at home in Finsterwalde (Elbe-Elster); Teltow lies outside the Lausitz, far from any.
    assert outlines["12062140"] in lit[theme.REACH[0]]
    (faded,) = [path.get("d") for path in areas if outlines["12069616"] in path.get("d")]
    assert faded not in lit.values()


def test_the_balances_of_a_district_stand_in_the_document_by_year_and_in_english(client):
    part = view(client, "/herkunft?kreis=12062&jahr=2021")
    assert words(part, "h1") == ["Woher, wohin"]
    assert words(part, "h2") == [
        "2021: Elbe-Elster gewinnt am meisten mit Oder-Spree (+749), verliert am meisten mit Nordrhein-Westfalen (−280)"
    ]
    assert ranked(part)[0].split() == ["Oder-Spree", "+749"]
    for room in ("broad", "slim"):
        drawn = chart(part, room)
        gains = [one for one in drawn.iter("path") if one.get("class") == "flow gain"]
        # Oder-Spree and Frankfurt (Oder); Berlin's balance is too small for a line.
        assert len(gains) == 2
        assert "Oder-Spree +749" in drawn.get("aria-label")
    other = view(client, "/herkunft?kreis=12062&jahr=2019&lang=en")
    assert words(other, "h2")[0].startswith("2019: Elbe-Elster")
    assert words(other, "h3") == ["Elbe-Elster: largest balances 2019"]


def test_bars_begin_at_the_line_of_zero(client):
    part = view(client, "/herkunft")
    styles = [(one.get("class"), one.get("style")) for one in part.iter("span") if one.get("style")]
    zero = {style for name, style in styles if name == "axis"}
    assert len(zero) == 1
    left = zero.pop().removeprefix("left:")
    gains = [style for name, style in styles if name == "bar gain"]
    assert len(gains) == 4
    assert all(style.startswith(f"left:{left};") for style in gains)


@pytest.mark.parametrize("path", ["/", "/karte"])
def test_a_link_that_brings_slides_is_left_to_the_page(client, path):
    assert view(client, f"{path}?{SLIDES_PARAM}=abc") is None


def test_where_the_figures_are_not_the_active_ones_the_page_tells_it_first(client, monkeypatch):
    monkeypatch.setattr(served, "standing", lambda: Standing("shipped", "no_answer"))
    assert view(client, "/karte") is None


def test_every_view_has_a_tag_of_its_own_and_is_not_sent_twice(client):
    first, other = client.get("/karte?jahr=2018"), client.get("/karte?jahr=2017")
    assert first.headers["etag"] != other.headers["etag"]
    again = client.get("/karte?jahr=2018", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("query", ["jahr=2018&x=<b>x</b>", "kreis=<b>x</b>", "lage=<b>x</b>"])
def test_words_of_the_address_never_become_markup(client, query):
    assert (view(client, f"/karte?{query}") is not None) is query.startswith("jahr")
    assert "<b>x" not in client.get(f"/karte?{query}").text


@pytest.mark.parametrize("address", ["/", "/karte"])
def test_a_document_comes_packed_for_those_who_take_it(client, address):
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for accepted, coding in (("gzip, deflate, br", "br"), ("gzip", "gzip")):
        packed = client.get(address, headers={"Accept-Encoding": accepted})
        assert packed.headers["content-encoding"] == coding
        assert int(packed.headers["content-length"]) < len(plain.content) / 3
        assert packed.headers["vary"] == "Accept-Encoding"
        assert packed.headers["etag"] == plain.headers["etag"]
