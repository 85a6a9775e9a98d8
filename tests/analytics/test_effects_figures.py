"""The figures of the page before and after: words, charts, statements, and the way they take onto slides."""

import io
import math
import re
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from analytics.exports.drawing.picture import write_picture
from analytics.exports.pptx.memory.marker import read_mark
from analytics.exports.pptx.parts.charts.plan import plan_chart
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, draw_slide_figure, make_spec
from analytics.exports.report import write_report
from analytics.exports.views import VIEWS
from analytics.exports.workbook import write_workbook
from analytics.figure.model import Figure
from analytics.language import get_wording
from analytics.subjects.effects.figures.assumptions import draw_effect_assumptions
from analytics.subjects.effects.figures.beside.estimators import draw_effect_estimators
from analytics.subjects.effects.figures.beside.threshold import draw_effect_threshold
from analytics.subjects.effects.figures.chance import count_classes, draw_effect_chance
from analytics.subjects.effects.figures.controls.map import draw_effect_left_out, draw_effect_map
from analytics.subjects.effects.figures.controls.sets import draw_effect_controls
from analytics.subjects.effects.figures.means import compute_means
from analytics.subjects.effects.figures.raw import draw_effect_raw
from analytics.subjects.effects.figures.results import draw_effect_detectable, draw_effect_did, draw_effect_verdict
from analytics.subjects.effects.figures.robust import (
    draw_effect_ages,
    draw_effect_one_out,
    draw_effect_variants,
)
from analytics.subjects.effects.figures.starts import draw_effect_starts
from analytics.subjects.effects.figures.statements import effects_statements
from analytics.subjects.effects.figures.study import draw_effect_study
from analytics.subjects.effects.figures.synthetic import draw_effect_synthetic, draw_effect_weights
from analytics.subjects.effects.figures.text import effect_options, left_out_note, result_sentence
from analytics.subjects.effects.figures.words.reasons import (
    role_reason,
    synthetic_refusal,
    verdict_label,
    weakness_text,
)
from analytics.subjects.effects.measures import (
    ALL,
    CONTROL_SETS,
    REFUSALS,
    REFUSED,
    START_REASONS,
    VERDICTS,
    WEAKNESSES,
    LandPlacebo,
    estimate,
)
from data.errors import UnknownNameError

LANGUAGES = ("de", "en")
ELBE_ELSTER, COTTBUS, UCKERMARK = "12062", "12052", "12073"
ESTIMATES = (
    draw_effect_raw, draw_effect_study, draw_effect_did, draw_effect_synthetic, draw_effect_weights,
    draw_effect_chance, draw_effect_ages, draw_effect_one_out, draw_effect_variants, draw_effect_controls,
    draw_effect_detectable, draw_effect_estimators, draw_effect_map, draw_effect_left_out,
)  # fmt: skip
EVERYWHERE = (draw_effect_verdict, draw_effect_assumptions)
NAMES = [name for name in VIEWS if name.startswith("effects_")]
# What a claim of cause would sound like.
CLAIMS = re.compile(
    r"\b(bewirkt|beweist|bewiesen ist|dank|wegen der Initiative|durch die Initiative|erfolgreich|wirkt"
    r"|proves|proven|thanks to|because of the initiative|successful|works)\b",
    re.IGNORECASE,
)


def spec(name, ags=ALL, age_group="insgesamt"):
    return make_spec(
        name, age_group=age_group, **({} if name in ("effects_starts", "effects_threshold") else {"ags": ags})
    )


@pytest.fixture(scope="module")
def planted(atlas):
    """Every Kreis with a comparable start gains 5,000 people a year more from its start on."""
    starts = estimate(atlas).treated
    flows = atlas.migration.copy()
    more = [
        5_000 if ags in starts and year >= starts[ags] else 0
        for ags, year in zip(flows["ags"], flows["year"], strict=True)
    ]
    return replace(atlas, migration=flows.assign(net=flows["net"] + more))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ags", [ALL, ELBE_ELSTER])
@pytest.mark.parametrize("draw", [*EVERYWHERE, *ESTIMATES])
def test_every_figure_has_headline_description_table_and_sources(atlas, draw, ags, lang):
    figure = draw(atlas, get_wording(lang), ags=ags, age_group="30-50")
    assert all((figure.headline, figure.subtitle, figure.stem))
    assert len(figure.description) > 40
    assert len(figure.table)
    assert {column.name for column in figure.columns} <= set(figure.table.columns)
    assert set(figure.source_ids) <= set(atlas.sources["source_id"])
    assert figure.source_ids


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", [code for code in VERDICTS if code not in REFUSED])
def test_each_verdict_ends_a_sentence_with_its_interval_and_claims_no_cause(atlas, verdict, lang):
    w = get_wording(lang)
    result = replace(estimate(atlas), verdict=verdict)
    tested = result.permutation
    sentence = result_sentence(atlas, w, result)
    assert w.signed(tested.low) in sentence
    assert w.signed(tested.high) in sentence
    said = effects_statements(atlas, w, result)
    words = [verdict_label(w, verdict), sentence, *(text for one in said.carried for text in (one.text, one.plain))]
    assert [text for text in words if CLAIMS.search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_measures_has_words(lang):
    w = get_wording(lang)
    assert all(verdict_label(w, code) for code in VERDICTS)
    assert len({verdict_label(w, code) for code in VERDICTS}) == len(VERDICTS)
    assert all(weakness_text(w, code) for code in WEAKNESSES)
    assert all(synthetic_refusal(w, code) for code in REFUSALS)
    assert all(role_reason(w, code) for code in (*START_REASONS, "no_initiative", "kreis_left_out"))


def test_with_the_shipped_figures_chance_explains_the_difference(atlas):
    figure = draw_effect_verdict(atlas, get_wording("de"), ags=ALL, age_group="insgesamt")
    assert figure.headline == "Mit diesen Daten nicht vom Zufall zu unterscheiden"
    assert figure.subtitle.startswith("In den 4 Kreisen mit vergleichbarem Start war der Wanderungssaldo")
    assert "95-%-Intervall −3,6 bis +5,1" in figure.subtitle


def test_a_planted_gain_is_called_larger_than_chance_but_no_effect(planted):
    figure = draw_effect_verdict(planted, get_wording("de"), ags=ALL, age_group="insgesamt")
    assert figure.headline.startswith("Größer, als es der Zufall ergibt")
    carried = " ".join(saying.text for saying in figure.statements.carried)
    assert "Nur in" in carried
    assert not CLAIMS.search(carried)
    assert "jedem Kreis dasselbe" in figure.statements.not_carried[1].text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ags", [COTTBUS, "12064", "12067", "12069", "12051"])
def test_a_refused_comparison_says_why_and_keeps_its_statements(atlas, ags, lang):
    w = get_wording(lang)
    figure = draw_effect_verdict(atlas, w, ags=ags, age_group="insgesamt")
    assert figure.headline in {verdict_label(w, code) for code in REFUSED}
    assert len(figure.subtitle) > 40
    assert (len(figure.statements.carried), len(figure.statements.not_carried)) == (3, 2)


@pytest.mark.parametrize("draw", ESTIMATES)
def test_an_estimate_that_does_not_exist_is_refused_with_those_that_do(atlas, draw):
    with pytest.raises(UnknownNameError) as caught:
        draw(atlas, get_wording("de"), ags=COTTBUS, age_group="insgesamt")
    assert caught.value.value == COTTBUS
    assert ELBE_ELSTER in caught.value.valid


@pytest.mark.parametrize("ags", [ALL, ELBE_ELSTER, UCKERMARK])
def test_the_four_means_make_up_the_difference(atlas, ags):
    result = estimate(atlas, ags=ags)
    means = compute_means(result)
    assert means.change - means.others_change == pytest.approx(result.did.estimate, abs=1e-9)


def test_elbe_elster_before_and_after_by_hand(atlas):
    rates = estimate(atlas, ags=ELBE_ELSTER).panel.rates.loc[ELBE_ELSTER]
    means = compute_means(estimate(atlas, ags=ELBE_ELSTER))
    assert means.before == pytest.approx(rates[[year for year in rates.index if year < 2012]].mean())
    assert means.after == pytest.approx(rates[[2012, 2013, 2014, 2017, 2018]].mean())


def test_left_out_years_are_gaps_and_said(atlas):
    w = get_wording("de")
    figure = draw_effect_raw(atlas, w, ags=ELBE_ELSTER, age_group="insgesamt")
    for line in figure.chart.data:
        by_year = dict(zip(line.x, line.y, strict=True))
        assert all(math.isnan(by_year[year]) for year in (2001, 2015, 2016))
        assert line.connectgaps is False
    states = figure.table.set_index(["series", "year"])["state"]
    assert states[(ELBE_ELSTER, 2015)] == "weggelassen: von der Aufnahme Geflüchteter geprägt"
    assert states[(ELBE_ELSTER, 2001)] == "fehlt: nicht in der Quelle"
    assert "2015, 2016 und Oder-Spree" in left_out_note(atlas, w, estimate(atlas).panel)
    kept = draw_effect_raw(atlas, w, ags=ELBE_ELSTER, age_group="insgesamt", with_distorted=True)
    assert (
        not kept.table.set_index(["series", "year"])["per_1000"][[(ELBE_ELSTER, 2015), (ELBE_ELSTER, 2016)]]
        .isna()
        .any()
    )


def test_the_start_is_marked_in_the_raw_picture(atlas):
    w = get_wording("de")
    one = draw_effect_raw(atlas, w, ags=ELBE_ELSTER, age_group="insgesamt")
    assert [shape.x0 for shape in one.chart.layout.shapes if shape.type == "line"] == [2012]
    assert "Start 2012" in [note.text for note in one.chart.layout.annotations]
    several = draw_effect_raw(atlas, w, ags=ALL, age_group="insgesamt")
    large = [[x for x, size in zip(line.x, line.marker.size, strict=True) if size > 7] for line in several.chart.data]
    assert large == [[2012], [2013], [2017], [2017], []]
    # Each line says when the initiative behind its large mark began; nothing began in those compared with.
    ends = [note.text.replace("<br>", " ") for note in several.chart.layout.annotations]
    assert [end.rpartition("(")[2] for end in ends[:4]] == [f"Start {year})" for year in (2012, 2013, 2017, 2017)]
    assert "Start" not in ends[4]


def test_estimates_are_hollow_and_the_reference_year_is_filled_and_without_interval(atlas):
    figure = draw_effect_study(atlas, get_wording("de"), ags=ALL, age_group="insgesamt")
    intervals, points, reference = figure.chart.data
    assert points.marker.symbol == "circle-open"
    assert (list(reference.x), list(reference.y)) == ([-1], [0.0])
    row = figure.table.set_index("event_year").loc[-1]
    assert math.isnan(row["low"])
    ends = [y for y in intervals.y if not math.isnan(y)]
    assert len(ends) == 2 * len(points.x)
    band = next(shape for shape in figure.chart.layout.shapes if shape.type == "rect")
    assert band.x1 == -0.5


def test_classes_are_even_cover_everything_and_lie_around_zero():
    table = count_classes(np.array([-3.2, -0.1, 0.2, 0.3, 4.1]), 2.0)
    assert table["ways"].sum() == 5
    assert 0.0 in set(table["middle"])
    assert np.allclose(table["high"], table["low"].shift(-1).fillna(table["high"]))
    assert table["low"].min() <= -3.2
    assert table["high"].max() > 4.1


def test_every_placebo_is_counted_once_and_the_real_one_is_marked(atlas):
    w = get_wording("de")
    for ags in (ALL, ELBE_ELSTER):
        tested = estimate(atlas, ags=ags).permutation
        figure = draw_effect_chance(atlas, w, ags=ags, age_group="insgesamt")
        assert figure.table["ways"].sum() == len(tested.distribution)
        assert list(figure.table["state"]).count("hier") == 1
        assert f"wirklich: {w.signed(tested.estimate)}" in [note.text for note in figure.chart.layout.annotations]


def test_leaving_out_shows_every_kreis_beside_the_whole(atlas):
    result = estimate(atlas)
    figure = draw_effect_one_out(atlas, get_wording("de"), ags=ALL, age_group="insgesamt")
    assert len(figure.table) == result.n_treated + result.n_control + 1
    assert figure.table["whole"].tolist()[0]
    assert figure.table["estimate"].iloc[0] == pytest.approx(result.did.estimate)


def test_a_synthetic_control_is_shown_with_its_weights_or_refused_in_words(atlas):
    w = get_wording("de")
    shown = draw_effect_synthetic(atlas, w, ags=UCKERMARK, age_group="insgesamt")
    assert [line.name for line in shown.chart.data] == ["Uckermark", "Mischung"]
    weights = draw_effect_weights(atlas, w, ags=UCKERMARK, age_group="insgesamt").table
    assert weights["weight"].sum() == pytest.approx(1, abs=0.02)
    refused = draw_effect_synthetic(atlas, w, ags=ELBE_ELSTER, age_group="30-50")
    assert refused.chart is None
    assert "keine Mischung" in refused.table["reason"].iloc[0]


def test_every_start_is_listed_with_the_reason_why_it_is_not_used(atlas):
    figure = draw_effect_starts(atlas, get_wording("de"), age_group="insgesamt")
    assert len(figure.table) == len(atlas.members)
    uses = figure.table.set_index("member_id")["use"]
    assert uses["comeback-elbe-elster"] == "ja"
    assert uses["boomtown-cottbus"] == "nein: Startjahr nicht gefunden"
    assert uses["hierzulanden"] == "nein: weniger als 2 Jahre mit Zahlen ab dem Start"
    assert all(use == "ja" or use.startswith("nein: ") for use in uses)


def test_the_smallest_difference_is_told_in_people_a_year(atlas):
    result = estimate(atlas)
    figure = draw_effect_detectable(atlas, get_wording("de"), ags=ALL, age_group="insgesamt")
    people = result.mde.permutation / 1000 * result.residents
    assert figure.headline == f"Erst rund {round(people, -1):.0f} Menschen im Jahr je Kreis würden auffallen"


def test_the_list_offers_all_together_first_and_says_where_nothing_can_be_compared(atlas):
    options = effect_options(atlas, get_wording("de"))
    assert next(iter(options)) == ALL
    assert options[ELBE_ELSTER] == "Elbe-Elster: Comeback Elbe-Elster"
    assert options[COTTBUS].endswith("(kein Vergleich)")
    assert "12051" not in options


def test_every_figure_can_be_collected():
    drawn = {VIEWS[name].builder for name in NAMES}
    assert drawn == {*EVERYWHERE, *ESTIMATES, draw_effect_starts, draw_effect_threshold}


@pytest.fixture(scope="module")
def collection():
    return Collection((*(spec(name) for name in NAMES), spec("effects_raw", ELBE_ELSTER)))


def test_a_deck_holds_every_view_with_native_charts_and_the_statements_as_notes(atlas, collection):
    deck = Presentation(io.BytesIO(write_deck(atlas, get_wording("de"), collection)))
    # A long table takes several slides.
    slides = [(read_mark(deck, slide).spec, slide) for slide in deck.slides]
    assert list(dict.fromkeys(spec for spec, _ in slides)) == list(collection.slides)
    charts = {spec.view for spec, slide in slides if any(s.has_chart for s in slide.shapes)}
    assert charts == {name for name in NAMES if VIEWS[name].shape == "chart"}
    notes = slides[NAMES.index("effects_verdict")][1].notes_slide.notes_text_frame.text
    assert "vom Zufall nicht zu unterscheiden" in notes
    assert "Die Initiative hat keine Wirkung." in notes


def test_report_and_workbook_hold_every_view(atlas, collection):
    w = get_wording("de")
    pages = PdfReader(io.BytesIO(write_report(atlas, w, collection))).pages
    # A line may end within a span of years.
    words = re.sub(r"\s+", "", " ".join(page.extract_text() for page in pages))
    book = load_workbook(io.BytesIO(write_workbook(atlas, w, collection)), read_only=True)
    cells = {str(sheet.cell(1, 1).value) for sheet in book.worksheets}
    for one in collection.slides:
        headline = draw_slide_figure(atlas, w, one).headline
        assert re.sub(r"\s+", "", headline) in words
        assert headline in cells


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_made_of_every_view(atlas, name):
    w = get_wording("en")
    assert write_picture(atlas, w, draw_slide_figure(atlas, w, spec(name)))[:4] == b"\x89PNG"


def test_the_start_of_each_line_is_marked_on_the_slide_too(atlas):
    w = get_wording("de")
    plan = plan_chart(draw_effect_raw(atlas, w, ags=ALL, age_group="insgesamt"), w)
    years = [int(plan.categories[place]) for series in plan.series for place in series.dots]
    assert years == [2012, 2013, 2017, 2017]


def test_columns_that_are_no_years_take_the_words_of_the_axis(atlas):
    chart = go.Figure(go.Bar(x=[0, 1, 2], y=[4, 9, 3], width=0.92))
    chart.update_layout(xaxis={"range": [-0.5, 2.5], "tickvals": [0, 1, 2], "ticktext": ["−1", "0", "+1"]})
    figure = Figure("k", "h", "s", "d", atlas.breaks, (), (), chart=chart)
    plan = plan_chart(figure, get_wording("de"))
    assert (plan.categories, plan.series[0].values) == (["−1", "0", "+1"], [4.0, 9.0, 3.0])


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        (
            "de",
            "Kreise des Landes ohne Initiative des Netzwerks änderten sich ebenfalls: "
            "Für Initiativen folgt daraus nichts",
        ),
        (
            "en",
            "Districts of the Land without an initiative of the network changed, too: nothing follows for initiatives",
        ),
    ],
)
def test_the_placebo_of_the_land_stands_beside_every_set_compared_with(atlas, lang, headline):
    figure = draw_effect_controls(atlas, get_wording(lang), ags=ALL, age_group="insgesamt")
    table = figure.table.set_index("controls")
    assert figure.headline == headline
    assert list(table.index) == [*CONTROL_SETS, "placebo"]
    assert (table.loc["east", "n_kreise"], round(table.loc["east", "estimate"], 1)) == (37, 0.9)
    assert (table.loc["placebo", "n_kreise"], round(table.loc["placebo", "estimate"], 1)) == (4, 4.8)
    assert list(table.index[table["whole"]]) == ["brandenburg"]
    assert get_wording(lang).signed(4.8) in " ".join(figure.notes)
    assert {"S36", "S01"} <= set(figure.source_ids)


def test_a_placebo_that_holds_lets_the_directions_speak(atlas, monkeypatch):
    monkeypatch.setattr(LandPlacebo, "fails", lambda *_: False)
    figure = draw_effect_controls(atlas, get_wording("en"), ags=ALL, age_group="insgesamt")
    assert figure.headline == "Against other districts of East Germany, too, the difference keeps its direction"
