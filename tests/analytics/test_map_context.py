"""The context as indicators of the map; every number read by hand from context.csv."""

from dataclasses import replace

import pytest

from analytics.exports.opendata.indicators import compute_indicator_table
from analytics.exports.presentation.collection import draw_slide_figure, make_spec
from analytics.exports.table import write_csv
from analytics.language import get_wording
from analytics.maps.indicators import indicator_rows, map_indicators
from analytics.maps.table import draw_map_table
from analytics.maps.values import compute_map_values
from analytics.maps.view import compute_map_view
from data.errors import UnknownNameError
from tests.facts import pick_kreis

DE, EN = get_wording("de"), get_wording("en")
ELBE_ELSTER, UCKERMARK = "12062", "12073"
UNEMPLOYMENT, GDP, OLD, EMPLOYEES = "unemployment_rate", "gdp_per_capita", "old_age_quotient", "employees_at_workplace"


def _view(atlas, indicator, w=DE, **chosen):
    return compute_map_view(atlas, w, indicator=indicator, **({"age_group": "insgesamt"} | chosen))


def test_the_map_offers_every_indicator_of_the_context_after_those_of_migration(atlas):
    assert map_indicators(atlas)[0] == "net_per_1000"
    assert map_indicators(atlas)[-7:] == tuple(atlas.context_indicators["indicator_id"])
    assert indicator_rows(atlas)["indicator_id"].is_unique


@pytest.mark.parametrize(
    ("indicator", "years", "headline"),
    [
        (UNEMPLOYMENT, (2010, 2025), "Arbeitslosenquote 2025: von 4,0 % (Dahme-Spreewald) bis 11,5 % (Uckermark)"),
        (EMPLOYEES, (2010, 2025), "Beschäftigte am Arbeitsort 2025: von 26.663 (Prignitz) bis 108.982 (Bautzen)"),
        (GDP, (2010, 2023),
         "Bruttoinlandsprodukt je Einwohner 2023: von 25.724 € (Havelland) bis 54.459 € (Spree-Neiße)"),
        (OLD, (2011, 2024), "Altenquotient 2024: von 34,2 (Potsdam) bis 62,3 (Görlitz)"),
    ],
)  # fmt: skip
def test_each_has_the_years_of_its_source_and_says_its_span(atlas, indicator, years, headline):
    view = _view(atlas, indicator)
    assert (view["years"][0], view["years"][-1], view["last_year"]) == (*years, years[1])
    assert view["headlines"][-1].replace("\xa0", " ").replace("\u202f", " ") == headline


def test_values_unit_and_land_are_those_of_the_office(atlas):
    """Elbe-Elster 2010: 13.8 %, 2025: 6.5 %; Land 2025: 6.4 %; table 13211-02-05-4."""
    view = _view(atlas, UNEMPLOYMENT)
    kreis = pick_kreis(view, ELBE_ELSTER)
    assert (kreis["v"][0], kreis["t"][-1], view["land"]["t"][-1]) == (13.8, "6,5", "6,4")
    assert view["land"]["name"] == "Land Brandenburg"
    # 11 Kreise of 20 had a higher rate in 2025.
    higher = atlas.context.query(
        "indicator_id == @UNEMPLOYMENT and year == 2025 and value > 6.5 and region.str.len() == 5"
    )
    assert kreis["r"][-1] == len(higher) + 1
    assert pick_kreis(view, UCKERMARK)["r"][-1] == 1
    assert view["legend"]["title"] == "Prozent aller zivilen Erwerbspersonen"
    assert view["legend"]["labels"] == ["6", "8", "10", "12", "14"]
    assert view["ui"]["value_year"] == "Prozent aller zivilen Erwerbspersonen, {year}"


@pytest.mark.parametrize(
    ("w", "subtitle", "reading"),
    [
        (DE, "Umfeld der Wanderung, keine Ursache: Altenquotient (", "Umfeld, keine Ursache: "),
        (EN, "Context of migration, no cause: Old-age quotient (", "Context, no cause: "),
    ],
    ids=["de", "en"],
)
def test_every_view_of_it_says_that_it_is_no_cause(atlas, w, subtitle, reading):
    view = _view(atlas, OLD, w)
    assert all(text.startswith(subtitle) for text in view["subtitles"])
    assert view["reading"][0].startswith(reading)
    spec = make_spec("map", indicator=OLD, age_group="insgesamt", year=2024)
    assert list(draw_slide_figure(atlas, w, spec).figure.notes[:2]) == view["reading"]
    assert draw_map_table(atlas, w, indicator=OLD, age_group="insgesamt", year=2024).notes == tuple(view["reading"])
    assert _view(atlas, "net_per_1000", w)["reading"] == []


def test_only_the_census_breaks_it_and_only_in_quotients(atlas):
    for indicator, kinds in ((OLD, ["context", "census"]), (UNEMPLOYMENT, ["context"])):
        assert [note["kind"] for note in _view(atlas, indicator)["notes"]] == kinds


def test_an_age_group_asked_for_is_of_no_account(atlas):
    young, all_ages = (_view(atlas, UNEMPLOYMENT, age_group=age) for age in ("18-25", "insgesamt"))
    assert young == all_ages
    with pytest.raises(UnknownNameError):
        _view(atlas, UNEMPLOYMENT, age_group="20-30")


def test_a_value_the_source_lacks_is_counted_and_named(atlas):
    gone = (atlas.context["region"] == ELBE_ELSTER) & (atlas.context["year"] == 2020)
    partly = replace(atlas, context=atlas.context[~gone], version="gap")
    view = _view(partly, UNEMPLOYMENT)
    at = view["years"].index(2020)
    assert view["coverage"][at] == "20 Kreise gefragt, 19 gezeigt; es fehlen: Elbe-Elster (steht nicht in der Quelle)."
    assert pick_kreis(view, ELBE_ELSTER)["v"][at] is None
    assert view["coverage"][at - 1] == "20 Kreise gefragt, alle gezeigt."
    values = compute_map_values(partly, indicator=UNEMPLOYMENT, age_group="insgesamt").set_index(["ags", "year"])
    assert (values.loc[(ELBE_ELSTER, 2020), "status"], values.loc[(UCKERMARK, 2020), "status"]) == (
        "missing",
        "reported",
    )


def test_file_and_open_data_hold_it_with_its_own_sources_and_without_persons(atlas):
    figure = draw_map_table(atlas, DE, indicator=GDP, age_group="insgesamt", year=2023)
    assert figure.source_ids == ("S25", "B01")
    assert {"persons", "age"}.isdisjoint(column.name for column in figure.columns)
    assert "gdp_per_capita" in write_csv(figure, atlas, DE).decode("utf-8-sig").splitlines()[0]
    table = compute_indicator_table(atlas, GDP)
    # 20 Kreise and the Land in 14 years.
    assert (len(table), set(table["age_group"]), table["persons"].isna().all()) == (21 * 14, {"insgesamt"}, True)
    known = table.set_index(["ags", "year"])["value"]
    assert (known[ELBE_ELSTER, 2023], known["12", 2023]) == (32792, 37415)


def test_a_slide_takes_years_of_its_own_source_only(atlas):
    last, late = (make_spec("map", indicator=one, age_group="30-50", year=2025) for one in (UNEMPLOYMENT, GDP))
    assert draw_slide_figure(atlas, DE, last).year == 2025
    with pytest.raises(UnknownNameError):
        draw_slide_figure(atlas, DE, late)
