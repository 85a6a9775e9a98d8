"""How complete the register is and which Kreise it reaches, counted by hand from the published register."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.marks import Dot, Words
from analytics.exports.drawing.picture import write_picture
from analytics.exports.views import draw_map_view
from analytics.figure import theme
from analytics.language import get_wording
from analytics.maps.view import compute_map_view
from analytics.rates.coverage import best_state, compute_reach, compute_register_coverage, members_by_kreis
from analytics.subjects.overview.figures import draw_overview
from analytics.subjects.overview.measures import (
    first_member_count,
    latest_land_border_net,
    latest_land_net,
    latest_member_count,
    latest_network_funding,
    undocumented_funding_years,
)
from analytics.subjects.reach.figures.map import reach_map_facts
from analytics.subjects.reach.measures import kreise_without
from data.errors import GrainError

# Read from the register by hand: Elbe-Elster, Uckermark, Prignitz, Ostprignitz-Ruppin, Spree-Neiße,
# Märkisch-Oderland, Oberspreewald-Lausitz, Cottbus, Oder-Spree, Potsdam-Mittelmark, Havelland.
SEATS = {"12062", "12073", "12070", "12068", "12071", "12064", "12066", "12052", "12067", "12069", "12063"}
# Elbe-Elster, Prignitz, Spree-Neiße, Märkisch-Oderland, Oberspreewald-Lausitz, Cottbus, Oder-Spree: one has the status
# active; of the others all are "unknown" in Uckermark, Ostprignitz-Ruppin and Havelland, and "ended" in
# Potsdam-Mittelmark.
RUNNING = {"12062", "12070", "12071", "12064", "12066", "12052", "12067"}
UNKNOWN = {"12073", "12068", "12063"}


def test_fifteen_members_are_documented_and_four_inferred_of_twenty_three_and_one_has_ended(atlas):
    coverage = compute_register_coverage(atlas)
    assert (coverage.documented, coverage.inferred, coverage.named, coverage.ended) == (15, 4, 19, 1)
    assert (coverage.stated, coverage.stated_date, coverage.unnamed) == (23, "2025-11", 4)
    assert coverage.without_place == 3
    assert coverage.named + coverage.ended == len(atlas.members) == 20


def test_ten_of_eighteen_kreise_are_reached_seven_of_them_for_sure_and_none_of_the_two_in_saxony(atlas):
    table = members_by_kreis(atlas)
    assert set(table.loc[table["members"] > 0, "ags"]) == SEATS
    assert set(table.loc[table["state"] == "active", "ags"]) == RUNNING
    assert set(table.loc[table["state"] == "unknown", "ags"]) == UNKNOWN
    reach = compute_reach(atlas)
    assert (reach.land_running, reach.land_unknown, reach.land_reached, reach.land_all) == (7, 3, 10, 18)
    assert (reach.lausitz_reached, reach.lausitz_all) == (0, 2)
    assert reach.initiatives == {"active": 10, "unknown": 6, "ended": 1}


def test_start_page_and_white_spots_share_out_the_same_kreise(atlas):
    reach, without = compute_reach(atlas), kreise_without(atlas)
    land = without[without["land_ags"] == "12"]
    assert reach.land_reached + len(land) == reach.land_all
    assert set(land.loc[land["state"] == "ended", "name"]) == set(reach.ended_only)


@pytest.mark.parametrize(
    ("states", "best"),
    [(["ended", "unknown", "active"], "active"), (["ended", "unknown"], "unknown"), (["ended"], "ended"), ([], "none")],
)
def test_several_initiatives_at_one_place_show_the_surest_sign_of_life(states, best):
    assert best_state(states) == best


def test_every_map_marks_running_unknown_and_ended_apart(atlas):
    w = get_wording("de")
    view = compute_map_view(atlas, w, indicator="net_per_1000", age_group="insgesamt")
    states = {member["ids"]: member["state"] for member in view["members"]}
    assert states["neuland-hoher-flaeming"] == "ended"
    assert states["heimkehrerboerse-wittstock"] == "unknown"
    assert states["comeback-elbe-elster"] == "active"
    # Both share a point: one is known to run, of the other nobody knows.
    assert states["boomtown-cottbus|sehnsucht-cottbus"] == "active"
    assert sorted(states.values()) == ["active"] * 10 + ["ended"] + ["unknown"] * 4
    assert "10 laufend, 4 mit unbekanntem Stand, 1 beendet" in view["descriptions"][-1]
    facts = reach_map_facts(atlas)
    assert [item["names"] for item in facts["ended"]] == [["Neuland Hoher Fläming"]]
    assert sorted(item["state"] for item in facts["initiatives"]) == ["active"] * 10 + ["unknown"] * 4


def test_the_picture_and_the_slide_explain_the_three_marks(atlas):
    w = get_wording("de")
    shown = draw_map_view(atlas, w, indicator="net_per_1000", age_group="insgesamt")
    marks = lay_out_map(atlas, shown, 900, 700, w)
    dots = [mark for mark in marks if isinstance(mark, Dot) and mark.origin[0] == "member"]
    assert [dot.symbol for dot in dots].count("x") == 1
    assert sum(dot.fill == theme.CARD for dot in dots) == 4
    # Both "Wirtschaftsregionen" are inferred members.
    assert sum(dot.dash != "solid" for dot in dots) == 2
    words = {mark.text for mark in marks if isinstance(mark, Words) and mark.origin[0] == "legend"}
    assert {"Initiative des Netzwerks, laufend", "Stand unbekannt", "beendet"} <= words
    svg = write_picture(atlas, w, shown, shape="a4", file_format="svg").decode()
    assert all(word in svg for word in ("Initiative des Netzwerks, laufend", "Stand unbekannt", "beendet"))


def test_kreise_reached_only_by_inference_or_only_in_the_past_are_named(atlas):
    reach = compute_reach(atlas)
    assert reach.inferred_only == ("Havelland",)
    assert reach.ended_only == ("Potsdam-Mittelmark",)


def test_prignitz_counts_three_members_and_kreise_without_a_member_count_zero(atlas):
    table = members_by_kreis(atlas).set_index("ags")
    assert table.loc["12070", ["members", "documented", "inferred"]].tolist() == [3, 2, 1]
    assert table.loc["12054", "members"] == 0
    assert len(table) == 20
    assert table["members"].sum() == 17


def test_a_member_listed_twice_is_refused(atlas):
    doubled = replace(atlas, members=pd.concat([atlas.members, atlas.members.head(1)], ignore_index=True))
    with pytest.raises(GrainError):
        compute_register_coverage(doubled)


def test_the_network_grew_from_three_in_2017_to_twenty_three(atlas):
    first, latest = first_member_count(atlas), latest_member_count(atlas)
    assert (first.value, first.date) == (3, "2017")
    assert (latest.value, latest.date) == (23, "2025-11")


def test_the_last_documented_funding_is_more_than_71500_euros_in_2024(atlas):
    funding = latest_network_funding(atlas)
    assert (funding.value, funding.date, funding.detail) == (71_500, "2024", "more_than")
    assert undocumented_funding_years(atlas) == [2025, 2026]


def test_the_balance_of_2024_is_the_sum_of_the_eighteen_kreise(atlas):
    # 12051 … 12073 of 2024, all ages, added by hand from the official table.
    by_hand = atlas.migration.query("year == 2024 and age_group == 'insgesamt' and ags.str.startswith('12')")
    assert len(by_hand) == 18
    net = latest_land_net(atlas)
    assert (net.value, net.date) == (22_629, "2024") == (by_hand["net"].sum(), "2024")


def test_the_press_figure_over_the_land_border_is_kept_apart_from_the_kreis_series(atlas):
    border = latest_land_border_net(atlas)
    assert (border.value, border.date) == (22_629, "2024")
    assert border.source_ids != latest_land_net(atlas).source_ids


def test_the_start_page_gives_the_figure_over_the_border_only_for_a_later_year(atlas):
    w = get_wording("de")
    assert "Landesgrenze" not in draw_overview(atlas, w).table["hint"].iloc[-1]
    older = replace(atlas, migration=atlas.migration[atlas.migration["year"] < 2024])
    hint = draw_overview(older, w).table["hint"].iloc[-1]
    assert hint == "Brandenburg 2023, jüngste Kreiszahlen; 2024 über die Landesgrenze: +22.629"


@pytest.mark.parametrize(
    ("lang", "values"),
    [
        ("de", ["23", "10 von 18", "mehr als 71.500 €", "+22.629"]),
        ("en", ["23", "10 of 18", "more than €71,500", "+22,629"]),
    ],
)
def test_the_start_page_opens_with_four_key_figures_in_the_readers_format(atlas, lang, values):
    figure = draw_overview(atlas, get_wording(lang))
    assert [value.replace("\u00a0", " ") for value in figure.table["value"]] == values
    assert figure.table["source_ids"].ne("").all()
    assert all(value in figure.description for value in figure.table["value"])


def test_the_start_pages_headline_is_made_of_the_measures(atlas):
    assert draw_overview(atlas, get_wording("de")).headline == (
        "Von 3 auf 23 Initiativen\u00a0– zu Hause in 10 von 18 Kreisen"
    )


def test_what_is_not_known_is_said_with_its_numbers(atlas):
    members, migration, funding = draw_overview(atlas, get_wording("de")).notes
    assert "23" in members
    assert "19, davon 15 belegt und 4 erschlossen" in members
    assert "1 weitere im Register ist beendet" in members
    assert "nach 2024" in migration
    assert "2025 und 2026" in funding
