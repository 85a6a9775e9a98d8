"""One failed run never ends a visit: the frame stays, a sentence says what happened, a button tries again."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from pages.operation.logs import log
from tests.pages.test_pages import run_page
from tests.pages.test_presentation import views


class SecretError(RuntimeError):
    """An error whose message must reach nobody."""


def fail(*_args: object, **_kwargs: object) -> None:
    raise SecretError("Mustermann")


@pytest.fixture
def failures(caplog, monkeypatch):
    """What the operator reads of failed pages."""
    monkeypatch.setattr(log, "propagate", True)
    return lambda: [record.fields["mark"] for record in caplog.records if record.getMessage() == "page failed"]


def footer(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("lang", "title", "told", "again", "ending"),
    [
        ("de", "Förderung", "nicht vollständig angezeigt", "Erneut versuchen", "Datenstand"),
        ("en", "Funding", "could not be shown completely", "Try again", "Data version"),
    ],
)
def test_a_page_that_fails_keeps_its_frame_and_can_be_tried_again(
    monkeypatch, failures, lang, title, told, again, ending
):
    app = run_page("foerderung", lang=lang)
    app.button("collect_kpis_funding-facts").click().run()
    with monkeypatch.context() as patch:
        patch.setattr("pages.widgets.layout.page_title", fail)
        app.run()
    assert [error.value for error in app.exception] == []
    assert len(app.error) == 1
    assert told in app.error[0].value
    assert failures()[0] in app.error[0].value
    assert "Mustermann" not in json.dumps([app.error[0].value, footer(app)])
    assert ending in footer(app)
    assert [one.value for one in app.title] == [title]
    assert app.button("try_again").label == again
    app.button("try_again").click().run()
    assert [error.value for error in app.error] == []
    assert app.title
    assert views(app) == ["funding_facts"]


def test_a_page_that_fails_below_its_title_has_no_second_one(monkeypatch, failures):
    app = run_page("foerderung")
    titles = [title.value for title in app.title]
    with monkeypatch.context() as patch:
        patch.setattr("pages.widgets.layout.kpi_row", fail)
        app.run()
    assert len(failures()) == 1
    assert [title.value for title in app.title] == titles


def test_a_press_that_fails_is_told_above_the_page(monkeypatch, failures):
    app = run_page("foerderung")
    with monkeypatch.context() as patch:
        patch.setattr("pages.widgets.collecting.collect", fail)
        app.button("collect_kpis_funding-facts").click().run()
    assert "nicht geklappt" in app.warning[0].value
    assert failures()[0] in app.warning[0].value
    assert app.title
    app.button("collect_kpis_funding-facts").click().run()
    assert views(app) == ["funding_facts"]
    assert not app.warning
