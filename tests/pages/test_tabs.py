"""The row of tabs: which pages stand in it, which in the bar, and which filters travel along."""

import pytest
import streamlit as st

from analytics.language import get_wording
from pages.session.registry import page_entries
from pages.widgets.tabs import shared_params

ENTRIES = page_entries(get_wording("de"))


def test_the_bar_has_five_entries_two_tools_and_the_account():
    bar = [entry.title for entry in ENTRIES if entry.section and not entry.is_tab]
    assert bar == ["Überblick", "Karte", "Kreis", "Initiativen", "Wo und ob es wirkt", "Präsentation", "Daten", "Konto"]
    assert [entry.url_path for entry in ENTRIES if entry.needs_sign_in] == ["konto"]


def test_the_first_page_of_a_section_stands_in_the_bar_and_all_others_are_tabs():
    sections: dict[str, list[bool]] = {}
    for entry in ENTRIES:
        if entry.section:
            sections.setdefault(entry.section, []).append(entry.is_tab)
    assert all(tabs == [False] + [True] * (len(tabs) - 1) for tabs in sections.values())


@pytest.fixture
def chosen(monkeypatch):
    """Filters of the page that is left; the address says nothing."""
    values: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", values)
    monkeypatch.setattr(st, "query_params", {})
    return values


def test_the_filters_of_the_map_go_along_to_the_series_and_back(chosen):
    chosen |= {"indikator": "arrivals_per_1000", "alter": "18-25", "kreis": "12062"}
    assert shared_params("karte", "wanderung") == {"indikator": "arrivals", "alter": "18-25", "kreise": "12062"}
    chosen.clear()
    chosen |= {"indikator": "net", "alter": "30-50", "kreise": ["12071", "12052"], "jahr": 2015}
    assert shared_params("wanderung", "karte") == {
        "indikator": "net_per_1000", "alter": "30-50", "kreis": "12071", "jahr": "2015",
    }  # fmt: skip


def test_the_rate_of_a_part_of_the_balance_is_called_otherwise_on_the_map(chosen):
    for rate, measure in (("german_per_1000", "net_domestic_german"), ("female_per_1000", "net_female")):
        chosen |= {"indikator": rate}
        assert shared_params("karte", "wanderung") == {"indikator": measure}
        chosen |= {"indikator": measure}
        assert shared_params("wanderung", "karte") == {"indikator": rate}


def test_a_filter_the_other_page_does_not_know_stays_behind(chosen):
    chosen |= {"indikator": "net_change", "alter": "30-50"}
    assert shared_params("karte", "wanderung") == {"alter": "30-50"}
    assert shared_params("ueberblick", "wachstum") == {}
    assert shared_params("daten", "register") == {}


def test_the_year_of_the_map_stays_behind_where_fewer_years_are_known_and_a_page_takes_nothing_to_itself(chosen):
    chosen |= {"jahr": 2010, "alter": "18-25", "kreis": "12062", "jahr_von": 2005}
    assert shared_params("karte", "herkunft") == {"alter": "18-25", "kreis": "12062"}
    assert shared_params("herkunft", "wanderung") == {"jahr": "2010", "alter": "18-25", "kreise": "12062"}
    assert shared_params("karte", "karte") == {}
    assert shared_params("wirkung", "ausblick") == {}


def test_without_a_choice_the_address_counts(chosen, monkeypatch):
    monkeypatch.setattr(st, "query_params", {"kreis": "12073"})
    assert shared_params("kreisprofil", "vergleich") == {"kreis": "12073"}
