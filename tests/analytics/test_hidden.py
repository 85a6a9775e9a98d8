"""A cell the statistical office keeps secret: stored, named and never counted as zero."""

import dataclasses
from io import BytesIO

import pandas as pd
import pytest
from pptx import Presentation

from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.marks import Area, Box, Words
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.exports.views import draw_map_view
from analytics.figure import theme
from analytics.figure.model import format_table
from analytics.language import get_wording
from analytics.language.findings import finding_text
from analytics.language.statuses import hidden_text
from analytics.maps.table import draw_map_table
from analytics.maps.values import compute_map_values
from analytics.maps.view import SECRET_CLASS, compute_map_view
from analytics.rates.completeness import all_notes, completeness_sentence, coverage_sentence
from analytics.rates.naming import nothing_text
from analytics.rates.rates import compute_group_rates, compute_land_rates, compute_rates
from analytics.rates.series import compute_series
from analytics.subjects.district.context import draw_kreis_context
from analytics.subjects.district.measures import compute_peers, compute_population, list_context
from analytics.subjects.district.peers import draw_kreis_peers
from analytics.subjects.funding.figures import draw_initiative_grants
from analytics.subjects.migration.change import draw_change
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.series import draw_series
from analytics.subjects.overview.figures import draw_overview
from analytics.subjects.overview.measures import latest_land_net
from analytics.subjects.peers.series import draw_peer_series
from analytics.subjects.upload.figures import draw_changed, draw_rows
from data.intake import canonical, read_file, write_template_csv
from data.intake.difference import apply_to_base, compute_difference
from data.intake.model import Finding
from data.records.checking import as_pandera
from data.records.rules import age_sum_mismatches, net_mismatches, status_mismatches
from data.tables.migration import Migration
from data.tables.statuses import NO_FIGURE
from tests.facts import pick_kreis

KREIS, YEAR, AGE = "12062", 2024, "30-50"
PLACE = (KREIS, YEAR, AGE)
VALUES = ["arrivals", "departures", "net"]


def _with_status(atlas, status, values=(pd.NA, pd.NA, pd.NA)):
    """The atlas with other values and another status in one row."""
    table = atlas.migration.copy()
    here = (table["ags"] == KREIS) & (table["year"] == YEAR) & (table["age_group"] == AGE)
    table.loc[here, VALUES] = pd.array([*values], dtype="Int64")
    table.loc[here, "status"] = status
    return dataclasses.replace(atlas, migration=table)


@pytest.fixture(scope="module")
def secret(atlas):
    return _with_status(atlas, "secret")


def _view(atlas, lang="de", indicator="net_per_1000"):
    return compute_map_view(atlas, get_wording(lang), indicator=indicator, age_group=AGE)


def test_a_secret_value_can_be_stored_and_breaks_no_rule(secret):
    as_pandera(Migration.to_schema()).validate(secret.migration)
    for rule in (status_mismatches, net_mismatches, age_sum_mismatches):
        assert list(rule(secret)) == []


@pytest.mark.parametrize(("status", "values"), [("reported", (pd.NA, pd.NA, pd.NA)), ("secret", (1294, 1097, 197))])
def test_a_value_is_missing_exactly_when_its_status_says_so(atlas, status, values):
    found = list(status_mismatches(_with_status(atlas, status, values)))
    assert [(one.code, one.column, one.fields["value"]) for one in found] == [("status_mismatch", "status", status)]


def test_a_secret_value_has_no_rate_and_says_why(secret):
    row = compute_rates(secret).set_index(["ags", "year", "age_group"]).loc[PLACE]
    assert pd.isna(row["net"])
    assert pd.isna(row["net_per_1000"])
    assert (row["status"], row["reason"]) == ("secret", "secret")


@pytest.mark.parametrize("status", ["later", "unreliable", "blocked"])
def test_each_reason_keeps_its_name(atlas, status):
    row = compute_rates(_with_status(atlas, status)).set_index(["ags", "year", "age_group"]).loc[PLACE]
    assert (row["status"], row["reason"]) == (status, status)


def test_a_zero_stays_a_zero(atlas):
    zero = _with_status(atlas, "reported", (0, 0, 0))
    row = compute_rates(zero).set_index(["ags", "year", "age_group"]).loc[PLACE]
    assert (row["net"], row["net_per_1000"], row["status"]) == (0, 0.0, "reported")
    kreis = pick_kreis(_view(zero), KREIS)
    assert (kreis["v"][-1], kreis["t"][-1], kreis["why"]) == (0.0, "0,0", {})


def test_a_sum_with_a_secret_part_is_secret_and_never_smaller(secret):
    sums = compute_group_rates(secret, [KREIS, "12066"]).set_index(["year", "age_group"])
    assert pd.isna(sums.loc[(YEAR, AGE), "net"])
    assert sums.loc[(YEAR, AGE), "reason"] == "secret"
    assert sums.loc[(YEAR - 1, AGE), "reason"] == ""
    land = compute_land_rates(secret).set_index(["year", "age_group"])
    assert (land.loc[(YEAR, AGE), "status"], pd.isna(land.loc[(YEAR, AGE), "net"])) == ("secret", True)


def test_arrivals_that_are_stated_stay_known_beside_a_secret_balance(atlas):
    partly = _with_status(atlas, "secret", (1294, pd.NA, pd.NA))
    for indicator, reason in (("arrivals_per_1000", ""), ("departures_per_1000", "secret"), ("net_per_1000", "secret")):
        values = compute_map_values(partly, indicator=indicator, age_group=AGE).set_index(["ags", "year"])
        assert values.loc[(KREIS, YEAR), "reason"] == reason
        assert pd.isna(values.loc[(KREIS, YEAR), "value"]) == bool(reason)


def test_a_secret_value_has_no_rank_and_the_others_keep_theirs(secret):
    values = compute_map_values(secret, indicator="net_per_1000", age_group=AGE).set_index(["ags", "year"])
    assert pd.isna(values.loc[(KREIS, YEAR), "rank"])
    assert values.loc[("12066", YEAR), "n"] == 19


def test_the_series_breaks_at_the_secret_year_and_names_it(secret):
    series = compute_series(secret, [KREIS], age_group=AGE)
    now = series[(series["series"] == KREIS) & (series["year"] == YEAR)].iloc[0]
    assert (now["status"], pd.isna(now["per_1000"])) == ("secret", True)


def test_the_map_marks_the_secret_district_apart_from_missing_ones_and_counts_it(secret):
    view = _view(secret)
    kreis = pick_kreis(view, KREIS)
    assert kreis["v"][-1] is None
    assert kreis["c"][-1] == SECRET_CLASS
    assert kreis["why"] == {"2024": "geheim gehalten"}
    assert (view["legend"]["secret"][-1], view["legend"]["missing"][-1]) == ("1 Kreis geheim gehalten", "")
    missing_year = view["years"].index(2001)
    assert (kreis["c"][missing_year], view["legend"]["secret"][missing_year]) == (-1, "")
    assert view["legend"]["missing"][missing_year] == "20 Kreise ohne Wert"


def test_what_is_not_applicable_is_counted_apart_from_what_is_missing(atlas):
    view = _view(_with_status(atlas, "blocked"))
    assert view["legend"]["missing"][-1] == "1 Kreis: nicht anwendbar"
    assert view["legend"]["secret"][-1] == ""


def test_the_table_and_its_file_say_the_word(secret):
    w = get_wording("de")
    figure = draw_map_table(secret, w, indicator="net_per_1000", age_group=AGE, year=YEAR)
    row = figure.table[(figure.table["ags"] == KREIS) & (figure.table["year"] == YEAR)].iloc[0]
    assert (row["status"], row["why"]) == ("secret", "geheim gehalten")
    assert "geheim gehalten" in format_table(figure, w).to_csv()


def test_the_picture_dots_the_secret_district_and_explains_the_dots(secret):
    w = get_wording("de")
    shown = draw_map_view(secret, w, indicator="net_per_1000", age_group=AGE, year=YEAR)
    marks = lay_out_map(secret, shown, 750, 840, w)
    words = [mark.text for mark in marks if isinstance(mark, Words)]
    assert "1 Kreis geheim gehalten" in words
    assert not any("ohne Wert" in word for word in words)
    filled = [mark for mark in marks if isinstance(mark, Area) and mark.fill == theme.SECRET_FILL]
    assert [mark.name for mark in filled] == ["12062 Elbe-Elster"]
    # The square of the legend has the colour of the area.
    assert [mark.fill for mark in marks if isinstance(mark, Box) and mark.fill == theme.SECRET_FILL] == [
        theme.SECRET_FILL
    ]


def test_a_difference_names_the_reason_where_a_number_becomes_secret(atlas, secret):
    upload = secret.migration[secret.migration["year"] == YEAR]
    difference = compute_difference(atlas.migration, upload, "migration")
    assert difference.counts == {"new": 0, "changed": 1, "gone": 0, "equal": 139}
    changed = draw_changed(atlas, get_wording("de"), changed=difference.changed, key=difference.key, labels={})
    written = dict(zip(changed.table["column"], changed.table["new"], strict=True))
    assert written == dict.fromkeys([*VALUES, "status"], "geheim gehalten")


def test_a_row_that_is_new_and_secret_names_the_reason(atlas, secret):
    rows = secret.migration[(secret.migration["ags"] == KREIS) & (secret.migration["status"] == "secret")]
    figure = draw_rows(atlas, get_wording("de"), rows=rows, key=("ags", "year", "age_group"), labels={}, name="new")
    assert figure.table[[*VALUES, "status"]].iloc[0].tolist() == ["geheim gehalten"] * 4


def test_an_upload_with_a_secret_value_becomes_part_of_the_table_and_of_the_map(atlas, secret):
    whole = apply_to_base(atlas.migration, secret.migration[secret.migration["year"] == YEAR], "migration")
    stored = dataclasses.replace(atlas, migration=whole)
    assert list(status_mismatches(stored)) == []
    assert pick_kreis(_view(stored), KREIS)["c"][-1] == SECRET_CLASS


def test_the_land_has_no_balance_where_a_district_is_hidden_in_every_year(atlas):
    table = atlas.migration.copy()
    here = table["ags"] == KREIS
    table.loc[here, VALUES] = pd.NA
    table.loc[here, "status"] = "secret"
    hidden = dataclasses.replace(atlas, migration=table)
    assert pd.isna(latest_land_net(hidden).value)
    assert draw_overview(hidden, get_wording("de")).headline


def _with_secret_population(atlas, age="30-35"):
    table = atlas.population.copy()
    here = (table["ags"] == KREIS) & (table["date"] == f"{YEAR}-12-31") & (table["age_group"] == age)
    table.loc[here, "population"] = pd.NA
    table.loc[here, "status"] = "secret"
    return dataclasses.replace(atlas, population=table)


def test_a_secret_population_hides_the_rate_and_not_the_persons(atlas):
    hidden = _with_secret_population(atlas)
    assert list(status_mismatches(hidden)) == []
    assert list(age_sum_mismatches(hidden)) == []
    row = compute_rates(hidden).set_index(["ags", "year", "age_group"]).loc[PLACE]
    assert (row["net"], row["reason"]) == (266, "secret")
    assert pd.isna(row["population"])
    kreis = pick_kreis(_view(hidden), KREIS)
    assert (kreis["c"][-1], kreis["why"]) == (SECRET_CLASS, {"2024": "geheim gehalten"})


def test_a_group_with_a_secret_population_has_persons_and_no_rate(atlas):
    sums = compute_group_rates(_with_secret_population(atlas), [KREIS, "12066"]).set_index(["year", "age_group"])
    row = sums.loc[(YEAR, AGE)]
    assert pd.notna(row["net"])
    assert pd.isna(row["net_per_1000"])
    assert row["reason"] == "secret"


def test_a_date_whose_population_is_secret_is_left_out_of_the_profile(atlas):
    people = compute_population(_with_secret_population(atlas, "insgesamt"), KREIS).set_index("year")
    assert YEAR not in people.index
    assert people["population"].notna().all()


def test_a_table_written_and_read_again_keeps_its_reasons(secret):
    rows = secret.migration[(secret.migration["ags"] == KREIS) & (secret.migration["year"] == YEAR)]
    again = canonical(read_file(write_template_csv("migration", rows=rows), "x.csv").frame, "migration")
    assert again.set_index("age_group").loc[AGE, "status"] == "secret"
    assert (again["status"] == "secret").sum() == 1


def test_a_district_whose_last_population_is_secret_still_has_its_peers_and_no_likeness(atlas):
    table = atlas.population.copy()
    here = (table["ags"] == KREIS) & (table["year"] == YEAR)
    table.loc[here, "population"] = pd.NA
    table.loc[here, "status"] = "secret"
    peers = compute_peers(dataclasses.replace(atlas, population=table), KREIS, year=YEAR)
    assert peers["role"].iloc[0] == "self"
    assert "alike" not in set(peers["role"])


def test_the_slide_fills_the_secret_district_apart_and_says_so_in_the_legend(secret):
    spec = make_spec("map", indicator="net_per_1000", age_group=AGE, year=YEAR)
    deck = Presentation(BytesIO(write_deck(secret, get_wording("de"), Collection((spec,)))))
    shapes = list(deck.slides[0].shapes.element.iter("{*}sp"))
    names = {shape.nvSpPr.cNvPr.get("name"): shape for shape in shapes}
    fill = names["12062 Elbe-Elster"].spPr.find("{*}solidFill").find("{*}srgbClr").get("val")
    assert f"#{fill.lower()}" == theme.SECRET_FILL
    assert any("1 Kreis geheim gehalten" in "".join(shape.itertext()) for shape in shapes)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("status", [status for status in NO_FIGURE if status != "missing"])
def test_upload_and_map_call_a_status_by_one_word(status, lang):
    w = get_wording(lang)
    word = hidden_text(w, status)
    assert word
    assert word in finding_text(Finding("warning", "not_stated", fields={"flag": status}), w).what
    assert nothing_text(w, status, "") == word


def test_every_view_of_all_districts_says_how_many_were_asked_for_and_which_are_missing_and_why(secret):
    w = get_wording("de")
    sentence = "20 Kreise gefragt, 19 gezeigt; es fehlen: Elbe-Elster (geheim gehalten)."
    assert all_notes(draw_ranking(secret, w, year=YEAR, age_group=AGE), w)[-1] == sentence
    assert all_notes(draw_change(secret, w, year_from=2014, year=YEAR, age_group=AGE), w)[-1] == sentence
    shown = draw_map_view(secret, w, indicator="net_per_1000", age_group=AGE, year=YEAR)
    assert all_notes(shown.figure, w)[-1] == sentence
    assert all_notes(shown.figure, w).count(sentence) == 1
    assert shown.figure.description.endswith(sentence)
    assert shown.view["coverage"][shown.index] == sentence


def test_a_complete_year_says_so_and_a_year_without_any_value_needs_no_such_sentence(secret):
    coverage = dict(zip((view := _view(secret))["years"], view["coverage"], strict=True))
    whole = dict.fromkeys(view["years"], "20 Kreise gefragt, alle gezeigt.")
    assert coverage == whole | {2001: "", YEAR: coverage[YEAR]}


def test_a_year_without_figures_is_named_once_and_a_single_gap_by_its_area(atlas):
    w = get_wording("de")
    series = draw_series(atlas, w, kreise=("12052", "12062"), age_group="insgesamt")
    rows = series.table
    # Two districts and the Land, 2000 to 2024.
    assert len(rows) == 3 * 25
    assert coverage_sentence(series, w) == (
        "75 Werte gefragt, 72 gezeigt; es fehlen: 2001 (steht nicht in der Quelle)."
    )
    one = (rows["year"] == 2010) & (rows["series"] == "12062")
    lacking = dataclasses.replace(series, table=rows.assign(per_1000=rows["per_1000"].mask(one)))
    assert "Elbe-Elster 2010" in coverage_sentence(lacking, w)
    whole = dataclasses.replace(series, table=rows[rows["year"] > 2001])
    # Two districts and the Land, 2002 to 2024.
    assert coverage_sentence(whole, w) == "69 Werte gefragt, alle gezeigt."


def test_a_gap_is_named_though_what_stands_beside_it_is_known(atlas):
    w = get_wording("de")
    context = draw_kreis_context(atlas, w, ags="12062", indicator=list_context(atlas)[0])
    place = context.table.index[(context.table["region"] == "12062") & (context.table["year"] == 2015)]
    assert "es fehlen: Elbe-Elster 2015 (" in coverage_sentence(_without(context, place, "value"), w)
    peers = draw_kreis_peers(atlas, w, ags="12062")
    place = peers.table.index[peers.table["ags"] == "12066"]
    assert "es fehlen: Oberspreewald-Lausitz (" in coverage_sentence(_without(peers, place, "per_1000"), w)
    # Four lines over the 25 years from 2000; in 2001 no district has a rate.
    series = draw_peer_series(atlas, w, ags="12062", age_group="insgesamt")
    assert coverage_sentence(series, w).startswith("100 Werte gefragt, 96 gezeigt; es fehlen: 2001 (")


def _without(figure, place, column):
    values = figure.table[column].astype("Float64")
    values[place] = pd.NA
    return dataclasses.replace(figure, table=figure.table.assign(**{column: values}))


def test_a_list_of_what_was_found_has_no_number_that_was_asked_for(atlas):
    assert coverage_sentence(draw_initiative_grants(atlas, get_wording("de")), get_wording("de")) == ""


def test_missing_districts_are_gathered_by_reason():
    names, reasons = ["Cottbus", "Bautzen", "Görlitz", "Potsdam"], ["", "no_migration", "no_population", "no_migration"]
    assert completeness_sentence(get_wording("en"), names, reasons) == (
        "4 districts asked for, 1 shown; missing: Bautzen and Potsdam (not in the source); "
        "Görlitz (its population of the same age and date is not known)."
    )
