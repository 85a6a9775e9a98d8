"""The register and the profiles: search, filters, words for what is known and unknown."""

import pytest

from analytics.figure.model import format_table
from analytics.language import get_wording
from analytics.maps.layers import member_points
from analytics.subjects.register import figures as members
from analytics.subjects.register import profile as member_profile
from analytics.subjects.register.measures import filter_register, fold, member
from data.errors import UnknownNameError

DE, EN = get_wording("de"), get_wording("en")
WITHOUT_PLACE = {"at-see", "freiraum", "stadtrezeption"}


def ids(table):
    return set(table["member_id"])


def test_cott_finds_both_initiatives_of_cottbus(atlas):
    assert ids(filter_register(atlas, search="cott")) == {"boomtown-cottbus", "sehnsucht-cottbus"}


@pytest.mark.parametrize("typed", ["Eisenhüttenstadt", "eisenhuettenstadt", "EISENHÜTTEN", "stadt  eisen"])
def test_case_umlauts_and_the_order_of_words_do_not_matter(atlas, typed):
    assert "jetzt-plaene-schmieden" in ids(filter_register(atlas, search=typed))


def test_an_initiative_is_found_by_its_kreis_and_its_carrier(atlas):
    assert ids(filter_register(atlas, search="elbe-elster")) == {"comeback-elbe-elster"}
    assert ids(filter_register(atlas, search="kultus")) == {"hierzulanden"}


def test_filters_narrow_each_other(atlas):
    assert ids(filter_register(atlas, kreis="12052", confidence="inferred")) == {"sehnsucht-cottbus"}
    assert ids(filter_register(atlas, status="ended")) == {"neuland-hoher-flaeming"}
    assert len(filter_register(atlas, confidence="documented")) == 16


def test_a_search_without_match_gives_an_empty_register_that_says_so(atlas):
    figure = members.draw_register(atlas, DE, search="(xyz")
    assert len(figure.table) == 0
    assert figure.description == "Keine Initiative des Registers passt zu Suche und Filtern."


def test_fold_writes_umlauts_out_and_drops_other_accents():
    assert fold("Chóśebuz GRÖßE") == "chosebuz groesse"


def test_the_register_lists_all_twenty_those_without_a_place_last(atlas):
    table = members.draw_register(atlas, DE).table
    assert len(table) == 20
    assert set(table["member_id"].tail(3)) == WITHOUT_PLACE
    assert (table["where"].tail(3) == "Ort nicht bekannt").all()


def test_candidates_nobody_verified_are_not_in_the_register(atlas):
    assert "willkommensagentur-opr" not in ids(atlas.members)


def test_initiatives_without_a_known_place_are_not_on_the_map(atlas):
    mapped = set("|".join(member_points(atlas)["ids"]).split("|"))
    assert mapped == ids(atlas.members) - WITHOUT_PLACE


def test_wadwd_and_landeplatz_share_one_circle(atlas):
    circles = [circle.split("|") for circle in member_points(atlas)["ids"]]
    assert ["wadwd-ev" in circle for circle in circles] == ["landeplatz-nordwestbrandenburg" in c for c in circles]
    assert "vermutlich denselben Sitz" in members.seat_note(atlas, DE)


def test_a_town_that_is_its_own_kreis_is_named_once(atlas):
    assert members.place_text(member(atlas, "boomtown-cottbus"), DE) == "Cottbus"
    assert members.place_text(member(atlas, "guben-tut-gut"), DE) == "Guben, Spree-Neiße"


@pytest.mark.parametrize(
    ("member_id", "german", "english"),
    [
        ("guben-tut-gut", "2018", "2018"),
        ("netzwerk-calau", "spätestens 2019", "2019 at the latest"),
        ("sehnsucht-cottbus", "unbekannt", "unknown"),
    ],
)
def test_member_since_says_what_is_known(atlas, member_id, german, english):
    row = member(atlas, member_id)
    assert (members.member_since(row, DE), members.member_since(row, EN)) == (german, english)


def test_an_unknown_initiative_names_the_known_ones(atlas):
    with pytest.raises(UnknownNameError) as caught:
        member_profile.draw_profile(atlas, DE, member_id="nobody")
    assert "guben-tut-gut" in caught.value.valid


@pytest.mark.parametrize("w", [DE, EN])
def test_every_profile_can_be_written_in_both_languages(atlas, w):
    builders = (
        member_profile.draw_profile,
        member_profile.draw_place,
        member_profile.draw_member_funding,
        member_profile.draw_member_outcomes,
        member_profile.draw_member_events,
        member_profile.draw_member_sources,
    )
    for member_id in atlas.members["member_id"]:
        for draw in builders:
            figure = draw(atlas, w, member_id=member_id)
            assert figure.headline
            assert figure.description
            if len(figure.table):
                assert len(format_table(figure, w)) == len(figure.table)


def test_outcomes_carry_their_qualifier_and_are_never_added(atlas):
    figure = member_profile.draw_member_outcomes(atlas, EN, member_id="willkommens-agentur-uckermark")
    written = set(figure.table["count"])
    assert any(text.startswith("more than 200") for text in written)
    assert any(text.startswith("at least 165") for text in written)
    assert "cannot be added" in figure.notes[0]
    assert not any("sum" in column.name for column in figure.columns)


def test_figures_that_contradict_each_other_are_marked(atlas):
    table = member_profile.draw_member_outcomes(atlas, DE, member_id="guben-tut-gut").table
    applications = table[table["indicator"].str.contains("Bewerbungen")]
    assert list(applications["certainty"]) == ["umstritten"] * 3


def test_a_sum_over_several_years_is_shown_with_its_span(atlas):
    table = member_profile.draw_member_funding(atlas, DE, member_id="hierzulanden").table
    span = table[table["amount_eur"] == 166_000].iloc[0]
    assert (span["period"], span["amount"].replace("\u00a0", " ")) == ("2018–2022", "rund 166.000 €")


def test_no_funding_found_is_said_and_not_shown_as_zero(atlas):
    figure = member_profile.draw_member_funding(atlas, DE, member_id="at-see")
    assert figure.headline == "Keine Förderangabe gefunden"
    assert figure.table.empty


def test_funding_without_an_amount_is_not_called_zero(atlas):
    table = member_profile.draw_member_funding(atlas, DE, member_id="willkommens-agentur-uckermark").table
    assert set(table["amount"]) == {"nicht gefunden"}


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2013-H2", "2.\u00a0Halbjahr 2013"),
        ("2025-08", "August 2025"),
        ("2024-01/2025-02", "Januar 2024 bis Februar 2025"),
        ("2019", "2019"),
        (None, "ohne Datum"),
    ],
)
def test_periods_keep_the_precision_of_their_source(period, written):
    assert member_profile.format_period(period, DE) == written


@pytest.mark.parametrize(
    ("qualifier", "written"),
    [
        ("about", "etwa 1.100 Gäste"),
        ("more_than", "mehr als 1.100 Gäste"),
        ("at_least", "mindestens 1.100 Gäste"),
        ("up_to", "bis zu 1.100 Gäste"),
        ("average", "im Mittel 1.100 Gäste"),
        ("planned", "1.100 Gäste geplant"),
        (None, "1.100 Gäste"),
    ],
)
def test_a_figure_is_written_with_how_exact_it_is(qualifier, written):
    assert member_profile.qualified(1100, qualifier, "Gäste", DE) == written


def test_the_place_of_an_initiative_brings_what_its_mark_on_the_small_map_needs(atlas):
    place = member_profile.draw_place(atlas, DE, member_id="neuland-hoher-flaeming").table.iloc[0]
    assert (place["kreis_ags"], place["status"], place["confidence"]) == ("12069", "ended", "documented")
