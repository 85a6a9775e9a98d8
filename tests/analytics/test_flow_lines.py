"""The live map of balances: figures counted by hand in the table of flows, one scale for all years."""

import json

import pytest

from analytics.language import get_wording
from analytics.rates.rates import TOTAL
from analytics.subjects.origin.flow_lines import compute_flow_lines
from data.errors import UnknownNameError
from data.intake import read_file
from data.proposal import atlas_after, propose
from tests.samples.matrix import book, pairs

ELBE_ELSTER, BERLIN, ODER_SPREE, SAXONY = "12062", "11000", "12067", "14"


@pytest.fixture(scope="module")
def view(atlas):
    return compute_flow_lines(atlas, get_wording("de"), ags=ELBE_ELSTER, age_group=TOTAL)


def test_balances_of_all_years_are_those_of_the_table(view):
    nets = {partner["key"]: partner["net"] for partner in view["partners"]}
    assert view["years"] == [2018, 2019, 2020, 2021]
    assert (nets[ODER_SPREE], nets[BERLIN][3]) == ([1263, 1273, 644, 749], 62)
    assert len(nets) == 34
    assert sum(net[3] for net in nets.values()) == -1020


def test_the_scale_is_that_of_the_widest_year_and_small_balances_are_counted_in_words(view):
    # A twentieth of 1,273 (Oder-Spree 2019); of 34 balances of 2021, 19 are smaller.
    assert (view["widest"], view["least"], view["samples"]) == (1273, 64, [200, 500, 1000])
    assert view["drawn"][3] == (
        "15 von 34 Partnern haben eine Linie. 19 Salden unter 64 Personen haben keine: zusammen −493."
    )
    assert all("Die Quelle nennt nur Salden" in notes[0] for notes in view["notes"])


def test_only_districts_of_the_atlas_can_be_put_in_the_middle_and_laender_stand_at_the_rim(view):
    by_key = {partner["key"]: partner for partner in view["partners"]}
    centres = [key for key, partner in by_key.items() if partner["kreis"]]
    assert (len(centres), BERLIN in centres, by_key[BERLIN]["rim"]) == (19, False, False)
    assert sum(partner["rim"] for partner in by_key.values()) == 14
    # Dresden, the seat of Saxony.
    assert by_key[SAXONY]["at"] == pytest.approx([51.05089, 13.73832])


def test_bars_and_their_rest_sum_to_the_balance_within_germany(view):
    assert sum(bar["net"] for bar in view["bars"][3]) - 1026 == -1020
    assert view["rests"][3] == "23 weitere Partner, zusammen −1.026"


def test_a_year_out_of_an_uploaded_matrix_is_drawn_and_its_file_named_without_an_address(atlas):
    intake = read_file(book(pairs(ELBE_ELSTER), sheet="Brandenburg 2022"), "x.xlsx")
    after = atlas_after(propose(intake, atlas, 0, accessed="2026-11-29"), atlas)
    later = compute_flow_lines(after, get_wording("de"), ags=ELBE_ELSTER, age_group=TOTAL)
    assert later["years"][-1] == 2022
    assert None in {source["url"] for source in later["source"]}
    json.dumps(later, allow_nan=False)


def test_a_district_without_balances_is_refused_by_name(atlas):
    with pytest.raises(UnknownNameError):
        compute_flow_lines(atlas, get_wording("en"), ags="99999", age_group=TOTAL)
