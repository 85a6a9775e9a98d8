"""Headlines of slides: each names place and year; three kinds to choose from."""

import re

import pytest

from analytics.exports.pptx.parts.words import plain_headline, protect_compounds, protect_numbers
from analytics.exports.presentation.collection import draw_view, make_spec
from analytics.exports.presentation.headlines import name_place_and_year, propose_headlines
from analytics.exports.views import VIEWS, figure_of, opening_params
from analytics.language import get_wording
from analytics.rates.naming import kreis_names

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Tests on invented data have neither place nor year.
INVENTED = {"simulations", "simulations_land"}


def spec_of(atlas, name):
    opening = opening_params(atlas, name) | {"member_id": "comeback-elbe-elster"}
    return make_spec(name, **{param.name: opening[param.name] for param in VIEWS[name].params if param.name in opening})


def proposals(atlas, lang, spec):
    w, params = get_wording(lang), dict(spec.params)
    figure = figure_of(draw_view(atlas, w, spec))
    finding = name_place_and_year(atlas, w, spec.view, params, figure)
    return finding, *propose_headlines(atlas, w, spec.view, params, figure)[1:]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", sorted(set(VIEWS) - INVENTED))
def test_every_headline_of_every_view_names_place_and_year(atlas, lang, name):
    places = {"Brandenburg", "Lausitz", *kreis_names(atlas).values()}
    years = range(1990, 2041)
    found = proposals(atlas, lang, spec_of(atlas, name))
    for headline in found:
        assert any(place in headline for place in places), headline
        assert any(int(year) in years for year in YEAR.findall(headline)), headline
    assert len(set(found)) == 3
    assert "?" in found[1]


@pytest.mark.parametrize(
    ("spec", "finding"),
    [
        (make_spec("kreis_ages", ags="12062"), "In 5 von 6 Altersgruppen im Plus (Elbe-Elster, 2024)"),
        (make_spec("kpis"), "Von 3 auf 23 Initiativen – zu Hause in 10 von 18 Kreisen (Brandenburg, 2017–2025)"),
        (make_spec("events"), "34 Ereignisse in der Geschichte des Netzwerks (Brandenburg, 2017–2026)"),
        (make_spec("heatmap", area="12052"), "Cottbus gewinnt in allen Altersgruppen (2024)"),
        (
            make_spec("ranking", year=2018, age_group="insgesamt"),
            "2018: Barnim gewinnt am meisten, Cottbus liegt am Ende",
        ),
        (
            make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2024, scope="lausitz"),
            "Mehr Zuzüge als Fortzüge: 2024 gewinnen alle Kreise der Lausitz mit Sachsen",
        ),
        (
            make_spec("map", indicator="net_per_1000", age_group="insgesamt", year=2024),
            "Mehr Zuzüge als Fortzüge: 2024 gewinnen alle Kreise (Brandenburg und Lausitz)",
        ),
    ],
)
def test_only_what_is_missing_is_added(atlas, spec, finding):
    assert proposals(atlas, "de", spec)[0].replace("\u00a0", " ") == finding


def test_the_three_kinds_of_a_headline(atlas):
    assert proposals(atlas, "de", make_spec("heatmap", area="12062")) == (
        "Elbe-Elster verliert nur bei den 18- bis unter 25-Jährigen (2024)",
        "Welche Altersgruppen kommen, welche gehen? (Elbe-Elster, 2000–2024)",
        "Wanderungssaldo je 1.000 Gleichaltrige, Elbe-Elster, 2000–2024",
    )


@pytest.mark.parametrize(
    ("measure", "over_the_years", "by_district"),
    [
        ("arrivals", "Wie haben sich die Zuzüge entwickelt?", "Wohin ziehen die meisten?"),
        ("departures", "Wie haben sich die Fortzüge entwickelt?", "Wo ziehen die meisten fort?"),
        (
            "net_abroad",
            "Wanderungssaldo mit dem Ausland: Wie hat er sich entwickelt?",
            "Wanderungssaldo mit dem Ausland: Wo ist er am größten?",
        ),
        ("net", "Wie hat sich der Wanderungssaldo entwickelt?", "Wo kommen mehr Menschen, als gehen?"),
    ],
)
def test_a_question_asks_for_the_measure_that_is_shown(atlas, measure, over_the_years, by_district):
    series = make_spec("series", kreise=("12062",), age_group="insgesamt", measure=measure)
    ranking = make_spec("ranking", year=2023, age_group="insgesamt", measure=measure)
    assert proposals(atlas, "de", series)[1].startswith(f"{over_the_years} (")
    assert proposals(atlas, "de", ranking)[1].startswith(f"{by_district} (")


def test_invented_data_get_no_place_and_no_year(atlas):
    assert not YEAR.search(proposals(atlas, "de", make_spec("simulations"))[0])


@pytest.mark.parametrize(
    ("headline", "written"),
    [
        ("46\xa0% leben im Umkreis von 30 km (2026)", "46\xa0% leben im Umkreis von 30\xa0km (2026)"),
        ("Saldo +8,2 je 1.000, Rang 3 (2000–2018)", "Saldo +8,2\xa0je\xa01.000, Rang\xa03 (2000–\u20602018)"),
        ("Auf das 7,7-Fache am 31. Dezember", "Auf das 7,7\u2011Fache am 31.\xa0Dezember"),
        ("Das Land gewinnt – 2024, am meisten", "Das Land gewinnt – 2024, am meisten"),
    ],
)
def test_numbers_stay_with_their_units_and_are_read_back_as_they_were(headline, written):
    assert protect_compounds(headline) == written
    assert plain_headline(written) == headline


def test_numbers_with_their_units_and_names_of_licences_stay_whole_in_texts():
    said = "Im Umkreis von 30 km, Quellen 2020 (dl-de/by-2-0); Elbe-Elster"
    written = protect_numbers(said)
    assert written == "Im Umkreis von 30\u00a0km, Quellen 2020 (dl\u2011de/by\u20112\u20110); Elbe-Elster"
    assert plain_headline(written) == said
