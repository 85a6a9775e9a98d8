"""The view of the map: values, words and layers the page and the files draw."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from analytics.exports.drawing.picture import write_picture
from analytics.exports.opendata.indicators import compute_indicator_table
from analytics.exports.table import write_csv
from analytics.exports.views import draw_map_view
from analytics.language import get_wording
from analytics.maps.classes import METHODS
from analytics.maps.indicators import default_base_year, find_indicator
from analytics.maps.layers import FIRST_LAYERS, LATE_LAYERS, layer_collections, member_points
from analytics.maps.table import draw_map_table
from analytics.maps.values import compute_map_values
from analytics.maps.view import compute_map_view
from analytics.rates.rates import migration_age_groups
from data.errors import UnknownNameError
from tests.facts import pick_kreis

NET = {"indicator": "net_per_1000", "age_group": "30-50"}


@pytest.fixture(scope="module")
def german(atlas):
    return compute_map_view(atlas, get_wording("de"), **NET)


@pytest.fixture(scope="module")
def english(atlas):
    return compute_map_view(atlas, get_wording("en"), **NET)


def test_the_view_holds_20_kreise_for_every_year_and_is_json(german):
    assert len(german["kreise"]) == 20
    assert german["years"] == list(range(2000, 2025))
    for kreis in german["kreise"]:
        assert {len(kreis[name]) for name in ("v", "c", "t", "p", "r")} == {25}
    assert json.loads(json.dumps(german, allow_nan=False)) == german


def test_elbe_elster_2024_reads_as_on_the_page(german, english):
    last = german["years"].index(2024)
    kreis = pick_kreis(german, "12062")
    assert (kreis["t"][last], kreis["p"][last], kreis["r"][last], kreis["gain"]) == ("+12,4", "+266", 12, "2015")
    assert pick_kreis(english, "12062")["t"][last] == "+12.4"
    assert pick_kreis(german, "99999") is None


def test_2001_is_a_gap_with_its_reason_and_a_count(german, english):
    at = german["years"].index(2001)
    assert german["gaps"] == {"2001": "2001 fehlt in der Quelle"}
    assert english["gaps"] == {"2001": "2001 is missing in the source"}
    assert german["legend"]["missing"][at] == "20 Kreise ohne Wert"
    assert all(kreis["v"][at] is None and kreis["c"][at] == -1 for kreis in german["kreise"])
    assert german["last_year"] == 2024


@pytest.mark.parametrize(
    ("lang", "headline", "description"),
    [
        (
            "de",
            "Die 30- bis 50-Jährigen kommen: 2024 gewinnen alle Kreise außer Potsdam",
            "Höchster Wert: Potsdam-Mittelmark (+26,5), niedrigster: Potsdam (−0,5). Über null liegen 19 Kreise, "
            "unter null 1.",
        ),
        (
            "en",
            "The 30- to 50-year-olds are coming: in 2024 all districts gain except Potsdam",
            "Highest value: Potsdam-Mittelmark (+26.5), lowest: Potsdam (−0.5). Above zero: 19 districts, below: 1.",
        ),
    ],
)
def test_headline_and_text_alternative_say_the_finding(atlas, lang, headline, description):
    view = compute_map_view(atlas, get_wording(lang), **NET)
    assert view["headlines"][-1] == headline
    assert description in view["descriptions"][-1]


@pytest.mark.parametrize("indicator", ["net_per_1000", "arrivals_per_1000", "departures_per_1000", "net_change"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_year_of_every_age_group_has_its_sentences(atlas, indicator, lang):
    for age_group in migration_age_groups(atlas):
        view = compute_map_view(
            atlas, get_wording(lang), indicator=indicator, age_group=age_group, scope="lausitz", year_from=2008
        )
        for name in ("headlines", "subtitles", "descriptions"):
            assert len(view[name]) == 25
            assert all("{" not in sentence for sentence in view[name])
        for subtitle, year in zip(view["subtitles"], view["years"], strict=True):
            assert str(year) in subtitle


def test_the_lausitz_ranks_its_seven_kreise_only(atlas):
    view = compute_map_view(atlas, get_wording("de"), scope="lausitz", **NET)
    inside = [kreis for kreis in view["kreise"] if kreis["inside"]]
    assert len(inside) == 7
    assert sorted(kreis["r"][-1] for kreis in inside) == [1, 2, 3, 4, 5, 6, 7]
    assert all(kreis["r"][-1] is None for kreis in view["kreise"] if not kreis["inside"])


def test_the_change_between_two_years_is_the_difference_of_the_rates(atlas):
    change = compute_map_values(atlas, indicator="net_change", age_group="30-50", year_from=2010)
    rate = compute_map_values(atlas, indicator="net_per_1000", age_group="30-50")

    def of(table, year):
        return table[(table["ags"] == "12062") & (table["year"] == year)]["value"].item()

    assert of(change, 2018) == pytest.approx(of(rate, 2018) - of(rate, 2010))
    assert of(change, 2010) == 0


def test_the_persons_of_a_change_are_a_change_too_in_panel_table_and_file(atlas):
    """Elbe-Elster, 18 to 25: 2018 the balance was -267 persons; what is shown beside the rate is the difference."""
    w, ags, base, year = get_wording("de"), "12062", 2008, 2018
    people = atlas.migration[(atlas.migration["ags"] == ags) & (atlas.migration["age_group"] == "18-25")]
    net = people.set_index("year")["net"]
    wanted = int(net[year]) - int(net[base])
    assert int(net[year]) == -267 != wanted
    chosen = {"indicator": "net_change", "age_group": "18-25", "year_from": base}
    view = compute_map_view(atlas, w, **chosen)
    assert pick_kreis(view, ags)["p"][view["years"].index(year)] == w.signed(wanted, 0)
    assert view["ui"]["value_year"] == "Veränderung je 1.000, 2008→{year}"
    assert view["ui"]["persons"] == "Veränderung in Personen, 2008→{year}"
    assert view["ui"]["col_persons"] == "Personen, Veränderung seit 2008"
    assert view["legend"]["title"] == "Veränderung je 1.000 Gleichaltrige seit 2008"
    assert "2008" in view["ui"]["spark"]
    figure = draw_map_table(atlas, w, year=year, **chosen)
    row = figure.table[(figure.table["ags"] == ags) & (figure.table["year"] == year)].iloc[0]
    assert (row["persons"], row["year_from"]) == (wanted, base)
    heading = next(column.label for column in figure.columns if column.name == "persons")
    assert heading == "Personen, Veränderung seit 2008"


def test_a_change_without_a_year_compares_with_ten_years_before_the_last(atlas):
    years = atlas.migration["year"]
    assert default_base_year(atlas) == years.max() - 10
    chosen = {"indicator": "net_change", "age_group": "30-50"}
    named = compute_map_values(atlas, year_from=default_base_year(atlas), **chosen)
    pd.testing.assert_frame_equal(compute_map_values(atlas, **chosen), named)


FIFTH = [
    ("arrivals_change", "change", "arrivals", True),
    ("departures_count", "count", "departures", False),
    # A name that begins like a balance and is none.
    ("netto_zuzug", "rate", "arrivals", False),
]


@pytest.mark.parametrize(("code", "kind", "measure", "diverging"), FIFTH, ids=[row[0] for row in FIFTH])
def test_a_fifth_row_of_the_table_is_all_the_map_needs(atlas, code, kind, measure, diverging):
    row = atlas.indicators.tail(1).assign(indicator_id=code, kind=kind, measure=measure, diverging=diverging)
    fuller = replace(atlas, indicators=pd.concat([atlas.indicators, row], ignore_index=True), version=code)
    last, w = int(atlas.migration["year"].max()), get_wording("de")
    base = last - 10 if kind == "change" else None
    source = atlas.migration[(atlas.migration["ags"] == "12062") & (atlas.migration["age_group"] == "30-50")]
    people = source.set_index("year")[measure]
    values = compute_map_values(fuller, indicator=code, age_group="30-50").set_index(["ags", "year"])
    shown = values.loc[("12062", last)]
    assert shown["persons"] == people[last] - (people[base] if base else 0)
    if kind == "count":
        assert shown["value"] == people[last]

    view = compute_map_view(fuller, w, indicator=code, age_group="30-50")
    at = view["years"].index(last)
    written = pick_kreis(view, "12062")["t"][at]
    assert written[0] in "+−0" if diverging else written[0].isdigit()
    assert ("," in written) == (kind != "count")
    assert ("Über null" in view["descriptions"][at]) == diverging
    assert str(base or "Kreise") in view["subtitles"][at]

    figure = draw_map_table(fuller, w, indicator=code, age_group="30-50", year=last)
    kinds = {column.name: column.kind for column in figure.columns}
    assert kinds["value"].startswith("signed") == kinds["persons"].startswith("signed") == diverging
    assert code in write_csv(figure, fuller, w).decode("utf-8-sig").splitlines()[0]
    shown = draw_map_view(fuller, w, indicator=code, age_group="30-50", year=last)
    assert write_picture(fuller, w, shown, shape="a4", file_format="svg")
    table = compute_indicator_table(fuller, code)
    assert len(table) == len(compute_indicator_table(fuller, "net_change"))
    assert find_indicator(fuller, code).diverging is diverging


def test_a_change_across_a_break_says_so_and_one_within_a_calm_time_does_not(atlas):
    change = {"indicator": "net_change", "age_group": "30-50", "year_from": 2019}
    view = compute_map_view(atlas, get_wording("de"), **change)
    told = {
        year: (subtitle, description)
        for year, subtitle, description in zip(view["years"], view["subtitles"], view["descriptions"], strict=True)
    }
    breaks = "Zu beachtende Brüche: Zensus 2022."
    for text, ending in zip(told[2024], (breaks, f"{breaks} 20 Kreise gefragt, alle gezeigt."), strict=True):
        assert text.endswith(ending)
    assert told[2022][0].endswith("Zu beachtende Brüche: Zensus 2022; 2022: Zuzug aus der Ukraine.")
    assert told[2015][0].endswith("Brüche: 2015/16: Aufnahme Geflüchteter; ab 2016 eingeschränkt vergleichbar.")
    for year in (2019, 2020, 2021):
        assert not any("Brüche" in text for text in told[year])
    rates = compute_map_view(atlas, get_wording("de"), **NET)
    assert not any("Brüche" in text for text in rates["subtitles"])


def test_a_change_from_a_missing_year_has_no_value_and_says_why(atlas):
    change = compute_map_values(atlas, indicator="net_change", age_group="30-50", year_from=2001)
    assert change["value"].isna().all()
    assert set(change["reason"]) == {"no_base_year", "no_migration"}


@pytest.mark.parametrize(
    "wrong", [{"indicator": "persons"}, {"age_group": "20-30"}, {"scope": "europa"}], ids=lambda item: next(iter(item))
)
def test_an_unknown_name_lists_the_valid_ones(atlas, wrong):
    with pytest.raises(UnknownNameError) as caught:
        compute_map_values(atlas, **(NET | wrong))
    assert caught.value.valid


@pytest.mark.parametrize("method", METHODS)
def test_the_legend_names_its_method(atlas, method):
    view = compute_map_view(atlas, get_wording("en"), method=method, **NET)
    assert "Classes" in view["legend"]["method"]
    assert len(view["legend"]["bounds"]) == len(view["legend"]["colours"]) + 1


def test_initiatives_at_one_place_share_a_circle_and_placeless_ones_are_counted(atlas, german):
    drawn = [member for circle in german["members"] for member in circle["ids"].split("|")]
    placed = atlas.members.dropna(subset=["lat"])["member_id"]
    assert sorted(drawn) == sorted(placed)
    assert german["unplaced"].startswith(str(len(atlas.members) - len(placed)))


def test_an_inferred_member_makes_a_hollow_circle_unless_a_documented_one_shares_it(german):
    circles = {circle["ids"]: circle["sure"] for circle in german["members"]}
    assert circles["wirtschaftsregion-westlausitz"] is False
    assert circles["boomtown-cottbus|sehnsucht-cottbus"] is True


def test_a_guest_at_a_seat_is_named_but_not_counted_again(german):
    names = [member["name"] for member in pick_kreis(german, "12070")["members"]]
    assert len(names) == 2
    assert any("mit Landeplatz" in name for name in names)


def test_each_layer_holds_its_areas(atlas):
    layers = layer_collections(atlas, (*FIRST_LAYERS, *LATE_LAYERS))
    assert list(layers) == ["backdrop", "kreise", "lausitz", "members", "gemeinden"]
    assert len(layers["kreise"]["features"]) == 20
    assert len(layers["gemeinden"]["features"]) == 524
    assert len(layers["members"]["features"]) == len(member_points(atlas))


def test_cottbus_is_cut_out_of_spree_neisse_and_drawn_after_it(atlas):
    features = layer_collections(atlas, ["kreise"])["kreise"]["features"]
    order = [feature["properties"]["ags"] for feature in features]
    assert order.index("12052") > order.index("12071")
    spree_neisse = features[order.index("12071")]["geometry"]
    rings = spree_neisse["coordinates"] if spree_neisse["type"] == "Polygon" else spree_neisse["coordinates"][0]
    assert len(rings) > 1
