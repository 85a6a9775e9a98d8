"""Every page of the registry runs to its end in both languages."""

import functools
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.exports.views import PAGES
from analytics.language import get_wording
from pages.server.document.later_modules import CHART_PAGES
from pages.session import cache, opening
from pages.session.registry import page_entries

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
ENTRIES = {lang: {entry.url_path: entry for entry in page_entries(get_wording(lang))} for lang in ("de", "en")}

READY = (cache._computed, cache._chart, cache._notes, cache._table_html, cache._source_links)


def run_page(name: str, **params: str | list[str]) -> AppTest:
    """The page after its first run, opened with these parameters in the address."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.switch_page(ENTRIES["de"][name].script)
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


@functools.cache
def opened(name: str, lang: str) -> AppTest:
    """A page as its bare address opens it; run once for every test that only reads it."""
    return run_page(name, lang=lang)


def headline(app: AppTest) -> str:
    """The first-level heading; the map page draws its own, so its figures' words stand in."""
    return app.title[0].value if app.title else "".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", list(ENTRIES["de"]))
def test_page_runs_to_its_end(name, lang):
    app = opened(name, lang)
    assert [error.value for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert [notice.value for notice in app.warning] == []
    assert headline(app)


@pytest.mark.parametrize("name", list(ENTRIES["de"]))
def test_the_two_languages_have_different_headlines(name):
    assert headline(opened(name, "de")) != headline(opened(name, "en"))


@pytest.mark.parametrize("name", list(ENTRIES["de"]))
def test_the_module_for_charts_is_asked_for_early_on_just_the_pages_that_open_with_one(name):
    assert bool(opened(name, "de").get("plotly_chart")) == (name in CHART_PAGES)


@pytest.mark.parametrize("name", ["vergleich", "wanderung"])
def test_a_page_drawn_ahead_draws_nothing_more_for_who_opens_it(name, monkeypatch):
    for kept in READY:
        kept.cache_clear()
    monkeypatch.setattr(opening, "PAGES", {name: PAGES[name]})
    opening.draw_openings(lambda: False)
    before = [kept.cache_info().misses for kept in READY]
    assert before[0] >= len(PAGES[name].views)
    run_page(name)
    assert [kept.cache_info().misses for kept in READY] == before


def test_german_is_the_default():
    assert run_page("impressum").title[0].value == "Impressum"


def test_an_unknown_language_gives_a_notice():
    app = run_page("impressum", lang="xx")
    assert "„xx“" in app.warning[0].value
    assert app.title[0].value == "Impressum"


@pytest.mark.parametrize(
    ("name", "address"),
    [("weisseflecken", "whitespots_kpis/zitieren?scope=brandenburg"), ("ueberblick", "kpis/zitieren")],
)
def test_rows_of_key_figures_say_how_they_are_cited(name, address):
    assert f"[Zitieren](/embed/{address})" in " ".join(one.value for one in opened(name, "de").markdown)
