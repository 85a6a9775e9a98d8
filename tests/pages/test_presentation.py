"""Collecting: what a page shows becomes a slide with its filters; the address and a file hold the collection."""

import io
import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from analytics.exports.pptx.changes import excerpts
from analytics.exports.presentation.collection import (
    Collection,
    make_spec,
    pack_collection,
    read_collection,
    unpack_collection,
    write_collection,
)
from analytics.exports.views import PAGES
from analytics.language import get_wording
from analytics.maps.view import compute_map_view
from data.errors import ExportError
from pages.operation.limits import Gate
from pages.presentation import slides
from pages.presentation.exports import file_name
from pages.presentation.slides import take_change
from pages.server.routes.exports import routes
from pages.session.draft import SLIDES_PARAM, PresentationState
from pages.widgets.collecting import collect_map
from tests.pages.test_pages import run_page

SERIES = make_spec("series", kreise=("12062", "12067"), age_group="18-25", measure="arrivals")
GROWTH = make_spec("growth", headline="Wir wachsen")
RANKING = make_spec("ranking", year=2015, age_group="insgesamt", remark="Oder-Spree: Erstaufnahme")


def presentation_state(app: AppTest) -> PresentationState:
    return app.session_state["_collection"]


def views(app: AppTest) -> list[str]:
    return [slide.spec.view for slide in presentation_state(app).slides]


def toast(app: AppTest) -> str:
    return " ".join(one.value for one in app.toast)


@pytest.fixture
def mine() -> PresentationState:
    kept = PresentationState()
    kept.add([GROWTH, SERIES, RANKING])
    return kept


def test_a_figure_becomes_a_slide_with_the_filters_of_its_page():
    app = run_page("wanderung", kreise=["12062", "12067"], alter="18-25", indikator="arrivals")
    app.button("collect_migration_series").click().run()
    spec = presentation_state(app).slides[0].spec
    params = dict(spec.params)
    assert spec.view == "series"
    assert (params["kreise"], params["age_group"], params["measure"]) == (("12062", "12067"), "18-25", "arrivals")
    assert "Folie 1" in toast(app)


def test_the_button_says_that_the_view_is_in_and_takes_it_out_again():
    app = run_page("foerderung")
    button = app.button("collect_kpis_funding-facts")
    assert button.label == "In die Präsentation"
    button.click().run()
    assert app.button("collect_kpis_funding-facts").label == "In der Präsentation"
    app.button("collect_kpis_funding-facts").click().run()
    assert views(app) == []


# What changed since a day is told of the versions stored here; it is taken along in the dossier. Definitions and the
# template are for who counts.
NOT_COLLECTED = {"kreisprofil": {"kreis_changes"}, "zaehlbogen": {"counting-definitions", "counting_template"}}
OF_NO_FIGURE = {"dossier_pdf", "dossier_pptx"}


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_with_a_file_can_be_collected(name):
    app = run_page(name)
    keys = [button.key for button in app.get("download_button") if button.key]
    files = {key.removeprefix("csv_") for key in keys if key not in OF_NO_FIGURE}
    buttons = {button.key.removeprefix("collect_") for button in app.button if button.key.startswith("collect_")}
    assert files - buttons == NOT_COLLECTED.get(name, set())


def test_another_filter_is_another_slide():
    app = run_page("kreisprofil", kreis="12062")
    app.button("collect_kpis_kreis_facts").click().run()
    app.selectbox("kreis").set_value("12071").run()
    app.button("collect_kpis_kreis_facts").click().run()
    assert [dict(slide.spec.params)["ags"] for slide in presentation_state(app).slides] == ["12062", "12071"]


def test_an_address_restores_the_collection_and_keeps_it():
    collection = Collection((GROWTH, SERIES), "Landtag")
    app = run_page("praesentation", **{SLIDES_PARAM: pack_collection(collection)})
    assert presentation_state(app).collection == collection
    assert app.text_input("presentation_title_0").value == "Landtag"
    word = app.query_params[SLIDES_PARAM]
    assert unpack_collection(word if isinstance(word, str) else word[0]) == collection


def test_a_title_from_elsewhere_comes_in_a_field_of_its_own_and_a_typed_one_stays_in_its_field():
    app = run_page("praesentation", sammlung=pack_collection(Collection((GROWTH,), "Landtag")))
    app.text_input("presentation_title_0").set_value(" Kabinett ").run()
    assert presentation_state(app).title == "Kabinett"
    assert app.text_input("presentation_title_0").value == " Kabinett "
    app.button("presentation_undo").click().run()
    # A start value reaches the browser with every run; one told to the old field would be lost with a run cut short.
    assert app.text_input("presentation_title_1").proto.default == "Landtag"
    app.run()
    assert app.text_input("presentation_title_1").proto.default == "Landtag"


def place(app: AppTest, key: str) -> list[int]:
    """Where an element stands in the page: its place among its neighbours, from the page down."""

    def find(node: Block | Element, path: list[int]) -> list[int]:
        if getattr(node, "key", None) == key:
            return path
        children = getattr(node, "children", {})
        return next((found for number, child in children.items() if (found := find(child, [*path, number]))), [])

    return find(app.main, [])


def test_the_files_keep_their_place_when_it_takes_longer_than_usual(monkeypatch):
    calm = run_page("praesentation", sammlung=pack_collection(Collection((GROWTH,))))
    monkeypatch.setattr(Gate, "is_full", lambda gate: True)
    busy = run_page("praesentation", sammlung=pack_collection(Collection((GROWTH,))))
    assert [one.value for one in busy.info] == ["Gerade werden mehrere Dateien geschrieben; Ihre dauert etwas länger."]
    assert place(busy, "presentation_pptx") == place(calm, "presentation_pptx") != []
    assert place(busy, "presentation_template_0") == place(calm, "presentation_template_0") != []


def test_a_damaged_address_gives_a_sentence_and_leaves_the_address():
    app = run_page("praesentation", **{SLIDES_PARAM: "kaputt"})
    assert len(app.warning) == 1
    assert SLIDES_PARAM not in app.query_params
    assert views(app) == []


def test_a_slide_whose_data_are_gone_is_told_not_hidden():
    gone = make_spec("kreis_facts", ags="99999")
    app = run_page("praesentation", **{SLIDES_PARAM: pack_collection(Collection((gone, GROWTH)))})
    assert not app.exception
    assert views(app) == ["kreis_facts", "growth"]


def test_without_slides_the_studio_says_how_to_collect():
    app = run_page("praesentation")
    assert "Noch keine Folien" in [header.value for header in app.header]
    assert "„In die Präsentation“" in " ".join(text.value for text in app.markdown)


def test_a_moved_slide_keeps_its_words(mine):
    mine.move(mine.slides[2].number, 0)
    assert [slide.spec for slide in mine.slides] == [RANKING, GROWTH, SERIES]


def test_moving_past_the_end_leaves_the_slide_at_the_end(mine):
    mine.move(mine.slides[0].number, 99)
    assert mine.slides[-1].spec == GROWTH


def test_words_are_changed_and_the_view_stays(mine):
    mine.edit(mine.slides[1].number, headline="Zuzüge", remark="Łużyca, Łobr")
    assert mine.slides[1].spec == replace(SERIES, headline="Zuzüge", remark="Łużyca, Łobr")


def test_undo_goes_back_step_by_step_and_takes_typing_as_one_step(mine):
    first = mine.slides
    for words in ("W", "Wi", "Wir"):
        mine.edit(mine.slides[0].number, headline=words, remark="")
    mine.remove(mine.slides[1].number)
    mine.undo()
    assert mine.slides[0].spec.headline == "Wir"
    mine.undo()
    assert mine.slides == first


def test_more_slides_than_fit_are_refused_and_nothing_is_added(mine):
    with pytest.raises(ExportError):
        mine.add([GROWTH] * 60)
    assert len(mine.slides) == 3


@pytest.mark.parametrize(
    "change", [None, "x", {}, {"act": "move", "number": "1"}, {"act": "move", "number": 1, "to": "0"}, {"number": 1}]
)
def test_a_change_that_is_none_is_left_alone(mine, monkeypatch, change):
    monkeypatch.setattr("pages.presentation.slides.presentation_state", lambda: mine)
    before = mine.slides
    take_change(change)
    assert mine.slides == before


def test_how_initiatives_stand_on_a_map_is_chosen_in_its_card_and_what_is_unknown_left_alone(mine, monkeypatch):
    monkeypatch.setattr("pages.presentation.slides.presentation_state", lambda: mine)
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt")
    mine.add([spec])
    number = mine.slides[-1].number
    edit = {"act": "edit", "number": number, "headline": "", "remark": ""}
    take_change(edit | {"members": "numbered"})
    assert dict(mine.slides[-1].spec.params)["members"] == "numbered"
    take_change(edit | {"members": "in 3D"})
    assert dict(mine.slides[-1].spec.params)["members"] == "numbered"
    take_change(edit | {"members": ""})
    assert mine.slides[-1].spec == spec


def test_names_section_and_highlighted_districts_of_a_map_are_chosen_in_its_card(mine, monkeypatch):
    monkeypatch.setattr("pages.presentation.slides.presentation_state", lambda: mine)
    spec = make_spec("map", indicator="net_per_1000", age_group="insgesamt")
    mine.add([spec])
    edit = {"act": "edit", "number": mine.slides[-1].number, "headline": "", "remark": ""}
    take_change(edit | {"labels": "outlined", "zoom": "outlined", "outlined": "12071,12062,99999"})
    chosen = dict(mine.slides[-1].spec.params)
    assert (chosen["labels"], chosen["zoom"], set(chosen["outlined"])) == ("outlined", "outlined", {"12062", "12071"})
    # The address of the page and the saved file hold the same choice.
    assert unpack_collection(pack_collection(mine.collection)).slides[-1] == mine.slides[-1].spec
    take_change(edit | {"labels": "some", "zoom": "the moon"})
    assert dict(mine.slides[-1].spec.params) == chosen
    take_change(edit | {"labels": "", "zoom": "", "outlined": ""})
    assert mine.slides[-1].spec == spec


def test_the_list_reports_order_words_and_removal(mine, monkeypatch):
    monkeypatch.setattr("pages.presentation.slides.presentation_state", lambda: mine)
    first, second, third = (slide.number for slide in mine.slides)
    take_change({"act": "move", "number": third, "to": 0})
    take_change({"act": "edit", "number": third, "headline": "Viele", "remark": ""})
    take_change({"act": "remove", "number": first})
    assert [slide.number for slide in mine.slides] == [third, second]
    assert mine.slides[0].spec.headline == "Viele"


def test_two_figures_of_one_slide_are_presented_as_one_picture(mine, monkeypatch):
    shown = {}
    monkeypatch.setattr(slides, "presentation_state", lambda: mine)
    monkeypatch.setattr(slides, "_show", lambda **given: shown.update(given["data"]))
    mine.edit(mine.slides[2].number, headline="", remark="Zwei", beside=True)
    slides.show_presentation_button(get_wording("de"))
    first, pair = shown["slides"]
    assert (first["title"], first["remark"]) == ("Wir wachsen", "")
    assert pair["title"].endswith("? (Brandenburg und Lausitz, 2000–2024)")
    assert pair["remark"] == "Zwei"
    assert "Liniendiagramm, 2000 bis 2024." in pair["alt"]
    assert "Balkendiagramm, 2015, höchster Wert zuerst: Oder-Spree +30,1" in pair["alt"]
    client = TestClient(Starlette(routes=routes()))
    answers = [client.get(one["image"]) for one in (first, pair)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [Image.open(io.BytesIO(answer.content)).size for answer in answers] == [(2400, 1350)] * 2
    packed = parse_qs(urlsplit(pair["image"]).query)["folie"][0]
    assert [spec.view for spec in unpack_collection(packed).slides] == ["series", "ranking"]


def test_the_map_goes_along_with_the_year_and_district_seen_in_the_browser(atlas, monkeypatch):
    kept = PresentationState()
    monkeypatch.setattr("pages.widgets.collecting.presentation_state", lambda: kept)
    view = compute_map_view(atlas, get_wording("de"), indicator="net_per_1000", age_group="30-50")
    collect_map(view, {"year": 2010, "kreis": "12062"})
    collect_map(view, {"year": 1871, "kreis": "99999"})
    # Nothing was told: the newest year would be one that nobody chose.
    collect_map(view, None)
    seen = [dict(slide.spec.params) for slide in kept.slides]
    assert [(params["year"], params["kreis"]) for params in seen] == [(2010, "12062"), (2024, "")]


@pytest.mark.parametrize(
    ("title", "name"),
    [("", "praesentation-ankommen.pptx"), ("Rückkehr in die Łužyca: 2018", "rueckkehr-in-die-luzyca-2018.pptx")],
)
def test_the_file_is_named_after_the_title(title, name):
    assert file_name(title, "de", "pptx") == name


def test_the_saved_file_is_small_readable_and_opens_again(mine):
    content = write_collection(mine.collection)
    assert read_collection(content) == mine.collection
    assert json.loads(content)["slides"][0]["headline"] == "Wir wachsen"
    assert len(content) < 2000


@pytest.mark.parametrize(("story", "title"), [("netzwerk", "Das Netzwerk in zehn Folien"), ("kreis", "Barnim")])
def test_a_story_adds_its_slides_and_names_the_presentation(story, title):
    app = run_page("praesentation", **{SLIDES_PARAM: pack_collection(Collection((GROWTH,)))})
    app.button(f"presentation_story_{story}").click().run()
    assert views(app)[0] == "growth"
    assert len(views(app)) > 6
    assert presentation_state(app).title == title


def test_the_story_of_a_district_is_about_the_chosen_one():
    app = run_page("praesentation")
    app.selectbox("presentation_kreis").set_value("12062").run()
    app.button("presentation_story_kreis").click().run()
    assert {dict(slide.spec.params).get("ags", "12062") for slide in presentation_state(app).slides} == {"12062"}
    assert presentation_state(app).title == "Elbe-Elster"


def test_a_story_that_does_not_fit_is_refused_with_a_sentence():
    app = run_page("praesentation", **{SLIDES_PARAM: pack_collection(Collection((GROWTH,) * 55))})
    app.button("presentation_story_netzwerk").click().run()
    assert len(views(app)) == 55
    assert "60" in toast(app)


def test_a_change_of_a_figure_is_shown_whole():
    assert excerpts("−1,2", "+0,4") == ("−1,2", "+0,4")


def test_a_long_note_is_cut_to_where_it_changes():
    before, after = excerpts("Wort " * 100 + "2018 sind es 98.", "Wort " * 100 + "2024 sind es 120.")
    assert "2018 sind es 98." in before
    assert "2024 sind es 120." in after
    assert before.startswith("… Wort")
    assert len(before) < 180
