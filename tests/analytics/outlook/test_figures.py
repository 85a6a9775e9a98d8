"""Figures of the outlook: what is estimated looks so, refusals are sentences, slides show the bands."""

import dataclasses
import json
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from analytics.exports.answers.outlook import answer
from analytics.exports.drawing.picture import write_picture
from analytics.exports.pptx.parts.charts.plan import plan_chart
from analytics.exports.pptx.write import write_deck
from analytics.exports.presentation.collection import Collection, make_spec
from analytics.exports.report import write_report
from analytics.exports.views import VIEWS
from analytics.exports.workbook import write_workbook
from analytics.figure.model import format_table
from analytics.language import get_wording
from analytics.rates.series import last_year
from analytics.subjects.outlook.figures.backtest import draw_outlook_backtest
from analytics.subjects.outlook.figures.members import draw_outlook_membership, draw_outlook_models
from analytics.subjects.outlook.figures.migration import draw_outlook_fan, draw_outlook_lookback
from analytics.subjects.outlook.figures.scenario import draw_outlook_scenario
from analytics.subjects.outlook.figures.text import end_of_data, outlook_areas, reception_text
from analytics.subjects.outlook.figures.trend import draw_outlook_trend, draw_outlook_trends
from analytics.subjects.outlook.measures import membership
from analytics.subjects.outlook.measures.migration import compute_outlook
from data.errors import SelectionError, UnknownNameError

AREA, AGE = "12073", "30-50"
REFUSED = ("12067", "12062")
SPECS = (
    make_spec("outlook_membership"),
    make_spec("outlook_models"),
    make_spec("outlook_scenario", per_year=2, years=5),
    make_spec("outlook_fan", area=AREA, age_group=AGE),
    make_spec("outlook_fan", area="12067", age_group=AGE),
    make_spec("outlook_lookback", area=AREA, age_group=AGE),
    make_spec("outlook_backtest", area=AREA, age_group=AGE),
    make_spec("outlook_trend", area=AREA, age_group=AGE),
    make_spec("outlook_trends", area=AREA, age_group=AGE),
    make_spec("outlook_projection"),
)


@pytest.fixture(scope="module", params=["de", "en"])
def w(request):
    return get_wording(request.param)


@pytest.fixture(scope="module")
def german():
    return get_wording("de")


@pytest.fixture(scope="module")
def figures(atlas, german):
    return [VIEWS[spec.view].draw(atlas, german, **dict(spec.params)) for spec in SPECS]


def test_every_figure_can_be_collected():
    assert {name for name in VIEWS if name.startswith("outlook")} == {spec.view for spec in SPECS}


def test_every_figure_has_sources_words_and_a_table(atlas, w):
    for spec in SPECS:
        figure = VIEWS[spec.view].draw(atlas, w, **dict(spec.params))
        assert figure.source_ids
        assert len(figure.description) > 60
        assert figure.notes
        assert len(format_table(figure, w))
        for words in (figure.headline, figure.subtitle, figure.description, *figure.notes):
            assert "nan" not in words.lower().split()
            assert not re.search(r"[{}]", words)


def test_what_is_estimated_is_dashed_or_a_band_and_what_is_known_is_solid(atlas, german):
    traces = {trace.name: trace for trace in draw_outlook_fan(atlas, german, area=AREA, age_group=AGE).chart.data}
    assert traces["bekannt"].line.dash == "solid"
    assert traces["Ausblick des Modells"].line.dash != "solid"
    assert traces["letzter Wert gilt weiter"].line.dash not in ("solid", traces["Ausblick des Modells"].line.dash)
    assert traces["Ausblick des Modells"].marker.symbol.endswith("-open")
    assert {trace.fill for name, trace in traces.items() if "Spanne" in name or "Fehler" in name} == {"toself"}


def test_the_chart_shows_the_numbers_of_the_measure(atlas, german):
    told = compute_outlook(atlas, AREA, age_group=AGE)
    figure = draw_outlook_fan(atlas, german, area=AREA, age_group=AGE)
    line = next(trace for trace in figure.chart.data if trace.name == "Ausblick des Modells")
    assert list(line.y[1:]) == pytest.approx(list(told.of("ets")["mean"]))
    assert line.y[0] == pytest.approx(told.run.rates[-1])
    band = next(trace for trace in figure.chart.data if "frühere Fehler" in trace.name)
    assert max(band.y) == pytest.approx(told.of("ets")["wide_high"].max())
    assert german.signed(told.of("ets").iloc[-1]["wide_low"]) in figure.headline


def test_the_gap_of_the_source_is_a_gap_in_the_line(atlas, german):
    figure = draw_outlook_fan(atlas, german, area=AREA, age_group=AGE)
    known = next(trace for trace in figure.chart.data if trace.name == "bekannt")
    values = dict(zip(known.x, known.y, strict=True))
    assert values[2001] != values[2001]
    assert not known.connectgaps


@pytest.mark.parametrize("area", REFUSED)
def test_a_refused_outlook_draws_no_future_and_says_why(atlas, w, area):
    figure = draw_outlook_fan(atlas, w, area=area, age_group=AGE)
    assert len(figure.chart.data) == 1
    assert figure.table["year"].max() == last_year(atlas)
    assert len(figure.notes[0]) > 60
    assert figure.statements.carried[2].text.endswith(figure.notes[0])


@pytest.mark.parametrize("area", [*REFUSED, "12"])
@pytest.mark.parametrize("draw", [draw_outlook_lookback, draw_outlook_backtest, draw_outlook_trend])
def test_every_figure_can_be_drawn_for_every_kind_of_area(atlas, w, draw, area):
    assert draw(atlas, w, area=area, age_group=AGE).headline


def test_the_end_of_the_figures_is_said_plainly(atlas, german):
    sentence = end_of_data(atlas, german)
    assert "enden 2024" in sentence
    assert "vorbei" not in sentence
    older = dataclasses.replace(atlas, migration=atlas.migration[atlas.migration["year"] <= 2018])
    sentence = end_of_data(older, german)
    assert "enden 2018" in sentence
    assert "2019–2021 sind vorbei" in sentence
    assert "hochlädt" in sentence


def test_a_model_without_the_smallest_error_can_be_shown_too(atlas, w):
    best = draw_outlook_membership(atlas, w)
    line = draw_outlook_membership(atlas, w, model=membership.LINEAR)
    assert best.chart.data[0].name != line.chart.data[0].name
    with pytest.raises(UnknownNameError):
        draw_outlook_membership(atlas, w, model="prophet")


def test_three_ends_and_the_few_counts_make_the_headline(atlas, german):
    figure = draw_outlook_membership(atlas, german)
    points = membership.documented_points(atlas)
    assert figure.headline.startswith(f"{len(points)} Zählungen erlauben keine sichere Prognose")
    documented = figure.table[figure.table["state"] == "belegt"]
    assert list(documented["members"]) == list(points["members"])


def test_an_example_sum_looks_assumed_and_says_so(atlas, german):
    figure = draw_outlook_scenario(atlas, german, per_year=2, years=5)
    assumed = next(trace for trace in figure.chart.data if "angenommen" in trace.name)
    assert assumed.marker.pattern.shape == "/"
    assert "keine Prognose" in figure.subtitle
    assert figure.headline.startswith("Rechenbeispiel")
    with pytest.raises(SelectionError):
        draw_outlook_scenario(atlas, german, per_year=99, years=5)


def test_a_sum_below_nothing_stops_at_0_and_says_so(atlas, german):
    figure = draw_outlook_scenario(atlas, german, per_year=-5, years=10)
    assert figure.table["members"].min() == 0
    assert "endet bei 0" in figure.notes[0]


def test_the_ranking_of_models_and_kreise_runs_from_best_and_steepest(atlas, w):
    assert draw_outlook_models(atlas, w).table["mae"].is_monotonic_increasing
    trends = draw_outlook_trends(atlas, w, age_group=AGE)
    assert trends.table["slope"].is_monotonic_decreasing
    assert len(trends.chart.layout.shapes) == len(trends.table)


def test_areas_are_offered_by_name_with_the_land_first(atlas, german):
    names = list(outlook_areas(atlas, german).values())
    assert names[0] == "Land Brandenburg ohne Elbe-Elster und Oder-Spree"
    assert names[1:] == sorted(names[1:])


def test_the_years_of_reception_are_those_of_the_area(atlas, german):
    assert reception_text(atlas, german, "12") == "2015, 2016 und 2022"
    assert reception_text(atlas, german, "12062") == "2015, 2016 und 2021–2023"
    assert reception_text(atlas, german, "12067") == "2015–2024"


def test_statements_hold_for_every_area_and_age_group(atlas, w):
    for area in ("12", "12060", *REFUSED):
        for age in ("18-25", "65+", "insgesamt"):
            statements = draw_outlook_fan(atlas, w, area=area, age_group=age).statements
            for saying in (*statements.carried, *statements.not_carried):
                assert saying.text
                assert saying.plain
                assert not re.search(r"[{}]|\bnan\b", f"{saying.text} {saying.plain}")


def test_sentences_in_plain_language_are_short(atlas, german):
    said = [draw_outlook_membership(atlas, german), draw_outlook_fan(atlas, german, area=AREA, age_group=AGE)]
    for figure in said:
        for saying in (*figure.statements.carried, *figure.statements.not_carried):
            for sentence in re.split(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ])", saying.plain):
                assert len(sentence.split()) <= 17, sentence


def test_slides_draw_lines_natively_and_bands_behind_them(figures, german):
    fan = figures[3]
    plan = plan_chart(fan, german)
    assert plan.kind == "line"
    assert [series.name for series in plan.series] == ["letzter Wert gilt weiter", "Ausblick des Modells", "bekannt"]
    filled = {number for number, trace in enumerate(fan.chart.data) if trace.fill == "toself"}
    assert len(filled) == 2
    assert not filled & plan.drawn


def test_slides_report_workbook_and_picture_are_made(atlas, german, figures):
    collection = Collection(SPECS, "Ausblick")

    def drawn(_atlas, _w, spec):
        return figures[SPECS.index(spec)]

    deck = Presentation(BytesIO(write_deck(atlas, german, collection, draw=drawn)))
    shown = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    # The quoted projection is a table.
    assert len(shown) == len(SPECS) - 1
    notes = " ".join(slide.notes_slide.notes_text_frame.text for slide in shown)
    assert figures[0].statements.carried[0].text in notes
    book = load_workbook(BytesIO(write_workbook(atlas, german, collection)))
    assert len(book.sheetnames) >= len(SPECS)
    assert write_report(atlas, german, collection).startswith(b"%PDF")
    assert write_picture(atlas, german, figures[3]).startswith(b"\x89PNG")


@pytest.mark.parametrize("ags", ["12", AREA, *REFUSED])
def test_the_same_results_come_as_plain_data(atlas, german, ags):
    told = answer(atlas, german, ags=ags)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    keys = {
        "question",
        "parameters",
        "results",
        "intervals",
        "verdict",
        "assumptions",
        "limits",
        "statements",
        "sources",
    }
    assert keys <= set(told)
    assert told["data_version"] == atlas.version
    assert told["verdict"]["code"].startswith("refused_") == (ags in REFUSED)
    assert ("outlook_own" in told["intervals"]) == (ags not in REFUSED)
    assert len(told["statements"]["carried"]) == 3


def test_plain_data_and_figure_tell_the_same_numbers(atlas, german):
    told = answer(atlas, german, ags=AREA)
    figure = draw_outlook_fan(atlas, german, area=AREA, age_group=AGE)
    ends = [row for row in told["results"]["migration"]["outlook"] if row["method"] == "ets"]
    assert german.signed(ends[-1]["wide_low_per_1000"]) in figure.headline
    assert told["statements"]["carried"][0]["text"] == figure.statements.carried[0].text
