"""The profile of one Kreis; numbers worked out by hand from the source tables."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.language import get_wording
from analytics.rates.land_balance import published_net
from analytics.subjects.district.facts import draw_kreis_facts
from analytics.subjects.district.figures import draw_kreis_ages, draw_kreis_population
from analytics.subjects.district.initiatives import draw_kreis_funding, draw_kreis_initiatives
from analytics.subjects.district.measures import compute_peers, compute_population, list_funding, list_initiatives
from analytics.subjects.district.peers import draw_kreis_peers
from analytics.subjects.district.standing import draw_kreis_standing
from analytics.subjects.peers.measures import (
    HIGHER,
    LOWER,
    SIMILAR,
    UNKNOWN,
    compute_positions,
    compute_standing,
    find_neighbours,
    find_similar,
    judge,
    scaled_mad,
)
from data.errors import UnknownNameError

ELBE_ELSTER, ODER_SPREE, COTTBUS, SPREE_NEISSE, BARNIM = "12062", "12067", "12052", "12071", "12060"
BUILDERS = [
    draw_kreis_facts,
    draw_kreis_population,
    draw_kreis_ages,
    draw_kreis_standing,
    draw_kreis_peers,
    draw_kreis_initiatives,
    draw_kreis_funding,
]


def test_no_change_is_computed_across_a_census(atlas):
    people = compute_population(atlas, ELBE_ELSTER).set_index("year")
    assert (people.loc[2018, "population"], people.loc[2018, "census_base"]) == (102_638, "2011")
    assert (people.loc[2023, "population"], people.loc[2023, "census_base"]) == (98_750, "2022")
    assert people.loc[2024, "change"] == 97_967 - 98_750
    assert people.loc[2023, "change"] == 98_750 - 99_684
    for first_of_base in (2000, 2011, 2022):
        assert pd.isna(people.loc[first_of_base, "change"])


def test_each_census_base_is_a_line_of_its_own(atlas):
    figure = draw_kreis_population(atlas, get_wording("de"), ags=ELBE_ELSTER)
    spans = [(int(min(line.x)), int(max(line.x))) for line in figure.chart.data]
    assert spans == [(2000, 2010), (2011, 2021), (2022, 2024)]
    assert figure.headline == "97.967 Menschen am 31. Dezember 2024, 783 weniger als ein Jahr zuvor"


def test_elbe_elster_ranks_16th_of_20_in_all_ages_and_12th_among_30_to_50(atlas):
    standing = compute_standing(atlas, ELBE_ELSTER, year=2024).set_index("age_group")
    assert standing.loc["insgesamt", ["net", "rank", "n"]].tolist() == [457, 16, 20]
    assert standing.loc["30-50", ["net", "rank", "n"]].tolist() == [266, 12, 20]
    standing = compute_standing(atlas, ELBE_ELSTER, year=2018).set_index("age_group")
    assert standing.loc["insgesamt", ["net", "rank", "n"]].tolist() == [98, 17, 20]
    assert standing.loc["30-50", ["net", "rank", "n"]].tolist() == [197, 16, 20]


def test_similar_means_within_one_scaled_mad_of_the_median():
    values = pd.Series([1.0, 2.0, 3.0, 4.0, 100.0, float("nan")], index=list("abcdef"))
    assert scaled_mad(values) == pytest.approx(1.4826)  # median 3, deviations 2 1 0 1 97, their median 1
    assert judge(values).to_dict() == {
        "a": LOWER,
        "b": SIMILAR,
        "c": SIMILAR,
        "d": SIMILAR,
        "e": HIGHER,
        "f": UNKNOWN,
    }


def test_positions_on_the_picture_agree_with_the_verdicts(atlas):
    positions = compute_positions(atlas, year=2018).set_index(["ags", "age_group"])["position"]
    standing = compute_standing(atlas, BARNIM, year=2018)
    for _, row in standing.iterrows():
        place = positions[(BARNIM, row["age_group"])]
        assert row["verdict"] == (HIGHER if place > 1 else LOWER if place < -1 else SIMILAR)


def test_neighbours_share_a_stretch_of_border(atlas):
    assert find_neighbours(atlas, COTTBUS) == [SPREE_NEISSE]
    assert COTTBUS in find_neighbours(atlas, SPREE_NEISSE)
    assert ELBE_ELSTER not in find_neighbours(atlas, ELBE_ELSTER)


def test_neighbourhood_is_mutual(atlas):
    for ags in set(atlas.migration["ags"]):
        assert all(ags in find_neighbours(atlas, other) for other in find_neighbours(atlas, ags))


def test_similar_districts_come_nearest_first_with_their_distance(atlas):
    similar = find_similar(atlas, ELBE_ELSTER)
    assert list(similar.index) == [SPREE_NEISSE, "12073", "12066"]
    assert similar["distance"].is_monotonic_increasing
    assert similar.loc[SPREE_NEISSE, "population"] == 109_635


def test_the_comparison_holds_the_district_first_and_the_land_last(atlas):
    peers = compute_peers(atlas, ELBE_ELSTER, year=2018)
    assert (peers["ags"].iloc[0], peers["ags"].iloc[-1]) == (ELBE_ELSTER, "12")
    assert peers["ags"].is_unique
    assert "11000" not in set(peers["ags"])


def test_the_sentences_name_both_censuses_and_the_hand_checked_numbers(atlas):
    text = " ".join(draw_kreis_facts(atlas, get_wording("de"), ags=ELBE_ELSTER).notes)
    assert "18- bis unter 25-Jährigen lag der Saldo 2014 bei −63,2 je 1.000 und 2024 bei −26,6." in text
    assert "97.967 Menschen (Zensus 2022)" in text
    assert "100.317 (Zensus 2011)" in text
    assert "266 mehr zu als fort (+12,4 je 1.000): Rang 12 von 20" in text
    assert "124 mehr fort als zu" in text
    assert "Erstaufnahme" in text
    assert "Comeback Elbe-Elster" in text


def test_the_headline_says_gain_loss_and_rank(atlas):
    w = get_wording("de")
    assert draw_kreis_facts(atlas, w, ags=ELBE_ELSTER).headline == (
        "Elbe-Elster gewann 2024 durch Umzüge 457 Menschen: Rang 16 von 20"
    )
    upto_2018 = replace(atlas, migration=atlas.migration[atlas.migration["year"] <= 2018])
    assert "Cottbus verlor 2018" in draw_kreis_facts(upto_2018, w, ags=COTTBUS).headline


def test_the_reception_centre_is_told_for_oder_spree(atlas):
    text = " ".join(draw_kreis_facts(atlas, get_wording("de"), ags=ODER_SPREE).notes)
    assert "Eisenhüttenstadt" in text
    # The press release of 2022 says what the table says: nothing to add.
    assert "+4.779" not in text


def test_the_contradiction_of_2021_is_told_with_both_figures(atlas):
    text = " ".join(draw_kreis_facts(atlas, get_wording("de"), ags="12061").notes)
    assert "Für 2021 widersprechen sich die Quellen" in text
    assert "+3.640" in text
    assert "+3.612" in text


def test_a_balance_published_for_a_year_the_table_lacks_is_told_by_itself(atlas):
    upto_2018 = replace(atlas, migration=atlas.migration[atlas.migration["year"] <= 2018])
    text = " ".join(draw_kreis_facts(upto_2018, get_wording("de"), ags=ODER_SPREE).notes)
    assert "+4.779" in text


def test_a_district_without_initiative_says_that_the_register_is_incomplete(atlas):
    assert list_initiatives(atlas, BARNIM).empty
    facts = draw_kreis_facts(atlas, get_wording("de"), ags=BARNIM)
    assert any("unvollständig" in note for note in facts.notes)
    funding = draw_kreis_funding(atlas, get_wording("de"), ags=BARNIM)
    assert funding.headline == "Kein Förderbetrag gefunden"
    assert funding.table.empty


def test_funding_is_listed_row_by_row_and_unknown_amounts_stay_unknown(atlas):
    rows = list_funding(atlas, ELBE_ELSTER)
    table = draw_kreis_funding(atlas, get_wording("de"), ags=ELBE_ELSTER).table
    assert 16_600 in set(rows["amount_eur"].dropna())
    assert "16.600 €" in {amount.replace("\u00a0", " ") for amount in table["amount"]}
    assert "nicht gefunden" in set(table["amount"])


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
def test_an_unknown_district_is_refused(atlas, builder):
    with pytest.raises(UnknownNameError):
        builder(atlas, get_wording("de"), ags="99999")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_district_has_a_complete_profile_in_both_languages(atlas, lang):
    w = get_wording(lang)
    # Every second one and the exceptional ones: drawing all of them twice takes minutes.
    for ags in {
        *sorted(set(atlas.migration["ags"]))[:: 2 if lang == "de" else 6],
        COTTBUS,
        ODER_SPREE,
        BARNIM,
    }:
        for builder in BUILDERS:
            figure = builder(atlas, w, ags=ags)
            assert all((figure.headline, figure.subtitle, figure.description))
            assert {column.name for column in figure.columns} <= set(figure.table.columns)
            assert set(figure.source_ids) <= set(atlas.sources["source_id"])


def test_a_matrix_of_moves_within_germany_is_one_sentence_a_year_and_no_second_balance(atlas):
    """Six ages and their sum, and a year of a Kreis for which a balance with all partners is published."""
    ages = {"unter 18": 17, "18-25": -43, "25-30": 7, "30-50": 57, "50-65": 4, "65+": 2, "insgesamt": 44}
    rows = [(ELBE_ELSTER, 2021, age, net) for age, net in ages.items()]
    rows += [(ELBE_ELSTER, 2020, "insgesamt", -5), (ODER_SPREE, 2022, "18-25", 3)]
    loaded = pd.DataFrame(rows, columns=["kreis_ags", "year", "age_group", "net"]).assign(
        land_ags="12", measure="kreis_net", partner="Inland", status="reported", source_id="S06"
    )
    table = pd.concat([atlas.migration_land, loaded], ignore_index=True).astype(atlas.migration_land.dtypes.to_dict())
    known = atlas.migration[atlas.migration["year"] <= 2018]
    fuller = replace(atlas, migration_land=table, migration=known, version="matrix")
    w = get_wording("de")

    figure = draw_kreis_facts(fuller, w, ags=ELBE_ELSTER)
    told = [note for note in figure.notes if "Zensus" not in note]
    assert [note for note in told if "2020" in note or "2021" in note] == [
        "Nur Umzüge innerhalb Deutschlands, 2020: −5 Menschen.",
        "Nur Umzüge innerhalb Deutschlands, 2021: +44 Menschen; nach Altersgruppen: unter 18 Jahre +17, "
        "18 bis unter 25 Jahre −43, 25 bis unter 30 Jahre +7, 30 bis unter 50 Jahre +57, 50 bis unter 65 Jahre +4, "
        "65 Jahre und älter +2.",
    ]
    assert "S06" in figure.source_ids
    # A balance with all partners is published for 2022: the moves within Germany are no second one.
    sentences = draw_kreis_facts(fuller, w, ags=ODER_SPREE).notes
    notes = [note for note in sentences if "2022" in note and "Zensus" not in note]
    assert [note.count("Saldo") for note in notes] == [1, 0]
    assert "+4.779" in notes[0]
    assert notes[1] == "Nur Umzüge innerhalb Deutschlands, 2022, nach Altersgruppen: 18 bis unter 25 Jahre +3."


def test_a_published_balance_is_not_repeated_for_a_year_the_kreis_table_holds(atlas):
    table = atlas.migration_land
    last = int(atlas.migration["year"].max())
    # The district table has +1,087 for 2024, too.
    row = table[(table["measure"] == "kreis_net") & (table["kreis_ags"] == ODER_SPREE)].assign(year=last, net=1_087)
    again = replace(atlas, migration_land=pd.concat([table, row], ignore_index=True))
    assert last not in set(published_net(again, ODER_SPREE)["year"])


def test_the_ages_say_how_many_women_and_men_they_are_where_the_source_splits_them(atlas):
    """Elbe-Elster 2024, as in the table: 457 = 153 + 304; of the 124 lost at 18 to 25 years 101 are women."""
    w = get_wording("de")
    figure = draw_kreis_ages(atlas, w, ags=ELBE_ELSTER)
    rows = figure.table.set_index("age_group")
    assert rows.loc["18-25", ["net", "net_female", "net_male"]].tolist() == [-124, -101, -23]
    assert (rows["net"] == rows["net_female"] + rows["net_male"]).all()
    assert figure.notes[0].startswith(
        "Nach Geschlecht, Personen, 2024: alle Altersgruppen +153 weiblich und +304 männlich; "
        "18 bis unter 25 Jahre −101 weiblich und −23 männlich."
    )
    unsplit = replace(atlas, migration_sex=atlas.migration_sex[atlas.migration_sex["year"] < 2024], version="unsplit")
    figure = draw_kreis_ages(unsplit, w, ags=ELBE_ELSTER)
    assert figure.table["net_female"].isna().all()
    assert figure.notes == ()
